"""The window: shows the session and edits it; no pixel is computed here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from srviewer.kinds import Mode


class WindowOptions(NamedTuple):
    """What the command line asks of the window."""

    images: tuple[str | Path, ...] | list[str | Path] = ()
    mode: Mode | None = None
    scale: int | None = None
    methods: tuple[str, ...] | None = None
    device: str = "auto"
    screenshot: Path | None = None
    demo: bool = False
