"""What of the window a lesson may name: parts that are pointed at, and pages of Look inside with their controls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QCheckBox, QDoubleSpinBox, QListWidget, QWidget

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.pane import PaneWidget
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.canvas.views import offered
from srviewer.gui.features.lessons.stage import InsideTabs, LessonStage
from srviewer.gui.look import controls
from srviewer.lessons.lesson import Point, Vocabulary

OFF = "off"  # a page with a list of subbands: those that are left out, like "LH 1 + HL 1", or "none"


def pages(inside: InsideTabs) -> dict[str, QWidget]:
    """The pages of Look inside by name."""
    return {key: inside.page(key) for key in inside.keys}


def controls_of(page: QWidget) -> dict[str, QWidget]:
    """What can be set on a page, by the names of its attributes, and of those of its `choices` if they are a widget of
    their own."""
    own = vars(page)
    if isinstance(own.get("choices"), QWidget):
        own = {**own, **vars(own["choices"])}
    kinds = (controls.Segments, controls.Choice, QCheckBox, QAbstractSlider, QDoubleSpinBox, QListWidget)
    found: dict[str, QWidget] = {
        name: w for name, w in own.items() if isinstance(w, kinds) and not name.startswith("_")
    }
    for widget in own.values():
        if isinstance(widget, QWidget) and isinstance(widget, controls.Settable):
            found[OFF] = widget
    return found


def vocabulary(stage: LessonStage) -> Vocabulary:
    """What lessons may name in this window."""
    known = {
        name: {control: _values(widget) for control, widget in controls_of(page).items()}
        for name, page in pages(stage.inside).items()
    }
    return Vocabulary(frozenset(view.name for view in offered()), frozenset(stage.parts), known)


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
    if isinstance(widget, controls.Settable):
        return widget.as_text()
    if isinstance(widget, controls.Segments):
        return str(widget.value)
    if isinstance(widget, controls.Choice):
        return widget.currentText() if widget.count() else None
    if isinstance(widget, QListWidget):
        return _row_names(widget)[widget.currentRow()] if widget.count() else None
    if isinstance(widget, QCheckBox):
        return "on" if widget.isChecked() else "off"
    return f"{widget.value():g}" if isinstance(widget, (QAbstractSlider, QDoubleSpinBox)) else None


def stands_at(widget: QWidget, value: str) -> bool:
    """Whether a control has a value, as `put` takes it."""
    if isinstance(widget, controls.Choice):
        return widget.currentIndex() >= 0 and value in _names_of(widget, widget.currentIndex())
    return value_of(widget) == value


def put(widget: QWidget, value: str) -> bool:
    """Set a control as the user does, with all that follows; False if it has no such value."""
    if stands_at(widget, value):
        return True
    if isinstance(widget, controls.Settable):
        return widget.set_from(value)
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
        number = float(value)
    except ValueError:
        return False
    if isinstance(widget, QAbstractSlider):
        widget.setValue(round(number))
    elif isinstance(widget, QDoubleSpinBox):
        widget.setValue(number)
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


# -- where things are -----------------------------------------------------------------------------------------


def place_of(stage: LessonStage, canvas: Canvas, point: Point) -> QRect | None:
    """Where in the window something is now; None if it is not to be seen."""
    window = stage.window()
    if point.kind == "part":
        return _place(window, stage.parts[point.name]())
    page = stage.inside.page(stage.inside.current)
    if point.kind == "control":
        control = controls_of(page).get(point.name)  # none where another page was opened meanwhile
        return None if control is None else _place(window, control)
    if point.kind == "band":
        plates = [p for p in page.findChildren(Plate) if p.isVisible()]
        found = ((plate, word.place) for plate in plates for word in plate.words if word.text == point.name)
        plate, place = next(found, (None, QRectF()))
        return None if plate is None else _band(window, plate, place)
    panes = sorted((p for p in canvas.findChildren(PaneWidget) if p.isVisible()), key=lambda p: (p.y(), p.x()))
    if point.kind == "pane":
        number = point.numbers[0] - 1
        return _place(window, panes[number]) if number < len(panes) else None
    return _mapped(window, panes[0], panes[0].state, QRectF(*point.numbers)) if panes else None


def _place(window: QWidget, widget: QWidget) -> QRect | None:
    if not widget.isVisible():
        return None
    there = widget.visibleRegion().boundingRect()
    if isinstance(widget, QListWidget) and widget.currentRow() >= 0:  # of steps: the one that is chosen
        row = widget.visualItemRect(widget.currentItem())
        there &= QRect(widget.viewport().mapTo(widget, row.topLeft()), row.size())
    return QRect(widget.mapTo(window, there.topLeft()), there.size()) if not there.isEmpty() else None


def _band(window: QWidget, plate: Plate, place: QRectF) -> QRect | None:
    """A subband on a plate: where it has it as one, or the cell that shows a part of it."""
    cell = next((cell for cell in plate.cells() if cell.nest.place == place), None)
    if cell is None:
        return _mapped(window, plate, plate.view, place)
    area, ratio = QRectF(cell.area), plate.devicePixelRatioF()
    seen = QRectF(area.topLeft() / ratio, area.size() / ratio).toRect()
    return QRect(plate.mapTo(window, seen.topLeft()), seen.size())


def _mapped(window: QWidget, widget: QWidget, view: ViewState, place: QRectF) -> QRect | None:
    """A part of a picture, as far as its widget shows it."""
    ratio = widget.devicePixelRatioF()
    left, top = view.to_device(place.left(), place.top())
    right, bottom = view.to_device(place.right(), place.bottom())
    seen = QRect(QPoint(round(left / ratio), round(top / ratio)), QPoint(round(right / ratio), round(bottom / ratio)))
    seen &= widget.rect()
    return None if seen.isEmpty() else QRect(widget.mapTo(window, seen.topLeft()), seen.size())
