"""Typeset the formulae of the lessons: python resources/lessons/typeset.py [LESSON.md ...]

Writes every formula that the lessons hold (and those named, for lessons of one's own) into formulae/ as an SVG, and
removes what no lesson holds any more. Needs ziamath, which is no dependency of the program: pip install ziamath.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from srviewer.lessons import formulae
from srviewer.lessons.formulae import SIZE, Formula

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "formulae"


def wanted(more: Iterable[Path] = ()) -> dict[str, Formula]:
    """The formulae of all lessons by the name of their SVG."""
    texts = [path.read_text(encoding="utf-8") for path in (*sorted(HERE.glob("*/[0-9]*.md")), *more)]
    return {formula.name: formula for text in texts for formula in formulae.of_text(text)}


def svg(formula: Formula) -> str:
    """A formula as SVG in `currentColor`, with how far it reaches below the line that letters stand on."""
    import ziamath

    ziamath.config.svg2 = False  # paths in place of symbols, which QtSvg does not draw
    made = ziamath.Latex(formula.latex, size=SIZE, inline=not formula.display)
    text = re.sub(r'(fill|stroke)="black"', r'\1="currentColor"', made.svg())
    box = re.search(r'viewBox="([-0-9.e]+) ([-0-9.e]+) ([-0-9.e]+) ([-0-9.e]+)"', text)
    assert box is not None
    depth = max(0.0, float(box[2]) + float(box[4]))
    return text.replace("<svg ", f'<svg data-depth="{depth:.3f}" ', 1) + "\n"


def main(more: Iterable[Path]) -> None:
    found = wanted(more)
    FOLDER.mkdir(exist_ok=True)
    for name, formula in found.items():
        (FOLDER / name).write_text(svg(formula), encoding="utf-8")
    for path in FOLDER.glob("*.svg"):
        if path.name not in found:
            path.unlink()
    print(f"{len(found)} formulae")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
