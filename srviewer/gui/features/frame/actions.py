"""What the menus offer of the window itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from srviewer import __version__
from srviewer.gui.features.frame.body import Body
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr


def sides(body: Body) -> tuple[Action, ...]:
    def left() -> None:
        body.open_left(not body.left_open)

    def right() -> None:
        body.open_right(not body.right_open)

    return (
        Action(_tr("Hide &left panel"), "F7", left, ticked=lambda: not body.left_open),
        Action(_tr("Hide &right panel"), "F8", right, ticked=lambda: not body.right_open),
        Action(_tr("Hide &both panels"), "F9", body.fold_both),
    )


def full_screen(window: QWidget) -> Action:
    """And back: a window that was maximised is so again."""

    def turn() -> None:
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    return Action(_tr("&Full screen"), "F11", turn)


def context_menu(window: QWidget) -> Action:
    """What the right button would show on the widget with the focus."""

    def show() -> None:
        widget = window.focusWidget() or window
        at = widget.rect().center()
        by_key = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget, QContextMenuEvent(by_key, at, widget.mapToGlobal(at)))

    return Action(_tr("Context &menu"), "Shift+F10", show)


def quit_(window: QWidget) -> Action:
    return Action(_tr("&Quit"), "Ctrl+Q", window.close, role=QAction.MenuRole.QuitRole)


def about(window: QWidget) -> Action:
    return Action(_tr("&About srviewer"), "Ctrl+F1", partial(_tell_about, window), role=QAction.MenuRole.AboutRole)


def _tell_about(window: QWidget) -> None:
    words = _tr(
        "<b>srviewer {version}</b><p>Bicubic, DASR (Demirel-Anbarjafari), SRCNN and perceptual-loss "
        "super-resolution, side by side.</p><p>MIT licence. Nothing leaves this machine.</p>"
    )
    QMessageBox.about(window, _tr("About srviewer"), words.format(version=__version__))
