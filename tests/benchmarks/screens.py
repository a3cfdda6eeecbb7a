"""The window on every screen: python tests/benchmarks/screens.py OUT.png
    [--lesson] [--way NAME] [--tab N] [--inside KEY]

Draws the window at the size of 1024 x 640 to 2560 x 1440 device pixels, at 100 to 200 per cent, in both languages, with
four panes and both sides asked for (and a lesson, a way to compare, a tab of the right side, or a page of Look inside),
all on one sheet. Below each picture stands its size in logical pixels and which sides have room; what breaks the rule
(above 800 x 500 every pane is whole and at least 200 wide, the window no larger than its screen) is printed, and ends
the run with status 1. Settings are kept away by an empty folder. Offscreen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ((1024, 640), (1280, 800), (1366, 768), (1920, 1080), (2560, 1440))
SCALES = (1.0, 1.25, 1.5, 2.0)
LANGUAGES = ("en", "zh_CN")
METHODS = ("bicubic", "dasr", "nearest", "lanczos")
THUMBNAIL, MARGIN, LINE = (520, 330), 8, 18


def draw(folder: Path, scale: float, language: str, asked: argparse.Namespace) -> None:
    """In a process of its own: pictures of the window on every screen, and what was found."""
    from PySide6.QtCore import QEventLoop, QPoint, QRect, QSettings, QSize, QTimer
    from PySide6.QtWidgets import QApplication

    from srviewer.compared import Comparison, Pane
    from srviewer.gui.features.frame import scrolling
    from srviewer.gui.look import language as spoken
    from srviewer.gui.look import theme
    from srviewer.gui.window import SIZE, MainWindow
    from srviewer.session import Session

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    app = QApplication([])

    def settle() -> None:
        """Until everything that was asked for is shown."""
        quiet, loop = 0, QEventLoop()
        while quiet < 6:
            QTimer.singleShot(40, loop.quit)
            loop.exec()  # not QTest.qWait, which keeps Python's lock, so that no lane gets on
            quiet = quiet + 1 if window.idle else 0

    spoken.install(app, language)
    theme.install(app, "dark")
    window = MainWindow(Session(Comparison(panes=tuple(Pane.of(name) for name in METHODS))))
    window.show()
    window.opening.start_with("benchmark", 4)
    window.opening.sample("cat")
    settle()
    window.body.open_left(True)
    window.body.open_right(True)
    window.right.tabs.setCurrentIndex(asked.tab)
    if asked.way:
        window.canvas.set_way(view=asked.way)
    if asked.lesson:
        window.lessons.open_number(1)
        settle()
        window.body.open_right(True)
    if asked.inside:
        window.centre.look_inside()
        window.inside.open(asked.inside)
    settle()
    found = {}
    for width, height in SCREENS:
        screen = QSize(int(width / scale), int(height / scale))
        size = screen if width > 1024 else scrolling.first_size(SIZE, screen)  # else all of it
        window.resize(size)
        settle()
        name = f"{language}-{width}x{height}-{scale:g}"
        window.grab().save(str(folder / f"{name}.png"))
        faults = []
        if window.width() > screen.width() or window.height() > screen.height():
            faults.append(f"window of {window.width()} x {window.height()} on {screen.width()} x {screen.height()}")
        if size.width() >= scrolling.LEAST.width() and size.height() >= scrolling.LEAST.height():
            for pane in window.canvas.panes if not asked.inside else ():
                place = QRect(pane.mapTo(window, QPoint()), pane.size())
                whole = pane.visibleRegion().boundingRect().size() == pane.size()
                if not whole or place.width() < 200:
                    faults.append(f"pane at {place.getRect()}")
        sides = f"{'left ' * window.body.left_open}{'right' * window.body.right_open}".strip() or "no side"
        found[name] = {"size": f"{size.width()} x {size.height()}, {sides}", "faults": faults}
    (folder / f"{language}-{scale:g}.json").write_text(json.dumps(found), encoding="utf-8")
    window.close()


def sheet(folder: Path, found: dict[str, dict[str, object]], target: Path) -> None:
    """All pictures with a line below each, a row a language and scale."""
    columns, rows = len(SCREENS), len(SCALES) * len(LANGUAGES)
    width, height = THUMBNAIL[0] + MARGIN, THUMBNAIL[1] + MARGIN + LINE
    made = Image.new("RGB", (columns * width, rows * height), "#888888")
    pen = ImageDraw.Draw(made)
    for number, (name, about) in enumerate(found.items()):
        row, column = divmod(number, columns)
        with Image.open(folder / f"{name}.png") as picture:
            small = picture.convert("RGB")
        small.thumbnail(THUMBNAIL)
        made.paste(small, (column * width, row * height + LINE))
        pen.text((column * width, row * height + 2), f"{name}: {about['size']}", "black")
    made.save(target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lesson", action="store_true")
    parser.add_argument("--way", default="")
    parser.add_argument("--tab", type=int, default=1)
    parser.add_argument("--inside", default="")
    parser.add_argument("--child", nargs=2, metavar=("SCALE", "LANGUAGE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        draw(asked.out, float(asked.child[0]), asked.child[1], asked)
        return 0
    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for language in LANGUAGES:
            for scale in SCALES:
                homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"), place)
                environment = {**os.environ, **homes, "QT_SCALE_FACTOR": str(scale), "PYTHONPATH": str(ROOT)}
                environment["QT_QPA_PLATFORM"] = "offscreen"
                given = [folder if argument == str(asked.out) else argument for argument in sys.argv[1:]]
                command = [sys.executable, __file__, *given, "--child", str(scale), language]
                subprocess.run(list(map(str, command)), env=environment, check=True)
                found |= json.loads((folder / f"{language}-{scale:g}.json").read_text(encoding="utf-8"))
        sheet(folder, found, asked.out)
    faults = {name: about["faults"] for name, about in found.items() if about["faults"]}
    for name, about in faults.items():
        print(name, about)
    print(f"{len(found)} pictures on {asked.out}, {len(faults)} break the rule")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
