"""The left side: what is compared, how the selected one is made, and how the picture was shrunk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from srviewer.gui.features.comparing.degradation import DegradationPanel
from srviewer.gui.features.comparing.methods import MethodsPanel
from srviewer.gui.features.comparing.parameters import ParametersPanel
from srviewer.gui.look import boxes
from srviewer.session import Session

WIDTH = 236


class LeftPanel(QScrollArea):
    """Sections above each other; scrolls where the window is low."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "left")
        self.setAccessibleName(self.tr("Left panel"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.methods = MethodsPanel(session)
        self.parameters = ParametersPanel(session)
        self.degradation = DegradationPanel(session)
        page = QWidget()
        boxes.column(self.methods, self.parameters, self.degradation, None, of=page, margins=(0, 0, 1, 0), gap=0)
        self.setWidget(page)
