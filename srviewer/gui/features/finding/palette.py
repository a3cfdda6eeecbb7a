"""Find an action: type a part of its name, press return. Every action of the menus is here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from srviewer.gui.look import boxes, controls, theme

WIDTH, ROWS = 460, 10
ACTION = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """A line to type in over a list of what fits, the best first; closes when it loses the focus."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._actions = [a for a in actions if a.text() and a.isEnabled()]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Find an action"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find an action"))
        self.line.setAccessibleName(self.tr("Type part of an action's name"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Actions"))
        self.none = controls.label(self.tr("No matching action."), "dim")
        boxes.column(self.line, self.none, self.list, of=self, margins=(8, 8, 8, 8), gap=8)
        self.setFixedSize(WIDTH, theme.CONTROL * (ROWS + 2))
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window."""
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, theme.TOOLBAR + theme.CONTROL))
        self.move(corner)
        self.show()
        self.line.setFocus()

    def event(self, event: QEvent) -> bool:
        """Qt's hook: whoever goes elsewhere does not want it any more."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.close()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list, return runs, while the line keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                if self.list.count():
                    self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.list.currentItem()) is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        self.list.clear()
        ranked = [(merit, index, a) for index, a in enumerate(self._actions) if (merit := fit(text, title(a))) >= 0]
        for _merit, _index, action in sorted(ranked, key=lambda entry: entry[:2]):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tick = "✓ " if action.isCheckable() and action.isChecked() else ""
            item = QListWidgetItem(f"{tick}{title(action)}" + (f"    {keys}" if keys else ""))
            item.setData(ACTION, action)
            item.setToolTip(action.toolTip())
            item.setSizeHint(QSize(0, theme.CONTROL))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not ranked)

    def _run(self, item: QListWidgetItem) -> None:
        action = item.data(ACTION)
        self.close()
        action.trigger()


def title(action: QAction) -> str:
    """An action's name without its mnemonic."""
    return controls.plain(action.text())


def fit(typed: str, name: str) -> int:
    """How badly a name fits what was typed, 0 is best; -1: not at all. All letters must come in order."""
    typed, name = typed.casefold().strip(), name.casefold()
    if typed in name:
        starts_word = name.startswith(typed) or f" {typed}" in name
        return 0 if starts_word else 1
    place = 0
    for letter in typed.replace(" ", ""):
        place = name.find(letter, place) + 1
        if not place:
            return -1
    return 2
