"""SRCNN opened: filters, feature maps, the sum that the result is, and what one output pixel depends on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF

from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE
from srviewer.explain import srcnn
from srviewer.explain.srcnn import STEPS, SrcnnRun
from srviewer.explain.step import StepImage, step_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, pyramid_of, sight_of
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.session import Session

MOST = 1 << 18  # pixels of the result: 512 x 512, whose maps take 100 MB
SIDE_WIDTH = 300
SMALL = 140  # logical pixels a side of the plates for one pixel
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


class SrcnnPage(MethodPage):
    """Steps of SRCNN on the LR's Y; at the side the result, and the pixel of it that is pointed at."""

    slot = "inside SRCNN"
    lane = INFERENCE  # where torch is

    def __init__(self, session: Session, errands: Errands) -> None:
        self._run_of = _kept_runs()
        self._run: SrcnnRun | None = None
        super().__init__(session, errands, STEPS)
        self._make_side()

    def _make_side(self) -> None:
        self.result = Plate(self.tr("Result"))
        self.result.hovered.connect(self.point)
        titles = (self.tr("Patch"), self.tr("Receptive field"), self.tr("Gradient"))
        self.small = [Plate(title) for title in titles]
        self.about = controls.label("", "small", wrap=True)
        self.about.setMinimumHeight(theme.scaled(96))
        for plate in self.small:
            plate.setFixedHeight(SMALL - 40)
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
        part, run_of = excerpt(self.session, MOST), self._run_of
        self.part.setText("" if part is None else part.in_words())
        if part is None:
            self._forget()
            return None
        return lambda token: _look(run_of, part, step, token)

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        if answer.run is not self._run:
            self._forget()
            self._run = answer.run
            self.result.show_picture(answer.result)
            height, width = answer.run.result.shape
            self.point((width // 2, height // 2))

    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self._forget()

    def _forget(self) -> None:
        self._run = None
        self.result.show_picture(None)
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


def _kept_runs() -> Any:
    """Runs of the network, of which the last is kept."""
    return lru_cache(maxsize=1)(lambda part: srcnn.run(part.lr_studio_luma(), part.scale))


def _look(run_of: Any, part: Excerpt, step: str, token: Token) -> _Answer:
    run: SrcnnRun = run_of(part)
    token.raise_if_cancelled()
    return _Answer(sight_of(step_of(STEPS, step).make(run), token), run, build_pyramid(quantise(run.result)))


def _pixel(run: SrcnnRun, y: int, x: int) -> _Pixel:
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


def _rectangle(place: srcnn.Rectangle) -> QRectF:
    return QRectF(place.x, place.y, place.width, place.height)
