"""The window without a picture: what to drop, and what to try."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from srviewer.gui.look import boxes, controls, icons, language, theme
from srviewer.gui.look.actions import Thing
from srviewer.imaging import samples

SUGGESTED = ("astronaut", "cat", "coffee", "zone_plate")


class Welcome(QWidget):
    """Says in three sentences what this is for, and has a first picture one click away."""

    open_requested = Signal()
    sample_requested = Signal(str)
    lesson_requested = Signal(int)
    menu_requested = Signal(object, QPoint)  # the things that the menu is of, where on the screen

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        zone = QWidget()
        zone.setProperty("role", "drop")
        zone.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        zone.setMaximumWidth(theme.scaled(560))
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        what_for = self.tr(
            "Every method enlarges it, side by side, zoomed and moved as one. "
            "Benchmark shrinks it first, so that each result can be measured against it. "
            "Nothing leaves this machine."
        )
        self.open = controls.button(self.tr("Open…"), lambda _down: self.open_requested.emit(), role="primary")
        self.open.setAccessibleName(self.tr("Open a picture"))
        lesson = controls.button(
            self.tr("or start with a lesson: the wavelet transform, hands-on"),
            lambda _down: self.lesson_requested.emit(1),
            role="link",
        )
        boxes.column(
            self._mark,
            _centred(self.tr("Drop a picture here"), "title"),
            _centred(what_for, "dim"),
            4,
            boxes.row(None, self.open, None),
            4,
            _centred(self.tr("or paste one, or try a sample:"), "small"),
            self._sample_buttons(),
            boxes.row(None, lesson, None),
            of=zone,
            margins=(40, 36, 40, 36),
            gap=12,
        )
        outer = boxes.row(of=self, margins=(24, 24, 24, 24))
        outer.addStretch(1)
        outer.addWidget(zone, 8, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)
        theme.notifier().changed.connect(self._draw_mark)
        self._draw_mark()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's hook."""
        self.menu_requested.emit((Thing.EMPTY,), event.globalPos())

    def _sample_buttons(self) -> QHBoxLayout:
        row = boxes.row(None, gap=8)
        for sample in samples.names():
            if sample.name in SUGGESTED:
                button = controls.button(
                    language.core(sample.title),
                    lambda _down, name=sample.name: self.sample_requested.emit(name),
                    tip=language.core(sample.line),
                )
                button.setAccessibleName(self.tr("Sample: {}").format(language.core(sample.title)))
                row.addWidget(button)
        row.addStretch()
        return row

    def _draw_mark(self) -> None:
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(icons.pixmap("picture", theme.current().dim, 40, ratio))


def _centred(text: str, role: str) -> QLabel:
    made = controls.label(text, role)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setWordWrap(True)
    return made
