"""Bring the translations up to date: python resources/translations/update.py [--release]

Collects every text of the window (PySide6's lupdate) and of the catalogues below it into `srviewer_*.ts`, and compiles
these to `.qm` (lrelease). English has a file for its plurals. What has no translation yet is listed, and the window
shows it in English; what is no longer used is dropped.

A text without a translation holds up no commit: the tests only ask that the files are fresh. It holds up a release:
before a version is tagged, run this with `--release`, which ends with status 1 while anything is listed, translate what
is, and commit.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import get_args

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LANGUAGES = ("en", "zh_CN")

# Of Qt's own file dialog, and not in Qt's own translations
QT_TEXTS = (
    ("QFileDialog", "&Look in:"),
    ("QFileDialog", "Files of &type:"),
    ("QAbstractFileIconProvider", "Folder"),
)
# Reasons that Linux, macOS and Pillow give for a file that cannot be read or written; Windows has them in its language
SYSTEM_TEXTS = (
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "File exists",
    "No space left on device",
    "Read-only file system",
    "File name too long",
    "Input/output error",
    "Device or resource busy",
    "image file is truncated",
    "broken data stream when reading image file",
    "unrecognized data stream contents when reading image file",
)


def catalogue_texts() -> list[str]:
    """What the catalogues below the window say of themselves; the window asks `language.core` for it."""
    from srviewer import metrics, upsamplers
    from srviewer.gui.canvas import views
    from srviewer.gui.features.wavelet import wavelet_panel
    from srviewer.imaging import degradations, samples, wavelet
    from srviewer.metrics import curves, maps
    from srviewer.reports import claims, formats, slider_page, verdicts

    texts: list[str] = []
    for method in upsamplers.known():
        texts += [method.name, method.title, method.line, *(setting.name for setting in method.settings)]
        for parameter in method.parameters:
            texts += [parameter.name, parameter.title, parameter.line]
            texts += parameter.choices if isinstance(parameter.choices, tuple) else ()
    for metric in metrics.known():
        texts += [metric.title, metric.protocol]
    texts += [text for figure in formats.FIGURES for text in (figure.title, figure.saved)]
    texts += [each.title for each in (*formats.ANIMATIONS, *formats.MOVEMENTS)]
    for plot in curves.PLOTS:
        texts += [plot.title, plot.line, plot.x, plot.y]
    texts += [text for view in views.VIEWS for text in (view.title, view.about)]
    texts += [text for kind in maps.KINDS for text in (kind.line, kind.unit)]
    texts += wavelet_panel._EDGES.values()
    texts += [text for band in wavelet.BANDS for text in (band.filters, band.answers_to)]
    texts += [text for mode in wavelet.MODES for text in (mode.title, mode.line)]
    for sample in samples.names():
        texts += [sample.title, sample.line]
    for kind in degradations.KINDS:
        texts += [kind.title, *([kind.plain] if kind.plain else [])]
        if (amount := kind.amount) is not None:
            texts += [amount.title, amount.short, amount.line]
    texts += [*claims.texts(), *slider_page.texts(), *get_args(verdicts.Outcome)]
    return list(dict.fromkeys([*texts, *step_texts(), *phrase_templates(), *SYSTEM_TEXTS]))


def phrase_templates() -> list[str]:
    """The templates of all calls of `srviewer.phrase.phrase`, the window's own too."""
    calls = (
        node
        for path in sorted((ROOT / "srviewer").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "phrase"
    )
    return [ast.literal_eval(call.args[0]) for call in calls]


def step_texts() -> list[str]:
    """Titles and lines of all steps of `explain`, and of the images they make of a small picture, {} for numbers."""
    import numpy as np

    from srviewer.explain import compact, dasr, microscope, model, perceptual, srcnn
    from srviewer.gui.features.inside.perceptual_page import GRAM

    truth = np.random.default_rng(0).random((32, 32, 3), np.float32)
    lr = truth[::2, ::2]
    sr = perceptual.run(lr, 2)
    opened = model.ModelRun((), None, lr[..., :1].transpose(2, 0, 1), lr, model.ReceptiveField(lr[..., 0], 1, 1, 1))
    runs: list[tuple[object, object]] = [
        (model.STEPS, opened),
        (dasr.STEPS, dasr.run(lr[..., 0], 2, dasr.Choices(), truth[..., 0])),
        (srcnn.STEPS, srcnn.run(lr[..., 0], 2)),
        (compact.STEPS, compact.run(lr[..., 0], 4)),
        (perceptual.STEPS, sr),
        (perceptual.ACTIVATION_STEPS, perceptual.activations(sr.result, truth)),
        (microscope.STEPS, microscope.measure(sr.result, truth)),
    ]
    texts = [GRAM.title, GRAM.line]
    for steps, run in runs:
        for step in steps:
            titles = [step.title, *(image.title for image in step.make(run))]
            texts += [*(re.sub(r"\d+", "{}", title) for title in titles), step.line]
    return texts


def update(folder: Path) -> None:
    """Rewrite the `.ts` and `.qm` files in a folder; what is translated in them stays."""
    sources = sorted((ROOT / "srviewer" / "gui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as place:
        core = Path(place) / "core.py"
        known = [*(("core", text) for text in catalogue_texts()), *QT_TEXTS]
        texts = "".join(f"QT_TRANSLATE_NOOP({context!r}, {text!r})\n" for context, text in known)
        core.write_text(f"from PySide6.QtCore import QT_TRANSLATE_NOOP\n{texts}", encoding="utf-8")
        for language in LANGUAGES:
            ts = folder / f"srviewer_{language}.ts"
            options = ["-tr-function-alias", "tr+=_tr", "-locations", "none", "-no-obsolete", "-silent"]
            options += ["-target-language", language]
            options += ["-pluralonly"] if language == "en" else []
            run("lupdate", *options, *map(str, (*sources, core)), "-ts", str(ts))
            made = ts.with_suffix(".new")  # put in place as a whole: a window that is open reads the old one on
            run("lrelease", "-silent", str(ts), "-qm", str(made))
            made.replace(ts.with_suffix(".qm"))


def run(tool: str, *arguments: str) -> None:
    """One of Qt's tools, as PySide6 brings it."""
    subprocess.run([str(Path(sys.executable).parent / f"pyside6-{tool}"), *arguments], check=True)


def unfinished(ts: Path) -> list[str]:
    """The texts of a `.ts` file that have no translation."""
    found = []
    for message in ET.parse(ts).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
        if translation.get("type") == "unfinished" or not all(forms):
            found.append(message.findtext("source") or "")
    return found


def main(arguments: list[str], folder: Path = HERE) -> int:
    """Update the files of a folder and list what is missing; 1 if that is anything and a release is to be made."""
    parser = argparse.ArgumentParser(description="Bring the translations up to date and list what is missing.")
    parser.add_argument("--release", action="store_true", help="end with status 1 while anything is missing")
    release = parser.parse_args(arguments).release
    update(folder)
    missing = [(language, text) for language in LANGUAGES for text in unfinished(folder / f"srviewer_{language}.ts")]
    for language, text in missing:
        print(f"{language}: {text!r} has no translation")
    return 1 if release and missing else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
