"""What the program knows of a method before it is loaded, and of what a person can set on it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from srviewer.catalogue import resolved
from srviewer.errors import ParameterError
from srviewer.phrase import commas, listed, phrase
from srviewer.upsamplers import presets
from srviewer.upsamplers.presets import Setting

if TYPE_CHECKING:
    from srviewer.upsamplers.base import Upsampler

SCALES = (1, 2, 3, 4, 8)  # that a comparison can have
ENLARGING = (2, 3, 4, 8)  # the ones that the program's methods that enlarge do
INPUT = "input"  # the method that stands for the input at x1


def in_words(scales: tuple[int, ...]) -> str:
    """Scales as they are read, like "×2, ×3 and ×4"."""
    return listed([f"×{scale}" for scale in scales])


@dataclass(frozen=True)
class Parameter:
    """Something a person can set on a method.

    `choices` is a tuple of names, or "module:function" that returns one (called only when it is needed).
    """

    name: str
    title: str
    line: str
    default: str | float
    choices: tuple[str, ...] | str | None = None
    minimum: float = 0.0
    maximum: float = 1.0

    @property
    def kind(self) -> Literal["choice", "number"]:
        return "number" if self.choices is None else "choice"

    def allowed(self) -> tuple[str, ...]:
        """The choices, looked up if they are given by name."""
        if isinstance(self.choices, str):
            return tuple(resolved(self.choices)())
        return self.choices or ()

    def checked(self, value: object) -> str | float:
        """`value` as this parameter takes it, from text or number; `ParameterError` says what is allowed."""
        if self.kind == "choice":
            allowed = self.allowed()
            if value not in allowed:
                some = commas(allowed[:8] + (("...",) if len(allowed) > 8 else ()))
                raise ParameterError(
                    phrase("{name}={value}: expected one of {some}", name=self.name, value=value, some=some)
                )
            return str(value)
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ParameterError(phrase("{name}={value}: expected a number", name=self.name, value=value)) from None
        if not self.minimum <= number <= self.maximum:  # also refuses NaN
            raise ParameterError(
                phrase(
                    "{name}={value}: expected {minimum:g} to {maximum:g}",
                    name=self.name,
                    value=value,
                    minimum=self.minimum,
                    maximum=self.maximum,
                )
            )
        return number


@dataclass(frozen=True)
class Method:
    """What the program knows of a method before it is loaded.

    target : "module:class" of its `Upsampler`, or a call that makes one
    scales : the scales of a comparison that it does
    learned : whether it runs a network; more : whether it is listed only when asked for
    starts : whether the window starts with a pane of it
    slug : what stands for it in names of files; made of the name if not given
    checksum : sha256 of the file that it was made of, or what tells it; "" for the program's own, whose weights the
        manifest names
    check : why it cannot run here, in a sentence, or None; by default its weights are looked for in the manifest
    settings : settings that have names, if what the program starts with is not what was published
    """

    name: str
    title: str
    line: str
    colour: str
    target: str | Callable[[], Upsampler]
    parameters: tuple[Parameter, ...] = ()
    learned: bool = False
    more: bool = False
    starts: bool = False
    scales: tuple[int, ...] = ENLARGING
    slug: str = ""
    checksum: str | Callable[[], str] = ""
    check: Callable[[], str | None] | None = None
    settings: tuple[Setting, ...] = ()

    def __post_init__(self) -> None:
        if not self.slug:
            object.__setattr__(self, "slug", re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_"))
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", self.slug):
            raise ParameterError(
                phrase("slug {slug!r}: expected letters a to z, digits, '_', '.' and '-'", slug=self.slug)
            )
        if not self.scales or not set(self.scales) <= set(SCALES):
            raise ParameterError(
                phrase("{method}: scales are some of {known}", method=self.title, known=commas(tuple(map(str, SCALES))))
            )

    @property
    def digest(self) -> str:
        """What tells it from other methods and from itself with other weights, as 64 hexadecimal digits.

        The code of the program's own methods goes with the program's version.
        """
        if self.checksum:
            return self.checksum if isinstance(self.checksum, str) else self.checksum()
        parts = [self.name]
        if self.learned:
            from srviewer import weights

            parts += [entry.sha256 for entry in weights.with_twins(weights.entries(self.name))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def lacks(self, scale: int) -> str | None:
        """Why it cannot do a scale, in a sentence; None if it can."""
        if scale in self.scales:
            return None
        return phrase(
            "{method} supports {scales}, not ×{scale}", method=self.title, scales=in_words(self.scales), scale=scale
        )

    def setting_of(self, params: Mapping[str, str | float]) -> Setting | None:
        """The named setting that is in force, if one is."""
        return next((known for known in self.settings if known.in_force(params)), None)

    def published_otherwise(self, params: Mapping[str, str | float]) -> dict[str, str | float]:
        """The parameters that were published with other values than these, with the published ones."""
        published = [known for known in self.settings if known.name == presets.PUBLISHED]
        return {name: value for known in published for name, value in known.values if params[name] != value}

    def checked(self, given: Mapping[str, object]) -> dict[str, str | float]:
        """All parameters with their values: the given ones checked, the others at their defaults."""
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                have = commas(tuple(known)) or "none"
                raise ParameterError(
                    phrase(
                        "{method} has no parameter {name!r} (it has: {have})", method=self.name, name=name, have=have
                    )
                )
        return {n: p.checked(given[n]) if n in given else p.default for n, p in known.items()}
