"""The subbands of a picture as files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from srviewer.errors import OutputExistsError, ParameterError
from srviewer.imaging.atomic import atomic_write, make_folder
from srviewer.imaging.colour import luma
from srviewer.imaging.image_io import write_picture
from srviewer.imaging.picture import Picture
from srviewer.imaging.wavelet import analyse
from srviewer.phrase import phrase

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
        raise ParameterError(phrase("level {level}: expected 1 to {max_level}", level=level, max_level=MAX_LEVEL))
    plane = picture.pixels if picture.is_grey else luma(picture.pixels)
    bands = analyse(plane, wavelet=wavelet, level=level)
    arrays = {"LL": bands.cA, "LH": bands.cH, "HL": bands.cV, "HH": bands.cD}
    targets = {name: folder / f"{stem}_{wavelet}_L{level}_{name}" for name in arrays}
    make_folder(folder)
    paths = [t.with_name(t.name + s) for t in targets.values() for s in (".png", ".npy")]
    for path in paths:
        if path.exists() and not overwrite:
            raise OutputExistsError(phrase("{path}: exists already (--overwrite replaces it)", path=path))
    peak = max(float(np.abs(arrays[name]).max()) for name in ("LH", "HL", "HH")) or 1.0
    for name, band in arrays.items():
        _write_band(band, targets[name], name, level, wavelet, peak, overwrite)
    return tuple(paths)


def write_edited(
    arrays: Mapping[tuple[int, str], npt.NDArray[np.float32]],
    plate: npt.NDArray[np.uint8],
    stem: str,
    folder: Path,
    wavelet: str,
) -> tuple[Path, ...]:
    """Write subbands by (level, name) as `write_subbands` does, and the plate that shows them as one figure.

    Nothing is overwritten, and nothing written where a name is taken: `OutputExistsError`. Returns the paths written.
    """
    base = folder / f"{stem}_{wavelet}"
    paths = {place: base.with_name(f"{base.name}_L{place[0]}_{place[1]}") for place in arrays}
    figure = base.with_name(f"{base.name}_subbands.png")
    targets = [figure, *(p.with_name(p.name + s) for p in paths.values() for s in (".png", ".npy"))]
    for target in targets:
        if target.exists():
            raise OutputExistsError(phrase("{target}: exists already; choose another folder", target=target))
    peak = max(float(np.abs(a).max()) for (_, name), a in arrays.items() if name != "LL") or 1.0
    for (level, name), path in paths.items():
        _write_band(arrays[level, name], path, name, level, wavelet, peak, overwrite=False)
    write_picture(Picture((plate / 255).astype(np.float32)), figure, provenance={"wavelet": wavelet})
    return tuple(targets)


def _write_band(
    band: npt.NDArray[np.float32], base: Path, name: str, level: int, wavelet: str, peak: float, overwrite: bool
) -> None:
    """A subband as a 16-bit PNG for looking and .npy for computing; `base` is their name without its ending."""
    shown = band / 2.0**level if name == "LL" else 0.5 + band / (2 * peak)
    write_picture(
        Picture(np.clip(shown, 0, 1).astype(np.float32), depth=16),
        base.with_name(base.name + ".png"),
        provenance={"subband": name, "wavelet": wavelet, "level": str(level), "peak": f"{peak:g}"},
        overwrite=overwrite,
    )
    _write_array(base.with_name(base.name + ".npy"), band, overwrite)


def _write_array(path: Path, array: npt.NDArray[np.float32], overwrite: bool) -> None:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(buffer.getvalue())
