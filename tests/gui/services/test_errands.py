"""Errands: answers come to who asked, stale ones do not, and errors are told in words."""

from __future__ import annotations

from collections.abc import Callable

from srviewer.engine.progress import Token
from srviewer.errors import SrviewerError
from srviewer.gui.services.errands import Errands, words

Off = Callable[..., None]


def test_an_answer_comes_back(errands: Errands, work_off: Off) -> None:
    got: list[object] = []
    errands.send("a", lambda _token: 7, got.append, got.append)
    assert errands.any_out
    work_off(errands.arrived)
    assert got == [7]
    assert not errands.any_out


def test_the_newest_of_a_slot_wins(errands: Errands, work_off: Off) -> None:
    got: list[object] = []
    for n in range(20):
        errands.send("a", lambda _token, n=n: n, got.append, got.append)
    errands.send("b", lambda _token: "other", got.append, got.append)
    work_off(errands.arrived)
    assert got == [19, "other"]


def test_a_late_answer_is_dropped(errands: Errands, work_off: Off) -> None:
    got: list[object] = []

    def first(_token: Token) -> str:
        errands.send("a", lambda _token: "second", got.append, got.append)
        return "first"

    errands.send("a", first, got.append, got.append)
    work_off(errands.arrived)
    assert got == ["second"]


def test_what_was_dropped_is_not_answered(errands: Errands, work_off: Off) -> None:
    got: list[object] = []
    errands.send("a", lambda _token: 1, got.append, got.append)
    errands.drop("a")
    work_off(errands.arrived)
    assert got == []


def test_what_belongs_to_a_slot_is_dropped_with_it(errands: Errands, work_off: Off) -> None:
    got: list[object] = []
    for slot in ("a", "a, part", "ab", ("a", 1)):
        errands.send(slot, lambda _token, slot=slot: slot, got.append, got.append)
    errands.drop_all("a")
    work_off(errands.arrived)
    assert got == ["ab", ("a", 1)]


def test_errors_are_told_in_words(errands: Errands, work_off: Off) -> None:
    errors: list[Exception] = []

    def refuse(_token: Token) -> None:
        raise SrviewerError("x.png: not a picture")

    def break_(_token: Token) -> None:
        raise KeyError("oh")

    errands.send("a", refuse, errors.append, errors.append)
    errands.send("b", break_, errors.append, errors.append)
    work_off(errands.arrived)
    assert words(errors[0]) == "x.png: not a picture"
    assert "unexpectedly" in words(errors[1])
    assert "KeyError" in words(errors[1])
