"""Commands come as lines of JSON, and the end of the input is a stop, whatever stands in the lines."""

from __future__ import annotations

import io

import pytest

from srviewer.errors import CancelledError
from srviewer.wire import Wire


def test_lines_that_are_no_commands_are_empty_ones_and_the_end_is_a_stop() -> None:
    lines = ("rubbish", "[1, 2]", '"x"', "[" * 100_000, '{"do": "measure"}')
    wire = Wire(io.StringIO("\n".join(lines)), io.StringIO())
    found = [wire.next(wait=True) for _ in range(len(lines) + 1)]
    assert found == [{}, {}, {}, {}, {"do": "measure"}, {"do": "stop"}]
    with pytest.raises(CancelledError):
        wire.check()


def test_where_nobody_listens_that_is_a_stop() -> None:
    said = io.StringIO()
    wire = Wire(io.StringIO(), said)
    wire.say("step", number=1)
    assert said.getvalue() == '{"event": "step", "number": 1}\n'
    said.close()
    wire.say("step", number=2)
    assert wire.halt.is_set()
