"""What of the window a lesson may name: parts that are pointed at, and pages of Look inside with their controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QCheckBox, QDoubleSpinBox, QListWidget, QWidget

from srviewer.gui.canvas.pane import Pane
from srviewer.gui.canvas.views import VIEWS
from srviewer.gui.look import controls
from srviewer.lessons.lesson import Point, Vocabulary

if TYPE_CHECKING:
    from srviewer.gui.canvas.plate import Plate
    from srviewer.gui.features.inside.band_editor import BandEditor
    from srviewer.gui.window import MainWindow

OFF = "off"  # a page with a list of subbands: those that are left out, like "LH 1 + HL 1", or "none"

PARTS: dict[str, Callable[[MainWindow], QWidget]] = {
    "mode": lambda w: w.toolbar.mode.seen,
    "scale": lambda w: w.toolbar.scale.seen,
    "compare": lambda w: w.toolbar.view.seen,
    "zoom": lambda w: w.toolbar.zoom,
    "open": lambda w: w.toolbar.open,
    "methods": lambda w: w.left.methods,
    "parameters": lambda w: w.left.parameters,
    "degradation": lambda w: w.left.degradation,
    "tabs": lambda w: w.right.tabs,
    "side": lambda w: w.right,
    "pages": lambda w: w.inside.tabs,
    "status": lambda w: w.status,
}


def pages(window: MainWindow) -> dict[str, QWidget]:
    """The pages of Look inside by name."""
    return {key: window.inside.page(key) for key in window.inside.keys}


def controls_of(page: QWidget) -> dict[str, QWidget]:
    """What can be set on a page, by the names of its attributes."""
    kinds = (controls.Segments, controls.Choice, QCheckBox, QAbstractSlider, QDoubleSpinBox, QListWidget)
    found = {name: w for name, w in vars(page).items() if isinstance(w, kinds) and not name.startswith("_")}
    if _is_editor(editor := getattr(page, "editor", None)):
        found[OFF] = editor
    return found


def _is_editor(widget: object) -> TypeGuard[BandEditor]:
    """Whether this is the list of subbands; its module is imported only with a page that has one."""
    from srviewer.gui.features.inside.band_editor import BandEditor

    return isinstance(widget, BandEditor)


def vocabulary(window: MainWindow) -> Vocabulary:
    """What lessons may name in this window."""
    known = {
        name: {control: _values(widget) for control, widget in controls_of(page).items()}
        for name, page in pages(window).items()
    }
    return Vocabulary(frozenset(v.name for v in VIEWS if not v.secret), frozenset(PARTS), known)


def _values(widget: QWidget) -> frozenset[str] | None:
    if isinstance(widget, controls.Segments):
        return frozenset(map(str, widget.values))
    if isinstance(widget, QListWidget):
        return frozenset(_row_names(widget))
    return frozenset(("on", "off")) if isinstance(widget, QCheckBox) else None


def _row_names(widget: QListWidget) -> list[str]:
    return [str(widget.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(widget.count())]


def value_of(widget: QWidget) -> str | None:
    """How a control stands, as `put` takes it; None for a list that is empty."""
    if _is_editor(widget):
        return " + ".join(f"{band} {level}" for (level, band), edit in widget.edits.items() if not edit.on) or "none"
    if isinstance(widget, controls.Segments):
        return str(widget.value)
    if isinstance(widget, controls.Choice):
        return widget.currentText() if widget.count() else None
    if isinstance(widget, QListWidget):
        return _row_names(widget)[widget.currentRow()]
    if isinstance(widget, QCheckBox):
        return "on" if widget.isChecked() else "off"
    return f"{widget.value():g}"


def stands_at(widget: QWidget, value: str) -> bool:
    """Whether a control has a value, as `put` takes it."""
    if isinstance(widget, controls.Choice):
        return widget.currentIndex() >= 0 and value in _names_of(widget, widget.currentIndex())
    return value_of(widget) == value


def put(widget: QWidget, value: str) -> bool:
    """Set a control as the user does, with all that follows; False if it has no such value."""
    if stands_at(widget, value):
        return True
    if _is_editor(widget):
        return _put_bands(widget, value)
    if isinstance(widget, controls.Segments):
        found = next((v for v in widget.values if str(v) == value), None)
        return found is not None and _click(widget.button(found))
    if isinstance(widget, controls.Choice):
        return choose(widget, value)
    if isinstance(widget, QListWidget):
        names = _row_names(widget)
        widget.setCurrentRow(names.index(value) if value in names else -1)
        return value in names
    if isinstance(widget, QCheckBox):
        return _click(widget)
    try:
        widget.setValue(round(float(value)) if isinstance(widget, QAbstractSlider) else float(value))
    except ValueError:
        return False
    return True


def _click(button: QAbstractButton) -> bool:
    button.click()
    return True


def choose(widget: controls.Choice, value: str) -> bool:
    """By an item's text or data; of panes by method ("dasr", "truth"), with "less" before it for the difference."""
    for index in range(widget.count()):
        if value in _names_of(widget, index):
            if index != widget.currentIndex():
                widget.setCurrentIndex(index)
                widget.activated.emit(index)
            return True
    return False


