"""The list of what is compared: every method with its line, then truth and LR; a tick makes it a pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from srviewer import upsamplers
from srviewer.compared import LR, OWN, TRUTH, Pane
from srviewer.gui.look import boxes, controls, icons, language, theme
from srviewer.gui.look.actions import Thing
from srviewer.kinds import Mode
from srviewer.session import Change, Field, Session
from srviewer.upsamplers import from_files

ROW = 48
WRAPPED = int(Qt.TextFlag.TextWordWrap)
TICK = 36  # width at the right of a row where a click unticks

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
LINE = Role.UserRole + 1
REASON = Role.UserRole + 2
METHOD = Role.UserRole + 3


@dataclass(frozen=True)
class MethodRow:
    """Something that can be a pane. `reason`: why it cannot be one now; empty if it can."""

    method: str
    title: str
    line: str
    reason: str = ""
    ticked: bool = False


class MethodsModel(QAbstractListModel):
    """The rows as Qt lists see them; a tick edits the session's panes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._more = False
        self._last: dict[str, Pane] = {}  # the parameters of what was unticked
        self._rows = self._made_rows()

    @property
    def rows(self) -> tuple[MethodRow, ...]:
        return self._rows

    def show_more(self, more: bool) -> None:
        """Whether the methods beyond the main ones are listed."""
        self._more = more
        self.refresh()

    def refresh(self) -> None:
        """Take over what the session says."""
        rows = self._made_rows()
        if [r.method for r in rows] != [r.method for r in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def pane_index(self, method: str) -> int | None:
        """Which pane shows a method: the selected one if it does, else the first."""
        c = self._session.comparison
        if c.pane is not None and c.pane.method == method:
            return c.selected
        return next((i for i, pane in enumerate(c.panes) if pane.method == method), None)

    def set_ticked(self, method: str, ticked: bool) -> None:
        """Add a pane for a method, in the list's order, or take its panes away."""
        c = self._session.comparison
        if not ticked:
            self._last.update({p.method: p for p in c.panes if p.method == method})
            self._session.restore(c.without(method))
        else:
            rank = {name: n for n, name in enumerate((*(m.name for m in upsamplers.known()), TRUTH, LR, OWN), 1)}
            before = (i for i, p in enumerate(c.panes, 1) if rank.get(p.method, 0) < rank[method])  # 0: in no list
            place = max(before, default=0)
            new = self._last.get(method) or Pane.of(method)
            self._session.edit(panes=(*c.panes[:place], new, *c.panes[place:]), selected=place)

    # -- Qt's questions -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.row()]
        if row.reason:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row = self._rows[index.row()]
        answers: dict[int, Callable[[], object]] = {
            Role.DisplayRole: lambda: row.title,
            Role.AccessibleTextRole: lambda: f"{row.title}: {row.reason or row.line}",
            Role.ToolTipRole: lambda: row.reason or row.line,
            Role.CheckStateRole: lambda: Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked,
            LINE: lambda: row.line,
            REASON: lambda: row.reason,
            METHOD: lambda: row.method,
        }
        return answers[role]() if role in answers else None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        row = self._rows[index.row()]
        if role != Role.CheckStateRole or row.reason:
            return False
        self.set_ticked(row.method, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _made_rows(self) -> tuple[MethodRow, ...]:
        c = self._session.comparison
        used = {p.method for p in c.panes}
        methods = [
            MethodRow(
                m.name,
                language.core(m.title),
                language.said(m.lacks(c.scale) or m.line),
                language.said(upsamplers.unavailable_reason(m.name) or ""),
            )
            for m in upsamplers.known()
            if self._is_listed(m, c.scale) or m.name in used
        ]
        benchmark = c.mode is Mode.BENCHMARK
        no_truth = "" if benchmark else self.tr("only in Benchmark")
        degraded = self.tr("the picture before it was degraded")
        truth_line = degraded if c.scale == 1 else self.tr("the original picture")
        low = MethodRow(LR, self.tr("Low resolution"), self.tr("the input of every method"))
        lows = (low,) if c.scale > 1 or LR in used else ()  # at 1 it is the input, which is among the methods
        made = {self._session.made_of(p) is not None for p in c.panes if p.is_own}
        own_line = self.tr("made here") if made == {True} else self.tr("from a file")
        own = (MethodRow(OWN, self.tr("My result"), own_line),) if OWN in used else ()
        rows = (*methods, MethodRow(TRUTH, self.tr("Truth"), truth_line, no_truth), *lows, *own)
        return tuple(replace(row, ticked=row.method in used) for row in rows)

    def _is_listed(self, method: upsamplers.Method, scale: int) -> bool:
        """The input is at 1, and nowhere else; the user's models are always."""
        if method.name.startswith(from_files.PREFIX):
            return True
        if method.name == upsamplers.INPUT:
            return scale == 1
        return self._more or not method.more


class MethodDelegate(QStyledItemDelegate):
    """Draws a row: dot, title, line, tick; both texts in as many lines as they need."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        _title, line = self.places(QRect(0, 0, view.viewport().width(), 0), index)
        return QSize(160, max(theme.scaled(ROW), line.bottom() + 1 + theme.scaled(6)))

    def places(self, row: QRect, index: Index) -> tuple[QRect, QRect]:
        """Where title and line stand in a row."""
        left, top = row.x() + 38, row.y() + theme.scaled(6)
        title = QRect(left, top, row.width() - 38 - TICK, theme.scaled(20))
        title = _grown(title, theme.font(weight=QFont.Weight.DemiBold), index.data())
        line = QRect(left, title.bottom() + 1 - theme.scaled(2), row.right() - left - 6, theme.scaled(18))
        return title, _grown(line, theme.font(theme.SMALL_SIZE), index.data(REASON) or index.data(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c, reason = theme.current(), bool(index.data(REASON))
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        dot = QRect(rect.x() + 15, rect.y() + theme.scaled(12), 10, 10)
        controls.draw_dot(painter, dot, index.data(METHOD), faint=reason)
        ticked = Qt.CheckState(index.data(Role.CheckStateRole)) == Qt.CheckState.Checked
        off = theme.faded(c.dim, c.panel, 0.65)
        title, line = self.places(rect, index)
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        painter.setPen(off if reason else c.text if ticked else c.dim)
        painter.drawText(title, WRAPPED | int(Qt.AlignmentFlag.AlignVCenter), index.data())
        painter.setFont(theme.font(theme.SMALL_SIZE))
        painter.setPen(c.dim)
        painter.drawText(line, WRAPPED | int(Qt.AlignmentFlag.AlignVCenter), index.data(REASON) or index.data(LINE))
        if not reason:
            self._tick(painter, QRect(rect.right() - 30, rect.y() + theme.scaled(9), 16, 16), ticked)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        c = theme.current()
        inner = option.rect.adjusted(8, 1, -8, -1)
        fill: QColor | None = None
        if option.state & QStyle.StateFlag.State_Selected:
            fill = c.field
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill = theme.faded(c.text, c.panel, 0.05)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.accent, 1))
        if fill is not None:
            painter.setBrush(fill)
        painter.drawRoundedRect(inner.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)

    def _tick(self, painter: QPainter, where: QRect, ticked: bool) -> None:
        c = theme.current()
        if ticked:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(where.topLeft(), icons.pixmap("check", c.accent, where.width(), ratio))
        else:
            painter.setPen(QPen(c.dim, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.toRectF().adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)


def _grown(place: QRect, font: QFont, text: str) -> QRect:
    """A place that is high enough for a text, whose lines are no wider."""
    needed = QFontMetrics(font).boundingRect(place.adjusted(0, 0, 0, 10_000), WRAPPED, text).height()
    return QRect(place.topLeft(), QSize(place.width(), max(place.height(), needed)))


class MethodList(QListView):
    """The list, as high as its rows. A click selects (and ticks), one on the tick unticks; Return does too, and Space
    while no panes are shown."""

    menu_requested = Signal(object, QPoint)  # the things that the menu is of, where on the screen

    def __init__(self, model: MethodsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(MethodDelegate(self))
        self.setAccessibleName(self.tr("Methods"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._fit)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        method = index.data(METHOD)
        shown = self._model.pane_index(method) is not None
        if not shown:
            self._model.set_ticked(method, True)
        elif event.position().x() > self.viewport().width() - TICK:
            self._model.set_ticked(method, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and index.isValid():
            method = index.data(METHOD)
            self._model.set_ticked(method, self._model.pane_index(method) is None)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's hook: of a method that is shown also what can be done to its pane."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.setCurrentIndex(index)
        shown = self._model.pane_index(index.data(METHOD)) is not None
        at = self.visualRect(index).bottomLeft() + QPoint(TICK, 0) if by_key else event.pos()
        things = (Thing.METHOD, Thing.PANE) if shown else (Thing.METHOD,)
        self.menu_requested.emit(things, self.viewport().mapToGlobal(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: another width may need other lines."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(sum(map(self.sizeHintForRow, range(self._model.rowCount()))))


class MethodsPanel(QWidget):
    """The section METHODS of the left side."""

    add_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = MethodsModel(session, self)
        self.list = MethodList(self.model)
        self.more = icons.IconButton("plus", self.tr("More methods"), role="link")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_more)
        title = controls.head(self.tr("Methods"))
        title.setContentsMargins(16, 0, 16, 0)
        self.add = icons.IconButton("open", self.tr("Add a model…"), self.add_requested, "link")
        self.add.setToolTip(self.tr("A network from a file; it can be dropped on the window too"))
        for link in (self.more, self.add):
            link.setText(link.accessibleName())
            link.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        rows = (boxes.row(link, None) for link in (self.more, self.add))
        below = boxes.column(*rows, margins=(8, 0, 8, 0), gap=0)
        boxes.column(title, self.list, below, of=self, margins=(0, 12, 0, 8), gap=4)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        session.subscribe(self._session_changed)
        self._show_selected()

    @property
    def marked(self) -> str:
        """The method that is marked in the list; "" if none is."""
        return self.list.currentIndex().data(METHOD) or ""

    def toggle_marked(self) -> None:
        """Make a pane of the marked method, or take its panes away."""
        if self.marked:
            self.model.set_ticked(self.marked, self.model.pane_index(self.marked) is None)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.PANES, Field.MODE, Field.SCALE, Field.SELECTED, Field.KNOWN):
            self.model.refresh()
            self._show_selected()

    def _chosen(self, index: QModelIndex) -> None:
        pane = self.model.pane_index(index.data(METHOD)) if index.isValid() else None
        if pane is not None:
            self._session.edit(selected=pane)

    def _show_selected(self) -> None:
        pane = self._session.comparison.pane
        row = next((n for n, row in enumerate(self.model.rows) if pane and row.method == pane.method), -1)
        selection, index = self.list.selectionModel(), self.model.index(row)
        if index != selection.currentIndex():
            with QSignalBlocker(selection):
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.viewport().update()

    def _show_more(self, more: bool) -> None:
        self.more.setText(self.tr("Fewer methods") if more else self.tr("More methods"))
        self.more.set_icon_name("minus" if more else "plus")
        self.model.show_more(more)
        self._show_selected()
