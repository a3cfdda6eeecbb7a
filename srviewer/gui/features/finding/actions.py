"""What the menus offer for finding one's way: every action by its name, and the page of keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr


def find(window: QWidget) -> Action:
    """Lets the user type the name of an action of the window."""
    return Action(_tr("&Find an action…"), "Ctrl+K", lambda: find_in(window))


def find_in(window: QWidget) -> None:
    from srviewer.gui.features.finding.palette import Palette

    Palette(window.actions(), window).open_over(window)


def keys(window: QWidget, shortcuts: Callable[[], list[tuple[str, str]]]) -> Action:
    """`shortcuts` gives texts of actions and their keys."""

    def show() -> None:
        from srviewer.gui.features.finding.keys import KeysDialog

        KeysDialog(shortcuts(), window).show()

    return Action(_tr("&Keyboard shortcuts"), "F1", show)
