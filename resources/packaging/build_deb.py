"""Build a Debian package that needs no Python: python resources/packaging/build_deb.py [--output FOLDER]

To be run by a Python whose environment holds the program and PyInstaller, best a fresh one:

    python3 -m venv build && build/bin/pip install . pyinstaller && build/bin/python resources/packaging/build_deb.py

PyInstaller gathers the interpreter, the libraries and the program in one folder; what torch brings for compiling is
left out. The package puts the folder under /usr/lib/srviewer, with a command, a menu entry, the type of `.srview`
files, their thumbnailer and the icon where the desktop looks for them. Prints the parts by size.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import srviewer
from srviewer import paths

HERE = Path(__file__).resolve().parent
HOME = Path("usr/lib/srviewer")  # where thumbnailers, which file managers keep in a sandbox, can be run
# Modules that nothing of the program imports at run time, though something that it imports could
LEFT_OUT = (
    "IPython", "PyInstaller", "dask", "distributed", "hypothesis", "matplotlib", "mypy", "networkx.drawing", "onnx",
    "pandas", "pip", "pytest", "setuptools", "tensorboard", "tkinter", "torch.utils.tensorboard", "torchvision",
    "triton", "wheel",
)  # fmt: skip
BY_NAME = ("srviewer", "imagecodecs")  # whose modules are imported by names in strings
DATA = ("srviewer", "skimage", "pyqtgraph")
NEEDS = (
    "libc6", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0t64 | libglib2.0-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0",
    "libxkbcommon-x11-0", "libxkbcommon0",
)  # fmt: skip
UNUSED = ("torch/include", "torch/share", "torch/test", "torch/bin", "torch/testing", "torch/lib/*.a")
KEPT = "torch/bin/torch_shm_manager"  # torch looks for it when it is imported


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("dist"), metavar="FOLDER")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        shutil.move(frozen(Path(work)), tree / HOME)
        lighten(tree / HOME)
        furnish(tree)
        for size, name in parts(tree / HOME):
            print(f"{size / 1e6:7.1f} MB  {name}")
        print(f"{_bytes(tree) / 1e6:7.1f} MB  installed")
        package = pack(tree, args.output.resolve())
    print(f"{package.stat().st_size / 1e6:7.1f} MB  {package}")


def frozen(work: Path) -> Path:
    """PyInstaller's folder."""
    options = [f"--exclude-module={name}" for name in LEFT_OUT]
    options += [f"--collect-submodules={name}" for name in BY_NAME]
    options += [f"--collect-data={name}" for name in DATA]
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--name=srviewer", *options]
    places = [f"--distpath={work / 'dist'}", f"--workpath={work / 'build'}", f"--specpath={work}"]
    subprocess.run([*words, *places, str(HERE / "launch.py")], check=True, cwd=work)  # where no checkout is
    folder = work / "dist" / "srviewer"
    if not (folder / "_internal/srviewer/_data").is_dir():
        sys.exit("the program's own files are not in its package: install it with `pip install .`, not as a checkout")
    return folder


def lighten(folder: Path) -> None:
    """Take out what torch does not need to run. Nothing is stripped: it breaks libraries that wheels have moved."""
    inside, torch = folder / "_internal", Path(find_spec("torch").origin).parent
    for pattern in UNUSED:
        for path in inside.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (inside / KEPT).parent.mkdir()
    shutil.copy2(torch.parent / KEPT, inside / KEPT)


def furnish(tree: Path) -> None:
    """The command, the menu entry, the type, the icon, the licences, and what dpkg has to know."""
    resources = paths.resources()
    for source, target in (
        (resources / "desktop" / f"{paths.APPLICATION_ID}.desktop", "applications"),
        (resources / "desktop" / f"{paths.APPLICATION_ID}.metainfo.xml", "metainfo"),
        (resources / "desktop" / "srviewer-mime.xml", "mime/packages"),
        (resources / "desktop" / "srviewer.thumbnailer", "thumbnailers"),
        (resources / "icons" / "srviewer.svg", "icons/hicolor/scalable/apps"),
        (HERE.parents[1] / "LICENSE", "doc/srviewer"),
        (HERE.parent / "licences.md", "doc/srviewer"),
    ):
        (tree / "usr/share" / target).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tree / "usr/share" / target)
    shutil.move(tree / "usr/share/doc/srviewer/LICENSE", tree / "usr/share/doc/srviewer/copyright")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/srviewer").symlink_to(f"/{HOME}/srviewer")
    control = {
        "Package": "srviewer",
        "Version": srviewer.__version__,
        "Architecture": {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()],
        "Maintainer": "srviewer",
        "Installed-Size": str(_bytes(tree) // 1024),
        "Depends": ", ".join(NEEDS),
        "Section": "graphics",
        "Priority": "optional",
        "Description": "see what super-resolution makes of a picture, side by side",
    }
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text("".join(f"{key}: {value}\n" for key, value in control.items()))


def parts(folder: Path) -> list[tuple[int, str]]:
    """The largest parts of what was gathered, and the rest."""
    inside = folder / "_internal"
    sizes = sorted(((_bytes(path), path.name) for path in inside.iterdir()), reverse=True)
    return [*sizes[:15], (sum(size for size, _ in sizes[15:]), "the rest")]


def pack(tree: Path, output: Path) -> Path:
    """The package file, everything in it root's."""
    words = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(tree), str(output)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return max(output.glob("srviewer_*.deb"), key=lambda path: path.stat().st_mtime)


def _bytes(path: Path) -> int:
    if path.is_symlink() or path.is_file():
        return path.lstat().st_size
    return sum(each.lstat().st_size for each in path.rglob("*") if not each.is_dir())


if __name__ == "__main__":
    main()
