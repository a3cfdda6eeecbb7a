"""Reads a lesson from Markdown: strict, line by line; every error names file and line.

The format is described in `resources/lessons/README.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from srviewer import paths
from srviewer.compared import MOST_PANES, OWN, REFERENCES, TRUTH, Pane
from srviewer.errors import ParameterError
from srviewer.imaging.degradations import parse_degradation
from srviewer.kinds import Mode
from srviewer.lessons import formulae, pictures
from srviewer.lessons.lesson import SIDES, Distorted, Lesson, LessonError, LessonStep, Point, Scene, Vocabulary
from srviewer.metrics.curves import PLOTS
from srviewer.metrics.maps import KINDS
from srviewer.phrase import phrase

LARGEST = 256 * 1024  # bytes of a file
MOST_STEPS = 60
LONGEST = 8000  # characters of a step's text
HEAD = ("title", "number", "minutes", "picture")

ASK = "ask"  # the key of a step that asks for a prediction

_NAME = re.compile(r"[a-z0-9-]{1,40}")
_KEY_LINE = re.compile(r"([a-z]+)\s*:\s*(.*)")
_PANE = re.compile(r"([^\s(),][^(),]*?)\s*(?:\(([^)]*)\))?")


def files(language: str) -> tuple[Path, ...]:
    """The lessons that come with the program in a language ("en", "zh_CN"), by number; English for any other."""
    there = paths.resources() / "lessons"
    found = there / language if (there / language).is_dir() else there / "en"
    return tuple(sorted(found.glob("[0-9]*-*.md"), key=number_of))


def number_of(path: Path) -> int:
    """The number that a lesson's file begins with."""
    return int(path.name.partition("-")[0])


