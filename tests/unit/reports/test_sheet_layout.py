"""A contact sheet as it was asked for: in rows, so many millimetres wide, every text whole."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up_sheet import HEIGHT, WIDTH, columns, sheet
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.reports import contact_sheet
from srviewer.reports.arrangement import Arrangement
from srviewer.reports.caption import caption
from srviewer.reports.contact_sheet import Sheet
from srviewer.reports.sheet_layout import Layout, laid_out, letters_for, wrapped

WORD = "antidisestablishmentarianism" * 3
LONG = ("wavelet bior4.4", "gain 0.25", "boundary mirror", "registration registered", WORD)


def arranged(made: tuple[str, ...] = (), **how: object) -> Sheet:
    changed = tuple(replace(column, made=made or column.made) for column in columns())
    return Sheet.make("made up ×4", changed, sheet().crops, Arrangement(**how))


def layout(of: Sheet) -> Layout:
    return laid_out(of, str, letters_for(of, str))


@pytest.mark.parametrize("width", [None, 180.0, 85.0])
@pytest.mark.parametrize("per_row", [None, 2, 1])
def test_no_text_is_cut_or_reaches_beyond_its_column(width: float | None, per_row: int | None) -> None:
    of = arranged(LONG, width_mm=width, per_row=per_row)
    found = layout(of)
    cell = of.arrangement.cell(4)
    for text in found.texts[1:-1]:
        room = cell - (18 if text.size == 15 else 0)
        assert found.letters.width(text.text, text.size) <= room + 0.01
    all_words = "".join(text.text for text in found.texts).replace(" ", "")
    assert all_words.count("".join(LONG[:4]).replace(" ", "")[:10]) == 4
    assert all_words.count(WORD) == 4, "broken within, but whole"
    assert "…" not in all_words


def test_rows_stand_below_each_other_and_pictures_do_not_overlap() -> None:
    found = layout(arranged(per_row=2))
    wholes = [p for p in found.pictures if p.pixels.shape[:2] == (HEIGHT, WIDTH)]
    assert len({p.x for p in wholes}) == 2
    assert len({p.y for p in wholes}) == 2
    boxes = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in found.pictures]
    for i, (x, y, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[i + 1 :]:
            assert right <= left2 or right2 <= x or bottom <= top2 or bottom2 <= y
    assert max(text.y for text in found.texts) < found.height
    assert max(bottom for *_, bottom in boxes) < found.height


def test_what_is_not_wanted_is_left_out() -> None:
    plain = contact_sheet.svg(arranged())
    bare = contact_sheet.svg(arranged(insets=False, labels=False, numbers=False))
    for word in ("Bicubic ×4", "wavelet bior4.4", "PSNR-Y"):
        assert word in plain
        assert word not in bare
    assert (plain.count("<image"), bare.count("<image")) == (12, 4)
    assert (plain.count("stroke="), bare.count("stroke=")) == (8, 0)


def test_so_many_millimetres_wide_in_every_format(tmp_path: Path) -> None:
    of = arranged(width_mm=180.0, per_row=2)
    for ending in (".png", ".svg", ".pdf"):
        contact_sheet.write(of, tmp_path / f"sheet{ending}")
    with Image.open(tmp_path / "sheet.png") as image:
        assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(180, abs=0.2)
    assert '<svg xmlns="http://www.w3.org/2000/svg" width="180mm"' in (tmp_path / "sheet.svg").read_text()
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+)", (tmp_path / "sheet.pdf").read_bytes())
    assert float(box[1]) / 72 * 25.4 == pytest.approx(180, abs=0.3)


def test_without_a_width_pictures_have_320_pixels_each() -> None:
    image = contact_sheet.draw(sheet())
    assert image.width == 12 + 4 * 332


def test_pixels_of_a_region_are_squares() -> None:
    of = arranged(per_row=4)
    image = np.asarray(contact_sheet.draw(of))
    inset = next(p for p in layout(of).pictures if p.pixels.shape[:2] == (20, 40))
    x, y = round(inset.x), round(inset.y)
    part = image[y : y + round(inset.height), x : x + round(inset.width)]
    np.testing.assert_array_equal(part[::8, ::8], inset.pixels)


@pytest.mark.parametrize(("how", "said"), [({"width_mm": 30.0}, "too narrow"), ({"per_row": 0}, "at least one")])
def test_what_cannot_be_is_said(how: dict[str, object], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        arranged(**how)


def test_a_text_of_nothing_and_a_letter_wider_than_the_line() -> None:
    letters = letters_for(sheet(), str)
    assert wrapped("", letters, 12, 50) == []
    assert wrapped("ab", letters, 12, 0.5) == ["a", "b"]


def test_the_caption_holds_methods_parameters_numbers_protocols_and_regions() -> None:
    text = caption(arranged())
    for part in (
        "made up ×4.",
        "Bicubic ×4 (PSNR-Y 28.50 dB",
        "DASR ×4 (wavelet bior4.4, gain 0.25, PSNR-Y",
        "Truth",
        "BT.601",
        "40 × 20 at 20, 30; 30 × 30 at 150, 100",
        "srviewer",
    ):
        assert part in text
    assert "\n" not in text
    bare = caption(arranged(numbers=False, insets=False))
    assert "PSNR" not in bare
    assert "regions" not in bare


def test_an_image_of_a_sheet_is_read_back(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    contact_sheet.draw(arranged(width_mm=90.0, per_row=2), dpi=96).save(buffer, "PNG")
    with Image.open(buffer) as image:
        assert image.width == round(90 / 25.4 * 96)
