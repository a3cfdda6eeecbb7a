"""The figures of the README, section by section, and what is computed for each (see `test_stated_figures`).

A call takes the bench of the claims on the test images. Of the section on speed only what is no time is computed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from checking import Expected, about, says

from srviewer.imaging.resample import resize_taps
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claim_measures import BICUBIC_TABLE, SRCNN_TABLE

ROOT = Path(__file__).resolve().parents[3]
HOW_FAST = "How fast"
JOHNSON = 27.09  # mean PSNR-Y on Set5 at x4, from the paper's table


def sections() -> dict[str, str]:
    """The texts of the README by their titles."""
    parts = re.split(r"(?m)^## ", (ROOT / "README.md").read_text(encoding="utf-8"))
    return dict(part.split("\n", 1) for part in parts[1:])


def code_left_out(text: str) -> str:
    return re.sub(r"```.*?```", lambda match: " " * len(match[0]), text, flags=re.DOTALL)


# -- what the project says of itself -----------------------------------------------------------------------------


def counts(path: str, pattern: str) -> list[float]:
    """Numbers that stand in a file of the tests."""
    found = re.search(pattern, (ROOT / "tests" / path).read_text(encoding="utf-8"))
    assert found is not None
    return [float(group.replace("_", "")) for group in found.groups()]


def random_actions(_bench: Bench) -> list[float]:
    """Of all long walks together."""
    path = "gui/test_random_walk.py"
    (each,), (times,) = counts(path, r"ACTIONS = (\d+)"), counts(path, r"\((\d+) \* ACTIONS")
    text = (ROOT / "tests" / path).read_text(encoding="utf-8")
    seeds = re.search(r"marks=pytest\.mark\.long\) for seed in \(([^)]*)\)", text)
    assert seeds is not None
    return [each * times * len(seeds[1].split(","))]


def minors() -> range:
    """The releases of Python 3 that the project says it is for."""
    low, beyond = re.search(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', _project()).groups()  # type: ignore[union-attr]
    return range(int(low), int(beyond))


def _project() -> str:
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def supported(count: int) -> Callable[[Bench], list[Expected]]:
    """So many releases of Python, each one of those that the project is for (a figure of 3.10 is 3.1)."""
    known = [float(f"3.{minor}") for minor in minors()]
    return lambda _bench: [lambda stated: stated in known] * count


def taps(_bench: Bench) -> list[float]:
    _indices, weights = resize_taps(16, 128)
    return [int(np.count_nonzero(np.abs(weights) > 1e-9, axis=1).max())] * 2


def lessons(_bench: Bench) -> list[Expected]:
    """How many there are, and how many minutes each takes on the whole."""
    heads = [file.read_text(encoding="utf-8") for file in (ROOT / "resources/lessons/en").glob("*.md")]
    minutes = [int(re.search(r"minutes: (\d+)", head)[1]) for head in heads]  # type: ignore[index]
    return [len(heads), about(float(np.mean(minutes)), 0.15)]


def exit_statuses(_bench: Bench) -> list[float]:
    """Of an error of the user's, and of a batch in which a file has failed."""
    from srviewer.__main__ import main

    wrong = main(["upscale", "a.png", "--scale", "99", "--output", "b.png"])
    with tempfile.TemporaryDirectory() as folder:
        good, bad = Path(folder) / "good.pgm", Path(folder) / "bad.png"
        good.write_bytes(b"P5 1 1 255\n0")
        bad.write_bytes(b"no picture")
        argv = ["upscale", str(bad), str(good), "--method", "bicubic", "--scale", "2", "--output-dir", f"{folder}/out"]
        return [wrong, main(argv)]


# -- the numbers on Set5 -----------------------------------------------------------------------------------------


def row(*values: Callable[[Bench], float]) -> Callable[[Bench], list[float]]:
    return lambda bench: [value(bench) for value in values]


def mean(method: str, scale: int) -> Callable[[Bench], float]:
    return lambda bench: bench.set5_mean(method, scale)


def published(table: dict[str, float]) -> tuple[Callable[[Bench], float], ...]:
    return tuple((lambda _bench, value=value: value) for value in table.values())  # type: ignore[misc]


def constant(*values: float) -> tuple[Callable[[Bench], float], ...]:
    return tuple((lambda _bench, value=value: value) for value in values)  # type: ignore[misc]


def ours(method: str) -> tuple[Callable[[Bench], float], ...]:
    return tuple(mean(method, scale) for scale in (2, 3, 4))


