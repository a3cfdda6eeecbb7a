"""The engine: tiles equal the whole, events in order, failures in words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from srviewer import upsamplers
from srviewer.engine import memory
from srviewer.engine import run as engine
from srviewer.engine.cache import Cache
from srviewer.engine.events import Cancelled, Failed, Finished, Progressed, Started, TileFinished
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.errors import InferenceError, ParameterError
from srviewer.imaging.colour import luma
from srviewer.imaging.picture import Picture, dequantise
from srviewer.imaging.resample import resize
from srviewer.upsamplers.base import Context

METHODS = [m.name for m in upsamplers.known() if upsamplers.unavailable_reason(m.name) is None]
PAIRS = [(name, scale) for name in METHODS for scale in upsamplers.get(name).scales]


def near(method: str, scale: int) -> int:
    """A scale, or the nearest that the method does."""
    return min(upsamplers.get(method).scales, key=lambda there: abs(there - scale))


def scene(height: int, width: int, channels: int | None = 3, seed: int = 0) -> np.ndarray:
    """Smooth shapes and an edge, not square-symmetric."""
    y, x = np.mgrid[:height, :width]
    base = 0.5 + 0.3 * np.sin(x / 5 + y / 9) + 0.2 * (x > y)
    if channels is None:
        return np.clip(base, 0, 1).astype(np.float32)
    shift = np.random.default_rng(seed).uniform(0.6, 1, channels)
    return np.clip(base[..., None] * shift, 0, 1).astype(np.float32)


@pytest.mark.parametrize("method", METHODS)
def test_tiled_equals_whole(method: str) -> None:
    picture, scale = Picture(scene(61, 83)), near(method, 3)
    whole = engine.result_of(Job.make(picture, method, scale, depth=32, tile=4096))
    tiled = engine.result_of(Job.make(picture, method, scale, depth=32, tile=24))
    rounding = 3e-5 if method == "style" else 1e-5  # float32 against float64 over the whole: 1.6e-5 for style
    assert np.abs(whole.pixels - tiled.pixels).max() < rounding


@pytest.mark.parametrize("method", METHODS)
def test_chroma_too_is_that_of_the_whole_at_the_rim_of_tiles(method: str) -> None:
    """Colours that jump at every pixel, on one grey: what goes along by bicubic looks further than some methods do."""
    colours = np.random.default_rng(0).random((40, 56, 3), np.float32)
    picture, scale = Picture(0.5 + 0.4 * (colours - colours.mean(2, keepdims=True))), near(method, 3)
    whole = engine.result_of(Job.make(picture, method, scale, depth=32, tile=4096))
    tiled = engine.result_of(Job.make(picture, method, scale, depth=32, tile=16))
    assert np.abs(whole.pixels - tiled.pixels).max() < 1e-4


@pytest.mark.parametrize(("method", "scale"), PAIRS)
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (9, 2), (5, 5)])
def test_every_size_and_scale(method: str, scale: int, size: tuple[int, int]) -> None:
    result = engine.result_of(Job.make(Picture(scene(*size)), method, scale))
    assert result.pixels.shape == (size[0] * scale, size[1] * scale, 3)
    assert result.pixels.dtype == np.uint8


@pytest.mark.parametrize("method", [method for method in METHODS if method != "style"])  # which paints
@pytest.mark.parametrize("level", [0, 128, 255])
def test_flats_stay_flat(method: str, level: int) -> None:
    picture = Picture(np.full((12, 9), level / 255, np.float32))
    pixels = engine.result_of(Job.make(picture, method, near(method, 4))).pixels
    assert pixels.ndim == 2
    assert int(pixels.max()) - int(pixels.min()) <= 1


@pytest.mark.parametrize("method", METHODS)
def test_a_b_a(method: str) -> None:
    a, b, scale = Picture(scene(20, 31)), Picture(scene(24, 17, seed=1)), near(method, 2)
    first = engine.result_of(Job.make(a, method, scale)).pixels
    engine.result_of(Job.make(b, method, scale))
    assert np.array_equal(engine.result_of(Job.make(a, method, scale)).pixels, first)


@pytest.mark.parametrize("method", METHODS)
def test_alpha_and_depth_are_carried(method: str) -> None:
    alpha = np.zeros((16, 20), np.float32)
    alpha[4:12, 5:15] = 1
    results, scale = [], near(method, 2)
    for hidden in ((0, 1, 0), (0, 0, 1)):
        pixels = np.full((16, 20, 3), hidden, np.float32)
        pixels[4:12, 5:15] = (1, 0, 0)
        results.append(engine.result_of(Job.make(Picture(pixels, alpha, depth=16), method, scale, depth=16)))
    green, blue = results
    assert green.alpha is not None
    assert green.alpha.dtype == green.pixels.dtype == np.uint16
    assert green.alpha[8 * scale, 10 * scale] == 65535
    assert green.alpha[0, 0] == 0
    seen = green.alpha > 0  # nearest copies also what hides under alpha 0
    assert np.array_equal(green.pixels[seen], blue.pixels[seen]), "what hides under alpha 0 bleeds into the rim"


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3)])
def test_nearest_copies_every_sample_of_colour_and_alpha(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 256, shape).astype(np.float32) / np.float32(255)
    alpha = rng.integers(0, 256, shape[:2]).astype(np.float32) / np.float32(255)
    result = engine.result_of(Job.make(Picture(pixels, alpha), "nearest", 3, tile=8))

    def copied(plane: np.ndarray) -> np.ndarray:
        return np.rint(plane * 255).astype(np.uint8).repeat(3, 0).repeat(3, 1)

    assert np.array_equal(result.pixels, copied(pixels))
    assert np.array_equal(result.alpha, copied(alpha))


@pytest.mark.parametrize(
    ("method", "kernel"), [("bilinear", "bilinear"), ("bicubic", "bicubic"), ("lanczos", "lanczos3")]
)
def test_an_interpolation_enlarges_each_channel_by_its_own_kernel(method: str, kernel: str) -> None:
    rng = np.random.default_rng(6)
    rgba = rng.random((9, 8, 4)).astype(np.float32)
    rgba[..., 3] = 0.25 + 0.75 * rgba[..., 3]
    result = engine.result_of(Job.make(Picture(rgba[..., :3], rgba[..., 3]), method, 2, depth=32))
    enlarged = resize(np.dstack([rgba[..., :3] * rgba[..., 3:], rgba[..., 3]]), 18, 16, kernel=kernel)
    colour = enlarged[..., :3] / enlarged[..., 3:]
    np.testing.assert_allclose(result.pixels, np.clip(colour, 0, 1), atol=2e-5)
    np.testing.assert_allclose(result.alpha, np.clip(enlarged[..., 3], 0, 1), atol=1e-6)
    own = np.clip(np.rint(255 * luma(colour)), 0, 255)
    assert np.abs(result.luma - own).max() <= 1  # a value between two levels may be rounded either way
    assert (result.luma == own).mean() > 0.99


def test_events_come_in_order() -> None:
    job = Job.make(Picture(scene(40, 40)), "bicubic", 2, tile=16)
    events = list(engine.run(job))
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    assert {e.job_id for e in events} == {job.id}
    tiles = [e for e in events if isinstance(e, TileFinished)]
    assert len(tiles) == 9
    whole = np.zeros((80, 80, 3), np.uint8)
    for tile in tiles:
        whole[tile.y : tile.y + tile.pixels.shape[0], tile.x : tile.x + tile.pixels.shape[1]] = tile.pixels
    assert np.array_equal(whole, events[-1].result.pixels)
    fractions = [e.fraction for e in events if isinstance(e, Progressed)]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)


def test_focus_is_done_first() -> None:
    job = Job.make(Picture(scene(64, 64)), "bicubic", 2, tile=16, focus=Rect(40, 20, 4, 4))
    first = next(e for e in engine.run(job) if isinstance(e, TileFinished))
    assert (first.x, first.y) == (64, 32)


@pytest.mark.parametrize(
    ("method", "scale"), [("bicubic", 2), ("dasr", 2), ("srcnn", 3), ("srcnn", 8), ("perceptual", 3)]
)
def test_a_region_equals_that_part_of_the_whole_up_to_its_rim(method: str, scale: int) -> None:
    rng = np.random.default_rng(3)
    picture = Picture(scene(80, 90), 0.5 + 0.5 * rng.random((80, 90), np.float32))
    region = Rect(38, 35, 30, 20)
    whole = engine.result_of(Job.make(picture, method, scale, depth=16))
    part = engine.result_of(Job.make(picture, method, scale, depth=16, region=region, tile=16))
    assert part.region == region
    assert whole.alpha is not None
    assert part.alpha is not None
    inside = slice(35 * scale, 55 * scale), slice(38 * scale, 68 * scale)
    for mine, other in ((part.pixels, whole.pixels), (part.alpha, whole.alpha)):
        difference = np.abs(mine.astype(int) - other[inside].astype(int))
        assert difference.max() <= (65535 / 255 if method == "dasr" else 8), "a rim that is not the whole's"


def test_tiles_of_a_region_say_where_they_lie_in_the_whole() -> None:
    picture = Picture(scene(48, 60))
    whole = engine.result_of(Job.make(picture, "bicubic", 2)).pixels
    tiles = [
        e
        for e in engine.run(Job.make(picture, "bicubic", 2, region=Rect(8, 6, 30, 20), tile=16))
        if isinstance(e, TileFinished)
    ]
    assert {(t.width, t.height) for t in tiles} == {(120, 96)}
    assert (tiles[0].x, tiles[0].y) == (16, 12)
    for tile in tiles:
        height, width = tile.pixels.shape[:2]
        assert np.array_equal(tile.pixels, whole[tile.y : tile.y + height, tile.x : tile.x + width])


@pytest.mark.parametrize("method", ["bicubic", "dasr"])
def test_a_first_look_goes_ahead_with_the_pixels_in_view(method: str) -> None:
    job = Job.make(Picture(scene(80, 90)), method, 2)
    whole, view = engine.result_of(job).pixels.astype(int), Rect(31, 24, 20, 16)
    tiles = list(engine.first_look(job, view))
    assert all(isinstance(t, TileFinished) and t.preview and t.job_id == job.id for t in tiles)
    seen = np.zeros(whole.shape[:2], bool)
    for t in tiles:
        place = slice(t.y, t.y + t.pixels.shape[0]), slice(t.x, t.x + t.pixels.shape[1])
        assert np.abs(t.pixels - whole[place]).max() <= (1 if method == "dasr" else 0)
        seen[place] = True
    assert seen[48:80, 62:102].all()
    assert seen.sum() == 32 * 40
    token = Token()
    token.cancel()
    assert not list(engine.first_look(job, view, token)), "nothing is told of a look that nobody wants"


def test_cancel_ends_with_cancelled() -> None:
    token = Token()
    events = []
    for event in engine.run(Job.make(Picture(scene(64, 64)), "bicubic", 2, tile=8), token):
        events.append(event)
        if isinstance(event, TileFinished):
            token.cancel()
    assert isinstance(events[-1], Cancelled)
    assert sum(isinstance(e, TileFinished) for e in events) == 1


def test_a_result_comes_from_the_cache() -> None:
    cache = Cache()
    picture = Picture(scene(16, 16))
    first = list(engine.run(Job.make(picture, "bicubic", 2), cache=cache))[-1]
    again = list(engine.run(Job.make(Picture(picture.pixels.copy()), "bicubic", 2), cache=cache))
    assert [type(e) for e in again] == [Finished]
    assert again[0].cached
    assert again[0].result is first.result
    other = list(engine.run(Job.make(picture, "bicubic", 3), cache=cache))
    assert not other[-1].cached


class _Fake:
    """An upsampler whose stage does what the test says."""

    space = "luma"
    ratio, halo, label = Fraction(2), 2, "Fake ×2"

    def __init__(self, behave) -> None:
        self.behave = behave

    def stages(self, scale, params):
        return (self,)

    def weights_hashes(self, scale):
        return ()

    def run(self, image: np.ndarray, context: Context) -> np.ndarray:
        self.behave(image, context)
        return np.repeat(np.repeat(image, 2, 0), 2, 1)


def use(monkeypatch: pytest.MonkeyPatch, behave, device: str = "cuda") -> None:
    monkeypatch.setattr(upsamplers, "load", lambda name: _Fake(behave))
    monkeypatch.setattr(memory, "largest_tile", {})
    monkeypatch.setattr("srviewer.engine.device.resolve", lambda name: device)
    monkeypatch.setattr("srviewer.engine.device.free_cache", lambda device: None)


def test_never_finite_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nan(_Fake):
        def run(self, image, context):
            return super().run(image, context) * np.nan

    use(monkeypatch, None)
    monkeypatch.setattr(upsamplers, "load", lambda name: Nan(lambda *_: None))
    job = Job.make(Picture(scene(20, 20, None)), "srcnn", 2)
    assert isinstance(list(engine.run(job))[-1], Failed)
    with pytest.raises(InferenceError, match="not finite"):
        engine.result_of(job)


def test_a_bug_is_told_as_failed_with_its_detail(monkeypatch: pytest.MonkeyPatch) -> None:
    def behave(image, context):
        raise ZeroDivisionError("oh")

    use(monkeypatch, behave)
    event = list(engine.run(Job.make(Picture(scene(20, 20, None)), "srcnn", 2)))[-1]
    assert isinstance(event, Failed)
    assert "ZeroDivisionError: oh" in event.message
    assert "\n" not in event.message
    assert "Traceback" in event.detail


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scale": 5}, "scale 5 is not supported"),
        ({"method": "nope"}, "unknown method 'nope'"),
        ({"tile": 1}, "tile of 1"),
        ({"depth": 12}, "depth"),
        ({"region": Rect(0, 0, 99, 1)}, "not inside"),
        ({"params": {"gain": 0.5}}, "no parameter 'gain'"),
    ],
)
def test_a_bad_request_is_refused_in_words(changes: dict, words: str) -> None:
    request = {"method": "bicubic", "scale": 2, **changes}
    with pytest.raises(ParameterError, match=words):
        Job.make(Picture(scene(8, 8)), **request)


@pytest.mark.parametrize("method", ["bicubic", "dasr"])
def test_progress_rises_to_one_and_no_further(method: str) -> None:
    token = Token()
    told = []
    token.report = lambda fraction, message="": told.append(fraction)
    events = list(engine.run(Job.make(Picture(scene(40, 60)), method, 2, tile=20), token))
    seen = [e.fraction for e in events if isinstance(e, Progressed)]
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1)
    assert sum(f > 0.999 for f in seen) == 1
    assert told[-1] == pytest.approx(1)


def test_what_goes_wrong_in_a_first_look_is_left_to_the_job(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def behave(image, context):
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")

    use(monkeypatch, behave, "cpu")
    job = Job.make(Picture(scene(16, 16)), "srcnn", 2)
    assert not list(engine.first_look(job, Rect(0, 0, 8, 8)))
    assert "a first look at srcnn failed" in caplog.text
    failed = list(engine.run(job))[-1]
    assert isinstance(failed, Failed)
    assert "not enough memory" in failed.message


def test_of_two_stages_the_first_is_half_and_hands_on_what_lies_in_range(monkeypatch: pytest.MonkeyPatch) -> None:
    class Overshooting(_Fake):
        def run(self, image, context):
            return super().run(3 * image - 1, context)

    ranges = []
    first, last = Overshooting(lambda *_: None), _Fake(lambda image, _: ranges.append((image.min(), image.max())))
    use(monkeypatch, None)
    monkeypatch.setattr(_Fake, "stages", lambda self, scale, params: (first, last))
    monkeypatch.setattr(_Fake, "space", "rgb")
    plane = scene(40, 60)
    events = list(engine.run(Job.make(Picture(plane), "srcnn", 4, depth=32, tile=30)))
    told = [(event.fraction, event.message) for event in events if isinstance(event, Progressed)]
    assert told[0] == (0.5, "Fake ×2")
    assert [fraction for fraction, _ in told[1:]] == pytest.approx([0.625, 0.75, 0.875, 1])
    assert (min(low for low, _ in ranges), max(high for _, high in ranges)) == (0, 1)
    expected = np.clip(3 * plane - 1, 0, 1).repeat(4, 0).repeat(4, 1)
    np.testing.assert_allclose(events[-1].result.pixels, expected, atol=1e-6)


@pytest.mark.parametrize("channels", [None, 3])
def test_flat_colour_stays_flat_beside_an_edge_of_alpha(channels: int | None) -> None:
    pixels = np.full((24, 28) if channels is None else (24, 28, channels), 0.5, np.float32)
    alpha = np.full((24, 28), 0.2, np.float32)
    alpha[6:15, 9:20] = 1  # bicubic overshoots 1 within this, and undershoots 0.2 around it
    result = engine.result_of(Job.make(Picture(pixels, alpha), "bicubic", 2, depth=32))
    np.testing.assert_allclose(result.pixels, 0.5, atol=1e-5)
    assert result.alpha is not None
    assert result.alpha.max() == 1


@pytest.mark.parametrize("alpha", [None, scene(40, 60, None)])
def test_grey_through_a_network_of_colour_stays_grey(alpha) -> None:
    """And stays what it was: close to bicubic, which a mistaken range would not be."""
    picture = Picture(scene(40, 60, None), alpha)
    found = engine.result_of(Job.make(picture, "perceptual", 2)).pixels
    plain = engine.result_of(Job.make(picture, "bicubic", 2)).pixels
    assert found.shape == (80, 120)
    shown = slice(None) if alpha is None else alpha.repeat(2, 0).repeat(2, 1) > 0.1
    assert np.abs(found.astype(float) - plain)[shown].mean() < 0.1 * np.iinfo(plain.dtype).max


@pytest.mark.parametrize(
    ("channels", "alpha", "depth", "size"),
    [(3, False, 8, 6), (None, False, 8, 2), (None, True, 8, 4), (3, True, 16, 16)],
)
def test_a_result_that_cannot_be_held_is_refused_with_its_size(
    monkeypatch: pytest.MonkeyPatch, channels: int | None, alpha: bool, depth: int, size: int
) -> None:
    def full(shape, dtype=float):
        raise MemoryError

    picture = Picture(scene(500, 1000, channels), scene(500, 1000, None) if alpha else None)
    job = Job.make(picture, "bicubic", 2, depth=depth)
    monkeypatch.setattr(np, "empty", full)
    event = list(engine.run(job))[-1]
    assert isinstance(event, Failed)
    assert event.message == f"the result, 2000 × 1000 pixels, needs {size} MB and does not fit"


@pytest.mark.parametrize("levels", [False, True])
def test_dasr_in_pieces_gives_the_same_result(levels: bool) -> None:
    """Where nothing is kept it is put together as its rows come; of levels as of floats."""
    samples = np.random.default_rng(0).integers(0, 256, (150, 20, 3), np.uint8)
    job = Job.make(Picture(samples if levels else dequantise(samples)), "dasr", 2)
    events = list(engine.run(job))
    tiles = [event for event in events if isinstance(event, TileFinished)]
    whole = engine.result_of(job, cache=Cache())
    assert len(tiles) > 1
    assert isinstance(events[-1], Finished)
    for made, expected in ((events[-1].result.pixels, whole.pixels), (events[-1].result.luma, whole.luma)):
        assert np.array_equal(made, expected)
    assert np.array_equal(np.concatenate([tile.pixels for tile in tiles]), whole.pixels)


@pytest.mark.parametrize("method", ["bicubic", "dasr", "nearest"])
@pytest.mark.parametrize("shape", [(9, 11), (9, 11, 3)])
def test_a_picture_of_levels_gives_what_one_of_floats_gives(method: str, shape: tuple[int, ...]) -> None:
    levels, alpha = np.random.default_rng(0).integers(0, 256, shape, np.uint8), np.full((9, 11), 0.5, np.float32)
    for transparency in (None, alpha):
        a, b = (
            engine.result_of(Job.make(Picture(samples, transparency), method, 2))
            for samples in (levels, dequantise(levels))
        )
        assert np.array_equal(a.pixels, b.pixels)


def test_the_own_y_is_kept_where_the_job_asks_for_it() -> None:
    picture = Picture(np.zeros((8, 8, 3), np.float32))
    with_luma, without = (Job.make(picture, "dasr", 2, luma=luma) for luma in (True, False))
    assert engine.result_of(with_luma).luma is not None
    assert engine.result_of(without).luma is None
    assert with_luma.key != without.key
    assert memory.needed(with_luma, (), "luma") - memory.needed(without, (), "luma") == (1 + memory.MEASURING) * 16 * 16
