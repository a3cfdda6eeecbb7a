"""Every kind of file through `srviewer upscale` with every method: size, turn, transparency, depth and grey survive."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from srviewer import upsamplers
from srviewer.__main__ import main
from srviewer.imaging.image_io import read_picture
from srviewer.imaging.resample import resize

HEIGHT, WIDTH = 18, 26  # upright
SHADE = np.linspace(40, 200, WIDTH)[None, :] + np.linspace(0, 40, HEIGHT)[:, None]
COLOUR = np.stack([SHADE, 240 - SHADE, np.full_like(SHADE, 120)], axis=2)
ALPHA = np.clip(np.linspace(-40, 320, WIDTH)[None, :] + 0 * SHADE, 0, 255)


def eight(values: np.ndarray) -> np.ndarray:
    return np.rint(values).astype(np.uint8)


def sixteen(values: np.ndarray) -> np.ndarray:
    return np.rint(values * 257).astype(np.uint16)


def pillow(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def tiff(array: np.ndarray, **options) -> bytes:
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, array, **options)
    return buffer.getvalue()


def png_16(array: np.ndarray) -> bytes:
    return bytes(imagecodecs.png_encode(array))


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return pillow(Image.fromarray(np.ascontiguousarray(np.rot90(eight(COLOUR)))), "TIFF", exif=exif.tobytes())


def palette_with_a_transparent_index() -> bytes:
    image = Image.fromarray(eight(COLOUR)).quantize(16)
    return pillow(image, transparency=0)


def animation() -> bytes:
    frames = [Image.fromarray(eight(SHADE)).convert("P") for _ in range(2)]
    return pillow(frames[0], "GIF", save_all=True, append_images=[Image.new("P", frames[0].size, 9)])


@dataclass(frozen=True)
class Kind:
    """A file and what of it must survive."""

    data: Callable[[], bytes]
    grey: bool = False
    alpha: bool = False
    depth: int = 8


KINDS = {
    "grey.png": Kind(lambda: pillow(Image.fromarray(eight(SHADE))), grey=True),
    "grey16.png": Kind(lambda: png_16(sixteen(SHADE)), grey=True, depth=16),
    "colour.png": Kind(lambda: pillow(Image.fromarray(eight(COLOUR)))),
    "colour16.png": Kind(lambda: png_16(sixteen(COLOUR)), depth=16),
    "one-bit.png": Kind(lambda: pillow(Image.fromarray(SHADE > 120)), grey=True),
    "palette.png": Kind(palette_with_a_transparent_index, alpha=True),
    "grey-alpha.png": Kind(
        lambda: pillow(Image.fromarray(np.dstack([eight(SHADE), eight(ALPHA)]), "LA")), grey=True, alpha=True
    ),
    "grey-alpha16.png": Kind(lambda: png_16(sixteen(np.dstack([SHADE, ALPHA]))), grey=True, alpha=True, depth=16),
    "alpha.png": Kind(lambda: pillow(Image.fromarray(np.dstack([eight(COLOUR), eight(ALPHA)]))), alpha=True),
    "alpha16.png": Kind(lambda: png_16(sixteen(np.dstack([COLOUR, ALPHA]))), alpha=True, depth=16),
    "cmyk.jpg": Kind(lambda: pillow(Image.fromarray(eight(COLOUR)).convert("CMYK"), "JPEG", quality=95)),
    "photo.jpg": Kind(lambda: pillow(Image.fromarray(eight(COLOUR)), "JPEG", quality=95)),
    "grey.jpg": Kind(lambda: pillow(Image.fromarray(eight(SHADE)), "JPEG", quality=95), grey=True),
    "turned.tif": Kind(turned),
    "float.tif": Kind(lambda: tiff((SHADE / 255).astype(np.float32)), grey=True, depth=16),
    "colour-float.tif": Kind(lambda: tiff((COLOUR / 255).astype(np.float32), photometric="rgb"), depth=16),
    "colour16.tif": Kind(lambda: tiff(sixteen(COLOUR), photometric="rgb"), depth=16),
    "grey-alpha16.tif": Kind(
        lambda: tiff(
            sixteen(np.dstack([SHADE, ALPHA])),
            photometric="minisblack",
            planarconfig="contig",
            extrasamples=["unassalpha"],
        ),
        grey=True,
        alpha=True,
        depth=16,
    ),
    "alpha.webp": Kind(
        lambda: pillow(Image.fromarray(np.dstack([eight(COLOUR), eight(ALPHA)])), "WEBP", lossless=True), alpha=True
    ),
    "animation.gif": Kind(animation),
    "colour.bmp": Kind(lambda: pillow(Image.fromarray(eight(COLOUR)), "BMP")),
    "colour.ppm": Kind(lambda: pillow(Image.fromarray(eight(COLOUR)), "PPM")),
}


@pytest.mark.parametrize("method", [m.name for m in upsamplers.known() if not m.more])
@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_every_kind_is_enlarged_as_what_it_is(name: str, method: str, tmp_path: Path) -> None:
    kind, source, target = KINDS[name], tmp_path / name, tmp_path / "out.png"
    source.write_bytes(kind.data())
    scale = min(n for n in upsamplers.get(method).scales if n > 1)
    assert main(["upscale", str(source), "--method", method, "--scale", str(scale), "--output", str(target)]) == 0
    before, after = read_picture(source), read_picture(target)
    assert (after.height, after.width) == (scale * HEIGHT, scale * WIDTH), "turned, or of another size"
    assert after.is_grey == before.is_grey == kind.grey
    assert (after.alpha is not None) == (before.alpha is not None) == kind.alpha
    assert after.depth == before.depth == kind.depth
    if before.alpha is not None and after.alpha is not None:
        assert np.abs(resize(after.alpha, HEIGHT, WIDTH) - before.alpha).mean() < 0.02
    if name not in ("one-bit.png", "palette.png"):  # edges everywhere: there methods may differ
        seen = before.alpha > 0.5 if before.alpha is not None else np.ones((HEIGHT, WIDTH), bool)
        shrunk = resize(after.pixels, HEIGHT, WIDTH)
        assert np.abs(shrunk - before.pixels)[seen].mean() < 0.02


@pytest.mark.parametrize(("verb", "ending"), [("upscale", ".png"), ("compare", ".png"), ("subbands", "")])
def test_a_page_is_chosen_and_what_is_said_of_reading_reaches_the_user(
    verb: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frames = [Image.new("L", (40, 30), 60 * n) for n in (1, 2, 3)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    where = ["--output", str(tmp_path / f"out{ending}")] if ending else ["--output-dir", str(tmp_path / "out")]
    how = {"upscale": ["--method", "nearest", "--scale", "2"], "compare": ["--methods", "bicubic", "--scale", "2"]}
    command = [verb, str(tmp_path / "a.gif"), *how.get(verb, []), *where]
    assert main([*command, "--page", "2"]) == 0
    assert "this file has 3 frames; number 2 is shown" in capsys.readouterr().err
    if verb == "upscale":
        assert np.rint(read_picture(tmp_path / "out.png").pixels * 255).max() == 120
    assert main([*command, "--page", "4", "--overwrite"]) == 2
    assert "has no page 4: it has 3" in capsys.readouterr().err
