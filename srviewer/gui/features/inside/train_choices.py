"""The choices of a training: the network, its start, what it learns from, and losses whose weights are sliders."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import log10
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from srviewer.errors import SrviewerError
from srviewer.explain.phi import LAYERS
from srviewer.explain.recipe import LOSSES, NETWORKS, RATES, SCALES, STARTS, USUAL, Recipe, start_of
from srviewer.gui.features.inside.train_curves import COLOURS
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services import settings
from srviewer.session import Session

WIDTH, NUMBER_WIDTH, VALUE_WIDTH = 350, 62, 58
STEPS, DECADES = 60, 4  # of a slider of weights: its last but first are so many decades around the usual weight
OTHER = "other"


class _Plain(controls.NumberField):
    """A number with as many digits as it has, and no more."""

    def textFromValue(self, value: float) -> str:
        """Qt's hook."""
        return self.locale().toString(value, "g", 4)


class TrainChoices(QWidget):
    """Choices above, weights below. Weights can be changed while it learns."""

    changed = Signal()  # what is said of them
    weighed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._files: dict[str, Path | None] = {"data": None, "phi": None}
        self._make_choices()
        self._make_weights()
        self._lay_out()
        self._rate_of()

    def _make_choices(self) -> None:
        networks = {"srcnn": "SRCNN", "perceptual": "f_W", "compact": self.tr("Compact")}
        self.network = controls.Segments(
            ((networks[n], n) for n in NETWORKS), self.tr("Network"), "perceptual", stretch=True
        )
        self.network.chosen.connect(self._rate_of)
        self.network.chosen.connect(self.follow)
        starts = {"shipped": self.tr("shipped"), "twin": self.tr("twin"), "identity": self.tr("identity")}
        tips = {
            "shipped": self.tr("the weights that the program comes with"),
            "twin": self.tr("trained from the same start with the pixel loss alone"),
            "identity": self.tr("a network that only enlarges smoothly and has everything still to learn"),
        }
        self.start_from = controls.Segments(
            ((starts[s], s) for s in STARTS), self.tr("Start from"), "twin", stretch=True
        )
        for start, tip in tips.items():
            self.start_from.button(start).setToolTip(tip)
        optimisers = (("Adam", "adam"), (self.tr("SGD"), "sgd"), (self.tr("both"), "both"))
        self.optimiser = controls.Segments(optimisers, self.tr("Optimiser"), "adam", stretch=True)
        self.optimiser.button("sgd").setToolTip(self.tr("stochastic gradient descent, with momentum"))
        self.optimiser.button("both").setToolTip(self.tr("side by side on the same patches, each at its own rate"))
        self.optimiser.chosen.connect(self._rate_of)
        self.rate = _Plain(self.tr("Learning rate"), 1e-5, 1, 5)
        self.data = controls.Choice(
            self.tr("Learns from"), ((self.tr("this picture"), "own"), (self.tr("a folder…"), OTHER)), "own"
        )
        self.data.activated.connect(self._data_chosen)
        self.phi = controls.Choice(
            self.tr("Loss network"), ((self.tr("distilled"), "own"), (self.tr("a VGG file…"), OTHER)), "own"
        )
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
        # by these names lessons set them
        self.pixel_weight, self.style_weight = self.weights["pixel"], self.weights["style"]
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
        self.setFixedWidth(theme.scaled(WIDTH))
        boxes.column(rows, controls.line(), weights, self.total, None, of=self, margins=(0, 0, 0, 0), gap=8)

    @Slot()
    def follow(self, _value: object = None) -> None:
        """Offer the starts that there are for the network at the session's scale, and the rate that suits."""
        network, scale = str(self.network.value), self._session.comparison.scale
        there = [start for start in STARTS if _is_there(network, start, scale)]
        for start in STARTS:
            self.start_from.button(start).setEnabled(start in there)
        if self.start_from.value not in there and there:
            self.start_from.set_value(there[0])
        self.changed.emit()

    @Slot()
    def _rate_of(self, _value: object = None) -> None:
        chosen = str(self.optimiser.value)
        self.rate.set_silently(RATES[str(self.network.value)]["adam" if chosen == "both" else chosen])

    def _data_chosen(self) -> None:
        if self.data.currentData() == OTHER:
            before = settings.text(settings.OPEN_FOLDER)
            name = QFileDialog.getExistingDirectory(self, self.tr("A folder of pictures to learn from"), before)
            self._take_file("data", self.data, name)
        self.changed.emit()

    def _phi_chosen(self) -> None:
        if self.phi.currentData() == OTHER:
            title = self.tr("A VGG-16 or VGG-19, as safetensors")
            name, _ = QFileDialog.getOpenFileName(
                self, title, settings.text(settings.BACKBONES), "safetensors (*.safetensors)"
            )
            self._take_file("phi", self.phi, name)
        self.changed.emit()

    def _take_file(self, what: str, choice: controls.Choice, name: str) -> None:
        self._files[what] = Path(name) if name else None
        if name:
            choice.setItemText(choice.findData(OTHER), Path(name).name)
        else:
            choice.set_current("own")

    def take_files(self, other: TrainChoices) -> None:
        """Offer the folder and the file that other choices do."""
        self._files = dict(other._files)
        for what, choice in (("data", self.data), ("phi", self.phi)):
            if (file := self._files[what]) is not None:
                choice.setItemText(choice.findData(OTHER), file.name)

    @property
    def folder(self) -> Path | None:
        """The folder that is learnt from; None for the picture that is open."""
        return self._files["data"] if self.data.currentData() == OTHER else None

    @property
    def vgg(self) -> Path | None:
        """The file of the loss network; None for the distilled one."""
        return self._files["phi"] if self.phi.currentData() == OTHER else None

    def _slid(self, name: str, step: int) -> None:
        """A slider's place as a weight: nothing at its left end, the usual one in its middle."""
        decade = (step - STEPS / 2) / (STEPS / DECADES)
        self.weights[name].setValue(float(f"{USUAL[name] * 10**decade:.2g}") if step else 0.0)

    def _weighed(self, name: str, value: float) -> None:
        step = 0 if not value else round(STEPS / 2 + STEPS / DECADES * log10(value / USUAL[name]))
        with QSignalBlocker(self.sliders[name]):
            self.sliders[name].setValue(max(step, 1) if value else 0)
        self.weighed.emit()

    @property
    def lambdas(self) -> dict[str, float]:
        """The weights as the sliders stand."""
        return {name: number.value() for name, number in self.weights.items()}

    @property
    def against(self) -> str:
        """The optimiser that learns beside the first one; "" for none."""
        return "sgd" if self.optimiser.value == "both" else ""

    def recipe(self) -> Recipe:
        """What the controls say; an error in words if it cannot be trained."""
        return Recipe(
            str(self.network.value),
            self._session.comparison.scale,
            self.lambdas,
            str(self.start_from.value),
            str(self.layer.currentData()),
            "adam" if self.against else str(self.optimiser.value),
            self.rate.value(),
        )

    def take(self, recipe: Recipe) -> None:
        """Say what a training was begun with that is gone on with."""
        for control, value in ((self.network, recipe.network), (self.start_from, recipe.start)):
            control.set_value(value)
        if not self.against or recipe.optimiser != "adam":
            self.optimiser.set_value(recipe.optimiser)
        self.rate.set_silently(recipe.rate_of(recipe.optimiser))
        self.layer.set_current(recipe.layer)

    def weigh(self, losses: Mapping[str, float]) -> None:
        """Set the weights of all losses; those that are not named count for nothing."""
        for name, number in self.weights.items():
            number.setValue(losses.get(name, 0.0))

    def hold(self, held: bool) -> None:
        """Let nothing but the weights be changed while it learns."""
        for control in (self.network, self.start_from, self.optimiser, self.rate, self.data, self.phi, self.layer):
            control.setEnabled(not held)

    def show_losses(self, found: Mapping[str, float]) -> None:
        """The losses as they are now beside their weights, and their sum."""
        for name, value in self.values.items():
            value.setText(f"{found[name]:.4g}")
        self.total.setText(self.tr("λ times loss, added up (equation 5): {}").format(f"{found['sum']:.4g}"))

    def about(self) -> str:
        """What judges, and what is learnt from, in sentences."""
        name = self.phi.currentText() if self.vgg else self.tr("distilled")
        phi = self.tr("Loss network: {}; it judges, and is not trained itself.").format(name)
        if self.folder is not None:
            data = self.tr("It learns from patches of the pictures in {}.").format(self.folder.name)
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
        return language.in_a_row((phi, data))


def _is_there(network: str, start: str, scale: int) -> bool:
    """Whether a network can start so at a scale."""
    if start == "identity":
        return scale in SCALES[network]
    try:
        return bool(start_of(network, start, scale))
    except SrviewerError:
        return False
