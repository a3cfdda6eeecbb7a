"""Events as lines of JSON, and commands back, also as lines of JSON: how the window watches a process of the program.

An event has its name under "event", a command under "do". The end of the input is a stop: such a process does not
outlive who watches it. Texts come with the template and the values that they were made of (`phrase.as_json`), so that
they can be said in another language.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

from srviewer.errors import CancelledError
from srviewer.phrase import phrase


class Wire:
    """The two ends: what is said, and what is asked for."""

    def __init__(self, given: IO[str], said: IO[str]) -> None:
        self._said = said
        self._asked: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        self.halt = threading.Event()
        threading.Thread(target=self._listen, args=(given,), daemon=True, name="commands").start()

    def _listen(self, given: IO[str]) -> None:
        with suppress(OSError, ValueError):  # an input that was closed, or that there never was
            for line in given:
                command = _command(line)
                if command.get("do") == "stop":
                    break
                self._asked.put(command)
        self.halt.set()
        self._asked.put({"do": "stop"})

    def check(self, *_given: object) -> None:
        """`CancelledError` as soon as a stop was asked for; called between layers, within a step."""
        if self.halt.is_set():
            raise CancelledError(phrase("stopped"))

    def next(self, wait: bool) -> Mapping[str, Any] | None:
        """The oldest command that was not obeyed yet, or None."""
        try:
            return self._asked.get(block=wait)
        except queue.Empty:
            return None

    def say(self, event: str, **values: object) -> None:
        """Tell; if the reader is gone, that is a stop."""
        try:
            self._said.write(json.dumps({"event": event, **values}) + "\n")
            self._said.flush()
        except (OSError, ValueError):
            self.halt.set()


def _command(line: str) -> Mapping[str, Any]:
    """A line as a command; an empty one of what is none."""
    try:
        return dict(json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return {}
