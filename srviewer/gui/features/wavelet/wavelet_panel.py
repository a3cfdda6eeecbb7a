"""Wavelet: the subbands LL, LH, HL, HH of the selected pane, of the truth, or of the LR picture; and which of their
coefficients reach the pixel under the pointer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from srviewer.compared import LR, TRUTH, Pane
from srviewer.explain.wavelet import MAX_LEVELS
from srviewer.explain.wavelet_display import DISPLAYS, GAINS, display_of
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.look import boxes, controls, icons, language, theme
from srviewer.gui.look.titles import colour_key, pane_title
from srviewer.gui.services.errands import Errands, words
from srviewer.gui.services.subbands import BandView, Request, bands_of, reach_of
from srviewer.phrase import semicolons
from srviewer.session import Change, Field, Session

BANDS = ("LL", "LH", "HL", "HH")
WAVELETS = ("haar", "db2", "sym4", "bior2.2", "bior4.4")
SLOT = "subbands"
LOWEST, HIGHEST = 40, 200  # pixels of a subband's picture on the screen

Part = tuple[float, float, float, float]  # left, top, width, height, of 1
WHOLE: Part = (0.0, 0.0, 1.0, 1.0)
ALL = 0.98  # of a picture's area: as good as all of it


class BandPicture(QWidget):
    """A subband as large as its cell allows: whole, with the part that the panes show marked, or only that part."""

    def __init__(self) -> None:
        super().__init__()
        self._images: tuple[QImage, ...] = ()
        self._view: BandView | None = None
        self._seen: Part | None = None
        self._follows = True
        self._reach: Part | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.scaled(148))

    def show_band(self, view: BandView | None) -> None:
        self._view = view
        self._images = ()
        if view is not None:
            form = QImage.Format.Format_Grayscale8
            self._images = tuple(QImage(p.data, p.shape[1], p.shape[0], p.strides[0], form) for p in view.levels)
            self.setFixedHeight(min(HIGHEST, max(LOWEST, round(self.width() * view.height / view.width))))
        self.update()

    def see(self, seen: Part | None, follows: bool) -> None:
        """What the panes show, as parts of the picture, or None for all of it; `follows`: show only that."""
        if (seen, follows) != (self._seen, self._follows):
            self._seen, self._follows = seen, follows
            self.update()

    def light(self, part: Part | None) -> None:
        """Light the coefficients that reach a pixel (left, top, width, height as parts of the subband), or none."""
        if part != self._reach:
            self._reach = part
            self.update()

    @property
    def side(self) -> float:
        """How much of either side of the subband is shown, of 1."""
        return 1.0 if self._seen is None or not self._follows else min(1.0, max(self._seen[2], self._seen[3]))

    @property
    def shown_part(self) -> Part:
        """What is shown: left, top, width, height as parts of the subband, both sides by the same factor."""
        if self._view is None or self._seen is None or not self._follows:
            return WHOLE
        (x, y, w, h), side = self._in_band(self._seen), self.side
        return _kept_in(x + w / 2 - side / 2, side), _kept_in(y + h / 2 - side / 2, side), side, side

    def _in_band(self, seen: Part) -> Part:
        """A part of the picture as one of the subband, which may lie a little beside it."""
        assert self._view is not None
        v, (across, down) = self._view, self._view.picture
        x, y, w, h = seen
        return (
            (v.corner[0] + x * across / v.step) / v.width,
            (v.corner[1] + y * down / v.step) / v.height,
            w * across / v.step / v.width,
            h * down / v.step / v.height,
        )

    def sizeHint(self) -> QSize:
        return QSize(148, 148)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._images:
                self._draw(painter)
            else:
                painter.fillRect(self.rect(), theme.current().field)

    def _draw(self, painter: QPainter) -> None:
        assert self._view is not None
        size = QSize(self._view.width, self._view.height).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF((self.width() - size.width()) // 2, 0, size.width(), size.height())
        left, top, across, down = self.shown_part
        needed = where.width() * self.devicePixelRatioF()
        image = next((i for i in reversed(self._images) if i.width() * across >= needed), self._images[0])
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, needed < 2 * image.width() * across)
        source = (left * image.width(), top * image.height(), across * image.width(), down * image.height())
        painter.drawImage(where, image, QRectF(*source))
        painter.setClipRect(where)
        marked = None if self._follows or self._seen is None else self._in_band(self._seen)
        for part, colour in ((marked, theme.method_colour(TRUTH)), (self._reach, theme.current().accent)):
            if part is not None:
                x, y, w, h = part
                painter.setPen(QPen(colour, 1))
                painter.drawRect(
                    QRectF(
                        where.x() + (x - left) / across * where.width() + 0.5,
                        where.y() + (y - top) / down * where.height() + 0.5,
                        max(2.0, w / across * where.width() - 1),
                        max(2.0, h / down * where.height() - 1),
                    )
                )


def _kept_in(start: float, length: float) -> float:
    """`start` so that `length` from it stays within 0 to 1."""
    return min(max(start, 0.0), 1.0 - length)


class BandCell(QWidget):
    """A subband's picture above what it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.picture = BandPicture()
        self.name = controls.label(name, "strong")
        self.edges = controls.label("", "small")
        self.facts = controls.label("", "small")
        top = boxes.row(self.name, self.edges, None, gap=8)
        boxes.column(self.picture, 4, top, self.facts, of=self, margins=(0, 0, 0, 0), gap=2)

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
        filters = language.core(view.filters)
        says = self.tr("{name}: {filters}, {size}").format(name=view.name, filters=filters, size=size)
        self.setToolTip(says)
        self.picture.setAccessibleName(language.said(semicolons((says, self.edges.text(), self.facts.text()))))


