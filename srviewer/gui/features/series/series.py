"""Training runs in the main window: two iterations of a picture as panes, at the same place; a blind pick of them.

Networks by iteration (the files of a run's models) are not read here: whoever can run them gives pictures, and those
are followed like any others.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.series.following import Following, no_truth
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands, words
from srviewer.results import showing
from srviewer.results.folders import Row
from srviewer.results.showing import Shown
from srviewer.session import OWN, TRUTH, Change, Comparison, Mode, Pane, Session
from srviewer.session_file import View

if TYPE_CHECKING:
    from srviewer.gui.features.series.series_window import SeriesWindow

SLOT = "show iterations"
ZOOM = 4.0


class RunSeries(QObject):
    """Lives in the GUI thread."""

    looked = Signal(object)  # the `View` at which the next picture is looked at
    stepping = Signal()  # another iteration is about to be shown: the view is to stay
    shown = Signal(str)
    pick = Signal()  # the two that are to be picked from are there
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._errands, self._over = session, errands, over
        self.work = Following(errands, self)
        self.window: SeriesWindow | None = None
        self._there = ""  # the picture that is shown
        self._picking = False
        session.subscribe(self._session_changed)

    def open_with(self, root: Path | None = None) -> None:
        """Open the window; follow a run, if one is given."""
        if self.window is None:
            from srviewer.gui.features.series.series_window import SeriesWindow

            self.window = SeriesWindow(self.work, self._over)
            self.window.show_requested.connect(lambda a, b: self.show(a, b))
            self.window.pick_requested.connect(lambda a, b: self.show(a, b, picking=True))
        self.window.open_with(root)

    def action(self) -> Action:
        tip = _tr("Validation pictures of a training run by iteration, as they come")
        return Action(_tr("Follow a &training run…"), "Ctrl+Shift+F", self.open_with, tip)

    def shut_down(self) -> None:
        """Follow no more."""
        self.work.rest()
        if self.window is not None:
            self.window.chart.shut_down()

    def show(self, first: int, second: int, picking: bool = False) -> None:
        """Show two iterations of the chosen picture, with its truth; for a blind pick without it."""
        truth, scale = self.work.truth, self.work.scale
        if truth is None:
            if self.window is not None:
                self.window.said.setText(language.said(no_truth()))
            return
        paths = {s.iteration: s.path for s in self.work.snapshots}
        columns = {_tr("iteration {}").format(f"{n:,}"): paths[n] for n in dict.fromkeys((first, second)) if n in paths}
        row = Row(self.work.picture, truth, columns)
        self._errands.send(
            SLOT,
            lambda token: showing.shown(row, scale, token),
            lambda found: self._show(found, picking),
            lambda error: self.said.emit(words(error)),
        )

    def _show(self, found: Shown, picking: bool) -> None:
        if self._there == found.truth.name and self._session.source is not None:
            self.stepping.emit()
        else:
            x, y = found.place
            self.looked.emit(View(zoom=ZOOM, x=float(x), y=float(y), fitted=False))
        own = tuple(Pane.of(OWN, name=column) for column in found.own)
        panes = own if picking else (Pane.of(TRUTH), *own)
        before = self._session.comparison
        comparison = Comparison(Mode.BENCHMARK, self.work.scale, panes=panes, selected=0)
        self._picking = picking and len(own) == 2
        self._session.resume(found.truth, replace(comparison, device=before.device), found.own)
        self._there = found.truth.name
        self.shown.emit(found.truth.name)
        if found.missing:
            self.said.emit(language.joined(map(language.said, found.missing)))

    def _session_changed(self, _change: Change) -> None:
        source = self._session.source
        if source is None or source.name != self._there:
            self._there = ""
        if self._picking and self._session.done:
            self._picking = False
            self.pick.emit()