def _names_of(widget: controls.Choice, index: int) -> set[str]:
    data = widget.itemData(index)
    pane, less = data if isinstance(data, tuple) and len(data) == 2 else (data, "")
    method = getattr(pane, "method", None)
    names = {widget.itemText(index), str(data), f"less {method}" if less else str(method)}
    return names | ({"nothing"} if data is None else set())


def _put_bands(editor: BandEditor, value: str) -> bool:
    from srviewer.explain.wavelet import Edit

    editor.clear()
    for name in value.split("+") if value != "none" else ():
        band, _, level = name.strip().partition(" ")
        if band not in ("LL", "LH", "HL", "HH") or not level.isdecimal():
            return False
        editor.edits[int(level), band] = Edit(on=False)
    editor.edited.emit()
    return True


# -- where things are -----------------------------------------------------------------------------------------


def place_of(window: MainWindow, point: Point) -> QRect | None:
    """Where in the window something is now; None if it is not to be seen."""
    if point.kind == "part":
        return _place(window, PARTS[point.name](window))
    page = window.inside.pages.currentWidget()
    if point.kind == "control":
        control = controls_of(page).get(point.name)  # none where another page was opened meanwhile
        return None if control is None else _place(window, control)
    if point.kind == "band":
        from srviewer.gui.canvas.plate import Plate

        plates = [p for p in page.findChildren(Plate) if p.isVisible()]
        found = ((plate, word.place) for plate in plates for word in plate.words if word.text == point.name)
        plate, place = next(found, (None, QRectF()))
        return None if plate is None else _band(window, plate, place)
    panes = sorted((p for p in window.canvas.findChildren(Pane) if p.isVisible()), key=lambda p: (p.y(), p.x()))
    if point.kind == "pane":
        number = point.numbers[0] - 1
        return _place(window, panes[number]) if number < len(panes) else None
    return _mapped(window, panes[0], panes[0].state, QRectF(*point.numbers)) if panes else None


def _place(window: MainWindow, widget: QWidget) -> QRect | None:
    if not widget.isVisible():
        return None
    there = widget.visibleRegion().boundingRect()
    if isinstance(widget, QListWidget) and widget.currentRow() >= 0:  # of steps: the one that is chosen
        row = widget.visualItemRect(widget.currentItem())
        there &= QRect(widget.viewport().mapTo(widget, row.topLeft()), row.size())
    return QRect(widget.mapTo(window, there.topLeft()), there.size()) if not there.isEmpty() else None


def _band(window: MainWindow, plate: Plate, place: QRectF) -> QRect | None:
    """A subband on a plate: where it has it as one, or the cell that shows a part of it."""
    cell = next((cell for cell in plate.cells() if cell.nest.place == place), None)
    if cell is None:
        return _mapped(window, plate, plate.view, place)
    area, ratio = QRectF(cell.area), plate.devicePixelRatioF()
    seen = QRectF(area.topLeft() / ratio, area.size() / ratio).toRect()
    return QRect(plate.mapTo(window, seen.topLeft()), seen.size())


def _mapped(window: MainWindow, widget: QWidget, view: object, place: QRectF) -> QRect | None:
    """A part of a picture, as far as its widget shows it."""
    ratio = widget.devicePixelRatioF()
    left, top = view.to_device(place.left(), place.top())
    right, bottom = view.to_device(place.right(), place.bottom())
    seen = QRect(QPoint(round(left / ratio), round(top / ratio)), QPoint(round(right / ratio), round(bottom / ratio)))
    seen &= widget.rect()
    return None if seen.isEmpty() else QRect(widget.mapTo(window, seen.topLeft()), seen.size())
