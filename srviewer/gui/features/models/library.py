"""The window of the library of models: made when it is first asked for, or when several models were added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from srviewer.gui.features.models.adding import Models
from srviewer.gui.look import controls

if TYPE_CHECKING:
    from srviewer.gui.features.models.models_window import ModelsWindow


class ModelLibrary(QObject):
    """Keeps the window."""

    def __init__(self, models: Models) -> None:
        super().__init__(models.over)
        self._models = models
        self.window: ModelsWindow | None = None
        models.listed.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Open it, or bring it to the front."""
        controls.come_forward(self._made())

    def take_over(self, other: ModelLibrary) -> None:
        """Go on where another one was."""
        if other.window is not None:
            self._made().take_over(other.window)

    def _made(self) -> ModelsWindow:
        if self.window is None:
            from srviewer.gui.features.models.models_window import ModelsWindow

            self.window = ModelsWindow(self._models, self._models.session, self._models.errands, self._models.over)
        return self.window
