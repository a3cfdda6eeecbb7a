"""Plots that methods are run for: a strength's paths have the same ends, and the weave of the old weights is seen."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.compared import Pane
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError
from srviewer.evaluation import benchmark_pair
from srviewer.imaging import samples
from srviewer.metrics import weave
from srviewer.reports import looks, runs
from srviewer.reports.runs import Asked


def asked(*methods: str) -> Asked:
    truth, lr = benchmark_pair(runs._middle(samples.load("cat")), 4)
    return Asked(truth, lr, 4, "cpu", tuple(map(Pane.of, methods)))


def test_both_paths_have_the_same_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "SIDE", 96)
    monkeypatch.setattr(looks, "STEPS", (0.0, 0.5, 1.0))
    told = list(runs.strengths(asked(), Token()))
    assert [name for name, _path in told] == ["weights"] * 3 + ["pixels"] * 3
    assert [len(x) for _name, (x, _y) in told] == [1, 2, 3] * 2
    (weights, pixels) = (dict(told)[name] for name in ("weights", "pixels"))
    for one, other in zip(weights, pixels, strict=True):
        np.testing.assert_allclose(one[[0, -1]], other[[0, -1]], rtol=1e-3)
    psnr, style = weights
    assert psnr[0] > psnr[-1] + 0.3, "the twin has less error"
    assert style[0] > 2 * style[-1], "Perceptual has more of the texture"


def test_without_a_truth_there_is_no_plane() -> None:
    assert not list(runs.strengths(Asked(None, asked().lr, 4, "cpu", ()), Token()))


def test_a_weave_is_seen_where_there_is_one() -> None:
    wanted = asked("bicubic", "perceptual_weave")
    found = {pane.method: curve for pane, curve in runs.weaves(wanted, Token())}
    assert not weave.is_weave(found["bicubic"][1].max())
    x, y = found["perceptual_weave"]
    assert weave.is_weave(y.max())
    assert 0.3 < x[y.argmax()] < 0.5


def test_it_can_be_cancelled() -> None:
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        list(runs.weaves(asked("bicubic"), token))
