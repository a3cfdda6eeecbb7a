"""The middle: empty, panes, or the pages in their place; and the sides give way to these."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.compared import Source
from srviewer.gui.features.frame.centre import Centre
from srviewer.imaging.picture import Picture
from srviewer.session import Session


@pytest.fixture
def source() -> Source:
    return Source(Picture(np.zeros((4, 6, 3), np.float32)), "a.png")


def test_it_follows_the_session(qtbot: QtBot, source: Source) -> None:
    session, empty, panes, inside = Session(), QWidget(), QWidget(), QWidget()
    centre, turned = Centre(session, empty, panes, inside), []
    qtbot.addWidget(centre)
    centre.turned.connect(turned.append)
    centre.look_inside()
    assert centre.currentWidget() is empty, "there is nothing to look into"
    session.open(source)
    assert centre.currentWidget() is panes
    centre.look_inside()
    assert (centre.shows_inside, turned[-1]) == (True, True)
    session.open(source)
    assert centre.shows_inside, "of the next picture too"
    session.close()
    assert (centre.currentWidget(), turned[-1]) == (empty, False)
