"""The slider page in a headless Chromium, by mouse, fingers and keys; skipped where there is no such browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("fcntl", reason="the browser is driven through pipes of POSIX")

from devtools import Browser, Page, browser_path, running
from made_up_sheet import HEIGHT, TITLES, WIDTH, columns, sheet, table

from srviewer.reports import slider_page
from srviewer.reports.contact_sheet import Tongue

BROWSER = browser_path()
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium (Debian: apt-get install chromium)")

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844, "density": 2.0, "touch": True}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with running(str(BROWSER), tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "a % # ? page.html"
    slider_page.write(sheet(), path, table())
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that at the end has had nothing to complain of and has asked for nothing but its file."""
    one = Page(browser)
    yield one
    complaints, requests = one.complaints(), one.requests()
    one.close()
    assert complaints == []
    assert all(url.startswith("file:") for url in requests)


def line_at(page: Page) -> int:
    return int(page.run("document.getElementById('line').getAttribute('aria-valuenow')"))


def picture(page: Page) -> tuple[float, float, float, float]:
    """x, y, width and height of the left picture in the window."""
    return page.box("figure.left img")


def zoom(page: Page, density: float = 1.0) -> float:
    return picture(page)[2] / WIDTH * density


def chosen(page: Page) -> tuple[str, str]:
    shown = [page.run(f"document.querySelector('figure.{side} img').alt") for side in ("left", "right")]
    assert shown == [TITLES[int(page.run(f"document.getElementById({side!r}).value"))] for side in ("left", "right")]
    return shown[0], shown[1]


def shown(page: Page, density: float = 1.0) -> np.ndarray:
    """The picture's rows below the captions and above the handle, as they are on screen."""
    x, y, width, _ = picture(page)
    top = round((y + 48) * density)
    return page.screenshot()[top : top + round(40 * density), round(x * density) : round((x + width) * density)]


# -- the pixels ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("density", [1.0, 2.0])
def test_at_full_size_the_screen_shows_the_very_pixels(page: Page, file: Path, density: float) -> None:
    page.open(file, **WIDE, density=density)
    page.click(*page.centre("#full"))
    page.key("h")
    x, y, width, height = picture(page)
    assert (width * density, height * density) == (WIDTH, HEIGHT)
    left, top = round(x * density), round(y * density)
    screen = page.screenshot()[top : top + HEIGHT, left : left + WIDTH].astype(int)
    first, last = columns()[0].pixels.astype(int), columns()[-1].pixels.astype(int)
    middle, rim = WIDTH // 2, 20 * round(density)  # the line and its handle cover the middle
    np.testing.assert_array_equal(screen[:, : middle - rim], first[:, : middle - rim])
    np.testing.assert_array_equal(screen[:, middle + rim :], last[:, middle + rim :])


