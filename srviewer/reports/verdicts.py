"""Verdicts on claims: rules from numbers to plain words. Nothing is measured here, and nothing is judged by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["holds", "holds in part", "not as printed", "does not hold", "not measured"]
Row = tuple[float, ...]  # one number a picture, dB

SAME_TABLE = 0.8  # dB on every picture within which a row is taken to be the printed one
REACHED = 0.05  # dB below a printed mean that still counts as reached: the last digit and the rounding of files
NEARLY = 0.25  # dB below a printed mean that counts as nearly reached
LEAK = 0.01  # share of a band's energy found outside it from which on bands are said to disturb each other
TRUE_DETAIL = 0.5  # correlation with the missing detail from which on a detail is said to be the true one
FAR_DB, FAR_DISTANCE = 1.0, 0.5  # "by far": so many dB more, or at most that share of the feature distance


@dataclass(frozen=True)
class Verdict:
    """What a rule makes of the numbers: an outcome, why in a sentence or two, and single remarks."""

    outcome: Outcome
    words: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contest:
    """One method's variants against its rivals, on the same pictures and at one scale."""

    name: str
    ours: Mapping[str, Row]
    rivals: Mapping[str, Row]


def not_measured(reason: str) -> Verdict:
    return Verdict("not measured", f"because {reason.rstrip('.')}.")


def reproduces_table(published: Row, rows: Mapping[str, Row], printed: Sequence[str]) -> Verdict:
    """Whether a printed row is found under the protocols it was printed with (`printed`), or under another.

    Found means within `SAME_TABLE` on every picture.
    """
    off = {name: max(abs(a - b) for a, b in zip(row, published, strict=True)) for name, row in rows.items()}
    found = [name for name, distance in off.items() if distance <= SAME_TABLE]
    nearest = min(printed, key=lambda name: off[name])
    as_printed = f"Under the protocol it is printed with ({nearest}) our figures differ by up to {off[nearest]:.2f} dB."
    if any(name in found for name in printed):
        return Verdict("holds", as_printed)
    if found:
        listed = "; ".join(f"{name} (up to {off[name]:.2f} dB)" for name in found)
        return Verdict("not as printed", f"{as_printed} Within {SAME_TABLE:g} dB of it on every picture: {listed}.")
    best = min(off, key=lambda name: off[name])
    return Verdict(
        "does not hold", f"{as_printed} No protocol gives it; the nearest is {best}, up to {off[best]:.2f} dB off."
    )


def beats(title: str, contests: Sequence[Contest], printed: str) -> Verdict:
    """Whether a method lies above its rivals.

    Holds: the variant `printed` lies above every rival on every picture in every contest. In part: in some contest it
    lies above at least half of the rivals on every picture. Not as printed: another variant does.
    """
    remarks = tuple(
        f"{contest.name}, {variant}: {_standing(row, contest.rivals)}."
        for contest in contests
        for variant, row in contest.ours.items()
    )
    won = {
        (contest.name, variant): [name for name, rival in contest.rivals.items() if _above(row, rival)]
        for contest in contests
        for variant, row in contest.ours.items()
    }
    if all(len(won[contest.name, printed]) == len(contest.rivals) for contest in contests):
        return Verdict("holds", f"{title} ({printed}) lies above every rival on every picture.", remarks)
    rivals = {contest.name: len(contest.rivals) for contest in contests}
    partly = [key for key, names in won.items() if 2 * len(names) >= rivals[key[0]]]
    if not partly:
        return Verdict("does not hold", f"{title} lies above half of its rivals on every picture nowhere.", remarks)
    listed = "; ".join(f"{_listed(won[name, variant])} ({name}, {variant})" for name, variant in partly)
    words = f"{title} ({printed}) does not lie above all of them. Above these on every picture: {listed}."
    in_part = any(variant == printed for _, variant in partly)
    return Verdict("holds in part" if in_part else "not as printed", words, remarks)


def _above(ours: Row, rival: Row) -> bool:
    return all(a > b for a, b in zip(ours, rival, strict=True))


