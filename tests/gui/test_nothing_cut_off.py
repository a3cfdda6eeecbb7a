"""Texts have room: in both languages, at 1280 x 800 and in the smallest window, with the sides at their widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane, Source
from srviewer.engine.job import Rect
from srviewer.gui.features.frame.scrolling import LEAST
from srviewer.gui.look import language, theme
from srviewer.gui.look.titles import full_title
from srviewer.gui.window import MainWindow
from srviewer.imaging.degradations import KINDS
from srviewer.metrics.maps import KINDS as KINDS_OF_MAPS

SCREEN = (1280, 800)
PANES = tuple(Pane.of(name) for name in ("bicubic", "dasr"))
FACES = [  # in pixels: 14, 9 and 10 point
    ("DejaVu Sans", 19, "en"),
    ("Noto Sans CJK SC", 19, "zh_CN"),
    *(
        pytest.param(*face, marks=pytest.mark.long)  # smaller or narrower than those, or of the same letters
        for face in (
            ("DejaVu Sans", 12, "en"),
            ("Noto Sans", 19, "en"),
            ("Noto Sans CJK SC", 13, "zh_CN"),
            ("DejaVu Sans", 19, "zh_CN"),
        )
    ),
]
LOOK = {"wipe", "blink", "onion", "difference", "side by side"}


@pytest.fixture(params=list(language.LANGUAGES))
def spoken(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    yield language.install(qapp, request.param)
    language.install(qapp, "en")
    QLocale.setDefault(QLocale.c())


def cut_off(part: QWidget) -> list[str]:
    """The texts of what is seen of a part that are wider, or higher, than the room they have."""
    seen = [widget for widget in part.findChildren(QWidget) if widget.isVisible()]
    return [text for widget in seen for text in _cut(widget)]


def _cut(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return [widget.text()] if widget.heightForWidth(widget.width()) > widget.height() + 1 else []
        return [widget.text()] if widget.sizeHint().width() > widget.width() + 1 else []
    if isinstance(widget, QAbstractButton) and widget.text():
        text = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
        return [widget.text()] if text > widget.width() - 4 else []
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        kind, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = widget.style().subControlRect(kind, option, field, widget).width()
        return [widget.currentText()] if widget.fontMetrics().horizontalAdvance(widget.currentText()) > room else []
    return []


def settled(qtbot: QtBot, part: QWidget) -> None:
    """Nothing is cut off once the layout has been done, which takes some turns of the event loop."""

    def whole() -> None:
        assert cut_off(part) == []

    qtbot.waitUntil(whole)


def test_the_toolbar_has_lists_where_buttons_would_be_cut_off(
    spoken: str, measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = measured_noise(PANES, 40, 56)
    for width in (LEAST.width(), 1024, SCREEN[0]):
        window.resize(width, SCREEN[1])
        qtbot.waitUntil(lambda width=width: window.toolbar.width() == width)
        QCoreApplication.processEvents()
        assert cut_off(window.toolbar) == [], width
        assert window.toolbar.view.seen is window.toolbar.view or width < SCREEN[0]
        box = window.toolbar.view.seen
        if isinstance(box, QComboBox):
            assert {box.itemData(index) for index in range(box.count())} == LOOK
            box.setCurrentIndex(box.findData("wipe"))
            box.activated.emit(box.currentIndex())
            assert window.canvas.way.view == "wipe"
            window.canvas.set_way(view="blink")
            assert box.currentData() == "blink"


def test_the_sides_at_their_widths(spoken: str, measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = measured_noise(PANES, 40, 56)
    for tab in range(window.right.tabs.count()):
        window.right.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(lambda: window.idle)
        settled(qtbot, window.right)
    for selected, _pane in enumerate(PANES):
        window.session.edit(selected=selected)
        for kind in KINDS:
            window.session.edit(degradation=kind.start)
            settled(qtbot, window.left)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize(("family", "pixels", "tongue"), FACES)
def test_whatever_the_font(
    family: str,
    pixels: int,
    tongue: str,
    qapp: QCoreApplication,
    measured_noise: Callable[..., MainWindow],
    trigger: Callable[[MainWindow, str], None],
    qtbot: QtBot,
) -> None:
    if family not in QFontDatabase.families():
        pytest.skip(f"{family} is not installed")
    language.install(qapp, tongue)
    theme.set_face(family, pixels)
    try:
        window = measured_noise(PANES, 40, 56)
        for width in (800, 1280):
            window.resize(width, SCREEN[1])
            settled(qtbot, window.toolbar)
        for part in (window.right, window.left):
            (window.body.open_left if part is window.left else window.body.open_right)(True)
            for step in range(window.right.tabs.count() if part is window.right else len(PANES)):
                window.right.tabs.setCurrentIndex(step)
                window.session.edit(selected=min(step, 1))
                qtbot.waitUntil(lambda: window.idle)
                settled(qtbot, part)
        trigger(window, "Ctrl+,")
        trigger(window, "F1")
        for dialog in (child for child in window.findChildren(QDialog) if child.isVisible()):
            settled(qtbot, dialog)
            dialog.resize(dialog.minimumSizeHint())  # on a small screen Qt opens it no larger
            settled(qtbot, dialog)
            dialog.close()
        for key in window.inside.keys:
            if not window.centre.shows_inside:
                window.centre.look_inside()
            window.inside.open(key)
            qtbot.waitUntil(lambda: window.idle, timeout=20000)
            qtbot.waitUntil(lambda: {*cut_off(window.inside)} <= {full_title(pane) for pane in PANES})  # in lists
    finally:
        theme.set_face("DejaVu Sans")
        language.install(qapp, "en")
        QLocale.setDefault(QLocale.c())


def test_the_legend_of_maps_is_there_between_open_sides(
    spoken: str, measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = measured_noise(PANES, 40, 56)
    for kind in KINDS_OF_MAPS:
        window.canvas.set_way(view="difference", kind=kind.name)
        QCoreApplication.processEvents()
        assert window.view_bar.legend.isVisible(), kind.name
        assert cut_off(window.view_bar) == []
    window.canvas.set_way(kind="ssim")  # one with a channel to choose
    window.resize(LEAST)
    qtbot.waitUntil(lambda: not window.view_bar.legend.isVisible())
    qtbot.waitUntil(lambda: not cut_off(window.view_bar))
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_menus_and_dialogs_fit_the_screen(
    spoken: str, measured_noise: Callable[..., MainWindow], trigger: Callable[[MainWindow, str], None]
) -> None:
    window = measured_noise(PANES, 40, 56)
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QWidget)
        below_the_bar = SCREEN[1] - window.menuBar().height()
        assert menu.sizeHint().height() <= below_the_bar, action.text()
        rows = sum(menu.actionGeometry(entry).height() for entry in menu.actions())
        assert rows <= below_the_bar, f"{action.text()} goes on in a second column"
    trigger(window, "Ctrl+,")
    trigger(window, "F1")
    dialogs = [child for child in window.findChildren(QDialog) if child.isVisible()]
    assert len(dialogs) == 2
    for dialog in dialogs:
        area = dialog.findChild(QScrollArea)
        page = dialog if area is None else area.widget()
        assert page.sizeHint().width() <= SCREEN[0] - 40, dialog.windowTitle()
        page.resize(page.sizeHint())
        assert cut_off(page) == []
        dialog.close()


def test_the_dialog_for_pictures_names_no_endings(
    measured_noise: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, asked = measured_noise(PANES, 40, 56), []

    def chosen(*_: object, options: QFileDialog.Option) -> tuple[str, str]:
        asked.append(options)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    window.opening.ask(window)
    window.opening.ask_own(window)
    assert asked == [QFileDialog.Option.HideNameFilterDetails] * 2


def test_a_blind_test_lies_left_and_right(measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = measured_noise(PANES, 20, 200)
    window.blind.start(seed=1)
    qtbot.waitUntil(lambda: len(window.canvas.panes) == 2)
    left, right = (pane.mapTo(window, QPoint(0, 0)) for pane in window.canvas.panes)
    assert left.y() == right.y()
    assert left.x() < right.x()
    window.blind.stop()
    assert window.canvas.way.columns is None


def test_a_long_name_of_a_file_makes_no_side_wider(
    spoken: str, measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = measured_noise(PANES, 40, 56)
    window.right.open("numbers")
    truth = window.session.truth
    assert truth is not None
    window.session.add_own(Source(truth, "a_result_of_some_other_program_whose_author_likes_long_names.png"))
    window.session.edit(regions=(Rect(4, 4, 20, 20),), region=0)
    qtbot.waitUntil(lambda: window.idle and len(window.region_numbers.readings) == 3, timeout=20000)

    def all_have_room() -> None:
        for side in (window.left, window.right):
            for area in (a for a in (side, *side.findChildren(QScrollArea)) if isinstance(a, QScrollArea)):
                if area.isVisible() and area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                    assert area.widget().width() <= area.viewport().width(), area.accessibleName()
        table = window.region.table
        assert table.horizontalScrollBar().maximum() > 0
        assert table.viewport().height() >= table.widget().height(), "its scroll bar lies below the last row"

    qtbot.waitUntil(all_have_room)
