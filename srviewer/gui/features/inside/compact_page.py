"""Compact opened: branches that become one kernel, feature maps, phases, and what one output pixel depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF

from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE
from srviewer.explain import compact
from srviewer.explain.compact import STEPS, CompactRun, Fused
from srviewer.explain.step import step_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, pyramid_of, sight_of
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.session import Session

MOST = 1 << 18  # pixels of the result: 512 x 512; at x2 the maps of its LR take 90 MB
SIDE_WIDTH = 300
SMALL = 120  # logical pixels a side of the plates for one pixel


@dataclass(frozen=True, eq=False)
class _Answer:
    sight: Sight
    run: CompactRun
    result: Pyramid
    fused: Fused


@dataclass(frozen=True, eq=False)
class _Pixel:
    """What one output pixel depends on."""

    pyramids: tuple[Pyramid, ...]
    field: QRectF
    value: float
    interpolated: float


class CompactPage(MethodPage):
    """Steps of Compact on the LR's Y, a layer at a time; at the side the result, and the pixel that is pointed at."""

    slot = "inside Compact"
    lane = INFERENCE  # where torch is

    def __init__(self, session: Session, errands: Errands) -> None:
        self._run_of = _kept_runs()
        self._result: Any = None
        self._run: CompactRun | None = None
        super().__init__(session, errands, STEPS)
        self.layer = controls.Choice(self.tr("Layer"))
        self.layer.set_items(((self.tr("layer {}").format(n + 1), n) for n in range(12)), 0)
        self.layer.activated.connect(self.refresh)
        self.about_layer = controls.label("", "small")
        self.add_choices((self.tr("Layer"), self.layer), ("", self.about_layer))
        self._make_side()

    def _make_side(self) -> None:
        self.result = Plate(self.tr("Result"))
        self.result.hovered.connect(self.point)
        titles = (self.tr("Receptive field"), self.tr("Gradient"))
        self.small = [Plate(title) for title in titles]
        self.about = controls.label("", "small", wrap=True)
        self.about.setMinimumHeight(theme.scaled(80))
        for plate in self.small:
            plate.setFixedHeight(SMALL)
        named = (controls.named(pair) for pair in zip(titles, self.small, strict=True))
        row = boxes.row(*(boxes.column(*each, gap=4) for each in named), gap=6)
        column = self.side_column(SIDE_WIDTH)
        column.addWidget(controls.label(self.tr("Result: point at a pixel"), "strong"))
        column.addWidget(self.result, 1)
        column.addLayout(row)
        column.addWidget(self.about)

    # -- computing ------------------------------------------------------------------------------------------

    def forget(self) -> None:
        self._run_of = _kept_runs()
        self._forget()

    def work(self, step: str) -> Work | None:
        part, run_of, layer = excerpt(self.session, MOST), self._run_of, int(self.layer.currentData() or 0)
        self.part.setText("" if part is None else part.in_words())
        if part is None:
            self._forget()
            return None
        return lambda token: _look(run_of, part, step, layer, token)

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        self._say_layer(answer.fused)
        if answer.run.result is not self._result:
            self._forget()
            self._result = answer.run.result
            self.result.show_picture(answer.result)
        self._run = answer.run
        height, width = answer.run.result.shape
        self.point((width // 2, height // 2))

    def _say_layer(self, fused: Fused) -> None:
        words = self.tr("{0} parameters in branches, {1} in the kernel that remains; maps differ by {2} at most")
        self.about_layer.setText(words.format(fused.before, fused.after, f"{fused.of_maps:.0e}"))

    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._forget()

    def _forget(self) -> None:
        self._run = self._result = None
        self.result.show_picture(None)
        self.about_layer.setText("")
        self._show_pixel(None)

    # -- one pixel ------------------------------------------------------------------------------------------

    def point(self, at: tuple[int, int] | None) -> None:
        """Show what the output pixel (x, y) depends on; the last one stays when the pointer leaves."""
        run = self._run
        if run is not None and at is not None:
            x, y = at
            work = lambda _token: _pixel(run, y, x)  # noqa: E731
            self.errands.send(self.slot + ", pixel", work, self._show_pixel, lambda _error: None)

    def _show_pixel(self, pixel: _Pixel | None) -> None:
        for index, plate in enumerate(self.small):
            plate.show_picture(None if pixel is None else pixel.pyramids[index])
        self.result.mark(() if pixel is None else ((pixel.field, theme.current().warning),))
        if pixel is None:
            self.about.setText(self.tr("The gradient tells how the pixel would change with each pixel of the LR."))
            return
        said = self.tr(
            "Its value {value} is bicubic's {interpolated} and {added} from the network. It can see {width} × {height} "
            "pixels of the LR (orange); the gradient tells which of them it uses."
        )
        scale = 1 if self._run is None else self._run.scale
        self.about.setText(
            said.format(
                value=f"{pixel.value:.3f}",
                interpolated=f"{pixel.interpolated:.3f}",
                added=f"{pixel.value - pixel.interpolated:+.3f}".replace("-", "−"),
                width=round(pixel.field.width() / scale),
                height=round(pixel.field.height() / scale),
            )
        )


def _kept_runs() -> Any:
    """Runs of the network, of which the last is kept."""
    return lru_cache(maxsize=1)(lambda part: compact.run(part.lr_studio_luma(), part.scale))


def _look(run_of: Any, part: Excerpt, step: str, layer: int, token: Token) -> _Answer:
    found: CompactRun = run_of(part)
    token.raise_if_cancelled()
    run = replace(found, layer=min(layer, found.count - 1))
    sight = sight_of(step_of(STEPS, step).make(run), token)
    return _Answer(sight, run, build_pyramid(quantise(run.result)), compact.fused(run))


def _pixel(run: CompactRun, y: int, x: int) -> _Pixel:
    images, place = compact.pixel_images(run, y, x), compact.receptive_field(run, y, x)
    field = QRectF(*(run.scale * n for n in (place.x, place.y, place.width, place.height)))
    pyramids = tuple(pyramid_of(image) for image in images)
    return _Pixel(pyramids, field, float(run.result[y, x]), float(run.interpolated[y, x]))
