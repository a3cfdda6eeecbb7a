"""What may be imported, and when."""

from __future__ import annotations

import ast
import json
import pkgutil
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import srviewer


def modules_after(code: str) -> set[str]:
    program = f"import sys, json\n{code}\nprint(); print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def below_gui() -> list[str]:
    found = pkgutil.walk_packages(srviewer.__path__, "srviewer.")
    return [m.name for m in found if not m.name.startswith("srviewer.gui") and m.name != "srviewer.__main__"]


def imported(file: Path) -> set[tuple[str, str]]:
    """(module of the program, name) that a file imports."""
    nodes = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom))
    return {
        (node.module, each.name) for node in nodes if (node.module or "").startswith("srviewer") for each in node.names
    }


def test_what_benchmarks_import_is_there() -> None:
    """No other test runs them."""
    names = set().union(*map(imported, (Path(__file__).parents[1] / "benchmarks").glob("*.py")))
    assert len(names) > 50
    for module, name in names:
        found = import_module(module)
        assert hasattr(found, name) or find_spec(f"{module}.{name}"), f"{module} has no {name}"


def test_no_modules_of_the_window_import_each_other_in_a_circle() -> None:
    """Imports for types alone, and those within functions, are imports too."""
    package = Path(srviewer.__file__).parent
    files = {
        ".".join(file.relative_to(package.parent).with_suffix("").parts): file
        for file in (package / "gui").rglob("*.py")
    }
    graph = {
        name: {each for module, part in imported(file) for each in (f"{module}.{part}", module) if each in files}
        for name, file in files.items()
    }
    assert list(TopologicalSorter(graph).static_order())  # which raises CycleError, naming the circle


def test_nothing_below_gui_imports_qt() -> None:
    names = below_gui()
    assert "srviewer.engine.run" in names
    loaded = modules_after("import importlib\n" + "\n".join(f"importlib.import_module({n!r})" for n in names))
    assert not {"PySide6", "pyqtgraph", "shiboken6"} & loaded


@pytest.mark.parametrize(
    "code",
    [
        "import srviewer",
        "from srviewer.__main__ import main; main(['methods'])",
        "from srviewer.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass",
    ],
)
def test_the_light_commands_stay_light(code: str) -> None:
    loaded = modules_after(code)
    assert not {"PySide6", "torch", "numpy", "PIL", "pywt", "skimage"} & loaded


def test_training_imports_neither_qt_nor_pywavelets() -> None:
    names = [n for n in below_gui() if n.startswith("srviewer.training")]
    loaded = modules_after("import importlib\n" + "\n".join(f"importlib.import_module({n!r})" for n in names))
    assert not {"PySide6", "pyqtgraph", "pywt", "skimage"} & loaded


def test_every_test_file_has_a_name_of_its_own() -> None:
    """Pytest imports them by their names alone."""
    names = [path.name for path in Path(__file__).parents[1].rglob("test_*.py")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
