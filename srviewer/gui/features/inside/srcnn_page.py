"""SRCNN opened: filters, feature maps, the sum that the result is, and what one output pixel depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF

from srviewer.engine.progress import Token
from srviewer.explain import srcnn
from srviewer.explain.srcnn import STEPS, SrcnnRun
from srviewer.explain.step import StepImage, step_of
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import Work
from srviewer.gui.features.inside.pixel_page import PixelPage
from srviewer.gui.features.inside.sight import Sight, pyramid_of, sight_of
from srviewer.gui.look import language, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.session import Session

PLATE_HEIGHT, WORDS_HEIGHT = 100, 96  # logical pixels
LARGEST = 3  # addends that are named


@dataclass(frozen=True, eq=False)
class _Answer:
    sight: Sight
    run: SrcnnRun
    result: Pyramid


@dataclass(frozen=True, eq=False)
class _Pixel:
    """What one output pixel depends on."""

    images: tuple[StepImage, ...]
    pyramids: tuple[Pyramid, ...]
    patch: QRectF
    field: QRectF
    value: float
    bias: float
    addends: tuple[tuple[int, float], ...]


class SrcnnPage(PixelPage):
    """Steps of SRCNN on the LR's Y; at the side the result, and the pixel of it that is pointed at."""

    slot = "inside SRCNN"
    most = 1 << 18  # 512 x 512, whose maps take 100 MB

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands, STEPS, srcnn.run)
        titles = (self.tr("Patch"), self.tr("Receptive field"), self.tr("Gradient"))
        self.make_side(titles, PLATE_HEIGHT, WORDS_HEIGHT)

    # -- computing ------------------------------------------------------------------------------------------

    def work(self, part: Excerpt, step: str) -> Work:
        run_of = self.run_of
        return lambda token: _look(run_of, part, step, token)

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        self.show_result(answer.run, answer.result)

    # -- one pixel ------------------------------------------------------------------------------------------

    def pixel(self, run: SrcnnRun, y: int, x: int) -> _Pixel:
        images = srcnn.pixel_images(run, y, x)
        added = srcnn.addends_at(run, y, x)
        order = sorted(range(len(added)), key=lambda n: -abs(added[n]))
        return _Pixel(
            images,
            tuple(pyramid_of(image) for image in images),
            _rectangle(srcnn.patch(run, y, x)),
            _rectangle(srcnn.receptive_field(run, y, x)),
            float(run.result[y, x]),
            run.bias,
            tuple((n, float(added[n])) for n in order),
        )

    def show_pixel(self, pixel: _Pixel | None) -> None:
        c = theme.current()
        self.result.mark(() if pixel is None else ((pixel.field, c.warning), (pixel.patch, c.accent)))
        self._say(pixel)

    def _say(self, pixel: _Pixel | None) -> None:
        if pixel is None:
            self.about.setText(
                self.tr("The gradient shows how the pixel would change with each pixel of the bicubic input.")
            )
            return
        said = self.tr(
            "Its value {value} is the sum of the bias {bias} and of what {count} maps add; the most: {largest}. "
            "It sees {width} × {height} pixels of the bicubic input (orange), its first layer 9 × 9 of them (blue)."
        )
        names = ((language.core_numbered(f"map {n}"), value) for n, value in pixel.addends[:LARGEST])
        largest = language.joined(f"{name} {value:+.3f}".replace("-", "−") for name, value in names)
        field = pixel.field
        self.about.setText(
            said.format(
                value=f"{pixel.value:.3f}",
                bias=f"{pixel.bias:+.3f}".replace("-", "−"),
                count=len(pixel.addends),
                largest=largest,
                width=round(field.width()),
                height=round(field.height()),
            )
        )


def _look(run_of: Any, part: Excerpt, step: str, token: Token) -> _Answer:
    run: SrcnnRun = run_of(part)
    token.raise_if_cancelled()
    return _Answer(sight_of(step_of(STEPS, step).make(run), token), run, build_pyramid(quantise(run.result)))


def _rectangle(place: srcnn.Rectangle) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)
