"""The command line as scripts see it: status, one line of error, files whole or not there."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    y, x = np.mgrid[:40, :52]
    rgb = np.stack([x * 4, y * 5, 127 + 100 * np.sin(x / 3 + y / 7)], axis=-1)
    path = tmp_path / "photo.png"
    Image.fromarray(rgb.astype(np.uint8)).save(path)
    return path


def refused(capsys: pytest.CaptureFixture[str], *argv: object) -> str:
    """Run, expect status 2 and one line on stderr; returns the line."""
    assert main([str(a) for a in argv]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot be read"), (b"", "empty"), (b"hello, I am text", "text file"), (b"\x89PNG\r\n\x1a\n\0", "damaged")],
)
def test_an_input_that_is_no_picture(tmp_path: Path, capsys, content: bytes | None, words: str) -> None:
    path = tmp_path / "bad.png"
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out.png"
    line = refused(capsys, "upscale", path, "--method", "bicubic", "--scale", 2, "--output", out)
    assert "bad.png" in line
    assert words in line
    assert not out.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--scale": "5"}, "'5' is not supported"),
        ({"--scale": "0"}, "'0' is not supported"),
        ({"--method": "magic"}, "unknown method 'magic'"),
        ({"--param": "gain=9"}, "no parameter 'gain'"),
        ({"--output": "out.xyz"}, "out.xyz"),
        ({"--output": "missing/../photo.png"}, "exists already"),
        ({"--memory": "0"}, "--memory must be more than 0"),
        ({"--scheduler": "tcp://127.0.0.1:x"}, "--scheduler tcp://127.0.0.1:x: "),
    ],
)
def test_a_request_that_cannot_be_met(photo: Path, capsys, monkeypatch, change: dict[str, str], words: str) -> None:
    monkeypatch.chdir(photo.parent)
    (photo.parent / "missing").mkdir()
    options = {"--method": "bicubic", "--scale": "2", "--output": "out.png", **change}
    before = photo.read_bytes()
    line = refused(capsys, "upscale", photo, *[part for pair in options.items() for part in pair])
    assert words in line
    assert photo.read_bytes() == before
    assert sorted(p.name for p in photo.parent.iterdir()) == ["missing", "photo.png"]


def test_a_batch_with_a_bad_file_ends_with_one(photo: Path, tmp_path: Path, capsys) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no")
    out = tmp_path / "out"
    argv = ["upscale", photo, bad, "--method", "dasr", "--scale", 2, "--output-dir", out, "--param", "gain=1"]
    assert main([str(a) for a in argv]) == 1
    assert [p.name for p in out.iterdir()] == ["photo_dasr_x2.png"]
    assert "1 of 2 failed" in capsys.readouterr().err


def test_evaluate_writes_what_the_contract_says(photo: Path, tmp_path: Path, capsys) -> None:
    numbers = tmp_path / "n.json"
    argv = ["evaluate", "--hr", photo.parent, "--scale", 2, "--methods", "bicubic,dasr", "--json", numbers]
    assert main([*map(str, argv), "--csv", str(tmp_path / "n.csv"), "--save-dir", str(tmp_path / "saved")]) == 0
    document = json.loads(numbers.read_text())
    assert document["scale"] == 2
    mean, image = document["methods"]["dasr"], document["methods"]["dasr"]["images"]["photo"]
    assert mean["psnr_y"] == image["psnr_y"] > 20
    assert 0.5 < image["ssim_y"] <= 1
    assert (tmp_path / "saved/bicubic/photo.png").is_file()
    assert (tmp_path / "n.csv").read_text().startswith("image,method,psnr_y")
    assert "--overwrite" in refused(capsys, *argv)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_compare_draws_a_contact_sheet(photo: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"figure.{suffix}"
    argv = ["compare", photo, "--scale", 2, "--methods", "bicubic,dasr", "--crop", "3,5,12,8", "--output", target]
    assert main([str(a) for a in argv]) == 0
    head = target.read_bytes()[:8]
    assert head.startswith({"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF"}[suffix])


def test_subbands_are_those_of_pywavelets(photo: Path, tmp_path: Path) -> None:
    import pywt

    from srviewer.imaging.colour import luma

    assert main(["subbands", str(photo), "--wavelet", "haar", "--output-dir", str(tmp_path / "b")]) == 0
    plane = luma(np.asarray(Image.open(photo), np.float32) / np.float32(255))
    low, (horizontal, vertical, diagonal) = pywt.dwt2(plane, "haar")
    for name, band in (("LL", low), ("LH", horizontal), ("HL", vertical), ("HH", diagonal)):
        written = np.load(tmp_path / f"b/photo_haar_L1_{name}.npy", allow_pickle=False)
        assert written.dtype == np.float32
        np.testing.assert_allclose(written, band, rtol=1e-6, atol=1e-6)


def test_methods_as_json(capsys) -> None:
    assert main(["methods", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [m["name"] for m in listed["methods"]][:4] == ["bicubic", "dasr", "srcnn", "perceptual"]
    assert listed["scales"] == [1, 2, 3, 4, 8]


def test_the_limit_on_pixels_can_be_raised(photo: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "out.png"
    words = ["upscale", str(photo), "--method", "bicubic", "--scale", "2", "--output", str(target)]
    assert main([*words, "--max-megapixels", "0.0001"]) == 2
    assert "million pixels, more than the limit" in capsys.readouterr().err
    assert not target.exists()
    assert main([*words, "--max-megapixels", "200"]) == 0
    assert target.exists()


def test_memory_bounds_what_evaluate_has_under_way_on_a_cluster(photo: Path, capsys, monkeypatch) -> None:
    from srviewer import cluster

    asked: list[int | None] = []
    monkeypatch.setattr(cluster, "connected", lambda *_: contextlib.nullcontext())
    monkeypatch.setattr(cluster, "in_order", lambda *given: asked.append(given[-1]) or ())
    words = ["evaluate", "--hr", str(photo.parent), "--scale", "2", "--methods", "bicubic", "--memory", "0.5"]
    assert main([*words, "--scheduler", "tcp://127.0.0.1:1"]) == 0
    assert asked == [500_000_000]
    capsys.readouterr()
    assert "--scheduler" in refused(capsys, *words)


def test_memory_bounds_the_pictures_under_way(photo: Path, tmp_path: Path, monkeypatch) -> None:
    from srviewer import batch

    given = []
    run = batch.run
    monkeypatch.setattr(batch, "run", lambda *a, **k: given.append(k["limit"]) or run(*a, **k))
    words = ["upscale", str(photo), "--method", "bicubic", "--scale", "2", "--output-dir", str(tmp_path / "out")]
    assert main([*words, "--memory", "0.5"]) == 0
    assert main([*words, "--overwrite"]) == 0
    assert given == [500_000_000, None]
