"""Moving pictures: what each frame shows, and that files give the frames back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up_sheet import HEIGHT, WIDTH, columns, sheet
from PIL import Image

from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, OutputExistsError, ParameterError
from srviewer.reports import animation, animation_files
from srviewer.reports.animation import STRIP, animate
from srviewer.reports.contact_sheet import Sheet, SheetColumn
from srviewer.reports.formats import ANIMATIONS, AnimationFormat

TWICE = 2  # the made-up pictures are narrower than 320 pixels: their pixels are drawn as squares


def pixels(frame: Image.Image) -> np.ndarray:
    """What is below the strip."""
    return np.asarray(frame)[STRIP:]


def squares(column: SheetColumn) -> np.ndarray:
    return column.pixels.repeat(TWICE, axis=0).repeat(TWICE, axis=1)


def smooth_sheet() -> Sheet:
    """Pictures that a codec can hold: a slow wave in grey, and its negative."""
    y, x = np.mgrid[:160, :320]
    wave = (127.5 + 100 * np.sin(x / 40) * np.cos(y / 30)).astype(np.uint8)
    pair = (SheetColumn("A", "#8b949e", wave), SheetColumn("B", "#4c8dff", 255 - wave))
    return Sheet.make("waves", pair)


# -- frames -------------------------------------------------------------------------------------------------


def test_flicker_shows_every_column_pixel_for_pixel() -> None:
    film = animate(sheet(), "flicker")
    assert (film.width, film.height, len(film.milliseconds)) == (TWICE * WIDTH, TWICE * HEIGHT + STRIP, 4)
    for index, column in enumerate(columns()):
        np.testing.assert_array_equal(pixels(film.draw(index)), squares(column))
    heads = [np.asarray(film.draw(index))[:STRIP] for index in range(4)]
    assert all(not np.array_equal(heads[0], other) for other in heads[1:])  # each under its own name


def test_a_wipe_goes_from_one_side_to_the_other_and_back() -> None:
    film = animate(sheet(), "wipe")
    first, last = squares(columns()[0]), squares(columns()[-1])
    np.testing.assert_array_equal(pixels(film.draw(0)), first)
    np.testing.assert_array_equal(pixels(film.draw(12)), last)
    half = pixels(film.draw(6))
    np.testing.assert_array_equal(half[:, : WIDTH - 2], first[:, : WIDTH - 2])
    np.testing.assert_array_equal(half[:, WIDTH + 2 :], last[:, WIDTH + 2 :])
    np.testing.assert_array_equal(np.asarray(film.draw(18)), np.asarray(film.draw(6)))


def test_a_zoom_goes_from_the_whole_to_the_detail_and_never_outside() -> None:
    made = sheet()
    film = animate(made, "zoom")
    detail = made.crops[0]
    boxes = [animation._between(WIDTH, HEIGHT, detail, step / 23) for step in range(24)]
    assert boxes[0] == (0, 0, WIDTH, HEIGHT)
    x0, y0, x1, y1 = boxes[-1]
    assert (x0, x1) == pytest.approx((20, 60))  # 40 x 20 pixels at 20, 30: as wide, higher
    assert y0 <= 30 < 50 <= y1
    sizes = [box[2] - box[0] for box in boxes]
    ratios = np.array(sizes[1:]) / sizes[:-1]
    np.testing.assert_allclose(ratios, ratios[0])  # even to the eye
    assert all(box[0] >= 0 and box[2] <= WIDTH + 1e-9 and box[3] <= HEIGHT + 1e-9 for box in boxes)
    frame = pixels(film.draw(23))
    wide = film.width // 4
    shown = np.asarray(Image.fromarray(columns()[2].pixels).resize((wide, film.height - STRIP), 0, box=boxes[-1]))
    np.testing.assert_array_equal(frame[:, 2 * wide : 3 * wide], shown)


def test_a_strength_goes_up_and_down_and_is_named() -> None:
    same = [replace(column, title="Perceptual ×4", made=(f"strength {n}",)) for n, column in enumerate(columns())]
    film = animate(replace(sheet(), columns=tuple(same)), "strength")
    order = [0, 1, 2, 3, 2, 1]
    assert len(film.milliseconds) == len(order)
    for frame, index in enumerate(order):
        np.testing.assert_array_equal(pixels(film.draw(frame)), squares(columns()[index]))
    assert not np.array_equal(np.asarray(film.draw(1))[:STRIP], np.asarray(film.draw(2))[:STRIP])


def test_what_cannot_be_animated_is_said() -> None:
    alone = replace(sheet(), columns=columns()[:1])
    with pytest.raises(ParameterError, match="at least two"):
        animate(alone, "wipe")
    small = replace(columns()[1], pixels=columns()[1].pixels[:9])
    with pytest.raises(ParameterError, match="one size"):
        animate(replace(sheet(), columns=(columns()[0], small)), "wipe")
    with pytest.raises(ParameterError, match="flicker"):
        animate(sheet(), "dance")


# -- files --------------------------------------------------------------------------------------------------


def test_webp_holds_every_pixel_and_time(tmp_path: Path) -> None:
    film = animate(sheet(), "wipe")
    written = animation_files.write(film, tmp_path / "a.webp")
    assert written.notices == ()
    assert written.size == (tmp_path / "a.webp").stat().st_size
    with Image.open(tmp_path / "a.webp") as opened:
        assert opened.n_frames == 24
        for index in range(24):
            opened.seek(index)
            np.testing.assert_array_equal(np.asarray(opened.convert("RGB")), np.asarray(film.draw(index)))
            assert opened.info["duration"] == film.milliseconds[index]


def test_gif_has_256_colours_and_says_so(tmp_path: Path) -> None:
    film = animate(smooth_sheet(), "flicker")
    written = animation_files.write(film, tmp_path / "a.gif")
    assert "256 colours" in written.notices[0]
    with Image.open(tmp_path / "a.gif") as opened:
        assert opened.n_frames == 2
        for index in range(2):
            opened.seek(index)
            shown = np.asarray(opened.convert("RGB"))
            assert len(np.unique(shown.reshape(-1, 3), axis=0)) <= 256
            difference = np.abs(shown.astype(int) - np.asarray(film.draw(index)))
            assert difference.mean() <= 2


def test_mp4_is_near_in_colours_of_bt_709(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    made = smooth_sheet()
    coloured = [np.dstack([c.pixels, 255 - c.pixels, np.full_like(c.pixels, 90)]) for c in made.columns]
    film = animate(
        replace(made, columns=tuple(map(lambda c, p: replace(c, pixels=p), made.columns, coloured))), "flicker"
    )
    written = animation_files.write(film, tmp_path / "a.mp4")
    assert "chroma" in written.notices[0]
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
    assert len(frames) == pytest.approx(sum(film.milliseconds) / 40, abs=1)
    assert (frames[0].colorspace, frames[0].color_range) == (1, 1)
    for index, frame in ((0, frames[2]), (1, frames[-2])):
        difference = np.abs(of_bt_709(frame.to_ndarray()) - np.asarray(film.draw(index)))[STRIP:]
        assert difference.mean() <= 2


def of_bt_709(planes: np.ndarray) -> np.ndarray:
    """RGB in levels of planes of Y, Cb, Cr below each other, in studio range, chroma at half the size."""
    width = planes.shape[1]
    height = planes.shape[0] * 2 // 3
    y = (planes[:height] - 16.0) / 219
    chroma = (planes[height:].reshape(2, height // 2, width // 2) - 128.0) / 224
    cb, cr = chroma.repeat(2, axis=1).repeat(2, axis=2)
    red, blue = y + 1.5748 * cr, y + 1.8556 * cb
    return 255 * np.dstack([red, (y - 0.2126 * red - 0.0722 * blue) / 0.7152, blue])


@pytest.mark.parametrize("suffix", [form.suffix for form in ANIMATIONS if form.lacks is None])
def test_cancelled_between_two_frames_nothing_is_left(tmp_path: Path, suffix: str) -> None:
    token, drawn = Token(), []

    def draw(index: int) -> Image.Image:
        drawn.append(index)
        if len(drawn) == 8:
            token.cancel()
        return film.draw(index)

    film = animate(smooth_sheet(), "wipe")
    with pytest.raises(CancelledError):
        animation_files.write(replace(film, draw=draw), tmp_path / f"a{suffix}", token=token)
    assert len(drawn) <= 9
    assert list(tmp_path.iterdir()) == []


def test_a_size_limit_makes_it_smaller_or_is_said_to_be_too_little(tmp_path: Path) -> None:
    film = animate(sheet(), "flicker")
    whole = animation_files.write(film, tmp_path / "whole.webp")
    small = animation_files.write(film, tmp_path / "small.webp", most=whole.size // 3)
    assert small.size <= whole.size // 3
    assert f"{small.width} × {small.height}" in small.notices[-1]
    with Image.open(tmp_path / "small.webp") as opened:
        assert opened.size == (small.width, small.height)
    with pytest.raises(ParameterError, match="does not become smaller"):
        animation_files.write(film, tmp_path / "none.webp", most=10)
    assert not (tmp_path / "none.webp").exists()


def test_names_and_files_that_cannot_be(tmp_path: Path) -> None:
    film = animate(smooth_sheet(), "flicker")
    with pytest.raises(ParameterError, match=r"\.webp, \.gif, \.mp4"):
        animation_files.write(film, tmp_path / "a.avi")
    (tmp_path / "a.gif").write_bytes(b"mine")
    with pytest.raises(OutputExistsError):
        animation_files.write(film, tmp_path / "a.gif")
    assert (tmp_path / "a.gif").read_bytes() == b"mine"
    lacking = AnimationFormat("Film", ".film", "", "", module="no_such_module", extra="video")
    assert "srviewer[video]" in str(lacking.lacks)
