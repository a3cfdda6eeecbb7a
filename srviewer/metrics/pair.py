"""What a metric is given: a result and the picture that it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer.metrics.planes import Check, Plane, cropped, cropped_pair, eight_bit, measured_plane, on_255, same_levels
from srviewer.once import once

if TYPE_CHECKING:
    from srviewer.metrics.feature_distance import Distances


@dataclass(frozen=True, eq=False)
class Pair:
    """A result and what it is measured against, both grey or both colour.

    pixels : the result, uint8, uint16 or float (in [0, 1]), (H, W) or (H, W, 3)
    reference : the truth, of the same size, or the LR; dtypes as those of the result
    luma : uint8 (H, W) that a method on Y is measured on; None: the Y of `pixels` rounded to 8 bits
    border : pixels to be left out on each side by metrics that leave out a border
    check : to be called between strips or tiles; may raise to end the work
    true : the unrounded plane of the reference with its border, where another pair has it already
    """

    pixels: npt.NDArray[Any]
    reference: npt.NDArray[Any]
    luma: npt.NDArray[np.uint8] | None = None
    border: int = 0
    check: Check | None = None
    true: Plane | None = None

    @once
    def planes(self) -> tuple[Plane, Plane]:
        """The (H, W) planes that metrics on Y compare, on the 0 to 255 scale, without their borders: the method's own
        Y, or the result's; and the unrounded one of the truth, which is both of them for identical pictures."""
        mine, reference = cropped_pair(self.pixels, self.reference, self.border)
        true = measured_plane(reference) if self.true is None else cropped(self.true, self.border)
        if self.identical:
            return true, true
        if self.luma is None:
            return measured_plane(eight_bit(mine)), true
        return cropped(self.luma, self.border).astype(np.float64), true

    @once
    def identical(self) -> bool:
        """Whether every sample inside the border has the same level in both."""
        return same_levels(*cropped_pair(self.pixels, self.reference, self.border), on_255, self.check)

    @once
    def features(self) -> Distances:
        """What the feature network says, which more than one metric asks for; imports torch."""
        from srviewer.metrics.feature_distance import distances

        return distances(self.pixels, self.reference, self.check)
