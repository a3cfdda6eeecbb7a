"""How methods look over a folder: gathered, told and drawn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.cli.parser import parse
from srviewer.reports import looks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hr")
    for seed in range(4):
        rng = np.random.default_rng(seed)
        noise = rng.normal(0, 30, (96, 384, 3)).cumsum(1) * 0.2 + 128
        Image.fromarray(noise.clip(0, 255).astype(np.uint8)).save(made / f"{seed}.png")
    return made


def run(*words: str) -> int:
    args = parse(["looks", *words])
    return int(args.run(args))


def test_numbers_of_every_column(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, plane = tmp_path / "looks.json", tmp_path / "plane.svg"
    words = ["--hr", str(folder), "--scale", "4", "--methods", "bicubic,nearest"]
    assert run(*words, "--json", str(target), "--plot", str(plane)) == 0
    document = json.loads(target.read_text(encoding="utf-8"))
    assert set(document["columns"]) == {"bicubic", "nearest"}
    for numbers in document["columns"].values():
        assert numbers["niqe"] is None, "16 blocks are too few"
        assert numbers["psnr_y"] > 10
        assert numbers["style_distance"] > 0
        assert numbers["weave"]["is"] in (True, False)
    assert "bicubic" in capsys.readouterr().out
    assert plane.read_text(encoding="utf-8").count("<svg") == 1


def test_paths_go_from_the_twin_to_perceptual() -> None:
    columns = looks.columns_of(["bicubic"], {}, paths=True)
    assert [column.path for column in columns].count("weights") == len(looks.STEPS)
    assert {column.params["mixing"] for column in columns[1:]} == {"weights", "pixels"}
    assert [column.params["strength"] for column in columns if column.path == "pixels"] == list(looks.STEPS)
    assert pytest.approx(3.01, abs=0.01) == looks.COST
