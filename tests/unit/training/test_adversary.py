"""The discriminator: it learns to tell, it pulls as hard as it should, and it is kept with the checkpoint."""

from __future__ import annotations

from copy import deepcopy

import pytest
import torch
import torch.nn.functional as F

from srviewer.errors import ParameterError
from srviewer.training import adversary
from srviewer.training.adversary import Adversary, relativistic
from srviewer.training.train_perceptual import PerceptualOptions


def batch(seed: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Blurred results, rough truths, and their LR."""
    hr = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(seed))
    lr = F.avg_pool2d(hr, 4)
    return F.interpolate(lr, scale_factor=4.0, mode="bilinear").requires_grad_(), hr, lr


def test_it_learns_to_tell_results_from_truths() -> None:
    torch.manual_seed(0)
    judge = Adversary(channels=12, rate=2e-3)
    sr, hr, lr = batch(99)
    with torch.no_grad():
        before = relativistic(judge(hr, lr), judge(sr, lr))
    for step in range(40):
        judge.learn(step, *batch(step))
    with torch.no_grad():
        assert relativistic(judge(hr, lr), judge(sr, lr)) < min(0.6, before - 0.1)


def test_its_pull_is_a_share_of_the_features_and_rises() -> None:
    torch.manual_seed(0)
    judge, (sr, hr, lr) = Adversary(channels=12), batch(0)
    features = (sr - hr).square().mean()
    assert judge.pull(0, sr, hr, lr, features) == 0
    full = judge.pull(adversary.HEAD_START + adversary.RISE, sr, hr, lr, features)
    own, wanted = (torch.autograd.grad(term, sr, retain_graph=True)[0].norm() for term in (full, features))
    assert own / wanted == pytest.approx(adversary.SHARE, rel=1e-3)
    assert all(p.requires_grad and p.grad is None for p in judge.network.parameters()), "it is not trained by that"


def test_equal_logits_are_undecided() -> None:
    same = torch.full((2, 1, 3, 3), 0.7)
    assert relativistic(same, same).item() == pytest.approx(0.6931, abs=1e-4)
    assert relativistic(same + 5, same) < 0.01 < 4 < relativistic(same, same + 5)


def test_its_optimiser_is_part_of_its_state() -> None:
    torch.manual_seed(0)
    one, other = Adversary(channels=12), Adversary(channels=12)
    for step in range(3):
        one.learn(step, *batch(step))
    other.load_state_dict(deepcopy(one.state_dict()))
    for judge in (one, other):
        judge.learn(3, *batch(3))
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_a_twin_has_no_adversary() -> None:
    with pytest.raises(ParameterError, match="not both"):
        PerceptualOptions(4, twin=True, adversarial=True)
