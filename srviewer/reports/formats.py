"""The catalogues of export formats: of figures (contact sheets, pages) and of tables. Listing them imports no numpy.

A new format is one function and one entry here; `FIGURES.register` and `TABLES.register` add one while the program
runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.catalogue import Catalogue, resolved
from srviewer.errors import ParameterError
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.reports.contact_sheet import Sheet, Tongue
    from srviewer.reports.table import Table


@dataclass(frozen=True)
class FigureFormat:
    """A form in which a comparison is drawn.

    suffix : of its files, which says that they are of this format; lower case
    title : what a file dialog calls it; saved : what is said of a file that was written, {} for its name
    function : "module:name" or the function itself: (sheet, path, numbers, overwrite, tongue) writes the file, whole or
        not at all
    """

    name: str
    suffix: str
    title: str
    function: str | Callable[..., None]
    saved: str = "Saved the contact sheet as {}"

    def write(self, sheet: Sheet, path: Path, numbers: Table | None, overwrite: bool, tongue: Tongue) -> None:
        """numbers : of the sheet's columns, in their order; None until all have been measured"""
        resolved(self.function)(sheet, path, numbers, overwrite, tongue)


@dataclass(frozen=True)
class TableFormat:
    """A form of a table of numbers as text.

    function : "module:name" or the function itself: a `Table` to text
    key : of the window's action that copies the numbers so; "" for none
    """

    name: str
    suffix: str
    function: str | Callable[[Table], str]
    key: str = ""

    def text(self, table: Table) -> str:
        written: str = resolved(self.function)(table)
        return written


_SHEET = "srviewer.reports.contact_sheet:write"

FIGURES: Catalogue[FigureFormat] = Catalogue(
    phrase("figure format"),
    FigureFormat("PNG", ".png", "Contact sheet, PNG", _SHEET),
    FigureFormat("SVG", ".svg", "Contact sheet, SVG", _SHEET),
    FigureFormat("PDF", ".pdf", "Contact sheet, PDF", _SHEET),
    FigureFormat(
        "HTML",
        ".html",
        "Page with a slider, for any browser",
        "srviewer.reports.slider_page:write",
        "Saved the page as {}",
    ),
    unique=("name", "suffix"),
)

TABLES: Catalogue[TableFormat] = Catalogue(
    phrase("table format"),
    TableFormat("TSV", ".tsv", "srviewer.reports.table:as_tsv", "Ctrl+Alt+C"),
    TableFormat("CSV", ".csv", "srviewer.reports.table:as_csv", "Ctrl+G, C"),
    TableFormat("Markdown", ".md", "srviewer.reports.table:as_markdown", "Ctrl+G, M"),
    TableFormat("LaTeX", ".tex", "srviewer.reports.table:as_latex", "Ctrl+G, L"),
    unique=("name", "suffix"),
)


def figure_format(path: Path) -> FigureFormat:
    """The format that a name's ending asks for; `ParameterError` names the endings there are."""
    suffix = path.suffix.lower()
    found = next((known for known in FIGURES if known.suffix == suffix), None)
    if found is None:
        from srviewer.imaging.atomic import readable_name

        endings = ", ".join(known.suffix for known in FIGURES)
        raise ParameterError(
            phrase("{path}: expected a name that ends in {known}", path=readable_name(path), known=endings)
        )
    return found


def table_format(path: Path) -> TableFormat:
    """The format that a name's ending asks for; CSV for an ending that is not known."""
    suffix = path.suffix.lower()
    return next((known for known in TABLES if known.suffix == suffix), TABLES.get("CSV"))
