"""Pictures of a run by iteration: known layouts, and a writer that adds in halves, renames and deletes."""

from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.results.series import Series, iteration_of, look, told_truths


def picture(level: int = 9) -> bytes:
    return imagecodecs.png_encode(np.full((8, 8, 3), level, np.uint8))


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def told(series: Series) -> dict[str, list[int]]:
    return {name: [snapshot.iteration for snapshot in each] for name, each in series.pictures.items()}


@pytest.mark.parametrize(
    "layout",
    [
        "visualization/{name}/{name}_{n}.png",
        "visualization/Set5/{name}/{name}_{n}.png",
        "val_images/{name}/{name}_{n}.png",
        "images/{name}/{name}_{n}.png",
        "{name}/{name}_{n}.png",
        "5x5/iter_{n}/{name}.png",
        "{n}/{name}.png",
    ],
)
def test_layouts(tmp_path: Path, layout: str) -> None:
    for name in ("baby", "img_001"):
        for n in (500, 10000, 2000):
            put(tmp_path / layout.format(name=name, n=n), picture())
    put(tmp_path / "models/net_g_500.pth", b"no picture")
    put(tmp_path / layout.format(name="baby", n="latest"), picture())
    assert told(look(tmp_path)) == {name: [500, 2000, 10000] for name in ("baby", "img_001")}


def test_a_writer_that_adds_in_halves_renames_and_deletes(tmp_path: Path) -> None:
    place, data = tmp_path / "visualization/baby", picture()
    put(place / "baby_1.png", data)
    series = look(tmp_path)
    for size in (0, 5, 30, len(data) // 2, len(data) - 1):
        put(place / "baby_2.png", data[:size])
        series = look(tmp_path, series)
        assert told(series) == {"baby": [1]}
        assert series.waiting == (place / "baby_2.png",)
    put(place / "baby_2.png", data)
    put(place / "baby_3.png.tmp", data)
    series = look(tmp_path, series)
    assert (told(series), series.waiting) == ({"baby": [1, 2]}, ())
    (place / "baby_3.png.tmp").rename(place / "baby_3.png")
    (place / "baby_1.png").unlink()
    series = look(tmp_path, series)
    assert told(series) == {"baby": [2, 3]}
    put(place / "baby_3.png", data[:-4])
    assert told(look(tmp_path, series)) == {"baby": [2]}, "written anew: not whole again yet"
    put(place / "baby_3.png", picture(200))
    assert look(tmp_path, series).pictures["baby"][1] != series.pictures["baby"][1]


def test_other_formats_are_whole_when_they_can_be_decoded(tmp_path: Path) -> None:
    (tmp_path / "baby").mkdir()
    Image.new("RGB", (16, 16)).save(tmp_path / "baby/baby_7.webp")
    data = (tmp_path / "baby/baby_7.webp").read_bytes()
    put(tmp_path / "baby/baby_8.webp", data[: len(data) // 2])
    series = look(tmp_path)
    assert (told(series), len(series.waiting)) == ({"baby": [7]}, 1)


def test_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="is not a folder"):
        look(tmp_path / "none")
    assert look(tmp_path) == Series()


@pytest.mark.parametrize(
    ("text", "iteration"), [("5000", 5000), ("iter_500", 500), ("5k", 5000), ("step-7", 7), ("x4", None), ("", None)]
)
def test_iterations(text: str, iteration: int | None) -> None:
    assert iteration_of(text) == iteration


def test_what_the_options_name(tmp_path: Path) -> None:
    assert told_truths(tmp_path) == (None, None)
    (tmp_path / "valid").mkdir()
    text = f"name: a\nscale: 2  # times\ndatasets:\n  train:\n    dataroot_gt: {tmp_path}/gone\n"
    (tmp_path / "options.yml").write_text(
        f"{text}  val:\n    dataroot_gt: {tmp_path}/valid # here\n    dataroot_lq: x\n"
    )
    assert told_truths(tmp_path) == (tmp_path / "valid", 2)
    (tmp_path / "options.yml").write_text("dataroot_gt: [ '/none' ]\n")
    assert told_truths(tmp_path) == (None, None)
