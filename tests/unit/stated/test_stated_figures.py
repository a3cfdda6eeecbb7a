"""Every figure that a lesson or the README states is computed, so that a text that is stale fails; and every figure is
found, so that a new one that nothing computes fails too.

What is said of time, memory and GPUs is left out, and so are years, which must stand among the lesson's sources, and
numbers of lessons. The Chinese lessons must state the figures of the English ones, step by step.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checking import Says, uncovered, wrong
from compact_lesson import LESSON_8
from figures import Figure, chinese, english, in_prose, numerals
from gram_lesson import LESSON_9
from live_lesson import LESSON_10
from network_lessons import LESSON_3, LESSON_4
from readme_figures import HOW_FAST, README, code_left_out, sections
from scenes import ANYTHING
from seeing_lessons import LESSON_5, LESSON_6, LESSON_7
from wavelet_lessons import BY_THE_TEST_IMAGES, LESSON_1, LESSON_2

from srviewer import paths
from srviewer.lessons import parse
from srviewer.lessons.lesson import Lesson, LessonStep
from srviewer.reports.claim_bench import Bench

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "test"
LESSONS = {1: LESSON_1, 2: LESSON_2, 3: LESSON_3, 4: LESSON_4, 5: LESSON_5, 6: LESSON_6, 7: LESSON_7, 8: LESSON_8}
LESSONS |= {9: LESSON_9, 10: LESSON_10}
SOURCES = {"en": "Sources", "zh_CN": "出处"}


def lessons(language: str) -> dict[int, Lesson]:
    files = sorted((paths.resources() / "lessons" / language).glob("*.md"))
    read = [parse.read(file, ANYTHING) for file in files]
    return {lesson.number: lesson for lesson in read}


ENGLISH, CHINESE = lessons("en"), lessons("zh_CN")
STEPS = [(n, step) for n, lesson in ENGLISH.items() for step in lesson.steps if step.title != SOURCES["en"]]


def entries(number: int, title: str) -> tuple[Says, ...]:
    more = BY_THE_TEST_IMAGES if number == 2 else {}
    return (*LESSONS[number].get(title, ()), *more.get(title, ()))


def granted(text: str, number: int) -> list[Figure]:
    """Figures that need not be computed: years among the sources, and numbers of lessons that there are."""
    sources = ENGLISH[number].steps[-1].text
    years = [f for f in english(text) if re.fullmatch(r"(18|19|20)\d\d", f.text) and f.text in sources]
    others = [f for f in english(text) if text[: f.start].lower().endswith("lesson ") and int(f.value) in ENGLISH]
    return [*years, *others]


@pytest.mark.parametrize(("number", "step"), STEPS, ids=lambda value: getattr(value, "title", value))
def test_every_figure_of_a_lesson_is_computed(number: int, step: LessonStep) -> None:
    told = uncovered(step.text, entries(number, step.title), granted(step.text, number))
    assert not told, "\n".join(told)


def test_no_step_is_checked_that_there_is_not() -> None:
    for number, steps in LESSONS.items():
        assert steps.keys() <= {step.title for step in ENGLISH[number].steps}
        assert ENGLISH[number].steps[-1].title == SOURCES["en"]
        assert CHINESE[number].steps[-1].title == SOURCES["zh_CN"]


def check(number: int, step: LessonStep, long: bool) -> None:
    told = [
        line
        for entry in LESSONS[number].get(step.title, ())
        if entry.long is long
        for line in wrong(entry, step.text, step.scene, ENGLISH[number])
    ]
    assert not told, "\n".join(told)


def having(long: bool) -> list[tuple[int, LessonStep]]:
    return [(n, step) for n, step in STEPS if any(e.long is long for e in LESSONS[n].get(step.title, ()))]


@pytest.mark.parametrize(("number", "step"), having(long=False), ids=lambda value: getattr(value, "title", value))
def test_the_figures_of_a_lesson_are_so(number: int, step: LessonStep) -> None:
    check(number, step, long=False)


@pytest.mark.long
@pytest.mark.parametrize(("number", "step"), having(long=True), ids=lambda value: getattr(value, "title", value))
def test_the_figures_of_a_lesson_that_take_long_are_so(number: int, step: LessonStep) -> None:
    check(number, step, long=True)


@pytest.mark.skipif(not (DATA / "DASR4").is_dir(), reason="the four pictures of the paper are not there")
def test_the_table_of_lesson_2() -> None:
    bench, texts = Bench(DATA), {step.title: step.text for step in ENGLISH[2].steps}
    known = ((texts[title], entry) for title, entries in BY_THE_TEST_IMAGES.items() for entry in entries)
    told = [line for text, entry in known for line in wrong(entry, text, bench)]
    assert not told, "\n".join(told)


def formulae_of(text: str) -> list[str]:
    """The formulae that stand by themselves, without the words in them."""
    return [re.sub(r"\\text\{[^}]*\}", "", formula) for formula in re.findall(r"\$\$[^$]+\$\$", text)]


@pytest.mark.parametrize("number", ENGLISH)
def test_the_chinese_lesson_states_the_same_figures(number: int) -> None:
    told = []
    for step, translated in zip(ENGLISH[number].steps[:-1], CHINESE[number].steps[:-1], strict=True):
        assert formulae_of(step.text) == formulae_of(translated.text), step.title
        there = {figure.value for figure in in_prose(step.text)}
        found = chinese(translated.text)
        known = found | numerals(translated.text)
        told += [f"{step.title}: {value:g} is missing" for value in there if not {value, 1 / (value or 1)} & known]
        new = found - there - {1 / value for value in there if value} - {1.0}
        told += [f"{step.title}: {value:g} is not in the English one" for value in new]
    assert not told, "\n".join(told)


# -- the README --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [title for title in sections() if title != HOW_FAST])
def test_every_figure_of_the_readme_is_computed(title: str) -> None:
    told = uncovered(code_left_out(sections()[title]), README.get(title, ()))
    assert not told, "\n".join(told)


def test_no_section_of_the_readme_is_checked_that_there_is_not() -> None:
    assert README.keys() <= sections().keys()


@pytest.mark.parametrize("title", README)
def test_the_figures_of_the_readme_are_so(title: str) -> None:
    check_readme(title, long=False)


@pytest.mark.long
@pytest.mark.parametrize("title", [title for title, known in README.items() if any(entry.long for entry in known)])
def test_the_figures_of_the_readme_that_take_long_are_so(title: str) -> None:
    check_readme(title, long=True)


def check_readme(title: str, long: bool) -> None:
    if title == "The published numbers, and ours" and not (DATA / "Set5").is_dir():
        pytest.skip("Set5 is not there")
    text, bench = code_left_out(sections()[title]), Bench(DATA)
    told = [line for entry in README[title] if entry.long is long for line in wrong(entry, text, bench)]
    assert not told, "\n".join(told)


# -- the checks themselves ---------------------------------------------------------------------------------------


def test_what_is_missing_or_wrong_is_told() -> None:
    text = "It has 3.14 dB, two thirds of it in half a pixel, and one pixel more, at $x_1 = 255$; relu2_2 is a name."
    values = [3.14, 2 / 3, 0.5, 1, 255]
    assert [figure.value for figure in english(text)] == pytest.approx(values)
    known = Says("3.14 dB, two thirds of it", lambda: [3.1401, 2 / 3])
    assert not wrong(known, text)
    assert wrong(Says("3.14 dB", lambda: [3.15]), text) == ["'3.14 dB': 3.14 is not so, found 3.15"]
    assert wrong(Says("3.14 dB", lambda: []), text) == ["'3.14 dB': 1 figures, 0 values for them"]
    assert len(uncovered(text, [known])) == 3
    assert uncovered("Nothing.", [known]) == ["the text does not say '3.14 dB, two thirds of it'"]
    assert chinese("十三级，三分之二，半个像素，两倍，1/4，两个像素之间") == {13, 2 / 3, 0.5, 2, 0.25}
    assert numerals("六十四个，一半") == {64, 1, 0.5}
