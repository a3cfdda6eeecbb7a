"""Mutants of what computes and keeps state, and of the canvas: how many of a sample do the tests catch?

    python tests/benchmarks/mutants.py [--count 300] [--seed 1] [--map FILE] [--jobs 2] [--only PART] [--skip N]

Each mutant is one change to one module's syntax tree (a comparison, an operator, a number, a condition, a returned
value), written to a copy of the project in a temporary folder. Annotations, `if TYPE_CHECKING` and `return None` are
left alone, for a change there is none to a running program; nothing else is.

First the tests beneath the window and those of the canvas are run once, and the lines that each of them executes are
noted (`--map` keeps the notes in a file, which is good as long as neither the program nor the tests change). What runs
when a module is imported or in a fixture that tests share counts as run by every test that runs anything of the module,
and by every test of its part of the package, which may read what it holds. A test that fails then is left out.

A mutant is judged by the tests that execute the changed line: those of the module's own name, then those of its part of
the package, then the others, the quickest files first, until one fails; at most KNOWN_SECONDS of tests (by their times
in the first run). It is caught if a test fails, or if the tests need CPU_SECONDS of processor time or one of them
WAIT_SECONDS in all. Survivors are listed: each is a test that is missing, or a change that makes no difference.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PARTS = (
    "imaging",
    "metrics",
    "losses.py",
    "engine",
    "upsamplers",
    "evaluation.py",
    "compared.py",
    "session.py",
    "readings.py",
    "gui/canvas",
)
TESTS = ("tests/unit", "tests/property", "tests/gui/canvas")
WARM = ("torch", "scipy.ndimage", "scipy.optimize", "skimage.metrics", "pywt", "PIL.ImageCms", "tifffile", "hypothesis")
KNOWN_SECONDS = 60
CPU_SECONDS = 150
WAIT_SECONDS = 300  # many, for a busy machine's delays are no finding
SHARED = ""  # stands for every test of a module
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


def places(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    """(position in the walk, kind, which part) of every change there could be."""
    typing_only = {id(n) for part in ast.walk(tree) for n in _annotations(part)}
    for position, node in enumerate(ast.walk(tree)):
        if id(node) in typing_only or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
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
        elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
            yield position, "return", 0


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("annotation", "returns"):
        part = getattr(node, name, None)
        if part is not None:
            yield from ast.walk(part)


def mutated(place: Place) -> tuple[str, int, str]:
    """The changed source, the line of the change in the unparsed module, and the change in words."""
    source = (ROOT / place.path).read_text()
    tree = ast.parse(source)
    node: Any = nth(tree, place.position)
    line = nth(ast.parse(ast.unparse(tree)), place.position).lineno
    before = ast.unparse(node).splitlines()[0]
    if place.kind == "operator":
        node.op = SWAPS[type(node.op)]()
    elif place.kind == "comparison":
        node.ops[place.which] = SWAPS[type(node.ops[place.which])]()
    elif place.kind == "constant":
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif place.kind == "condition":
        node.test = ast.UnaryOp(ast.Not(), node.test)
    else:
        node.value = ast.Constant(None)
    after = ast.unparse(node).splitlines()[0]
    return ast.unparse(tree), line, f"{place.path} line {node.lineno}: {before} -> {after}"


def nth(tree: ast.Module, position: int) -> Any:
    return next(node for i, node in enumerate(ast.walk(tree)) if i == position)


class Place(NamedTuple):
    """One change that there could be: in which module, at which node of its tree, and what is changed there."""

    part: str
    path: str
    position: int
    kind: str
    which: int


def all_places(only: str | None) -> list[Place]:
    found = []
    for part in PARTS if only is None else [only]:
        for path in modules(part):
            found += [Place(part, path, *change) for change in places(ast.parse((ROOT / path).read_text()))]
    return found


def modules(part: str) -> list[str]:
    place = ROOT / "srviewer" / part
    return [str(p.relative_to(ROOT)) for p in (sorted(place.rglob("*.py")) if place.is_dir() else [place])]


def copy_project(folder: Path) -> Path:
    """The project with every module of PARTS as it is unparsed: a statement a line, so that lines can be compared."""
    project = folder / "project"
    shutil.copytree(
        ROOT, project, ignore=shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", ".hypothesis")
    )
    if (ROOT.parent / "shared").exists():  # test data that is not part of the project
        (project.parent / "shared").symlink_to(ROOT.parent / "shared")
    for part in PARTS:
        for path in modules(part):
            (project / path).write_text(ast.unparse(ast.parse((ROOT / path).read_text())))
    return project


class Witness:
    """A pytest plugin that notes which test executes which line, how long each test takes, and which fail."""

    def __init__(self, project: Path, notes: Path) -> None:
        self.notes = notes
        self.files = {str(project / path): path for part in PARTS for path in modules(part)}
        self.lines: dict[str, dict[int, set[str]]] = {path: defaultdict(set) for path in self.files.values()}
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.test = SHARED

    def trace(self, frame: FrameType, event: str, arg: object) -> Any:
        path = self.files.get(frame.f_code.co_filename)
        if path is None:
            return None
        if event == "line":
            in_function = frame.f_code.co_flags & inspect.CO_OPTIMIZED
            self.lines[path][frame.f_lineno].add(self.test if in_function else SHARED)
        return self.trace

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.test, begin = item.nodeid, time.perf_counter()
        empty_caches()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid], self.test = time.perf_counter() - begin, SHARED

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        test = self.test
        self.test = test if fixturedef.scope == "function" else SHARED
        try:
            return (yield)
        finally:
            self.test = test

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the seconds of every sound test, and by module and line the tests that execute it."""
        notes = {
            "seconds": {test: took for test, took in self.seconds.items() if test not in self.failed},
            "lines": {
                path: {line: sorted(tests - self.failed) for line, tests in lines.items()}
                for path, lines in self.lines.items()
            },
            "failed": sorted(self.failed),
        }
        self.notes.write_text(json.dumps(notes))


