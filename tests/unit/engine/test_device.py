"""How large a tile is on which device."""

from __future__ import annotations

import pytest
import torch

from srviewer.engine import device


@pytest.mark.parametrize(("maps", "side"), [(1000, 1000), (100, 512), (9000, 4096)])
def test_a_tile_on_a_gpu_fills_half_of_the_free_memory(monkeypatch: pytest.MonkeyPatch, maps: int, side: int) -> None:
    """With three arrays of 64 float32 maps, of `maps` pixels a side."""
    free = 2 * 3 * 64 * 4 * maps**2
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (free, 2 * free))
    assert device.tile_output("cuda:0") == side


def test_a_gpu_that_is_gone_gets_the_smallest_tile(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(device: str) -> tuple[int, int]:
        raise RuntimeError("CUDA error: unspecified launch failure")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", gone)
    assert device.tile_output("cuda:0") == device.tile_output("cpu") == 512
