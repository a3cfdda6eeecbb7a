"""A page that compares results on the two sides of a line: one HTML file that needs no network and no server.

Pictures are PNG data URLs, pixel for pixel. The page's content security policy lets in nothing but them and, by their
hashes, the page's own style and script: whatever a file's name or a method's title holds, it stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from srviewer import __version__
from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.phrase import Say, phrase
from srviewer.readings import Reading, leading
from srviewer.reports.contact_sheet import ENGLISH, Sheet, SheetColumn, Tongue, data_url
from srviewer.reports.table import Table, numbers_table

SUFFIX = ".html"

_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="srviewer {version}">
<title>{title}</title>
<style>{style}</style>
</head>
"""

_BODY = """<body>
<header>
<h1>{title}</h1>
<div class="pair" role="group" aria-label="{t[What is compared]}">
{left}
<button class="icon" id="swap" title="{t[Swap left and right (X)]}" aria-label="{t[Swap left and right]}">
<svg viewBox="0 0 20 20"><path d="M3.5 7h12M12.5 4l3 3-3 3M16.5 13h-12M7.5 10l-3 3 3 3"/></svg></button>
{right}
</div>
<div class="zoom" role="group" aria-label="{t[Zoom]}">
<button class="icon" id="smaller" title="{t[Smaller (-)]}" aria-label="{t[Smaller]}">
<svg viewBox="0 0 20 20"><path d="M5 10h10"/></svg></button>
<output id="zoom" aria-label="{t[Zoom]}"></output>
<button class="icon" id="larger" title="{t[Larger (+)]}" aria-label="{t[Larger]}">
<svg viewBox="0 0 20 20"><path d="M5 10h10M10 5v10"/></svg></button>
<button id="fit" title="{t[The whole picture (0)]}">{t[Fit]}</button>
<button id="full" title="{t[One picture pixel on one screen pixel]}">100 %</button>
<button id="detail" title="{t[The next detail, large (N)]}">{t[Detail]}</button>
</div>
</header>
<main>
<div id="stage" data-width="{width}" data-height="{height}" data-places="{places}" data-words="{words}">
{figures}
<div id="line" role="slider" tabindex="0" aria-label="{t[Line between left and right]}" aria-orientation="horizontal"
 aria-valuemin="0" aria-valuemax="100" aria-valuenow="50">
<span><svg viewBox="0 0 20 20"><path d="M7 6l-4 4 4 4M13 6l4 4-4 4"/></svg></span></div>
</div>
</main>
<section class="below" aria-label="{t[Numbers and keys]}">
<div class="table" tabindex="0" role="region" aria-label="{t[Numbers]}">
{table}
</div>
{facts}
{keys}
</section>
<footer>srviewer {version} · {size}</footer>
<p class="unseen" id="said" aria-live="polite"></p>
<script>{script}</script>
</body>
</html>
"""

_KEYS = (
    ("← →", "move the line; with Shift in larger steps; Home and End to the ends"),
    ("1 to 9", "choose the left picture; with Shift the right one"),
    ("X", "swap left and right"),
    ("+ − 0", "larger, smaller, all of it; the wheel or two fingers zoom at their place"),
    ("W A S D", "move the picture where it is larger than the window; so does a drag"),
    ("N", "the next detail, large"),
    ("H", "hide and show the captions"),
    ("Double click", "between the whole picture and 100 %"),
)


_SCRIPT_WORDS = {"left": "left", "right": "right", "sides": "{0} left, {1} right", "chosen": "{0} {1}", "and": ", "}


def texts() -> list[str]:
    """All texts of the page that do not come with the sheet."""
    templates = re.findall(r"\{t\[(.*?)\]\}", _BODY)
    return [
        *templates,
        *(words for _keys, words in _KEYS),
        "Double click",
        "1 to 9",
        *_SCRIPT_WORDS.values(),
    ]