def test_a_picture_pixel_is_a_square_above_full_size(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.key("End")
    assert zoom(page) == 3  # fitted: whole multiples from 200 % on
    x, y, _, _ = picture(page)
    screen = page.screenshot()[round(y) : round(y) + 3 * HEIGHT, round(x) : round(x) + 3 * WIDTH]
    rows = slice(40, 60)  # below the captions, above the handle
    expected = columns()[0].pixels[rows, :-10].repeat(3, axis=0).repeat(3, axis=1)
    np.testing.assert_array_equal(screen[rows.start * 3 : rows.stop * 3, : expected.shape[1]], expected)


# -- mouse --------------------------------------------------------------------------------------------------


def test_the_line_is_dragged(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, height = picture(page)
    assert line_at(page) == 50
    page.drag((x + width / 2 + 5, y + 20), (x + 5 + width / 4, y + height - 20))  # beside the handle, on the line
    assert line_at(page) == 25  # it keeps its distance from the pointer
    page.drag((x + width / 4, y + height / 2), (x - 100, y))
    assert line_at(page) == 0
    assert picture(page) == (x, y, width, height)


def test_where_all_is_seen_a_drag_anywhere_brings_the_line(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, _ = picture(page)
    page.click(x + width * 0.8, y + 30)
    assert line_at(page) == 50  # a click alone moves nothing
    page.drag((x + width * 0.8, y + 30), (x + width * 0.9, y + 60))
    assert line_at(page) == 90


def test_the_wheel_zooms_where_the_pointer_is(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, height = picture(page)
    at = (x + width * 0.7, y + height * 0.4)
    for _ in range(5):
        page.wheel(*at, up=100)
    left, top, wide, high = picture(page)
    assert wide == pytest.approx(width * 1.25**5, rel=1e-3)
    assert (at[0] - left) / wide == pytest.approx(0.7, abs=2e-3)
    assert (at[1] - top) / high == pytest.approx(0.4, abs=2e-3)
    other = (left + wide * 0.55, top + high * 0.5)
    page.wheel(*other, up=100)
    left, top, wide, high = picture(page)
    assert ((other[0] - left) / wide, (other[1] - top) / high) == pytest.approx((0.55, 0.5), abs=2e-3)
    for _ in range(16):
        page.wheel(*at, up=-200)
    assert zoom(page) == 1
    assert page.run("window.scrollY") == 0


def test_a_drag_pans_what_is_larger_than_the_stage(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, height = page.box("#stage")
    for _ in range(8):
        page.wheel(x + width / 2, y + height / 2, up=100)
    before = picture(page)
    page.drag((x + width * 0.8, y + height * 0.7), (x + width * 0.8 - 60, y + height * 0.7 + 35))
    after = picture(page)
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((-60, 35), abs=1)
    assert line_at(page) == 50
    page.drag((x + width * 0.9, y + 100), (x + width * 0.9 + 9999, y + 9999))  # no gap opens at the rim
    assert picture(page)[:2] == pytest.approx((x, y), abs=1)
    page.drag((x + width / 2, y + 20), (x + width / 4, y + 20))  # the line still moves
    assert line_at(page) == 25


def test_a_double_click_goes_between_all_of_it_and_full_size(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, height = page.box("#stage")
    at = (x + width * 0.6, y + height * 0.6)
    page.click(*at, times=2)
    assert zoom(page) == 1
    page.click(*at, times=2)
    assert zoom(page) == 3
    assert line_at(page) == 50


def test_the_buttons_and_boxes(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.click(*page.centre("#larger"))
    assert zoom(page) == 4
    page.click(*page.centre("#smaller"))
    page.click(*page.centre("#smaller"))
    assert zoom(page) == 2
    assert page.run("document.getElementById('zoom').textContent") == "200 %"
    page.click(*page.centre("#fit"))
    assert zoom(page) == 3
    page.click(*page.centre("#swap"))
    assert chosen(page) == ("Truth", "Bicubic ×4")
    page.run("(s => { s.value = 2; s.dispatchEvent(new Event('change')); })(document.getElementById('right'))")
    assert chosen(page) == ("Truth", "SRCNN ×4")
    sides = page.run("[...document.querySelectorAll('tbody .side')].map(e => e.textContent)")
    assert sides == ["", "", "right", "left"]


def test_the_details_come_in_turn(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    x, y, width, height = page.box("#stage")
    for crop in (*sheet().crops, sheet().crops[0]):
        page.click(*page.centre("#detail"))
        left, top, _, _ = picture(page)
        size = zoom(page)
        assert size > 8
        middle = (left + (crop.x + crop.width / 2) * size, top + (crop.y + crop.height / 2) * size)
        assert middle == pytest.approx((x + width / 2, y + height / 2), abs=1)


# -- fingers ------------------------------------------------------------------------------------------------


def test_a_finger_moves_the_line(page: Page, file: Path) -> None:
    page.open(file, **PHONE)
    x, y, width, height = picture(page)
    page.swipe(((x + width / 2 + 12, y + height / 2), (x + width / 4 + 12, y + height / 2 + 30)))
    assert line_at(page) == 25
    page.swipe(((x + width * 0.5, y + 20), (x + width * 0.75, y + 22)))
    assert line_at(page) == pytest.approx(75, abs=1)


def test_two_fingers_zoom_and_one_pans(page: Page, file: Path) -> None:
    page.open(file, **PHONE)
    x, y, width, height = picture(page)
    middle = (x + width * 0.75, y + height / 2)
    start = [(middle[0] - 20, middle[1]), (middle[0] + 20, middle[1])]
    end = [(middle[0] - 60, middle[1]), (middle[0] + 60, middle[1])]
    page.swipe(*zip(start, end, strict=True))
    left, _, wide, _ = picture(page)
    assert wide == pytest.approx(3 * width, rel=0.02)
    assert (middle[0] - left) / wide == pytest.approx(0.75, abs=0.01)
    assert line_at(page) == 50
    page.swipe(((300, y + 60), (260, y + 60)))
    assert picture(page)[0] == pytest.approx(left - 40, abs=1)
    page._touch("touchStart", [(300, y + 60)])
    page._touch("touchEnd", [])
    page._touch("touchStart", [(300, y + 60)])
    page._touch("touchEnd", [])
    page.settle()
    assert picture(page)[2] == pytest.approx(width, abs=1)  # a double tap shows all again


def test_a_finger_may_scroll_the_page_over_the_fitted_picture(page: Page, file: Path) -> None:
    page.open(file, **{**PHONE, "height": 480})
    x, y, width, height = picture(page)
    page.swipe(((x + width * 0.8, y + height - 10), (x + width * 0.8, y - 90)), steps=8)
    assert page.run("window.scrollY") > 20
    assert line_at(page) == 50


# -- keys ---------------------------------------------------------------------------------------------------


def test_arrows_and_ends_move_the_line(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.key("ArrowRight", times=3)
    assert line_at(page) == 53
    page.key("ArrowLeft", shift=True)
    assert line_at(page) == 43
    page.key("Home")
    assert line_at(page) == 0
    page.key("ArrowLeft")
    assert line_at(page) == 0
    page.key("End")
    assert line_at(page) == 100
    words = page.run("document.getElementById('line').getAttribute('aria-valuetext')")
    assert words == "100 %: Bicubic ×4 left, Truth right"


def test_numbers_choose_the_pictures(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.key("2", code="Digit2")
    page.key("#", code="Digit3", shift=True)  # what Shift and 3 give differs from keyboard to keyboard
    assert chosen(page) == ("DASR ×4", "SRCNN ×4")
    page.key("9", code="Digit9")
    assert chosen(page) == ("DASR ×4", "SRCNN ×4")
    page.key("x", code="KeyX")
    assert chosen(page) == ("SRCNN ×4", "DASR ×4")
    page.key("@", code="Digit2", shift=True)
    page.key("2", code="Digit2")
    assert chosen(page) == ("DASR ×4", "DASR ×4")
    assert "DASR" in page.run("document.getElementById('said').textContent")


def test_keys_zoom_and_pan(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.key("+", times=3)
    assert zoom(page) == 8
    left = picture(page)[0]
    page.key("a", code="KeyA")
    assert picture(page)[0] == left + 64
    page.key("0", code="Digit0")
    assert zoom(page) == 3


def test_tab_reaches_everything_and_the_focus_is_seen(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    reached = []
    for _ in range(10):
        page.key("Tab")
        reached.append(page.run("document.activeElement.id || document.activeElement.className"))
        rings = "getComputedStyle(document.activeElement{}).outlineStyle"
        ring = rings.format(".querySelector('span')") if reached[-1] == "line" else rings.format("")
        assert page.run(ring) == "solid", reached
    assert reached[:9] == ["left", "swap", "right", "smaller", "larger", "fit", "full", "detail", "line"]
    assert reached[9] == "table"
    page.key("ArrowRight")  # scrolls the table, if anything
    assert line_at(page) == 50


def test_keys_in_a_box_are_the_boxs_own(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.run("document.getElementById('left').focus()")
    page.key("Home")
    page.key("End")
    assert line_at(page) == 50


# -- looks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "phone"), ({"width": 320, "height": 500}, "small")])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_cut_off_and_the_palette_is_the_systems(
    page: Page, file: Path, size: dict[str, float], name: str, dark: bool
) -> None:
    page.open(file, **size, dark=dark)
    assert page.run("document.documentElement.scrollWidth <= window.innerWidth"), name
    for selector in ("h1", "#left", "#right", "#swap", "#smaller", "#larger", "#fit", "#full", "#detail"):
        x, y, width, height = page.box(selector)
        assert x >= 0, selector
        assert x + width <= size["width"], selector
        assert min(width, height, y + 1) > 0, selector
    assert page.box("#stage")[3] >= 240
    corner = page.screenshot()[2, 2]
    assert (corner.mean() < 80) == dark


def test_it_grows_with_its_window(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    call = page.browser.call
    call("Emulation.setDeviceMetricsOverride", width=700, height=500, deviceScaleFactor=1, mobile=False)
    page.settle()
    x, y, width, height = page.box("#stage")
    left, top, wide, high = picture(page)
    assert (left + wide / 2, top + high / 2) == pytest.approx((x + width / 2, y + height / 2), abs=1)
    assert wide <= width
    assert high <= height


def test_without_a_script_and_on_paper_all_pictures_are_there(page: Page, file: Path) -> None:
    page.open(file, **WIDE)
    page.browser.call("Emulation.setEmulatedMedia", media="print")
    tops = page.run("[...document.querySelectorAll('figure img')].map(e => e.getBoundingClientRect().top)")
    assert len(tops) == len(TITLES)
    assert all(after - before > HEIGHT for before, after in pairwise(tops))
    page.browser.call("Emulation.setEmulatedMedia", media="")
    page.browser.call("Emulation.setScriptExecutionDisabled", value=True)
    page.browser.call("Page.reload")
    page.browser.wait_for("Page.loadEventFired")
    tops = page.run("[...document.querySelectorAll('figure img')].map(e => e.getBoundingClientRect().top)")
    page.browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert all(after - before > HEIGHT for before, after in pairwise(tops))


def test_a_page_in_another_language(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    words = {
        "left": "左",
        "right": "右",
        "{0} left, {1} right": "左：{0}，右：{1}",
        "{0} {1}": "{1}：{0}",
        "Fit": "适合",
    }
    slider_page.write(sheet(), path, table(), tongue=Tongue("zh-CN", lambda text: words.get(text, text)))
    page.open(path, **WIDE)
    assert page.run("document.documentElement.lang") == "zh-CN"
    assert page.run("document.getElementById('fit').textContent") == "适合"
    page.key("2", code="Digit2")
    assert page.run("document.getElementById('said').textContent") == "左：DASR ×4"
    page.key("x", code="KeyX")
    valued = page.run("document.getElementById('line').getAttribute('aria-valuetext')")
    assert valued == "50 %: 左：Truth，右：DASR ×4"
    sides = page.run("[...document.querySelectorAll('tbody .side')].map(e => e.textContent)")
    assert sides == ["", "右", "", "左"]


def test_a_hostile_name_does_nothing(page: Page, tmp_path: Path) -> None:
    name = """</script></title>"><img src=x onerror="window.bad=1"><script>window.bad=1</script>"""
    path = tmp_path / "hostile.html"
    slider_page.write(replace(sheet(name), columns=tuple(replace(c, title=name) for c in columns())), path)
    page.open(path, **WIDE)
    page.key("2", code="Digit2")
    assert page.run("window.bad") is None
    assert page.run("document.title") == page.run("document.querySelector('h1').textContent") == name
    assert page.run("document.images.length") == len(TITLES)


def test_the_policy_stops_what_is_not_the_pages_own(browser: Browser, file: Path) -> None:
    page = Page(browser)
    page.open(file, **WIDE)
    page.run("(s => { s.textContent = 'window.bad = 1'; document.body.append(s); })(document.createElement('script'))")
    assert page.run("window.bad") is None
    assert any("Content Security Policy" in words for words in page.complaints())
    page.close()
