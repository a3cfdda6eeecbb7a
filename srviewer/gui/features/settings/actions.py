"""What the menus offer of the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import theme
from srviewer.gui.look.actions import Action, Menu, OneOf
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import settings
from srviewer.session import Session


def dialog(session: Session, window: QWidget, speak: Callable[[str], None]) -> Action:
    """`speak` is told that another language was chosen."""

    def show() -> None:
        from srviewer.gui.features.settings.settings_dialog import SettingsDialog

        made = SettingsDialog(session, window)
        made.language_chosen.connect(speak)
        made.show()

    return Action(_tr("Se&ttings…"), "Ctrl+,", show, role=QAction.MenuRole.PreferencesRole)


def themes() -> Menu:
    titles = {"system": _tr("Follow &system"), "dark": _tr("&Dark"), "light": _tr("&Light")}

    def one(i: int, name: theme.ThemeName) -> Action:
        chosen = partial(_take_theme, name)
        return Action(titles[name], f"Ctrl+Shift+T, {i}", chosen, ticked=lambda: theme.name() == name)

    return Menu(_tr("&Theme"), OneOf([one(i, name) for i, name in enumerate(theme.THEMES, 1)]))


def _take_theme(name: theme.ThemeName) -> None:
    theme.set_theme(name)
    settings.put(settings.THEME, name)
