"""`srviewer evaluate` of a folder in which some results are identical with their truths."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


def evaluated(folder: Path, *pictures: np.ndarray) -> dict[str, Any]:
    (folder / "hr").mkdir()
    for index, pixels in enumerate(pictures):
        Image.fromarray(pixels).save(folder / f"hr/{index}.png")
    argv = ["evaluate", "--hr", f"{folder}/hr", "--scale", "2", "--methods", "bicubic"]
    assert main([*argv, "--json", f"{folder}/n.json", "--csv", f"{folder}/n.csv"]) == 0

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    found: dict[str, Any] = json.loads((folder / "n.json").read_text(), parse_constant=refuse)["methods"]["bicubic"]
    return found


def flat(*level: int) -> np.ndarray:
    return np.full((40, 40, len(level)) if len(level) > 1 else (40, 40), level, np.uint8)


def test_they_are_counted_and_left_out_of_the_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 40), np.uint8)
    found = evaluated(tmp_path, flat(77), noise, flat(200))
    images = found["images"]
    assert found["psnr_y"] == images["1"]["psnr_y"] < 30
    assert (found["identical"], found["identical_images"]) == (False, 2)
    assert found["ssim_y"] == pytest.approx((images["1"]["ssim_y"] + 2) / 3), "SSIM of identical pictures is 1"
    for name in ("0", "2"):
        assert images[name]["psnr_y"] is None
        assert images[name]["identical"] is True
    assert "identical" not in images["1"]
    with (tmp_path / "n.csv").open() as file:
        assert [(row["psnr_y"] == "", row["identical"]) for row in csv.DictReader(file)] == [
            (True, "yes"),
            (False, ""),
            (True, "yes"),
        ]
    said = capsys.readouterr().out
    assert "bicubic: 2 of 3 identical with the truth, left out of mean PSNRs" in said


def test_where_all_are_there_is_no_mean_but_the_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A colour whose luma is no integer, too."""
    found = evaluated(tmp_path, flat(77), flat(10, 200, 30))
    assert (found["psnr_y"], found["psnr_rgb"]) == (None, None)
    assert (found["identical"], found["identical_images"]) == (True, 2)
    assert math.isclose(found["ssim_y"], 1)
    head, row, note = capsys.readouterr().out.splitlines()
    assert dict(zip(head.split()[1:], row.split()[1:], strict=True))["PSNR-Y"] == "identical"
    assert note.startswith("bicubic: 2 of 2 identical")
