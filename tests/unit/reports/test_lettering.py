"""Letters in images: a font that has all of them, or plainer signs in their places."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageFont

from srviewer.reports import contact_sheet, lettering
from srviewer.reports.contact_sheet import Sheet, SheetColumn
from srviewer.reports.lettering import Letters


def sheet(title: str) -> Sheet:
    pixels = np.random.default_rng(0).integers(0, 256, (16, 24), np.uint8)
    return Sheet.make(title, (SheetColumn("A", "#8b949e", pixels),))


def test_where_no_font_has_them_plainer_signs_stand_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "FACES", ())
    np.testing.assert_array_equal(contact_sheet.draw(sheet("cat ×4 → ×8")), contact_sheet.draw(sheet("cat x4 > x8")))


def test_a_face_has_all_characters_or_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Latin:
        """A font of the Latin letters and ×."""

        def getmask(self, character: str) -> bytes:
            return character.encode() if character in "abc×…" else b"box"

    def truetype(face: str, size: int) -> Latin:
        asked.append(face)
        if face == "missing.ttf":
            raise OSError(face)
        return Latin()

    monkeypatch.setattr(ImageFont, "truetype", truetype)
    monkeypatch.setattr(lettering, "FACES", ("missing.ttf", "latin.ttf"))
    assert Letters("a × b").face == "latin.ttf"
    assert Letters("双三次 ×4").face == ""
    assert asked == ["missing.ttf", "latin.ttf"] * 2
