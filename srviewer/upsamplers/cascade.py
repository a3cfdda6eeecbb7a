"""Scales of methods that only double: one doubling after another, and what is too large reduced by bicubic."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from srviewer.upsamplers.base import Stage
from srviewer.upsamplers.bicubic import resized


class Doubling:
    """What stages have in common that double a whole plane: their responses have no end."""

    @property
    def ratio(self) -> Fraction:
        return Fraction(2)

    @property
    def halo(self) -> int | None:
        return None


def doublings(scale: int, double: Callable[[], Stage]) -> tuple[Stage, ...]:
    """Stages that enlarge by `scale`: ×4 is ×2 after ×2; ×3 is ×4 reduced, as the last stage's label says."""
    times = (scale - 1).bit_length()
    return (*(double() for _ in range(times)), *resized(Fraction(scale, 2**times), scale))
