"""What nobody foresaw: into a log that stays small, and calmly said, with the details to copy.

The log lies in the platform's place for logs. No pixels get into it: tracebacks name code, messages name files.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import platform
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from srviewer import __version__, paths

log = logging.getLogger(__name__)

MOST_BYTES = 2**20  # of the log, and of what a crash of the interpreter leaves
INTERRUPTED = 130


def log_file() -> Path:
    return paths.user_log_dir() / "srviewer.log"


def faults_file() -> Path:
    """Where the interpreter writes where it was when it dies (of a segmentation fault, say)."""
    return paths.user_log_dir() / "faults.log"


def write_log() -> bool:
    """Warnings and worse go to the log, faults of the interpreter beside it; False: there is no place for them."""
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_file(), maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )
        large = faults_file().exists() and faults_file().stat().st_size > MOST_BYTES
        faulthandler.enable(faults_file().open("w" if large else "a"))
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()
        return False
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return True


def log_qt_messages() -> None:
    """Qt's own messages go to the log instead of the terminal."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}

    def handle(kind: QtMsgType, _context: object, message: str) -> None:
        logging.getLogger("qt").log(levels.get(kind, logging.WARNING), message)

    qInstallMessageHandler(handle)


def catch_exceptions(say: Callable[[str, str], None]) -> None:
    """An exception that nobody foresaw is logged and told by `say(words, details)`; the window stays."""

    def hook(kind: type[BaseException], error: BaseException, trace: types.TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(INTERRUPTED)
            return
        log.critical("unexpected", exc_info=(kind, error, trace))
        words = QCoreApplication.translate("program", "Something failed unexpectedly ({}); the details are in {}")
        details = "".join(traceback.format_exception(kind, error, trace))
        say(words.format(kind.__name__, log_file()), details)

    sys.excepthook = hook


def report(details: str) -> str:
    """What one copies into a report: versions, and a traceback."""
    lines = [
        f"srviewer {__version__}, PySide6 {pyside_version}, Python {platform.python_version()}",
        f"{platform.platform()}, {QGuiApplication.platformName()}",
        f"log: {log_file()}",
    ]
    return "\n".join((*lines, "", details.rstrip(), ""))


def copy_button(details: str) -> tuple[str, Callable[[], None]]:
    """A button for a message that puts the report on the clipboard."""

    def copy() -> None:
        QGuiApplication.clipboard().setText(report(details))

    return QCoreApplication.translate("program", "Copy details"), copy
