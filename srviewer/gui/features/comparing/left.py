"""The left side: what is compared, how the selected one is made, and how the picture was shrunk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from srviewer.gui.features.comparing.degradation import DegradationPanel
from srviewer.gui.features.comparing.methods import MethodsPanel
from srviewer.gui.features.comparing.parameters import ParametersPanel
from srviewer.gui.shell import LEFT_WIDTH
from srviewer.session import Session

WIDTH = LEFT_WIDTH


class LeftPanel(QScrollArea):
    """Sections above each other; scrolls where the window is low."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.methods = MethodsPanel(session)
        self.parameters = ParametersPanel(session)
        self.degradation = DegradationPanel(session)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        for section in (self.methods, self.parameters, self.degradation):
            column.addWidget(section)
        column.addStretch()
        self.setWidget(page)
