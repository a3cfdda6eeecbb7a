"""Lessons in the window: walked in both languages, given back, presented, printed; and a file that means harm."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.compared import TRUTH, Comparison, Pane
from srviewer.engine.job import Rect
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.features.inside.dasr_page import DasrPage
from srviewer.gui.features.inside.losses_page import LossesPage
from srviewer.gui.features.lessons import parts
from srviewer.gui.features.lessons.document import LessonDocument, formula_image
from srviewer.gui.features.lessons.outline import Outline
from srviewer.gui.features.lessons.panel import TEXT, WIDTH
from srviewer.gui.look import language, theme
from srviewer.gui.window import MainWindow
from srviewer.imaging import samples
from srviewer.lessons import formulae, parse
from srviewer.lessons.lesson import Lesson, Scene
from srviewer.session import Session

STEP_LIMIT = 60000  # ms
HEAD = "---\ntitle: T\nnumber: 1\nminutes: 10\npicture: slanted_edge\n---\n"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    language.install(QCoreApplication.instance(), "en")
    QLocale.setDefault(QLocale.c())


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for a step with all that it asked for: on a machine that does much else, six results take half a minute."""
    with suppress(TimeoutError):
        qtbot.waitUntil(lambda: window.lessons.idle, timeout=STEP_LIMIT)
    assert window.lessons.idle, (
        f"step {window.lessons.index} of {window.lessons.lesson and window.lessons.lesson.title}: "
        f"pending {window.lessons.pending}, errands {window.errands.any_out}, "
        f"panes {[(p.method, o.state) for p, o in window.session.outcomes.items()]}"
    )


def begin(window: MainWindow, folder: Path, steps: str) -> None:
    path = folder / "lesson.md"
    path.write_text(HEAD + steps, encoding="utf-8")
    window.lessons.open(path)
    assert window.lessons.lesson is not None, window.messages.text.text()


def title_of(opened: str) -> str:
    """In the window's language."""
    titles = {sample.name: language.core(sample.title) for sample in samples.names()}
    if opened in titles:
        return titles[opened]
    pattern, direction, period = opened.split()
    if language.tag() != "en":
        return {"vertical": "竖", "horizontal": "横", "diagonal": "斜"}[direction] + f"条纹，周期 {period} 像素"
    return f"{direction} {pattern}, one every {period} pixels"


def check_shown(window: MainWindow, scene: Scene) -> None:
    """What the window shows is what the step says."""
    session = window.session
    assert session.source is not None
    assert session.source.name == title_of(scene.opened)
    assert session.comparison == scene.comparison
    assert window.canvas.way.view == scene.view
    if scene.page:
        page = window.inside.page(window.inside.current)
        assert window.centre.currentWidget() is window.inside
        assert page is window.inside.page(scene.page)
        found = parts.controls_of(page)
        for name, value in scene.settings.items():
            assert parts.stands_at(found[name], value), f"{scene.page}: {name} is not {value}"
    else:
        assert window.centre.currentWidget() is window.comparison
        assert window.canvas.state.look.fitted == (scene.zoom is None)
        if scene.zoom is not None:
            assert window.canvas.zoom == pytest.approx(scene.zoom)
        assert window.body.left_open == (scene.side == "methods")
        if scene.side == "plots":
            assert window.plots.isVisible()
            assert window.plots.kind.currentData() == scene.plot
    places = [parts.place_of(window, window.canvas, point) for point in scene.points]
    assert None not in places
    (outline,) = window.findChildren(Outline)
    outline.look()
    assert outline.places == places
    for point, place in zip(scene.points, places, strict=True):
        if point.kind == "band" and (cells := cells_seen(window)):
            assert place in cells, f"{point.name} is not outlined where it is drawn"


def cells_seen(window: MainWindow) -> list[QRect]:
    """Where in the window the subbands are drawn that follow the panes."""
    plates = [p for p in window.inside.page(window.inside.current).findChildren(Plate) if p.isVisible()]
    return [QRect(p.mapTo(window, c.area.topLeft()), c.area.size()) for p in plates for c in p.cells()]


