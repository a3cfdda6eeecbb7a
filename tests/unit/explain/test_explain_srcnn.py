"""SRCNN opened: the shown parts make the shown result, and gradients are those of finite differences."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from srviewer import weights
from srviewer.engine.progress import Token
from srviewer.errors import ParameterError, WeightsError
from srviewer.explain import srcnn
from srviewer.explain.srcnn import Rectangle, SrcnnRun
from srviewer.networks.srcnn import SRCNN
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.srcnn import Srcnn

Array = npt.NDArray[Any]


@pytest.fixture
def shipped() -> SrcnnRun:
    return srcnn.run(np.random.default_rng(0).random((9, 13), np.float32), 3)


@pytest.fixture
def tiny() -> SrcnnRun:
    torch.manual_seed(0)
    network = SRCNN((5, 3, 3), (6, 4)).double().eval()
    return srcnn.run_network(network, np.random.default_rng(1).random((8, 7)), 2)


def correlated(values: Array, taps: Array) -> Array:
    """Correlation with replicated borders, written out."""
    r, (height, width) = taps.shape[0] // 2, values.shape
    padded = np.pad(values.astype(np.float64), r, mode="edge")
    parts = [padded[i : i + height, j : j + width] * taps[i, j] for i in range(2 * r + 1) for j in range(2 * r + 1)]
    return np.sum(parts, axis=0)


def test_the_shown_maps_through_the_shown_weights_give_the_shown_result(shipped: SrcnnRun) -> None:
    total = sum(correlated(values, taps) for values, taps in zip(shipped.mapped, shipped.weights, strict=True))
    assert np.abs(total + shipped.bias - shipped.result).max() < 1e-5
    addends = [srcnn.addend(shipped, n) for n in range(len(shipped.mapped))]
    assert np.abs(np.sum(addends, axis=0) + shipped.bias - shipped.result).max() < 1e-5


def test_the_shown_filters_give_the_shown_maps(shipped: SrcnnRun) -> None:
    bias = weights.read(weights.find("srcnn", 3))["extraction.bias"].numpy()
    for n in (0, 17, 63):
        expected = np.maximum(correlated(shipped.bicubic, shipped.filters[n]) + bias[n], 0)
        assert shipped.extracted[n] == pytest.approx(expected, abs=1e-5)


def test_the_result_is_that_of_the_method(shipped: SrcnnRun) -> None:
    (stage,) = Srcnn().stages(3, {})
    result = stage.run(shipped.lr, Context(progress=Token()))
    assert shipped.result == pytest.approx(result, abs=1e-5)


def test_an_output_pixel_is_its_addends(shipped: SrcnnRun) -> None:
    for y, x in ((0, 0), (26, 38), (13, 20)):
        total = srcnn.addends_at(shipped, y, x).sum() + shipped.bias
        assert total == pytest.approx(shipped.result[y, x], abs=1e-5)


@pytest.mark.parametrize(("y", "x"), [(0, 0), (7, 6), (15, 4), (3, 13)])
def test_the_gradient_is_that_of_finite_differences(tiny: SrcnnRun, y: int, x: int) -> None:
    shape, step = tiny.bicubic.shape, 1e-6
    expected = np.zeros(shape)
    for place in np.ndindex(shape):
        ends = []
        for sign in (1, -1):
            moved = tiny.bicubic.copy()
            moved[place] += sign * step
            with torch.no_grad():
                ends.append(tiny.network(torch.from_numpy(moved)[None, None])[0, 0, y, x].item())
        expected[place] = (ends[0] - ends[1]) / (2 * step)
    found = srcnn.gradient(tiny, y, x)
    assert found.values.dtype == np.float64
    assert np.abs(expected).max() > 1e-3
    gradient = np.zeros(shape)
    gradient[found.field.slices] = found.values
    assert gradient == pytest.approx(expected, abs=1e-7)


def test_patch_and_receptive_field(shipped: SrcnnRun) -> None:
    assert srcnn.patch(shipped, 13, 20) == Rectangle(9, 16, 9, 9)
    assert srcnn.receptive_field(shipped, 13, 20) == Rectangle(5, 12, 17, 17)
    assert srcnn.receptive_field(shipped, 0, 38) == Rectangle(0, 30, 9, 9)
    with pytest.raises(ParameterError, match="outside of 39 × 27"):
        srcnn.receptive_field(shipped, 27, 0)


def test_images_of_a_pixel(shipped: SrcnnRun) -> None:
    images = {image.name: image.values for image in srcnn.pixel_images(shipped, 13, 20)}
    assert images["patch"][4, 4] == images["field"][8, 8] == shipped.bicubic[13, 20]
    assert images["gradient"].shape == (17, 17)


def test_every_step_shows_the_runs_own_arrays(shipped: SrcnnRun) -> None:
    counts = {step.name: len(step.make(shipped)) for step in srcnn.STEPS}
    assert counts == {"input": 2, "filters": 64, "extraction": 64, "mapping": 32, "reconstruction": 32, "result": 2}
    for step in srcnn.STEPS:
        images = step.make(shipped)
        assert len({image.name for image in images}) == len(images)
    assert np.shares_memory(srcnn.STEPS[1].make(shipped)[5].values, shipped.filters)


def test_what_does_not_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plane = np.zeros((4, 4), np.float32)
    with pytest.raises(WeightsError, match="no weights for srcnn x8"):
        srcnn.run(plane, 8)
    with pytest.raises(ParameterError, match="one plane"):
        srcnn.run(np.zeros((4, 4, 3), np.float32), 2)
    monkeypatch.setattr(srcnn, "MAX_PIXELS", 63)
    with pytest.raises(ParameterError, match="8 × 8 pixels are too many"):
        srcnn.run(plane, 2)


def test_a_plane_that_must_not_be_written_will_do() -> None:
    plane = np.random.default_rng(3).random((6, 7), np.float32)
    plane.flags.writeable = False
    assert srcnn.run(plane, 2).result.shape == (12, 14)
