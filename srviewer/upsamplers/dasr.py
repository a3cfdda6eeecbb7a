"""DASR: Demirel-Anbarjafari super resolution, by the wavelet subbands of the picture itself.

(Not the degradation-aware network of 2021 that shares the name.) One level of the discrete wavelet transform
(DWT) of the LR picture gives three detail subbands, which bicubic interpolation enlarges by the scale. LL is
not enlarged: in its slot stands the LR picture itself, enlarged by scale / 2 and multiplied by the gain of
LL. The inverse DWT of the four is the result. With gain g on the details it is

    SR = base + g details                                                                                  (1)

where g = 1 is the published method and g = 0 wavelet zero padding (WZP).

Everything here is separable, so the steps are written for one axis (`Axis`), on the rows of an array; a branch
does all its steps at once (in `upsamplers.frequencies`, or as a `banded` matrix where `published` or where its
response dies away quickly), and `base` and `details` put the axes together. With L and H the low and the high
branch of an axis, and S its smooth one (the LR in the slot of LL),

    base    = S_y S_x                                                                                      (2)
    details = H_y L_x + L_y H_x + H_y H_x        (LH, HL, HH)                                              (3)
            = H_x L_y + (L_x + H_x) H_y

Registration. As published, the result lies off the grid of bicubic and of the truth. `registered` samples the
detail subbands where they belong (`detail_positions`) and moves the result by the phase rule of
`imaging.registration`. `published` does neither and periodises, so that the paper's own pictures can be made.

Boundary. `mirror` extends an axis of n pixels by its mirror image to 2 n, which is then periodic without a
seam, and even, whatever n is. `periodic` repeats it (twice, if n is odd), and draws a false edge along the
frame.

References
----------
G. Anbarjafari, H. Demirel, "Image super resolution based on interpolation of wavelet domain high frequency
subbands and the spatial domain input image", ETRI Journal 32 (2010) 390-394. doi:10.4218/etrij.10.0109.0303
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pywt

from srviewer.errors import ParameterError
from srviewer.imaging import registration
from srviewer.imaging.resample import Block, apply_to_columns, blocks_of, periodic_taps, resize_taps
from srviewer.imaging.wavelet import filter_bank, low_gain
from srviewer.once import once
from srviewer.phrase import phrase
from srviewer.upsamplers.banded import Banded, reach_of
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler
from srviewer.upsamplers.frequencies import Frequencies
from srviewer.upsamplers.separable import Buffers, Tick, along_x, along_y, along_y_in_pieces, part, strips

BOUNDARIES = ("mirror", "periodic")
REGISTRATIONS = ("registered", "published")

PIECE = 128  # rows of a result that are made at once, about
KEPT = 16  # such pieces that are let go of together: little arrays stay with the C library

Array = npt.NDArray[Any]
Piece = Callable[..., FloatArray]  # rows of a result, a tick, and an array to write or (True) to add them to


@dataclass(frozen=True)
class DasrSettings:
    """All that a result depends on but the pixels and the gain."""

    scale: int
    wavelet: str = "bior4.4"
    boundary: str = "mirror"
    registration: str = "registered"

    def __post_init__(self) -> None:
        if self.scale < 2:
            raise ParameterError(phrase("DASR enlarges by 2 or more, not by {scale}", scale=self.scale))
        filter_bank(self.wavelet)
        for value, known in ((self.boundary, BOUNDARIES), (self.registration, REGISTRATIONS)):
            if value not in known:
                raise ParameterError(
                    phrase("DASR: expected {known}, not {value!r}", known=" or ".join(known), value=value)
                )
        if self.registration == "published":  # which always periodises
            object.__setattr__(self, "boundary", "periodic")


@dataclass(frozen=True, eq=False)
class Branch:
    """A linear map along an axis, and in which form it is applied."""

    form: Frequencies | Banded
    map: Any

    def __call__(self, rows: FloatArray, buffers: Buffers | None = None) -> FloatArray:
        """(m, n) to (m, n scale)."""
        return self.form.applied((self.map, self.form.transformed(rows)), buffers=buffers)


# -- one axis ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Axis:
    """The steps of DASR along one axis, on float32 rows (m, ...), and all they need but the pixels.

    size : n, the pixels of the LR along the axis
    period : N, an even length they are extended to; all slots have N scale / 2 samples, the result N scale
    smooth, low, high : how the extended LR and its subbands are enlarged into their slots (None: as they are)
    correction : the phase rule, by frequency; None where nothing is to be moved

    Use `axis_of`, which keeps the axes it made.
    """

    size: int
    period: int
    settings: DasrSettings
    smooth: tuple[Block, ...] | None
    low: tuple[Block, ...] | None
    high: tuple[Block, ...] | None
    correction: registration.ComplexArray | None

    def extended(self, rows: FloatArray) -> FloatArray:
        """(m, n) to (m, N) by the boundary; (m, n scale) to (m, N scale) likewise."""
        mode: Literal["symmetric", "wrap"] = "symmetric" if self.settings.boundary == "mirror" else "wrap"
        return np.pad(rows, ((0, 0), (0, rows.shape[1] // self.size * (self.period - self.size))), mode)

    def subbands(self, extended: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(m, N) to the low and the high subband, each (m, N / 2)."""
        low, high = pywt.dwt(extended, filter_bank(self.settings.wavelet), "periodization", axis=-1)
        return low, high

    def smooth_slot(self, extended: FloatArray) -> FloatArray:
        """(m, N) to (m, N scale / 2): the LR enlarged by scale / 2, times the low filter's gain, sqrt(2)."""
        gain = np.float32(low_gain(self.settings.wavelet))
        return _enlarged(extended, self.smooth) * gain

    def low_slot(self, low: FloatArray) -> FloatArray:
        """(m, N / 2) to (m, N scale / 2): a detail subband, along an axis on which it is low."""
        return _enlarged(low, self.low)

    def high_slot(self, high: FloatArray) -> FloatArray:
        """(m, N / 2) to (m, N scale / 2): a detail subband, along an axis on which it is high."""
        return _enlarged(high, self.high)

    def synthesised(self, low: FloatArray | None, high: FloatArray | None) -> FloatArray:
        """Slots to (m, N scale) by the inverse DWT, not yet registered; None is a slot of zeros."""
        signal: FloatArray = pywt.idwt(low, high, filter_bank(self.settings.wavelet), "periodization", axis=-1)
        return signal

    def registered(self, signal: FloatArray) -> FloatArray:
        """(m, N scale) moved onto the half-pixel grid by the phase rule (nothing under `published`)."""
        if self.correction is None:
            return signal
        moved: FloatArray = registration.moved(signal, self.correction)
        return moved

    def unregistered(self, signal: FloatArray) -> FloatArray:
        """The inverse of `registered`, but for the highest frequency, whose phase a real signal cannot keep.

        What was extended by `mirror` has nothing there.
        """
        if self.correction is None:
            return signal
        moved: FloatArray = registration.moved(signal, self.correction.conj())
        return moved

    def cropped(self, signal: FloatArray) -> FloatArray:
        """(m, N scale) to (m, n scale): the picture's own part."""
        return signal[:, : self.size * self.settings.scale]

    def slots_of(self, result: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(m, n scale) to the low and the high slot, (m, N scale / 2) each, that this result comes from."""
        return self.subbands(self.unregistered(self.extended(result)))

    # The branches of equations (2) and (3): (m, n) to (m, n scale), all of the above at once.

    @once
    def branches(self) -> Frequencies | Banded:
        """How the branches are applied: `published` is not the same everywhere (resized bands end in a mirror)."""
        if self.settings.registration == "registered":
            return Frequencies(self.size, self.period, self.settings.scale, self.settings.boundary == "mirror")
        bank = filter_bank(self.settings.wavelet)
        return Banded(self.size, self.settings.scale, bank.dec_len + bank.rec_len + 8)

    @once
    def smooth_map(self) -> Any:
        """S: the LR as the low subband."""
        return self._maps(lambda extended: self.synthesised(self.smooth_slot(extended), None))[0]

    @once
    def detail_maps(self) -> tuple[Any, Any, Any]:
        """L, H and L + H: the low and the high subband of the LR, enlarged."""

        def high(extended: Array) -> Array:
            return self.synthesised(None, self.high_slot(self.subbands(extended)[1]))

        first, second, both = self._maps(self._low, high, lambda extended: self._low(extended) + high(extended))
        return first, second, both

    @once
    def smooth_branch(self) -> Branch:
        """S alone, in the quickest way."""
        return self._quickest(self.smooth_map, lambda extended: self.synthesised(self.smooth_slot(extended), None))

    @once
    def low_branch(self) -> Branch:
        """L alone, in the quickest way."""
        return self._quickest(self.detail_maps[0], self._low)

    def _quickest(self, made: Any, step: Callable[[Array], Array]) -> Branch:
        """A registered response to a low subband dies away quickly with some wavelets: then it is a short filter."""
        if self.settings.registration == "registered" and self.settings.boundary == "mirror":
            answers = self.registered(step(np.eye(2, self.period)))
            reach = reach_of(answers, self.settings.scale)
            if reach is not None and 4 * reach < self.size:
                near = Banded(self.size, self.settings.scale, reach)
                return Branch(near, near.mirrored_blocks(answers))
        return Branch(self.branches, made)

    def _low(self, extended: Array) -> Array:
        return self.synthesised(self.low_slot(self.subbands(extended)[0]), None)

    def _maps(self, *steps: Callable[[Array], Array]) -> tuple[Any, ...]:
        """What `branches` applies for steps from extended rows to a result that is not yet registered."""
        if isinstance(self.branches, Banded):
            return tuple(self.branches.blocks(self._on_rows(step)) for step in steps)
        impulses = np.eye(2, self.period)
        return self.branches.factors(*(self.registered(step(impulses)) for step in steps))

    def _on_rows(self, step: Callable[[Array], Array]) -> Callable[[Array], Array]:
        return lambda rows: self.cropped(step(self.extended(rows)))


@lru_cache(maxsize=16)
def axis_of(size: int, settings: DasrSettings) -> Axis:
    """The axis for `size` pixels."""
    period = size if settings.boundary == "periodic" and size % 2 == 0 else 2 * size
    slot = period * settings.scale // 2
    if settings.registration == "published":
        smooth, detail = (_resizing(n, slot) for n in (period, period // 2))
        return Axis(size, period, settings, smooth, detail, detail, None)
    smooth = None if slot == period else _sampling(smooth_positions(slot, settings.scale), period)
    low, high = (_sampling(detail_positions(slot, settings, band), period // 2) for band in ("low", "high"))
    correction = registration.synthesis_correction(settings.wavelet, period * settings.scale)
    nothing = np.allclose(correction, 1, rtol=0, atol=1e-9)  # filters symmetric about +0.5: Haar
    return Axis(size, period, settings, smooth, low, high, None if nothing else correction)


def smooth_positions(count: int, scale: int) -> npt.NDArray[np.float64]:
    """Where in the LR the samples of the LL slot lie: the half-pixel grid of an enlargement by scale / 2."""
    positions: npt.NDArray[np.float64] = (np.arange(count, dtype=np.float64) + 0.5) / (scale / 2) - 0.5
    return positions


def detail_positions(count: int, settings: DasrSettings, band: str) -> npt.NDArray[np.float64]:
    """Where in an LR subband the samples of a detail slot lie, for an axis along which it is "low" or "high".

    Sample k of the slot is synthesised (and registered) around HR pixel 2 k + c_slot, which is LR pixel

        u = (2 k + c_slot + 0.5) / scale - 0.5                                                             (4)

    Sample j of the LR's subband stands for LR pixel 2 j + c_analysis, so the index is (u - c_analysis) / 2.
    """
    low, high = registration.synthesis_responses(settings.wavelet)
    if band == "low":
        c_analysis, c_slot = low.centroid, 0.5
    else:
        c_analysis = high.energy_centroid
        c_slot = registration.registered_high_centroid(settings.wavelet)
    u = (2 * np.arange(count) + c_slot + 0.5) / settings.scale - 0.5
    positions: npt.NDArray[np.float64] = (u - c_analysis) / 2
    return positions


def _sampling(positions: npt.NDArray[np.float64], period: int) -> tuple[Block, ...]:
    return blocks_of(*periodic_taps(positions, period), np.float32)


def _resizing(n_in: int, n_out: int) -> tuple[Block, ...] | None:
    return None if n_in == n_out else blocks_of(*resize_taps(n_in, n_out), np.float32)


def _enlarged(rows: FloatArray, blocks: tuple[Block, ...] | None) -> FloatArray:
    if blocks is None:
        return rows
    out = np.empty((len(rows), blocks[-1].target.stop), rows.dtype)
    apply_to_columns(blocks, rows, out)
    return out


# -- both axes -----------------------------------------------------------------------------------------------


def base(plane: FloatArray, settings: DasrSettings, tick: Tick = lambda done: None) -> FloatArray:
    """What DASR makes of the LR in the slot of LL alone, equation (2).

    Parameters
    ----------
    plane : float32 array (H, W)
    settings : everything but the gain
    tick : called every few milliseconds with the share that is done

    Returns
    -------
    float32 array (H scale, W scale), not clipped
    """
    return _whole(_base_rows(plane, settings, part(tick, 0, 0.4)), plane.shape, settings.scale, part(tick, 0.4, 1))


def details(plane: FloatArray, settings: DasrSettings, tick: Tick = lambda done: None) -> FloatArray:
    """What the enlarged detail subbands add at gain 1, equation (3); parameters and result as for `base`."""
    y, x = (axis_of(n, settings) for n in plane.shape)
    return details_by(y, x, plane, tick)


def details_by(y: Axis, x: Axis, plane: FloatArray, tick: Tick = lambda done: None) -> FloatArray:
    """Equation (3) by the axes' own subbands, of whatever transform."""
    rows = _details_rows(y, x, plane, part(tick, 0, 0.4))
    return _whole(rows, plane.shape, y.settings.scale, part(tick, 0.4, 1))


def in_pieces(
    plane: FloatArray, settings: DasrSettings, gain: float, tick: Tick = lambda done: None
) -> Iterator[tuple[slice, FloatArray]]:
    """Equation (1) some rows at a time, from top to bottom: the rows and their values. The whole of neither part is
    ever there."""
    y, x = (axis_of(n, settings) for n in plane.shape)
    sharp = _details_rows(y, x, plane, part(tick, 0, 0.3)) if gain else None
    smooth = _base_rows(plane, settings, part(tick, 0.3, 0.4))
    for rows, its in _pieces(len(plane), settings.scale, part(tick, 0.4, 1)):
        values = None
        if sharp is not None:
            values = sharp(rows, part(its, 0, 0.6), None)
            values *= np.float32(gain)
        yield rows, smooth(rows, part(its, 0.6, 1), values, values is not None)
    tick(1)


def blend(base: FloatArray, details: FloatArray, gain: float, tick: Tick = lambda done: None) -> FloatArray:
    """base + gain details, equation (1); a new array."""
    out = np.empty_like(base)
    for rows in strips(len(base), base.shape[1], tick):
        np.multiply(details[rows], np.float32(gain), out=out[rows])
        out[rows] += base[rows]
    return out


def _base_rows(plane: FloatArray, settings: DasrSettings, tick: Tick) -> Piece:
    """What gives pieces of equation (2)."""
    y, x = (axis_of(n, settings).smooth_branch for n in plane.shape)
    smooth = _along_y(y, _spectra(x.form, plane, part(tick, 0, 0.2)), part(tick, 0.2, 1))
    return lambda rows, its, out=None, add=False: _along_x(
        x.form, ((x.map, smooth(rows, part(its, 0, 0.4))),), part(its, 0.4, 1), out, add
    )


def _details_rows(y: Axis, x: Axis, plane: FloatArray, tick: Tick) -> Piece:
    """What gives pieces of equation (3): along y first, on spectra along x, of which there are half as many as pixels
    of the result. Where the low branch along y looks only a little way, the spectra are made after it."""
    spectra = _spectra(x.branches, plane, part(tick, 0, 0.2))
    near = isinstance(y.low_branch.form, Banded)
    low_y = _along_y(y.low_branch, plane if near else spectra, part(tick, 0.2, 0.6))
    high_y = _along_y(Branch(y.branches, y.detail_maps[1]), spectra, part(tick, 0.6, 1))
    _, high, both = x.detail_maps

    def made(rows: slice, its: Tick, out: FloatArray | None = None, add: bool = False) -> FloatArray:
        low = low_y(rows, part(its, 0, 0.2))
        low = _spectra(x.branches, low, part(its, 0.2, 0.3)) if near else low
        maps = (high, low), (both, high_y(rows, part(its, 0.3, 0.4)))
        return _along_x(x.branches, maps, part(its, 0.4, 1), out, add)

    return made


def _pieces(height: int, scale: int, tick: Tick) -> Iterator[tuple[slice, Tick]]:
    """The rows of a result of `height` LR rows, some at a time, and what is told meanwhile."""
    length, step = height * scale, _piece(scale)
    for start in range(0, length, step):
        stop = min(start + step, length)
        yield slice(start, stop), part(tick, start / length, stop / length)


def _piece(scale: int) -> int:
    """Rows of a piece: whole blocks of every `Banded`, and whole rows of the LR."""
    least = lcm(32, scale)
    return max(1, PIECE // least) * least


def _whole(piece: Piece, size: tuple[int, ...], scale: int, tick: Tick) -> FloatArray:
    """All pieces in one array."""
    height, width = size
    out = np.empty((height * scale, width * scale), np.float32)
    for rows, its in _pieces(height, scale, tick):
        piece(rows, its, out[rows])
    return out


def _spectra(form: Frequencies | Banded, plane: FloatArray, tick: Tick) -> FloatArray:
    """(H, W) to what maps along x are applied to, (H, K)."""
    if isinstance(form, Banded):
        return plane
    return along_x(form.transformed, (plane,), form.count, tick, form.strip)


def _along_y(branch: Branch, spectra: FloatArray, tick: Tick) -> Callable[[slice, Tick], FloatArray]:
    """A branch along y, of (H, K): gives each piece of (H scale, K) once. What looks only a little way is made when it
    is asked for, what looks at whole columns now."""
    form, made, buffers = branch.form, branch.map, Buffers()
    length, step = form.size * form.scale, _piece(form.scale)
    if isinstance(form, Banded):

        def piece(rows: slice, its: Tick) -> FloatArray:
            blocks, near = form.part(made, rows.start, rows.stop)
            function = lambda columns: form.applied((blocks, columns), buffers=buffers)  # noqa: E731
            return along_y(function, (spectra[near],), rows.stop - rows.start, its, form.strip)

        return piece
    step *= KEPT
    pieces = along_y_in_pieces(lambda columns: branch(columns, buffers), (spectra,), length, step, tick, form.strip)
    there = dict(enumerate(pieces))
    del pieces

    def cut(rows: slice, _: Tick) -> FloatArray:
        index = rows.start // step
        there.pop(index - 1, None)
        return there[index][rows.start - index * step : rows.stop - index * step]

    return cut


def _along_x(
    form: Frequencies | Banded,
    maps: tuple[tuple[Any, FloatArray], ...],
    tick: Tick,
    out: FloatArray | None = None,
    add: bool = False,
) -> FloatArray:
    """The sum of maps along x, each of its own spectra (H, K): (H, W scale)."""
    made, spectra = zip(*maps, strict=True)
    buffers = Buffers()

    def applied(*rows: FloatArray) -> FloatArray:
        return form.applied(*zip(made, rows, strict=True), buffers=buffers)

    return along_x(applied, spectra, form.size * form.scale, tick, form.strip, out, add)


# -- the method ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DasrStage:
    """DASR of a whole plane. The base and the details are kept in the context's memo, whatever the gain."""

    settings: DasrSettings
    gain: float

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.settings.scale)

    @property
    def halo(self) -> int | None:
        return None  # the phase rule's responses have no end

    @property
    def bytes_in_pieces(self) -> int:
        """A pixel of the input, beside it; measured: half of it with short filters, nearly all with long ones."""
        return 16 * self.settings.scale

    @property
    def label(self) -> str:
        return phrase("{title} ×{scale}", title="DASR", scale=self.settings.scale)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        """float32 (H, W) to (H scale, W scale), not clipped."""
        pieces = self.in_pieces(image, context)
        if pieces is not None:
            out = np.empty([n * self.settings.scale for n in image.shape], np.float32)
            for rows, values in pieces:
                out[rows] = values
            return out
        image, report = np.asarray(image, np.float32), context.progress.report
        kept = ("dasr", self.settings)
        if self.gain == 0:
            return context.kept((*kept, "base"), lambda: base(image, self.settings, report)).copy()
        # details before base: what they take on the way is more, and is let go of before base is there
        sharp = context.kept((*kept, "details"), lambda: details(image, self.settings, part(report, 0, 0.55)))
        smooth = context.kept((*kept, "base"), lambda: base(image, self.settings, part(report, 0.55, 0.95)))
        return blend(smooth, sharp, self.gain, part(report, 0.95, 1))

    def in_pieces(self, image: FloatArray, context: Context) -> Iterator[tuple[slice, FloatArray]] | None:
        """The same some rows at a time, to the last bit; None where base and details are to be kept."""
        if image.ndim != 2 or 0 in image.shape:
            raise ParameterError(
                phrase("DASR takes one plane (H, W), not an array of shape {image}", image=image.shape)
            )
        if context.keeps(4 * image.size * self.settings.scale**2):
            return None
        return in_pieces(np.asarray(image, np.float32), self.settings, self.gain, context.progress.report)


class Dasr(Upsampler):
    """DASR on Y, at any scale, with any discrete wavelet."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        settings = DasrSettings(scale, str(params["wavelet"]), str(params["boundary"]), str(params["registration"]))
        return (DasrStage(settings, float(params["gain"])),)
