"""Whether a window can be opened here. Imports no Qt: Qt ends the process where no display can be opened."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path

OFFSCREEN = "or set QT_QPA_PLATFORM=offscreen to draw without one (with --screenshot OUT.png)"
WITHOUT = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def problem() -> str | None:
    """Why no window can be opened, in one sentence; None if one can be."""
    if sys.platform in ("win32", "darwin"):
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform in WITHOUT:
        return None
    if os.environ.get("WAYLAND_DISPLAY") and platform in ("", "wayland"):
        return None
    if not os.environ.get("DISPLAY"):
        return f"there is no display (DISPLAY and WAYLAND_DISPLAY are not set): start a desktop, {OFFSCREEN}"
    return _missing_for_x11() or _closed_server()


def missing_library(error: ImportError) -> str:
    """The sentence for a Qt module that cannot be loaded."""
    if isinstance(error, ModuleNotFoundError):
        return f"the window needs PySide6-Essentials, which is not installed here ({error})"
    return f"Qt cannot be loaded: {_library_in(str(error))} is missing; install it with your system's packages"


def _missing_for_x11() -> str | None:
    """The library that Qt's X11 plugin lacks, in a sentence."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None  # the import of Qt will say so
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if not plugin.exists():
        return None
    import ctypes  # only where it is needed: every start waits for what is imported above

    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        library = _library_in(str(error))
        return f"Qt's X11 plugin cannot be loaded: {library} is missing; install it, {OFFSCREEN}"
    return None


def _closed_server() -> str | None:
    """Whether the X server that DISPLAY names lets nobody in."""
    import ctypes.util

    name = ctypes.util.find_library("xcb")
    if name is None:
        return None
    xcb = ctypes.CDLL(name)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        return f"the display {os.environ['DISPLAY']} cannot be opened; name one that is running, {OFFSCREEN}"
    return None


def _library_in(message: str) -> str:
    """The library's file name in a loader's message."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*)", message)
    return found.group(1) if found else message
