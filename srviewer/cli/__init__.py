"""The command line: one file a verb. Scripts rely on it; README.md shows it by example.

Each verb's module has `add_parser(verbs)`, which imports nothing heavy, and `run(args) -> int`. What a user did wrong
is one line on stderr and exit status 2; a batch with failures ends with 1; Ctrl-C with 130.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence

from srviewer.errors import CancelledError, SrviewerError

USER_ERROR = 2
INTERRUPTED = 130


def run(argv: Sequence[str], open_window: Callable[..., int]) -> int:
    """Run one command; `open_window(**options)` is called for the verb `view`, which is also the default."""
    for stream in (sys.stdout, sys.stderr):
        _write_anything(stream)
    try:
        if not argv:  # nothing to read: the window opens without what reads it
            return open_window()
        from srviewer.cli.parser import parse

        if argv[0] != "measure":  # which no method is asked for, and which a window waits for
            from srviewer.upsamplers import from_files

            from_files.restore()
        args = parse(argv)
        if args.verb == "view":
            options = {k: v for k, v in vars(args).items() if k not in ("verb", "run")}
            return open_window(**options)
        status: int = args.run(args)
        return status
    except SrviewerError as error:
        print(f"srviewer: {_one_line(error)}", file=sys.stderr)
        return INTERRUPTED if isinstance(error, CancelledError) else USER_ERROR
    except MemoryError:
        print("srviewer: not enough memory for this: try a smaller picture or scale", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print("srviewer: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone: nothing to say, and nobody to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a disk or a folder that fails where nobody looked for it
        print(f"srviewer: {_one_line(error)}", file=sys.stderr)
        return USER_ERROR


def _write_anything(stream: object) -> None:
    """What a terminal's encoding lacks is written as "?" or escaped; names of files that are no UTF-8, as they are."""
    if isinstance(stream, io.TextIOWrapper):
        utf8 = stream.encoding.lower().replace("-", "") == "utf8"
        stream.reconfigure(errors="surrogateescape" if utf8 else "replace" if stream is sys.stdout else None)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
