"""`srviewer measure`: rows are asked for, and their numbers told, in lines of JSON."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from srviewer import metrics, paths
from srviewer.cli.measure import serve
from srviewer.phrase import of_json
from srviewer.results.measuring import Scores
from srviewer.wire import Wire


class Window:
    """The other end: asks once, hears, and says "stop" as soon as `enough` of the last event."""

    def __init__(self, command: dict[str, Any], enough: Callable[[dict[str, Any]], bool]) -> None:
        given, asked = os.pipe()
        self.given, self._asked = os.fdopen(given), os.fdopen(asked, "w")
        self._enough, self.events = enough, list[dict[str, Any]]()
        self._asked.write(json.dumps(command) + "\n")
        self._asked.flush()

    def write(self, line: str) -> None:
        self.events.append(json.loads(line))
        if self._enough(self.events[-1]) and not self._asked.closed:
            self._asked.close()

    def flush(self) -> None:
        pass

    def serve(self) -> list[dict[str, Any]]:
        serve(Wire(self.given, self))  # type: ignore[arg-type]
        self.given.close()
        return self.events


@pytest.fixture
def command(tmp_path: Path) -> dict[str, Any]:
    chance, rows = np.random.default_rng(3), []
    for number in range(40):
        truth = chance.integers(0, 256, (40, 48, 3), np.uint8)
        Image.fromarray(truth).save(tmp_path / f"t{number}.png")
        Image.fromarray(truth // 2).save(tmp_path / f"a{number}.png")
        rows.append((f"t{number}", str(tmp_path / f"t{number}.png"), {"A": str(tmp_path / f"a{number}.png")}))
    return {"do": "measure", "rows": rows, "scale": 2, "metrics": ["psnr_y", "ssim_y"], "backbones": None}


def test_numbers_are_told_row_by_row(command: dict[str, Any]) -> None:
    *rows, end = Window(command, lambda event: event["event"] == "end").serve()
    assert end == {"event": "end"}
    assert sorted(row["name"] for row in rows) == sorted(name for name, *_rest in command["rows"])
    name, truth, results = command["rows"][7]
    scores = Scores.of_json(next(row for row in rows if row["name"] == name)["cells"]["A"])
    expected = metrics.psnr(*(np.asarray(Image.open(path)) for path in (results["A"], truth)), crop_border=2)
    assert scores.measures.values["psnr_y"] == pytest.approx(expected, abs=1e-9)
    assert Scores.of_json(json.loads(json.dumps(scores.as_json()))) == scores


def test_what_was_told_before_a_stop_is_kept(command: dict[str, Any]) -> None:
    events = Window(command, lambda event: event["event"] == "row").serve()
    assert 1 <= len(events) < 40
    with closing(sqlite3.connect(paths.user_cache_dir() / "results.sqlite")) as store:
        assert store.execute("select count(distinct pair) from numbers").fetchone()[0] >= len(events)


def test_what_is_wrong_is_told(command: dict[str, Any]) -> None:
    (event,) = Window({**command, "metrics": ["none"]}, lambda _event: True).serve()
    assert event["event"] == "error"
    assert "none" in of_json(event["message"])


def test_it_starts_without_what_it_does_not_need(command: dict[str, Any]) -> None:
    """The window waits for it."""
    code = "import sys; from srviewer.__main__ import main; main(['measure']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(command), capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "srviewer.results.measuring" in loaded
    assert not loaded & {"srviewer.upsamplers", "srviewer.evaluation", "scipy", "pywt", "torch", "PySide6"}
