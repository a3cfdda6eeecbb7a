"""The panes of a canvas: as many as there are cells, of one size, and told alike what goes for all of them."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.arrange import arrange
from srviewer.gui.canvas.pane import PaneWidget
from srviewer.gui.canvas.view_state import ViewState, ViewSync
from srviewer.gui.canvas.views import Cells

T = TypeVar("T")


class PaneGrid:
    """The widgets of a canvas's panes, zoomed and panned as one by `sync`; `connect` connects what a new one says."""

    def __init__(
        self, canvas: QWidget, state: ViewState, sync: ViewSync, connect: Callable[[PaneWidget], None]
    ) -> None:
        self._canvas, self._state, self._sync, self._connect = canvas, state, sync, connect
        self.panes: list[PaneWidget] = []
        self.cells: Cells = ()
        self._told: dict[Callable[[PaneWidget, Any], None], Any] = {}
        self._focus_back: int | None = None  # which pane the focus goes back to

    def tell(self, setter: Callable[[PaneWidget, T], None], value: T) -> None:
        """Give a value to a setter of `PaneWidget` in every pane, and in those that come later."""
        self._told[setter] = value
        for pane in self.panes:
            setter(pane, value)

    @property
    def pointed(self) -> PaneWidget | None:
        """The pane that the pointer is on."""
        return next((pane for pane in self.panes if pane.pointer is not None), None)

    def index_at(self, point: QPoint) -> int | None:
        """Which pane there is at a point of the canvas."""
        return next((index for index, pane in enumerate(self.panes) if pane.geometry().contains(point)), None)

    def show(self, cells: Cells) -> None:
        """As many panes as there are cells; those that stay keep their widgets."""
        self.cells = cells
        focused = self._focused
        while len(self.panes) > len(cells):
            self._remove(self.panes.pop())
        while len(self.panes) < len(cells):
            self.panes.append(self._added())
        self._keep_focus(focused)

    def place(self, columns: int | None) -> QSize:
        """Place the panes, in so many columns if asked for; all are of the size that comes back, so that they fit the
        picture alike."""
        canvas = self._canvas
        grid = arrange(len(self.panes), self._state.picture, (canvas.width(), canvas.height()), columns)
        for index, pane in enumerate(self.panes):
            pane.setGeometry(*grid.place(index))
        ratio = canvas.devicePixelRatioF()
        self._sync.set_viewport((floor(grid.cell[0] * ratio), floor(grid.cell[1] * ratio)))
        return QSize(*grid.cell)

    def _added(self) -> PaneWidget:
        pane = PaneWidget(self._canvas)
        for setter, value in self._told.items():
            setter(pane, value)
        pane.state.picture, pane.state.viewport = self._state.picture, self._state.viewport
        self._sync.join(pane.state)
        self._connect(pane)
        pane.show()
        return pane

    def _remove(self, pane: PaneWidget) -> None:
        self._sync.leave(pane.state)
        if self._canvas.window().focusWidget() is pane:
            self.panes[-1].setFocus()  # not to what comes after the panes: a button
        pane.hide()
        pane.deleteLater()

    @property
    def _focused(self) -> int | None:
        """Which of the panes has the focus in its window."""
        focused = self._canvas.window().focusWidget()
        return next((index for index, pane in enumerate(self.panes) if pane is focused), None)

    def _keep_focus(self, before: int | None) -> None:
        """Give the focus back to the pane that lost it to another when it went, once it is there again."""
        if before is None:
            self._focus_back = None
        elif before >= len(self.panes):
            self._focus_back = before if self._focus_back is None else self._focus_back
        elif self._focus_back is not None and self._focus_back < len(self.panes):
            self.panes[self._focus_back].setFocus()
            self._focus_back = None
