"""What pages have computed is let go of when one goes back to the panes."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.explain.dasr import Choices, SlotFillings
from srviewer.explain.microscope import MicroscopeReading
from srviewer.explain.srcnn import SrcnnRun
from srviewer.explain.step import StepImage
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.features.inside import dasr_page, perceptual_page
from srviewer.gui.features.inside.bench import PageContent
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import MethodPage
from srviewer.gui.features.inside.page import InsidePage
from srviewer.gui.features.inside.seen_page import TopicPage
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture


class Page(TopicPage):
    whole = True

    def let_go(self) -> None:
        self.whole = False


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_hidden_pages_keep_nothing(qtbot: QtBot) -> None:
    inside, pages = InsidePage(), {}
    qtbot.addWidget(inside)
    for key in ("a", "b"):
        inside.add(key, key, lambda key=key: pages.setdefault(key, Page()))
    inside.show()
    inside.open("b")
    assert [page.whole for page in pages.values()] == [True, True], "from page to page nothing is lost"
    inside.hide()
    assert [page.whole for page in pages.values()] == [False, False]


def test_what_was_shown_is_let_go_of_and_comes_again(measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = measured_noise((Pane.of("bicubic"),), 24, 32)
    window.centre.look_inside()
    window.inside.open("dasr")
    view = window.inside.page("dasr").view
    qtbot.waitUntil(lambda: bool(view.sight.images) and window.idle, timeout=20000)
    window.centre.look_inside()
    assert not view.sight.images
    window.centre.look_inside()
    qtbot.waitUntil(lambda: bool(view.sight.images) and window.idle, timeout=20000)


def live(*kinds: type) -> list[object]:
    """What there is of these kinds, wherever it is kept."""
    gc.collect()
    return [each for each in gc.get_objects() if type(each) in kinds]


# what holds pictures, maps or coefficients
KEPT = (StepImage, Pyramid, Result, SrcnnRun, SlotFillings, MicroscopeReading, PageContent)


@pytest.mark.parametrize("wait", [True, False], ids=["when it is shown", "while it is computed"])
def test_nothing_of_a_page_is_held_once_it_is_hidden(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot, wait: bool
) -> None:
    window = measured_noise((Pane.of("bicubic"),), 24, 32)
    before = set(map(id, live(*KEPT)))
    for key in ("subbands", "shift", "interpolation", "dasr", "srcnn", "perceptual", "losses"):
        window.centre.look_inside()
        window.inside.open(key)
        page = window.inside.page(key)
        if isinstance(page, MethodPage):
            page.step.setCurrentRow(1)
        if wait:
            qtbot.waitUntil(lambda: window.idle, timeout=20000)
            assert {id(each) for each in live(*KEPT)} - before, key
        window.centre.look_inside()
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
        assert [each for each in live(*KEPT) if id(each) not in before] == [], key


BENCHES: dict[str, tuple[Callable[[], Any], Callable[[Any, Excerpt], object]]] = {
    "dasr": (dasr_page.DasrBench, lambda bench, part: bench.opened(part, Choices())),
    "perceptual": (perceptual_page.PerceptualBench, lambda bench, part: bench.run(part, ("perceptual", 1.0))),
}


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_lets_go_at_once(name: str) -> None:
    """And not when the garbage collector comes by."""
    make, fill = BENCHES[name]
    bench = make()
    part = Excerpt(Picture(np.zeros((8, 8, 3), np.float32)), None, Rect(0, 0, 8, 8), 2)
    kept = weakref.ref(fill(bench, part))
    assert kept() is not None
    gc.disable()
    try:
        del bench
        assert kept() is None
    finally:
        gc.enable()


LESSON = """---
title: T
number: 1
minutes: 1
picture: slanted_edge
---

# One
panes: truth, bicubic, dasr

Text.

# Two
look: inside dasr
set: step enlarged

Text.
"""


def test_a_lesson_that_was_closed_leaves_nothing_behind(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = measured_noise((Pane.of("bicubic"),), 24, 32)
    shown = set(KEPT) - {Result}  # results stay in the store, up to its bound
    before = Counter(type(each) for each in live(*shown))
    path = tmp_path / "lesson.md"
    path.write_text(LESSON, encoding="utf-8")
    window.lessons.open(path)
    for _step in range(2):
        qtbot.waitUntil(lambda: window.lessons.idle, timeout=30000)
        window.lessons.panel.next.click()
    qtbot.waitUntil(lambda: window.lessons.lesson is None and window.idle, timeout=30000)
    assert Counter(type(each) for each in live(*shown)) <= before
