"""What the pages of opened methods share: choices above, steps to the left, what a step shows, and a side of their own.

A page computes only while it is seen. What it is about to show is one call in a lane; the newest wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from srviewer.engine.progress import Token
from srviewer.engine.schedule import INTERACTIVE
from srviewer.explain.step import Step
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.features.inside.sight import Sight
from srviewer.gui.features.inside.step_view import StepView
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services.errands import Errands, words
from srviewer.session import Change, Session

STEPS_WIDTH = 190
ROW_HEIGHT = 30

Work = Callable[[Token], Any]


class MethodPage(SeenPage):
    """A page with steps. A page of this kind says what it computes (`work`) and takes what comes of it (`take`)."""

    slot: str
    most: int  # pixels of the result: of a larger one, a part is opened
    lane = INTERACTIVE

    def __init__(self, session: Session, errands: Errands, steps: Sequence[Step[Any]]) -> None:
        super().__init__(session, errands)
        self.all_steps = tuple(steps)
        self.step = QListWidget()
        self.step.setAccessibleName(self.tr("Steps"))
        self.step.setFixedWidth(theme.scaled(STEPS_WIDTH))
        self.step.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, step in enumerate(self.all_steps, 1):
            item = QListWidgetItem(f"{number}  {language.core_numbered(step.title)}")
            item.setData(Qt.ItemDataRole.UserRole, step.name)
            item.setToolTip(language.core(step.line))
            item.setSizeHint(QSize(0, theme.scaled(ROW_HEIGHT)))
            self.step.addItem(item)
        self.line = controls.label("", "strong", wrap=True)
        self.part = controls.label("", "small", wrap=True)
        self.value = controls.label("", "small")
        self.view = StepView(errands, self.slot)
        self.view.pointed.connect(self.value.setText)
        self.top = boxes.column(gap=8)
        self.side = boxes.column(gap=8)
        self._lay_out()
        self.step.setCurrentRow(0)
        self.step.currentRowChanged.connect(self.refresh)

    def _lay_out(self) -> None:
        middle = boxes.column(self.line, (self.view, 1), boxes.row(self.part, None, self.value), gap=6)
        row = boxes.row(self.step, (middle, 1), self.side, gap=12)
        boxes.column(self.top, (row, 1), of=self, margins=(12, 12, 16, 12), gap=10)

    # -- what a page says -----------------------------------------------------------------------------------

    def work(self, part: Excerpt, step: str) -> Work | None:
        """What computes a step, in a lane: it gives what `take` takes. None, and why in `wanting`, if it cannot be."""
        raise NotImplementedError

    def take(self, answer: Any) -> None:
        """Show what was computed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing beside the steps: there is nothing to open."""

    def wanting(self) -> str:
        """Why there is nothing to show."""
        return self.tr("Open a picture to see inside.")

    def working(self) -> str:
        """What is said in the place of what is being computed."""
        return self.tr("Computing…")

    # -- steps ----------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Step[Any]:
        """The step that is chosen."""
        return self.all_steps[max(0, self.step.currentRow())]

    def choose_step(self, name: str) -> None:
        """Show another step."""
        self.step.setCurrentRow(next(i for i, step in enumerate(self.all_steps) if step.name == name))

    # -- computing ------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Let go of what is kept of a picture that was closed."""

    def let_go(self) -> None:
        """Keep nothing that was computed, what is shown neither, nor what is still under way."""
        self.errands.drop_all(self.slot)
        self.forget()
        self.view.show_sight(Sight(()), self.wanting())

    def _session_changed(self, change: Change) -> None:
        if self.session.source is None:
            self.let_go()
        super()._session_changed(change)

    def refresh(self, _value: object = None) -> None:
        """Compute what is to be shown."""
        self.line.setText(language.core(self.chosen.line))
        part = excerpt(self.session, self.most)
        self.part.setText("" if part is None else part.in_words())
        work = None if part is None else self.work(part, self.chosen.name)
        if work is None:
            self.errands.drop(self.slot)
            self.clear()
            self.view.show_sight(Sight(()), self.wanting())
            return
        if not self.view.sight.images:
            self.view.show_sight(Sight(()), self.working())
        self.errands.send(self.slot, work, self.take, self._refused, self.lane)

    def _refused(self, error: Exception) -> None:
        self.view.show_sight(Sight(()), controls.sentence(words(error)))

    # -- putting together -----------------------------------------------------------------------------------

    def side_column(self, width: int) -> QVBoxLayout:
        """A column at the right side, this wide, for what a page shows all the time."""
        holder = QWidget()
        holder.setFixedWidth(theme.scaled(width))
        column = boxes.column(of=holder, margins=(0, 0, 0, 0), gap=6)
        self.side.addWidget(holder)
        return column

    def add_choices(self, *named: tuple[str, QWidget]) -> QHBoxLayout:
        """A row of choices, each after its name, above the steps."""
        row = boxes.row(gap=8)
        for title, widget in named:
            if title:
                row.addWidget(controls.label(title, "dim"))
            row.addWidget(widget)
        row.addStretch()
        self.top.addLayout(row)
        return row
