"""Which result belongs to which truth, by their names.

Names are compared at several levels, the strictest first: as they are; without regard to case; without separators;
without the zeros in front of numbers. At each, what the field appends or puts in front may be missing (`x4`,
`_SRF_4_HR`, `_SR`, `_out`, `-4x`, `_GT` ...), and the match that leaves out least is taken. What a whole folder appends
or puts in front, such as a method's name, is found by comparing its names with the truths'. A name that fits two truths
equally well, or a truth that two names fit equally well, is no match.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_WORDS = (
    "gt|hr|lr|sr|hq|lq|lrbi|lrbd|lrdn|out|outputs?|results?|rlt|res|pred|predictions?|fake|recon|restored|enhanced|"
    "upscaled|ema|target|orig|original|groundtruth|ref|reference|mod|bicubic|final"
)
_GLUED = r"x(?:1[26]?|[2-8])[mdw]?"  # "0801x4", and DIV2K's mild, difficult and wild
_SCALE = rf"srf[_\-. ]?\d+|{_GLUED}|x\d+plus|\d+x|srx?\d+|scale[_\-. ]?\d+"
_AT_END = re.compile(rf"(?<=.)(?:[_\-. ]+(?:{_WORDS}|{_SCALE})|(?<=[^\W_]){_GLUED})$", re.IGNORECASE)
_AT_START = re.compile(rf"^(?:{_WORDS}|{_SCALE})[_\-. ]+(?=.)", re.IGNORECASE)
_SEPARATORS = re.compile(r"(?<!\d)[_\-. ]+|[_\-. ]+(?!\d)")  # between two digits they tell numbers apart
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_TOLD_SCALE = re.compile(
    r"(?:^|[_\-. ])(?:srf[_\-. ]?(\d+)|x(\d+)|(\d+)x|srx(\d+))(?=$|[_\-. ])|x([2-8])$", re.IGNORECASE
)

_LEVELS: tuple[Callable[[str], str], ...] = (
    lambda name: name,
    str.casefold,
    lambda name: _SEPARATORS.sub("", name.casefold()),
    lambda name: _ZEROS.sub("", _SEPARATORS.sub("", name.casefold())),
)


@dataclass(frozen=True)
class Matching:
    """What belongs together.

    results : the result of each truth that has one, by name
    missing : truths without one; spare : results of no truth; doubtful : results of which several fit a truth equally
        well, or that fit several
    """

    results: dict[str, str]
    missing: tuple[str, ...]
    spare: tuple[str, ...]
    doubtful: tuple[str, ...]


def matched(truths: Sequence[str], results: Sequence[str], scale: int | None = None) -> Matching:
    """Match names without their endings, each once.

    scale : results that say another scale than this are left aside where others are there
    """
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    wanted = _of_scale(results, scale)
    for level in _LEVELS:
        _match_at(level, _left(truths, found), _left(wanted, found.values()), found, doubtful)
    _match_by_folder(_left(truths, found), _left(wanted, found.values()), found)
    order = {name: found[name] for name in truths if name in found}
    rest = _left(results, found.values())
    spare, unsure = (tuple(name for name in rest if (name in doubtful) is wanted) for wanted in (False, True))
    return Matching(order, tuple(_left(truths, found)), spare, unsure)


def forms(name: str) -> list[str]:
    """A name, and what is left of it as more of what the field appends, then of what it puts in front, goes."""
    found = [name]
    for pattern in (_AT_END, _AT_START):
        while (shorter := pattern.sub("", found[-1], count=1)) != found[-1]:
            found.append(shorter)
    return found


def told_scale(name: str) -> int | None:
    """The scale that a name says, None if it says none."""
    told = [number for groups in _TOLD_SCALE.findall(name) for number in groups if number]
    return int(told[-1]) if told else None


def _left(names: Iterable[str], gone: Iterable[str]) -> list[str]:
    known = set(gone)
    return [name for name in names if name not in known]


def _of_scale(results: Sequence[str], scale: int | None) -> Sequence[str]:
    fitting = [name for name in results if scale is None or told_scale(name) in (None, scale)]
    return fitting or results


def _match_at(
    level: Callable[[str], str], truths: list[str], results: list[str], found: dict[str, str], doubtful: set[str]
) -> None:
    """Add matches at one level to `found`; names that fit several equally well to `doubtful`."""
    index: dict[str, dict[str, int]] = defaultdict(dict)
    for truth in truths:
        for steps, form in enumerate(forms(truth)):
            index[level(form)].setdefault(truth, steps)
    takers: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for result in results:
        costs: dict[str, int] = {}
        for steps, form in enumerate(forms(result)):
            for truth, more in index.get(level(form), {}).items():
                costs[truth] = min(costs.get(truth, 99), steps + more)
        best = [truth for truth, cost in costs.items() if cost == min(costs.values())]
        if len(best) == 1:
            takers[best[0]].append((costs[best[0]], result))
        elif best:
            doubtful.add(result)
    for truth, fitting in takers.items():
        least = min(fitting)[0]
        nearest = [result for cost, result in fitting if cost == least]
        if len(nearest) == 1:
            found[truth] = nearest[0]
        else:
            doubtful.update(nearest)


def _match_by_folder(truths: list[str], results: list[str], found: dict[str, str]) -> None:
    """Match what differs from the truths' names by one and the same text behind or in front."""
    rests: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    by_form: dict[str, list[str]] = defaultdict(list)
    for truth in truths:
        for form in forms(truth):
            by_form[form.casefold()].append(truth)
    for result in results:
        for rest, behind, fitting in _longest(result.casefold(), by_form):
            if len(fitting) == 1:
                rests[rest, behind].append((fitting[0], result))
    if not rests:
        return
    (rest, behind), pairs = max(rests.items(), key=lambda item: (len(item[1]), item[0][1]))
    once = Counter(truth for truth, _ in pairs)
    if len(pairs) * 2 > len(results) or len(pairs) > 1:
        found.update({truth: result for truth, result in pairs if once[truth] == 1})


def _longest(name: str, by_form: dict[str, list[str]]) -> Iterable[tuple[str, bool, list[str]]]:
    """The text behind, and the text in front of, the longest form of a truth that a name begins or ends with."""
    for behind in (True, False):
        for cut in range(1, len(name)) if not behind else range(len(name) - 1, 0, -1):
            form, rest = (name[:cut], name[cut:]) if behind else (name[cut:], name[:cut])
            edge = rest[0] if behind else rest[-1]
            if edge in "_-. " and form in by_form and re.search(r"[^\W\d_]", rest):
                yield rest, behind, by_form[form]
                break
