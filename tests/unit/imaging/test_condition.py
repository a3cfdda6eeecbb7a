"""The condition of a photograph: quality from the quantisation table, noise where the picture is smoothest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.imaging import samples
from srviewer.imaging.condition import Condition, condition_of, jpeg_quality, noise_of

PHOTOGRAPHS = ("astronaut", "cat", "coffee", "camera")


@pytest.mark.parametrize("quality", [1, 30, 49, 50, 75, 89, 90, 100])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_the_quality_is_that_of_the_table(quality: int, mode: str, tmp_path: Path) -> None:
    Image.new(mode, (9, 8)).save(path := tmp_path / "a.jpg", quality=quality)
    assert jpeg_quality(path) == quality


def test_a_foreign_table_has_the_nearest_quality_and_other_files_none(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("L", (9, 8)).save(path, qtables=[[12] * 64])
    assert 60 < jpeg_quality(path) < 95
    Image.new("L", (9, 8)).save(tmp_path / "b.png")
    assert jpeg_quality(tmp_path / "b.png") is None
    path.write_bytes(path.read_bytes()[:30])
    assert jpeg_quality(path) is None
    assert jpeg_quality(tmp_path / "none.jpg") is None


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_photographs_are_clean_until_there_is_noise(name: str) -> None:
    pixels, rng = samples.load(name).pixels, np.random.default_rng(0)
    assert Condition(None, noise_of(pixels)).fault == ""
    noisy = np.clip(pixels + rng.normal(0, 6 / 255, pixels.shape), 0, 1).astype(np.float32)
    expected = 6.0 if pixels.ndim == 2 else 6 * 0.6685  # of luma: the weights' norm
    assert noise_of(noisy) == pytest.approx(expected, rel=0.12)
    assert "levels of 255" in Condition(None, noise_of(noisy)).fault


@pytest.mark.parametrize("pixels", [np.ones((9, 8)), np.zeros((64, 64, 3)), np.eye(80), np.ones((1, 500))])
def test_what_cannot_tell_has_no_noise(pixels: np.ndarray) -> None:
    assert noise_of(pixels.astype(np.float32)) == 0


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (Condition(89, 1.0), "a JPEG of quality 89"),
        (Condition(90, 2.7), ""),
        (Condition(95, 2.75), "noise of 2.8 levels of 255"),
        (Condition(None, 9.04), "noise of 9.0 levels of 255"),
        (Condition(), ""),
    ],
)
def test_what_is_at_fault_in_words(condition: Condition, fault: str) -> None:
    assert condition.fault == fault


def test_both_are_measured_of_a_file(tmp_path: Path) -> None:
    pixels = samples.load("cat").pixels
    Image.fromarray(np.rint(pixels * 255).astype(np.uint8)).save(path := tmp_path / "a.jpg", quality=60)
    found = condition_of(path, pixels)
    assert (found.quality, found.noise) == (60, noise_of(pixels))


def test_of_a_small_picture_nothing_is_said() -> None:
    """Its few blocks may all be texture: a clean bird of 72 x 72 was noisy."""
    pixels = np.random.default_rng(0).random((72, 72, 3), np.float32)
    assert noise_of(pixels) == 0
    assert noise_of(np.tile(pixels, (4, 4, 1))) > 20