def _standing(ours: Row, rivals: Mapping[str, Row]) -> str:
    """Like "above nearest (by 0.10 to 1.52 dB), below bicubic (by ...), now above, now below lanczos"."""
    parts = []
    for name, rival in rivals.items():
        gaps = sorted(a - b for a, b in zip(ours, rival, strict=True))
        if gaps[0] > 0:
            parts.append(f"above {name} (by {gaps[0]:.2f} to {gaps[-1]:.2f} dB)")
        elif gaps[-1] < 0:
            parts.append(f"below {name} (by {-gaps[-1]:.2f} to {-gaps[0]:.2f} dB)")
        elif gaps[0] == gaps[-1] == 0:
            parts.append(f"equal to {name}")
        else:
            parts.append(f"now above, now below {name} ({gaps[0]:+.2f} to {gaps[-1]:+.2f} dB)")
    return ", ".join(parts)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def holds_more(whole: str, part: str, rows: Mapping[str, tuple[Row, Row]]) -> Verdict:
    """Whether results from the `whole` lie above those from the `part`; rows: (from the whole, from the part)."""
    gaps = {name: [a - b for a, b in zip(*pair, strict=True)] for name, pair in rows.items()}
    every = [gap for values in gaps.values() for gap in values]
    remarks = tuple(f"{name}: {min(values):+.2f} to {max(values):+.2f} dB." for name, values in gaps.items())
    if min(every) > 0:
        return Verdict(
            "holds", f"{whole} gives more than {part} on every picture, by {min(every):.2f} dB or more.", remarks
        )
    if max(every) > 0:
        return Verdict("holds in part", f"{whole} gives more than {part} on some pictures only.", remarks)
    return Verdict("does not hold", f"{whole} gives no more than {part} on any picture.", remarks)


def undisturbed(apart: Mapping[str, float], whole: Mapping[str, float]) -> Verdict:
    """Whether bands stay apart: the largest share of each one's energy found in other bands afterwards.

    apart, whole : by band, when it is enlarged in its own slot, and when it is enlarged as a picture
    """
    worst = max(apart.values())
    other = f"Enlarged as a picture by bicubic, it leaves {_share(max(whole.values()))} of it elsewhere."
    words = f"Enlarged in its own slot, a band leaves {_share(worst)} of its energy in the others."
    if worst < LEAK:
        return Verdict(
            "holds", f"{words} {other} It must be so: what the inverse transform is given, the transform gives back."
        )
    some = [name for name, share in apart.items() if share < LEAK]
    if some:
        return Verdict("holds in part", f"{words} Below {100 * LEAK:.0f} %: only {_listed(some)}. {other}")
    return Verdict("does not hold", f"{words} {other}")


def _share(share: float) -> str:
    return "less than 0.01 %" if share < 1e-4 else f"up to {100 * share:.2f} %"


def number(value: float) -> str:
    """Two decimals, and no minus before nothing."""
    return f"{round(value, 2) + 0.0:.2f}"


def keeps_details(ours: Row, rival: Row, correlations: Mapping[str, Row]) -> Verdict:
    """Whether enlarging the bands apart keeps high frequencies that interpolation loses.

    ours, rival : energy of the detail bands over the truth's, a picture each
    correlations : by band, of what the details add with what is missing, a picture each
    """
    more = sum(a > b for a, b in zip(ours, rival, strict=True))
    energy = (
        f"The details have {100 * min(ours):.0f} to {100 * max(ours):.0f} % of the true energy, "
        f"bicubic's {100 * min(rival):.0f} to {100 * max(rival):.0f} %"
    )
    values = [value for row in correlations.values() for value in row]
    likeness = f"their correlation with the details that are missing is {number(min(values))} to {number(max(values))}"
    remarks = tuple(
        f"{name}: correlation {number(min(row))} to {number(max(row))}." for name, row in correlations.items()
    )
    if more == len(ours) and min(values) >= TRUE_DETAIL:
        return Verdict("holds", f"{energy}, and {likeness}.", remarks)
    if more == len(ours):
        words = f"{energy}; but {likeness}: they have energy, but hardly the right signs, so sharper and wrong."
        return Verdict("holds in part", words, remarks)
    return Verdict("does not hold", f"{energy}, and {likeness}.", remarks)


