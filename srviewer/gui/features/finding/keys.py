"""The page of keys: every action and its shortcut, and what the pointer does on the pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from srviewer.gui.look import boxes, controls

COLUMNS = 3


class KeysDialog(QDialog):
    """Columns of actions with their keys; stays beside the window while one tries them."""

    def __init__(self, keys: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        page = QWidget()
        grid = boxes.grid(16, 5, of=page)
        grid.setContentsMargins(16, 16, 16, 16)
        below = _fill(grid, 0, self.tr("On the pictures"), self._on_pictures())
        grid.addWidget(controls.line(), below, 0, 1, 2 * COLUMNS)
        grid.setRowMinimumHeight(below, 17)
        _fill(grid, below + 1, self.tr("Actions"), keys)
        boxes.column(boxes.scrolling(page, self.windowTitle()), of=self, margins=(0, 0, 0, 0))
        wanted, most = page.sizeHint(), parent.screen().availableSize()
        self.resize(min(wanted.width() + 16, most.width() - 40), min(wanted.height() + 8, most.height() - 80))

    def _on_pictures(self) -> list[tuple[str, str]]:
        """What has no place in a menu."""
        return [
            (self.tr("Show one pane alone"), self.tr("Hold 1 to 6")),
            (self.tr("Show what the panes are compared with"), self.tr("Hold Space")),
            (self.tr("Press the focused button"), self.tr("Return")),
            (self.tr("Zoom at the pointer"), self.tr("Wheel, pinch")),
            (self.tr("Move picture"), self.tr("Drag, two fingers")),
            (self.tr("Whole picture or 100 %"), self.tr("Double click")),
            (self.tr("Compare selected pane with another"), self.tr("Ctrl+click")),
            (self.tr("Draw region"), self.tr("Shift+drag")),
            (self.tr("Swap two panes, or drag one out as a file"), self.tr("Drag a caption")),
            (self.tr("My result beside a pane"), self.tr("Drop with Ctrl, or on its edge")),
            (self.tr("Next or previous file"), "← →"),
        ]


def _fill(grid: QGridLayout, top: int, title: str, keys: list[tuple[str, str]]) -> int:
    """Put a title and what stands under it into a grid, from a row on; the first row below them."""
    grid.addWidget(controls.head(title), top, 0, 1, 2 * COLUMNS)
    rows = -(-len(keys) // COLUMNS)
    for i, (text, key) in enumerate(keys):
        row, column = top + 1 + i % rows, 2 * (i // rows)
        grid.addWidget(controls.label(text, "value"), row, column)
        grid.addWidget(controls.label(key, "small"), row, column + 1)
    return top + 1 + rows
