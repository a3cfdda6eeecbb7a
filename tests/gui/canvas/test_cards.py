"""Cards: where they stand in a pane, that words and button have their room, and how far the line of progress is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.cards import MARGIN, BusyCard, Card, StateCard, WholeCard
from srviewer.gui.canvas.chips import HEIGHT, INSET
from srviewer.gui.canvas.content import Content, Phase
from srviewer.gui.look import theme

PANE = QSize(500, 300)
LONG = "not enough memory for the feature maps of this picture, which take 4 GB: try a smaller region. " * 2


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(PANE)
    pane.show()
    return pane


def button(card: Card) -> QPushButton:
    return card.findChild(QPushButton)


def painted(card: Card) -> QImage:
    """The card without what its button covers."""
    image = card.grab().toImage()
    for y in range(image.height()):
        for x in range(image.width()):
            if button(card).isVisible() and button(card).geometry().contains(x, y):
                image.setPixelColor(x, y, theme.current().chip)
    return image


def count(image: QImage, colour_name: str, row: int | None = None) -> int:
    """Pixels of a colour of the theme, in a row or in all."""
    wanted = getattr(theme.current(), colour_name).rgb()
    rows = range(image.height()) if row is None else (row,)
    return sum(image.pixelColor(x, y).rgb() == wanted for y in rows for x in range(image.width()))


@pytest.mark.parametrize("text", ["", "no memory", LONG])
def test_what_failed_stands_in_the_middle_over_its_button(pane: QWidget, text: str) -> None:
    card = StateCard(pane)
    card.show_content(Content(Phase.FAILED, head="SRCNN failed", text=text))
    card.place(PANE)
    apart = card.geometry().center() - QRect(QPoint(0, 0), PANE).center()
    assert max(abs(apart.x()), abs(apart.y())) <= 1
    held = button(card).geometry()
    assert abs(held.center().x() - card.rect().center().x()) <= 1
    assert card.height() - held.y() - held.height() == MARGIN
    image = card.grab().toImage()
    written = [
        y for y in range(held.top()) if len({image.pixel(x, y) for x in range(MARGIN, card.width() - MARGIN)}) > 1
    ]
    assert MARGIN <= written[0] < 2 * MARGIN
    assert 0 < held.top() - written[-1] < 2 * MARGIN, "the words end above the button, and it is near"
    with_button = card.height()
    card.show_content(Content(Phase.UNAVAILABLE, head="SRCNN failed", text=text))
    card.place(PANE)
    assert card.height() < with_button - held.height(), "no room is kept for a button that is not there"


def test_it_is_no_wider_than_the_pane(pane: QWidget) -> None:
    card = StateCard(pane)
    card.show_content(Content(Phase.FAILED, head="SRCNN failed", text=LONG))
    card.place(QSize(200, 300))
    assert 0 <= card.x() <= card.geometry().right() < 200
    narrow = card.height()
    card.place(PANE)
    assert card.height() < narrow


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.5, 1.0])
def test_the_line_is_as_long_as_the_work_is_far(pane: QWidget, fraction: float) -> None:
    card = BusyCard(pane)
    card.show_content(Content(Phase.BUSY, head="SRCNN", text="strip 2 of 8", fraction=fraction))
    card.place(PANE)
    assert card.geometry().bottom() + 1 == PANE.height() - INSET
    assert (card.x(), card.geometry().right() + 1) == (INSET, PANE.width() - INSET)
    image = painted(card)
    whole = card.width() - 2 * MARGIN
    rows = [y for y in range(card.height()) if count(image, "accent", y) + count(image, "line", y) >= whole]
    assert len(rows) == 2
    assert {count(image, "accent", y) for y in rows} == {round(fraction * whole)}
    assert button(card).geometry().bottom() < rows[0]
    assert card.width() - button(card).geometry().right() < MARGIN


def test_work_that_cannot_be_told_in_parts_has_no_line_and_no_button(pane: QWidget) -> None:
    card = BusyCard(pane)
    card.show_content(Content(Phase.BUSY, head="SRCNN", text="waiting"))
    card.place(PANE)
    assert not button(card).isVisible()
    assert not count(painted(card), "accent")


def test_words_that_are_too_long_leave_the_button_free(pane: QWidget) -> None:
    card = BusyCard(pane)
    card.show_content(Content(Phase.BUSY, head="SRCNN", text=LONG, fraction=0.5))
    card.place(PANE)
    between = painted(card).copy(button(card).x() - 6, 4, 6, card.height() - 12)
    assert not count(between, "chip_dim")


def test_what_the_whole_takes_stands_beside_the_button_where_there_is_room(pane: QWidget) -> None:
    card = WholeCard(pane)
    card.show_estimate("about 40 s")
    card.place(PANE)
    assert PANE.width() - card.geometry().right() - 1 == INSET
    assert button(card).geometry().right() == card.rect().right()
    assert count(painted(card), "chip_dim"), "the words"
    assert card.geometry().bottom() + 1 == PANE.height() - 2 * INSET - HEIGHT, "above the numbers"
    wide, alone = card.width(), button(card).width()
    card.place(QSize(wide + 2 * INSET, 300))
    assert card.width() == wide
    card.place(QSize(wide + 2 * INSET - 1, 300))
    assert card.width() == alone
    assert button(card).geometry() == card.rect()
    assert not count(painted(card), "chip_dim"), "the button alone, which says it when it is pointed at"
    assert "about 40 s" in button(card).toolTip()
