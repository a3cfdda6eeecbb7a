"""A lesson as a PDF: every step's heading, the window at that step, and its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, QTimer, Signal
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
from srviewer.gui.features.lessons.document import LessonDocument, spaced
from srviewer.gui.look import language, theme
from srviewer.imaging.atomic import atomic_write
from srviewer.lessons.lesson import Lesson

if TYPE_CHECKING:
    from srviewer.gui.features.lessons.lessons import Lessons
    from srviewer.gui.window import MainWindow

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
    """Walks a lesson in the window, then writes; the step that was shown is shown again."""

    saved = Signal(str)

    def __init__(self, window: MainWindow, lessons: Lessons) -> None:
        super().__init__(lessons)
        self._window, self._lessons = window, lessons
        self._pictures: list[QImage] = []
        self._path, self._back_to = Path(), 0
        self._quiet = self._looks = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, path: Path) -> None:
        """Walk the lesson and write it to `path`."""
        self._path, self._back_to, self._pictures = path, self._lessons.index, []
        self._go(0)
        self._timer.start()

    def _go(self, index: int) -> None:
        self._quiet = self._looks = 0
        self._lessons.go(index)

    def _look(self) -> None:
        lesson = self._lessons.lesson
        if lesson is None:
            self._timer.stop()
            return
        self._looks += 1
        self._quiet = self._quiet + 1 if self._lessons.idle else 0
        if self._quiet < QUIET and self._looks < PATIENCE:
            return
        place = self._window.body.rect()
        place.moveTopLeft(self._window.body.mapTo(self._window, place.topLeft()))
        self._pictures.append(self._window.grab(place).toImage())
        if len(self._pictures) < len(lesson.steps):
            self._go(len(self._pictures))
            return
        self._timer.stop()
        self._lessons.go(self._back_to)
        self._write(lesson)

    def _write(self, lesson: Lesson) -> None:
        try:
            with atomic_write(self._path, overwrite=True) as file:
                file.write(pdf(lesson, self._pictures))
        except (SrviewerError, OSError) as error:
            self._window.show_error(language.said(str(error)))
            return
        self._window.status.say(self.tr("Saved {}").format(self._path.name))
        self.saved.emit(str(self._path))


def pdf(lesson: Lesson, pictures: list[QImage]) -> bytes:
    """The PDF of a lesson, A4, black on white; `pictures` has one for each step."""
    document = LessonDocument(theme.font(TEXT), INK, SHARPNESS)
    cursor = QTextCursor(document)
    _write_line(cursor, f"{lesson.number} · {lesson.title}", TITLE)
    left = PAGE_HEIGHT - 3 * TITLE
    for number, (step, picture) in enumerate(zip(lesson.steps, pictures, strict=True), 1):
        text = LessonDocument(theme.font(TEXT), INK, SHARPNESS)
        text.set_lesson(step.text)
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
