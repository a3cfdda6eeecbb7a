"""`srviewer.compare`: what it measures, what it refuses, and how it shows itself in a notebook."""

from __future__ import annotations

import base64
import io
import re
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import srviewer
from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.upsamplers import Method

TRUTH = np.random.default_rng(3).integers(0, 256, (36, 48, 3), np.uint8)
LR = TRUTH[::2, ::2]


@pytest.fixture(autouse=True)
def without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)


def titles(comparison: srviewer.reports.comparison.Comparison) -> list[str]:
    return [column.title for column in comparison.sheet.columns]


def test_methods_and_results_stand_side_by_side_with_their_pixels() -> None:
    mine = srviewer.upscale(LR, "nearest", 2)
    found = srviewer.compare(LR, ["bicubic"], {"mine": mine}, scale=2)
    assert titles(found) == ["Bicubic ×2", "mine"]
    np.testing.assert_array_equal(found.sheet.columns[0].pixels, srviewer.upscale(LR, "bicubic", 2))
    np.testing.assert_array_equal(found.sheet.columns[1].pixels, mine)
    assert len({column.colour for column in found.sheet.columns}) == 2


def test_numbers_are_those_of_the_metrics() -> None:
    found = srviewer.compare(TRUTH, ["bicubic"], scale=2, mode="benchmark")
    [record] = found.numbers
    lr = srviewer.compare(LR, ["bicubic"], {"mine": TRUTH}, scale=2, truth=TRUTH)
    assert record["name"] == "Bicubic ×2"
    assert titles(found)[-1] == "Truth"
    assert record["psnr_y"] != lr.numbers[0]["psnr_y"]  # of another LR
    result = srviewer.upscale(LR, "bicubic", 2)
    assert lr.numbers[0]["psnr_y"] == pytest.approx(srviewer.psnr(result, TRUTH, scale=2), abs=0.05)  # unrounded Y
    assert lr.numbers[1] == {**lr.numbers[1], "psnr_y": None, "identical": True, "seconds": None}


def test_numbers_are_a_data_frame_where_pandas_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frame:
        DataFrame = staticmethod(lambda records: ("frame", records))

    monkeypatch.setitem(sys.modules, "pandas", Frame)
    kind, records = srviewer.compare(LR, ["nearest"], scale=2).numbers
    assert (kind, records[0]["name"]) == ("frame", "Nearest ×2")


def test_a_file_and_parameters_and_regions(tmp_path: Path) -> None:
    Image.fromarray(LR).save(tmp_path / "a picture.png")
    params = {"dasr": {"gain": 1.0}}
    found = srviewer.compare(tmp_path / "a picture.png", ["dasr"], scale=2, params=params, crops=[(3, 4, 10, 8)])
    assert found.sheet.title == "a picture.png ×2, enlarged"
    assert found.sheet.crops == ((3, 4, 10, 8),)
    np.testing.assert_array_equal(found.sheet.columns[0].pixels, srviewer.upscale(LR, "dasr", 2, gain=1.0))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"scale": 5}, "scale 5: expected ×"),
        ({"mode": "enlarge"}, "mode 'enlarge'"),
        ({"methods": ["none"]}, "none"),
        ({"mode": "benchmark", "truth": TRUTH}, "the picture is the truth"),
        ({"truth": TRUTH, "scale": 3}, "3 times as high and wide"),
        ({"results": {"mine": LR}}, "mine: it has 24 × 18 pixels; a result here has 48 × 36"),
        ({"params": {"dasr": {}}}, "dasr, which is not compared"),
        ({"crops": [(0, 0, 100, 100)]}, "not inside"),
    ],
)
def test_what_cannot_be_is_said_in_words(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        srviewer.compare(LR, **{"methods": ["nearest"], "scale": 2, **arguments})  # type: ignore[arg-type]


def test_a_notebook_gets_a_page_in_a_frame_a_picture_and_text() -> None:
    found = srviewer.compare(LR, ["nearest", "bicubic"], scale=2)
    bundle = found._repr_mimebundle_()
    frame = bundle["text/html"]
    page = unescape(re.search('srcdoc="(.*?)"', frame, re.DOTALL)[1])  # type: ignore[index]
    assert page == srviewer.reports.slider_page.html(found.sheet, found.table)
    assert 'sandbox="allow-scripts"' in frame
    assert "http" not in re.sub("http-equiv", "", page)  # nothing to fetch
    still = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    np.testing.assert_array_equal(np.asarray(still), np.asarray(found.figure()))
    assert bundle["image/png"] in frame.split("<noscript>")[1]
    first, headings, *rows = bundle["text/plain"].splitlines()
    assert first == found.sheet.title
    assert headings.startswith("Method")
    assert [row.split("  ")[0] for row in rows] == titles(found)


def test_one_picture_alone_has_no_page_but_a_picture() -> None:
    html = srviewer.compare(LR, ["nearest"], scale=2)._repr_mimebundle_()["text/html"]
    assert html.startswith("<img")


def test_the_page_and_figures_are_written(tmp_path: Path) -> None:
    found = srviewer.compare(LR, ["nearest", "bicubic"], scale=2)
    found.to_html(tmp_path / "a.html")
    found.save(tmp_path / "a.svg")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == srviewer.reports.slider_page.html(
        found.sheet, found.table
    )
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    with pytest.raises(ParameterError, match=r"\.html"):
        found.to_html(tmp_path / "a.png")


def test_at_scale_1_the_input_stands_beside_its_truth(added: Callable[[Any, Any], Any]) -> None:
    added(upsamplers, Method("cleaner", "Cleaner", "", "#123456", "srviewer.upsamplers.bicubic:Bicubic", scales=(1,)))
    found = srviewer.compare(TRUTH, scale=1, mode="benchmark", degradation="jpeg:50")
    assert any(title.startswith("Input") for title in titles(found))
    assert titles(found)[-1] == "Truth"
    assert 20 < found.numbers[0]["psnr_y"] < 50
