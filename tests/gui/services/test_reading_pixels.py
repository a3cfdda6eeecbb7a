"""What the clipboard or a drag brings is the picture that its file would be: depth, transparency, colour space."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QColorSpace, QImage

from srviewer.gui.services import incoming, reading
from srviewer.imaging.image_io import from_array, read_picture
from srviewer.imaging.picture import Picture

F = QImage.Format
FORMATS = {
    F.Format_Grayscale8: ("u1", 1), F.Format_Grayscale16: ("u2", 1),
    F.Format_RGB32: ("u1", 3), F.Format_RGB888: ("u1", 3), F.Format_RGBX64: ("u2", 3),
    F.Format_ARGB32: ("u1", 4), F.Format_ARGB32_Premultiplied: ("u1", 4), F.Format_RGBA8888: ("u1", 4),
    F.Format_RGBA64: ("u2", 4), F.Format_RGBA64_Premultiplied: ("u2", 4),
}  # fmt: skip
SPACES = (QColorSpace.NamedColorSpace.SRgb, QColorSpace.NamedColorSpace.DisplayP3, QColorSpace.NamedColorSpace.AdobeRgb)


def image(form: QImage.Format, space: QColorSpace.NamedColorSpace) -> QImage:
    samples = np.random.default_rng(2).integers(0, 65536, (5, 7, 4), np.uint16)
    samples[..., 3] |= 0x8000  # what Qt premultiplies in 8 bits would lose too much of its colour
    made = QImage(samples.tobytes(), 7, 5, 56, F.Format_RGBA64).convertToFormat(form)
    if not made.isGrayscale():
        made.setColorSpace(QColorSpace(space))
    return made


def same(first: Picture, second: Picture) -> None:
    np.testing.assert_allclose(first.pixels, second.pixels, atol=1e-6)
    assert (first.alpha is None) == (second.alpha is None)
    if first.alpha is not None:
        np.testing.assert_allclose(first.alpha, second.alpha, atol=1e-6)
    assert first.depth == second.depth


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("space", SPACES)
def test_a_qimage_is_what_its_file_is(form: QImage.Format, space: QColorSpace.NamedColorSpace, tmp_path: Path) -> None:
    given = image(form, space)
    assert given.save(str(tmp_path / "a.png"))
    pasted, opened = reading.picture_of(given), read_picture(tmp_path / "a.png")
    same(pasted, opened)
    dtype, channels = FORMATS[form]
    assert (pasted.depth, pasted.is_grey, pasted.alpha is not None) == (int(dtype[1]) * 8, channels == 1, channels == 4)
    if channels > 1 and space is not SPACES[0]:
        assert pasted.notices == opened.notices
        assert "converted from" in pasted.notices[0]


def test_floats_beyond_the_range_are_mapped_and_said() -> None:
    values = np.full((1, 2, 4), (2.0, 0.5, 1.0, 1.0), np.float32)
    pasted = reading.picture_of(QImage(values.tobytes(), 2, 1, 32, F.Format_RGBX32FPx4))
    np.testing.assert_allclose(pasted.pixels[0, 0], [1, 0, 1 / 3], atol=1e-4)
    assert any("from 0.5 to 2 were mapped" in notice for notice in pasted.notices)


def test_a_file_that_is_offered_goes_before_the_image_of_it() -> None:
    """As GIMP and browsers offer them: the file has 16 bits, what Qt makes of it for others has 8."""
    deep = np.random.default_rng(0).integers(0, 65536, (5, 7, 3), np.uint16)
    buffer = QBuffer()
    QImage(np.dstack([deep, np.full((5, 7), 65535, np.uint16)]).tobytes(), 7, 5, 56, F.Format_RGBX64).save(
        buffer, "PNG"
    )
    mime = QMimeData()
    mime.setImageData(QImage(2, 2, F.Format_RGB32))
    mime.setData("image/png", buffer.data())
    came = incoming.of(mime)
    assert isinstance(came, incoming.Pixels)
    same(reading.picture_of(came.image), from_array(deep))


def test_what_is_offered_as_a_file_and_is_none_leaves_the_image() -> None:
    mime = QMimeData()
    mime.setImageData(QImage(2, 3, F.Format_RGB32))
    mime.setData("image/png", b"nonsense")
    came = incoming.of(mime)
    assert isinstance(came, incoming.Pixels)
    assert isinstance(came.image, QImage)
