"""Lessons: a step's state is put into the window, and the user's own comparison is given back afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from srviewer.gui.canvas.saved import way_of
from srviewer.gui.features.lessons import parts
from srviewer.gui.features.lessons.handout import Handout
from srviewer.gui.features.lessons.outline import Outline
from srviewer.gui.features.lessons.panel import LessonPanel
from srviewer.gui.features.lessons.presenting import Presenting
from srviewer.gui.look.language import LANGUAGES
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import settings
from srviewer.gui.services.errands import words
from srviewer.gui.services.reading import sample_title
from srviewer.lessons import parse, pictures
from srviewer.lessons.lesson import Lesson, LessonError, Scene, Vocabulary
from srviewer.session import Comparison, Source
from srviewer.session_file import View

if TYPE_CHECKING:
    from srviewer.gui.window import MainWindow

SLOT = "lesson"
TABS = ("wavelet", "numbers", "plots")  # of the right side, in their order


@dataclass(frozen=True)
class Kept:
    """The window as the user had it."""

    source: Source | None
    comparison: Comparison
    own: dict[str, Source]
    view: View
    page: int | None
    tab: int
    plot: str
    sides: tuple[bool, dict[bool, bool]]
    controls: dict[tuple[str, str], str]


class Lessons(QObject):
    """The lesson that is open, and its step. Lives in the GUI thread."""

    stepped = Signal(int)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.panel = LessonPanel()
        self.lesson: Lesson | None = None
        self.index = 0
        self.pending = False
        self._kept: Kept | None = None
        self._opened: tuple[object, ...] = ()
        self._source: Source | None = None
        self._defaults: dict[tuple[str, str], str] = {}
        self._actions: list[QAction] = []
        self._outline = Outline(window, self._places)
        self._presenting = Presenting(window, self)
        self._handout = Handout(window, self)
        self.panel.stepped.connect(self.step)
        self.panel.reset_requested.connect(self.reset)
        self.panel.closed.connect(self.close)
        self.stepped.connect(lambda _index: self._enable())
        window.session.subscribe(self._session_changed)
        window.installEventFilter(self)

    # -- putting together ---------------------------------------------------------------------------------

    def beside(self, body: QWidget) -> QWidget:
        """The window's middle with the lesson at its side."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(body, 1)
        row.addWidget(self.panel)
        return both

    def take_action(self, action: QAction) -> None:
        """An action that needs a lesson."""
        self._actions.append(action)
        action.setEnabled(False)

    def titled(self) -> list[tuple[str, Callable[[], object]]]:
        """The lessons of the language in force, for a menu: title, and what begins it; what is wrong with one is told
        then."""
        found = parse.files(language_in_force())
        return [(_title(path).replace("&", "&&"), partial(self.open, path)) for path in found]

    @property
    def vocabulary(self) -> Vocabulary:
        return parts.vocabulary(self._window)

    # -- the user's verbs ---------------------------------------------------------------------------------

    def ask(self) -> None:
        """Let the user choose a lesson's file."""
        title, kind = self.tr("Open a lesson"), self.tr("Lessons")
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
            self._window.show_error(words(error))
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
        if scene.subject == self._opened and self._window.session.source is self._source:
            self._compare(scene)
        else:
            self._window.errands.send(
                SLOT, lambda _token: _sources(scene), lambda found: self._resume(scene, *found), self._refused
            )
        self.stepped.emit(index)

    @Slot()
    def reset(self) -> None:
        """Give the user's own comparison back; the lesson stays open, and its next step takes the window again."""
        kept, self._kept = self._kept, None
        self._window.errands.drop(SLOT)
        self.pending, self._source, self._opened = False, None, ()
        self._outline.follow(False)
        if kept is not None:
            self._give_back(kept)

    @Slot()
    def close(self) -> None:
        """End the lesson and give the user's own comparison back."""
        self.present(False)
        self.panel.hide()
        self.reset()
        self.lesson = None
        self._enable()

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

    @property
    def presenting(self) -> bool:
        return self._presenting.on

    def ask_where_handout(self) -> None:
        """Let the user say where the handout goes."""
        if self.lesson is None:
            return
        folder = Path(settings.text(settings.SAVE_FOLDER)) / f"{self.lesson.path.stem}.pdf"
        name, _kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Print as a handout"), str(folder), "PDF (*.pdf)"
        )
        if name:
            settings.put(settings.SAVE_FOLDER, str(Path(name).parent))
            self.handout_to(Path(name))

    def handout_to(self, path: Path) -> None:
        """Walk the lesson, picture every step, and write them with their texts as a PDF."""
        if self.lesson is not None:
            self._handout.begin(path)

    @property
    def idle(self) -> bool:
        """Whether the step is shown, with all that it asked for."""
        return not self.pending and self._window.idle

    # -- a step's state -----------------------------------------------------------------------------------

    def _resume(self, scene: Scene, source: Source, own: dict[str, Source]) -> None:
        self._opened, self._source = scene.subject, source
        self._show_panes()
        self._window.canvas.show_saved(_view(scene, source))
        self._window.session.resume(source, scene.comparison, own)

    def _compare(self, scene: Scene) -> None:
        """Another comparison of the same picture, through what undo uses."""
        window, before, after = self._window, self._window.session.comparison, scene.comparison
        assert self._source is not None
        view = _view(scene, self._source)
        anew = (before.mode, before.scale, before.degradation) != (after.mode, after.scale, after.degradation)
        if not scene.page:
            self._show_panes()
        if anew:
            window.canvas.show_saved(view)
        window.session.restore(after)
        window.canvas.set_way(**way_of(view, after.panes))
        if view.fitted:
            window.canvas.fit()
        elif not anew:
            window.canvas.look_at(view.x, view.y, view.zoom)
        if window.session.lr is not None:
            QTimer.singleShot(0, self, self._finish)

    def _session_changed(self, names: frozenset[str]) -> None:
        if self.pending and "prepared" in names and self._window.session.lr is not None:
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
            self._show_page(scene)
        self.pending = False
        self._outline.follow(bool(scene.points))

    def _show_panes(self) -> None:
        if self._inside:
            self._window.look_inside()

    @property
    def _inside(self) -> bool:
        return self._window.centre.currentWidget() is self._window.inside

    def _show_side(self, scene: Scene) -> None:
        body, side = self._window.body, scene.side
        if side == "plots":
            parts.choose(self._window.plots.kind, scene.plot)
        body.open_left(side == "methods")
        body.open_right(side in TABS)
        if side in TABS:
            self._window.right.tabs.setCurrentIndex(TABS.index(side))

    def _show_page(self, scene: Scene) -> None:
        window = self._window
        page = parts.pages(window)[scene.page]
        if not self._inside:
            window.look_inside()
        window.inside.tabs.setCurrentIndex(window.inside.pages.indexOf(page))
        for name, widget in parts.controls_of(page).items():
            wanted = scene.settings.get(name, self._defaults.get((scene.page, name)))
            if wanted is not None and not parts.put(widget, wanted) and name in scene.settings:
                text = self.tr("{file}: {name} has no {value} in this step")
                window.show_error(text.format(file=self.lesson.path.name, name=name, value=wanted))

    def _refused(self, error: Exception) -> None:
        self.pending = False
        self._window.show_error(words(error))

    def _places(self) -> list[QRect]:
        if self.lesson is None or self.pending:
            return []
        points = self.lesson.steps[self.index].scene.points
        return [place for p in points if (place := parts.place_of(self._window, p)) is not None]

    # -- what is the user's -------------------------------------------------------------------------------

    def note_defaults(self, key: str) -> None:
        """How a page stands when it is made: what a step does not set is so."""
        self._defaults |= _controls_of(key, self._window.inside.page(key))

    def _controls(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for key, page in parts.pages(self._window).items():
            found |= _controls_of(key, page)
        return found

    def _keep(self) -> Kept:
        w = self._window
        page = w.inside.tabs.currentIndex() if self._inside else None
        view, found = w.canvas.saved_view(), self._controls()
        self._show_panes()  # which brings the sides back that give way to a page
        session = w.session
        return Kept(
            session.source,
            session.comparison,
            dict(session.own_sources),
            view,
            page,
            w.right.tabs.currentIndex(),
            str(w.plots.kind.currentData()),
            w.body.sides,
            found,
        )

    def _give_back(self, kept: Kept) -> None:
        window, session = self._window, self._window.session
        self._show_panes()
        if kept.source is None:
            session.close()
            session.restore(kept.comparison)
            window.canvas.set_way(**way_of(kept.view, kept.comparison.panes))
        else:
            window.canvas.set_way(**way_of(kept.view, kept.comparison.panes))
            window.canvas.show_saved(kept.view)
            session.resume(kept.source, kept.comparison, kept.own)
        self._give_sides_back(kept)
        pages = parts.pages(window)
        for (key, name), value in kept.controls.items():
            parts.put(parts.controls_of(pages[key])[name], value)
        if kept.page is not None and kept.source is not None:
            window.look_inside()
            window.inside.tabs.setCurrentIndex(kept.page)

    def _give_sides_back(self, kept: Kept) -> None:
        parts.choose(self._window.plots.kind, kept.plot)
        self._window.right.tabs.setCurrentIndex(kept.tab)
        self._window.body.restore_sides(kept.sides)

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

    def _enable(self) -> None:
        for action in self._actions:
            action.setEnabled(self.lesson is not None)


def _controls_of(key: str, page: QWidget) -> dict[tuple[str, str], str]:
    """How the controls of a page stand, by its key and their names."""
    return {
        (key, name): value
        for name, widget in parts.controls_of(page).items()
        if (value := parts.value_of(widget)) is not None
    }


def language_in_force() -> str:
    """The key in `language.LANGUAGES` of the language that texts are in."""
    from PySide6.QtCore import QLocale

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


def _view(scene: Scene, source: Source) -> View:
    c, picture = scene.comparison, source.picture
    by = c.scale if c.mode == "upscale" else 1
    x, y = scene.centre or (picture.width * by / 2, picture.height * by / 2)
    return View(
        zoom=scene.zoom or 1.0,
        x=x,
        y=y,
        fitted=scene.zoom is None,
        name=scene.view,
        against=scene.against,
        kind=scene.kind,
        gain=scene.gain,
    )