NUMBERS = range(1, len(parse.files("en")) + 1)


def walk(window: MainWindow, qtbot: QtBot, path: Path) -> Lesson:
    """Next, until there is no further step; what the window shows is looked at every time."""
    window.lessons.open(path)
    lesson = window.lessons.lesson
    assert lesson is not None, window.messages.text.text()
    for index, step in enumerate(lesson.steps):
        settled(qtbot, window)
        assert window.lessons.index == index
        check_shown(window, step.scene)
        assert "$" not in window.lessons.panel.text.toPlainText()
        assert not window.messages.isVisible()
        if step is not lesson.steps[-1]:
            window.lessons.panel.next.click()
    return lesson


@pytest.fixture
def no_networks() -> Iterator[None]:
    """Networks give bicubic's pixels: what they give is looked at below the window, and in the long walks."""
    learned = [method for method in upsamplers.known() if method.learned]
    for method in learned:
        upsamplers.replace(replace(method, target=upsamplers.get("bicubic").target))
    yield
    for method in learned:
        upsamplers.replace(method)


@pytest.mark.usefixtures("no_networks")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(3))
def test_every_step(first: int, window: MainWindow, qtbot: QtBot) -> None:
    """Lessons one after the other: a window, and the pages of every method, are made once for several."""
    for path in parse.files("en")[first::3]:
        walk(window, qtbot, path)
        window.lessons.panel.next.click()
        assert window.lessons.lesson is None, f"{path.stem}: after the last step it is done"
        assert window.session.source is None


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["en", "zh_CN"])
def test_every_step_and_back(name: str, number: int, qapp: QCoreApplication, window: MainWindow, qtbot: QtBot) -> None:
    language.install(qapp, name)
    lesson = walk(window, qtbot, parse.files(name)[number - 1])
    for index in reversed(range(len(lesson.steps))):
        window.lessons.go(index)
        settled(qtbot, window)
        check_shown(window, lesson.steps[index].scene)
    assert window.lessons.index == 0


def test_the_steps_are_the_same_in_every_language(window: MainWindow) -> None:
    """So a walk in one of them shows what the others show."""
    english = parse.files("en")
    for name in ("zh_CN",):
        here = parse.files(name)
        assert [path.name for path in here] == [path.name for path in english]
        for path, original in zip(here, english, strict=True):
            lessons = [parse.read(p, window.lessons.vocabulary) for p in (path, original)]
            assert [s.scene for s in lessons[0].steps] == [s.scene for s in lessons[1].steps], path


def test_lesson_one_is_true(window: MainWindow, qtbot: QtBot) -> None:
    """The texts' figures: where the energy is, step by step."""
    window.lessons.open(parse.files("en")[0])
    shares = {}
    for index, step in enumerate(window.lessons.lesson.steps):
        window.lessons.go(index)
        settled(qtbot, window)
        if step.scene.page:
            answer = window.inside.page("subbands").answer
            shares[step.title] = {f.place[1]: f.share or 0 for f in answer.facts if f.place[0] == 1}
            if step.title == "Take a band away":
                assert 30 < answer.psnr < 40
            if step.title == "The answer":
                assert np.ptp(answer.arrays[1, "LL"][:, 8:-8]) < 1e-5
            if "filters do" in step.title:
                assert np.abs(answer.arrays[1, "HL"]).max() < 1e-6
    assert shares["The stripes are in HL"]["HL"] > 0.999
    assert shares["Turn the stripes"]["LH"] > 0.999
    assert shares["The answer"]["HL"] > 0.999
    slant = shares["Stripes at a slant"]
    assert slant["HH"] == pytest.approx(2 / 3, abs=0.02)
    assert slant["LH"] == pytest.approx(slant["HL"], abs=0.01)
    window.lessons.close()


