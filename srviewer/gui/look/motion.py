"""Reduced motion: whether nothing shall move that nobody has just asked to move.

The user's choice in *Settings*; else the desktop's, as its portal of settings says it (`org.freedesktop.appearance`, or
GNOME's own word), or as Qt knows it of the system.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtWidgets import QApplication, QStyle

MOTIONS = ("system", "reduced", "full")
PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
# What says so: namespace, key, and the value with which motion is to be reduced
WORDS = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
PATIENCE_MS = 300

_chosen = "system"


def choose(name: object) -> None:
    """Take up the user's choice; what is none of `MOTIONS` counts as the first: the system is asked then."""
    global _chosen
    _of_system.cache_clear()
    _chosen = str(name) if name in MOTIONS else MOTIONS[0]


def chosen() -> str:
    """The user's choice."""
    return _chosen


def reduced() -> bool:
    """Whether motion is to be reduced."""
    return _of_system() if _chosen == "system" else _chosen == "reduced"


@cache
def _of_system() -> bool:
    return not QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) or _of_portal()


def _of_portal() -> bool:
    """What the desktop says on the bus of the session; False where there is no bus, or nobody answers."""
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    for space, key, value in WORDS:
        question = QDBusMessage.createMethodCall(*PORTAL, "Read")
        question.setArguments([space, key])
        answer = bus.call(question, QDBus.CallMode.Block, PATIENCE_MS)
        said = answer.arguments()[0] if answer.type() == QDBusMessage.MessageType.ReplyMessage else None
        while isinstance(said, QDBusVariant):
            said = said.variant()
        if said == value and said is not None:
            return True
    return False
