"""What is given as a file and is none, what changes while it is read, and names of every kind."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import batch
from srviewer.__main__ import main
from srviewer.errors import ImageReadError
from srviewer.imaging import image_io
from srviewer.imaging.image_io import is_probably_image, probe, read_picture

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX pipes, devices and links")
NOISE = np.random.default_rng(0).integers(0, 256, (64, 80, 3), np.uint8)
NAMES = [
    "a b.png",
    'it\'s "quoted".png',
    "50%#1?.png",
    "two\nlines.png",
    "-rf.png",
    "تصویر.png",
    "\u202egnp.evil.png",
    "x" * 251 + ".png",
    os.fsdecode(b"caf\xe9\xff.png"),
    "{stem}.png",
]


@posix
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.png").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for path in (*tmp_path.iterdir(), Path("/dev/zero"), Path("/dev/null"), Path("/dev/full")):
            for look in (read_picture, probe):
                with pytest.raises(ImageReadError) as caught:
                    look(path)
                assert path.name in str(caught.value)
            assert not is_probably_image(path)
            outcome = batch.upscale_file(batch.Item(path, tmp_path / "out.png"), batch.BatchSettings.make("bicubic", 2))
            assert path.name in outcome.error
    assert not (tmp_path / "out.png").exists()


@posix
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_of_every_kind(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    try:
        Image.fromarray(NOISE[:4, :4]).save(tmp_path / name)
    except OSError:
        pytest.skip("this file system has no such names")
    assert read_picture(tmp_path / name).width == 4
    template = "{name}" if len(name) > 200 else "{stem}_{method}_x{scale}.png"
    arguments = ["--method", "bicubic", "--scale", "2", "--output-dir", str(out), "--template", template]
    assert main(["upscale", str(tmp_path / name), *arguments]) == 0
    assert read_picture(next(out.iterdir())).width == 8
    assert "Traceback" not in capfd.readouterr().err
    (tmp_path / name).write_bytes(b"broken")
    assert main(["upscale", str(tmp_path / name), *arguments, "--overwrite"]) == 2
    assert capfd.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "http://127.0.0.1:1/a.png", "ftp://example.org/a.png"]
)
def test_addresses_are_not_fetched_and_this_is_said(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "a.png"
    assert main(["upscale", address, "--method", "bicubic", "--scale", "2", "--output", str(target)]) == 2
    assert "downloads nothing" in capsys.readouterr().err
    assert not target.exists()


@posix
@pytest.mark.parametrize("change", ["removed", "cut", "replaced"])
def test_a_file_that_changes_while_it_is_read(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(NOISE).save(path)
    header = image_io._opened

    def changing(*given: object) -> object:
        found = header(*given)
        if change == "removed":
            path.unlink()
        elif change == "cut":
            os.truncate(path, 500)
        else:
            (tmp_path / "b").write_bytes(b"another")
            os.replace(tmp_path / "b", path)
        return found

    monkeypatch.setattr(image_io, "_opened", changing)
    if change == "cut":
        with pytest.raises(ImageReadError, match=r"a\.png is damaged or incomplete"):
            read_picture(path)
    else:  # what was opened stays what it was
        np.testing.assert_array_equal(np.rint(read_picture(path).pixels * 255), NOISE)


def test_the_program_opens_no_internet_socket(tmp_path: Path) -> None:
    """An audit hook sees each socket that Python makes, connects, binds or asks a name server about."""
    import subprocess

    Image.fromarray(NOISE[:20, :20]).save(tmp_path / "a.png")
    program = """
import socket, sys
seen = []
def watch(event, given):
    local = event == "socket.__new__" and given[1] == getattr(socket, "AF_UNIX", None)
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and not local:
        if event not in ("socket.gethostname",):
            seen.append((event, str(given[1:])))
sys.addaudithook(watch)
from srviewer.__main__ import main
picture, out = sys.argv[1:]
for method in ("bicubic", "dasr", "srcnn", "perceptual"):
    assert main(["upscale", picture, "--method", method, "--scale", "2", "--output-dir", out]) == 0
assert main(["compare", picture, "--scale", "2", "--mode", "benchmark", "--output", out + "/sheet.html"]) == 0
assert main(["evaluate", "--hr", str(__import__("pathlib").Path(picture).parent), "--scale", "2"]) == 0
assert main(["subbands", picture, "--output-dir", out]) == 0
print("seen:", seen, file=sys.stderr)
sys.exit(bool(seen))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.png"), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seen: []" in done.stderr
