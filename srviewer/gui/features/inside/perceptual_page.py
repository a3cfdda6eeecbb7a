"""f_W opened block by block, and what the feature network makes of its result and of the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from srviewer import upsamplers
from srviewer.compared import Pane
from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE
from srviewer.errors import ParameterError
from srviewer.explain import microscope, perceptual
from srviewer.explain.perceptual import ACTIVATION_STEPS, STEPS, PerceptualRun
from srviewer.explain.step import Step, step_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.canvas.view_state import ViewSync
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, sight_of
from srviewer.gui.look import controls, language
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.once import Latest
from srviewer.phrase import phrase
from srviewer.session import Field, Session

SIDE_WIDTH = 280
NETWORKS = ("perceptual", "pixel_twin")
Network = tuple[str, float]  # a method and its strength
ACTIVATION_COLUMNS = 6  # result, truth, difference, twice in a row
GRAM: Step[Any] = Step(
    "gram", "Gram matrices", "Which channels respond together, of the result and of the truth.", lambda _run: ()
)
ALL_STEPS: tuple[Step[Any], ...] = (*STEPS, *ACTIVATION_STEPS, GRAM)


@dataclass(frozen=True, eq=False)
class _Answer:
    sight: Sight
    seconds: float
    results: Mapping[str, Pyramid]  # of both networks


class PerceptualBench:
    """Keeps the last run and what was seen of it. Used by one lane only."""

    def __init__(self) -> None:
        self._runs: Latest[PerceptualRun] = Latest(2)
        self._activations: Latest[perceptual.Activations] = Latest(1)
        self._readings: Latest[microscope.MicroscopeReading] = Latest(1)

    def sight(self, part: Excerpt, network: Network, step: str, token: Token) -> Sight:
        run = self.run(part, network)
        token.raise_if_cancelled()
        key = part, network
        if step == GRAM.name:
            reading = self._readings.get(key, lambda: microscope.measure(*self._both(*key)))
            return sight_of(step_of(microscope.STEPS, "style").make(reading), token, 3)
        if any(step == known.name for known in ACTIVATION_STEPS):
            seen = self._activations.get(key, lambda: perceptual.activations(*self._both(*key)))
            return sight_of(step_of(ACTIVATION_STEPS, step).make(seen), token, ACTIVATION_COLUMNS)
        return sight_of(step_of(STEPS, step).make(run), token)

    def run(self, part: Excerpt, network: Network) -> PerceptualRun:
        return self._runs.get((part, network), lambda: perceptual.run(part.lr_pixels(), part.scale, *network))

    def _both(self, part: Excerpt, network: Network) -> tuple[Any, Any]:
        truth = part.truth_pixels()
        if truth is None:
            raise ParameterError(phrase("this needs the truth, which only Benchmark has"))
        return quantise(self.run(part, network).result), quantise(truth)


class PerceptualPage(MethodPage):
    """Steps of f_W on the LR, by the weights of either loss; then what the feature network sees."""

    slot = "inside perceptual"
    most = 1 << 18  # 512 x 512, whose maps take 250 MB
    lane = INFERENCE  # where torch is
    told = (*MethodPage.told, Field.PANES)

    def __init__(self, session: Session, errands: Errands) -> None:
        self._bench = PerceptualBench()
        super().__init__(session, errands, ALL_STEPS)
        titles = ((language.core(upsamplers.get(name).title), name) for name in NETWORKS)
        self.network = controls.Segments(titles, self.tr("Weights"))
        self.network.setToolTip(self.tr("Whose steps are shown; both results are shown side by side"))
        self.network.set_value(NETWORKS[0])
        self.network.chosen.connect(self.refresh)
        self.add_choices((self.tr("Weights"), self.network))
        self.results = {name: Plate(language.core(upsamplers.get(name).title)) for name in NETWORKS}
        self.about = controls.label("", "small", wrap=True)
        column = self.side_column(SIDE_WIDTH)
        self._together = ViewSync()
        for plate in self.results.values():
            column.addWidget(controls.label(plate.accessibleName(), "strong"))
            column.addWidget(plate, 1)
            self._together.join(plate.view)
        column.addWidget(self.about)

    def forget(self) -> None:
        self._bench = PerceptualBench()
        self.clear()

    def clear(self) -> None:
        self._show({})

    def work(self, part: Excerpt, step: str) -> Work:
        chosen, bench = str(self.network.value), self._bench
        known = {name: (name, self._strength(name)) for name in NETWORKS}

        def look(token: Token) -> _Answer:
            sight, seconds = bench.sight(part, known[chosen], step, token), bench.run(part, known[chosen]).seconds
            results = {}
            for name, network in known.items():
                token.raise_if_cancelled()
                results[name] = build_pyramid(quantise(bench.run(part, network).result))
            return _Answer(sight, seconds, results)

        return look

    def _show(self, results: Mapping[str, Pyramid]) -> None:
        """The network's result and its twin's."""
        for name, plate in self.results.items():
            plate.show_picture(results.get(name))

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        self._show(answer.results)
        said = self.tr("One forward pass took {seconds} s: the network is only applied, nothing is optimised.")
        self.about.setText(said.format(seconds=f"{answer.seconds:.2f}"))

    def _strength(self, method: str) -> float:
        """That of the method's first pane, so that what is opened is what is seen there; or the default."""
        panes = (pane for pane in self.session.comparison.panes if pane.method == method)
        return float(dict(next(panes, Pane.of(method)).params).get("strength", 1.0))