def shown(window: MainWindow, name: str, qtbot: QtBot, titles: tuple[str, ...]) -> Iterator[str]:
    """Shows steps of an English lesson by their titles, one after the other."""
    window.lessons.open(next(path for path in parse.files("en") if path.stem == name))
    steps = [step.title for step in window.lessons.lesson.steps]
    for title in titles:
        window.lessons.go(steps.index(title))
        settled(qtbot, window)
        yield title
    window.lessons.close()


def psnr_of(window: MainWindow) -> dict[str, float]:
    """PSNR-Y of the panes by method; of several, the last."""
    session = window.session
    panes = [p for p in session.comparison.panes if not p.is_reference]
    return {p.method: session.outcome(p).measures.values["psnr_y"] for p in panes}


@pytest.mark.long  # the same figures are computed below the window in every run: tests/unit/stated
def test_lesson_two_is_true(window: MainWindow, qtbot: QtBot) -> None:
    """What the text says of DASR in decibels is what the page says."""
    page = window.inside.page("dasr")
    assert isinstance(page, DasrPage)
    titles = (
        "A claim",
        "Half a pixel",
        "The first reason, put to the test",
        "The first reason holds",
        "The second reason, put to the test",
        "The ceiling",
        "The answer",
    )
    said, costs = {}, {}
    for title in shown(window, "2-dasr", qtbot, titles):
        if title == "A claim":
            found = psnr_of(window)
            assert (round(found["bicubic"], 2), round(found["dasr"], 2)) == (29.89, 28.78)
            continue
        if title == "Half a pixel":
            page.registration.button("published").click()
            settled(qtbot, window)
        said[title] = float(page.title.text().split()[1])
        texts = {name: label.text().removesuffix(" dB").replace("∞", "inf") for name, label in page.costs.items()}
        costs[title] = {name: float(text) for name, text in texts.items()}
    assert said.pop("Half a pixel") < 28.78 - 1.5
    assert list(said.values()) == [26.49, 30.29, 28.78, 42.09, 28.36]
    assert costs["The ceiling"]["LL"] == math.inf, "with it all four would be the truth's"
    at_2, at_4 = costs["The first reason holds"], costs["The answer"]
    assert max(at_2, key=at_2.__getitem__) == "HL"
    assert min(at_2, key=at_2.__getitem__) == "LL"
    assert max(at_4, key=at_4.__getitem__) == "LL"


@pytest.mark.long  # the same figures are computed below the window in every run: tests/unit/stated
def test_lesson_three_is_true(window: MainWindow, qtbot: QtBot) -> None:
    titles = ("Learned, not designed", "What it has learned", "The answer")
    found = [psnr_of(window) for _ in shown(window, "3-srcnn", qtbot, titles)]
    more = [values["srcnn"] - values["bicubic"] for values in found]
    assert more[0] > 1
    assert more[1] > 5
    assert more[2] == pytest.approx(0, abs=0.01)


@pytest.mark.long  # the same figures are computed below the window in every run: tests/unit/stated
def test_lesson_four_is_true(window: MainWindow, qtbot: QtBot) -> None:
    """The twin has less pixel loss, Perceptual the most at relu2_2, the least at relu3_1 and by far the least style."""
    page = window.inside.page("losses")
    assert isinstance(page, LossesPage)
    table, found = page.table, {}
    for title in shown(window, "4-perceptual-losses", qtbot, ("One network, two losses", "Style loss")):
        if title != "Style loss":
            psnr = psnr_of(window)
            assert psnr["pixel_twin"] > psnr["perceptual"]
            continue
        rows = range(table.rowCount())
        for column in range(1, table.columnCount()):
            head = table.horizontalHeaderItem(column).text()
            found[head] = {table.item(row, 0).text(): float(table.item(row, column).text()) for row in rows}
    assert min(found["Pixel"], key=found["Pixel"].__getitem__) == "Pixel-loss twin"
    assert max(found["Feature relu2_2"], key=found["Feature relu2_2"].__getitem__) == "Perceptual"
    assert min(found["Feature relu3_1"], key=found["Feature relu3_1"].__getitem__) == "Perceptual"
    assert found["Style"].pop("Bicubic") > 2 * max(found["Style"].values())
    assert found["Style"]["Perceptual"] < found["Style"]["Pixel-loss twin"] / 10


