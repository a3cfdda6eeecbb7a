"""Compact opened: branches that become one kernel, feature maps, phases, and what one output pixel depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF

from srviewer.engine.progress import Token
from srviewer.explain import compact
from srviewer.explain.compact import STEPS, CompactRun, Fused
from srviewer.explain.step import step_of
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import Work
from srviewer.gui.features.inside.pixel_page import PixelPage
from srviewer.gui.features.inside.sight import Sight, pyramid_of, sight_of
from srviewer.gui.look import controls, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.session import Session

PLATE_HEIGHT, WORDS_HEIGHT = 120, 80  # logical pixels


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


class CompactPage(PixelPage):
    """Steps of Compact on the LR's Y, a layer at a time; at the side the result, and the pixel that is pointed at."""

    slot = "inside Compact"
    most = 1 << 18  # 512 x 512; at x2 the maps of its LR take 90 MB

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands, STEPS, compact.run)
        self.layer = controls.Choice(self.tr("Layer"), ((self.tr("layer {}").format(n + 1), n) for n in range(12)), 0)
        self.layer.activated.connect(self.refresh)
        self.about_layer = controls.label("", "small")
        self.add_choices((self.tr("Layer"), self.layer), ("", self.about_layer))
        self.make_side((self.tr("Receptive field"), self.tr("Gradient")), PLATE_HEIGHT, WORDS_HEIGHT)

    # -- computing ------------------------------------------------------------------------------------------

    def work(self, part: Excerpt, step: str) -> Work:
        run_of, layer = self.run_of, int(self.layer.currentData() or 0)
        return lambda token: _look(run_of, part, step, layer, token)

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        self.show_result(answer.run, answer.result)
        self._say_layer(answer.fused)

    def _say_layer(self, fused: Fused) -> None:
        words = self.tr("{0} parameters in branches, {1} in the kernel that remains; maps differ by {2} at most")
        self.about_layer.setText(words.format(fused.before, fused.after, f"{fused.of_maps:.0e}"))

    def clear(self) -> None:
        self.about_layer.setText("")
        super().clear()

    # -- one pixel ------------------------------------------------------------------------------------------

    def pixel(self, run: CompactRun, y: int, x: int) -> _Pixel:
        images, place = compact.pixel_images(run, y, x), compact.receptive_field(run, y, x)
        field = QRectF(*(run.scale * n for n in (place.x, place.y, place.width, place.height)))
        pyramids = tuple(pyramid_of(image) for image in images)
        return _Pixel(pyramids, field, float(run.result[y, x]), float(run.interpolated[y, x]))

    def show_pixel(self, pixel: _Pixel | None) -> None:
        self.result.mark(() if pixel is None else ((pixel.field, theme.current().warning),))
        if pixel is None:
            self.about.setText(self.tr("The gradient tells how the pixel would change with each pixel of the LR."))
            return
        said = self.tr(
            "Its value {value} is bicubic's {interpolated} and {added} from the network. It can see {width} × {height} "
            "pixels of the LR (orange); the gradient tells which of them it uses."
        )
        scale = 1 if self.run is None else self.run.scale
        self.about.setText(
            said.format(
                value=f"{pixel.value:.3f}",
                interpolated=f"{pixel.interpolated:.3f}",
                added=f"{pixel.value - pixel.interpolated:+.3f}".replace("-", "−"),
                width=round(pixel.field.width() / scale),
                height=round(pixel.field.height() / scale),
            )
        )


def _look(run_of: Any, part: Excerpt, step: str, layer: int, token: Token) -> _Answer:
    found: CompactRun = run_of(part)
    token.raise_if_cancelled()
    run = replace(found, layer=min(layer, found.count - 1))
    sight = sight_of(step_of(STEPS, step).make(run), token)
    return _Answer(sight, run, build_pyramid(quantise(run.result)), compact.fused(run))
