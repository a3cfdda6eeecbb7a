"""Recent files: what was opened last, the newest first, kept in the settings."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from srviewer.gui.services import settings

KEPT = 9  # as many as there are digits for their shortcuts
ADDRESS = "file://"


def paths() -> list[Path]:
    """The files that were opened last; not looked up on disk."""
    value = settings.store().value(settings.RECENT)
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [_read(name) for name in names if isinstance(name, str) and name][:KEPT]


def add(path: Path) -> None:
    """Put a file first."""
    path = Path(os.path.abspath(path))
    _keep([path, *(p for p in paths() if p != path)])


def clear() -> None:
    """Forget them all."""
    _keep([])


def _keep(found: list[Path]) -> None:
    settings.store().setValue(settings.RECENT, [_written(path) for path in found[:KEPT]])


def _written(path: Path) -> str:
    """A path as settings can hold it: one that is no UTF-8 as an address, with its odd bytes as %FF."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return path.as_uri()
    return str(path)


def _read(text: str) -> Path:
    return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(ADDRESS))) if text.startswith(ADDRESS) else text)
