"""Interpolation opened: the kernel, and the pixels and weights that make one pixel of the enlargement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from srviewer.engine.progress import Token
from srviewer.explain import bicubic
from srviewer.explain.bicubic import Taps
from srviewer.gui.canvas.plate import CornerWord, Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.look.chart import Chart
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging import colour_maps
from srviewer.imaging.resample import resize
from srviewer.session import Session

SLOT = "inside interpolation"
MOST = 1 << 20  # pixels of the enlargement
SIDE_WIDTH = 320
WEIGHTS_HEIGHT = 195
KERNELS = ("nearest", "bilinear", "bicubic", "lanczos3")
CURVE, ALONG_X, ALONG_Y = "#8b95a1", "#4c8dff", "#e07b39"


@dataclass(frozen=True, eq=False)
class _Answer:
    part: Excerpt
    kernel: str
    lr: Pyramid
    enlarged: Pyramid


@dataclass(frozen=True, eq=False)
class _Pixel:
    at: tuple[int, int]
    taps: Taps
    weights: Pyramid
    value: np.ndarray


class TapsPage(SeenPage):
    """The LR, its enlargement by a kernel, and of the pixel that is pointed at all that it is made of."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._answer: _Answer | None = None
        self.pixel: _Pixel | None = None
        self._at: tuple[int, int] | None = None  # of the last pixel
        titles = (self.tr("nearest"), self.tr("bilinear"), self.tr("bicubic"), self.tr("Lanczos-3"))
        self.kernel = controls.Segments(zip(titles, KERNELS, strict=True), self.tr("Kernel"), "bicubic")
        self.kernel.chosen.connect(self.refresh)
        self.lr, self.enlarged = Plate(self.tr("Low resolution")), Plate(self.tr("Enlargement"))
        self.enlarged.hovered.connect(self.point)
        self.weights = Plate(self.tr("Weights of the taps"))
        self.weights.setFixedHeight(theme.scaled(WEIGHTS_HEIGHT))
        self.chart = Chart(self.tr("Kernel and taps"), self.tr("pixels of the LR"), "", self._draw)
        self.about = controls.label("", "small", wrap=True)
        self.part = controls.label("", "small")
        self._lay_out()

    def _lay_out(self) -> None:
        top = boxes.row(controls.label(self.tr("Kernel"), "dim"), self.kernel, None, gap=8)
        grid = boxes.grid(8, 4)
        self.title = controls.label("", "strong")
        grid.addWidget(controls.label(self.tr("Low resolution"), "strong"), 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.lr, 1, 0)
        grid.addWidget(self.enlarged, 1, 1)
        for index in (0, 1):
            grid.setColumnStretch(index, 1)
        grid.setRowStretch(1, 1)
        side = QWidget()
        side.setFixedWidth(theme.scaled(SIDE_WIDTH))
        boxes.column(
            (self.chart, 1),
            controls.label(self.tr("Weights of the taps"), "dim"),
            self.weights,
            self.about,
            of=side,
            margins=(0, 0, 0, 0),
            gap=6,
        )
        both = boxes.row((grid, 1), side, gap=12)
        boxes.column(top, (both, 1), self.part, of=self, margins=(16, 12, 16, 12), gap=10)

    def shut_down(self) -> None:
        """Let go of the plot."""
        self.chart.shut_down()

    # -- computing ------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Keep nothing that was computed."""
        self.errands.drop_all(SLOT)
        self._show(None)

    def refresh(self, _value: object = None) -> None:
        part, kernel = excerpt(self.session, MOST), str(self.kernel.value)
        self.title.setText(self.tr("Enlarged: point at a pixel"))
        self.part.setText("" if part is None else part.in_words())
        if part is None:
            self.errands.drop(SLOT)
            self._show(None)
            return

        def work(token: Token) -> _Answer:
            pixels = part.lr_pixels()
            large = resize(pixels, part.out.height, part.out.width, token.raise_if_cancelled, kernel)
            return _Answer(part, kernel, build_pyramid(pixels), build_pyramid(np.clip(large, 0, 1)))

        self.errands.send(SLOT, work, self._show, self._refused)

    def _refused(self, error: Exception) -> None:
        self._show(None)
        self.about.setText(controls.sentence(words(error)))

    def _show(self, answer: _Answer | None) -> None:
        self._answer = answer
        self.lr.show_picture(None if answer is None else answer.lr)
        self.enlarged.show_picture(None if answer is None else answer.enlarged)
        if answer is None:
            self._show_pixel(None)
        else:
            self.point(self._at or (answer.part.out.width // 2, answer.part.out.height // 2))

    # -- one pixel ------------------------------------------------------------------------------------------

    def point(self, at: tuple[int, int] | None) -> None:
        """Show what the pixel (x, y) of the enlargement is made of; the last one stays when the pointer leaves."""
        answer = self._answer
        if answer is None or at is None:
            return
        out = answer.part.out
        x, y = min(at[0], out.width - 1), min(at[1], out.height - 1)
        self.errands.send(
            SLOT + ", pixel",
            lambda _token: _pixel(answer, x, y),
            self._show_pixel,
            lambda _error: self._show_pixel(None),
        )

    def _show_pixel(self, pixel: _Pixel | None) -> None:
        self.pixel = pixel
        accent = theme.current().accent
        self.chart.redraw()
        if pixel is None:
            self.weights.show_picture(None)
            self.lr.mark(())
            self.enlarged.mark(())
            self.about.setText("")
            return
        taps, self._at = pixel.taps, pixel.at
        spots = [(x, y) for y in taps.y.indices for x in taps.x.indices]
        self.lr.mark([(QRectF(int(x), int(y), 1, 1), accent) for x, y in dict.fromkeys(spots)])
        self.enlarged.mark(((QRectF(*pixel.at, 1, 1), accent),))
        places = np.ndindex(taps.weights.shape)
        self.weights.show_picture(
            pixel.weights,
            [
                CornerWord(f"{taps.weights[row, column]:+.3f}".replace("-", "−"), QRectF(column, row, 1, 1))
                for row, column in places
            ],
        )
        value = " ".join(f"{255 * float(v):.1f}" for v in np.atleast_1d(pixel.value))
        said = self.tr(
            "Pixel {x}, {y} lies at {u}, {v} of the LR. It is the sum of {count} pixels times their weights: "
            "{value} of 255. The weights add up to 1."
        )
        self.about.setText(
            said.format(
                x=pixel.at[0],
                y=pixel.at[1],
                u=f"{taps.x.centre:.2f}",
                v=f"{taps.y.centre:.2f}",
                count=taps.weights.size,
                value=value,
            )
        )

    def _draw(self, plot: Any) -> None:
        import pyqtgraph

        kernel = str(self.kernel.value)
        x, y = bicubic.kernel_curve(kernel)
        plot.plot(x, y, pen=pyqtgraph.mkPen(CURVE, width=1.5))
        if self.pixel is None:
            return
        for axis, colour in ((self.pixel.taps.x, ALONG_X), (self.pixel.taps.y, ALONG_Y)):
            symbol = "o" if colour == ALONG_X else "t"
            for at, weight in zip(axis.arguments, axis.weights, strict=True):
                pen = pyqtgraph.mkPen(colour, width=1.5, style=Qt.PenStyle.SolidLine)
                plot.plot([at, at], [0, weight], pen=pen)
            plot.plot(
                axis.arguments, axis.weights, pen=None, symbol=symbol, symbolSize=8, symbolBrush=colour, symbolPen=None
            )


def _pixel(answer: _Answer, x: int, y: int) -> _Pixel:
    part = answer.part
    pixels = part.lr_pixels()
    found = bicubic.taps(answer.kernel, pixels.shape[:2], (part.out.height, part.out.width), (y, x))
    weights = np.asarray(found.weights, np.float32)
    colours = colour_maps.coloured(weights, float(np.abs(weights).max()), True)
    return _Pixel((x, y), found, build_pyramid(colours), found.value(pixels))
