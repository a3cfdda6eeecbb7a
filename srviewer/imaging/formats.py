"""File formats, told apart by their content; the name's extension is only a hint for dialogs and folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from srviewer.imaging.decoded import Decoded
from srviewer.phrase import phrase

SNIFF_BYTES = 4096
"""How much of a file's beginning `sniff` needs."""

IMAGE_EXTENSIONS = frozenset(
    [
        ".png",
        ".apng",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".tif",
        ".tiff",
        ".webp",
        ".gif",
        ".bmp",
        ".dib",
        ".ppm",
        ".pgm",
        ".pbm",
        ".pnm",
        ".pfm",
        ".jp2",
        ".j2k",
        ".jpx",
        ".jpf",
        ".avif",
        ".ico",
        ".qoi",
    ]
)
"""Lower-case extensions of what can be read, for file dialogs."""


@dataclass(frozen=True)
class Format:
    """A format that is read: Pillow's name for its plugin, and what people call it."""

    pillow: str
    label: str
    extra: str = ""

    def not_installed(self) -> str:
        """Why this installation cannot read it, as the end of the sentence "NAME is ..."."""
        package = phrase(" (pip install 'srviewer[formats]' adds it)") if self.extra else ""
        return phrase(
            "a picture in {label}, which this installation cannot read{package}: save it as PNG or JPEG first",
            label=self.label,
            package=package,
        )


@dataclass(frozen=True, eq=False)
class Opened:
    """A page of a file whose header has been read: its size, how many pages there are, and what decodes it."""

    width: int
    height: int
    decode: Callable[[], Decoded]
    pages: int = 1


def not_kept(what: str) -> str:
    """The notice of what a file holds beside EXIF, XMP and text, which is not carried over."""
    return phrase("{what} data of the file are not kept", what=what)


class Unsupported(Exception):
    """A whole file of a kind that is not read; the text is the end of the sentence "NAME is ..."."""


PNG = Format("PNG", "PNG")
JPEG = Format("JPEG", "JPEG")
TIFF = Format("TIFF", "TIFF")
PPM = Format("PPM", "PNM")
JPEG_2000 = Format("JPEG2000", "JPEG 2000")
AVIF = Format("AVIF", "AVIF")
HEIF = Format("HEIF", "HEIC", extra="pillow_heif")
JXL = Format("JXL", "JPEG XL", extra="pillow_jxl")
EXR = Format("", "OpenEXR", extra="OpenEXR")

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"GIF87a", Format("GIF", "GIF")),
    (b"GIF89a", Format("GIF", "GIF")),
    (b"BM", Format("BMP", "BMP")),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
    (b"\0\0\1\0", Format("ICO", "ICO")),
    (b"qoif", Format("QOI", "QOI")),
    (b"v/1\x01", EXR),
    (b"\xff\x0a", JXL),
    (b"\0\0\0\x0cJXL \r\n\x87\n", JXL),
)
# Recognised so that the message can say what the file is instead of "unknown".
_OTHER_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", phrase("a PDF document")),
    (b"8BPS", phrase("a Photoshop document")),
    (b"#?RADIANCE", phrase("a Radiance HDR picture")),
    (b"FUJIFILMCCD-RAW", phrase("a camera raw file")),
    (b"IIU\0", phrase("a camera raw file")),
    (b"IIRO", phrase("a camera raw file")),
    (b"gimp xcf", phrase("a GIMP document")),
    (b"%!PS", phrase("a PostScript document")),
    (b"PK\3\4", phrase("a ZIP archive or office document")),
    (b"\x1f\x8b", phrase("a compressed archive")),
)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def sniff(head: bytes) -> Format | None:
    """The format that the first bytes of a file show, or None."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format("WEBP", "WebP")
    if head[:1] == b"P" and head[1:2] in b"123456fF" and head[2:3] and head[2:3] in b" \t\r\n#":
        return PPM
    if head[4:8] == b"ftyp":
        return _isobmff_kind(head)
    return None


def _isobmff_kind(head: bytes) -> Format | None:
    size = int.from_bytes(head[:4], "big")
    brands = [head[i : i + 4] for i in (8, *range(16, min(size, len(head)), 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return AVIF
    return HEIF if any(brand in _HEIF_BRANDS for brand in brands) else None


def what_instead(head: bytes) -> str:
    """What a file that is no supported picture is, as the end of the sentence "NAME is ..."."""
    if not head:
        return phrase("empty (0 bytes)")
    for magic, what in _OTHER_MAGIC:
        if head.startswith(magic):
            return phrase("{what}, which cannot be read here: save it as PNG or TIFF first", what=what)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in text:
        return phrase("an SVG drawing, which has no pixels: export it as PNG first")
    if text.startswith((b"<!doctype html", b"<html")):
        return phrase("a web page, not a picture")
    if head[4:8] == b"ftyp":
        return phrase("a video or an unknown kind of HEIF file, not a supported picture")
    if b"\0" not in head and sum(byte < 9 for byte in head) == 0 and _is_text(head):
        return phrase("a text file, not a picture")
    return phrase("not a picture of a supported kind")


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # a character cut at the end of what was read
    return True
