"""A sheet whose pictures differ in every pixel, for tests of what is made of it."""

from __future__ import annotations

import numpy as np

from srviewer import metrics
from srviewer.engine.job import Rect
from srviewer.measures import Measures
from srviewer.readings import compared, of
from srviewer.reports.contact_sheet import Sheet, SheetColumn
from srviewer.reports.table import Table, numbers_table

WIDTH, HEIGHT = 240, 160
TITLES = ("Bicubic ×4", "DASR ×4", "SRCNN ×4", "Truth")
COLOURS = ("#8b949e", "#2aa58c", "#4c8dff", "#c9a227")
MEASURES = (
    Measures({"psnr_y": 28.5, "ssim_y": 0.8, "consistency": 40.0}),
    Measures({"psnr_y": 28.4, "ssim_y": 0.81, "consistency": 39.0}),
    Measures({"psnr_y": 30.1, "ssim_y": 0.9, "consistency": 38.0}),
)
READINGS = (*compared([of(measures, metrics.available()) for measures in MEASURES]), {})


def columns(grey: bool = False) -> tuple[SheetColumn, ...]:
    random = np.random.default_rng(7)
    shape = (HEIGHT, WIDTH) if grey else (HEIGHT, WIDTH, 3)
    made = ((), ("wavelet bior4.4", "gain 0.25"), (), ())
    return tuple(
        SheetColumn(title, colour, random.integers(0, 256, shape, np.uint8), row, how)
        for title, colour, row, how in zip(TITLES, COLOURS, READINGS, made, strict=True)
    )


def sheet(title: str = "made up ×4", grey: bool = False) -> Sheet:
    return Sheet.make(title, columns(grey), (Rect(20, 30, 40, 20), Rect(150, 100, 30, 30)))


def table() -> Table:
    return numbers_table([(title, None, row) for title, row in zip(TITLES, READINGS[:3], strict=False)])
