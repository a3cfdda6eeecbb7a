"""What the main window is put together from, in one place, each imported when it is first asked for.

So the window can be painted before any of it, and numpy with it, is imported.
"""

from __future__ import annotations

import importlib
from typing import Any

_NAMES = {
    "srviewer.engine.schedule": (
        "INTERACTIVE",
        "Schedule",
    ),
    "srviewer.evaluation": ("Prepared",),
    "srviewer.gui": ("crash",),
    "srviewer.gui.body": ("Body",),
    "srviewer.gui.canvas.canvas": ("Canvas",),
    "srviewer.gui.key_places": ("KeyPlaces",),
    "srviewer.gui.menus": (
        "Menus",
        "zoom_menu",
    ),
    "srviewer.gui.operations": (
        "panes",
        "recent",
    ),
    "srviewer.gui.operations.batch": (
        "BatchQueue",
        "State",
    ),
    "srviewer.gui.operations.blind": ("BlindTest",),
    "srviewer.gui.operations.compare": ("Comparing",),
    "srviewer.gui.operations.drop": ("Drops",),
    "srviewer.gui.operations.errands": ("Errands",),
    "srviewer.gui.operations.estimate": ("whole_estimate",),
    "srviewer.gui.operations.export": ("Exporting",),
    "srviewer.gui.operations.history": ("History",),
    "srviewer.gui.operations.lessons": ("Lessons",),
    "srviewer.gui.operations.maps": ("Mapping",),
    "srviewer.gui.operations.open": ("Opening",),
    "srviewer.gui.operations.rebuilt": ("Rebuilding",),
    "srviewer.gui.operations.region": ("is_large",),
    "srviewer.gui.operations.regions": (
        "RegionNumbers",
        "put",
        "remove_selected",
    ),
    "srviewer.gui.operations.save": ("Saving",),
    "srviewer.gui.panels": (
        "left",
        "right",
    ),
    "srviewer.gui.panels.inside.page": ("inside_page",),
    "srviewer.gui.panels.left": ("LeftPanel",),
    "srviewer.gui.panels.message_bar": ("MessageBar",),
    "srviewer.gui.panels.numbers": ("NumbersPanel",),
    "srviewer.gui.panels.plots": ("PlotsPanel",),
    "srviewer.gui.panels.region": ("RegionPanel",),
    "srviewer.gui.panels.right": ("RightPanel",),
    "srviewer.gui.panels.strip": ("Strip",),
    "srviewer.gui.panels.view_bar": ("ViewBar",),
    "srviewer.gui.panels.wavelet": ("WaveletPanel",),
    "srviewer.gui.panels.welcome": ("Welcome",),
    "srviewer.gui.status_bar": ("StatusBar",),
    "srviewer.gui.toolbar": ("Toolbar",),
    "srviewer.gui.worker": (
        "Crashed",
        "Status",
        "Workers",
    ),
    "srviewer.session": ("Session",),
}
_PLACES = {name: place for place, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A part, or a module of parts, by its name; kept for the next time."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    place = importlib.import_module(_PLACES[name])
    if not hasattr(place, name):
        importlib.import_module(f"{place.__name__}.{name}")
    part = globals()[name] = getattr(place, name)
    return part
