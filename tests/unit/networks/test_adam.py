"""Adam of our own is torch's, without what torch's brings along."""

from __future__ import annotations

import subprocess
import sys

import torch

from srviewer.networks.adam import Adam


def test_every_step_is_that_of_torch() -> None:
    torch.manual_seed(0)
    start, wanted = torch.rand(2, 3, 5), torch.rand(2, 3, 5)
    own, theirs = (start.clone().requires_grad_() for _ in range(2))
    ours, reference = Adam(own, 0.03), torch.optim.Adam([theirs], lr=0.03)
    for _ in range(30):
        for x in (own, theirs):
            (x.grad,) = torch.autograd.grad((x - wanted).square().mean(), x)
        ours.step()
        reference.step()
        assert torch.equal(own, theirs)


def test_a_picture_is_optimised_without_torchs_compiler() -> None:
    program = (
        "import sys, numpy\n"
        "from srviewer.explain.optimise import Objective, optimise\n"
        "states = list(optimise(Objective(pixel=1, total_variation=1, steps=2), numpy.zeros((9, 9), numpy.uint8)))\n"
        "assert states[-1].loss < states[0].loss\n"
        "print('torch._dynamo' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
