"""CONTRIBUTING.md: its drawing is that of today's code, its examples work, and the files that it names are there."""

from __future__ import annotations

import ast
import re
import subprocess
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
from srviewer.metrics.pair import Pair
from srviewer.reports.formats import TABLES
from srviewer.reports.table import Table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
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
    for block in EXAMPLES:
        exec(block, space)  # noqa: S102 - the page's own
    yield
    for catalogue in (KINDS, PLOTS, TABLES):
        for name in set(catalogue.names) - before[id(catalogue)]:
            catalogue.remove(name)
    for metric in {metric.name for metric in metrics.known()} - known[0]:
        metrics.remove(metric)
    for method in {method.name for method in upsamplers.known()} - known[1]:
        upsamplers.remove(method)


def test_the_examples_pass_the_linter() -> None:
    """Each stands after those before it, whose imports it may use."""
    pytest.importorskip("ruff", reason="part of the extra [dev]")
    ruff = (
        sys.executable,
        "-m",
        "ruff",
        "check",
        "-q",
        "--ignore",
        "E402,F811,I001",
        "--stdin-filename",
        "srviewer/mine.py",
    )
    done = subprocess.run(
        [*ruff, "-"], input="\n".join(EXAMPLES), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


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
    brighter = PICTURE + 3 * (np.indices((8, 8)).max(0) < 4).astype(np.uint8)  # by 3 in a quarter, its border apart
    assert metrics.get("mean_error").measure(Pair(brighter, PICTURE, border=1)) == 3 * 9 / 36
    x, y = PLOTS.get("sorted").function(PICTURE.astype(float), None)  # type: ignore[misc]
    assert (x[-1], y[0], y[-1]) == (100, 0, 63)
    assert TABLES.get("JSON").text(Table(("a",), (("1",),))) == '[{"a": "1"}]'
    from srviewer.__main__ import main

    assert main(["methods"]) == 0
    assert "squares" in capsys.readouterr().out
    assert "examples" not in sys.modules


def test_a_public_class_has_a_name_of_its_own() -> None:
    """One meaning a name, so that whoever searches for it finds one place."""
    places: dict[str, list[str]] = {}
    for path in sorted((ROOT / "srviewer").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(path.name)
    assert {name: files for name, files in places.items() if len(files) > 1} == {}
    assert len(places) > 300
