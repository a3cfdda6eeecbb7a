"""Widgets in a row or below each other, said in one call."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Margins = tuple[int, int, int, int]  # left, top, right, bottom
Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | int | None


def row(*items: Item, of: QWidget | None = None, margins: Margins | None = None, gap: int = -1) -> QHBoxLayout:
    """From left to right; as the layout `of` a widget, if there is one.

    items : a widget or a layout, either with its share of the room that is left; a number of pixels; None: room that is
        left
    margins, gap : around all and between two, in pixels; the style's unless given
    """
    made = QHBoxLayout()
    _fill(made, items, of, margins, gap)
    return made


def column(*items: Item, of: QWidget | None = None, margins: Margins | None = None, gap: int = -1) -> QVBoxLayout:
    """From top to bottom; else as `row`."""
    made = QVBoxLayout()
    _fill(made, items, of, margins, gap)
    return made


def grid(across: int, down: int, of: QWidget | None = None) -> QGridLayout:
    """A grid with so many pixels between its columns and between its rows; as the layout `of` a widget, if there is
    one."""
    made = QGridLayout()
    if of is not None:
        of.setLayout(made)
    made.setHorizontalSpacing(across)
    made.setVerticalSpacing(down)
    return made


def scrolling(page: QWidget, name: str) -> QScrollArea:
    """A page of this name in all the room that there is, which scrolls where that is less than the page needs."""
    made = QScrollArea()
    made.setAccessibleName(name)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setWidget(page)
    return made


class Across(QScrollArea):
    """A page as high as it is, which scrolls across where it is wider than its room."""

    def __init__(self, page: QWidget, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self.setWidget(page)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: another page's height is another height of this."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def heightForWidth(self, width: int) -> int:
        """Qt's question: that of the page, and of the scroll bar where there is one."""
        needed = self._page.minimumSizeHint()
        return needed.height() + (self.horizontalScrollBar().sizeHint().height() if needed.width() > width else 0)

    def sizeHint(self) -> QSize:
        """Qt's question."""
        return self._page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt's question."""
        return QSize(0, self._page.minimumSizeHint().height())


def _fill(made: QBoxLayout, items: tuple[Item, ...], of: QWidget | None, margins: Margins | None, gap: int) -> None:
    if of is not None:
        of.setLayout(made)
    if margins is not None:
        made.setContentsMargins(*margins)
    made.setSpacing(gap)
    for item in items:
        what, share = item if isinstance(item, tuple) else (item, 0)
        match what:
            case None:
                made.addStretch()
            case int():
                made.addSpacing(what)
            case QLayout():
                made.addLayout(what, share)
            case _:
                made.addWidget(what, share)
