"""Where the window keeps what it remembers."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSettings

GEOMETRY = "window/geometry"
LEFT_OPEN = "window/left"
RIGHT_OPEN = "window/right"
TAB = "window/tab"
THEME = "window/theme"
MOTION = "window/motion"
OPEN_FOLDER = "folders/open"
SAVE_FOLDER = "folders/save"
BACKBONES = "folders/backbones"  # torchvision's files, for LPIPS and DISTS
RECENT = "files/recent"
LANGUAGE = "window/language"
DEVICE = "work/device"
MEMORY = "work/memory"  # gigabytes; 0: as much as there is
SCALE = "work/scale"  # that a picture starts with; 0: what suits it
SECOND = "window/second start"  # HAND_OVER or ANOTHER
HAND_OVER, ANOTHER = "hand over", "another"


def store(name: str = "srviewer") -> QSettings:
    """The program's settings."""
    return QSettings(QSettings.defaultFormat(), QSettings.Scope.UserScope, "srviewer", name)


def _file() -> Path:
    """The file of settings; found by way of another name, since Qt opens a file as it is named, and a FIFO blocks."""
    other = Path(store("other").fileName())
    return other.with_stem("srviewer")


_LINE = re.compile(r"\s*|[;#].*|\[[^\[\]]*\]\s*|[^=\[\];#]+=.*")  # of a file of settings, as Qt writes it


def put_aside_if_damaged() -> Path | None:
    """Rename a file of settings that is none; returns its new name. Call it before anything is read.

    Qt takes from a damaged file what looks like settings, and writes the rest back. (Where settings are no file of
    lines, on Windows and macOS, nothing is looked at.)
    """
    path = _file()
    if path.suffix not in (".conf", ".ini") or not path.exists():
        return None
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else "\0"  # a FIFO would be waited for
    except UnicodeDecodeError:
        text = "\0"
    except OSError:
        return None
    if "\0" not in text and all(map(_LINE.fullmatch, text.splitlines())):
        return None
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside


def can_be_kept() -> bool:
    """Whether what is put will be there at the next start."""
    return store().isWritable()


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


def number(key: str, default: float = 0.0) -> float:
    """A number that is not negative."""
    try:
        value = float(text(key) or default)
    except ValueError:
        return default
    return value if 0 <= value < 1e6 else default


def put(key: str, value: object) -> None:
    """Keep a value, as text."""
    store().setValue(key, str(value))
