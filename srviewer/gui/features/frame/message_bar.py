"""Errors and notices in the window: a bar under the toolbar, never a dialog in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from srviewer.gui.look import boxes, controls, icons, theme


class MessageBar(QWidget):
    """Says one thing, offers at most one thing to do about it, and can be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._action: Callable[[], None] | None = None
        self._mark = QLabel()
        self.text = controls.label("", wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = controls.button("", self._do)
        self.close_button = icons.IconButton("close", self.tr("Close this message"), self.hide, "status")
        boxes.row(self._mark, self.text, self.button, self.close_button, of=self, margins=(16, 6, 12, 6), gap=12)
        self.hide()

    def say(self, text: str, action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show what went wrong; `action` is a button's text and what it does."""
        self.text.setText(controls.sentence(text))
        self.text.setAccessibleName(text)
        self._action = action[1] if action else None
        self.button.setVisible(action is not None)
        self.button.setText(action[0] if action else "")
        self._draw_mark()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's hook: the mark follows the palette."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_mark()
        super().changeEvent(event)

    def _draw_mark(self) -> None:
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(icons.pixmap("warning", theme.current().error, ratio=ratio))

    def _do(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()
