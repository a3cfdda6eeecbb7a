"""MATLAB's imresize: against its definition, against the field's numbers, and as the engine uses it."""

from __future__ import annotations

import doctest
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.imaging.colour import luma
from srviewer.imaging.resample import KERNELS, keys_cubic, periodic_taps, resize, resize_taps

SET5 = Path(__file__).resolve().parents[4] / "shared" / "data" / "test" / "Set5"


def by_definition(signal: np.ndarray, n_out: int) -> np.ndarray:
    """One axis of imresize, sample by sample, as a textbook has it."""
    n_in = len(signal)
    scale = n_out / n_in
    stretch = min(scale, 1.0)
    result = np.zeros(n_out)
    for i in range(n_out):
        centre = (i + 0.5) / scale - 0.5
        reach = int(np.ceil(2 / stretch)) + 1
        total = 0.0
        for j in range(int(np.floor(centre)) - reach, int(np.floor(centre)) + reach + 1):
            weight = float(keys_cubic(np.array(stretch * (centre - j))))
            folded = j % (2 * n_in)
            result[i] += weight * signal[min(folded, 2 * n_in - 1 - folded)]
            total += weight
        result[i] /= total
    return result


def flat_error(image: np.ndarray, value: float) -> float:
    return float(np.abs(image - value).max())


@pytest.mark.parametrize(
    ("n_in", "n_out"),
    [(9, 18), (9, 27), (9, 36), (18, 9), (27, 9), (64, 8), (7, 10), (10, 7), (1, 5), (5, 1), (2, 9)],
)
def test_an_axis_is_as_defined(n_in: int, n_out: int, rng: np.random.Generator) -> None:
    signal = rng.random(n_in)
    expected = by_definition(signal, n_out)
    np.testing.assert_allclose(resize(signal[None], 1, n_out)[0], expected, atol=1e-12)
    np.testing.assert_allclose(resize(signal[:, None], n_out, 1)[:, 0], expected, atol=1e-12)


def test_kernel_interpolates_and_sums_to_one() -> None:
    np.testing.assert_array_equal(keys_cubic(np.arange(-3.0, 4.0)), [0, 0, 0, 1, 0, 0, 0])
    x = np.linspace(0, 1, 11)
    np.testing.assert_allclose(sum(keys_cubic(x + k) for k in range(-2, 2)), 1)


@pytest.mark.parametrize(("scale", "expected"), [(2, 33.667), (3, 30.399), (4, 28.427)])
def test_set5_gives_the_numbers_of_the_field(scale: int, expected: float) -> None:
    folder = SET5 / f"x{scale}"
    if not folder.is_dir():
        pytest.skip(f"the Set5 pictures are not at {SET5}")
    values = [psnr_y_of_bicubic(folder, path.name, scale) for path in sorted((folder / "HR").iterdir())]
    assert len(values) == 5
    assert np.mean(values) == pytest.approx(expected, abs=0.005)


def psnr_y_of_bicubic(folder: Path, name: str, scale: int) -> float:
    lr, hr = (255 * luma(read(folder / kind / name)) for kind in ("LR", "HR"))
    sr = np.rint(np.clip(resize(lr, *hr.shape), 0, 255))
    inside = (slice(scale, -scale),) * 2
    return float(10 * np.log10(255**2 / np.mean((sr - hr)[inside] ** 2)))


def read(path: Path) -> np.ndarray:
    with Image.open(path) as file:
        return np.asarray(file.convert("RGB")) / 255


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("size", [(1, 1), (2, 3), (13, 40), (26, 80), (100, 5)])
def test_flats_stay_flat(kernel: str, size: tuple[int, int]) -> None:
    flat = np.full((13, 20), 0.7, np.float32)
    assert flat_error(resize(flat, *size, kernel=kernel), 0.7) < 3e-7


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_mirrored_picture_gives_a_mirrored_result(kernel: str, scale: int, rng: np.random.Generator) -> None:
    image = rng.random((7, 9))
    result = resize(image, 7 * scale, 9 * scale, kernel=kernel)
    mirrored = resize(image[::-1, ::-1], 7 * scale, 9 * scale, kernel=kernel)
    np.testing.assert_allclose(mirrored[::-1, ::-1], result, atol=1e-12)


def test_a_straight_ramp_stays_one_inside() -> None:
    ramp = np.arange(16.0)[None]
    expected = (np.arange(48) + 0.5) / 3 - 0.5
    np.testing.assert_allclose(resize(ramp, 1, 48)[0, 6:-6], expected[6:-6], atol=1e-12)


def test_float32_is_as_good_as_it_can_be(rng: np.random.Generator) -> None:
    image = rng.random((50, 70))
    single = resize(image.astype(np.float32), 200, 210)
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, resize(image, 200, 210), atol=5e-7)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(80, 50), (7, 11), (20, 33)])
def test_channels_are_resized_each_by_itself(channels: int, size: tuple[int, int], rng: np.random.Generator) -> None:
    image = rng.random((20, 25, channels))
    planes = [resize(image[..., c], *size) for c in range(channels)]
    np.testing.assert_allclose(resize(image, *size), np.stack(planes, axis=2), atol=1e-14)


