"""The whole window: dropping, failing, working, folding, closing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QMenuBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.features.frame import right
from srviewer.gui.look import theme
from srviewer.gui.services import recent, settings
from srviewer.gui.services.lanes import Crashed, Status, Workers
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session, State

SCROLL_BAR = 9  # pixels, with the hairline beside it
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window of the two methods that need no networks, shown; torch stays out."""
    monkeypatch.setattr(Workers, "preload", lambda self: None)
    made = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def picture() -> Picture:
    """Not square, so that axes cannot be swapped."""
    return Picture(np.random.default_rng(3).random((24, 36, 3), np.float32))


@pytest.fixture
def opened(window: MainWindow, picture: Picture, qtbot: QtBot) -> MainWindow:
    window.session.open(Source(picture, "noise.png"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    return window


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """A drag onto a widget and its drop, as Qt delivers them; whether the drag was accepted."""
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_keys = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), actions, mime, buttons, no_keys)
    QApplication.sendEvent(widget, entering)
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), actions, mime, buttons, no_keys))
    return entering.isAccepted()


def image_mime() -> QMimeData:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    mime = QMimeData()
    mime.setImageData(image)
    return mime


# -- dropping and pasting ---------------------------------------------------------------------------------


def test_a_drop_works_on_every_part(opened: MainWindow, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.jpg")])
    opened.session.edit(selected=1)
    widgets = [w for w in opened.findChildren(QWidget) if w.isVisible() and w.window() is opened]
    for widget in widgets:
        opened.messages.hide()
        assert drop(widget, mime), widget
        assert opened.messages.isVisible(), f"{widget} swallows what is dropped on it"
    assert len(widgets) > 50


def kinds() -> dict[str, QMimeData]:
    """What browsers, file managers and editors put into a drag."""
    found = {name: QMimeData() for name in ("file", "files", "mixed", "web", "text", "html", "path as text", "unknown")}
    found["file"].setUrls([QUrl.fromLocalFile("/nowhere/a #1%.png")])
    found["files"].setUrls([QUrl.fromLocalFile(f"/nowhere/{n}.png") for n in range(20)])
    found["mixed"].setUrls([QUrl("https://example.org/a.png"), QUrl.fromLocalFile("/nowhere/a.png")])
    found["web"].setUrls([QUrl("https://example.org/cat.jpg")])
    found["text"].setText("hello")
    found["html"].setHtml("<img src='https://example.org/cat.jpg'>")
    found["path as text"].setText("file:///nowhere/a.png")
    found["unknown"].setData("application/x-thing", b"1")
    return found | {"image": image_mime(), "nothing": QMimeData()}


@pytest.mark.parametrize("before", [True, False], ids=["before a picture", "after"])
def test_every_kind_of_drop_is_opened_or_answered(
    window: MainWindow, picture: Picture, qtbot: QtBot, before: bool
) -> None:
    if not before:
        window.session.open(Source(picture, "noise.png"))
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
    for kind in sorted(kinds(), key="image".__eq__):  # the one that opens comes last
        source = window.session.source
        for widget in (window, window.canvas if source else window.welcome, window.left, window.status):
            window.messages.hide()
            assert drop(widget, kinds()[kind]), kind
            qtbot.waitUntil(lambda: not window.errands.any_out and window.idle, timeout=20000)
            answered = window.messages.isVisible() and len(window.messages.text.text()) > 20
            assert answered != (window.session.source is not source), f"{kind}: opened, or answered in words"
            assert answered == (kind != "image")
            source = window.session.source


def test_a_dropped_image_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    assert window.centre.currentWidget() is window.welcome
    drop(window.welcome, image_mime())
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.centre.currentWidget() is window.comparison
    assert [o.state for o in window.session.outcomes.values()] == [State.DONE, State.DONE]
    drop(window.canvas, image_mime())
    assert window.errands.any_out


def test_a_web_address_is_answered_in_words(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.jpg")])
    drop(window, mime)
    assert "example.org" in window.messages.text.text()


def test_paste_and_its_key(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(image_mime())
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.session.source is not None, timeout=20000)


def test_a_failed_open_keeps_what_was_open(opened: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before, outcomes = opened.session.source, dict(opened.session.outcomes)
    path = tmp_path / "text.png"
    path.write_text("not a picture")
    opened.opening.files((path,))
    qtbot.waitUntil(lambda: opened.messages.isVisible(), timeout=20000)
    assert "text.png" in opened.messages.text.text()
    assert opened.session.source is before
    assert opened.session.outcomes == outcomes
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.messages.isVisible()


# -- working ----------------------------------------------------------------------------------------------


def test_results_reach_canvas_numbers_wavelet_and_status(opened: MainWindow, qtbot: QtBot) -> None:
    status = opened.status
    assert "noise.png" in status.where.full
    assert "36 × 24" in status.where.full
    assert "18 × 12" in status.where.full
    assert status.progress.text() == "2 of 2 done"
    assert opened.wavelet.cells["LH"].facts.text().endswith("% of detail")
    assert len(opened.canvas.pixel_values(30, 5)) == 2
    opened.canvas.cursor_moved.emit((30, 5))
    assert "Bicubic" in status.pixels.accessibleDescription()


def test_subbands_follow_the_selection_and_the_choices(opened: MainWindow, qtbot: QtBot) -> None:
    wavelet = opened.wavelet
    first = wavelet.cells["HH"].facts.text()
    opened.session.edit(selected=1)
    qtbot.waitUntil(lambda: opened.idle, timeout=10000)
    assert wavelet.of.currentText() == "DASR"
    assert wavelet.cells["HH"].facts.text() != first
    QTest.mouseClick(wavelet.level.button(3), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.idle, timeout=10000)
    level_3 = wavelet.cells["LL"].facts.text()
    index = [wavelet.of.itemText(i) for i in range(wavelet.of.count())].index("Truth")
    wavelet.of.activated.emit(index)
    qtbot.waitUntil(lambda: opened.idle, timeout=10000)
    assert wavelet.pane == Pane("truth")
    assert wavelet.cells["LL"].facts.text() == level_3


def test_toolbar_and_keys_choose_mode_and_scale(opened: MainWindow, qtbot: QtBot) -> None:
    comparison = lambda: opened.session.comparison  # noqa: E731
    QTest.mouseClick(opened.toolbar.scale.button(3), Qt.MouseButton.LeftButton)
    assert comparison().scale == 3
    QTest.mouseClick(opened.toolbar.mode.button("upscale"), Qt.MouseButton.LeftButton)
    assert comparison().mode == "upscale"
    QTest.keyClick(opened, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert comparison().mode == "benchmark"
    assert opened.toolbar.mode.value == "benchmark"
    QTest.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert comparison().scale == 4
    QTest.keyClick(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert comparison().selected == 1


def test_wheel_and_keys_zoom_and_the_toolbar_says_it(opened: MainWindow, qtbot: QtBot) -> None:
    canvas = opened.canvas
    QTest.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert opened.toolbar.zoom.text().startswith("200 %")
    at = QPointF(60, 70)
    pane = canvas.childAt(at.toPoint())
    local = QPointF(pane.mapFrom(canvas, at.toPoint()))
    no_buttons, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(
        local,
        QPointF(pane.mapToGlobal(local.toPoint())),
        QPoint(),
        QPoint(0, 120),
        no_buttons,
        no_keys,
        phase,
        False,
    )
    QApplication.sendEvent(pane, turn)
    assert canvas.zoom > 2.0
    QTest.keyClick(opened, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert opened.toolbar.zoom.text().startswith("100 %")


def test_a_slider_drag_ends_in_one_result(opened: MainWindow, qtbot: QtBot) -> None:
    opened.session.edit(selected=1)
    slider = opened.left.parameters.rows.fields["gain"].slider
    for step in range(40, 80, 2):
        slider.setValue(step)
    qtbot.waitUntil(lambda: opened.idle, timeout=20000)
    pane = opened.session.comparison.panes[1]
    assert pane.param("gain") == pytest.approx(0.78)
    assert opened.session.outcome(pane).state is State.DONE


def test_escape_stops_the_work(window: MainWindow, qtbot: QtBot) -> None:
    large = Picture(np.random.default_rng(3).random((900, 1200, 3), np.float32))
    window.session.open(Source(large, "large"), mode="upscale", scale=4)
    qtbot.waitUntil(lambda: window.comparing.busy, timeout=20000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.comparing.busy, timeout=3000)
    assert State.CANCELLED in [o.state for o in window.session.outcomes.values()]


def test_a_late_result_never_lands_in_the_next_picture(window: MainWindow, qtbot: QtBot) -> None:
    rng = np.random.default_rng(5)
    for size in (200, 90, 40, 30, 20):
        window.session.open(Source(Picture(rng.random((size, size + 7, 3), np.float32)), str(size)), scale=2)
        qtbot.waitUntil(lambda: window.comparing.busy or window.idle)
    qtbot.waitUntil(lambda: window.idle, timeout=30000)
    shapes = [window.session.outcome(p).result.pixels.shape for p in window.session.comparison.panes]
    assert shapes == [(40, 54, 3), (40, 54, 3)]


def test_what_is_being_saved_is_written_though_the_window_is_closed(
    window: MainWindow, picture: Picture, qtbot: QtBot, tmp_path: Path
) -> None:
    window.session.open(Source(picture, "a.png"))
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    may_go_on = Event()

    def work(_token: Token) -> Iterator[object]:
        may_go_on.wait(20)
        return iter(())

    window.schedule.submit(FILES, "the disk is slow", work)
    window.saving.to(tmp_path / "saved.png")
    QTimer.singleShot(200, may_go_on.set)
    window.close()
    assert (tmp_path / "saved.png").exists()


def test_full_screen_and_back(window: MainWindow, trigger: Callable[[MainWindow, str], None]) -> None:
    window.showMaximized()
    trigger(window, "F11")
    assert window.isFullScreen()
    trigger(window, "F11")
    assert (window.isFullScreen(), window.isMaximized()) == (False, True)


def test_what_goes_on_beside_is_said(window: MainWindow) -> None:
    window.workers.arrived.emit(Status("starting the networks"), None)
    assert window.status.said.full == "starting the networks"
    window.workers.arrived.emit(Status(""), None)
    assert window.status.said.full == ""
    window.workers.arrived.emit(Crashed("trace"), None)
    assert "trace" not in window.messages.text.text()


def test_notices_can_be_found(window: MainWindow, picture: Picture) -> None:
    window.session.open(Source(picture.with_notice("converted from Display P3"), "p3"))
    assert window.status.notices.isVisible()
    assert "Display P3" in window.status.notices.toolTip()
    window.session.close()
    assert not window.status.notices.isVisible()


# -- the window itself ------------------------------------------------------------------------------------


def test_closing_while_working_takes_less_than_a_second(window: MainWindow, qtbot: QtBot) -> None:
    large = Picture(np.random.default_rng(3).random((1200, 1600, 3), np.float32))
    window.session.open(Source(large, "large"), mode="upscale", scale=4)
    qtbot.waitUntil(lambda: window.comparing.busy, timeout=20000)
    started = time.monotonic()
    window.close()
    assert time.monotonic() - started < 1.0
    assert window.shut_down()


def test_a_stubborn_lane_does_not_hold_the_window(window: MainWindow, qtbot: QtBot) -> None:
    begun, enough = Event(), Event()

    def stubborn(_token: Token) -> Iterator[object]:
        begun.set()
        enough.wait(30)
        yield None

    window.schedule.submit("inference", "stubborn", stubborn)
    qtbot.waitUntil(begun.is_set)
    started = time.monotonic()
    window.close()
    assert time.monotonic() - started < 1.2
    assert not window.shut_down()
    enough.set()
    qtbot.waitUntil(window.shut_down, timeout=5000)


def test_both_sides_fold_with_one_key(opened: MainWindow) -> None:
    body = opened.body
    QTest.keyClick(opened, Qt.Key.Key_F9)
    assert not opened.left.isVisible()
    assert not opened.right.isVisible()
    assert opened.centre.width() == body.width()
    QTest.keyClick(opened, Qt.Key.Key_F9)
    assert opened.left.isVisible()
    assert opened.right.isVisible()


def test_in_a_narrow_window_a_side_gives_way_to_the_pictures(opened: MainWindow, qtbot: QtBot) -> None:
    opened.resize(900, 700)
    qtbot.waitUntil(lambda: not opened.right.isVisible())
    opened.toolbar.fold_right.click()
    assert (opened.left.isVisible(), opened.right.isVisible()) == (False, True)
    assert opened.centre.geometry().right() < opened.right.geometry().left()
    assert (opened.toolbar.fold_left.isChecked(), opened.toolbar.fold_right.isChecked()) == (False, True)
    opened.resize(1400, 800)
    qtbot.waitUntil(lambda: opened.left.isVisible() and opened.right.isVisible())
    assert opened.centre.geometry().right() < opened.right.geometry().left()


def test_the_window_comes_back_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1300, 780)
    window.right.tabs.setCurrentIndex(1)
    window.body.open_left(False)
    window.remember()
    window.resize(1000, 600)
    window.right.tabs.setCurrentIndex(0)
    window.body.open_left(True)
    window.restore()
    assert (window.right.tabs.currentIndex(), window.body.left_open) == (1, False)
    settings.store().setValue(settings.TAB, "nonsense")
    settings.store().setValue(settings.LEFT_OPEN, "maybe")
    window.restore()
    assert (window.right.tabs.currentIndex(), window.body.left_open) == (0, True)


def actions_in(menu: QMenu | QMenuBar) -> Iterator[QAction]:
    for action in menu.actions():
        if action.menu() is not None:
            yield from actions_in(action.menu())
        elif not action.isSeparator():
            yield action


def test_every_action_of_every_menu_has_a_shortcut_of_its_own_and_is_found(window: MainWindow) -> None:
    recent.add(Path("a.png"))
    recent.add(Path("b.png"))
    window.menus.refresh()
    actions = list(actions_in(window.menuBar()))
    assert len(actions) > 110
    assert set(window.actions()) == set(actions)
    keys = [action.shortcut() for action in actions]
    assert [a.text() for a, k in zip(actions, keys, strict=True) if k.isEmpty()] == []
    clashes = [
        (a.toString(), b.toString())
        for a, b in combinations(keys, 2)
        if {a.matches(b), b.matches(a)} != {QKeySequence.SequenceMatch.NoMatch}
    ]
    assert clashes == []
    listed = [key for _text, key in window.menus.shortcuts()]
    assert len(listed) == len(actions) - 2


def test_every_palette_is_drawn(opened: MainWindow) -> None:
    corners = {}
    for name in ("dark", "light"):
        theme.set_theme(name)
        corners[name] = opened.grab().toImage().pixelColor(400, 90).lightness()
        assert opened.toolbar.grab().toImage().pixelColor(2, 2) == theme.current().panel
    assert len(corners) == 2


def test_reference_counts_stay(window: MainWindow) -> None:
    """PySide6 6.12.0 lost a reference to True with every emit."""
    before = sys.getrefcount(True)
    for _ in range(100):
        window.centre.turned.emit(False)
        window.workers.arrived.emit(None, None)
    assert abs(sys.getrefcount(True) - before) < 10


def test_the_gui_thread_imports_neither_torch_nor_pyqtgraph(window: MainWindow) -> None:
    """In a fresh process: here others may have imported them."""
    import subprocess

    code = "import sys, srviewer.gui.window\nprint([m for m in ('torch', 'skimage', 'pyqtgraph') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == "[]"


def test_events_after_the_end_are_harmless(opened: MainWindow) -> None:
    opened.close()
    QApplication.sendEvent(opened, QEvent(QEvent.Type.PaletteChange))
    opened.session.edit(scale=4)


def test_copy_and_paste_belong_to_edit(window: MainWindow) -> None:
    (edit,) = (menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&Edit")
    texts = [action.text() for action in edit.actions()]
    for text in ("&Copy selected pane", "Copy region of selected pane", "Copy all &numbers", "&Paste picture"):
        assert text in texts


def test_what_is_in_the_right_side_has_its_margins(window: MainWindow) -> None:
    for page in (window.wavelet, window.numbers, window.plots):
        assert page.minimumSizeHint().width() <= right.WIDTH - SCROLL_BAR, page


def test_the_contrast_shows_the_details_at_first_sight(opened: MainWindow, qtbot: QtBot) -> None:
    opened.right.open("wavelet")
    qtbot.waitUntil(lambda: opened.idle, timeout=20000)
    noise = opened.wavelet.gain.value
    flat = Picture(0.5 + 0.01 * np.random.default_rng(1).random((24, 36), np.float32))
    opened.session.open(Source(flat, "flat.png"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: opened.idle and opened.wavelet.gain.value != noise, timeout=20000)
    assert opened.wavelet.gain.value > noise, "faint details are shown more strongly"
    opened.wavelet.gain.button(4).click()
    opened.session.edit(selected=1)
    qtbot.waitUntil(lambda: opened.idle, timeout=20000)
    assert opened.wavelet.gain.value == 4, "what the user chose stays"
