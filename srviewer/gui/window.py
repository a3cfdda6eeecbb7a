"""The main window: puts the parts together and connects them; each part has its own logic.

The parts, and numpy with them, are imported when `complete` asks for the first, once the program has painted the
window without them.
Windows and dialogs of their own are imported when they are first opened, which the start need not wait for.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from srviewer import __version__
from srviewer.gui import shell
from srviewer.gui.later import imported_later
from srviewer.gui.look import language, theme
from srviewer.gui.services import settings

if TYPE_CHECKING:
    from srviewer.engine.job import Rect
    from srviewer.gui import parts
    from srviewer.gui.features.batch.batch_window import BatchWindow
    from srviewer.gui.features.claims.claims_window import ClaimsWindow
    from srviewer.gui.features.inside.wavelet_page import WaveletPage
    from srviewer.session import Session
    from srviewer.session_file import View
else:
    parts = imported_later("srviewer.gui.parts")

log = logging.getLogger(__name__)

SIZE = QSize(1280, 800)
LEAST_SIZE = QSize(760, 520)
PRELOAD_MS = 30  # after the first paint


class MainWindow(QMainWindow):
    """A session, the lanes that work for it, and everything that shows it."""

    language_chosen = Signal(str)

    def __init__(self, session: Session | None = None, at_once: bool = True) -> None:
        """at_once : whether to be complete; else the window has only its frame until `complete` is called."""
        super().__init__()
        self._complete = self._started = False
        self.setMinimumSize(LEAST_SIZE)
        self.resize(SIZE)
        self.setWindowTitle("srviewer")
        if at_once:
            self.complete(session)
        else:
            shell.dress(self)

    def complete(self, session: Session | None = None) -> None:
        """Put all parts in; a window that is seen already changes once, from its frame to the whole."""
        self.session = session or parts.Session()
        self.schedule = parts.Schedule()
        self.workers = parts.Workers(self.schedule, self)
        self.errands = parts.Errands(self.schedule, self)
        self.canvas = parts.Canvas(self.session)
        self.comparing = parts.Comparing(self.session, self.schedule, self.canvas.view_rect_lr, self)
        self.opening = parts.Opening(self.session, self.errands, self)
        self.region_numbers = parts.RegionNumbers(self.session, self.errands, self)
        self.blind = parts.BlindTest(self.session, self.canvas, self)
        self.history = parts.History(self.session, self)
        self.saving = parts.Saving(self.session, self.errands, self)
        self.rebuilding = parts.Rebuilding(self.session, self.errands, self)
        self.exporting = parts.Exporting(self.session, self.errands, self)
        self.batch = parts.BatchQueue(self.errands, self)
        self.mapping = parts.Mapping(self.session, self.errands, self.canvas, self)
        self.lessons = parts.Lessons(self)
        with theme.put_on_at_the_end():
            self._build()
        self._connect()
        self._batch_window: BatchWindow | None = None
        self._claims: ClaimsWindow | None = None
        self._show_title()
        self._complete = True
        self._begin()

    # -- verbs that need the window -----------------------------------------------------------------------

    def ask_what_to_open(self) -> None:
        self.opening.ask(self)

    def ask_where_to_save(self) -> None:
        self.saving.ask(self)

    def upscale_to_folder(self, paths: Sequence[Path] = ()) -> None:
        """Open the queue of files; `paths` are put into it."""
        if self._batch_window is None:
            from srviewer.gui.features.batch.batch_window import BatchWindow

            self._batch_window = BatchWindow(self.session, self.batch, self)
        self._batch_window.open_with(paths)

    def ask_where_comparison(self) -> None:
        self.exporting.ask_comparison(self, self.canvas.saved_view())

    def export_sheet(self) -> None:
        self.exporting.ask_sheet(self)

    def save_all(self) -> None:
        self.exporting.ask_all(self)

    def ask_where_numbers(self) -> None:
        self.exporting.ask_where_numbers(self)

    def escape(self) -> None:
        """Stop what is at work; if nothing is, close the message."""
        if self.comparing.busy:
            self.comparing.cancel_all()
        else:
            self.messages.hide()

    def retry_selected(self) -> None:
        if (pane := self.session.comparison.pane) is not None and not pane.is_reference:
            self.comparing.retry(pane)

    def copy_pane(self) -> None:
        if why := parts.panes.copy_selected(self.session):
            self.show_error(why)

    def close_pane(self) -> None:
        parts.panes.close_selected(self.session)

    def ask_own(self) -> None:
        self.opening.ask_own(self)

    def toggle_loose(self) -> None:
        """Let the selected pane go its own way, or join the others again."""
        if self.canvas.toggle_loose():
            self.status.say(self.tr("This pane moves on its own; the same key joins it again, shifted as it is"))
        else:
            self.status.say(self.tr("All panes move together"))

    def compare_with_selected(self) -> None:
        """Make the selected pane what another is compared with, or no longer."""
        if (pane := self.session.comparison.pane) is not None:
            self.canvas.compare_with(pane)

    def move_pane(self, step: int) -> None:
        """Move the selected pane a place on or back."""
        selected = self.session.comparison.selected
        parts.panes.move(self.session, selected, selected + step)

    def select_beside(self, step: int) -> None:
        """Select the next or the previous pane."""
        c = self.session.comparison
        if c.panes:
            self.session.edit(selected=(c.selected + step) % len(c.panes))

    def fold_left(self) -> None:
        self.body.open_left(not self.body.left_open)

    def fold_right(self) -> None:
        self.body.open_right(not self.body.right_open)

    def toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def look_inside(self) -> None:
        """Show the pages that open things up in the place of the panes, or the panes again."""
        if self.session.source is not None:
            inside = self.centre.currentWidget() is self.inside
            self.centre.setCurrentWidget(self.comparison if inside else self.inside)
            self.body.give_way(not inside)
            (self.canvas if inside else self.inside).setFocus()

    def show_keys(self) -> None:
        from srviewer.gui.features.finding.keys import KeysDialog

        KeysDialog(self.menus.shortcuts(), self).show()

    def show_claims(self) -> None:
        """Open the window in which the papers' claims are recomputed."""
        if self._claims is None:
            from srviewer.gui.features.claims.claims_window import ClaimsWindow
            from srviewer.gui.features.claims.recomputing import Recomputing

            self._claims = ClaimsWindow(Recomputing(self.errands, self), self)
        self._claims.show()
        self._claims.raise_()
        self._claims.activateWindow()

    def show_settings(self) -> None:
        from srviewer.gui.features.settings.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.session, self)
        dialog.language_chosen.connect(self.language_chosen)
        dialog.show()

    def find_action(self) -> None:
        """Let the user type the name of an action and run it."""
        from srviewer.gui.features.finding.palette import Palette

        Palette(self.actions(), self).open_over(self)

    @Slot()
    def show_blind_score(self) -> None:
        from srviewer.gui.features.blind_test.blind_score import BlindScore

        BlindScore(self.blind, self).show()

    def show_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        words = self.tr(
            "<b>srviewer {version}</b><p>Bicubic, DASR (Demirel-Anbarjafari), SRCNN and perceptual-loss "
            "super-resolution, side by side.</p><p>MIT licence. Nothing leaves this machine.</p>"
        )
        QMessageBox.about(self, self.tr("About srviewer"), words.format(version=__version__))

    @property
    def wavelets(self) -> WaveletPage:
        """The wavelet inspector."""
        from srviewer.gui.features.inside.wavelet_page import WaveletPage

        page = self.inside.page("subbands")
        assert isinstance(page, WaveletPage)
        return page

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Say in the window what went wrong."""
        self.messages.say(text)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is done and shown."""
        ended = self.session.done or self.session.source is None
        return (
            ended
            and self.schedule.idle()
            and not self.errands.any_out
            and not (self.mapping.pending or self.region_numbers.pending or self.plots.pending)
        )

    # -- putting together ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.left = parts.LeftPanel(self.session)
        self.wavelet = parts.WaveletPanel(self.session, self.errands, self.canvas.state)
        self.right = parts.RightPanel()
        self.right.add(self.tr("Wavelet"), self.wavelet)
        self.region = parts.RegionPanel(self.session, self.region_numbers)
        self.numbers = parts.NumbersPanel(self.session, self.region)
        self.right.add(self.tr("Numbers"), self.numbers)
        self.plots = parts.PlotsPanel(self.session, self.errands)
        self.right.add(self.tr("Plots"), self.plots)
        self.welcome = parts.Welcome()
        self.centre = QStackedWidget()
        self.centre.addWidget(self.welcome)
        self.view_bar = parts.ViewBar(self.session, self.canvas, self.blind)
        compare = QWidget()
        rows = QVBoxLayout(compare)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.view_bar)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(parts.Strip(self.opening, self.errands))
        self.comparison = compare
        self.centre.addWidget(compare)
        self.inside = parts.inside_page(self.session, self.errands)
        self.centre.addWidget(self.inside)
        self.body = parts.Body(self.left, self.centre, self.right, (parts.left.WIDTH, parts.right.WIDTH))
        self.drops = parts.Drops(self, self.body, self.session, self.opening, self.upscale_to_folder)
        self.messages = parts.MessageBar()
        self.status = parts.StatusBar(self.session)
        self.menus = parts.Menus(self)
        self._key_places = parts.KeyPlaces(self)
        self.toolbar = parts.Toolbar(self.session, partial(parts.zoom_menu, self.menus))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.messages)
        column.addWidget(self.lessons.beside(self.body), 1)
        column.addWidget(self.status)
        self.setCentralWidget(page)
        self.left.methods.list.setFocus()

    def _connect(self) -> None:
        self.workers.arrived.connect(self.comparing.arrived)
        self.workers.arrived.connect(self.errands.arrived)
        self.workers.arrived.connect(self._arrived)
        self.comparing.taken.connect(self._taken)
        canvas = self.canvas
        canvas.pane_selected.connect(self._select)
        canvas.cancel_requested.connect(self.comparing.cancel)
        canvas.retry_requested.connect(self.comparing.retry)
        canvas.run_whole_requested.connect(self.comparing.run_whole)
        canvas.cursor_moved.connect(self._cursor_moved)
        canvas.zoom_changed.connect(self.toolbar.show_zoom)
        canvas.view_changed.connect(self.comparing.view_changed)
        canvas.view_changed.connect(self.wavelet.mark_view)
        self.toolbar.open_requested.connect(self.ask_what_to_open)
        self.toolbar.fold_left_requested.connect(self.body.open_left)
        self.toolbar.fold_right_requested.connect(self.body.open_right)
        self.body.folded.connect(self._folded)
        self.welcome.open_requested.connect(self.ask_what_to_open)
        self.welcome.sample_requested.connect(self.opening.sample)
        for place in (self.welcome, self.numbers):
            place.lesson_requested.connect(self.lessons.open_number)
        self.opening.started.connect(lambda name: self.status.set_busy(self.tr("reading {}").format(name)))
        self.opening.opened.connect(self._opened)
        self.opening.failed.connect(self._open_failed)
        self.opening.stepping.connect(canvas.stay)
        self.opening.resumed.connect(canvas.show_saved)
        self.opening.said.connect(self.status.say)
        self.rebuilding.said.connect(self.status.say)
        self.rebuilding.failed.connect(self.show_error)
        for out in (self.saving, self.exporting):
            out.saved.connect(self.status.say)
            out.copied.connect(self.status.say)
            out.failed.connect(self.show_error)
        self.mapping.failed.connect(self.show_error)
        self.mapping.said.connect(self.status.say)
        self.batch.progressed.connect(self._batch_progressed)
        self.batch.ended.connect(self._batch_ended)
        self.blind.failed.connect(self.show_error)
        self.blind.ended.connect(self.show_blind_score)
        canvas.panes_swapped.connect(self._panes_swapped)
        canvas.region_drawn.connect(self._region_drawn)
        canvas.step_requested.connect(self.opening.step)
        self.region.draw_requested.connect(canvas.draw_region)
        self.region.copy_requested.connect(self.region_numbers.copy)
        self.region_numbers.failed.connect(self.show_error)
        self.region_numbers.said.connect(self.status.say)
        canvas.way_changed.connect(self._way_changed)
        self.toolbar.view_chosen.connect(self._choose_view)
        self.toolbar.find_requested.connect(self.find_action)
        self.inside.closed.connect(self.look_inside)
        self.inside.made.connect(self._page_made)
        self.session.subscribe(self._session_changed)

    # -- what comes in ------------------------------------------------------------------------------------

    @Slot(object, object)
    def _taken(self, event: object, display: object) -> None:
        if isinstance(event, parts.Prepared) and isinstance(display, dict):
            for kind, pyramid in display.items():
                self.canvas.set_reference(kind, pyramid)
            if self.session.lr is not None and parts.is_large(self.session.lr):
                self.canvas.actual_size()  # what is looked at is what is done: not all of it at once
        else:
            self.canvas.receive(event, display)

    @Slot(object, object)
    def _arrived(self, event: object, _display: object) -> None:
        if isinstance(event, parts.Status):
            self.status.set_busy(language.said(event.message))
        elif isinstance(event, parts.Crashed):
            words = self.tr("Something failed unexpectedly; the log has the details.")
            self.messages.say(words, parts.crash.copy_button(event.detail))

    @Slot(str)
    def _page_made(self, key: str) -> None:
        """A page of Look inside is there; the inspector's goes out into the window."""
        self.lessons.note_defaults(key)
        if key == "subbands":
            self.wavelets.link(self.canvas)
            self.wavelets.rebuilt.connect(self.rebuilding.put)
            self.wavelets.said.connect(self.status.say)
            self.wavelets.failed.connect(self.show_error)

    @Slot(int)
    def _select(self, index: int) -> None:
        self.session.edit(selected=index)

    @Slot(int, int)
    def _panes_swapped(self, start: int, to: int) -> None:
        parts.panes.move(self.session, start, to)

    @Slot(object, object)
    def _region_drawn(self, index: int | None, rect: Rect) -> None:
        parts.put(self.session, index, rect)

    def remove_region(self) -> None:
        parts.remove_selected(self.session)

    @Slot(object)
    def _choose_view(self, name: str) -> None:
        self.canvas.set_way(view=name, turned=False)

    @Slot()
    def _way_changed(self) -> None:
        self.toolbar.show_view(self.canvas.way.view)

    @Slot(object)
    def _cursor_moved(self, at: tuple[int, int] | None) -> None:
        self.wavelet.point(at)
        self.status.show_pixels(at, self.canvas.pixel_values(*at) if at is not None else {})

    @Slot()
    def _folded(self) -> None:
        self.toolbar.show_folds(self.body.left_open, self.body.right_open)

    @Slot(str)
    def _opened(self, _name: str) -> None:
        self.status.set_busy("")
        self.messages.hide()
        if (source := self.session.source) is not None and source.path is not None:
            parts.recent.add(source.path)
        if self.opening.place:
            words = self.tr("{}: the arrow keys show the others, at the same place")
            self.status.say(words.format(self.opening.place))

    @Slot()
    def _batch_progressed(self) -> None:
        if self.batch.running and self._batch_window is not None:
            self.status.set_busy(self.tr("enlarging {}").format(self._batch_window.progress_words()))

    @Slot()
    def _batch_ended(self) -> None:
        self.status.set_busy("")
        done, failed = self.batch.count(parts.State.DONE), self.batch.count(parts.State.FAILED)
        words = self.tr("%n file(s) enlarged", "", done)
        self.status.say(language.joined((words, self.tr("%n failed", "", failed))) if failed else words)

    @Slot(str, object)
    def _open_failed(self, why: str, offer: object) -> None:
        self.status.set_busy("")
        self.messages.say(why, offer if isinstance(offer, tuple) else None)

    def _session_changed(self, names: frozenset[str]) -> None:
        if "source" in names:
            inside = self.centre.currentWidget() is self.inside and self.session.source is not None
            if not inside:
                self.body.give_way(False)
                self.centre.setCurrentWidget(self.comparison if self.session.source else self.welcome)
            self.status.show_pixels(None, {})
            self._show_title()
        if names & {"prepared", "outcomes", "whole", "scale"}:
            self.canvas.set_whole_estimate(parts.whole_estimate(self.session))

    def _show_title(self) -> None:
        source = self.session.source
        self.setWindowTitle(f"{source.name} – srviewer" if source else "srviewer")

    # -- beginning and end --------------------------------------------------------------------------------

    def take_over(self, events: tuple[object, ...], view: View) -> None:
        """Show what a session holds already: the events that `Session.release` gave, and how it was looked at."""
        self._session_changed(frozenset({"source"}))
        if events:
            self.canvas.show_saved(view)
            self.schedule.submit(parts.INTERACTIVE, "take over", lambda _token: iter(events))
        self.comparing.begin()

    def restore(self) -> None:
        """Come back where and as the window was left, if that place still exists."""
        self.restore_place()
        self.restore_sides()

    def restore_place(self) -> None:
        """Come back where the window was left."""
        geometry = settings.store().value(settings.GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def restore_sides(self) -> None:
        """Open what was open."""
        self.body.open_left(settings.flag(settings.LEFT_OPEN, True))
        self.body.open_right(settings.flag(settings.RIGHT_OPEN, True))
        tab = settings.text(settings.TAB, "0")
        self.right.tabs.setCurrentIndex(int(tab) if tab.isdecimal() else 0)

    def remember(self) -> None:
        """Keep what `restore` brings back."""
        store = settings.store()
        store.setValue(settings.GEOMETRY, self.saveGeometry())
        if self.body.giving_way:
            self.body.give_way(False)
        store.setValue(settings.LEFT_OPEN, self.body.left_open)
        if not self.body.narrow:
            store.setValue(settings.RIGHT_OPEN, self.body.right_open)
        store.setValue(settings.TAB, str(self.right.tabs.currentIndex()))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the first time, the lanes start, and the networks once the window has been painted."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        if self._complete and self.isVisible() and not self._started:
            self._started = True
            self.workers.start()
            QTimer.singleShot(PRELOAD_MS, self.workers.preload)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: the window goes at once, the lanes within a second."""
        if not self._complete:
            return event.accept()
        self.remember()
        self.hide()
        self.plots.shut_down()
        self.inside.shut_down()
        self.shut_down()
        event.accept()

    def shut_down(self) -> bool:
        """End the lanes; whether both have ended."""
        return self.workers.stop()
