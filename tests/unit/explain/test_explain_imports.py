"""Lists of steps, losses and presets can be shown without waiting for torch."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import srviewer.explain


def test_importing_an_explanation_imports_no_torch() -> None:
    names = [m.name for m in pkgutil.iter_modules(srviewer.explain.__path__, "srviewer.explain.")]
    assert "srviewer.explain.optimise" in names
    program = "import sys, " + ", ".join(names) + "; print('torch' in sys.modules, 'skimage' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
