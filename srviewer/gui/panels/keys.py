"""The page of keys: every action and its shortcut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from srviewer.gui import controls


class KeysDialog(QDialog):
    """Two columns of actions with their keys; stays beside the window while one tries them."""

    def __init__(self, keys: list[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        rows = -(-len(keys) // 2)
        for i, (text, key) in enumerate(keys):
            column = 2 * (i // rows)
            grid.addWidget(controls.label(text), i % rows, column)
            grid.addWidget(controls.label(key, "dim"), i % rows, column + 1)
