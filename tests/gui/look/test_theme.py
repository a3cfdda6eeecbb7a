"""Palettes: every text can be read on everything it stands on (WCAG 2.1, contrast 4.5), marks can be seen (3.0)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from srviewer.gui import program
from srviewer.gui.look import theme
from srviewer.gui.look.theme import DARK, LIGHT, Colours
from srviewer.gui.services import settings


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


def test_the_first_paint_takes_the_system_to_be_as_it_was(qapp: QApplication) -> None:
    theme.set_theme("system", "light")
    program._keep_system_theme()
    assert (theme.current(), settings.text(settings.SYSTEM_THEME)) == (LIGHT, "light")
    theme.follow_system(qapp)  # it has no scheme here, which counts as dark
    program._keep_system_theme()
    assert (theme.current(), settings.text(settings.SYSTEM_THEME)) == (DARK, "dark")
    theme.set_theme("light")  # chosen: says nothing of the system
    program._keep_system_theme()
    assert settings.text(settings.SYSTEM_THEME) == "dark"


def test_what_is_kept_of_the_system_is_no_answer_to_a_choice() -> None:
    theme.set_theme("dark", "light")
    assert theme.current() is DARK
    theme.set_theme("system", "of another program")
    assert theme.current() is DARK


def test_every_role_of_the_palette_is_ours() -> None:
    """A role that is left to the system would show its colours among ours."""
    from PySide6.QtGui import QPalette

    palette = theme._palette(LIGHT)
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
