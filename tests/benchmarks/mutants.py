"""Mutants of imaging, metrics, losses and engine: how many of a sample do the unit tests catch?

    python tests/benchmarks/mutants.py [--count 300] [--seed 1] [--minutes M] [--only PART] [--skip N]

Each mutant is one change to one module's syntax tree (a comparison, an operator, a number, a condition, a returned
value), written to a copy of the project in a temporary folder. The unit tests of the same part of the package are run
on it; the mutant is caught if they fail or take too long: 120 s of processor time, or 20 minutes. Survivors are listed:
each is a test that is missing, or a change that makes no difference.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = {
    "imaging": ["tests/unit/imaging", "tests/property"],
    "metrics": ["tests/unit/metrics"],
    "losses.py": ["tests/unit/test_losses.py"],
    "engine": ["tests/unit/engine"],
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
SECONDS = 120
MINUTES = 20  # for what waits and does not compute; many, for a busy machine's delays are no finding


def places(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    """(position in the walk, kind, which part) of every change there could be."""
    typing_only = {id(n) for part in ast.walk(tree) for n in _annotations(part)}
    for position, node in enumerate(ast.walk(tree)):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
            yield position, "operator", 0
        elif isinstance(node, ast.Compare):
            for part, operator in enumerate(node.ops):
                if type(operator) in SWAPS:
                    yield position, "comparison", part
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float, bool):
            yield position, "constant", 0
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            yield position, "condition", 0
        elif isinstance(node, ast.Return) and node.value is not None:
            yield position, "return", 0


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("annotation", "returns"):
        part = getattr(node, name, None)
        if part is not None:
            yield from ast.walk(part)


def mutated(source: str, position: int, kind: str, part: int) -> tuple[str, str]:
    """The changed source, and the change in words."""
    tree = ast.parse(source)
    node = next(n for i, n in enumerate(ast.walk(tree)) if i == position)
    before = ast.unparse(node).splitlines()[0]
    changed = copy.deepcopy(node)
    if kind == "operator":
        changed.op = SWAPS[type(node.op)]()  # type: ignore[attr-defined]
    elif kind == "comparison":
        changed.ops[part] = SWAPS[type(node.ops[part])]()  # type: ignore[attr-defined]
    elif kind == "constant":
        value = node.value  # type: ignore[attr-defined]
        changed.value = not value if isinstance(value, bool) else value + 1  # type: ignore[attr-defined]
    elif kind == "condition":
        changed.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    else:
        changed.value = ast.Constant(None)  # type: ignore[attr-defined]
    for field in node._fields:
        setattr(node, field, getattr(changed, field))
    ast.fix_missing_locations(tree)
    return ast.unparse(tree), f"line {node.lineno}: {before} -> {ast.unparse(node).splitlines()[0]}"  # type: ignore[attr-defined]


def all_places(only: str | None) -> list[tuple[str, Path, int, str, int]]:
    found = []
    for part in TESTS if only is None else [only]:
        place = ROOT / "srviewer" / part
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text())
            found += [(part, path.relative_to(ROOT), *change) for change in places(tree)]
    return found


def fails(project: Path, tests: list[str]) -> bool:
    patient = ["--timeout", str(60 * MINUTES)]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *patient, *tests]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=project,
            env=environment,
            capture_output=True,
            timeout=60 * MINUTES,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def caught(project: Path, part: str, module: str = "") -> bool:
    """By the tests of the module's own name, which are quick, or by those of the whole part."""
    tests = [t for t in TESTS[part] if (project / t).exists()]
    own = f"{TESTS[part][0]}/test_{module}.py"
    return ((project / own).exists() and fails(project, [own])) or fails(project, tests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--only", choices=TESTS)
    parser.add_argument("--skip", type=int, default=0, help="without the first N of the sample, which a run before had")
    args = parser.parse_args()
    sample = random.Random(args.seed).sample(all_places(args.only), args.count)
    end, tried, survivors = time.monotonic() + 60 * args.minutes, 0, []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".hypothesis"))
        for part in TESTS if args.only is None else [args.only]:
            if caught(project, part):
                sys.exit(f"the tests of {part} fail without any change")
        for part, path, *change in sample[args.skip :]:
            if time.monotonic() > end:
                break
            source = (project / path).read_text()
            text, words = mutated(source, *change)
            (project / path).write_text(text)
            tried += 1
            if not caught(project, part, path.stem):
                survivors.append(f"{path} {words}")
                print(f"{tried}, survived: {survivors[-1]}", flush=True)
            (project / path).write_text(source)
            if tried % 10 == 0:
                print(f"{tried - len(survivors)} of {tried} caught so far", flush=True)
    print(f"{tried - len(survivors)} of {tried} caught ({100 * (tried - len(survivors)) / max(1, tried):.0f} %)")


if __name__ == "__main__":
    main()
