"""The taps that are shown are those that make the pixel, and the curves are the kernels."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from scipy.integrate import trapezoid

from srviewer.errors import ParameterError
from srviewer.explain.bicubic import kernel_curve, taps
from srviewer.imaging.resample import KERNELS, keys_cubic, resize

SIZES = [
    ((7, 10), (14, 20)),
    ((7, 10), (21, 40)),
    ((12, 9), (5, 3)),
    ((1, 2), (8, 3)),
    ((6, 5), (6, 11)),
    ((4, 4), (4, 4)),
]
PILLOW = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos3": Image.Resampling.LANCZOS,
}


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(("size_in", "size_out"), SIZES)
def test_the_weighted_sum_is_the_resized_pixel(
    kernel: str, size_in: tuple[int, int], size_out: tuple[int, int]
) -> None:
    image = np.random.default_rng(3).random(size_in)
    made = np.array(
        [[taps(kernel, size_in, size_out, (y, x)).value(image) for x in range(size_out[1])] for y in range(size_out[0])]
    )
    np.testing.assert_allclose(made, resize(image, *size_out, kernel=kernel), atol=1e-12)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_inside_it_is_pillow_s_pixel(kernel: str, scale: int) -> None:
    image = np.random.default_rng(4).random((11, 13), np.float32)
    size = (11 * scale, 13 * scale)
    pillow = np.asarray(Image.fromarray(image).resize((size[1], size[0]), PILLOW[kernel]))
    rim = 0 if kernel == "nearest" else 3 * scale  # at the edges Pillow leaves taps out, where we mirror
    for y in range(rim, size[0] - rim, 2):
        for x in range(rim, size[1] - rim, 3):
            assert taps(kernel, (11, 13), size, (y, x)).value(image) == pytest.approx(pillow[y, x], abs=1e-6)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize(("size_in", "size_out"), SIZES)
def test_weights_sum_to_one_and_lie_on_the_curve(
    kernel: str, size_in: tuple[int, int], size_out: tuple[int, int]
) -> None:
    for index in np.ndindex(size_out):
        made = taps(kernel, size_in, size_out, index)
        assert made.weights.sum() == pytest.approx(1, abs=1e-12)
        for axis, n in ((made.y, size_in[0]), (made.x, size_in[1])):
            assert np.all((axis.indices >= 0) & (axis.indices < n))
            inside = axis.positions == np.clip(axis.positions, 0, n - 1)
            np.testing.assert_array_equal(axis.positions[inside], axis.indices[inside])
            curve = KERNELS[kernel].function(-axis.arguments)  # the box holds one of its ends only
            np.testing.assert_allclose(axis.weights, curve / curve.sum(), atol=1e-12)


@pytest.mark.parametrize(("kernel", "count"), [("nearest", 1), ("bilinear", 2), ("bicubic", 4), ("lanczos3", 6)])
def test_how_many_taps_an_enlargement_has(kernel: str, count: int) -> None:
    assert taps(kernel, (20, 30), (40, 120), (21, 41)).weights.shape == (count, count)


def test_the_corner_is_mirrored() -> None:
    corner = taps("bicubic", (9, 8), (18, 16), (0, 0))
    assert corner.y.centre == -0.25
    assert corner.y.positions.tolist() == [-2, -1, 0, 1]
    assert corner.y.indices.tolist() == [1, 0, 0, 1]


def test_shrinking_stretches_the_kernel() -> None:
    made = taps("bicubic", (9, 30), (18, 10), (3, 4))
    assert (made.y.stretch, made.x.stretch) == (1, 3)
    assert len(made.x.indices) > 2 * len(made.y.indices)


def test_colours_are_summed_each_by_itself() -> None:
    image = np.random.default_rng(5).random((6, 7, 3))
    value = taps("bicubic", (6, 7), (12, 21), (5, 11)).value(image)
    np.testing.assert_allclose(value, resize(image, 12, 21)[5, 11], atol=1e-12)


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_curve_has_an_integral_of_one_and_ends_at_nil(kernel: str) -> None:
    x, y = kernel_curve(kernel)
    assert y[0] == y[-1] == 0
    assert x[-1] == KERNELS[kernel].width / 2 + 0.25
    assert trapezoid(y, x) == pytest.approx(1, abs=0.005)  # Lanczos's own is 0.997


def test_bicubic_s_curve_is_keys_s() -> None:
    x, y = kernel_curve("bicubic")
    np.testing.assert_array_equal(y, keys_cubic(x))
    assert dict(zip(x, y, strict=True))[1.5] == -0.0625


def test_what_cannot_be_shown_is_said() -> None:
    with pytest.raises(ParameterError, match="nearest, bilinear, bicubic, lanczos3"):
        kernel_curve("sinc")
    with pytest.raises(ParameterError, match="nearest, bilinear, bicubic, lanczos3"):
        taps("sinc", (4, 4), (8, 8), (0, 0))
    with pytest.raises(ParameterError, match="outside"):
        taps("bicubic", (4, 4), (8, 8), (8, 0))
    with pytest.raises(ParameterError, match="1 or more pixels"):
        taps("bicubic", (0, 4), (8, 8), (0, 0))
