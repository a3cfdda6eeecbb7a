"""What depends on the system: here as it is, and by the way for systems that lack it."""

from __future__ import annotations

import ctypes
import ntpath
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import psutil
import pytest

from srviewer import system
from srviewer.errors import ImageWriteError
from srviewer.imaging.atomic import atomic_write

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `system` asks of `os` is answered as on Windows; paths are never opened by these tests."""
    monkeypatch.setattr(system.os, "name", "nt")
    monkeypatch.setattr(system.os.path, "abspath", ntpath.normpath)
    monkeypatch.setattr(system, "Path", PureWindowsPath)


def refusing(times: int) -> Callable[..., None]:
    """In place of `os.replace`: refuses, as Windows does while a file is open, before it works."""
    left, real = iter(range(times)), os.replace

    def replace(source: Path, target: Path) -> None:
        if next(left, None) is not None:
            raise PermissionError(13, "The process cannot access the file because it is being used", str(target))
        real(source, target)

    return replace


@pytest.mark.parametrize("times", [2, 100], ids=["a while", "for good"])
def test_a_target_that_another_program_has_open(times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, waited = tmp_path / "a.png", []
    target.write_bytes(b"old")
    monkeypatch.setattr(system.os, "replace", refusing(times))
    monkeypatch.setattr(system.time, "sleep", waited.append)

    def write() -> None:
        with atomic_write(target, overwrite=True) as file:
            file.write(b"new")
            monkeypatch.setattr(system.os, "name", "nt")
            monkeypatch.setattr(system, "long", lambda path: path)

    if times > len(system.PATIENCE):
        with pytest.raises(ImageWriteError, match=r"a\.png could not be written"):
            write()
        assert waited == list(system.PATIENCE)
    else:
        write()
        assert waited == list(system.PATIENCE[:times])
    monkeypatch.undo()
    assert target.read_bytes() == (b"old" if times > len(system.PATIENCE) else b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"], "nothing half written is left"


def test_elsewhere_a_refusal_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("there it is asked again")
    monkeypatch.setattr(system.os, "replace", refusing(1))
    with pytest.raises(PermissionError):
        system.replace(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("lacking", ["link", "neither"])
def test_a_name_is_claimed_without_hard_links(lacking: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "new", tmp_path / "name"
    source.write_bytes(b"new")
    monkeypatch.delattr(system.os, "link")
    if lacking == "neither":
        monkeypatch.setattr(system.os, "replace", refusing(1))
        with pytest.raises(PermissionError):
            system.claim(source, target)
        assert not target.exists(), "the name is free again"
        return
    system.claim(source, target)
    assert target.read_bytes() == b"new"
    source.write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        system.claim(source, target)
    assert target.read_bytes() == b"new"


def test_folders_that_cannot_be_synchronised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system.sync_folder(tmp_path / "none")
    monkeypatch.delattr(system.os, "O_DIRECTORY", raising=False)
    monkeypatch.setattr(system.os, "open", lambda *_: pytest.fail("it cannot be opened there"))
    system.sync_folder(tmp_path)


LONG = "C:\\" + "\\".join(["a folder with a long name"] * 12)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("C:\\short\\a.png", "C:\\short\\a.png"),
        (f"{LONG}\\a.png", f"\\\\?\\{LONG}\\a.png"),
        (f"{LONG}\\..\\a.png", f"\\\\?\\{ntpath.dirname(LONG)}\\a.png"),
        (f"\\\\host\\share{LONG[2:]}", f"\\\\?\\UNC\\host\\share{LONG[2:]}"),
        (f"\\\\?\\{LONG}", f"\\\\?\\{LONG}"),
    ],
)
@pytest.mark.usefixtures("windows")
def test_paths_over_260_characters(path: str, taken: str) -> None:
    assert str(system.long(PureWindowsPath(path))) == taken  # type: ignore[arg-type]


def test_a_long_path_is_itself_elsewhere(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("not there")
    path = tmp_path / ("folder/" * 60) / "a.png"
    assert system.long(path) == path


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [
        ("photo.png", "photo.png", "photo.png"),
        ("1/4: ok?", "1_4: ok?", "1_4_ ok_"),
        ("con", "con", "_con"),
        ("Lpt1.tar.gz", "Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("console", "console", "console"),
        ("ends. ", "ends. ", "ends_"),
        ("..", "__", "_"),
        ("", "_", "_"),
    ],
)
def test_names_that_a_system_reserves(text: str, here: str, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, expected in (("posix", here), ("nt", there)):
        monkeypatch.setattr(system.os, "name", name)
        assert system.file_name(text) == expected


def refused(*_: object) -> int:
    raise NotImplementedError


@linux
def test_a_file_that_was_just_written_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "library").open("wb+") as file:
        file.write(bytes(95))
        file.flush()
        gone = file.fileno()
        if system.is_cached(gone, 0):  # else the file's system does not tell
            assert system.is_cached(gone, 90)
            assert not system.is_cached(gone, 95), "its end"
        with monkeypatch.context() as older:
            older.delattr(system.os, "preadv")
            assert not system.is_cached(gone, 0)
            older.setattr(system.os, "preadv", refused, raising=False)
            assert not system.is_cached(gone, 0)
    assert not system.is_cached(gone, 0)


HOLDING = """
import numpy as np
from srviewer import system
system.little_memory()
array = np.ones(24_000_000, np.uint8)
del array  # from now on the C library takes arrays of this size for usual ones
array, above = np.ones(24_000_000, np.uint8), np.ones(100_000, np.uint8)
before = system.resident()
del array
print(before - system.resident())
"""


@linux
def test_a_large_array_goes_back_though_little_ones_were_made_after_it() -> None:
    done = subprocess.run([sys.executable, "-c", HOLDING], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) > 20_000_000


@pytest.mark.parametrize("lacking", [TypeError, OSError, AttributeError])
def test_without_a_c_library_that_can(lacking: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_name: object) -> object:
        raise lacking

    system.open_library(Path("/nowhere"))
    system.give_back()
    system.little_memory()
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    system.open_library(Path("/nowhere"))
    system.give_back()
    system.little_memory()


def test_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.cores() >= 1
    monkeypatch.delattr(system.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(system.os, "cpu_count", lambda: 5)
    assert system.cores() == 5
    monkeypatch.setattr(system.os, "cpu_count", lambda: None)
    assert system.cores() == 1


def refuse() -> None:
    raise FileNotFoundError(2, "No such file or directory", "/proc/meminfo")


def test_where_nobody_tells_there_is_memory_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 < system.free_memory() < 1e14
    monkeypatch.setattr(psutil, "virtual_memory", refuse)
    assert system.free_memory() > 1e14


def test_memory_that_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "linux":
        held, most = system.resident(), system.resident("VmHWM")
        assert held is not None
        assert most is not None
        assert 1e7 < held <= most
    monkeypatch.setattr(system, "Path", lambda _name: tmp_path / "no" / "proc")
    assert (system.resident() or 0) > 1e7, "as psutil says"
    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(memory_info=refuse))
    assert system.resident() is None
    assert not system.forget_highest()


def test_a_block_that_runs_alone_keeps_others_waiting(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    order: list[str] = []
    begun = threading.Event()

    def other() -> None:
        begun.set()
        with system.alone(tmp_path / "lock"):
            order.append("other")

    thread = threading.Thread(target=other)
    with system.alone(tmp_path / "lock"):
        thread.start()
        begun.wait()
        with pytest.raises(BlockingIOError), (tmp_path / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        order.append("first")
    thread.join()
    assert order == ["first", "other"]


def test_a_system_without_locks_goes_on_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    with system.alone(tmp_path / "lock"), system.alone(tmp_path / "lock"), system.alone(tmp_path / "none" / "lock"):
        pass
