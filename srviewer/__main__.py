"""Entry: picks the window or the command line, and imports neither before it is known which."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any


def main(argv: Sequence[str] | None = None) -> int:
    """Run srviewer with these arguments (default: the process's own); returns the exit status."""
    from srviewer.cli import run

    return run(sys.argv[1:] if argv is None else list(argv), open_window=_open_window)


def _open_window(**options: Any) -> int:
    from srviewer.gui import app

    return app.main(app.Options(**options))


if __name__ == "__main__":
    sys.exit(main())
