"""Bars: longer is more, the best in bold, and they say where they begin."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from srviewer.gui.features.numbers.bars import LABEL, NUMBER, ROW, Bar, Bars
from srviewer.gui.look import theme
from srviewer.metrics import METRICS


def test_lengths_and_where_they_begin(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    low, high = Bar("Bicubic", "bicubic", 28.0), Bar("SRCNN", "srcnn", 30.0)
    bars.show_bars((low, high), METRICS[0])
    assert bars.start == 26.0
    assert (bars.length(low), bars.length(high)) == (0.5, 1.0)
    assert "SRCNN 30.00" in bars.accessibleDescription()
    bars.resize(360, bars.sizeHint().height())
    image = bars.grab().toImage()
    room = 360 - LABEL - NUMBER
    for row, bar in enumerate((low, high)):
        y, end = row * ROW + ROW // 2, LABEL + bars.length(bar) * room
        assert image.pixelColor(round(end) - 4, y) == theme.method_colour(bar.method)
        assert image.pixelColor(min(round(end) + 4, 359), y) != theme.method_colour(bar.method)


@pytest.mark.parametrize("values", [(), (30.0,)])
def test_one_is_nothing_to_compare(qtbot: QtBot, values: tuple[float, ...]) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.show_bars(tuple(Bar("A", "srcnn", v) for v in values), METRICS[0])
    assert not bars.isVisible()


def test_equal_values_are_equal_bars(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    same = (Bar("A", "srcnn", 0.0), Bar("B", "dasr", 0.0))
    bars.show_bars(same, METRICS[0])
    assert bars.length(same[0]) == bars.length(same[1])
