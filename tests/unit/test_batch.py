"""Batches: names that cannot collide, failures that stop nothing, files that are whole."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import batch
from srviewer.__main__ import main
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, ParameterError
from srviewer.imaging.image_io import read_picture, read_provenance

SETTINGS = batch.BatchSettings.make("bicubic", 2)


def picture(path: Path, level: int = 100) -> Path:
    Image.fromarray(np.full((4, 6, 3), level, np.uint8)).save(path)
    return path


def names(items: tuple[batch.Item, ...]) -> list[str]:
    return [item.target.name for item in items]


def test_names_that_would_collide_keep_their_extension(tmp_path: Path) -> None:
    inputs = [picture(tmp_path / name) for name in ("a.jpg", "a.png", "B.png", "b.bmp", "c.png")]
    items, _ = batch.plan(inputs, tmp_path / "out", SETTINGS)
    assert names(items) == [
        "a.jpg_bicubic_x2.png",
        "a.png_bicubic_x2.png",
        "B.png_bicubic_x2.png",
        "b.bmp_bicubic_x2.png",
        "c_bicubic_x2.png",
    ]


def test_a_folder_as_its_own_output_does_not_eat_its_results(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    (tmp_path / "notes.txt").write_text("hello")
    for own in ([], ["a_bicubic_x2.png"]):
        items, left_out = batch.plan([tmp_path], tmp_path, SETTINGS)
        assert names(items) == ["a_bicubic_x2.png"]
        assert [found.path.name for found in left_out] == ["notes.txt", *own]
        list(batch.run(items, SETTINGS))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links and pipes")
def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    picture(tmp_path / "a.png"), picture(tmp_path / ".b.png")
    for name in ("inside", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "dangling.png").symlink_to("nothing.png")
    (tmp_path / "good.png").symlink_to("a.png")
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "text.png").write_text("hello")
    os.mkfifo(tmp_path / "pipe.png")
    items, left_out = batch.plan([tmp_path, tmp_path], tmp_path / "out", SETTINGS)
    assert names(items) == ["a_bicubic_x2.png", "good_bicubic_x2.png"]
    assert {found.path.name: found.why for found in left_out} == {
        ".b.png": "hidden",
        "dangling.png": "a broken link",
        "inside": "a subfolder",
        "loop.png": "a broken link",
        "pipe.png": "not an ordinary file",
        "text.png": "not a picture",
    }
    assert len(left_out) == 6, "each once, also of a folder that was named twice"


def test_the_command_line_says_what_it_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture(tmp_path / "a.png"), (tmp_path / "inside").mkdir()
    argv = ["upscale", str(tmp_path), "--method", "bicubic", "--scale", "2", "--output-dir", str(tmp_path), "--resume"]
    for more in ([], ["srviewer: results of earlier runs, left out: 1"]):
        assert main(argv) == 0
        said = capsys.readouterr().err.splitlines()
        assert said == [f"srviewer: {tmp_path / 'inside'}: a subfolder, left out", *more]


TEMPLATES = [
    "{stem}_{method}_x{scale}.png",
    "{name}_{scale:02}.png",
    "{method}-{stem}.{extension}",
    "{scale}{stem}.bmp",
]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("by_name", [False, True])
def test_a_batch_knows_whatever_name_it_gave(tmp_path: Path, template: str, by_name: bool) -> None:
    """Names that collide, that got a number, and those of runs with another method or scale; also by a shell's `*`."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    own = [picture(here / name) for name in ("a.jpg", "a.png", "A.bmp", "b.png", "b_2.png")]
    others = [picture(there / name) for name in ("a.png", "b.png")]
    for settings in (SETTINGS, SETTINGS, batch.BatchSettings.make("dasr", 3, overwrite=True)):
        inputs = [*sorted(here.iterdir()), *others] if by_name else [here, there]
        items, _ = batch.plan(inputs, here, settings, template)
        assert sorted(item.source for item in items) == sorted(own + others)
        assert len({item.target.name.casefold() for item in items}) == len(items)
        list(batch.run(items, settings))


