"""What a job needs is at least what it takes, and what does not fit is refused with the figure."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from srviewer import metrics, upsamplers
from srviewer.engine import memory
from srviewer.engine import run as engine
from srviewer.engine.cache import Cache
from srviewer.engine.events import Failed, TileFinished
from srviewer.engine.job import Job, Rect
from srviewer.evaluation import measure
from srviewer.imaging.picture import Picture


@pytest.mark.parametrize("method", ["bicubic", "dasr"])
@pytest.mark.parametrize("grey", [True, False])
@pytest.mark.parametrize("scale", [2, 3])
def test_the_estimate_covers_what_is_taken_and_not_twice_as_much(method: str, scale: int, grey: bool) -> None:
    rng = np.random.default_rng(1)
    shape = (400, 400) if grey else (400, 400, 3)
    picture = Picture(rng.random(shape, np.float32))
    truth = Picture(rng.random((400 * scale, 400 * scale, *shape[2:]), np.float32))
    job = Job.make(picture, method, scale)
    engine.result_of(Job.make(Picture(picture.pixels[:32, :32]), method, scale))  # imports and tables are not counted
    quick = [metric for metric in metrics.available() if not metric.slow]  # the others say where memory is short
    tracemalloc.start()
    measure(engine.result_of(job), picture, truth, wanted=quick)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    upsampler = upsamplers.load(method)
    estimate = memory.needed(job, upsampler.stages(scale, dict(job.params)), upsampler.space)
    assert peak * 0.9 <= estimate <= 2 * peak + memory.FIXED["luma"]


@pytest.mark.parametrize(
    ("scale", "wavelet", "largest"), [(2, "bior4.4", 0), (2, "dmey", 0), (4, "bior4.4", 0), (2, "bior4.4", 10**9)]
)
def test_the_estimate_of_what_is_not_measured_is_true_in_pieces_and_whole(
    scale: int, wavelet: str, largest: int
) -> None:
    """DASR of a large picture never has the whole of its parts; of another it keeps them, and the enlarged chroma."""
    picture = Picture(np.random.default_rng(1).integers(0, 256, (500, 600, 3), np.uint8))
    job = Job.make(picture, "dasr", scale, {"wavelet": wavelet}, luma=False)
    engine.result_of(job)  # tables are not counted
    tracemalloc.start()
    engine.result_of(job, cache=Cache(10**9, largest=largest))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    upsampler = upsamplers.load("dasr")
    stages = upsampler.stages(scale, dict(job.params))
    estimate = memory.needed(job, stages, upsampler.space, largest=largest) - memory.FIXED["luma"]
    assert peak * 0.9 <= estimate + 8_000_000, "a few strips"
    assert estimate <= 1.5 * peak


def test_the_estimate_grows_with_the_area_of_the_result() -> None:
    picture = Picture(np.zeros((50, 70, 3), np.float32))
    taken = [memory.needed(Job.make(picture, "bicubic", s), (), "luma") - memory.FIXED["luma"] for s in (2, 3, 4)]
    assert taken == [taken[0] // 4 * s**2 for s in (2, 3, 4)]


def test_what_does_not_fit_is_refused_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "available", lambda: 60_000_000)
    picture = Picture(np.zeros((500, 500, 3), np.float32))
    events = list(engine.run(Job.make(picture, "bicubic", 4)))
    assert isinstance(events[-1], Failed)
    assert "2000 × 2000 pixels take about" in events[-1].message
    assert "60 MB are left" in events[-1].message
    part = Job.make(picture, "bicubic", 4, region=Rect(0, 0, 20, 20))
    assert not isinstance(list(engine.run(part))[-1], Failed)


def test_what_is_kept_makes_room_before_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache()
    for n in range(5):
        cache.put((n,), n, 20_000_000)
    job = Job.make(Picture(np.zeros((100, 100, 3), np.float32)), "bicubic", 2)
    assert 40_000_000 < memory.needed(job, upsamplers.load("bicubic").stages(2, {}), "luma") < 45_000_000
    monkeypatch.setattr(memory, "available", lambda: 100_000_000 - cache.used)
    assert engine.result_of(job, cache=cache).pixels.shape == (200, 200, 3)
    assert [cache.get((n,)) for n in range(5)] == [None, None, None, 3, 4]


def test_tiles_shrink_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job.make(Picture(np.random.default_rng(1).random((200, 300), np.float32)), "bicubic", 2)
    usual = list(engine.run(job))
    needed = memory.needed(job, upsamplers.load("bicubic").stages(2, {}), "luma")
    monkeypatch.setattr(memory, "available", lambda: needed - 1_000_000)
    short = list(engine.run(job))
    assert _largest_tile(short) <= 128 < _largest_tile(usual)
    assert np.array_equal(short[-1].result.pixels, usual[-1].result.pixels)
    monkeypatch.setattr(memory, "available", lambda: needed)
    assert _largest_tile(list(engine.run(job))) == _largest_tile(usual), "what just fits is not short"


def _largest_tile(events: list) -> int:
    return max(max(event.pixels.shape[:2]) for event in events if isinstance(event, TileFinished))


def test_what_is_left_heeds_a_limit() -> None:
    assert memory.available() > 0
    assert memory.available(1) == 0


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak of a while")
def test_the_peak_is_that_of_the_while() -> None:
    np.ones(120_000_000, np.uint8)  # before: not counted
    peak = memory.Peak()
    block = np.ones(80_000_000, np.uint8)
    del block
    found = peak.bytes()
    assert found is not None
    assert 70_000_000 < found < 100_000_000
    assert (memory.Peak().bytes() or 0) < 10_000_000


def test_the_estimate_counts_what_a_stage_makes_on_the_way() -> None:
    """10 x 10 colour at x2: the result 1,200 bytes and its luma 400; measuring 24 a pixel is more than tiles need, a
    last stage on the whole costs 4 a value of its input and 16 a value of its output."""
    job = Job.make(Picture(np.zeros((10, 10, 3), np.float32)), "bicubic", 2)
    fixed = memory.FIXED["luma"] + 1600
    assert memory.needed(job, (_stage(halo=2),), "luma") == fixed + 24 * 400
    assert memory.needed(job, (_stage(halo=None),), "luma") == fixed + 24 * 400
    assert memory.needed(job, (_stage(halo=None),), "rgb") - memory.FIXED["rgb"] - 1600 == 300 * (4 + 16 * 4)
    assert memory.needed(job, (_stage(halo=2), _stage(ratio=1)), "rgb") - memory.FIXED["rgb"] - 1600 == 24 * 400
    deep = Job.make(Picture(np.zeros((10, 10, 3), np.float32)), "bicubic", 2, depth=16)
    assert memory.needed(deep, (_stage(halo=2),), "luma") == fixed + 1200 + 24 * 400, "luma stays at 8 bits"
    assert (
        memory.needed(job, (_stage(halo=2),), "luma", small_tiles=True) == fixed + 24 * 400 - memory.FIXED["luma"] // 2
    )


def _stage(halo: int | None = 2, ratio: int = 2) -> SimpleNamespace:
    return SimpleNamespace(halo=halo, ratio=Fraction(ratio))


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"memory.max": "1000\n", "memory.current": "900\n", "memory.stat": "anon 5\ninactive_file 70\n"}, 170),
        ({"memory.max": "1000\n", "memory.current": "900\n", "memory.stat": "anon 5\n"}, 100),
        ({"memory.max": "900\n", "memory.current": "1000\n", "memory.stat": ""}, 0),
        ({"memory.max": "max\n", "memory.current": "900\n", "memory.stat": ""}, None),
        ({"memory.max": "1000\n", "memory.current": "much\n", "memory.stat": ""}, None),
        ({"memory.max": "1000\n", "memory.current": "900\n", "memory.stat": "odd\n"}, None),
        ({"memory.max": "1000\n"}, None),
        ({}, None),
    ],
)
def test_what_is_left_heeds_a_container(
    files: dict[str, str], left: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux, Documentation/admin-guide/cgroup-v2: what is used counts files that can be let go of."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(memory, "_CGROUP", tmp_path)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=50_000))
    assert memory.available() == (50_000 if left is None else left)


def test_the_peak_of_a_gpu_is_that_of_its_allocator(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    asked = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "reset_peak_memory_stats", asked.append)
    monkeypatch.setattr(torch.cuda, "memory_allocated", lambda device: 300)
    monkeypatch.setattr(torch.cuda, "max_memory_allocated", lambda device: 1000 if device == "cuda:1" else 0)
    assert memory.Peak("cuda:1").bytes() == 700
    assert asked == ["cuda:1"]
    assert memory.Peak("cuda:0").bytes() == 0
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert memory.Peak("cuda").bytes() is None


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 MB"), (340e6, "340 MB"), (999_499_999, "999 MB"), (1e9, "1.0 GB"), (1.26e9, "1.3 GB")]
)
def test_sizes_in_words(size: float, words: str) -> None:
    assert memory.in_words(size) == words
