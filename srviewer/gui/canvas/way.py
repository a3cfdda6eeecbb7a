"""How the panes are compared just now: which view, against what, and what that view lets one set. Qt-free."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from srviewer.compared import TRUTH, Pane
from srviewer.kinds import SIDE_BY_SIDE
from srviewer.session import Session

GAINS = (1, 2, 4, 8, 16, 32)


class WayField(Enum):
    """What a view may let one set: fields of `Way`, each with its controls."""

    AGAINST = "against"
    UPRIGHT = "upright"
    TIMED = "timed"
    OPACITY = "opacity"
    MAP = "map"  # kind, channel and gain
    PAIR = "pair"  # by the votes of a blind test


@dataclass(frozen=True)
class Way:
    """Plain choices of the canvas; no part of the comparison itself, so undo leaves them alone.

    view : name of a view in `views.VIEWS`
    against : what panes are compared with; None: the truth where there is one, else the first other pane
    line, upright : where a wipe's line stands (part of the pane's side), and whether it is a vertical line
    opacity : of what lies over, in an onion
    timed, turned : whether blinking goes by itself; whether the other side is up
    kind, channel, gain : what a difference map shows: a name in `metrics.maps.KINDS`, "y", "r", "g" or "b", and how
        much it is amplified
    columns : of the grid; None: what shows the picture largest
    pair : the two panes of a blind test's trial
    alone : index of the only pane that is shown, while a key is held
    """

    view: str = SIDE_BY_SIDE
    against: Pane | None = None
    line: float = 0.5
    upright: bool = True
    opacity: float = 0.5
    timed: bool = True
    turned: bool = False
    kind: str = "signed"
    channel: str = "y"
    gain: int = 4
    alone: int | None = None
    pair: tuple[Pane, ...] = ()
    columns: int | None = None


PLAIN = Way()


def other_of(way: Way, session: Session) -> Pane | None:
    """What the selected pane is compared with; None if there is nothing else."""
    panes, mine = session.comparison.panes, session.comparison.pane
    truth = Pane(TRUTH)
    candidates = [way.against] if way.against in (*panes, truth) else []
    if session.truth is not None:
        candidates.append(truth)
    candidates += panes
    return next((pane for pane in candidates if pane is not None and pane != mine), None)


def pair_of(way: Way, session: Session, compares: bool, maps: bool) -> tuple[Pane, Pane] | None:
    """The two panes between which differences are looked for: the selected one, and what it is compared with.

    None, which means all panes, in a blind test, and where panes stand side by side and nothing to compare with was
    chosen.

    compares, maps : whether the view compares with another pane, and whether by maps of the difference to it
    """
    mine = session.comparison.pane
    if maps:
        other = reference_of(way, session)
    elif way.pair or (not compares and other_of(way, session) != way.against):
        other = None
    else:
        other = other_of(way, session)
    return None if mine is None or other is None or mine == other else (mine, other)


def reference_of(way: Way, session: Session) -> Pane | None:
    """What maps show the difference to: the same for all panes, whichever is selected."""
    panes, truth = session.comparison.panes, Pane(TRUTH)
    if way.against is not None and (way.against in panes or (way.against == truth and session.truth is not None)):
        return way.against
    if session.truth is not None:
        return truth
    return next((pane for pane in panes if not pane.is_reference), None)
