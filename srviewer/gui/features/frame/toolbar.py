"""The toolbar: the few choices that change everything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from srviewer import upsamplers
from srviewer.gui.features.comparing.choose import choose_mode
from srviewer.gui.look import controls, icons, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.session import Session

SPACING, WIDEST_ZOOM = 16, 100  # pixels
ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)


def percent(zoom: float) -> str:
    """A zoom as it is read: "100 %" only if it is exactly that."""
    value = 100 * zoom
    whole = round(value)
    if abs(value - whole) < 1e-6:
        return f"{whole} %"
    return f"{value:.1f} %" if abs(value - whole) >= 0.05 else f"{value:.2f} %"


def view_titles() -> tuple[tuple[str, str, str], ...]:
    """Name, title and what it does of every way to compare."""
    return (
        ("side by side", _tr("Side by side"), _tr("Every pane beside the others")),
        ("wipe", _tr("Wipe"), _tr("Two panes on the two sides of a line that is dragged")),
        ("blink", _tr("Blink"), _tr("Two panes in turn at the same place")),
        ("onion", _tr("Onion"), _tr("One pane over the other, half transparent")),
        ("difference", _tr("Difference"), _tr("Where and how much each pane differs")),
    )


class Toolbar(QWidget):
    """Shows and edits mode and scale, says the zoom, opens files, folds the sides."""

    open_requested = Signal()
    fold_left_requested = Signal(bool)
    fold_right_requested = Signal(bool)
    view_chosen = Signal(object)
    find_requested = Signal()

    def __init__(self, session: Session, zoom_menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOOLBAR)
        self.open = QPushButton(self.tr("Open…"))
        self.open.setAccessibleName(self.tr("Open a picture"))
        self.open.setMinimumWidth(80)
        self.open.clicked.connect(lambda _down: self.open_requested.emit())
        modes = ((self.tr("Upscale"), "upscale"), (self.tr("Benchmark"), "benchmark"))
        self.mode = controls.Segments(modes, self.tr("Mode"))
        self.mode.button("upscale").setToolTip(self.tr("Enlarge the picture as it is"))
        self.mode.button("benchmark").setToolTip(
            self.tr("Shrink the picture, enlarge that, and measure against the picture")
        )
        self.mode.chosen.connect(lambda mode: choose_mode(session, mode))
        self.scale = controls.Segments(((f"×{n}", n) for n in upsamplers.SCALES), self.tr("Scale"))
        self.scale.chosen.connect(lambda scale: session.edit(scale=scale))
        self.view = controls.Segments(
            ((title, name) for name, title, _line in view_titles()), self.tr("Way to compare")
        )
        for name, _title, line in view_titles():
            self.view.button(name).setToolTip(line)
        self.view.chosen.connect(self.view_chosen)
        self.zoom = QToolButton()
        self.zoom.setAccessibleName(self.tr("Zoom"))
        self.zoom.setToolTip(self.tr("Zoom of all panes; 100 % is one picture pixel on one screen pixel"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setMinimumWidth(88)
        self.zoom.setMenu(zoom_menu(self.zoom))
        self.fold_left = _fold_button("panel-left", self.tr("Fold the left side (F7)"))
        self.fold_left.clicked.connect(self.fold_left_requested)
        self.fold_right = _fold_button("panel-right", self.tr("Fold the right side (F8)"))
        self.fold_right.clicked.connect(self.fold_right_requested)
        self.find = QPushButton(self.tr("Find…"))
        self.find.setToolTip(self.tr("Find an action by its name (Ctrl+K)"))
        self.find.setAccessibleName(self.tr("Find an action"))
        self.find.clicked.connect(lambda _down: self.find_requested.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.open)
        for segments in (self.mode, self.scale, self.view):
            row.addWidget(segments)
            row.addWidget(segments.as_list())
        row.addWidget(self.zoom)
        row.addStretch()
        row.addWidget(self.find)
        folds = QHBoxLayout()
        folds.setSpacing(4)
        folds.addWidget(self.fold_left)
        folds.addWidget(self.fold_right)
        row.addLayout(folds)
        self.show_zoom(1.0)
        self.show_view("side by side")
        session.subscribe(self._session_changed)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: where there is no room for the buttons there are lists, for the longest row of buttons first."""
        super().resizeEvent(event)
        zoom = max(self.zoom.sizeHint().width(), WIDEST_ZOOM)
        others = (self.open, self.mode, self.scale, self.view, self.find, self.fold_left, self.fold_right)
        wanted = sum(widget.sizeHint().width() for widget in others) + zoom + 7 * SPACING + 28
        for segments in (self.view, self.scale, self.mode):
            folded = wanted > self.width()
            segments.fold(folded)
            wanted -= segments.folding if folded else 0

    def show_zoom(self, zoom: float) -> None:
        """Say how large the pictures are shown."""
        self.zoom.setText(f"{percent(zoom)}  ▾")

    def show_view(self, name: str) -> None:
        """Say which way to compare is in force."""
        self.view.set_value(name)

    def show_folds(self, left_open: bool, right_open: bool) -> None:
        """Say which sides are open."""
        self.fold_left.setChecked(left_open)
        self.fold_right.setChecked(right_open)

    def _session_changed(self, names: frozenset[str]) -> None:
        if names & {"mode", "scale"}:
            self._refresh()

    def _refresh(self) -> None:
        self.mode.set_value(self._session.comparison.mode)
        self.scale.set_value(self._session.comparison.scale)


def _fold_button(icon: str, text: str) -> icons.IconButton:
    button = icons.IconButton(icon, text)
    button.setProperty("role", "fold")
    button.setCheckable(True)
    return button
