"""The program: QApplication, theme, log, Ctrl-C, the first picture, and the picture of the window."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    QSocketNotifier,
    QTimer,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from srviewer import paths, system, upsamplers
from srviewer.compared import Comparison, Pane, default_panes
from srviewer.engine import device, memory, preload
from srviewer.engine.progress import Token
from srviewer.errors import ImageWriteError, OutputExistsError, SrviewerError
from srviewer.gui import WindowOptions
from srviewer.gui.features.rescue import rescue
from srviewer.gui.look import controls, language, motion, theme
from srviewer.gui.services import crash, second_start, settings
from srviewer.gui.window import SIZE, MainWindow
from srviewer.kinds import Mode
from srviewer.phrase import phrase
from srviewer.session import Session

log = logging.getLogger(__name__)

POLL_MS = 50
QUIET_MS = 500


def run(options: WindowOptions) -> int:
    """Show the window and stay until it is closed; returns the exit status.

    Torch's libraries are opened by a thread of their own while the window is put together, which takes as long.
    """
    damaged = settings.put_aside_if_damaged()
    device.check(options.device)
    if options.screenshot is not None:
        _check_target(options.screenshot)
    app = _application()
    if _handed_over(options):
        return 0
    threading.Thread(target=preload.open_libraries, args=(Token(),), name="libraries").start()
    said = _attend_to_home(damaged)
    crash.log_qt_messages()
    memory.set_limit(round(settings.number(settings.MEMORY) * 1e9) or None)
    if backbones := settings.text(settings.BACKBONES):
        from srviewer.metrics import learned_distance

        learned_distance.use_folder(Path(backbones))
    program = Program(Session(first_comparison(options)), lasting=options.screenshot is None)
    crash.catch_exceptions(program.show_failure)
    interrupt = Interrupt(app)
    program.window.show()
    _open_first(program.window, options)
    camera = None
    if options.screenshot is not None:
        camera = Camera(program.window, options.screenshot)
    else:
        if not options.images and not options.demo:
            said = _offer_what_was_left(program.window, said)
        if said:
            program.window.messages.say(language.in_a_row(said))
    status = app.exec()
    interrupt.end()
    if not program.end():
        log.error("a lane did not end in time")
        logging.shutdown()
        os._exit(status)
    if camera is not None and camera.error:
        raise SrviewerError(camera.error)
    return status


class Program(QObject):
    """The window in force, what keeps its comparison against a crash, and what a second start hands over.

    lasting : whether the window comes back where it was, and all this is done; not for a picture of the window
    """

    def __init__(self, session: Session, lasting: bool = True) -> None:
        super().__init__()
        self.window = MainWindow(session)
        self._at_work: list[MainWindow] = []  # windows that were left while a lane of theirs could not be stopped
        self._lasting = lasting
        self._keeper: rescue.Rescue | None = None
        self._listener = second_start.Listener(self)
        self._listener.arrived.connect(self._take)
        if lasting:
            self.window.restore()
            self._listener.listen()
        self._attend()

    def _attend(self) -> None:
        self.window.language_chosen.connect(self.speak)
        if self._lasting:
            view = self.window.canvas.saved_view
            window = self.window
            self._keeper = rescue.Rescue(window.session, window.errands, view, self, lambda: window.lessons.has_window)

    @Slot(str)
    def speak(self, language_name: str) -> None:
        """Go on in another language: a new window takes over the session, with all that is done."""
        old, app = self.window, QCoreApplication.instance()
        assert app is not None
        if old.under_way:
            old.status.say(self.tr("The language changes at the next start: {}").format(old.under_way))
            return
        language.install(app, language_name)
        old.lessons.close()
        view, place = old.canvas.saved_view(), old.saveGeometry()
        if self._keeper is not None:
            self._keeper.end()
        events = old.session.release()
        QGuiApplication.setQuitOnLastWindowClosed(False)
        old.close()
        self.window = MainWindow(old.session)
        self.window.history.take_over(old.history)
        if old.shut_down():
            old.deleteLater()
        else:
            self._at_work.append(old)
        self.window.restore()
        self.window.restoreGeometry(place)
        self._attend()
        self.window.show()
        self.window.take_over(events, view)
        self.window.opening.set_album(old.opening.album, old.opening.page)
        self.window.take_over_choices(old)
        QGuiApplication.setQuitOnLastWindowClosed(True)

    @Slot(object)
    def _take(self, files: tuple[Path, ...]) -> None:
        """A second start: come forward and open its files."""
        controls.come_forward(self.window)
        self.window.opening.files(files)

    def show_failure(self, text: str, details: str) -> None:
        self.window.messages.say(text, crash.copy_button(details))

    def end(self) -> bool:
        """Nothing is left behind; whether all threads have ended."""
        self._listener.close()
        if self._keeper is not None:
            self._keeper.end()
        ended = [window.shut_down() for window in (*self._at_work, self.window)]
        return all(ended)


def _application() -> QApplication:
    system.little_memory()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("srviewer")
    app.setApplicationDisplayName("srviewer")
    app.setDesktopFileName(paths.APPLICATION_ID)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "srviewer.svg")))
    language.install(app, settings.text(settings.LANGUAGE, language.SYSTEM))
    theme.install(app, theme.named(settings.text(settings.THEME)))
    motion.choose(settings.text(settings.MOTION))
    return app


def _check_target(target: Path) -> None:
    """Say at once what would only be found out at the end."""
    if target.exists():
        raise OutputExistsError(phrase("{path}: exists already; name another file or remove it", path=target))
    if not target.absolute().parent.is_dir():
        raise ImageWriteError(phrase("{path}: its folder does not exist", path=target))


def _handed_over(options: WindowOptions) -> bool:
    """Whether a window that is open took the files; never where this start asks for more than to open them."""
    plain = not (options.mode or options.scale or options.methods or options.screenshot or options.demo)
    if not options.images or not plain or settings.text(settings.SECOND, settings.HAND_OVER) == settings.ANOTHER:
        return False
    return second_start.hand_over([Path(image) for image in options.images])


def first_comparison(options: WindowOptions) -> Comparison:
    """The comparison that the command line asks for; methods that cannot run are left out unless named."""
    named = tuple(map(Pane.of, options.methods or ()))
    panes = named or tuple(p for p in default_panes() if upsamplers.unavailable_reason(p.method) is None)
    kept = settings.text(settings.DEVICE, "auto")
    wanted = kept if options.device == "auto" and kept in device.KNOWN else options.device
    return Comparison(panes=panes, device=device.check(wanted))


def _open_first(window: MainWindow, options: WindowOptions) -> None:
    mode, scale = Mode.parse(options.mode) if options.mode else None, options.scale
    if options.images:
        window.opening.start_with(mode, scale)
        window.opening.files(tuple(Path(image) for image in options.images))
    elif options.demo:
        from srviewer.imaging import samples

        window.opening.start_with(mode or Mode.BENCHMARK, scale or 4)
        window.opening.sample(samples.DEMO)
    elif mode or scale:
        window.opening.start_with(mode, scale)


def _offer_what_was_left(window: MainWindow, said: tuple[str, ...]) -> tuple[str, ...]:
    """After a crash: the newest comparison that it left can be opened again; older ones are let go. Returns what of
    `said` is still to be said."""
    left = rescue.left()
    for path in left[1:]:
        path.unlink(missing_ok=True)
    if not left:
        return said
    newest = left[0]
    words = QCoreApplication.translate("program", "srviewer closed unexpectedly last time. Your comparison was kept.")
    again = QCoreApplication.translate("program", "Restore")
    action = (again, lambda: window.opening.comparison(newest, then=newest.unlink))
    window.messages.say(language.in_a_row((*said, words)), action)
    return ()


# -- what goes wrong ----------------------------------------------------------------------------------------


def _attend_to_home(damaged: Path | None) -> tuple[str, ...]:
    """Begin the log; what was done (`damaged` settings were renamed to this) and what cannot be kept, in words."""
    said = []
    logs = crash.write_log()
    if damaged is not None:
        words = QCoreApplication.translate(
            "program", "The settings file was damaged and moved to {}; all settings were reset."
        )
        said.append(words.format(damaged))
    if not settings.can_be_kept():
        words = QCoreApplication.translate("program", "Settings cannot be saved: {} is not writable.")
        said.append(words.format(settings.store().fileName()))
    if not logs:
        words = QCoreApplication.translate("program", "No log is written: {} is not writable.")
        said.append(words.format(crash.log_file()))
    for words in said:
        log.warning("%s", words)
    return tuple(said)


class Interrupt(QObject):
    """Ctrl-C ends the program with whole files: Python's signal wakes Qt's loop through a pair of sockets."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours, theirs = socket.socketpair()
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._theirs = theirs
        self._before = signal.signal(signal.SIGINT, lambda *_: QCoreApplication.exit(crash.INTERRUPTED))
        self._woken_before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    @Slot()
    def _woken(self) -> None:
        """Python runs its handlers before this does: there is nothing left to do but to empty the socket."""
        self._ours.recv(64)

    def end(self) -> None:
        """Everything as it was."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woken_before)
        signal.signal(signal.SIGINT, self._before)
        self._ours.close()
        self._theirs.close()


# -- the picture of the window ------------------------------------------------------------------------------


class Camera(QObject):
    """Waits until every method is done, saves what the window shows, and ends the program."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self.error = ""
        self._window, self._target = window, target
        window.resize(SIZE)
        window.opening.failed.connect(self._failed)
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(POLL_MS)

    @Slot(str, object)
    def _failed(self, why: str, _again: object) -> None:
        self.error = why
        self._timer.stop()
        self._window.close()

    def _look(self) -> None:
        """Idle for a while: what arrived last has been shown by then, and its dot has come to rest."""
        self._quiet = self._quiet + 1 if self._window.idle else 0
        if self._quiet * POLL_MS < QUIET_MS:
            return
        self._timer.stop()
        self.error = self._window.session.error
        try:
            save_pixmap(self._window.grab(), self._target)
            print(f"Saved {self._target}", file=sys.stderr)
        except SrviewerError as error:
            self.error = str(error)
        self._window.close()


def save_pixmap(pixmap: QPixmap, target: Path) -> None:
    """Write a pixmap, whole or not at all, never over an existing file."""
    from srviewer.imaging.atomic import atomic_write

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not pixmap.save(buffer, (target.suffix.removeprefix(".") or "png").upper()):
        raise ImageWriteError(phrase("{path}: a picture of this kind cannot be written; use .png", path=target))
    with atomic_write(target) as file:
        file.write(buffer.data().data())
