"""A picture with all its columns: cut to what all show, at the place where they differ most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from srviewer.results.folders import PictureRow
from srviewer.results.showing import shown


def test_columns_of_different_sizes(tmp_path: Path) -> None:
    scene = gaussian_filter(np.random.default_rng(3).random((130, 150)), 1.5)
    truth = np.rint(255 * (scene - scene.min()) / np.ptp(scene)).astype(np.uint8)
    patched = truth.copy()
    patched[60:90, 100:130] = 128
    pictures = {"truth": truth, "a": truth[4:-4, 4:-4], "b": patched[:128, :148], "tiny": truth[:9, :9]}
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(tmp_path / f"{name}.png")
    row = PictureRow("p", tmp_path / "truth.png", {name: tmp_path / f"{name}.png" for name in ("a", "b", "tiny")})
    found = shown(row, 4)
    assert list(found.own) == ["a", "b"]
    assert found.missing == ("tiny: it has 9 × 9 pixels, the truth 150 × 130",)
    expected = truth[4:124, 4:144]
    np.testing.assert_array_equal(np.rint(found.truth.picture.pixels * 255), expected)
    np.testing.assert_array_equal(np.rint(found.own["a"].picture.pixels * 255), expected)
    np.testing.assert_array_equal(np.rint(found.own["b"].picture.pixels * 255), patched[4:124, 4:144])
    x, y = found.place
    assert 90 <= x <= 130
    assert 50 <= y <= 100
    whole = shown(PictureRow("p", row.truth, {"t": row.truth}), 2)
    assert whole.truth.path == row.truth


def test_grey_and_colour_beside_each_other(tmp_path: Path) -> None:
    """They are compared in the truth's channels, also where their sizes differ."""
    grey = np.rint(255 * gaussian_filter(np.random.default_rng(3).random((41, 50)), 2)).astype(np.uint8)
    scene = np.dstack([grey, grey // 2, grey // 3])
    for name, pixels in {"colour": scene, "grey": grey, "small_grey": grey[:40], "small_colour": scene[:40]}.items():
        Image.fromarray(pixels).save(tmp_path / f"{name}.png")
    for truth in ("colour", "grey"):
        results = {name: tmp_path / f"{name}.png" for name in ("colour", "grey", "small_grey", "small_colour")}
        found = shown(PictureRow("p", tmp_path / f"{truth}.png", results), 4)
        assert found.missing == ()
        assert {each.picture.samples.shape for each in found.own.values()} == {found.truth.picture.samples.shape}
