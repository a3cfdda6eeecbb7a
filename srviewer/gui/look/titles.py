"""What panes are called on screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from srviewer import upsamplers
from srviewer.engine.job import Rect
from srviewer.gui.look import controls, language
from srviewer.gui.look.language import tr as _tr
from srviewer.session import LR, TRUTH, Pane

INEXACT = ("dmey",)  # of PyWavelets' discrete wavelets: it approximates filters without end


def pane_title(pane: Pane) -> str:
    """What a pane is called: its method's title, "Truth", or "Low resolution"."""
    if pane.method == TRUTH:
        return QCoreApplication.translate("titles", "Truth")
    if pane.method == LR:
        return QCoreApplication.translate("titles", "Low resolution")
    if pane.is_own:
        return str(pane.param("name"))
    return language.core(upsamplers.get(pane.method).title)


def full_title(pane: Pane) -> str:
    """A pane's title with the parameters that are not its method's defaults."""
    if pane.is_reference or pane.is_own:
        return pane_title(pane)
    defaults = {p.name: p.default for p in upsamplers.get(pane.method).parameters}
    apart = [language.parameter(name, value) for name, value in pane.params if value != defaults[name]]
    return language.joined((pane_title(pane), *apart))


def title_among(pane: Pane, panes: Iterable[Pane]) -> str:
    """A pane's title; with the parameters in which it differs, if another of these panes has the same method."""
    same = [dict(p.params) for p in panes if p.method == pane.method]
    if pane.is_reference or pane.is_own or len(same) < 2:
        return pane_title(pane)
    apart = [language.parameter(name, value) for name, value in pane.params if any(p[name] != value for p in same)]
    return language.joined((pane_title(pane), *apart))


def note_inexact(choice: controls.Choice) -> None:
    """Say of a wavelet that is an approximation that it is one, where it is chosen."""
    for name in INEXACT:
        choice.note(name, _tr("not exactly invertible"))


def place_in_words(place: Rect) -> str:
    """Like "120 × 80 at 30, 45"."""
    return _tr("{} × {} at {}, {}").format(place.width, place.height, place.x, place.y)