def test_a_result_by_another_template_is_known_by_what_it_says(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.png")
    picture(tmp_path / "a big.png")  # no result: it says nothing
    items, _ = batch.plan([source], tmp_path, SETTINGS, "large {stem}.png")
    list(batch.run(items, SETTINGS))
    items, _ = batch.plan([tmp_path], tmp_path, SETTINGS)
    assert [item.source.name for item in items] == ["a big.png", "a.png"]
    items, _ = batch.plan([source, tmp_path / "large a.png"], tmp_path, SETTINGS)
    assert len(items) == 2, "named outright, and not by this template"


def test_a_template_of_the_stem_alone_takes_no_input_for_a_result(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png"):
        picture(tmp_path / name)
    for _ in range(2):
        items, _ = batch.plan([tmp_path], tmp_path, SETTINGS, "{stem}.png")
        assert [(i.source.name, i.target.name) for i in items] == [("a.jpg", "a.jpg.png"), ("a.png", "a.png.png")]
        list(batch.run(items, SETTINGS))


def test_names_by_a_template_of_the_name_are_numbered_too(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    items, _ = batch.plan(
        [picture(tmp_path / "a.png"), picture(tmp_path / "x/a.png")], tmp_path, SETTINGS, "{name}.png"
    )
    assert names(items) == ["a.png.png", "a.png_2.png"]


@pytest.mark.parametrize("template", ["x.png", "{stem}_{size}.png", "{stem", "{stem:d}.png", "{scale:q}{stem}.png"])
def test_a_template_that_cannot_be_used(tmp_path: Path, template: str) -> None:
    with pytest.raises(ParameterError, match="template"):
        batch.plan([picture(tmp_path / "a.png")], tmp_path, SETTINGS, template)


@pytest.mark.parametrize("threads", [0, 2])
def test_a_failure_does_not_stop_the_rest_and_order_is_kept(tmp_path: Path, threads: int) -> None:
    inputs = [picture(tmp_path / f"{i}.png", 10 * i) for i in range(5)]
    inputs[2].write_bytes(inputs[2].read_bytes()[:50])
    items, _ = batch.plan(inputs, tmp_path / "out", SETTINGS)
    if threads:
        with ThreadPoolExecutor(threads) as executor:
            outcomes = list(batch.run(items, SETTINGS, executor))
    else:
        outcomes = list(batch.run(items, SETTINGS))
    assert [o.item for o in outcomes] == list(items)
    assert [bool(o.error) for o in outcomes] == [False, False, True, False, False]
    assert "2.png" in outcomes[2].error
    assert not items[2].target.exists()
    for index in (0, 1, 3, 4):
        written = read_picture(items[index].target)
        assert written.pixels.shape == (8, 12, 3)
        assert np.abs(written.pixels * 255 - 10 * index).max() < 1e-3


def test_existing_files_are_kept_unless_asked(tmp_path: Path) -> None:
    item = batch.Item(picture(tmp_path / "a.png"), picture(tmp_path / "b.png", 7))
    before = item.target.read_bytes()
    (refused,) = batch.run([item], SETTINGS)
    assert "exists already" in refused.error
    assert item.target.read_bytes() == before
    (resumed,) = batch.run([item], batch.BatchSettings.make("bicubic", 2, resume=True))
    assert resumed.skipped
    item.target.write_bytes(before[:50])  # not whole: resume does it again
    (redone,) = batch.run([item], batch.BatchSettings.make("bicubic", 2, resume=True))
    assert not redone.error
    assert not redone.skipped
    (replaced,) = batch.run([item], batch.BatchSettings.make("dasr", 2, overwrite=True))
    assert not replaced.error
    told = read_provenance(item.target)
    assert (told["method"], told["scale"]) == ("dasr", "2")
    assert "gain=0.25" in told["parameters"]


def test_a_result_replaces_no_other_input(tmp_path: Path) -> None:
    """Else that one would be enlarged twice, and be gone."""
    files = []
    for name in ("b.png", "a_b.png"):
        Image.new("L", (8, 8)).save(tmp_path / name)
        files.append(tmp_path / name)
    settings = batch.BatchSettings.make("bicubic", 2, overwrite=True)
    with pytest.raises(ParameterError, match=r"a_b\.png: a result would replace this picture"):
        batch.plan(files, tmp_path, settings, "a_{stem}.png")
    assert len(batch.plan(files, tmp_path, settings, "{stem}.png")[0]) == 2, "its own it may, where that is asked for"


def test_cancel_leaves_whole_files_alone(tmp_path: Path) -> None:
    items, _ = batch.plan([picture(tmp_path / f"{i}.png") for i in range(3)], tmp_path / "out", SETTINGS)
    token = Token()
    running = batch.run(items, SETTINGS, token=token)
    next(running)
    token.cancel()
    with pytest.raises(CancelledError):
        next(running)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["0_bicubic_x2.png"]


def test_cancel_tells_of_every_file_that_was_written(tmp_path: Path) -> None:
    items, _ = batch.plan([picture(tmp_path / f"{i}.png") for i in range(30)], tmp_path / "out", SETTINGS)
    token, told = Token(), []

    def take() -> None:
        for outcome in batch.run(items, SETTINGS, token=token):
            told.append(outcome.item.target.name)
            if len(told) == 3:
                token.cancel()

    with pytest.raises(CancelledError):
        take()
    assert 3 <= len(told) < len(items)
    assert sorted(told) == sorted(p.name for p in (tmp_path / "out").iterdir())


def test_cancel_ends_within_a_tile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def never_ending(_job: object, token: Token) -> None:
        begun.set()
        while True:
            token.raise_if_cancelled()
            time.sleep(0.001)

    items, _ = batch.plan([picture(tmp_path / f"{i}.png") for i in range(6)], tmp_path / "out", SETTINGS)
    running = batch.run(items, SETTINGS, token=(token := Token()))
    next(running)
    monkeypatch.setattr(batch.files, "result_of", never_ending)
    threading.Thread(target=lambda: (begun.wait(), token.cancel())).start()
    with pytest.raises(CancelledError):
        list(running)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["0_bicubic_x2.png"]


def test_a_batch_that_is_left_stops_its_threads(tmp_path: Path) -> None:
    items, _ = batch.plan([picture(tmp_path / f"{i}.png") for i in range(30)], tmp_path / "out", SETTINGS)
    running = batch.run(items, SETTINGS)
    next(running), next(running)
    running.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("batch")]
    assert len(list((tmp_path / "out").iterdir())) < len(items)


@pytest.mark.parametrize(("limit", "ahead", "most"), [(100, 8, 3), (1000, 2, 2), (10, 8, 1)])
def test_what_is_under_way_is_bounded_and_in_order(limit: int, ahead: int, most: int) -> None:
    under_way, highest = 0, 0
    lock = threading.Lock()

    def work(number: int) -> int:
        time.sleep(0.001 * (number % 3))
        return number

    def submit(number: int) -> Future[int]:
        nonlocal under_way, highest
        with lock:
            under_way += 1
            highest = max(highest, under_way)
        return pool.submit(work, number)

    with ThreadPoolExecutor(8) as pool:
        for number, future in batch.in_order(range(20), submit, lambda _: 30, limit, ahead):
            assert future.result() == number
            with lock:
                under_way -= 1
    assert highest == most


@pytest.mark.parametrize(("on_a_gpu", "expected"), [(True, 1), (False, 3)])
def test_a_network_takes_one_file_at_a_time_on_a_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_gpu: bool, expected: int
) -> None:
    monkeypatch.setattr(batch.pipeline, "_is_a_gpu", lambda _device: on_a_gpu)
    monkeypatch.setattr(batch.pipeline, "threads", lambda: 3)
    real, busy, most, calls = batch.files.result_of, 0, 0, 0
    lock, deadline = threading.Lock(), time.monotonic() + 20

    def counted(job: Job, token: Token) -> Result:
        nonlocal busy, most, calls
        with lock:
            busy += 1
            calls += 1
            most = max(most, busy)
            alone = calls == 1
        while not alone and most < expected and time.monotonic() < deadline:
            time.sleep(0.001)
        result = real(replace(job, method="bicubic"), token)
        with lock:
            busy -= 1
        return result

    monkeypatch.setattr(batch.files, "result_of", counted)
    settings = batch.BatchSettings.make("srcnn", 2)
    items, _ = batch.plan([picture(tmp_path / f"{i}.png") for i in range(8)], tmp_path / "out", settings)
    assert not [o.error for o in batch.run(items, settings) if o.error]
    assert most == expected


def test_processes_can_do_it(tmp_path: Path) -> None:
    items, _ = batch.plan([picture(tmp_path / f"{i}.png", 9 * i) for i in range(3)], tmp_path / "out", SETTINGS)
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        outcomes = list(batch.run(items, SETTINGS, executor))
    assert [o.item for o in outcomes] == list(items)
    assert all(item.target.is_file() for item in items)