def test_reset_gives_the_users_own_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.opening.start_with("benchmark", 2)
    window.opening.sample("text")
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    window.session.edit(panes=(Pane.of("bicubic"), Pane(TRUTH)), selected=1, regions=(Rect(1, 2, 30, 40),), region=0)
    window.canvas.set_way(view="wipe", line=0.25)
    window.canvas.look_at(120, 130, 16.0)
    window.inside.page("subbands").levels.button(4).click()
    parts.choose(window.plots.kind, "histogram")
    window.body.open_left(False)
    settled(qtbot, window)
    sides = window.body.sides
    before = window.session.source, window.session.comparison, window.canvas.way, window.canvas.saved_view()
    kept = window.comparing.cache.kept_pictures
    steps = "# A\nlook: inside subbands\nset: of truth, levels 2, off HL 1\n\nText.\n"
    steps += "# B\nlook: panes\nscale: 3\nplot: errors\n\nAll."
    begin(window, tmp_path, steps)
    settled(qtbot, window)
    assert window.inside.page("subbands").editor.edits
    window.lessons.step(1)
    settled(qtbot, window)
    for end in (window.lessons.reset, window.lessons.close):
        end()
        qtbot.waitUntil(lambda: window.idle and window.canvas.awaited is None, timeout=20000)
        after = window.session.source, window.session.comparison, window.canvas.way, window.canvas.saved_view()
        assert after == before
        assert window.inside.page("subbands").levels.value == 4
        assert window.plots.kind.currentData() == "histogram"
        assert not window.inside.page("subbands").editor.edits
        assert window.body.sides == sides
        assert window.comparing.cache.kept_pictures == kept, "results of a lesson's pictures are let go of"
        if window.lessons.panel.isVisible():
            window.lessons.step(-1)
            settled(qtbot, window)
            assert window.centre.currentWidget() is window.inside
    assert not window.lessons.panel.isVisible()


