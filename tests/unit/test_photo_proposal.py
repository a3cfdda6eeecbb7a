"""Compact photo is shown too where the picture that is to be upscaled should be cleaned, and only if it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import catalogue_entries as entries
import numpy as np
import pytest

from srviewer import upsamplers
from srviewer.compared import Comparison, Pane, Source
from srviewer.imaging.condition import Condition
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.session import PHOTO, Session

POOR, GOOD = Condition(60), Condition(95, 1.0)
Photo = Callable[..., None]


@pytest.fixture
def photo() -> Iterator[Photo]:
    """Puts a stand-in for Compact photo into the catalogue."""
    with entries.methods_put_back():
        if upsamplers.find(PHOTO) is not None:
            upsamplers.remove(PHOTO)
        yield lambda **more: upsamplers.register(entries.method(PHOTO, (1, 2, 4), learned=True, **more))


def opened(condition: Condition | None, **more: Any) -> Session:
    session = Session(Comparison(**more))
    session.open(Source(Picture(np.zeros((8, 8), np.float32)), "a.jpg", condition=condition))
    return session


def test_it_is_added_once_and_selected(photo: Photo) -> None:
    photo()
    session = opened(POOR)
    for _ in range(2):
        assert session.propose_photo() == "a JPEG of quality 60"
        assert session.comparison.panes == (*Comparison().panes, Pane.of(PHOTO))
        assert session.comparison.pane == Pane.of(PHOTO)


@pytest.mark.parametrize(
    ("condition", "more"),
    [
        (GOOD, {}),
        (None, {}),
        (POOR, {"mode": Mode.BENCHMARK}),
        (POOR, {"scale": 3}),
        (POOR, {"panes": tuple(Pane.of("dasr", gain=n / 10) for n in range(6))}),
    ],
)
def test_not_where_it_is_not_wanted_or_cannot(photo: Photo, condition: Condition, more: dict[str, Any]) -> None:
    photo()
    session = opened(condition, **more)
    before = session.comparison
    assert session.propose_photo() == ""
    assert session.comparison == before


def test_not_without_its_weights(photo: Photo) -> None:
    assert opened(POOR).propose_photo() == ""
    photo(check=lambda: "no weights")
    assert opened(POOR).propose_photo() == ""
