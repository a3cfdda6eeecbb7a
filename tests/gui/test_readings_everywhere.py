"""Every number, best and word is the same in caption, table, bars, region, sheet, page, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import math
import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout
from pytestqt.qtbot import QtBot

from srviewer import metrics, readings
from srviewer.cli import evaluate
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Cancelled, Failed, Finished, Result, Started
from srviewer.engine.job import Rect
from srviewer.evaluation import CompareTask, Measured, Prepared, PrepareTask
from srviewer.gui.canvas.describe import Describer
from srviewer.gui.features.numbers.numbers import NumbersPanel
from srviewer.gui.features.regions.region_numbers import RegionNumbers, as_table
from srviewer.gui.features.regions.region_panel import RegionPanel
from srviewer.gui.features.saving.export import Exporting, column_of
from srviewer.gui.look.titles import full_title
from srviewer.imaging.picture import Picture
from srviewer.measures import Measures
from srviewer.reports import contact_sheet, slider_page
from srviewer.reports.contact_sheet import Sheet
from srviewer.reports.table import as_csv, as_markdown, numbers_table
from srviewer.session import Session, State

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks

SIZE = (40, 48)  # of the output, height and width
PARTS = (Rect(2, 3, 10, 8), Rect(0, 0, 12, 12))  # of the LR
REGION = Rect(6, 8, 10, 10)
METHODS = ("bicubic", "dasr", "nearest", "lanczos", "wzp")
VALUES: dict[str, tuple[float, ...]] = {  # few, so that some read alike
    "psnr_y": (30.001, 30.004, 31.25, 28.5, math.inf),
    "psnr_rgb": (29.0, 30.5, math.inf),
    "ssim_y": (0.8, 0.80004, 0.91, -0.02, 1.0),
    "feature_distance": (0.1, 0.1004, 0.25, 0.0),
    "style_distance": (0.5, 0.07, 0.0),
    "ring_energies": (3.0, 0.04),
    "consistency": (40.0, 50.0, math.inf),
}


def made_up(chance: random.Random) -> Measures:
    """Measures with gaps, some of which have their reason and some of which are still to come."""
    values, missing, pending = {}, {}, set()
    for name, known in VALUES.items():
        fate = chance.random()
        if fate < 0.75:
            values[name] = chance.choice(known)
        elif fate < 0.85:
            missing[name] = f"no {name} here"
        elif fate < 0.9:
            pending.add(name)
    return Measures(values, missing, frozenset(pending))


def random_session(seed: int) -> tuple[Session, dict[Pane, Measures]]:
    """A session at some point of its work, and the numbers of a region in those panes that hold it."""
    chance = random.Random(seed)
    mode = "upscale" if chance.random() < 0.2 else "benchmark"
    panes = tuple(Pane.of(name) for name in chance.sample(METHODS, chance.randint(1, len(METHODS))))
    session = Session(Comparison(mode=mode, scale=2, panes=panes, regions=(REGION,), region=0))
    height, width = SIZE
    lr = Picture(np.zeros((height // 2, width // 2, 3), np.float32))
    session.open(Source(lr, "made-up.png"))
    session.edit(regions=(REGION,), region=0)
    (prepare,) = session.take_tasks()
    assert isinstance(prepare, PrepareTask)
    truth = Picture(np.zeros((height, width, 3), np.float32)) if mode == "benchmark" else None
    session.receive(Prepared(prepare.id, lr, truth))
    calm, in_region = chance.random() < 0.5, {}
    for task in session.take_tasks():
        assert isinstance(task, CompareTask)
        job, fate = task.job, 1.0 if calm else chance.random()
        if fate < 0.1:
            continue
        session.receive(Started(job.id))
        if fate < 0.2:
            session.receive(Failed(job.id, "not enough memory"))
        elif fate < 0.25:
            session.receive(Cancelled(job.id))
        elif fate > 0.3:
            region = chance.choice(PARTS) if chance.random() < 0.3 else None
            shape = SIZE if region is None else (2 * region.height, 2 * region.width)
            pixels = np.zeros((*shape, 3), np.uint8)
            result = Result(pixels, None, None, job.method, 2, job.params, ("x",), (), "cpu", 0.012, region=region)
            session.receive(Finished(job.id, result))
            if fate > 0.35:
                session.receive(Measured(job.id, made_up(chance)))
            pane = session.pane_of(job.id)
            if pane is not None and result.place.contains(REGION) and chance.random() < 0.95:
                in_region[pane] = replace(made_up(chance), pending=frozenset())
    return session, in_region


Cells = dict[Pane, dict[str, tuple[str, bool]]]  # text and best, by metric name


def expected(session: Session, in_region: dict[Pane, Measures] | None = None) -> Cells:
    """The rules once more, in other words: a number's text, and whether it is the best of what it may be compared with;
    of results, or of a region of them."""
    cells: Cells = {pane: {} for pane in session.comparison.panes}
    for metric in metrics.available():
        if session.comparison.mode == "upscale" and metric.needs == "truth":
            continue
        texts, parts = {}, {}
        for pane in cells:
            outcome = session.outcome(pane)
            failed = outcome.state in (State.FAILED, State.CANCELLED)
            measures, parts[pane] = outcome.measures, outcome.result.region if outcome.result else None
            if in_region is not None:
                holds = outcome.result is None or outcome.result.place.contains(REGION)
                measures, parts[pane], failed = in_region.get(pane), None, failed or not holds
            value = measures.values.get(metric.name) if measures else None
            waits = not failed and (measures is None or metric.name in measures.pending)
            number = "identical" if value == math.inf else f"{value or 0:.{metric.digits}f}"
            texts[pane] = ("…" if waits else "–") if value is None else number
        for pane, text in texts.items():
            alike = [goodness(t, metric) for p, t in texts.items() if parts[p] == parts[pane] and t not in "…–"]
            best = text not in "…–" and min(alike) < max(alike) == goodness(text, metric)
            cells[pane][metric.name] = text, best and metric.ranked and "…" not in texts.values()
    return cells


def goodness(text: str, metric: metrics.Metric) -> float:
    return math.inf if text == "identical" else float(text) * (-1 if metric.lower else 1)


class Marked(HTMLParser):
    """Texts of a page's captions (by picture) and of its table's cells, each with whether it is bold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.captions: list[list[tuple[str, bool]]] = []
        self.cells: list[list[tuple[str, bool]]] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "meta"):
            return
        self._open.append(tag)
        if tag == "figcaption":
            self.captions.append([])
        elif tag == "tr":
            self.cells.append([])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        marked = (data, "strong" in self._open)
        if "figcaption" in self._open:
            self.captions[-1].append(marked)
        elif "td" in self._open:
            self.cells[-1].append(marked)
        elif "thead" in self._open:
            self.headings.append(data)


