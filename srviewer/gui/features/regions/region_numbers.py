"""Regions of interest: drawn, moved, typed, taken away, measured in every pane, copied."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from srviewer.compared import Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.gui.look import timers
from srviewer.gui.look.actions import Action, Thing
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import full_title
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging.picture import Picture
from srviewer.measures import Measures
from srviewer.readings import Readings, of_region
from srviewer.reports.table import as_tsv, numbers_table
from srviewer.session import Change, Field, Session

SLOT = "region numbers"
REGION = (Thing.REGION,)


def put(session: Session, index: int | None, rect: Rect) -> None:
    """Add a region (index None, or that of one which was taken away while it was dragged) or change one; select it."""
    regions = session.comparison.regions
    if index is None or index >= len(regions):
        session.edit(regions=(*regions, rect), region=len(regions))
    else:
        session.edit(regions=(*regions[:index], rect, *regions[index + 1 :]), region=index)


def remove_selected(session: Session) -> None:
    """Take the selected region away."""
    regions, index = session.comparison.regions, session.comparison.region
    if index is not None:
        rest = (*regions[:index], *regions[index + 1 :])
        session.edit(regions=rest, region=min(index, len(rest) - 1) if rest else None)


class RegionNumbers(QObject):
    """The numbers of the selected region in every pane, made in a lane. Lives in the GUI thread.

    `changed` tells that `readings` are others; `region` is what they were measured on.
    """

    changed = Signal()
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands
        self.readings: dict[Pane, Readings] = {}
        self.region: Rect | None = None
        self._measures: dict[Pane, Measures] = {}
        self._asked: tuple[object, ...] = ()
        self._soon = timers.single(self, 0, self._ask)
        session.subscribe(self._session_changed)

    @property
    def pending(self) -> bool:
        """Whether numbers are about to be asked for."""
        return self._soon.isActive()

    @Slot()
    def copy(self) -> None:
        """Put the region's numbers of every pane on the clipboard, as a table that spreadsheets take."""
        if self.region is None or not self.readings:
            self.failed.emit(self.tr("Draw a region first: hold Shift and drag on a picture."))
            return
        QGuiApplication.clipboard().setText(as_table(self.region, self.readings))
        self.said.emit(self.tr("Copied the numbers of the region"))

    def copy_action(self) -> Action:
        return Action(_tr("Copy region numbers"), "Ctrl+Shift+M", self.copy, picture=True, on=REGION)

    def remove_action(self) -> Action:
        remove = partial(remove_selected, self._session)
        return Action(_tr("Clear region"), "Del", remove, picture=True, on=REGION)

    # -- inside ------------------------------------------------------------------------------------------

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.REGIONS, Field.REGION, Field.OUTCOMES, Field.PREPARED, Field.SOURCE, Field.PANES):
            self._soon.start()

    def _ask(self) -> None:
        region = self._session.comparison.selected_region
        results = {}
        for pane in dict.fromkeys(self._session.comparison.panes):
            outcome = self._session.outcome(pane)
            if outcome is not None and outcome.result is not None:
                results[pane] = outcome.result
        key = (region, tuple((pane, id(result)) for pane, result in results.items()), id(self._session.truth))
        if key == self._asked:
            self._show()
            return
        self._asked = key
        if region is None or not results:
            self._errands.drop(SLOT)
            self.take(None, {})
            return
        lr, truth = self._session.lr, self._session.truth
        self._errands.send(
            SLOT,
            lambda token: _measured(results, region, lr, truth, token),
            lambda measures: self.take(region, measures),
            lambda error: self.failed.emit(words(error)),
        )

    def take(self, region: Rect | None, measures: dict[Pane, Measures]) -> None:
        self.region, self._measures = region, measures
        self._show()

    def _show(self) -> None:
        """What is read of the measures, which depends on how far the panes are."""
        found = {} if self.region is None else of_region(self._session, self.region, self._measures)
        if found != self.readings:
            self.readings = found
            self.changed.emit()


def as_table(region: Rect, found: dict[Pane, Readings]) -> str:
    """Tab-separated: a row a pane, a column a metric that has values; the region in the first heading."""
    place = f"{region.x},{region.y} {region.width}×{region.height}"
    return as_tsv(numbers_table([(full_title(pane), None, row) for pane, row in found.items()], place))


def _measured(
    results: dict[Pane, Result], region: Rect, lr: Picture | None, truth: Picture | None, token: Token
) -> dict[Pane, Measures]:
    """In a lane's thread: the numbers of each result inside the region; none for results that do not cover it."""
    from srviewer.evaluation import measure_part

    found = {}
    for pane, result in results.items():
        token.raise_if_cancelled()
        measures = measure_part(result, lr, truth, region, token)
        if measures is not None:
            found[pane] = measures
    return found
