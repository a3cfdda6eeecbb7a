"""The look: two palettes, one style sheet, one colour a method. Widgets ask here; none names a colour.

`current()` gives the colours in force, `notifier().changed` tells that they are others now. Sizes come from
one grid: 8 px, controls of 28, a toolbar of 48, a status bar of 28, corners of 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from string import Template
from typing import ClassVar, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from srviewer import paths, upsamplers
from srviewer.compared import OWN, OWN_COLOURS, TRUTH
from srviewer.gui.look.style_sheet import STYLE_SHEET

ThemeName = Literal["dark", "light", "system"]
THEMES: tuple[ThemeName, ...] = ("system", "dark", "light")

CONTROL = 28
TOOLBAR = 48
STATUS_BAR = 28
RADIUS = 6
LEAST_TEXT, MOST_TEXT = 12, 19  # pixels: 9 to 14 point
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE, HEAD_SIZE = 20, 13, 12, 11

_FAMILIES = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_TRUTH = "#c9a227"


class Colours(NamedTuple):
    """The colours of one palette.

    background : the window; panel : side panels, toolbar; field : inputs and selected rows; line : hairlines
    text, dim : what is read first and second; accent : marks the chosen one; fill, on_accent : fills it, and text on it
    canvas : around the pictures; chip, chip_text, chip_dim : captions that lie on a picture
    warning, error : text and marks of what went less or not at all well
    """

    background: QColor
    panel: QColor
    field: QColor
    line: QColor
    text: QColor
    dim: QColor
    accent: QColor
    fill: QColor
    on_accent: QColor
    canvas: QColor
    chip: QColor
    chip_text: QColor
    chip_dim: QColor
    warning: QColor
    error: QColor
    dark: bool


DARK = Colours(
    background=QColor("#1f2124"),
    panel=QColor("#26292d"),
    field=QColor("#1b1d20"),
    line=QColor("#34383d"),
    text=QColor("#e6e8eb"),
    dim=QColor("#9aa1a9"),
    accent=QColor("#4c8dff"),
    fill=QColor("#2f6de6"),
    on_accent=QColor("#ffffff"),
    canvas=QColor("#3a3a3a"),
    chip=QColor(22, 24, 26, 218),
    chip_text=QColor("#f4f5f6"),
    chip_dim=QColor("#b4bac1"),
    warning=QColor("#e3b341"),
    error=QColor("#ff7b72"),
    dark=True,
)
LIGHT = Colours(
    background=QColor("#f3f4f6"),
    panel=QColor("#ffffff"),
    field=QColor("#f3f4f6"),
    line=QColor("#dcdfe4"),
    text=QColor("#1d2126"),
    dim=QColor("#5d6776"),
    accent=QColor("#2563eb"),
    fill=QColor("#2563eb"),
    on_accent=QColor("#ffffff"),
    canvas=QColor("#7a7a7a"),
    chip=QColor(255, 255, 255, 226),
    chip_text=QColor("#1d2126"),
    chip_dim=QColor("#545d6b"),
    warning=QColor("#8a5a00"),
    error=QColor("#c4271b"),
    dark=False,
)


_PALETTES = {"dark": DARK, "light": LIGHT}


class Notifier(QObject):
    """Tells that the colours have changed."""

    changed = Signal()


class _State:
    name: ThemeName = "system"
    colours: Colours = DARK
    family = ""
    text = TEXT_SIZE  # pixels
    own: ClassVar[dict[str, int]] = {}  # the names of one's own results, in their order


@lru_cache(maxsize=1)
def notifier() -> Notifier:
    """The one object whose `changed` tells of another palette."""
    return Notifier()


def current() -> Colours:
    """The colours in force."""
    return _State.colours


def name() -> ThemeName:
    """The theme that was chosen."""
    return _State.name


def named(text: object) -> ThemeName:
    """The theme of that name; the system's for what is none (any more)."""
    return next((name for name in THEMES if name == text), THEMES[0])


def set_theme(theme: ThemeName) -> None:
    """Choose a theme; the application, if there is one, takes it at once."""
    _State.name = theme
    colours = _PALETTES.get(theme) or _system_colours()
    unchanged = colours is _State.colours
    _State.colours = colours
    if isinstance(app := QGuiApplication.instance(), QApplication):
        app.setPalette(palette_of(colours))
        if app.styleSheet() != (sheet := style_sheet(colours)):  # every widget would be styled anew
            app.setStyleSheet(sheet)
    if not unchanged:
        notifier().changed.emit()


def install(app: QApplication, theme: ThemeName = "system") -> None:
    """Give an application its style, its font and a theme; "system" follows the system's colour scheme."""
    app.setStyle("Fusion")
    set_face(*_system_face())
    set_theme(theme)
    app.styleHints().colorSchemeChanged.connect(_take_up_system)


