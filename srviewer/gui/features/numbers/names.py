"""Names in a table: in as many lines as they need, never cut."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from srviewer.gui.look import theme

ROW = 32  # height of a row, at the least
NAME_MARGIN = 14  # around a name and between it and its dot

Index = QModelIndex | QPersistentModelIndex


class NameDelegate(QStyledItemDelegate):
    """A name in as many lines as it needs, broken between words, or within one that is too long for a line."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        wide = option.rect.width() - option.decorationSize.width() - NAME_MARGIN
        option.text = "\n".join(broken(option.text, option.fontMetrics, wide))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QTableView)
        option.rect.setWidth(view.columnWidth(0))
        self.initStyleOption(option, index)
        lines = option.text.count("\n") + 1
        longest = max(map(option.fontMetrics.horizontalAdvance, option.text.split("\n")))
        wide = longest + option.decorationSize.width() + NAME_MARGIN
        return QSize(wide, max(theme.scaled(ROW), lines * option.fontMetrics.lineSpacing() + 4))


def width_for(names: Iterable[str], dot: int) -> int:
    """What a column needs so that every one of these names is in one line."""
    metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
    return max(map(metrics.horizontalAdvance, names), default=0) + dot + NAME_MARGIN


def broken(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The lines of a text that are each no wider than that, if a letter is not."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(joined) <= width:
            lines[-1] = joined
            continue
        lines += [""] * bool(lines[-1])
        for letter in word:
            if lines[-1] and metrics.horizontalAdvance(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines
