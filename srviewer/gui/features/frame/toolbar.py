"""The toolbar: the few choices that change everything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from srviewer import upsamplers
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.view_state import percent
from srviewer.gui.canvas.views import offered
from srviewer.gui.features.frame.body import Body
from srviewer.gui.look import boxes, controls, icons, language, theme
from srviewer.kinds import Mode
from srviewer.session import Change, Field, Session

SPACING, WIDEST_ZOOM = 10, 100  # pixels


class Toolbar(QWidget):
    """Shows and edits mode and scale, says the zoom, opens files, folds the sides."""

    open_requested = Signal()
    find_requested = Signal()

    def __init__(self, session: Session, canvas: Canvas, body: Body, zooms: Callable[[QWidget], QMenu]) -> None:
        """zooms : makes the menu of the zoom's button, which it is given"""
        super().__init__()
        self._session, self._canvas, self._body = session, canvas, body
        self.setProperty("role", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.scaled(theme.TOOLBAR))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.open = controls.button(self.tr("Open…"), lambda _down: self.open_requested.emit())
        self.open.setAccessibleName(self.tr("Open a picture"))
        self.open.setMinimumWidth(theme.scaled(80))
        modes = ((self.tr("Upscale"), Mode.UPSCALE), (self.tr("Benchmark"), Mode.BENCHMARK))
        self.mode = controls.Segments(modes, self.tr("Mode"))
        self.mode.button(Mode.UPSCALE).setToolTip(self.tr("Enlarge the picture as it is"))
        self.mode.button(Mode.BENCHMARK).setToolTip(
            self.tr("Shrink the picture, enlarge that, and measure against the picture")
        )
        self.mode.chosen.connect(session.choose_mode)
        self.scale = controls.Segments(_scales(), self.tr("Scale"))
        self.scale.chosen.connect(lambda scale: session.choose_scale(scale))
        self.view = controls.Segments(
            ((language.core(view.title), view.name) for view in offered()), self.tr("Way to compare")
        )
        for view in offered():
            self.view.button(view.name).setToolTip(language.core(view.about))
        self.view.chosen.connect(lambda name: canvas.set_way(view=name, turned=False))
        self.zoom = QToolButton()
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.zoom.setToolTip(self.tr("Zoom of all panes; 100 % is one picture pixel on one screen pixel"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setMinimumWidth(theme.scaled(88))
        self.zoom.setMenu(zooms(self.zoom))
        self.fold_left = icons.IconButton("panel-left", self.tr("Hide left panel (F7)"), body.open_left, "fold")
        self.fold_right = icons.IconButton("panel-right", self.tr("Hide right panel (F8)"), body.open_right, "fold")
        for fold in (self.fold_left, self.fold_right):
            fold.setCheckable(True)
        self.search = controls.button(
            self.tr("Find…"),
            lambda _down: self.find_requested.emit(),
            tip=self.tr("Find an action by its name (Ctrl+K)"),
        )
        self.search.setAccessibleName(self.tr("Find an action"))
        choices = [part for s in (self.mode, self.scale, self.view) for part in (s, s.as_list())]
        folds = boxes.row(self.fold_left, self.fold_right, gap=4)
        parts = (self.open, *choices, self.zoom, None, self.search, folds)
        boxes.row(*parts, of=self, margins=(12, 0, 12, 0), gap=SPACING)
        self._show_zoom(1.0)
        self._show_view()
        canvas.zoom_changed.connect(self._show_zoom)
        canvas.way_changed.connect(self._show_view)
        body.folded.connect(self._show_folds)
        session.subscribe(self._session_changed)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where there is no room for the buttons there are lists, for the longest row of buttons first; then
        what the menus have too goes."""
        super().resizeEvent(event)
        zoom = max(self.zoom.sizeHint().width(), WIDEST_ZOOM)
        others = (self.open, self.mode, self.scale, self.view, self.search, self.fold_left, self.fold_right)
        wanted = sum(widget.sizeHint().width() for widget in others) + zoom + 7 * SPACING + 28
        for segments in (self.view, self.scale, self.mode):
            folded = wanted > self.width()
            segments.fold(folded)
            wanted -= segments.folding if folded else 0
        for button in (self.search, self.open):
            button.setVisible(wanted <= self.width())
            wanted -= 0 if wanted <= self.width() else button.sizeHint().width() + SPACING

    @Slot(float)
    def _show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{percent(zoom)}  ▾")

    @Slot()
    def _show_view(self) -> None:
        self.view.set_value(self._canvas.way.view)

    @Slot()
    def _show_folds(self) -> None:
        self.fold_left.setChecked(self._body.left_open)
        self.fold_right.setChecked(self._body.right_open)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.MODE, Field.SCALE, Field.KNOWN):
            self._refresh()

    def _refresh(self) -> None:
        self.mode.set_value(self._session.comparison.mode)
        self.scale.set_items(_scales())
        self.scale.set_value(self._session.comparison.scale)


def _scales() -> list[tuple[str, object]]:
    return [(f"×{n}", n) for n in upsamplers.scales()]
