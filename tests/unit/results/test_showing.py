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
