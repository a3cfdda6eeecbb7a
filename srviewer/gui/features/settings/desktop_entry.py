"""The program in the user's desktop menu, on Linux: its entry, the type and thumbnails of *.srview files, and its icon.

Written for one user, without rights over the system, by the rules of freedesktop.org: Desktop Entry 1.5 (the command
and its quoting), Shared MIME-info 0.21, XDG Base Directory 0.8 (where they lie). Packages of a distribution install the
same files from `resources/desktop` as they are.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from srviewer import paths
from srviewer.errors import ImageWriteError, ParameterError
from srviewer.imaging.atomic import atomic_write, readable_name, reason
from srviewer.phrase import phrase

ENTRY = Path(f"applications/{paths.APPLICATION_ID}.desktop")
FORMER = Path("applications/srviewer.desktop")  # as it was called before
MIME_PACKAGE = Path("mime/packages/srviewer.xml")
THUMBNAILER = Path("thumbnailers/srviewer.thumbnailer")
ICON = Path("icons/hicolor/scalable/apps/srviewer.svg")

TOOL_SECONDS = 20
_RESERVED = frozenset(" \t\"'\\><~|&;$*?#()`")
_ESCAPED = frozenset('"`$\\')
_BY_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')  # for a program whose path GLib (%) or the specification (=) refuses


def is_offered() -> bool:
    """Whether this system has desktop entries of this kind."""
    return sys.platform.startswith(("linux", "freebsd", "openbsd", "netbsd"))


def is_installed(home: Path | None = None) -> bool:
    """Whether the entry is there, by its present name or its former one; `home` as for `install`."""
    return any((_data_home(home) / name).is_file() for name in (ENTRY, FORMER))


def install(home: Path | None = None) -> list[Path]:
    """Write the entry, the MIME package, the thumbnailer and the icon for this user; what stood there is replaced.

    Parameters
    ----------
    home : the user's home folder, whose `.local/share` is written to; None for the user's data folder
        ($XDG_DATA_HOME, or ~/.local/share)

    Returns
    -------
    The files written. The entry's command starts the program that runs now.

    Raises
    ------
    ImageWriteError
        A file or its folder cannot be written. Files written before it stay.
    ParameterError
        The program's own path has a line break, which no desktop entry can hold.
    """
    data, sources = _data_home(home), paths.resources()
    contents = {
        ENTRY: _entry((sources / "desktop" / ENTRY.name).read_text(encoding="utf-8"), "%F"),
        THUMBNAILER: _entry((sources / "desktop" / THUMBNAILER.name).read_text(encoding="utf-8"), "thumbnail %i %o %s"),
        MIME_PACKAGE: (sources / "desktop" / "srviewer-mime.xml").read_text(encoding="utf-8"),
        ICON: (sources / "icons" / "srviewer.svg").read_text(encoding="utf-8"),
    }
    for name, text in contents.items():
        _write(data / name, text)
    _unlink(data / FORMER)
    _refresh(data)
    return [data / name for name in contents]


def remove(home: Path | None = None) -> list[Path]:
    """Take away what `install` wrote; returns the files that were there. `ImageWriteError` if one cannot be removed."""
    data = _data_home(home)
    found = [data / name for name in (ENTRY, FORMER, THUMBNAILER, MIME_PACKAGE, ICON) if (data / name).is_file()]
    for path in found:
        _unlink(path)
    if found:
        _refresh(data)
    return found


def command() -> tuple[str, ...]:
    """What starts the program that runs now: its script beside the interpreter, or the interpreter with the package."""
    script = Path(sys.executable).parent / "srviewer"
    if script.is_file() and os.access(script, os.X_OK):
        return (str(script),)
    return (sys.executable, "-m", "srviewer")


def quoted(argument: str) -> str:
    """An argument as the key Exec takes it: quoted if it must be, and then escaped as a value of type string."""
    if any(character in "\n\r\0" for character in argument):
        raise ParameterError(
            phrase("{path} contains a line break, which a desktop entry cannot start", path=readable_name(argument))
        )
    text = argument.replace("%", "%%")
    if not text or _RESERVED & set(text):
        text = '"' + "".join(f"\\{c}" if c in _ESCAPED else c for c in text) + '"'
    return text.replace("\\", "\\\\")


def _entry(template: str, arguments: str) -> str:
    """The entry with the command of the program that runs now, in place of the command and of what tries it."""
    words = command()
    started = (*_BY_SHELL, *words) if {"%", "="} & set(words[0]) else words
    lines = [f"Exec={' '.join(map(quoted, started))} {arguments}", f"TryExec={words[0]}".replace("\\", "\\\\")]
    package = Path(paths.__file__).resolve().parent.parent
    if len(words) > 1 and package not in map(Path, (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))):
        lines.append(f"Path={package}".replace("\\", "\\\\"))  # a checkout: found from its own folder only
    kept = [line for line in template.splitlines() if not line.startswith("TryExec=")]
    return "".join(f"{line}\n" for own in kept for line in (lines if own.startswith("Exec=") else [own]))


def _data_home(home: Path | None) -> Path:
    """The user's data folder; a relative $XDG_DATA_HOME counts as none, as the specification says."""
    if home is not None:
        return home / ".local" / "share"
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImageWriteError(
            phrase("{path} cannot be created: {reason}", path=readable_name(path.parent), reason=reason(error))
        ) from error
    with atomic_write(path, overwrite=True) as file:
        file.write(text.encode("utf-8", "surrogateescape"))


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ImageWriteError(
            phrase("{path} cannot be removed: {reason}", path=readable_name(path), reason=reason(error))
        ) from error


def _refresh(data: Path) -> None:
    """Have the desktop's caches made anew, by the tools that are there; without them it notices by itself, later."""
    icons = data / "icons" / "hicolor"
    with contextlib.suppress(OSError):
        os.utime(icons)  # tells toolkits that watch the theme's folder
    for words in (
        ("update-desktop-database", "-q", str(data / ENTRY.parent)),
        ("update-mime-database", str(data / "mime")),
    ):
        program = shutil.which(words[0])
        if program is not None and Path(words[-1]).is_dir():
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run((program, *words[1:]), check=False, capture_output=True, timeout=TOOL_SECONDS)
