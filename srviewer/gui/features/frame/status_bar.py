"""The status bar: where one is (file, size, what was done to it), the pixel under the cursor, the work."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QWidget,
)

from srviewer import system
from srviewer.compared import Pane
from srviewer.gui.look import boxes, controls, icons, language, theme, timers
from srviewer.gui.look.titles import colour_key, pane_title
from srviewer.kinds import Mode
from srviewer.session import Change, Field, Outcome, Session, State

SAID_MS = 6000
MEMORY_MS = 2000
ENDED = (State.DONE, State.FAILED, State.CANCELLED)

Values = dict[Pane, tuple[float, ...]]


class StatusBar(QWidget):
    """Shows the session's state in one line; asks nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._busy_text = ""
        self._maps = 0
        self.setProperty("role", "statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.scaled(theme.STATUS_BAR))
        self.where = controls.ElidedLabel()
        self.notices = icons.IconButton("info", self.tr("Notices about this picture"), self._show_notices, "status")
        self.notices.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pixels = PixelStrip()
        self.said = controls.ElidedLabel()
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = controls.progress_bar(self.tr("Progress of all methods"))
        self.bar.setFixedWidth(72)
        self.progress = controls.label("")
        self.device = controls.label("")
        self._lay_out()
        self._said_for = timers.single(self, SAID_MS, self._unsay)
        self._memory = timers.repeating(self, MEMORY_MS, self._show_device)
        self._memory.start()
        session.subscribe(self._session_changed)
        self._refresh()

    def say(self, text: str) -> None:
        """Say something that has happened; it goes by itself."""
        self.said.set_text(text)
        self._said_for.start(SAID_MS)

    def set_busy(self, text: str) -> None:
        """Say what goes on beside the methods ("starting the networks"); empty when it is over. How far it is does not
        take the place of what was said since it began."""
        if text and not self._busy_text:
            self._said_for.stop()
        self._busy_text = text
        if not self._said_for.isActive():
            self.said.set_text(text)

    def set_maps(self, count: int) -> None:
        """Say how many maps of the difference are still being made: their panes show none yet."""
        self._maps = count
        self._show_progress()

    def show_pixels(self, at: tuple[int, int] | None, values: Values) -> None:
        """Show what every pane has at a pixel."""
        self.pixels.show_values(at, values)

    # -- inside -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        boxes.row(
            self.where,
            self.notices,
            (self.pixels, 1),
            self.said,
            self.bar,
            self.progress,
            self.device,
            of=self,
            margins=(12, 0, 12, 0),
            gap=12,
        )

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self.show_pixels(None, {})
        self._refresh()

    def _refresh(self) -> None:
        self.where.set_text(self._place())
        count = len(self._session.notices)
        self.notices.setVisible(count > 0)
        self.notices.setText(str(count) if count > 1 else "")
        tip = "\n".join(map(language.said, self._session.notices))
        self.notices.setToolTip(tip)
        self.notices.setAccessibleDescription(tip)
        self._show_progress()
        self._show_device()

    def _place(self) -> str:
        """File, size, and what was done to it."""
        source = self._session.source
        if source is None:
            return ""
        picture = source.picture
        parts = [source.name, f"{picture.width} × {picture.height}"]
        if picture.profile != "sRGB":
            parts.append(self.tr("from {}").format(picture.profile))
        if picture.depth == 16:
            parts.append(self.tr("16 bits"))
        return "   ".join((*parts, *self._made()))

    def _made(self) -> list[str]:
        """What was done to the picture: where its LR is from, and what that is enlarged to."""
        s, c = self._session, self._session.comparison
        assert s.source is not None
        parts = [language.said(s.lr_words)] if s.has_given_lr else []
        if c.mode is Mode.UPSCALE:
            lr = s.source.lr or s.source.picture
            size = f"{lr.width * c.scale} × {lr.height * c.scale}"
            if c.scale > 1:
                parts.append(self.tr("enlarged ×{scale} to {size}").format(scale=c.scale, size=size))
        elif s.lr is not None and c.scale == 1:
            parts.append(language.said(s.lr_words))
        elif s.lr is not None:
            size = f"{s.lr.width} × {s.lr.height}"
            if s.has_given_lr:
                parts.append(self.tr("truth ×{scale} of {size}").format(scale=c.scale, size=size))
            else:
                parts.append(self.tr("truth, shrunk ×{scale} to {size}").format(scale=c.scale, size=size))
                parts.append(language.said(s.lr_words))
        return parts

    def _show_progress(self) -> None:
        panes = [p for p in dict.fromkeys(self._session.comparison.panes) if not p.is_reference]
        outcomes = [self._session.outcome(p) for p in panes]
        busy = self._session.source is not None and not self._session.done
        self.bar.setVisible(busy)
        done = sum(1.0 if o.state in ENDED else o.fraction for o in outcomes if o is not None)
        self.bar.setUpdatesEnabled(False)  # else every value is painted at once, and all that waits with it
        self.bar.setValue(round(1000 * done / max(1, len(panes))))
        self.bar.setUpdatesEnabled(True)
        running = [p for p, o in zip(panes, outcomes, strict=True) if o is not None and o.state is State.RUNNING]
        self.bar.setToolTip(self.tr("Running: {}").format(language.joined(map(pane_title, running))) if running else "")
        there = self._session.source is not None and panes
        self.progress.setText(self._counted(len(panes), [o for o in outcomes if o is not None]) if there else "")
        self.progress.setVisible(bool(there))

    def _counted(self, panes: int, outcomes: list[Outcome]) -> str:
        """How many panes show a result, and why the others do not."""
        states = Counter(outcome.state for outcome in outcomes)
        parts = sum(o.result is not None and o.result.region is not None for o in outcomes)
        told = [self.tr("{} of {} done").format(states[State.DONE], panes)]
        others = (
            (parts, self.tr("{} in part")),
            (states[State.FAILED], self.tr("{} failed")),
            (states[State.CANCELLED], self.tr("{} cancelled")),
            (self._maps, self.tr("{} being compared")),
        )
        return language.joined((*told, *(words.format(count) for count, words in others if count)))

    def _show_device(self) -> None:
        results = [o.result for o in self._session.outcomes.values() if o.result is not None]
        devices = dict.fromkeys(r.device.upper() for r in results if r.device)
        asked = self._session.comparison.device
        parts = [language.joined(devices) or (self.tr("automatic") if asked == "auto" else asked.upper())]
        held = system.resident()
        if held is not None:
            parts.append(f"{held / 1e9:.1f} GB" if held >= 1e9 else f"{held // 10**6} MB")
        self.device.setText(" · ".join(parts))
        self.device.setToolTip(self.tr("Where the methods run, and the memory srviewer uses"))

    def _unsay(self) -> None:
        self.said.set_text(self._busy_text)

    def _show_notices(self) -> None:
        popup = NoticesPopup(self._session.notices, self.window())
        corner = self.notices.mapToGlobal(QPoint(0, 0))
        popup.move(corner - QPoint(8, popup.sizeHint().height() + 6))
        popup.show()


