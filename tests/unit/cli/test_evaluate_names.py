"""`srviewer evaluate`: every picture has a row of its own, whatever it is called, and the LR that is its own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


def noise(path: Path, seed: int, side: int = 16) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (side, side), np.uint8)).save(path)


def evaluate(folder: Path, *more: str) -> int:
    return main(
        ["evaluate", "--hr", f"{folder}/hr", "--scale", "2", "--methods", "bicubic", "--metrics", "psnr_y", *more]
    )


def test_pictures_of_one_stem_keep_their_extension(tmp_path: Path) -> None:
    names = ("a.png", "a.bmp", "A.tif", "b.png")
    for seed, name in enumerate(names):
        noise(tmp_path / "hr" / name, seed)
    noise(tmp_path / "hr/.hidden.png", 9)
    files = ("--json", f"{tmp_path}/n.json", "--csv", f"{tmp_path}/n.csv", "--save-dir", f"{tmp_path}/out")
    assert evaluate(tmp_path, *files) == 0
    images = json.loads((tmp_path / "n.json").read_text())["methods"]["bicubic"]["images"]
    assert set(images) == {"a.png", "a.bmp", "A.tif", "b"}
    assert len({row["psnr_y"] for row in images.values()}) == len(names)
    with (tmp_path / "n.csv").open() as file:
        assert {row["image"] for row in csv.DictReader(file)} == set(images)
    assert {path.stem for path in (tmp_path / "out/bicubic").iterdir()} == set(images)


def test_each_takes_the_lr_of_its_own_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for seed, name in enumerate(("a.png", "a.bmp")):
        noise(tmp_path / "hr" / name, seed)
        with Image.open(tmp_path / "hr" / name) as truth:
            small = truth.resize((8, 8), Image.Resampling.BOX)
        (tmp_path / "lr").mkdir(exist_ok=True)
        small.save(tmp_path / "lr" / name)
    assert evaluate(tmp_path, "--lr", f"{tmp_path}/lr", "--json", f"{tmp_path}/n.json") == 0
    images = json.loads((tmp_path / "n.json").read_text())["methods"]["bicubic"]["images"]
    assert all(row["psnr_y"] > 11 for row in images.values()), "another's LR gives less"
    noise(tmp_path / "hr/c.png", 9)
    for name in ("c.tif", "c.bmp"):
        noise(tmp_path / "lr" / name, 9, 8)
    assert evaluate(tmp_path, "--lr", f"{tmp_path}/lr") == 2
    assert "c.bmp and c.tif may both be the LR image of c.png" in capsys.readouterr().err
