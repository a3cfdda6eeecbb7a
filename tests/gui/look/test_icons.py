"""Icons are drawn once for each colour, size and screen."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from srviewer.gui.look import icons


def test_what_was_drawn_is_kept(qapp: QApplication) -> None:
    first = icons.pixmap("copy", QColor("#102030"), ratio=2.0)
    assert (first.width(), first.devicePixelRatio()) == (2 * icons.SIZE, 2.0)
    assert icons.pixmap("copy", QColor("#102030"), ratio=2.0).cacheKey() == first.cacheKey()
    others = (icons.pixmap("copy", QColor("#102031"), ratio=2.0), icons.pixmap("copy", QColor("#102030")))
    assert first.cacheKey() not in {other.cacheKey() for other in others}
    assert first.toImage().pixelColor(0, 0).alpha() == 0
