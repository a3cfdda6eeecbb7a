"""For tests of what is explained: tiny networks, one thread."""

from __future__ import annotations

import pytest
import torch

from srviewer.explain.phi import NamedLossNetwork
from srviewer.networks.feature_network import FeatureNetwork


@pytest.fixture(autouse=True)
def in_one_thread(one_thread: None) -> None:
    """All of them."""


@pytest.fixture
def tiny() -> NamedLossNetwork:
    torch.manual_seed(0)
    return NamedLossNetwork("tiny", FeatureNetwork((4, 4, 4, 4)).eval().requires_grad_(False))
