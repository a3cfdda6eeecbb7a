"""Numbers of pairs: which pair a metric is measured on."""

from __future__ import annotations

import numpy as np

from srviewer import metrics
from srviewer.measures import measured_pairs
from srviewer.metrics.pair import Pair


def test_what_needs_only_the_result_is_measured_on_whatever_pair_there_is() -> None:
    """NIQE of results that others made, whose inputs nobody has."""
    chance = np.random.default_rng(0)
    result = chance.integers(0, 256, (37 * 96, 96), np.uint8)
    pairs = {"truth": Pair(result, result // 2), "lr": Pair(result, result[::2, ::2])}
    niqe, consistency = metrics.get("niqe"), metrics.get("consistency")
    found = [measured_pairs({name: pair}, [niqe], None).values["niqe"] for name, pair in pairs.items()]
    assert found[0] == found[1] > 0
    assert measured_pairs({"truth": pairs["truth"]}, [consistency], None).values == {}
    assert measured_pairs({}, [niqe], None).values == {}
