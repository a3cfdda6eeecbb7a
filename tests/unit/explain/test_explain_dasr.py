"""DASR's arrays are those of the method, the truth's bands give the truth, and costs are changes of PSNR."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import pywt

from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.explain import dasr
from srviewer.explain.dasr import DETAIL_SOURCES, LL_SOURCES, STEPS, Choices, DasrRun, assembled, cost_of, opened, run
from srviewer.explain.step import step_of
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import BANDS, DETAIL_BANDS
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.dasr import Axis, DasrSettings, axis_of

WAVELETS = ("haar", "db2", "sym4", "bior4.4", "rbio3.1", "db9", "coif3", "db38")
SIZES = [(33, 47), (16, 21), (9, 4), (1, 6), (1, 1)]
ALL = [band.name for band in BANDS]
PLAIN = Choices(lh="zero", hl="zero", hh="zero")


def pair(size: tuple[int, int], scale: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """LR and truth with structure of all sizes, float64 in [0, 1]."""
    rng = np.random.default_rng(seed)
    height, width = (n * scale for n in size)
    coarse = resize(rng.random((2 + height // 8, 2 + width // 8)), height, width)
    truth = np.clip(0.8 * coarse + 0.2 * rng.random((height, width)), 0, 1)
    return np.clip(resize(truth, *size), 0, 1), truth


def settings_in_all() -> Iterator[Choices]:
    for wavelet in WAVELETS:
        for boundary, registration in (("mirror", "registered"), ("periodic", "registered"), ("mirror", "published")):
            yield Choices(wavelet, boundary=boundary, registration=registration)


# -- the method's own arrays ---------------------------------------------------------------------------------


def by_the_method(lr: np.ndarray, scale: int, choices: Choices) -> np.ndarray:
    names = ("wavelet", "gain", "boundary", "registration")
    method = upsamplers.load("dasr")
    (stage,) = method.stages(scale, {name: getattr(choices, name) for name in names})
    return stage.run(lr.astype(np.float32), Context())


def test_the_defaults_are_the_method_s() -> None:
    defaults = upsamplers.get("dasr").checked({})
    assert {name: getattr(Choices(), name) for name in defaults} == defaults


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("size", SIZES)
def test_the_result_is_the_method_s(size: tuple[int, int], scale: int) -> None:
    lr, _ = pair(size, scale)
    for choices in settings_in_all():
        result = run(lr, scale, choices).result
        assert (result.dtype, result.shape) == (np.float32, (size[0] * scale, size[1] * scale))
        error = np.abs(result - by_the_method(lr, scale, choices)).max()
        assert error < (2e-6 if choices.wavelet in ("db9", "db38") else 1e-6), choices  # float32 sums of many taps


@pytest.mark.parametrize("gain", [0.0, 1.0, 2.0])
def test_the_gain_is_the_method_s(gain: float) -> None:
    lr, _ = pair((33, 47), 2)
    choices = Choices(gain=gain)
    np.testing.assert_allclose(run(lr, 2, choices).result, by_the_method(lr, 2, choices), atol=1e-6, rtol=0)


def test_the_bands_are_pywavelets_of_the_mirrored_lr() -> None:
    lr, _ = pair((7, 10), 2)
    lr = lr.astype(np.float32)
    bands = run(lr, 2, Choices()).opened.bands
    cA, details = pywt.dwt2(np.pad(lr, [(0, 7), (0, 10)], "symmetric"), "bior4.4", "periodization")
    for band, expected in zip(BANDS, (cA, *details), strict=True):
        np.testing.assert_allclose(bands.band(band.name), expected, atol=1e-6)


def test_the_lr_in_place_of_ll_is_the_lr_itself_at_x2() -> None:
    lr, _ = pair((7, 10), 2)
    known = run(lr, 2, Choices()).opened
    np.testing.assert_allclose(known.own(known.smooth), 2 * lr, atol=1e-6)


# -- sources -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [2, 3, 4, 8])
@pytest.mark.parametrize("size", SIZES)
def test_the_truth_s_bands_give_the_truth(size: tuple[int, int], scale: int) -> None:
    lr, truth = pair(size, scale)
    for choices in settings_in_all():
        if choices.registration == "registered" and choices.boundary == "periodic":
            continue  # its own test is below
        result = run(lr, scale, choices.with_truth(*ALL), truth).result
        np.testing.assert_allclose(result, truth, atol=1e-5, rtol=0, err_msg=str(choices))


def test_float32_truths_do_as_well() -> None:
    lr, truth = (plane.astype(np.float32) for plane in pair((15, 22), 2))
    np.testing.assert_allclose(run(lr, 2, Choices().with_truth(*ALL), truth).result, truth, atol=1e-5, rtol=0)


def test_registered_and_periodic_lose_the_highest_frequency_alone() -> None:
    lr, truth = pair((16, 22), 2)
    result = run(lr, 2, Choices(boundary="periodic").with_truth(*ALL), truth).result
    spectrum = np.fft.fft2(truth)
    lost = np.abs(np.fft.fft2(result) - spectrum)
    assert lost[16].max() > 0.1
    assert lost[:, 22].max() > 0.1
    lost[16] = lost[:, 22] = 0
    assert lost.max() < 1e-3  # of a sum of 1408 pixels


@pytest.mark.parametrize("wavelet", ["db2", "bior4.4", "db9"])
def test_a_registration_undone_is_a_mirrored_signal_s_inverse(wavelet: str) -> None:
    axis: Axis = axis_of(9, DasrSettings(2, wavelet))
    rows = axis.extended(np.random.default_rng(6).random((4, 18)))
    assert rows.shape == (4, 36)
    assert np.abs(axis.unregistered(rows) - rows).max() > 0.1
    np.testing.assert_allclose(axis.registered(axis.unregistered(rows)), rows, atol=1e-12)


def test_every_slot_is_filled_as_chosen() -> None:
    lr, truth = pair((9, 14), 2)
    known = opened(lr, Choices().settings(2), truth)
    assert known.true is not None
    for source in LL_SOURCES:
        expected = {"lr": known.smooth, "ll": known.enlarged.cA, "truth": known.true.cA}[source]
        np.testing.assert_array_equal(assembled(known, replace(PLAIN, ll=source)).slots.cA, expected)
    for band in DETAIL_BANDS:
        for source in DETAIL_SOURCES:
            made = assembled(known, replace(PLAIN, gain=0.5, **{band.name.lower(): source}))
            enlarged, true = known.enlarged.band(band.name), known.true.band(band.name)
            expected = {"zero": 0 * enlarged, "enlarged": enlarged / 2, "truth": true}[source]
            np.testing.assert_array_equal(made.slots.band(band.name), expected)
            for other in DETAIL_BANDS:
                assert other == band or not made.slots.band(other.name).any()


def test_enlarged_ll_holds_less_than_the_lr() -> None:
    lr, truth = pair((32, 45), 2)
    by_lr, by_ll = (psnr(run(lr, 2, replace(PLAIN, ll=ll)).result, truth) for ll in ("lr", "ll"))
    assert by_lr > by_ll + 0.5


def test_all_zero_details_are_gain_nil() -> None:
    lr, _ = pair((9, 14), 3)
    np.testing.assert_array_equal(run(lr, 3, PLAIN).result, run(lr, 3, Choices(gain=0)).result)


# -- what a band costs ---------------------------------------------------------------------------------------


def eight_bit_psnr(result: np.ndarray, truth: np.ndarray, border: int) -> float:
    inside = (slice(border, -border),) * 2
    error = np.rint(np.clip(result, 0, 1) * 255)[inside] - 255 * truth[inside]
    return float(10 * np.log10(255**2 / np.mean(error.astype(np.float64) ** 2)))


def cost(lr: np.ndarray, scale: int, choices: Choices, truth: np.ndarray) -> dict[str, float]:
    return cost_of(opened(lr, choices.settings(scale), truth), choices)


@pytest.mark.parametrize("scale", [2, 3])
def test_a_cost_is_the_change_of_psnr(scale: int) -> None:
    lr, truth = pair((17, 24), scale)
    before = eight_bit_psnr(run(lr, scale, Choices()).result, truth, scale)
    costs = cost(lr, scale, Choices(), truth)
    assert list(costs) == ALL
    for name, value in costs.items():
        after = run(lr, scale, Choices().with_truth(name), truth).result
        assert value == pytest.approx(eight_bit_psnr(after, truth, scale) - before, abs=1e-3)
        assert value != 0


def test_a_band_that_is_the_truth_s_costs_nothing() -> None:
    lr, truth = pair((17, 24), 2)
    costs = cost(lr, 2, Choices().with_truth("LL", "HH"), truth)
    assert costs["LL"] == costs["HH"] == 0
    assert min(costs["LH"], costs["HL"]) > 0


def test_the_last_band_may_cost_everything() -> None:
    lr, truth = pair((17, 24), 2)
    truth = np.rint(truth * 255) / 255
    costs = cost(lr, 2, Choices().with_truth("LL", "LH", "HL"), truth)
    assert costs["HH"] > 40 or math.isinf(costs["HH"])
    assert cost(lr, 2, Choices().with_truth(*ALL), truth) == dict.fromkeys(ALL, 0.0)


# -- steps ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> DasrRun:
    lr, truth = pair((9, 14), 2)
    return run(lr, 2, Choices(), truth)


def test_every_step_shows_finite_images_under_names_of_their_own(made: DasrRun) -> None:
    for step in STEPS:
        images = step.make(made)
        assert len({image.name for image in images}) == len(images) >= 1
        for image in images:
            assert np.isfinite(image.values).all()
            assert image.shown().shape == image.values.shape
            assert image.low < image.high


def shapes(made: DasrRun, name: str) -> dict[str, tuple[int, ...]]:
    return {image.name: image.values.shape for image in step_of(STEPS, name).make(made)}


def test_the_steps_show_the_picture_s_own_part(made: DasrRun) -> None:
    assert shapes(made, "lr") == {"lr": (9, 14), "extended": (18, 28)}
    assert shapes(made, "dwt") == dict.fromkeys(ALL, (5, 7))
    assert set(shapes(made, "enlarged")) == {"LH", "HL", "HH", "true_LH", "true_HL", "true_HH"}
    assert set(shapes(made, "enlarged").values()) == {(9, 14)}
    assert shapes(made, "ll") == dict.fromkeys(["lr", "ll", "truth", "more"], (9, 14))
    assert shapes(made, "slots") == dict.fromkeys(ALL, (9, 14))
    assert shapes(made, "inverse") == {"synthesised": (18, 28)}
    assert shapes(made, "registration") == dict.fromkeys(["off", "on", "change"], (18, 28))
    assert shapes(made, "result") == dict.fromkeys(["result", "truth", "error"], (18, 28))


def test_details_that_are_compared_are_on_one_scale(made: DasrRun) -> None:
    for name in ("enlarged", "slots"):
        details = [image for image in step_of(STEPS, name).make(made) if image.kind == "signed"]
        assert len({image.high for image in details}) == 1
        assert max(np.abs(image.values).max() for image in details) == pytest.approx(details[0].high)


def test_without_a_truth_none_is_shown() -> None:
    lr, _ = pair((9, 14), 2)
    made = run(lr, 2, Choices())
    assert set(shapes(made, "result")) == {"result"}
    assert set(shapes(made, "enlarged")) == {"LH", "HL", "HH"}
    assert set(shapes(made, "ll")) == {"lr", "ll", "more"}


@pytest.mark.parametrize("choices", [Choices("haar"), Choices(registration="published")], ids=["haar", "published"])
def test_registration_that_moves_nothing_is_not_shown(choices: Choices) -> None:
    lr, _ = pair((9, 14), 2)
    assert set(shapes(run(lr, 2, choices), "registration")) == {"off"}


# -- what cannot be done -------------------------------------------------------------------------------------


def test_what_cannot_be_done_is_said() -> None:
    lr, truth = pair((9, 14), 2)
    with pytest.raises(ParameterError, match="HL cannot come from the truth"):
        run(lr, 2, Choices(hl="truth"))
    with pytest.raises(ParameterError, match=r"\(18, 28\), not \(17, 28\)"):
        run(lr, 2, Choices(), truth[1:])
    with pytest.raises(ParameterError, match="one float plane"):
        run(lr[..., None], 2, Choices())
    with pytest.raises(ParameterError, match="one float plane"):
        run((lr * 255).astype(np.uint8), 2, Choices())
    with pytest.raises(ParameterError, match="another wavelet"):
        assembled(opened(lr, DasrSettings(2, "db2")), Choices())
    with pytest.raises(ParameterError, match="zero, enlarged, truth"):
        Choices(lh="lr")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="lr, ll, truth"):
        Choices(ll="zero")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="0 to 2"):
        Choices(gain=3)
    with pytest.raises(ParameterError, match="wavelet=morl"):
        Choices("morl")


def test_the_sources_are_those_of_the_types() -> None:
    assert dasr.ForLL.__args__ == LL_SOURCES
    assert dasr.ForDetail.__args__ == DETAIL_SOURCES
