r"""Formulae in a lesson's text: `$...$` in a line, `$$...$$` on a line of their own, as LaTeX writes them.

Each is typeset once, when the lesson is written (`resources/lessons/typeset.py`), into an SVG that is named after a
digest of its LaTeX. A formula without one is shown as it was typed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from srviewer import paths

_FOUND = re.compile(r"(?P<code>`+[^`]*`+|\\\$)|\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$\n]+)\$")
_NAME = re.compile(r"[di][0-9a-f]{16}\.svg")
SIZE = 16.0  # pixels of the letters in the SVG


@dataclass(frozen=True)
class Formula:
    """LaTeX, and whether it stands on a line of its own."""

    latex: str
    display: bool

    @property
    def name(self) -> str:
        """The SVG's file name."""
        digest = hashlib.sha256(self.latex.encode()).hexdigest()[:16]
        return f"{'d' if self.display else 'i'}{digest}.svg"


@dataclass(frozen=True)
class Drawn:
    """A typeset formula: its SVG, which says `currentColor`; sizes in pixels at letters of `SIZE`.

    depth : how far it reaches below the line that letters stand on
    """

    svg: str
    width: float
    height: float
    depth: float


def folder() -> Path:
    """Where the typeset formulae are."""
    return paths.resources() / "lessons" / "formulae"


def of_text(text: str) -> Iterator[Formula]:
    """The formulae of a Markdown text, in order."""
    for found in _FOUND.finditer(text):
        if not found["code"]:
            yield _formula(found)


def replaced(text: str, by: Callable[[Formula], str]) -> str:
    """The text with every formula replaced."""
    return _FOUND.sub(lambda found: found[0] if found["code"] else by(_formula(found)), text)


def left_open(text: str) -> bool:
    """Whether a dollar sign remains that begins no formula."""
    return "$" in _FOUND.sub("", text)


def drawn(name: str) -> Drawn | None:
    """The typeset formula of a file name; None for any other name, and where there is none."""
    if not _NAME.fullmatch(name):
        return None
    try:
        svg = (folder() / name).read_text(encoding="utf-8")
        width, height, depth = (float(re.search(rf'{key}="([0-9.]+)"', svg)[1]) for key in _KEYS)  # type: ignore[index]
    except (OSError, TypeError, ValueError):
        return None
    return Drawn(svg, width, height, depth)


_KEYS = (" width", " height", "data-depth")


def _formula(found: re.Match[str]) -> Formula:
    display = found["display"] is not None
    return Formula((found["display"] if display else found["inline"]).strip(), display)
