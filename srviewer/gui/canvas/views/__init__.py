"""Ways to compare. Each is one file here that follows `View`, and one line in `VIEWS`; `VIEWS.register` adds one while
the program runs, for windows that are opened from then on.

A view says which of the session's panes each cell of the grid holds (side by side: one each; a wipe: two in
one cell), and draws what a cell holds into a frame that already knows zoom and place. The canvas does the
rest: sizes, pointer, captions, states, synchronisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QPainter

from srviewer.catalogue import Catalogue
from srviewer.compared import Pane
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.paint import Frame
from srviewer.gui.canvas.views.blind import Blind
from srviewer.gui.canvas.views.blink import Blink
from srviewer.gui.canvas.views.difference import Difference
from srviewer.gui.canvas.views.onion import Onion
from srviewer.gui.canvas.views.side_by_side import SideBySide
from srviewer.gui.canvas.views.wipe import Wipe
from srviewer.gui.canvas.way import Way, WayField
from srviewer.phrase import phrase
from srviewer.session import Session

Cells = tuple[tuple[Pane, ...], ...]


class View(Protocol):
    """A way to compare.

    name : what it is called in `Way.view`, in files and in lessons
    title, about : what it is called on screen, and a line that says what it does
    settings : what of the `Way` one may set while it is in force
    maps : whether cells show maps of the difference in place of pictures
    line : whether a cell has a line that is dragged
    secret : whether nothing may say what is shown
    """

    name: str
    title: str
    about: str
    settings: frozenset[WayField]
    maps: bool
    line: bool
    secret: bool

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> Cells:
        """For each cell of the grid what it holds; the first gives caption and state.

        `mine` is the selected pane, `other` what it is compared with (None: there is nothing else).
        """

    def paint(self, painter: QPainter, frame: Frame, contents: Sequence[Content], way: Way) -> None:
        """Draw what a cell holds, in device pixels; called in the GUI thread, draws from pyramids only."""


VIEWS: Catalogue[View] = Catalogue(
    phrase("way to compare"), SideBySide(), Wipe(), Blink(), Onion(), Difference(), Blind()
)


def view_of(name: str) -> View:
    """The view of a name; side by side for a name that is not known (any more)."""
    return VIEWS.find(name) or VIEWS.first


def offered() -> tuple[View, ...]:
    """The views that there are to choose from."""
    return tuple(view for view in VIEWS if not view.secret)


def cells_of(session: Session, view: View, way: Way, other: Pane | None, flipped: bool) -> Cells:
    """What the view, or a key that is held, puts into the cells: one pane alone, or (`flipped`) in every cell what the
    panes are compared with."""
    panes, mine = session.comparison.panes, session.comparison.pane
    if session.source is None or mine is None:
        return ()
    if way.alone is not None and way.alone < len(panes) and not view.secret:
        cells: Cells = ((panes[way.alone],),)
    else:
        cells = view.cells(panes, mine, other, way)
    if flipped and not view.secret and other is not None:
        cells = tuple((other,) for _ in cells)
    return cells
