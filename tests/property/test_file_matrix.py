"""A matrix of small files: what is read is what was written, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import file_matrix
import numpy as np
import pytest

from srviewer.errors import ImageReadError
from srviewer.imaging.image_io import read_picture

EVERY = 7
"""Of the files, which are some 2,000, each so many is read in every run."""


def wrong(case: file_matrix.Case) -> str:
    """What is wrong with a file as it is read; "" if nothing."""
    if case.refused:
        with pytest.raises(ImageReadError, match=case.refused):
            read_picture(case.data)
        return ""
    picture = read_picture(case.data, name=case.name)
    if picture.pixels.shape != case.pixels.shape:
        return f"{case.name}: {picture.pixels.shape} instead of {case.pixels.shape}"
    if (picture.alpha is None) != (case.alpha is None):
        return f"{case.name}: alpha is {picture.alpha is not None}"
    off = np.abs(picture.pixels - case.pixels).max()
    if case.alpha is not None:
        off = max(off, np.abs(picture.alpha - case.alpha).max())
    if off > case.within:
        return f"{case.name}: off by {off:.3g}, allowed {case.within:.3g}; {picture.notices}"
    silent = [words for words in case.says if not any(words in notice for notice in picture.notices)]
    idle = len(picture.notices) > len(case.says)
    return f"{case.name}: says {picture.notices}, expected {case.says}" if silent or idle else ""


def files(every: int) -> Iterator[file_matrix.Case]:
    return (case for n, case in enumerate(file_matrix.cases()) if n % every == 0)


@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=[pytest.mark.long, pytest.mark.timeout(600)])])
def test_what_is_written_is_read(every: int) -> None:
    read = list(files(every))
    assert len(read) > 1900 / every
    found = [said for case in read if (said := wrong(case))]
    assert not found, "\n".join([f"{len(found)} of {len(read)}", *found[:40]])
