"""Both ends of every dependency's range: the tests in a fresh environment with the lowest releases, then the newest.

    python tests/supply.py [--end lowest|newest] [--python PATH ...] [--core] [--without torch] [PYTEST-ARGUMENTS ...]

The ranges are those of pyproject.toml; there is no second list. Needs uv (of the extra dev), which alone resolves to
the lowest. For each Python it makes an environment in a temporary folder, installs what that end of the ranges asks for
(the lowest release that has a wheel for that Python), prints what that was, and runs the quick tests there; with --core
those that need no window. PIP_FIND_LINKS is searched as pip does it: where no CPU wheel of torch lies there, Linux gets
a CUDA build of several GB. --without leaves a dependency out; tests that need it then fail or skip.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
ENDS = {"lowest": "lowest-direct", "newest": "highest"}
CORE = [
    "tests/unit",
    "tests/property",
    "--ignore=tests/unit/test_checks.py",
    "--ignore=tests/unit/test_desktop_entry.py",
]
WINDOW = ("pyside6-essentials", "pyqtgraph", "pytest-qt")


def described() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def core_arguments() -> list[str]:
    """For pytest without its plug-in for Qt, whose options it then does not know."""
    options = described()["tool"]["pytest"]["ini_options"]["addopts"].replace("--strict-config", "")
    return ["-o", f"addopts={options}", "-W", "ignore::pytest.PytestConfigWarning", *CORE]


def name_of(requirement: str) -> str:
    """The project's normalised name, as in PEP 503: "PyWavelets>=1.6,<2" gives "pywavelets"."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def ranges(without: Sequence[str]) -> list[str]:
    """The requirements of the program, of its tests and of the extras that tests use, without those named."""
    project = described()["project"]
    extras = project["optional-dependencies"]
    development = extras.pop("dev")  # linters and their like, which have no part in what the program does
    writer = [r for r in development if name_of(r) == "onnx"]  # the tests write small networks with it
    every = [*project["dependencies"], *chain.from_iterable(extras.values()), *writer]
    return [r for r in every if name_of(r) not in without]


def uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        sys.exit("uv is not installed: pip install 'srviewer[dev]'")
    return found


def environment(folder: Path, python: str, end: str, without: Sequence[str]) -> Path:
    """A fresh environment with one end of the ranges; its interpreter."""
    subprocess.run([uv(), "venv", "-q", "--clear", "--python", python, folder], check=True)
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [uv(), "pip", "install", "-q", "--python", str(interpreter)]
    links = [part for place in os.environ.get("PIP_FIND_LINKS", "").split() for part in ("--find-links", place)]
    wheels = ["--resolution", ENDS[end], "--only-binary", ":all:", *links]
    subprocess.run([*install, *wheels, *ranges(without)], check=True)
    subprocess.run([*install, "--no-deps", "-e", str(ROOT)], check=True)
    return interpreter


def installed(interpreter: Path, without: Sequence[str]) -> str:
    """The releases of the direct dependencies, on one line."""
    listed = subprocess.run(
        [uv(), "pip", "freeze", "-q", "--python", interpreter], check=True, capture_output=True, encoding="utf-8"
    )
    direct = {name_of(r) for r in ranges(without)}
    return " ".join(line for line in listed.stdout.splitlines() if name_of(line) in direct)


def passes(python: str, end: str, without: Sequence[str], arguments: Sequence[str], keep: Path | None) -> bool:
    with tempfile.TemporaryDirectory() as place:
        folder = (keep or Path(place)) / re.sub(r"\W+", "-", f"{end} {python}")
        try:
            interpreter = environment(folder, python, end, without)
        except subprocess.CalledProcessError:
            return False
        print(f"{end}, Python {python}: {installed(interpreter, without)}", flush=True)
        settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        settings.pop("PYTHONPATH", None)
        command = [interpreter, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--end", choices=ENDS, action="append", help="this end alone")
    parser.add_argument("--python", action="append", help="an interpreter or its version; may be given again")
    parser.add_argument("--core", action="store_true", help="without the window and what only it needs")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave a dependency out")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the environments there and leave them")
    args, rest = parser.parse_known_args()
    without = [name_of(name) for name in args.without] + (list(WINDOW) if args.core else [])
    arguments = [*core_arguments(), *rest] if args.core else rest
    results = {
        (python, end): passes(python, end, without, arguments, args.keep)
        for python in args.python or [sys.executable]
        for end in args.end or ENDS
    }
    for (python, end), passed in results.items():
        print(f"{end:>7}, Python {python}: {'passed' if passed else 'FAILED'}")
    sys.exit(0 if all(results.values()) else 1)


if __name__ == "__main__":
    main()
