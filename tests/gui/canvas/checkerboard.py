"""Run by `test_scaling`: grabs a canvas at 100 % on a checkerboard of single pixels, prints what it found."""

from __future__ import annotations

import json

import numpy as np
from made_up import finish, picture, prepare, session_of
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from srviewer.compared import Pane
from srviewer.gui.canvas.canvas import Canvas

BOARD = np.indices((300, 460)).sum(axis=0).astype(np.uint8) % 2 * 255
FRAME = 4  # device pixels: the selected pane has one


def filled_canvas() -> Canvas:
    """Four panes of a size that no display scaling divides, all with the board."""
    panes = tuple(Pane.of("dasr", gain=gain) for gain in (0.0, 0.25, 0.5, 1.0))
    session = session_of(picture(230, 150), panes)
    canvas = Canvas(session)
    canvas.resize(409, 251)
    canvas.toggle_captions()
    canvas.show()
    for task in prepare(session, canvas):
        finish(session, canvas, task, pixels=BOARD)
    canvas.zoom_to(1.0)
    canvas.state.look_at(231.3, 147.6)
    return canvas


def grey(canvas: Canvas) -> np.ndarray:
    """The grabbed canvas, (h, w) in device pixels."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def alternates(image: np.ndarray) -> bool:
    """Whether every pixel differs by 255 from its neighbours."""
    return all((np.abs(np.diff(image, axis=axis)) == 255).all() for axis in (0, 1))


if __name__ == "__main__":
    app = QApplication([])
    canvas = filled_canvas()
    ratio, image = canvas.devicePixelRatioF(), grey(canvas)
    found = []
    for pane in canvas.panes:
        left, top = round(pane.x() * ratio) + FRAME, round(pane.y() * ratio) + FRAME
        width, height = (int(n * ratio) - 2 * FRAME for n in (pane.width(), pane.height()))
        found.append(alternates(image[top : top + height, left : left + width]))
    print(json.dumps({"ratio": ratio, "alternate": found}))
