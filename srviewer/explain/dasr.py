"""DASR opened: its arrays step by step, and what becomes of the result when a slot is filled with something else.

All arrays are those of `upsamplers.dasr`, computed by its own steps (`Axis`), in two dimensions. They are as large as
the method has them, beyond the picture too: the boundary's part is in `SlotFillings` and `DasrRun`, and the steps show
the picture's own part.

Each of the four slots of the inverse DWT can be filled otherwise. The LL slot takes the LR enlarged by scale / 2 and
times the gain of LL (DASR), the LR's LL enlarged by the scale (as the details are), or the truth's LL; each detail slot
takes zeros, the LR's band enlarged and times the detail gain (DASR), or the truth's band. The truth's bands are those
of the truth extended by the boundary and with its registration undone, so that all four of them give the truth. Two
exceptions: `registered` with `periodic` loses the truth's highest frequency along each axis, and `dmey` is not exactly
invertible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.explain.step import Step, StepImage, largest_magnitude, picture, signed
from srviewer.imaging.wavelet import BANDS, DETAIL_BANDS, PUBLISHED_WAVELET, Subbands, low_gain
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.phrase import phrase
from srviewer.upsamplers.base import FloatArray
from srviewer.upsamplers.dasr import Axis, DasrSettings, axis_of

Plane = npt.NDArray[Any]
ForLL = Literal["lr", "ll", "truth"]
ForDetail = Literal["zero", "enlarged", "truth"]

LL_SOURCES: tuple[ForLL, ...] = ("lr", "ll", "truth")
DETAIL_SOURCES: tuple[ForDetail, ...] = ("zero", "enlarged", "truth")


@dataclass(frozen=True)
class Choices:
    """The method's parameters, and what fills each slot; by default DASR as the program runs it.

    wavelet, gain, boundary, registration : as the method has them; the gain is that of enlarged details alone
    ll : one of `LL_SOURCES`; lh, hl, hh : of `DETAIL_SOURCES`
    """

    wavelet: str = PUBLISHED_WAVELET
    gain: float = 0.25
    boundary: str = "mirror"
    registration: str = "registered"
    ll: ForLL = "lr"
    lh: ForDetail = "enlarged"
    hl: ForDetail = "enlarged"
    hh: ForDetail = "enlarged"

    def __post_init__(self) -> None:
        names = ("wavelet", "gain", "boundary", "registration")
        upsamplers.get("dasr").checked({name: getattr(self, name) for name in names})
        for band in BANDS:
            known = LL_SOURCES if band.name == "LL" else DETAIL_SOURCES
            if self.source(band.name) not in known:
                raise ParameterError(
                    phrase(
                        "{band} from {source!r}: expected one of {known}",
                        band=band.name,
                        source=self.source(band.name),
                        known=", ".join(known),
                    )
                )

    def source(self, band: str) -> str:
        """What fills the slot of a band, by its name on screen."""
        source: str = getattr(self, band.lower())
        return source

    def with_truth(self, *bands: str) -> Choices:
        """These, but with the truth's in the slots of `bands`."""
        changes: dict[str, Any] = {band.lower(): "truth" for band in bands}
        return replace(self, **changes)

    def settings(self, scale: int) -> DasrSettings:
        """What the method depends on at a scale but the gain."""
        return DasrSettings(scale, self.wavelet, self.boundary, self.registration)


