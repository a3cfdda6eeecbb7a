"""The methods that DASR is held against: each against an independent reckoning, the measured figures, and any size.

That flats stay flat, alpha and grey are carried, and tiles equal the whole is tested for every method of the
catalogue in tests/unit/engine/test_run.py.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pywt
from PIL import Image

from srviewer import metrics, upsamplers
from srviewer.engine.cache import Cache
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import CancelledError, ParameterError
from srviewer.evaluation import benchmark_pair, measure
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.upsamplers.back_projection import BackProjectionStage
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.cycle_spinning import CycleSpinningStage
from srviewer.upsamplers.dasr import DasrSettings, DasrStage, base
from srviewer.upsamplers.dwt_swt import DwtSwtStage, details, stationary_details
from srviewer.upsamplers.wzp import WzpStage

DASR4 = Path(__file__).resolve().parents[4] / "shared" / "data" / "test" / "DASR4"
NAMES = ("lena", "elaine", "peppers", "baboon")
BASELINES = ("nearest", "bilinear", "lanczos", "wzp", "cycle_spinning", "dwt_swt", "back_projection")
SOME_WAVELETS = ("haar", "db2", "bior4.4", "sym4", "db9")


def noise(size: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(7).random(size, np.float32)


def scene(height: int, width: int) -> np.ndarray:
    """Waves and an edge, not square-symmetric."""
    y, x = np.mgrid[:height, :width]
    return np.clip(0.5 + 0.25 * np.sin(x / 2.3 + y / 4) + 0.2 * (x > 1.4 * y), 0, 1).astype(np.float32)


def enlarged(method: str, lr: np.ndarray, scale: int, **params: object) -> np.ndarray:
    return result_of(Job.make(Picture(lr), method, scale, params, depth=32)).pixels


# -- what they all do ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", BASELINES)
def test_they_stand_under_more_methods(method: str) -> None:
    known = upsamplers.get(method)
    assert known.more
    assert not known.learned
    assert upsamplers.unavailable_reason(method) is None
    upsampler = upsamplers.load(method)
    assert upsampler.weights_hashes(2) == ()
    assert len({m.colour for m in upsamplers.known()}) == len(upsamplers.known())


@pytest.mark.parametrize("method", BASELINES)
@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_the_stages_together_enlarge_by_the_scale(method: str, scale: int) -> None:
    stages = upsamplers.load(method).stages(scale, upsamplers.get(method).checked({}))
    ratio = Fraction(1)
    for stage in stages:
        ratio *= stage.ratio
    assert ratio == scale
    assert f"×{scale}" in stages[-1].label or len(stages) > 1


@pytest.mark.parametrize("method", BASELINES)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_blob_lies_where_bicubic_has_it(method: str, scale: int) -> None:
    y, x = np.indices((32, 37))
    lr = np.exp(-((y - 14.3) ** 2 + (x - 19.6) ** 2) / 12).astype(np.float32)
    result = enlarged(method, lr, scale)
    np.testing.assert_allclose(centroid(result), centroid(resize(lr, 32 * scale, 37 * scale)), atol=0.02)


def centroid(image: np.ndarray) -> np.ndarray:
    weights = image.astype(np.float64) / image.sum(dtype=np.float64)
    return np.array([np.sum(np.indices(image.shape)[axis] * weights) for axis in (0, 1)])


@pytest.mark.parametrize("method", BASELINES)
def test_a_mirrored_picture_comes_out_mirrored(method: str) -> None:
    # Haar: its detail filter is antisymmetric about the middle of a pair, bior4.4's falls between the grids.
    params = {"wavelet": "haar"} if any(p.name == "wavelet" for p in upsamplers.get(method).parameters) else {}
    lr = scene(12, 18)
    np.testing.assert_allclose(
        enlarged(method, lr[::-1, ::-1], 2, **params)[::-1, ::-1], enlarged(method, lr, 2, **params), atol=3e-6
    )


@pytest.mark.parametrize("method", BASELINES)
def test_a_region_is_that_part_of_the_whole(method: str) -> None:
    picture = Picture(scene(96, 110))
    whole = result_of(Job.make(picture, method, 2)).pixels
    part = result_of(Job.make(picture, method, 2, region=Rect(40, 36, 30, 20))).pixels
    assert np.abs(part.astype(int) - whole[72:112, 80:140].astype(int)).max() <= 1


@pytest.mark.parametrize("method", BASELINES)
def test_a_cancel_is_noticed(method: str) -> None:
    class Impatient(Token):
        asked = 0

        def raise_if_cancelled(self) -> None:
            self.asked += 1
            if self.asked > 3:
                raise CancelledError("cancelled")

    token, context_image = Impatient(), noise((300, 300))
    (stage,) = upsamplers.load(method).stages(2, upsamplers.get(method).checked({}))
    with pytest.raises(CancelledError):
        stage.run(context_image, Context(progress=token))
    assert token.asked == 4


# -- interpolations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_nearest_makes_squares(scale: int) -> None:
    lr = noise((5, 7))
    assert np.array_equal(enlarged("nearest", lr, scale), np.kron(lr, np.ones((scale, scale), np.float32)))


@pytest.mark.parametrize(
    ("method", "filter_", "reach"),
    [("bilinear", Image.Resampling.BILINEAR, 1), ("lanczos", Image.Resampling.LANCZOS, 3)],
)
@pytest.mark.parametrize("scale", [2, 3])
def test_inside_they_are_pillow_s(method: str, filter_: Image.Resampling, reach: int, scale: int) -> None:
    lr = scene(20, 23)
    theirs = np.asarray(Image.fromarray(lr).resize((23 * scale, 20 * scale), filter_))
    inside = (slice(reach * scale, -reach * scale),) * 2  # Pillow treats the edges otherwise
    np.testing.assert_allclose(enlarged(method, lr, scale)[inside], theirs.clip(0, 1)[inside], atol=2e-6)


# -- WZP and cycle spinning ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("registration", ["registered", "published"])
def test_at_x2_wzp_is_dasr_without_details(wavelet: str, registration: str) -> None:
    lr, params = scene(15, 22), {"wavelet": wavelet, "registration": registration}
    assert np.array_equal(enlarged("wzp", lr, 2, **params), enlarged("dasr", lr, 2, gain=0, **params))


@pytest.mark.parametrize("method", ["wzp", "cycle_spinning"])
def test_a_cascade_is_one_doubling_after_another(method: str) -> None:
    lr = 0.3 + 0.4 * scene(9, 14)  # far enough from black and white that clipping between the runs changes nothing
    twice = enlarged(method, enlarged(method, lr, 2), 2)
    for cache in (None, Cache()):
        job = Job.make(Picture(lr), method, 4, depth=32)
        np.testing.assert_allclose(result_of(job, cache=cache).pixels, twice, atol=2e-6)
    np.testing.assert_allclose(enlarged(method, lr, 3), resize(twice, 27, 42), atol=2e-6)
    labels = [stage.label for stage in upsamplers.load(method).stages(3, upsamplers.get(method).checked({}))]
    assert labels[-1] == "reduced by bicubic to ×3"


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
def test_published_wzp_is_the_inverse_transform_of_zeros(wavelet: str) -> None:
    lr = noise((10, 14))
    once = pywt.idwt2((2 * lr.astype(np.float64), (None, None, None)), wavelet, "periodization")
    stage = WzpStage(DasrSettings(2, wavelet, registration="published"))
    np.testing.assert_allclose(stage.run(lr, Context()), once, atol=2e-6)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("registration", ["registered", "published"])
def test_cycle_spinning_is_the_mean_over_the_four_shifts(wavelet: str, registration: str) -> None:
    lr, settings = noise((6, 9)), DasrSettings(2, wavelet, registration=registration)
    y = WzpStage(settings).run(lr, Context()).astype(np.float64)
    periodic = np.pad(y, [(0, n) for n in y.shape], "symmetric") if registration == "registered" else y
    total = np.zeros_like(periodic)
    for shift in np.ndindex(2, 2):
        low, _ = pywt.dwt2(np.roll(periodic, shift, (0, 1)), wavelet, "periodization")
        back = pywt.idwt2((low, (None, None, None)), wavelet, "periodization")
        total += np.roll(back, [-s for s in shift], (0, 1)) / 4
    np.testing.assert_allclose(CycleSpinningStage(settings).run(lr, Context()), total[:12, :18], atol=2e-6)


def test_a_spin_does_not_depend_on_even_and_odd() -> None:
    spin = CycleSpinningStage(DasrSettings(2, "haar", registration="published"))._spun
    rows = noise((3, 16))
    np.testing.assert_allclose(np.roll(spin(rows), 1, 1), spin(np.roll(rows, 1, 1)), atol=1e-6)


# -- DWT+SWT -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("scale", [2, 4])
def test_published_dwt_swt_is_the_paper_s_recipe(wavelet: str, scale: int) -> None:
    lr = noise((12, 20)).astype(np.float64)
    _, discrete = pywt.dwt2(lr, wavelet, "periodization")
    ((_, stationary),) = pywt.swt2(lr, wavelet, 1)
    half = 6 * scale, 10 * scale
    bands = tuple(resize(resize(d, 12, 20) + s, *half) for d, s in zip(discrete, stationary, strict=True))
    if scale > 2:  # one resize of the small bands, where the paper resizes twice
        bands = tuple(resize(d, *half) + resize(s, *half) for d, s in zip(discrete, stationary, strict=True))
    expected = pywt.idwt2((2 * resize(lr, *half), bands), wavelet, "periodization")
    stage = DwtSwtStage(DasrSettings(scale, wavelet, registration="published"), 1)
    np.testing.assert_allclose(stage.run(lr.astype(np.float32), Context()), expected, atol=5e-6)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_the_stationary_bands_lie_where_the_discrete_ones_do(wavelet: str, scale: int) -> None:
    """Both transforms' details of a blob, whose subbands alias little, are the same picture but for decimation."""
    y, x = np.indices((40, 44))
    lr = np.exp(-((y - 19.2) ** 2 + (x - 21.7) ** 2) / 18).astype(np.float32)
    settings = DasrSettings(scale, wavelet)
    both, stationary = details(lr, settings), stationary_details(lr, settings)
    discrete = both - stationary
    energy = np.square(stationary)
    where = np.array([np.sum(np.indices(energy.shape)[axis] * energy) / energy.sum() for axis in (0, 1)])
    energy = np.square(discrete)
    other = np.array([np.sum(np.indices(energy.shape)[axis] * energy) / energy.sum() for axis in (0, 1)])
    np.testing.assert_allclose(where, other, atol=0.25 * scale)


