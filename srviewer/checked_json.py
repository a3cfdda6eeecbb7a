"""Reading JSON that a stranger may have written: every value is of the type and range that it must have, or refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from srviewer.errors import SessionFileError
from srviewer.phrase import phrase


def loads(text: str) -> Any:
    """The value of a JSON text; `SessionFileError` for what is none, for NaN and infinities, and for too deep ones."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise SessionFileError(
            phrase("this is not an srviewer comparison: {error}", error=str(error) or type(error).__name__)
        ) from None


def _refuse_constant(name: str) -> float:
    raise ValueError(phrase("{name} is not a number", name=name))


class Reader:
    """An object of a JSON file; each method gives a checked value or says what is wrong with it."""

    def __init__(self, content: Any) -> None:
        if not isinstance(content, dict):
            raise SessionFileError(phrase("this comparison is damaged: a part of it has the wrong type"))
        self.content: dict[str, Any] = content

    def _value(self, name: str, fits: Callable[[Any], bool], what: str) -> Any:
        value = self.content.get(name)
        if not fits(value):
            raise SessionFileError(phrase("this comparison is damaged: {name!r} must be {what}", name=name, what=what))
        return value

    def text(self, name: str, most: int = 4096) -> str:
        value: str = self._value(
            name, lambda v: isinstance(v, str) and len(v) <= most and "\0" not in v, phrase("text")
        )
        return value

    def optional_text(self, name: str, most: int = 4096) -> str | None:
        return None if self.content.get(name) is None else self.text(name, most)

    def whole(self, name: str, low: int, high: int) -> int:
        value: int = self._value(
            name,
            lambda v: type(v) is int and low <= v <= high,
            phrase("a whole number from {low} to {high}", low=low, high=high),
        )
        return value

    def optional_whole(self, name: str, low: int, high: int) -> int | None:
        return None if self.content.get(name) is None else self.whole(name, low, high)

    def number(self, name: str) -> float:
        return float(self._value(name, lambda v: type(v) in (int, float) and abs(v) < 1e9, phrase("a number")))

    def yes(self, name: str) -> bool:
        return bool(self._value(name, lambda v: isinstance(v, bool), phrase("true or false")))

    def values(self, name: str, most: int) -> list[Any]:
        value: list[Any] = self._value(
            name, lambda v: isinstance(v, list) and len(v) <= most, phrase("a list of at most {most}", most=most)
        )
        return value

    def inside(self, name: str) -> Reader:
        return Reader(self.content.get(name))

    def names(self, most: int) -> list[str]:
        if len(self.content) > most:
            raise SessionFileError(
                phrase("this comparison is damaged: more than {most} entries where only a few are expected", most=most)
            )
        return list(self.content)

    def readers(self, most: int) -> list[tuple[str, Reader]]:
        return [(name, self.inside(name)) for name in self.names(most)]
