"""Reduced motion: the user's word, the desktop's word, and what then stays still."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from srviewer.compared import Pane
from srviewer.gui.look import motion
from srviewer.gui.window import MainWindow

# A portal of settings that knows one key, and a program that asks it
PORTAL = """
import sys
from PySide6.QtCore import QCoreApplication, QProcess
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject
from srviewer.gui.look import motion

class Portal(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        known = message.arguments() == [sys.argv[1], sys.argv[2]]
        value = QDBusVariant(QDBusVariant({"1": 1, "0": 0, "False": False, "True": True}[sys.argv[3]]))
        error = "org.freedesktop.portal.Error.NotFound"
        connection.send(message.createReply(value) if known else message.createErrorReply(error, "not known"))
        return True

app = QCoreApplication([])
bus, portal = QDBusConnection.sessionBus(), Portal()
assert bus.registerService(motion.PORTAL[0]) and bus.registerVirtualObject(motion.PORTAL[1], portal)
asks = "from PySide6.QtWidgets import QApplication; from srviewer.gui.look import motion; app = QApplication([]); "
child = QProcess()
child.finished.connect(app.quit)
child.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
child.start(sys.executable, ["-c", asks + "print(motion.reduced())"])
app.exec()
"""


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    motion.choose("system")
    yield
    motion.choose("system")


@pytest.mark.parametrize(
    ("space", "key", "value", "reduced"),
    [
        ("org.freedesktop.appearance", "reduced-motion", "1", True),
        ("org.gnome.desktop.interface", "enable-animations", "False", True),
        ("org.gnome.desktop.interface", "enable-animations", "True", False),
    ],
)
def test_what_the_desktop_says(space: str, key: str, value: str, reduced: bool) -> None:
    if shutil.which("dbus-run-session") is None:
        pytest.skip("needs dbus-run-session (Debian: apt-get install dbus-daemon)")
    words = ["dbus-run-session", "--", sys.executable, "-c", PORTAL, space, key, value]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env=dict(os.environ))
    assert done.stdout.split() == [str(reduced)], done.stderr


@pytest.mark.usefixtures("qapp")
def test_the_users_word_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter((True, False))
    monkeypatch.setattr(motion, "_of_portal", lambda: next(said))
    assert motion.reduced(), "the desktop's"
    motion.choose("full")
    assert not motion.reduced()
    motion.choose("reduced")
    assert motion.reduced()
    motion.choose("what an older version wrote")
    assert motion.chosen() == "system"
    assert not motion.reduced()


@pytest.mark.parametrize("choice", ["reduced", "full"])
def test_nothing_moves_unasked(choice: str, measured_noise: Callable[..., MainWindow]) -> None:
    motion.choose(choice)
    canvas = measured_noise((Pane.of("bicubic"), Pane.of("dasr")), 16, 20).canvas
    canvas.set_way(view="blink")
    assert canvas.blinking == canvas.way.timed == (choice == "full")
    canvas.set_way(timed=True)
    assert canvas.blinking, "who asks for it gets it"
    canvas.set_way(view="wipe")
    assert not canvas.blinking
