"""The Debian package, unpacked where nothing of this machine's Python is seen: its sizes, and that it starts.

SRVIEWER_DEB names a package that was built; else PyInstaller must be there, and it is built (a quarter of an hour).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
BUILT = os.environ.get("SRVIEWER_DEB", "")
MOST_PACKED, MOST_INSTALLED = 350e6, 1.1e9  # bytes

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb"),
    pytest.mark.skipif(not (BUILT or importlib.util.find_spec("PyInstaller")), reason="needs PyInstaller"),
]


def called(*words: object, **environment: str) -> str:
    """What a command says on stdout; no variable of this environment but those named is seen by it."""
    done = subprocess.run(
        list(map(str, words)), env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if BUILT:
        return Path(BUILT)
    out = tmp_path_factory.mktemp("package")
    subprocess.run([sys.executable, ROOT / "resources/packaging/build_deb.py", "--output", out], check=True)
    (found,) = out.glob("*.deb")
    return found


@pytest.fixture(scope="module")
def tree(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    called("dpkg-deb", "-x", package, folder)
    return folder


def test_sizes(package: Path, tree: Path) -> None:
    installed = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())
    assert package.stat().st_size <= MOST_PACKED
    assert installed <= MOST_INSTALLED


def test_what_the_desktop_looks_for(package: Path, tree: Path) -> None:
    for name in (
        "applications/org.srviewer.Srviewer.desktop",
        "metainfo/org.srviewer.Srviewer.metainfo.xml",
        "mime/packages/srviewer-mime.xml",
        "thumbnailers/srviewer.thumbnailer",
        "icons/hicolor/scalable/apps/srviewer.svg",
        "doc/srviewer/copyright",
    ):
        assert (tree / "usr/share" / name).is_file()
    assert os.readlink(tree / "usr/bin/srviewer") == "/usr/lib/srviewer/srviewer"
    assert "libegl1" in called("dpkg-deb", "-f", package, "Depends")


def test_it_starts_and_draws(tree: Path, tmp_path: Path) -> None:
    program, shot = tree / "usr/lib/srviewer/srviewer", tmp_path / "shot.png"
    home = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    assert called(program, "--version", **home).startswith("srviewer ")
    called(program, "--demo", "--screenshot", shot, **home)
    with Image.open(shot) as drawn:
        assert drawn.size == (1280, 800)
        assert len(drawn.convert("RGB").getcolors(1 << 24) or ()) > 1000, "pictures are in it"


def test_its_commands(tree: Path, tmp_path: Path) -> None:
    Image.effect_noise((48, 32), 60).convert("RGB").save(tmp_path / "a.png")
    program = tree / "usr/lib/srviewer/srviewer"
    for method in ("bicubic", "dasr", "srcnn", "perceptual", "compact"):
        out = tmp_path / f"{method}.png"
        words = ("upscale", tmp_path / "a.png", "--method", method, "--scale", 2, "--output", out)
        called(program, *words, HOME=str(tmp_path))
        with Image.open(out) as drawn:
            assert drawn.size == (96, 64)
