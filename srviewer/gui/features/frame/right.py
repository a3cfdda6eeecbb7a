"""The right side: what there is to know about the pictures, one tab at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from srviewer.gui.look import controls
from srviewer.gui.shell import RIGHT_WIDTH

WIDTH = RIGHT_WIDTH


class RightPanel(QWidget):
    """Tabs over pages; a new panel is one `add`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("What to show of the pictures"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._pages = QStackedWidget()
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        top = QHBoxLayout()
        top.setContentsMargins(8, 4, 8, 0)
        top.addWidget(self.tabs)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(controls.line())
        column.addWidget(self._pages)

    def add(self, title: str, page: QWidget) -> None:
        """Another tab."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._pages.addWidget(area)
        self.tabs.addTab(title)
