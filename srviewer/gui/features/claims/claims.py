"""The papers' claims: their window, once somebody has opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from srviewer.gui.look import controls
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands

if TYPE_CHECKING:
    from srviewer.gui.features.claims.claims_window import ClaimsWindow


class Claims:
    """Opens the window in which the claims are recomputed."""

    def __init__(self, errands: Errands, over: QWidget) -> None:
        self._errands, self._over = errands, over
        self.window: ClaimsWindow | None = None

    @property
    def running(self) -> bool:
        """Whether claims are being recomputed."""
        return self.window is not None and self.window.work.running

    def action(self) -> Action:
        return Action(_tr("&Recompute the papers' claims…"), "Shift+F1", self.show)

    def show(self) -> None:
        """Open the window, or bring it to the front."""
        controls.come_forward(self._made())

    def take_over(self, other: Claims) -> None:
        """Go on where another one was, which recomputes nothing."""
        if other.window is not None:
            self._made().take_over(other.window)

    def _made(self) -> ClaimsWindow:
        if self.window is None:
            from srviewer.gui.features.claims.claims_window import ClaimsWindow
            from srviewer.gui.features.claims.recomputing import Recomputing

            self.window = ClaimsWindow(Recomputing(self._errands, self._over), self._over)
        return self.window
