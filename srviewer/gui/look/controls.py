"""Small controls that panels and toolbar share: heads, hairlines, segments, combo boxes, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from math import ceil
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)

from srviewer.gui.look import boxes, icons, theme

NOTE = Qt.ItemDataRole.UserRole + 1  # of an item of a choice
FIELD_MARGIN = 34  # pixels beside a combo box's text, for its frame and arrow
POPUP_MARGIN = 40  # pixels beside the texts of a list that drops down, for its scroll bar


@runtime_checkable
class Settable(Protocol):
    """A control of more than one value that is read and set as a text, as a lesson does it."""

    def as_text(self) -> str: ...

    def set_from(self, text: str) -> bool:
        """Set it as the user does, with all that follows; False if there is no such value."""


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """A label with a look of the style sheet ("head", "dim", "small", "strong", "title", "value"), of one line or, with
    `wrap`, as many as it needs."""
    made = QLabel(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def head(text: str) -> QLabel:
    """The head of a section, in small capitals."""
    return label(text.upper(), "head")


def button(
    text: str, pressed: Callable[..., object] | SignalInstance | None = None, tip: str = "", role: str = ""
) -> QPushButton:
    """A button that calls `pressed`, or emits it; with a look of the style sheet ("primary", "link")."""
    made = QPushButton(text)
    made.setToolTip(tip)
    if role:
        made.setProperty("role", role)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def progress_bar(name: str, most: int = 1000) -> QProgressBar:
    """A bar without a number on it, from 0 to `most`."""
    made = QProgressBar()
    made.setTextVisible(False)
    made.setAccessibleName(name)
    made.setRange(0, most)
    return made


def come_forward(window: QWidget) -> None:
    """Show a window in front of all others, also one that was minimised."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def whole_rows(table: QTableView, height: int) -> None:
    """Have a table mark whole rows, of this height, with neither a grid nor numbers beside them."""
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.scaled(height))
    table.horizontalHeader().setHighlightSections(False)


class Dialog(QDialog):
    """Return presses the button that has the focus and no other: Qt presses one from wherever it is typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def put_in_place_of(window: QWidget, other: QWidget) -> None:
    """Where another window is, and shown if that one is, which goes."""
    window.restoreGeometry(other.saveGeometry())
    window.setVisible(other.isVisible())
    other.hide()


def take_over(widget: QWidget, other: QWidget) -> None:
    """Have the controls in a widget stand as those in another of its class do, silently; a value that is not offered
    is left out."""
    for kind in (Segments, Choice, QCheckBox, QSlider, QDoubleSpinBox, QListWidget):
        for mine, theirs in zip(widget.findChildren(kind), other.findChildren(kind), strict=False):
            with QSignalBlocker(mine):
                _stand_as(mine, theirs)


def _stand_as(mine: QWidget, theirs: QWidget) -> None:
    match mine, theirs:
        case Segments(), Segments():
            if theirs.value in mine.values:
                mine.set_value(theirs.value)
        case Choice(), Choice():
            if theirs.currentData() in [mine.itemData(index) for index in range(mine.count())]:
                mine.set_current(theirs.currentData())
        case QCheckBox(), QCheckBox():
            mine.setChecked(theirs.isChecked())
        case QSlider(), QSlider():
            mine.setValue(theirs.value())
        case QDoubleSpinBox(), QDoubleSpinBox():
            mine.setValue(theirs.value())
        case QListWidget(), QListWidget():
            mine.setCurrentRow(min(theirs.currentRow(), mine.count() - 1))


class ElidedLabel(QLabel):
    """A label that shortens its text instead of pushing its neighbours away; the tooltip has all of it."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.full = ""
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(0)

    def set_text(self, text: str) -> None:
        self.full = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.full) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        text = self.fontMetrics().elidedText(self.full, Qt.TextElideMode.ElideMiddle, self.width())
        with QPainter(self) as painter:
            painter.setPen(theme.current().dim)
            painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


def named(*parts: tuple[str, QWidget]) -> Iterator[QWidget]:
    """Widgets, each after a label with its name."""
    for text, widget in parts:
        yield label(text, "dim")
        yield widget


