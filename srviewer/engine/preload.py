"""Loading torch without stopping the other threads for long. Qt-free; called in the lane of long work.

`import torch` alone holds the interpreter's lock for 190 ms at a stretch while the system loads and links
hundreds of megabytes. Here the libraries are first read into the page cache and opened through a foreign
function, which lets go of the lock meanwhile (`open_libraries`, which can begin while the window's own modules are
imported); what is left of the import stops others for 80 ms at most. Linux only; elsewhere it is a plain import.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from srviewer import system
from srviewer.engine.progress import Token

LIBRARIES = ("libc10.so", "libtorch_cpu.so", "libtorch_python.so")
CHUNK = 4 << 20

POLL = 0.05  # seconds between two looks at the token of who waits

_importing = threading.Lock()  # two threads that import torch at once would find it half made
_opening = threading.Lock()
_opened: set[Path] = set()


def loaded() -> bool:
    """Whether torch is there already."""
    return "torch" in sys.modules and not _importing.locked()


def preload_torch(token: Token) -> None:
    """Import torch, or wait until another thread that does has done so; raises `CancelledError` soon after `token` is
    cancelled, also in the midst of the import.

    After a cancelled import torch cannot be imported again in this process: cancel it only to end the
    process.
    """
    if loaded():
        return
    with _importing:
        token.raise_if_cancelled()
        open_libraries(token)
        with cancellable_imports(token), without_collections():
            import torch  # noqa: F401


def wait(token: Token) -> None:
    """Return once no other thread is in the midst of `preload_torch`; raises `CancelledError` soon after `token` is
    cancelled."""
    while not _importing.acquire(timeout=POLL):
        token.raise_if_cancelled()
    _importing.release()


def open_libraries(token: Token) -> None:
    """Read and open torch's libraries, each once in this process; another thread's work on them is waited for."""
    if sys.platform != "linux" or "torch" in sys.modules:
        return
    with _opening:
        for library in _libraries():
            if library not in _opened:
                _read(library, token)
                system.open_library(library)
                _opened.add(library)
            token.raise_if_cancelled()


@contextmanager
def without_collections() -> Iterator[None]:
    """Within the block no garbage is collected: among the objects of a large import that stops all threads for long,
    and finds nothing. What was imported is then left out of later collections."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def ordinary_tensors() -> Iterator[None]:
    """Within the block torch works as in a thread that has just begun, whatever mode this thread is in: a network that
    is made in inference mode could never be asked for a gradient."""
    if not loaded():
        yield
        return
    import torch

    with torch.inference_mode(False), torch.enable_grad():
        yield


@contextmanager
def cancellable_imports(token: Token) -> Iterator[None]:
    """Within the block every import in this thread looks first whether it is still wanted."""
    finder = _Lookout(token)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Lookout(importlib.abc.MetaPathFinder):
    """Finds nothing; raises `CancelledError` in the thread that made it once its token is cancelled."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if threading.get_ident() == self._thread:
            self._token.raise_if_cancelled()


def _libraries() -> Iterator[Path]:
    """torch's own libraries, in the order in which they need each other; none if torch is not installed."""
    spec = importlib.util.find_spec("torch")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in LIBRARIES:
            path = Path(folder, "lib", name)
            if path.is_file():
                yield path


def _read(library: Path, token: Token) -> None:
    """Read a file into the page cache, as far as it is not there."""
    buffer = bytearray(CHUNK)
    try:
        with library.open("rb", buffering=0) as file:
            for start in range(0, os.fstat(file.fileno()).st_size, CHUNK):
                if not system.is_cached(file.fileno(), start):
                    file.seek(start)
                    file.readinto(buffer)
                token.raise_if_cancelled()
    except OSError:
        return
