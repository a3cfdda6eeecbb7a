"""Look inside: pages in the place of the panes, each opening one thing up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from srviewer.gui import controls


class InsidePage(QWidget):
    """A bar of pages, and the one that is open; each computes only while it is seen."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inside")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("What is opened"))
        self.pages = QStackedWidget()
        back = QPushButton(self.tr("Back to the panes"))
        back.clicked.connect(self.closed)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 12, 0)
        bar.addWidget(self.tabs, 1)
        bar.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(controls.line())
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.setFocusProxy(self.tabs)

    def add(self, title: str, page: QWidget) -> None:
        """A further page, at the end."""
        self.pages.addWidget(page)
        self.tabs.addTab(title)
