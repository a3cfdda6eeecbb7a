"""Lessons: a step's state is put into the window, and the user's own comparison is given back afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer.compared import Comparison, Source
from srviewer.engine.schedule import FILES
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.saved import way_of
from srviewer.gui.features.lessons import parts
from srviewer.gui.features.lessons.handout import Handout
from srviewer.gui.features.lessons.outline import Outline
from srviewer.gui.features.lessons.panel import LessonPanel
from srviewer.gui.features.lessons.presenting import Presenting
from srviewer.gui.features.lessons.stage import LessonStage, Sides
from srviewer.gui.look import boxes
from srviewer.gui.look.actions import Action, Entry, Menu
from srviewer.gui.look.language import LANGUAGES
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import asking, settings
from srviewer.gui.services.errands import Errands, words
from srviewer.gui.services.reading import sample_title
from srviewer.kinds import Mode
from srviewer.lessons import parse, pictures
from srviewer.lessons.lesson import Lesson, LessonError, Scene, Vocabulary
from srviewer.session import Change, Field, Session
from srviewer.session_file import SavedView

SLOT = "lesson"
TABS = ("wavelet", "numbers", "plots")  # of the right side


@dataclass(frozen=True)
class KeptWindow:
    """The window as the user had it."""

    source: Source | None
    comparison: Comparison
    own: dict[str, Source]
    view: SavedView
    page: str
    tab: str
    plot: str
    sides: Sides
    controls: dict[tuple[str, str], str]
    pictures: frozenset[str]  # of which results were kept


class Lessons(QObject):
    """The lesson that is open, and its step. Lives in the GUI thread."""

    changed = Signal()  # another step, or no lesson any more
    presented = Signal(bool)  # in full screen, with large type; or no longer
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, errands: Errands, canvas: Canvas, stage: LessonStage) -> None:
        super().__init__(stage.window())
        self._session, self._errands, self._canvas, self._stage = session, errands, canvas, stage
        self._window = self._body = stage.window()
        self.panel = LessonPanel()
        self.lesson: Lesson | None = None
        self.index = 0
        self.pending = False
        self._kept: KeptWindow | None = None
        self._opened: tuple[object, ...] = ()
        self._source: Source | None = None
        self._defaults: dict[tuple[str, str], str] = {}
        self._outline = Outline(self._window, self._places)
        self._presenting = Presenting(self._window, self)
        self._handout = Handout(lambda: self.idle, self._picture, self)
        self._connect()

    # -- putting together ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        for steps in (self.panel, self._presenting):
            steps.stepped.connect(self.step)
        self.panel.reset_requested.connect(self.reset)
        self.panel.closed.connect(self.close)
        self._presenting.restarted.connect(lambda: self.go(0))
        self._presenting.turned.connect(self.panel.enlarge)
        self._presenting.turned.connect(self.presented)
        self._handout.wanted.connect(self.go)
        self._handout.said.connect(self.said)
        self._handout.failed.connect(self.failed)
        self._session.subscribe(self._session_changed)
        self._window.installEventFilter(self)

    def beside(self, body: QWidget) -> QWidget:
        """The window's middle with the lesson at its side."""
        self._body, both = body, QWidget()
        boxes.row((body, 1), self.panel, of=both, margins=(0, 0, 0, 0), gap=0)
        return both

    def actions(self) -> tuple[Entry, ...]:
        """What the menu of lessons offers."""

        def here(text: str, key: str, run: Callable[[], object]) -> Action:
            return Action(text, key, run, enabled=lambda: self.lesson is not None)

        return (
            Menu(_tr("&Start a lesson"), *(Action(t, f"Ctrl+J, {n % 10}", run) for n, t, run in self.titled())),
            Action(_tr("&Open a lesson…"), "Ctrl+J, O", self.ask),
            None,
            here(_tr("&Next step"), "Ctrl+PgDown", partial(self.step, 1)),
            here(_tr("&Previous step"), "Ctrl+PgUp", partial(self.step, -1)),
            here(_tr("&Present"), "Shift+F5", self.present),
            here(_tr("Print &handout…"), "Ctrl+P", self.ask_where_handout),
            here(_tr("&Restore my own comparison"), "Ctrl+J, R", self.reset),
            here(_tr("&Close lesson"), "Ctrl+J, W", self.close),
        )

    def titled(self) -> list[tuple[int, str, Callable[[], object]]]:
        """The lessons of the language in force, for a menu: number, title, and what begins it; what is wrong with one
        is told then."""
        found = parse.files(language_in_force())
        return [(parse.number_of(p), _title(p).replace("&", "&&"), partial(self.open, p)) for p in found]

    @property
    def vocabulary(self) -> Vocabulary:
        return parts.vocabulary(self._stage)

    # -- the user's verbs ---------------------------------------------------------------------------------

    def ask(self) -> None:
        """Let the user choose a lesson's file."""
        title, kind = self.tr("Open lesson"), self.tr("Lessons")
        name, _kind = QFileDialog.getOpenFileName(
            self._window, title, settings.text(settings.OPEN_FOLDER), f"{kind} (*.md)"
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Begin a lesson; what is wrong with it is said in the window, and nothing changes."""
        try:
            lesson = parse.read(path, self.vocabulary)
        except LessonError as error:
            self.failed.emit(words(error))
            return
        self.begin(lesson)

    @Slot(int)
    def open_number(self, number: int) -> None:
        """Begin one of the program's lessons."""
        for path in parse.files(language_in_force()):
            if path.name.startswith(f"{number}-"):
                self.open(path)

    def begin(self, lesson: Lesson) -> None:
        """Show a lesson's first step; the user's own comparison is kept until `reset`."""
        self._handout.stop()
        self.lesson = lesson
        self.panel.show()
        self.go(0)
        self.panel.next.setFocus()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go on, or back; at either end nothing happens."""
        if self.lesson is not None and 0 <= self.index + by < len(self.lesson.steps):
            self.go(self.index + by)

    def go(self, index: int) -> None:
        """Show a step, wherever the window is."""
        assert self.lesson is not None
        if self._kept is None:
            self._kept = self._keep()
        self.index, self.pending = index, True
        self.panel.show_step(self.lesson, index)
        self._outline.follow(False)
        scene = self.lesson.steps[index].scene
        if scene.subject == self._opened and self._session.source is self._source:
            self._errands.drop(SLOT)  # of a step that was skipped
            self._compare(scene)
        else:
            self._errands.send(
                SLOT, lambda _token: _sources(scene), lambda found: self._resume(scene, *found), self._refused, FILES
            )
        self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Give the user's own comparison back; the lesson stays open, and its next step takes the window again."""
        kept, self._kept = self._kept, None
        self._errands.drop(SLOT)
        self.pending, self._source, self._opened = False, None, ()
        self._outline.follow(False)
        if kept is not None:
            self._give_back(kept)

    @Slot()
    def close(self) -> None:
        """End the lesson and give the user's own comparison back."""
        self.present(False)
        self._handout.stop()
        self.panel.hide()
        self.reset()
        self.lesson = None
        self.changed.emit()

    def present(self, on: bool = True) -> None:
        """Full screen, large type, a presenter's keys; or the window as it was."""
        if self.lesson is not None and self._kept is None and on:
            self.go(self.index)
        if self.lesson is not None:
            self._presenting.turn(on)

    @property
    def has_window(self) -> bool:
        """Whether the window shows a lesson's step, and the user's own comparison waits to be given back."""
        return self._kept is not None

    def ask_where_handout(self) -> None:
        """Let the user say where the handout goes."""
        if self.lesson is None:
            return
        title, name = self.tr("Print handout"), f"{self.lesson.path.stem}.pdf"
        if found := asking.where_to_save(self._window, title, name, "PDF (*.pdf)"):
            self.handout_to(found[0])

    def handout_to(self, path: Path) -> None:
        """Walk the lesson, picture every step, and write them with their texts as a PDF."""
        if self.lesson is not None:
            self._handout.begin(self.lesson, self.index, path)

    @property
    def idle(self) -> bool:
        """Whether the step is shown, with all that it asked for."""
        return not self.pending and self._stage.idle

    # -- a step's state -----------------------------------------------------------------------------------

    def _resume(self, scene: Scene, source: Source, own: dict[str, Source]) -> None:
        self._opened, self._source = scene.subject, source
        self._show_panes()
        self._session.resume(source, scene.comparison, own)
        self._canvas.show_saved(_view(scene, source))

    def _compare(self, scene: Scene) -> None:
        """Another comparison of the same picture, through what undo uses."""
        canvas, before, after = self._canvas, self._session.comparison, scene.comparison
        assert self._source is not None
        view = _view(scene, self._source)
        anew = (before.mode, before.scale, before.degradation) != (after.mode, after.scale, after.degradation)
        if not scene.page:
            self._show_panes()
        if anew:
            canvas.show_saved(view)
        self._session.restore(after)
        canvas.set_way(**way_of(view, after.panes))
        if view.fitted:
            canvas.fit()
        elif not anew:
            canvas.look_at(view.x, view.y, view.zoom)
        if self._session.lr is not None:
            QTimer.singleShot(0, self, self._finish)

    def _session_changed(self, change: Change) -> None:
        if self.pending and change.touches(Field.PREPARED) and self._session.lr is not None:
            QTimer.singleShot(0, self, self._finish)

    @Slot()
    def _finish(self) -> None:
        """What needs the picture to be there: sides, page, its controls, what is pointed at."""
        if not self.pending or self.lesson is None:
            return
        scene = self.lesson.steps[self.index].scene
        if not scene.page:
            self._show_panes()
            self._show_side(scene)
        else:
            self._show_page(self.lesson, scene)
        self.pending = False
        self._outline.follow(bool(scene.points))

    def _show_panes(self) -> None:
        if self._stage.centre.shows_inside:
            self._stage.centre.look_inside()

    def _show_side(self, scene: Scene) -> None:
        body, side = self._stage.body, scene.side
        if side == "plots":
            parts.choose(self._stage.plot, scene.plot)
        body.open_left(side == "methods")
        body.open_right(side in TABS)
        if side in TABS:
            self._stage.right.open(side)

    def _show_page(self, lesson: Lesson, scene: Scene) -> None:
        if not self._stage.centre.shows_inside:
            self._stage.centre.look_inside()
        self._stage.inside.open(scene.page)
        for name, widget in parts.controls_of(self._stage.inside.page(scene.page)).items():
            wanted = scene.settings.get(name, self._defaults.get((scene.page, name)))
            if wanted is not None and not parts.put(widget, wanted) and name in scene.settings:
                text = self.tr("{file}: {name} has no {value} in this step")
                self.failed.emit(text.format(file=lesson.path.name, name=name, value=wanted))

    def _refused(self, error: Exception) -> None:
        self.pending = False
        self.failed.emit(words(error))

    def _places(self) -> list[QRect]:
        if self.lesson is None or self.pending:
            return []
        points = self.lesson.steps[self.index].scene.points
        return [place for p in points if (place := parts.place_of(self._stage, self._canvas, p)) is not None]

    def _picture(self) -> QImage:
        """The window's middle as it is."""
        place = QRect(self._body.mapTo(self._window, QPoint(0, 0)), self._body.size())
        return self._window.grab(place).toImage()

    # -- what is the user's -------------------------------------------------------------------------------

    @Slot(str)
    def note_defaults(self, key: str) -> None:
        """How a page stands when it is made: what a step does not set is so."""
        self._defaults |= _controls_of(key, self._stage.inside.page(key))

    def _controls(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for key, page in parts.pages(self._stage.inside).items():
            found |= _controls_of(key, page)
        return found

    def _keep(self) -> KeptWindow:
        session, stage = self._session, self._stage
        page = stage.inside.current if stage.centre.shows_inside else ""
        view, found = self._canvas.saved_view(), self._controls()
        self._show_panes()  # which brings the sides back that give way to a page
        return KeptWindow(
            session.source,
            session.comparison,
            dict(session.own_sources),
            view,
            page,
            stage.right.current,
            str(stage.plot.currentData()),
            stage.body.sides,
            found,
            stage.comparing.cache.kept_pictures,
        )

    def _give_back(self, kept: KeptWindow) -> None:
        session, stage = self._session, self._stage
        self._show_panes()
        if kept.source is None:
            session.close()
            session.restore(kept.comparison)
            self._canvas.set_way(**way_of(kept.view, kept.comparison.panes))
        else:
            self._canvas.set_way(**way_of(kept.view, kept.comparison.panes))
            session.resume(kept.source, kept.comparison, kept.own)
            self._canvas.show_saved(kept.view)
        self._give_sides_back(kept)
        pages = parts.pages(stage.inside)
        for (key, name), value in kept.controls.items():
            parts.put(parts.controls_of(pages[key])[name], value)
        if kept.page and kept.source is not None:
            stage.centre.look_inside()
            stage.inside.open(kept.page)
        stage.comparing.cache.keep_only(kept.pictures)
        pictures.picture_of.cache_clear()
        stage.comparing.give_back()

    def _give_sides_back(self, kept: KeptWindow) -> None:
        parts.choose(self._stage.plot, kept.plot)
        self._stage.right.open(kept.tab)
        self._stage.body.restore_sides(kept.sides)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: a window that closes remembers the user's own sides, not a step's; F5 alone begins to present, as
        remotes send it."""
        if self.lesson is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F5:
            return self._f5(event)
        if event.type() == QEvent.Type.Close and self._kept is not None:
            self._presenting.turn(False)
            self._show_panes()
            self._outline.follow(False)
            self._give_sides_back(self._kept)
            self._kept = None
        return False

    def _f5(self, event: QKeyEvent) -> bool:
        """Before F5 does what it does without a lesson."""
        if event.modifiers() or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.present()
        return True


def _controls_of(key: str, page: QWidget) -> dict[tuple[str, str], str]:
    """How the controls of a page stand, by its key and their names."""
    return {
        (key, name): value
        for name, widget in parts.controls_of(page).items()
        if (value := parts.value_of(widget)) is not None
    }


def language_in_force() -> str:
    """The key in `language.LANGUAGES` of the language that texts are in."""
    name = QLocale().name()
    return name if name in LANGUAGES else "en"


def _title(path: Path) -> str:
    """Number and title of a lesson, from its head alone."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = [line.partition(":") for line in file.read(2000).splitlines()[:8]]
    except (OSError, UnicodeDecodeError):
        return path.stem
    head = {key.strip(): value.strip() for key, _, value in lines}
    return f"{head.get('number', '?')} · {head.get('title', path.stem)}"


def _sources(scene: Scene) -> tuple[Source, dict[str, Source]]:
    """In a lane's thread: the picture of a step, and the distorted ones that stand beside it."""
    whole = pictures.picture_of(scene.opened, scene.distorted)
    own = {d.title: Source(replace(pictures.picture_of(scene.opened, d), notices=()), d.title) for d in scene.results}
    sample = scene.opened if scene.distorted is None and not scene.opened.startswith("stripes") else None
    return Source(whole, _picture_title(scene.opened), sample=sample), own


def _picture_title(opened: str) -> str:
    """What a step opens, in words: a sample's title, or how its stripes run."""
    pattern, _, rest = opened.partition(" ")
    if pattern != "stripes":
        return sample_title(opened)
    direction, period = rest.split()
    titles = {
        "vertical": _tr("vertical stripes, one every {} pixels"),
        "horizontal": _tr("horizontal stripes, one every {} pixels"),
        "diagonal": _tr("diagonal stripes, one every {} pixels"),
    }
    return titles[direction].format(period)


def _view(scene: Scene, source: Source) -> SavedView:
    c, picture = scene.comparison, source.picture
    by = c.scale if c.mode is Mode.UPSCALE else 1
    x, y = scene.centre or (picture.width * by / 2, picture.height * by / 2)
    return SavedView(
        zoom=scene.zoom or 1.0,
        x=x,
        y=y,
        fitted=scene.zoom is None,
        name=scene.view,
        against=scene.against,
        kind=scene.kind,
        gain=scene.gain,
    )
