"""TIFF: read by tifffile (with `imagecodecs`), written with Pillow's directory, which holds EXIF and GPS too.

References
----------
TIFF Revision 6.0, Adobe 1992; TIFF Technical Notes; DNG Specification 1.7.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from srviewer.imaging import metadata as about
from srviewer.imaging.colour_spaces import ColourModel
from srviewer.imaging.decoded import Decoded, Extra
from srviewer.imaging.formats import Opened, Unsupported, not_kept
from srviewer.imaging.metadata import Metadata
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

MOST_PAGES = 1000
"""Pages beyond these are not counted: a file may hold millions."""
MOST_SAMPLES = 16
"""Samples a pixel, beyond which it is no picture but a table."""
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, SEPARATED, YCBCR, CIE_LAB, ICC_LAB = 0, 1, 2, 3, 4, 5, 6, 8, 9
CFA, LINEAR_RAW = 32803, 34892
_SHOWN = (WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, SEPARATED, YCBCR, CIE_LAB, ICC_LAB)
_FAX = (2, 3, 4)
_JPEG = (7, 33007, 34892)  # compressions whose decoders turn YCbCr into RGB
SIGNED = 2
INK_SET, COLOUR_MAP, XMP, ICC = 332, 320, 700, 34675
_NOT_KEPT = {33723: "IPTC", 34735: "GeoTIFF"}
STRIP = 1 << 20  # bytes


def opened(file: BinaryIO, page: int) -> Opened:
    """A page of a TIFF file; of a camera's raw file (DNG and its kin) the largest preview."""
    with _told_as_value_error():
        main, count = _page(file, page)
        shown, notices = _shown(main)
    if shown.imagedepth != 1 or shown.samplesperpixel > MOST_SAMPLES:
        raise Unsupported(phrase("a TIFF of a volume or a table, not a picture"))

    def decode() -> Decoded:
        with _told_as_value_error():
            return _decoded(file, main, shown, notices)

    return Opened(shown.imagewidth, shown.imagelength, decode, count)


@contextmanager
def _told_as_value_error() -> Iterator[None]:
    """tifffile's own error, which in some of its releases is no `ValueError`, as one."""
    import tifffile

    try:
        yield
    except tifffile.TiffFileError as error:
        raise ValueError(str(error)) from error


def _page(file: BinaryIO, number: int) -> tuple[Any, int]:
    """A page, or the last one if there is none of that number, and how many there are."""
    import tifffile

    for bits in (bits for bits in range(2, 32) if bits not in (8, 16)):  # signed ones are unpacked as unsigned
        tifffile.TIFF.SAMPLE_DTYPES[SIGNED, bits] = "B" if bits < 8 else "H" if bits < 16 else "I"
    pages = tifffile.TiffFile(file).pages
    count = sum(1 for _ in itertools.islice(pages, max(MOST_PAGES + 1, number)))
    return pages[min(number, count) - 1], count


def _shown(page: Any) -> tuple[Any, tuple[str, ...]]:
    """The page itself, or of a camera's raw file its largest preview, with a notice."""
    candidates = [page, *(page.pages or ())] if {CFA, LINEAR_RAW} & _photometrics(page) else [page]
    previews = [c for c in candidates if c.photometric in _SHOWN]
    if not previews:
        if {CFA, LINEAR_RAW} & _photometrics(page):
            raise Unsupported(phrase("a camera's raw file without a preview: develop it and save it as TIFF first"))
        raise Unsupported(phrase("an unsupported kind of TIFF ({name})", name=_name(page.photometric)))
    if len(candidates) == 1:
        return page, ()
    largest = max(previews, key=lambda c: c.imagewidth * c.imagelength)
    size = f"{largest.imagewidth} × {largest.imagelength}"
    return largest, (phrase("this is a camera's raw file; its preview of {size} pixels is shown", size=size),)


def _photometrics(page: Any) -> set[int]:
    return {int(p.photometric) for p in (page, *(page.pages or ())) if p.photometric is not None}


def _name(value: Any) -> str:
    return str(getattr(value, "name", value)).lower()


# -- pixels -----------------------------------------------------------------------------------------------------


