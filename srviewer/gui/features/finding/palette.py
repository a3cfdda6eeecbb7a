"""Find an action: type a part of its name, press return. Every action of the menus is here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from srviewer.gui.look import boxes, controls, theme

WIDTH, ROWS = 460, 10
SURE = 1  # merit up to which Return may run an action that was not chosen
ACTION = Qt.ItemDataRole.UserRole
_WORDS = re.compile(r"\w+")


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
        self.setFixedSize(theme.scaled(WIDTH), theme.scaled(theme.CONTROL) * (ROWS + 2))
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
        """Qt's hook: it closes when another window becomes active."""
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
        fits = ((fit(text, title(a), a.toolTip()), index, a) for index, a in enumerate(self._actions))
        ranked = [entry for entry in fits if entry[0] >= 0]
        for _merit, _index, action in sorted(ranked, key=lambda entry: entry[:2]):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tick = "✓ " if action.isCheckable() and action.isChecked() else ""
            item = QListWidgetItem(f"{tick}{title(action)}" + (f"    {keys}" if keys else ""))
            item.setData(ACTION, action)
            item.setToolTip(action.toolTip())
            item.setSizeHint(QSize(0, theme.scaled(theme.CONTROL)))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if text.strip() and any(merit <= SURE for merit, *_ in ranked) else -1)
        self.none.setVisible(not ranked)

    def _run(self, item: QListWidgetItem) -> None:
        action = item.data(ACTION)
        self.close()
        action.trigger()


def title(action: QAction) -> str:
    """An action's name without its mnemonic."""
    return controls.plain(action.text())


def fit(typed: str, name: str, about: str = "") -> int:
    """How badly a name, and what is said about it, fits what was typed; -1: not at all.

    0: a whole word, or how the name begins; 1: every word that was typed begins one of the name's (in Chinese, which
    has no spaces: is in it); 2: it is a part of a word, or first letters of words; 3: its words begin words of `about`
    """
    typed, name = typed.casefold().strip(), name.casefold()
    words, asked = _WORDS.findall(name), _WORDS.findall(typed)
    if name.startswith(typed) or typed in words:
        return 0
    if _each_begins(asked, words) or (typed in name and not typed.isascii()):
        return 1
    initials = "".join(word[0] for word in words)
    if (len(typed) > 2 and any(typed in word for word in words)) or (len(typed) > 1 and typed in initials):
        return 2
    return 3 if len(typed) > 2 and _each_begins(asked, _WORDS.findall(about.casefold())) else -1


def _each_begins(asked: Sequence[str], words: Sequence[str]) -> bool:
    return bool(asked) and all(any(word.startswith(part) for word in words) for part in asked)