class _Texts(dict[str, str]):
    """The page's texts by their English, as HTML."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, text: str) -> str:
        return _text(self._say(text))


def write(
    sheet: Sheet, path: Path, table: Table | None = None, overwrite: bool = False, tongue: Tongue = ENGLISH
) -> None:
    """Write the page, whole or not at all; `sheet`, `table` and `tongue` as for `html`.

    `ParameterError` if the name does not end in .html or the sheet cannot be compared, `OutputExistsError` if
    something stands at `path` and `overwrite` is False.
    """
    if path.suffix.lower() != SUFFIX:
        raise ParameterError(phrase("{path}: expected a name that ends in {known}", path=path, known=SUFFIX))
    text = html(sheet, table, tongue)
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(text.encode("utf-8"))


def html(sheet: Sheet, table: Table | None = None, tongue: Tongue = ENGLISH) -> str:
    """The page as text.

    Parameters
    ----------
    sheet : what is compared: two columns or more, all of one size; the first is on the left when the page opens, the
        last on the right. The sheet's crops are the details that the page leads to.
    table : numbers, one row a column in the columns' order (a column too many at the end, the truth, has none);
        without it the columns' readings alone are shown
    tongue : the language of the page

    Raises
    ------
    ParameterError
        There are fewer than two columns, their sizes differ, or a colour is not of the form #rrggbb.
    """
    _check(sheet.columns)
    height, width = sheet.columns[0].pixels.shape[:2]
    style = _asset("slider_page.css") + _colours(sheet.columns, height / width)
    script = _asset("slider_page.js")
    say = tongue.say
    titles = [say(column.title) for column in sheet.columns]
    numbers = table or numbers_table([(column.title, None, column.readings) for column in sheet.columns])
    head = _HEAD.format(
        language=_text(tongue.tag),
        policy=_policy(style, script),
        version=__version__,
        title=_text(sheet.title),
        style=style,
    )
    return head + _BODY.format(
        t=_Texts(say),
        title=_text(sheet.title),
        left=_select("left", say(phrase("Left")), titles, 0),
        right=_select("right", say(phrase("Right")), titles, len(titles) - 1),
        width=width,
        height=height,
        size=_text(say(phrase("{width} × {height} pixels", width=width, height=height))),
        places=json.dumps([tuple(crop) for crop in sheet.crops]),
        words=_text(json.dumps({key: say(words) for key, words in _SCRIPT_WORDS.items()})),
        figures="\n".join(_figure(index, column, say) for index, column in enumerate(sheet.columns)),
        table=_table(sheet.columns, numbers, say),
        facts=_details(say(phrase("How pictures and numbers are made")), _facts(sheet.columns, numbers, say)),
        keys=_details(say(phrase("Keys")), [(say(keys), say(words)) for keys, words in _KEYS]),
        version=__version__,
        script=script,
    )


def _check(columns: Sequence[SheetColumn]) -> None:
    if len(columns) < 2:
        raise ParameterError(phrase("a slider page compares at least two pictures: name more methods"))
    sizes = {column.pixels.shape[:2] for column in columns}
    if len(sizes) > 1:
        listed = ", ".join(f"{width} × {height}" for height, width in sorted(sizes))
        raise ParameterError(
            phrase("the pictures of a slider page must have one size; these have {listed}", listed=listed)
        )
    for column in columns:
        if not re.fullmatch("#[0-9a-fA-F]{6}", column.colour):
            raise ParameterError(phrase("colour {colour!r}: expected #rrggbb", colour=column.colour))


def _asset(name: str) -> str:
    return (files("srviewer.reports") / name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    """Text as HTML, on one line; what UTF-8 cannot hold (half of a surrogate pair in a file's name) becomes "?"."""
    return escape(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text.encode("utf-8", "replace").decode("utf-8")).strip())


