"""100 % is one pixel on one device pixel at every scaling of the display: each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("checkerboard.py")


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_a_checkerboard_of_single_pixels_alternates(factor: str) -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": factor, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"ratio": float(factor), "alternate": [True] * 4}