def test_dwt_swt_without_gain_is_dasr_without_gain() -> None:
    lr = noise((11, 14))
    assert np.array_equal(enlarged("dwt_swt", lr, 3, gain=0), enlarged("dasr", lr, 3, gain=0))


def test_dwt_swt_is_linear_in_its_gain_and_keeps_its_parts() -> None:
    lr, cache, settings = noise((10, 13)), Cache(), DasrSettings(2)
    context = Context(memo=cache, key="plane")
    without, once, twice = (DwtSwtStage(settings, gain).run(lr, context) for gain in (0.0, 1.0, 2.0))
    np.testing.assert_allclose(twice - once, once - without, atol=2e-6)
    np.testing.assert_allclose(without, base(lr, settings), atol=1e-7)
    assert len(cache) == 2
    DasrStage(settings, 1.0).run(lr, context)
    assert len(cache) == 3, "the base is DASR's own, and kept once"


@pytest.mark.parametrize("shape", [(4, 4, 3), (0, 4)])
def test_dwt_swt_takes_one_plane(shape: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="one plane"):
        DwtSwtStage(DasrSettings(2), 1).run(np.zeros(shape, np.float32), Context())


# -- back-projection -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_every_round_brings_it_nearer_to_the_input(scale: int) -> None:
    lr = scene(17, 21)
    distance = []
    for rounds in range(7):
        result = BackProjectionStage(scale, rounds).run(lr, Context())
        distance.append(float(np.square(resize(result, 17, 21) - lr, dtype=np.float64).mean()))
    assert np.array_equal(BackProjectionStage(scale, 0).run(lr, Context()), resize(lr, 17 * scale, 21 * scale))
    assert all(after < 0.8 * before for before, after in pairwise(distance))


