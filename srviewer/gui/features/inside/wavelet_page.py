"""The wavelet inspector: subbands of any pane over five levels, beside another's or less them, edited and rebuilt."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import numpy as np
from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QWidget,
)

from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.schedule import FILES
from srviewer.explain import footprint
from srviewer.explain.wavelet import MAX_LEVELS
from srviewer.explain.wavelet_display import DISPLAYS, GAINS, BandTile, tile_at
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.nested import Nest
from srviewer.gui.canvas.plate import CornerWord, Plate
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.canvas.view_state import LOOK, Look, ViewState
from srviewer.gui.features.inside.band_editor import BandEditor, what_it_is
from srviewer.gui.features.inside.bench import CHANNELS, FOUR, NESTED, PageContent, Question, Workbenches
from srviewer.gui.features.inside.rebuilt import Rebuilding
from srviewer.gui.features.inside.seen_page import TopicPage
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.look.titles import INEXACT, full_title, wavelet_choice
from srviewer.gui.services import settings
from srviewer.gui.services.errands import WRITING, Errands, words
from srviewer.gui.services.subbands import shape_of
from srviewer.imaging.wavelet import MODES, mode_fits
from srviewer.session import Change, Field, Session

SLOT, EXPORT_SLOT = "inspector", "export subbands"
SIDE_WIDTH = 320
DIFFERENCE = "difference"
SAME = 100.0  # dB, above which only rounding differs


class WaveletPage(TopicPage):
    """Computes only while it is seen; a lane does the work, and the newest question wins."""

    def __init__(self, session: Session, errands: Errands, panes: Canvas) -> None:
        """panes : are looked at as the picture and its subbands are, and these as they are"""
        super().__init__()
        self._session, self._errands = session, errands
        self._bench = Workbenches()
        self.answer: PageContent | None = None
        self._panes = panes.state
        self._rebuilding = Rebuilding(session, errands, self)
        self._rebuilding.said.connect(self.said)
        self._rebuilding.failed.connect(self.failed)
        self._passing = False
        self._make_controls()
        self._make_side()
        self._lay_out()
        panes.view_changed.connect(self._look_as_panes)
        self.picture.view.subscribe(self._looked)
        session.subscribe(self._session_changed)

    # -- putting together ---------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.of, self.beside = controls.Choice(self.tr("Subbands of")), controls.Choice(self.tr("Compare with"))
        self.wavelet = wavelet_choice("bior4.4")
        modes = ((language.core(mode.title), mode.name) for mode in MODES)
        self.mode = controls.Choice(self.tr("Boundary"), modes, "symmetric")
        self.mode.setMinimumContentsLength(9)
        self.levels = controls.Segments(
            ((str(n), n) for n in range(1, MAX_LEVELS + 1)), self.tr("Levels"), 1, tight=True
        )
        self.layout_kind = controls.Segments(
            ((self.tr("nested"), NESTED), (self.tr("four"), FOUR)), self.tr("Layout"), NESTED
        )
        titles = {"signed": self.tr("signed"), "absolute": self.tr("absolute"), "log": self.tr("log energy")}
        self.display = controls.Segments(((titles[d.name], d.name) for d in DISPLAYS), self.tr("Shown as"), "signed")
        self.gain = controls.Segments(((f"×{n}", n) for n in GAINS), self.tr("Contrast"), 16, tight=True)
        self.channel = controls.Segments(((c.upper(), c) for c in CHANNELS), self.tr("Channel"), "y", tight=True)
        self.follow = QCheckBox(self.tr("Zoom with panes"))
        about = self.tr("Each subband shows the part that the panes show; otherwise each plate zooms as a whole")
        self.follow.setToolTip(about)
        self.follow.setChecked(True)
        self.follow.toggled.connect(self._follow)
        for choice in (self.of, self.beside, self.mode):
            choice.grow()
            choice.activated.connect(self._refresh)
        self.wavelet.activated.connect(self._reset)  # edits belong to the bands that there were
        self.levels.chosen.connect(self._reset)
        for segments in (self.layout_kind, self.display, self.gain, self.channel):
            segments.chosen.connect(self._refresh)

    def _make_side(self) -> None:
        self.editor = BandEditor()
        self.editor.edited.connect(self._refresh)
        self.reset = controls.button(self.tr("Reset"), self._reset)
        self.put = controls.button(
            self.tr("Add as pane"),
            self._put,
            tip=self.tr("Shows the rebuilt picture in its own pane, measured like the others"),
        )
        self.export = controls.button(
            self.tr("Export…"),
            self._ask_where,
            tip=self.tr("Saves every subband as PNG and .npy, and the plate as one figure"),
        )
        self.about = controls.label("", "small", wrap=True)
        self.legend = controls.label("", "small", wrap=True)

    def _lay_out(self) -> None:
        self.plates = [Plate(self.tr("Subbands")), Plate(self.tr("Subbands of the other pane"))]
        self.picture = Plate(self.tr("Rebuilt picture"))
        self.basis = Plate(self.tr("Basis image"))
        self.titles = [controls.label("", "strong") for _ in range(3)]
        for index, plate in enumerate(self.plates):
            plate.hovered.connect(lambda at, which=index: self._coefficient_hovered(which, at))
        self.picture.hovered.connect(self._pixel_hovered)
        what = controls.named((self.tr("Of"), self.of), (self.tr("Beside"), self.beside))
        by = controls.named(
            (self.tr("Wavelet"), self.wavelet),
            (self.tr("Boundary"), self.mode),
            (self.tr("Layout"), self.layout_kind),
        )
        wide = (self.of, self.beside, self.mode)
        how = controls.named((self.tr("Levels"), self.levels), (self.tr("Channel"), self.channel))
        shown = controls.named((self.tr("Shown as"), self.display), (self.tr("Contrast"), self.gain))
        pictures = boxes.grid(8, 4)
        for index, plate in enumerate((*self.plates, self.picture)):
            pictures.addWidget(self.titles[index], 0, index)
            pictures.addWidget(plate, 1, index)
            pictures.setColumnStretch(index, 1)
        pictures.setRowStretch(1, 1)
        self._pictures = pictures
        column = boxes.column(
            boxes.row(*((widget, int(widget in wide)) for widget in what), None, gap=6),
            boxes.row(*((widget, int(widget in wide)) for widget in by), None, gap=6),
            boxes.row(*how, None, gap=6),
            boxes.row(*shown, None, gap=6),
            (pictures, 1),
            boxes.row((self.legend, 1), self.follow, gap=12),
            margins=(16, 12, 12, 12),
            gap=8,
        )
        self.basis.setFixedHeight(theme.scaled(130))
        buttons = boxes.row(self.reset, self.put, self.export)
        side = QWidget()
        side.setFixedWidth(theme.scaled(SIDE_WIDTH))
        boxes.column(
            (self.editor, 1),
            buttons,
            controls.line(),
            self.about,
            self.basis,
            of=side,
            margins=(12, 12, 16, 12),
            gap=8,
        )
        boxes.row((column, 1), side, of=self, margins=(0, 0, 0, 0), gap=0)

    # -- what is asked ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the page was hidden is caught up with."""
        super().showEvent(event)
        self._list_subjects()
        self._refresh()
        self._look_as_panes()

    @Slot()
    def _look_as_panes(self) -> None:
        if self.isVisible() and self.answer is not None and self.follow.isChecked():
            self._pass_on(self._panes, self.picture.view)

    def _looked(self, what: str) -> None:
        if what == LOOK and self.answer is not None and self.follow.isChecked():
            self._pass_on(self.picture.view, self._panes)

    def _pass_on(self, source: ViewState, target: ViewState) -> None:
        """Let `target` look where `source` does; they may be of different sizes, as the LR is."""
        if self._passing:
            return
        self._passing = True
        try:
            factor = target.picture[0] / source.picture[0]
            look = source.look
            if look.fitted:
                target.fit()
            else:
                target.follow(Look(look.zoom / factor, look.x * factor, look.y * factor, False))
        finally:
            self._passing = False

    @Slot(bool)
    def _follow(self, _on: bool) -> None:
        self._lead()
        self._look_as_panes()

    def _lead(self) -> None:
        """Let the plates show what the picture does, or be zoomed themselves."""
        answer, leader = self.answer, self.picture.view if self.follow.isChecked() else None
        parts = () if answer is None else zip(answer.tiles, answer.corners, strict=True)
        nests = [Nest(_word(tile).place, corner, 2**tile.level) for tile, corner in parts]
        for plate in self.plates:
            plate.lead(leader, nests)

    def take_over(self, other: Self) -> None:
        for mine, theirs in ((self.of, other.of), (self.beside, other.beside)):
            mine.set_items([(theirs.currentText(), theirs.currentData())], None)  # until they are listed
        super().take_over(other)
        self.editor.edits = dict(other.editor.edits)

    def let_go(self) -> None:
        """Keep nothing that was computed, what is shown neither."""
        self._errands.drop(SLOT)
        self._bench, self.answer = Workbenches(), None
        for plate in (*self.plates, self.picture, self.basis):
            plate.show_picture(None)

    def _session_changed(self, change: Change) -> None:
        if self._session.source is None:
            self.let_go()
        if not self.isVisible():
            return
        if change.touches(Field.PANES, Field.SOURCE, Field.PREPARED, Field.MODE):
            self._list_subjects()
        if change.touches(Field.PANES, Field.SOURCE, Field.PREPARED, Field.MODE, Field.OUTCOMES):
            self._refresh()

    def _list_subjects(self) -> None:
        session = self._session
        panes = list(dict.fromkeys(session.comparison.panes))
        panes += [pane for pane in (Pane(TRUTH), Pane(LR)) if pane not in panes]
        there = [pane for pane in panes if pane != Pane(TRUTH) or session.truth is not None]
        now, other = self.of.currentData(), self.beside.currentData()
        self.of.set_items(
            ((full_title(p), p) for p in there), now if now in there else session.comparison.pane or there[0]
        )
        beside: list[tuple[str, object]] = [(self.tr("nothing"), None)]
        beside += [(full_title(p), (p, "")) for p in there]
        beside += [(self.tr("minus {}").format(full_title(p)), (p, DIFFERENCE)) for p in there]
        self.beside.set_items(beside, other if other in [data for _text, data in beside] else None)

    def _question(self) -> Question | None:
        session, pane, beside = self._session, self.of.currentData(), self.beside.currentData()
        subject = None if pane is None else session.shown(pane)
        if subject is None:
            return None
        return Question(
            subject,
            None if beside is None else session.shown(beside[0]),
            beside is not None and beside[1] == DIFFERENCE,
            session.truth,
            str(self.channel.value),
            str(self.wavelet.currentData()),
            str(self.mode.currentData()),
            int(str(self.levels.value)),
            str(self.layout_kind.value),
            str(self.display.value),
            float(str(self.gain.value)),
            dict(self.editor.edits),
        )

    def _offer_modes(self, question: Question) -> None:
        """Grey what cannot do a length of 1 where there is one."""
        for index, mode in enumerate(MODES):
            fits = mode_fits(mode.name, shape_of(question.subject), question.wavelet, question.levels)
            self.mode.enable(index, fits)
            line = language.core(mode.line)
            short = self.tr("{}; not possible here, where a level has a length of 1").format(line)
            self.mode.setItemData(index, line if fits else short, Qt.ItemDataRole.ToolTipRole)

    def _refresh(self, _value: object = None) -> None:
        question = self._question()
        if question is None:
            self._errands.drop(SLOT)
            self._show(None)
            return
        self._offer_modes(question)
        self._errands.send(SLOT, lambda token: self._bench.answer(question, token), self._show, self._refused)

    def _refused(self, error: Exception) -> None:
        self._show(None)
        self.about.setText(controls.sentence(words(error)))

    # -- what is shown ------------------------------------------------------------------------------------

    def _show(self, answer: PageContent | None) -> None:
        self.answer = None  # what the picture's size changes is no one's wish
        places = [] if answer is None else [_word(tile) for tile in answer.tiles]
        for index, plate in enumerate(self.plates):
            there = answer is not None and index < len(answer.plates)
            plate.setVisible(there or index == 0)
            self.titles[index].setVisible(there or index == 0)
            self._pictures.setColumnStretch(index, int(there or index == 0))
            plate.show_picture(answer.plates[index] if there and answer is not None else None, places)
            plate.mark(())
        self.picture.show_picture(None if answer is None else answer.rebuilt)
        self.picture.mark(())
        self.answer = answer
        self._lead()
        self._look_as_panes()
        self._show_titles(answer)
        self.editor.show_facts(() if answer is None else answer.facts)
        self.put.setEnabled(answer is not None and self.of.currentData() != Pane(LR))
        self.export.setEnabled(answer is not None)
        if answer is None:
            self.about.setText(self.tr("Subbands appear here when there is a result."))
            self.legend.setText("")
            return
        low, high = answer.legend
        unit = f" {answer.display.unit}" if answer.display.unit else ""
        words_ = self.tr("Details of every level and plate on one scale: dark {low}, light {high}. LL is the picture.")
        if answer.question.subtracted:
            words_ = self.tr("Differences of all subbands on one scale: dark {low}, light {high}.")
        said = [words_.format(low=f"{low:.3g}{unit}".replace("-", "−"), high=f"{high:.3g}{unit}".replace("-", "−"))]
        if answer.question.wavelet in INEXACT:
            said.append(
                self.tr("{} is not exactly invertible: the rebuilt picture differs a little, edited or not.").format(
                    answer.question.wavelet
                )
            )
        self.legend.setText(language.in_a_row(said))
        self._say_what_it_is()

    def _say_what_it_is(self) -> None:
        self.about.setText(
            self.tr(
                "LH is low along x and high along y: it responds to horizontal edges; HL to vertical ones, HH "
                "to diagonals. Point at a coefficient to see which pixels it affects, at the picture to see "
                "which coefficients affect it."
            )
        )

    def _show_titles(self, answer: PageContent | None) -> None:
        of, beside = self.of.currentText(), self.beside.currentText()
        subtracted = answer is not None and answer.question.subtracted
        self.titles[0].setText(f"{of}, {beside}" if subtracted else of)
        self.titles[1].setText(beside)
        rebuilt = self.tr("Rebuilt")
        if answer is not None and answer.psnr is not None:
            text = self.tr("identical") if answer.psnr > SAME else f"{answer.psnr:.2f} dB"
            rebuilt = self.tr("Rebuilt, {}").format(text)
        self.titles[2].setText(rebuilt)

    def _reset(self) -> None:
        self.editor.clear()
        self._refresh()

    # -- pointing -----------------------------------------------------------------------------------------

    def _coefficient_hovered(self, which: int, at: tuple[int, int] | None) -> None:
        """A coefficient lights the pixels that it touches; its value and its basis image are shown."""
        answer = self.answer
        found = None if answer is None or at is None else tile_at(answer.tiles, at[1], at[0])
        if answer is None or found is None:
            self.picture.mark(())
            self.basis.show_picture(None)
            return
        tile, row, column = found
        q = answer.question
        touched = footprint.of_coefficient(answer.shape, q.wavelet, q.mode, tile.level, tile.band, row, column)
        self.picture.mark(((_extent(touched.rows, touched.columns), _accent()),))
        self.plates[which].mark(((QRectF(tile.x + column, tile.y + row, 1, 1), _accent()),))
        weights = touched.weights
        if weights.size:
            top = float(np.abs(weights).max()) or 1.0
            self.basis.show_picture(build_pyramid(np.rint(127.5 + 127.5 * weights / top).astype(np.uint8)))
        value = float(answer.arrays[tile.level, tile.band][row, column]) if which == 0 and not q.subtracted else None
        words_ = self.tr("{band} {level}, row {row}, column {column}: affects {width} × {height} pixels.").format(
            band=tile.band, level=tile.level, row=row, column=column, width=weights.shape[1], height=weights.shape[0]
        )
        said = "" if value is None else self.tr("Its value is {}.").format(f"{value:.4f}")
        band = what_it_is(tile.band, self.tr("{}: {}; it shows {}."))
        self.about.setText(language.in_a_row((words_, said, band)))

    def _pixel_hovered(self, at: tuple[int, int] | None) -> None:
        """A pixel lights the coefficients of every subband that reach it."""
        answer = self.answer
        if answer is None or at is None:
            for plate in self.plates:
                plate.mark(())
            return
        q, marks = answer.question, []
        for tile in answer.tiles:
            reach = footprint.reaching(answer.shape, q.wavelet, q.mode, tile.level, tile.band, at[1], at[0])
            if reach.weights.size:
                marks.append((_extent(reach.rows, reach.columns).translated(tile.x, tile.y), _accent()))
        for plate in self.plates:
            plate.mark(marks)
        self.picture.mark(((QRectF(at[0], at[1], 1, 1), _accent()),))

    # -- out ----------------------------------------------------------------------------------------------

    def _put(self) -> None:
        if self.answer is not None:
            name = self.tr("{} rebuilt, {}").format(self.of.currentText(), self.answer.question.wavelet)
            self._rebuilding.put(self.answer, name)

    def _ask_where(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for subbands"), settings.text(settings.SAVE_FOLDER)
        )
        if folder:
            settings.put(settings.SAVE_FOLDER, folder)
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Write every subband as PNG and .npy, and the plate as one figure; nothing is overwritten."""
        from srviewer.reports.subbands import write_edited

        answer, source = self.answer, self._session.source
        if answer is None or source is None:
            return
        q, stem = answer.question, Path(source.name).stem
        plate = answer.plates[0].levels[0]
        self._errands.send(
            EXPORT_SLOT,
            lambda _token: write_edited(answer.arrays, plate[..., 0], stem, folder, q.wavelet),
            lambda paths: self.said.emit(self.tr("Saved %n file(s) of subbands", "", len(paths))),
            lambda error: self.failed.emit(words(error)),
            FILES,
            WRITING,
        )


def _word(tile: BandTile) -> CornerWord:
    return CornerWord(f"{tile.band} {tile.level}", QRectF(tile.x, tile.y, tile.width, tile.height))


def _extent(rows: np.ndarray, columns: np.ndarray) -> QRectF:
    """The rectangle around rows and columns."""
    if not (rows.size and columns.size):
        return QRectF()
    return QRectF(columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)


def _accent() -> QColor:
    return theme.method_colour(TRUTH)
