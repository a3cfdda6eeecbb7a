"""Regions of interest: drawn, moved, typed, taken away, measured in every pane, copied."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.evaluation import Measures
from srviewer.gui.look.titles import full_title
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging.picture import Picture
from srviewer.reports.table import as_tsv, numbers_table
from srviewer.session import Pane, Session

SLOT = "region numbers"


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


def selected(session: Session) -> Rect | None:
    """The selected region."""
    c = session.comparison
    return None if c.region is None else c.regions[c.region]


class RegionNumbers(QObject):
    """The numbers of the selected region in every pane, made in a lane. Lives in the GUI thread."""

    changed = Signal()
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands
        self.measures: dict[Pane, Measures] = {}
        self._asked: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        session.subscribe(self._session_changed)

    @property
    def pending(self) -> bool:
        """Whether numbers are about to be asked for."""
        return self._soon.isActive()

    @Slot()
    def copy(self) -> None:
        """Put the region's numbers of every pane on the clipboard, as a table that spreadsheets take."""
        region = selected(self._session)
        if region is None or not self.measures:
            self.failed.emit(self.tr("Draw a region first: hold shift and drag on a picture."))
            return
        QGuiApplication.clipboard().setText(as_table(region, self.measures))
        self.said.emit(self.tr("Copied the numbers of the region"))

    # -- inside ------------------------------------------------------------------------------------------

    def _session_changed(self, names: frozenset[str]) -> None:
        if names & {"regions", "region", "outcomes", "prepared", "source", "panes"}:
            self._soon.start()

    def _ask(self) -> None:
        region = selected(self._session)
        results = {}
        for pane in dict.fromkeys(self._session.comparison.panes):
            outcome = self._session.outcome(pane)
            if outcome is not None and outcome.result is not None:
                results[pane] = outcome.result
        key = (region, tuple((pane, id(result)) for pane, result in results.items()), id(self._session.truth))
        if key == self._asked:
            return
        self._asked = key
        if region is None or not results:
            self._errands.drop(SLOT)
            self._take({})
            return
        lr, truth = self._session.lr, self._session.truth
        self._errands.send(
            SLOT,
            lambda token: _measured(results, region, lr, truth, token),
            self._take,
            lambda error: self.failed.emit(words(error)),
        )

    def _take(self, measures: dict[Pane, Measures]) -> None:
        self.measures = measures
        self.changed.emit()


def as_table(region: Rect, measures: dict[Pane, Measures]) -> str:
    """Tab-separated: a row a pane, a column a metric that has values; the region in the first heading."""
    place = f"{region.x},{region.y} {region.width}×{region.height}"
    return as_tsv(numbers_table([(full_title(pane), None, found) for pane, found in measures.items()], place))


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
