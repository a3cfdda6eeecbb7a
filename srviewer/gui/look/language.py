"""The interface's language: which there are, putting one in force, and words of the core in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from srviewer import paths
from srviewer.phrase import Phrase, sentences

SYSTEM = "system"
LANGUAGES = {"en": "English", "zh_CN": "简体中文"}

_installed: list[QTranslator] = []
_in_force = "en"


def install(app: QCoreApplication, name: str) -> str:
    """Put a language in force for all texts that are made from now on, Qt's own too; returns which it is.

    name : a key of `LANGUAGES`, or `SYSTEM`; a name that is not known (any more) counts as `SYSTEM`
    """
    global _in_force
    _in_force = chosen = name if name in LANGUAGES else _of_system()
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(chosen))
    ours = str(paths.resources() / "translations")
    theirs = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for file, folder in ((f"qtbase_{chosen}", theirs), (f"srviewer_{chosen}", ours)):
        translator = QTranslator(app)
        if translator.load(file, folder):
            app.installTranslator(translator)
            _installed.append(translator)
    return chosen


def tag() -> str:
    """The language in force as HTML names it, like "zh-CN"."""
    return _in_force.replace("_", "-")


def _of_system() -> str:
    """The first of the user's languages that there is; English if there is none."""
    for wanted in QLocale.system().uiLanguages():
        for name in LANGUAGES:
            if QLocale(wanted).language() == QLocale(name).language() and "Hant" not in wanted and "TW" not in wanted:
                return name
    return "en"


def core(text: str) -> str:
    """A text of the catalogues below the window (methods, metrics, plots, samples) in the language in force."""
    return QCoreApplication.translate("core", text) if text else ""


def core_numbered(text: str) -> str:
    """A text of the catalogues that has numbers in it, like "map 12": looked up with {} in their places."""
    numbers = re.findall(r"\d+", text)
    return core(re.sub(r"\d+", "{}", text)).format(*numbers)


def parameter(name: str, value: object) -> str:
    """A parameter of a method with its value, like "gain 0.25", in the language in force."""
    return f"{core(name)} {core(str(value))}"


class _Saying(Formatter):
    """Says each value that it puts in; what a template quotes (`{name!r}`) was typed by someone, and stays."""

    def convert_field(self, value: Any, conversion: Literal["r", "s", "a"] | None) -> Any:
        return (
            said(value) if conversion is None and isinstance(value, str) else super().convert_field(value, conversion)
        )


def said(text: str) -> str:
    """A text from below the window (an error's, a notice, a report's) in the language in force.

    A `Phrase` is looked up by its template, and its values are said likewise.
    """
    if isinstance(text, Phrase):
        return _Saying().format(core(text.template), **text.values)
    return core(text)


def joined(parts: Iterable[str]) -> str:
    """Like "a, b, c", with the comma of the language in force."""
    return tr(", ").join(parts)


def in_a_row(parts: Iterable[str]) -> str:
    """Sentences, one after the other, set apart as the language in force does it; empty ones are left out."""
    return said(sentences(*there)) if (there := [part for part in parts if part]) else ""


def tr(text: str) -> str:
    """A text that is written outside a class of Qt; imported as `_tr`, by which the texts are collected."""
    return QCoreApplication.translate("", text)
