"""Train: a network learns before one's eyes, by losses whose weights are sliders.

The window does not train: it starts `srviewer train --events` as a child process and shows what that reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from srviewer import system
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.errors import SrviewerError
from srviewer.explain.recipe import Recipe
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.features.inside import training_run
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.features.inside.train_choices import TrainChoices
from srviewer.gui.features.inside.train_curves import TrainCurves
from srviewer.gui.features.inside.training_run import TrainingRun
from srviewer.gui.look import boxes, controls, language, timers
from srviewer.gui.services.child import Child
from srviewer.gui.services.errands import Errands, words
from srviewer.phrase import of_json
from srviewer.session import Session

SLOT = "train"
MOST = 192 * 192  # pixels of the crop, so that it is shown about once a second on one core
MOST_DATA = 1 << 22  # pixels of a picture that is learnt from
SHOW_MS = 100  # after which what was reported is shown
IDLE, STARTING, RUNNING, PAUSED, ENDING = "idle", "starting", "running", "paused", "ending"


class TrainPage(SeenPage):
    """Choices and weights at the left, the crop in view in the middle, the curves at the right."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self.child = Child(self)
        self.child.told.connect(self._told)
        self.child.ended.connect(self._ended)
        self.run: TrainingRun | None = None
        self._state = IDLE
        self._ending = self._keeping = False
        self._pictures: dict[str, Pyramid | None] = {"now": None, "start": None, "truth": None}
        self._latest: Mapping[str, Any] = {}
        self._soon = timers.single(self, SHOW_MS, self._show_step)
        self.choices, self.curves = TrainChoices(session), TrainCurves()
        self.choices.changed.connect(self._tell_about)
        self.choices.weighed.connect(self._send_weights)
        self._make_middle()
        self._lay_out()
        self.choices.follow()
        self._show_picture()
        self._show_state()

    # -- putting together -----------------------------------------------------------------------------------

    def _make_middle(self) -> None:
        shown = ((self.tr("now"), "now"), (self.tr("at the start"), "start"), (self.tr("truth"), "truth"))
        self.shown = controls.Segments(shown, self.tr("Shown"), "now")
        self.shown.chosen.connect(self._show_picture)
        self.plate = Plate(self.tr("The part in view appears here once it learns"))
        self.go = controls.button(self.tr("Train"), self.toggle, role="primary")
        self.halt = controls.button(self.tr("Stop"), self.stop)
        self.resume = controls.button(
            self.tr("Resume last"), self.take_up, tip=self.tr("Continues the last training from where it was kept")
        )
        self.keep = controls.button(
            self.tr("Keep as a method"),
            self.put_in_library,
            tip=self.tr("Adds the network as it is now to the model library and shows it in a pane"),
        )
        self.state = controls.label("", wrap=True)
        self.about = controls.label("", "small", wrap=True)
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setAccessibleName(self.tr("Command that continues this training"))
        self.copy = controls.button(
            self.tr("Copy"),
            self._copy_command,
            tip=self.tr("Copies the command that continues this training in a terminal"),
        )

    def _lay_out(self) -> None:
        middle = boxes.column(
            boxes.row(self.shown, None),
            (self.plate, 1),
            boxes.row(self.go, self.halt, self.resume, None),
            self.state,
            gap=6,
        )
        boxes.column(
            (boxes.row(self.choices, (middle, 1), self.curves, gap=12), 1),
            self.about,
            boxes.row(self.keep, (self.command, 1), self.copy, gap=8),
            of=self,
            margins=(16, 12, 16, 12),
            gap=8,
        )

    @property
    def under_way(self) -> str:
        return self.tr("a network is being trained") if self.running else ""

    def take_over(self, other: Self) -> None:
        self.choices.take_files(other.choices)
        super().take_over(other)
        self._tell_about()

    def shut_down(self) -> None:
        """End the child process, its work kept, and let go of the plots."""
        self.child.close()
        self._soon.stop()
        self.curves.shut_down()

    # -- the child process ------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._state != IDLE

    def toggle(self) -> None:
        """Train, pause, or go on."""
        if self._state == IDLE:
            self.train()
        elif self._state == RUNNING:
            self.child.ask("pause")
        elif self._state == PAUSED:
            self.child.ask("go")

    def train(self) -> None:
        """Write what is to be seen and learnt from, then start."""
        part, whole = excerpt(self.session, MOST), excerpt(self.session, MOST_DATA)
        if part is None or whole is None:
            self._say(self.tr("Open a picture to train with."))
            return
        try:
            recipe = self.choices.recipe()
        except SrviewerError as error:
            self._say(controls.sentence(words(error)))
            return
        data, phi = self.choices.folder, self.choices.vgg
        self._set_state(STARTING, self.tr("Starting…"))
        self.errands.send(
            SLOT, lambda _token: _begun(recipe, part, whole, data, phi), self._start, self._refused, FILES
        )

    def _start(self, begun: tuple[TrainingRun, Pyramid | None]) -> None:
        if self._state == STARTING:  # and not stopped meanwhile
            run, truth = begun
            self._begin(run, truth, resume=False)

    def _begin(self, run: TrainingRun, truth: Pyramid | None, resume: bool) -> None:
        self.run, self._ending, self._keeping = run, False, False
        self._pictures = {"now": None, "start": None, "truth": truth}
        self.curves.begin(*filter(None, (run.recipe.optimiser, self.choices.against)))
        self._soon.stop()
        self.command.clear()
        self.plate.setAccessibleName(self.tr("Starting…"))
        self._show_picture()
        self.child.start(run.watched(max(1, system.cores() - 1), self.choices.against, resume))

    def take_up(self) -> None:
        """Go on with the last training from its checkpoint; it looks at the crop that it began with."""
        run = self.run if self._can_resume(self.run) else training_run.latest()
        if run is None or self._state != IDLE:
            return
        self.choices.take(run.recipe)
        if run is not self.run:
            self.choices.weigh(run.recipe.losses)
        self._set_state(STARTING, self.tr("Starting…"))
        truth = run.folder / "crop" / "truth.png"
        self.errands.send(
            SLOT,
            lambda token: training_run.preview(truth, token) if truth.exists() else None,
            lambda shown: self._begin(run, shown, resume=True) if self._state == STARTING else None,
            self._refused,
            FILES,
        )

    def stop(self) -> None:
        """End at once; what was learnt is kept."""
        self.errands.drop(SLOT)
        self._ending = True
        self._set_state(ENDING if self.child.runs else IDLE, self.tr("Stopped."))
        if self.child.runs:
            self.child.stop()

    def put_in_library(self) -> None:
        """Have the network as it is now become a method."""
        if self._state in (RUNNING, PAUSED):
            self._keeping = True
            self.child.ask("keep")
        elif self.run is not None:
            self.kept.emit(self.run.weights)

    @Slot()
    def _send_weights(self) -> None:
        if self._state in (RUNNING, PAUSED):
            self.child.ask("weights", losses=self.choices.lambdas)

    @Slot(object)
    def _told(self, event: Mapping[str, Any]) -> None:
        """An event of the child process."""
        match event.get("event"):
            case "started":
                self._set_state(RUNNING)
                self._send_weights()
            case "step":
                self._step(event)
            case "paused":
                why = language.said(of_json(event["message"]))
                text = self.tr("Paused at step {}.").format(self.steps)
                self._set_state(PAUSED, language.in_a_row((text, controls.sentence(why) if why else "")))
            case "running":
                self._set_state(RUNNING)
            case "checkpoint":
                self._kept_now()
            case "error":
                self._ending = True
                self._say(controls.sentence(language.said(of_json(event["message"]))))
            case "stopped":
                self._set_state(ENDING, self.tr("Stopped at step {}; what was learnt is kept.").format(event["step"]))
                self._ending = True

    def _step(self, event: Mapping[str, Any]) -> None:
        """Note what is reported; it is shown soon, with what comes until then."""
        self.curves.note(int(event["step"]), event["losses"])
        self._latest = event
        if not self._soon.isActive():
            self._soon.start()

    def _show_step(self) -> None:
        event = self._latest
        self.choices.show_losses(next(iter(event["losses"].values())))
        self.curves.show_new()
        if self._state == RUNNING:
            self._say(self._progress(int(event["step"]), float(event["seconds"])))
        if event.get("preview"):
            path = Path(event["preview"])
            self.errands.send(
                SLOT + ", preview", partial(training_run.preview, path), self._show_now, self._refused_preview
            )

    def _progress(self, step: int, seconds: float) -> str:
        pace = self.tr("Step {step}, {seconds} s of training.").format(step=step, seconds=f"{seconds:.0f}")
        gram = self.curves.points("gram")
        if len(gram) < 2 or not gram[0][1]:
            return pace
        of_start = self.tr("The Gram matrices' distance from the truth's is {} of what it was at first.")
        return language.in_a_row((pace, of_start.format(f"{gram[-1][1] / gram[0][1]:.0%}")))

    def _show_now(self, shown: Pyramid) -> None:
        self._pictures["now"] = shown
        if self._pictures["start"] is None:
            self._pictures["start"] = shown
        self._show_picture()

    def _refused_preview(self, _error: Exception) -> None:
        """One that was not to be read: the next comes soon."""

    def _kept_now(self) -> None:
        assert self.run is not None
        lambdas = self.choices.lambdas
        if any(lambdas.values()):
            self.command.setText(self.run.command(replace(self.run.recipe, losses=lambdas)))
            self.command.setCursorPosition(0)
        if self._keeping:
            self._keeping = False
            self.kept.emit(self.run.weights)
        self._show_state()

    @Slot()
    def _ended(self) -> None:
        """The child process is gone."""
        if not self._ending:
            told = self.child.last_words
            text = self.tr("The training ended unexpectedly. Resume last continues from what was kept.")
            self._say(language.in_a_row((text, told)))
        self._set_state(IDLE)

    def _refused(self, error: Exception) -> None:
        self._set_state(IDLE, controls.sentence(words(error)))

    # -- what is shown ----------------------------------------------------------------------------------------

    @property
    def steps(self) -> int:
        """How far it is."""
        sums = self.curves.points("sum")
        return sums[-1][0] if sums else 0

    def _can_resume(self, run: TrainingRun | None) -> bool:
        return run is not None and run.checkpoint.is_file()

    def _say(self, text: str) -> None:
        self.state.setText(text)

    def _set_state(self, state: str, text: str | None = None) -> None:
        self._state = state
        if text is not None:
            self._say(text)
        self._show_state()

    def _show_state(self) -> None:
        idle = self._state == IDLE
        texts = {RUNNING: self.tr("Pause"), PAUSED: self.tr("Resume")}
        self.go.setText(texts.get(self._state, self.tr("Train")))
        self.go.setEnabled(self._state in texts or (idle and self.session.lr is not None))
        self.halt.setEnabled(not idle and self._state != ENDING)
        kept = self._can_resume(self.run)
        self.resume.setEnabled(idle and (kept or training_run.latest() is not None))
        self.keep.setEnabled(kept or self._state in (RUNNING, PAUSED))
        self.copy.setEnabled(bool(self.command.text()))
        self.choices.hold(not idle)

    def _show_picture(self, _value: object = None) -> None:
        for which, picture in self._pictures.items():
            self.shown.button(which).setEnabled(picture is not None)
        self.plate.show_picture(self._pictures[str(self.shown.value)] or self._pictures["now"])

    def _tell_about(self) -> None:
        self.about.setText(self.choices.about())

    def refresh(self, _value: object = None) -> None:
        if self._state == IDLE:
            self.choices.follow()
        self._show_state()

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.said.emit(self.tr("Copied the command that continues this training"))


def _begun(
    recipe: Recipe, part: Excerpt, whole: Excerpt, data: Path | None, phi: Path | None
) -> tuple[TrainingRun, Pyramid | None]:
    """In a lane's thread: the run's folder with its pictures, and the crop's truth to be painted."""
    truth, own = part.truth_pixels(), whole.truth_pixels()
    run = training_run.begin(recipe, part.lr_pixels(), truth, whole.lr_pixels() if own is None else own, data, phi)
    crop = run.folder / "crop" / "truth.png"
    return run, training_run.preview(crop, Token()) if truth is not None else None
