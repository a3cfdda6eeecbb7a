"""Protocols planted in results, by other implementations, are recovered from the number they would be printed as."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from srviewer.errors import ParameterError
from srviewer.results.protocols import Protocol, nearest, parsed, values_of

SCALE = 4


@pytest.fixture(scope="module")
def pairs() -> list[tuple[np.ndarray, np.ndarray]]:
    """Errors that grow towards the rim, differ from channel to channel, and are a few levels."""
    found, chance = [], np.random.default_rng(11)
    for _ in range(3):
        scene = gaussian_filter(chance.random((72, 88, 3)), (1.5, 1.5, 0))
        truth = np.rint(255 * (scene - scene.min()) / np.ptp(scene)).astype(np.uint8)
        y, x = np.mgrid[:72, :88]
        rim = np.minimum(np.minimum(y, 71 - y), np.minimum(x, 87 - x))
        spread = (2 + 9 * np.exp(-rim / 2.5))[..., None] * np.array([1.0, 1.6, 0.4])
        found.append(
            (np.clip(np.rint(truth + chance.normal(0, 1, truth.shape) * spread), 0, 255).astype(np.uint8), truth)
        )
    return found


def studio(image: np.ndarray) -> np.ndarray:
    return rgb2ycbcr(image)[..., 0]


def jpeg(image: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(image).convert("L")).astype(float)


def psnr(border: int, plane: Callable[[np.ndarray], np.ndarray]) -> Callable[..., float]:
    def value(a: np.ndarray, b: np.ndarray) -> float:
        a, b = (plane(each[border : len(each) - border, border : each.shape[1] - border]) for each in (a, b))
        return peak_signal_noise_ratio(b, a, data_range=255)

    return value


def ssim(border: int, plane: Callable[[np.ndarray], np.ndarray], **options: object) -> Callable[..., float]:
    def value(a: np.ndarray, b: np.ndarray) -> float:
        a, b = (plane(each[border : len(each) - border, border : each.shape[1] - border]) for each in (a, b))
        axis = 2 if a.ndim == 3 else None
        return structural_similarity(a, b, data_range=255, channel_axis=axis, **options)

    return value


def matlab(border: int) -> Callable[..., float]:
    def value(a: np.ndarray, b: np.ndarray) -> float:
        a, b = (studio(each[border : len(each) - border, border : each.shape[1] - border]) for each in (a, b))

        def smooth(plane: np.ndarray) -> np.ndarray:
            return gaussian_filter(plane, 1.5, truncate=3.34, mode="nearest")

        m, n = smooth(a), smooth(b)
        va, vb, c = smooth(a * a) - m * m, smooth(b * b) - n * n, smooth(a * b) - m * n
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        return float(np.mean((2 * m * n + c1) * (2 * c + c2) / ((m * m + n * n + c1) * (va + vb + c2))))

    return value


WANG = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}


def channels(a: np.ndarray, b: np.ndarray) -> float:
    return float(
        np.mean([peak_signal_noise_ratio(b[2:-2, 2:-2, c], a[2:-2, 2:-2, c], data_range=255) for c in range(3)])
    )


@pytest.mark.parametrize(
    ("planted", "value", "digits"),
    [
        (Protocol(4, "y"), psnr(4, studio), 2),
        (Protocol(0, "y"), psnr(0, studio), 2),
        (Protocol(8, "y"), psnr(8, studio), 2),
        (Protocol(4, "y8"), psnr(4, lambda image: np.rint(studio(image))), 2),
        (Protocol(4, "full8"), psnr(4, jpeg), 2),
        (Protocol(4, "rgb"), psnr(4, lambda image: image.astype(float)), 2),
        (Protocol(0, "rgb"), psnr(0, lambda image: image.astype(float)), 2),
        (Protocol(2, "channels"), channels, 2),
        (Protocol(4, "y", "gaussian"), ssim(4, studio, **WANG), 4),
        (Protocol(4, "y", "matlab"), matlab(4), 4),
        (Protocol(0, "y", "uniform"), ssim(0, studio), 4),
        (Protocol(3, "rgb", "gaussian"), ssim(3, lambda image: image.astype(float), **WANG), 4),
    ],
)
def test_a_planted_protocol_is_first(
    pairs: list[tuple[np.ndarray, np.ndarray]], planted: Protocol, value: Callable[..., float], digits: int
) -> None:
    printed = f"{np.mean([value(a, b) for a, b in pairs]):.{digits}f}"
    found = nearest(values_of(pairs, bool(planted.window), SCALE), printed, SCALE)
    assert found[0].protocol == planted, [(each.protocol.words, each.value) for each in found[:3]]
    assert found[0].off == 0
    assert f"border {planted.border}" in found[0].protocol.words


def test_where_several_agree_the_most_usual_is_first(pairs: list[tuple[np.ndarray, np.ndarray]]) -> None:
    values = dict.fromkeys((Protocol(8, "full"), Protocol(0, "rgb"), Protocol(4, "rgb"), Protocol(4, "y")), 28.4)
    assert [each.protocol for each in nearest(values, "28.4", 4)][:2] == [Protocol(4, "y"), Protocol(4, "rgb")]


def test_grey_pictures_and_identical_ones(pairs: list[tuple[np.ndarray, np.ndarray]]) -> None:
    a, b = pairs[0][0][..., 0], pairs[0][1][..., 0]
    assert {protocol.channel for protocol in values_of([(a, b)], False, SCALE)} == {"y"}
    assert values_of([(a, a)], False, SCALE) == {}
    assert values_of([(a[:9, :9], b[:9, :9])], True, SCALE).keys() == {
        Protocol(border, "y", "uniform") for border in (0, 1)
    }


@pytest.mark.parametrize("text", ["", "x", "-3", "nan", "1e9"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ParameterError, match="is no PSNR or SSIM"):
        parsed(text)


def test_the_last_digit_tells_how_exact_a_number_is() -> None:
    assert parsed(" 28,42 ") == (28.42, pytest.approx(0.005))
    assert parsed("0.8104") == (0.8104, pytest.approx(0.00005))
