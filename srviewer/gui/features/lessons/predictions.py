"""What the reader of a lesson has predicted: kept among the settings, whatever the lesson's language."""

from __future__ import annotations

from srviewer.gui.services import settings
from srviewer.lessons.lesson import Lesson

LONGEST = 2000  # characters


def of(lesson: Lesson, question: str) -> str:
    """What was written as the answer to a question of a lesson; "" if nothing was."""
    return settings.text(_key(lesson, question))


def keep(lesson: Lesson, question: str, text: str) -> None:
    """Keep an answer."""
    settings.put(_key(lesson, question), text[:LONGEST])


def _key(lesson: Lesson, question: str) -> str:
    return f"predictions/{lesson.path.stem}/{question}"