def _colours(columns: Sequence[SheetColumn], aspect: float) -> str:
    methods = "\n".join(f".m{index} {{ --method: {column.colour}; }}" for index, column in enumerate(columns))
    return f"\n:root {{ --aspect: {aspect:.6f}; }}\n{methods}\n"


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or framed; the style and the script are these and no others."""

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"

    return (
        f"default-src 'none'; img-src data:; style-src {source(style)}; script-src {source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _select(side: str, word: str, titles: Sequence[str], chosen: int) -> str:
    options = "".join(
        f'<option value="{index}"{" selected" if index == chosen else ""}>{_text(title)}</option>'
        for index, title in enumerate(titles)
    )
    return (
        f'<label><span class="word">{_text(word)}</span><span class="dot m{chosen}" id="{side}-dot"></span>'
        f'<select id="{side}" aria-label="{_text(word)}" autocomplete="off">{options}</select></label>'
    )


def _figure(index: int, column: SheetColumn, say: Say) -> str:
    height, width = column.pixels.shape[:2]
    title, numbers = _text(say(column.title)), [_number(each, say) for each in leading(column.readings)]
    return (
        f'<figure class="m{index}"><img src="{data_url(column.pixels)}" alt="{title}" width="{width}" '
        f'height="{height}" draggable="false" decoding="sync"><figcaption><span class="name">'
        f'<span class="dot"></span>{title}</span><span class="numbers">{"   ".join(numbers)}</span>'
        "</figcaption></figure>"
    )


def _number(reading: Reading, say: Say) -> str:
    """A number of a picture's caption."""
    tag = "strong" if reading.best else "span"
    return f'<{tag} title="{_text(say(reading.note))}">{_text(say(reading.labelled))}</{tag}>'


def _made(column: SheetColumn, say: Say) -> str:
    return " · ".join(map(say, column.made))


def _table(columns: Sequence[SheetColumn], numbers: Table, say: Say) -> str:
    first, *others = (_text(say(heading)) for heading in numbers.headings)
    notes = [_text(say(numbers.notes.get(place, ""))) for place in range(1, len(numbers.headings))]
    tips = (f' title="{note}"' if note else "" for note in notes)
    headings = "".join(f'<th scope="col"{tip}>{text}</th>' for text, tip in zip(others, tips, strict=True))
    rows = "\n".join(_row(index, column, numbers, say) for index, column in enumerate(columns))
    head = f'<th scope="col">{first}</th>{headings}'
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(index: int, column: SheetColumn, numbers: Table, say: Say) -> str:
    """A method's row: its number key, its name, what it was made by, which side it is on, its numbers."""
    cells = numbers.rows[index][1:] if index < len(numbers.rows) else ("",) * (len(numbers.headings) - 1)
    shown = "".join(_cell(say(text), (index, place) in numbers.best) for place, text in enumerate(cells, 1))
    name = (
        f'<th scope="row"><span class="name"><span class="dot"></span>{_text(say(column.title))}'
        f'<span class="side"></span><span class="made">{_text(_made(column, say))}</span></span></th>'
    )
    return f'<tr class="m{index}">{name}{shown}</tr>'


def _cell(text: str, best: bool) -> str:
    shown = _text(text) or "–"
    return f"<td><strong>{shown}</strong></td>" if best else f"<td>{shown}</td>"


def _facts(columns: Sequence[SheetColumn], numbers: Table, say: Say) -> list[tuple[str, str]]:
    """What each picture was made by, where its column says so, and the protocol of each number."""
    made = [(say(column.title), _made(column, say)) for column in columns if column.made]
    return [*made, *((say(numbers.headings[place]), say(note)) for place, note in numbers.notes.items())]


def _details(summary: str, entries: Sequence[tuple[str, str]]) -> str:
    if not entries:
        return ""
    shown = "".join(f"<dt>{_text(term)}</dt><dd>{_text(words)}</dd>" for term, words in entries)
    return f"<details><summary>{_text(summary)}</summary><dl>{shown}</dl></details>"
