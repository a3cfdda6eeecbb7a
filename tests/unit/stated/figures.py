"""Figures in prose: every number that a text states, in digits or in words, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = "LR pixels?|pixels?|levels?|decibels?|times|cycles?"
_SMALL = ("zero", "one", "two", "three", "four")
_WORDS = (
    *_SMALL,
    *("five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen", "twenty"),
)
_VALUES = {word: float(value) for value, word in enumerate(_WORDS)}
_VALUES |= {"a": 1.0, "sixty-four": 64.0, "hundreds": 100.0, "thousands": 1000.0, "twice": 2.0, "half a pixel": 0.5}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "sixteenth": 16}

_DIGITS = r"(?<![A-Za-z0-9_.])\d+(?:/\d+|(?:,\d{3})+|\.\d+)*(?![A-Za-z0-9_])"
_ENGLISH = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"|\b(?P<fraction>(?:a|{'|'.join(_WORDS)}) (?:{'|'.join(_PARTS)})s?)(?= of\b)"
    rf"|\b(?<!between )(?P<small>{'|'.join(_SMALL)})(?= (?:{_UNITS})\b)"
    rf"|(?:(?<=shrunk by )|(?<=shrunk, by ))(?P<factor>{'|'.join(_SMALL[2:])})\b"
    rf"|\b(?P<word>half a pixel|twice|hundreds|thousands|sixty-four|{'|'.join(_WORDS[5:])})\b",
    re.IGNORECASE,
)
_HAN = "零一二两三四五六七八九十百"
_HAN_UNITS = "个?(?:低分辨率图?的?)?(?:LR)? ?(?:像素|分贝|级|倍|列|行|周|个周期)"
_CHINESE = re.compile(
    rf"(?P<digits>{_DIGITS})|(?P<fraction>[{_HAN}]+分之[{_HAN}]+)|(?P<half>半个像素)|(?P<word>[{_HAN}]+)(?={_HAN_UNITS}(?!之间))"
)
_HAN_WORD = re.compile(rf"[{_HAN}]+")
_NAMES = re.compile(
    r"\blib[a-z][\w.+-]*|\d+\.\d+\.\d+|bior4\.4|db\.9/7|JPEG 2000|relu\d_\d|VGG-?\d+|Set5|Set14|DASR4|T91|BSDS?\d+"
    r"|UTF-8|float32|H200"
)
_FORMULA = re.compile(r"\$\$?[^$]*\$\$?")


@dataclass(frozen=True)
class Figure:
    """A number as it is written. places : decimals that it is written to; start, end : where it stands in its text"""

    text: str
    value: float
    places: int
    start: int
    end: int


def english(text: str) -> list[Figure]:
    """The figures of an English text. Small numbers in words count where they stand with a unit; of formulae, which
    define and do not measure, those above 2."""
    return sorted((*in_prose(text), *_of_formulae(text)), key=lambda figure: figure.start)


def in_prose(text: str) -> list[Figure]:
    """Those that do not stand in formulae."""
    found = []
    for match in _ENGLISH.finditer(_without(text)):
        words = match[0].lower()
        if match["digits"]:
            value, places = _in_digits(words)
        elif match["fraction"]:
            count, part = words.split()
            value, places = _VALUES[count] / _PARTS[part.removesuffix("s")], 9
        else:
            value, places = _VALUES[words], 0
        found.append(Figure(match[0], value, places, match.start(), match.end()))
    return found


def _of_formulae(text: str) -> list[Figure]:
    found = []
    for formula in _FORMULA.finditer(text):
        for match in re.finditer(r"(?<![\d_])\d+", formula[0]):
            start = formula.start() + match.start()
            if int(match[0]) > 2:
                found.append(Figure(match[0], float(match[0]), 0, start, start + len(match[0])))
    return found


def chinese(text: str) -> set[float]:
    """The values that a Chinese text states in digits, or in numerals that stand with a unit."""
    found = set()
    for match in _CHINESE.finditer(_without(text)):
        if match["digits"]:
            found.add(_in_digits(match[0])[0])
        elif match["fraction"]:
            below, above = match[0].split("分之")
            found.add(_han(above) / _han(below))
        else:
            found.add(0.5 if match["half"] else _han(match["word"]))
    return found


def numerals(text: str) -> set[float]:
    """The values of all runs of Chinese numerals, whatever they stand with, and of the words for half and twice."""
    found = {_han(word) for word in _HAN_WORD.findall(text)}
    return found | ({0.5} if "半" in text else set()) | ({2.0} if "倍" in text else set())


def _without(text: str) -> str:
    """The text with formulae, names and code as blanks."""
    for pattern in (_FORMULA, _NAMES, re.compile(r"`[^`]*`")):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _in_digits(text: str) -> tuple[float, int]:
    if "/" in text:
        above, below = text.split("/")
        return float(above) / float(below), 9
    return float(text.replace(",", "")), len(text.partition(".")[2])


def _han(word: str) -> float:
    """ "十三" is 13, "六十四" 64, "百" 100."""
    digits = {"零": 0, "一": 1, "二": 2, "两": 2, **{d: n for n, d in enumerate("三四五六七八九", 3)}}
    total, last = 0, 0
    for letter in word:
        if letter in "十百":
            total, last = total + (last or 1) * (10 if letter == "十" else 100), 0
        else:
            last = digits[letter]
    return float(total + last)
