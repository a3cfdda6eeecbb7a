"""Lessons are read strictly, their formulae are fresh, and their distortions do as much harm as they say."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from srviewer import paths
from srviewer.compared import Pane
from srviewer.errors import ParameterError
from srviewer.lessons import formulae, parse, pictures
from srviewer.lessons.lesson import Distorted, LessonError, Point, Vocabulary
from srviewer.metrics.peak_signal_noise_ratio import psnr

WORDS = Vocabulary(
    frozenset(("side by side", "wipe", "difference")),
    frozenset(("mode", "scale")),
    {"wavelet": {"levels": frozenset("12345"), "of": None}, "shift": {}},
)
HEAD = "---\ntitle: T\nnumber: 1\nminutes: 10\npicture: camera\n---\n"


def lesson(steps: str, head: str = HEAD) -> parse.Lesson:
    return parse.parse(head + steps, Path("x.md"), WORDS)


def test_a_step_is_whole_and_keeps_what_the_one_before_said() -> None:
    read = lesson(
        "# One\nmode: upscale\nscale: x3\npanes: bicubic, dasr (wavelet haar, gain 0.5)\nselect: 2\ncompare: wipe\n"
        "against: 1\nzoom: 250 %\ncentre: 40 50\npoint: pane 2\npoint: region 1 2 3 4\n\nText.\n"
        "# Two\nlook: inside wavelet\nset: levels 3, of dasr\n\nText.\n"
        "# Three\nset: levels 1\nopen: stripes vertical 8\ndistort: noise 20\n\nText.\n"
        "# Four\nlook: panes\nzoom: fit\n\nText.\n"
    )
    one, two, three, four = (step.scene for step in read.steps)
    assert one.comparison.panes == (Pane.of("bicubic"), Pane.of("dasr", wavelet="haar", gain=0.5))
    assert (one.comparison.mode, one.comparison.scale, one.comparison.selected) == ("upscale", 3, 1)
    assert (one.view, one.against, one.zoom, one.centre) == ("wipe", 0, 2.5, (40, 50))
    assert one.points == (Point("pane", numbers=(2,)), Point("region", numbers=(1, 2, 3, 4)))
    assert two.comparison == one.comparison
    assert two.points == ()
    assert (two.page, two.settings) == ("wavelet", {"levels": "3", "of": "dasr"})
    assert three.settings == {"levels": "1", "of": "dasr"}
    assert (three.opened, three.distorted) == ("stripes vertical 8", Distorted("noise", 20))
    assert (four.page, four.settings, four.zoom, four.centre) == ("", {}, None, None)
    assert [step.line for step in read.steps] == [7, 20, 25, 31]


def test_a_question_is_asked_once_and_its_answer_shown_later() -> None:
    read = lesson("# One\nask: where\n\nText.\n# Two\n\nText.\n# Three\nask: where\n\nText.")
    assert [step.ask for step in read.steps] == ["where", "", "where"]
    assert [read.asks(index) for index in range(3)] == [True, False, False]
    with pytest.raises(parse.LessonError, match="line 8: a question has a name of letters"):
        lesson("# One\nask: Where?\n\nText.")


def test_results_stand_beside_and_begin_anew() -> None:
    read = lesson(
        "# One\npanes: truth\nresult: noise 26 dB as Noise\nresult: blur 26 dB\n\nText.\n"
        "# Two\nresult: jpeg 30 as J\npanes: none\nplot: plane\n\nText.\n# Three\nresult: none\npanes: dasr\n\nText."
    )
    names = [[p.param("name") for p in step.scene.comparison.panes if p.is_own] for step in read.steps]
    assert names == [["Noise", "blur 26 dB"], ["J"], []]
    assert [len(step.scene.comparison.panes) for step in read.steps] == [3, 1, 1]
    assert [(step.scene.side, step.scene.plot) for step in read.steps[:2]] == [("methods", "row"), ("plots", "plane")]
    assert read.steps[0].scene.results[0] == Distorted("noise", 26, True, "Noise")


@pytest.mark.parametrize(
    ("steps", "line", "why"),
    [
        ("", 6, "at least one step"),
        ("stray\n# One\n\nText.", 7, "begins with a line '# Heading'"),
        ("# One\nText at once.", 8, "key: value"),
        ("# One\nscale: 5\n\nText.", 8, "scale 0|scale 5"),
        ("# One\nmode: faster\n\nText.", 8, "mode 'faster'"),
        ("# One\nopen: /etc/passwd\n\nText.", 8, "no picture '/etc/passwd'"),
        ("# One\nopen: stripes vertical 1\n\nText.", 8, "2 to 128"),
        ("# One\nrun: rm\n\nText.", 8, "there is no 'run'"),
        ("# One\nmode:\n\nText.", 8, "has no value"),
        ("# One\nmode: upscale\nmode: benchmark\n\nText.", 9, "twice"),
        ("# One\npanes: magic\n\nText.", 8, "magic"),
        ("# One\npanes: dasr (gain 99)\n\nText.", 8, "gain=99"),
        ("# One\npanes: own\n\nText.", 8, "there is no pane 'own'"),
        ("# One\nmode: upscale\npanes: truth\n\nText.", 7, "no truth"),
        ("# One\nlook: inside engine\n\nText.", 8, "no page of Look inside 'engine'"),
        ("# One\nset: levels 3\n\nText.", 8, "'look: inside NAME'"),
        ("# One\nlook: inside wavelet\nset: levels 9\n\nText.", 9, "no levels '9'"),
        ("# One\nlook: inside wavelet\nset: speed 9\n\nText.", 9, "has no 'speed'"),
        ("# One\nlook: inside shift\npoint: control levels\n\nText.", 7, "has no 'levels'"),
        ("# One\npoint: door\n\nText.", 8, "part of the window"),
        ("# One\npoint: pane 4\n\nText.", 7, "no pane 4"),
        ("# One\npoint: band LL 1\n\nText.", 7, "on a page of Look inside"),
        ("# One\nplot: taste\n\nText.", 8, "no plot 'taste'"),
        ("# One\npanes: none\n\nText.", 7, "1 to 6 panes, not 0"),
        ("# One\nzoom: nan\n\nText.", 8, "zoom in per cent"),
        ("# One\ndistort: noise 9000\n\nText.", 8, "amount"),
        ("# One\ndistort: fire 9\n\nText.", 8, "no distortion"),
        ("# One\n", 7, "no text"),
        ("# One\n\nIt costs $5.", 7, "left open"),
        ("# One\n\n\x1b[31m", 9, "control character"),
        ("# One\n\n" + "x" * 9000, 7, "at most 8000"),
        ("# One\n\nText.\n" * 61, 187, "at most 60 steps"),
    ],
)
def test_errors_name_file_and_line(steps: str, line: int, why: str) -> None:
    with pytest.raises(LessonError, match=why) as caught:
        lesson(steps)
    assert str(caught.value).startswith(f"x.md, line {line}: ")


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("title: T\n", "first line is '---'"),
        ("---\ntitle: T\n", "a line '---' is missing|expected a line"),
        ("---\ntitle: T\nnumber: 1\nminutes: 10\n---\n", "lacks 'picture'"),
        ("---\ntitle: T\nnumber: x\nminutes: 10\npicture: camera\n---\n", "whole number"),
        ("---\ntitle: T\ntitle: T\n---\n", "each once"),
        ("---\ntitle: T\nnumber: 1\nminutes: 10\npicture: none\n---\n", "no picture 'none'"),
    ],
)
def test_a_wrong_head_is_refused(head: str, why: str) -> None:
    with pytest.raises(LessonError, match=why):
        lesson("# One\n\nText.", head)


def test_files_that_are_no_lesson(tmp_path: Path) -> None:
    large, binary = tmp_path / "large.md", tmp_path / "binary.md"
    large.write_bytes(b"x" * (parse.LARGEST + 1))
    binary.write_bytes(b"---\n\xff\xfe")
    for path, why in ((large, "at most 256 KB"), (binary, "UTF-8"), (tmp_path / "none.md", "No such file")):
        with pytest.raises(LessonError, match=why):
            parse.read(path, WORDS)


def test_formulae_are_found_and_code_is_left_alone() -> None:
    text = r"It is $a_1$, `$b$`, \$5 and $$c = d$$."
    assert [(f.latex, f.display) for f in formulae.of_text(text)] == [("a_1", False), ("c = d", True)]
    assert formulae.replaced(text, lambda f: "F") == r"It is F, `$b$`, \$5 and F."


@pytest.fixture
def typeset() -> ModuleType:
    spec = importlib.util.spec_from_file_location("typeset", paths.resources() / "lessons" / "typeset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_formula_is_drawn_and_nothing_else(typeset: ModuleType) -> None:
    assert set(typeset.wanted()) == {path.name for path in formulae.folder().glob("*.svg")}
    for name in typeset.wanted():
        found = formulae.drawn(name)
        assert found is not None
        assert found.depth < found.height < 60
        assert "currentColor" in found.svg
        assert "<use" not in found.svg


def test_formulae_are_fresh(typeset: ModuleType) -> None:
    pytest.importorskip("ziamath")
    for name, formula in typeset.wanted().items():
        assert (formulae.folder() / name).read_text(encoding="utf-8") == typeset.svg(formula), "run typeset.py"


@pytest.mark.parametrize("name", ["../1.svg", "/etc/passwd", "d0123456789abcdef.svg", "file:///etc/passwd"])
def test_no_other_file_is_a_formula(name: str) -> None:
    assert formulae.drawn(name) is None


@pytest.mark.parametrize(
    ("kind", "off"),
    [("noise", 0.05), ("specks", 0.05), ("blur", 0.05), ("brighter", 0.1), ("flatter", 0.1), ("jpeg", 0.5)],
)
def test_distortions_of_equal_psnr(kind: str, off: float) -> None:
    pixels = pictures.picture_of("text").pixels
    assert psnr(pictures.distort(pixels, Distorted(kind, 26, True)), pixels) == pytest.approx(26, abs=off)


def test_stripes() -> None:
    upright = pictures.stripes("vertical", 8)
    assert np.array_equal(upright, pictures.stripes("horizontal", 8).T)
    assert upright[0, :9].tolist() == pytest.approx([0.8] * 4 + [0.2] * 4 + [0.8])
    with pytest.raises(ParameterError, match="no picture"):
        pictures.picture_of("../secret")
