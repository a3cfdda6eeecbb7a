"""A training run that is followed: its folder looked at again and again, its pictures measured as they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from srviewer import metrics
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.errors import ParameterError, SrviewerError
from srviewer.gui.look import timers
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging import image_io
from srviewer.phrase import phrase
from srviewer.results import folders
from srviewer.results.measuring import How, measure
from srviewer.results.names import matched
from srviewer.results.series import Series, Snapshot, look, told_truths

LOOK_SLOT, MEASURE_SLOT = "look at a run", "measure a run"
LOOK_MS = 1500


class Following(QObject):
    """Lives in the GUI thread."""

    changed = Signal()  # pictures came or went, or the truths are others
    measured = Signal()  # more numbers
    failed = Signal(str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.root: Path | None = None
        self.truths: Path | None = None
        self.scale = 4
        self.series = Series()
        self.picture = ""
        self._truth_of: dict[str, Path] = {}
        self._values: dict[Snapshot, float] = {}
        self._measuring = False
        self._timer = timers.repeating(self, LOOK_MS, self._look)

    def follow(self, root: Path) -> None:
        """Look at a run from now on; truths and scale are taken from its options, where these name them."""
        truths, scale = told_truths(root)
        self.root, self.series, self.picture = root, Series(), ""
        self.truths, self.scale = truths or self.truths, scale or self.scale
        self._look()
        self._timer.start()

    def use_truths(self, folder: Path) -> None:
        """Measure against the pictures of this folder."""
        self.truths = folder
        self._values.clear()
        self.series = Series()
        self._look()

    def choose(self, picture: str) -> None:
        """Another picture's curve."""
        self.picture = picture
        self._measure()
        self.measured.emit()

    def rest(self) -> None:
        """Look no more until `follow` or `wake`."""
        self._timer.stop()
        for slot in (LOOK_SLOT, MEASURE_SLOT):
            self._errands.drop(slot)
        self._measuring = False

    def wake(self) -> None:
        """Go on looking."""
        if self.root is not None:
            self._timer.start()

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Of the chosen picture, by iteration."""
        return self.series.pictures.get(self.picture, ())

    @property
    def truth(self) -> Path | None:
        """Of the chosen picture."""
        return self._truth_of.get(self.picture)

    @property
    def curve(self) -> list[tuple[int, float]]:
        """PSNR-Y by iteration, of what is measured."""
        return [(s.iteration, self._values[s]) for s in self.snapshots if s in self._values]

    # -- inside ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        root, truths, before = self.root, self.truths, self.series
        assert root is not None

        def work(_token: Token) -> tuple[Series, dict[str, Path]]:
            series = look(root, before)
            return series, _truths_of(truths, series)

        self._errands.send(LOOK_SLOT, work, self._take, self._refused)

    def _take(self, found: tuple[Series, dict[str, Path]]) -> None:
        series, truth_of = found
        if series == self.series and truth_of == self._truth_of:
            return
        self.series, self._truth_of = series, truth_of
        if self.picture not in series.pictures:
            self.picture = next(iter(series.pictures), "")
        self.changed.emit()
        self._measure()

    def _measure(self) -> None:
        """Measure what of the chosen picture is not measured yet."""
        truth, wanted = self.truth, [s for s in self.snapshots if s not in self._values]
        if truth is None or not wanted or self._measuring:
            return
        how, self._measuring = How(self.scale, (metrics.get("psnr_y"),)), True
        self._errands.follow(
            MEASURE_SLOT,
            lambda token: _values(truth, wanted, how, token),
            self._add,
            self._measured,
            self._refused,
            BATCH,
        )

    def _add(self, found: tuple[Snapshot, float]) -> None:
        self._values[found[0]] = found[1]
        self.measured.emit()

    def _measured(self) -> None:
        """What came meanwhile, or another picture, is measured now."""
        self._measuring = False
        if any(s not in self._values for s in self.snapshots):
            self._measure()

    def _refused(self, error: Exception) -> None:
        self._measuring = False
        self.failed.emit(words(error))


def _truths_of(folder: Path | None, series: Series) -> dict[str, Path]:
    """The truth of each picture that has one, by name."""
    if folder is None:
        return {}
    inside = folders.pictures_in(folder)
    found = matched(tuple(inside), tuple(series.pictures))
    return {name: inside[truth] for truth, name in found.results.items()}


def _values(truth: Path, wanted: list[Snapshot], how: How, token: Token) -> Iterator[tuple[Snapshot, float]]:
    """PSNR-Y of each snapshot; NaN where there is none (identical, or of a size that does not fit)."""
    true = image_io.read_picture(truth)
    for snapshot in wanted:
        token.raise_if_cancelled()
        try:
            found, _ = measure(true, image_io.read_picture(snapshot.path), how, how.metrics, token)
            yield snapshot, found.values.get("psnr_y", float("nan"))
        except (ParameterError, SrviewerError):
            yield snapshot, float("nan")


def no_truth() -> str:
    return phrase("there is no truth of this picture: choose the folder of the truths")
