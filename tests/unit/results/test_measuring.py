"""Results of folders: the numbers of the metrics, kept by the files' contents."""

from __future__ import annotations

import contextlib
import math
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import metrics
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, ParameterError
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair
from srviewer.phrase import Phrase
from srviewer.results.folders import columns_of, plan, scale_of, truth_among
from srviewer.results.measuring import How, cells_of, measured
from srviewer.results.store import Store

METRICS = tuple(metrics.get(name) for name in ("psnr_y", "psnr_rgb", "ssim_y"))
HOW = How(2, METRICS)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    chance = np.random.default_rng(2)
    for name in ("hr", "a", "b"):
        (tmp_path / name).mkdir()
    for number in range(6):
        truth = chance.integers(0, 256, (24, 32, 3)).astype(np.uint8)
        Image.fromarray(truth).save(tmp_path / f"hr/p{number}_HR.png")
        for folder, spread in (("a", 4), ("b", 9)):
            noisy = np.clip(truth + chance.normal(0, spread, truth.shape), 0, 255).astype(np.uint8)
            Image.fromarray(noisy).save(tmp_path / f"{folder}/p{number}_x2_SR.png")
    return tmp_path


def rows_of(folders: Path) -> tuple:
    return plan(folders / "hr", {"A": folders / "a", "B": folders / "b"}, 2).rows


def test_the_numbers_are_those_of_the_python_functions(folders: Path) -> None:
    found = {row.name: cells for row, cells in measured(rows_of(folders), HOW, threads=2)}
    assert sorted(found) == [f"p{n}_HR" for n in range(6)]
    for name, cells in found.items():
        truth = np.asarray(Image.open(folders / f"hr/{name}.png"))
        for column, cell in cells.items():
            result = np.asarray(Image.open(folders / f"{column.lower()}/{name[:2]}_x2_SR.png"))
            assert cell.measures.values["psnr_y"] == pytest.approx(metrics.psnr(result, truth, crop_border=2), abs=1e-4)
            assert cell.measures.values["ssim_y"] == pytest.approx(metrics.ssim(result, truth, crop_border=2), abs=1e-6)
            assert cell.notices == ()


def counting(asked: list[float], name: str = "psnr_y") -> Metric:
    """A metric that adds what it gave to `asked`."""

    def measure(pair: Pair) -> float | None:
        value = metrics.get(name).measure(pair)
        asked.append(value)
        return value

    return replace(metrics.get(name), function=measure)


def test_what_was_measured_is_kept_until_a_file_changes(folders: Path) -> None:
    rows, path, asked = rows_of(folders), folders / "cache/numbers.sqlite", []
    how = How(2, (counting(asked), *METRICS[1:]))
    store = Store(path)
    first = {row.name: cells for row, cells in measured(rows, how, store, threads=1)}
    store.close()
    assert len(asked) == 12
    store = Store(path)
    assert {row.name: cells for row, cells in measured(rows, how, store, threads=1)} == first
    assert len(asked) == 12, "nothing is measured twice"
    (folders / "a/p0_x2_SR.png").write_bytes((folders / "b/p0_x2_SR.png").read_bytes())
    again = {row.name: cells for row, cells in measured(rows, how, store, threads=1)}
    assert len(asked) == 12
    assert again["p0_HR"]["A"] == again["p0_HR"]["B"] == first["p0_HR"]["B"]
    list(measured(rows[:1], replace(how, border=5), store, threads=1))
    assert len(asked) == 13, "another border is measured anew; A and B are the same file now"
    store.close()


def test_what_is_said_of_a_result_is_kept_in_every_language(folders: Path) -> None:
    """A text from the store is a phrase as it was, and what failed is tried again."""
    truth = np.asarray(Image.open(folders / "hr/p0_HR.png"))
    Image.fromarray(truth[..., 0]).save(folders / "a/p0_x2_SR.png")
    asked: list[float] = []

    def fails(_pair: Pair) -> float:
        asked.append(0)
        raise ParameterError("no number")

    how, store = How(2, (replace(METRICS[0], function=fails), METRICS[1])), Store(folders / "n.sqlite")
    first, second = (next(measured(rows_of(folders)[:1], how, store, threads=1))[1]["A"] for _ in range(2))
    assert first == second
    assert first.measures.missing == {"psnr_y": "no number"}
    assert len(asked) == 4, "two columns, twice"
    for scores in (first, second):
        (notice,) = scores.notices
        assert isinstance(notice, Phrase)
        assert (notice.template, notice.values) == ("brought to {kind}, as the truth is", {"kind": "colour"})
        assert isinstance(notice.values["kind"], Phrase)
    store.close()


