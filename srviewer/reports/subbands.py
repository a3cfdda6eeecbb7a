"""The subbands of a picture as files."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt

from srviewer.errors import OutputExistsError, ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.colour import luma
from srviewer.imaging.image_io import write_picture
from srviewer.imaging.picture import Picture
from srviewer.imaging.wavelet import analyse

MAX_LEVEL = 5


def write_subbands(
    picture: Picture,
    stem: str,
    folder: Path,
    wavelet: str = "bior4.4",
    level: int = 1,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write LL, LH, HL, HH of a picture's Y as 16-bit PNG for looking and .npy (float32) for computing.

    LL is shown divided by its gain (2 per level), so that it looks like the picture; the details stand around
    mid-grey, scaled by the largest magnitude of the three. Returns the paths written.
    """
    if not 1 <= level <= MAX_LEVEL:
        raise ParameterError(f"level {level}: expected 1 to {MAX_LEVEL}")
    plane = picture.pixels if picture.is_grey else luma(picture.pixels)
    bands = analyse(plane, wavelet=wavelet, level=level)
    arrays = {"LL": bands.cA, "LH": bands.cH, "HL": bands.cV, "HH": bands.cD}
    targets = {name: folder / f"{stem}_{wavelet}_L{level}_{name}" for name in arrays}
    folder.mkdir(parents=True, exist_ok=True)
    paths = [t.with_name(t.name + s) for t in targets.values() for s in (".png", ".npy")]
    for path in paths:
        if path.exists() and not overwrite:
            raise OutputExistsError(f"{path}: exists already (--overwrite replaces it)")
    peak = max(float(np.abs(arrays[name]).max()) for name in ("LH", "HL", "HH")) or 1.0
    for name, band in arrays.items():
        base = targets[name]
        shown = band / 2.0**level if name == "LL" else 0.5 + band / (2 * peak)
        write_picture(
            Picture(np.clip(shown, 0, 1).astype(np.float32), depth=16),
            base.with_name(base.name + ".png"),
            provenance={"subband": name, "wavelet": wavelet, "level": str(level), "peak": f"{peak:g}"},
            overwrite=overwrite,
        )
        _write_array(base.with_name(base.name + ".npy"), band, overwrite)
    return tuple(paths)


def _write_array(path: Path, array: npt.NDArray[np.float32], overwrite: bool) -> None:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(buffer.getvalue())
