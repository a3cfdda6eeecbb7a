"""Where the program's own files are: the only module that knows.

In a checkout or an editable install `resources/` and `weights/` stand beside the package; in a wheel they lie in
`srviewer/_data/`. The first that exists wins.
"""

from __future__ import annotations

import errno
import os
import stat
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

APPLICATION_ID = "org.srviewer.Srviewer"  # in reverse DNS; a desktop finds a window's entry by it


@cache
def _data(name: str) -> Path:
    inside = _PACKAGE / "_data" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def resources() -> Path:
    """Folder of icons, charts, lessons and translations."""
    return _data("resources")


def weights() -> Path:
    """Folder of the networks' weights and their manifest."""
    return _data("weights")


def user_log_dir() -> Path:
    """Folder for the log file; may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_log_dir("srviewer", appauthor=False))


def user_data_dir() -> Path:
    """Folder for what the user has put into the program (the library of models); may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir("srviewer", appauthor=False))


def user_state_dir() -> Path:
    """Folder for what survives a crash (the last comparison); may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_state_dir("srviewer", appauthor=False))


def user_cache_dir() -> Path:
    """Folder for what can be made again; may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("srviewer", appauthor=False))


def regular_status(path: Path) -> os.stat_result:
    """Status of a regular file, links followed.

    `OSError` if there is none: reading a FIFO, a socket or a device may wait for ever.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return status
