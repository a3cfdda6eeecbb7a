"""Words that files, command line and window share: modes, what a pane is, and the way to compare that all start with.

The members are texts, written as their values wherever they are stored or typed.
"""

from __future__ import annotations

from enum import Enum

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

SIDE_BY_SIDE = "side by side"


class Word(str, Enum):
    """A text of a closed set."""

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)


class Mode(Word):
    """What a picture is taken for: the LR, or the truth from which the LR is made."""

    UPSCALE = "upscale"
    BENCHMARK = "benchmark"

    @classmethod
    def parse(cls, text: str) -> Mode:
        """The mode of a word; `ParameterError` names the ones there are."""
        try:
            return cls(text)
        except ValueError:
            raise ParameterError(phrase("mode {mode!r}: expected upscale or benchmark", mode=text)) from None


class PaneKind(Word):
    """What a pane shows: a method's result, a picture of the comparison itself, or what someone else made."""

    METHOD = "method"
    TRUTH = "truth"
    LR = "lr"
    OWN = "own"

    @classmethod
    def of(cls, method: str) -> PaneKind:
        """The kind of a pane, by what stands in the place of its method."""
        return cls(method) if method in RESERVED else cls.METHOD


RESERVED = frozenset(kind.value for kind in PaneKind)  # no method may be called so
