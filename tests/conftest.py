"""For all tests: no display, no torch threads fighting for cores, and the user's own folders left alone."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # before anything imports torch, as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports numpy, as the program does
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the workers share the cores
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the processes that tests start would compile the package

HOMES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


def pytest_configure(config: pytest.Config) -> None:
    """The tier that needs an X server runs on one."""
    if config.option.markexpr == "xvfb":
        os.environ["QT_QPA_PLATFORM"] = "xcb"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin: at the end a worker would be alone with them."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each worker has a stretch of neighbours, which share what a module sets up; when done it takes of another's."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A place for each test. `mktemp` looks through all that it made before, which took 5 ms after 3,000 tests."""
    place = tmp_path_factory.mktemp("homes")
    return (place / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_folders(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, caches and logs go to a folder of the test's own."""
    folder = next(homes)
    folder.mkdir()
    for name in HOMES:
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture
def added() -> Iterator[Callable[[Any, Any], Any]]:
    """(catalogue, entry) adds the entry until the test ends. Asked for after what shows it, it goes before that."""
    entries: list[tuple[Any, Any]] = []

    def add(catalogue: Any, entry: Any) -> Any:
        catalogue.register(entry)
        entries.append((catalogue, entry))
        return entry

    yield add
    for catalogue, entry in entries:
        if catalogue.find(entry.name) is not None:
            catalogue.remove(entry.name)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Tiny networks are slower in several threads, and much slower where something else keeps a processor busy."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def no_models_left() -> Iterator[None]:
    """Models from files that a test has made methods of go with it."""
    from srviewer import upsamplers
    from srviewer.upsamplers import from_files

    gc.collect()  # sessions of windows that tests before had would be told of them
    yield
    for name in [m.name for m in upsamplers.known() if m.name.startswith(from_files.PREFIX)]:
        upsamplers.remove(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a test printed goes from process to process as UTF-8: names of files that are none are escaped."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report


_status: list[int] = []


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave without the interpreter's teardown once everything has been told.

    With Qt and torch in one process, taking both apart in no particular order at the very end was seen to crash after
    all tests had passed. Threads and widgets that a test leaves behind are caught by the test's own fixtures.
    """
    if _status and "PySide6" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[-1])
