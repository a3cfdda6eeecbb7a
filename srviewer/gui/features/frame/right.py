"""The right side: what there is to know about the pictures, one tab at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from srviewer.gui.look import boxes, controls

WIDTH = 384


class RightPanel(QWidget):
    """Tabs over pages; a new panel is one `add`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys: list[str] = []
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Right panel"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._pages = QStackedWidget()
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        top = boxes.row(self.tabs, None, margins=(8, 4, 8, 0))
        boxes.column(top, controls.line(), self._pages, of=self, margins=(1, 0, 0, 0), gap=0)

    @property
    def current(self) -> str:
        """The name of the tab that is open."""
        return self._keys[self.tabs.currentIndex()]

    def open(self, key: str) -> None:
        """Open the tab of that name."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def add(self, key: str, title: str, page: QWidget) -> None:
        """Another tab; `key` is its name for lessons."""
        self._keys.append(key)
        area = boxes.scrolling(page, title)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages.addWidget(area)
        self.tabs.addTab(title)
