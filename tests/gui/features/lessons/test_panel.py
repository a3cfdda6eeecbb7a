"""The last step of a lesson ends it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from srviewer.gui.features.lessons.panel import LessonPanel
from srviewer.lessons.lesson import Lesson, Scene, Step


def test_a_lesson_ends_on_finish(qtbot: QtBot) -> None:
    panel, told = LessonPanel(), []
    qtbot.addWidget(panel)
    panel.stepped.connect(told.append)
    panel.closed.connect(lambda: told.append("closed"))
    steps = tuple(Step(title, "Text.", line, Scene("cat")) for line, title in enumerate("AB"))
    lesson = Lesson("T", 1, 1, steps, Path("t.md"))
    panel.show_step(lesson, 0)
    assert panel.next.text() == "Next"
    panel.next.click()
    panel.show_step(lesson, 1)
    assert (panel.next.text(), panel.next.isEnabled()) == ("Finish", True)
    panel.next.click()
    assert told == [1, "closed"]
