"""Texts with values in them that whoever shows them may put into another language.

Everything below the window that a user may read is written so: errors (`raise ParameterError(phrase(...))`), notices,
and what reports say. Tests look for what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from numbers import Number
from typing import Any

Say = Callable[[str], str]  # a text in the reader's language; `str` leaves it in English


class Phrase(str):
    """An English text, with the template and the values that it was made of.

    A `Say` that knows its template translates that, and its values, which may be phrases themselves, each for itself;
    for everything else it is a text like any other. `str` of an error whose message is a phrase is that phrase.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Phrase:
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Phrase, (self.template, self.values)


def phrase(template: str, /, **values: object) -> str:
    """A `Phrase` of `template.format(**values)`; templates are collected for translation as they are written.

    Values that are neither texts nor numbers are taken as `str` gives them.
    """
    return Phrase(
        template, {n: value if isinstance(value, str | Number) else str(value) for n, value in values.items()}
    )


def typed(name: str) -> str:
    """A name that somebody gave, such as a folder's: it stays as it is in every language, also if it is "bicubic"."""
    return Phrase("{name!s}", {"name": name})


def commas(parts: Sequence[str]) -> str:
    """Like "a, b, c"; "" of none."""
    return reduce(lambda first, second: phrase("{first}, {second}", first=first, second=second), parts) if parts else ""


def semicolons(parts: Sequence[str]) -> str:
    """Like "a; b; c"; "" of none."""
    return reduce(lambda first, second: phrase("{first}; {second}", first=first, second=second), parts) if parts else ""


def arrows(parts: Sequence[str]) -> str:
    """Like "a → b → c"; "" of none."""
    return reduce(lambda first, then: phrase("{first} → {then}", first=first, then=then), parts) if parts else ""


def headed(head: str, words: str) -> str:
    """Like "a.png: it is damaged"."""
    return phrase("{head}: {words}", head=head, words=words)


def listed(parts: Sequence[str]) -> str:
    """Like "a, b and c"; "" of none."""
    if len(parts) < 2:
        return commas(parts)
    return phrase("{first} and {second}", first=commas(parts[:-1]), second=parts[-1])


def as_json(text: str) -> Any:
    """A text; of a phrase its template and values."""
    if not isinstance(text, Phrase):
        return text
    values = {name: as_json(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return {"template": text.template, "values": values}


def of_json(found: object) -> str:
    """The text that `as_json` was given."""
    if not isinstance(found, Mapping):
        return str(found)
    values = {str(k): of_json(v) if isinstance(v, Mapping) else v for k, v in dict(found.get("values", {})).items()}
    return Phrase(str(found.get("template", "")), values)


def sentences(*parts: str) -> str:
    """Sentences, one after the other."""
    return reduce(lambda first, second: phrase("{first} {second}", first=first, second=second), parts)
