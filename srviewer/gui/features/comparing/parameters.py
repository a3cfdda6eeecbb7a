"""The selected pane's parameters, and where networks run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer import upsamplers
from srviewer.compared import LR, OWN, TRUTH
from srviewer.engine.device import KNOWN
from srviewer.gui.look import boxes, controls, theme
from srviewer.gui.look.parameter_fields import LABEL_WIDTH, ParameterFields
from srviewer.gui.look.titles import pane_title
from srviewer.session import Change, Field, Session

TILES = (0, 64, 128, 256, 512)


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
            title.setFixedWidth(theme.scaled(LABEL_WIDTH))
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
        self._title = controls.ElidedLabel("head")
        self._text = controls.label("", "small", wrap=True)
        self.rows = ParameterFields()
        self.rows.edited.connect(session.set_params)
        self.running = RunningFields(session)
        parts = (controls.line(), 2, self._title, self._text, self.rows, self.running)
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
        self._text.setText(self._sentence())
        self._text.setVisible(bool(self._text.text()))
        title = pane_title(pane) if pane else ""
        self._title.set_text(title if pane and pane.is_own else title.upper())
        if pane is not None and self._has_fields:
            self.rows.show_values(dict(pane.params))

    @property
    def _has_fields(self) -> bool:
        pane = self._session.comparison.pane
        return pane is not None and not pane.is_reference and not pane.is_own

    def _build(self) -> None:
        self._title.setVisible(self._session.comparison.pane is not None)
        self.running.setVisible(self._has_fields and upsamplers.get(self._method).learned)
        self.rows.show_method(self._method if self._has_fields else "")
        self.rows.setVisible(bool(self.rows.fields))

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
                return self.tr("Made here from subbands or by optimising, measured like the others.")
            return self.tr("A result of this picture from a file, measured like the others.")
        if self._method == upsamplers.INPUT:
            return self.tr("The input of the methods that clean up, which they are compared with.")
        method = upsamplers.get(self._method)
        if method.parameters:
            return ""
        if method.learned:
            return self.tr("A trained network. You can choose where it runs.")
        return self.tr("This method has no settings.")
