"""Upscale to folder: the command line's bytes under the command line's names; pause, retry, leave out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import batch
from srviewer.__main__ import main
from srviewer.gui.features.batch.queue import BatchQueue, FileState
from srviewer.gui.services.errands import Errands

Off = Callable[..., None]
SETTINGS = batch.BatchSettings.make("dasr", 2, {"gain": 1.0}, resume=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures and troublemakers: the same stem twice, a text, half a picture, a name in many scripts."""
    rng = np.random.default_rng(0)
    place = tmp_path / "in"
    place.mkdir()
    for name in ("a.png", "a.bmp", "b #1%?.png", "é 照片 😀.png"):
        Image.fromarray(rng.integers(0, 256, (9, 12, 3), np.uint8)).save(place / name)
    (place / "broken.png").write_bytes((place / "a.png").read_bytes()[:150])
    (place / "notes.txt").write_text("no picture")
    return place


def troublemakers(place: Path) -> Path:
    """Forty things as people's folders hold them: every format and mode, names that collide or are odd, and what is no
    picture or only half of one."""
    rng = np.random.default_rng(1)
    place.mkdir()

    def image(mode: str, width: int = 9, height: int = 7) -> Image.Image:
        return Image.fromarray(rng.integers(0, 256, (height, width, 3), np.uint8)).convert(mode)

    for ending in ("png", "jpg", "tif", "webp", "bmp", "gif", "ppm", "JPG", "Tiff"):
        image("RGB").save(place / f"photo.{ending}")  # one stem: names that would collide
    for mode in ("1", "L", "P", "LA", "RGBA"):
        image(mode).save(place / f"mode {mode}.png")
    image("CMYK").save(place / "cmyk.jpg")
    Image.fromarray(rng.integers(0, 2**16, (7, 9), np.uint16)).save(place / "sixteen.png")
    turned = Image.Exif()
    turned[0x0112] = 6
    image("RGB").save(place / "turned.jpg", exif=turned)
    image("RGB").save(place / "moving.gif", save_all=True, append_images=[image("RGB")])
    for size in ((1, 1), (1, 30), (30, 1), (3, 3)):
        image("RGB", *size).save(place / f"{size[0]}x{size[1]}.png")
    for name in (
        "-dash.png",
        "100%.png",
        "a#b?c.png",
        "e\u0301.png",
        "\u00e9.png",
        "照片 😀.png",
        "no ending",
        "it's.png",
        "a&b <c>.png",
    ):
        image("RGB").save(place / name, "PNG")
    (place / "wrong ending.jpg").write_bytes((place / "photo.png").read_bytes())
    for name in ("cut.png", "cut.jpg"):
        whole = (place / f"photo.{name[-3:]}").read_bytes()
        (place / name).write_bytes(whole[: len(whole) // 2])
    (place / "empty.png").touch()
    (place / "text.png").write_text("no picture")
    (place / "notes.txt").write_text("no picture")
    (place / "folder.png").mkdir()
    (place / ".hidden.png").write_bytes((place / "photo.png").read_bytes())
    (place / "gone.png").symlink_to(place / "nowhere.png")
    return place


@pytest.fixture
def queue(errands: Errands) -> BatchQueue:
    return BatchQueue(errands)


def plan(
    queue: BatchQueue, folder: Path, work_off: Off, errands: Errands, settings: batch.BatchSettings = SETTINGS
) -> Path:
    target = folder.parent / "out"
    queue.plan([folder], target, settings, batch.TEMPLATE)
    work_off(errands.arrived)
    return target


def states(queue: BatchQueue) -> list[str]:
    return [f"{file.item.source.name}: {file.state.value}" for file in queue.files]


def test_the_bytes_are_the_command_line_s(folder: Path, queue: BatchQueue, errands: Errands, work_off: Off) -> None:
    target = plan(queue, folder, work_off, errands)
    assert [found.path.name for found in queue.left_out] == ["notes.txt"]
    queue.start()
    work_off(errands.arrived)
    assert queue.count(FileState.DONE) == 4
    assert queue.count(FileState.FAILED) == 1
    assert "broken.png" in next(file.message for file in queue.files if file.state is FileState.FAILED)
    assert not queue.running
    assert queue.fraction == 1
    other = folder.parent / "cli"
    arguments = ["upscale", str(folder), "--method", "dasr", "--scale", "2", "--param", "gain=1", "--output-dir"]
    assert main([*arguments, str(other)]) == 1
    assert {p.name: p.read_bytes() for p in target.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}
    assert len(list(target.iterdir())) == 4


def test_forty_troublemakers(tmp_path: Path, queue: BatchQueue, errands: Errands, work_off: Off) -> None:
    """The same files, bytes, left out and failed, as the command line has."""
    place = troublemakers(tmp_path / "in")
    assert len(list(place.iterdir())) >= 40
    settings = batch.BatchSettings.make("bicubic", 2, resume=True)
    queue.plan([place], tmp_path / "out", settings, batch.TEMPLATE)
    work_off(errands.arrived)
    queue.start()
    work_off(errands.arrived)
    assert queue.finished == len(queue.files)
    failed = {file.item.source.name for file in queue.files if file.state is FileState.FAILED}
    assert failed == {"cut.png", "cut.jpg"}
    assert {found.path.name for found in queue.left_out} >= {"text.png", "notes.txt", "empty.png"}
    arguments = ["upscale", str(place), "--method", "bicubic", "--scale", "2", "--output-dir", str(tmp_path / "cli")]
    assert main(arguments) == 1
    mine, theirs = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("out", "cli"))
    assert len(mine) >= 28
    assert mine == theirs
    with Image.open(tmp_path / "out" / "turned_bicubic_x2.png") as turned:
        assert turned.size == (14, 18), "upright"


def test_what_is_there_is_left_as_it_is(folder: Path, queue: BatchQueue, errands: Errands, work_off: Off) -> None:
    target = plan(queue, folder, work_off, errands)
    target.mkdir()
    there = target / queue.files[0].item.target.name
    Image.new("RGB", (3, 3)).save(there)
    before = there.read_bytes()
    queue.start()
    work_off(errands.arrived)
    assert there.read_bytes() == before
    assert queue.files[0].state is FileState.SKIPPED
    careful = batch.BatchSettings.make("dasr", 2, {"gain": 1.0})
    plan(queue, folder, work_off, errands, careful)
    queue.start()
    work_off(errands.arrived)
    assert there.read_bytes() == before
    assert queue.count(FileState.DONE) == 0
    assert all("exists already" in file.message for file in queue.files if "broken" not in file.item.source.name)


def test_pause_waits_after_the_file_and_goes_on(
    folder: Path, queue: BatchQueue, errands: Errands, work_off: Off
) -> None:
    plan(queue, folder, work_off, errands)
    queue.start()
    queue.pause()
    work_off(errands.arrived)
    assert queue.finished == 1
    assert not queue.running
    queue.start()
    assert queue.running
    work_off(errands.arrived)
    assert queue.finished == 5


def test_starting_waits_for_what_is_being_planned(
    folder: Path, queue: BatchQueue, errands: Errands, work_off: Off
) -> None:
    target = plan(queue, folder, work_off, errands)
    elsewhere = folder.parent / "elsewhere"
    queue.plan([folder], elsewhere, SETTINGS, batch.TEMPLATE)  # as the field does that Return is pressed in
    queue.start()
    assert not queue.running
    work_off(errands.arrived)
    assert queue.finished == 5
    assert elsewhere.is_dir()
    assert not target.exists()


def test_what_failed_can_be_tried_again(folder: Path, queue: BatchQueue, errands: Errands, work_off: Off) -> None:
    plan(queue, folder, work_off, errands)
    queue.start()
    work_off(errands.arrived)
    Image.new("RGB", (4, 4)).save(folder / "broken.png")
    queue.retry()
    queue.start()
    work_off(errands.arrived)
    assert queue.count(FileState.DONE) == 5


def test_a_template_that_cannot_be_used_is_told_of(
    folder: Path, queue: BatchQueue, errands: Errands, work_off: Off
) -> None:
    told: list[str] = []
    queue.failed.connect(told.append)
    queue.plan([folder], folder, SETTINGS, "{oops}.png")
    work_off(errands.arrived)
    assert "oops" in told[0]
    assert not queue.files
