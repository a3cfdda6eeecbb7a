"""The wheel of a clean clone, installed into an environment of its own and run from an empty folder.

What it depends on is not fetched again: the environment sees this one's packages, but not this checkout.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
TOOLS = all(importlib.util.find_spec(name) for name in ("build", "hatchling")) and shutil.which("git")

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not TOOLS, reason="needs git, build and hatchling"),
]


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("git", "clone", "-q", ROOT, folder / "clone", cwd=folder)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, folder / "clone", cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of the environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    theirs = [p for p in sys.path if p.endswith("site-packages")]
    (packages / "theirs.pth").write_text("\n".join(theirs))  # comes after the environment's own
    return python


def test_what_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in (
        "resources/icons",
        "resources/desktop",
        "resources/lessons",
        "resources/styles",
        "resources/translations",
        "weights",
    ):
        tracked = run("git", "ls-files", folder, cwd=ROOT).stdout.split()
        assert tracked
        assert {f"srviewer/_data/{name}" for name in tracked} <= names
    assert not [name for name in names if name.startswith(("tests/", "resources/")) or "__pycache__" in name]
    assert any(name.endswith("LICENSE") for name in names)


def test_it_runs_from_an_empty_folder(python: Path, tmp_path: Path) -> None:
    program = python.with_name("srviewer")
    code = "import srviewer, sys; print(srviewer.__file__, 'PySide6' in sys.modules)"
    place, qt = run(python, "-c", code, cwd=tmp_path).stdout.split()
    assert Path(place).is_relative_to(python.parents[1])
    assert qt == "False"
    assert run(program, "--version", cwd=tmp_path).stdout.startswith("srviewer 0.")
    listed = run(program, "methods", "--json", cwd=tmp_path, LC_ALL="C").stdout
    assert all(name in listed for name in ("bicubic", "dasr", "srcnn", "perceptual"))
    Image.effect_noise((48, 32), 60).convert("RGB").save(tmp_path / "a.png")
    for method in ("bicubic", "srcnn", "perceptual"):
        command = ("upscale", "a.png", "--method", method, "--scale", "2", "--output", f"{method}.png")
        run(program, *command, cwd=tmp_path)
        assert size_of(tmp_path / f"{method}.png") == (96, 64)


def test_its_window_has_its_words_lessons_and_weights(python: Path, tmp_path: Path) -> None:
    program = python.with_name("srviewer")
    (tmp_path / "file").touch()
    home = str(tmp_path / "file" / "home")  # nothing can be kept there
    shot = tmp_path / "shot.png"
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": home}
    run(program, "--demo", "--methods", "bicubic,srcnn", "--screenshot", shot, cwd=tmp_path, **environment)
    assert size_of(shot) == (1280, 800)
    code = """
from PySide6.QtWidgets import QApplication
from srviewer import paths, upsamplers
from srviewer.gui.look import language
from srviewer.lessons import parse
app = QApplication([])
print(language.install(app, "zh_CN"), language.core("Bicubic") != "Bicubic", len(parse.files("en")) > 0)
print([m.name for m in upsamplers.known() if upsamplers.unavailable_reason(m.name) is not None], paths.weights())
"""
    said = run(python, "-c", code, cwd=tmp_path, **environment).stdout.splitlines()
    assert said[0] == "zh_CN True True"
    assert said[1].startswith("[] ")
    assert said[1].endswith("srviewer/_data/weights")


def test_uninstalling_leaves_nothing(python: Path, tmp_path: Path) -> None:
    """The last of these tests."""
    run(python, "-m", "pip", "uninstall", "-q", "-y", "srviewer", cwd=tmp_path)
    (packages,) = python.parents[1].glob("lib/python*/site-packages")
    left = {p.relative_to(packages) for p in packages.rglob("*") if "srviewer" in str(p.relative_to(packages)).lower()}
    assert not left
    assert not python.with_name("srviewer").exists()
