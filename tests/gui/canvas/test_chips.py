"""Chips: where their texts stand, what of them has room, and what each says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFontMetricsF

from srviewer.gui.canvas.chips import DOT, HEIGHT, INSET, PADDING, SPACE, Chip, caption_chip, numbers_chip
from srviewer.gui.canvas.content import Caption, Number
from srviewer.gui.look import theme

AREA = QRect(0, 0, 400, 300)
CAPTION = Caption("dasr", "DASR ×4", "damped", "wavelet")
NUMBERS = (Number("PSNR-Y 22.10 dB", "peak 255"), Number("SSIM-Y 0.8010", "11 x 11", best=True))

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_caption_stands_at_the_upper_left_and_what_it_says_after_a_dot() -> None:
    chip = caption_chip(CAPTION, AREA)
    title, detail = chip.pieces
    assert chip.dot == "dasr"
    assert (chip.rect.left(), chip.rect.top(), chip.rect.height()) == (INSET, INSET, HEIGHT)
    assert title.rect.left() == INSET + PADDING + DOT + SPACE
    assert title.rect.width() == pytest.approx(QFontMetricsF(title.font).horizontalAdvance(title.text) + 1)
    assert detail.rect.left() == pytest.approx(title.rect.right() - 1 + SPACE)
    assert chip.rect.right() == pytest.approx(detail.rect.right() + PADDING)
    assert {piece.rect.top() for piece in chip.pieces} == {INSET}
    assert {piece.rect.height() for piece in chip.pieces} == {HEIGHT}
    assert [(piece.loud, piece.tooltip) for piece in chip.pieces] == [(True, "wavelet"), (False, "wavelet")]
    assert len(caption_chip(Caption("dasr", "DASR ×4"), AREA).pieces) == 1


def test_a_second_caption_ends_at_the_upper_right() -> None:
    left, right = caption_chip(CAPTION, AREA), caption_chip(CAPTION, AREA, right=True)
    assert right.rect.right() == AREA.width() - INSET
    assert right.rect.size() == left.rect.size()
    moved = right.rect.left() - left.rect.left()
    assert [p.rect.left() - q.rect.left() for p, q in zip(right.pieces, left.pieces, strict=True)] == [moved] * 2


def test_numbers_stand_at_the_lower_left_the_best_in_bold() -> None:
    chip = numbers_chip(NUMBERS, AREA)
    assert chip is not None
    first, second = chip.pieces
    assert (chip.rect.left(), chip.rect.bottom()) == (INSET, AREA.height() - INSET)
    assert first.rect.left() == INSET + PADDING
    assert second.rect.left() == pytest.approx(first.rect.right() - 1 + 2 * SPACE)
    assert chip.rect.right() == pytest.approx(second.rect.right() + PADDING)
    assert (first.font.bold(), second.font.bold()) == (False, True)
    assert (first.loud, second.loud) == (True, True)
    assert numbers_chip((), AREA) is None


def test_numbers_without_room_are_left_out_and_the_first_is_shortened() -> None:
    whole = numbers_chip(NUMBERS, AREA)
    assert whole is not None
    needed = int(whole.pieces[1].rect.right() - 1 + PADDING + INSET) + 1
    for width, count in ((needed, 2), (needed - 1, 1)):
        chip = numbers_chip(NUMBERS, QRect(0, 0, width, 300))
        assert chip is not None
        assert [piece.text for piece in chip.pieces] == [number.text for number in NUMBERS[:count]]
    narrow = numbers_chip(NUMBERS, QRect(0, 0, 2 * (INSET + PADDING) + 60, 300))
    assert narrow is not None
    (piece,) = narrow.pieces
    assert piece.text.startswith("PSNR")
    assert piece.text.endswith("…")
    assert piece.rect.width() - 1 <= 60


@pytest.mark.parametrize(("room", "there"), [(36, True), (35, False)])
def test_under_a_chip_and_a_half_of_room_nothing_is_written(room: int, there: bool) -> None:
    chip = numbers_chip(NUMBERS, QRect(0, 0, 2 * (INSET + PADDING) + room, 300))
    assert (chip is not None) == there
    caption = caption_chip(CAPTION, QRect(0, 0, 2 * (INSET + PADDING) + DOT + SPACE + room, 300))
    assert bool(caption.pieces) == there
    assert there or caption.rect.width() == 2 * PADDING + DOT + SPACE, "the dot is"


def test_each_part_has_its_tooltip_as_far_as_the_space_beside_it() -> None:
    chip = numbers_chip(NUMBERS, AREA)
    assert chip is not None
    first, second = (piece.rect for piece in chip.pieces)
    y = chip.rect.center().y()
    for x, words in (
        (chip.rect.left() + 1, "peak 255"),
        (first.right() + SPACE, "peak 255"),
        (second.left() - SPACE + 2, "11 x 11"),
        (second.right(), "11 x 11"),
        (chip.rect.right() - 1, "peak 255"),
        (chip.rect.right() + 1, None),
    ):
        assert chip.tooltip_at(QPointF(x, y)) == words
    assert chip.tooltip_at(QPointF(first.left(), chip.rect.top() - 1)) is None
    bare = Chip(chip.rect, ())
    assert bare.tooltip_at(QPointF(first.left(), y)) == ""
    assert bare.tooltip_at(QPointF(first.left(), 0)) is None


def test_with_a_larger_face_a_chip_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "scaled", lambda size: 2 * size)
    chip = numbers_chip(NUMBERS, AREA)
    assert chip is not None
    assert chip.rect.height() == 2 * HEIGHT
    assert chip.rect.bottom() == AREA.height() - INSET
    assert caption_chip(CAPTION, AREA).rect.height() == 2 * HEIGHT
