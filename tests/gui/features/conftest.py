"""Lanes without threads: work that was submitted is done when a test says so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from srviewer.engine.schedule import LANES, Schedule
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import carry_out
from srviewer.imaging.picture import Picture
from srviewer.session import Comparison, Pane, Session


@pytest.fixture
def session() -> Session:
    return Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr"))))


@pytest.fixture
def schedule() -> Schedule:
    return Schedule()


@pytest.fixture
def errands(schedule: Schedule, qapp: object) -> Errands:
    return Errands(schedule)


@pytest.fixture
def work_off(schedule: Schedule, qapp: object) -> Callable[..., None]:
    """Do everything that waits, telling each of `hearers`; timers run in between."""

    def do(*hearers: Callable[[object, object], None], rounds: int = 6) -> None:
        for _ in range(rounds):
            QCoreApplication.processEvents()
            for lane in LANES:
                while (work := schedule.take(lane, timeout=0)) is not None:
                    carry_out(work, lambda event, display: [hear(event, display) for hear in hearers])

    return do


@pytest.fixture
def picture() -> Picture:
    rng = np.random.default_rng(7)
    return Picture(rng.random((10, 14, 3), np.float32))
