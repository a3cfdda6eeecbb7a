"""The catalogues of export formats: of figures (contact sheets, pages), of animations and how they move, and of tables.
Listing them imports no numpy.

A new format is one function and one entry here; `FIGURES.register` and its like add one while the program runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from srviewer.catalogue import Catalogue, resolved
from srviewer.errors import ParameterError
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.engine.progress import Token
    from srviewer.reports.animation import Animation
    from srviewer.reports.contact_sheet import Sheet, Tongue
    from srviewer.reports.table import Table


F = TypeVar("F", "FigureFormat", "AnimationFormat")


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


@dataclass(frozen=True)
class AnimationFormat:
    """A form of a moving picture.

    encode : "module:name" or the function itself: (animation, token) to the content of a file
    says : what is to be known of its pictures, "" for those that hold every pixel
    module, extra : what it needs to be installed, and the extra of the program that brings it
    """

    name: str
    suffix: str
    title: str
    encode: str | Callable[[Animation, Token], bytes]
    says: str = ""
    module: str = ""
    extra: str = ""

    @property
    def lacks(self) -> str | None:
        """Why it cannot be written here, in a sentence; None if it can."""
        if not self.module or find_spec(self.module):
            return None
        return phrase("{name} needs an extra: pip install 'srviewer[{extra}]'", name=self.name, extra=self.extra)


@dataclass(frozen=True)
class Movement:
    """A way in which the pictures of a sheet move.

    make : "module:name" or the function itself: a sheet of at least two columns, in a language, to an animation
    """

    name: str
    title: str
    make: str | Callable[[Sheet, Tongue], Animation]


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

_FILES = "srviewer.reports.animation_files:"
_FOR_A_LOOK = phrase("compressed, chroma at half the size: for a look, not for pixels")

ANIMATIONS: Catalogue[AnimationFormat] = Catalogue(
    phrase("animation format"),
    AnimationFormat("WebP", ".webp", "Animated WebP, lossless", _FILES + "webp"),
    AnimationFormat(
        "GIF",
        ".gif",
        "Animated GIF",
        _FILES + "gif",
        phrase("256 colours, others dithered: for a look, not for pixels"),
    ),
    AnimationFormat("MP4", ".mp4", "Film, MP4", _FILES + "mp4", _FOR_A_LOOK, "av", "video"),
    unique=("name", "suffix"),
)

MOVEMENTS: Catalogue[Movement] = Catalogue(
    phrase("animation"),
    Movement("flicker", "Panes in turn", "srviewer.reports.animation:flicker"),
    Movement("wipe", "A line between two panes", "srviewer.reports.animation:wipe"),
    Movement("zoom", "From the whole picture to the detail", "srviewer.reports.animation:zoom"),
    Movement("strength", "A method's strength, up and down", "srviewer.reports.animation:steps"),
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
    return _by_suffix(FIGURES, path)


def animation_format(path: Path) -> AnimationFormat:
    """The format that a name's ending asks for; `ParameterError` names the endings there are."""
    return _by_suffix(ANIMATIONS, path)


def _by_suffix(known: Catalogue[F], path: Path) -> F:
    found = next((each for each in known if each.suffix == path.suffix.lower()), None)
    if found is None:
        from srviewer.imaging.atomic import readable_name

        endings = ", ".join(each.suffix for each in known)
        raise ParameterError(
            phrase("{path}: expected a name that ends in {known}", path=readable_name(path), known=endings)
        )
    return found


def table_format(path: Path) -> TableFormat:
    """The format that a name's ending asks for; CSV for an ending that is not known."""
    suffix = path.suffix.lower()
    return next((known for known in TABLES if known.suffix == suffix), TABLES.get("CSV"))
