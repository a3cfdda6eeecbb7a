"""Training runs in the main window: two iterations as panes, at the same place; a blind pick of them.

Of a validation picture they are results that the run left; of a network they are methods, run on the picture that is
open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from srviewer import upsamplers
from srviewer.compared import OWN, TRUTH, Comparison, Pane
from srviewer.engine import preload
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.features.series.following import Following, ValidationSet, no_truth
from srviewer.gui.look import controls, language
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands, words
from srviewer.kinds import Mode
from srviewer.models import loaded
from srviewer.results import showing
from srviewer.results.folders import PictureRow
from srviewer.results.showing import ShownRow
from srviewer.session import Change, Field, Session
from srviewer.session_file import SavedView

if TYPE_CHECKING:
    from srviewer.gui.features.series.series_window import SeriesWindow

SLOT = "show iterations"
ZOOM = 4.0


class RunSeries(QObject):
    """Lives in the GUI thread."""

    looked = Signal(object)  # the `SavedView` at which the picture is looked at that is about to come
    stepping = Signal()  # another iteration is about to be shown: the view is to stay
    shown = Signal(str)
    pick = Signal()  # the two that are to be picked from are there
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._errands, self._over = session, errands, over
        self.work = Following(errands, self)
        self.window: SeriesWindow | None = None
        self._there = ""  # the validation picture that is shown
        self._names: list[str] = []  # of the run's methods that are shown
        self._picking = False
        session.subscribe(self._session_changed)

    def open_with(self, root: Path | None = None) -> None:
        """Open the window; follow a run, if one is given."""
        self._made().open_with(root)

    def take_over(self, other: RunSeries) -> None:
        """Go on where another one was, which follows no more."""
        if other.window is not None:
            self._there, self._names = other._there, other._names
            self.work.take_over(other.work)
            self._made().take_over(other.window)

    def _made(self) -> SeriesWindow:
        if self.window is None:
            from srviewer.gui.features.series.series_window import SeriesWindow

            self.window = SeriesWindow(self.work, self._over)
            self.window.show_requested.connect(lambda a, b: self.show(a, b))
            self.window.pick_requested.connect(lambda a, b: self.show(a, b, picking=True))
            self._put_on()
        return self.window

    def action(self) -> Action:
        tip = _tr("Validation pictures and networks of a training run by iteration, as they come")
        return Action(_tr("Follow a &training run…"), "Ctrl+Shift+F", self.open_with, tip)

    def shut_down(self) -> None:
        """Follow no more."""
        self.work.rest()
        if self.window is not None:
            self.window.chart.shut_down()

    def show(self, first: int, second: int, picking: bool = False) -> None:
        """Show two iterations of the chosen picture or network, with the truth; for a blind pick without it."""
        if self.work.network:
            self._read_networks(first, second, picking)
        else:
            self._show_pictures(first, second, picking)

    def _read_networks(self, first: int, second: int, picking: bool) -> None:
        """Read two iterations of a network, to show them."""
        snapshots = {s.iteration: s for s in self.work.snapshots}
        wanted = [snapshots[n] for n in dict.fromkeys((first, second)) if n in snapshots]

        def read(token: Token) -> list[loaded.Known]:
            preload.wait(token)
            preload.preload_torch(Token())
            return [loaded.known(snapshot.path) for snapshot in wanted]

        def show(known: list[loaded.Known]) -> None:
            names = [self.work.method_of(snapshot) for snapshot in wanted]
            self._show_networks(names, known[0].facts.scale, picking)

        if wanted and self._session.source is not None:
            self._errands.send(SLOT, read, show, self._refused, FILES)

    def _show_networks(self, names: list[str], scale: int, picking: bool) -> None:
        """Panes of the open picture at the networks' scale; others that were added since stay, but in a blind pick."""
        before, shown = self._session.comparison, set(self._names)
        others = [pane for pane in before.panes if pane.method not in shown]
        if picking or len(others) == len(before.panes):  # the first time
            others = [Pane.of(TRUTH)] if before.mode is Mode.BENCHMARK and not picking else []
        at = next((n for n, pane in enumerate(before.panes) if pane.method in shown), len(others))
        at, mine = min(at, len(others)), tuple(map(Pane.of, names))
        self._names, self._picking = names, picking and len(mine) == 2
        scale = scale if scale in upsamplers.SCALES else before.scale
        self._session.edit(panes=(*others[:at], *mine, *others[at:]), selected=at, scale=scale)
        self._pick_if_done()

    def _refused(self, error: Exception) -> None:
        if self.window is not None:
            self.window.said.setText(controls.sentence(words(error)))

    def _show_pictures(self, first: int, second: int, picking: bool) -> None:
        truth, scale = self.work.truth, self.work.scale
        if truth is None:
            if self.window is not None:
                self.window.said.setText(language.said(no_truth()))
            return
        paths = {s.iteration: s.path for s in self.work.snapshots}
        columns = {_tr("iteration {}").format(f"{n:,}"): paths[n] for n in dict.fromkeys((first, second)) if n in paths}
        row = PictureRow(self.work.picture, truth, columns)
        self._errands.send(
            SLOT,
            lambda token: showing.shown(row, scale, token),
            lambda found: self._show(found, picking),
            lambda error: self.said.emit(words(error)),
        )

    def _show(self, found: ShownRow, picking: bool) -> None:
        stays = self._there == found.truth.name and self._session.source is not None
        if stays:
            self.stepping.emit()
        own = tuple(Pane.of(OWN, name=column) for column in found.own)
        panes = own if picking else (Pane.of(TRUTH), *own)
        device = self._session.comparison.device
        comparison = Comparison(Mode.BENCHMARK, self.work.scale, panes=panes, selected=0, device=device)
        self._session.resume(found.truth, comparison, found.own)
        if not stays:
            self.looked.emit(SavedView(ZOOM, *found.place, fitted=False))
        self._there, self._picking = found.truth.name, picking and len(own) == 2
        self.shown.emit(found.truth.name)
        if found.missing:
            self.said.emit(language.joined(map(language.said, found.missing)))

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):  # `_show` says so afterwards if it is a picture of the run
            self._there, self._picking = "", False
        if self.window is not None and change.touches(Field.PREPARED, Field.SOURCE, Field.DEVICE):
            self._put_on()
            if change.touches(Field.SOURCE) and self.work.network and self.window.isVisible():
                self.window.soon()
        self._pick_if_done()

    def _put_on(self) -> None:
        """Networks are measured on what is open."""
        lr, truth, c = self._session.lr, self._session.truth, self._session.comparison
        self.work.put_on(None if lr is None or truth is None else ValidationSet(lr, truth, c.scale, c.device))

    def _pick_if_done(self) -> None:
        if self._picking and self._session.done:
            self._picking = False
            self.pick.emit()