def empty(layout: QLayout) -> None:
    """Take the widgets of a layout away."""
    while item := layout.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()  # until it is gone
            widget.deleteLater()


def line() -> QFrame:
    """A hairline between sections."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


class Segments(QWidget):
    """Buttons in a row of which that of `value` is down; `chosen` tells it, but only of what the user did."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Iterable[tuple[str, object]],
        accessible: str,
        value: object = None,
        tight: bool = False,
        stretch: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setProperty("tight", tight)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(accessible)
        self.setFixedHeight(theme.scaled(theme.CONTROL))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stretch = stretch
        self._group = QButtonGroup(self)
        self._values: list[object] = []
        self._list: Choice | None = None
        self._row = boxes.row(of=self, margins=(0, 0, 0, 0), gap=0)
        self._add(choices)
        self.set_value(value)
        self._group.idClicked.connect(self._clicked)

    def _add(self, choices: Iterable[tuple[str, object]]) -> None:
        for text, value in choices:
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setAccessibleName(f"{self.accessibleName()}: {text}")
            if self._stretch:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, len(self._values))
            self._values.append(value)
            self._row.addWidget(button)

    def set_items(self, choices: Iterable[tuple[str, object]]) -> None:
        """Replace all choices (text, value), silently; what was down stays down if it is among them."""
        value, choices = self.value, list(choices)
        if [(button.text(), known) for button, known in self._pairs()] == choices:
            return
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._values = []
        self._add(choices)
        if self._list is not None:
            self._fill(self._list)
        self.set_value(value)

    @property
    def value(self) -> object:
        """What is down, or None."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    @property
    def values(self) -> tuple[object, ...]:
        """What can be chosen."""
        return tuple(self._values)

    def set_value(self, value: object) -> None:
        """Put a value's button down, silently; none for a value that has no button."""
        self._group.setExclusive(False)
        for index, known in enumerate(self._values):
            self._group.button(index).setChecked(known == value)
        self._group.setExclusive(True)
        if self._list is not None:
            self._list.set_current(value)

    def button(self, value: object) -> QToolButton:
        """The button of a value."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QToolButton)
        return found

    def as_list(self) -> Choice:
        """The same choices as a list that drops down, for where there is no room for the buttons; hidden at first."""
        self._list = made = Choice(self.accessibleName())
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMinimumContentsLength(0)
        made.setPlaceholderText("–")
        self._fill(made)
        made.activated.connect(self._clicked)
        made.hide()
        return made

    def _fill(self, made: Choice) -> None:
        made.set_items(((button.text(), value) for button, value in self._pairs()), self.value)
        for index, (button, _value) in enumerate(self._pairs()):
            made.setItemData(index, button.toolTip(), Qt.ItemDataRole.ToolTipRole)

    def fold(self, folded: bool) -> None:
        """Show the list in place of the buttons, or the buttons."""
        assert self._list is not None
        self.setVisible(not folded)
        self._list.setVisible(folded)

    @property
    def folding(self) -> int:
        """How many pixels the list is narrower than the buttons."""
        return self.sizeHint().width() - self._list.sizeHint().width() if self._list is not None else 0

    @property
    def seen(self) -> QWidget:
        """What stands in the window: the buttons, or the list."""
        return self if self._list is None or self._list.isHidden() else self._list

    def _pairs(self) -> list[tuple[QToolButton, object]]:
        return [(self.button(value), value) for value in self._values]

    def _clicked(self, index: int) -> None:
        self.set_value(self._values[index])
        self.chosen.emit(self._values[index])


class _Noted(QStyledItemDelegate):
    """Draws an item of a list with its note."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's hook."""
        super().initStyleOption(option, index)
        if note := index.data(NOTE):
            option.text = f"{option.text} · {note}"


