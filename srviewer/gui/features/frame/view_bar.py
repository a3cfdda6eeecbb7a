"""The bar over the canvas with what the view in force lets one set; away while that is nothing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer.compared import TRUTH, Pane
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.way import GAINS, WayField
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.look.titles import pane_title
from srviewer.metrics.maps import CHANNELS, KINDS, MapKind, available, kind_of
from srviewer.session import Change, Field, Session

HEIGHT = 40
BAR = 80  # width of a legend's colours
AUTOMATIC = "automatic"


class ViewBar(QWidget):
    """Shows and edits the canvas's way to compare."""

    def __init__(self, session: Session, canvas: Canvas, blind: QWidget) -> None:
        """blind : what a blind test lets one say"""
        super().__init__()
        self._session, self._canvas = session, canvas
        self.setProperty("role", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.scaled(HEIGHT))
        self._parts: list[tuple[QWidget, WayField]] = []
        row = boxes.row(of=self, margins=(12, 0, 12, 0), gap=8)
        self._row = row
        self._heading = controls.label(self.tr("Against"), "dim")
        self._add(self._heading, WayField.AGAINST)
        self.against = controls.Choice(self.tr("What panes are compared with"))
        self.against.setMinimumContentsLength(9)
        self.against.activated.connect(self._chose_against)
        self._add(self.against, WayField.AGAINST)
        self._build_pictures()
        self._build_maps()
        self._add(blind, WayField.PAIR)
        row.addStretch()
        canvas.way_changed.connect(self._refresh)
        session.subscribe(self._session_changed)
        self._refresh()

    def _build_pictures(self) -> None:
        self.upright = controls.Segments(
            ((self.tr("Left and right"), True), (self.tr("Above and below"), False)), self.tr("The wipe's line")
        )
        self.upright.chosen.connect(lambda value: self._canvas.set_way(upright=value))
        self._add(self.upright, WayField.UPRIGHT)
        self.timed = controls.Segments(
            ((self.tr("Automatic"), True), (self.tr("While Space is held"), False)), self.tr("Blinking")
        )
        self.timed.chosen.connect(lambda value: self._canvas.set_way(timed=value, turned=False))
        self._add(self.timed, WayField.TIMED)
        self._add(controls.label(self.tr("Opacity"), "dim"), WayField.OPACITY)
        self.opacity = controls.Slider(self.tr("Opacity of the upper pane"))
        self.opacity.setRange(0, 100)
        self.opacity.setFixedWidth(theme.scaled(180))
        self.opacity.valueChanged.connect(lambda value: self._canvas.set_way(opacity=value / 100))
        self._add(self.opacity, WayField.OPACITY)

    def _build_maps(self) -> None:
        self.kind = self._choice((), self.tr("Kind of map"), "kind", 5)
        self.channel = self._choice(((c.upper(), c) for c in CHANNELS), self.tr("Channel"), "channel", 1)
        self.gain = self._choice(((f"×{g}", g) for g in GAINS), self.tr("Gain of the map"), "gain", 2)
        self.gain.setToolTip(self.tr("How much small differences are amplified"))
        self.legend = Legend()
        self._add(self.legend, WayField.MAP)

    def _list_kinds(self, chosen: str) -> None:
        """The kinds that there are: some come with files that the settings name."""
        titles = {"signed": self.tr("signed"), "absolute": self.tr("absolute"), "squared": self.tr("squared")}
        kinds = [kind for kind in KINDS if kind in available() or kind.name == chosen]
        if [self.kind.itemData(index) for index in range(self.kind.count())] != [kind.name for kind in kinds]:
            self.kind.set_items(((titles.get(kind.name, kind.title), kind.name) for kind in kinds), chosen)
            for index, kind in enumerate(kinds):
                self.kind.setItemData(index, language.core(kind.line), Qt.ItemDataRole.ToolTipRole)

    def _choice(
        self, items: Iterable[tuple[str, object]], accessible: str, field: str, characters: int
    ) -> controls.Choice:
        """A choice of one field of the way that maps are drawn."""
        made = controls.Choice(accessible)
        made.setMinimumContentsLength(characters)
        made.setToolTip(accessible)
        made.set_items(items, None)
        made.activated.connect(lambda index: self._canvas.set_way(**{field: made.itemData(index)}))
        self._add(made, WayField.MAP)
        return made

    def _add(self, widget: QWidget, setting: WayField) -> None:
        """A control that is there while the view in force has its setting."""
        self._parts.append((widget, setting))
        self._row.addWidget(widget)

    def _chose_against(self, index: int) -> None:
        value = self.against.itemData(index)
        self._canvas.set_way(against=value if isinstance(value, Pane) else None)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.PANES, Field.PREPARED, Field.SELECTED, Field.SOURCE):
            self._refresh()

    def _refresh(self) -> None:
        way, settings = self._canvas.way, self._canvas.view.settings
        for widget, _setting in self._parts:
            widget.setVisible(widget in self._offered())
        self.setVisible(bool(settings) and self._session.source is not None)
        self.against.set_items(self._choices(), way.against or AUTOMATIC)
        self.upright.set_value(way.upright)
        self.timed.set_value(way.timed)
        self._list_kinds(way.kind)
        self.kind.set_current(way.kind)
        self.channel.set_current(way.channel)
        self.gain.set_current(way.gain)
        with QSignalBlocker(self.opacity):
            self.opacity.setValue(round(way.opacity * 100))
        self.legend.show_scale(kind_of(way.kind), way.gain)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        self._make_room()

    def _offered(self) -> list[QWidget]:
        """What the view in force has; a network's map is of all channels."""
        settings, learned = self._canvas.view.settings, kind_of(self._canvas.way.kind).learned
        return [w for w, setting in self._parts if setting in settings and not (learned and w is self.channel)]

    def _make_room(self) -> None:
        """Leave out first the heading, then the legend too, where what can be chosen needs the room: the choices'
        tooltips say the rest."""
        margins, seen = self._row.contentsMargins(), self._offered()
        room = self.width() - margins.left() - margins.right() + self._row.spacing()
        for widget in (self._heading, self.legend):
            wanted = sum(w.sizeHint().width() + self._row.spacing() for w in seen)
            widget.setVisible(widget in seen and wanted <= room)
            seen = [w for w in seen if w is not widget or wanted <= room]

    def _choices(self) -> list[tuple[str, object]]:
        """What there is to compare with; the first is what the program would take."""
        maps = self._canvas.view.maps
        automatic = self._canvas.reference if maps else self._canvas.other
        taken = pane_title(automatic) if automatic is not None else self.tr("nothing")
        found: list[tuple[str, object]] = [(self.tr("{} (auto)").format(taken), AUTOMATIC)]
        if self._session.truth is not None:
            found.append((pane_title(Pane(TRUTH)), Pane(TRUTH)))
        found += [(pane_title(p), p) for p in dict.fromkeys(self._session.comparison.panes) if p != Pane(TRUTH)]
        return found


