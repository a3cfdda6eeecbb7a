"""x1 is a scale like the others: the input beside what cleans it up, degraded without shrinking, in both modes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import catalogue_entries as entries
import numpy as np
import pytest
from PIL import Image
from session_work import work

from srviewer import readings, session_file, upsamplers
from srviewer.__main__ import main
from srviewer.compared import LR, TRUTH, Comparison, Pane, Source
from srviewer.evaluation import measure_part
from srviewer.imaging import degradations
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.reports.contact_sheet import before
from srviewer.session import Session

INPUT = Pane.of("input")


@pytest.fixture
def clean() -> Iterator[Pane]:
    with entries.only_the_input_at_1():
        upsamplers.register(entries.method("clean", (1,)))
        yield Pane.of("clean")
        upsamplers.remove("clean")


def opened(comparison: Comparison) -> Session:
    pixels = np.random.default_rng(3).random((33, 40, 3), np.float32)
    session = Session(comparison)
    session.open(Source(Picture(np.round(pixels * 255) / 255), "a.png"))
    return session


def test_going_to_1_and_back_changes_panes_and_degradation(clean: Pane) -> None:
    bicubic, dasr = Pane.of("bicubic"), Pane.of("dasr", gain=0.5)
    session = opened(Comparison("benchmark", 3, "box", (bicubic, dasr, Pane(TRUTH), Pane(LR)), selected=1))
    session.choose_scale(1)
    c = session.comparison
    assert (c.scale, c.panes, c.pane, c.degradation) == (1, (INPUT, clean, Pane(TRUTH)), clean, "jpeg:75")
    session.edit(degradation="noise:5", panes=(INPUT, Pane(TRUTH)), selected=0)
    session.choose_scale(2)
    c = session.comparison
    assert (c.scale, c.panes, c.degradation) == (2, (bicubic, dasr, Pane(LR), Pane(TRUTH)), "box")
    session.choose_mode(Mode.UPSCALE)
    session.choose_scale(1)
    assert (session.comparison.panes, session.comparison.degradation) == ((INPUT,), "noise:5"), "as it was left"


def test_a_picture_that_is_opened_at_1_has_the_panes_of_1(clean: Pane) -> None:
    session = opened(Comparison())
    session.open(Source(Picture(np.zeros((9, 8), np.float32)), "b.png"), scale=1)
    assert session.comparison.panes == (INPUT, clean)
    session.open(Source(Picture(np.zeros((9, 8), np.float32)), "b.png"), scale=4)
    assert session.comparison.panes == Comparison().panes


def test_a_benchmark_measures_the_input_as_what_cleans_it(clean: Pane) -> None:
    panes = (INPUT, clean, Pane.of("bicubic"), Pane(TRUTH))
    session = work(opened(Comparison("benchmark", 1, "noise:10", panes)))
    assert session.lr_words == "Input by white noise (Noise, of 255: 10)"
    result = session.outcome(INPUT).result
    np.testing.assert_array_equal(result.pixels, np.rint(session.lr.pixels * 255))
    assert session.truth.pixels.shape == (33, 40, 3), "nothing is cropped"
    found = readings.of_session(session)
    assert found[INPUT]["psnr_y"].best
    assert 10 < found[INPUT]["psnr_rgb"].value < 30
    assert not any("consistency" in row for row in found.values())
    assert "consistency" not in measure_part(result, session.lr, session.truth, result.place).values
    assert session.outcome(panes[2]).message == "Bicubic supports ×2, ×3, ×4 and ×8, not ×1"


def test_upscale_takes_the_picture_itself_and_has_no_numbers(clean: Pane) -> None:
    session = work(opened(Comparison("upscale", 1, panes=(INPUT, clean))))
    np.testing.assert_array_equal(session.lr.pixels, session.source.picture.pixels)
    assert session.lr_words == ""
    assert session.outcome(clean).result.pixels.shape == (33, 40, 3)
    assert all(not row for row in readings.of_session(session).values())
    assert not session.outcome(clean).measures.values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("jpeg:40", "JPEG (JPEG quality: 40)"),
        ("noise:5", "white noise (Noise, of 255: 5)"),
        ("gaussian:2", "Gaussian blur (Blur, in pixels: 2)"),
    ],
)
def test_kinds_that_need_not_shrink_say_so(text: str, words: str) -> None:
    assert parse_degradation(text).words_at(1) == words
    assert parse_degradation(text).words_at(4) == parse_degradation(text).words
    assert "bicubic" in parse_degradation(text).words


def test_what_is_said_of_the_truth() -> None:
    assert [before(scale) for scale in (1, 2)] == ["before it was degraded", "before it was shrunk"]
    assert {"gaussian", "jpeg", "noise"} <= {k.name for k in degradations.KINDS if 1 in k.scales}


def test_a_saved_comparison_at_1(clean: Pane) -> None:
    session = opened(Comparison("benchmark", 1, "gaussian:1", (INPUT, clean, Pane(TRUTH))))
    saved = session_file.loads(session_file.dumps(session_file.describe(session, session_file.SavedView())()))
    assert saved.comparison == session.comparison
    session.choose_scale(2)
    session.resume(session.source, saved.comparison, {})
    session.choose_scale(4)
    assert session.comparison.panes == (*Comparison().panes, Pane(TRUTH)), "what was left before is another's"


# -- the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.png"
    Image.fromarray(np.random.default_rng(1).integers(90, 160, (24, 32, 3), np.uint8)).save(path)
    return path


def test_evaluate_at_1(clean: Pane, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = tmp_path / "n.json"
    words = ["evaluate", "--hr", str(photo.parent), "--scale", "1", "--json", str(numbers), "--overwrite"]
    assert main([*words, "--methods", "input,clean"]) == 0
    first = json.loads(numbers.read_text())["methods"]
    assert first["input"]["psnr_y"] > first["clean"]["psnr_y"]
    assert "consistency" not in first["input"]
    assert main([*words, "--methods", "input", "--degradation", "jpeg:75,jpeg:5"]) == 0
    swept = json.loads(numbers.read_text())["degradations"]
    assert swept["jpeg:75"]["methods"]["input"] == first["input"], "which is what is taken at x1"
    assert swept["jpeg:5"]["methods"]["input"]["psnr_y"] < first["input"]["psnr_y"]
    capsys.readouterr()
    for more, why in (
        (("--degradation", "box", "--methods", "input"), "exists at ×2, ×3, ×4 and ×8, not at ×1"),
        (("--methods", "srcnn"), "SRCNN supports ×2, ×3, ×4 and ×8, not ×1"),
        (("--metrics", "consistency"), "--metrics: at x1 nothing was enlarged, and so there is no consistency"),
    ):
        assert main([*words, *more])
        assert why in capsys.readouterr().err


def test_compare_at_1(clean: Pane, photo: Path, tmp_path: Path) -> None:
    for mode, title in (("benchmark", "against the truth, input by jpeg:75"), ("upscale", "cleaned up")):
        page = tmp_path / f"{mode}.html"
        words = ["compare", str(photo), "--scale", "1", "--methods", "input,clean", "--mode", mode]
        assert main([*words, "--output", str(page)]) == 0
        assert f"<h1>a.png ×1, {title}</h1>" in page.read_text(encoding="utf-8")


def test_upscale_says_which_method_it_takes(
    clean: Pane, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for scale, size in ((1, (32, 24)), (2, (64, 48))):
        target, best = tmp_path / f"{scale}.png", upsamplers.best(scale)
        assert main(["upscale", str(photo), "--scale", str(scale), "--output", str(target)]) == 0
        assert f"srviewer: by {best.name} ({best.title})" in capsys.readouterr().err
        with Image.open(target) as made:
            assert made.size == size
    words = ["upscale", str(photo), "--scale", "1", "--method", "bicubic", "--output", str(tmp_path / "b.png")]
    assert main(words) == 2
    assert "Bicubic supports ×2, ×3, ×4 and ×8, not ×1" in capsys.readouterr().err
