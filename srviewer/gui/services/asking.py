"""Where a file goes: asked of the user, and never over another file without asking; texts that are written there."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from srviewer.errors import SrviewerError
from srviewer.gui.look import controls, language
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import settings
from srviewer.imaging.atomic import atomic_write


def folder_for(beside: Path | None = None) -> Path:
    """Where files are written unless the user says otherwise: as the last time, or beside a file."""
    return Path(settings.text(settings.SAVE_FOLDER) or (beside.parent if beside is not None else ""))


def where_to_save(
    over: QWidget, title: str, name: str, kinds: str, beside: Path | None = None
) -> tuple[Path, str] | None:
    """The file that the user chooses, and as which of the `kinds` ("PNG (*.png);;…"); None if none is to be written.

    A name without an ending gets that of its kind; so does one with another ending, if all kinds have the same. The
    dialog has asked about the name that was typed: about the one that comes of it is asked here.

    name : that is proposed; beside : as for `folder_for`
    """
    name, kind = QFileDialog.getSaveFileName(over, title, str(folder_for(beside) / name), kinds)
    if not name:
        return None
    path, endings = Path(name), re.findall(r"\*(\.\w+)", kinds)
    if not path.suffix or (len(set(endings)) == 1 and path.suffix.lower() != endings[0]):
        path = path.with_name(path.name + re.findall(r"\*(\.\w+)", f"{kind}{kinds}")[0])
        words = _tr("{} exists already. Replace it?").format(path.name)
        if path.exists() and QMessageBox.question(over, title, words) is not QMessageBox.StandardButton.Yes:
            return None
    settings.put(settings.SAVE_FOLDER, str(path.parent))
    return path, kind


def written(path: Path, text: str) -> str:
    """Write a text over what is there, since the dialog has asked; how that went, in a sentence."""
    try:
        with atomic_write(path, overwrite=True, encoding="utf-8") as file:
            file.write(text)
    except SrviewerError as error:
        return controls.sentence(language.said(str(error)))
    return _tr("Saved as {}").format(path.name)
