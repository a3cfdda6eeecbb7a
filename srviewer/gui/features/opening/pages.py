"""The pages or frames of the file that is open: which one is shown, and another by a number or a slider."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.look import boxes, controls, theme
from srviewer.session import Change, Field, Session

HEIGHT = 36


class Pages(QWidget):
    """Shown while the open file has several pages."""

    def __init__(self, session: Session, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self.setProperty("role", "statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.scaled(HEIGHT))
        self.number = controls.NumberField(self.tr("Page or frame of the file"), 1, 1, decimals=0)
        self.number.valueChanged.connect(lambda value: opening.show_page(round(value)))
        self.slider = controls.Slider(self.tr("Page or frame of the file"))
        self.slider.setTracking(False)
        self.slider.valueChanged.connect(opening.show_page)
        self.count = controls.label("")
        row = boxes.row(controls.label(self.tr("Page")), self.number, self.count, (self.slider, 1), of=self, gap=8)
        row.setContentsMargins(12, 0, 12, 0)
        session.subscribe(self._session_changed)
        opening.failed.connect(self._refresh)
        self._refresh()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._refresh()

    def _refresh(self) -> None:
        """Show which page is open; nothing is opened by that."""
        page, pages = self._opening.pages
        self.setVisible(pages > 1)
        self.count.setText(self.tr("of {}").format(pages))
        for control in (self.number, self.slider):
            with QSignalBlocker(control):
                control.setRange(1, pages)
                control.setValue(page)
