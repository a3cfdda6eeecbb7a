"""The selected pane's parameters, built from what the catalogue says: a new method needs nothing here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer import upsamplers
from srviewer.engine.device import KNOWN
from srviewer.gui.look import boxes, controls, language
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import note_inexact, pane_title
from srviewer.session import LR, OWN, TRUTH, Change, Field, Session
from srviewer.upsamplers import Parameter
from srviewer.upsamplers.settings import Setting

TILES = (0, 64, 128, 256, 512)
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
        title.setFixedWidth(LABEL_WIDTH)
        title.setBuddy(self.box)
        boxes.row(title, self.box, of=self, margins=(0, 0, 0, 0), gap=0)

    def show_value(self, value: str | float) -> None:
        self.box.set_current(value)


class NumberField(QWidget):
    """A number: typed or dragged."""

    def __init__(self, parameter: Parameter, edited: Edited) -> None:
        super().__init__()
        self._parameter, self._edited = parameter, edited
        self.number = controls.Number(language.core(parameter.title), parameter.minimum, parameter.maximum)
        self.number.setSingleStep((parameter.maximum - parameter.minimum) / STEPS * 5)
        self.number.setFixedWidth(64)
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


class RunningFields(QWidget):
    """Where the networks run, and in what tiles: choices of the comparison, for every network alike."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.device = controls.Choice(self.tr("Device"))
        self.device.setToolTip(self.tr("Device that runs the networks; the pane says so if it is not available"))
        self.tile = controls.Choice(self.tr("Tile"))
        self.tile.setToolTip(self.tr("Tile size in input pixels; smaller tiles use less memory"))
        self.device.activated.connect(lambda index: session.edit(device=self.device.itemData(index)))
        self.tile.activated.connect(lambda index: session.edit(tile=self.tile.itemData(index) or None))
        column = boxes.column(of=self, margins=(0, 0, 0, 0), gap=10)
        for box, text in ((self.device, self.tr("Device")), (self.tile, self.tr("Tile"))):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            title = controls.label(text, "dim")
            title.setFixedWidth(LABEL_WIDTH)
            title.setBuddy(box)
            column.addLayout(boxes.row(title, box, gap=0))
        self.show_values()

    def show_values(self) -> None:
        """Take over what the session says."""
        c = self._session.comparison
        names = {"auto": self.tr("automatic"), "cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}
        known = dict.fromkeys((*KNOWN, c.device))
        self.device.set_items(((names.get(name, name), name) for name in known), c.device)
        sides = sorted({*TILES, c.tile or 0})
        self.tile.set_items(((str(n) if n else self.tr("automatic"), n) for n in sides), c.tile or 0)


class ParametersPanel(QWidget):
    """The section of the left side under the selected pane's name."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._method = ""
        self.fields: dict[str, ParameterField] = {}
        self.settings: NamedSettings | None = None
        self._title = controls.head("")
        self._text = controls.label("", "small", wrap=True)
        self._rows = boxes.column(gap=10)
        self.running = RunningFields(session)
        parts = (controls.line(), 2, self._title, self._text, self._rows, self.running)
        boxes.column(*parts, of=self, margins=(16, 0, 16, 12), gap=10)
        session.subscribe(self._session_changed)
        self._refresh()

    def show_first(self) -> None:
        """Give the focus to the first thing that can be set."""
        for widget in self.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.PANES, Field.SELECTED, Field.MODE, Field.SCALE):
            self._refresh()
        if change.touches(Field.DEVICE, Field.TILE):
            self.running.show_values()

    def _refresh(self) -> None:
        pane = self._session.comparison.pane
        method = pane.method if pane else ""
        if method != self._method:
            self._method = method
            self._build()
        self._title.setText(pane_title(pane).upper() if pane else "")
        for name, field in self.fields.items():
            assert pane is not None
            field.show_value(pane.param(name))
        self._show_idle()
        if self.settings is not None and pane is not None:
            setting = upsamplers.get(method).setting_of(dict(pane.params))
            self.settings.set_value(None if setting is None else setting.name)

    def _show_idle(self) -> None:
        """A parameter that has no effect at the scale cannot be moved, and a sentence says why."""
        method = upsamplers.find(self._method)
        scale = self._session.comparison.scale
        why = {p.name: p.idle_at(scale) for p in method.parameters} if method and self.fields else {}
        for name, reason in why.items():
            self.fields[name].setEnabled(reason is None)
        sentences = [language.said(reason) for reason in dict.fromkeys(why.values()) if reason]
        self._text.setText("\n".join([*filter(None, [self._sentence()]), *sentences]))
        self._text.setVisible(bool(self._text.text()))

    def _build(self) -> None:
        controls.empty(self._rows)
        self.fields, self.settings = {}, None
        pane = self._session.comparison.pane
        self._title.setVisible(pane is not None)
        ours = pane is not None and not pane.is_reference and not pane.is_own
        self.running.setVisible(ours and upsamplers.get(self._method).learned)
        if pane is None or pane.is_reference or pane.is_own:
            return
        method = upsamplers.get(pane.method)
        for parameter in method.parameters:
            kind = ChoiceField if parameter.kind == "choice" else NumberField
            field = kind(parameter, self._session.set_param)
            self.fields[parameter.name] = field
            self._rows.addWidget(field)
        if method.settings:
            self.settings = NamedSettings(method.settings, self._session.set_params)
            self._rows.insertWidget(0, self.settings)

    def _sentence(self) -> str:
        """What is said of a pane that has nothing to set."""
        if self._method == "":
            return self.tr("Tick a method to see it.")
        if self._method == TRUTH:
            return self.tr("The picture that was opened: what every method is measured against.")
        if self._method == LR:
            return self.tr("The picture that every method enlarges, shown pixel by pixel.")
        if self._method == OWN:
            pane = self._session.comparison.pane
            if pane is not None and self._session.made_of(pane) is not None:
                return self.tr("What was rebuilt here from subbands, measured as the others are.")
            return self.tr("A result of this picture from a file, measured like the others.")
        if self._method == upsamplers.INPUT:
            return self.tr("What the methods that clean up are given, and are compared with.")
        method = upsamplers.get(self._method)
        if method.parameters:
            return ""
        if method.learned:
            return self.tr("A trained network. You can choose where it runs.")
        return self.tr("This method has no settings.")