def _decoded(file: BinaryIO, main: Any, page: Any, notices: tuple[str, ...]) -> Decoded:
    samples, model = _samples(file, page)
    stack = main.is_ome or main.is_imagej
    lost = (*(("OME or ImageJ",) if stack else ()), *(what for tag, what in _NOT_KEPT.items() if tag in main.tags))
    notices = (*notices, *map(not_kept, lost))
    extra = [Extra(int(e)) if int(e) in (1, 2) else Extra.UNNAMED for e in page.extrasamples]
    tags = page.tags
    return Decoded(
        samples,
        model,
        peak=_peak(samples, page.bitspersample),
        white_is_zero=page.photometric == WHITE_IS_ZERO,
        palette=_palette(page) if page.photometric == PALETTE else None,
        extra=tuple(extra),
        profile=tags.valueof(ICC),
        orientation=int(main.tags.valueof(about.ORIENTATION) or 1),
        metadata=_metadata(file, main, described=not (stack or main.is_shaped)),
        notices=notices,
    )


def _peak(samples: Array, bits: Any) -> int | None:
    """The greatest value of integers; None for floats, and where tifffile has brought unequal bits to equal ones."""
    if samples.dtype.kind == "f" or not isinstance(bits, int):
        return None
    return (1 << bits - (samples.dtype.kind == "i")) - 1


def _samples(file: BinaryIO, page: Any) -> tuple[Array, ColourModel]:
    """(H, W, N) samples, and what the colour ones are."""
    import tifffile

    known = page.compression in tifffile.TIFF.DECOMPRESSORS
    if page.photometric == YCBCR and int(page.compression) not in _JPEG:
        return _by_libtiff(file, page), ColourModel.RGB
    if not known and int(page.compression) in _FAX and page.photometric in (WHITE_IS_ZERO, BLACK_IS_ZERO):
        return (_by_libtiff(file, page)[..., :1] > 127) ^ (page.photometric == WHITE_IS_ZERO), ColourModel.GREY
    if not known:
        raise Unsupported(phrase("a TIFF with an unsupported compression ({name})", name=_name(page.compression)))
    bits = page.bitspersample
    if page.dtype is None or page.dtype.kind not in "buif" or (bits == 24 and page.dtype.kind != "f"):
        raise Unsupported(
            phrase("a TIFF of {bits} bits per sample of the kind {kind}, which is not supported",
                   bits=bits, kind=_name(page.sampleformat))
        )  # fmt: skip
    _check_segments(file, page)
    array = _numbers(page, page.asarray())
    _planes, _depth, height, width, _samples = page.shaped
    samples = np.moveaxis(array.reshape(page.shaped)[:, 0], 0, 2).reshape(height, width, -1)
    if page.photometric in (CIE_LAB, ICC_LAB):
        return _lab(samples, page), ColourModel.LAB
    if page.photometric == SEPARATED and (page.tags.valueof(INK_SET) or 1) != 1:
        raise Unsupported(phrase("a TIFF of inks other than cyan, magenta, yellow and black"))
    models = {RGB: ColourModel.RGB, YCBCR: ColourModel.RGB, SEPARATED: ColourModel.CMYK}
    model = models.get(page.photometric, ColourModel.GREY)
    if samples.shape[2] < {ColourModel.RGB: 3, ColourModel.CMYK: 4}.get(model, 1):
        raise ValueError("it has fewer samples than colours")
    return samples, model


def _numbers(page: Any, array: Array) -> Array:
    """Signed samples that tifffile has unpacked as unsigned ones, with their signs."""
    if page.sampleformat != SIGNED or array.dtype.kind != "u":
        return array
    spare = 8 * array.dtype.itemsize - page.bitspersample
    found: Array = (array << spare).view(array.dtype.str.replace("u", "i")) >> spare
    return found


def _check_segments(file: BinaryIO, page: Any) -> None:
    """Every strip or tile must be there, and lie within the file: tifffile takes others for black."""
    size = file.seek(0, 2)
    ends = [offset + count for offset, count in zip(page.dataoffsets, page.databytecounts, strict=True)]
    if len(ends) < int(np.prod(page.chunked)):
        raise EOFError("strips or tiles are missing")
    if max(ends, default=0) > size:
        raise EOFError("its pixels go on beyond its end")


def _by_libtiff(file: BinaryIO, page: Any) -> Array:
    """As RGB of 8 bits, of what tifffile leaves: YCbCr that is not JPEG, and fax with older releases of imagecodecs."""
    import imagecodecs

    file.seek(0)
    data = file.read()
    rgba = imagecodecs.tiff_decode(data, index=page.index, asrgb=True)
    if rgba.shape[:2] != (page.imagelength, page.imagewidth):
        raise ValueError("libtiff finds another picture in it")
    return np.ascontiguousarray(rgba[..., :3])