def test_identical_and_impossible_and_damaged_ones(folders: Path) -> None:
    (folders / "a/p0_x2_SR.png").write_bytes((folders / "hr/p0_HR.png").read_bytes())
    (folders / "a/p1_x2_SR.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    Image.new("RGB", (9, 9)).save(folders / "a/p2_x2_SR.png")
    found = {row.name: cells["A"] for row, cells in measured(rows_of(folders), HOW)}
    assert found["p0_HR"].measures.values["psnr_y"] == math.inf
    assert "damaged or incomplete" in found["p1_HR"].error
    assert found["p2_HR"].error == "it has 9 × 9 pixels, the truth 32 × 24"
    (folders / "hr/p3_HR.png").unlink()
    _, cells = cells_of(rows_of_gone(folders), HOW, None, Token())
    assert all("cannot be read" in cell.error for cell in cells.values())


def rows_of_gone(folders: Path):
    from srviewer.results.folders import PictureRow

    return PictureRow("p3", folders / "hr/p3_HR.png", {"A": folders / "a/p3_x2_SR.png"})


def test_what_is_identical_survives_the_store(folders: Path) -> None:
    (folders / "a/p0_x2_SR.png").write_bytes((folders / "hr/p0_HR.png").read_bytes())
    store, rows = Store(folders / "n.sqlite"), rows_of(folders)[:1]
    first, second = (next(measured(rows, HOW, store))[1]["A"] for _ in range(2))
    assert first == second
    assert second.measures.values["psnr_y"] == math.inf
    store.close()


def test_a_cancel_keeps_what_was_measured(folders: Path) -> None:
    token, store = Token(), Store(folders / "n.sqlite")
    steps = measured(rows_of(folders), HOW, store, token, threads=1)
    next(steps)
    token.cancel()
    with pytest.raises(CancelledError):
        list(steps)
    store.close()
    with sqlite3.connect(folders / "n.sqlite") as kept:
        assert kept.execute("select count(*) from numbers").fetchone()[0] >= 8
    kept.close()


def test_a_damaged_store_is_begun_anew(folders: Path) -> None:
    (folders / "n.sqlite").write_bytes(b"this is no database" * 100)
    store = Store(folders / "n.sqlite")
    list(measured(rows_of(folders)[:1], HOW, store))
    store.close()


def test_two_processes_may_keep_numbers_at_once(folders: Path) -> None:
    """Each number is written when it is there: none waits for the other to be done."""
    mine, other = (Store(folders / "n.sqlite") for _ in range(2))
    rows, asked = rows_of(folders)[:1], []
    how = How(2, (counting(asked),))
    for store in (mine, other, mine):
        list(measured(rows, how, store, threads=1))
    list(measured(rows, replace(how, border=5), other, threads=1))
    assert len(asked) == 2 + 2, "what one has kept the other finds"
    mine.close()
    other.close()


def test_what_cannot_be_kept_is_measured_all_the_same(folders: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, rows = Store(folders / "n.sqlite"), rows_of(folders)[:1]
    with contextlib.closing(sqlite3.connect(folders / "n.sqlite")) as another:
        another.execute("drop table numbers")
    first, second = (next(measured(rows, HOW, store, threads=1))[1]["A"] for _ in range(2))
    assert first == second == next(measured(rows, HOW))[1]["A"]
    assert "numbers are not kept" in caplog.text
    store.close()


def test_what_does_not_match_is_said(folders: Path) -> None:
    (folders / "a/p0_x2_SR.png").unlink()
    Image.new("L", (4, 4)).save(folders / "b/other.png")
    found = plan(folders / "hr", {"A": folders / "a", "B": folders / "b"}, 2)
    assert found.problems == ("A: no result: p0_HR", "B: no truth: other")
    assert all(isinstance(text, Phrase) for text in found.problems)
    assert len(found.rows) == 6
    (folders / "empty").mkdir()
    with pytest.raises(ParameterError, match="no pictures in the folder"):
        plan(folders / "hr", {"E": folders / "empty"}, 2)


def test_of_two_files_of_one_name_one_is_not_used_and_that_is_said(folders: Path) -> None:
    twice = next((folders / "hr").iterdir())
    Image.open(twice).save(twice.with_suffix(".tiff"))
    Image.open(twice).save(twice.with_suffix(".bmp"))
    found = plan(folders / "hr", {"A": folders / "a"}, 2)
    first, *others = sorted(path.name for path in (folders / "hr").glob(f"{twice.stem}.*"))
    assert {row.truth.name for row in found.rows if row.truth.stem == twice.stem} == {first}
    assert str(found.problems[0]) == f"hr: not used, another file has the same name: {' and '.join(others)}"


def test_folders_by_name(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("x/SRCNN", "y/SRCNN", "GT")]
    assert list(columns_of(places[:1])) == ["SRCNN"]
    assert list(columns_of(places[:2])) == ["x/SRCNN", "y/SRCNN"]
    assert truth_among(places) == places[2]
    assert truth_among(places[:2]) is None
    assert scale_of(["a_x2", "b_x4_SR", "c-4x", "d"]) == 4
    assert scale_of(["d"]) is None
