"""The main window: makes the features, places their widgets, and connects them; each has its own logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from srviewer.engine.schedule import INTERACTIVE, Schedule
from srviewer.gui.canvas import actions as canvas_actions
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.held_keys import HeldKeys
from srviewer.gui.canvas.key_places import KeyPlaces
from srviewer.gui.features.batch.batch import Batch
from srviewer.gui.features.blind_test.blind_bar import BlindBar
from srviewer.gui.features.blind_test.blind_test import BlindTest
from srviewer.gui.features.claims.claims import Claims
from srviewer.gui.features.comparing import actions as comparing_actions
from srviewer.gui.features.comparing import left, panes
from srviewer.gui.features.comparing.comparing import Comparing
from srviewer.gui.features.comparing.history import History
from srviewer.gui.features.comparing.left import LeftPanel
from srviewer.gui.features.finding import actions as finding_actions
from srviewer.gui.features.frame import actions as frame_actions
from srviewer.gui.features.frame import place, right
from srviewer.gui.features.frame.body import Body
from srviewer.gui.features.frame.centre import Centre
from srviewer.gui.features.frame.menus import Menus
from srviewer.gui.features.frame.message_bar import MessageBar
from srviewer.gui.features.frame.right import RightPanel
from srviewer.gui.features.frame.scrolling import Page
from srviewer.gui.features.frame.status_bar import StatusBar
from srviewer.gui.features.frame.toolbar import Toolbar
from srviewer.gui.features.frame.view_bar import ViewBar
from srviewer.gui.features.inside.page import inside_page
from srviewer.gui.features.lessons.lessons import Lessons
from srviewer.gui.features.maps.maps import Mapping as MapMaking
from srviewer.gui.features.models import actions as models_actions
from srviewer.gui.features.models.adding import Models
from srviewer.gui.features.models.library import ModelLibrary
from srviewer.gui.features.numbers.numbers import NumbersPanel
from srviewer.gui.features.opening import actions as opening_actions
from srviewer.gui.features.opening.drops import Drops
from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.features.opening.pages import Pages
from srviewer.gui.features.opening.strip import Strip
from srviewer.gui.features.opening.welcome import Welcome
from srviewer.gui.features.plots.plots import PlotsPanel
from srviewer.gui.features.regions import region_numbers as regions
from srviewer.gui.features.regions.region_numbers import RegionNumbers
from srviewer.gui.features.regions.region_panel import RegionPanel
from srviewer.gui.features.results.results import Results
from srviewer.gui.features.saving import actions as saving_actions
from srviewer.gui.features.saving.export import Exporting
from srviewer.gui.features.saving.out import Outgoing
from srviewer.gui.features.saving.save import Saving
from srviewer.gui.features.series.series import RunSeries
from srviewer.gui.features.settings import actions as settings_actions
from srviewer.gui.features.wavelet.wavelet_panel import WaveletPanel
from srviewer.gui.look import boxes, language, theme
from srviewer.gui.look.actions import Menu
from srviewer.gui.look.controls import Choice
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import crash, incoming
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import Crashed, Status, Workers
from srviewer.session import Change, Field, Session
from srviewer.session_file import SavedView

SIZE = QSize(1280, 800)
LEAST_SIZE = QSize(320, 240)
NO_MARGINS = (0, 0, 0, 0)
PRELOAD_MS = 30  # after the first paint
SAVING_MS = 20_000  # for which a window that was closed writes, at most
WAIT_MS = 50


class MainWindow(QMainWindow):
    """A session, the lanes that work for it, and everything that shows it."""

    language_chosen = Signal(str)

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.setMinimumSize(LEAST_SIZE)
        self.resize(SIZE)
        self._started = False
        self.session = session or Session()
        self.schedule = Schedule()
        self.workers = Workers(self.schedule, self)
        self.errands = Errands(self.schedule, self)
        self.canvas = Canvas(self.session)
        self._make_features()
        with theme.put_on_at_the_end():
            self._make_widgets()
            self._make_menus()
            self._lay_out()
        self._connect()
        self._show_title()

    # -- putting together ---------------------------------------------------------------------------------

    def _make_features(self) -> None:
        """What has no widget of its own in the window."""
        session, errands, canvas = self.session, self.errands, self.canvas
        self.comparing = Comparing(session, self.schedule, canvas.view_rect_lr, self, lambda: canvas.panes_in_view)
        self.opening = Opening(session, errands, self)
        self.models = Models(session, errands, self)
        self.model_library = ModelLibrary(self.models)
        self.region_numbers = RegionNumbers(session, errands, self)
        self.blind = BlindTest(session, canvas, self)
        self.history = History(session, self)
        self.saving = Saving(session, errands, self)
        self.exporting = Exporting(session, errands, self)
        self.outgoing = Outgoing(session, errands, canvas, self)
        self.batch = Batch(session, errands, self)
        self.results = Results(session, errands, self)
        self.series = RunSeries(session, errands, self)
        self.mapping = MapMaking(session, errands, canvas, self)
        self.claims = Claims(errands, self)
        self.lessons = Lessons(session, errands, canvas, self)

    def _make_widgets(self) -> None:
        session, errands, canvas = self.session, self.errands, self.canvas
        self.left = LeftPanel(session)
        self.wavelet = WaveletPanel(session, errands, canvas.state)
        self.region = RegionPanel(session, self.region_numbers)
        self.numbers = NumbersPanel(session, self.region)
        self.plots = PlotsPanel(session, errands)
        self.right = RightPanel()
        self.right.add("wavelet", self.tr("Wavelet"), self.wavelet)
        self.right.add("numbers", self.tr("Numbers"), self.numbers)
        self.right.add("plots", self.tr("Plots"), self.plots)
        self.welcome = Welcome()
        self.blind_bar = BlindBar(self.blind)
        self.view_bar = ViewBar(session, canvas, self.blind_bar)
        self.comparison = QWidget()
        self.comparison.setFocusProxy(canvas)
        strip, pages = Strip(self.opening, errands), Pages(session, self.opening)
        boxes.column(self.view_bar, (canvas, 1), pages, strip, of=self.comparison, margins=NO_MARGINS, gap=0)
        self.inside = inside_page(session, errands, canvas)
        self.centre = Centre(session, self.welcome, self.comparison, self.inside)
        self.body = Body(self.left, self.centre, self.right, (theme.scaled(left.WIDTH), theme.scaled(right.WIDTH)))
        self.drops = Drops(self, self.body, session, self.opening, self.batch.open_with, self._open_folders, canvas)
        self.messages = MessageBar()
        self.status = StatusBar(session)

    def _make_menus(self) -> None:
        """Which actions stand in which menu, and in which order; each is declared where it is done."""
        session, canvas = self.session, self.canvas
        zooms = canvas_actions.zooms(canvas)
        file = Menu(
            _tr("&File"),
            *opening_actions.actions(self.opening, session, self),
            self.batch.action(),
            self.results.action(),
            self.series.action(),
            None,
            *saving_actions.pictures(self.saving, self.exporting, canvas, self),
            None,
            frame_actions.quit_(self),
        )
        edit = Menu(
            _tr("&Edit"),
            *self.history.actions(self),
            None,
            *saving_actions.copies(self.saving, self.exporting, self.region_numbers.copy_action()),
            opening_actions.paste(self.opening),
            None,
            finding_actions.find(self),
            frame_actions.context_menu(self),
            settings_actions.dialog(session, self, self.language_chosen.emit),
        )
        compare = Menu(
            _tr("&Compare"),
            comparing_actions.modes(session),
            None,
            comparing_actions.scales(session),
            None,
            comparing_actions.methods(self.left.methods, *models_actions.actions(self.models, self.model_library)),
            None,
            *comparing_actions.of_panes(session, canvas, self.messages.say),
            comparing_actions.parameters(self._show_parameters),
            None,
            *comparing_actions.work(self.comparing),
            *self.blind.actions(),
            comparing_actions.stop(self.comparing, self.messages.hide),
        )
        view = Menu(
            _tr("&View"),
            *canvas_actions.zoom_steps(canvas),
            zooms,
            None,
            *canvas_actions.ways(canvas),
            self.centre.action(),
            *canvas_actions.looks(canvas, self.status.say),
            self.region_numbers.remove_action(),
            self.mapping.action(),
            None,
            canvas_actions.captions(canvas),
            *frame_actions.sides(self.body),
            frame_actions.full_screen(self),
            None,
            settings_actions.themes(),
        )
        lessons = Menu(_tr("&Lessons"), *self.lessons.actions())
        keys = finding_actions.keys(self, lambda: self.menus.shortcuts())
        help_ = Menu(_tr("&Help"), keys, self.claims.action(), frame_actions.about(self))
        menus = (file, edit, compare, view, lessons, help_)
        self.menus = Menus(self, session, menus)
        self._held_keys = HeldKeys(self, canvas)
        self._key_places = KeyPlaces(self)
        self.toolbar = Toolbar(session, canvas, self.body, partial(self.menus.again, zooms))

    def _lay_out(self) -> None:
        page = QWidget()
        middle = self.lessons.beside(self.body)
        boxes.column(self.toolbar, self.messages, (middle, 1), self.status, of=page, margins=NO_MARGINS, gap=0)
        self.setCentralWidget(Page(page, self.menuBar()))
        self.left.methods.list.setFocus()

    def _connect(self) -> None:
        session, canvas, toolbar, opening = self.session, self.canvas, self.toolbar, self.opening
        for take in (self.comparing.arrived, self.errands.arrived, self._arrived):
            self.workers.arrived.connect(take)
        self.comparing.taken.connect(canvas.receive)
        self.comparing.taken.connect(self.models.taken)
        opening.models_found.connect(self.models.add)
        self.left.methods.add_requested.connect(self.models.ask)
        self.comparing.estimated.connect(canvas.set_whole_estimate)
        canvas.pane_selected.connect(lambda index: session.edit(selected=index))
        canvas.panes_swapped.connect(partial(panes.move, session))
        canvas.region_drawn.connect(partial(regions.put, session))
        canvas.region_selected.connect(lambda index: session.edit(region=index))
        for place_to_press in (canvas, self.welcome, self.left.methods.list):
            place_to_press.menu_requested.connect(self.menus.pop_up)
        canvas.cancel_requested.connect(self.comparing.cancel)
        canvas.retry_requested.connect(self.comparing.retry)
        canvas.run_whole_requested.connect(self.comparing.run_whole)
        canvas.step_requested.connect(opening.step)
        canvas.cursor_moved.connect(self._cursor_moved)
        canvas.view_changed.connect(self.comparing.view_changed)
        canvas.view_changed.connect(self.wavelet.mark_view)
        canvas.way_changed.connect(self.menus.refresh)
        canvas.way_changed.connect(self.comparing.rank)
        for place_to_open in (toolbar, self.welcome):
            place_to_open.open_requested.connect(partial(opening.ask, self))
        toolbar.find_requested.connect(partial(finding_actions.find_in, self))
        self.centre.turned.connect(self.body.give_way)
        self.centre.turned.connect(self.comparing.give_back)
        self.inside.closed.connect(self.centre.look_inside)
        self.inside.made.connect(self.lessons.note_defaults)
        self.inside.kept.connect(self.models.add_copy)
        self.welcome.sample_requested.connect(opening.sample)
        for place_to_learn in (self.welcome, self.numbers):
            place_to_learn.lesson_requested.connect(self.lessons.open_number)
        self.lessons.changed.connect(self.menus.refresh)
        self.blind.closer.connect(self.mapping.next_difference)
        self.blind.changed.connect(lambda: self.body.give_way(self.blind.running))  # the sides tell which is which
        self.plots.marked.connect(canvas.mark)
        for bar in (self.menuBar(), toolbar, self.status):
            self.lessons.presented.connect(bar.setHidden)
        opening.opened.connect(self.messages.hide)
        opening.opened.connect(self.menus.refresh)
        opening.failed.connect(self.messages.say)
        opening.stepping.connect(canvas.stay)
        opening.resumed.connect(canvas.show_saved)
        for of_folders in (self.results, self.series):
            of_folders.looked.connect(canvas.show_saved)
            of_folders.shown.connect(opening.show_no_file)
        self.series.stepping.connect(canvas.stay)
        self.series.pick.connect(lambda: self.blind.start())
        self.region.draw_requested.connect(canvas.draw_region)
        self.region.copy_requested.connect(self.region_numbers.copy)
        self.mapping.left.connect(self.status.set_maps)
        for busy in (opening, self.batch, self.models):
            busy.busy.connect(self.status.set_busy)
        for feature in (
            opening,
            self.inside,
            self.mapping,
            self.region_numbers,
            self.batch,
            self.models,
            self.results,
            self.series,
            self.lessons,
        ):
            feature.said.connect(self.status.say)
        for out in (self.saving, self.exporting):
            out.saved.connect(self.status.say)
            out.copied.connect(self.status.say)
        for failing in (self.inside, self.saving, self.exporting, self.outgoing, self.mapping, self.blind):
            failing.failed.connect(self.messages.say)
        for may_fail in (self.region_numbers, self.lessons, self.models):
            may_fail.failed.connect(self.messages.say)
        session.subscribe(self._session_changed)

    # -- what comes in ------------------------------------------------------------------------------------

    @Slot(object, object)
    def _arrived(self, event: object, _display: object) -> None:
        if isinstance(event, Status):
            self.status.set_busy(language.said(event.message))
        elif isinstance(event, Crashed):
            words = self.tr("Something failed unexpectedly; the log has the details.")
            self.messages.say(words, crash.copy_button(event.detail))

    @Slot(object)
    def _cursor_moved(self, at: tuple[int, int] | None) -> None:
        self.wavelet.point(at)
        self.status.show_pixels(at, self.canvas.pixel_values(*at) if at is not None else {})

    def _show_parameters(self) -> None:
        self.body.open_left(True)
        self.left.parameters.show_first()

    def _open_folders(self, paths: Sequence[Path]) -> None:
        """Folders that were dropped: a training run, or results of several methods."""
        if incoming.is_run(paths):
            self.series.open_with(paths[0])
        else:
            self.results.open_with(paths)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._show_title()

    def _show_title(self) -> None:
        source = self.session.source
        self.setWindowTitle(f"{source.name} – srviewer" if source else "srviewer")

    # -- what others ask ----------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is done and shown."""
        ended = self.session.done or self.session.source is None
        return (
            ended
            and self.schedule.idle()
            and self.workers.delivered
            and not self.errands.any_out
            and not (self.mapping.pending or self.region_numbers.pending or self.plots.pending)
        )

    @property
    def plot(self) -> Choice:
        """The choice of what the plots show, for lessons."""
        return self.plots.kind

    @property
    def parts(self) -> Mapping[str, Callable[[], QWidget]]:
        """What lessons can point at."""
        return {
            "mode": lambda: self.toolbar.mode.seen,
            "scale": lambda: self.toolbar.scale.seen,
            "compare": lambda: self.toolbar.view.seen,
            "zoom": lambda: self.toolbar.zoom,
            "open": lambda: self.toolbar.open,
            "methods": lambda: self.left.methods,
            "parameters": lambda: self.left.parameters,
            "degradation": lambda: self.left.degradation,
            "tabs": lambda: self.right.tabs,
            "side": lambda: self.right,
            "pages": lambda: self.inside.tabs,
            "status": lambda: self.status,
        }

    @property
    def under_way(self) -> str:
        """What another window could not go on with, in words; "" if there is nothing."""
        if self.batch.queue.running:
            return self.tr("files are being upscaled")
        if self.claims.running:
            return self.tr("the claims are being recomputed")
        return self.tr("a blind test is going on") if self.blind.running else self.inside.under_way

    # -- beginning and end --------------------------------------------------------------------------------

    def take_over(self, events: tuple[object, ...], view: SavedView) -> None:
        """Show what a session holds already: the events that `Session.release` gave, and how it was looked at."""
        self.centre.follow()
        self._show_title()
        if events:
            self.canvas.show_saved(view)
            self.schedule.submit(INTERACTIVE, "take over", lambda _token: iter(events))
        self.comparing.begin()

    def take_over_choices(self, other: MainWindow) -> None:
        """Have what is chosen in another window, and the windows that were opened over that one, as they are."""
        self.canvas.take_over(other.canvas)
        self.plots.kind.set_current(other.plots.kind.currentData())
        self.inside.take_over(other.inside)
        if other.centre.shows_inside:
            self.centre.look_inside()
            self.inside.open(other.inside.current)
        self.batch.take_over(other.batch)
        self.results.take_over(other.results)
        self.series.take_over(other.series)
        self.claims.take_over(other.claims)
        self.model_library.take_over(other.model_library)

    def restore(self) -> None:
        """Come back where and as the window was left, if that place still exists."""
        place.restore(self, self.body, self.right)

    def remember(self) -> None:
        """Keep what `restore` brings back."""
        place.remember(self, self.body, self.right)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the first time, the lanes start, and the networks once the window has been painted."""
        super().showEvent(event)
        if not self._started:
            self._started = True
            self.workers.start()
            QTimer.singleShot(PRELOAD_MS, self.workers.preload)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: the window goes at once, the lanes within a second after what is being saved is written."""
        self.remember()
        self.hide()
        patience = QDeadlineTimer(SAVING_MS)
        while self._started and self.errands.any_saving and not patience.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, WAIT_MS)
        self.plots.shut_down()
        self.inside.shut_down()
        self.series.shut_down()
        self.results.shut_down()
        self.shut_down()
        self.session.leave()  # who listens goes with the window
        event.accept()

    def shut_down(self) -> bool:
        """End the lanes; whether all have ended."""
        return self.workers.stop()
