"""In what condition a photograph is: how strongly its file was compressed, and how noisy it is.

References
----------
Independent JPEG Group, libjpeg, jcparam.c: how a quality from 1 to 100 scales the tables of ITU-T T.81, annex K.
D. L. Donoho, I. M. Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81 (1994) 425-455: noise from
the median of the finest diagonal details. doi:10.1093/biomet/81.3.425
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from srviewer.imaging.picture import Samples, as_floats
from srviewer.phrase import phrase

GOOD_QUALITY = 90  # of a JPEG file: from here on nothing is to be cleaned
NOISY = 2.75  # levels of 255, standard deviation: from here on a picture is noisy
MOST = 1024  # pixels a side of the part in the middle that noise is measured on
BLOCK = 16  # coefficients a side of the blocks of which the smoothest tell the noise
SMOOTHEST = 0.05  # of all blocks: of 120 photographs without noise 97 % are below 2.3 levels so, and 95 % of them with
# noise of 5 levels on each colour, which are 3.3 of luma, above 3.0
FEWEST = 20  # blocks: of fewer the smoothest may be texture, as in a clean picture of 72 x 72
_MEDIAN_OF_NORMAL = 0.6745  # of the magnitude, over the standard deviation

# ITU-T T.81, table K.1: luminance, by rows
_TABLE = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ]
).ravel()


@dataclass(frozen=True)
class Condition:
    """quality : that a JPEG file's quantisation table is nearest to, 1 to 100; None for other files
    noise : standard deviation in levels of 255
    """

    quality: int | None = None
    noise: float = 0.0

    @property
    def fault(self) -> str:
        """What is to be cleaned, in words; "" if nothing is."""
        if self.quality is not None and self.quality < GOOD_QUALITY:
            return phrase("a JPEG of quality {quality}", quality=self.quality)
        if self.noise >= NOISY:
            return phrase("noise of {noise:.1f} levels of 255", noise=self.noise)
        return ""


def condition_of(path: Path, samples: Samples) -> Condition:
    """The condition of a file and its picture's samples, (H, W) or (H, W, 3)."""
    return Condition(jpeg_quality(path), noise_of(samples))


def jpeg_quality(path: Path) -> int | None:
    """The quality whose table of luminance is nearest to the file's; None if it is no JPEG."""
    from PIL import Image

    from srviewer.imaging.image_io import DAMAGED

    try:
        with Image.open(path, formats=("JPEG",)) as image:
            table = image.quantization[0]  # type: ignore[attr-defined]
    except (*DAMAGED, KeyError):
        return None
    qualities = np.arange(1, 101)
    scales = np.where(qualities < 50, 5000 // qualities, 200 - 2 * qualities)
    tables = np.clip((_TABLE * scales[:, None] + 50) // 100, 1, 255)
    return int(qualities[np.abs(tables - np.array(table)).sum(1).argmin()])


def noise_of(samples: Samples) -> float:
    """The standard deviation of white noise in levels of 255, from where the picture is smoothest: texture elsewhere,
    and what is black or white, is left out. 0 for pictures that are too small to tell."""
    import pywt

    from srviewer.imaging.colour import grey_of_studio, luma

    rows, columns = (slice(max(0, n - MOST) // 2, (n + MOST) // 2) for n in samples.shape[:2])
    plane = as_floats(samples[rows, columns])
    if plane.ndim == 3:
        plane = grey_of_studio(luma(plane))
    details = pywt.dwt2(plane, "db2", "periodization")[1][2]
    height, width = (n // BLOCK * BLOCK for n in details.shape)
    if not height or not width:
        return 0.0
    level, magnitude = (_blocks(np.asarray(a[:height, :width], np.float32)) for a in (plane[::2, ::2], np.abs(details)))
    middle = np.median(magnitude, axis=1)[(level.min(1) > 0.01) & (level.max(1) < 0.99)]
    return float(np.quantile(middle, SMOOTHEST)) * 255 / _MEDIAN_OF_NORMAL if middle.size >= FEWEST else 0.0


def _blocks(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(H, W) as (blocks, BLOCK^2)."""
    height, width = plane.shape
    tiled = plane.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK).swapaxes(1, 2)
    return tiled.reshape(-1, BLOCK**2)
