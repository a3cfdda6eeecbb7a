"""Look inside: pages in the place of the panes, each opening one thing up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QWidget

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.features.inside.seen_page import TopicPage
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands
from srviewer.session import Session

LEAST_WIDTH = 940  # of a page, less than which it scrolls


class InsidePage(QWidget):
    """A bar of pages, and the one that is open; each is made when it is first asked for, and computes only while it is
    seen."""

    closed = Signal()
    said = Signal(str)
    failed = Signal(str)
    kept = Signal(object)  # a file of weights that is to become a method
    made = Signal(str)  # the name of a page that there is from now on

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inside")
        self._keys: list[str] = []
        self._shown: list[TopicPage] = []
        self._rooms: list[QScrollArea] = []  # one each: in one for all, a page would be as high as the highest of them
        self._to_make: dict[str, Callable[[], TopicPage]] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Method or topic shown"))
        self.pages = QStackedWidget()
        back = controls.button(self.tr("Back to panes"), self.closed)
        bar = boxes.row((self.tabs, 1), back, margins=(8, 4, 12, 0))
        boxes.column(bar, controls.line(), (self.pages, 1), of=self, margins=(0, 0, 0, 0), gap=0)
        self.tabs.currentChanged.connect(self._show)
        self.setFocusProxy(self.tabs)

    def add(self, key: str, title: str, make: Callable[[], TopicPage]) -> None:
        """A further page, at the end; `key` is its name for scripts and lessons."""
        self._keys.append(key)
        self._to_make[key] = make
        self._shown.append(TopicPage())
        self._rooms.append(boxes.scrolling(self._shown[-1], title))
        self.pages.addWidget(self._rooms[-1])
        self.tabs.addTab(title)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the pages, in their order."""
        return tuple(self._keys)

    def page(self, key: str) -> TopicPage:
        """The page of that name."""
        index = self._keys.index(key)
        if key in self._to_make:
            page = self._shown[index] = self._to_make.pop(key)()
            page.setMinimumWidth(theme.scaled(LEAST_WIDTH))
            self._rooms[index].setWidget(page)
            page.said.connect(self.said)
            page.failed.connect(self.failed)
            page.kept.connect(self.kept)
            self.made.emit(key)
        return self._shown[index]

    @property
    def current(self) -> str:
        """The name of the page that is open."""
        return self._keys[self.tabs.currentIndex()]

    def open(self, key: str) -> None:
        """Show the page of that name."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    @property
    def under_way(self) -> str:
        """What the pages of another window could not go on with, in words; "" if there is nothing."""
        return next(filter(None, (page.under_way for page in self._shown)), "")

    def take_over(self, other: InsidePage) -> None:
        """Have chosen what is chosen on the pages of another window, as far as they were opened."""
        for key in self._keys:
            if key not in other._to_make:
                self.page(key).take_over(other.page(key))

    def shut_down(self) -> None:
        """Let the pages let go of what must not outlive the window."""
        for page in self._shown:
            page.shut_down()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: what was computed for the pages is not kept for one who has gone back to the panes."""
        super().hideEvent(event)
        for page in self._shown:
            page.let_go()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook."""
        self._show(self.tabs.currentIndex())
        super().showEvent(event)

    @Slot(int)
    def _show(self, index: int) -> None:
        """Bring a page to the front; one that is not seen yet need not be made."""
        if self.isVisible() and 0 <= index < len(self._keys):
            self.page(self._keys[index])
        self.pages.setCurrentIndex(index)


def inside_page(session: Session, errands: Errands, canvas: Canvas) -> InsidePage:
    """All pages. A new page is a file of its own and a line here."""
    inside, given = InsidePage(), (session, errands)
    for key, title, target, arguments in (
        ("subbands", _tr("Subbands"), "wavelet_page:WaveletPage", (*given, canvas)),
        ("wavelet", _tr("The wavelet"), "filters_page:FiltersPage", ()),
        ("shift", _tr("Shift by one pixel"), "shift_page:ShiftPage", given),
        ("interpolation", _tr("Interpolation"), "taps_page:TapsPage", given),
        ("dasr", _tr("DASR"), "dasr_page:DasrPage", given),
        ("srcnn", _tr("SRCNN"), "srcnn_page:SrcnnPage", given),
        ("compact", _tr("Compact"), "compact_page:CompactPage", given),
        ("perceptual", _tr("Perceptual"), "perceptual_page:PerceptualPage", given),
        ("model", _tr("Model"), "model_page:ModelPage", given),
        ("losses", _tr("Losses"), "losses_page:LossesPage", given),
        ("optimise", _tr("Optimise"), "optimise_page:OptimisePage", given),
        ("train", _tr("Train"), "train_page:TrainPage", given),
        ("sweep", _tr("Sweep"), "sweep_page:SweepPage", given),
    ):
        inside.add(key, title, partial(_make, target, *arguments))
    return inside


def _make(target: str, *arguments: object) -> TopicPage:
    """A page, its module imported only now."""
    module, _, name = target.partition(":")
    page: TopicPage = getattr(import_module(f"{__package__}.{module}"), name)(*arguments)
    return page