class NoticesPopup(QFrame):
    """What a user should know about the picture, sentence by sentence."""

    def __init__(self, notices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setAccessibleName(self.tr("Notices"))
        column = boxes.column(controls.head(self.tr("About this picture")), of=self, margins=(16, 12, 16, 12), gap=8)
        for notice in notices:
            text = controls.label(controls.sentence(language.said(notice)), wrap=True)
            text.setMinimumWidth(theme.scaled(360))
            column.addWidget(text)


class PixelStrip(QWidget):
    """Each pane's dot and values, and where the cursor is; as many panes as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._at: tuple[int, int] | None = None
        self._values: Values = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The pixel under the cursor in every pane"))

    def show_values(self, at: tuple[int, int] | None, values: Values) -> None:
        self._at, self._values = at, values
        words = language.joined(f"{pane_title(p)} {value_text(v)}" for p, v in values.items())
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._at is not None:
            with QPainter(self) as painter:
                self._draw(painter, self._at)

    def _draw(self, painter: QPainter, at: tuple[int, int]) -> None:
        c = theme.current()
        painter.setFont(theme.font(theme.SMALL_SIZE))
        metrics = painter.fontMetrics()
        x, right, middle = 0, self.width(), self.height() // 2
        where = self.tr("at {}, {}").format(*at)
        room = right - metrics.horizontalAdvance(where) - 12
        for pane, values in self._values.items():
            text = value_text(values)
            wide = 14 + max(metrics.horizontalAdvance(text), metrics.horizontalAdvance("000 000 000"))
            if x + wide > room:
                break
            controls.draw_dot(painter, QRect(x, middle - 4, 8, 8), colour_key(pane))
            painter.setPen(c.text)
            painter.drawText(QRect(x + 14, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += wide + 16
        painter.setPen(c.dim)
        painter.drawText(QRect(x, 0, right - x, self.height()), Qt.AlignmentFlag.AlignVCenter, where)


def value_text(values: tuple[float, ...]) -> str:
    """Samples as they are read: whole numbers as such."""
    return " ".join(f"{v:g}" for v in values)