HEADINGS = {readings.heading(metric): metric.name for metric in metrics.known()}


def title(name: str) -> str:
    return metrics.get(name).title


def leading(session: Session) -> tuple[str, ...]:
    return ("psnr_y", "ssim_y") if session.comparison.mode == "benchmark" else ("consistency",)


def check_captions(session: Session, cells: Cells) -> None:
    describer, lead = Describer(session), leading(session)
    for pane, row in cells.items():
        numbers = describer.numbers(pane)
        there = session.outcome(pane).result is not None
        wanted = {title(n): row[n] for n in lead if there and row[n][0] != "…"}
        said = {n.text.split()[0]: (n.text.split()[1], n.best) for n in numbers if n.text.split()[0] in wanted}
        assert said == wanted
        others = [f"{title(n)} {text}" for n, (text, _best) in row.items() if n not in lead and text not in "…–"]
        assert not said or all(words in numbers[0].tooltip for words in others)


def check_table_and_bars(session: Session, cells: Cells, qtbot: QtBot) -> None:
    panel = NumbersPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    rows = panel.table.rows
    names = [column.metric for column in rows.columns]
    for row, pane in enumerate(rows.panes):
        found = {name: rows.cell(row, place) for place, name in enumerate(names, 1)}
        assert {name: (cell.text, cell.best) for name, cell in found.items()} == cells[pane]
    for place, name in enumerate(names, 1):
        panel.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
        bars = {bar.method: (bar.reading.text, bar.reading.best) for bar in panel.bars.shown}
        assert bars == {pane.method: row[name] for pane, row in cells.items() if row[name][0] not in "…–"}


def check_export(session: Session, exporting: Exporting, cells: Cells) -> None:
    """CSV and Markdown out of the window."""
    measured = [pane for pane in cells if session.outcome(pane).measures is not None]
    if not measured:
        return
    table = exporting.numbers()
    lines = list(csv.DictReader(io.StringIO(as_csv(table))))
    marks = [line.split("|")[2:-1] for line in as_markdown(table).splitlines()[2:]]
    assert [line["Method"] for line in lines] == [full_title(pane) for pane in measured]
    for pane, line, mark in zip(measured, lines, marks, strict=True):
        for (head, text), marked in zip(list(line.items())[1:], mark, strict=True):
            if head in HEADINGS:
                word, best = cells[pane][HEADINGS[head]]
                assert (text or "–") == word.replace("…", "–")
                assert marked.strip() == (f"**{text}**" if best else text)