class Legend(QWidget):
    """The colours of a map and the values at their ends."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._gain = KINDS[0], 1.0
        self.setFixedHeight(theme.scaled(theme.CONTROL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_scale(self, kind: MapKind, gain: float) -> None:
        self._kind, self._gain = kind, gain
        self.setAccessibleName(" ".join(self._words()))
        self.setToolTip(self.tr("One scale for all panes. {}").format(language.core(kind.line)))
        self.updateGeometry()
        self.update()

    def _words(self) -> tuple[str, str]:
        top, unit = self._kind.range(self._gain), language.core(self._kind.unit)
        high = f"{top:.3g} ({unit})" if unit[:1].isdigit() else f"{top:.3g} {unit}"
        return (f"−{top:.3g}" if self._kind.signed else "0", high)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
        return QSize(sum(metrics.horizontalAdvance(w) for w in self._words()) + BAR + 24, theme.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        from srviewer.imaging.colour_maps import STEPS, diverging, sequential

        table = diverging() if self._kind.signed else sequential()
        low, high = self._words()
        with QPainter(self) as painter:
            painter.setFont(theme.font(theme.SMALL_SIZE))
            painter.setPen(theme.current().dim)
            metrics = painter.fontMetrics()
            left = metrics.horizontalAdvance(low)
            flags = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, left + 1, self.height()), flags, low)
            bar = QRectF(left + 8, self.height() / 2 - 5, BAR, 10)
            image = QImage(table.data, STEPS, 1, 3 * STEPS, QImage.Format.Format_RGB888)
            painter.drawImage(bar, image)
            painter.setPen(QColor(theme.current().line))
            painter.drawRect(bar)
            painter.setPen(theme.current().dim)
            painter.drawText(QRectF(bar.right() + 8, 0, self.width(), self.height()), flags, high)
