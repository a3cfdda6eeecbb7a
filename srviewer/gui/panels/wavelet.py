"""Wavelet: the subbands LL, LH, HL, HH of the selected pane, of the truth, or of the LR picture; and which of their
coefficients reach the pixel under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from srviewer.engine.job import Rect
from srviewer.gui import controls, icons, language, theme
from srviewer.gui.operations.errands import Errands, words
from srviewer.gui.operations.subbands import BandView, Request, bands_of, reach_of
from srviewer.gui.panels.titles import pane_title
from srviewer.session import LR, TRUTH, Pane, Session

BANDS = ("LL", "LH", "HL", "HH")
WAVELETS = ("haar", "db2", "sym4", "bior2.2", "bior4.4")
LEVELS = (1, 2, 3)
GAINS = (2, 8, 32)
SLOT = "subbands"
LOWEST, HIGHEST = 40, 200  # pixels of a subband's picture on the screen

View = Callable[[], Rect | None]


class BandPicture(QWidget):
    """A subband as large as its cell allows, with the part that the panes show marked."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._view: BandView | None = None
        self._mark: tuple[float, float, float, float] | None = None
        self._reach: tuple[float, float, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(148)

    def show_band(self, view: BandView | None) -> None:
        self._view = view
        self._image = None
        if view is not None:
            height, width = view.pixels.shape
            form = QImage.Format.Format_Grayscale8
            self._image = QImage(view.pixels.data, width, height, view.pixels.strides[0], form)
            self.setFixedHeight(min(HIGHEST, max(LOWEST, round(self.width() * height / width))))
        self.update()

    def mark(self, part: tuple[float, float, float, float] | None) -> None:
        """Mark a part (left, top, width, height as fractions), or nothing."""
        if part != self._mark:
            self._mark = part
            self.update()

    def light(self, part: tuple[float, float, float, float] | None) -> None:
        """Light the coefficients that reach a pixel (left, top, width, height as fractions), or none."""
        if part != self._reach:
            self._reach = part
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(148, 148)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.current()
        if self._image is None:
            painter.fillRect(self.rect(), c.field)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF((self.width() - size.width()) // 2, 0, size.width(), size.height())
        smooth = where.width() * self.devicePixelRatioF() < 2 * self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(where, self._image)
        for part, colour in ((self._mark, theme.method_colour(TRUTH)), (self._reach, c.accent)):
            if part is not None:
                x, y, w, h = part
                painter.setPen(QPen(colour, 1))
                painter.drawRect(
                    QRectF(
                        where.x() + x * where.width() + 0.5,
                        where.y() + y * where.height() + 0.5,
                        max(2.0, w * where.width() - 1),
                        max(2.0, h * where.height() - 1),
                    )
                )


class BandCell(QWidget):
    """A subband's picture above what it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.picture = BandPicture()
        self.name = controls.label(name, "strong")
        self.edges = controls.label("", "small")
        self.facts = controls.label("", "small")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self.edges)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.picture)
        column.addSpacing(4)
        column.addLayout(top)
        column.addWidget(self.facts)

    def show_band(self, view: BandView | None) -> None:
        self.picture.show_band(view)
        if view is None:
            self.edges.setText("")
            self.facts.setText("")
            return
        self.edges.setText(language.core(_EDGES[view.name]))
        size = f"{view.width} × {view.height}"
        if view.share is None:
            self.facts.setText(self.tr("all four: {}").format(size))
        else:
            self.facts.setText(self.tr("{} % of detail").format(f"{100 * view.share:.1f}"))
        says = self.tr("{name}: {filters}, {size}").format(name=view.name, filters=view.filters, size=size)
        self.setToolTip(says)
        self.picture.setAccessibleName(f"{says}; {self.edges.text()}; {self.facts.text()}")


_EDGES = {
    "LL": "the picture, smoothed",
    "LH": "horizontal edges",
    "HL": "vertical edges",
    "HH": "diagonals",
}


class WaveletPanel(QWidget):
    """The tab. Computes only while it is seen; the lane does the work, and the newest request wins."""

    def __init__(self, session: Session, errands: Errands, view: View) -> None:
        super().__init__()
        self._session, self._errands, self._view = session, errands, view
        self._reference: str | None = None  # "truth" or "lr" in place of the selected pane
        self._shown: Request | None = None
        self.of = controls.Choice(self.tr("Subbands of"))
        self.of.activated.connect(self._chosen)
        self.level = controls.Segments(((str(n), n) for n in LEVELS), self.tr("Level"), tight=True, stretch=True)
        self.level.setFixedWidth(78)
        self.level.set_value(1)
        self.level.chosen.connect(self._refresh)
        self.wavelet = controls.Choice(self.tr("Wavelet"))
        self.wavelet.set_items(((name, name) for name in WAVELETS), "bior4.4")
        self.wavelet.activated.connect(self._refresh)
        self.gain = controls.Segments(((f"×{n}", n) for n in GAINS), self.tr("Contrast"), tight=True, stretch=True)
        self.gain.setFixedWidth(96)
        self.gain.set_value(8)
        self.gain.chosen.connect(self._refresh)
        self.cells = {name: BandCell(name) for name in BANDS}
        self.note = controls.label("", "small")
        self.note.setWordWrap(True)
        self._lay_out()
        session.subscribe(self._session_changed)

    @property
    def pane(self) -> Pane | None:
        """Whose subbands are shown."""
        return Pane(self._reference) if self._reference else self._session.comparison.pane

    def mark_view(self) -> None:
        """Mark the part of the picture that the panes show."""
        lr, view = self._session.lr, self._view()
        part = None
        if lr is not None and view is not None and view.width * view.height < 0.98 * lr.width * lr.height:
            part = (view.x / lr.width, view.y / lr.height, view.width / lr.width, view.height / lr.height)
        for cell in self.cells.values():
            cell.picture.mark(part)

    def point(self, at: tuple[int, int] | None) -> None:
        """Light the coefficients of every subband that reach a pixel of the output (x, y); None: none."""
        request, shown = self._shown, {name: cell.picture for name, cell in self.cells.items()}
        if at is None or request is None or not self.isVisible():
            for picture in shown.values():
                picture.light(None)
            return
        width, height = request.size
        factor = self._session.comparison.scale if request.picture is self._session.lr else 1
        x, y = min(at[0] // factor, width - 1), min(at[1] // factor, height - 1)
        for name, picture in shown.items():
            picture.light(reach_of(request, name, x, y))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the tab was hidden is caught up with."""
        super().showEvent(event)
        self._list_panes()
        self._refresh()

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(_row((self.tr("Of"), self.of, 1), (self.tr("Level"), self.level, 0)))
        column.addLayout(_row((self.tr("Wavelet"), self.wavelet, 1), (self.tr("Contrast"), self.gain, 0)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(12)
        for i, name in enumerate(BANDS):
            grid.addWidget(self.cells[name], i // 2, i % 2)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addStretch()

    def _session_changed(self, names: frozenset[str]) -> None:
        if "selected" in names or "source" in names:
            self._reference = None
        listed = names & {"panes", "selected", "prepared", "source", "mode"}
        if not (self.isVisible() and (listed or "outcomes" in names)):
            return
        if listed:
            self._list_panes()
        self._refresh()

    def _chosen(self, index: int) -> None:
        pane = self.of.itemData(index)
        if pane.is_reference and pane not in self._session.comparison.panes:
            self._reference = pane.method
            self._refresh()
        else:
            self._reference = None
            self._session.edit(selected=self._session.comparison.panes.index(pane))
            self._refresh()

    def _refresh(self, _value: object = None) -> None:
        """Ask for the subbands that are to be shown, if they are others than those that are."""
        request = self._request()
        if request is not None and request == self._shown:
            return
        self._shown = request
        if request is None:
            self._errands.drop(SLOT)
            self._show(None)
            self.note.setText(self._waiting_for())
            return
        self._errands.send(SLOT, lambda token: bands_of(request, token), self._show, self._refused)

    def _list_panes(self) -> None:
        panes = list(dict.fromkeys(self._session.comparison.panes))
        if self._session.truth is not None and Pane(TRUTH) not in panes:
            panes.append(Pane(TRUTH))
        if Pane(LR) not in panes:
            panes.append(Pane(LR))
        self.of.set_items(((pane_title(p), p) for p in panes), self.pane)
        for i, pane in enumerate(panes):
            self.of.setItemIcon(i, icons.dot(theme.method_colour(pane.method)))

    def _request(self) -> Request | None:
        session, pane = self._session, self.pane
        how = (self.wavelet.currentData(), int(str(self.level.value)), float(str(self.gain.value)))
        if pane is None:
            return None
        if pane.is_reference:
            picture = session.truth if pane.method == TRUTH else session.lr
            return None if picture is None else Request(None, picture, *how)
        outcome = session.outcome(pane)
        if outcome is None or outcome.result is None:
            return None
        return Request(outcome.result, None, *how)

    def _waiting_for(self) -> str:
        if self._session.source is None:
            return self.tr("Subbands come with a picture.")
        pane = self.pane
        return self.tr("{} has no result yet.").format(pane_title(pane)) if pane else ""

    def _show(self, views: tuple[BandView, ...] | None) -> None:
        by_name = {view.name: view for view in views or ()}
        for name, cell in self.cells.items():
            cell.show_band(by_name.get(name))
        self.mark_view()
        self.note.setText(
            self.tr("Of the luma. Details lie around mid-grey, all with the same gain; brighter is positive.")
        )

    def _refused(self, error: Exception) -> None:
        self._show(None)
        self.note.setText(words(error))


def _row(*parts: tuple[str, QWidget, int]) -> QHBoxLayout:
    """Labels and widgets side by side: (label, widget, stretch)."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for text, widget, stretch in parts:
        title = controls.label(text, "dim")
        title.setBuddy(widget)
        row.addWidget(title)
        row.addWidget(widget, stretch)
    return row
