"""The map of the house in CONTRIBUTING.md, drawn from the code: python tests/house.py brings it up to date.

Floors are the layers that import-linter holds (pyproject.toml); what a room is for is the first sentence of its
docstring.
"""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- drawn by tests/house.py -->\n", "<!-- end of the drawing -->\n"
CONTRACTS = ("imports point down", "imports point down within the window")
WIDTH = 108


def drawing() -> str:
    """The floors of the package and of the window, each room with what it is for."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = {contract["name"]: contract.get("layers", []) for contract in linter["contracts"]}
    package, window = (_floors(layers[name]) for name in CONTRACTS)
    features = [_room(f"srviewer.gui.features.{path.name}") for path in _folders("gui/features")]
    return (
        "```\nThe package: a floor imports from those below it; rooms of a floor do not know each other.\n\n"
        f"{package}\n\nThe window (srviewer.gui), by the same rule:\n\n{window}\n\n"
        "Features of the window, each a folder that no other feature imports:\n\n" + "\n".join(features) + "\n```\n"
    )


def _floors(layers: list[str]) -> str:
    floors = [[name.strip() for name in re.split(r"[|:]", layer)] for layer in layers]
    return "\n------------\n".join("\n".join(map(_room, floor)) for floor in floors)


def _room(module: str) -> str:
    name = module.removeprefix("srviewer.").removeprefix("gui.").removeprefix("features.")
    return textwrap.fill(f"{name:<14} {purpose(module)}", WIDTH, subsequent_indent=" " * 15, break_on_hyphens=False)


def purpose(module: str) -> str:
    """The first sentence, or the part of it before a colon's details, of a module's docstring."""
    path = ROOT / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(re.split(r"(?<=[.])\s", words.replace("\n", " "), maxsplit=1)[0].split())


def _folders(inside: str) -> list[Path]:
    return sorted(path for path in (ROOT / "srviewer" / inside).iterdir() if (path / "__init__.py").is_file())


def fresh(text: str) -> str:
    """The page with the drawing of today."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{drawing()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(fresh(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