_EDGES = {
    "LL": "the picture, smoothed",
    "LH": "horizontal edges",
    "HL": "vertical edges",
    "HH": "diagonals",
}


class WaveletPanel(QWidget):
    """The tab. Computes only while it is seen; the lane does the work, and the newest request wins."""

    def __init__(self, session: Session, errands: Errands, panes: ViewState) -> None:
        super().__init__()
        self._session, self._errands, self._panes = session, errands, panes
        self._reference: str | None = None  # "truth" or "lr" in place of the selected pane
        self._shown: Request | None = None
        self._suits = False  # whether the contrast is one that suits the picture, or was chosen
        self.of = controls.Choice(self.tr("Subbands of"))
        self.of.activated.connect(self._chosen)
        self.level = controls.Segments(
            ((str(n), n) for n in range(1, MAX_LEVELS + 1)), self.tr("Level"), tight=True, stretch=True
        )
        self.level.setMinimumWidth(theme.scaled(22 * MAX_LEVELS))
        self.level.set_value(1)
        self.level.chosen.connect(self._refresh)
        self.wavelet = controls.Choice(self.tr("Wavelet"), ((name, name) for name in WAVELETS), "bior4.4")
        self.wavelet.hold()
        self.wavelet.activated.connect(self._refresh)
        self.gain = controls.Segments(((f"×{n}", n) for n in GAINS), self.tr("Contrast"), 16, tight=True, stretch=True)
        self.gain.chosen.connect(self._choose_contrast)
        titles = {"signed": self.tr("signed"), "absolute": self.tr("absolute"), "log": self.tr("log energy")}
        self.display = controls.Segments(
            ((titles[d.name], d.name) for d in DISPLAYS), self.tr("Shown as"), "signed", tight=True, stretch=True
        )
        self.display.chosen.connect(self._refresh)
        self.follow = QCheckBox(self.tr("Zoom with panes"))
        self.follow.setToolTip(
            self.tr("Each subband shows the part that the panes show; otherwise that part is only framed")
        )
        self.follow.setChecked(True)
        self.follow.toggled.connect(self.mark_view)
        self.cells = {name: BandCell(name) for name in BANDS}
        self.note = controls.label("", "small", wrap=True)
        self._lay_out()
        session.subscribe(self._session_changed)

    @property
    def pane(self) -> Pane | None:
        """Whose subbands are shown."""
        return Pane(self._reference) if self._reference else self._session.comparison.pane

    def mark_view(self) -> None:
        """Show, or mark, the part of the picture that the panes show; compute what is missing for that."""
        self._mark()
        if self.isVisible():
            self._refresh()

    def _mark(self) -> None:
        (left, top, right, bottom), (width, height) = self._panes.visible(), self._panes.picture
        part: Part | None = (left / width, top / height, (right - left) / width, (bottom - top) / height)
        if self._session.lr is None or part is None or not 0 < part[2] * part[3] < ALL:
            part = None
        for cell in self.cells.values():
            cell.picture.see(part, self.follow.isChecked())

    def point(self, at: tuple[int, int] | None) -> None:
        """Light the coefficients of every subband that reach a pixel of the output (x, y); None: none."""
        request, shown = self._shown, {name: cell.picture for name, cell in self.cells.items()}
        if at is None or request is None or not self.isVisible():
            for picture in shown.values():
                picture.light(None)
            return
        width, height = request.size
        factor = self._session.comparison.scale if request.of is self._session.lr else 1
        x, y = min(at[0] // factor, width - 1), min(at[1] // factor, height - 1)
        for name, picture in shown.items():
            picture.light(reach_of(request, name, x, y))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the tab was hidden is caught up with."""
        super().showEvent(event)
        self._list_panes()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: wider pictures may show more."""
        super().resizeEvent(event)
        self.mark_view()

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = boxes.grid(10, 12)
        for i, name in enumerate(BANDS):
            grid.addWidget(self.cells[name], i // 2, i % 2)
        boxes.column(
            _row((self.tr("Of"), self.of, 1)),
            _row((self.tr("Wavelet"), self.wavelet, 0), (self.tr("Level"), self.level, 1)),
            _row((self.tr("Contrast"), self.gain, 1)),
            _row((self.tr("Shown as"), self.display, 1)),
            self.follow,
            grid,
            self.note,
            None,
            of=self,
            margins=(16, 12, 16, 12),
            gap=10,
        )

    def _choose_contrast(self) -> None:
        self._suits = True
        self._refresh()

    def _suit_contrast(self, views: tuple[BandView, ...]) -> bool:
        """For the first details of a picture, take the contrast that shows most of them; whether it is another one."""
        if self._suits:
            return False
        self._suits, before = True, self.gain.value
        spread = max(view.spread for view in views)
        self.gain.set_value(max((gain for gain in GAINS if gain * spread <= 1), default=GAINS[0]))
        return self.gain.value != before

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._suits = False
        if change.touches(Field.SELECTED, Field.SOURCE, Field.MODE):
            self._reference = None
        listed = change.touches(Field.PANES, Field.SELECTED, Field.PREPARED, Field.SOURCE, Field.MODE)
        if not (self.isVisible() and (listed or change.touches(Field.OUTCOMES))):
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
        if request is not None:
            all_of_it, picture = replace(request, near=True), self.cells["LL"].picture
            if request.brought_down > 1 and request.width * picture.side < picture.width() * self.devicePixelRatioF():
                request = all_of_it
            if self._shown in (request, all_of_it):
                return
        self._shown = request
        if request is None:
            self._errands.drop(SLOT)
            self._show(None)
            self.note.setText(self._waiting_for())
            return
        call = partial(bands_of, request)
        self._errands.send(SLOT, call, self._show, self._refused, priority=request.priority)

    def _list_panes(self) -> None:
        panes = list(dict.fromkeys(self._session.comparison.panes))
        if self._session.truth is not None and Pane(TRUTH) not in panes:
            panes.append(Pane(TRUTH))
        if Pane(LR) not in panes:
            panes.append(Pane(LR))
        self.of.set_items(((pane_title(p), p) for p in panes), self.pane)
        for i, pane in enumerate(panes):
            self.of.setItemIcon(i, icons.dot(theme.method_colour(colour_key(pane))))

    def _request(self) -> Request | None:
        found = None if self.pane is None else self._session.shown(self.pane)
        if found is None:
            return None
        level, gain = int(str(self.level.value)), float(str(self.gain.value))
        return Request(found, self.wavelet.currentData(), level, gain, str(self.display.value))

    def _waiting_for(self) -> str:
        if self._session.source is None:
            return self.tr("Open a picture to see its subbands.")
        pane = self.pane
        return self.tr("{} has no result yet.").format(pane_title(pane)) if pane else ""

    def _show(self, views: tuple[BandView, ...] | None) -> None:
        if views and self._suit_contrast(views):
            self._refresh()
            return
        by_name = {view.name: view for view in views or ()}
        for name, cell in self.cells.items():
            cell.show_band(by_name.get(name))
        self._mark()
        self.note.setText(self._scale() if views else "")

    def _scale(self) -> str:
        """What black and white of the details are."""
        assert self._shown is not None
        display = display_of(self._shown.display)
        low, high = (
            f"{end:.3g} {display.unit}".strip().replace("-", "−") for end in display.legend(1, 1 / self._shown.peak)
        )
        if display.name == "signed":
            words = self.tr("Of the luma. Details lie around mid-grey: {} is black, {} is white, in all bands.")
        else:
            words = self.tr("Of the luma. Details: {} and less is black, {} is white, in all bands.")
        return words.format(low, high)

    def _refused(self, error: Exception) -> None:
        self._show(None)
        self.note.setText(words(error))


def _row(*parts: tuple[str, QWidget, int]) -> QHBoxLayout:
    """Labels and widgets side by side: (label, widget, stretch)."""
    row = boxes.row(gap=8)
    for text, widget, stretch in parts:
        title = controls.label(text, "dim")
        title.setBuddy(widget)
        row.addWidget(title)
        row.addWidget(widget, stretch)
    return row
