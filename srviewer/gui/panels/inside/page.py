"""Look inside: pages in the place of the panes, each opening one thing up."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from srviewer.gui import controls
from srviewer.gui.language import tr as _tr
from srviewer.gui.operations.errands import Errands
from srviewer.gui.panels.inside.dasr_page import DasrPage
from srviewer.gui.panels.inside.filters_page import FiltersPage
from srviewer.gui.panels.inside.losses_page import LossesPage
from srviewer.gui.panels.inside.optimise_page import OptimisePage
from srviewer.gui.panels.inside.perceptual_page import PerceptualPage
from srviewer.gui.panels.inside.shift_page import ShiftPage
from srviewer.gui.panels.inside.srcnn_page import SrcnnPage
from srviewer.gui.panels.inside.sweep_page import SweepPage
from srviewer.gui.panels.inside.taps_page import TapsPage
from srviewer.gui.panels.inside.wavelet_page import WaveletPage
from srviewer.session import Session


@runtime_checkable
class Closing(Protocol):
    """A page that has something to let go of."""

    def shut_down(self) -> None: ...


class InsidePage(QWidget):
    """A bar of pages, and the one that is open; each computes only while it is seen."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inside")
        self._keys: list[str] = []
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

    def add(self, key: str, title: str, page: QWidget) -> None:
        """A further page, at the end; `key` is its name for scripts and lessons."""
        self._keys.append(key)
        self.pages.addWidget(page)
        self.tabs.addTab(title)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the pages, in their order."""
        return tuple(self._keys)

    def page(self, key: str) -> QWidget:
        """The page of that name."""
        return self.pages.widget(self._keys.index(key))

    def open(self, key: str) -> None:
        """Show the page of that name."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def shut_down(self) -> None:
        """Let the pages let go of what must not outlive the window."""
        for index in range(self.pages.count()):
            page = self.pages.widget(index)
            if isinstance(page, Closing):
                page.shut_down()


def inside_page(session: Session, errands: Errands) -> InsidePage:
    """All pages. A new page is a file of its own and a line here."""
    inside = InsidePage()
    for key, title, page in (
        ("subbands", _tr("Subbands"), WaveletPage(session, errands)),
        ("wavelet", _tr("The wavelet"), FiltersPage()),
        ("shift", _tr("Moved by a pixel"), ShiftPage(session, errands)),
        ("interpolation", _tr("Interpolation"), TapsPage(session, errands)),
        ("dasr", _tr("DASR"), DasrPage(session, errands)),
        ("srcnn", _tr("SRCNN"), SrcnnPage(session, errands)),
        ("perceptual", _tr("Perceptual"), PerceptualPage(session, errands)),
        ("losses", _tr("Losses"), LossesPage(session, errands)),
        ("optimise", _tr("Optimise"), OptimisePage(session, errands)),
        ("sweep", _tr("Sweep"), SweepPage(session, errands)),
    ):
        inside.add(key, title, page)
    return inside