@contextmanager
def put_on_at_the_end() -> Iterator[None]:
    """Within the block widgets are put together without the style sheet; at its end they get it, all at once.

    Under a style sheet every widget is styled anew with each parent that it and its parents get: a window that is put
    together from the inside out takes twice as long.
    """
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _take_up_system() -> None:
    if _State.name == "system":
        set_theme("system")


def method_colour(method: str) -> QColor:
    """The colour that stands for a method (or "truth", "lr", "own", "own:NAME") wherever it is named. One's own results
    have theirs in the order in which they are first seen."""
    if method == TRUTH:
        return QColor(_TRUTH)
    kind, _, name = method.partition(":")
    if kind == OWN:
        place = _State.own.setdefault(name, len(_State.own)) if name else 0
        return QColor(OWN_COLOURS[place % len(OWN_COLOURS)])
    known = upsamplers.find(method)
    return current().dim if known is None else QColor(known.colour)


def set_face(family: str, pixels: float = TEXT_SIZE) -> None:
    """Choose the interface font, and how large its letters are where most is read. Whatever is made from then on has
    room for it: see `scaled`."""
    _State.family, _State.text = family, round(min(max(pixels, LEAST_TEXT), MOST_TEXT))
    if isinstance(app := QGuiApplication.instance(), QApplication):
        app.setFont(font())
        if app.styleSheet():
            app.setStyleSheet(style_sheet(_State.colours))


def scaled(pixels: float) -> int:
    """A measure that holds text, drawn for letters of `TEXT_SIZE`, for the letters that there are."""
    return round(pixels * _State.text / TEXT_SIZE)


def font(size: int = TEXT_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font in pixels, `scaled`; digits are as wide as each other."""
    chosen = QFont(_State.family)
    chosen.setPixelSize(scaled(size))
    chosen.setWeight(weight)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def _system_face() -> tuple[str, float]:
    """The system's interface font and its size in pixels; one of our own choice where the system has none."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    family, there = system.family(), set(QFontDatabase.families())
    if family in ("", "Sans", "Sans Serif", "sans-serif") or family not in there:
        return next((f for f in _FAMILIES if f in there), family), TEXT_SIZE
    return family, QFontInfo(system).pixelSize()


def _system_colours() -> Colours:
    """The palette for the system's scheme; dark where it has none."""
    app = QGuiApplication.instance()
    scheme = app.styleHints().colorScheme() if isinstance(app, QGuiApplication) else None
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def palette_of(c: Colours) -> QPalette:
    """Qt's palette for what the style sheet leaves to the style (and for disabled text)."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, c.background),
        (role.WindowText, c.text),
        (role.Base, c.field),
        (role.AlternateBase, c.panel),
        (role.Text, c.text),
        (role.Button, c.panel),
        (role.ButtonText, c.text),
        (role.ToolTipBase, c.panel),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.dim),
        (role.Highlight, c.fill),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.fill),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
        (role.BrightText, c.error),
        (role.Light, c.line),
        (role.Midlight, c.line),
        (role.Mid, c.line),
        (role.Dark, c.line),
        (role.Shadow, c.line),
    ):
        palette.setColor(which, colour)
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faded(c.dim, c.panel, 0.65))
    return palette


def faded(colour: QColor, behind: QColor, share: float) -> QColor:
    """`colour` at `share` over `behind`, opaque."""

    def mixed(a: int, b: int) -> int:
        return round(share * a + (1 - share) * b)

    return QColor(
        mixed(colour.red(), behind.red()),
        mixed(colour.green(), behind.green()),
        mixed(colour.blue(), behind.blue()),
    )


def style_sheet(c: Colours) -> str:
    """The application's style sheet in a palette's colours."""
    names = {name: colour.name() for name, colour in c._asdict().items() if name != "dark"}
    off = faded(c.dim, c.panel, 0.65).name()
    filled = Template(STYLE_SHEET).substitute(
        names,
        file_tool=off if c.dark else names["field"],  # behind Qt's icons, of which some are black in every palette
        hover=faded(c.text, c.panel, 0.07).name(),
        pressed=faded(c.text, c.panel, 0.13).name(),
        off=off,
        accent_soft=faded(c.accent, c.panel, 0.16).name(),
        error_soft=faded(c.error, c.panel, 0.12).name(),
        warning_soft=faded(c.warning, c.panel, 0.12).name(),
        tick=(paths.resources() / "icons" / "check-white.svg").as_posix(),
        radius=RADIUS,
        control=CONTROL,
        title=TITLE_SIZE,
        text_size=TEXT_SIZE,
        small=SMALL_SIZE,
        head=HEAD_SIZE,
    )
    return re.sub(r"\b(\d+)px", lambda found: f"{_in_style(int(found[1]))}px", filled)


def _in_style(pixels: int) -> int:
    """Of the style sheet, lines and corners stay as they are."""
    return scaled(pixels) if pixels > RADIUS else pixels
