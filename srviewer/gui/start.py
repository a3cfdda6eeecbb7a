"""The start up to the first paint: as little as possible is imported here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from srviewer.engine import device
from srviewer.errors import ImageWriteError, OutputExistsError
from srviewer.gui.look import language, theme
from srviewer.gui.services import settings
from srviewer.gui.window import MainWindow
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.gui.app import Options

PATIENCE_MS = 1000


def run(options: Options) -> int:
    """Show the window's frame, then import and do all the rest; returns the exit status.

    Keys, drops and clicks that come before the window is complete wait in Qt's queue.
    """
    damaged = settings.put_aside_if_damaged()
    device.check(options.device)
    if options.screenshot is not None:
        _check_target(options.screenshot)
    app = _application()
    if _handed_over(options):
        return 0
    window = MainWindow(at_once=False)
    if options.screenshot is None:
        window.restore_place()
    window.show()
    wait_for_paint(window)
    if not window.isVisible():
        return 0
    from srviewer.engine import preload

    with preload.without_collections():
        from srviewer.gui import program

        _begin_with_libraries()
    return program.run(options, app, window, damaged)


def _begin_with_libraries() -> None:
    """Let torch's libraries be opened while the window is put together, which takes as long."""
    import threading

    from srviewer.engine import preload
    from srviewer.engine.progress import Token
    from srviewer.gui import compiled  # noqa: F401  (what would wait for them)

    threading.Thread(target=preload.open_libraries, args=(Token(),), name="libraries").start()


class FirstPaint(QObject):
    """Ends a loop once a window and all that lies in it has been painted, or once it was closed."""

    def __init__(self, window: QWidget, loop: QEventLoop) -> None:
        super().__init__()
        self._loop = loop
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Hide):
            QTimer.singleShot(0, self._loop.quit)
        return False


def wait_for_paint(window: QWidget) -> None:
    """Let Qt paint a window; what the user does meanwhile is kept for later."""
    loop = QEventLoop()
    watch = FirstPaint(window, loop)
    QTimer.singleShot(PATIENCE_MS, loop.quit)  # a window may open minimised, and is then not painted
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.removeEventFilter(watch)


def _handed_over(options: Options) -> bool:
    """Whether a window that is open took the files; never where this start asks for more than to open them."""
    plain = not (options.mode or options.scale or options.methods or options.screenshot or options.demo)
    if not options.images or not plain or settings.text(settings.SECOND, settings.HAND_OVER) == settings.ANOTHER:
        return False
    from srviewer.gui.services import second_start

    return second_start.hand_over([Path(image) for image in options.images])


def _application() -> QApplication:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyle("Fusion")
    else:
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])  # sooner than to ask for the style, and be given it
    QCoreApplication.setApplicationName("srviewer")
    app.setApplicationDisplayName("srviewer")
    app.setDesktopFileName("srviewer")
    chosen = settings.text(settings.THEME, "system")
    language.install(app, settings.text(settings.LANGUAGE, language.SYSTEM))
    theme.install(
        app,
        next((name for name in theme.THEMES if name == chosen), "system"),
        settings.text(settings.SYSTEM_THEME),
    )
    return app


def _check_target(target: Path) -> None:
    """Say at once what would only be found out at the end."""
    if target.exists():
        raise OutputExistsError(phrase("{path}: exists already; name another file or remove it", path=target))
    if not target.absolute().parent.is_dir():
        raise ImageWriteError(phrase("{path}: its folder does not exist", path=target))
