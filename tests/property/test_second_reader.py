"""The matrix of files by other programs' readers: libvips and ImageMagick, where they are installed.

What each of them does otherwise on purpose, or cannot do, is listed with its reason; all else must agree, or be refused
by it. Debian: `apt-get install libvips-tools imagemagick`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import file_matrix
import numpy as np
import pytest

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

SUFFIXES = {"pnm": "pnm", "pbm": "pbm", "pfm": "pfm", "jpeg": "jpg", "tiff": "tif", "png": "png", "webp": "webp"}
VIPS_DTYPES = {"uchar": "u1", "char": "i1", "ushort": "u2", "short": "i2", "uint": "u4", "int": "i4", "float": "f4"}
MAGICK = next((name for name in ("convert-im6.q16", "magick") if shutil.which(name)), "")

OTHERWISE = {
    "vips": {
        r"tiff [iF]|pfm \S+ \S+ F": "it leaves signed and floating point numbers as they are",
        r"tiff \S+ \S+ \S+ (unnamed|two)": "it keeps samples that have no name",
        r"tiff \S+ \S+ \S+ premultiplied": "it leaves colour premultiplied",
        r"tiff \S+ \S+ white straight": "it inverts transparency too where white is zero",
        r"tiff palette (?:1|2|4|8|16) \S+ by 1 ": "it cuts palettes of 16 bits to 8",
        r"pnm \S+ (?!255$|65535$)": "it leaves numbers of another greatest value as they are",
        r"tiff f\d+ \S+ white": "it inverts no floating point numbers",
        r"pbm P1": "it wants spaces between the digits",
        r"pfm": "it leaves the rows in the order of the file, from the bottom up",
        r"tiff palette (1|2|4|8|16) \S+ by 256 ": "it takes palettes by 256 for palettes of 16 bits",
    },
    "ImageMagick": {
        r"tiff [iF]|pfm \S+ \S+ F": "it cuts floating point numbers to the range, and takes signed ones by their bits",
        r"tiff \S+ \S+ \S+ (unnamed|two|premultiplied)": "it takes extra samples without a name for transparency, and "
        "rounds premultiplied colour twice",
        r"tiff \S+ \S+ (black|white) straight \S+ .*planes": "of grey with transparency in planes it reads the first",
        r"tiff (f\d+|u\d+) \S+ white": "it inverts where white is zero only at some depths, and transparency too",
        r"tiff u(1|10|12) \S+ black straight": "of grey with transparency at these depths it loses its step",
        r"tiff u10 \S+ rgb straight": "it cuts four samples of 10 bits to 8",
        r"pnm P[56] 254": "it divides by 255",
        r"tiff palette (?:\d+) \S+ by 256 ": "it takes palettes by 256 for palettes of 16 bits",
        r"pnm P[23] ": "it wants white space behind the last number",
    },
}


def by_vips(path: Path, case: file_matrix.Case) -> np.ndarray | None:
    raw = path.with_suffix(".raw")
    if subprocess.run(["vips", "rawsave", path, raw], capture_output=True, check=False).returncode:
        return None
    head = subprocess.run(["vipsheader", "-a", path], capture_output=True, text=True, check=True).stdout
    about = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    found = np.fromfile(raw, VIPS_DTYPES[about["format"]])
    found = found.reshape(int(about["height"]), int(about["width"]), int(about["bands"]))
    return found / (np.iinfo(found.dtype).max if found.dtype.kind == "u" else 1)


def by_magick(path: Path, case: file_matrix.Case) -> np.ndarray | None:
    command = [MAGICK, "-quiet", path, "-depth", "16", "-endian", "LSB", "rgba:-"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        return None
    four = np.frombuffer(done.stdout, "<u2").reshape(*case.pixels.shape[:2], 4) / 65535
    colours = four[..., :1] if case.pixels.ndim == 2 else four[..., :3]
    return colours if case.alpha is None else np.dstack([colours, four[..., 3]])


READERS: dict[str, tuple[str, Callable[[Path, file_matrix.Case], np.ndarray | None]]] = {
    "vips": ("vips", by_vips),
    "ImageMagick": (MAGICK, by_magick),
}


@pytest.mark.parametrize("reader", READERS)
def test_another_reader_agrees(reader: str, tmp_path: Path) -> None:
    program, read = READERS[reader]
    if not program or not shutil.which(program):
        pytest.skip(f"{reader} is not installed")
    otherwise = [re.compile(pattern) for pattern in OTHERWISE[reader]]
    asked = [c for c in file_matrix.cases() if not c.refused and not any(p.match(c.name) for p in otherwise)]
    agreed, wrong = 0, []
    for case in asked[:: 1 if reader == "ImageMagick" else 3]:
        path = tmp_path / f"a.{SUFFIXES[case.name.split()[0]]}"
        path.write_bytes(case.data)
        found = read(path, case)
        if found is None:
            continue
        expected = case.pixels[..., None] if case.pixels.ndim == 2 else case.pixels
        expected = expected if case.alpha is None else np.dstack([expected, case.alpha])
        if found.shape == expected.shape and np.abs(found - expected).max() <= case.within + 1e-5:
            agreed += 1
        else:
            wrong.append(case.name)
    assert not wrong, "\n".join([f"{len(wrong)} of {len(asked)}", *wrong[:40]])
    assert agreed > 60
