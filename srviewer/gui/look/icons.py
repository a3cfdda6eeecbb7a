"""Our own line icons (SVG, 20 x 20, 1.5 px), drawn in whatever colour the palette asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, SignalInstance
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton

from srviewer import paths
from srviewer.gui.look import theme

SIZE, DOT = 20, 10


def pixmap(name: str, colour: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels for a screen of device pixel ratio `ratio`; drawn once."""
    key, image = f"{name} {colour.name()} {size} {ratio}", QPixmap()
    if QPixmapCache.find(key, image):
        return image
    image = QPixmap(QSize(size, size) * ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode())).render(painter)
    image.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, image)
    return image


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon in the palette's text colour (or another); made anew when the palette changes."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(pixmap(name, colour or theme.current().text, ratio=ratio))
    return made


def dot(colour: QColor) -> QIcon:
    """A filled circle: the mark of a method in lists and menus."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        image = QPixmap(QSize(DOT, DOT) * ratio)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(image.rect())
        image.setDevicePixelRatio(ratio)
        made.addPixmap(image)
    return made


class IconButton(QToolButton):
    """A tool button whose icon follows the palette, with a look of the style sheet ("fold", "link", "status")."""

    def __init__(
        self,
        name: str,
        accessible: str,
        pressed: Callable[..., object] | SignalInstance | None = None,
        role: str = "",
    ) -> None:
        super().__init__()
        self._icon_name = name
        self.setAccessibleName(accessible)
        self.setToolTip(accessible)
        self.setProperty("role", role)
        if pressed is not None:
            self.clicked.connect(pressed)
        self._draw()

    def set_icon_name(self, name: str) -> None:
        """Another icon."""
        self._icon_name = name
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's hook: another palette draws the icon anew."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self.setIcon(icon(self._icon_name, theme.current().dim))


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
