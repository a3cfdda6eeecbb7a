"""Tables: what is in them, and that no cell breaks its form."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import numpy as np

from srviewer import metrics, readings
from srviewer.engine.events import Result
from srviewer.measures import Measures
from srviewer.reports.formats import TABLES, table_format
from srviewer.reports.table import Table, as_csv, as_latex, as_markdown, as_tsv, numbers_table


def result(seconds: float) -> Result:
    return Result(
        np.zeros((1000, 2000), np.uint8), None, None, "x", 2, (), (), (), "cpu", seconds, peak_bytes=34_000_000
    )


def table(*numbers: dict[str, float], first: str = "") -> Table:
    rows = readings.compared([readings.of(Measures(each), metrics.available()) for each in numbers])
    return numbers_table([(title, None, row) for title, row in zip("ABC", rows, strict=False)], first)


ROWS = readings.of_results(
    [
        (result(0.5), Measures({"psnr_y": 28.426, "ssim_y": 0.81, "consistency": 38.0})),
        (result(2.0), Measures({"psnr_y": 28.5, "ssim_y": 0.80, "consistency": 40.0})),
    ],
    truth=True,
)
TABLE = numbers_table([("Bicubic", result(0.5), ROWS[0]), ("DASR, gain 1 | a&b_50%", result(2.0), ROWS[1])])


def test_what_is_in_it() -> None:
    assert TABLE.headings[:3] == ("Method", "PSNR-Y (dB)", "SSIM-Y")
    assert TABLE.headings[-4:] == ("Time (s)", "Speed (MP/s)", "Device", "Memory (MB)")
    assert TABLE.rows[0][1] == "28.43"
    assert TABLE.rows[0][-4:] == ("0.500", "4.00", "cpu", "34")
    assert TABLE.best == {(1, 1), (0, 2)}, "consistency is never marked best"


def test_metrics_that_nobody_has_are_left_out() -> None:
    assert "PSNR-RGB (dB)" not in TABLE.headings
    assert table({"psnr_y": 1.0}, first="0,0 4×4").headings == ("0,0 4×4", "PSNR-Y (dB)")


def test_identical_is_a_word_and_the_best() -> None:
    found = table({"psnr_y": 40.0}, {"psnr_y": math.inf}, {})
    assert found.rows == (("A", "40.00"), ("B", "identical"), ("C", ""))
    assert found.best == {(1, 1)}, "its runner-up is not"
    assert "**identical**" in as_markdown(found)


def test_a_column_says_what_its_numbers_are() -> None:
    assert set(TABLE.notes) == {1, 2, 3}
    assert TABLE.notes[2].startswith("SSIM-Y: on the same Y")


def test_csv_and_tsv_come_back() -> None:
    assert [tuple(row) for row in csv.reader(io.StringIO(as_csv(TABLE)))] == [TABLE.headings, *TABLE.rows]
    assert [tuple(line.split("\t")) for line in as_tsv(TABLE).splitlines()] == [TABLE.headings, *TABLE.rows]


def test_markdown_and_latex_keep_their_columns() -> None:
    lines = as_markdown(TABLE).replace("\\|", "").splitlines()
    assert {line.count("|") for line in lines} == {len(TABLE.headings) + 1}
    assert "**28.50**" in lines[3]
    latex = as_latex(TABLE)
    assert r"a\&b\_50\%" in latex
    assert {line.replace(r"\&", "").count("&") for line in latex.splitlines() if line.endswith(r"\\")} == {
        len(TABLE.headings) - 1
    }
    assert TABLES.names[:4] == ("TSV", "CSV", "Markdown", "LaTeX")
    by_ending = {".md": "Markdown", ".TEX": "LaTeX", ".tsv": "TSV", ".csv": "CSV", "": "CSV"}
    assert {ending: table_format(Path(f"a{ending}")).name for ending in by_ending} == by_ending