def test_results_are_measured_as_they_say(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    begin(window, tmp_path, "# A\npanes: truth\nresult: noise 24 dB as N\nresult: blur 30 dB as B\n\nText.")
    settled(qtbot, window)
    session = window.session
    found = [session.outcome(p).measures.values["psnr_y"] for p in session.comparison.panes if p.is_own]
    assert found == pytest.approx([24, 30], abs=0.5)
    window.lessons.close()


def test_a_wrong_lesson_is_told_and_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(HEAD + "# A\nlook: inside nowhere\n\nText.", encoding="utf-8")
    window.lessons.open(path)
    assert "wrong.md, line 8: there is no page" in window.messages.text.text()
    assert window.lessons.lesson is None
    assert not window.lessons.panel.isVisible()


def test_a_hostile_text_shows_text_and_nothing_else(qapp: QCoreApplication, tmp_path: Path) -> None:
    secret = QImage(7, 5, QImage.Format.Format_RGB32)
    secret.fill(QColor("red"))
    picture = tmp_path / "secret.png"
    assert secret.save(str(picture))
    document = LessonDocument(theme.font(14), QColor("black"), 1.0)
    document.set_lesson(
        f"![a]({picture}) ![b](file://{picture}) <img src='{picture}'> <script>x</script>\n\n"
        "[link](https://example.org/x) <https://example.org/y> ![c](http://example.org/z.png)"
    )
    assert "link (https://example.org/x)" in document.toPlainText()
    assert "<script>x</script>" in document.toPlainText()
    html = document.toHtml()
    assert "<img" not in html
    assert "href" not in html
    for name in (str(picture), f"file://{picture}", "data:image/png;base64,AAAA", "../../secret.png"):
        assert document.loadResource(2, QUrl(name)).size().width() == 1
        assert document.resource(2, QUrl(name)).size().width() == 1


def test_formulae_fit_the_panel() -> None:
    for path in formulae.folder().glob("*.svg"):
        assert formulae.drawn(path.name).width * TEXT / formulae.SIZE < WIDTH - 40, path.name


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_formulae_are_sharp_coloured_and_on_the_line(qapp: QCoreApplication, ratio: float) -> None:
    metrics = QFontMetricsF(theme.font(16))
    for path in formulae.folder().glob("*.svg"):
        drawn = formulae.drawn(path.name)
        image = formula_image(path.name, 16, metrics.descent(), metrics.xHeight(), QColor("#ff0000"), ratio)
        assert image.devicePixelRatio() == ratio
        assert image.width() == pytest.approx(drawn.width * ratio, abs=1)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
        assert pixels[..., 3].max() > 200
        assert pixels[..., :2].max() == 0  # blue and green: nothing but the colour asked for
        inked = np.flatnonzero(pixels[..., 3].any(axis=1))
        assert inked[-1] < image.height()
        if drawn.depth <= metrics.descent():
            height = image.height() / ratio
            assert height == pytest.approx(drawn.height - drawn.depth + metrics.descent(), abs=1)


def test_a_step_that_is_passed_by_shows_nothing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    begin(window, tmp_path, "# A\n\nText.\n# B\nopen: stripes vertical 16\n\nText.")
    settled(qtbot, window)
    shown = window.session.source
    window.lessons.step(1)
    window.lessons.step(-1)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    settled(qtbot, window)
    assert (window.lessons.index, window.session.source) == (0, shown)
    window.lessons.close()


def test_a_presenters_remote(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    begin(window, tmp_path, "# A\n\nText.\n# B\n\nText.\n# C\n\nText.")
    settled(qtbot, window)
    lessons = window.lessons

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(window.canvas, key)

    def black() -> bool:
        image = window.grab().toImage()
        return {image.pixelColor(x, 200).name() for x in range(0, image.width(), 50)} == {"#000000"}

    window.showMaximized()
    press(Qt.Key.Key_F5)
    assert window.isFullScreen()
    assert not window.toolbar.isVisible()
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert lessons.index == 2
    press(Qt.Key.Key_PageUp)
    assert lessons.index == 1
    press(Qt.Key.Key_B)
    assert black()
    press(Qt.Key.Key_PageDown)
    assert not black()
    assert lessons.index == 1
    press(Qt.Key.Key_Period)
    press(Qt.Key.Key_Period)
    assert not black()
    press(Qt.Key.Key_F5)
    assert lessons.index == 0
    press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.isMaximized(), "as it was"
    assert window.toolbar.isVisible()
    press(Qt.Key.Key_PageDown)
    assert lessons.index == 0
    settled(qtbot, window)
    lessons.close()


def test_a_handout(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    begin(window, tmp_path, "# A\npanes: truth\n\nIt is $a$.\n# B\nopen: text\n\nText.")
    settled(qtbot, window)
    target = tmp_path / "out.pdf"
    window.lessons.handout_to(target)
    qtbot.waitUntil(target.exists, timeout=20000)
    settled(qtbot, window)
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Subtype /Image") >= 2
    assert window.lessons.index == 0
    assert window.session.source.name == "Slanted edge"
    window.lessons.close()


def test_menu_lists_the_lessons(window: MainWindow) -> None:
    assert window.lessons.titled()[0][:2] == (1, "1 · Four bands")
    assert "1 · Four bands" in [action.text() for action in window.actions()]


def test_the_sentence_on_dasr_opens_its_lesson(window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit(panes=(Pane.of("bicubic"), Pane.of("dasr", gain=1.0)))
    window.opening.start_with("benchmark", 2)
    window.opening.sample("camera")
    window.right.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.idle and "below bicubic" in window.numbers.why.text(), timeout=20000)
    window.numbers.learn.click()
    settled(qtbot, window)
    assert window.lessons.lesson.number == 2
    window.lessons.close()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_the_welcome_page_begins_the_first_lesson(window: MainWindow, qtbot: QtBot) -> None:
    window.welcome.lesson_requested.emit(1)
    settled(qtbot, window)
    assert window.lessons.lesson.number == 1
