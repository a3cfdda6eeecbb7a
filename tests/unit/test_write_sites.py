"""Wherever the program writes: on a full disk, in a folder that is read-only or gone, and where a step of the system
fails, an error names the file in words, what stood there is untouched, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import batch, session_file
from srviewer.errors import SrviewerError
from srviewer.imaging import atomic
from srviewer.imaging.image_io import from_array, write_picture
from srviewer.reports import contact_sheet, slider_page, subbands
from srviewer.session import Session, Source

NOISE = np.random.default_rng(3).integers(0, 65536, (120, 160, 3), np.uint16)
OLD = b"what stood there"


def save(path: Path) -> None:
    write_picture(from_array(NOISE), path, overwrite=True)


def save_8_bits(path: Path) -> None:
    write_picture(from_array((NOISE // 257).astype(np.uint8)), path, overwrite=True)


def save_session(path: Path) -> None:
    session = Session()
    session.open(Source(from_array(NOISE), "pasted"))
    session_file.write(path, session_file.describe(session, session_file.View(), None, True)(), overwrite=True)


def sheet() -> contact_sheet.Sheet:
    pictures = [np.random.default_rng(n).integers(0, 256, (120, 160, 3), np.uint8) for n in range(2)]
    columns = tuple(contact_sheet.Column(f"{n}", "#8b949e", pixels, ("", "")) for n, pixels in enumerate(pictures))
    return contact_sheet.Sheet.make("made up", columns, ())


def save_sheet(path: Path) -> None:
    contact_sheet.write(sheet(), path, overwrite=True)


def save_page(path: Path) -> None:
    slider_page.write(sheet(), path, overwrite=True)


def save_bands(path: Path) -> None:
    """Of the eight files the first stands there already."""
    stem = path.name.removesuffix("_haar_L1_LL.png")
    subbands.write_subbands(from_array(NOISE), stem, path.parent, "haar", 1, overwrite=True)


def save_batch(path: Path) -> None:
    """One failure is told, not raised: the batch goes on."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in.png"
        Image.fromarray((NOISE // 257).astype(np.uint8)).save(source)
        outcome = batch.upscale_file(batch.Item(source, path), batch.Settings.make("bicubic", 2, overwrite=True))
    if outcome.error:
        raise SrviewerError(outcome.error)


SITES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "save png": ("a.png", save_8_bits),
    "save png of 16 bits": ("a.png", save),
    "save tiff": ("a.tif", save_8_bits),
    "save tiff of 16 bits": ("a.tif", save),
    "save webp": ("a.webp", save_8_bits),
    "save jpeg": ("a.jpg", save_8_bits),
    "comparison": ("a.srview", save_session),
    "sheet png": ("a.png", save_sheet),
    "sheet svg": ("a.svg", save_sheet),
    "sheet pdf": ("a.pdf", save_sheet),
    "slider page": ("a.html", save_page),
    "subbands": ("a_haar_L1_LL.png", save_bands),
    "batch": ("a.png", save_batch),
}
sites = pytest.mark.parametrize("site", SITES)


def fails_cleanly(site: str, folder: Path, words: str) -> None:
    name, write = SITES[site]
    (folder / name).write_bytes(OLD)
    with pytest.raises(SrviewerError, match=words) as caught:
        write(folder / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (folder / name).read_bytes() == OLD
    assert [p.name for p in folder.iterdir()] == [name]


@sites
def test_it_writes_where_nothing_fails(site: str, tmp_path: Path) -> None:
    name, write = SITES[site]
    (tmp_path / name).write_bytes(OLD)
    write(tmp_path / name)
    assert (tmp_path / name).read_bytes() != OLD


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("open", errno.EROFS),
        ("open", errno.EACCES),
        ("fsync", errno.EDQUOT),
        ("fsync", errno.EIO),
        ("replace", errno.ENOSPC),
    ],
)
@sites
def test_a_step_of_the_system_fails(
    site: str, step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "It does not work")

    class Failing:
        """`os` for the writer alone."""

        def __getattr__(self, name: str) -> object:
            return failing if name == step else getattr(os, name)

    monkeypatch.setattr(atomic, "os", Failing())
    fails_cleanly(site, tmp_path, r"could not be written: It does not work\.$")


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 8 KB, which only root may make."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "none", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("no disk can be mounted here")
    if done.returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@sites
def test_a_full_disk(site: str, small_disk: Path) -> None:
    try:
        fails_cleanly(site, small_disk, "No space left")
    finally:
        for path in small_disk.iterdir():
            path.unlink()


@sites
def test_a_folder_that_is_gone(site: str, tmp_path: Path) -> None:
    name, write = SITES[site]
    if site == "batch":  # makes its folder
        return
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(SrviewerError, match="file"):
        write(tmp_path / "file" / name)  # a file stands where the folder was
    if site != "subbands":  # which makes its folder
        with pytest.raises(SrviewerError, match="No such file"):
            write(tmp_path / "gone" / name)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
