"""A picture's subbands, edited and put together again: gain, on and off, threshold, per subband and level.

A plane is analysed once (`Workbench`). An edit synthesises anew only from the coarsest level it changes on, which at
level 1 is one inverse transform, whatever the number of levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.wavelet import (
    BANDS,
    DETAIL_BANDS,
    PUBLISHED_WAVELET,
    THRESHOLDS,
    Subbands,
    analyse_levels,
    subband_psnr,
    synthesise,
    thresholded,
)
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
MAX_GAIN = 2.0
MAX_LEVELS = 5


@dataclass(frozen=True)
class Edit:
    """What is done to one subband: its threshold first, then its gain.

    gain : 0 to 2; on : off is a subband of zeros
    threshold : coefficients of a lesser magnitude become 0; kind : "soft" or "hard"
    """

    gain: float = 1.0
    on: bool = True
    threshold: float = 0.0
    kind: str = "soft"

    def __post_init__(self) -> None:
        if not 0 <= self.gain <= MAX_GAIN:
            raise ParameterError(phrase("gain {gain:g}: expected 0 to {max_gain:g}", gain=self.gain, max_gain=MAX_GAIN))
        if not self.threshold >= 0:
            raise ParameterError(phrase("threshold {threshold:g}: expected 0 or more", threshold=self.threshold))
        if self.kind not in THRESHOLDS:
            raise ParameterError(
                phrase("unknown threshold {kind!r} (there are: {known})", kind=self.kind, known=", ".join(THRESHOLDS))
            )

    @property
    def weight(self) -> float:
        return self.gain if self.on else 0.0

    @property
    def changes_nothing(self) -> bool:
        return self.weight == 1 and self.threshold == 0

    def of(self, band: Array) -> Array:
        """The edited band; the band itself if nothing is changed."""
        if self.weight == 0:
            return np.zeros_like(band)
        kept = thresholded(band, self.threshold, self.kind) if self.threshold else band
        return kept if self.weight == 1 else kept * band.dtype.type(self.weight)


Place = tuple[int, str]
"""A subband by level (1 is the finest) and name on screen; LL is there at the coarsest level only."""
Edits = Mapping[Place, Edit]

_AS_IT_IS = Edit()


class Workbench:
    """A plane's subbands, and what edits make of them. Not for several threads at a time.

    plane : float32 or float64 (H, W)
    wavelet, mode : as for `imaging.wavelet.analyse`
    levels : 1 to 5

    Kept between calls: each level's edited bands, and each level's result.
    """

    def __init__(
        self, plane: Array, wavelet: str = PUBLISHED_WAVELET, mode: str = "symmetric", levels: int = 1
    ) -> None:
        if not 1 <= levels <= MAX_LEVELS:
            raise ParameterError(
                phrase("level {levels}: expected 1 to {max_levels}", levels=levels, max_levels=MAX_LEVELS)
            )
        self.plane, self.wavelet, self.mode = plane, wavelet, mode
        self.levels = analyse_levels(plane, wavelet, mode, levels)
        self.places: tuple[Place, ...] = (
            *((level, b.name) for level in range(1, levels + 1) for b in DETAIL_BANDS),
            (levels, "LL"),
        )
        self._bands: dict[Place, tuple[Edit, Array]] = {}
        self._results: dict[int, tuple[tuple[Edit, ...], Array]] = {}

    def band(self, place: Place, edit: Edit = _AS_IT_IS) -> Array:
        """A subband, edited."""
        level, name = place
        original = self.levels[level - 1].band(name)
        if edit.changes_nothing:
            return original
        known, array = self._bands.get(place, (None, original))
        if known != edit:
            array = edit.of(original)
            self._bands[place] = (edit, array)
        return array

    def edited(self, edits: Edits) -> tuple[Subbands, ...]:
        """The subbands of every level after the edits; LL of a level is what the coarser ones give."""
        self._check(edits)
        levels = range(1, len(self.levels) + 1)
        return tuple(Subbands(self._smooth(n, edits), *self._details(n, edits)) for n in levels)

    def reconstruction(self, edits: Edits) -> Array:
        """The plane of the edited subbands: shape and dtype as the plane's, not clipped. Read-only."""
        self._check(edits)
        return self._result(1, edits)

    def _result(self, level: int, edits: Edits) -> Array:
        """What the subbands from `level` on give: LL of the level before, or at level 1 the plane."""
        key = tuple(edits.get(place, _AS_IT_IS) for place in self.places if place[0] >= level)
        if level > 1 and all(edit.changes_nothing for edit in key):
            return self.levels[level - 2].cA
        known, array = self._results.get(level, (None, self.plane))
        if known != key:
            shape = self.levels[level - 2].shape if level > 1 else self.plane.shape
            bands = Subbands(self._smooth(level, edits), *self._details(level, edits))
            array = synthesise(bands, shape, self.wavelet, self.mode)
            array.flags.writeable = False
            self._results[level] = (key, array)
        return array

    def _smooth(self, level: int, edits: Edits) -> Array:
        if level < len(self.levels):
            return self._result(level + 1, edits)
        return self.band((level, "LL"), edits.get((level, "LL"), _AS_IT_IS))

    def _details(self, level: int, edits: Edits) -> tuple[Array, Array, Array]:
        lh, hl, hh = (self.band((level, b.name), edits.get((level, b.name), _AS_IT_IS)) for b in DETAIL_BANDS)
        return lh, hl, hh

    def _check(self, edits: Edits) -> None:
        for level, name in edits:
            if (level, name) not in self.places:
                raise ParameterError(
                    phrase(
                        "{name} of level {level} cannot be edited with {count} levels",
                        name=name,
                        level=level,
                        count=len(self.levels),
                    )
                )


def difference(levels: tuple[Subbands, ...], others: tuple[Subbands, ...]) -> tuple[Subbands, ...]:
    """Subband by subband, the first minus the second; sizes and levels must agree."""
    if [b.shape for b in levels] != [b.shape for b in others]:
        raise ParameterError(phrase("subbands of different sizes or levels cannot be compared"))
    return tuple(
        Subbands(*(a.band(band.key) - b.band(band.key) for band in BANDS)) for a, b in zip(levels, others, strict=True)
    )


def psnr_by_level(levels: tuple[Subbands, ...], truth: tuple[Subbands, ...]) -> dict[Place, float]:
    """PSNR in dB of every subband (LL of every level too) against the truth's, peak 1; `math.inf` for equal ones."""
    if len(levels) != len(truth):
        raise ParameterError(
            phrase(
                "{count} and {true} levels cannot be compared",
                count=len(levels),
                true=len(truth),
            )
        )
    return {
        (level, name): value
        for level, pair in enumerate(zip(levels, truth, strict=True), 1)
        for name, value in subband_psnr(*pair).items()
    }
