"""Train: a network learns before one's eyes, by losses whose weights are sliders.

The window does not train: it starts `srviewer train --events` as a child process and shows what that reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import log10
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from srviewer import system
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.errors import SrviewerError
from srviewer.explain.phi import LAYERS
from srviewer.explain.recipe import LOSSES, NETWORKS, OPTIMISERS, RATES, SCALES, STARTS, USUAL, Recipe, start_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.features.inside import training_run
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.optimise_page import COLOURS as OTHER_COLOURS
from srviewer.gui.features.inside.training_run import TrainingRun
from srviewer.gui.look import boxes, controls, language, theme, timers
from srviewer.gui.look.chart import Chart
from srviewer.gui.services import settings
from srviewer.gui.services.child import Child
from srviewer.gui.services.errands import Errands, words
from srviewer.phrase import of_json
from srviewer.session import Change, Field, Session

SLOT = "train"
MOST = 192 * 192  # pixels of the crop, so that it is shown about once a second on one core
MOST_DATA = 1 << 22  # pixels of a picture that is learnt from
LEFT_WIDTH, RIGHT_WIDTH, NUMBER_WIDTH, VALUE_WIDTH = 350, 260, 62, 58
CHART_HEIGHT = 110  # at least
STEPS, DECADES = 60, 4  # of a slider of weights: its last but first are so many decades around the usual weight
OTHER = "other"
COLOURS = {**OTHER_COLOURS, "detail": "#c061cb"}
SUM_COLOURS = {"adam": "#4c8dff", "sgd": "#e07b39"}
SHOW_MS = 100  # after which what was reported is shown
IDLE, STARTING, RUNNING, PAUSED = "idle", "starting", "running", "paused"


class _Plain(controls.NumberField):
    """A number with as many digits as it has, and no more."""

    def textFromValue(self, value: float) -> str:
        """Qt's hook."""
        return self.locale().toString(value, "g", 4)


