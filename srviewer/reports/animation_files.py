"""Animations as files: lossless WebP, GIF (256 colours), and MP4 by PyAV (extra `video`)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from srviewer.catalogue import resolved
from srviewer.engine.progress import Token
from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write, readable_name
from srviewer.phrase import phrase
from srviewer.reports.animation import Animation
from srviewer.reports.formats import animation_format

ROUNDS = 8  # at a size limit, of making the frames smaller
COLOURS = 256


@dataclass(frozen=True)
class WrittenAnimation:
    """What was written: bytes, the frames' size, and what is to be known of it."""

    size: int
    width: int
    height: int
    notices: tuple[str, ...]


def write(
    animation: Animation,
    path: Path,
    overwrite: bool = False,
    token: Token | None = None,
    most: int | None = None,
) -> WrittenAnimation:
    """Write an animation in the format that the name ends in, whole or not at all.

    Parameters
    ----------
    token : told of the progress, and asked before each frame whether to go on
    most : bytes that the file may have; the frames are made smaller until it has no more

    Raises
    ------
    ParameterError : the name ends in no known format, what the format needs is not installed, or `most` is too little
    OutputExistsError : something stands there and `overwrite` is False
    CancelledError : the token says so
    """
    form, token = animation_format(path), token or Token()
    if (why := form.lacks) is not None:
        raise ParameterError(why)
    encode: Callable[[Animation, Token], bytes] = resolved(form.encode)
    drawn, content = animation, encode(animation, token)
    for _ in range(ROUNDS):
        if most is None or len(content) <= most:
            break
        drawn = drawn.smaller(min(0.9, 0.97 * (most / len(content)) ** 0.5))
        content = encode(drawn, token)
    if most is not None and len(content) > most:
        raise ParameterError(
            phrase(
                "{path}: does not become smaller than {size} kB", path=readable_name(path), size=len(content) // 1000
            )
        )
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(content)
    notices = [form.says] if form.says else []
    if drawn is not animation:
        words = phrase("made smaller, to {width} × {height}, to fit", width=drawn.width, height=drawn.height)
        notices.append(words)
    return WrittenAnimation(len(content), drawn.width, drawn.height, tuple(notices))


class _Frames(Image.Image):
    """An animation as Pillow takes the frames of a file: each is drawn when it is asked for, so that an encoder can be
    stopped between two."""

    def __init__(self, animation: Animation, token: Token, change: Callable[[Image.Image], Image.Image] | None) -> None:
        super().__init__()
        self._animation, self._token, self._change = animation, token, change
        self.n_frames = len(animation.milliseconds)
        self.is_animated = True
        self.seek(0)

    def seek(self, frame: int) -> None:
        if frame >= self.n_frames:
            raise EOFError
        self._token.report(frame / self.n_frames)
        drawn = self._animation.draw(frame)
        drawn = drawn if self._change is None else self._change(drawn)
        self._at, self._mode, self._size, self.palette, self.im = frame, drawn.mode, drawn.size, drawn.palette, drawn.im

    def tell(self) -> int:
        return self._at


def webp(animation: Animation, token: Token) -> bytes:
    """Lossless; of the encoder's efforts the quickest, which makes files a tenth larger than its usual one."""
    file = io.BytesIO()
    options: dict[str, Any] = {"lossless": True, "quality": 0, "method": 0, "exact": True}
    frames = _Frames(animation, token, None)
    frames.save(file, "WEBP", save_all=True, duration=list(animation.milliseconds), loop=0, **options)
    return file.getvalue()


def gif(animation: Animation, token: Token) -> bytes:
    """One palette for all frames, made of some of them; what it does not hold is dithered."""
    count = len(animation.milliseconds)
    some = [animation.draw(index) for index in sorted({0, count // 3, 2 * count // 3, count - 1})]
    width, height = (max(1, side // 2) for side in some[0].size)
    mosaic = Image.new("RGB", (width, height * len(some)))
    for place, frame in enumerate(some):
        mosaic.paste(frame.resize((width, height), Image.Resampling.NEAREST), (0, place * height))
    palette = mosaic.quantize(COLOURS, Image.Quantize.MEDIANCUT)
    frames = _Frames(animation, token, lambda frame: frame.quantize(palette=palette))
    file = io.BytesIO()
    frames.save(file, "GIF", save_all=True, duration=list(animation.milliseconds), loop=0, disposal=1, optimize=False)
    return file.getvalue()


def mp4(animation: Animation, token: Token) -> bytes:
    """H.264 in MP4, colours by BT.709 in studio range, chroma at half the size (what every player shows); a frame that
    stands longer is one frame with a longer time."""
    import av

    width, height = (side + side % 2 for side in (animation.width, animation.height))
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("h264", rate=1000 // 40, options={"crf": "10", "preset": "fast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        context = stream.codec_context
        context.colorspace, context.color_range = 1, 1  # BT.709, studio range
        context.color_primaries, context.color_trc = 1, 1
        number = 0
        for index, milliseconds in enumerate(animation.milliseconds):
            token.report(index / len(animation.milliseconds))
            drawn = animation.draw(index)
            if drawn.size != (width, height):
                drawn = _padded(drawn, width, height)
            frame = av.VideoFrame.from_ndarray(np.asarray(drawn), format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
            for _ in range(max(1, round(milliseconds / 40))):
                token.raise_if_cancelled()
                frame.pts = number
                number += 1
                container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


def _padded(image: Image.Image, width: int, height: int) -> Image.Image:
    """A row or a column more, which continues the last one: the codec takes even sizes alone."""
    padded = Image.new("RGB", (width, height))
    padded.paste(image.resize((width, height), Image.Resampling.NEAREST, box=(0, 0, *image.size)), (0, 0))
    padded.paste(image, (0, 0))
    return padded
