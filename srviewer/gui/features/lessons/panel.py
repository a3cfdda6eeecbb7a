"""The text of a step, where one is in the lesson, and the buttons that go on and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser, QWidget

from srviewer.gui.features.lessons import predictions
from srviewer.gui.features.lessons.document import LessonDocument
from srviewer.gui.look import boxes, controls, icons, theme
from srviewer.lessons.lesson import Lesson

LEAST, WIDTH, WIDE = 240, 340, 0.3  # pixels, at the least and most often; of the screen's width while presenting
TEXT, LARGE = 14, 24  # pixels of the letters
LINES = 4  # of a prediction that are seen at once


class LessonPanel(QWidget):
    """Shows one step; says what was pressed."""

    stepped = Signal(int)
    reset_requested = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lesson: Lesson | None = None
        self._index, self._large = 0, False
        self.name, self.heading = controls.label("", "head"), controls.label("", "title")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setAccessibleName(self.tr("Text of this step"))
        self.asked = controls.label("", "dim")
        self.prediction = QPlainTextEdit()
        self.prediction.setTabChangesFocus(True)
        self.prediction.setPlaceholderText(self.tr("What do you expect?"))
        self.prediction.textChanged.connect(self._predicted)
        self.back = controls.button(self.tr("Back"), lambda: self.stepped.emit(-1))
        self.next = controls.button(self.tr("Next"), self._go_on, role="primary")
        self.where = controls.label("", "dim")
        self.where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reset = controls.button(
            self.tr("Reset"),
            self.reset_requested,
            tip=self.tr("Restores your own comparison from before the lesson"),
        )
        self.close_button = icons.IconButton("close", self.tr("Close lesson"), self.closed, "status")
        self._lay_out()
        theme.notifier().changed.connect(self._write)
        self.enlarge(False)
        self.hide()

    def _lay_out(self) -> None:
        top = boxes.row((self.name, 1), self.reset, self.close_button)
        bottom = boxes.row(self.back, (self.where, 1), self.next)
        below = boxes.column(self.asked, self.prediction, gap=4)
        boxes.column(top, self.heading, (self.text, 1), below, bottom, of=self, margins=(16, 8, 12, 12), gap=8)

    def show_step(self, lesson: Lesson, index: int) -> None:
        """Show a step."""
        self._lesson, self._index = lesson, index
        self.name.setText(f"{lesson.number} · {lesson.title}")
        self.heading.setText(lesson.steps[index].title)
        self.where.setText(f"{index + 1} / {len(lesson.steps)}")
        self.back.setEnabled(index > 0)
        self.next.setText(self.tr("Finish") if self._at_the_end else self.tr("Next"))
        self._write()
        self._show_prediction(lesson, index)

    def _show_prediction(self, lesson: Lesson, index: int) -> None:
        """The field of a step that asks; what was written in it, in a step that comes back to it."""
        asks, name = lesson.asks(index), lesson.steps[index].ask
        self.prediction.setReadOnly(not asks)
        self.prediction.setPlainText(predictions.of(lesson, name) if name else "")
        self.asked.setText(self.tr("Your prediction") if asks else self.tr("You predicted"))
        self.prediction.setAccessibleName(self.asked.text())
        for widget in (self.asked, self.prediction):
            widget.setVisible(asks or bool(name and self.prediction.toPlainText()))

    def _predicted(self) -> None:
        if self._lesson is not None and not self.prediction.isReadOnly():
            predictions.keep(self._lesson, self._lesson.steps[self._index].ask, self.prediction.toPlainText())

    @property
    def _at_the_end(self) -> bool:
        return self._lesson is not None and self._index + 1 == len(self._lesson.steps)

    def _go_on(self) -> None:
        if self._at_the_end:
            self.closed.emit()
        else:
            self.stepped.emit(1)

    def enlarge(self, on: bool) -> None:
        """Large type for a lecture hall."""
        self._large = on
        width = max(theme.scaled(WIDTH), round(WIDE * self.screen().size().width())) if on else theme.scaled(WIDTH)
        self.setMinimumWidth(width if on else theme.scaled(LEAST))
        self.setMaximumWidth(width)
        self.heading.setStyleSheet(f"font-size: {theme.scaled(LARGE + 8)}px" if on else "")
        for widget in (self.reset, self.close_button):
            widget.setVisible(not on)
        self._write()

    def sizeHint(self) -> QSize:
        """Qt's hook: as wide as it may be; where there is less room it is the first to be narrower."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Qt's hook: sharp again on a screen of another scaling."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._write()
        return super().event(event)

    def _write(self) -> None:
        size, ratio = (LARGE if self._large else TEXT), self.devicePixelRatioF()
        c = theme.current()
        letters = f"font-size: {theme.scaled(size)}px"
        self.prediction.setStyleSheet(letters)
        self.prediction.setFixedHeight(round(LINES * 1.4 * theme.scaled(size)) + theme.scaled(12))
        self.text.setStyleSheet(f"background: {c.panel.name()}; {letters}; border: none; padding: 0;")
        if self._lesson is None:
            return
        document = LessonDocument(theme.font(size), c.text, ratio, self.text)
        document.set_lesson(self._lesson.steps[self._index].text)
        old = self.text.document()
        self.text.setDocument(document)
        if isinstance(old, LessonDocument):
            old.deleteLater()
