"""Small files of every kind of sample, written here bit by bit, with what must be read from them.

TIFF, PNG, PNM and PFM are laid out here from the formats' specifications; compressions, JPEG and WebP are libraries'.
What is expected comes from the samples that went into a file, never from reading it.
"""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import imagecodecs
import numpy as np
from PIL import Image

HEIGHT, WIDTH = 5, 7


@dataclass(frozen=True)
class Case:
    """A file, what it shows (float64 in [0, 1], alpha or None), how near that must come, and words of its notices."""

    name: str
    data: bytes
    pixels: np.ndarray
    alpha: np.ndarray | None
    within: float
    says: tuple[str, ...] = ()
    refused: str = ""  # words of the sentence by which it is refused


def cases(seed: int = 0) -> Iterator[Case]:
    """All files, some 2,000."""
    rng = np.random.default_rng(seed)
    for make in (tiffs, palettes, pngs, pnms, pfms, jpegs, webps):
        yield from make(rng)


# -- numbers ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """Bits and nature of a sample: "u" unsigned, "i" signed, "f" float, "F" float beyond [0, 1]."""

    nature: str
    bits: int

    def drawn(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Values, Python integers or floats that the kind holds exactly, with its least and its greatest among them."""
        if self.nature in "fF":
            low, high = (0, 1) if self.nature == "f" else (-3, 40)
            steps = 1 << (9 if self.bits < 32 else 20)
            values = low + (high - low) * rng.integers(0, steps + 1, shape) / steps
            values = values.astype({16: np.float16, 24: np.float16}.get(self.bits, np.float32)).astype(np.float64)
            values.flat[:2] = low, high
            return values
        low, high = self.ends
        values = np.array([int(v) % (high - low + 1) + low for v in rng.integers(0, 1 << 62, shape).flat], object)
        values[:2] = low, high
        return values.reshape(shape)

    @property
    def ends(self) -> tuple[int, int]:
        return (0, (1 << self.bits) - 1) if self.nature == "u" else (-(1 << self.bits - 1), (1 << self.bits - 1) - 1)

    def shown(self, values: np.ndarray) -> np.ndarray:
        """What values in the file are in the picture: of unsigned ones by their range, else from least to most."""
        if self.nature == "f":
            return values.astype(np.float64)
        low, high = self.ends if self.nature == "u" else (values.min(), values.max())
        return np.array([(v - low) / ((high - low) or 1) for v in values.flat], np.float64).reshape(values.shape)

    def shown_alpha(self, values: np.ndarray) -> np.ndarray:
        """Alpha is clipped to [0, 1], not stretched."""
        greatest = self.ends[1] if self.nature in "ui" else 1
        return np.array([min(max(v / greatest, 0), 1) for v in values.flat], np.float64).reshape(values.shape)

    @property
    def within(self) -> float:
        """Half a level of the file's depth; beyond 16 bits 2^-16 of the range."""
        if self.nature in "fF":
            return 2.0**-16
        return 0.5 / ((1 << self.bits) - 1) + 1e-7 if self.bits <= 16 else 2.0**-16

    @property
    def says(self) -> tuple[str, ...]:
        rounded = ("were rounded to 16",) if self.bits > 16 and self.nature != "i" else ()
        return rounded + {"i": ("signed samples",), "F": ("mapped to 0 to 1",)}.get(self.nature, ())


def packed(values: np.ndarray, kind: Kind, order: str) -> bytes:
    """(rows, samples) as TIFF stores them: rows padded to whole bytes; numbers of whole bytes in the file's order,
    others bit by bit from the most significant."""
    if kind.nature in "fF" and kind.bits != 24:
        return values.astype(f"{order}f{kind.bits // 8}").tobytes()
    bits = kind.bits
    if kind.nature in "fF":  # 1 sign, 7 exponent, 16 mantissa (Adobe Photoshop TIFF Technical Note 3)
        bits, values = 24, np.array([float24(v) for v in values.flat], object).reshape(values.shape)
    unsigned = [[int(v) % (1 << bits) for v in row] for row in values]
    if bits % 8 == 0:
        name = "little" if order == "<" else "big"
        return b"".join(v.to_bytes(bits // 8, name) for row in unsigned for v in row)
    out = b""
    for row in unsigned:
        text = "".join(f"{v:0{bits}b}" for v in row)
        text += "0" * (-len(text) % 8)
        out += int(text, 2).to_bytes(len(text) // 8, "big")
    return out


def float24(value: float) -> int:
    if value == 0:
        return 0
    sign, (mantissa, exponent) = int(value < 0), np.frexp(abs(value))
    return sign << 23 | (int(exponent) - 1 + 63) << 16 | round((float(mantissa) * 2 - 1) * 65536)


# -- TIFF -------------------------------------------------------------------------------------------------------

KINDS = (
    *(Kind("u", bits) for bits in (*range(1, 17), 17, 20, 24, 31, 32, 40, 48, 63, 64)),
    *(Kind("i", bits) for bits in (2, 4, 8, 10, 12, 16, 24, 32, 64)),
    *(Kind(nature, bits) for nature in "fF" for bits in (16, 24, 32, 64)),
)
COMPRESSIONS = {"none": 1, "lzw": 5, "deflate": 8, "packbits": 32773, "predicted": 8}
LAYOUTS = ("strips", "tiles", "planes", "tiled planes")
EXTRAS = {"opaque": (), "unnamed": (0,), "premultiplied": (1,), "straight": (2,), "two": (0, 2)}


def tiffs(rng: np.random.Generator) -> Iterator[Case]:
    """Every kind of number, both orders, black and white as zero, each kind of extra sample; of compressions and
    layouts each in its turn."""
    ways = itertools.cycle(itertools.product(COMPRESSIONS, LAYOUTS))
    for kind, order, colour, extra in itertools.product(KINDS, "<>", ("black", "white", "rgb"), EXTRAS):
        undefined = extra == "premultiplied" and (kind.nature in "iF" or colour == "white")
        if not undefined:
            for compression, layout in itertools.islice(ways, 2 if extra in ("opaque", "straight") else 1):
                yield tiff_case(rng, kind, order, colour, extra, compression, layout)


def tiff_case(
    rng: np.random.Generator, kind: Kind, order: str, colour: str, extra: str, compression: str, layout: str
) -> Case:
    count = 3 if colour == "rgb" else 1
    samples = kind.drawn(rng, (HEIGHT, WIDTH, count + len(EXTRAS[extra])))
    if extra == "premultiplied":
        samples[..., :count] = np.minimum(samples[..., :count], samples[..., count:])
    shown, alpha = kind.shown(samples[..., :count]), None
    if extra in ("premultiplied", "straight", "two"):
        alpha = kind.shown_alpha(samples[..., -1])
    if extra == "premultiplied":
        shown = np.divide(shown, alpha[..., None], out=np.zeros_like(shown), where=alpha[..., None] > 0)
    if colour == "white":
        shown = 1 - shown
    tags = {262: {"black": 1, "white": 0, "rgb": 2}[colour]}
    if EXTRAS[extra]:
        tags[338] = EXTRAS[extra]
    data = tiff(samples, kind, order, tags, compression, layout)
    left_out = ("extra sample per pixel",) if extra in ("unnamed", "two") else ()
    name = f"tiff {kind.nature}{kind.bits} {order} {colour} {extra} {compression} {layout}"
    pixels = shown if count == 3 else shown[..., 0]
    refused = f"{kind.bits} bits per sample" if kind.nature in "ui" and kind.bits in (24, *range(33, 64)) else ""
    return Case(name, data, pixels, alpha, kind.within, kind.says + left_out, refused)


def tiff(
    samples: np.ndarray, kind: Kind, order: str, tags: dict[int, int | Sequence[int]], compression: str, layout: str
) -> bytes:
    """TIFF 6.0: a header, the segments, one directory."""
    height, width, count = samples.shape
    if compression == "predicted" and kind.nature in "ui" and kind.bits in (8, 16, 32, 64):
        tags = {**tags, 317: 2}
    planes = [samples[..., n : n + 1] for n in range(count)] if "planes" in layout else [samples]
    segments = [s for plane in planes for s in _segments(plane, kind, order, "tile" in layout, 317 in tags)]
    segments = [_compressed(segment, compression) for segment in segments]
    form = {"u": 1, "i": 2}.get(kind.nature, 3)
    tags = {256: width, 257: height, 258: (kind.bits,) * count, 259: COMPRESSIONS[compression], 277: count,
            284: 2 if "planes" in layout else 1, 339: (form,) * count, **tags}  # fmt: skip
    starts = tuple(itertools.accumulate([8, *map(len, segments)]))
    where = (324, 325) if "tile" in layout else (273, 279)
    tags.update({322: 16, 323: 16} if "tile" in layout else {278: 2})
    tags.update({where[0]: starts[:-1], where[1]: tuple(map(len, segments))})
    return directory(tags, order, b"".join(segments))


def directory(tags: dict[int, int | Sequence[int]], order: str, body: bytes) -> bytes:
    """A whole TIFF of `body`, which begins at byte 8, and a directory behind it."""
    body += bytes(len(body) % 2)
    at = 8 + len(body)
    behind = at + 2 + 12 * len(tags) + 4
    entries, values = b"", b""
    for tag, value in sorted(tags.items()):
        numbers = value if isinstance(value, Sequence) else (value,)
        form = ("H", 3) if tag not in (273, 279, 324, 325) else ("I", 4)
        data = struct.pack(f"{order}{len(numbers)}{form[0]}", *numbers)
        entries += struct.pack(order + "HHI", tag, form[1], len(numbers))
        if len(data) <= 4:
            entries += data.ljust(4, b"\0")
        else:
            entries += struct.pack(order + "I", behind + len(values))
            values += data + bytes(len(data) % 2)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", at)
    return head + body + struct.pack(order + "H", len(tags)) + entries + bytes(4) + values


def _segments(plane: np.ndarray, kind: Kind, order: str, tiled: bool, predicted: bool) -> Iterator[bytes]:
    """Strips of two rows or one tile; predicted ones hold the differences along the row (TIFF 6.0, section 14)."""
    if tiled:
        square = np.full((16, 16, plane.shape[2]), plane.flat[0], dtype=plane.dtype)
        square[: plane.shape[0], : plane.shape[1]] = plane
        plane = square
    if predicted:
        plane = np.concatenate([plane[:, :1], plane[:, 1:] - plane[:, :-1]], axis=1)
    rows = 16 if tiled else 2
    for top in range(0, len(plane), rows):
        part = plane[top : top + rows]
        yield packed(part.reshape(len(part), -1), kind, order)


def _compressed(data: bytes, how: str) -> bytes:
    encode = {"none": bytes, "lzw": imagecodecs.lzw_encode, "deflate": zlib.compress, "packbits": _packbits,
              "predicted": zlib.compress}[how]  # fmt: skip
    return bytes(encode(data))


def _packbits(data: bytes) -> bytes:
    """Runs of literals alone (TIFF 6.0, section 9)."""
    return b"".join(bytes([len(part) - 1]) + part for part in (data[i : i + 128] for i in range(0, len(data), 128)))


def palettes(rng: np.random.Generator) -> Iterator[Case]:
    """Colour maps made of 8 bits (by 257, or by 256) and of 16; TIFF 6.0, section 5."""
    for bits, order, made, layout in itertools.product((1, 2, 3, 4, 8, 16), "<>", (257, 256, 1), LAYOUTS[:2]):
        kind = Kind("u", bits)
        index = kind.drawn(rng, (HEIGHT, WIDTH, 1))
        colours = rng.integers(0, 256 if made > 1 else 65536, (3, 1 << bits))
        colours[:, 0] = 255 if made > 1 else 65534
        tags = {262: 3, 320: tuple((colours * made).ravel().tolist())}
        data = tiff(index, kind, order, tags, "none", layout)
        shown = colours.T[index[..., 0].astype(int)] / (255 if made > 1 else 65535)
        yield Case(f"tiff palette {bits} {order} by {made} {layout}", data, shown, None, 1e-6 if made > 1 else 2.0**-17)


# -- PNG --------------------------------------------------------------------------------------------------------

GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
PNG_KINDS = (
    *((GREY, bits) for bits in (1, 2, 4, 8, 16)),
    *((colour, bits) for colour in (RGB, GREY_ALPHA, RGBA) for bits in (8, 16)),
    *((PALETTE, bits) for bits in (1, 2, 4, 8)),
)
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
ADAM7 = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))


def pngs(rng: np.random.Generator) -> Iterator[Case]:
    for (colour, bits), interlaced, keyed in itertools.product(PNG_KINDS, (False, True), (False, True)):
        if keyed and colour in (GREY_ALPHA, RGBA):
            continue
        for filtering in range(5):
            yield _png_case(rng, colour, bits, interlaced, keyed, filtering)


def _png_case(rng: np.random.Generator, colour: int, bits: int, interlaced: bool, keyed: bool, filtering: int) -> Case:
    kind = Kind("u", bits)
    samples = kind.drawn(rng, (HEIGHT, WIDTH, CHANNELS[colour])).astype(np.int64)
    chunks, alpha = b"", None
    shown = samples / kind.ends[1]
    if colour == PALETTE:
        table = rng.integers(0, 256, (1 << bits, 3))
        chunks, shown = chunk(b"PLTE", table.astype(np.uint8).tobytes()), table[samples[..., 0]] / 255
        if keyed:
            some = rng.integers(0, 256, max(1, (1 << bits) - 1))
            chunks += chunk(b"tRNS", some.astype(np.uint8).tobytes())
            alpha = np.append(some, [255] * 256)[samples[..., 0]] / 255
    elif keyed:
        key = samples[2, 3]
        chunks = chunk(b"tRNS", struct.pack(f">{len(key)}H", *key))
        alpha = 1.0 - (samples == key).all(axis=2)
    elif colour in (GREY_ALPHA, RGBA):
        shown, alpha = shown[..., :-1], shown[..., -1]
    data = png(samples, colour, bits, interlaced, filtering, chunks)
    name = f"png {colour} {bits} {'interlaced' if interlaced else 'plain'} {'keyed ' * keyed}filter {filtering}"
    return Case(name, data, shown if shown.shape[2] == 3 else shown[..., 0], alpha, 1e-6)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(samples: np.ndarray, colour: int, bits: int, interlaced: bool, filtering: int, chunks: bytes = b"") -> bytes:
    """PNG third edition, 7 to 9 and 11: passes, scanlines, filters, chunks."""
    height, width = samples.shape[:2]
    passes = ADAM7 if interlaced else ((0, 0, 1, 1),)
    lines = b""
    for top, left, down, right in passes:
        part = samples[top::down, left::right]
        if part.size:
            lines += _scanlines(part.reshape(part.shape[0], -1), bits, max(1, bits * samples.shape[2] // 8), filtering)
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunks + chunk(b"IDAT", zlib.compress(lines))
            + chunk(b"IEND", b""))  # fmt: skip


def _scanlines(rows: np.ndarray, bits: int, step: int, filtering: int) -> bytes:
    out = b""
    above = b""
    for row in rows:
        line = packed(row[None].astype(object), Kind("u", bits), ">")
        above = above or bytes(len(line))
        near = zip(line, bytes(step) + line, above, bytes(step) + above, strict=False)
        out += bytes([filtering, *((byte - _predicted(filtering, *others)) % 256 for byte, *others in near)])
        above = line
    return out


def _predicted(filtering: int, left: int, up: int, corner: int) -> int:
    if filtering == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda v: abs(guess - v))
    return (0, left, up, (left + up) // 2)[filtering]


# -- Netpbm -----------------------------------------------------------------------------------------------------


def pnms(rng: np.random.Generator) -> Iterator[Case]:
    peaks = (1, 2, 3, 7, 15, 100, 254, 255, 256, 1000, 1023, 4095, 65535)
    for peak, colours, plain in itertools.product(peaks, (1, 3), (0, 1)):
        samples = rng.integers(0, peak + 1, (HEIGHT, WIDTH, colours))
        samples.flat[:2] = 0, peak
        magic = {(1, 1): b"P2", (1, 0): b"P5", (3, 1): b"P3", (3, 0): b"P6"}[colours, plain]
        raw = samples.astype(np.uint8 if peak < 256 else ">u2").tobytes()
        body = " ".join(map(str, samples.ravel())).encode() if plain else raw
        data = b"%s\n# made here\n%d %d\n%d\n" % (magic, WIDTH, HEIGHT, peak) + body
        shown = (samples if colours == 3 else samples[..., 0]) / peak
        yield Case(f"pnm {magic.decode()} {peak}", data, shown, None, 0.5 / peak + 1e-7)
    black = rng.integers(0, 2, (HEIGHT, WIDTH))
    digits = b"\n".join(bytes(48 + row).replace(b"", b" ") for row in black.astype(np.uint8))
    raw = np.packbits(black, axis=1).tobytes()
    for magic, body in ((b"P1", digits), (b"P1", digits.replace(b" ", b"")), (b"P4", raw)):
        yield Case(f"pbm {magic.decode()}", b"%s %d %d\n" % (magic, WIDTH, HEIGHT) + body, 1.0 - black, None, 1e-7)


def pfms(rng: np.random.Generator) -> Iterator[Case]:
    for magic, order, nature in itertools.product((b"PF", b"Pf"), "<>", "fF"):
        kind = Kind(nature, 32)
        samples = kind.drawn(rng, (HEIGHT, WIDTH, 3 if magic == b"PF" else 1))
        head = b"%s\n%d %d\n%s\n" % (magic, WIDTH, HEIGHT, b"-1.0" if order == "<" else b"1.0")
        shown = kind.shown(samples)
        pixels = shown if magic == b"PF" else shown[..., 0]
        data = head + samples[::-1].astype(f"{order}f4").tobytes()
        yield Case(f"pfm {magic.decode()} {order} {nature}", data, pixels, None, kind.within, kind.says)


# -- by libraries: what they write is smooth, so that loss is small ------------------------------------------------


def smooth(channels: int) -> np.ndarray:
    y, x = np.mgrid[:24, :40] / 40
    waves = [127 + 90 * np.sin(3 * x + 2 * y + n) for n in range(channels)]
    return np.rint(np.stack(waves, axis=-1)).astype(np.uint8)


def saved(mode: str, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    samples = smooth(len(mode))
    Image.fromarray(samples[..., 0] if mode == "L" else samples).convert(mode).save(file, kind, **options)
    return file.getvalue()


def second(data: bytes, mode: str) -> np.ndarray:
    """By Pillow's decoder."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert(mode)) / 255


def jpegs(_rng: np.random.Generator) -> Iterator[Case]:
    ways = itertools.product(("L", "RGB"), (False, True), (0, 1, 2), (75, 95), ("whole", "without its end"))
    for mode, progressive, sampling, quality, end in ways:
        data = saved(mode, "JPEG", progressive=progressive, subsampling=sampling, quality=quality)
        shown = second(data, mode)
        data = data if end == "whole" else data.removesuffix(b"\xff\xd9")
        kind = "progressive" if progressive else "baseline"
        yield Case(f"jpeg {mode} {kind} {sampling} {quality} {end}", data, shown, None, 2 / 255)


def webps(_rng: np.random.Generator) -> Iterator[Case]:
    for mode, lossless, quality in itertools.product(("RGB", "RGBA"), (True, False), (80, 100)):
        data = saved(mode, "WEBP", lossless=lossless, quality=quality, exact=True)
        shown = smooth(len(mode)) / 255 if lossless else second(data, mode)
        alpha = shown[..., 3] if mode == "RGBA" else None
        yield Case(f"webp {mode} {lossless} {quality}", data, shown[..., :3], alpha, 1e-6 if lossless else 2 / 255)
