"""README's table of speeds, made anew: python tests/benchmarks/table.py [--only NAME ...] [--print]

Runs the benchmarks one after the other, with nothing else at work, takes the figures that README shows from what they
print, and writes the table between the two marks in README.md. A row whose benchmark was left out by `--only`, or
cannot run here, stays as it is. `--print` only prints the rows. Takes some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE.parents[1] / "README.md"
BEGIN, END = "<!-- speeds, made by tests/benchmarks/table.py -->", "<!-- end of speeds -->"
NUMBER = r"([\d.]+)"


@dataclass(frozen=True)
class Row:
    """A row of the table: the benchmark with its arguments, what it is, and where its numbers stand in the output."""

    command: tuple[str, ...]
    what: str
    pattern: str
    unit: str = ""

    @property
    def name(self) -> str:
        return self.command[0]

    def figures(self, output: str) -> str | None:
        """The numbers as the table shows them; None if they are not there."""
        found = re.search(self.pattern, output, re.DOTALL)
        return None if found is None else ", ".join(found.groups()) + self.unit


def engines(method: str) -> str:
    """Of the time, ours and that of the network alone over the faster engine's."""
    ratio = rf"[\d.]+ ms\s+{NUMBER}.*?"  # (method is the beginning of the weights' name)
    return rf"{method}.*?srviewer\.upscale\s+{ratio}network alone\s+{ratio}"


def batch(method: str) -> str:
    """How many times as quick as the loop, and over the bound."""
    return rf"{method}\s.*?loop / batch {NUMBER}.*?over the bound {NUMBER}"


def first(method: str) -> str:
    return rf"\b{method}:\s+{NUMBER} ms"


BATCH = ("batch", "--rounds", "3")
ENGINES = ("engines", "5", "2")
BIT = "over the faster of ONNX Runtime and OpenVINO on the bare network; its network alone"
ROWS = (
    Row(ENGINES, f"SRCNN to 1024 × 1024 by `srviewer.upscale` {BIT}", engines("srcnn")),
    Row(ENGINES, f"Perceptual ×4, 256 × 256 to 1024 × 1024, {BIT}", engines("perceptual")),
    *(
        Row(
            ENGINES,
            f"Compact ×{scale} to 1024 × 1024 by `srviewer.upscale` over the faster of the two on the fused network; "
            "its network alone; over SRCNN's",
            rf"{engines(f'compact_x{scale}')}over SRCNN's {NUMBER}",
        )
        for scale in (2, 4)
    ),
    Row(
        ("busy",),
        "a change of DASR's gain at 1000 × 1000, ×2, while Perceptual runs",
        r"network runs: seen\s+(\d+)",
        " ms",
    ),
    Row(("busy",), "the same: Perceptual's time over that without", rf"one change .*?\({NUMBER}\)"),
    Row(("busy",), "stale work goes on for", rf"stale work: {NUMBER}", " ms"),
    Row(
        ("photographs", "bicubic"),
        "bicubic ×2 of 24 megapixels in the window over the command line, which also writes a PNG",
        rf"s: {NUMBER} \(goal 1",
    ),
    Row(
        ("photographs", "regions"),
        "81 megapixels dropped: all panes' regions in view over the networks' own time",
        rf"s: {NUMBER} \(goal 3",
    ),
    Row(
        ("photographs", "pictures"),
        "three pictures of 24 megapixels one after another: peak; after the first, the last, closing",
        rf"peak {NUMBER} GB.*?first {NUMBER}, last {NUMBER}, closed {NUMBER}",
        " GB",
    ),
    *(
        Row(
            BATCH,
            f"40 mixed files, {title}: a plain loop over ours; ours over max(inference, reading + writing)",
            batch(name),
        )
        for name, title in (("bicubic", "bicubic"), ("dasr", "DASR"), ("srcnn", "SRCNN"), ("perceptual", "Perceptual"))
    ),
    Row(
        ("canvas",),
        "frame of four panes of 4096 × 4096 that pan, over four linked pyqtgraph views",
        rf"4096, median: {NUMBER}",
    ),
    Row(("canvas",), "the same, 16,384 over 1,024 pixels", rf"16384 / 1024: {NUMBER}"),
    Row(
        ("large",),
        "DASR to 12 megapixels over PyWavelets and Pillow: published",
        rf"DASR x2, published\s+\d+\s+\d+ ms\s+{NUMBER}",
    ),
    Row(("large",), "the default over its own plain steps", rf"DASR x2, default\s+\d+\s+\d+ ms\s+{NUMBER}"),
    Row(("large",), "SSIM of 12 megapixels over scikit-image", rf"SSIM\s+\d+\s+\d+ ms\s+{NUMBER}"),
    Row(("memory",), "LR and five results of 8192 × 8192", rf": {NUMBER} GB, at most", " GB"),
    *(
        Row(("first_pixels",), f"from the drop of a 12-megapixel JPEG to {what}", first(name), " ms")
        for name, what in (("picture", "the picture"), ("bicubic", "bicubic"), ("dasr", "DASR"), ("srcnn", "SRCNN"))
    ),
    Row(("latency",), "a change of DASR's gain at 512 × 512, ×2", rf"DASR's gain: median\s+{NUMBER}", " ms"),
    Row(("latency",), "a change of its wavelet", rf"its wavelet: median\s+{NUMBER}", " ms"),
    Row(
        ("latency",),
        "a change of Perceptual's strength, ×4, to the middle of what is in view at 100 %",
        rf"Perceptual's strength: median\s+{NUMBER}",
        " ms",
    ),
)


@cache
def output(command: tuple[str, ...]) -> str:
    """What a benchmark prints; its errors go to the terminal."""
    print("running", *command, flush=True)
    done = subprocess.run(
        [sys.executable, str(HERE / f"{command[0]}.py"), *command[1:]], stdout=subprocess.PIPE, text=True, check=False
    )
    print(done.stdout, flush=True)
    return done.stdout


def line_of(row: Row, figures: str) -> str:
    return f"| `{row.name}` | {row.what} | {figures} |"


def known(text: str) -> dict[str, str]:
    """Figures that a table has, by what they are."""
    cells = (line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| `"))
    return {what.strip(): figures.strip() for _, what, figures in cells}


def made(old: str, only: list[str]) -> str:
    """The table: figures measured now, else those of the old one; a row that has neither is left out."""
    before, lines = known(old), ["| NAME | what | measured |", "|---|---|---|"]
    for row in ROWS:
        asked = not only or row.name in only
        measured = row.figures(output(row.command)) if asked else None
        if asked and measured is None:
            print(f"no figures in what {row.name} prints: {row.what}")
        figures = measured or before.get(row.what)
        lines += [line_of(row, figures)] if figures else []
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--print", action="store_true")
    args = parser.parse_args()
    head, rest = README.read_text().split(BEGIN)
    old, tail = rest.split(END)
    start = time.monotonic()
    table = made(old, args.only)
    print(f"{time.monotonic() - start:.0f} s in all")
    if args.print:
        print(table)
    else:
        README.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}")


if __name__ == "__main__":
    main()
