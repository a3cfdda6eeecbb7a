"""What is added to a catalogue while the program runs is found everywhere below the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import catalogue_entries as entries
import numpy as np
import pytest
from PIL import Image
from session_work import work

import srviewer
from srviewer import cluster, session_file, upsamplers
from srviewer.__main__ import main
from srviewer.catalogue import Catalogue
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Job
from srviewer.errors import ParameterError
from srviewer.evaluation import benchmark_pair
from srviewer.imaging import degradations
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.picture import Picture
from srviewer.lessons import parse
from srviewer.lessons.lesson import LessonError, Scene, Vocabulary
from srviewer.metrics import curves
from srviewer.reports.formats import FIGURES, TABLES, table_format
from srviewer.reports.sweep_curves import panels
from srviewer.session import Change, Field, Session, State

Add = Callable[[Any, Any], Any]
NAME = "model:Dark 2x"


def lesson(line: str) -> Scene:
    text = f"---\ntitle: T\nnumber: 1\nminutes: 10\npicture: camera\n---\n# One\n{line}\n\nText."
    return parse.parse(text, Path("x.md"), Vocabulary(frozenset(), frozenset(), {})).steps[0].scene


def called(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main(list(map(str, words))) == 0
    return capsys.readouterr().out


def help_of(capsys: pytest.CaptureFixture[str], verb: str) -> str:
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture
def only_the_input() -> Iterator[None]:
    with entries.only_the_input_at_1():
        yield


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.png"
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (24, 32, 3), np.uint8)).save(path)
    return path


def opened(session: Session, seed: int = 0) -> Session:
    """With a picture, and all its work done."""
    session.open(Source(Picture(np.random.default_rng(seed).random((24, 36, 3), np.float32)), "a.png"))
    return work(session)


# -- the catalogue itself ---------------------------------------------------------------------------------------


def test_an_entry_that_cannot_be_added_changes_nothing(added: Add) -> None:
    added(upsamplers, entries.method())
    before = upsamplers.known()
    for name, slug, why in (
        (NAME, "", "a method 'model:Dark 2x' exists already"),
        ("other", "model_dark_2x", "a method 'model_dark_2x' exists already"),
        ("truth", "", "no method can be called 'truth'"),
    ):
        with pytest.raises(ParameterError, match=why):
            upsamplers.register(entries.method(name, slug=slug))
    for wrong in ({"scales": (5,)}, {"scales": ()}, {"slug": "../x"}):
        with pytest.raises(ParameterError):
            entries.method("other", **wrong)
    with pytest.raises(ParameterError, match="unknown method 'gone'"):
        upsamplers.remove("gone")
    assert upsamplers.known() == before


def test_listeners_are_told_and_held_weakly() -> None:
    class Ear:
        heard = 0

        def hear(self, _nothing: None) -> None:
            Ear.heard += 1

    names: Catalogue[curves.Plot] = Catalogue("plot", entries.PLOT)
    ear = Ear()
    names.subscribe(ear.hear)
    names.remove("sums")
    names.register(entries.PLOT)
    del ear
    names.remove("sums")
    assert Ear.heard == 2
    assert (len(names), list(names), names.find("sums")) == (0, [], None)


# -- a method -----------------------------------------------------------------------------------------------------


def test_a_method_is_found_in_python(added: Add) -> None:
    lr = np.full((6, 8, 3), 200, np.uint8)
    with pytest.raises(ParameterError, match="unknown method"):
        srviewer.upscale(lr, method=NAME, scale=2)
    added(upsamplers, entries.method())
    assert srviewer.methods()[-1] == NAME
    assert (srviewer.upscale(lr, method=NAME, scale=2) == 100).all()
    with pytest.raises(ParameterError, match="Dark supports ×2, not ×3"):
        srviewer.upscale(lr, method=NAME, scale=3)


def test_a_method_is_found_on_the_command_line(
    added: Add, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added(upsamplers, entries.method())
    assert NAME in help_of(capsys, "upscale")
    last = json.loads(called(capsys, "methods", "--json"))["methods"][-1]
    assert (last["name"], last["scales"], last["slug"]) == (NAME, [2], "model_dark_2x")
    assert "--scale 2" in called(capsys, "methods")
    called(capsys, "upscale", photo, "--method", NAME, "--scale", 2, "--output-dir", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a_model_dark_2x_x2.png"]
    numbers = tmp_path / "n.json"
    words = ("--hr", photo.parent, "--scale", 2, "--methods", NAME, "--json", numbers, "--save-dir", tmp_path / "s")
    called(capsys, "evaluate", *words)
    assert json.loads(numbers.read_text())["methods"][NAME]["psnr_y"] > 0
    assert (tmp_path / "s" / "model_dark_2x" / "a.png").is_file()
    for verb in (
        ("upscale", photo, "--method", NAME, "--output", tmp_path / "b.png"),
        ("evaluate", "--hr", photo.parent, "--methods", NAME),
        ("compare", photo, "--methods", NAME, "--output", tmp_path / "b.png"),
    ):
        assert main([*map(str, verb), "--scale", "4"]) == 2
        assert capsys.readouterr().err == "srviewer: Dark supports ×2, not ×4\n"


def test_a_method_is_found_in_lessons_sessions_and_files(added: Add, tmp_path: Path) -> None:
    session = opened(Session(Comparison(mode="benchmark", scale=2, panes=(Pane.of("bicubic"),))))
    heard: list[Change] = []
    session.subscribe(heard.append)
    added(upsamplers, entries.method())
    assert heard == [Change.of(Field.KNOWN)]
    mine = lesson(f"panes: {NAME}").comparison.panes[0]
    session.edit(panes=(Pane.of("bicubic"), mine), selected=1)
    assert work(session).outcome(mine).state is State.DONE
    saved = session_file.describe(session, session_file.SavedView())()
    assert saved.methods[NAME] == "ab" * 32
    assert session_file.loads(session_file.dumps(saved)).comparison == session.comparison
    before = session.comparison
    session.edit(scale=3)
    failed = work(session).outcome(mine)
    assert (failed.state, failed.message) == (State.FAILED, "Dark supports ×2, not ×3")
    upsamplers.remove(NAME)
    assert session.comparison.panes == (Pane.of("bicubic"),)
    assert session.comparison.selected == 0
    session.restore(before)
    assert session.comparison.panes == (Pane.of("bicubic"),), "undo does not bring back what is gone"
    missing = session_file.missing_models(session_file.loads(session_file.dumps(saved)))
    assert missing == {NAME: "ab" * 32}, "it opens, and says which"


def test_another_file_under_the_same_name_is_another_result(added: Add) -> None:
    picture = Picture(np.zeros((4, 4, 3), np.float32))
    added(upsamplers, entries.method())
    key, identity = Job.make(picture, NAME, 2).key, cluster.identity((NAME,), 2)
    upsamplers.remove(NAME)
    other = entries.method()
    object.__setattr__(other, "checksum", "cd" * 32)
    added(upsamplers, other)
    assert Job.make(picture, NAME, 2).key != key
    assert "its methods model:Dark 2x are not the ones here" in cluster.difference(
        cluster.identity((NAME,), 2), identity
    )


def test_why_a_method_cannot_run_is_its_own(added: Add) -> None:
    added(upsamplers, entries.method(check=lambda: "the file is gone", learned=True))
    assert upsamplers.unavailable_reason(NAME) == "the file is gone"


# -- scale 1 ------------------------------------------------------------------------------------------------------


def test_scale_1_is_there_once_a_method_does_it(
    only_the_input: None, added: Add, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("upscale", str(photo), "--method", "clean", "--scale", "1", "--output", str(tmp_path / "c.png"))
    assert main(list(words)) == 2
    assert "unknown method 'clean'" in capsys.readouterr().err
    added(upsamplers, entries.method("clean", (1, 2)))
    assert upsamplers.scales() == (1, 2, 3, 4, 8)
    assert main(list(words)) == 0
    with Image.open(tmp_path / "c.png") as made:
        assert made.size == (32, 24)


def test_scale_1_in_a_comparison(only_the_input: None, added: Add) -> None:
    added(upsamplers, entries.method("clean", (1,)))
    clean, bicubic = Pane.of("clean"), Pane.of("bicubic")
    session = opened(Session(Comparison(mode="benchmark", scale=2, panes=(bicubic, clean))))
    session.edit(scale=1)
    assert session.comparison.degradation == "jpeg:75", "bicubic shrinks: what need not takes its place"
    work(session)
    assert session.lr.pixels.shape == session.truth.pixels.shape == (24, 36, 3)
    assert not np.array_equal(session.lr.pixels, session.truth.pixels)
    measures = session.outcome(clean).measures
    assert measures.values["psnr_y"] > 0
    assert "consistency" not in measures.values
    assert session.outcome(bicubic).message == "Bicubic supports ×2, ×3, ×4 and ×8, not ×1"
    session.edit(mode="upscale")
    work(session)
    assert session.outcome(clean).result.pixels.shape == (24, 36, 3)


# -- a degradation ------------------------------------------------------------------------------------------------


def test_a_degradation_is_found_everywhere(
    added: Add, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added(degradations.KINDS, entries.FADE)
    for verb in ("evaluate", "compare"):
        assert "noise:S, fade:P" in help_of(capsys, verb)
    with pytest.raises(ParameterError, match=r"noise:S, fade:P\)"):
        parse_degradation("fog")
    with pytest.raises(ParameterError, match="fade:P: expected a whole number from 0 to 90 as in fade:50"):
        parse_degradation("fade:1.5")
    assert parse_degradation("fade:20").words == "faded (Fading, in per cent: 20)"
    truth, lr = benchmark_pair(Picture(np.ones((8, 8), np.float32)), 2, "fade:20")
    np.testing.assert_allclose(lr.pixels, 0.8 * truth.pixels[::2, ::2])
    with pytest.raises(ParameterError, match="faded exists at ×2 and ×4, not at ×3"):
        benchmark_pair(truth, 3, "fade:20")
    assert lesson("degradation: fade:20").comparison.degradation == "fade:20"
    numbers = tmp_path / "n.json"
    words = ("--hr", photo.parent, "--scale", 2, "--methods", "bicubic", "--degradation", "fade:10,fade:80")
    called(capsys, "evaluate", *words, "--json", numbers)
    swept = json.loads(numbers.read_text())["degradations"]
    assert swept["fade:10"]["methods"]["bicubic"]["psnr_y"] > swept["fade:80"]["methods"]["bicubic"]["psnr_y"]
    (panel,) = panels({how: {"bicubic": 1.0} for how in swept})
    assert (panel.title, panel.strengths) == ("Fading (%)", (10.0, 80.0))
    session = opened(Session(Comparison(mode="benchmark", degradation="fade:30", panes=())))
    assert session.lr is not None
    degradations.KINDS.remove("fade")
    assert session.comparison.degradation == "bicubic"
    with pytest.raises(ParameterError, match="unknown degradation"):
        Comparison(degradation="fade:30")


# -- a plot, export formats ---------------------------------------------------------------------------------------


def test_a_plot_is_found_in_lessons(added: Add) -> None:
    with pytest.raises(LessonError, match="no plot 'sums'"):
        lesson("plot: sums")
    added(curves.PLOTS, entries.PLOT)
    assert lesson("plot: sums").plot == "sums"
    assert curves.plot_of("sums") is entries.PLOT


def test_a_figure_format_is_found_on_the_command_line(
    added: Add, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("compare", photo, "--scale", 2, "--methods", "bicubic", "--output", tmp_path / "b.LST")
    assert main(list(map(str, words))) == 2
    assert "b.LST: expected a name that ends in .png, .svg, .pdf, .html" in capsys.readouterr().err
    added(FIGURES, entries.FIGURE)
    assert "FIGURE.png|.svg|.pdf|.html|.lst" in help_of(capsys, "compare")
    called(capsys, *words)
    assert (tmp_path / "b.LST").read_text() == "Bicubic ×2\nTruth"


def test_a_table_format_is_found_by_its_ending(added: Add) -> None:
    assert table_format(Path("a.org")).name == "CSV"
    added(TABLES, entries.TABLE)
    assert table_format(Path("a.ORG")).name == "Org"
