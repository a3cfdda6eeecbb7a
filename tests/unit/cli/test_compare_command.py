"""`srviewer compare`: the suffix says what is written, and nothing is written if it cannot be."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import sys
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


def photo(path: Path) -> Path:
    y, x = np.mgrid[:41, :54]
    rgb = np.stack([x * 4, y * 5, 127 + 100 * np.sin(x / 3 + y / 7)], axis=-1)
    Image.fromarray(rgb.astype(np.uint8)).save(path, "PNG")
    return path


def compare(image: Path, target: Path, *more: object, methods: str = "bicubic,dasr") -> int:
    words = ["compare", image, "--scale", 2, "--methods", methods, "--output", target, *more]
    return main([os.fspath(w) if isinstance(w, Path) else str(w) for w in words])


def pictures(page: str) -> list[np.ndarray]:
    found = re.findall(r'src="data:image/png;base64,([^"]+)"', page)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) for data in found]


def test_a_page_holds_the_results_and_the_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image, target = photo(tmp_path / "photo.png"), tmp_path / "page.html"
    assert compare(image, target, "--crop", "3,5,12,8", "--crop", "0,0,4,4", "--param", "gain=1") == 0
    assert capsys.readouterr().out == f"{target}\n"
    page = target.read_text(encoding="utf-8")
    bicubic, dasr, truth = pictures(page)
    np.testing.assert_array_equal(truth, np.asarray(Image.open(image))[:40, :54])
    assert bicubic.shape == dasr.shape == truth.shape
    assert not np.array_equal(bicubic, dasr)
    assert json.loads(re.search(r'data-places="([^"]+)"', page)[1]) == [[3, 5, 12, 8], [0, 0, 4, 4]]
    assert "<h1>photo.png ×2, against the truth, LR by bicubic</h1>" in page
    assert "gain 1.0" in page
    assert page.count("PSNR-Y (dB)") > 0


def test_the_numbers_are_those_of_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image, target = photo(tmp_path / "photo.png"), tmp_path / "page.html"
    assert compare(image, target) == 0
    page = target.read_text(encoding="utf-8")
    numbers = tmp_path / "n.json"
    words = ["evaluate", "--hr", tmp_path, "--scale", 2, "--methods", "bicubic,dasr", "--json", numbers]
    assert main([str(w) for w in words]) == 0
    for method in json.loads(numbers.read_text())["methods"].values():
        assert re.search(rf"<td>(<strong>)?{method['psnr_y']:.2f}<", page)


def test_upscale_mode_shows_consistency_and_no_truth(tmp_path: Path) -> None:
    target = tmp_path / "PAGE.HTML"
    assert compare(photo(tmp_path / "photo.png"), target, "--mode", "upscale") == 0
    page = target.read_text(encoding="utf-8")
    assert len(pictures(page)) == 2
    assert "Consistency (dB)" in page
    assert "PSNR-Y" not in page
    assert "<strong>" not in page  # fidelity to an assumed kernel is never marked best


@pytest.mark.parametrize("name", ["""a"><script>'&%#?.png""", "-\u202eb\n\U0001f98b é.png", "bytes-\udcff.png"])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
def test_odd_names(tmp_path: Path, name: str) -> None:
    target = tmp_path / "page.html"
    assert compare(photo(tmp_path / name), target, "--overwrite") == 0
    title = unescape(re.search("<title>(.*)</title>", target.read_text(encoding="utf-8"))[1])
    assert title.endswith(".png ×2, against the truth, LR by bicubic")
    assert title.isprintable()
    assert compare(tmp_path / name, tmp_path / "sheet.svg") == 0


@pytest.mark.parametrize(
    ("target", "more", "words"),
    [
        ("figure.jpg", (), ".png, .svg, .pdf, .html"),
        ("there.html", (), "there.html: exists already"),
        ("new.html", ("--mode", "upscale", "--methods", "bicubic"), "at least two pictures"),
        ("new.html", ("--crop", "50,0,10,10"), "not inside the 54 × 40 pixels"),
        ("none/new.html", (), "none/new.html"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, capsys, target: str, more: tuple[str, ...], words: str
) -> None:
    (tmp_path / "there.html").write_text("mine")
    assert compare(photo(tmp_path / "photo.png"), tmp_path / target, *more) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert words in lines[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photo.png", "there.html"]
    assert (tmp_path / "there.html").read_text() == "mine"
