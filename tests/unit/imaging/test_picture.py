"""What a picture may be, what its key tells apart, and samples to integers and back."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from srviewer.errors import CancelledError, ParameterError
from srviewer.imaging.metadata import Metadata
from srviewer.imaging.picture import Picture, as_floats, as_levels, dequantise, quantise

GREY = np.linspace(0, 1, 6, dtype=np.float32).reshape(2, 3)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (3, 0), (2, 3, 1), (2, 3, 2), (2, 3, 4), (1, 2, 3, 3), (0, 2, 3)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="at least one pixel"):
        Picture(np.zeros(shape, np.float32))


def test_what_does_not_go_together_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"alpha is \(3, 2\), the picture \(2, 3\)"):
        Picture(GREY, GREY.T)
    with pytest.raises(ParameterError, match="8 or 16 bits, not 10"):
        Picture(GREY, depth=10)


@pytest.mark.parametrize("channels", [None, 3])
def test_a_picture_is_grey_or_colour(channels: int | None) -> None:
    picture = Picture(GREY if channels is None else np.repeat(GREY[..., None], 3, axis=2))
    assert (picture.height, picture.width, picture.is_grey) == (2, 3, channels is None)
    assert (picture.alpha, picture.depth, picture.profile) == (None, 8, "sRGB")


def test_it_cannot_be_changed_and_leaves_its_source_as_it_was() -> None:
    source, alpha = np.asfortranarray(GREY.astype(np.float64)), GREY.copy()
    picture = Picture(source, alpha)
    for array in (picture.pixels, picture.alpha):
        assert array is not None
        assert array.dtype == np.float32
        assert array.flags.c_contiguous
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
    alpha[0, 0] = source[0, 0] = 0.5
    with pytest.raises(AttributeError):
        picture.depth = 16  # type: ignore[misc]


@pytest.mark.parametrize("depth", [8, 16])
def test_levels_stay_levels_and_are_the_same_picture(depth: int) -> None:
    levels = quantise(np.random.default_rng(0).random((5, 7, 3)), depth)
    picture, floats = Picture(levels, depth=depth), Picture(dequantise(levels), depth=depth)
    assert picture.samples.dtype == levels.dtype
    assert np.shares_memory(picture.samples, levels)
    assert not picture.samples.flags.writeable
    assert np.array_equal(picture.pixels, floats.pixels)
    assert np.array_equal(picture.part(slice(1, 3), slice(2, 6)), floats.pixels[1:3, 2:6])
    assert np.array_equal(picture.part(slice(1, 3)), floats.pixels[1:3])
    assert picture.content_key == floats.content_key
    assert picture.rounded().content_key == picture.content_key
    cut = picture.cropped(slice(1, 4), slice(2, 6))
    assert (cut.height, cut.width, cut.samples.dtype) == (3, 4, levels.dtype)
    assert np.array_equal(cut.pixels, floats.pixels[1:4, 2:6])


def test_a_crop_takes_alpha_along() -> None:
    cut = Picture(GREY, GREY[::-1]).cropped(slice(0, 1), slice(1, 3))
    assert cut.alpha is not None
    assert np.array_equal(cut.alpha, GREY[::-1][:1, 1:3])


def test_samples_are_brought_to_floats_and_to_levels_only_where_they_are_not_so() -> None:
    levels = quantise(GREY)
    assert as_floats(GREY) is GREY
    assert as_levels(levels) is levels
    assert np.array_equal(as_floats(levels), dequantise(levels))
    assert np.array_equal(as_levels(GREY, 16), quantise(GREY, 16))
    assert np.array_equal(as_levels(levels, 16), levels.astype(np.uint16) * 257)


def test_equal_pictures_have_equal_keys_and_others_do_not() -> None:
    other = GREY.copy()
    other[1, 2] = 0.999
    different = [
        Picture(GREY),
        Picture(other),
        Picture(GREY.reshape(3, 2)),
        Picture(GREY, GREY),
        Picture(GREY, other),
        Picture(np.repeat(GREY[..., None], 3, axis=2)),
    ]
    assert len({picture.content_key for picture in different}) == len(different)
    assert Picture(GREY.copy(), GREY.copy()).content_key == different[3].content_key
    assert Picture(GREY).with_notice("a").content_key == different[0].content_key


def test_a_notice_is_added_to_those_there_are() -> None:
    picture = Picture(GREY, GREY, 16, "Display P3", ("first",), Metadata(b"Exif")).with_notice("second")
    assert picture.notices == ("first", "second")
    assert (picture.depth, picture.profile, picture.metadata) == (16, "Display P3", Metadata(b"Exif"))


def test_a_picture_s_words_leave_out_the_block() -> None:
    assert "Exif" not in repr(Picture(GREY, metadata=Metadata(b"Exif\0\0" + bytes(1000))))


@pytest.mark.parametrize(("depth", "dtype", "peak"), [(8, np.uint8, 255), (16, np.uint16, 65535)])
def test_samples_come_back_to_the_bit(depth: int, dtype: type, peak: int) -> None:
    codes = np.arange(peak + 1, dtype=dtype)
    values = dequantise(codes)
    assert values.dtype == np.float32
    assert (values[0], values[-1]) == (0, 1)
    back = quantise(values, depth)
    assert back.dtype == dtype
    assert (back == codes).all()
    assert quantise(np.array([-0.1, 1.1]), depth).tolist() == [0, peak]


def test_halves_are_rounded_to_even() -> None:
    assert quantise(np.array([0.5, 1.5, 2.5, 3.49]) / 255).tolist() == [0, 2, 2, 3]
    assert quantise(np.array([0.5, 1.5, 2.5, 3.49]) / 65535, 16).tolist() == [0, 2, 2, 3]


@pytest.mark.parametrize("dtype", [np.int32, np.float32, np.bool_])
def test_other_samples_are_refused(dtype: type) -> None:
    with pytest.raises(ParameterError, match="expected uint8 or uint16"):
        dequantise(np.zeros((2, 2), dtype))


def test_the_key_is_made_piece_by_piece_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = Picture(GREY, GREY).content_key
    monkeypatch.setattr("srviewer.imaging.picture.CHUNK", 4)
    asked: list[int] = []
    picture = Picture(GREY, GREY)
    assert picture.digested(lambda: asked.append(1)) == at_once
    assert len(asked) == 4, "six values twice, four at a time"
    assert picture.content_key == at_once
    assert picture.digested(lambda: pytest.fail("it is known")) == at_once


def test_the_key_of_a_picture_that_nobody_wants_any_more() -> None:
    def cancelled() -> None:
        raise CancelledError("cancelled")

    picture = Picture(GREY)
    with pytest.raises(CancelledError):
        picture.digested(cancelled)
    assert picture.content_key == Picture(GREY).content_key


def test_two_threads_make_a_key_once_and_either_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.imaging.picture.CHUNK", 4)
    picture, begun, go_on = Picture(GREY, GREY), threading.Event(), threading.Event()
    asked: list[int] = []

    def slowly() -> None:
        asked.append(1)
        begun.set()
        assert go_on.wait(20)

    def cancelled() -> None:
        raise CancelledError("cancelled")

    first = threading.Thread(target=picture.digested, args=(slowly,))
    first.start()
    assert begun.wait(20)
    with pytest.raises(CancelledError):
        picture.digested(cancelled)
    second = threading.Thread(target=picture.digested)
    second.start()
    go_on.set()
    for thread in (first, second):
        thread.join(20)
    assert len(asked) == 4
    assert picture.content_key == Picture(GREY, GREY).content_key


def test_more_urgent_work_within_the_key_may_need_it_too() -> None:
    picture = Picture(GREY)
    assert picture.digested(lambda: picture.digested() and None) == Picture(GREY).content_key
