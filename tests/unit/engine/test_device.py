"""Devices by name, what running out of memory looks like, and how large a tile is on which device."""

from __future__ import annotations

import pytest
import torch

from srviewer.engine import device
from srviewer.errors import ParameterError


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
    assert device.tile_output("cuda:0") == 512
    assert device.tile_output("cpu") == 1024


@pytest.mark.parametrize("name", ["auto", "cpu", "cuda", "cuda:0", "cuda:12", "mps"])
def test_names_in_form(name: str) -> None:
    assert device.check(name) == name


@pytest.mark.parametrize(
    "name", ["", "gpu", "CPU", "cpu:0", "mps:0", "auto:1", "cuda:x", "cuda:-1", "cuda:1:2", "cuda:", "cpu:", "cuda:١"]
)
def test_other_names_are_told_the_known_ones(name: str) -> None:
    for look in (device.check, device.resolve):
        with pytest.raises(ParameterError, match="expected one of auto, cpu, cuda, mps"):
            look(name)


def machine(monkeypatch: pytest.MonkeyPatch, gpus: int, mps: bool) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: gpus > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("gpus", "mps", "auto", "there"),
    [
        (0, False, "cpu", {"cpu"}),
        (1, False, "cuda", {"cpu", "cuda", "cuda:0"}),
        (2, True, "cuda", {"cpu", "cuda", "cuda:0", "cuda:1", "mps"}),
        (0, True, "mps", {"cpu", "mps"}),
    ],
)
def test_what_is_there_is_taken_and_what_is_not_is_said(
    monkeypatch: pytest.MonkeyPatch, gpus: int, mps: bool, auto: str, there: set[str]
) -> None:
    machine(monkeypatch, gpus, mps)
    assert device.resolve("auto") == auto
    for name in ("cpu", "cuda", "cuda:0", "cuda:1", "cuda:2", "mps"):
        if name in there:
            assert device.resolve(name) == name
        else:
            with pytest.raises(ParameterError, match="not available on this machine"):
                device.resolve(name)


@pytest.mark.parametrize(
    ("error", "memory"),
    [
        (MemoryError(), True),
        (torch.cuda.OutOfMemoryError("HIP"), True),
        (RuntimeError("CUDA error: out of memory"), True),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried"), True),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory"), True),
        (RuntimeError("unspecified launch failure"), False),
        (ValueError("out of memory"), False),
    ],
)
def test_what_running_out_of_memory_looks_like(error: Exception, memory: bool) -> None:
    assert device.is_out_of_memory(error) is memory


@pytest.mark.parametrize(("name", "times"), [("cpu", 0), ("mps", 0), ("cuda", 1), ("cuda:1", 1)])
def test_only_a_gpu_s_memory_is_given_back(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
    given: list[None] = []
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: given.append(None))
    device.free_cache(name)
    assert len(given) == times
