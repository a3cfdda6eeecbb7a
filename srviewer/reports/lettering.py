"""Text drawn into images, in a font of this machine that has all of its characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PIL import ImageDraw, ImageFont

FACES = (  # by file, as Pillow finds them among the system's fonts; the first few have no Chinese
    "Inter-Regular.ttf",
    "DejaVuSans.ttf",
    "segoeui.ttf",
    "Arial.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "msyh.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
)

WITHOUT = {ord("×"): "x", ord("→"): ">", ord("…"): "..", ord("·"): ","}  # where there is none of these fonts


class Letters:
    """A face that has all characters of a text; where there is none, Pillow's own and plainer signs in their places.

    Pillow's own face has neither "×" nor any Chinese.
    """

    def __init__(self, text: str) -> None:
        needed = frozenset(text) | {"…"}
        self.face = next((face for face in FACES if _has(face, needed)), "")

    def font(self, size: int) -> Any:
        """The face at a size in pixels."""
        return ImageFont.truetype(self.face, size) if self.face else ImageFont.load_default(size)

    def width(self, text: str, size: int) -> float:
        """Of a text as it is drawn, pixels."""
        return float(self.font(size).getlength(self._plain(text)))

    def fitting(self, text: str, size: int, width: float) -> str:
        """The text, cut with an ellipsis if it is wider than `width`."""
        if self.width(text, size) <= width:
            return text
        while text and self.width(text + "…", size) > width:
            text = text[:-1]
        return text + "…"

    def draw(
        self, pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, colour: str, anchor: str = "ls"
    ) -> None:
        """Draw a text; `anchor` as Pillow's, by default left on the base line."""
        pen.text(at, self._plain(text), fill=colour, font=self.font(size), anchor=anchor)

    def _plain(self, text: str) -> str:
        return text if self.face else text.translate(WITHOUT)


def _has(face: str, characters: Iterable[str]) -> bool:
    try:
        font = ImageFont.truetype(face, 16)
    except OSError:
        return False
    missing = bytes(font.getmask("\U0010ffff"))
    return all(character.isspace() or bytes(font.getmask(character)) != missing for character in characters)
