"""One picture with all its columns, ready to be shown: cut to what all show, at the place where they differ most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from srviewer.compared import Source
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, SrviewerError
from srviewer.imaging import image_io
from srviewer.imaging.picture import Picture, in_channels
from srviewer.metrics.maps import largest
from srviewer.metrics.planes import measured_plane
from srviewer.phrase import headed, typed
from srviewer.results.fitting import part_of, place_of
from srviewer.results.folders import PictureRow

Place = tuple[int, int, int, int]  # top, left, height, width
WINDOW = 48
"""Side of the part, in pixels, in which the columns differ most."""


@dataclass(frozen=True, eq=False)
class ShownRow:
    """A truth, the results of it by column, where to look first (x, y), and why columns are missing."""

    truth: Source
    own: Mapping[str, Source]
    place: tuple[int, int]
    missing: tuple[str, ...]


def shown(row: PictureRow, scale: int, token: Token | None = None) -> ShownRow:
    """Read a picture and its results; `SrviewerError` if the truth cannot be read."""
    truth = image_io.read_picture(row.truth)
    pictures: dict[str, Picture] = {}
    places: dict[str, Place] = {}
    missing = []
    for column, path in row.results.items():
        if token is not None:
            token.raise_if_cancelled()
        try:
            pictures[column] = in_channels(image_io.read_picture(path), truth.is_grey)
            same = (pictures[column].height, pictures[column].width) == (truth.height, truth.width)
            whole = (0, 0, truth.height, truth.width)
            places[column] = whole if same else place_of(pictures[column], truth, scale)
        except CancelledError:
            raise
        except SrviewerError as error:
            pictures.pop(column, None)
            missing.append(headed(typed(column), str(error)))
    top, left, height, width = _common(tuple(places.values()), (truth.height, truth.width), scale)
    cut = part_of(truth, top, left, height, width)
    own = {
        column: replace(
            Source(part_of(picture, top - places[column][0], left - places[column][1], height, width), column),
            path=row.results[column],
        )
        for column, picture in pictures.items()
    }
    source = Source(cut, row.name, row.truth if cut is truth else None)
    return ShownRow(source, own, _place(cut, [each.picture for each in own.values()]), tuple(missing))


def _common(places: Sequence[Place], size: tuple[int, int], scale: int) -> Place:
    """What all show, a multiple of the scale."""
    whole = (0, 0, *size)
    top, left = (max(place[axis] for place in (whole, *places)) for axis in (0, 1))
    bottom, right = (min(place[axis] + place[axis + 2] for place in (whole, *places)) for axis in (0, 1))
    height, width = (max(scale, span // scale * scale) for span in (bottom - top, right - left))
    return top, left, height, width


def _place(truth: Picture, results: list[Picture]) -> tuple[int, int]:
    """The middle of where the columns differ most from each other; of one column, from the truth."""
    planes = [measured_plane(picture.samples) for picture in (results if len(results) > 1 else [*results, truth])]
    return largest(np.ptp(np.stack(planes), axis=0).astype(np.float32), 1, WINDOW)[0]
