"""What a blind test came to: wins of every method with their 95 % interval."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QWidget,
)

from srviewer.gui.features.blind_test.blind_test import ROUNDS, BlindTest
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.look.titles import colour_key
from srviewer.gui.services import asking
from srviewer.reports.blind_test import Score


class BlindScore(controls.Dialog):
    """A row a contender, the best first; the votes can be written to a file."""

    def __init__(self, test: BlindTest, parent: QWidget) -> None:
        super().__init__(parent)
        self._test = test
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Blind test"))
        words = self.tr("{} trials. Bars: how often each was picked.\nLines: 95 % confidence interval.")
        head = controls.label(words.format(len(test.votes)), "dim")
        limits = self.tr(
            "The interval is for your picks on this one picture if you went on. It treats every trial as independent, "
            "though each pair was shown up to {} times. It says nothing of other pictures, or of other people."
        )
        self.limits = controls.label(limits.format(ROUNDS), "small", wrap=True)
        grid = boxes.grid(16, 8)
        methods = {title: colour_key(pane) for title, pane in test.titled()}
        for row, (title, score) in enumerate(test.scores()):
            grid.addWidget(controls.label(title), row, 0)
            grid.addWidget(ShareBar(score, methods[title]), row, 1)
            text = self.tr("{wins:g} of {trials}").format(wins=score.wins, trials=score.trials)
            grid.addWidget(controls.label(text, "value"), row, 2, Qt.AlignmentFlag.AlignRight)
            interval = f"{100 * score.low:.0f}–{100 * score.high:.0f} %"
            grid.addWidget(controls.label(interval, "small"), row, 3, Qt.AlignmentFlag.AlignRight)
        self.said = controls.label("", "small")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = buttons.addButton(self.tr("Save votes…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(self._ask)
        buttons.rejected.connect(self.reject)
        boxes.column(head, grid, self.limits, self.said, buttons, of=self, margins=(24, 20, 24, 16), gap=16)
        self.adjustSize()

    def _ask(self) -> None:
        if found := asking.where_to_save(self, self.tr("Save votes"), "blind-test.csv", "CSV (*.csv)"):
            self.write(found[0])

    def write(self, path: Path) -> None:
        """Write the votes, and say how that went."""
        self.said.setText(asking.written(path, self._test.csv()))


class ShareBar(QWidget):
    """A share as a bar in the method's colour, its interval as a line over it."""

    def __init__(self, score: Score, method: str) -> None:
        super().__init__()
        self._score, self._method = score, method
        self.setMinimumSize(QSize(220, 20))
        self.setAccessibleName(f"{100 * score.share:.0f} %")

    def paintEvent(self, event: QPaintEvent) -> None:
        c, width, middle = theme.current(), self.width() - 1, self.height() / 2
        with QPainter(self) as painter:
            painter.fillRect(QRectF(0, middle - 5, width, 10), c.field)
            painter.fillRect(QRectF(0, middle - 5, width * self._score.share, 10), theme.method_colour(self._method))
            low, high = width * self._score.low, width * self._score.high
            painter.fillRect(QRectF(low, middle - 0.75, high - low, 1.5), c.text)
            for end in (low, high):
                painter.fillRect(QRectF(end - 0.75, middle - 4, 1.5, 8), c.text)
