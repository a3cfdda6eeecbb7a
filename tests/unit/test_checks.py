"""The checks that are not tests of behaviour, so that one command runs everything."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": [
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ],
}


@pytest.mark.first
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", COMMANDS)
def test_check(name: str) -> None:
    module = {"mypy": "mypy", "import-linter": "importlinter"}.get(name, "ruff")
    pytest.importorskip(module, reason="part of the extra [dev]")
    done = subprocess.run([sys.executable, *COMMANDS[name]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_runs_exactly_the_readme_command() -> None:
    command = (ROOT / ".ci/run").read_text().strip().splitlines()[-1]
    assert command in (ROOT / "README.md").read_text()


def forbidden_calls(source: str) -> list[str]:
    """Calls that could run what a file holds; ruff's rules (S102, S301, S307, S602 ...) miss these."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        given = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
        name = ast.unparse(node.func)
        if name.endswith("torch.load") and given.get("weights_only") is not True:
            found.append(f"{node.lineno}: torch.load without weights_only=True")
        if given.get("allow_pickle") is True or given.get("shell") is True:
            found.append(f"{node.lineno}: {name} with a pickle or a shell")
        if name in ("joblib.load", "torch.hub.load", "torch.jit.load", "yaml.load", "os.system", "os.popen"):
            found.append(f"{node.lineno}: {name}")
    return found


def test_nothing_runs_what_a_file_holds() -> None:
    for path in sorted((ROOT / "srviewer").rglob("*.py")):
        assert forbidden_calls(path.read_text()) == [], path


@pytest.mark.parametrize(
    "source",
    [
        "torch.load(p)",
        "torch.load(p, weights_only=False)",
        "np.load(p, allow_pickle=True)",
        "subprocess.run(c, shell=True)",
        "os.system(c)",
    ],
)
def test_such_a_call_would_be_found(source: str) -> None:
    assert forbidden_calls(source)
    assert not forbidden_calls("torch.load(p, weights_only=True); np.load(p, allow_pickle=False)")


def loose_painters(source: str) -> list[int]:
    """Lines that make a QPainter outside `with`: while anything holds its frame it does not end."""
    tree = ast.parse(source)
    ended = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    made = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func).split(".")[-1] == "QPainter"]
    return [call.lineno for call in made if id(call) not in ended]


def test_every_painter_ends_with_its_block() -> None:
    for path in sorted((ROOT / "srviewer/gui").rglob("*.py")):
        assert loose_painters(path.read_text()) == [], path
    assert loose_painters("with QPainter(self) as p: pass\np = QPainter(self)\nq, c = QtGui.QPainter(self), 1") == [
        2,
        3,
    ]
