"""The microscope's numbers are those of the losses that training calls, and the means of its maps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch
from safetensors.torch import save_file

from srviewer import losses
from srviewer.errors import ParameterError, WeightsError
from srviewer.explain import microscope, phi
from srviewer.explain.microscope import measure
from srviewer.explain.phi import LAYERS, NamedLossNetwork
from srviewer.explain.step import step_of

Bytes = npt.NDArray[np.uint8]


@pytest.fixture
def pair() -> tuple[Bytes, Bytes]:
    sr, hr = np.random.default_rng(0).integers(0, 256, (2, 16, 24, 3), np.uint8)
    return sr, hr


def test_numbers_are_those_of_the_losses(tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes]) -> None:
    reading = measure(*pair, tiny)
    a, b = (torch.from_numpy(x.transpose(2, 0, 1) / np.float32(255))[None] for x in pair)
    phi_a, phi_b = tiny.network(a, LAYERS), tiny.network(b, LAYERS)
    expected = {
        "pixel": losses.pixel_loss(a, b),
        "total_variation": losses.total_variation(a),
        "total_variation_truth": losses.total_variation(b),
        "style": losses.style_reconstruction_loss(phi_a, phi_b),
    }
    for layer in LAYERS:
        expected[f"feature_{layer}"] = losses.feature_reconstruction_loss(phi_a[layer], phi_b[layer])
        expected[f"style_{layer}"] = losses.style_reconstruction_loss({layer: phi_a[layer]}, {layer: phi_b[layer]})
    assert reading.numbers == pytest.approx({name: value.item() for name, value in expected.items()}, rel=1e-5)


def test_it_calls_the_losses_that_training_calls(
    tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pixel_loss", "feature_reconstruction_loss"):
        monkeypatch.setattr(losses, name, lambda a, b: (a - b).abs().mean() * 7)
    monkeypatch.setattr(losses, "total_variation", lambda a: a.sum() * 0 + 3)
    monkeypatch.setattr(losses, "style_reconstruction_loss", lambda a, b: torch.tensor(5.0))
    reading = measure(*pair, tiny)
    sr, hr = (x / 255 for x in pair)
    assert reading.numbers["pixel"] == pytest.approx(7 * np.abs(sr - hr).mean(), rel=1e-5)
    assert reading.numbers["total_variation"] == 3
    assert reading.numbers["style"] == reading.numbers["style_relu2_2"] == 5
    assert reading.maps["pixel"] == pytest.approx(7 * np.abs(sr - hr).mean(2), rel=1e-4)


def test_a_maps_mean_is_its_number(tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes]) -> None:
    reading = measure(*pair, tiny)
    for name, values in reading.maps.items():
        assert values.shape == (16, 24)
        assert values.mean(dtype=np.float64) == pytest.approx(reading.numbers[name], rel=1e-5), name


def test_maps_stand_where_the_error_is(tiny: NamedLossNetwork) -> None:
    hr = np.full((32, 40, 3), 100, np.uint8)
    sr = hr.copy()
    sr[28, 5] = 200
    reading = measure(sr, hr, tiny)
    assert reading.maps["pixel"].argmax() == 28 * 40 + 5
    assert np.count_nonzero(reading.maps["pixel"]) == 1
    for layer in LAYERS:
        values = reading.maps[f"feature_{layer}"]
        assert values[:12].max() == 0
        assert values[:, 24:].max() == 0
        assert values[24:32, :10].max() > 0


def test_total_variation_of_a_ramp_and_of_one_line() -> None:
    ramp = torch.arange(4.0).repeat(1, 3, 2, 1)  # steps of 1 along x, of 0 along y
    assert microscope.total_variation_by_place(ramp).tolist() == [[pytest.approx(4 / 3)] * 3 + [0]] * 2
    column = ramp[..., :1]
    assert microscope.total_variation_by_place(column).tolist() == [[0], [0]]


def test_sizes_with_a_remainder_repeat_the_last_place() -> None:
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    shown = microscope.on_pixels(values, (6, 7), 2)
    assert shown.shape == (6, 7)
    assert shown[:, 0].tolist() == [0, 0, 3, 3, 3, 3]
    assert shown[0].tolist() == [0, 0, 1, 1, 2, 2, 2]


def test_floats_and_grey_read_as_the_bytes_do(tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes]) -> None:
    grey = pair[0][..., 0]
    as_rgb = np.repeat(grey[..., None], 3, 2)
    assert measure(grey, pair[1], tiny).numbers == measure(as_rgb, pair[1] / 255.0, tiny).numbers


def test_gram_matrices_of_both_and_their_difference(tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes]) -> None:
    reading = measure(*pair, tiny)
    images = {image.name: image for image in step_of(microscope.STEPS, "style").make(reading)}
    a, b, difference = (images[f"gram_relu2_2_{which}"].values for which in ("result", "truth", "difference"))
    assert a.shape == (128, 128)
    assert np.array_equal(difference, a - b)
    assert np.square(difference.astype(np.float64)).sum() == pytest.approx(reading.numbers["style_relu2_2"], rel=1e-4)
    assert images["gram_relu2_2_result"].high == images["gram_relu2_2_truth"].high == max(a.max(), b.max())


def test_every_step_has_images_of_the_reading(tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes]) -> None:
    reading = measure(*pair, tiny)
    for step in microscope.STEPS:
        images = step.make(reading)
        assert images
        assert len({image.name for image in images}) == len(images)
        assert all(np.isfinite(image.values).all() for image in images)


def test_the_shipped_network_and_a_file_of_ones_own(pair: tuple[Bytes, Bytes], tmp_path: Path) -> None:
    assert measure(*pair).network == "distilled"
    shapes = {0: (4, 3), 2: (4, 4), 5: (4, 4), 7: (4, 4), 10: (4, 4)}
    made = torch.Generator().manual_seed(0)
    tensors = {f"features.{n}.weight": torch.randn(*shape, 3, 3, generator=made) for n, shape in shapes.items()}
    tensors |= {f"features.{n}.bias": torch.zeros(shape[0]) for n, shape in shapes.items()}
    save_file(tensors, tmp_path / "vgg.safetensors")
    own = measure(*pair, phi.load(tmp_path / "vgg.safetensors"))
    assert own.network == "vgg.safetensors"
    assert own.grams["relu3_1"][0].shape == (4, 4)
    assert own.numbers["feature_relu3_1"] > 0
    with pytest.raises(WeightsError, match=r"none\.safetensors"):
        phi.load(tmp_path / "none.safetensors")


def test_what_does_not_fit_is_said_and_a_check_may_end_it(
    tiny: NamedLossNetwork, pair: tuple[Bytes, Bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParameterError, match="different sizes"):
        measure(pair[0], pair[1][:8], tiny)
    with pytest.raises(ParameterError, match="too few"):
        measure(pair[0][:7], pair[1][:7], tiny)
    monkeypatch.setattr(microscope, "MAX_PIXELS", 100)
    with pytest.raises(ParameterError, match="choose a region"):
        measure(*pair, tiny)

    class Stopped(Exception):
        pass

    def check() -> None:
        raise Stopped

    monkeypatch.setattr(microscope, "MAX_PIXELS", 1000)
    with pytest.raises(Stopped):
        measure(*pair, tiny, check=check)
