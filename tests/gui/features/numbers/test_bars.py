"""Bars: longer is more, the best in bold, and they say where they begin."""

from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from srviewer.gui.features.numbers.bars import LABEL, NUMBER, ROW, Bar, Bars
from srviewer.gui.look import theme
from srviewer.metrics import get
from srviewer.readings import Place, Reading


def bar(title: str, method: str, value: float, best: bool = False) -> Bar:
    return Bar(title, method, Reading(get("psnr_y"), Place(), value, best=best))


def test_lengths_and_where_they_begin(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    low, high = bar("Bicubic", "bicubic", 28.0), bar("SRCNN", "srcnn", 30.0, best=True)
    bars.show_bars((low, high))
    assert bars.start == 26.0
    assert (bars.length(low), bars.length(high)) == (0.5, 1.0)
    assert "SRCNN 30.00" in bars.accessibleDescription()
    bars.resize(360, bars.sizeHint().height())
    image = bars.grab().toImage()
    room = 360 - LABEL - NUMBER
    for row, each in enumerate((low, high)):
        y, end = row * ROW + ROW // 2, LABEL + bars.length(each) * room
        assert image.pixelColor(round(end) - 4, y) == theme.method_colour(each.method)
        assert image.pixelColor(min(round(end) + 4, 359), y) != theme.method_colour(each.method)


@pytest.mark.parametrize("values", [(), (30.0,)])
def test_one_is_nothing_to_compare(qtbot: QtBot, values: tuple[float, ...]) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.show_bars(tuple(bar("A", "srcnn", v) for v in values))
    assert not bars.isVisible()


def test_equal_values_are_equal_bars(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    same = (bar("A", "srcnn", 0.0), bar("B", "dasr", 0.0))
    bars.show_bars(same)
    assert bars.length(same[0]) == bars.length(same[1])


def test_identical_pictures_have_the_longest_bar_and_their_word(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    low, high, same = bar("A", "srcnn", 28.0), bar("B", "dasr", 30.0), bar("C", "bicubic", math.inf, best=True)
    bars.show_bars((low, high, same))
    assert (bars.start, bars.length(low), bars.length(high), bars.length(same)) == (26.0, 0.5, 1.0, 1.0)
    assert "C identical" in bars.accessibleDescription()
    bars.show_bars((same, same))
    assert (bars.start, bars.length(same)) == (0.0, 1.0)
    assert not bars.grab().isNull()
