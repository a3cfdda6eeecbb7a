"""Curves of a degradation sweep: PSNR against how strong the degradation is, one curve a method."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.degradations import KINDS, DegradationKind, parse_degradation
from srviewer.phrase import phrase

FORMATS = (".png", ".svg")


@dataclass(frozen=True)
class Panel:
    """One kind of degradation: strengths, mildest first, and each method's PSNR in dB at them (None: no number)."""

    title: str
    milder_first: bool
    strengths: tuple[float, ...]
    curves: dict[str, tuple[float | None, ...]]


def panels(means: Mapping[str, Mapping[str, float | None]]) -> tuple[Panel, ...]:
    """The panels of a sweep.

    means : by degradation ("gaussian:1.6", ...) and method, mean PSNR-Y in dB

    Kinds without a strength (box, ll) have no place on an axis and are left out. `ParameterError` if no kind has two
    strengths.
    """
    found = [panel for kind in KINDS if (panel := _panel(kind, means)) is not None]
    if not found:
        raise ParameterError(
            phrase(
                "--plot draws curves over the strength of a degradation, which needs two strengths of "
                "one kind, as in --degradation gaussian:1,gaussian:2"
            )
        )
    return tuple(found)


def _panel(kind: DegradationKind, means: Mapping[str, Mapping[str, float | None]]) -> Panel | None:
    if kind.amount is None:
        return None
    milder_first = kind.amount.more_is_worse  # bicubic is blur, or noise, of strength 0
    points: list[tuple[float, Mapping[str, float | None]]] = []
    for text, by_method in means.items():
        how = parse_degradation(text)
        if how.name == kind.name and how.amount is not None:
            points.append((how.amount, by_method))
        elif how.name == "bicubic" and milder_first:
            points.append((0.0, by_method))
    if len(points) < 2 or all(strength == 0 for strength, _ in points):
        return None
    points.sort(key=lambda point: point[0], reverse=not milder_first)
    methods = points[0][1]
    curves = {method: tuple(by_method.get(method) for _, by_method in points) for method in methods}
    return Panel(kind.amount.axis, milder_first, tuple(strength for strength, _ in points), curves)


def check_target(path: Path) -> None:
    """Refuse a file that cannot be drawn, before anything is measured: its format, or a missing matplotlib."""
    if path.suffix.lower() not in FORMATS:
        raise ParameterError(phrase("{path}: a plot is written as {known}", path=path, known=" or ".join(FORMATS)))
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise ParameterError(phrase("--plot needs matplotlib: pip install 'srviewer[train]'")) from None


def draw(path: Path, drawn: Sequence[Panel], scale: int, overwrite: bool = False) -> None:
    """Write the panels side by side as PNG or SVG; needs matplotlib. Methods have the window's colours."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2 * len(drawn), 4), layout="constrained")
    for axes, panel in zip(figure.subplots(1, len(drawn), squeeze=False).ravel(), drawn, strict=True):
        for name, values in panel.curves.items():
            method = upsamplers.get(name)
            heights = [float("nan") if value is None else value for value in values]
            axes.plot(panel.strengths, heights, marker="o", markersize=4, color=method.colour, label=method.title)
        axes.set(xlabel=panel.title, ylabel="mean PSNR-Y (dB)", title=f"×{scale}")
        axes.grid(alpha=0.3)
        if not panel.milder_first:
            axes.invert_xaxis()
        axes.legend(fontsize="small")
    content = io.BytesIO()
    figure.savefig(content, format=path.suffix[1:].lower(), dpi=144)
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(content.getvalue())
