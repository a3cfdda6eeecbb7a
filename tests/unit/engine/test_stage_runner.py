"""Stages in tiles: memory that runs out, devices that fail, and numbers that are not finite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest

from srviewer.engine import memory
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.stage_runner import MIN_TILE, StageRunner
from srviewer.errors import CancelledError, InferenceError
from srviewer.upsamplers.base import Context, FloatArray, Tiling

PLANE = np.random.default_rng(0).random((70, 90), np.float32)
Behaviour = Callable[[FloatArray, Context], object]


@dataclass(frozen=True)
class Fake:
    """Each pixel a square of four, once the test has had its say; a number that this gives is multiplied in."""

    behave: Behaviour = lambda image, context: None
    tiling: Tiling = field(default_factory=Tiling)
    ratio: Fraction = Fraction(2)
    halo: int | None = 2
    label: str = "Fake ×2"

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        factor = self.behave(image, context)
        return doubled(image * (1 if factor is None else factor))


def doubled(image: FloatArray) -> FloatArray:
    return image.repeat(2, 0).repeat(2, 1)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """No tile has been too large yet."""
    before = dict(memory.largest_tile)
    memory.largest_tile.clear()
    yield
    memory.largest_tile.clear()
    memory.largest_tile.update(before)


def runner(device: str = "cpu", tile: int | None = None, method: str = "fake") -> StageRunner:
    return StageRunner(Context(device=device), tile, method)


def more_than(pixels: int, error: type[Exception] = MemoryError) -> tuple[list[tuple[str, int]], Behaviour]:
    """What fails on larger pictures, and a list of where it did."""
    failed: list[tuple[str, int]] = []

    def behave(image: FloatArray, context: Context) -> None:
        if image.size > pixels:
            failed.append((context.device, image.size))
            raise error

    return failed, behave


def test_out_of_memory_halves_the_tile() -> None:
    failed, behave = more_than(40 * 40)
    np.testing.assert_array_equal(runner("mps").whole(Fake(behave), PLANE), doubled(PLANE))
    assert len(failed) > 1


@pytest.mark.parametrize("device", ["cpu", "mps"])
def test_a_smaller_tile_is_said_and_kept(device: str) -> None:
    """For the tiles that follow, and for other runs of the method on this device; others try for themselves."""
    failed, behave = more_than(60 * 50)
    plane = np.random.default_rng(1).random((128, 192), np.float32)
    first, second, other = runner(device, 64), runner(device, 64), runner(device, 64, "other")
    for each in (first, second):
        np.testing.assert_array_equal(each.whole(Fake(behave), plane), doubled(plane))
    assert len(failed) == 1, "of twelve tiles"
    assert first.notices == [f"{device} ran out of memory: tiles are 64 × 128 pixels from now on"]
    assert second.notices == []
    assert first.device == second.device == device
    other.whole(Fake(behave), plane)
    assert other.notices == first.notices
    assert len(failed) == 2


def test_what_did_not_fit_at_all_is_not_kept() -> None:
    failed, behave = more_than(0)
    with pytest.raises(MemoryError):
        runner().whole(Fake(behave), PLANE)
    assert memory.largest_tile == {}
    sizes = [size for _device, size in failed]
    assert sizes == sorted(set(sizes), reverse=True), "each tile smaller than the last"
    assert MIN_TILE**2 <= sizes[-1] < (2 * MIN_TILE + 2 * 2) ** 2


def test_the_smallest_tile_goes_on_on_the_cpu() -> None:
    def behave(_image: FloatArray, context: Context) -> None:
        if context.device == "mps":
            raise RuntimeError("MPS backend out of memory. Tried to allocate 2 GiB")

    small = runner("mps")
    np.testing.assert_array_equal(small.whole(Fake(behave), PLANE[:40, :40]), doubled(PLANE[:40, :40]))
    assert small.device == "cpu"
    assert small.notices == ["mps ran out of memory even for small tiles: continued on the CPU"]


def test_a_device_that_disappears_is_told_once_and_the_cpu_goes_on() -> None:
    seen = []

    def behave(_image: FloatArray, context: Context) -> None:
        seen.append(context.device)
        if context.device == "mps" and len(seen) > 2:
            raise RuntimeError("MPS error: unspecified launch failure\nmore of it")

    gone = runner("mps", 40)
    plane = np.random.default_rng(1).random((100, 100), np.float32)
    np.testing.assert_array_equal(gone.whole(Fake(behave), plane), doubled(plane))
    assert seen == ["mps"] * 3 + ["cpu"] * 7
    assert gone.device == "cpu"
    assert gone.notices == ["mps failed (MPS error: unspecified launch failure): continued on the CPU"]


def test_an_error_of_the_cpu_is_not_tried_again() -> None:
    seen = []

    def behave(_image: FloatArray, context: Context) -> None:
        seen.append(context.device)
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes do not match"):
        runner("mps").whole(Fake(behave), PLANE)
    assert seen == ["mps", "cpu"]


def test_an_error_that_is_no_device_s_is_raised_at_once() -> None:
    seen = []

    def behave(_image: FloatArray, context: Context) -> None:
        seen.append(context.device)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        runner("mps").whole(Fake(behave), PLANE)
    assert seen == ["mps"]


def test_tiles_that_are_not_finite_are_redone_on_the_cpu_and_are_one_notice() -> None:
    nan = runner("mps", 20)
    found = nan.whole(Fake(lambda _image, context: np.nan if context.device == "mps" else 1), PLANE)
    np.testing.assert_array_equal(found, doubled(PLANE))
    assert nan.notices == ["Fake ×2: a tile was not finite on mps and was redone on the CPU"]
    assert nan.device == "mps", "for that tile alone"


def test_never_finite_is_an_error() -> None:
    with pytest.raises(InferenceError, match="Fake ×2 gave values that are not finite, also on the CPU"):
        runner("mps").whole(Fake(lambda *_: np.inf), PLANE)


def test_a_stage_that_runs_on_the_whole_is_handed_out_in_tiles() -> None:
    sizes = []
    area = Rect(0, 0, 90, 70)
    stage = Fake(lambda image, _context: sizes.append(image.shape), halo=None, ratio=Fraction(2))
    parts = list(runner(tile=40).parts(stage, PLANE, area, Fraction(1), None))
    assert sizes == [(70, 90)]
    assert len(parts) == 6
    for part, values in parts:
        rows, columns = slice(2 * part.y, 2 * part.bottom), slice(2 * part.x, 2 * part.right)
        np.testing.assert_array_equal(values, doubled(PLANE)[rows, columns])


def test_what_is_looked_at_is_done_first() -> None:
    parts = runner(tile=20).parts(Fake(), PLANE, Rect(0, 0, 90, 70), Fraction(1), Rect(82, 62, 4, 4))
    first, _values = next(parts)
    assert (first.right, first.bottom) == (90, 70)


def test_a_first_stage_hands_on_what_lies_in_range() -> None:
    found = runner(tile=20).whole(Fake(lambda *_: 3.0), PLANE - 0.25)
    assert (found.min(), found.max()) == (0, 1)


def test_what_a_stage_asks_of_its_tiles() -> None:
    """No longer than it allows, its halo included; seams are said where there is more than one tile."""
    sides: list[int] = []
    stage = Fake(lambda image, _context: sides.append(max(image.shape)), Tiling(most=30, seams=True))
    told = runner()
    np.testing.assert_array_equal(told.whole(stage, PLANE), doubled(PLANE))
    assert 20 < max(sides) <= 30
    assert told.notices == ["Fake ×2: done in tiles, which may show: it looks further than they do"]
    alone = runner(tile=100)
    alone.whole(Fake(tiling=Tiling(seams=True)), PLANE)
    assert alone.notices == []


def test_cancelling_ends_it_between_tiles() -> None:
    token = Token()
    with pytest.raises(CancelledError):
        StageRunner(Context(token), 20, "fake").whole(Fake(lambda *_: token.cancel()), PLANE)
