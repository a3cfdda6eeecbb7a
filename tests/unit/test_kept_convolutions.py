"""What torch and oneDNN keep for sizes of pictures that were worked on is bounded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import srviewer.__main__
import psutil, torch
from srviewer import system
system.little_memory()
layer = torch.nn.Conv2d(32, 32, 3).to(memory_format=torch.channels_last).requires_grad_(False)

def of_heights(first, last):
    for height in range(first, last):
        layer(torch.zeros(1, 32, height, 20).to(memory_format=torch.channels_last))
    system.give_back()
    return psutil.Process().memory_info().rss

begin = of_heights(10, 210)
print(of_heights(210, 610) - begin)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux counts it")
def test_convolutions_of_new_sizes_do_not_add_up() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("CACHE_CAPACITY")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert int(done.stdout) < 8e6, "26 MB where 1024 of them are kept"
