"""Entry: picks the window or the command line, and imports neither before it is known which."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

# Threads of torch that wait for each other go to sleep soon, as they should where other programs are at work too: by
# default they spin, and inference takes ten times as long beside two busy processes. Idle machines show no difference.
os.environ.setdefault("GOMP_SPINCOUNT", "2000")
# numpy's many small matrix products (bicubic) on one thread of OpenBLAS, for the same reason: its threads spin while
# they wait, and beside busy processes an enlargement takes ten times as long. The lanes are threads already.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# torch and oneDNN each keep what they made for a convolution of one size, 1024 of them, and every picture and scale
# brings new ones: 60 MB after forty pictures. A pass through any network here needs less than 128.
for _cache in ("LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY"):
    os.environ.setdefault(_cache, "128")


def main(argv: Sequence[str] | None = None) -> int:
    """Run srviewer with these arguments (default: the process's own); returns the exit status."""
    from srviewer.cli import run

    return run(sys.argv[1:] if argv is None else list(argv), open_window=_open_window)


def _open_window(**options: Any) -> int:
    from srviewer.gui import WindowOptions, start

    return start.main(WindowOptions(**options))


if __name__ == "__main__":
    sys.exit(main())
