"""What the menus offer of models from files."""

from __future__ import annotations

from srviewer.gui.features.models.adding import Models
from srviewer.gui.features.models.library import ModelLibrary
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr


def actions(models: Models, library: ModelLibrary) -> tuple[Action, Action]:
    """Adding models, and their library."""
    return (
        Action(_tr("&Add a model…"), "Ctrl+Alt+M", models.ask),
        Action(_tr("Model &library…"), "Ctrl+Alt+L", library.show),
    )