def reaches(title: str, published: Mapping[str, float], ours: Mapping[str, float]) -> Verdict:
    """Whether printed means are reached (within `REACHED`), or nearly (within `NEARLY`), in every case."""
    gaps = {name: ours[name] - value for name, value in published.items()}
    remarks = tuple(
        f"{name}: {ours[name]:.2f} dB, {abs(gap):.2f} dB {'above' if gap >= 0 else 'below'} the printed "
        f"{published[name]:.2f}."
        for name, gap in gaps.items()
    )
    least = min(gaps.values())
    reached = [name for name, gap in gaps.items() if gap >= -REACHED]
    if len(reached) == len(gaps):
        return Verdict("holds", f"{title} reaches the printed figures.", remarks)
    if least >= -NEARLY:
        which = f" at {_listed(reached)}, and" if reached else ""
        words = f"{title} reaches the printed figures{which} within {-least:.2f} dB elsewhere."
        if not reached:
            words = f"{title} stays up to {-least:.2f} dB below the printed figures."
        return Verdict("holds in part", words, remarks)
    return Verdict("does not hold", f"{title} stays up to {-least:.2f} dB below the printed figures.", remarks)


def is_faster(forward: float, step: float, steps: int, orders: int) -> Verdict:
    """Whether one forward pass is `orders` orders of magnitude faster than `steps` steps of `step` seconds.

    Orders are rounded: 2.5 counts as 3. One less is "in part".
    """
    ratio = steps * step / forward
    found = round(math.log10(ratio))
    words = (
        f"One forward pass takes {_time(forward)}; {steps} steps of {_time(step)} each take {_time(steps * step)}: "
        f"{ratio:,.0f} times as long, rounded {_orders(found)}; the paper has {orders}."
    )
    if found >= orders:
        return Verdict("holds", words)
    return Verdict("holds in part" if found == orders - 1 and found > 0 else "does not hold", words)


def _orders(count: int) -> str:
    return "no order of magnitude" if count <= 0 else f"{count} order{'s' * (count != 1)} of magnitude"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def is_far_better(title: str, rival: str, scores: Mapping[str, tuple[float, float, float, float]]) -> Verdict:
    """Whether a method beats a rival "by far": by `FAR_DB` in PSNR, and by `FAR_DISTANCE` in feature distance.

    scores : by case, (our PSNR, the rival's, our feature distance, the rival's)
    """
    decibels = {name: s[0] - s[1] for name, s in scores.items()}
    shares = {name: s[2] / s[3] for name, s in scores.items()}
    remarks = tuple(
        f"{name}: PSNR-Y {decibels[name]:+.2f} dB, feature distance {100 * shares[name]:.0f} % of {rival}'s."
        for name in scores
    )
    psnr = all(gap >= FAR_DB for gap in decibels.values())
    distance = all(share <= FAR_DISTANCE for share in shares.values())
    by_psnr = _how("PSNR", psnr, all(gap > 0 for gap in decibels.values()), all(gap < 0 for gap in decibels.values()))
    by_distance = _how(
        "feature distance", distance, all(s < 1 for s in shares.values()), all(s > 1 for s in shares.values())
    )
    outcome: Outcome = "holds" if psnr and distance else "holds in part" if psnr or distance else "does not hold"
    return Verdict(
        outcome,
        f"{title} against {rival}: {by_psnr}; {by_distance}. By far means {FAR_DB:g} dB more, or at most "
        f"{100 * FAR_DISTANCE:.0f} % of the distance. {title} is trained for that distance: no proof by itself.",
        remarks,
    )


def _how(measure: str, far: bool, better: bool, worse: bool) -> str:
    how = "better by far" if far else "better, not by far" if better else "worse" if worse else "now better, now worse"
    return f"by {measure} {how}"
