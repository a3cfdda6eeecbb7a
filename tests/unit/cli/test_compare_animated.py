"""`srviewer compare` to a moving picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


@pytest.fixture
def picture(tmp_path: Path) -> str:
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (24, 32, 3), np.uint8)).save(tmp_path / "a.png")
    return str(tmp_path / "a.png")


def compare(picture: str, *more: str) -> int:
    return main(["compare", picture, "--scale", "2", "--methods", "nearest,bicubic", *more])


@pytest.mark.parametrize(("movement", "frames"), [((), 3), (("--animate", "wipe"), 24), (("--animate", "zoom"), 24)])
def test_frames_of_each_movement(picture: str, tmp_path: Path, movement: tuple[str, ...], frames: int) -> None:
    assert compare(picture, "--output", str(tmp_path / "o.webp"), *movement) == 0
    with Image.open(tmp_path / "o.webp") as opened:
        assert opened.n_frames == frames  # two methods and the truth, in turn


def test_a_limit_is_kept_and_said(picture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(picture, "--output", str(tmp_path / "o.webp"), "--max-megabytes", "0.003") == 0
    assert (tmp_path / "o.webp").stat().st_size <= 3000
    assert "made smaller" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--output", "o.png", "--animate", "wipe"), "--animate needs an output that ends in .webp, .gif, .mp4"),
        (("--output", "o.png", "--max-megabytes", "3"), "--max-megabytes needs an output"),
        (("--output", "o.webp", "--max-megabytes", "0"), "more than 0"),
        (("--output", "o.webp", "--animate", "strength"), "one method that has a strength"),
    ],
)
def test_options_that_do_not_fit(
    picture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...], words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert compare(picture, *options) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.png"]
