"""A decoded image as it lies in its file, and what becomes of each of its properties.

Every way in (files, clipboard, drag, Python arrays) describes what it has as a `Decoded`, and `picture_of` alone makes
a `Picture` of it:

| in the file | in the picture |
|---|---|
| unsigned samples up to 8 bits | n / peak, rounded to one of 256 levels; of a PNM the peak is its greatest value |
| unsigned samples of 9 to 64 bits | n / peak, rounded to one of 65536 levels; said if there were more than 16 bits |
| signed samples, floats beyond [0, 1] | the least to 0, the greatest to 1, over all colour samples; said |
| floats within [0, 1] | as they are, rounded to one of 65536 levels; said |
| NaN, infinity | 0 (and left out where the least and the greatest are looked for); said |
| white is zero | 1 - value |
| palette | its colours, by the index; an index beyond its end is its last colour |
| transparent level or colour (key) | alpha, made by the decoder |
| extra sample named alpha | alpha; signed or float ones are clipped to [0, 1] |
| extra sample named premultiplied alpha | alpha; colour is divided by it (0 where alpha is 0) |
| extra sample without a name | left out, whatever the depth; said |
| ICC profile, chunks and boxes for colour | converted to sRGB; said |
| CMYK or L*a*b* | by the profile, else by its definition; of CMYK it is said that this is approximate |
| orientation | pixels and alpha turned upright |
| EXIF, XMP, text, resolution | kept in `Picture.metadata` |
| byte order, compression, tiles, planes, interlacing | nothing: the decoder's concern |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.imaging import colour_spaces
from srviewer.imaging.colour_spaces import ColourModel, ProfileError
from srviewer.imaging.metadata import NOTHING, Metadata
from srviewer.imaging.picture import Picture, dequantise
from srviewer.phrase import phrase

Array = npt.NDArray[Any]


class Extra(Enum):
    """What a sample beyond the colour ones is (TIFF 6.0, ExtraSamples)."""

    UNNAMED = 0
    PREMULTIPLIED = 1
    STRAIGHT = 2


@dataclass(frozen=True, eq=False)
class Decoded:
    """An image as it lies in a file.

    Parameters
    ----------
    samples : (H, W) or (H, W, N) of bool, unsigned, signed or float dtype, in any byte order
        The colour samples of `model` (one of a palette), then the extra ones; L*a*b* are floats in their own units, and
        extra samples beside them floats in [0, 1].
    model : what the colour samples are
    peak : the greatest value of integers; None for that of the dtype
    white_is_zero : whether the greatest grey is black
    linear : whether floats are linear light, which is encoded by sRGB's curve once it is within [0, 1]
    palette : colours by index, uint8 or uint16 (N, 3), or None
    extra : what each sample after the colour ones is
    profile : ICC profile, or None for sRGB
    profile_name : what to call the profile instead of its own name
    orientation : as in EXIF, 1 to 8
    notices : what the decoder has to say, each a sentence
    """

    samples: Array
    model: ColourModel = ColourModel.RGB
    peak: int | None = None
    white_is_zero: bool = False
    linear: bool = False
    palette: Array | None = None
    extra: tuple[Extra, ...] = ()
    profile: bytes | None = None
    profile_name: str = ""
    orientation: int = 1
    metadata: Metadata = NOTHING
    notices: tuple[str, ...] = field(default=())


_COLOURS = {ColourModel.GREY: 1, ColourModel.RGB: 3, ColourModel.CMYK: 4, ColourModel.LAB: 3}


def plain_model(samples: Array) -> tuple[ColourModel, tuple[Extra, ...]]:
    """What samples of 1 to 4 channels are where nothing else is said: grey or RGB, and straight alpha."""
    channels = 1 if samples.ndim == 2 else samples.shape[2]
    return ColourModel.GREY if channels < 3 else ColourModel.RGB, (Extra.STRAIGHT,) if channels in (2, 4) else ()


def picture_of(image: Decoded) -> Picture:
    """The picture that a decoded image shows, by the table above."""
    said = list(image.notices)
    colours, transparency = _parted(image, said)
    alpha = None if transparency is None else _alpha_levels(transparency, image.peak)
    peak = _peak(colours, image.peak)
    if peak.bit_length() > 16 and colours.dtype.kind != "i" and image.model is not ColourModel.LAB:
        said.append(phrase("samples of {bits} bits were rounded to 16", bits=peak.bit_length()))
    if transparency is not None and Extra.PREMULTIPLIED in image.extra:
        colours, peak = _divided(colours, transparency, peak)
    if image.palette is not None:
        levels = image.palette[np.minimum(colours, len(image.palette) - 1)]
    elif image.model is ColourModel.LAB:
        levels = colours
    else:
        levels = _levels(colours, peak, image.linear, said)
    if image.white_is_zero:
        levels = np.iinfo(levels.dtype).max - levels
    levels, name = _in_srgb(levels, image, said)
    turn = _TURNS.get(image.orientation, _TURNS[1])
    return Picture(
        np.ascontiguousarray(turn(levels)),
        None if alpha is None else np.ascontiguousarray(turn(dequantise(alpha))),
        8 if levels.dtype == np.uint8 else 16,
        name,
        tuple(said),
        image.metadata,
    )


def _parted(image: Decoded, said: list[str]) -> tuple[Array, Array | None]:
    """Samples of colour, (H, W) or (H, W, N), and of alpha or None."""
    samples = image.samples[..., None] if image.samples.ndim == 2 else image.samples
    count = 1 if image.palette is not None else _COLOURS[image.model]
    extra = image.extra[: samples.shape[2] - count]
    named = [n for n, what in enumerate(extra) if what is not Extra.UNNAMED][:1]
    left_out = samples.shape[2] - count - len(named)
    if left_out:
        said.append(
            phrase("one extra sample per pixel, not marked as transparency, was ignored")
            if left_out == 1
            else phrase("{count} extra samples per pixel were ignored", count=left_out)
        )
    colours = samples[..., 0] if count == 1 else samples[..., :count]
    alpha = np.ascontiguousarray(samples[..., count + named[0]]) if named else None
    return np.ascontiguousarray(colours), alpha


# -- numbers to levels ------------------------------------------------------------------------------------------


def _peak(values: Array, peak: int | None) -> int:
    """The greatest value of integers; of floats that of a number as long as they are, which says how fine they are."""
    if peak is not None:
        return peak
    if values.dtype.kind in "ui":
        return int(np.iinfo(values.dtype).max)
    return 1 if values.dtype == np.bool_ else (1 << 8 * values.dtype.itemsize) - 1


def _depth(peak: int) -> tuple[int, type[np.uint8] | type[np.uint16]]:
    return (255, np.uint8) if peak <= 255 else (65535, np.uint16)


def _levels(values: Array, peak: int, linear: bool, said: list[str]) -> Array:
    """Colour samples of any kind as uint8 or uint16 levels."""
    if values.dtype.kind == "f":
        return _levels_of_floats(values, linear, said)
    if values.dtype.kind == "i":
        least, greatest = int(values.min()), int(values.max())
        said.append(phrase("signed samples: {low} to {high} were mapped to 0 to 1", low=least, high=greatest))
        return np.rint(_stretched(values, least, greatest) * 65535).astype(np.uint16)
    return _levels_of_unsigned(values, peak)


def _levels_of_unsigned(values: Array, peak: int) -> Array:
    values = values.view(np.uint8) if values.dtype == np.bool_ else values
    most = int(np.iinfo(values.dtype).max)
    full, dtype = _depth(peak)
    if peak == full:
        return values.astype(dtype, copy=False) if most == full else np.minimum(values, peak).astype(dtype)
    if most <= 65535:
        table = np.rint(np.minimum(np.arange(most + 1), peak) * (full / peak)).astype(dtype)
        return table[values]
    return np.rint(_fractions(values, peak) * full).astype(dtype)


def _fractions(values: Array, peak: int) -> npt.NDArray[np.float64]:
    """Samples as numbers of which 1 is the peak."""
    if values.dtype.kind == "f":
        return values.astype(np.float64, copy=False)
    found: npt.NDArray[np.float64] = np.minimum(values, values.dtype.type(peak)) / float(peak)
    return found


def _levels_of_floats(values: Array, linear: bool, said: list[str]) -> npt.NDArray[np.uint16]:
    wrong = ~np.isfinite(values)
    bad = int(np.count_nonzero(wrong))
    if bad:
        said.append(phrase("{count} samples were not finite and are shown as 0", count=bad))
        values = np.where(wrong, values[~wrong].min() if bad < values.size else 0, values)
    least, greatest = float(values.min()), float(values.max())
    if least < 0 or greatest > 1:
        said.append(phrase("samples from {low:g} to {high:g} were mapped to 0 to 1", low=least, high=greatest))
        values = _stretched(values, least, greatest)
    values = colour_spaces.srgb_encode(values.astype(np.float64)) if linear else values
    levels = np.rint(np.multiply(values, 65535, dtype=np.float64)).astype(np.uint16)
    return np.where(wrong, np.uint16(0), levels) if bad else levels


def _stretched(values: Array, least: float, greatest: float) -> npt.NDArray[np.float64]:
    """The least to 0 and the greatest to 1; all to 0 if they are equal."""
    span = float(greatest) - float(least)
    if not np.isfinite(span):  # of two numbers at the far ends of the floats
        values, least, span = values / 2, least / 2, greatest / 2 - least / 2
    found: npt.NDArray[np.float64] = (values.astype(np.float64) - least) / (span or 1)
    return found


def _alpha_levels(values: Array, peak: int | None) -> Array:
    peak = _peak(values, peak)
    if values.dtype.kind in "fi":
        return np.rint(np.clip(np.nan_to_num(_fractions(values, peak)), 0, 1) * 65535).astype(np.uint16)
    return _levels_of_unsigned(values, peak)


def _divided(colours: Array, alpha: Array, peak: int) -> tuple[Array, int]:
    """Colour divided by its alpha, 0 where that is 0, and its peak: floats; of unsigned samples levels."""
    light, weight = _fractions(colours, peak), _fractions(alpha, peak)
    weight = weight if light.ndim == 2 else weight[..., None]
    with np.errstate(invalid="ignore", over="ignore"):  # of infinite colour
        divided = np.divide(light, weight, out=np.zeros_like(light), where=weight > 0)
    if light.max() <= 1:
        np.minimum(divided, 1, out=divided)
    if colours.dtype.kind in "fi":
        return divided, peak
    full, dtype = _depth(peak)
    return np.rint(divided * full).astype(dtype), full


# -- colour and place -------------------------------------------------------------------------------------------


def _in_srgb(levels: Array, image: Decoded, said: list[str]) -> tuple[Array, str]:
    """Levels in sRGB, and the name of the space they came from."""
    if image.model is ColourModel.LAB:
        return colour_spaces.lab_to_srgb(levels), "CIE L*a*b*"
    if image.profile:
        try:
            converted, name = colour_spaces.to_srgb(levels, image.model, image.profile)
        except ProfileError as error:
            said.append(phrase("the embedded profile was ignored, since {error}; sRGB is assumed", error=error))
        else:
            name = name if name == "sRGB" else image.profile_name or name
            if name != "sRGB":
                said.append(phrase("converted from {name} to sRGB", name=name))
            return converted, name
    if image.model is ColourModel.CMYK:
        said.append(phrase("CMYK without a usable profile: colours are approximate"))
        return colour_spaces.inks_to_srgb(levels), "sRGB"
    return levels, "sRGB"


_TURNS: dict[int, Callable[[Array], Array]] = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: np.rot90,
}
