"""The catalogue of degradations: how a benchmark makes its LR picture of the truth. Listing it imports no numpy.

`bicubic` is the field's standard. The others ask what a method does with an LR picture it was not made for: one by
another kernel, or from a codec or a sensor. A new degradation is one function (in `imaging.degrade` or a file of its
own) and one `DegradationKind` here; `KINDS.register` adds one while the program runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from srviewer.catalogue import Catalogue
from srviewer.errors import ParameterError
from srviewer.phrase import commas, listed, phrase


@dataclass(frozen=True)
class Amount:
    """The number that a degradation takes.

    letter : what stands for it where degradations are listed, e.g. "gaussian:S"
    title : what it is called; axis : the same on an axis, with its unit
    start : where it starts, and the example in errors
    decimals : of what can be chosen; 0: whole numbers only
    more_is_worse : whether more of it is worse, and 0 of it is bicubic alone
    strengths : at which methods are measured for a curve, mildest first; none: no such curves
    short, line : what a curve's abscissa is called, and a sentence about it
    """

    letter: str
    title: str
    axis: str
    minimum: float
    maximum: float
    start: float
    decimals: int = 1
    more_is_worse: bool = True
    strengths: tuple[float, ...] = ()
    short: str = ""
    line: str = ""

    def read(self, argument: str, name: str) -> float:
        try:
            number = float(argument)
        except ValueError:
            number = math.nan
        if self.minimum <= number <= self.maximum and (self.decimals or number.is_integer()):
            return number
        kind = phrase("a number") if self.decimals else phrase("a whole number")
        raise ParameterError(
            phrase(
                "degradation {name}:{letter}: expected {kind} from {minimum:g} to {maximum:g} as in "
                "{name}:{example:g}, not {argument!r}",
                name=name,
                letter=self.letter,
                kind=kind,
                minimum=self.minimum,
                maximum=self.maximum,
                example=self.start,
                argument=argument,
            )
        )


@dataclass(frozen=True)
class DegradationKind:
    """A way to shrink a picture.

    plain : its title at x1, where nothing is shrunk
    function : "module:name" or the function itself: (pixels, scale, amount) to the LR, as `degrade` has them
    scales : at which it exists; 1 is to spoil a picture without shrinking it
    """

    name: str
    title: str
    function: str | Callable[..., Any]
    amount: Amount | None = None
    scales: tuple[int, ...] = (2, 3, 4, 8)
    plain: str = ""

    def title_at(self, scale: int) -> str:
        """What it is called at a scale."""
        return self.plain if scale == 1 and self.plain else self.title

    @property
    def written(self) -> str:
        """As it is written, like "gaussian:S"."""
        return self.name if self.amount is None else f"{self.name}:{self.amount.letter}"

    @property
    def start(self) -> str:
        """The degradation that is meant where only the kind is chosen."""
        return self.name if self.amount is None else f"{self.name}:{self.amount.start:g}"


@dataclass(frozen=True)
class Degradation:
    """A kind of the catalogue by name, and its amount if it takes one; made by `parse_degradation`."""

    name: str
    amount: float | None = None

    def __str__(self) -> str:
        """The text that `parse_degradation` reads back."""
        return self.name if self.amount is None else f"{self.name}:{self.amount:g}"

    @property
    def kind(self) -> DegradationKind:
        return KINDS.get(self.name)

    @property
    def words(self) -> str:
        """Like "bicubic, then JPEG (JPEG quality: 75)"."""
        return self.words_at(2)

    def words_at(self, scale: int) -> str:
        """The same at a scale: at x1 "JPEG (JPEG quality: 75)"."""
        kind = self.kind
        title = kind.title_at(scale)
        if kind.amount is None or self.amount is None:
            return title
        return phrase("{title} ({name}: {value:g})", title=title, name=kind.amount.title, value=self.amount)

    def lacks(self, scale: int) -> str | None:
        """Why it does not exist at a scale, in a sentence; None if it does."""
        kind = self.kind
        if scale in kind.scales:
            return None
        known = listed([f"×{n}" for n in kind.scales])
        return phrase("{title} exists at {known}, not at ×{scale}", title=kind.title, known=known, scale=scale)


_BLUR = Amount(
    "S",
    "Blur, in pixels",
    "Gaussian blur, standard deviation in HR pixels",
    0.1,
    20,
    1.6,
    strengths=(0, 0.5, 1, 1.5, 2, 3),
    short="blur",
    line="Blur before shrinking: standard deviation in pixels of the truth; 0 is bicubic alone.",
)
_QUALITY = Amount(
    "Q",
    "JPEG quality",
    "JPEG quality",
    1,
    100,
    75,
    decimals=0,
    more_is_worse=False,
    strengths=(95, 80, 60, 40, 20, 10),
    short="JPEG",
    line="The LR is compressed as JPEG: quality, from good at the left to poor at the right.",
)
_NOISE = Amount(
    "S",
    "Noise, of 255",
    "Noise, standard deviation in 8-bit levels",
    0,
    100,
    5,
    strengths=(0, 5, 10, 15, 20, 30),
    short="noise",
    line="White noise on the LR: standard deviation in levels of 255; 0 is bicubic alone.",
)
_ANY = (1, 2, 3, 4, 8)
_HALVINGS = (2, 4, 8)

KINDS: Catalogue[DegradationKind] = Catalogue(
    phrase("degradation"),
    DegradationKind("bicubic", "bicubic (MATLAB)", "srviewer.imaging.degrade:bicubic"),
    DegradationKind("box", "box: mean of each block", "srviewer.imaging.degrade:box"),
    DegradationKind("ll", "wavelet LL band", "srviewer.imaging.degrade:ll", scales=_HALVINGS),
    DegradationKind(
        "ll:published", "wavelet LL, as published", "srviewer.imaging.degrade:ll_published", scales=_HALVINGS
    ),
    DegradationKind(
        "gaussian", "Gaussian blur, bicubic", "srviewer.imaging.degrade:gaussian", _BLUR, _ANY, plain="Gaussian blur"
    ),
    DegradationKind("jpeg", "bicubic, then JPEG", "srviewer.imaging.degrade:jpeg", _QUALITY, _ANY, plain="JPEG"),
    DegradationKind(
        "noise", "bicubic, then noise", "srviewer.imaging.degrade:noise", _NOISE, _ANY, plain="white noise"
    ),
)


def parse_degradation(text: str) -> Degradation:
    """Read a degradation from text.

    Parameters
    ----------
    text : the name of a kind, and after a colon its amount if it takes one:
        bicubic       MATLAB's imresize, antialiased
        box           mean over scale x scale pixels
        ll            LL band of bior4.4 over its gain, on bicubic's grid (x2, x4, x8)
        ll:published  the same without registration, periodised
        gaussian:S    Gaussian blur of S HR pixels (standard deviation), then bicubic
        jpeg:Q        bicubic, then JPEG of quality Q (4:2:0)
        noise:S       bicubic, then white noise of standard deviation S in 8-bit levels
        The last three exist at x1 too, where nothing is shrunk.

    Raises
    ------
    ParameterError : the name is unknown, or its number is missing, no number, or out of range

    Examples
    --------
    >>> parse_degradation("gaussian:1.6")
    Degradation(name='gaussian', amount=1.6)
    """
    text = text.strip().lower()
    name, _, argument = text.partition(":")
    kind = KINDS.find(name)
    if kind is not None and kind.amount is not None:
        return Degradation(name, kind.amount.read(argument, name))
    if KINDS.find(text) is not None:
        return Degradation(text)
    raise ParameterError(
        phrase("unknown degradation {text!r} (there are: {known})", text=text, known=commas(written()))
    )


def is_known(text: str) -> bool:
    """Whether `parse_degradation` takes it."""
    try:
        parse_degradation(text)
    except ParameterError:
        return False
    return True


def written() -> tuple[str, ...]:
    """All degradations as they are written, e.g. "gaussian:S"."""
    return tuple(kind.written for kind in KINDS)


def at(scale: int, wanted: str) -> str:
    """A degradation if it exists at a scale, else the one that is usual there: JPEG at x1, elsewhere the first."""
    if parse_degradation(wanted).lacks(scale) is None:
        return wanted
    usual = ("jpeg", *KINDS.names) if scale == 1 else KINDS.names
    return next((KINDS.get(name).start for name in usual if scale in KINDS.get(name).scales), wanted)
