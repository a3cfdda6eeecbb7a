"""Whatever bytes a file holds, it becomes a whole result or one sentence, soon, and nothing is left behind."""

from __future__ import annotations

import io
import struct
import time
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import corpus
import numpy as np
import PIL
import pytest
from PIL import Image, UnidentifiedImageError

from srviewer import batch
from srviewer.errors import PixelLimitError
from srviewer.imaging.image_io import read_picture

# what Pillow 11 leaves behind where the corpus asks it for TIFFs of several pages that it cannot write
pytestmark = pytest.mark.filterwarnings("ignore:.*AppendingTiffWriter:pytest.PytestUnraisableExceptionWarning")

MOST_SECONDS = 10
SETTINGS = batch.BatchSettings.make("bicubic", 2, max_pixels=1_000_000)


def refused_by_pillow(data: bytes) -> bool:
    """Whether Pillow itself, asked plainly, knows what this is and cannot decode it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                image.load()
        except UnidentifiedImageError:
            return False
        except Exception:
            return True
    return False


def open_and_upscale(file: corpus.Damaged, folder: Path) -> bool:
    """Through the batch; whether there was a picture in it."""
    source, target = folder / "in", folder / "out.png"
    source.write_bytes(file.data)
    started = time.monotonic()
    outcome = batch.upscale_file(batch.Item(source, target), SETTINGS)
    assert time.monotonic() - started < MOST_SECONDS, file.name
    if outcome.error:
        assert outcome.error.count("\n") == 0, file.name
        assert str(source) in outcome.error, file.name
        assert sorted(p.name for p in folder.iterdir()) == ["in"], file.name
        return False
    result = read_picture(target).pixels
    assert result.min() >= 0, file.name
    assert result.max() <= 1, file.name
    target.unlink()
    # TIFFs that Pillow does not know are read by tifffile, and of a PNG's chunks only the pixels need be whole
    more = file.data[:4] in (b"II*\0", b"MM\0*") or any("a damaged chunk was ignored" in n for n in outcome.notices)
    assert more or not refused_by_pillow(file.data), file.name
    return True


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    "count", [200, pytest.param(5000, marks=[pytest.mark.long, pytest.mark.timeout(1200)])], ids=["some", "all"]
)
def test_damaged_files(tmp_path: Path, count: int) -> None:
    good = sum(open_and_upscale(file, tmp_path) for file in corpus.damaged(count, seed=10))
    assert count / 10 < good < count / 2, "the corpus holds both kinds"


def test_whole_files_of_every_format_and_mode_open(tmp_path: Path) -> None:
    pillow = int(PIL.__version__.split(".")[0])
    for file in corpus.whole_files():
        if pillow < 13 and file.name.startswith("TIFF YCbCr"):  # it takes them for incomplete
            continue
        (tmp_path / "a").write_bytes(file.data)
        picture = read_picture(tmp_path / "a")
        assert {picture.width, picture.height} == ({16, 13} if file.name.startswith("ICO") else {18, 23}), file.name


def gif_with_a_frame_larger_than_itself() -> bytes:
    file = io.BytesIO()
    Image.new("L", (1, 1)).save(file, "GIF")
    data = bytearray(file.getvalue())
    at = data.index(b",")
    data[at + 5 : at + 9] = struct.pack("<HH", 65535, 65535)
    return bytes(data)


def ico_with_a_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 0, 0, 0, 0, 1, 32, len(png), 22) + png


@pytest.mark.parametrize("bomb", [gif_with_a_frame_larger_than_itself, ico_with_a_bomb])
def test_a_bomb_inside_is_refused_in_words(bomb: Callable[[], bytes]) -> None:
    with pytest.raises(PixelLimitError, match=r"^photo claims more pixels than can be decoded"):
        read_picture(bomb(), name="photo")


def tiff_of(pages: int) -> bytes:
    """Pages of one pixel that follow each other."""
    fields = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 4), (277, 1), (278, 1), (279, 1)]
    body = struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields)
    size = len(body) + 4
    return (
        b"II*\0"
        + struct.pack("<I", 8)
        + b"".join(body + struct.pack("<I", 8 + size * (n + 1) if n < pages - 1 else 0) for n in range(pages))
    )


def test_pages_are_counted_only_so_far() -> None:
    assert read_picture(tiff_of(7)).notices == ("this file has 7 pages; the first is shown",)
    started = time.monotonic()
    picture = read_picture(tiff_of(100_000))
    assert time.monotonic() - started < MOST_SECONDS
    assert picture.notices == ("this file has more than 1000 pages; the first is shown",)
    np.testing.assert_array_equal(picture.pixels.shape, (1, 1))
