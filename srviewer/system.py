"""What depends on the system beneath: each call has a way for systems that lack it, which the tests force.

Elsewhere: fonts that text is drawn with (`reports.lettering`), whether a window can be opened (`gui.services.display`),
the socket of a second start (`gui.services.second_start`), the desktop's menu (`gui.features.settings.desktop_entry`).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds between tries to replace a file that another program has open
LONGEST = 240  # characters of a path that Windows takes as it is, with room for a temporary name in its place
RTLD_NOW = 2
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
LARGE_ARRAY = 16 << 20  # bytes from which an array lies by itself and goes back to the system when it is let go of
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = {"posix": r"[/\0]", "nt": r'[<>:"/\\|?*\0-\x1f]'}


# -- files ----------------------------------------------------------------------------------------------------------


def replace(source: Path, target: Path) -> None:
    """Give a file the name of another, which it replaces in one step.

    Windows refuses while any program has the other one open, a virus scanner too: it is asked again for 1.5 seconds.
    Raises `OSError` if it still cannot be done.
    """
    for seconds in (*PATIENCE, None):
        try:
            return os.replace(long(source), long(target))
        except PermissionError:
            if os.name != "nt" or seconds is None:
                raise
            time.sleep(seconds)


def claim(source: Path, target: Path) -> None:
    """Give a file a name that nothing has; `FileExistsError` if something has it, also if it came this moment."""
    try:
        os.link(long(source), long(target))  # fails, atomically, if the name is taken
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # FAT, some network drives: no hard links
        os.close(os.open(long(target), os.O_WRONLY | os.O_CREAT | os.O_EXCL))  # ours from here on
        try:
            replace(source, target)
        except BaseException:
            os.unlink(long(target))
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system lets a folder be synchronised."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def long(path: Path) -> Path:
    r"""The path as this system takes it whatever its length: on Windows one of more than 260 characters, which must be
    absolute, begins with ``\\?\``; elsewhere it is the same."""
    text = os.path.abspath(path) if os.name == "nt" else ""
    if len(text) <= LONGEST or text.startswith("\\\\?\\"):
        return path
    return Path("\\\\?\\UNC" + text[1:] if text.startswith("\\\\") else "\\\\?\\" + text)


def file_name(text: str) -> str:
    """A name that a file may have here, made of any text: what stands for something else in a path becomes "_", and on
    Windows so does what is a device's name, or ends in a way that would be cut off."""
    name = re.sub(_NOT_IN_NAMES.get(os.name, _NOT_IN_NAMES["nt"]), "_", text)
    if os.name == "nt":
        name = re.sub(r"[. ]+$", "_", name)
        name = f"_{name}" if _RESERVED.fullmatch(name) else name
    return "_" * max(1, len(name)) if name in ("", ".", "..") else name


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other block that was given this file runs, in any process; where it cannot be written or locked,
    go on at once."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, ImportError):
            file = held.enter_context(lock.open("ab"))  # closed, it is unlocked
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_cached(file: int, at: int) -> bool:
    """Whether the page cache holds this place of an open file; False also where the system does not tell."""
    try:
        return os.preadv(file, [bytearray(1)], at, os.RWF_NOWAIT) == 1
    except (OSError, AttributeError, NotImplementedError):  # the latter of Pythons built for older systems
        return False


# -- the process ----------------------------------------------------------------------------------------------------


def open_library(library: Path) -> None:
    """`dlopen` as a foreign call, which releases the interpreter's lock (`ctypes.CDLL(path)` would keep it).

    Where there is no `dlopen` nothing is done; a failure is left to who imports the library, and says what is wrong.
    """
    try:
        dlopen = ctypes.CDLL(None).dlopen
    except (OSError, AttributeError, TypeError):
        return
    dlopen.argtypes = (ctypes.c_char_p, ctypes.c_int)
    dlopen.restype = ctypes.c_void_p
    dlopen(str(library).encode(), RTLD_NOW)


def give_back() -> None:
    """Hand to the system what was let go of and the C library still holds (glibc; elsewhere nothing is done)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def little_memory() -> None:
    """Let the C library hold little that nobody uses (glibc; elsewhere nothing is done): threads that begin from now on
    share two areas, so that what one lets go of others can take, and large arrays lie in neither. To be called before
    there are threads."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        for option, value in ((M_ARENA_MAX, 2), (M_MMAP_THRESHOLD, LARGE_ARRAY), (M_TRIM_THRESHOLD, 2 * LARGE_ARRAY)):
            ctypes.CDLL(None).mallopt(option, value)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def give_way() -> None:
    """Let other processes come first, where there is such an order (not on Windows)."""
    if hasattr(os, "nice"):
        os.nice(5)


def on_battery() -> bool:
    """Whether the machine runs on its battery; False where there is none, or the system does not tell."""
    import psutil

    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def free_memory() -> int:
    """Bytes of memory that the machine has left; where it does not tell (in a box without /proc), more than anything
    needs."""
    import psutil

    try:
        return int(psutil.virtual_memory().available)
    except (OSError, psutil.Error):
        return sys.maxsize


def resident(name: str = "VmRSS") -> int | None:
    """Bytes of memory that this process holds, or at most held ("VmHWM"); None where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    except (OSError, ValueError, IndexError, StopIteration):
        return _resident_elsewhere() if name == "VmRSS" else None


def _resident_elsewhere() -> int | None:
    import psutil

    try:
        return int(psutil.Process().memory_info().rss)
    except (OSError, psutil.Error):
        return None


def forget_highest() -> bool:
    """Begin anew to count the most memory that this process held; whether that can be done (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # proc(5)
    except OSError:
        return False
    return True
