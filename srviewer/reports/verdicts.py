"""Verdicts on claims: rules from numbers to plain words. Nothing is measured here, and nothing is judged by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from srviewer.phrase import commas, listed, phrase, semicolons, sentences

Outcome = Literal["holds", "holds in part", "not as printed", "does not hold", "not measured"]
Row = tuple[float, ...]  # one number a picture, dB

SAME_TABLE = 0.8  # dB on every picture within which a row is taken to be the printed one
REACHED = 0.05  # dB below a printed mean that still counts as reached: the last digit and the rounding of files
NEARLY = 0.25  # dB below a printed mean that counts as nearly reached
LEAK = 0.01  # share of a band's energy found outside it from which on bands are said to disturb each other
TRUE_DETAIL = 0.5  # correlation with the missing detail from which on a detail is said to be the true one
FAR_DB, FAR_DISTANCE = 1.0, 0.5  # "by far": so many dB more, or at most that share of the style distance


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
    if reason.endswith("."):
        return Verdict("not measured", phrase("because {reason}", reason=reason))
    return Verdict("not measured", phrase("because {reason}.", reason=reason))


def reproduces_table(published: Row, rows: Mapping[str, Row], printed: Sequence[str]) -> Verdict:
    """Whether a printed row is found under the protocols it was printed with (`printed`), or under another.

    Found means within `SAME_TABLE` on every picture.
    """
    off = {name: max(abs(a - b) for a, b in zip(row, published, strict=True)) for name, row in rows.items()}
    found = [name for name, distance in off.items() if distance <= SAME_TABLE]
    nearest = min(printed, key=lambda name: off[name])
    as_printed = phrase(
        "Under the protocol it is printed with ({protocol}) our figures differ by up to {off} dB.",
        protocol=nearest,
        off=f"{off[nearest]:.2f}",
    )
    if any(name in found for name in printed):
        return Verdict("holds", as_printed)
    if found:
        all_found = semicolons([phrase("{name} (up to {off} dB)", name=n, off=f"{off[n]:.2f}") for n in found])
        within = phrase(
            "Within {limit} dB of it on all {count} pictures: {listed}.",
            limit=SAME_TABLE,
            count=len(published),
            listed=all_found,
        )
        return Verdict("not as printed", sentences(as_printed, within))
    best = min(off, key=lambda name: off[name])
    none = phrase(
        "No protocol gives it; the nearest is {protocol}, up to {off} dB off.", protocol=best, off=f"{off[best]:.2f}"
    )
    return Verdict("does not hold", sentences(as_printed, none))


def beats(title: str, contests: Sequence[Contest], printed: str) -> Verdict:
    """Whether a method lies above its rivals.

    Holds: the variant `printed` lies above every rival on every picture in every contest. In part: in some contest it
    lies above at least half of the rivals on every picture. Not as printed: another variant does.
    """
    remarks = tuple(
        phrase(
            "{scale}, {variant}: {standing}.",
            scale=contest.name,
            variant=variant,
            standing=_standing(row, contest.rivals),
        )
        for contest in contests
        for variant, row in contest.ours.items()
    )
    won = {
        (contest.name, variant): [name for name, rival in contest.rivals.items() if _above(row, rival)]
        for contest in contests
        for variant, row in contest.ours.items()
    }
    count = min(len(row) for contest in contests for row in contest.ours.values())
    if all(len(won[contest.name, printed]) == len(contest.rivals) for contest in contests):
        above_all = phrase(
            "{title} ({variant}) lies above every rival on all {count} pictures.",
            title=title,
            variant=printed,
            count=count,
        )
        return Verdict("holds", above_all, remarks)
    rivals = {contest.name: len(contest.rivals) for contest in contests}
    partly = [key for key, names in won.items() if 2 * len(names) >= rivals[key[0]]]
    if not partly:
        nowhere = phrase(
            "{title} lies above half of its rivals on all {count} pictures nowhere.", title=title, count=count
        )
        return Verdict("does not hold", nowhere, remarks)
    where = semicolons(
        [
            phrase("{rivals} ({scale}, {variant})", rivals=listed(won[scale, variant]), scale=scale, variant=variant)
            for scale, variant in partly
        ]
    )
    words = phrase(
        "{title} ({variant}) does not lie above all of them. Above these on all {count} pictures: {where}.",
        title=title,
        variant=printed,
        count=count,
        where=where,
    )
    in_part = any(variant == printed for _, variant in partly)
    return Verdict("holds in part" if in_part else "not as printed", words, remarks)


def _above(ours: Row, rival: Row) -> bool:
    return all(a > b for a, b in zip(ours, rival, strict=True))


def _standing(ours: Row, rivals: Mapping[str, Row]) -> str:
    """Like "above nearest (by 0.10 to 1.52 dB), below bicubic (by ...), now above, now below lanczos"."""
    parts = []
    for name, rival in rivals.items():
        gaps = sorted(a - b for a, b in zip(ours, rival, strict=True))
        least, most = sorted((abs(gaps[0]), abs(gaps[-1])))
        by = {"least": f"{least:.2f}", "most": f"{most:.2f}"}
        if gaps[0] > 0:
            parts.append(phrase("above {name} (by {least} to {most} dB)", name=name, **by))
        elif gaps[-1] < 0:
            parts.append(phrase("below {name} (by {least} to {most} dB)", name=name, **by))
        elif gaps[0] == gaps[-1] == 0:
            parts.append(phrase("equal to {name}", name=name))
        else:
            signed = {"least": f"{gaps[0]:+.2f}", "most": f"{gaps[-1]:+.2f}"}
            parts.append(phrase("now above, now below {name} ({least} to {most} dB)", name=name, **signed))
    return commas(parts)


def holds_more(whole: str, part: str, rows: Mapping[str, tuple[Row, Row]]) -> Verdict:
    """Whether results from the `whole` lie above those from the `part`; rows: (from the whole, from the part)."""
    gaps = {name: [a - b for a, b in zip(*pair, strict=True)] for name, pair in rows.items()}
    every = [gap for values in gaps.values() for gap in values]
    remarks = tuple(
        phrase("{name}: {least} to {most} dB.", name=name, least=f"{min(values):+.2f}", most=f"{max(values):+.2f}")
        for name, values in gaps.items()
    )
    if min(every) > 0:
        words = phrase(
            "{whole} gives more than {part} in all {count} cases ({where}), by {least} dB or more.",
            whole=whole,
            part=part,
            count=len(every),
            where=listed([phrase("{count} pictures at {scale}", count=len(v), scale=n) for n, v in gaps.items()]),
            least=f"{min(every):.2f}",
        )
        return Verdict("holds", words, remarks)
    if max(every) > 0:
        some, count = sum(gap > 0 for gap in every), len(every)
        words = phrase(
            "{whole} gives more than {part} in {some} of {count} cases only.",
            whole=whole,
            part=part,
            some=some,
            count=count,
        )
        return Verdict("holds in part", words, remarks)
    words = phrase("{whole} gives no more than {part} on any picture.", whole=whole, part=part)
    return Verdict("does not hold", words, remarks)


def undisturbed(apart: Mapping[str, float], whole: Mapping[str, float]) -> Verdict:
    """Whether bands stay apart: the largest share of each one's energy found in other bands afterwards.

    apart, whole : by band, when it is enlarged in its own slot, and when it is enlarged as a picture
    """
    worst = max(apart.values())
    other = phrase(
        "Enlarged as a picture by bicubic, it leaves {share} of it elsewhere.", share=_share(max(whole.values()))
    )
    words = phrase("Enlarged in its own slot, a band leaves {share} of its energy in the others.", share=_share(worst))
    if worst < LEAK:
        why = phrase("It must be so: what the inverse transform is given, the transform gives back.")
        return Verdict("holds", sentences(words, other, why))
    some = [name for name, share in apart.items() if share < LEAK]
    if some:
        below = phrase("Below {percent} %: only {bands}.", percent=f"{100 * LEAK:.0f}", bands=listed(some))
        return Verdict("holds in part", sentences(words, below, other))
    return Verdict("does not hold", sentences(words, other))


def _share(share: float) -> str:
    if share < 1e-4:
        return phrase("less than 0.01 %")
    return phrase("up to {percent} %", percent=f"{100 * share:.2f}")


def number(value: float) -> str:
    """Two decimals, and no minus before nothing."""
    return f"{round(value, 2) + 0.0:.2f}"


def keeps_details(ours: Row, rival: Row, correlations: Mapping[str, Row]) -> Verdict:
    """Whether enlarging the bands apart keeps high frequencies that interpolation loses.

    ours, rival : energy of the detail bands over the truth's, a picture each
    correlations : by band, of what the details add with what is missing, a picture each
    """
    more = sum(a > b for a, b in zip(ours, rival, strict=True))
    energy = phrase(
        "The details have {least} to {most} % of the true energy, bicubic's {rival_least} to {rival_most} %",
        least=f"{100 * min(ours):.0f}",
        most=f"{100 * max(ours):.0f}",
        rival_least=f"{100 * min(rival):.0f}",
        rival_most=f"{100 * max(rival):.0f}",
    )
    values = [value for row in correlations.values() for value in row]
    likeness = phrase(
        "their correlation with the details that are missing is {least} to {most}",
        least=number(min(values)),
        most=number(max(values)),
    )
    remarks = tuple(
        phrase("{band}: correlation {least} to {most}.", band=name, least=number(min(row)), most=number(max(row)))
        for name, row in correlations.items()
    )
    both = phrase("{energy}, and {likeness}.", energy=energy, likeness=likeness)
    if more == len(ours) and min(values) >= TRUE_DETAIL:
        return Verdict("holds", both, remarks)
    if more == len(ours):
        words = phrase(
            "{energy}; but {likeness}: they have energy, but hardly the right signs, so sharper and wrong.",
            energy=energy,
            likeness=likeness,
        )
        return Verdict("holds in part", words, remarks)
    return Verdict("does not hold", both, remarks)


def reaches(title: str, published: Mapping[str, float], ours: Mapping[str, float]) -> Verdict:
    """Whether printed means are reached (within `REACHED`), or nearly (within `NEARLY`), in every case."""
    gaps = {name: ours[name] - value for name, value in published.items()}
    remarks = tuple(_against_print(name, ours[name], published[name]) for name in gaps)
    least = min(gaps.values())
    reached = [name for name, gap in gaps.items() if gap >= -REACHED]
    by = f"{-least:.2f}"
    stays = phrase("{title} stays up to {by} dB below the printed figures.", title=title, by=by)
    if len(reached) == len(gaps):
        return Verdict("holds", phrase("{title} reaches the printed figures.", title=title), remarks)
    if least < -NEARLY:
        return Verdict("does not hold", stays, remarks)
    if not reached:
        return Verdict("holds in part", stays, remarks)
    words = phrase(
        "{title} reaches the printed figures at {where}, and within {by} dB elsewhere.",
        title=title,
        where=listed(reached),
        by=by,
    )
    return Verdict("holds in part", words, remarks)


def _against_print(name: str, ours: float, printed: float) -> str:
    figures = {"name": name, "ours": f"{ours:.2f}", "by": f"{abs(ours - printed):.2f}", "printed": f"{printed:.2f}"}
    if ours >= printed:
        return phrase("{name}: {ours} dB, {by} dB above the printed {printed}.", **figures)
    return phrase("{name}: {ours} dB, {by} dB below the printed {printed}.", **figures)


def is_faster(forward: float, step: float, steps: int, orders: int) -> Verdict:
    """Whether one forward pass is `orders` orders of magnitude faster than `steps` steps of `step` seconds.

    Orders are rounded: 2.5 counts as 3. One less is "in part".
    """
    ratio = steps * step / forward
    found = round(math.log10(ratio))
    words = phrase(
        "One forward pass takes {forward}; {steps} steps of {step} each take {all}: {ratio} times as long, rounded "
        "{found}; the paper has {orders}.",
        forward=_time(forward),
        steps=steps,
        step=_time(step),
        all=_time(steps * step),
        ratio=f"{ratio:,.0f}",
        found=_orders(found),
        orders=orders,
    )
    if found >= orders:
        return Verdict("holds", words)
    return Verdict("holds in part" if found == orders - 1 and found > 0 else "does not hold", words)


def _orders(count: int) -> str:
    if count <= 0:
        return phrase("no order of magnitude")
    return phrase("1 order of magnitude") if count == 1 else phrase("{count} orders of magnitude", count=count)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def is_far_better(title: str, rival: str, scores: Mapping[str, tuple[float, float, float, float]]) -> Verdict:
    """Whether a method beats a rival "by far": by `FAR_DB` in PSNR, and by `FAR_DISTANCE` in style distance.

    scores : by case, (our PSNR, the rival's, our style distance, the rival's)
    """
    decibels = {name: s[0] - s[1] for name, s in scores.items()}
    shares = {name: s[2] / s[3] for name, s in scores.items()}
    remarks = tuple(
        phrase(
            "{name}: PSNR-Y {by} dB, style distance {percent} % of {rival}'s.",
            name=name,
            by=f"{decibels[name]:+.2f}",
            percent=f"{100 * shares[name]:.0f}",
            rival=rival,
        )
        for name in scores
    )
    psnr = all(gap >= FAR_DB for gap in decibels.values())
    distance = all(share <= FAR_DISTANCE for share in shares.values())
    by_psnr = _how("PSNR", psnr, all(gap > 0 for gap in decibels.values()), all(gap < 0 for gap in decibels.values()))
    by_distance = _how(
        phrase("style distance"), distance, all(s < 1 for s in shares.values()), all(s > 1 for s in shares.values())
    )
    outcome: Outcome = "holds" if psnr and distance else "holds in part" if psnr or distance else "does not hold"
    words = phrase(
        "{title} against {rival}: {by_psnr}; {by_distance}. By far means {decibels} dB more, or at most {percent} % of "
        "the distance. {title} is trained for that distance: no proof by itself.",
        title=title,
        rival=rival,
        by_psnr=by_psnr,
        by_distance=by_distance,
        decibels=f"{FAR_DB:g}",
        percent=f"{100 * FAR_DISTANCE:.0f}",
    )
    return Verdict(outcome, words, remarks)


def _how(measure: str, far: bool, better: bool, worse: bool) -> str:
    if far:
        return phrase("by {measure} better by far", measure=measure)
    if better:
        return phrase("by {measure} better, not by far", measure=measure)
    if worse:
        return phrase("by {measure} worse", measure=measure)
    return phrase("by {measure} now better, now worse", measure=measure)