@pytest.mark.parametrize("scale", [2, 3, 4, 8])
@pytest.mark.parametrize(("top", "left", "side"), [(0, 0, 40), (13, 31, 40), (50, 61, 39)])
def test_a_tile_with_a_halo_of_two_equals_the_whole(
    scale: int, top: int, left: int, side: int, rng: np.random.Generator
) -> None:
    image = rng.random((90, 100), np.float32)
    whole = resize(image, 90 * scale, 100 * scale)
    up, start = max(0, top - 2), max(0, left - 2)
    crop = image[up : top + side + 2, start : left + side + 2]
    tile = resize(crop, crop.shape[0] * scale, crop.shape[1] * scale)
    height, width = min(side, 90 - top) * scale, min(side, 100 - left) * scale
    y, x = (top - up) * scale, (left - start) * scale
    np.testing.assert_allclose(
        tile[y : y + height, x : x + width],
        whole[top * scale : top * scale + height, left * scale : left * scale + width],
        atol=1e-6,
        rtol=0,
    )


def test_nearest_repeats_and_averages(rng: np.random.Generator) -> None:
    image = rng.random((6, 9))
    np.testing.assert_allclose(resize(image, 18, 27, kernel="nearest"), image.repeat(3, 0).repeat(3, 1))
    means = image.reshape(2, 3, 3, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(resize(image, 2, 3, kernel="nearest"), means)


def test_bilinear_is_linear_between_samples() -> None:
    np.testing.assert_allclose(resize(np.array([[0.0, 1.0]]), 1, 4, kernel="bilinear"), [[0, 0.25, 0.75, 1]])


def test_taps_sum_to_one_and_lie_inside() -> None:
    for n_in, n_out in ((5, 17), (17, 5), (1, 3), (3, 1)):
        indices, weights = resize_taps(n_in, n_out)
        assert indices.min() >= 0
        assert indices.max() < n_in
        np.testing.assert_allclose(weights.sum(axis=1), 1)


def test_periodic_taps_come_round() -> None:
    positions = np.array([-1.0, 0.25, 7.0, 8.25])
    indices, weights = periodic_taps(positions, 8)
    signal = np.sin(2 * np.pi * np.arange(8) / 8)
    values = (weights * signal[indices]).sum(axis=1)
    assert values[0] == pytest.approx(values[2])
    assert values[1] == pytest.approx(values[3])


def test_the_check_is_asked_often_and_may_end_the_work(rng: np.random.Generator) -> None:
    image = rng.random((512, 512), np.float32)
    asked: list[None] = []
    resize(image, 2048, 2048, lambda: asked.append(None))
    assert len(asked) >= 2048 * 2048 / 2**18

    def stop() -> None:
        raise InterruptedError

    for size in ((512, 2048), (2048, 512), (64, 64)):
        with pytest.raises(InterruptedError):
            resize(image, *size, stop)


def test_a_picture_of_the_size_already_is_left_alone(rng: np.random.Generator) -> None:
    image = rng.random((5, 6))
    assert resize(image, 5, 6) is image


def test_views_are_read_without_harm(rng: np.random.Generator) -> None:
    image = rng.random((30, 40))
    image.flags.writeable = False
    np.testing.assert_allclose(resize(image[::2, ::-1], 30, 80), resize(image[::2, ::-1].copy(), 30, 80))


@pytest.mark.parametrize(
    ("image", "size", "words"),
    [
        (np.zeros((4, 4), np.uint8), (8, 8), "float array"),
        (np.zeros(4), (8, 8), "float array"),
        (np.zeros((0, 4)), (8, 8), "float array"),
        (np.zeros((4, 4)), (0, 8), "8 × 0 pixels"),
    ],
)
def test_what_cannot_be_resized_is_said(image: np.ndarray, size: tuple[int, int], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        resize(image, *size)


def test_an_unknown_kernel_is_said() -> None:
    with pytest.raises(ParameterError, match="nearest, bilinear, bicubic, lanczos3"):
        resize(np.zeros((4, 4)), 8, 8, kernel="sinc")


def test_the_examples_in_the_documentation() -> None:
    result = doctest.testmod(sys.modules[resize.__module__])
    assert result.attempted
    assert not result.failed


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("size", [(90, 7), (7, 90)])
def test_strips_do_not_show(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator) -> None:
    image = rng.random((*size, 3))
    whole = resize(image, 2 * size[0], 2 * size[1])
    monkeypatch.setattr("srviewer.imaging.resample._STRIP", 128)
    np.testing.assert_allclose(resize(image, 2 * size[0], 2 * size[1]), whole, atol=1e-12)
