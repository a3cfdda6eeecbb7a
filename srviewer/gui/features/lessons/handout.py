"""A lesson as a PDF: every step's heading, the window at that step, and its text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocumentFragment,
    QTextFormat,
    QTextImageFormat,
)

from srviewer.errors import SrviewerError
from srviewer.gui.features.lessons import predictions
from srviewer.gui.features.lessons.document import LessonDocument, spaced
from srviewer.gui.look import language, theme, timers
from srviewer.gui.look.language import tr as _tr
from srviewer.imaging.atomic import atomic_write
from srviewer.lessons.lesson import Lesson

LOOK_MS = 80
QUIET = 4  # looks at a window that has nothing left to do, before it is pictured
PATIENCE = 750  # looks at one step, after which it is pictured as it is
TEXT, HEADING, TITLE = 13, 17, 24  # pixels of the letters
DOTS = 96  # an inch: sizes in pixels, of letters too, are of these
PAGE_WIDTH, PAGE_HEIGHT = 640, 960  # of an A4 page within Qt's margins of 2 cm
PICTURE_WIDTH = 400  # most often two steps a page
SHARPNESS = 4.0  # pixels of a formula for each of the page
INK = QColor("#111111")


class Handout(QObject):
    """Walks a lesson, then writes; the step that was shown is shown again.

    settled : tells whether a step is shown, with all that it asked for; picture : takes the window as it is
    """

    wanted = Signal(int)  # the step to be shown
    said = Signal(str)
    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, settled: Callable[[], bool], picture: Callable[[], QImage], parent: QObject) -> None:
        super().__init__(parent)
        self._settled, self._picture = settled, picture
        self._pictures: list[QImage] = []
        self._lesson: Lesson | None = None
        self._path, self._back_to = Path(), 0
        self._quiet = self._looks = 0
        self._timer = timers.repeating(self, LOOK_MS, self._look)

    def begin(self, lesson: Lesson, shown: int, path: Path) -> None:
        """Walk a lesson, of which a step is shown, and write it to `path`."""
        self._lesson, self._path, self._back_to, self._pictures = lesson, path, shown, []
        self._go(0)
        self._timer.start()

    def stop(self) -> None:
        """Leave the walk where it is: another lesson was begun, or none is open."""
        self._timer.stop()

    def _go(self, index: int) -> None:
        self._quiet = self._looks = 0
        self.wanted.emit(index)

    def _look(self) -> None:
        assert self._lesson is not None
        self._looks += 1
        self._quiet = self._quiet + 1 if self._settled() else 0
        if self._quiet < QUIET and self._looks < PATIENCE:
            return
        self._pictures.append(self._picture())
        if len(self._pictures) < len(self._lesson.steps):
            self._go(len(self._pictures))
            return
        self._timer.stop()
        self.wanted.emit(self._back_to)
        self._write(self._lesson)

    def _write(self, lesson: Lesson) -> None:
        try:
            with atomic_write(self._path, overwrite=True) as file:
                file.write(pdf(lesson, self._pictures))
        except (SrviewerError, OSError) as error:
            self.failed.emit(language.said(str(error)))
            return
        self.said.emit(self.tr("Saved {}").format(self._path.name))
        self.saved.emit(str(self._path))


def pdf(lesson: Lesson, pictures: list[QImage]) -> bytes:
    """The PDF of a lesson, A4, black on white; `pictures` has one for each step."""
    document = LessonDocument(theme.font(TEXT), INK, SHARPNESS)
    cursor = QTextCursor(document)
    _write_line(cursor, f"{lesson.number} · {lesson.title}", TITLE)
    left: float = PAGE_HEIGHT - 3 * TITLE
    for number, (step, picture) in enumerate(zip(lesson.steps, pictures, strict=True), 1):
        text = text_of(lesson, number - 1)
        text.setTextWidth(PAGE_WIDTH)
        tall = PICTURE_WIDTH * picture.height() / max(1, picture.width())
        needed = 3 * HEADING + tall + text.size().height() + 3 * TEXT
        new_page = number > 1 and needed > left
        left = (PAGE_HEIGHT if new_page else left) - needed
        _write_line(cursor, f"{number}. {step.title}", HEADING, new_page)
        _write_picture(cursor, document.picture(str(number), picture), tall)
        cursor.insertBlock(spaced(QTextBlockFormat(), TEXT), QTextCharFormat())
        cursor.insertFragment(QTextDocumentFragment(text))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(lesson.title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document.print_(writer)
    return bytes(buffer.data().data())


def text_of(lesson: Lesson, index: int) -> LessonDocument:
    """The text of a step; below it what was predicted, where the step asks for it."""
    step = lesson.steps[index]
    text = LessonDocument(theme.font(TEXT), INK, SHARPNESS)
    text.set_lesson(step.text)
    predicted = predictions.of(lesson, step.ask) if lesson.asks(index) else ""
    if predicted:
        end = QTextCursor(text)
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertBlock(spaced(QTextBlockFormat(), TEXT), QTextCharFormat())
        end.insertText(_tr("Your prediction: {}").format(predicted))
    return text


def _write_line(cursor: QTextCursor, text: str, size: int, new_page: bool = False) -> None:
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setTopMargin(size)
    block.setBottomMargin(size / 2)
    if new_page:
        block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    letters.setFont(theme.font(size, QFont.Weight.DemiBold))
    letters.setForeground(INK)
    if cursor.position():
        cursor.insertBlock(block, letters)
    cursor.setCharFormat(letters)
    cursor.insertText(text, letters)


def _write_picture(cursor: QTextCursor, name: str, tall: float) -> None:
    block, shown = QTextBlockFormat(), QTextImageFormat()
    block.setBottomMargin(TEXT)
    shown.setName(name)
    shown.setWidth(PICTURE_WIDTH)
    shown.setHeight(tall)
    cursor.insertBlock(block)
    cursor.insertImage(shown)