class Chosen:
    """A pytest plugin that runs some tests in their order; one that a mutant has given another name is not there."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: i for i, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.place), key=lambda item: self.place[item.nodeid])


def empty_caches() -> None:
    """What one test has cached, the next would not execute."""
    for name, module in list(sys.modules.items()):
        if name.startswith("srviewer"):
            for value in list(vars(module).values()):
                if hasattr(type(value), "cache_clear"):
                    value.cache_clear()


def run_tests(project: Path, tests: list[str], plugin: Witness | Chosen) -> int:
    """The status of pytest on the project's copy, in a fork of this process, which has imported what is slow."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chdir(project)
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(silent, stream)
            sys.path.insert(0, str(project))
            os.environ["PYTHONPATH"] = str(project)
            options = ["-x", "-p", "no:cacheprovider", "--hypothesis-seed=1", f"--basetemp={project.parent}/tmp"]
            options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is imported already
            if isinstance(plugin, Witness):
                options.remove("-x")
                threading.settrace(plugin.trace)
                sys.settrace(plugin.trace)
            else:
                resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
            status = int(pytest.main([*options, f"--timeout={WAIT_SECONDS}", *tests], plugins=[plugin]))
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Notes:
    """What the first run has shown."""

    def __init__(self, file: Path) -> None:
        read = json.loads(file.read_text())
        self.seconds: dict[str, float] = read["seconds"]
        self.lines: dict[str, dict[str, list[str]]] = read["lines"]
        self.failed: list[str] = read["failed"]

    def tests_of(self, place: Place, line: int) -> list[list[str]]:
        """The tests to run on a mutant of a line of the unparsed module: the nearest, and the others."""
        lines = self.lines[place.path]
        tests = set(lines.get(str(line), []))
        if SHARED in tests:
            tests = {test for others in lines.values() for test in others}
            tests |= {test for test in self.seconds if distance(test, place) < 2}
        by_file: dict[tuple[int, str], list[str]] = defaultdict(list)
        for test in sorted(tests - {SHARED}, key=lambda test: self.seconds[test]):
            by_file[distance(test, place), test.split("::")[0]].append(test)
        order = sorted(by_file, key=lambda file: (file[0], sum(self.seconds[test] for test in by_file[file])))
        batches: list[list[str]] = [[], []]
        known = 0.0
        for file in order:
            for test in by_file[file]:
                known += self.seconds[test]
                if known < KNOWN_SECONDS or not any(batches):
                    batches[file[0] == 2].append(test)
        return [batch for batch in batches if batch]


def distance(test: str, place: Place) -> int:
    """0 for a test of the module's own name, 1 for one of its part of the package, else 2."""
    file = test.split("::")[0]
    if Path(file).stem == f"test_{Path(place.path).stem}":
        return 0
    return 1 if file.startswith(f"tests/unit/{place.part}/") else 2


def fails(project: Path, tests: list[str]) -> bool:
    files = list(dict.fromkeys(test.split("::")[0] for test in tests))
    return run_tests(project, files, Chosen(tests)) not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def judge(clean: Path, place: Place, text: str, batches: list[list[str]]) -> int:
    """The process that ends with 1 if the tests catch the mutant, with 0 if they do not, with 2 if it failed itself."""
    child = os.fork()
    if child == 0:
        status = 2
        try:
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(clean, folder, symlinks=True, dirs_exist_ok=True)
                project = Path(folder) / "project"
                (project / place.path).write_text(text)
                status = int(any(fails(project, batch) for batch in batches))
        finally:
            os._exit(status)
    return child


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--map", type=Path, help="the first run's notes: read where there are any, else written")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--skip", type=int, default=0, help="without the first N of the sample, which a run before had")
    args = parser.parse_args()
    sample = random.Random(args.seed).sample(all_places(args.only), args.count)[args.skip :]
    for name in WARM:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "clean")
        file = args.map or Path(folder) / "notes.json"
        if not file.exists():
            run_tests(project, [*TESTS], Witness(project, file.absolute()))
            shutil.rmtree(project.parent / "tmp")
        notes = Notes(file)
        print(f"{len(notes.seconds)} tests; they fail without any change and are left out: {notes.failed}", flush=True)
        survivors = try_all(sample, project.parent, notes, args.jobs)
    caught = len(sample) - len(survivors)
    print(f"{caught} of {len(sample)} caught ({100 * caught / max(1, len(sample)):.0f} %)")


def try_all(sample: list[Place], clean: Path, notes: Notes, jobs: int) -> list[str]:
    """The survivors in words, as many mutants at a time as there are jobs."""
    running: dict[int, str] = {}
    survivors = []

    def settle() -> None:
        child, status = os.wait()
        words = running.pop(child)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"could not be judged: {words}")
        if status == 0:
            survivors.append(words)
            print(f"survived: {words}", flush=True)

    for tried, place in enumerate(sample):
        text, line, words = mutated(place)
        batches = notes.tests_of(place, line)
        if len(running) == jobs:
            settle()
        if tried % 10 == 0:
            print(f"{len(survivors)} of {tried - len(running)} survived so far", flush=True)
        running[judge(clean, place, text, batches)] = words if batches else f"{words} (no test runs it)"
    while running:
        settle()
    return survivors


if __name__ == "__main__":
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1")
    sys.dont_write_bytecode = True
    main()
