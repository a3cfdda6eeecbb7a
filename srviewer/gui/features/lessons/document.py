"""A lesson's text as a document that can do nothing but show text: no HTML, no link that opens, no file but the
lesson's own formulae and pictures that were put into it here."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtSvg import QSvgRenderer

from srviewer.lessons import formulae
from srviewer.lessons.formulae import SIZE, Formula

SPACING = 135  # per cent: of lines
_ALIGNMENT = QTextCharFormat.VerticalAlignment
_NOTHING = QImage(1, 1, QImage.Format.Format_ARGB32)
_NOTHING.fill(Qt.GlobalColor.transparent)


class LessonDocument(QTextDocument):
    """Shows a step's Markdown; formulae are drawn in `colour` for a screen of `ratio` device pixels a pixel."""

    def __init__(self, font: QFont, colour: QColor, ratio: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colour, self._ratio = colour, ratio
        self._pictures: dict[str, QImage] = {}
        self.setDefaultFont(font)
        self.setDocumentMargin(0)
        self.setIndentWidth(16)
        self.setUndoRedoEnabled(False)

    def set_lesson(self, markdown: str) -> None:
        """Show a text."""
        self.setMarkdown(_with_formulae(markdown), QTextDocument.MarkdownFeature.MarkdownNoHTML)
        self._disarm()
        self._space()

    def picture(self, name: str, image: QImage) -> str:
        """Give the document a picture of ours; returns the name to insert it by."""
        self._pictures[f"ours:{name}"] = image
        return f"ours:{name}"

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Qt's hook: a formula, a picture of ours, or nothing; the default would read any file that is named."""
        text = name.toString()
        if text in self._pictures:
            return self._pictures[text]
        found = formulae.drawn(text)
        return _NOTHING if found is None else self._formula(text)

    def _formula(self, name: str) -> QImage:
        font = self.defaultFont()
        metrics = QFontMetricsF(font)
        return formula_image(name, font.pixelSize(), metrics.descent(), metrics.xHeight(), self._colour, self._ratio)

    def _disarm(self) -> None:
        """Formulae onto their line; other pictures away, in the place of a link its text and address."""
        for start, length, fragment in reversed(_fragments(self)):
            form = fragment.charFormat()
            cursor = QTextCursor(self)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            if form.isImageFormat():
                name = form.toImageFormat().name()
                if formulae.drawn(name) is None:
                    cursor.removeSelectedText()
                    continue
                plain = QTextCharFormat()
                plain.setVerticalAlignment(_alignment(name, self.defaultFont()))
                cursor.mergeCharFormat(plain)
            elif form.isAnchor():
                cursor.insertText(f"{fragment.text()} ({form.anchorHref()})", QTextCharFormat())

    def _space(self) -> None:
        block = self.begin()
        while block.isValid():
            QTextCursor(block).setBlockFormat(spaced(block.blockFormat(), self.defaultFont().pixelSize()))
            block = block.next()


def spaced(form: QTextBlockFormat, size: float) -> QTextBlockFormat:
    """A paragraph's format with room between its lines and after it."""
    form.setLineHeight(SPACING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setBottomMargin(0.6 * size)
    return form


def formula_image(name: str, size: float, descent: float, x_height: float, colour: QColor, ratio: float) -> QImage:
    """A formula with letters of `size` pixels, padded so that Qt, which knows no baseline of pictures, puts it on the
    line: as deep as the font's descent, or evenly about the letters' middle if it reaches deeper."""
    found = formulae.drawn(name)
    assert found is not None
    by = size / SIZE
    width, depth = found.width * by, found.depth * by
    above = found.height * by - depth
    below = depth
    if depth <= descent:
        below = descent
    else:
        below, above = max(depth, above - x_height / 2), max(above, depth + x_height / 2)
    image = QImage(ceil(width * ratio), ceil((above + below) * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    place = QRectF(0, (above - (found.height * by - depth)) * ratio, width * ratio, found.height * by * ratio)
    with QPainter(image) as painter:
        _renderer(name, colour.name()).render(painter, place)
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=64)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    found = formulae.drawn(name)
    assert found is not None
    return QSvgRenderer(QByteArray(found.svg.replace("currentColor", colour).encode()))


def _alignment(name: str, font: QFont) -> QTextCharFormat.VerticalAlignment:
    found = formulae.drawn(name)
    assert found is not None
    low = found.depth * font.pixelSize() / SIZE <= QFontMetricsF(font).descent()
    return _ALIGNMENT.AlignBottom if low else _ALIGNMENT.AlignMiddle


def _with_formulae(markdown: str) -> str:
    def picture(formula: Formula) -> str:
        if formulae.drawn(formula.name) is None:
            return f"`{formula.latex}`"
        return f"![formula]({formula.name})"

    return formulae.replaced(markdown, picture)


def _fragments(document: QTextDocument) -> list[tuple[int, int, QTextFragment]]:
    found = []
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            fragment = at.fragment()
            found.append((fragment.position(), fragment.length(), fragment))
            at += 1
        block = block.next()
    return found
