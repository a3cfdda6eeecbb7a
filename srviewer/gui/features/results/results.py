"""Folders of results in the window: their table, once somebody has opened it, and the picture that is clicked there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from srviewer.compared import OWN, TRUTH, Comparison, Pane
from srviewer.gui.features.results.comparing_folders import ComparingFolders
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands
from srviewer.kinds import Mode
from srviewer.results.showing import ShownRow
from srviewer.session import Session
from srviewer.session_file import SavedView

if TYPE_CHECKING:
    from srviewer.gui.features.results.results_window import ResultsWindow

ZOOM = 4.0  # device pixels a pixel, at the place where columns differ most


class Results(QObject):
    """Lives in the GUI thread."""

    looked = Signal(object)  # the `SavedView` at which the picture is looked at that is about to come
    shown = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self.work = ComparingFolders(errands, self)
        self.work.ready.connect(self._show)
        self.window: ResultsWindow | None = None

    def open_with(self, paths: Sequence[Path] = (), truth: Path | None = None) -> None:
        """Open the window; folders among `paths` are taken in, `truth` as that of the truths."""
        self._made().open_with(paths, truth)

    def take_over(self, other: Results) -> None:
        """Go on where another one was, which measures no more."""
        if other.window is not None:
            self.work.take_over(other.work)
            self._made().take_over(other.window)

    def _made(self) -> ResultsWindow:
        if self.window is None:
            from srviewer.gui.features.results.results_window import ResultsWindow

            self.window = ResultsWindow(self.work, self._over)
        return self.window

    def shut_down(self) -> None:
        """Measure no more."""
        self.work.shut_down()

    def action(self) -> Action:
        tip = _tr("Results that others made, a folder for each method, measured and compared picture by picture")
        return Action(_tr("Compare &folders of results…"), "Ctrl+Shift+R", self.open_with, tip)

    def _show(self, found: ShownRow) -> None:
        """Open a picture with all its columns as panes, where they differ most."""
        panes = (Pane.of(TRUTH), *(Pane.of(OWN, name=column) for column in found.own))
        selected, device = min(1, len(panes) - 1), self._session.comparison.device
        comparison = Comparison(Mode.BENCHMARK, self.work.scale, panes=panes, selected=selected, device=device)
        self._session.resume(found.truth, comparison, found.own)
        self.looked.emit(SavedView(ZOOM, *found.place, fitted=False))
        self.shown.emit(found.truth.name)
        if found.missing:
            self.said.emit(language.joined(map(language.said, found.missing)))
