"""What panes are called on screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from srviewer import upsamplers
from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.job import Rect
from srviewer.gui.look import controls, language
from srviewer.gui.look.language import tr as _tr
from srviewer.imaging.wavelet import discrete_wavelets

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


def colour_key(pane: Pane) -> str:
    """What `theme.method_colour` knows a pane by: its method, and of one's own results which."""
    return f"{pane.method}:{pane.param('name')}" if pane.is_own else pane.method


def full_title(pane: Pane) -> str:
    """A pane's title with what sets it apart from its method's defaults."""
    return language.joined((pane_title(pane), *apart(pane)))


def title_among(pane: Pane, panes: Iterable[Pane]) -> str:
    """A pane's title; with the parameters in which it differs, if another of these panes has the same method."""
    others = [p for p in panes if p.method == pane.method and p != pane]
    return language.joined((pane_title(pane), *apart(pane, others))) if others else pane_title(pane)


def apart(pane: Pane, others: Iterable[Pane] = ()) -> list[str]:
    """What sets a pane apart: its named setting, and parameters other than the defaults or than other panes' of the
    same method."""
    if pane.is_reference or pane.is_own:
        return []
    method, params = upsamplers.get(pane.method), dict(pane.params)
    setting = method.setting_of(params)
    named = [] if setting is None else [name for name, _value in setting.values]
    known = [{p.name: p.default for p in method.parameters}, *(dict(p.params) for p in others)]
    told = [n for n in known[0] if n not in named and any(other[n] != params[n] for other in known)]
    words = [language.core(setting.name)] if setting is not None else []
    return [*words, *(_value(name, params[name]) for name in told)]


def _value(name: str, value: str | float) -> str:
    """A number with its parameter's name, a choice by itself."""
    return language.parameter(name, f"{value:g}") if isinstance(value, float) else language.core(value)


def published_otherwise(pane: Pane) -> str:
    """How the published method differs from a pane, in words; "" if it does not."""
    method, params = upsamplers.get(pane.method), dict(pane.params)
    other = [_value(name, value) for name, value in method.published_otherwise(params).items()]
    return _tr("as published: {}").format(language.joined(other)) if other else ""


def wavelet_choice(current: str) -> controls.Choice:
    """A choice among all discrete wavelets."""
    made = controls.Choice(_tr("Wavelet"), ((name, name) for name in discrete_wavelets()), current)
    note_inexact(made)
    return made


def note_inexact(choice: controls.Choice) -> None:
    """Say of a wavelet that is an approximation that it is one, where it is chosen."""
    for name in INEXACT:
        choice.note(name, _tr("not exactly invertible"))


def place_in_words(place: Rect) -> str:
    """Like "120 × 80 at 30, 45"."""
    return _tr("{} × {} at {}, {}").format(place.width, place.height, place.x, place.y)
