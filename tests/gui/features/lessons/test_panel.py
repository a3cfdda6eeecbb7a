"""The last step of a lesson ends it; what its reader predicted is kept."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from srviewer.gui.features.lessons.handout import text_of
from srviewer.gui.features.lessons.panel import LessonPanel
from srviewer.lessons.lesson import Lesson, LessonStep, Scene


def test_a_lesson_ends_on_finish(qtbot: QtBot) -> None:
    panel, told = LessonPanel(), []
    qtbot.addWidget(panel)
    panel.stepped.connect(told.append)
    panel.closed.connect(lambda: told.append("closed"))
    steps = tuple(LessonStep(title, "Text.", line, Scene("cat")) for line, title in enumerate("AB"))
    lesson = Lesson("T", 1, 1, steps, Path("t.md"))
    panel.show_step(lesson, 0)
    assert panel.next.text() == "Next"
    panel.next.click()
    panel.show_step(lesson, 1)
    assert (panel.next.text(), panel.next.isEnabled()) == ("Finish", True)
    panel.next.click()
    assert told == [1, "closed"]


def test_a_prediction_is_kept_and_shown_again(qtbot: QtBot) -> None:
    def step(ask: str) -> LessonStep:
        return LessonStep("One", "Text.", 1, Scene("camera"), ask)

    lesson = Lesson("A lesson", 1, 5, (step(""), step("where"), step("where"), step("what")), Path("9-x.md"))
    panel = LessonPanel()
    qtbot.addWidget(panel)
    panel.show_step(lesson, 0)
    assert panel.prediction.isHidden()
    panel.show_step(lesson, 2)
    assert panel.prediction.isHidden(), "nothing was predicted"
    panel.show_step(lesson, 1)
    assert not panel.prediction.isHidden()
    panel.prediction.insertPlainText("Cells, = not; places")
    panel.show_step(lesson, 2)
    assert (panel.prediction.toPlainText(), panel.prediction.isReadOnly()) == ("Cells, = not; places", True)
    panel.show_step(lesson, 3)
    assert (panel.prediction.toPlainText(), panel.prediction.isReadOnly()) == ("", False)
    again = LessonPanel()
    qtbot.addWidget(again)
    again.show_step(lesson, 1)
    assert again.prediction.toPlainText() == "Cells, = not; places", "from start to start"
    printed = [text_of(lesson, index).toPlainText() for index in range(4)]
    assert printed == ["Text.", "Text.\nYour prediction: Cells, = not; places", "Text.", "Text."]
