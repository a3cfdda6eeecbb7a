"""What panes are called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from srviewer import upsamplers
from srviewer.session import LR, TRUTH, Pane


def pane_title(pane: Pane) -> str:
    """What a pane is called: its method's title, "Truth", or "Low resolution"."""
    if pane.method == TRUTH:
        return QCoreApplication.translate("titles", "Truth")
    if pane.method == LR:
        return QCoreApplication.translate("titles", "Low resolution")
    if pane.is_own:
        return str(pane.param("name"))
    return upsamplers.get(pane.method).title
