"""Curves over a degradation's strength: what goes into which panel, and that a file is drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from srviewer.errors import OutputExistsError, ParameterError
from srviewer.reports import sweep_curves

MEANS = {
    "gaussian:2": {"bicubic": 25.0, "dasr": 24.0},
    "bicubic": {"bicubic": 30.0, "dasr": 31.0},
    "jpeg:20": {"bicubic": 22.0, "dasr": None},
    "gaussian:0.8": {"bicubic": 28.0, "dasr": 29.0},
    "box": {"bicubic": 1.0, "dasr": 1.0},
    "jpeg:90": {"bicubic": 29.0, "dasr": 28.0},
}


def test_kinds_have_a_panel_each_mildest_first() -> None:
    blur, jpeg = sweep_curves.panels(MEANS)
    assert blur.strengths == (0.0, 0.8, 2.0)
    assert blur.curves == {"bicubic": (30.0, 28.0, 25.0), "dasr": (31.0, 29.0, 24.0)}
    assert jpeg.strengths == (90.0, 20.0)
    assert jpeg.curves == {"bicubic": (29.0, 22.0), "dasr": (28.0, None)}
    assert (blur.milder_first, jpeg.milder_first) == (True, False)


@pytest.mark.parametrize(
    "given", [("bicubic",), ("bicubic", "box"), ("gaussian:1",), ("jpeg:20", "bicubic"), ("noise:3", "gaussian:3")]
)
def test_a_curve_needs_two_strengths_of_a_kind(given: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="two strengths of one kind"):
        sweep_curves.panels({how: {"bicubic": 1.0} for how in given})


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_file_is_drawn_and_not_over_another(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / f"curves{suffix}"
    sweep_curves.check_target(path)
    sweep_curves.draw(path, sweep_curves.panels(MEANS), 2)
    assert path.read_bytes().startswith({".png": b"\x89PNG", ".svg": b"<?xml"}[suffix])
    with pytest.raises(OutputExistsError):
        sweep_curves.draw(path, sweep_curves.panels(MEANS), 2)
    sweep_curves.draw(path, sweep_curves.panels(MEANS), 2, overwrite=True)


def test_what_cannot_be_drawn_is_said_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ParameterError, match=r"\.png or \.svg"):
        sweep_curves.check_target(tmp_path / "curves.jpg")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ParameterError, match=r"pip install 'srviewer\[train\]'"):
        sweep_curves.check_target(tmp_path / "curves.png")
