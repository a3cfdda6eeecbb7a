"""Where the window keeps what it remembers."""

from __future__ import annotations

from PySide6.QtCore import QSettings

GEOMETRY = "window/geometry"
LEFT_OPEN = "window/left"
RIGHT_OPEN = "window/right"
TAB = "window/tab"
THEME = "window/theme"
OPEN_FOLDER = "folders/open"
SAVE_FOLDER = "folders/save"
RECENT = "files/recent"


def store() -> QSettings:
    """The program's settings."""
    return QSettings(QSettings.defaultFormat(), QSettings.Scope.UserScope, "srviewer", "srviewer")


def flag(key: str, default: bool) -> bool:
    """A yes or no; whatever else stands there counts as the default."""
    value = store().value(key, default)
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), default)
    return value if isinstance(value, bool) else default


def text(key: str, default: str = "") -> str:
    """A text."""
    value = store().value(key, default)
    return value if isinstance(value, str) else default
