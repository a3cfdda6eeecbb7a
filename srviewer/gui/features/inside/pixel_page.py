"""What the pages of networks on Y share: at the side the result, and beneath it what the pixel that is pointed at
depends on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from srviewer.engine.schedule import INFERENCE
from srviewer.explain.step import Step
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import MethodPage
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging.colour import FloatArray
from srviewer.session import Session

SIDE_WIDTH = 300

Network = Callable[[FloatArray, int], Any]  # the LR's Y in studio range and a scale, to all that there is to see


class PixelPage(MethodPage):
    """A page of this kind also says what a pixel of a run's result depends on (`pixel`) and shows it (`show_pixel`)."""

    lane = INFERENCE  # where torch is

    def __init__(self, session: Session, errands: Errands, steps: Sequence[Step[Any]], network: Network) -> None:
        self._network = network
        self.run_of = _kept(network)
        self.run: Any = None
        super().__init__(session, errands, steps)

    def make_side(self, titles: Sequence[str], height: int, words_height: int) -> None:
        """The result, and plates of these titles for one pixel, so high, above words that take so much."""
        self.result = Plate(self.tr("Result"))
        self.result.hovered.connect(self.point)
        self.small = [Plate(title) for title in titles]
        self.about = controls.label("", "small", wrap=True)
        self.about.setMinimumHeight(theme.scaled(words_height))
        for plate in self.small:
            plate.setFixedHeight(height)
        named = (controls.named(pair) for pair in zip(titles, self.small, strict=True))
        column = self.side_column(SIDE_WIDTH)
        column.addWidget(controls.label(self.tr("Result: point at a pixel"), "strong"))
        column.addWidget(self.result, 1)
        column.addLayout(boxes.row(*(boxes.column(*each, gap=4) for each in named), gap=6))
        column.addWidget(self.about)

    def pixel(self, run: Any, y: int, x: int) -> Any:
        """In a lane: what an output pixel depends on, with a pyramid for each plate in `pyramids`."""
        raise NotImplementedError

    def show_pixel(self, pixel: Any) -> None:
        """Mark and say what was found; None: nothing."""
        raise NotImplementedError

    # -- computing ------------------------------------------------------------------------------------------

    def forget(self) -> None:
        self.run_of = _kept(self._network)
        self.clear()

    def clear(self) -> None:
        self.run = None
        self.result.show_picture(None)
        self._take_pixel(None)

    def show_result(self, run: Any, result: Pyramid) -> None:
        """Show the result of a run, and what the pixel in its middle depends on; of the same result nothing anew."""
        if self.run is not None and run.result is self.run.result:
            self.run = run
            return
        self.clear()
        self.run = run
        self.result.show_picture(result)
        height, width = run.result.shape
        self.point((width // 2, height // 2))

    def _refused(self, error: Exception) -> None:
        super()._refused(error)
        self.clear()

    # -- one pixel ------------------------------------------------------------------------------------------

    def point(self, at: tuple[int, int] | None) -> None:
        """Show what the output pixel (x, y) depends on; the last one stays when the pointer leaves."""
        run = self.run
        if run is not None and at is not None:
            x, y = at
            work = lambda _token: self.pixel(run, y, x)  # noqa: E731
            self.errands.send(self.slot + ", pixel", work, self._take_pixel, lambda _error: None)

    def _take_pixel(self, pixel: Any) -> None:
        pyramids: Sequence[Pyramid | None] = [None] * len(self.small) if pixel is None else pixel.pyramids
        for plate, pyramid in zip(self.small, pyramids, strict=True):
            plate.show_picture(pyramid)
        self.show_pixel(pixel)


def _kept(network: Network) -> Callable[[Excerpt], Any]:
    """Runs of the network, of which the last is kept."""
    return lru_cache(maxsize=1)(lambda part: network(part.lr_studio_luma(), part.scale))
