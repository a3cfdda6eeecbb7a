"""Methods and results of one picture side by side: what `srviewer.compare` returns and `srviewer compare` draws."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from srviewer import upsamplers
from srviewer.engine.events import Failed, Finished, Result
from srviewer.engine.job import Job, Rect
from srviewer.engine.run import result_of
from srviewer.errors import ParameterError
from srviewer.evaluation import (
    Measured,
    OwnTask,
    PrepareTask,
    benchmark_pair,
    compare_own,
    measure,
    prepare,
    takes_given,
)
from srviewer.imaging.degradations import at
from srviewer.imaging.image_io import from_array, read_picture
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.measures import Measures
from srviewer.phrase import phrase
from srviewer.readings import as_json, of_results
from srviewer.reports import contact_sheet, slider_page
from srviewer.reports.contact_sheet import ENGLISH, Sheet
from srviewer.reports.formats import figure_format
from srviewer.reports.table import Table, numbers_table
from srviewer.upsamplers.method import Method, in_words

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL import Image

    Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class ComparisonReport:
    """Results of one picture, with their numbers. In a notebook it shows itself.

    sheet : the pictures, in order; a truth comes last
    table : the numbers, one row a result, as text
    records : the same numbers as they were measured, see `numbers`
    """

    sheet: Sheet
    table: Table
    records: tuple[Mapping[str, Any], ...]

    @property
    def numbers(self) -> Any:
        """One record a result: its name, the measured values by the names of metrics, seconds.

        A list of dicts, or a `pandas.DataFrame` where pandas is installed. A picture that is identical with the truth
        has no PSNR but `identical` (as in the JSON of `srviewer evaluate`).
        """
        records = [dict(record) for record in self.records]
        try:
            import pandas
        except ImportError:
            return records
        return pandas.DataFrame(records)

    def figure(self) -> Image.Image:
        """The contact sheet as an RGB image."""
        return contact_sheet.draw(self.sheet)

    def to_html(self, path: str | Path, overwrite: bool = False) -> None:
        """Write the page with the slider: one file for any browser, which asks for nothing else.

        `ParameterError` if the name does not end in .html, `OutputExistsError` if something is there already.
        """
        slider_page.write(self.sheet, Path(path), self.table, overwrite)

    def save(self, path: str | Path, overwrite: bool = False) -> None:
        """Write a figure in the format that the name ends in, as `srviewer compare --output` does."""
        path = Path(path)
        figure_format(path).write(self.sheet, path, self.table, overwrite, ENGLISH)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """What Jupyter, JupyterLab and marimo show: the page in a frame of its own, a picture where no script may run,
        the numbers as text elsewhere."""
        drawn = io.BytesIO()
        self.figure().save(drawn, "PNG", optimize=True)
        picture = base64.b64encode(drawn.getvalue()).decode("ascii")
        return {"text/html": self._framed(picture), "image/png": picture, "text/plain": repr(self)}

    def _framed(self, picture: str) -> str:
        """The page in a frame; what cleans a notebook that is not trusted takes the frame out and leaves the picture.

        As an attribute the page keeps to itself: its style and keys are not the notebook's.
        """
        still = f'<noscript><img alt="{escape(self.sheet.title)}" src="data:image/png;base64,{picture}"></noscript>'
        if len(self.sheet.columns) < 2:
            return still.removeprefix("<noscript>").removesuffix("</noscript>")
        page = escape(slider_page.html(self.sheet, self.table))
        return (
            f'<iframe title="{escape(self.sheet.title)}" srcdoc="{page}" sandbox="allow-scripts" '
            f'style="width:100%;height:720px;border:0"></iframe>{still}'
        )

    def __repr__(self) -> str:
        """The title and the table of numbers."""
        widths = [max(map(len, column)) for column in zip(*self._rows(), strict=True)]
        rows = [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in self._rows()]
        return "\n".join((self.sheet.title, *("  ".join((row[0].strip().ljust(widths[0]), *row[1:])) for row in rows)))

    def _rows(self) -> tuple[tuple[str, ...], ...]:
        return (self.table.headings, *self.table.rows)


def compare(
    picture: Array | str | Path,
    methods: Sequence[str | Method] | None = None,
    results: Mapping[str, Array] | None = None,
    scale: int = 4,
    *,
    mode: str = "upscale",
    truth: Array | str | Path | None = None,
    degradation: str | None = None,
    params: Mapping[str | Method, Mapping[str, object]] | None = None,
    crops: Sequence[tuple[int, int, int, int]] = (),
    device: str = "auto",
) -> ComparisonReport:
    """Enlarge a picture by several methods, and set them and results of one's own side by side.

    Parameters
    ----------
    picture : array as for `srviewer.upscale`, or the name of a file
    methods : names of methods, or what `srviewer.load_model` gave; by default the main ones that are there and do the
        scale
    results : further results of the same picture by their names, `scale` times as high and wide as the LR
    scale : 1, 2, 3, 4 or 8
    mode : "upscale": the picture is the LR; "benchmark": it is the truth, of which the LR is made
    degradation : how it is made; by default "bicubic", at scale 1 "jpeg"
    truth : of an LR, where it is known: then the results are measured against it
    params : parameters by methods, e.g. {"dasr": {"gain": 0.25}}
    crops : (x, y, width, height) in pixels of the results, which the figure shows large
    device : "auto", "cpu", "cuda" or "mps"

    Raises
    ------
    srviewer.errors.ParameterError : an argument cannot be used; the message says what can
    srviewer.errors.InferenceError : a method did not give a result; the message says why

    Examples
    --------
    >>> import numpy as np, srviewer
    >>> found = srviewer.compare(np.zeros((8, 9), np.uint8), ["nearest", "bicubic"], scale=2)
    >>> [column.title for column in found.sheet.columns]
    ['Nearest ×2', 'Bicubic ×2']
    """
    degradation = degradation or at(scale, "bicubic")
    lr, hr = _pair(_picture(picture), scale, mode, None if truth is None else _picture(truth), degradation)
    name = str(Path(picture).name) if isinstance(picture, (str, Path)) else phrase("Comparison")
    how = phrase("enlarged") if hr is None else phrase("against the truth")
    if mode == Mode.BENCHMARK:
        how = phrase("against the truth, LR by {degradation}", degradation=degradation)
    names = upsamplers.main_for(scale) if methods is None else tuple(map(upsamplers.name_of, methods))
    given = {upsamplers.name_of(method): values for method, values in (params or {}).items()}
    if unknown := set(given) - set(names):
        raise ParameterError(
            phrase("parameters for {method}, which is not compared", method=", ".join(sorted(unknown)))
        )
    return compared(
        lr,
        hr,
        scale,
        [(method, given.get(method, {})) for method in names],
        {name: _picture(each) for name, each in (results or {}).items()},
        phrase("{name} ×{scale}, {how}", name=name, scale=scale, how=how),
        tuple(Rect(*crop) for crop in crops),
        device,
    )


def compared(
    lr: Picture,
    truth: Picture | None,
    scale: int,
    runs: Sequence[tuple[str, Mapping[str, object]]],
    results: Mapping[str, Picture],
    title: str,
    crops: Sequence[Rect] = (),
    device: str = "auto",
    tile: int | None = None,
) -> ComparisonReport:
    """Run and measure methods, each a name and its parameters, measure results that were given, and lay all out; see
    `compare`."""
    measured: list[tuple[Result, Measures]] = []
    for name, params in runs:
        result = result_of(Job.make(lr, name, scale, params, device=device, tile=tile))
        measured.append((result, measure(result, lr, truth)))
    measured += [_own(name, picture, scale, lr, truth) for name, picture in results.items()]
    readings = of_results(measured, truth is not None)
    columns = [
        contact_sheet.column_of(upsamplers.get(n), r, row)
        for (n, _), (r, _), row in zip(runs, measured, readings, strict=False)
    ]
    for place, name in enumerate(results):
        result, row = measured[len(runs) + place][0], readings[len(runs) + place]
        columns.append(contact_sheet.own_column(name, place, result, row))
    entries = [(column.title, result, column.readings) for column, (result, _) in zip(columns, measured, strict=True)]
    records = tuple(
        {"name": title, **as_json(row), "seconds": result.seconds or None} for title, result, row in entries
    )
    if truth is not None:
        columns.append(contact_sheet.truth_column(truth, scale))
    return ComparisonReport(Sheet.make(title, tuple(columns), crops), numbers_table(entries), records)


def _own(name: str, picture: Picture, scale: int, lr: Picture, truth: Picture | None) -> tuple[Result, Measures]:
    """A result that was given, with its numbers."""
    result, measures = None, Measures()
    for event in compare_own(OwnTask(0, picture, scale, lr, truth)):
        if isinstance(event, Failed):
            raise ParameterError(phrase("{name}: {why}", name=name, why=event.message))
        if isinstance(event, Finished):
            result = event.result
        elif isinstance(event, Measured):
            measures = event.measures
    assert result is not None  # an event stream ends with a result or with `Failed`
    return result, measures


def _picture(given: Array | str | Path) -> Picture:
    return read_picture(Path(given)) if isinstance(given, (str, Path)) else from_array(np.asarray(given))


def _pair(
    picture: Picture, scale: int, mode: str, truth: Picture | None, degradation: str
) -> tuple[Picture, Picture | None]:
    """LR and truth of what `compare` was given."""
    if scale not in upsamplers.SCALES:
        raise ParameterError(phrase("scale {scale}: expected {known}", scale=scale, known=in_words(upsamplers.SCALES)))
    if mode not in list(Mode):
        raise ParameterError(phrase("mode {mode!r}: expected upscale or benchmark", mode=mode))
    if mode == Mode.BENCHMARK:
        if truth is not None:
            raise ParameterError(
                phrase("in a benchmark the picture is the truth: give it alone, or give the LR to upscale")
            )
        hr, lr = benchmark_pair(picture, scale, degradation)
        return lr, hr
    if truth is None:
        return picture, None
    if not takes_given(picture, truth, Mode.BENCHMARK, scale):
        raise ParameterError(
            phrase("the truth is not {scale} times as high and wide as the picture, or not of its colours", scale=scale)
        )
    prepared = next(prepare(PrepareTask(0, truth, Mode.BENCHMARK, scale, degradation, picture)))
    return picture, prepared.truth