def _lab(samples: Array, page: Any) -> Array:
    """L*a*b* in their own units, extra samples in [0, 1].

    CIELab has a* and b* as signed numbers; ICCLab as unsigned ones with an offset, at 16 bits by the encoding of ICC
    version 2, where L* 100 is 0xFF00 (TIFF Technical Notes, "ICC L*a*b*").
    """
    if samples.dtype.kind == "f":
        return samples.astype(np.float64)
    if samples.dtype not in (np.uint8, np.uint16, np.int8, np.int16) or samples.shape[2] < 3:
        raise Unsupported(phrase("an unsupported kind of L*a*b*"))
    wide = samples.dtype.itemsize == 2
    unsigned: Array = samples.view(np.uint16 if wide else np.uint8)
    found: Array = unsigned.astype(np.float64)
    colours, unit = found[..., 1:3], 256.0 if wide else 1.0
    if page.photometric == ICC_LAB:
        found[..., 0] *= 100 / (0xFF00 if wide else 255)
        colours[:] = colours / unit - 128
    else:
        found[..., 0] *= 100 / (65535 if wide else 255)
        signed: Array = unsigned.view(np.int16 if wide else np.int8)
        colours[:] = signed[..., 1:3] / unit
    found[..., 3:] /= 65535 if wide else 255
    return found


def _palette(page: Any) -> Array:
    """(N, 3) colours, uint8 where they were made of 8 bits (by 257, or by 256 as older programs do), else uint16."""
    found = page.tags.valueof(COLOUR_MAP)
    if found is None:
        raise ValueError("it has no palette")
    colours = np.asarray(found, np.uint16)
    colours = colours.reshape(3, -1).T
    if not (colours & 0xFF).any() or (colours % 257 == 0).all():
        return (colours >> 8).astype(np.uint8)
    return colours


# -- what it says beside them -----------------------------------------------------------------------------------


def _metadata(file: BinaryIO, page: Any, described: bool) -> Metadata:
    tags = page.tags
    numbers = (tags.valueof(code) for code in (about.X_RESOLUTION, about.Y_RESOLUTION, about.RESOLUTION_UNIT))
    x, y, unit = (n[0] / n[1] if isinstance(n, tuple) and len(n) == 2 and n[1] else n for n in numbers)
    xmp = tags.valueof(XMP)
    found, _ = Metadata.of(
        about.exif_of_directory(file, page.offset, described),
        xmp if isinstance(xmp, bytes) else None,
        resolution=about.resolution_by_unit(x, y, unit),
    )
    return found


# -- writing ----------------------------------------------------------------------------------------------------


def encoded(samples: Array, metadata: Metadata, exif: Image.Exif | None, icc: bytes) -> bytes:
    """A little-endian TIFF of uint8 or uint16 samples, (H, W) or (H, W, 2 to 4), compressed by Deflate."""
    import imagecodecs

    height, width = samples.shape[:2]
    channels = 1 if samples.ndim == 2 else samples.shape[2]
    little = np.ascontiguousarray(samples.astype(samples.dtype.newbyteorder("<"), copy=False))
    rows = max(1, STRIP // (width * channels * samples.itemsize))
    strips = [imagecodecs.zlib_encode(little[top : top + rows].tobytes(), 6) for top in range(0, height, rows)]
    directory = ImageFileDirectory_v2()
    for tag, value in (exif or {}).items():
        directory[tag] = value
    directory[256], directory[257] = width, height
    directory[258] = (8 * samples.itemsize,) * channels
    directory[259] = 8  # Deflate
    directory[262] = BLACK_IS_ZERO if channels < 3 else RGB
    directory[277], directory[278], directory[284] = channels, rows, 1
    if channels in (2, 4):
        directory[338] = (Extra.STRAIGHT.value,)
    directory[ICC] = icc
    directory.tagtype[ICC] = 7
    if metadata.xmp:
        directory[XMP] = metadata.xmp
        directory.tagtype[XMP] = 1
    directory.tagtype[273] = directory.tagtype[279] = 4  # LONG, whatever the numbers are
    directory[279] = tuple(map(len, strips))
    directory[273] = tuple(itertools.accumulate([0, *map(len, strips[:-1])]))  # Pillow counts from the directory's end
    return b"".join([b"II*\0", struct.pack("<I", 8), directory.tobytes(8), *strips])