def check_sheet_and_page(session: Session, exporting: Exporting, cells: Cells) -> None:
    """They hold the results of the whole picture."""
    columns = exporting.content().columns
    results = [(what, row) for what, row in columns if what.result is not None]
    wholes = [p for p in cells if (o := session.outcome(p)).result is not None and o.result.region is None]
    names = [metric.name for metric in readings.have_any(row for _, row in results)]
    assert len(results) == len(wholes)
    if not results:
        return
    sheet = Sheet.make("made up", tuple(column_of(what, row, 2) for what, row in columns))
    texts = re.findall(r">([^<>]+)</text>", contact_sheet.svg(sheet))
    for name in names:
        lines = [text for text in texts if text.startswith(f"{title(name)} ")]
        assert [(t.split()[1], t.endswith("(best)")) for t in lines] == [cells[pane][name] for pane in wholes]
    if len(columns) > 1:
        page = Marked(slider_page.html(sheet, numbers_table([(w.title, w.result, row) for w, row in results])))
        lead = {title(name): name for name in leading(session)}
        for pane, caption in zip(wholes, page.captions, strict=False):
            words = [(text.split(), best) for text, best in caption]
            said = {w[0]: (w[1], best) for w, best in words if w[0] in lead}
            assert said == {head: cells[pane][name] for head, name in lead.items()}
        for pane, row in zip(wholes, [row for row in page.cells if row], strict=False):
            wanted = [(cells[pane][n][0].replace("…", "–"), cells[pane][n][1]) for n in names]
            assert row[: len(names)] == wanted


def check_evaluate(session: Session, cells: Cells) -> None:
    """Its JSON and its CSV hold the numbers in full."""
    table = {"m": {pane.method: row for pane, row in readings.of_session(session).items()}}
    wanted = readings.shown(session)
    document = json.loads(json.dumps(evaluate.methods_as_json(table, wanted), allow_nan=False))
    lines = csv.DictReader(io.StringIO(evaluate.tables_as_csv({"bicubic": table}, wanted)))
    for (pane, row), line in zip(cells.items(), lines, strict=True):
        numbers = document["m"]["images"][pane.method]
        identical = any(row[m.name][0] == "identical" for m in wanted if m.needs == "truth")
        assert numbers.get("identical", False) is identical is (line["identical"] == "yes")
        for metric in wanted:
            text = row[metric.name][0]
            for value in (numbers[metric.name], float(line[metric.name]) if line[metric.name] else None):
                assert (value is None) == (text in ("…", "–", "identical"))
                assert value is None or f"{value:.{metric.digits}f}" == text


def check_region(session: Session, in_region: dict[Pane, Measures], qtbot: QtBot) -> None:
    numbers = RegionNumbers(session, None)  # type: ignore[arg-type]
    numbers.take(REGION, in_region)
    panel = RegionPanel(session, numbers)
    qtbot.addWidget(panel)
    panel.show()
    cells = expected(session, in_region)
    names = [metric.name for metric in readings.have_any(numbers.readings.values())]
    grid, shown = panel.findChild(QGridLayout), {}
    for row, pane in enumerate(numbers.readings, 1):
        labels = [grid.itemAtPosition(row, column).widget() for column in range(1, len(names) + 1)]
        shown[pane] = {
            n: (label.text(), label.property("role") == "best") for n, label in zip(names, labels, strict=True)
        }
    assert shown == {pane: {name: cells[pane][name] for name in names} for pane in in_region}
    rows = as_table(REGION, numbers.readings).splitlines()[1:]
    wanted = [["" if row[n][0] in "…–" else row[n][0] for n in names] for row in shown.values()]
    assert [line.split("\t")[1:] for line in rows] == wanted


@pytest.mark.parametrize("seed", range(50))
def test_every_number_best_and_word_is_the_same(seed: int, qtbot: QtBot) -> None:
    session, in_region = random_session(seed)
    cells = expected(session)
    found = readings.of_session(session)
    assert {pane: {name: (r.text, r.best) for name, r in row.items()} for pane, row in found.items()} == cells
    exporting = Exporting(session, None)  # type: ignore[arg-type]
    check_captions(session, cells)
    check_table_and_bars(session, cells, qtbot)
    check_export(session, exporting, cells)
    check_sheet_and_page(session, exporting, cells)
    check_evaluate(session, cells)
    check_region(session, in_region, qtbot)
