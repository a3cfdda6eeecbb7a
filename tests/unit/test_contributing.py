"""CONTRIBUTING.md: its drawing is that of today's code, its examples work, and the files that it names are there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import srviewer
from srviewer import evaluation, metrics, upsamplers
from srviewer.imaging.degradations import KINDS
from srviewer.imaging.picture import Picture
from srviewer.metrics.curves import PLOTS
from srviewer.reports.formats import TABLES
from srviewer.reports.table import Table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PICTURE = np.arange(64, dtype=np.uint8).reshape(8, 8)


def test_the_drawing_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    import house

    assert house.fresh(PAGE) == PAGE, "run python tests/house.py"
    assert all(house.purpose(f"srviewer.gui.features.{path.name}") for path in house._folders("gui/features"))


def test_the_files_that_it_names_are_there() -> None:
    named = set(re.findall(r"`([\w/]+\.(?:py|md|json|toml))`", PAGE)) | set(re.findall(r"`((?:\w+/)+)`", PAGE))
    places = (ROOT, ROOT / "srviewer", ROOT / "srviewer" / "gui" / "canvas")
    assert [name for name in sorted(named) if not any((place / name).exists() for place in places)] == []
    assert len(named) > 20


@pytest.fixture(scope="module")
def examples() -> Iterator[None]:
    """Everything that the page adds, once."""
    before = {id(c): set(c.names) for c in (KINDS, PLOTS, TABLES)}
    known = {metric.name for metric in metrics.known()}, {method.name for method in upsamplers.known()}
    space: dict[str, object] = {"__name__": "examples"}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(block, space)  # noqa: S102 - the page's own
    yield
    for catalogue in (KINDS, PLOTS, TABLES):
        for name in set(catalogue.names) - before[id(catalogue)]:
            catalogue.remove(name)
    for metric in {metric.name for metric in metrics.known()} - known[0]:
        metrics.remove(metric)
    for method in {method.name for method in upsamplers.known()} - known[1]:
        upsamplers.remove(method)


@pytest.mark.usefixtures("examples")
def test_the_examples_do_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    larger = srviewer.upscale(PICTURE, "squares", 2)
    np.testing.assert_array_equal(larger, PICTURE.repeat(2, axis=0).repeat(2, axis=1))
    _truth, lr = evaluation.benchmark_pair(Picture(larger.astype(np.float32) / 255), 2, "decimate")
    np.testing.assert_array_equal(lr.pixels, Picture(PICTURE.astype(np.float32) / 255).pixels)
    [mine, _truth] = srviewer.compare(
        larger, ["squares"], scale=2, mode="benchmark", degradation="decimate"
    ).sheet.columns
    assert mine.readings["mean_error"].labelled == "MAE-Y 0.000 levels"
    x, y = PLOTS.get("sorted").function(PICTURE.astype(float), None)  # type: ignore[misc]
    assert (x[-1], y[0], y[-1]) == (100, 0, 63)
    assert TABLES.get("JSON").text(Table(("a",), (("1",),))) == '[{"a": "1"}]'
    from srviewer.__main__ import main

    assert main(["methods"]) == 0
    assert "squares" in capsys.readouterr().out
    assert "examples" not in sys.modules
