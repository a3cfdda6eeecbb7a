"""DASR opened: every array of it, what fills each slot, and what that is worth in decibels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout

from srviewer.engine.progress import Token
from srviewer.explain import dasr
from srviewer.explain.dasr import STEPS, Choices, DasrRun, SlotFillings
from srviewer.explain.step import step_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, sight_of
from srviewer.gui.look import controls, theme
from srviewer.gui.look.titles import wavelet_choice
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.imaging.wavelet import BANDS
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.once import Latest
from srviewer.session import Session
from srviewer.upsamplers.dasr import BOUNDARIES, REGISTRATIONS, blend

SIDE_WIDTH = 280
GAIN_STEPS = 100  # of the slider, for a gain of 1
OF_THE_GAIN = ("slots", "inverse", "registration", "result")  # steps that a change of the gain changes


@dataclass(frozen=True, eq=False)
class _Result:
    """The result, ready to be painted, and its PSNR against the truth, dB."""

    pyramid: Pyramid
    psnr: float | None


class DasrBench:
    """Keeps what other choices need again. Used by one lane only."""

    def __init__(self) -> None:
        self._opened: Latest[SlotFillings] = Latest(2)
        self._ends: Latest[tuple[Any, Any]] = Latest(2)

    def result(self, part: Excerpt, choices: Choices, token: Token) -> Any:
        """The result as float32: linear in the gain, so that a change of it is one multiply-add."""
        without = replace(choices, gain=0.0)
        nil, added = self._ends.get((part, without), lambda: self._both_ends(part, without))
        return blend(nil, added, choices.gain, lambda _done: token.raise_if_cancelled())

    def run(self, part: Excerpt, choices: Choices) -> DasrRun:
        return dasr.assembled(self.opened(part, choices), choices)

    def opened(self, part: Excerpt, choices: Choices) -> SlotFillings:
        settings = choices.settings(part.scale)
        return self._opened.get((part, settings), lambda: dasr.opened(part.lr_luma(), settings, part.truth_luma()))

    def _both_ends(self, part: Excerpt, choices: Choices) -> tuple[Any, Any]:
        known = self.opened(part, choices)
        nil = dasr.assembled(known, choices).result
        return nil, dasr.assembled(known, replace(choices, gain=1.0)).result - nil


class DasrPage(MethodPage):
    """Steps of DASR on the LR's Y; the result stands at the side all the time."""

    slot = "inside DASR"
    most = 1 << 20

    def __init__(self, session: Session, errands: Errands) -> None:
        self._bench = DasrBench()
        super().__init__(session, errands, STEPS)
        self._make_choices()
        self._make_side()

    # -- putting together -----------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        default = Choices()
        self.wavelet = wavelet_choice(default.wavelet)
        titles = {"mirror": self.tr("mirror"), "periodic": self.tr("periodic")}
        self.boundary = controls.Segments(((titles[n], n) for n in BOUNDARIES), self.tr("Boundary"))
        titles = {"registered": self.tr("registered"), "published": self.tr("published")}
        self.registration = controls.Segments(((titles[n], n) for n in REGISTRATIONS), self.tr("Registration"))
        self.gain = controls.Slider(self.tr("Gain of the details"))
        self.gain.setRange(0, 2 * GAIN_STEPS)
        self.gain.setFixedWidth(theme.scaled(140))
        self._gain_text = controls.label("", "value")
        self._gain_text.setFixedWidth(theme.scaled(32))
        row = self.add_choices(
            (self.tr("Wavelet"), self.wavelet),
            (self.tr("Boundary"), self.boundary),
            (self.tr("Registration"), self.registration),
            (self.tr("Gain"), self.gain),
        )
        row.insertWidget(row.count() - 1, self._gain_text)
        for_ll = {"lr": self.tr("LR (DASR)"), "ll": self.tr("LL enlarged"), "truth": self.tr("the truth's LL")}
        for_details = {"zero": self.tr("zero"), "enlarged": self.tr("enlarged"), "truth": self.tr("the truth's")}
        self.sources = {band.name: controls.Choice(self.tr("{} slot").format(band.name)) for band in BANDS}
        for name, choice in self.sources.items():
            titles = for_ll if name == "LL" else for_details
            choice.set_items(((titles[key], key) for key in titles), default.source(name))
            choice.hold()
            choice.activated.connect(self.refresh)
        self.ll, self.lh, self.hl, self.hh = self.sources.values()
        self.as_it_is = controls.button(self.tr("Reset to DASR"), lambda: self.set_choices(Choices()))
        self.add_choices(*((self.tr("{} from").format(n), c) for n, c in self.sources.items()), ("", self.as_it_is))
        self.wavelet.activated.connect(self.refresh)
        self.boundary.chosen.connect(self.refresh)
        self.registration.chosen.connect(self.refresh)
        self.gain.valueChanged.connect(self._gain_moved)
        self._show(default)

    def _make_side(self) -> None:
        self.title = controls.label("", "strong")
        self.result = Plate(self.tr("Result"))
        self.costs = {band.name: controls.label("", "value") for band in BANDS}
        self.about = controls.label("", "small", wrap=True)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for row, (name, text) in enumerate(self.costs.items()):
            grid.addWidget(controls.label(name, "dim"), row, 0)
            grid.addWidget(text, row, 1)
        column = self.side_column(SIDE_WIDTH)
        column.addWidget(self.title)
        column.addWidget(self.result, 1)
        column.addWidget(controls.head(self.tr("What a band costs")))
        column.addLayout(grid)
        column.addWidget(self.about)

    # -- choices --------------------------------------------------------------------------------------------

    def take_over(self, other: Self) -> None:
        super().take_over(other)
        self._show(self.choices)

    @property
    def choices(self) -> Choices:
        """What the controls say."""
        sources: dict[str, Any] = {name.lower(): choice.currentData() for name, choice in self.sources.items()}
        return Choices(
            str(self.wavelet.currentData()),
            self.gain.value() / GAIN_STEPS,
            str(self.boundary.value),
            str(self.registration.value),
            **sources,
        )

    def set_choices(self, choices: Choices) -> None:
        """Make these the choices."""
        self._show(choices)
        self.refresh()

    def _show(self, choices: Choices) -> None:
        self.wavelet.set_current(choices.wavelet)
        self.boundary.set_value(choices.boundary)
        self.registration.set_value(choices.registration)
        with QSignalBlocker(self.gain):
            self.gain.setValue(round(choices.gain * GAIN_STEPS))
        self._gain_text.setText(f"{choices.gain:.2f}")
        for name, choice in self.sources.items():
            choice.set_current(choices.source(name))

    def _gain_moved(self, value: int) -> None:
        self._gain_text.setText(f"{value / GAIN_STEPS:.2f}")
        if self.chosen.name in OF_THE_GAIN:
            self.refresh()
        elif (part := excerpt(self.session, self.most)) is not None:
            self._send_result(part)

    # -- computing ------------------------------------------------------------------------------------------

    def refresh(self, _value: object = None) -> None:
        part = excerpt(self.session, self.most)
        self._offer_the_truth(part is not None and part.truth is not None)
        if part is not None:
            self._send_result(part)
        super().refresh()

    def clear(self) -> None:
        self.errands.drop(self.slot + ", result")
        self._show_result(None)

    def forget(self) -> None:
        self._bench = DasrBench()
        self.clear()

    def work(self, part: Excerpt, step: str) -> Work:
        choices, bench = self.choices, self._bench

        def look(token: Token) -> Sight:
            run = bench.run(part, choices)
            token.raise_if_cancelled()
            return sight_of(step_of(STEPS, step).make(run), token)

        return look

    def take(self, answer: Sight) -> None:
        self.view.show_sight(answer)
        self._send_costs()

    def _send_result(self, part: Excerpt) -> None:
        """The result comes first: it is what a moving slider is watched by."""
        choices, bench = self.choices, self._bench

        def work(token: Token) -> _Result:
            plane = quantise(bench.result(part, choices, token))
            truth = bench.opened(part, choices).truth
            token.raise_if_cancelled()
            found = None if truth is None else _psnr(plane, truth, part.scale)
            return _Result(build_pyramid(plane), found)

        self.errands.send(self.slot + ", result", work, self._show_result, lambda _error: self._show_result(None))

    def _show_result(self, found: _Result | None) -> None:
        self.result.show_picture(None if found is None else found.pyramid)
        psnr = None if found is None else found.psnr
        self.title.setText(self.tr("Result") if psnr is None else self.tr("Result, {}").format(_decibels(psnr)))

    def _send_costs(self) -> None:
        part, choices = excerpt(self.session, self.most), self.choices
        if part is None or part.truth is None:
            for text in self.costs.values():
                text.setText("–")
            self.about.setText(self.tr("This needs the truth, which only Benchmark has."))
            return
        bench = self._bench
        self.errands.send(
            self.slot + ", costs",
            lambda _token: dasr.cost_of(bench.opened(part, choices), choices),
            self._show_costs,
            lambda _error: self._show_costs({}),
        )

    def _show_costs(self, costs: dict[str, float]) -> None:
        for name, text in self.costs.items():
            text.setText(_decibels(costs[name], "+") if name in costs else "–")
        self.about.setText(
            self.tr("Change in PSNR when only that band is replaced by the truth's: the price of estimating it.")
        )

    def _offer_the_truth(self, there: bool) -> None:
        why = "" if there else self.tr("This needs the truth, which only Benchmark has.")
        changed = False
        for name, choice in self.sources.items():
            index = choice.findData("truth")
            choice.enable(index, there)
            choice.setToolTip(why)
            if not there and choice.currentData() == "truth":
                choice.set_current(Choices().source(name))
                changed = True
        if changed:
            self._show(self.choices)


def _psnr(plane: np.ndarray, truth: np.ndarray, scale: int) -> float | None:
    return psnr(plane, truth, crop_border=scale) if min(plane.shape) > 2 * scale else None


def _decibels(value: float, sign: str = "") -> str:
    return "∞" if math.isinf(value) else f"{value:{sign}.2f} dB"
