"""A method's parameters as fields, built from what the catalogue says: a new method needs nothing here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer import upsamplers
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import note_inexact
from srviewer.upsamplers.method import Parameter
from srviewer.upsamplers.presets import Setting

STEPS = 200  # of a slider over its whole range
LABEL_WIDTH = 78

Edited = Callable[[str, object], None]


class ParameterField(Protocol):
    """A row that shows and edits one parameter."""

    def show_value(self, value: str | float) -> None:
        """Show a value, silently."""

    def setEnabled(self, on: bool) -> None: ...


class ChoiceField(QWidget):
    """A name among several: a combo box."""

    def __init__(self, parameter: Parameter, edited: Edited) -> None:
        super().__init__()
        self.box = controls.Choice(language.core(parameter.title))
        self.box.setToolTip(language.core(parameter.line))
        self.box.set_items(((language.core(name), name) for name in parameter.allowed()), parameter.default)
        note_inexact(self.box)
        self.box.activated.connect(lambda index: edited(parameter.name, self.box.itemData(index)))
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = controls.label(language.core(parameter.title), "dim")
        title.setFixedWidth(theme.scaled(LABEL_WIDTH))
        title.setBuddy(self.box)
        boxes.row(title, self.box, of=self, margins=(0, 0, 0, 0), gap=0)

    def show_value(self, value: str | float) -> None:
        self.box.set_current(value)


class SliderField(QWidget):
    """A number: typed or dragged."""

    def __init__(self, parameter: Parameter, edited: Edited) -> None:
        super().__init__()
        self._parameter, self._edited = parameter, edited
        self.number = controls.NumberField(language.core(parameter.title), parameter.minimum, parameter.maximum)
        self.number.setSingleStep((parameter.maximum - parameter.minimum) / STEPS * 5)
        self.number.setFixedWidth(theme.scaled(64))
        self.slider = controls.Slider(language.core(parameter.title))
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 20)
        for widget in (self.number, self.slider):
            widget.setToolTip(language.core(parameter.line))
        self.number.valueChanged.connect(self._tell)
        self.slider.valueChanged.connect(self._slid)
        self._lay_out()

    def show_value(self, value: str | float) -> None:
        value = float(value)
        p = self._parameter
        self.number.set_silently(value)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((value - p.minimum) / (p.maximum - p.minimum) * STEPS))

    def _tell(self, value: object) -> None:
        self._edited(self._parameter.name, value)

    def _slid(self, step: int) -> None:
        p = self._parameter
        self._tell(round(p.minimum + (p.maximum - p.minimum) * step / STEPS, 4))

    def _lay_out(self) -> None:
        title = controls.label(language.core(self._parameter.title), "dim")
        title.setBuddy(self.number)
        boxes.column(boxes.row(title, None, self.number), self.slider, of=self, margins=(0, 0, 0, 0), gap=4)


class NamedSettings(controls.Segments):
    """The named settings of a method, each a click."""

    def __init__(self, settings: Iterable[Setting], chosen: Callable[[Mapping[str, object]], None]) -> None:
        known = {setting.name: dict(setting.values) for setting in settings}
        super().__init__(((language.core(name), name) for name in known), _tr("Setting"), tight=True, stretch=True)
        for name, values in known.items():
            told = language.joined(language.parameter(*each) for each in values.items())
            self.button(name).setToolTip(told)
        self.chosen.connect(lambda name: chosen(known[name]))


class ParameterFields(QWidget):
    """All parameters of a method, and its named settings above them; `edited` tells what the user set, by name."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._method = ""
        self.fields: dict[str, ParameterField] = {}
        self.settings: NamedSettings | None = None
        self._rows = boxes.column(of=self, margins=(0, 0, 0, 0), gap=10)

    def show_method(self, name: str) -> None:
        """Have the fields of another method; "" for none."""
        if name == self._method:
            return
        self._method = name
        controls.empty(self._rows)
        self.fields, self.settings = {}, None
        if not name:
            return
        method = upsamplers.get(name)
        if method.settings:
            self.settings = NamedSettings(method.settings, self.edited.emit)
            self._rows.addWidget(self.settings)
        for parameter in method.parameters:
            kind = ChoiceField if parameter.kind == "choice" else SliderField
            field = kind(parameter, lambda name, value: self.edited.emit({name: value}))
            self.fields[parameter.name] = field
            self._rows.addWidget(field)

    def show_values(self, values: Mapping[str, str | float]) -> None:
        """Show the values of all parameters, silently."""
        for name, field in self.fields.items():
            field.show_value(values[name])
        if self.settings is not None:
            setting = upsamplers.get(self._method).setting_of(dict(values))
            self.settings.set_value(None if setting is None else setting.name)