def line(start: str) -> re.Pattern[str]:
    """A line of a table that starts so."""
    return re.compile(rf"(?m)^\| {start}.*$")


def above_and_below(bench: Bench) -> list[Expected]:
    """Whether DASR lies above bicubic at ×2 with a small gain, and below it at gain 1."""
    bicubic, damped, full = (
        np.array(bench.row(*of, **params))
        for of, params in ((("bicubic", 2), {}), (("dasr", 2), {"gain": 0.25}), (("dasr", 2), {"gain": 1}))
    )
    so = bool((damped > bicubic).all() and (full < bicubic).all())
    return [2 if so else 0, 1 if so else 0]


# -- what is no time ---------------------------------------------------------------------------------------------


def off_the_plain_network(_bench: Bench) -> list[Expected]:
    """The largest difference of SRCNN's values from the plain network's, in levels."""
    import torch

    from srviewer import networks, weights

    entry = weights.find("srcnn", 3)
    plain = networks.build(entry.architecture)
    plain.load_state_dict(weights.read(entry))
    plain.eval()
    image = torch.from_numpy(np.random.default_rng(0).random((1, 1, 64, 96), np.float32))
    with torch.inference_mode():
        off = (networks.for_inference(plain, strips=True)(image) - plain(image)).abs().max()
    return [lambda stated: 255 * float(off) < stated + 0.0005]


README = {
    "Two commands": (
        says("Python 3.10 to 3.13", lambda _: [float(f"3.{minor}") for minor in (minors()[0], minors()[-1])]),
        says("5,000 damaged files", lambda _: counts("property/test_hostile_files.py", r"pytest\.param\((5000)")),
        says("200 kills", lambda _: counts("unit/test_batch_killed.py", r"pytest\.param\((\d+)")),
        says("60,000 random actions", random_actions),
        says("about 3 GB", lambda _: [3]),  # memory
        says("newest on Python 3.10, 3.11 and 3.13", supported(3)),
        says("on 3.10 and 3.13;", supported(2)),
        says("newest on 3.11", supported(1)),
    ),
    "The methods": (
        says("weighs 4 × 4 pixels", taps),
        says("resolution, 2010; not", lambda _: [2010]),
        says("network of 2021", lambda _: [2021]),
        says("Dong et al. 2016", lambda _: [2016]),
        says("Johnson et al. 2016", lambda _: [2016]),
    ),
    "In the window": (
        says("the whole picture and 100 %", lambda _: [100]),
        says("at 800 %", lambda _: [100 * near()]),
        says("| 1 to 6, space, held |", lambda _: [1, most_panes()]),
        says("| Alt+Shift+1 to 5 |", lambda _: [1, views()]),
        says("ten lessons of about ten minutes", lessons),
    ),
    "Command line": (says(re.compile(r"exit status 2; a batch goes on and ends with 1"), exit_statuses),),
    "The published numbers, and ours": (
        says("| published ×2 / ×3 / ×4 | ours ×2 / ×3 / ×4 |", lambda _: [2, 3, 4] * 2),
        says(line("bicubic"), row(*published(BICUBIC_TABLE), *ours("bicubic"))),
        says(line("DASR, gain 0.25"), row(*constant(0.25), *ours("dasr"))),
        says(line("SRCNN"), row(*constant(9, 5, 5), *published(SRCNN_TABLE), *ours("srcnn"))),
        says(
            line("perceptual"),
            row(
                *constant(JOHNSON, 4), mean("perceptual", 2), mean("perceptual", 3), *constant(4), mean("perceptual", 4)
            ),
            long=True,
        ),
        says(
            line("Compact"),
            row(*(mean("compact", scale) for scale in (2, 3, 4))),
            long=True,
        ),
        says(
            line("its twin"),
            row(mean("pixel_twin", 2), mean("pixel_twin", 3), *constant(4), mean("pixel_twin", 4)),
            long=True,
        ),
        says("not reached at ×4", lambda _: [4]),
        says(re.compile(r"above bicubic at ×2 with a small detail gain, and below it at gain 1"), above_and_below),
    ),
    HOW_FAST: (says("to 0.002 of a level", off_the_plain_network),),
}


def near() -> float:
    from srviewer.gui.features.maps.maps import NEAR

    return NEAR


def most_panes() -> float:
    from srviewer.compared import MOST_PANES

    return MOST_PANES


def views() -> float:
    from srviewer.gui.canvas.views import VIEWS

    return len([view for view in VIEWS if not view.secret])
