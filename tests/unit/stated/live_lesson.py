"""The figures of lesson 10: what training shows is not stated in numbers, since it happens while one watches."""

from __future__ import annotations

from checking import Expected, says

from srviewer.explain.recipe import LOSSES

LESSON_10: Expected = {
    "What is to be small": (says("equation (5)", lambda *_: [5]),),
    "A question": (says("All five losses are measured", lambda *_: [len(LOSSES)]),),
}
