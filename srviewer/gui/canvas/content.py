"""What a pane has to show, as plain data: layers of pixels, captions, numbers, and how far the work is.

`describe` makes it from the session; panes and views only draw it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from srviewer.gui.canvas.pyramid import Pyramid


class Phase(Enum):
    """The designed states of a pane."""

    EMPTY = "empty"
    BUSY = "busy"
    SHOWN = "shown"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, eq=False)
class Layer:
    """A pyramid and where it lies: (x, y) in picture coordinates, `unit` picture pixels to each of its own.

    `soft` layers are interpolated when enlarged (a preview must not look like a result); `framed` ones are
    parts of a picture, and get a hairline around them.
    """

    pyramid: Pyramid
    x: int = 0
    y: int = 0
    unit: int = 1
    soft: bool = False
    framed: bool = False


@dataclass(frozen=True)
class Caption:
    """What the pane is: `method` gives the colour; `detail` is said less loudly."""

    method: str
    title: str
    detail: str = ""
    tooltip: str = ""


@dataclass(frozen=True)
class Number:
    """One measured value as it is read, with its protocol as the tooltip."""

    text: str
    tooltip: str = ""
    loud: bool = True
    best: bool = False


@dataclass(frozen=True, eq=False)
class Content:
    """Everything one pane shows.

    base : drawn first; dimmed while it is only a preview of what is being made
    layers : what is really there, over it
    head, text : what a state says, first and second; fraction : how far a busy pane is, None if nobody knows
    """

    phase: Phase
    base: tuple[Layer, ...] = ()
    layers: tuple[Layer, ...] = ()
    dimmed: bool = False
    caption: Caption | None = None
    numbers: tuple[Number, ...] = ()
    head: str = ""
    text: str = ""
    fraction: float | None = None
    partial: bool = False


NOTHING = Content(Phase.EMPTY)
