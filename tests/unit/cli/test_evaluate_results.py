"""`srviewer evaluate --results NAME=DIR`: columns of results that others made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

from srviewer.__main__ import main

ARGS = ("--scale", "2", "--metrics", "psnr_y,psnr_rgb,ssim_y")


@pytest.fixture
def hr(tmp_path: Path) -> Path:
    (tmp_path / "hr").mkdir()
    chance = np.random.default_rng(7)
    for number in range(6):
        scene = gaussian_filter(chance.random((40, 50, 3)), (1, 1, 0))
        scene = (scene - scene.min()) / np.ptp(scene)
        Image.fromarray(np.rint(scene * 255).astype(np.uint8)).save(tmp_path / f"hr/p{number}.png")
    return tmp_path / "hr"


def evaluated(hr: Path, *more: str, ends: int = 0) -> dict[str, Any]:
    target = hr.parent / "n.json"
    target.unlink(missing_ok=True)
    assert main(["evaluate", "--hr", str(hr), *ARGS, "--json", str(target), *more]) == ends
    return json.loads(target.read_text())


def test_what_was_saved_read_back_gives_the_same_numbers(hr: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those on RGB to the last digit; those on Y are of the rounded RGB instead of the method's own plane."""
    saved = hr.parent / "saved"
    first = evaluated(hr, "--methods", "bicubic,nearest", "--save-dir", str(saved))["methods"]
    capsys.readouterr()
    back = evaluated(hr, "--results", f"B={saved}/bicubic", "--results", f"N={saved}/nearest")
    assert list(back["methods"]) == ["B", "N"]
    for name, method in (("B", "bicubic"), ("N", "nearest")):
        for stem, images in first[method]["images"].items():
            found = back["methods"][name]["images"][stem]
            assert found["psnr_rgb"] == pytest.approx(images["psnr_rgb"], abs=1e-9)
            assert found["psnr_y"] == pytest.approx(images["psnr_y"], abs=0.05)
            assert found["ssim_y"] == pytest.approx(images["ssim_y"], abs=2e-3)
    low, high = back["methods"]["B"]["psnr_y_interval"]
    assert low < back["methods"]["B"]["psnr_y"] < high
    assert len(back["methods"]["B"]["ssim_y_interval"]) == 2
    told = capsys.readouterr().out
    better = next(each for each in back["differences"] if each["metric"] == "psnr_y")
    assert (better["first"], better["second"], better["better_on"], better["images"]) == ("B", "N", 6, 6)
    assert f"B over N by {better['mean']:.2f} dB, {better['interval'][0]:.2f} to" in told
    assert "on 6 of 6" in told
    assert "on the Y of their rounded RGB" in told
    assert "Consistency" not in told, "of results alone the input is not known"


@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_a_file_that_cannot_be_written_is_told_before_the_work(
    hr: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for target, words in (("gone/n.txt", "there is no folder"), ("there.txt", "exists already")):
        (hr.parent / "there.txt").touch()
        assert main(["evaluate", "--hr", str(hr), *ARGS, option, str(hr.parent / target)]) == 2
        out, err = capsys.readouterr()
        assert (out, words in err, str(hr.parent / target) in err) == ("", True, True)


def test_beside_a_method(hr: Path) -> None:
    found = evaluated(hr, "--results", f"truth={hr}", "--methods", "bicubic")["methods"]
    assert list(found) == ["bicubic", "truth"]
    assert found["truth"]["identical"]


def test_misses_and_sizes_are_told(hr: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = hr.parent / "mine"
    folder.mkdir()
    Image.open(hr / "p0.png").crop((0, 0, 48, 38)).save(folder / "p0_x2.png")
    Image.open(hr / "p1.png").crop((0, 0, 20, 20)).save(folder / "p1_x2.png")
    found = evaluated(hr, "--results", f"mine={folder}", ends=1)["methods"]["mine"]
    assert list(found["images"]) == ["p0"]
    assert found["psnr_y_interval"] is None
    told = capsys.readouterr().err
    assert "mine: no result: p2, p3, p4 and p5" in told
    assert "p1_x2.png: it has 20 × 20 pixels, the truth 50 × 40" in told
    assert "p0_x2.png: it lacks borders" in told or "cropped to a multiple" in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--results", "noequals"), "expected NAME=DIR"),
        (("--results", "A={hr}", "--results", "A={hr}"), "given twice"),
        (("--results", "bicubic={hr}", "--methods", "bicubic"), "given twice"),
        (("--results", "A={hr}/none"), "--results does not exist"),
        (("--results", "A={hr}", "--degradation", "bicubic,box"), "one --degradation"),
    ],
)
def test_what_cannot_be_asked_for(
    hr: Path, more: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "--hr", str(hr), *ARGS, *(text.format(hr=hr) for text in more)]) == 2
    assert words in capsys.readouterr().err
