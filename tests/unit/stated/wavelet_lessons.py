"""The figures of lessons 1 and 2, step by step, and what is computed for each (see `test_stated_figures`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from checking import Expected, about, at_least, at_most, more_than, nearly, says
from scenes import at, choices, dasr_page, measured, opened, pair, psnr_by_formula, stripes
from skimage.registration import phase_cross_correlation

from srviewer.compared import Pane
from srviewer.explain import dasr as opened_dasr
from srviewer.explain import filters
from srviewer.explain.step import step_of
from srviewer.imaging import wavelet
from srviewer.lessons.lesson import Lesson, Scene
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claim_measures import DASR_TABLE

# -- lesson 1: four bands ----------------------------------------------------------------------------------------


def share_of_hh(scene: Scene, _lesson: Lesson) -> list[Expected]:
    bands = wavelet.analyse(pair(scene)[0].pixels, scene.settings["wavelet"])
    return [about(wavelet.detail_energy_shares_by_level((bands,))[1, "HH"], 0.05)]


def levels(scene: Scene, _lesson: Lesson) -> list[float]:
    return [float(level) for level in range(1, int(scene.settings["levels"]) + 1)]


LESSON_1 = {
    "A picture of stripes": (
        says("each eight pixels wide", stripes),
        says("In ten minutes", lambda _scene, lesson: [lesson.minutes]),
    ),
    "Stripes at a slant": (says("HH has two thirds of it", share_of_hh),),
    "What the filters do to two pixels": (
        says("the two pixels come back", lambda scene, _: [filters.facts(scene.settings["wavelet"]).lengths[0]]),
        says("A stripe is eight pixels wide", stripes),
    ),
    "Longer filters see every edge": (
        says("nine and seven pixels", lambda scene, _: filters.facts(scene.settings["wavelet"]).lengths),
    ),
    "Again, and again": (
        says("Here that is done three times", lambda *given: levels(*given)[-1:]),
        says("the bands of level 1", lambda *given: levels(*given)[:1]),
        says("those of levels 2 and 3", lambda *given: levels(*given)[1:]),
    ),
}


# -- lesson 2: DASR step by step ---------------------------------------------------------------------------------


def shift_by_registration(scene: Scene, _lesson: Lesson) -> list[Expected]:
    """How far registration moves the result along each axis, found by correlation."""
    run = opened_dasr.assembled(opened(scene), choices(scene, gain=0.0))
    moved, *_ = phase_cross_correlation(run.synthesised, run.registered, upsample_factor=20)
    down, right = map(abs, moved)
    assert down == right
    return [about(float(right), 0.1)]


def half_a_pixel_costs(scene: Scene, _lesson: Lesson) -> list[Expected]:
    lost = dasr_page(scene) - dasr_page(scene, registration="published")
    return [shift_by_registration(scene, _lesson)[0], more_than(lost)]


def turns_of_the_sign(scene: Scene, _lesson: Lesson) -> list[Expected]:
    """How much faster HL turns down the edge in the truth's band than in the enlarged one, by the means of spectra."""
    arrays = opened(scene)
    assert arrays.true is not None
    means = []
    for band in (arrays.enlarged.cV, arrays.true.cV):
        rows, columns = (n // 2 for n in band.shape)  # without the mirror image beyond the picture
        inside = band[4 : rows - 4, columns // 4 : columns - columns // 4] * np.hanning(rows - 8)[:, None]
        power = np.square(np.abs(np.fft.rfft(inside, axis=0))).sum(axis=1)
        means.append(np.average(np.arange(len(power)), weights=power))
    return [about(means[1] / means[0])]


def images(scene: Scene, _lesson: Lesson) -> list[float]:
    """How many images the step shows."""
    run = opened_dasr.assembled(opened(scene), choices(scene))
    return [len(step_of(opened_dasr.STEPS, scene.settings["step"]).make(run))]


def halvings(scene: Scene, _lesson: Lesson) -> list[float]:
    arrays = opened(scene)
    return [float(np.log2(arrays.extended.shape[0] / arrays.bands.cA.shape[0]))]


def table_row(index: int) -> Callable[[Bench], list[float]]:
    def row(bench: Bench) -> list[float]:
        found = [bench.row("dasr", scale, gain=gain)[index] for scale, gain in ((2, 0), (2, 1), (4, 0))]
        return [DASR_TABLE[index], *found]

    return row


LESSON_2 = {
    "A claim": (
        says("at the published gain, 1,", lambda scene, _: [scene.comparison.panes[-1].param("gain")]),
        says(
            "28.78 dB against 29.89 dB",
            lambda scene, _: [measured(scene, "dasr", gain=1.0), measured(scene, "bicubic")],
        ),
        says(r"$$10 \log_{10} \frac{255^2}{\text{mean squared error}}$$", psnr_by_formula),
    ),
    "One level of the transform": (says("apart by one level", halvings),),
    "The details, enlarged": (says("All six are on one scale", images), says("all six are magnified", images)),
    "In place of LL": (
        says("At ×2 it has just the size", lambda scene, _: [scene.comparison.scale]),
        says("here by 2", lambda *_: [round(wavelet.low_gain("bior4.4") ** 2, 6)]),
    ),
    "Half a pixel": (
        says("it lies half a pixel off the truth", shift_by_registration),
        says("half a pixel costs more than 1.5 dB", half_a_pixel_costs),
    ),
    "The first reason, put to the test": (
        says("their gain is 0", lambda scene, _: [choices(scene).gain]),
        says("its PSNR is 26.49 dB", lambda scene, _: [dasr_page(scene)]),
        says("The details stay at 0", lambda scene, _: [choices(scene).gain]),
    ),
    "The first reason holds": (
        says(
            "30.29 dB: nearly 4 dB more",
            lambda scene, _: [dasr_page(scene), nearly(dasr_page(scene) - dasr_page(scene, ll="ll"))],
        ),
        says("which had 29.89 dB", lambda scene, _: [measured(scene, "bicubic")]),
    ),
    "The second reason, put to the test": (
        says("at gain 1", lambda scene, _: [choices(scene).gain]),
        says("It falls to 28.78 dB", lambda scene, _: [dasr_page(scene)]),
        says("At 0.25, which is the program's default", lambda *_: [Pane.of("dasr").param("gain")]),
    ),
    "About the right strength, but not the sign": (
        says("*twice as often*", turns_of_the_sign),
        says("moving the truth by half a pixel", shift_by_registration),
    ),
    "Sharper, and wrong": (
        says("At gain 1 the edge is steeper than at gain 0", lambda scene, _: [gains(scene)[-1], gains(scene)[0]]),
        says("**Gain 1 brings energy back", lambda scene, _: [gains(scene)[-1]]),
        says("so gain 1 has the least of the three", lambda scene, _: [least_of_gains(scene)]),
    ),
    "The ceiling": (
        says(
            "42.09 dB, nearly 12 dB more than with no details at all",
            lambda scene, _: [dasr_page(scene), nearly(dasr_page(scene) - no_details(scene))],
        ),
    ),
    "What the table shows": (
        says("printed for 128 to 512 pixels, that is ×4", lambda *_: [512 // 4, 512, 4]),
        says(
            "at ×2 with gain 0, at ×2 with gain 1, and at ×4 with gain 0",
            lambda *_: [2, 0, 2, 1, 4, 0],
        ),
        says("gain 0 is above bicubic, gain 1 below", lambda scene, _: [best_gain(scene), least_gain(scene)]),
    ),
    "A question": (
        says("Once more ×2 with gain 0", lambda scene, _: [scene.comparison.scale, choices(scene).gain]),
        says("Now think of ×4", lambda _, lesson: [lesson.steps[-2].scene.comparison.scale]),
        says("128 × 128 pixels", lambda _, lesson: pair(lesson.steps[-2].scene)[1].pixels.shape),
        says("256 × 256", lambda _, lesson: [2 * n for n in pair(lesson.steps[-2].scene)[1].pixels.shape]),
        says("the LR enlarged by 2", lambda _, lesson: [lesson.steps[-2].scene.comparison.scale / 2]),
        says("costs most at ×4", lambda _, lesson: [lesson.steps[-2].scene.comparison.scale]),
        says("as good as at ×2", lambda scene, _: [scene.comparison.scale]),
    ),
    "The answer": (
        says(
            "only 28.36 dB, where ×2 had 42.09 dB",
            lambda scene, _: [dasr_page(scene), 2, dasr_page(at(scene, scale=2))],
        ),
        says("At ×2 the LR itself", lambda *_: [2]),
        says("At ×4 it has to be enlarged", lambda scene, _: [scene.comparison.scale]),
        says(
            "the result, 26.25 dB, is hardly better than bicubic with 26.17 dB",
            lambda scene, _: [no_details(scene), measured(scene, "bicubic")],
        ),
    ),
}

BY_THE_TEST_IMAGES = {  # of lesson 2, by the bench of the claims
    "What the table shows": (
        says("**34.79**; 34.80, 32.43, 28.94", table_row(0)),
        says("**32.73**; 33.33, 32.46, 30.57", table_row(1)),
        says("**32.19**; 32.14, 31.62, 28.03", table_row(2)),
        says("**23.29**; 23.98, 22.81, 21.12", table_row(3)),
        says("within 0.8 dB of ×2 at gain 0", lambda bench: [at_most_off(bench), 2, 0]),
        says("2 dB and more above everything at ×4", lambda bench: [at_least(least_above(bench)), 4]),
        says("gives them at gain 1", lambda bench: [nearest_gain_that_fails(bench)]),
    )
}


def gains(scene: Scene) -> list[float]:
    return [float(pane.param("gain")) for pane in scene.comparison.panes if pane.method == "dasr"]


def _by_gain(scene: Scene) -> dict[float, float]:
    return {gain: measured(scene, "dasr", gain=gain) for gain in gains(scene)}


def least_of_gains(scene: Scene) -> float:
    found = _by_gain(scene)
    return min(found, key=lambda gain: found[gain])


def best_gain(scene: Scene) -> float:
    """The gain whose result lies above bicubic."""
    (above,) = [gain for gain, value in _by_gain(scene).items() if value > measured(scene, "bicubic")]
    return above


def least_gain(scene: Scene) -> float:
    (below,) = [gain for gain, value in _by_gain(scene).items() if value < measured(scene, "bicubic")]
    return below


def no_details(scene: Scene) -> float:
    return dasr_page(scene, gain=0.0, lh="enlarged", hl="enlarged", hh="enlarged")


def at_most_off(bench: Bench) -> Expected:
    return at_most(max(abs(a - b) for a, b in zip(bench.row("dasr", 2, gain=0), DASR_TABLE, strict=True)))


def _at_4(bench: Bench) -> Iterable[tuple[float, ...]]:
    row = bench.row
    yield row("bicubic", 4)
    for gain in (0, 0.25, 0.5, 1):
        for registration in ("registered", "published"):
            yield row("dasr", 4, gain=gain, registration=registration)
            yield row("dasr", 4, "ll:published", gain=gain, registration=registration)
    yield row("wzp", 4, "ll:published", registration="published")


def least_above(bench: Bench) -> float:
    return min(printed - ours for row in _at_4(bench) for printed, ours in zip(DASR_TABLE, row, strict=True))


def nearest_gain_that_fails(bench: Bench) -> float:
    """1, if no row at that gain lies within 0.8 dB of the printed table."""
    row = bench.row
    rows = [
        row("dasr", scale, how, gain=1, registration=registration)
        for scale in (2, 4)
        for how in ("bicubic", "ll:published")
        for registration in ("registered", "published")
    ]
    assert all(max(abs(a - b) for a, b in zip(r, DASR_TABLE, strict=True)) > 0.8 for r in rows)
    return 1
