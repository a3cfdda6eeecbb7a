"""The claims, recomputed: what the papers say, what is measured here, and whether it holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from srviewer.gui.features.claims.recomputing import Recomputing
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services import asking, settings
from srviewer.reports.claims import CLAIMS, announced, as_section, where_from

SIZE = QSize(1080, 700)
LIST_WIDTH = 380
ROW_MARGIN = 18  # around a row's text, above and below together
LIST_FRAME = 24  # what the scroll bar and the margins of a row take of the list's width
PARAGRAPH_GAP = 8
FOLDER = "folders/claims"


class ClaimsWindow(controls.Dialog):
    """A list of claims with their verdicts, and all about the chosen one."""

    def __init__(self, recomputing: Recomputing, parent: QWidget) -> None:
        super().__init__(parent)
        self.work = recomputing
        self.setWindowTitle(self.tr("The papers' claims, recomputed"))
        self.resize(SIZE)
        self._make()
        self._lay_out()
        recomputing.changed.connect(self._show)
        recomputing.failed.connect(lambda why: self.said.setText(controls.sentence(why)))
        recomputing.saved.connect(lambda path: self.said.setText(self.tr("Saved as {}").format(Path(path).name)))
        theme.notifier().changed.connect(self._show)
        self._show()

    def _make(self) -> None:
        self.folder = controls.label(settings.text(FOLDER) or self.tr("no folder chosen"), "value")
        self.choose = controls.button(self.tr("Test image folder…"), self._ask_folder)
        self.go = controls.button(self.tr("Recompute"), self._toggle, role="primary")
        self.save = controls.button(self.tr("Save as Markdown…"), self._ask_file)
        self.progress = controls.progress_bar(self.tr("Progress"), len(CLAIMS))
        self.progress.setFixedHeight(6)
        self.said = controls.label("", "small", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Claims"))
        self.list.setFixedWidth(theme.scaled(LIST_WIDTH))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _claim in CLAIMS:
            self.list.addItem(QListWidgetItem())
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Report"))

    def _lay_out(self) -> None:
        row = boxes.row(self.choose, (self.folder, 1), self.save, self.go, gap=8)
        both = boxes.row(self.list, (self.text, 1), gap=12)
        boxes.column(row, self.progress, (both, 1), self.said, of=self, margins=(20, 16, 20, 14), gap=10)

    # -- choices --------------------------------------------------------------------------------------------

    def use_folder(self, folder: Path) -> None:
        """Take the test images from here."""
        settings.put(FOLDER, str(folder))
        self.folder.setText(str(folder))

    def take_over(self, other: ClaimsWindow) -> None:
        """Show what another window had, at the same claim."""
        self.work.take_over(other.work)
        self.list.setCurrentRow(other.list.currentRow())
        controls.put_in_place_of(self, other)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Test image folder"), settings.text(FOLDER))
        if name:
            self.use_folder(Path(name))

    def _ask_file(self) -> None:
        if found := asking.where_to_save(self, self.tr("Save report"), "claims.md", self.tr("Markdown (*.md)")):
            self.work.save(found[0])

    def _toggle(self) -> None:
        if self.work.running:
            self.work.stop()
            return
        self.said.setText("")
        folder = settings.text(FOLDER)
        if folder:
            self.work.start(Path(folder))
        else:
            self.said.setText(self.tr("Choose a folder with test images first."))

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        work, c = self.work, theme.current()
        self.go.setText(self.tr("Stop") if work.running else self.tr("Recompute"))
        self.choose.setEnabled(not work.running)
        self.save.setEnabled(bool(work.findings) and not work.running)
        self.progress.setValue(len(work.findings))
        if work.running:
            left = self.tr("%n claim(s) left", "", work.left)
            self.said.setText(language.joined((left, language.said(work.doing))))
        elif not work.left:
            self.said.setText(self.tr("Verdicts are computed from the numbers by fixed rules."))
        for row, claim in enumerate(CLAIMS):
            outcome = work.findings[row].verdict.outcome if row < len(work.findings) else ""
            item = self.list.item(row)
            title = language.core(claim.title)
            item.setText(f"{row + 1}. {title}\n{language.core(outcome) or '–'}")
            item.setToolTip(title)
            item.setSizeHint(QSize(0, self._height_of(item.text())))
            colours = {"": c.dim, "not measured": c.dim, "holds": c.accent, "does not hold": c.error}
            item.setForeground(colours.get(outcome, c.warning))
        if not work.running or self.list.currentRow() >= len(work.findings) - 1:
            self._show_chosen(self.list.currentRow())

    def _height_of(self, text: str) -> int:
        """Of a row, so that its text is all there, the verdict too."""
        room = QRect(0, 0, theme.scaled(LIST_WIDTH) - LIST_FRAME, 1000)
        return self.list.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() + ROW_MARGIN

    def _show_chosen(self, row: int) -> None:
        work, folder = self.work, Path(settings.text(FOLDER) or "DIR")
        if row < len(work.findings):
            said = as_section(work.findings[row], folder, language.said)
        else:
            said = announced(CLAIMS[row], folder, language.said)
            if not settings.text(FOLDER):
                said += f"\n\n{where_from(language.said)}"
        shown = f"### {language.core(CLAIMS[row].title)}\n\n{said}"
        if shown != self.text.property("shown"):
            self.text.setProperty("shown", shown)
            self.text.setMarkdown(shown)
            self._space_out()

    def _space_out(self) -> None:
        """Set paragraphs and lists apart; what is in lists, tables and blocks of code stays close. Code too goes on in
        the next line: what one has to scroll for is not seen."""
        block = self.text.document().begin()
        while block.isValid():
            cursor, look, items = QTextCursor(block), block.blockFormat(), block.textList()
            if look.nonBreakableLines():
                look.setNonBreakableLines(False)
                cursor.setBlockFormat(look)
            elif not cursor.currentTable() and (items is None or items.itemNumber(block) == items.count() - 1):
                look.setBottomMargin(PARAGRAPH_GAP)
                cursor.setBlockFormat(look)
            block = block.next()
