"""Optimise the picture itself: gradient descent on its pixels, live, and how much quicker one forward pass is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer.compared import Source
from srviewer.engine import memory
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.explain.optimise import OPTIMISERS, RECIPES, STARTS, Objective, Pass
from srviewer.explain.phi import LAYERS
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import excerpt
from srviewer.gui.features.inside.optimise_run import (
    BYTES,
    COLOURS,
    OptimiseCurves,
    OptimiseFrame,
    OptimiseRun,
    target_of,
)
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services import settings
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging import samples
from srviewer.imaging.image_io import read_picture
from srviewer.imaging.picture import Picture, dequantise
from srviewer.session import Change, Session

SLOT = "optimise the picture"
SIDES = (256, 512)  # of what is optimised, at most; the larger takes four times as long a step
STYLE_SIDE = 256  # pixels of a style picture, at most
SIDE_WIDTH = 300
LONGEST = 500  # steps
OTHER = "other"  # style picture: from a file
DEFAULT_STYLE = "coffee"

Pixels = npt.NDArray[Any]
Shown = tuple[Pyramid | None, Pyramid | None, Pixels | None]  # target, style, and what the latter is of


class OptimisePage(SeenPage):
    """Choices above; target, style and the picture as it is now, beside it what a network made in one pass; the losses'
    curves at the side."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._style: Pixels | None = None
        self._of_file: Pixels | None = None  # a style picture's
        self._made: tuple[Pixels, str] | None = None  # what can be kept, and its name
        self._make_choices()
        self._make_plates()
        self._lay_out()
        self.take_recipe("feature")
        self._offer_keeping()

    # -- putting together -----------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        recipes = {
            "pixel": self.tr("pixel loss"),
            "feature": self.tr("features"),
            "feature_smooth": self.tr("features, smooth"),
            "texture": self.tr("texture of a style"),
            "style_transfer": self.tr("style transfer"),
        }
        self.recipe = controls.Choice(self.tr("Recipe"), ((recipes[name], name) for name in RECIPES), "feature")
        self.recipe.setMinimumContentsLength(14)
        self.recipe.activated.connect(lambda: self.take_recipe(str(self.recipe.currentData())))
        starts = {"noise": self.tr("noise"), "bicubic": self.tr("bicubic"), "picture": self.tr("the picture")}
        self.start_from = controls.Segments(((starts[s], s) for s in STARTS), self.tr("Start from"))
        self.layer = controls.Segments(((name, name) for name in LAYERS), self.tr("Layer of the features"))
        self.steps = controls.NumberField(self.tr("Steps"), 1, LONGEST, 0)
        self.rate = controls.NumberField(self.tr("Learning rate"), 0.001, 1, 3)
        names = {
            "pixel": self.tr("pixel"),
            "feature": self.tr("feature"),
            "style": self.tr("style"),
            "total_variation": self.tr("total variation"),
        }
        self.names = names
        self.weights = {key: controls.NumberField(title, 0, 10000, 1) for key, title in names.items()}
        for number in (self.steps, self.rate, *self.weights.values()):
            number.setProperty("role", "")
            number.setFixedWidth(theme.scaled(72))
        optimisers = {"adam": self.tr("Adam"), "lbfgs": self.tr("L-BFGS")}
        self.optimiser = controls.Segments(((optimisers[name], name) for name in OPTIMISERS), self.tr("Optimiser"))
        self.side = controls.Segments(((f"{n} × {n}", n) for n in SIDES), self.tr("Largest size"))
        limit = self.tr("All that the losses look at is kept in memory: 512 × 512 pixels take about {}.")
        self.side.setToolTip(limit.format(memory.in_words(BYTES * SIDES[-1] ** 2)))
        self.side.set_value(SIDES[0])
        self.side.chosen.connect(self._resized)
        self.style_of = controls.Choice(self.tr("Style picture"))
        there = [(language.core(s.title), s.name) for s in samples.names()]
        self.style_of.set_items([*there, (self.tr("from a file…"), OTHER)], DEFAULT_STYLE)
        self.style_of.grow()
        self.style_of.activated.connect(self._style_chosen)
        self.go = controls.button(self.tr("Run"), self.toggle, role="primary")
        self.keep = controls.button(self.tr("Add as pane"), self._keep)

    def _make_plates(self) -> None:
        self.target, self.style_picture = Plate(self.tr("Target")), Plate(self.tr("Style picture"))
        self.now = Plate(self.tr("The picture appears here once it runs"))
        self.one_pass = Plate(self.tr("The network's result appears here"))
        self.one_pass_title = controls.label(self.tr("The network, one pass"), "strong")
        self.curves = OptimiseCurves()
        self.about = controls.label(self._what_it_is(), "small", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.part = controls.label("", "small")

    def _lay_out(self) -> None:
        what = controls.named(
            (self.tr("Recipe"), self.recipe),
            (self.tr("Start from"), self.start_from),
            (self.tr("Features of"), self.layer),
        )
        weights = ((self.tr("weight of {}").format(self.names[key]), number) for key, number in self.weights.items())
        style = controls.label(self.tr("Style"), "dim")
        pace = controls.named(
            (self.tr("Steps"), self.steps),
            (self.tr("Learning rate"), self.rate),
            (self.tr("Optimiser"), self.optimiser),
        )
        grid = boxes.grid(8, 4)
        left = boxes.column(
            controls.label(self.tr("Target"), "dim"),
            (self.target, 1),
            controls.label(self.tr("Style picture"), "dim"),
            (self.style_picture, 1),
            gap=4,
        )
        self.title = controls.label(self.tr("Now"), "strong")
        grid.addLayout(left, 0, 0, 2, 1)
        grid.addLayout(boxes.row(self.title, None, self.side, self.keep, gap=8), 0, 1)
        grid.addWidget(self.now, 1, 1)
        grid.addWidget(self.one_pass_title, 0, 2)
        grid.addWidget(self.one_pass, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        self.grid = grid
        self._show_pass(None)
        grid.setRowStretch(1, 1)
        side = QWidget()
        side.setFixedWidth(theme.scaled(SIDE_WIDTH))
        boxes.column((self.curves, 1), self.about, of=side, margins=(0, 0, 0, 0), gap=8)
        boxes.column(
            boxes.row(*what, None, gap=8),
            boxes.row(*controls.named(*weights), None, gap=8),
            boxes.row(style, (self.style_of, 1), *pace, None, self.go, gap=8),
            (boxes.row((grid, 1), side, gap=12), 1),
            self.part,
            of=self,
            margins=(16, 12, 16, 12),
            gap=8,
        )

    def _what_it_is(self) -> str:
        return self.tr(
            "No network is trained here: the picture itself is changed, step by step, until its weighted "
            "losses are small. Their curves appear here."
        )

    @property
    def under_way(self) -> str:
        return self.tr("a picture is being optimised") if self.running else ""

    def take_over(self, other: Self) -> None:
        self._of_file = other._of_file
        of_file = self.style_of.findData(OTHER)
        if other._of_file is not None:
            self.style_of.setItemText(of_file, other.style_of.itemText(of_file))
        super().take_over(other)

    def shut_down(self) -> None:
        """Let go of the plot."""
        self.curves.shut_down()

    # -- choices --------------------------------------------------------------------------------------------

    def take_recipe(self, name: str) -> None:
        """Fill the controls in as a recipe says; what runs by another one ends."""
        self.stop()
        recipe = RECIPES[name]
        self.recipe.set_current(name)
        self.start_from.set_value(recipe.start)
        self.layer.set_value(recipe.layer)
        self.steps.set_silently(recipe.steps)
        self.rate.set_silently(recipe.rate)
        self.optimiser.set_value(recipe.optimiser)
        for key, number in self.weights.items():
            number.set_silently(getattr(recipe, key))

    def chosen(self) -> Objective:
        """What the controls say; `ParameterError` if no loss has a weight."""
        parts: dict[str, Any] = {key: number.value() for key, number in self.weights.items()}
        start: Any = self.start_from.value
        layer, steps, rate = str(self.layer.value), round(self.steps.value()), self.rate.value()
        optimiser: Any = self.optimiser.value
        return Objective(**parts, layer=layer, start=start, steps=steps, rate=rate, optimiser=optimiser)

    @property
    def _most(self) -> int:
        """Pixels that are optimised, at most."""
        return int(str(self.side.value)) ** 2

    def _resized(self) -> None:
        self.stop()
        self._begin_anew({})
        self.refresh()

    def _style_chosen(self) -> None:
        if self.style_of.currentData() != OTHER:
            self.refresh()
            return
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A style picture"), settings.text(settings.OPEN_FOLDER))
        if name:
            work = lambda _token: _small(read_picture(name).pixels)  # noqa: E731
            self.errands.send(SLOT + ", style", work, partial(self._take_style, Path(name).name), self._without_style)
        else:
            self._without_style()

    def _take_style(self, name: str, pixels: Pixels) -> None:
        self._of_file = pixels
        self.style_of.setItemText(self.style_of.findData(OTHER), name)
        self.refresh()

    def _without_style(self, error: Exception | None = None) -> None:
        """No file was chosen, or it cannot be read: what was read before, or a sample, is the style."""
        if self._of_file is None:
            self.style_of.set_current(DEFAULT_STYLE)
        self.refresh()
        if error is not None:
            self._say_why(error)

    # -- what is looked at ------------------------------------------------------------------------------------

    def _session_changed(self, change: Change) -> None:
        if change.touches(*self.told):
            self.stop()
            self._begin_anew({})
            self.about.setText(self._what_it_is())
        super()._session_changed(change)

    def _begin_anew(self, weights: dict[str, float]) -> None:
        """Nothing was optimised yet of what is the target now."""
        self.now.show_picture(None)
        self._show_pass(None)
        self.curves.begin(weights)
        self._made = None
        self._offer_keeping()
        self.title.setText(self.tr("Now"))

    def _show_pass(self, passed: tuple[Pass, Pyramid] | None) -> None:
        self.one_pass.show_picture(None if passed is None else passed[1])
        for widget in (self.one_pass, self.one_pass_title):
            widget.setVisible(passed is not None)
        self.grid.setColumnStretch(2, 0 if passed is None else 2)

    def refresh(self, _value: object = None) -> None:
        part = excerpt(self.session, self._most)
        name, target = str(self.style_of.currentData()), None if part is None else target_of(part)
        there = part is not None and part.truth is not None
        self.start_from.button("bicubic").setEnabled(there)
        if not there and self.start_from.value == "bicubic":
            self.start_from.set_value("noise")
        self.part.setText("" if part is None else part.in_words())

        of_file = self._of_file

        def work(_token: Token) -> Shown:
            style = of_file if name == OTHER else _small(samples.load(name).pixels)
            return _pyramid(target), _pyramid(style), style

        self.errands.send(SLOT + ", chosen", work, self._show_chosen, self._say_why)

    def _show_chosen(self, found: Shown) -> None:
        target, style, self._style = found
        self.target.show_picture(target)
        self.style_picture.show_picture(style)
        self.go.setEnabled(target is not None)

    # -- running ----------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self.errands.waits_for(SLOT)

    def toggle(self) -> None:
        """Run, or stop what runs."""
        if self.running:
            self.stop()
        else:
            self.run()

    def stop(self) -> None:
        """End within a step; the picture stays as it is."""
        if self.running:
            self.errands.drop(SLOT)
            self._end()

    def run(self) -> None:
        """Descend, and show every step."""
        part = excerpt(self.session, self._most)
        if part is None:
            return
        try:
            run = OptimiseRun(self.chosen(), part, self._style, str(self.style_of.currentData()))
            run.check_memory()
        except Exception as error:
            self._refused(error)
            return
        self._begin_anew(run.recipe.weights())
        self.go.setText(self.tr("Stop"))
        self.about.setText(self.tr("starting"))
        self.now.setAccessibleName(self.tr("starting"))
        self.now.update()
        self.errands.follow(SLOT, run.frames, self._show, self._end, self._refused, BATCH)

    def _show(self, frame: OptimiseFrame) -> None:
        p = frame.progress
        if frame.passed is not None:
            self._show_pass(frame.passed)
        if frame.picture is not None:
            self.now.show_picture(frame.picture)
            self._made = p.picture, self.tr("Optimised, {} steps").format(p.step)
            self._offer_keeping()
        self.curves.add(frame)
        self.title.setText(self.tr("Now, step {} of {}").format(p.step, p.total))
        mark = '<span style="color:{}">■</span> {} {:.4g}'
        parts = language.joined(mark.format(COLOURS[name], self.names[name], value) for name, value in p.parts.items())
        said = self.tr("Losses before their weights: {}.").format(parts)
        self.about.setText(language.in_a_row((said, self._against(frame))))

    def _against(self, frame: OptimiseFrame) -> str:
        """A network's one pass beside the steps so far; "" while there is none."""
        p, passed = frame.progress, self.curves.passed
        spent = {"steps": p.step, "seconds": f"{p.seconds:.1f}"}
        if passed is not None:
            text = self.tr(
                "Weighted loss after {steps} steps ({seconds} s): {loss}; after one pass of the network "
                "({pass_seconds} s, {times} times as fast): {pass_loss}. The square in the plot is the network."
            )
            losses = {"loss": f"{p.loss:.4g}", "pass_loss": f"{passed.loss:.4g}"}
            times = round(p.seconds / max(passed.seconds, 1e-3))
            return text.format(**spent, **losses, pass_seconds=f"{passed.seconds:.2f}", times=times)
        if frame.forward is not None:
            text = self.tr(
                "{steps} steps took {seconds} s. One forward pass of Perceptual to this size took {forward} s: "
                "{times} times as fast."
            )
            return text.format(**spent, forward=f"{frame.forward:.2f}", times=round(p.seconds / frame.forward))
        return ""

    def _offer_keeping(self) -> None:
        """Whether what was made is of the size of a result, and if not, why it cannot be kept."""
        lr, scale = self.session.lr, self.session.comparison.scale
        fits = (
            self._made is not None
            and lr is not None
            and self._made[0].shape[:2] == (lr.height * scale, lr.width * scale)
        )
        if fits:
            why = self.tr("Shows the optimised picture beside the results; it is saved as they are")
        elif self._made is None:
            why = self.tr("Nothing has been optimised yet")
        else:
            why = self.tr("Only a whole picture can be kept: up to {} × {} pixels, in Benchmark or at ×1")
        self.keep.setEnabled(fits)
        self.keep.setToolTip(why.format(SIDES[-1], SIDES[-1]))

    def _keep(self) -> None:
        """The picture as it is now, in a pane of its own."""
        if self._made is not None:
            pixels, name = self._made
            self.session.add_own(Source(Picture(dequantise(pixels)), name, made_of=self.session.lr_made))
            self.said.emit(self.tr("{} was added as a pane").format(name))

    def _end(self) -> None:
        self.now.setAccessibleName(self.tr("The picture appears here once it runs"))
        self.now.update()
        self.go.setText(self.tr("Run"))

    def _refused(self, error: Exception) -> None:
        self._end()
        self._say_why(error)

    def _say_why(self, error: Exception) -> None:
        self.about.setText(controls.sentence(words(error)))


def _pyramid(pixels: Pixels | None) -> Pyramid | None:
    return None if pixels is None else build_pyramid(pixels)


def _small(pixels: Pixels) -> Pixels:
    """The middle of a style picture."""
    top, left = (max(0, (n - STYLE_SIDE) // 2) for n in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + STYLE_SIDE, left : left + STYLE_SIDE])
