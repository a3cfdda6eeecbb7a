"""Palettes: every text can be read on everything it stands on (WCAG 2.1, contrast 4.5), marks can be seen (3.0)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QListWidget, QListWidgetItem
from pytestqt.qtbot import QtBot

from srviewer.gui.look import theme
from srviewer.gui.look.theme import DARK, LIGHT, Colours


def luminance(colour: QColor) -> float:
    """Relative luminance of sRGB."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour.getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: QColor, b: QColor) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def over(colour: QColor, behind: QColor) -> QColor:
    """A half transparent colour on what is behind it."""
    return theme.faded(QColor(colour.rgb()), behind, colour.alphaF())


@pytest.mark.parametrize("c", [DARK, LIGHT], ids=["dark", "light"])
def test_texts_can_be_read(c: Colours) -> None:
    hovered = theme.faded(c.text, c.panel, 0.07)
    for behind in (c.background, c.panel, c.field, hovered):
        for text in (c.text, c.dim):
            assert contrast(text, behind) >= 4.5, (text.name(), behind.name())
    for mark in (c.error, c.warning):
        assert contrast(mark, c.panel) >= 4.5, mark.name()
    assert contrast(c.on_accent, c.fill) >= 4.5
    for picture in (QColor("black"), QColor("white"), QColor("red")):  # a caption lies on any picture
        chip = over(c.chip, picture)
        assert contrast(c.chip_text, chip) >= 4.5, picture.name()
        assert contrast(c.chip_dim, chip) >= 4.5, picture.name()


@pytest.mark.parametrize("c", [DARK, LIGHT], ids=["dark", "light"])
def test_the_focus_can_be_seen(c: Colours) -> None:
    for behind in (c.background, c.panel, c.field):
        assert contrast(c.accent, behind) >= 3.0


def test_every_role_of_the_palette_is_ours() -> None:
    """A role that is left to the system would show its colours among ours."""
    from PySide6.QtGui import QPalette

    palette = theme.palette_of(LIGHT)
    roles = [
        role for role in QPalette.ColorRole if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole)
    ]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        assert [role.name for role in roles if not palette.isBrushSet(group, role)] == []


def test_the_style_sheet_comes_back(qapp: QApplication) -> None:
    sheet = qapp.styleSheet()
    assert sheet
    with theme.put_on_at_the_end():
        assert not qapp.styleSheet()
    assert qapp.styleSheet() == sheet
    with pytest.raises(MemoryError), theme.put_on_at_the_end():
        raise MemoryError
    assert qapp.styleSheet() == sheet


@pytest.mark.parametrize("c", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_boxes_that_are_ticked_in_lists_and_alone(c: Colours, qtbot: QtBot) -> None:
    theme.set_theme("dark" if c.dark else "light")
    dialog = QDialog()
    qtbot.addWidget(dialog)
    shown = QListWidget(dialog)
    for y, state in enumerate((Qt.CheckState.Unchecked, Qt.CheckState.Checked)):
        QListWidgetItem("", shown).setCheckState(state)
        box = QCheckBox(dialog)
        box.setCheckState(state)
        box.move(200, 30 * y)
    dialog.resize(300, 200)
    dialog.show()
    for row, expected in enumerate(({c.field.name(), c.dim.name()}, {c.fill.name(), c.on_accent.name()})):
        place = shown.visualItemRect(shown.item(row)).translated(shown.viewport().mapTo(dialog, QPoint(0, 0)))
        for part in (place, QRect(200, 30 * row, 30, 30)):
            seen = dialog.grab(part).toImage()
            colours = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}
            assert expected <= colours
            assert "#000000" not in colours
