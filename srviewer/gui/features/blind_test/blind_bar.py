"""What a blind test lets one say of its two panes, in the bar over them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.blind_test.blind_test import BlindTest
from srviewer.gui.look import boxes, controls


class BlindBar(QWidget):
    """The trial, a button for each vote, one that ends the test; at its end the score is shown."""

    def __init__(self, test: BlindTest) -> None:
        super().__init__()
        self._test = test
        self.progress = controls.label("", "dim")
        titles = {
            "left": self.tr("Left is better"),
            "": self.tr("No difference"),
            "right": self.tr("Right is better"),
        }
        self.picks = {
            picked: controls.button(title, lambda _down, picked=picked: test.vote(picked))
            for picked, title in titles.items()
        }
        self.end = controls.button(self.tr("End"), lambda _down: test.stop())
        boxes.row(self.progress, *self.picks.values(), self.end, of=self, margins=(0, 0, 0, 0), gap=8)
        test.changed.connect(self._refresh)
        test.ended.connect(self._show_score)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self.progress.setText(self.tr("Trial {} of {}").format(len(self._test.votes) + 1, self._test.count))

    @Slot()
    def _show_score(self) -> None:
        from srviewer.gui.features.blind_test.blind_score import BlindScore

        BlindScore(self._test, self.window()).show()
