"""Settings: each takes effect at once and is there at the next start; what no longer exists falls back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane
from srviewer.engine import memory
from srviewer.gui.features.settings import desktop_entry
from srviewer.gui.features.settings.settings_dialog import SettingsDialog
from srviewer.gui.look import motion, theme
from srviewer.gui.services import settings
from srviewer.gui.window import MainWindow
from srviewer.metrics import learned_distance
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def dialog(qtbot: QtBot, trigger: Callable[[MainWindow, str], None]) -> Iterator[SettingsDialog]:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    trigger(window, "Ctrl+,")
    yield window.findChild(SettingsDialog)
    window.close()
    memory.set_limit(None)


def choose(box, data: object) -> None:  # type: ignore[no-untyped-def]
    box.set_current(data)
    box.activated.emit(box.currentIndex())


def test_each_takes_effect_and_is_kept(dialog: SettingsDialog, qtbot: QtBot) -> None:
    window = dialog.parent()
    choose(dialog.theme, "light")
    assert theme.name() == "light"
    assert settings.text(settings.THEME) == "light"
    choose(dialog.motion, "reduced")
    assert motion.reduced()
    assert settings.text(settings.MOTION) == "reduced"
    choose(dialog.motion, "system")
    choose(dialog.device, "cpu")
    assert window.session.comparison.device == "cpu"
    assert settings.text(settings.DEVICE) == "cpu"
    dialog.memory.setValue(0.1)
    assert memory.available() == 0, "the process takes more than that already"
    dialog.memory.setValue(0)
    assert memory.available() > 0
    choose(dialog.second, settings.ANOTHER)
    assert settings.text(settings.SECOND) == settings.ANOTHER
    with qtbot.waitSignal(window.language_chosen) as told:
        choose(dialog.language, "zh_CN")
    assert told.args == ["zh_CN"]
    assert settings.text(settings.LANGUAGE) == "zh_CN"


def test_networks_of_distances_are_looked_for_in_a_folder(
    dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learned_distance, "_folder", None)
    monkeypatch.setattr(learned_distance, "_heads_file", lambda _metric: tmp_path)
    (tmp_path / "alexnet-owt-7be5be79.pth").touch()
    dialog.use_backbones(tmp_path)
    assert settings.text(settings.BACKBONES) == str(tmp_path)
    assert f"torchvision's file vgg16-….pth in {tmp_path}" in dialog.said.text()
    assert "alexnet" not in dialog.said.text()
    assert "DISTS: " in dialog.backbones.toolTip()
    assert "LPIPS alex" not in dialog.backbones.toolTip()


def test_a_new_picture_starts_at_the_scale_that_was_set(dialog: SettingsDialog, qtbot: QtBot) -> None:
    window = dialog.parent()
    choose(dialog.scale, 3)
    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.session.comparison.scale == 3


def test_what_is_kept_but_no_longer_known_falls_back(qtbot: QtBot) -> None:
    for key in (settings.LANGUAGE, settings.SECOND, settings.SCALE, settings.MEMORY):
        settings.put(key, "gone with the wind")
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    dialog = SettingsDialog(window.session, window)
    assert dialog.language.currentData() == "system"
    assert dialog.second.currentData() == settings.HAND_OVER
    assert dialog.scale.currentData() == 0
    assert dialog.memory.value() == 0


@pytest.mark.skipif(not desktop_entry.is_offered(), reason="only where desktops follow freedesktop.org")
def test_into_the_desktop_s_menu_and_out_of_it(dialog: SettingsDialog, own_folders: Path) -> None:
    dialog.desktop.click()
    assert desktop_entry.is_installed()
    assert any(own_folders.rglob("*.Srviewer.desktop"))
    dialog.desktop.click()
    assert not desktop_entry.is_installed()


def test_return_in_a_field_presses_no_button(
    dialog: SettingsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: asked.append("a folder") or "")
    dialog.memory.setFocus()
    qtbot.keyClick(dialog.memory, Qt.Key.Key_Return)
    assert not asked
    assert dialog.isVisible()
