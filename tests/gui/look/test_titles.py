"""A pane's colour: a method's own, and one for each of one's own results."""

from __future__ import annotations

from srviewer.compared import OWN, OWN_COLOURS, TRUTH, Pane
from srviewer.gui.look import theme
from srviewer.gui.look.titles import colour_key


def test_results_of_ones_own_are_told_apart() -> None:
    mine, other = (Pane.of(OWN, name=name) for name in ("seen here alone 1", "seen here alone 2"))
    colours = [theme.method_colour(colour_key(pane)).name() for pane in (mine, other, mine)]
    assert colours[0] == colours[2] != colours[1]
    assert set(colours) <= set(OWN_COLOURS)


def test_others_are_known_by_their_method() -> None:
    assert colour_key(Pane(TRUTH)) == TRUTH
    assert colour_key(Pane.of("dasr")) == "dasr"
