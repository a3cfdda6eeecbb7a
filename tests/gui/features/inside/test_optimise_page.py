"""Optimise: the page alone, its lane worked off by the test; what runs, what stops it, what is said and can be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from srviewer.compared import Source
from srviewer.evaluation import PrepareTask, prepare
from srviewer.gui.features.inside.optimise_page import OptimisePage
from srviewer.gui.features.inside.optimise_run import BYTES
from srviewer.gui.look.controls import Choice
from srviewer.gui.services.errands import Errands
from srviewer.imaging import samples
from srviewer.imaging.image_io import from_array, write_picture
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks

Open = Callable[[Mode, int], OptimisePage]


@pytest.fixture
def opened(qtbot: QtBot, session: Session, errands: Errands) -> Iterator[Open]:
    """(mode, scale) to the page of a picture of 48 x 48 pixels."""
    pages = []

    def page_of(mode: Mode, scale: int) -> OptimisePage:
        page = OptimisePage(session, errands)
        qtbot.addWidget(page)
        page.resize(1280, 800)
        page.show()
        face = Picture(samples.load("astronaut").pixels[100:148, 180:228])
        session.open(Source(face, "face.png"), mode=mode, scale=scale)
        made_ready(session)
        pages.append(page)
        return page

    yield page_of
    for page in pages:
        page.shut_down()


def made_ready(session: Session) -> None:
    (task,) = session.take_tasks()
    assert isinstance(task, PrepareTask)
    for event in prepare(task):
        session.receive(event)


def styled(page: OptimisePage) -> np.ndarray:
    """The style picture that is shown."""
    assert page.style_picture.layer is not None
    return page.style_picture.layer.pyramid.levels[0]


def choose(control: Choice, data: str) -> None:
    control.set_current(data)
    control.activated.emit(control.currentIndex())


def test_a_picture_is_optimised_and_the_network_is_quicker(
    opened: Open, session: Session, errands: Errands, work_off: Callable[..., None]
) -> None:
    page = opened(Mode.BENCHMARK, 4)
    work_off(errands.arrived)
    page.steps.set_silently(6)
    page.go.click()
    assert page.running
    assert page.go.text() == "Stop"
    work_off(errands.arrived)
    assert not page.running
    assert page.go.text() == "Run"
    assert page.title.text() == "Now, step 6 of 6"
    assert len(page.curves.losses["feature"]) == 7
    assert page.curves.losses["feature"][-1] < page.curves.losses["feature"][0]
    assert page.curves.isVisible()
    assert "times as fast" in page.about.text()
    session.edit(scale=3)
    made_ready(session)
    assert not page.curves.isVisible()
    assert page.title.text() == "Now", "of another picture nothing was optimised yet"


def test_what_runs_is_stopped_within_a_step(opened: Open, errands: Errands, work_off: Callable[..., None]) -> None:
    page = opened(Mode.UPSCALE, 1)
    work_off(errands.arrived)
    page.go.click()
    work_off(errands.arrived, lambda *_: page.go.click() if page.running and page.curves.losses else None)
    assert not page.running
    assert len(page.curves.losses[""]) == 1
    assert page.now.layer is not None, "the picture stays as it is"


def test_a_style_that_cannot_be_read_ends_nothing(
    opened: Open, errands: Errands, work_off: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "style.png").write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "style.png"), ""))
    page = opened(Mode.UPSCALE, 1)
    work_off(errands.arrived)
    page.steps.set_silently(2)
    page.go.click()
    choose(page.style_of, "other")
    said = []
    work_off(errands.arrived, lambda *_: said.append((page.running, page.about.text())))
    assert any(running and "style.png" in text for running, text in said)
    assert len(page.curves.losses[""]) == 3


def test_the_style_is_the_one_that_is_named(
    opened: Open, errands: Errands, work_off: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_picture(from_array(np.full((20, 30, 3), 200, np.uint8)), tmp_path / "style.png")
    answers = [("", ""), (str(tmp_path / "style.png"), ""), ("", "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: answers.pop(0))
    page = opened(Mode.UPSCALE, 1)
    work_off(errands.arrived)
    first = styled(page)
    choose(page.style_of, "astronaut")
    work_off(errands.arrived)
    assert not np.array_equal(styled(page), first)
    choose(page.style_of, "other")  # and closes the dialog
    work_off(errands.arrived)
    assert page.style_of.currentData() == "coffee"
    np.testing.assert_array_equal(styled(page), first)
    choose(page.style_of, "other")
    work_off(errands.arrived)
    assert page.style_of.currentText() == "style.png"
    assert styled(page).shape[:2] == (20, 30)
    choose(page.style_of, "astronaut")
    choose(page.style_of, "other")
    work_off(errands.arrived)
    assert page.style_of.currentText() == "style.png"
    assert styled(page).shape[:2] == (20, 30)


def test_nothing_runs_without_a_loss_or_memory(
    opened: Open, errands: Errands, work_off: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(Mode.UPSCALE, 1)
    work_off(errands.arrived)
    monkeypatch.setattr("srviewer.engine.memory.available", lambda: BYTES * 48 * 48 - 1)
    page.go.click()
    assert not page.running
    assert "48 × 48 pixels take about" in page.about.text()
    for number in page.weights.values():
        number.set_silently(0)
    page.go.click()
    assert not page.running
    assert "weights of losses" in page.about.text().lower()


def test_one_pass_stands_beside_the_steps_and_what_was_optimised_is_kept(
    opened: Open, session: Session, errands: Errands, work_off: Callable[..., None]
) -> None:
    page = opened(Mode.UPSCALE, 1)
    assert not page.keep.isEnabled()
    choose(page.recipe, "style_transfer")
    choose(page.style_of, "mosaic")
    work_off(errands.arrived)
    page.steps.set_silently(3)
    page.optimiser.button("lbfgs").click()
    page.go.click()
    work_off(errands.arrived)
    assert page.one_pass.isVisible()
    passed = page.curves.passed
    assert passed is not None
    assert passed.loss < page.curves.losses[""][0], "the network paints"
    assert f"{passed.loss:.4g}" in page.about.text()
    assert page.keep.isEnabled()
    page.keep.click()
    kept = session.comparison.pane
    assert kept.is_own
    assert kept.param("name") == "Optimised, 3 steps"
    assert session.own_sources["Optimised, 3 steps"].picture.pixels.shape == (48, 48, 3)
    session.edit(scale=2)
    assert not page.keep.isEnabled()
    assert not page.one_pass.isVisible()


def test_bicubic_to_start_from_and_another_size(
    opened: Open, session: Session, errands: Errands, work_off: Callable[..., None]
) -> None:
    page = opened(Mode.UPSCALE, 1)
    assert not page.start_from.button("bicubic").isEnabled(), "the picture is not enlarged"
    session.edit(mode=Mode.BENCHMARK, scale=2)
    made_ready(session)
    page.start_from.button("bicubic").click()
    page.steps.set_silently(1)
    work_off(errands.arrived)
    page.go.click()
    page.side.button(512).click()
    assert not page.running, "another size is another picture"
    work_off(errands.arrived)
    assert not page.curves.losses