@dataclass(frozen=True, eq=False)
class SlotFillings:
    """All that can fill the slots: it depends on the pixels and `DasrSettings`, and neither on the gain nor on sources.

    With an LR of h x w pixels extended to H x W (`Axis.period`, even); float32.

    lr, truth : h x w, and h scale x w scale or None
    extended : H x W
    bands : of `extended`, H/2 x W/2
    smooth : the LR as the LL slot takes it, H scale / 2 x W scale / 2, like all slots
    enlarged : the bands enlarged by the scale, LL too
    true : the slots that the truth comes from; None without truth
    """

    settings: DasrSettings
    lr: FloatArray
    truth: FloatArray | None
    extended: FloatArray
    bands: Subbands
    smooth: FloatArray
    enlarged: Subbands
    true: Subbands | None

    @property
    def axes(self) -> tuple[Axis, Axis]:
        """Along y and along x."""
        height, width = self.lr.shape
        return axis_of(height, self.settings), axis_of(width, self.settings)

    @property
    def moves(self) -> bool:
        """Whether registration moves anything: not under `published`, nor with filters symmetric about +0.5 (Haar)."""
        return any(axis.correction is not None for axis in self.axes)

    def own(self, array: FloatArray) -> FloatArray:
        """The picture's own part of an array of any step: as much of it as of `extended`, rounded up."""
        whole = self.extended.shape
        height, width = (
            -(-n * size // total) for n, size, total in zip(self.lr.shape, array.shape, whole, strict=True)
        )
        return array[:height, :width]


@dataclass(frozen=True, eq=False)
class DasrRun:
    """One way through the method; float32.

    slots : what goes into the inverse DWT
    synthesised : what comes out of it, H scale x W scale
    registered : that, moved onto the grid of bicubic and of the truth
    result : h scale x w scale, not clipped
    """

    opened: SlotFillings
    choices: Choices
    slots: Subbands
    synthesised: FloatArray
    registered: FloatArray
    result: FloatArray


def run(lr_plane: Plane, scale: int, choices: Choices, truth_plane: Plane | None = None) -> DasrRun:
    """DASR of a plane, all arrays kept.

    Parameters
    ----------
    lr_plane : float array (h, w) in [0, 1]
    scale : 2 or more
    choices : the method's parameters, and what fills each slot
    truth_plane : float array (h scale, w scale) in [0, 1], or None: then no slot can take the truth's band

    Raises
    ------
    ParameterError : an array has not the shape it needs, or a slot is to take the band of a truth that is not there
    """
    return assembled(opened(lr_plane, choices.settings(scale), truth_plane), choices)


def opened(lr_plane: Plane, settings: DasrSettings, truth_plane: Plane | None = None) -> SlotFillings:
    """All that can fill the slots; parameters and errors as for `run`. Kept, it makes other choices quick."""
    lr = _checked(lr_plane)
    y, x = (axis_of(n, settings) for n in lr.shape)
    extended = _both(lr, y.extended, x.extended)
    bands = _split(extended, y.subbands, x.subbands)
    enlarged = Subbands(
        _both(bands.cA, y.low_slot, x.low_slot),
        _both(bands.cH, y.high_slot, x.low_slot),
        _both(bands.cV, y.low_slot, x.high_slot),
        _both(bands.cD, y.high_slot, x.high_slot),
    )
    smooth = _both(extended, y.smooth_slot, x.smooth_slot)
    truth = true = None
    if truth_plane is not None:
        truth = _checked(truth_plane)
        expected = tuple(n * settings.scale for n in lr.shape)
        if truth.shape != expected:
            raise ParameterError(
                phrase(
                    "the truth of {lr} at ×{scale} has {expected}, not {truth}",
                    lr=lr.shape,
                    scale=settings.scale,
                    expected=expected,
                    truth=truth.shape,
                )
            )
        true = _split(truth, y.slots_of, x.slots_of)
    return SlotFillings(settings, lr, truth, extended, bands, smooth, enlarged, true)


def assembled(opened: SlotFillings, choices: Choices) -> DasrRun:
    """The slots filled as chosen, and what comes of them.

    ParameterError : `opened` is of other settings, or a slot is to take the band of a truth that is not there
    """
    if choices.settings(opened.settings.scale) != opened.settings:
        raise ParameterError(phrase("these DASR arrays belong to another wavelet, boundary or registration"))
    y, x = opened.axes
    slots = Subbands(*(_slot(opened, choices, band.name) for band in BANDS))
    low_y, high_y = x.synthesised(slots.cA, slots.cV), x.synthesised(slots.cH, slots.cD)
    synthesised = y.synthesised(_turned(low_y), _turned(high_y)).T
    registered = _both(synthesised, y.registered, x.registered)
    return DasrRun(opened, choices, slots, synthesised, registered, np.ascontiguousarray(opened.own(registered)))


def cost_of(opened: SlotFillings, choices: Choices) -> dict[str, float]:
    """What each band costs in dB: the change of PSNR when that band alone is replaced by the truth's.

    `opened` needs a truth; PSNR as the benchmark has it (result clipped and rounded to 8 bits, truth unrounded, a
    border of `scale` pixels left out).

    Returns
    -------
    By name on screen (LL, LH, HL, HH). Above 0 the truth's band is better; 0 where it stands there already;
    `math.inf` where it makes result and truth equal. It can be below 0: the bands of a wavelet that is not orthogonal
    make up for each other's errors.
    """
    truth, scale = opened.truth, opened.settings.scale
    if truth is None:
        raise ParameterError(phrase("what a band costs is measured against a truth: there is none"))

    def measured(choices: Choices) -> float:
        return psnr(_eight_bit(assembled(opened, choices).result), truth, crop_border=scale)

    before = measured(choices)
    after = {band.name: measured(choices.with_truth(band.name)) for band in BANDS}
    return {name: 0.0 if value == before else value - before for name, value in after.items()}


# -- the steps -----------------------------------------------------------------------------------------------


def _lr(run: DasrRun) -> tuple[StepImage, ...]:
    known = run.opened
    lr = picture("lr", "LR", known.lr)
    if known.extended.shape == known.lr.shape:
        return (lr,)
    return lr, picture("extended", "LR, continued beyond its edges", known.extended)


def _dwt(run: DasrRun) -> tuple[StepImage, ...]:
    return _ll(run, "LL", "LL", run.opened.bands.cA), *_details(run, "", "", run.opened.bands)


def _enlarged(run: DasrRun) -> tuple[StepImage, ...]:
    known = run.opened
    sets = [_named_details("", " enlarged", known.enlarged)]
    if known.true is not None:
        sets.append(_named_details("true_", " of the truth", known.true))
    return _on_one_scale(run, *(entry for entries in sets for entry in entries))


def _in_place_of_ll(run: DasrRun) -> tuple[StepImage, ...]:
    known = run.opened
    images = [
        _ll(run, "lr", "LR, enlarged by half the scale, times the gain of LL", known.smooth),
        _ll(run, "ll", "LL enlarged", known.enlarged.cA),
    ]
    if known.true is not None:
        images.append(_ll(run, "truth", "LL of the truth", known.true.cA))
    more = known.own(known.smooth - known.enlarged.cA)
    return *images, signed("more", "LR minus LL enlarged", more)


def _slots(run: DasrRun) -> tuple[StepImage, ...]:
    return _ll(run, "LL", "LL slot", run.slots.cA), *_details(run, "", " slot", run.slots)


def _inverse(run: DasrRun) -> tuple[StepImage, ...]:
    return (picture("synthesised", "Inverse DWT of the four slots", run.opened.own(run.synthesised)),)


def _registration(run: DasrRun) -> tuple[StepImage, ...]:
    known = run.opened
    off = picture("off", "Not registered", known.own(run.synthesised))
    if not known.moves:
        return (off,)
    change = run.result - known.own(run.synthesised)
    return off, picture("on", "Registered", run.result), signed("change", "Registered minus not registered", change)


def _result(run: DasrRun) -> tuple[StepImage, ...]:
    result, truth = picture("result", "Result", run.result), run.opened.truth
    if truth is None:
        return (result,)
    return result, picture("truth", "Truth", truth), signed("error", "Result minus truth", run.result - truth)


STEPS: tuple[Step[DasrRun], ...] = (
    Step("lr", "LR", "The small picture. Beyond its edges the boundary continues it.", _lr),
    Step("dwt", "DWT", "One level of the wavelet transform: a smooth band and three of details.", _dwt),
    Step("enlarged", "Details enlarged", "Each detail band is enlarged by the scale, by itself, bicubic.", _enlarged),
    Step("ll", "In place of LL", "The LR itself, which holds more than LL, takes its place.", _in_place_of_ll),
    Step("slots", "Four slots", "What goes into the inverse transform, the details times their gain.", _slots),
    Step("inverse", "Inverse DWT", "The four slots make one picture.", _inverse),
    Step("registration", "Registration", "The filters' delay is taken back: on the grid of bicubic.", _registration),
    Step("result", "Result", "The picture's own part.", _result),
)


def _ll(run: DasrRun, name: str, title: str, values: FloatArray) -> StepImage:
    white = low_gain(run.choices.wavelet) ** 2
    return picture(name, title, run.opened.own(values), white)


def _details(run: DasrRun, prefix: str, suffix: str, bands: Subbands) -> tuple[StepImage, ...]:
    return _on_one_scale(run, *_named_details(prefix, suffix, bands))


def _named_details(prefix: str, suffix: str, bands: Subbands) -> list[tuple[str, str, FloatArray]]:
    return [(prefix + band.name, band.name + suffix, bands.band(band.key)) for band in DETAIL_BANDS]


def _on_one_scale(run: DasrRun, *entries: tuple[str, str, FloatArray]) -> tuple[StepImage, ...]:
    """Signed images of (name, title, values) that can be compared."""
    own = [(name, title, run.opened.own(values)) for name, title, values in entries]
    peak = largest_magnitude(*(values for _, _, values in own))
    return tuple(signed(name, title, values, peak) for name, title, values in own)


# -- planes --------------------------------------------------------------------------------------------------


def _slot(opened: SlotFillings, choices: Choices, band: str) -> FloatArray:
    source = choices.source(band)
    if source == "truth":
        if opened.true is None:
            raise ParameterError(phrase("{band} cannot come from the truth: there is none", band=band))
        return opened.true.band(band)
    if source == "lr":
        return opened.smooth
    enlarged: FloatArray = opened.enlarged.band(band)
    if source == "zero":
        return np.zeros_like(enlarged)
    return enlarged if source == "ll" else enlarged * np.float32(choices.gain)


def _both(
    plane: FloatArray, y: Callable[[FloatArray], FloatArray], x: Callable[[FloatArray], FloatArray]
) -> FloatArray:
    """A step along x, then along y."""
    return y(_turned(x(plane))).T


def _split(
    plane: FloatArray,
    y: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
    x: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
) -> Subbands:
    """A step that gives a low and a high band, along x, then along y."""
    low_x, high_x = x(plane)
    (ll, lh), (hl, hh) = y(_turned(low_x)), y(_turned(high_x))
    return Subbands(ll.T, lh.T, hl.T, hh.T)


def _turned(plane: FloatArray) -> FloatArray:
    return np.ascontiguousarray(plane.T)


def _checked(plane: Plane) -> FloatArray:
    if plane.ndim != 2 or 0 in plane.shape or not np.issubdtype(plane.dtype, np.floating):
        raise ParameterError(
            phrase(
                "DASR takes one float plane (H, W), not {dtype} of shape {plane}", dtype=plane.dtype, plane=plane.shape
            )
        )
    return np.asarray(plane, np.float32)


def _eight_bit(plane: FloatArray) -> npt.NDArray[np.uint8]:
    return np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8)
