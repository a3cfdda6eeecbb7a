"""OpenEXR, by the package of that name (`srviewer[formats]`): half and single floats of linear light."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np

from srviewer.imaging import colour_spaces
from srviewer.imaging.colour_spaces import ColourModel
from srviewer.imaging.decoded import Decoded, Extra
from srviewer.imaging.formats import EXR, Opened, Unsupported
from srviewer.phrase import phrase


def opened(file: BinaryIO, page: int) -> Opened:
    """A part of a file: its channels R, G, B or Y, and A, within the data window."""
    try:
        import OpenEXR
    except ImportError:
        raise Unsupported(EXR.not_installed()) from None
    parts = OpenEXR.File(file, header_only=True).parts
    part = min(page, len(parts)) - 1
    (left, top), (right, bottom) = parts[part].header["dataWindow"]

    def decode() -> Decoded:
        file.seek(0)
        found = OpenEXR.File(file, separate_channels=True).channels(part)
        return _decoded({name: channel.pixels for name, channel in found.items()}, parts[part].header)

    return Opened(int(right - left + 1), int(bottom - top + 1), decode, len(parts))


def _decoded(channels: dict[str, Any], header: dict[str, Any]) -> Decoded:
    names = "RGB" if channels.keys() >= set("RGB") else "Y"
    if not channels.keys() >= set(names) or channels.keys() & {"RY", "BY"}:
        listed = ", ".join(sorted(channels))
        raise Unsupported(phrase("an OpenEXR picture without the channels R, G and B (it has {names})", names=listed))
    planes = [channels[name] for name in (*names, *("A" if "A" in channels else ""))]
    corners = header.get("chromaticities")
    profile = None
    if corners is not None and names == "RGB":
        *primaries, white = np.asarray(corners, float).reshape(4, 2).tolist()
        profile = colour_spaces.gamma_profile(None, primaries, white)
    return Decoded(
        np.stack(planes, axis=-1),
        ColourModel.RGB if names == "RGB" else ColourModel.GREY,
        linear=True,
        extra=(Extra.PREMULTIPLIED,) if "A" in channels else (),
        profile=profile,
        profile_name=phrase("the primaries of the file"),
    )
