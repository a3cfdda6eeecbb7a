"""Every control has a name in Qt's accessibility tree, which is what a screen reader says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.window import MainWindow

Role = QAccessible.Role
CONTROLS = {
    Role.Button,
    Role.ButtonMenu,
    Role.ButtonDropDown,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.Dial,
    Role.List,
    Role.Table,
    Role.Tree,
    Role.PageTab,
    Role.MenuItem,
    Role.ProgressBar,
    Role.Link,
}
WINDOWS = (  # what opens one, or changes the window as much
    "Ctrl+,", "F1", "Ctrl+K", "Ctrl+Shift+U", "Shift+F1", "I", "Ctrl+J, 1", "Ctrl+Shift+B",
    "Ctrl+Alt+L", "Ctrl+Shift+R", "Ctrl+Shift+F", "Ctrl+Shift+E", "Ctrl+Shift+A",
)  # fmt: skip
WHAT = (QAccessible.Text.Name, QAccessible.Text.Description)


def controls(part: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """What can be pressed, typed into, moved or chosen from in a part, and whatever else takes the focus by Tab."""
    for widget in [part, *part.findChildren(QWidget)]:
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or widget.objectName().startswith("qt_") or not widget.isVisible():
            continue
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value)
        if interface.role() in CONTROLS or (by_tab and widget.focusProxy() is None):
            yield widget, interface


def unnamed(part: QWidget) -> list[str]:
    """Controls that have no name, by class and the names of what they lie in."""
    found = []
    for widget, interface in controls(part):
        if not any(interface.text(what).strip() for what in WHAT):
            parents, parent = [], widget.parentWidget()
            while parent is not None and len(parents) < 3:
                parents.append(type(parent).__name__)
                parent = parent.parentWidget()
            found.append(f"{type(widget).__name__} ({interface.role().name}) in {' in '.join(parents)}")
    return found


def test_of_the_window(measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = measured_noise((Pane.of("bicubic"), Pane.of("dasr")), 40, 56)
    missing = set(unnamed(window))
    for tab in range(window.right.tabs.count()):
        window.right.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(lambda: window.idle)
        missing |= set(unnamed(window.right))
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)
def test_of_dialogs_and_windows(
    measured_noise: Callable[..., MainWindow], trigger: Callable[[MainWindow, str], None], qtbot: QtBot
) -> None:
    window = measured_noise((Pane.of("bicubic"), Pane.of("dasr")), 40, 56)
    missing: dict[str, set[str]] = {}
    for keys in WINDOWS:
        trigger(window, keys)
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        missing[keys] = {name for widget in shown for name in unnamed(widget)}
        for other in shown:
            if other is not window:
                other.close()
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert not any(missing.values()), missing