class Choice(QComboBox):
    """A combo box with our own arrow, which a wheel that merely passes over does not change."""

    def __init__(self, accessible: str, items: Iterable[tuple[str, object]] = (), current: object = None) -> None:
        """items : text and data of each; current : data of the item that is shown"""
        super().__init__()
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._grows = False
        self.set_items(items, current)

    def grow(self) -> None:
        """Become as wide as the longest text where a row has room for it: the row gives it a stretch."""
        self._grows = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._limit()

    def sizeHint(self) -> QSize:
        """Qt's hook: Qt's own is a pixel less than the text in some fonts."""
        return super().sizeHint() + QSize(2, 0)

    def hold(self) -> None:
        """Have room for the longest text, in whatever letters."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count())), default=0)
        self.setMinimumContentsLength(ceil(longest / max(1, metrics.horizontalAdvance("X"))))

    def _limit(self) -> None:
        if self._grows:
            texts = (self.itemText(index) for index in range(self.count()))
            longest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
            self.setMaximumWidth(max(longest + FIELD_MARGIN, self.sizeHint().width()))

    def set_items(self, items: Iterable[tuple[str, object]], current: object) -> None:
        """Replace all items (text, data) and show the one whose data is `current`, silently."""
        with QSignalBlocker(self):
            self.clear()
            for text, data in items:
                self.addItem(text, data)
            self.set_current(current)
        self._limit()

    def set_current(self, data: object) -> None:
        """Show the item with these data, silently."""
        with QSignalBlocker(self):
            known = (i for i in range(self.count()) if self.itemData(i) == data)
            self.setCurrentIndex(next(known, -1))

    def enable(self, index: int, enabled: bool) -> None:
        """Grey an item, or no longer."""
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        model.item(index).setEnabled(enabled)

    def note(self, data: object, words: str) -> None:
        """Say something about the item with these data, if there is one, beside it in the list."""
        if (index := self.findData(data)) >= 0:
            self.setItemDelegate(_Noted(self))
            self.setItemData(index, words, NOTE)
            self.setItemData(index, words, Qt.ItemDataRole.ToolTipRole)

    def showPopup(self) -> None:
        """Qt's hook: the list is as wide as its longest text."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + POPUP_MARGIN)
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Qt's hook: a text that has no room ends in an ellipsis, not in half a letter."""
        super().initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width()
        room -= 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: the arrow goes on top of what the style draws."""
        super().paintEvent(event)
        arrow = icons.pixmap("chevron-down", theme.current().dim, 14, self.devicePixelRatioF())
        with QPainter(self) as painter:
            painter.drawPixmap(QPoint(self.width() - 21, (self.height() - 14) // 2), arrow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's hook: only a combo box that has the focus turns."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Slider(QSlider):
    """A horizontal slider that a wheel which merely passes over does not move."""

    def __init__(self, accessible: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(accessible)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's hook: only a slider that has the focus turns."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(QDoubleSpinBox):
    """A number to type, quiet until it has the focus; told when it is finished, not at every key.

    The style sheet makes its arrows as wide as nothing: without arrows Qt leaves no room for the text.
    """

    def __init__(self, accessible: str, minimum: float, maximum: float, decimals: int = 2) -> None:
        super().__init__()
        self.setAccessibleName(accessible)
        self.setRange(minimum, maximum)
        self.setDecimals(decimals)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)
        self.lineEdit().setAcceptDrops(False)  # what is dropped is for the window
        self.setProperty("role", "bare")

    def set_silently(self, value: float) -> None:
        """Show a value without telling anyone."""
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's hook: only a number that has the focus turns."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def draw_dot(painter: QPainter, where: QRect, method: str, faint: bool = False) -> None:
    """The dot of a method, filling `where`."""
    colour = theme.method_colour(method)
    if faint:
        colour = theme.faded(colour, theme.current().panel, 0.4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(where)
    painter.restore()


def plain(text: str) -> str:
    """An action's text without its mnemonic, which Chinese has in parentheses."""
    return re.sub(r"\(&\w\)|&(.)", lambda found: found[1] or "", text)


def sentence(text: str) -> str:
    """With a capital and a full stop; a path or a name in front keeps its letters."""
    text = text.strip()
    if text[:1].islower() and text.split(maxsplit=1)[0].isalpha():
        text = text[0].upper() + text[1:]
    if text.endswith((".", "!", "?", ")", "。", "！", "？", "）")):
        return text
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    return text + ("。" if chinese else ".")
