"""Pictures of a run by iteration: known layouts, and a writer that adds in halves, renames and deletes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.results.series import Series, has_networks, iteration_of, look, network_named, told_truths


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


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("net_g_5000", ("net_g", 5000)),
        ("net_g_ema_10000", ("net_g_ema", 10000)),
        ("5000_G", ("G", 5000)),
        ("5000_E", ("E", 5000)),
        ("my-span_iter_200", ("my-span", 200)),
        ("4x-fine-7k", ("4x-fine", 7000)),
        ("300", ("network", 300)),
        ("net_g_latest", None),
        ("net_d_5000", None),
        ("5000_D", None),
        ("5000_optimizerG", None),
        ("RealESRGAN_x4plus", None),
        ("RealESRGAN_x4", None),
    ],
)
def test_names_of_networks(stem: str, told: tuple[str, int] | None) -> None:
    assert network_named(Path(f"{stem}.pth")) == told


def model_of(suffix: str) -> bytes:
    """A file as torch or safetensors write it, of weights that nobody reads."""
    header = b'{"a":{"dtype":"U8","shape":[900],"data_offsets":[0,900]}}'
    if suffix == ".safetensors":
        return len(header).to_bytes(8, "little") + header + bytes(900)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("m/data.pkl", bytes(900))
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_networks_by_iteration_and_a_writer_that_adds_halves(suffix: str, tmp_path: Path) -> None:
    data, late = model_of(suffix), tmp_path / f"models/net_g_2000{suffix}"
    put(tmp_path / "models/net_g_latest.pth", b"")
    assert not has_networks(tmp_path)
    series = Series()
    for size in (0, 5, 90, len(data) // 2, len(data) - 1):
        put(late, data[:size])
        series = look(tmp_path, series)
        assert (series.networks, series.waiting) == ({}, (late,))
    put(late, data)
    for name in ("net_g_500", "net_d_500"):
        put(tmp_path / f"models/{name}.pth", model_of(".pth"))
    series = look(tmp_path, series)
    assert [s.iteration for s in series.networks["net_g"]] == [500, 2000]
    assert (list(series.networks), series.waiting, series.pictures) == (["net_g"], (), {})
    assert has_networks(tmp_path)
    late.rename(late.with_stem("net_g_3000"))
    assert [s.iteration for s in look(tmp_path, series).networks["net_g"]] == [500, 3000]
    (tmp_path / "models").rename(tmp_path / "old")
    assert look(tmp_path, series) == Series()


def test_a_picture_with_something_after_its_end_is_whole(tmp_path: Path) -> None:
    for more in (b"\0", b"IEND\xaeB`\x82 and so on"):
        put(tmp_path / "baby" / f"baby_{len(more)}.png", picture() + more)
    series = look(tmp_path)
    assert (told(series), series.waiting) == ({"baby": [1, 18]}, ())


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