def read(path: Path, vocabulary: Vocabulary) -> Lesson:
    """Read and check a lesson; `LessonError` names file, line and what is expected there."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise LessonError(phrase("{path}: a lesson has at most {largest} KB", path=path, largest=LARGEST // 1024))
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise LessonError(phrase("{path}: {reason}", path=path, reason=error.strerror or error)) from None
    except UnicodeDecodeError:
        raise LessonError(phrase("{path}: a lesson is text in UTF-8, and this file is not", path=path)) from None
    return parse(text, path, vocabulary)


def parse(text: str, path: Path, vocabulary: Vocabulary) -> Lesson:
    """Check a lesson's text; `path` is for messages only."""
    return _Parser(path, vocabulary).lesson(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@dataclass(frozen=True)
class _Line:
    number: int
    key: str
    value: str


class _Parser:
    """One file; `_at` is the line that is being read, for errors."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self._path, self._vocabulary, self._at = path, vocabulary, 1

    def lesson(self, lines: list[str]) -> Lesson:
        self._check_characters(lines)
        head, start = self._head(lines)
        self._check_opened(head["picture"])
        scene, steps = Scene(head["picture"]), []
        for begin, end in self._sections(lines, start):
            steps.append(self._step(lines, begin, end, scene))
            scene = steps[-1].scene
        if not steps:
            raise self._wrong(phrase("a lesson has at least one step, which begins with a line '# Heading'"))
        return Lesson(head["title"], int(head["number"]), int(head["minutes"]), tuple(steps), self._path)

    def _wrong(self, why: str) -> LessonError:
        return LessonError(phrase("{path}, line {at}: {why}", path=self._path, at=self._at, why=why))

    def _check_characters(self, lines: list[str]) -> None:
        for self._at, line in enumerate(lines, 1):
            if any(ord(letter) < 32 and letter != "\t" for letter in line):
                raise self._wrong(phrase("there is a control character in this line"))
        self._at = 1

    # -- the file's parts -------------------------------------------------------------------------------------

    def _head(self, lines: list[str]) -> tuple[dict[str, str], int]:
        """The lines between the first two '---', and where the rest begins."""
        if lines[0].strip() != "---":
            raise self._wrong(phrase("the first line is '---', and after it come title, number, minutes and picture"))
        head: dict[str, str] = {}
        for index, line in enumerate(lines[1:], 1):
            self._at = index + 1
            if line.strip() == "---":
                return self._whole_head(head), index + 1
            found = self._key_line(line)
            if found.key not in HEAD or found.key in head:
                raise self._wrong(
                    phrase("expected {known}, each once; got {key!r}", known=", ".join(HEAD), key=found.key)
                )
            head[found.key] = found.value
        raise self._wrong(phrase("the header does not end: a line '---' is missing after it"))

    def _whole_head(self, head: dict[str, str]) -> dict[str, str]:
        for key in HEAD:
            if not head.get(key):
                raise self._wrong(phrase("the header lacks {key!r}", key=key))
        for key in ("number", "minutes"):
            if not (head[key].isascii() and head[key].isdecimal() and 1 <= int(head[key][:4]) <= 999):
                raise self._wrong(
                    phrase("{key} is a whole number from 1 to 999, not {value!r}", key=key, value=head[key])
                )
        return head

    def _sections(self, lines: list[str], start: int) -> Iterator[tuple[int, int]]:
        """Index of each step's heading, and of the line after its last one."""
        heads = [i for i in range(start, len(lines)) if lines[i].startswith("# ")]
        for index in range(start, heads[0] if heads else len(lines)):
            if lines[index].strip():
                self._at = index + 1
                raise self._wrong(phrase("expected a step, which begins with a line '# Heading'"))
        if len(heads) > MOST_STEPS:
            self._at = heads[MOST_STEPS] + 1
            raise self._wrong(phrase("a lesson has at most {most_steps} steps", most_steps=MOST_STEPS))
        yield from pairwise([*heads, len(lines)])

    def _step(self, lines: list[str], begin: int, end: int, before: Scene) -> LessonStep:
        index, scene = begin + 1, replace(before, points=())
        seen: set[str] = set()
        ask = ""
        while index < end and lines[index].strip():
            self._at = index + 1
            found = self._key_line(lines[index])
            if found.key not in (known := (*_READERS, ASK)):
                raise self._wrong(
                    phrase("there is no {key!r} (there are: {known})", key=found.key, known=", ".join(known))
                )
            if found.key in seen and found.key not in ("point", "set", "result"):
                raise self._wrong(phrase("{key!r} appears twice in one step", key=found.key))
            if found.key == ASK:
                ask = self._question(found.value)
            else:
                scene = self._said(scene, found, first=found.key not in seen)
            seen.add(found.key)
            index += 1
        self._at = begin + 1
        self._check_whole(scene)
        text = "\n".join(lines[index:end]).strip()
        self._check_text(text)
        return LessonStep(lines[begin][2:].strip(), text, begin + 1, scene, ask)

    def _question(self, value: str) -> str:
        if not _NAME.fullmatch(value):
            raise self._wrong(
                phrase("a question has a name of letters a to z, digits and '-', not {value!r}", value=value)
            )
        return value

    def _check_text(self, text: str) -> None:
        if not text:
            raise self._wrong(
                phrase("this step has no text (a blank line stands between its 'key: value' lines and the text)")
            )
        if len(text) > LONGEST:
            raise self._wrong(phrase("a step has at most {longest} characters of text", longest=LONGEST))
        for paragraph in text.split("\n\n"):
            if formulae.left_open(paragraph):
                raise self._wrong(
                    phrase(
                        "a formula is left open in {paragraph!r}: it stands between two $; a dollar sign is \\$",
                        paragraph=paragraph[:40],
                    )
                )

    def _check_whole(self, scene: Scene) -> None:
        """What only the whole of a step can show to be wrong."""
        panes = scene.comparison.panes
        if not 1 <= len(panes) <= MOST_PANES:
            raise self._wrong(
                phrase(
                    "a step has 1 to {most_panes} panes, not {count}",
                    most_panes=MOST_PANES,
                    count=len(panes),
                )
            )
        if scene.against is not None and scene.against >= len(panes):
            raise self._wrong(
                phrase(
                    "'against: {against}': there are {count} panes",
                    against=scene.against + 1,
                    count=len(panes),
                )
            )
        if scene.comparison.mode is Mode.UPSCALE and any(pane.method == TRUTH for pane in panes):
            raise self._wrong(phrase("there is no truth in the mode upscale"))
        for point in scene.points:
            if point.kind == "pane" and (scene.page or point.numbers[0] > len(panes)):
                raise self._wrong(phrase("there is no pane {number} in this step", number=point.numbers[0]))
            if point.kind == "region" and scene.page:
                raise self._wrong(phrase("a region lies in the panes, and this step looks inside"))
            if point.kind in ("control", "band") and not scene.page:
                raise self._wrong(
                    phrase("a {kind} is on a page of Look inside, and this step shows the panes", kind=point.kind)
                )
            if point.kind == "control" and point.name not in self._vocabulary.pages[scene.page]:
                raise self._wrong(self._no_control(scene.page, point.name))

    def _key_line(self, line: str) -> _Line:
        found = _KEY_LINE.fullmatch(line.strip())
        if found is None:
            raise self._wrong(
                phrase("expected a line 'key: value', got {line!r} (a blank line ends them)", line=line.strip()[:40])
            )
        return _Line(self._at, found[1], found[2].strip())

    # -- what a line says -------------------------------------------------------------------------------------

    def _said(self, scene: Scene, line: _Line, first: bool) -> Scene:
        if not line.value:
            raise self._wrong(phrase("{key!r} has no value", key=line.key))
        try:
            return _READERS[line.key](self, scene, line.value, first)
        except ParameterError as error:
            raise self._wrong(str(error)) from None

    def _check_opened(self, text: str) -> None:
        try:
            pictures.check_opened(text)
        except ParameterError as error:
            raise self._wrong(str(error)) from None

    def _one_of(self, value: str, known: Any, what: str) -> str:
        if value not in known:
            raise self._wrong(
                phrase(
                    "there is no {what} {value!r} (there are: {known})",
                    what=what,
                    value=value,
                    known=", ".join(sorted(known)),
                )
            )
        return value

    def _number(self, text: str, low: float, high: float, what: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise self._wrong(
                phrase(
                    "{what} is a number from {low:g} to {high:g}, not {text!r}",
                    what=what,
                    low=low,
                    high=high,
                    text=text,
                )
            )
        return value

    def _open(self, scene: Scene, value: str, _first: bool) -> Scene:
        self._check_opened(value)
        return replace(scene, opened=value, distorted=None)

    def _distort(self, scene: Scene, value: str, _first: bool) -> Scene:
        return replace(scene, distorted=None if value == "none" else self._distorted(value))

    def _result(self, scene: Scene, value: str, first: bool) -> Scene:
        """A distorted picture in a pane of its own; the first such line of a step begins anew."""
        kept = () if first else scene.results
        kept_panes = tuple(p for p in scene.comparison.panes if not (first and p.is_own))
        if value != "none":
            words, _, title = value.partition(" as ")
            found = replace(self._distorted(words), title=title.strip() or words)
            kept = (*kept, found)
            kept_panes = (*kept_panes, Pane.of(OWN, name=found.title))
        return self._with(replace(scene, results=kept), panes=kept_panes, selected=0)

    def _distorted(self, value: str) -> Distorted:
        words = value.split()
        if len(words) not in (2, 3) or words[2:] not in ([], ["dB"]):
            raise self._wrong(phrase("a distortion is written 'noise 20', or 'noise 26 dB' for a PSNR"))
        amount = self._number(words[1], 0, 1000, phrase("the amount"))
        found = Distorted(words[0], amount, len(words) == 3)
        pictures.check_distorted(found)
        return found

    def _with(self, scene: Scene, **changes: Any) -> Scene:
        return replace(scene, comparison=replace(scene.comparison, **changes))

    def _mode(self, scene: Scene, value: str, _first: bool) -> Scene:
        return self._with(scene, mode=Mode.parse(value))

    def _scale(self, scene: Scene, value: str, _first: bool) -> Scene:
        number = value.removeprefix("×").removeprefix("x")
        return self._with(scene, scale=int(number) if number.isdecimal() and len(number) < 3 else 0)

    def _degradation(self, scene: Scene, value: str, _first: bool) -> Scene:
        return self._with(scene, degradation=str(parse_degradation(value)))

    def _panes(self, scene: Scene, value: str, _first: bool) -> Scene:
        """Methods with their parameters, like 'truth, dasr (gain 1.2)'; results that stand beside them stay."""
        panes = []
        for text in re.split(r",(?![^(]*\))", value) if value != "none" else ():
            found = _PANE.fullmatch(text.strip())
            if found is None:
                raise self._wrong(
                    phrase("a pane is written 'dasr' or 'dasr (wavelet haar, gain 1)', not {text!r}", text=text.strip())
                )
            panes.append(self._pane(found[1], found[2] or ""))
        panes += [pane for pane in scene.comparison.panes if pane.is_own]
        return self._with(replace(scene, against=None), panes=tuple(panes), selected=0)

    def _pane(self, name: str, parameters: str) -> Pane:
        if name == OWN or (name in REFERENCES and parameters):
            raise self._wrong(
                phrase("there is no pane {name!r}: write 'truth', 'lr', or a line 'result: noise 26 dB'", name=name)
            )
        given: dict[str, object] = {}
        for text in filter(None, (part.strip() for part in parameters.split(","))):
            parameter, _, value = text.partition(" ")
            given[parameter] = value.strip()
        return Pane.of(name, **given)

    def _select(self, scene: Scene, value: str, _first: bool) -> Scene:
        return self._with(
            scene, selected=int(self._number(value, 1, len(scene.comparison.panes), phrase("the pane"))) - 1
        )

    def _compare(self, scene: Scene, value: str, _first: bool) -> Scene:
        return replace(scene, view=self._one_of(value, self._vocabulary.views, phrase("way to compare")))

    def _against(self, scene: Scene, value: str, _first: bool) -> Scene:
        if value == "truth":
            return replace(scene, against=None)
        return replace(scene, against=int(self._number(value, 1, MOST_PANES, phrase("the pane"))) - 1)

    def _map(self, scene: Scene, value: str, _first: bool) -> Scene:
        kind, _, gain = value.partition(" ")
        self._one_of(kind, {k.name for k in KINDS}, phrase("map"))
        amount = gain.strip().removeprefix("×").removeprefix("x") or "4"
        self._one_of(amount, {"1", "2", "4", "8", "16", "32"}, phrase("gain of maps"))
        return replace(scene, kind=kind, gain=int(amount))

    def _zoom(self, scene: Scene, value: str, _first: bool) -> Scene:
        if value == "fit":
            return replace(scene, zoom=None, centre=None)
        return replace(
            scene, zoom=self._number(value.removesuffix("%").strip(), 3, 6400, phrase("the zoom in per cent")) / 100
        )

    def _centre(self, scene: Scene, value: str, _first: bool) -> Scene:
        x, y = self._numbers(value, 2, phrase("the centre"))
        return replace(scene, centre=(x, y))

    def _numbers(self, value: str, count: int, what: str) -> tuple[int, ...]:
        words = value.split()
        if len(words) != count or not all(word.isascii() and word.isdecimal() and len(word) < 6 for word in words):
            raise self._wrong(
                phrase(
                    "{what} is written as {count} whole numbers of output pixels, not {value!r}",
                    what=what,
                    count=count,
                    value=value,
                )
            )
        return tuple(int(word) for word in words)

    def _side(self, scene: Scene, value: str, _first: bool) -> Scene:
        return replace(scene, side=self._one_of(value, SIDES, phrase("side")))

    def _plot(self, scene: Scene, value: str, _first: bool) -> Scene:
        return replace(scene, plot=self._one_of(value, PLOTS.names, phrase("plot")), side="plots")

    def _look(self, scene: Scene, value: str, _first: bool) -> Scene:
        if value == "panes":
            return replace(scene, page="", settings={})
        name = value.removeprefix("inside").strip()
        self._one_of(name, self._vocabulary.pages, phrase("page of Look inside"))
        return scene if name == scene.page else replace(scene, page=name, settings={})

    def _set(self, scene: Scene, value: str, _first: bool) -> Scene:
        """Controls of the page, like 'levels 3, display signed'."""
        if not scene.page:
            raise self._wrong(phrase("'set' is for a page of Look inside: write 'look: inside NAME' before it"))
        settings = dict(scene.settings)
        for part in filter(None, (part.strip() for part in value.split(","))):
            name, _, wanted = (text.strip() for text in part.partition(" "))
            known = self._vocabulary.pages[scene.page]
            if name not in known:
                raise self._wrong(self._no_control(scene.page, name))
            if (values := known[name]) is not None:
                self._one_of(wanted, values, name)
            settings[name] = wanted
        return replace(scene, settings=settings)

    def _no_control(self, page: str, name: str) -> str:
        return phrase(
            "the page {page!r} has no {name!r} (it has: {known})",
            page=page,
            name=name,
            known=", ".join(sorted(self._vocabulary.pages[page])),
        )

    def _point(self, scene: Scene, value: str, _first: bool) -> Scene:
        kind, _, rest = value.partition(" ")
        rest = rest.strip()
        if kind == "region":
            point = Point("region", numbers=self._numbers(rest, 4, phrase("a region (x, y, width, height)")))
        elif kind == "pane":
            point = Point("pane", numbers=self._numbers(rest, 1, phrase("a pane")))
        elif kind == "band":
            point = Point("band", name=rest)
            if not re.fullmatch(r"(LL|LH|HL|HH) [1-5]", rest):
                raise self._wrong(phrase("a band is written 'LH 1', not {rest!r}", rest=rest))
        elif kind == "control":
            point = Point("control", name=rest)
        else:
            point = Point("part", name=self._one_of(value, self._vocabulary.parts, phrase("part of the window")))
        return replace(scene, points=(*scene.points, point))


_Reader = Callable[[_Parser, Scene, str, bool], Scene]
_READERS: dict[str, _Reader] = {
    "open": _Parser._open,
    "distort": _Parser._distort,
    "result": _Parser._result,
    "mode": _Parser._mode,
    "scale": _Parser._scale,
    "degradation": _Parser._degradation,
    "panes": _Parser._panes,
    "select": _Parser._select,
    "compare": _Parser._compare,
    "against": _Parser._against,
    "map": _Parser._map,
    "zoom": _Parser._zoom,
    "centre": _Parser._centre,
    "side": _Parser._side,
    "plot": _Parser._plot,
    "look": _Parser._look,
    "set": _Parser._set,
    "point": _Parser._point,
}
