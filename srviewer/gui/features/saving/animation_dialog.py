"""Export animation: two panes in turn, a line between them, a zoom; as small as a mail takes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.features.saving.export import Exporting
from srviewer.gui.look import boxes, controls, language, timers
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import asking
from srviewer.gui.services.errands import WRITING, words
from srviewer.reports.contact_sheet import Tongue
from srviewer.reports.formats import ANIMATIONS, MOVEMENTS, AnimationFormat

SLOT = "animation"
MEGABYTES = (0, 25, 10, 2)  # offered as limits; 0: none
LOOKS = 100  # milliseconds between two looks at the progress
WIDTH = 340


def ask(exporting: Exporting, window: QWidget) -> None:
    """Let the user say how two of the panes move in a file."""
    if len(exporting.content().columns) < 2:
        exporting.failed.emit(_tr("An animation needs two finished panes."))
    else:
        AnimationDialog(exporting, window).open()


class AnimationDialog(QDialog):
    """Asks how and what of the finished panes moves, and writes it."""

    def __init__(self, exporting: Exporting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export animation"))
        self.exporting, self._errands = exporting, exporting.errands
        self._content = exporting.content()
        self._token: Token | None = None
        self.movement = controls.Choice(self.tr("Movement"))
        moves = [(language.core(known.title), known.name) for known in MOVEMENTS if known.name != "strength"]
        self.movement.set_items(moves, moves[0][1])
        self.first, self.second = controls.Choice(self.tr("From pane")), controls.Choice(self.tr("To pane"))
        self.form = controls.Choice(
            self.tr("Format"), [(language.core(known.title), known.name) for known in ANIMATIONS], ANIMATIONS.first.name
        )
        for index, known in enumerate(ANIMATIONS):
            if (why := known.lacks) is not None:
                self.form.enable(index, False)
                self.form.note(known.name, language.said(why))
        self.limit = controls.Choice(self.tr("File size"), [(self._most(most), most) for most in MEGABYTES], 0)
        self.says = controls.label("", "dim", wrap=True)
        self.bar = controls.progress_bar(self.tr("Progress"))
        self.bar.hide()
        self.save = controls.button(self.tr("Save…"), self._ask)
        self.save.setDefault(True)
        self.leave = controls.button(self.tr("Cancel"), self.reject)
        self.form.currentIndexChanged.connect(self._tell)
        self._timer = timers.repeating(self, LOOKS, self._look)
        rows = controls.named(
            (self.tr("Movement"), self.movement),
            (self.tr("From"), self.first),
            (self.tr("To"), self.second),
            (self.tr("Format"), self.form),
            (self.tr("File size"), self.limit),
        )
        boxes.column(
            *rows, self.says, self.bar, 8, boxes.row(None, self.leave, self.save), of=self, margins=(20, 18, 20, 16)
        )
        self.setMinimumWidth(WIDTH)
        self._list_panes()
        self._tell()

    def done(self, result: int) -> None:
        """Closing the dialog ends what it was writing; the file is whole or not there."""
        self._errands.drop(SLOT)
        self._timer.stop()
        super().done(result)

    def _most(self, megabytes: int) -> str:
        return self.tr("Up to {} MB").format(megabytes) if megabytes else self.tr("No limit")

    def _list_panes(self) -> None:
        """All finished panes: from the first to the last, unless the user says otherwise."""
        titles = self._content.titles
        for choice, index in ((self.first, 0), (self.second, len(titles) - 1)):
            choice.set_items([(title, place) for place, title in enumerate(titles)], index)

    def _format(self) -> AnimationFormat:
        return ANIMATIONS.get(str(self.form.currentData()))

    def _tell(self) -> None:
        """What is to be known of the format."""
        self.says.setText(controls.sentence(language.said(self._format().says) or self.tr("holds every pixel")))

    def _ask(self) -> None:
        """Let the user say where it goes."""
        form = self._format()
        start = self.exporting.place("animation", form.suffix)
        kind = f"{language.core(form.title)} (*{form.suffix})"
        if found := asking.where_to_save(self, self.windowTitle(), start.name, kind, start):
            self.write(found[0])

    def write(self, path: Path) -> None:
        """Write it; the dialog has asked about overwriting."""
        movement, most = str(self.movement.currentData()), int(self.limit.currentData()) * 1_000_000 or None
        content = self._content.of((int(self.first.currentData()), int(self.second.currentData())))
        tongue = Tongue(language.tag(), language.said)

        def run(token: Token) -> tuple[str, ...]:
            from srviewer.reports.animation import animate
            from srviewer.reports.animation_files import write

            self._token = token
            return write(animate(content.sheet(), movement, tongue), path, True, token, most).notices

        self._show_work(True)
        self._errands.send(SLOT, run, lambda notices: self._written(path, notices), self._refused, FILES, WRITING)

    def _look(self) -> None:
        if self._token is not None:
            self.bar.setValue(round(1000 * self._token.fraction))

    def _show_work(self, working: bool) -> None:
        for widget in (self.movement, self.first, self.second, self.form, self.limit, self.save):
            widget.setEnabled(not working)
        self.bar.setVisible(working)
        self.bar.setValue(0)
        if working:
            self._timer.start()
        else:
            self._timer.stop()

    def _written(self, path: Path, notices: tuple[str, ...]) -> None:
        said = [self.tr("Saved the animation as {}").format(path.name), *map(language.said, notices)]
        self.exporting.saved.emit(language.joined(said))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._show_work(False)
        self.says.setText(controls.sentence(words(error)))