class TrainPage(QWidget):
    """Choices and weights at the left, the crop in view in the middle, the curves at the right."""

    said = Signal(str)
    failed = Signal(str)
    kept = Signal(object)  # weights that are to become a method

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__()
        self._session, self._errands = session, errands
        self._child = Child(self)
        self._child.told.connect(self._told)
        self._child.ended.connect(self._ended)
        self._run: TrainingRun | None = None
        self._state = IDLE
        self._ending = self._keeping = False
        self._pictures: dict[str, Pyramid | None] = {"now": None, "start": None, "truth": None}
        self._curves: dict[str, dict[str, list[tuple[int, float]]]] = {}
        self._lines: dict[tuple[str, str], Any] = {}
        self._latest: Mapping[str, Any] = {}
        self._soon = timers.single(self, SHOW_MS, self._show_step)
        self._then = timers.single(self, SHOW_MS // 2, lambda: self._move(losses=False))
        self._files: dict[str, Path | None] = {"data": None, "phi": None}
        self._make_choices()
        self._make_weights()
        self._make_middle()
        self._lay_out()
        self._network_chosen()
        self._show_picture()
        self._show_state()
        session.subscribe(self._session_changed)

    # -- putting together -----------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        networks = {"srcnn": "SRCNN", "perceptual": "f_W", "compact": self.tr("Compact")}
        self.network = controls.Segments(((networks[n], n) for n in NETWORKS), self.tr("Network"), stretch=True)
        self.network.set_value("perceptual")
        self.network.chosen.connect(self._network_chosen)
        starts = {"shipped": self.tr("shipped"), "twin": self.tr("twin"), "identity": self.tr("identity")}
        tips = {
            "shipped": self.tr("the weights that the program comes with"),
            "twin": self.tr("trained from the same start with the pixel loss alone"),
            "identity": self.tr("a network that only enlarges smoothly and has everything still to learn"),
        }
        self.start_from = controls.Segments(((starts[s], s) for s in STARTS), self.tr("Start from"), stretch=True)
        self.start_from.set_value("twin")
        for start, tip in tips.items():
            self.start_from.button(start).setToolTip(tip)
        optimisers = (("Adam", "adam"), (self.tr("SGD"), "sgd"), (self.tr("both"), "both"))
        self.optimiser = controls.Segments(optimisers, self.tr("Optimiser"), stretch=True)
        self.optimiser.set_value("adam")
        self.optimiser.button("sgd").setToolTip(self.tr("stochastic gradient descent, with momentum"))
        self.optimiser.button("both").setToolTip(self.tr("side by side on the same patches, each at its own rate"))
        self.optimiser.chosen.connect(self._rate_of)
        self.rate = _Plain(self.tr("Learning rate"), 1e-5, 1, 5)
        self.data = controls.Choice(self.tr("Learns from"))
        self.data.set_items(((self.tr("this picture"), "own"), (self.tr("a folder…"), OTHER)), "own")
        self.data.activated.connect(self._data_chosen)
        self.phi = controls.Choice(self.tr("Loss network"))
        self.phi.set_items(((self.tr("distilled"), "own"), (self.tr("a VGG file…"), OTHER)), "own")
        self.phi.activated.connect(self._phi_chosen)
        self.layer = controls.Choice(self.tr("Layer of the feature loss"))
        self.layer.setToolTip(self.layer.accessibleName())
        self.layer.set_items(((name, name) for name in LAYERS), "relu2_2")
        for choice in (self.data, self.phi, self.layer):
            choice.hold()
            choice.grow()

    def _make_weights(self) -> None:
        self.names = {
            "pixel": self.tr("pixel"),
            "feature": self.tr("feature"),
            "style": self.tr("style"),
            "total_variation": self.tr("total variation"),
            "detail": self.tr("wavelet details"),
        }
        self.weights = {
            name: _Plain(self.tr("weight of {}").format(title), 0, 100000, 4) for name, title in self.names.items()
        }
        self.pixel_weight, self.feature_weight = self.weights["pixel"], self.weights["feature"]
        self.style_weight, self.detail_weight = self.weights["style"], self.weights["detail"]
        self.variation_weight = self.weights["total_variation"]
        self.sliders: dict[str, controls.Slider] = {}
        self.values: dict[str, QLabel] = {}
        for name, number in self.weights.items():
            number.setProperty("role", "")
            number.setFixedWidth(theme.scaled(NUMBER_WIDTH))
            slider = self.sliders[name] = controls.Slider(number.accessibleName())
            slider.setRange(0, STEPS)
            slider.setPageStep(STEPS // 10)
            slider.valueChanged.connect(partial(self._slid, name))
            number.valueChanged.connect(partial(self._weighed, name))
            value = self.values[name] = controls.label("–", "small")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setFixedWidth(theme.scaled(VALUE_WIDTH))
        self.rate.setProperty("role", "")
        self.rate.setToolTip(self.rate.accessibleName())
        self.rate.setFixedWidth(theme.scaled(NUMBER_WIDTH))
        for what in (self.style_weight, self.sliders["style"]):
            what.setToolTip(self.tr("over patches of 24 pixels, so that texture is asked for where it belongs"))
        self.style_weight.setValue(8 * USUAL["style"])
        self.pixel_weight.setValue(USUAL["pixel"])
        self.total = controls.label("", "small", wrap=True)

    def _make_middle(self) -> None:
        shown = ((self.tr("now"), "now"), (self.tr("at the start"), "start"), (self.tr("truth"), "truth"))
        self.shown = controls.Segments(shown, self.tr("Shown"))
        self.shown.set_value("now")
        self.shown.chosen.connect(self._show_picture)
        self.plate = Plate(self.tr("The part in view appears here once it learns"))
        self.go = QPushButton(self.tr("Train"))
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self.toggle)
        self.halt = QPushButton(self.tr("Stop"))
        self.halt.clicked.connect(self.stop)
        self.resume = QPushButton(self.tr("Resume last"))
        self.resume.setToolTip(self.tr("Continues the last training from where it was kept"))
        self.resume.clicked.connect(self.take_up)
        self.keep = QPushButton(self.tr("Keep as a method"))
        self.keep.setToolTip(self.tr("Adds the network as it is now to the model library and shows it in a pane"))
        self.keep.clicked.connect(self.put_in_library)
        self.state = controls.label("", wrap=True)
        self.about = controls.label("", "small", wrap=True)
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setAccessibleName(self.tr("Command that continues this training"))
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.setToolTip(self.tr("Copies the command that continues this training in a terminal"))
        self.copy.clicked.connect(self._copy_command)
        self.who = controls.label("", "small")
        self.chart = Chart(self.tr("Each loss, of its start"), self.tr("steps"), "", self._draw, logarithmic=True)
        self.sums = Chart(self.tr("Weighted sum"), self.tr("steps"), "", self._draw_sums, logarithmic=True)

    def _lay_out(self) -> None:
        rows = boxes.grid(8, 6)
        for row, (title, what) in enumerate(
            (
                (self.tr("Network"), (self.network,)),
                (self.tr("Start from"), (self.start_from,)),
                (self.tr("Optimiser"), (self.optimiser, self.rate)),
                (self.tr("Learns from"), (self.data,)),
                (self.tr("Loss network"), (self.phi, self.layer)),
            )
        ):
            rows.addWidget(controls.label(title, "dim"), row, 0)
            room = (None,) if isinstance(what[0], controls.Choice) else ()
            rows.addLayout(boxes.row(*((each, 1) for each in what), *room, gap=6), row, 1)
        rows.setColumnStretch(1, 1)
        weights = boxes.grid(8, 4)
        heads = ((self.tr("Loss"), 0), (self.tr("weight λ"), 2), (self.tr("now"), 3))
        for text, column in heads:
            head = controls.label(text, "small")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            weights.addWidget(head, 0, column)
        for row, name in enumerate(LOSSES, 1):
            named = controls.label(f'<span style="color:{COLOURS[name]}">■</span> {self.names[name]}')
            for column, widget in enumerate((named, self.sliders[name], self.weights[name], self.values[name])):
                weights.addWidget(widget, row, column)
        weights.setColumnStretch(1, 1)
        left = QWidget()
        left.setFixedWidth(theme.scaled(LEFT_WIDTH))
        boxes.column(rows, controls.line(), weights, self.total, None, of=left, margins=(0, 0, 0, 0), gap=8)
        middle = boxes.column(
            boxes.row(self.shown, None),
            (self.plate, 1),
            boxes.row(self.go, self.halt, self.resume, None),
            self.state,
            gap=6,
        )
        right = QWidget()
        right.setFixedWidth(theme.scaled(RIGHT_WIDTH))
        for chart in (self.chart, self.sums):
            chart.setMinimumHeight(theme.scaled(CHART_HEIGHT))
            chart.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        boxes.column((self.chart, 1), (self.sums, 1), self.who, of=right, margins=(0, 0, 0, 0), gap=6)
        boxes.column(
            (boxes.row(left, (middle, 1), right, gap=12), 1),
            self.about,
            boxes.row(self.keep, (self.command, 1), self.copy, gap=8),
            of=self,
            margins=(16, 12, 16, 12),
            gap=8,
        )

    def shut_down(self) -> None:
        """End the child process, its work kept, and let go of the plots."""
        self._child.close()
        self._soon.stop()
        self._then.stop()
        self.chart.shut_down()
        self.sums.shut_down()

    # -- choices --------------------------------------------------------------------------------------------

    @Slot()
    def _network_chosen(self, _value: object = None) -> None:
        """Offer the starts that there are at the session's scale, and the rate that suits."""
        network, scale = str(self.network.value), self._session.comparison.scale
        there = [start for start in STARTS if _is_there(network, start, scale)]
        for start in STARTS:
            self.start_from.button(start).setEnabled(start in there and self._state == IDLE)
        if self.start_from.value not in there and there:
            self.start_from.set_value(there[0])
        self._rate_of()
        self._tell_about()

    @Slot()
    def _rate_of(self, _value: object = None) -> None:
        chosen = str(self.optimiser.value)
        self.rate.set_silently(RATES[str(self.network.value)]["adam" if chosen == "both" else chosen])

    def _data_chosen(self) -> None:
        if self.data.currentData() == OTHER:
            before = settings.text(settings.OPEN_FOLDER)
            name = QFileDialog.getExistingDirectory(self, self.tr("A folder of pictures to learn from"), before)
            self._take_file("data", self.data, name)
        self._tell_about()

    def _phi_chosen(self) -> None:
        if self.phi.currentData() == OTHER:
            title = self.tr("A VGG-16 or VGG-19, as safetensors")
            name, _ = QFileDialog.getOpenFileName(
                self, title, settings.text(settings.BACKBONES), "safetensors (*.safetensors)"
            )
            self._take_file("phi", self.phi, name)
        self._tell_about()

    def _take_file(self, what: str, choice: controls.Choice, name: str) -> None:
        self._files[what] = Path(name) if name else None
        if name:
            choice.setItemText(choice.findData(OTHER), Path(name).name)
        else:
            choice.set_current("own")

    def _file(self, what: str, choice: controls.Choice) -> Path | None:
        return self._files[what] if choice.currentData() == OTHER else None

    def _slid(self, name: str, step: int) -> None:
        """A slider's place as a weight: nothing at its left end, the usual one in its middle."""
        decade = (step - STEPS / 2) / (STEPS / DECADES)
        self.weights[name].setValue(float(f"{USUAL[name] * 10**decade:.2g}") if step else 0.0)

    def _weighed(self, name: str, value: float) -> None:
        step = 0 if not value else round(STEPS / 2 + STEPS / DECADES * log10(value / USUAL[name]))
        with QSignalBlocker(self.sliders[name]):
            self.sliders[name].setValue(max(step, 1) if value else 0)
        if self._state in (RUNNING, PAUSED):
            self._child.ask("weights", losses=self.lambdas)

    @property
    def lambdas(self) -> dict[str, float]:
        """The weights as the sliders stand."""
        return {name: number.value() for name, number in self.weights.items()}

    def chosen(self) -> Recipe:
        """What the controls say; an error in words if it cannot be trained."""
        both = str(self.optimiser.value)
        return Recipe(
            str(self.network.value),
            self._session.comparison.scale,
            self.lambdas,
            str(self.start_from.value),
            str(self.layer.currentData()),
            "adam" if both == "both" else both,
            self.rate.value(),
        )

    # -- the child process ------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._state != IDLE

    def toggle(self) -> None:
        """Train, pause, or go on."""
        if self._state == IDLE:
            self.train()
        elif self._state == RUNNING:
            self._child.ask("pause")
        elif self._state == PAUSED:
            self._child.ask("go")

    def train(self) -> None:
        """Write what is to be seen and learnt from, then start."""
        part, whole = excerpt(self._session, MOST), excerpt(self._session, MOST_DATA)
        if part is None or whole is None:
            self._say(self.tr("Open a picture to train with."))
            return
        try:
            recipe = self.chosen()
        except SrviewerError as error:
            self._say(controls.sentence(words(error)))
            return
        data, phi = self._file("data", self.data), self._file("phi", self.phi)
        self._set_state(STARTING, self.tr("Starting…"))
        self._errands.send(
            SLOT, lambda _token: _begun(recipe, part, whole, data, phi), self._start, self._refused, FILES
        )

    def _start(self, begun: tuple[TrainingRun, Pyramid | None]) -> None:
        if self._state == STARTING:  # and not stopped meanwhile
            run, truth = begun
            self._begin(run, truth, resume=False)

    def _begin(self, run: TrainingRun, truth: Pyramid | None, resume: bool) -> None:
        self._run, self._ending, self._keeping = run, False, False
        self._pictures = {"now": None, "start": None, "truth": truth}
        self._curves = {}
        for line in self._lines.values():
            line.clear()
        self._soon.stop()
        self._then.stop()
        self.command.clear()
        self.plate.setAccessibleName(self.tr("Starting…"))
        self._show_picture()
        against = "sgd" if self.optimiser.value == "both" else ""
        names = {"adam": "Adam", "sgd": self.tr("SGD, dashed")}
        mark = '<span style="color:{}">■</span> {}'
        seen = filter(None, (run.recipe.optimiser, against))
        self.who.setText(" &nbsp; ".join(mark.format(SUM_COLOURS[each], names[each]) for each in seen))
        self._child.start(run.watched(max(1, system.cores() - 1), against, resume))

    def take_up(self) -> None:
        """Go on with the last training from its checkpoint; it looks at the crop that it began with."""
        run = self._run if self._can_resume(self._run) else training_run.latest()
        if run is None or self._state != IDLE:
            return
        for control, value in ((self.network, run.recipe.network), (self.start_from, run.recipe.start)):
            control.set_value(value)
        if self.optimiser.value != "both" or run.recipe.optimiser != "adam":
            self.optimiser.set_value(run.recipe.optimiser)
        self._set_state(STARTING, self.tr("Starting…"))
        truth = run.folder / "crop" / "truth.png"
        self._errands.send(
            SLOT,
            lambda token: training_run.preview(truth, token) if truth.exists() else None,
            lambda shown: self._begin(run, shown, resume=True) if self._state == STARTING else None,
            self._refused,
            FILES,
        )

    def stop(self) -> None:
        """End at once; what was learnt is kept."""
        self._errands.drop(SLOT)
        self._ending = True
        if self._child.runs:
            self._child.stop()
        else:
            self._set_state(IDLE, self.tr("Stopped."))

    def put_in_library(self) -> None:
        """Have the network as it is now become a method."""
        if self._state in (RUNNING, PAUSED):
            self._keeping = True
            self._child.ask("keep")
        elif self._run is not None:
            self.kept.emit(self._run.weights)

    @Slot(object)
    def _told(self, event: Mapping[str, Any]) -> None:
        """An event of the child process."""
        match event.get("event"):
            case "started":
                self._set_state(RUNNING)
                self._child.ask("weights", losses=self.lambdas)
            case "step":
                self._step(event)
            case "paused":
                why = language.said(of_json(event["message"]))
                text = self.tr("Paused at step {}.").format(self._steps)
                self._set_state(PAUSED, language.in_a_row((text, controls.sentence(why) if why else "")))
            case "running":
                self._set_state(RUNNING)
            case "checkpoint":
                self._kept_now()
            case "error":
                self._ending = True
                self._say(controls.sentence(language.said(of_json(event["message"]))))
            case "stopped":
                self._set_state(IDLE, self.tr("Stopped at step {}; what was learnt is kept.").format(event["step"]))
                self._ending = True

    def _step(self, event: Mapping[str, Any]) -> None:
        """Note what is reported; it is shown soon, with what comes until then."""
        step = int(event["step"])
        for optimiser, found in dict(event["losses"]).items():
            for name, value in found.items():
                self._curves.setdefault(optimiser, {}).setdefault(name, []).append((step, float(value)))
        self._latest = event
        if not self._soon.isActive():
            self._soon.start()

    def _show_step(self) -> None:
        event = self._latest
        step = int(event["step"])
        first = next(iter(dict(event["losses"]).values()))
        for name, label in self.values.items():
            label.setText(f"{first[name]:.4g}")
        added = self.tr("λ times loss, added up (equation 5): {}").format(f"{first['sum']:.4g}")
        self.total.setText(added)
        self._show_curves()
        if self._state == RUNNING:
            self._say(self._progress(step, float(event["seconds"])))
        if event.get("preview"):
            path = Path(event["preview"])
            self._errands.send(
                SLOT + ", preview", partial(training_run.preview, path), self._show_now, self._refused_preview
            )

    def _progress(self, step: int, seconds: float) -> str:
        pace = self.tr("Step {step}, {seconds} s of training.").format(step=step, seconds=f"{seconds:.0f}")
        gram = next(iter(self._curves.values()))["gram"]
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
        assert self._run is not None
        recipe = Recipe(**{**vars(self._run.recipe), "losses": self.lambdas}) if any(self.lambdas.values()) else None
        if recipe is not None:
            self.command.setText(self._run.command(recipe))
            self.command.setCursorPosition(0)
        if self._keeping:
            self._keeping = False
            self.kept.emit(self._run.weights)
        self._show_state()

    @Slot()
    def _ended(self) -> None:
        """The child process is gone."""
        if not self._ending:
            told = self._child.last_words
            text = self.tr("The training ended unexpectedly. Resume last continues from what was kept.")
            self._say(language.in_a_row((text, told)))
        elif self._state == STARTING:
            self._say(self.tr("Stopped."))
        self._set_state(IDLE)

    def _refused(self, error: Exception) -> None:
        self._set_state(IDLE, controls.sentence(words(error)))

    # -- what is shown ----------------------------------------------------------------------------------------

    @property
    def _steps(self) -> int:
        sums = next(iter(self._curves.values()), {}).get("sum", [])
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
        texts = {
            IDLE: self.tr("Train"),
            STARTING: self.tr("Train"),
            RUNNING: self.tr("Pause"),
            PAUSED: self.tr("Resume"),
        }
        self.go.setText(texts[self._state])
        self.go.setEnabled(self._state != STARTING and (not idle or self._session.lr is not None))
        self.halt.setEnabled(not idle)
        kept = self._can_resume(self._run)
        self.resume.setEnabled(idle and (kept or training_run.latest() is not None))
        self.keep.setEnabled(kept or self._state in (RUNNING, PAUSED))
        self.copy.setEnabled(bool(self.command.text()))
        for control in (self.network, self.optimiser, self.rate, self.data, self.phi, self.layer):
            control.setEnabled(idle)
        self.start_from.setEnabled(idle)

    def _show_picture(self, _value: object = None) -> None:
        for which, picture in self._pictures.items():
            self.shown.button(which).setEnabled(picture is not None)
        self.plate.show_picture(self._pictures[str(self.shown.value)] or self._pictures["now"])

    def _tell_about(self) -> None:
        name = self.phi.currentText() if self._file("phi", self.phi) else self.tr("distilled")
        phi = self.tr("Loss network: {}; it judges, and is not trained itself.").format(name)
        folder = self._file("data", self.data)
        if folder is not None:
            data = self.tr("It learns from patches of the pictures in {}.").format(folder.name)
        elif self._session.truth is not None:
            data = self.tr(
                "It learns from patches of this very truth, so its numbers say nothing about other pictures."
            )
        else:
            data = self.tr("It learns from patches of this picture, shrunk by bicubic.")
        if self.network.value != "perceptual":
            data = language.in_a_row(
                (data, self.tr("The network processes Y alone; the losses see it as a grey picture."))
            )
        self.about.setText(language.in_a_row((phi, data)))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the page was hidden is caught up with."""
        super().showEvent(event)
        self._catch_up()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE, Field.PREPARED) and self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._state == IDLE:
            self._network_chosen()
        self._show_state()

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.said.emit(self.tr("Copied the command that continues this training"))

    def _show_curves(self) -> None:
        """Move the lines; those of the second plot have a turn of their own, so that each turn is short."""
        self._move(losses=True)
        self._then.start()

    def _move(self, losses: bool) -> None:
        for (optimiser, name), line in self._lines.items():
            if (name != "sum") is losses and optimiser in self._curves:
                line.setData(*self._line(optimiser, name))

    def _line(self, optimiser: str, name: str) -> tuple[list[int], list[float]]:
        """Steps, and a loss as a part of its start, or the sum as it is."""
        points = self._curves.get(optimiser, {}).get(name, [])
        first = 1.0 if name == "sum" or not points else points[0][1] or 1.0
        return [step for step, _ in points], [max(value / first, 1e-9) for _, value in points]

    def _draw(self, plot: Any) -> None:
        """Put all lines there that there may be: to make one takes longer than a frame lasts."""
        self._put_lines(plot, LOSSES, lambda _optimiser, name: COLOURS[name])

    def _draw_sums(self, plot: Any) -> None:
        self._put_lines(plot, ("sum",), lambda optimiser, _name: SUM_COLOURS[optimiser])

    def _put_lines(self, plot: Any, names: Sequence[str], colour: Callable[[str, str], str]) -> None:
        import pyqtgraph

        for optimiser in OPTIMISERS:
            style = Qt.PenStyle.DashLine if optimiser == "sgd" else Qt.PenStyle.SolidLine
            for name in names:
                pen = pyqtgraph.mkPen(colour(optimiser, name), width=1.5, style=style)
                self._lines[optimiser, name] = plot.plot(*self._line(optimiser, name), pen=pen)


def _is_there(network: str, start: str, scale: int) -> bool:
    """Whether a network can start so at a scale."""
    if start == "identity":
        return scale in SCALES[network]
    try:
        return bool(start_of(network, start, scale))
    except SrviewerError:
        return False


def _begun(
    recipe: Recipe, part: Excerpt, whole: Excerpt, data: Path | None, phi: Path | None
) -> tuple[TrainingRun, Pyramid | None]:
    """In a lane's thread: the run's folder with its pictures, and the crop's truth to be painted."""
    truth, own = part.truth_pixels(), whole.truth_pixels()
    run = training_run.begin(recipe, part.lr_pixels(), truth, whole.lr_pixels() if own is None else own, data, phi)
    crop = run.folder / "crop" / "truth.png"
    return run, training_run.preview(crop, Token()) if truth is not None else None
