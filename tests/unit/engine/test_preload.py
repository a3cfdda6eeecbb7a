"""Loading torch beside the window: it can be broken off, it really loads, and it needs no Qt."""

from __future__ import annotations

import gc
import importlib.util
import subprocess
import sys
import threading
from io import FileIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from srviewer import system
from srviewer.engine import preload
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that imports another."""
    (tmp_path / "preload_outer.py").write_text("import preload_inner")
    (tmp_path / "preload_inner.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("preload_outer", "preload_inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "preload_outer"


def test_imports_go_on_while_they_are_wanted(module: str) -> None:
    with preload.cancellable_imports(Token()):
        __import__(module)
    assert "preload_inner" in sys.modules


def test_an_import_is_broken_off(module: str) -> None:
    token, finders = Token(), list(sys.meta_path)
    token.cancel()
    with pytest.raises(CancelledError), preload.cancellable_imports(token):
        __import__(module)
    assert module not in sys.modules
    assert sys.meta_path == finders


def test_other_threads_import_as_ever(module: str) -> None:
    token = Token()
    token.cancel()
    with preload.cancellable_imports(token):
        thread = threading.Thread(target=__import__, args=(module,))
        thread.start()
        thread.join()
    assert module in sys.modules


def test_cancelled_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload, "loaded", lambda: False)
    monkeypatch.setattr(system, "open_library", lambda _library: None)
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        preload.preload_torch(token)


def test_it_loads_torch_and_no_qt() -> None:
    script = (
        "import sys; from srviewer.engine import preload; from srviewer.engine.progress import Token\n"
        "assert not preload.loaded(); preload.preload_torch(Token()); import torch\n"
        "assert preload.loaded() and (torch.ones(2) + 1).sum() == 4 and 'PySide6' not in sys.modules\n"
        "preload.preload_torch(Token())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr


def test_two_threads_may_ask_for_torch_at_once() -> None:
    """In a fresh process: one preloads, another waits for it, and both have all of it."""
    code = """
import threading
from srviewer.engine import preload
from srviewer.engine.progress import Token
found, failed = [], []
def ask():
    try:
        preload.preload_torch(Token())
        import torch
        found.append(torch.nn.Linear and torch.fx)
        assert preload.loaded()
    except BaseException as error:
        failed.append(error)
threads = [threading.Thread(target=ask) for _ in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
assert not failed, failed
assert len(found) == 3
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_torchs_own_libraries_are_found() -> None:
    torch = pytest.importorskip("torch")
    found = list(preload._libraries())
    assert all(path.is_file() for path in found)
    there = {path.name for path in (Path(torch.__file__).parent / "lib").iterdir()}
    assert [path.name for path in found] == [name for name in preload.LIBRARIES if name in there]


def test_torch_is_not_there_while_it_is_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", sys)
    assert preload.loaded()
    with preload._importing:
        assert not preload.loaded()
    monkeypatch.delitem(sys.modules, "torch")
    assert not preload.loaded()


def test_without_torch_there_is_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert list(preload._libraries()) == []


def test_reading_is_given_up_soon_after_it_is_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload, "CHUNK", 10)
    asked = []

    class Counting(Token):
        def raise_if_cancelled(self) -> None:
            asked.append(None)
            super().raise_if_cancelled()

    (tmp_path / "library").write_bytes(bytes(95))
    token = Counting()
    preload._read(tmp_path / "library", token)
    assert len(asked) == 10, "all of it, a chunk at a time"
    token.cancel()
    with pytest.raises(CancelledError):
        preload._read(tmp_path / "library", token)
    assert len(asked) == 11


def test_what_is_in_memory_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload, "CHUNK", 10)
    monkeypatch.setattr(system, "is_cached", lambda _file, at: at not in (30, 90))
    read = []

    class Library(FileIO):
        def readinto(self, buffer: Any, /) -> int | None:
            count = super().readinto(buffer)
            read.append((self.tell(), count))
            return count

    (tmp_path / "library").write_bytes(bytes(95))
    opened = SimpleNamespace(open=lambda *_mode, **_options: Library(tmp_path / "library"))
    preload._read(cast(Path, opened), Token())
    assert read == [(40, 10), (95, 5)]


def test_a_library_that_cannot_be_read_is_left_to_the_import(tmp_path: Path) -> None:
    preload._read(tmp_path / "nowhere", Token())


def test_libraries_are_opened_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("Linux only")
    opened: list[Path] = []
    monkeypatch.setattr(preload, "_opened", set())
    monkeypatch.setattr(preload, "_libraries", lambda: iter([tmp_path / "a", tmp_path / "b"]))
    monkeypatch.setattr(system, "open_library", opened.append)
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    threads = [threading.Thread(target=preload.open_libraries, args=(Token(),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [tmp_path / "a", tmp_path / "b"]


def test_waiting_for_another_threads_import() -> None:
    preload.wait(Token())
    token = Token()
    with preload._importing:
        threading.Timer(0.1, token.cancel).start()
        with pytest.raises(CancelledError):
            preload.wait(token)
    preload.wait(Token())
    assert not preload._importing.locked()


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_after_the_import_as_before(enabled: bool) -> None:
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with preload.without_collections():
            assert not gc.isenabled()
            kept = [[] for _ in range(100)]
        assert gc.isenabled() is enabled
        assert gc.get_freeze_count() > len(kept), "what was imported is left out of later collections"
    finally:
        gc.unfreeze()
        (gc.enable if before else gc.disable)()
