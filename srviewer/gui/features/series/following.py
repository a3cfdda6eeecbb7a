"""A training run that is followed: its folder looked at again and again, its pictures measured as they come, its
networks run on the picture that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from srviewer import metrics
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.engine.schedule import BATCH
from srviewer.errors import CancelledError, SrviewerError
from srviewer.evaluation import measure as measure_result
from srviewer.gui.look import timers
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging import image_io
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase
from srviewer.results import folders
from srviewer.results.matching import matched
from srviewer.results.measuring import How, measure
from srviewer.results.series import Series, Snapshot, look, told_truths
from srviewer.upsamplers import from_files

LOOK_SLOT, MEASURE_SLOT = "look at a run", "measure a run"
LOOK_MS = 1500
PART = 96  # side of the part of the LR that networks are measured on, in pixels, about its middle


@dataclass(frozen=True, eq=False)
class ValidationSet:
    """What a run's networks are measured on."""

    lr: Picture
    truth: Picture
    scale: int
    device: str

    @property
    def part(self) -> Rect:
        """What of the LR is enlarged: all of a small one."""
        width, height = min(self.lr.width, PART), min(self.lr.height, PART)
        return Rect((self.lr.width - width) // 2, (self.lr.height - height) // 2, width, height)


class Following(QObject):
    """Lives in the GUI thread."""

    changed = Signal()  # pictures or networks came or went, or the truths are others
    measured = Signal()  # more numbers
    failed = Signal(str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.root: Path | None = None
        self.truths: Path | None = None
        self.scale = 4
        self.series = Series()
        self.picture = ""  # the one whose iterations are shown, unless those of a network are
        self.network = ""
        self.bench: ValidationSet | None = None
        self._of_bench: dict[Snapshot, float] = {}
        self._truth_of: dict[str, Path] = {}
        self._values: dict[Snapshot, float] = {}
        self._measuring = False
        self._timer = timers.repeating(self, LOOK_MS, self.look)

    def follow(self, root: Path) -> None:
        """Look at a run from now on; truths and scale are taken from its options, where these name them."""
        truths, scale = told_truths(root)
        self.root, self.series, self.picture, self.network = root, Series(), "", ""
        self.truths, self.scale = truths or self.truths, scale or self.scale
        self._break_off()
        self.changed.emit()
        self.look()
        self._timer.start()

    def take_over(self, other: Following) -> None:
        """Go on where another one was, which rests."""
        self.root, self.truths, self.scale = other.root, other.truths, other.scale
        self.series, self.picture, self.network = other.series, other.picture, other.network
        self._truth_of, self._values = other._truth_of, other._values

    def use_truths(self, folder: Path) -> None:
        """Measure against the pictures of this folder."""
        self.truths = folder
        self._break_off()
        self._values.clear()
        self.series = Series()
        self.look()

    def choose(self, picture: str = "", network: str = "") -> None:
        """Show the iterations of another picture, or those of a network on the picture that is open."""
        self.picture, self.network = picture, network
        self._again()

    def put_on(self, bench: ValidationSet | None) -> None:
        """Measure networks on this; on nothing where there is no truth."""
        self.bench = bench
        self._of_bench.clear()
        if self.network:
            self._again()

    def method_of(self, snapshot: Snapshot) -> str:
        """The method of a network at an iteration."""
        assert self.root is not None
        return from_files.unlisted(snapshot.path, f"{self.root.name} {snapshot.path.stem}")

    def rest(self) -> None:
        """Look no more until `follow` or `wake`."""
        self._timer.stop()
        self._errands.drop(LOOK_SLOT)
        self._break_off()

    def wake(self) -> None:
        """Go on looking, and measuring what was not measured when it came to rest."""
        if self.root is not None:
            self._timer.start()
            self._measure()

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """Of the chosen picture or network, by iteration."""
        named, name = (self.series.networks, self.network) if self.network else (self.series.pictures, self.picture)
        return named.get(name, ())

    @property
    def truth(self) -> Path | None:
        """Of the chosen picture."""
        return self._truth_of.get(self.picture)

    @property
    def curve(self) -> list[tuple[int, float]]:
        """PSNR-Y by iteration, of what is measured."""
        values = self._measured_values
        return [(s.iteration, values[s]) for s in self.snapshots if s in values]

    @property
    def _measured_values(self) -> dict[Snapshot, float]:
        return self._of_bench if self.network else self._values

    # -- inside ------------------------------------------------------------------------------------------

    def look(self) -> None:
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
        if self.network not in series.networks:
            self.network = ""
        if not self.network and self.picture not in series.pictures:
            self.picture = next(iter(series.pictures), "")
            self.network = "" if self.picture else next(iter(series.networks), "")
        self.changed.emit()
        self._measure()

    def _break_off(self) -> None:
        """Measure no more of what was to be measured."""
        self._errands.drop(MEASURE_SLOT)
        self._measuring = False

    def _again(self) -> None:
        """Measure anew: other pictures or methods were chosen."""
        self._break_off()
        self._measure()
        self.measured.emit()

    def _measure(self) -> None:
        """Measure what of the chosen is not measured yet."""
        wanted = [s for s in self.snapshots if s not in self._measured_values]
        if not wanted or self._measuring:
            return
        work: Callable[[Token], Iterator[tuple[Snapshot, float]]]
        if self.network and (bench := self.bench) is not None:
            work = partial(_of_networks, bench, [(s, self.method_of(s)) for s in reversed(wanted)])
        elif not self.network and (truth := self.truth) is not None:
            work = partial(_values, truth, wanted, How(self.scale, (metrics.get("psnr_y"),)))
        else:
            return
        self._measuring, into = True, self._measured_values

        def add(found: tuple[Snapshot, float]) -> None:
            into[found[0]] = found[1]
            self.measured.emit()

        self._errands.follow(MEASURE_SLOT, work, add, self._measured, self._refused, BATCH)

    def _measured(self) -> None:
        """What came meanwhile, or another picture, is measured now."""
        self._measuring = False
        if any(s not in self._measured_values for s in self.snapshots):
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
        except CancelledError:
            raise
        except SrviewerError:
            yield snapshot, float("nan")


def _of_networks(
    bench: ValidationSet, named: list[tuple[Snapshot, str]], token: Token
) -> Iterator[tuple[Snapshot, float]]:
    """PSNR-Y of each network on a part of the LR; NaN where there is none."""
    for snapshot, method in named:
        try:
            job = Job.make(bench.lr, method, bench.scale, device=bench.device, region=bench.part)
            wanted = (metrics.get("psnr_y"),)
            found = measure_result(result_of(job, token), None, bench.truth, token=token, wanted=wanted)
            yield snapshot, found.values.get("psnr_y", float("nan"))
        except CancelledError:
            raise
        except SrviewerError:
            yield snapshot, float("nan")


def no_truth() -> str:
    return phrase("there is no truth of this picture: choose the folder of the truths")