def test_its_rounds_are_a_choice() -> None:
    method = upsamplers.get("back_projection")
    (stage,) = upsamplers.load("back_projection").stages(2, method.checked({"rounds": "5"}))
    assert stage.label == "Back-projection ×2, 5 rounds"
    with pytest.raises(ParameterError, match="rounds=7"):
        method.checked({"rounds": "7"})


# -- the measured figures ------------------------------------------------------------------------------------
# Grey values, LR by bicubic at ×2, no border left out, dB.

FIGURES: dict[tuple[str, tuple[tuple[str, Any], ...]], tuple[tuple[float, ...], float]] = {
    ("dwt_swt", (("gain", 0.25),)): ((34.75, 33.28, 32.63, 23.95), 0.1),
    ("back_projection", (("rounds", "10"),)): ((35.36, 33.51, 32.42, 24.27), 0.02),
    ("wzp", ()): ((34.80, 33.33, 32.14, 23.98), 0.02),
}


@lru_cache(maxsize=4)
def pair(name: str) -> tuple[Picture, Picture]:
    path = DASR4 / f"{name}.png"
    if not path.is_file():
        pytest.skip(f"the four pictures of the paper are not at {DASR4}")
    with Image.open(path) as file:
        return benchmark_pair(Picture((np.asarray(file) / 255).astype(np.float32)), 2)


def number(metric: str, job: Job, truth: Picture) -> float:
    return measure(result_of(job), job.picture, truth, 0, wanted=[metrics.get(metric)]).values[metric]


@pytest.mark.parametrize("name", NAMES)
def test_the_figures(name: str) -> None:
    truth, lr = pair(name)
    for (method, params), (expected, tolerance) in FIGURES.items():
        measured = number("psnr_y", Job.make(lr, method, 2, dict(params)), truth)
        assert measured == pytest.approx(expected[NAMES.index(name)], abs=tolerance), method


@pytest.mark.parametrize("name", NAMES)
def test_back_projection_raises_consistency(name: str) -> None:
    truth, lr = pair(name)
    jobs = [Job.make(lr, "bicubic", 2)]
    jobs += [Job.make(lr, "back_projection", 2, {"rounds": rounds}) for rounds in ("1", "2", "5", "10", "20")]
    found = [min(number("consistency", job, truth), 1e9) for job in jobs]
    # After five rounds the result's rounding to 8 bits is what is left.
    assert all(after > before if k < 3 else after > before - 1e-3 for k, (before, after) in enumerate(pairwise(found)))
    assert found[3] > found[0] + 15


def test_sizes_are_rounded_up_by_the_reduction() -> None:
    lr = noise((5, 9))
    assert enlarged("wzp", lr, 3).shape == (ceil(20 * 3 / 4), ceil(36 * 3 / 4)) == (15, 27)
