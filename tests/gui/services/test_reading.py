"""What opening does in a lane: folders in the order of people, pairs that are pairs, thumbnails of anything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.engine.progress import Token
from srviewer.errors import SrviewerError
from srviewer.gui.services.reading import pair_among, pictures_among, source_of_pair, thumbnail
from srviewer.imaging.resample import resize


def save(path: Path, pixels: np.ndarray) -> Path:
    Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8)).save(path)
    return path


def smooth(height: int, width: int) -> np.ndarray:
    y, x = np.mgrid[:height, :width]
    return np.stack([127 + 120 * np.sin(x / 9 + c) * np.cos(y / 7) for c in range(3)], -1)


def test_a_folder_s_pictures_in_the_order_of_people(tmp_path: Path) -> None:
    for name in ("a10.png", "a2.PNG", "B1.jpg", "notes.txt", ".hidden.png"):
        (tmp_path / name).touch()
    (tmp_path / "inside").mkdir()
    found = pictures_among([tmp_path, tmp_path / "a2.PNG"], Token())
    assert [path.name for path in found] == ["a2.PNG", "a10.png", "B1.jpg"]
    with pytest.raises(SrviewerError, match="no pictures in the folder inside"):
        pictures_among([tmp_path / "inside"], Token())


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("first", [0, 1])
def test_a_truth_and_its_lr_are_a_pair(tmp_path: Path, scale: int, first: int) -> None:
    truth = smooth(60, 85)  # no multiple: the LR is of what remains when it is cropped
    cropped = truth[: 60 // scale * scale, : 85 // scale * scale]
    both = [save(tmp_path / "hr.png", truth), save(tmp_path / "lr.png", resize(cropped, 60 // scale, 85 // scale))]
    pair = pair_among(both if first else both[::-1])
    assert pair == (tmp_path / "lr.png", tmp_path / "hr.png", scale)
    source = source_of_pair(*pair)
    assert (source.name, source.lr.width) == ("hr.png", 85 // scale)


def test_two_pictures_of_fitting_sizes_are_no_pair_if_they_are_of_different_things(tmp_path: Path) -> None:
    both = [save(tmp_path / "a.png", smooth(60, 84)), save(tmp_path / "b.png", 255 - smooth(30, 42))]
    pair = pair_among(both)
    assert pair is not None
    assert source_of_pair(*pair) is None


def test_what_is_no_pair_by_its_headers(tmp_path: Path) -> None:
    one, other = save(tmp_path / "a.png", smooth(60, 84)), save(tmp_path / "b.png", smooth(31, 42))
    (tmp_path / "c.png").write_text("no picture")
    assert pair_among([one, other]) is None
    assert pair_among([one, one]) is None, "as large as the other"
    assert pair_among([one, tmp_path / "c.png"]) is None
    assert pair_among([one, tmp_path]) is None
    assert pair_among([one]) is None


def test_thumbnails(tmp_path: Path) -> None:
    image = thumbnail(save(tmp_path / "a.jpg", smooth(60, 90)), 30)
    assert (image.width(), image.height()) == (30, 20)
    (tmp_path / "b.png").write_bytes((tmp_path / "a.jpg").read_bytes()[:200])
    for name in ("b.png", "gone.png"):
        assert thumbnail(tmp_path / name, 30) is None
