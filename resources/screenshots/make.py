"""Make the README's screenshots anew, from the real window on the sample: python resources/screenshots/make.py

Each scene below becomes NAME.png beside this file, reduced to 256 colours. Drawn offscreen, at 1280 x 800.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane
from srviewer.engine.job import Rect
from srviewer.gui.features.regions.region_numbers import put
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.session import Session

HERE = Path(__file__).parent
METHODS = ("bicubic", "dasr", "srcnn", "perceptual")


def four_panes(window: MainWindow) -> None:
    window.canvas.fit()


def wipe(window: MainWindow) -> None:
    window.session.edit(selected=3)
    window.canvas.set_way(view="wipe")
    window.canvas.zoom_to(3.0)


def difference(window: MainWindow) -> None:
    window.canvas.set_way(view="difference", kind="absolute", gain=4)
    window.right.tabs.setCurrentIndex(2)
    window.plots.kind.setCurrentIndex(2)
    window.plots.kind.activated.emit(2)


def region(window: MainWindow) -> None:
    window.right.tabs.setCurrentIndex(1)
    put(window.session, None, Rect(150, 90, 120, 100))
    window.canvas.look_at(210, 150, 3.0)


SCENES: dict[str, tuple[theme.ThemeName, Callable[[MainWindow], None]]] = {
    "window-dark": ("dark", four_panes),
    "wipe-light": ("light", wipe),
    "difference-dark": ("dark", difference),
    "region-light": ("light", region),
}


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(window: MainWindow) -> None:
    """Wait until everything has been done for a while."""
    quiet = 0
    while quiet < 5:
        wait(60)
        quiet = quiet + 1 if window.idle else 0


def main() -> None:
    app = QApplication([])
    for name, (palette, arrange) in SCENES.items():
        theme.install(app, palette)
        window = MainWindow(Session(Comparison(panes=tuple(Pane.of(m) for m in METHODS))))
        window.show()
        window.opening.start_with("benchmark", 4)
        window.opening.sample("astronaut")
        settle(window)
        arrange(window)
        settle(window)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(buffer, "PNG")
        picture = Image.open(BytesIO(buffer.data().data())).convert("RGB")
        picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.FLOYDSTEINBERG).save(
            HERE / f"{name}.png", optimize=True
        )
        print(HERE / f"{name}.png")
        window.close()


if __name__ == "__main__":
    main()
