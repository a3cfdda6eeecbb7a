"""The slider page as text: one file that asks for nothing, holds the very pixels, and lets no name become markup."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from made_up_sheet import HEIGHT, TITLES, WIDTH, columns, sheet, table
from PIL import Image

from srviewer import __version__, metrics
from srviewer.errors import OutputExistsError, ParameterError
from srviewer.readings import protocol
from srviewer.reports import slider_page
from srviewer.reports.contact_sheet import Sheet, Tongue

HOSTILE = """</script></style></title>"><img src=x onerror=alert(1)> '&amp;' <script>alert(2)</script>{title}"""
LOADING = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "ping", "style"}


class Parsed(HTMLParser):
    """Tags with their attributes, and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def policy_of(page: Parsed) -> dict[str, str]:
    (content,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


@pytest.mark.parametrize("grey", [False, True])
def test_the_pictures_are_the_very_pixels(grey: bool) -> None:
    page = Parsed(slider_page.html(sheet(grey=grey)))
    images = page.all("img")
    assert [image["alt"] for image in images] == list(TITLES)
    for image, column in zip(images, columns(grey), strict=True):
        head, _, data = image["src"].partition(",")
        assert head == "data:image/png;base64"
        np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))), column.pixels)
        assert (image["width"], image["height"]) == (str(WIDTH), str(HEIGHT))


def test_it_asks_for_nothing() -> None:
    text = slider_page.html(sheet(), table())
    assert not re.search(r"https?:|@import|url\(", text)
    for tag, attributes in Parsed(text).tags:
        asked = {name: value for name, value in attributes.items() if name in LOADING or name.startswith("on")}
        assert tag == "img" or not asked, (tag, asked)
    assert not {"link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in Parsed(text).tags}


def test_the_policy_lets_in_its_own_style_and_script_only() -> None:
    page = Parsed(slider_page.html(sheet()))
    policy = policy_of(page)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"
    for tag in ("style", "script"):
        (text,) = page.texts[tag]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"


def test_hostile_names_stay_text() -> None:
    tame = slider_page.html(sheet(), table())
    wild = replace(sheet(HOSTILE), columns=tuple(replace(c, title=HOSTILE, made=(HOSTILE,)) for c in columns()))
    page = Parsed(slider_page.html(wild, replace(table(), headings=(HOSTILE,) * len(table().headings))))
    expected = Counter(tag for tag, _ in Parsed(tame).tags)
    found = Counter(tag for tag, _ in page.tags)
    for tag in ("dt", "dd", "dl", "details", "summary"):  # the number of facts told differs
        del expected[tag], found[tag]
    assert found == expected
    assert page.texts["title"] == page.texts["h1"] == [HOSTILE]
    assert page.texts["option"] == [HOSTILE] * len(TITLES) * 2
    assert all(image["alt"] == HOSTILE for image in page.all("img"))
    assert policy_of(page)["script-src"] == policy_of(Parsed(tame))["script-src"]


def test_a_name_of_odd_bytes_is_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    slider_page.write(sheet("a\udcff\0\nb \U0001f98b"), path)
    assert Parsed(path.read_text(encoding="utf-8")).texts["h1"] == ["a? b \U0001f98b"]


def test_a_colour_is_a_colour() -> None:
    bad = replace(columns()[0], colour="red}body{display:none")
    with pytest.raises(ParameterError, match="#rrggbb"):
        slider_page.html(replace(sheet(), columns=(bad, *columns()[1:])))


def test_every_picture_has_its_numbers_and_the_best_is_bold() -> None:
    page = Parsed(slider_page.html(sheet(), table()))
    assert page.texts["td"] == ["28.50", "0.8000", "40.0", "28.40", "0.8100", "39.0", "38.0", "–", "–", "–"]
    captions = ["PSNR-Y 30.10 dB", "SSIM-Y 0.9000"]
    assert page.texts["strong"] == [*captions, "30.10", "0.9000"]  # consistency is never marked
    tips = [heading["title"] for heading in page.all("th") if "title" in heading]
    notes = [protocol(m) for m in metrics.known() if m.name in ("psnr_y", "ssim_y", "consistency")]
    assert tips == notes
    assert page.texts["dd"][:2] == ["wavelet bior4.4 · gain 0.25", notes[0]]


def test_without_a_table_the_readings_are_shown() -> None:
    with_times = Parsed(slider_page.html(sheet(), table())).texts
    assert Parsed(slider_page.html(sheet())).texts["td"] == with_times["td"]


def test_it_can_be_read_by_a_screen_reader() -> None:
    page = Parsed(slider_page.html(sheet(), table()))
    assert page.all("html") == [{"lang": "en"}]
    (line,) = [a for _, a in page.tags if a.get("role") == "slider"]
    assert line["tabindex"] == "0"
    assert line["aria-label"]
    assert (line["aria-valuemin"], line["aria-valuenow"], line["aria-valuemax"]) == ("0", "50", "100")
    names = [button.get("aria-label") for button in page.all("button")]
    words = page.texts["button"]
    assert names[:3] == ["Swap left and right", "Smaller", "Larger"]
    assert [w for w in words if w.strip()] == ["Fit", "100 %", "Detail"]
    assert [s["aria-label"] for s in page.all("select")] == ["Left", "Right"]


def test_every_word_of_the_page_goes_through_the_language() -> None:
    """With a language in which every text is an upside-down question mark, what is left are names, keys and figures."""
    page = Parsed(slider_page.html(sheet(), table(), Tongue("es", lambda text: "¿")))
    assert page.all("html") == [{"lang": "es"}]
    named = {value for _, tags in page.tags for key, value in tags.items() if key in ("title", "aria-label", "alt")}
    assert named == {"¿"}
    texts = {text.strip() for tag, found in page.texts.items() for text in found if tag not in ("style", "script")}
    left = {text for text in texts - {"made up ×4"} if re.search("[A-Za-z]{2}", text)}
    assert left == {f"srviewer {__version__} · ¿"}
    (stage,) = [a for _, a in page.tags if a.get("id") == "stage"]
    assert set(json.loads(stage["data-words"]).values()) == {"¿"}


def test_its_texts_are_collected() -> None:
    said: list[str] = []

    def say(text: str) -> str:
        said.append(text)
        return text

    slider_page.html(sheet(), table(), Tongue("en", say))
    known = {*slider_page.texts(), *(m.title for m in metrics.known()), *TITLES, "wavelet bior4.4", "gain 0.25"}
    assert {text for text in said if not hasattr(text, "template") and re.search("[A-Za-z]{4}", text)} <= known


def test_first_and_last_are_chosen_and_the_crops_are_places() -> None:
    page = Parsed(slider_page.html(sheet()))
    assert [o["value"] for o in page.all("option") if "selected" in o] == ["0", "3"]
    (stage,) = [a for _, a in page.tags if a.get("id") == "stage"]
    assert json.loads(stage["data-places"]) == [[20, 30, 40, 20], [150, 100, 30, 30]]


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="at least two"):
        slider_page.html(Sheet.make("one", columns()[:1]))
    cut = replace(columns()[0], pixels=columns()[0].pixels[:-1])
    with pytest.raises(ParameterError, match="240 × 159, 240 × 160"):
        slider_page.html(replace(sheet(), columns=(cut, *columns()[1:])))
    with pytest.raises(ParameterError, match=r"\.html"):
        slider_page.write(sheet(), tmp_path / "page.htm")
    assert not list(tmp_path.iterdir())


def test_an_existing_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("mine")
    with pytest.raises(OutputExistsError):
        slider_page.write(sheet(), path)
    assert path.read_text() == "mine"
    slider_page.write(sheet(), path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
