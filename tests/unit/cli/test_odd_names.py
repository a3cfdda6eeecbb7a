"""File names that are not UTF-8: every verb works, names the file, and writes texts that anything can read."""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main
from srviewer.imaging.image_io import read_provenance

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
SHOWN = "bad\N{REPLACEMENT CHARACTER}"


def folder_of(place: Path, *names: bytes) -> Path:
    place.mkdir()
    for number, name in enumerate(names):
        noise = np.random.default_rng(number).integers(0, 256, (24, 24, 3), np.uint8)
        Image.fromarray(noise).save(place / os.fsdecode(name), "PNG")
    return place


def images(folder: Path, names: list[str], *more: str) -> None:
    """`evaluate` names them so in its CSV and its JSON, both of them UTF-8 without half surrogate pairs."""
    document, table = folder.parent / "n.json", folder.parent / "n.csv"
    argv = ["evaluate", "--hr", str(folder), "--scale", "2", "--methods", "bicubic", *more]
    assert main([*argv, "--json", str(document), "--csv", str(table)]) == 0
    with table.open(encoding="utf-8", newline="") as file:
        assert [row["image"] for row in csv.DictReader(file)] == names
    found = json.loads(document.read_text("utf-8"))["methods"]["bicubic"]["images"]
    assert [name.encode("utf-8").decode("utf-8") for name in found] == names


def test_evaluate(tmp_path: Path) -> None:
    hr = folder_of(tmp_path / "hr", b"bad\xff.png", b"good.png")
    images(hr, [SHOWN, "good"], "--save-dir", str(tmp_path / "out"))
    assert (tmp_path / "out/bicubic" / os.fsdecode(b"bad\xff.png")).is_file()


def test_evaluate_tells_two_of_them_apart(tmp_path: Path) -> None:
    images(folder_of(tmp_path / "hr", b"bad\xfe.png", b"bad\xff.png"), ["bad\\udcfe", "bad\\udcff"])


def test_upscale(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    source = folder_of(tmp_path / "in", b"bad\xff.png")
    assert main(["upscale", str(source), "--method", "bicubic", "--scale", "2", "--output-dir", f"{tmp_path}/o"]) == 0
    (target,) = (tmp_path / "o").iterdir()
    assert target.name == os.fsdecode(b"bad\xff_bicubic_x2.png")
    assert read_provenance(target)["method"] == "bicubic"


@pytest.mark.parametrize("suffix", [".png", ".svg", ".html"])
def test_compare(tmp_path: Path, suffix: str) -> None:
    source = folder_of(tmp_path / "in", b"bad\xff.png") / os.fsdecode(b"bad\xff.png")
    target = tmp_path / f"sheet{suffix}"
    argv = ["compare", str(source), "--scale", "2", "--methods", "bicubic,dasr", "--output", str(target)]
    assert main(argv) == 0
    if suffix != ".png":
        assert f"{SHOWN}.png" in target.read_text("utf-8")
