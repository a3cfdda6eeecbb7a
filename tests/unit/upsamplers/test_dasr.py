"""DASR: the measured table, the rule it follows, any size, scale and wavelet, and its run in the engine."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pywt
from PIL import Image
from skimage.registration import phase_cross_correlation

from srviewer import upsamplers
from srviewer.engine.cache import Cache
from srviewer.errors import CancelledError, ParameterError
from srviewer.imaging import registration
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.degrade import degrade
from srviewer.imaging.resample import keys_cubic, resize
from srviewer.imaging.wavelet import Subbands, discrete_wavelets, synthesise
from srviewer.upsamplers.banded import Banded
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.dasr import PIECE, Axis, Branch, Dasr, DasrSettings, DasrStage, axis_of, base, blend, details
from srviewer.upsamplers.frequencies import Frequencies

DASR4 = Path(__file__).resolve().parents[4] / "shared" / "data" / "test" / "DASR4"
NAMES = ("lena", "elaine", "peppers", "baboon")
SOME_WAVELETS = ("haar", "db2", "sym4", "bior4.4", "db9", "dmey", "db38")

# -- the measured table --------------------------------------------------------------------------------------
# Grey values, LR and result rounded to 8 bits, no border left out, dB. Per picture, by gain.

TABLE = {
    ("bicubic", 2, "registered"): {
        0: (34.80, 33.33, 32.14, 23.98),
        0.25: (34.69, 33.30, 32.44, 23.90),
        0.5: (34.18, 33.13, 32.44, 23.66),
        1: (32.43, 32.46, 31.62, 22.81),
    },
    ("bicubic", 2, "published"): {
        0: (30.22, 30.76, 29.64, 22.52),
        0.25: (30.25, 30.85, 29.82, 22.53),
        0.5: (30.08, 30.80, 29.80, 22.42),
        1: (29.27, 30.32, 29.20, 21.82),
    },
    ("bicubic", 4, "registered"): {
        0: (28.94, 30.57, 28.03, 21.12),
        0.25: (28.82, 30.48, 27.99, 21.08),
        0.5: (28.48, 30.21, 27.74, 20.97),
        1: (27.31, 29.26, 26.77, 20.61),
    },
    ("ll:published", 2, "published"): {
        0: (34.68, 32.96, 32.47, 24.07),
        1: (31.48, 31.77, 30.91, 22.17),
    },
}
BICUBIC = {2: (34.13, 33.10, 31.82, 23.64), 4: (28.84, 30.49, 27.94, 21.09)}
ZERO_PADDED_TWICE = (
    29.12,
    30.17,
    28.41,
    21.27,
)  # x4: LR is the LL band of two levels, both synthesised from zeros


@lru_cache(maxsize=4)
def truth(name: str) -> np.ndarray:
    path = DASR4 / f"{name}.png"
    if not path.is_file():
        pytest.skip(f"the four pictures of the paper are not at {DASR4}")
    with Image.open(path) as file:
        return (np.asarray(file) / 255).astype(np.float32)


def shrunk(name: str, scale: int, how: str) -> np.ndarray:
    return degrade(truth(name), scale, parse_degradation(how))


def psnr(result: np.ndarray, hr: np.ndarray) -> float:
    error = np.rint(np.clip(result, 0, 1) * 255) - np.rint(hr * 255)
    return float(10 * np.log10(255**2 / np.mean(error.astype(np.float64) ** 2)))


@pytest.mark.parametrize("protocol", TABLE, ids=lambda p: f"{p[0]}-x{p[1]}-{p[2]}")
@pytest.mark.parametrize("name", NAMES)
def test_the_table(name: str, protocol: tuple[str, int, str]) -> None:
    how, scale, registered = protocol
    settings = DasrSettings(scale, "bior4.4", "mirror", registered)
    lr = shrunk(name, scale, how)
    smooth, sharp = base(lr, settings), details(lr, settings)
    got = {gain: psnr(blend(smooth, sharp, gain), truth(name)) for gain in TABLE[protocol]}
    expected = {gain: row[NAMES.index(name)] for gain, row in TABLE[protocol].items()}
    assert got == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("name", NAMES)
def test_the_table_s_bicubic(name: str) -> None:
    got = [psnr(resize(shrunk(name, scale, "bicubic"), 512, 512), truth(name)) for scale in BICUBIC]
    assert got == pytest.approx([row[NAMES.index(name)] for row in BICUBIC.values()], abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_the_table_s_zero_padding_of_two_levels(name: str) -> None:
    plane = 4 * shrunk(name, 4, "ll:published")
    for _ in range(2):
        zeros = np.zeros_like(plane)
        height, width = plane.shape
        size = (2 * height, 2 * width)
        plane = synthesise(Subbands(plane, zeros, zeros, zeros), size, "bior4.4", "periodization")
    assert psnr(plane, truth(name)) == pytest.approx(ZERO_PADDED_TWICE[NAMES.index(name)], abs=0.02)


# -- the rule, written out plainly ---------------------------------------------------------------------------


def by_the_rule(lr: np.ndarray, settings: DasrSettings) -> tuple[np.ndarray, np.ndarray]:
    """Base and details in two dimensions at once, in float64, as the design states the steps."""
    scale, wavelet = settings.scale, settings.wavelet
    extended = np.pad(lr.astype(np.float64), [(0, n) for n in lr.shape], "symmetric")
    cA, (cH, cV, cD) = pywt.dwt2(extended, wavelet, "periodization")
    del cA
    low, high = registration.synthesis_responses(wavelet)
    high_slot = registration.registered_high_centroid(wavelet)

    def detail(band: np.ndarray, y: str, x: str) -> np.ndarray:
        for axis, kind in ((0, y), (1, x)):
            k = np.arange(band.shape[axis] * scale)
            u = (2 * k + (0.5 if kind == "low" else high_slot) + 0.5) / scale - 0.5
            band = interpolated(band, (u - (low.centroid if kind == "low" else high.energy_centroid)) / 2, axis)
        return band

    slot = extended
    for axis in (0, 1):
        k = np.arange(slot.shape[axis] * scale // 2)
        slot = interpolated(slot, (k + 0.5) / (scale / 2) - 0.5, axis)
    bands = detail(cH, "high", "low"), detail(cV, "low", "high"), detail(cD, "high", "high")
    parts = (
        pywt.idwt2((2 * slot, (None, None, None)), wavelet, "periodization"),
        pywt.idwt2((None, bands), wavelet, "periodization"),
    )
    height, width = (n * scale for n in lr.shape)
    smooth, sharp = (moved_in_frequency(part, wavelet)[:height, :width] for part in parts)
    return smooth, sharp


def interpolated(array: np.ndarray, positions: np.ndarray, axis: int) -> np.ndarray:
    array = np.moveaxis(array, axis, 0)
    first = np.floor(positions).astype(int)
    total = 0.0
    for k in range(-1, 3):
        total = total + keys_cubic(positions - first - k)[:, None] * array[(first + k) % len(array)]
    return np.moveaxis(total, 0, axis)


def moved_in_frequency(plane: np.ndarray, wavelet: str) -> np.ndarray:
    for axis in (0, 1):
        n = plane.shape[axis]
        factor = registration.synthesis_correction(wavelet, n)
        spectrum = np.fft.rfft(plane, axis=axis)
        plane = np.fft.irfft(spectrum * np.expand_dims(factor, 1 - axis), n, axis=axis)
    return plane


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize(("scale", "size"), [(2, (33, 47)), (3, (10, 17)), (4, (9, 4)), (8, (1, 6))])
def test_axis_by_axis_is_the_rule(wavelet: str, scale: int, size: tuple[int, int]) -> None:
    lr, settings = noise(size), DasrSettings(scale, wavelet)
    smooth, sharp = by_the_rule(lr, settings)
    np.testing.assert_allclose(base(lr, settings), smooth, atol=3e-6)
    np.testing.assert_allclose(details(lr, settings), sharp, atol=3e-6)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("scale", [2, 4])
def test_published_is_the_paper_s_recipe(wavelet: str, scale: int) -> None:
    lr = noise((20, 36)).astype(np.float64)
    half = (10 * scale, 18 * scale)
    _, bands = pywt.dwt2(lr, wavelet, "periodization")
    bands = tuple(resize(band, *half) for band in bands)
    expected = pywt.idwt2((2 * resize(lr, *half), bands), wavelet, "periodization")
    np.testing.assert_allclose(enlarged(lr, scale, 1, wavelet, "mirror", "published"), expected, atol=3e-6)


def test_the_steps_can_be_looked_at_one_by_one() -> None:
    lr = noise((6, 11))
    axis = axis_of(11, DasrSettings(2))
    extended = axis.extended(lr)
    low, high = axis.subbands(extended)
    assert (extended.shape, low.shape, high.shape) == ((6, 22), (6, 11), (6, 11))
    slots = axis.low_slot(low), axis.high_slot(high)
    signal = axis.synthesised(*slots)
    assert (slots[0].shape, slots[1].shape, signal.shape) == ((6, 22), (6, 22), (6, 44))


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize("boundary", ["mirror", "periodic"])
@pytest.mark.parametrize(("scale", "size"), [(2, 1), (2, 12), (3, 11), (4, 5), (8, 4)])
def test_a_branch_in_frequency_is_its_steps(wavelet: str, boundary: str, scale: int, size: int) -> None:
    rows = noise((5, size))
    for registered in ("registered", "published"):
        axis = axis_of(size, DasrSettings(scale, wavelet, boundary, registered))
        extended = axis.extended(rows)
        low, high = axis.subbands(extended)
        slots = (axis.smooth_slot(extended), None), (axis.low_slot(low), None), (None, axis.high_slot(high))
        spectra = axis.branches.transformed(rows)
        for branch, slot in zip((axis.smooth_map, *axis.detail_maps[:2]), slots, strict=True):
            expected = axis.cropped(axis.registered(axis.synthesised(*slot)))
            np.testing.assert_allclose(axis.branches.applied((branch, spectra)), expected, atol=3e-6)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
@pytest.mark.parametrize(("scale", "size"), [(2, 33), (2, 300), (3, 201), (4, 150), (8, 140)])
def test_a_branch_as_a_short_filter_is_the_whole_response(wavelet: str, scale: int, size: int) -> None:
    axis, rows = axis_of(size, DasrSettings(scale, wavelet)), noise((4, size))
    for quick, whole in ((axis.smooth_branch, axis.smooth_map), (axis.low_branch, axis.detail_maps[0])):
        np.testing.assert_allclose(quick(rows), Branch(axis.branches, whole)(rows), atol=2e-6)


def test_the_published_wavelet_and_haar_have_short_filters() -> None:
    for wavelet in ("bior4.4", "haar"):
        assert isinstance(axis_of(300, DasrSettings(2, wavelet)).smooth_branch.form, Banded)
    assert isinstance(
        axis_of(300, DasrSettings(2, "db2")).smooth_branch.form, Frequencies
    )  # its response dies away slowly


# -- on the grid ---------------------------------------------------------------------------------------------


def blob(size: tuple[int, int], centre: tuple[float, float], sigma: float) -> np.ndarray:
    y, x = np.indices(size)
    return np.exp(-((y - centre[0]) ** 2 + (x - centre[1]) ** 2) / (2 * sigma**2)).astype(np.float32)


def centroid(image: np.ndarray) -> np.ndarray:
    weights = image.astype(np.float64) / image.sum(dtype=np.float64)
    return np.array([np.sum(np.indices(image.shape)[axis] * weights) for axis in (0, 1)])


def check_on_grid(wavelet: str, scale: int, lr: np.ndarray) -> None:
    size = tuple(n * scale for n in lr.shape)
    expected = centroid(resize(lr, *size))
    smooth, sharp = base(lr, DasrSettings(scale, wavelet)), details(lr, DasrSettings(scale, wavelet))
    assert smooth.shape == sharp.shape == size
    for gain in (0, 1):
        where = centroid(blend(smooth, sharp, gain))
        np.testing.assert_allclose(where, expected, atol=0.01, err_msg=f"{wavelet} x{scale} gain {gain}")


@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_every_wavelet_keeps_a_blob_where_bicubic_has_it(scale: int) -> None:
    lr = blob((32, 37), (14.3, 19.6), 2.5)
    for wavelet in discrete_wavelets():
        check_on_grid(wavelet, scale, lr)


@pytest.mark.long
@pytest.mark.parametrize("scale", [*upsamplers.ENLARGING, 5, 6, 7, 16])
@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_every_wavelet_and_scale_on_larger_blobs(wavelet: str, scale: int) -> None:
    check_on_grid(wavelet, scale, blob((65, 80), (30.2, 41.7), 4))
    check_on_grid(wavelet, scale, blob((64, 64), (25.8, 33.1), 3))


@pytest.mark.parametrize("wavelet", ["bior4.4", "haar", "db2", "sym4", "bior2.2"])
@pytest.mark.parametrize("gain", [0, 1])
def test_a_picture_lies_where_bicubic_has_it(wavelet: str, gain: float) -> None:
    lr = shrunk("peppers", 2, "bicubic")
    shift, _, _ = phase_cross_correlation(resize(lr, 512, 512), enlarged(lr, 2, gain, wavelet), upsample_factor=100)
    assert np.abs(shift).max() <= 0.05


@pytest.mark.parametrize("wavelet", ["bior4.4", "db9"])
def test_published_does_not(wavelet: str) -> None:
    lr = blob((32, 32), (15.2, 16.4), 2.5)
    off = centroid(enlarged(lr, 2, 1, wavelet, registered="published")) - centroid(resize(lr, 64, 64))
    expected = registration.synthesis_responses(wavelet)[0].centroid - 0.5
    np.testing.assert_allclose(off, expected, atol=0.05)


# -- every size and scale ------------------------------------------------------------------------------------

MANY_SIZES = [(n, 10 - n) for n in range(1, 10)] + [(1, 1), (1, 8), (7, 1), (33, 47)]


@pytest.mark.parametrize("size", MANY_SIZES)
@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_any_size_comes_out_enlarged_and_finite(size: tuple[int, int], scale: int) -> None:
    lr = noise(size)
    for wavelet in SOME_WAVELETS:
        for boundary, registered in (
            ("mirror", "registered"),
            ("periodic", "registered"),
            ("mirror", "published"),
        ):
            result = enlarged(lr, scale, 1, wavelet, boundary, registered)
            assert result.shape == (size[0] * scale, size[1] * scale)
            assert result.dtype == np.float32
            assert np.isfinite(result).all()


@pytest.mark.long
@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_any_size_at_all_with_every_wavelet(wavelet: str) -> None:
    for scale in (2, 3, 4, 5, 8):
        for size in np.ndindex(9, 9):
            lr = noise((size[0] + 1, size[1] + 1))
            assert enlarged(lr, scale, 1, wavelet).shape == (lr.shape[0] * scale, lr.shape[1] * scale)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (9, 9), (33, 47)])
@pytest.mark.parametrize("scale", upsamplers.ENLARGING)
def test_flats_stay_flat(size: tuple[int, int], scale: int) -> None:
    for wavelet in SOME_WAVELETS:
        for value in (0.0, 0.3, 1.0):
            lr = np.full(size, value, np.float32)
            for registered in ("registered", "published"):
                result = enlarged(lr, scale, 1, wavelet, "periodic", registered)
                # db38's and dmey's filters are given to ten digits or so
                np.testing.assert_allclose(result, value, atol=1e-5)
            np.testing.assert_allclose(enlarged(lr, scale, 1, wavelet), value, atol=1e-5)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
def test_the_base_of_a_mirrored_picture_is_mirrored(wavelet: str) -> None:
    lr, settings = noise((11, 14)), DasrSettings(2, wavelet)
    np.testing.assert_allclose(base(lr[::-1, ::-1], settings)[::-1, ::-1], base(lr, settings), atol=2e-6)


@pytest.mark.parametrize("make", [base, details])
@pytest.mark.parametrize("registered", ["registered", "published"])
def test_rows_and_columns_are_treated_alike(make: Any, registered: str) -> None:
    lr, settings = noise((13, 24)), DasrSettings(3, "db4", "mirror", registered)
    np.testing.assert_allclose(make(lr.T, settings).T, make(lr, settings), atol=2e-6)


@pytest.mark.parametrize("wavelet", SOME_WAVELETS)
def test_periodic_pictures_have_no_edge(wavelet: str) -> None:
    lr = noise((16, 20))
    rolled = enlarged(np.roll(lr, (2, 4), (0, 1)), 3, 1, wavelet, "periodic")
    expected = np.roll(enlarged(lr, 3, 1, wavelet, "periodic"), (6, 12), (0, 1))
    np.testing.assert_allclose(rolled, expected, atol=5e-6)


def test_a_plain_ramp_has_no_false_edge_under_mirror() -> None:
    ramp = np.tile(np.linspace(0.1, 0.9, 40, dtype=np.float32), (40, 1))
    bicubic = resize(ramp, 80, 80)
    ring = np.ones((80, 80), bool)
    ring[8:-8, 8:-8] = False

    def error(boundary: str) -> float:
        return float(np.abs(enlarged(ramp, 2, 1, boundary=boundary) - bicubic)[ring].max())

    assert error("mirror") < 0.02
    assert error("periodic") > 0.2


# -- in the engine -------------------------------------------------------------------------------------------


class Counted:
    """A memo that counts; progress that ends the work after so many reports."""

    def __init__(self, patience: int = 10**9) -> None:
        self.kept: dict[tuple[object, ...], Any] = {}
        self.largest, self.nbytes = 10**9, 0
        self.reports: list[float] = []
        self.patience = patience

    def get(self, key: tuple[object, ...]) -> Any | None:
        return self.kept.get(key)

    def put(self, key: tuple[object, ...], value: Any, nbytes: int) -> None:
        assert key not in self.kept
        self.kept[key] = value
        self.nbytes += nbytes

    def raise_if_cancelled(self) -> None:
        if len(self.reports) >= self.patience:
            raise CancelledError("cancelled")

    def report(self, fraction: float, message: str = "") -> None:
        self.raise_if_cancelled()
        self.reports.append(fraction)


def stage(gain: float = 0.25, **settings: Any) -> DasrStage:
    return DasrStage(DasrSettings(**{"scale": 2, **settings}), gain)


def test_a_new_gain_is_one_multiply_add() -> None:
    lr, counted = noise((20, 30)), Counted()
    context = Context(progress=counted, memo=counted, key="plane")
    wzp = stage(0).run(lr, context)
    assert len(counted.kept) == 1  # WZP needs no details
    published = stage(1).run(lr, context)
    assert len(counted.kept) == 2
    assert counted.nbytes == 2 * published.nbytes
    counted.reports.clear()
    halfway = stage(0.5).run(lr, context)
    assert len(counted.kept) == 2
    assert len(counted.reports) == 1
    np.testing.assert_allclose(halfway, (wzp + published) / 2, atol=1e-6)
    np.testing.assert_allclose(halfway, stage(0.5).run(lr, Context()), atol=1e-6)


@pytest.mark.parametrize("gain", [0, 0.5, 1])
def test_what_is_too_large_to_be_kept_is_the_same(gain: float) -> None:
    lr = noise((20, 30))
    small = Context(memo=Cache(largest=4 * lr.size * 4 - 1), key="plane")
    assert np.array_equal(stage(gain).run(lr, small), stage(gain).run(lr, Context(memo=Cache(), key="plane")))
    assert not len(small.memo)  # type: ignore[arg-type]


@pytest.mark.parametrize("registered", ["registered", "published"])
@pytest.mark.parametrize("height", [1, 64, 65, 191, 1100])
def test_pieces_are_the_whole(height: int, registered: str) -> None:
    """To the last bit."""
    lr, dasr = noise((height, 7)), stage(0.7, registration=registered)
    whole = dasr.run(lr, Context(memo=Cache(), key="plane"))
    pieces = list(dasr.in_pieces(lr, Context()))
    assert [rows.start for rows, _ in pieces] == list(range(0, 2 * height, PIECE))
    assert np.array_equal(np.concatenate([values for _, values in pieces]), whole)


def test_the_engine_s_cache_serves_as_memo() -> None:
    cache = Cache()  # which is false in a condition while it is empty
    stage().run(noise((8, 8)), Context(memo=cache, key="plane"))
    assert len(cache) == 2


def test_what_is_kept_cannot_be_changed_by_whoever_gets_it() -> None:
    lr, counted = noise((8, 8)), Counted()
    context = Context(memo=counted, key="plane")
    for gain in (0, 1):
        stage(gain).run(lr, context)[...] = 9  # the result is the caller's own
    assert all(not kept.flags.writeable for kept in counted.kept.values())
    assert float(stage(0).run(lr, context).max()) < 2


def test_what_is_kept_is_kept_apart() -> None:
    lr, counted = noise((8, 8)), Counted()
    for key in ("one", "other"):
        context = Context(memo=counted, key=key)
        stage().run(lr, context)
        stage(scale=3).run(lr, context)
        stage(wavelet="haar").run(lr, context)
        stage(boundary="periodic").run(lr, context)
        stage(registration="published").run(lr, context)
        kept = len(counted.kept)
        stage(registration="published", boundary="periodic").run(lr, context)  # the boundary means nothing here
        assert len(counted.kept) == kept
    assert len(counted.kept) == 2 * 5 * 2


def test_without_a_key_nothing_is_kept() -> None:
    counted = Counted()
    stage().run(noise((8, 8)), Context(memo=counted))
    assert not counted.kept


@pytest.mark.parametrize("key", ["", "plane"])
def test_progress_goes_from_nothing_to_all(key: str) -> None:
    counted = Counted()
    stage().run(noise((256, 256)), Context(progress=counted, memo=counted, key=key))
    assert counted.reports == sorted(counted.reports)
    assert counted.reports[0] == 0
    assert 0.95 <= counted.reports[-1] <= 1
    assert len(counted.reports) > 256 * 256 * 4 * 6 / 2**18  # about one for every few milliseconds of work


@pytest.mark.parametrize("patience", [0, 1, 5, 10, 15])
def test_a_cancel_is_noticed_at_any_point(patience: int) -> None:
    counted = Counted(patience)
    with pytest.raises(CancelledError):
        stage().run(noise((256, 256)), Context(progress=counted, memo=counted, key="plane"))
    assert len(counted.reports) == patience


def test_the_method_as_the_catalogue_has_it() -> None:
    method = upsamplers.get("dasr")
    upsampler = upsamplers.load("dasr")
    assert isinstance(upsampler, Dasr)
    assert upsampler.space == "luma"
    assert upsampler.weights_hashes(2) == ()
    (only,) = upsampler.stages(3, method.checked({"wavelet": "db4", "gain": "0.5"}))
    assert only == DasrStage(DasrSettings(3, "db4", "mirror", "registered"), 0.5)
    assert (only.ratio, only.halo, only.label) == (Fraction(3), None, "DASR ×3")
    with pytest.raises(ParameterError, match="wavelet=db99"):
        method.checked({"wavelet": "db99"})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"scale": 1}, "2 or more"),
        ({"wavelet": "morl"}, "unknown wavelet 'morl'"),
        ({"boundary": "zero"}, "mirror or periodic, not 'zero'"),
        ({"registration": "half"}, "registered or published, not 'half'"),
    ],
)
def test_wrong_settings_are_said(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        stage(**wrong)


@pytest.mark.parametrize("shape", [(4, 4, 3), (0, 4), (4,)])
def test_it_takes_one_plane(shape: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="one plane"):
        stage().run(np.zeros(shape, np.float32), Context())


def test_axes_are_made_once() -> None:
    assert axis_of(17, DasrSettings(2)) is axis_of(17, DasrSettings(2))
    assert isinstance(axis_of(17, DasrSettings(2)), Axis)
    assert axis_of(17, DasrSettings(2, "haar")).correction is None  # Haar has nothing to correct


def noise(size: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(3).random(size, np.float32)


def enlarged(
    lr: np.ndarray,
    scale: int,
    gain: float,
    wavelet: str = "bior4.4",
    boundary: str = "mirror",
    registered: str = "registered",
) -> np.ndarray:
    return DasrStage(DasrSettings(scale, wavelet, boundary, registered), gain).run(lr.astype(np.float32), Context())
