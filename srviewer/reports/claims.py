"""The sources' claims recomputed: what they say, what is measured here, and a verdict by rule (`reports.verdicts`).

    for finding in findings(Bench(folder)):
        ...

Numbers come from the benchmark protocol (`evaluation`), so that `srviewer evaluate` gives the same ones.

References
----------
[1] G. Anbarjafari, H. Demirel, "Image super resolution based on interpolation of wavelet domain high frequency
    subbands and the spatial domain input image", ETRI Journal 32 (2010) 390-394.
[2] C. Dong, C. C. Loy, K. He, X. Tang, "Image super-resolution using deep convolutional networks", IEEE Transactions
    on Pattern Analysis and Machine Intelligence 38 (2016) 295-307.
[3] J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
    Conference on Computer Vision 2016.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from srviewer import __version__
from srviewer.errors import CancelledError, SrviewerError
from srviewer.phrase import Say, phrase
from srviewer.reports import claim_images, verdicts
from srviewer.reports import claim_measures as measures
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claim_images import SET5_SCALES
from srviewer.reports.claim_measures import STEPS, TIMED, ClaimMeasurement
from srviewer.reports.table import Table, as_markdown
from srviewer.reports.verdicts import Verdict

SOURCE_DASR = "Anbarjafari, Demirel, ETRI Journal 32 (2010), doi:10.4218/etrij.10.0109.0303"
SOURCE_SRCNN = "Dong, Loy, He, Tang, TPAMI 38 (2016), doi:10.1109/TPAMI.2015.2439281"
SOURCE_PERCEPTUAL = "Johnson, Alahi, Fei-Fei, ECCV 2016, doi:10.1007/978-3-319-46475-6_43"


@dataclass(frozen=True)
class Claim:
    """Something a source says, and how it is measured.

    published : the source's figure, or its words where it prints none
    commands : what gives the same numbers, arguments after `srviewer`; DIR stands for the folder
    """

    name: str
    title: str
    source: str
    published: str
    protocol: str
    commands: tuple[str, ...]
    measure: Callable[[Bench], ClaimMeasurement]


@dataclass(frozen=True)
class Finding:
    """A claim with what was found; no tables where it was not measured."""

    claim: Claim
    tables: tuple[tuple[str, Table], ...]
    verdict: Verdict


def findings(bench: Bench, claims: Sequence[Claim] | None = None) -> Iterator[Finding]:
    """Recompute claims, by default all of them; one that cannot be measured says why. Passes `CancelledError` on."""
    for claim in CLAIMS if claims is None else claims:
        try:
            found = claim.measure(bench)
        except CancelledError:
            raise
        except SrviewerError as error:
            yield Finding(claim, (), verdicts.not_measured(str(error)))
        else:
            yield Finding(claim, found.tables, found.verdict)


_GREY = "Lena, Elaine, Peppers, Baboon, 512 × 512, grey; LR and result rounded to 8 bits, no border left out; bior4.4"
_SET5 = "Set5 with MATLAB's LR images; PSNR on studio-range Y, peak 255, border of the scale left out"
_CHOSEN = (
    "Set5 was the validation set while our networks were trained, and decided which runs went on and what was kept: "
    "their figures on it are a little too good"
)
_ITSELF = "claims --data DIR"

TITLE = phrase("The claims, recomputed")


def _on_grey(scale: int, methods: str, *more: str) -> str:
    return " ".join((f"evaluate --hr DIR/DASR4 --scale {scale} --methods {methods} --crop-border 0", *more))


def _on_set5(scale: int, methods: str) -> str:
    return f"evaluate --hr DIR/Set5/x{scale}/HR --lr DIR/Set5/x{scale}/LR --scale {scale} --methods {methods}"


CLAIMS = (
    Claim(
        "dasr-table",
        "DASR gives 34.79 / 32.73 / 32.19 / 23.29 dB on Lena, Elaine, Peppers, Baboon, enlarged from 128 to 512",
        SOURCE_DASR,
        "34.79 / 32.73 / 32.19 / 23.29 dB",
        f"{_GREY}. How the LR was made and registered is not printed with the table: all candidates are measured. "
        "Other gains by --param gain=0, 0.25 or 0.5, unregistered rows by --param registration=published.",
        (
            _on_grey(2, "bicubic,dasr", "--param gain=1"),
            _on_grey(2, "dasr", "--param gain=0 --param registration=published --degradation ll:published"),
            _on_grey(4, "bicubic,dasr", "--param gain=1"),
            _on_grey(4, "dasr", "--param gain=1 --param registration=published --degradation ll:published"),
            _on_grey(4, "wzp", "--param registration=published --degradation ll:published"),
        ),
        measures.dasr_table,
    ),
    Claim(
        "dasr-interpolation",
        "DASR is better than interpolation",
        SOURCE_DASR,
        "better on all four pictures",
        f"{_GREY}; LR by bicubic, DASR registered and mirrored",
        tuple(_on_grey(n, "nearest,bilinear,bicubic,lanczos,dasr", "--param gain=1") for n in (2, 4)),
        measures.beats_interpolation,
    ),
    Claim(
        "dasr-wavelets",
        "DASR is better than other wavelet methods",
        SOURCE_DASR,
        "better on all four pictures",
        f"{_GREY}; LR by bicubic, all registered and mirrored. DWT+SWT (2011) is shown beside them, and iterative "
        "back-projection as a control that knows nothing of wavelets.",
        tuple(
            command
            for n in (2, 4)
            for command in (
                _on_grey(n, "dasr,wzp,cycle_spinning,dwt_swt,back_projection", "--param gain=0.25"),
                _on_grey(n, "dasr", "--param gain=1"),
            )
        ),
        measures.beats_wavelets,
    ),
    Claim(
        "lr-holds-more",
        "The LR picture holds more than its LL band, so it is to stand in LL's place",
        SOURCE_DASR,
        "in words only",
        f"{_GREY}; details are zero. Once the LR (enlarged by half the scale) stands in LL's place, and once its own "
        "LL band (enlarged by the scale).",
        (_on_grey(2, "dasr", "--param gain=0"), _ITSELF),
        measures.lr_and_its_ll,
    ),
    Claim(
        "bands-apart",
        "Bands that are enlarged apart do not disturb each other",
        SOURCE_DASR,
        "in words only",
        "×2, bior4.4, periodised. A detail band of the LR alone is enlarged by bicubic in its own slot and "
        "synthesised, or synthesised and then enlarged as a picture; the result is analysed again, and the energy "
        "outside the band counted.",
        (_ITSELF,),
        measures.bands_apart,
    ),
    Claim(
        "details-kept",
        "Enlarging the detail bands keeps high frequencies that interpolation loses",
        SOURCE_DASR,
        "in words only",
        f"{_GREY}; ×2, registered. Energy of LH, HL and HH together over the truth's; and, band by band, the "
        "correlation of what DASR's details add with what its base lacks of the truth.",
        (_ITSELF,),
        measures.details_kept,
    ),
    Claim(
        "srcnn-table",
        "SRCNN 9-5-5 gives 36.66 / 32.75 / 30.49 dB on Set5 at ×2 / ×3 / ×4",
        SOURCE_SRCNN,
        "36.66 / 32.75 / 30.49 dB (bicubic 33.66 / 30.39 / 28.42)",
        f"{_SET5}; weights of our own. {_CHOSEN}",
        tuple(_on_set5(n, "bicubic,srcnn") for n in SET5_SCALES),
        measures.srcnn_table,
    ),
    Claim(
        "srcnn-bicubic",
        "SRCNN is better than bicubic",
        SOURCE_SRCNN,
        "better on every picture of Set5 and at every scale",
        f"{_SET5}. {_CHOSEN}",
        tuple(_on_set5(n, "bicubic,srcnn") for n in SET5_SCALES),
        measures.srcnn_beats_bicubic,
    ),
    Claim(
        "perceptual-fast",
        "The perceptual network needs one forward pass where optimising a picture needs hundreds of steps",
        SOURCE_PERCEPTUAL,
        "three orders of magnitude faster (measured there for style transfer)",
        f"Butterfly of Set5, ×4; the median of {TIMED} passes against {STEPS} steps of Adam on the pixels, feature "
        f"reconstruction at relu2_2 of a VGG-16 with random weights, reckoned from the median of {TIMED} steps",
        (_ITSELF,),
        measures.fast,
    ),
    Claim(
        "perceptual-srcnn",
        "The perceptual network is better than SRCNN by far",
        phrase("said of {source}", source=SOURCE_PERCEPTUAL),
        'in words only; the paper\'s own abstract says "visually pleasing"',
        f"{_SET5}; Perceptual at its usual strength; style distance (Gram matrices of the whole picture at relu1_2, "
        "relu2_2 and relu3_1), by the distilled network",
        tuple(_on_set5(n, "bicubic,srcnn,perceptual") for n in (2, 4)),
        measures.far_better,
    ),
)


# -- the report ----------------------------------------------------------------------------------------------------


def as_report(found: Sequence[Finding], bench: Bench, say: Say = str) -> str:
    """The findings as a Markdown page, in the language of `say`."""
    rows = tuple((f"{n}. {say(finding.claim.title)}", say(finding.verdict.outcome)) for n, finding in _counted(found))
    by = phrase(
        "By srviewer {version}. Verdicts follow from the numbers by rule (`srviewer/reports/verdicts.py`).",
        version=__version__,
    )
    parts = [
        f"# {say(TITLE)}",
        say(by),
        as_markdown(Table((say(phrase("Claim")), say(phrase("Verdict"))), rows)).replace("|--:|", "|---|", 1),
    ]
    for n, finding in _counted(found):
        parts += [f"## {n}. {say(finding.claim.title)}", as_section(finding, bench.folder, say)]
    return "\n\n".join((*parts, *_images(bench, say))) + "\n"


def _counted(found: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    return enumerate(found, 1)


def as_section(finding: Finding, folder: Path, say: Say = str) -> str:
    """A finding without its title, as Markdown, in the language of `say`."""
    verdict = finding.verdict
    outcome = f"**{say(verdict.outcome).capitalize()}**"
    if verdict.outcome == "not measured":
        parts = [say(phrase("{outcome}, {words}", outcome=outcome, words=verdict.words))]
    else:
        parts = [say(phrase("{outcome}. {words}", outcome=outcome, words=verdict.words))]
    parts += ["\n".join(f"- {say(remark)}" for remark in verdict.remarks), *_origin(finding.claim, say)]
    for title, table in finding.tables:
        above = phrase("Ours, {title}:", title=title) if title else phrase("Ours:")
        parts += [say(above), as_markdown(_said(table, say))]
    return "\n\n".join(part for part in (*parts, _commands(finding.claim, folder)) if part)


def _said(table: Table, say: Say) -> Table:
    headings, *rows = (tuple(say(cell) for cell in row) for row in (table.headings, *table.rows))
    return Table(headings, tuple(rows), table.best)


def announced(claim: Claim, folder: Path, say: Say = str) -> str:
    """A claim that has not been recomputed yet, as Markdown, in the language of `say`."""
    return "\n\n".join((*_origin(claim, say), _commands(claim, folder)))


def where_from(say: Say = str) -> str:
    """What the folder holds and where to get it, as Markdown."""
    return f"```text\n{say(claim_images.LAYOUT)}\n\n{say(claim_images.SOURCES)}\n```"


def _origin(claim: Claim, say: Say) -> list[str]:
    source = phrase("Source: {source}. Published: {published}.", source=claim.source, published=claim.published)
    return [say(source), say(phrase("Protocol: {protocol}.", protocol=claim.protocol.rstrip(".")))]


def _commands(claim: Claim, folder: Path) -> str:
    lines = (f"srviewer {command.replace('DIR', shlex.quote(str(folder)))}" for command in claim.commands)
    return "```sh\n{}\n```".format("\n".join(lines))


def _images(bench: Bench, say: Say) -> list[str]:
    rows = tuple((name, f"`{known}`", say(_state(bench, name, known))) for name, known in claim_images.SHA256.items())
    headings = (say(phrase("Image")), say(phrase("SHA-256 of its pixels")), say(phrase("here")))
    return [f"## {say(phrase('Test images'))}", where_from(say), as_markdown(Table(headings, rows))]


def _state(bench: Bench, name: str, known: str) -> str:
    try:
        same = claim_images.pixels_hash(bench.picture(name)) == known
    except SrviewerError:
        return phrase("missing")
    return phrase("the same") if same else phrase("other pixels")


def texts() -> list[str]:
    """What the claims say of themselves, and the test images; templates of phrases are collected where they stand."""
    own = [text for c in CLAIMS for text in (c.title, c.published, c.protocol.rstrip("."))]
    return [*own, claim_images.LAYOUT, claim_images.SOURCES]
