"""Which networks reach a scale, whatever weights there are."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from srviewer import weights
from srviewer.errors import MethodUnavailableError
from srviewer.upsamplers import learned


def have(scales: tuple[int, ...], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manifest with SRCNN at these scales alone."""
    items = [
        {"file": f"{n}.safetensors", "sha256": "", "method": "srcnn", "scale": n, "architecture": {}} for n in scales
    ]
    (folder / weights.MANIFEST).write_text(json.dumps({"version": 1, "weights": items}), encoding="utf-8")
    monkeypatch.setattr(weights, "folder", lambda: folder)


@pytest.mark.parametrize(
    ("there", "scale", "used", "rest"),
    [
        ((2, 3, 4), 3, (3,), Fraction(1)),
        ((2, 4), 8, (4, 2), Fraction(1)),
        ((2,), 4, (2, 2), Fraction(1)),
        ((2, 4), 3, (4,), Fraction(3, 4)),
        ((2, 4, 8), 3, (4,), Fraction(3, 4)),  # the smallest that is larger
        ((2,), 3, (2,), Fraction(3, 2)),
        ((2, 3), 8, (3,), Fraction(8, 3)),
    ],
)
def test_the_networks_that_reach_a_scale(
    there: tuple[int, ...],
    scale: int,
    used: tuple[int, ...],
    rest: Fraction,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    have(there, tmp_path, monkeypatch)
    entries, left = learned.plan("srcnn", scale)
    assert (tuple(entry.scale for entry in entries), left) == (used, rest)


def test_without_any_weights_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    have((), tmp_path, monkeypatch)
    with pytest.raises(MethodUnavailableError, match="no weights for srcnn"):
        learned.plan("srcnn", 2)
