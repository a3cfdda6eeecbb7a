"""Compact opened: the branches' sum is the kernel that remains, the steps add up, the receptive field is measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from srviewer.errors import ParameterError, WeightsError
from srviewer.explain import compact
from srviewer.explain.step import step_of
from srviewer.networks.compact import Compact
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.bicubic import BicubicStage


def made(scale: int = 2, height: int = 9, width: int = 12, blocks: int = 2) -> compact.CompactRun:
    torch.manual_seed(0)
    network = Compact(scale, 4, blocks).eval().requires_grad_(False)
    network.last.weight.mul_(20)
    return compact.run_network(network, np.random.default_rng(0).random((height, width), np.float32))


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_run_is_the_network_s(scale: int) -> None:
    run = made(scale)
    with torch.no_grad():
        expected = run.network(torch.from_numpy(run.lr)[None, None])[0, 0].numpy()
    np.testing.assert_allclose(run.result, expected, atol=1e-6)
    bicubic = BicubicStage(scale, "").run(run.lr, Context())
    np.testing.assert_allclose(run.interpolated[2 * scale : -2 * scale, 2 * scale : -2 * scale],
                               bicubic[2 * scale : -2 * scale, 2 * scale : -2 * scale], atol=1e-5)  # fmt: skip
    assert [maps.shape for maps in run.maps] == [(4, 9, 12)] * 3
    woven = run.phases.reshape(scale, scale, 9, 12).transpose(2, 0, 3, 1).reshape(9 * scale, 12 * scale)
    np.testing.assert_allclose(run.interpolated + woven, run.result, atol=1e-6)


@pytest.mark.parametrize("layer", range(4))
def test_branches_add_up_to_the_kernel_that_remains(layer: int) -> None:
    run = replace(made(), layer=layer)
    images = {image.title: image.values for image in step_of(compact.STEPS, "branches").make(run)}
    five = [values for title, values in images.items() if title not in ("sum", "kernel", "difference")]
    assert len(five) == 5
    np.testing.assert_allclose(sum(five), images["kernel"], atol=1e-6)
    np.testing.assert_allclose(images["difference"], 0, atol=1e-6)
    assert images["sum"].any()
    found = compact.fused(run)
    assert found.before > found.after
    assert found.of_kernels < 1e-6
    assert 0 < found.of_maps < 1e-4


def test_every_step_has_images_for_every_layer() -> None:
    run = made()
    counts = {"input": 2, "branches": 8, "maps": 4, "phases": 4, "result": 3}
    for layer in range(run.count):
        for step in compact.STEPS:
            assert len(step.make(replace(run, layer=layer))) == counts[step.name]


def test_a_pixel_depends_on_its_receptive_field_and_nothing_else() -> None:
    run = made(2, 15, 16)
    assert compact.receptive_field(run, 15, 17) == compact.Rectangle(3, 4, 9, 9)
    assert compact.receptive_field(run, 0, 31) == compact.Rectangle(0, 11, 5, 5)
    found = compact.gradient(run, 15, 17)
    changed = run.lr.copy()
    changed[8, 9] += 0.01
    step = compact.run_network(run.network, changed).result[15, 17] - run.result[15, 17]
    assert step == pytest.approx(0.01 * found.values[5, 5], rel=0.05)
    outside = np.where(np.indices(run.lr.shape)[0] < 3, 0.9, run.lr).astype(np.float32)
    assert compact.run_network(run.network, outside).result[15, 17] == pytest.approx(run.result[15, 17], abs=1e-6)
    assert [image.values.shape for image in compact.pixel_images(run, 0, 0)] == [(5, 5)] * 2
    with pytest.raises(ParameterError, match="outside"):
        compact.gradient(run, 30, 0)


def test_the_shipped_network_is_opened_where_there_is_one() -> None:
    run = compact.run(np.full((6, 7), 0.5, np.float32), 4)
    np.testing.assert_allclose(run.result, 0.5, atol=1 / 255)
    assert (run.count, compact.receptive_field(run, 0, 0)) == (12, compact.Rectangle(0, 0, 6, 7))
    with pytest.raises(WeightsError, match="x8"):
        compact.run(run.lr, 8)
    with pytest.raises(ParameterError, match="one plane"):
        compact.run_network(run.network, np.zeros((4, 4, 3), np.float32))
