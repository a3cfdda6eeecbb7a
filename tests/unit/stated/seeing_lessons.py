"""The figures of lessons 5 to 7, step by step, and what is computed for each (see `test_stated_figures`)."""

from __future__ import annotations

import io

import numpy as np
from checking import Expected, about, at_least, at_most, less_than, says
from PIL import Image
from scenes import measured, psnr_by_formula, result, runs
from scipy.ndimage import find_objects, label

from srviewer.imaging import samples
from srviewer.imaging.picture import quantise
from srviewer.imaging.resample import resize_taps
from srviewer.lessons import pictures
from srviewer.lessons.lesson import Lesson, Scene
from srviewer.metrics import structural_similarity
from srviewer.metrics.peak_signal_noise_ratio import psnr

NETWORKS = ("srcnn", "perceptual")
FOUR = ("bicubic", "dasr", *NETWORKS)


# -- lesson 5: sampling ------------------------------------------------------------------------------------------


def fineness(scene: Scene, _lesson: Lesson) -> list[Expected]:
    """Cycles a pixel of the zone plate in the middle and in the middle of a side: half the turns of the sign."""
    pixels = pictures.picture_of(scene.opened).pixels
    turns = np.flatnonzero(np.diff(np.sign(pixels[pixels.shape[0] // 2] - 0.5)))
    in_middle = np.count_nonzero(np.abs(turns - pixels.shape[1] / 2) < 4) / (2 * 8)
    at_side = np.count_nonzero(turns >= pixels.shape[1] - 17) / (2 * 16)
    return [lambda stated: in_middle - 0.1 < stated == 0, about(at_side, 0.1)]


def limit(distance: int) -> float:
    """The finest that pixels at this distance can hold, in cycles a pixel."""
    return 1 / (2 * distance)


def taps(kernel: str) -> int:
    """How many pixels an enlarged one is a sum of, along an axis."""
    _indices, weights = resize_taps(16, 128, kernel)
    return int(np.count_nonzero(np.abs(weights) > 1e-9, axis=1).max())


def stripes_of(scene: Scene) -> int:
    """The period of stripes."""
    row = pictures.picture_of(scene.opened).pixels[0]
    return sum(runs(row)[:2])


def folded(scene: Scene) -> float:
    """The period of stripes once they are shrunk, in pixels of the truth."""
    scale = scene.comparison.scale
    return 1 / (1 / scale - 1 / stripes_of(scene))


LESSON_5 = {
    "Rings that grow finer": (
        says("within one pixel. In the middle it is 0", lambda *given: [1, fineness(*given)[0]]),
        says("of each side it is 1/2: one light pixel, one dark", lambda *given: [fineness(*given)[1]]),
    ),
    "Half the rows, half the columns": (
        says("a block of 2 × 2", lambda scene, _: [scene.comparison.scale, scene.comparison.scale]),
    ),
    "The sampling theorem": (
        says("$T$ is one pixel, so the limit is 1/2", lambda *_: [1, limit(1)]),
        says("so the limit is 1/4", lambda scene, _: [limit(scene.comparison.scale)]),
    ),
    "Why bicubic blurs": (
        says("shrunk by eight", lambda scene, _: [scene.comparison.scale]),
        says("takes 4 × 4 pixels", lambda *_: [taps("bicubic"), taps("bicubic")]),
        says("one pixel, of weight 1", lambda *_: [taps("nearest"), 1]),
    ),
    "Seen as a spectrum": (says("up to 1/4 cycle a pixel", lambda scene, _: [limit(scene.comparison.scale)]),),
    "Where spokes merge": (says("a sixteenth of the pixels", lambda scene, _: [1 / scene.comparison.scale**2]),),
    "The lens loses before the pixels do": (
        says("shrunk, by two", lambda scene, _: [scene.comparison.scale]),
        says("about a fifth of a micrometre", lambda *_: [about(0.53 / (2 * 1.4))]),  # green light, oil immersion
    ),
    "A question": (
        says("a period of three pixels", lambda scene, _: [stripes_of(scene)]),
        says("1/3 of a cycle a pixel", lambda scene, _: [1 / stripes_of(scene)]),
        says("shrunk by two", lambda scene, _: [scene.comparison.scale]),
    ),
    "The answer": (
        says(
            "1/3 is above the limit of 1/4",
            lambda scene, _: [1 / stripes_of(scene), limit(scene.comparison.scale)],
        ),
        says(
            r"$$f' = \frac{1}{2} - \frac{1}{3} = \frac{1}{6}$$",
            lambda scene, _: [stripes_of(scene), round(folded(scene), 6)],
        ),
        says(
            "one cycle in six pixels: stripes of twice the period",
            lambda scene, _: [1, round(folded(scene), 6), round(folded(scene) / stripes_of(scene), 6)],
        ),
    ),
}


# -- lesson 6: why PSNR is not seeing ----------------------------------------------------------------------------


def decibels(scene: Scene, kind: str = "noise") -> float:
    """The PSNR of a distorted picture that stands beside the truth."""
    harm = next(harm for harm in scene.results if harm.kind == kind)
    truth = pictures.picture_of(scene.opened).pixels
    return psnr(pictures.distort(truth, harm), truth)


def all_about(scene: Scene, _lesson: Lesson) -> list[Expected]:
    values = [decibels(scene, harm.kind) for harm in scene.results]
    return [lambda stated: all(abs(value - stated) < 0.5 for value in values)]


def harms(scene: Scene, _lesson: Lesson) -> list[float]:
    return [len(scene.results)]


def six(_scene: Scene, lesson: Lesson) -> list[float]:
    return [max(len(step.scene.results) for step in lesson.steps)]


def seen_by_ssim(*_: object) -> list[float]:
    """How far along an axis a pixel can change SSIM."""
    flat, dot = np.full((41, 41), 100, np.uint8), np.full((41, 41), 100, np.uint8)
    dot[20, 20] = 200
    changed = structural_similarity.ssim_map(flat, dot) != 1
    return [int(np.count_nonzero(changed.any(axis=axis))) for axis in (1, 0)]


LESSON_6 = {
    "One picture, one truth": (says("harmed in six ways", six),),
    "PSNR is the same number again": (
        says("255, the largest possible difference", lambda *_: [np.iinfo(np.uint8).max]),
        says(r"$$\mathrm{PSNR} = 10\,\log_{10}\frac{255^2}{\mathrm{MSE}}$$", psnr_by_formula),
        says(
            "about 26: the differences are about thirteen levels",
            lambda scene, _: [about(decibels(scene), 0.01), about(255 / 10 ** (decibels(scene) / 20), 0.03)],
        ),
    ),
    "Six harms, one PSNR": (
        says("the PSNR is about 26 dB", all_about),
        says("Put the six in order", harms),
    ),
    "Where the error is": (says("the same in all six", harms),),
    "SSIM looks at patches": (
        says("patches of 11 × 11 pixels", seen_by_ssim),
        says("1 is best", lambda *_: [structural_similarity.ssim(np.eye(16), np.eye(16))]),
        says("The six are no longer the same", harms),
    ),
    "A network looks": (says("the best of the six", harms),),
    "The plane": (says("Each of the six", harms),),
    "Methods on the plane": (says("shrunk by four", lambda scene, _: [scene.comparison.scale]),),
}


# -- lesson 7: try to fool them ----------------------------------------------------------------------------------


def lost(scene: Scene, lesson: Lesson, methods: tuple[str, ...]) -> list[float]:
    """By how many dB methods lie below what they have in the first step."""
    first = lesson.steps[0].scene
    return [measured(first, method) - measured(scene, method) for method in methods]


def face() -> int:
    """How wide the face of the astronaut is in pixels, by a detector of faces."""
    from skimage import data
    from skimage.feature import Cascade

    pixels = quantise(samples.load("astronaut").pixels)
    detector = Cascade(data.lbp_frontal_face_cascade_filename())
    found = detector.detect_multi_scale(pixels, 1.2, 1, (60, 60), (200, 200))
    return max(face["width"] for face in found)


def pixels_of_a_letter(scene: Scene) -> float:
    """How many LR pixels a letter of the small lines covers at most, by the boxes around what is dark: of each of the
    last six lines the median. In whole pixels: releases of Pillow draw its letters a little differently."""
    page = pictures.picture_of(scene.opened).pixels < 0.5
    lines = [page[rows] for (rows,) in find_objects(label(page.any(axis=1))[0])[-6:]]
    boxes = [find_objects(label(line, np.ones((3, 3)))[0]) for line in lines]
    areas = [np.median([(y.stop - y.start) * (x.stop - x.start) for y, x in of_line]) for of_line in boxes]
    return round(float(max(areas)) / scene.comparison.scale**2)


def block_of_jpeg(*_: object) -> list[float]:
    """The sides of JPEG's blocks: at the poorest quality little but their means is left of a slope."""
    slope = np.broadcast_to(np.arange(0, 256, 4, dtype=np.uint8), (64, 64))
    sides = []
    for plane in (slope.T, slope):
        file = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(plane)).save(file, "JPEG", quality=1)
        poor = np.asarray(Image.open(file)).astype(int)
        (side,) = set(runs(poor[:, 0] if plane is not slope else poor[0]))
        sides.append(side)
    return [float(side) for side in sides]


def spread(scene: Scene) -> float:
    values = [measured(scene, method) for method in FOUR]
    return max(values) - min(values)


def lost_by_more_blur(scene: Scene, lesson: Lesson) -> list[Expected]:
    before = lesson.steps[-3].scene
    gaps = [measured(before, method) - measured(scene, method) for method in FOUR]
    return [lambda stated: all(abs(gap - stated) < 0.5 for gap in gaps)]


def steps_of(scene: Scene, _lesson: Lesson) -> list[float]:
    """The scales of the passes that a network takes."""
    return [float(label.rpartition("×")[2]) for label in result(scene, "perceptual").steps]


def amount(scene: Scene) -> float:
    return float(scene.comparison.degradation.partition(":")[2])


LESSON_7 = {
    "What they were made for": (says("shrunk by two", lambda scene, _: [scene.comparison.scale]),),
    "Noise": (says("ten levels of 255", lambda scene, _: [amount(scene), np.iinfo(np.uint8).max]),),
    "JPEG": (says("blocks of 8 × 8 pixels", block_of_jpeg),),
    "A kernel that is too sharp": (
        says(
            "both networks lose eight tenths of a decibel and more",
            lambda scene, lesson: [at_least(min(lost(scene, lesson, NETWORKS)))],
            long=True,
        ),
    ),
    "Half a pixel aside": (
        says("lies half a pixel of the truth", lambda *_: [0.5]),
        says(
            "all have lost two decibels and more",
            lambda scene, lesson: [at_least(min(lost(scene, lesson, FOUR)))],
            long=True,
        ),
    ),
    "Text": (
        says("shrunk by four", lambda scene, _: [scene.comparison.scale]),
        says("four LR pixels at most", lambda scene, _: [at_most(pixels_of_a_letter(scene))]),
    ),
    "A face": (says("shrunk by four", lambda scene, _: [scene.comparison.scale]),),
    "The same face, from much less": (
        says(
            "Shrunk by eight: the face is less than twenty LR pixels wide",
            lambda scene, _: [scene.comparison.scale, less_than(face() / scene.comparison.scale)],
        ),
        says("the networks go ×4 and then ×2", steps_of, long=True),
    ),
    "A question": (
        says(
            "4 pixels in place of 2",
            lambda scene, lesson: [amount(lesson.steps[-2].scene), amount(scene)],
        ),
    ),
    "The answer": (
        says("All have lost about three decibels", lost_by_more_blur, long=True),
        says("less than a tenth of a decibel", lambda scene, _: [less_than(spread(scene))], long=True),
    ),
}
