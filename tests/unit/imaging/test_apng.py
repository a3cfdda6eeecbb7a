"""Frames of an animated PNG: their place, what becomes of them, and all 16 bits."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from srviewer.errors import ImageReadError
from srviewer.imaging.image_io import read_picture


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pixels_of(samples: np.ndarray) -> tuple[bytes, bytes]:
    """The header and the compressed pixels of a PNG of these samples."""
    data, at, found = imagecodecs.png_encode(samples), 8, {}
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        found[kind] = found.get(kind, b"") + body
        at += 12 + size
    return found[b"IHDR"], found[b"IDAT"]


def apng(*frames: tuple[np.ndarray, int, int, int, int], apart: np.ndarray | None = None, told: int = 0) -> bytes:
    """An animation of (samples, x, y, dispose, blend); `apart` is a default image that is not among the frames."""
    head, first = pixels_of(frames[0][0] if apart is None else apart)
    out = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"acTL", struct.pack(">II", told or len(frames), 0))]
    out += [] if apart is None else [chunk(b"IDAT", first)]
    for number, (samples, x, y, dispose, blend) in enumerate(frames):
        height, width = samples.shape[:2]
        control = struct.pack(">5I2H2B", number, width, height, x, y, 1, 10, dispose, blend)
        data = pixels_of(samples)[1]
        is_default = number == 0 and apart is None
        pixels = chunk(b"IDAT", data) if is_default else chunk(b"fdAT", struct.pack(">I", number) + data)
        out += [chunk(b"fcTL", control), pixels]
    return b"".join([*out, chunk(b"IEND", b"")])


def levels(data: bytes, page: int) -> np.ndarray:
    picture = read_picture(data, page=page)
    alpha = [] if picture.alpha is None else [picture.alpha[..., None]]
    return np.rint(np.concatenate([picture.pixels.reshape(*picture.pixels.shape[:2], -1), *alpha], 2) * 65535)


WHOLE = np.full((4, 6, 3), 40_001, np.uint16)
PART = np.full((2, 3, 3), 1_234, np.uint16)


def test_a_later_frame_has_all_its_bits_at_its_place() -> None:
    data = apng((WHOLE, 0, 0, 0, 0), (PART, 2, 1, 0, 0))
    expected = WHOLE.astype(float)
    expected[1:3, 2:5] = 1_234
    np.testing.assert_array_equal(levels(data, 2), expected)
    assert read_picture(data, page=2).depth == 16
    assert (read_picture(data, page=2).page, read_picture(data).pages) == (2, 2)


@pytest.mark.parametrize(("dispose", "shown"), [(0, (1_234, 65_535)), (1, (0, 0)), (2, (40_001, 65_535))])
def test_what_becomes_of_a_frame_before_the_next(dispose: int, shown: tuple[int, int]) -> None:
    dot = np.full((1, 1, 3), 9, np.uint16)
    found = levels(apng((WHOLE, 0, 0, 0, 0), (PART, 2, 1, dispose, 0), (dot, 0, 0, 0, 0)), 3)
    inside = found[1, 2]
    assert inside[0] == shown[0]
    assert (inside[-1] if found.shape[2] == 4 else 65_535) == shown[1]
    assert found[0, 0, 0] == 9


def test_the_first_frame_has_nothing_before_it_to_go_back_to() -> None:
    dot = np.full((1, 1, 3), 9, np.uint16)
    found = levels(apng((WHOLE, 0, 0, 2, 0), (dot, 0, 0, 0, 0)), 2)
    assert found[0, 0].tolist() == [9, 9, 9, 65_535]
    assert not found[1:].any()


def test_half_a_frame_over_another() -> None:
    half = np.full((2, 3, 4), (1_000, 2_000, 3_000, 32_768), np.uint16)
    whole = np.dstack((WHOLE, np.full((4, 6), 65_535, np.uint16)))
    found = levels(apng((whole, 0, 0, 0, 0), (half, 0, 0, 0, 1)), 2)
    weight = 32_768 / 65_535
    np.testing.assert_allclose(found[0, 0], np.array([1_000, 2_000, 3_000]) * weight + 40_001 * (1 - weight), atol=1)


def test_a_default_image_that_is_not_among_the_frames_is_the_first_page() -> None:
    data = apng((WHOLE, 0, 0, 0, 0), (PART, 0, 0, 0, 0), apart=np.full((4, 6, 3), 7, np.uint16))
    assert read_picture(data).pages == 3
    assert [levels(data, page)[0, 0, 0] for page in (1, 2, 3)] == [7, 40_001, 1_234]


def test_frames_as_pillow_composes_them() -> None:
    generator, frames = np.random.default_rng(3), []
    for _ in range(4):
        frame = Image.new("RGBA", (16, 12), (0, 0, 0, 0))
        frame.paste(
            Image.fromarray(generator.integers(0, 256, (5, 7, 3), np.uint8)), tuple(generator.integers(0, 6, 2))
        )
        frames.append(frame)
    file = BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:], disposal=1, blend=0)
    for page, frame in enumerate(frames, 1):
        expected, found = np.asarray(frame), np.rint(levels(file.getvalue(), page) / 257)
        np.testing.assert_array_equal(found[..., 3], expected[..., 3])
        np.testing.assert_array_equal(found[expected[..., 3] > 0], expected[expected[..., 3] > 0])


def test_frames_that_are_missing_or_lie_outside_are_damage() -> None:
    for data in (apng((WHOLE, 0, 0, 0, 0), told=2), apng((WHOLE, 0, 0, 0, 0), (PART, 5, 1, 0, 0))):
        with pytest.raises(ImageReadError, match="damaged or incomplete"):
            read_picture(data, page=2)
