"""How each claim is measured: from the test images to tables and, by the rules of `verdicts`, to a verdict."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import metrics, upsamplers
from srviewer.engine import device as devices
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.errors import MethodUnavailableError, ParameterError
from srviewer.imaging.picture import Picture, quantise
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import BANDS, DETAIL_BANDS, Subbands, analyse, synthesise
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes
from srviewer.metrics.planes import measured_plane
from srviewer.phrase import phrase
from srviewer.readings import best_of, written
from srviewer.reports import verdicts
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claim_images import DASR4, SET5, SET5_SCALES
from srviewer.reports.table import Table
from srviewer.reports.verdicts import Contest, Row, Verdict
from srviewer.upsamplers import dasr

FloatArray = npt.NDArray[np.float32]

DASR_TABLE: Row = (34.79, 32.73, 32.19, 23.29)  # of DASR4, printed as 128 to 512
SRCNN_TABLE = {"×2": 36.66, "×3": 32.75, "×4": 30.49}  # mean PSNR-Y of Set5
BICUBIC_TABLE = {"×2": 33.66, "×3": 30.39, "×4": 28.42}

GAINS = {phrase("gain {gain}", gain=f"{gain:g}"): gain for gain in (1.0, 0.5, 0.25, 0.0)}
PUBLISHED_GAIN = phrase("gain {gain}", gain=1)
STEPS, ORDERS = 500, 3  # of optimising a picture; orders of magnitude that the paper is faster by
TIMED = 5  # passes and steps that are timed; the median counts


@dataclass(frozen=True)
class ClaimMeasurement:
    """What a claim's measurement found."""

    tables: tuple[tuple[str, Table], ...]
    verdict: Verdict


def _decibels(first: str, columns: Sequence[str], rows: Mapping[str, Sequence[float]], mark: bool = True) -> Table:
    """A table of dB, the best of each column marked if wanted."""
    psnr = metrics.get("psnr_y")
    marks = [best_of(psnr, column) for column in zip(*rows.values(), strict=True)] if mark else []
    best = {(row, column) for column, marked in enumerate(marks, 1) for row, top in enumerate(marked) if top}
    cells = tuple((name, *(written(psnr, value) for value in row)) for name, row in rows.items())
    return Table((first, *columns), cells, frozenset(best))


_PICTURES = tuple(name.capitalize() for name in DASR4)


def dasr_table(bench: Bench) -> ClaimMeasurement:
    def dasr_rows(name: str, scale: int, how: str, registration: str, gains: Sequence[float]) -> dict[str, Row]:
        return {
            phrase("{protocol}, gain {gain}", protocol=name, gain=f"{gain:g}"): bench.row(
                "dasr", scale, how, gain=gain, registration=registration
            )
            for gain in gains
        }

    gains = tuple(GAINS.values())

    rows: dict[str, Row] = {phrase("×2, bicubic LR, bicubic itself"): bench.row("bicubic", 2)}
    rows |= dasr_rows(phrase("×2, bicubic LR, registered"), 2, "bicubic", "registered", gains)
    rows |= dasr_rows(phrase("×2, bicubic LR, as published"), 2, "bicubic", "published", gains)
    rows[phrase("×4, bicubic LR, bicubic itself")] = bench.row("bicubic", 4)
    rows |= dasr_rows(phrase("×4, bicubic LR, registered"), 4, "bicubic", "registered", gains)
    rows |= dasr_rows(phrase("×4, bicubic LR, as published"), 4, "bicubic", "published", gains)
    rows |= dasr_rows(phrase("×2, LL-band LR, as published"), 2, "ll:published", "published", (1.0, 0.0))
    in_one_step = phrase("×4, LR of two LL bands, in one step, as published")
    rows |= dasr_rows(in_one_step, 4, "ll:published", "published", (1.0, 0.0))
    rows[phrase("×4, LR of two LL bands, WZP")] = bench.row("wzp", 4, "ll:published", registration="published")
    printed = [name for name in rows if name.startswith("×4") and name.endswith(PUBLISHED_GAIN)]
    dasr_only = {name: row for name, row in rows.items() if not name.endswith("itself")}
    verdict = verdicts.reproduces_table(DASR_TABLE, dasr_only, printed)
    table = _decibels("PSNR (dB)", _PICTURES, {phrase("printed (128 to 512)"): DASR_TABLE, **rows}, mark=False)
    return ClaimMeasurement((("", table),), verdict)


def _contests(bench: Bench, rivals: Sequence[str]) -> list[Contest]:
    return [
        Contest(
            f"×{scale}",
            {name: bench.row("dasr", scale, gain=GAINS[name]) for name in GAINS if GAINS[name] != 0.5},
            {upsamplers.get(rival).title: bench.row(rival, scale) for rival in rivals},
        )
        for scale in (2, 4)
    ]


def _tables_of(contests: Sequence[Contest], others: Mapping[str, Mapping[str, Row]]) -> tuple[tuple[str, Table], ...]:
    """A table a contest; `others` are shown beside it, by contest."""
    tables = []
    for contest in contests:
        ours = {phrase("DASR, {variant}", variant=variant): row for variant, row in contest.ours.items()}
        rows = {**contest.rivals, **ours, **others.get(contest.name, {})}
        tables.append((contest.name, _decibels("PSNR (dB)", _PICTURES, rows)))
    return tuple(tables)


def beats_interpolation(bench: Bench) -> ClaimMeasurement:
    contests = _contests(bench, ("nearest", "bilinear", "bicubic", "lanczos"))
    return ClaimMeasurement(_tables_of(contests, {}), verdicts.beats("DASR", contests, PUBLISHED_GAIN))


def beats_wavelets(bench: Bench) -> ClaimMeasurement:
    contests = _contests(bench, ("wzp", "cycle_spinning"))
    later = {
        f"×{scale}": {
            phrase("DWT+SWT (2011), gain 0.25"): bench.row("dwt_swt", scale, gain=0.25),
            phrase("Back-projection (control)"): bench.row("back_projection", scale),
        }
        for scale in (2, 4)
    }
    verdict = verdicts.beats("DASR", contests, PUBLISHED_GAIN)
    control = {name: {phrase("Back-projection"): rows["Back-projection (control)"]} for name, rows in later.items()}
    against = verdicts.beats("DASR", [replace(c, rivals=control[c.name]) for c in contests], PUBLISHED_GAIN)
    return ClaimMeasurement(_tables_of(contests, later), replace(verdict, remarks=verdict.remarks + against.remarks))


def lr_and_its_ll(bench: Bench) -> ClaimMeasurement:
    rows = {f"×{scale}": (bench.row("dasr", scale, gain=0), _row_from_ll(bench, scale)) for scale in (2, 4)}
    shown: dict[str, Row] = {}
    for scale, (whole, part) in rows.items():
        shown[phrase("{scale}, the LR picture as LL", scale=scale)] = whole
        shown[phrase("{scale}, its own LL band, enlarged, as LL", scale=scale)] = part
    verdict = verdicts.holds_more(phrase("The LR picture in LL's place"), phrase("its LL band"), rows)
    return ClaimMeasurement((("", _decibels("PSNR (dB)", _PICTURES, shown)),), verdict)


def _row_from_ll(bench: Bench, scale: int) -> Row:
    """PSNR as in `Bench.row` of what the LR's own LL subband, enlarged by the scale, gives in LL's place."""
    row = []
    for name in DASR4:
        bench.say(phrase("{picture}, LL of the LR ×{scale}", picture=name, scale=scale))
        truth, lr = bench.pair(name, scale)
        y, x = (dasr.axis_of(n, dasr.DasrSettings(scale)) for n in lr.pixels.shape)
        enlarged = y.low_branch(np.ascontiguousarray(x.low_branch(lr.pixels).T)).T
        row.append(_psnr_of(enlarged, truth))
    return tuple(row)


def _psnr_of(values: FloatArray, truth: Picture) -> float:
    return psnr_of_planes(quantise(values).astype(np.float64), measured_plane(truth.pixels), 0)


def bands_apart(bench: Bench) -> ClaimMeasurement:
    apart = {band.name: 0.0 for band in DETAIL_BANDS}
    whole = dict(apart)
    for name in DASR4:
        bench.say(phrase("{picture}, bands apart", picture=name))
        _, lr = bench.pair(name, 2)
        bands = analyse(lr.pixels, mode="periodization")
        for band in DETAIL_BANDS:
            height, width = lr.pixels.shape
            own_slot = _alone(resize(bands.band(band.key), height, width), band.key)
            as_picture = resize(_alone(bands.band(band.key), band.key), 2 * height, 2 * width)
            apart[band.name] = max(apart[band.name], _share_outside(own_slot, band.key))
            whole[band.name] = max(whole[band.name], _share_outside(as_picture, band.key))
    rows = tuple((name, f"{apart[name]:.1e}", f"{100 * whole[name]:.1f} %") for name in apart)
    headings = (
        phrase("Energy outside the band, at most"),
        phrase("enlarged in its own slot"),
        phrase("enlarged as a picture"),
    )
    return ClaimMeasurement((("", Table(headings, rows)),), verdicts.undisturbed(apart, whole))


def _alone(band: FloatArray, key: str) -> FloatArray:
    """The plane of twice the size that has this subband and no other."""
    parts = {name: np.zeros_like(band) for name in ("cA", "cH", "cV", "cD")} | {key: band}
    height, width = (2 * n for n in band.shape)
    plane: FloatArray = synthesise(Subbands(**parts), (height, width), mode="periodization")
    return plane


def _share_outside(plane: FloatArray, key: str) -> float:
    """The share of a plane's energy that is found in other subbands than `key`; 0 of a plane of nothing."""
    bands = analyse(plane, mode="periodization")
    energies = {band.key: _energy(bands.band(band.key)) for band in BANDS}
    total = sum(energies.values())
    return (total - energies[key]) / total if total else 0.0


def _energy(band: FloatArray) -> float:
    return float(np.sum(np.square(band, dtype=np.float64)))


def details_kept(bench: Bench) -> ClaimMeasurement:
    settings = dasr.DasrSettings(2)
    ours, rival = [], []
    likeness: dict[str, list[float]] = {band.name: [] for band in DETAIL_BANDS}
    for name in DASR4:
        bench.say(phrase("{picture}, details", picture=name))
        truth, lr = bench.pair(name, 2)
        base, details = dasr.base(lr.pixels, settings), dasr.details(lr.pixels, settings)
        true_energy = _detail_energy(truth.pixels)
        ours.append(_detail_energy(base + details) / true_energy)
        rival.append(_detail_energy(resize(lr.pixels, *truth.pixels.shape)) / true_energy)
        added, missing = (analyse(p, mode="periodization") for p in (details, truth.pixels - base))
        for band in DETAIL_BANDS:
            likeness[band.name].append(_correlation(added.band(band.key), missing.band(band.key)))
    correlations: dict[str, Row] = {name: tuple(values) for name, values in likeness.items()}
    rows = [(phrase("energy of the details over the truth's, bicubic"), *(f"{value:.2f}" for value in rival))]
    rows.append((phrase("the same, DASR at gain 1"), *(f"{value:.2f}" for value in ours)))
    rows += [
        (phrase("{band}: correlation of what DASR adds with what is missing", band=name), *map(verdicts.number, row))
        for name, row in correlations.items()
    ]
    table = Table((phrase("×2, registered"), *_PICTURES), tuple(rows))
    return ClaimMeasurement((("", table),), verdicts.keeps_details(tuple(ours), tuple(rival), correlations))


def _detail_energy(plane: FloatArray) -> float:
    bands = analyse(plane, mode="periodization")
    return sum(_energy(bands.band(band.key)) for band in DETAIL_BANDS)


def _correlation(a: FloatArray, b: FloatArray) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def srcnn_table(bench: Bench) -> ClaimMeasurement:
    bicubic, srcnn = (
        {f"×{scale}": bench.set5_mean(method, scale) for scale in SET5_SCALES} for method in ("bicubic", "srcnn")
    )
    verdict = verdicts.reaches("SRCNN", SRCNN_TABLE, srcnn)
    protocol = verdicts.reaches("Bicubic", BICUBIC_TABLE, bicubic)
    rows = {
        phrase("Bicubic, printed"): BICUBIC_TABLE.values(),
        phrase("Bicubic, ours"): bicubic.values(),
        phrase("SRCNN, printed"): SRCNN_TABLE.values(),
        phrase("SRCNN, ours"): srcnn.values(),
    }
    means = {name: tuple(values) for name, values in rows.items()}
    table = _decibels(phrase("Mean PSNR-Y (dB)"), tuple(SRCNN_TABLE), means, mark=False)
    return ClaimMeasurement((("", table),), replace(verdict, remarks=(*verdict.remarks, protocol.words)))


def srcnn_beats_bicubic(bench: Bench) -> ClaimMeasurement:
    contests = []
    rows: dict[str, Row] = {}
    for scale in SET5_SCALES:
        srcnn, bicubic = (bench.set5_row(method, scale) for method in ("srcnn", "bicubic"))
        contests.append(Contest(f"×{scale}", {phrase("our weights"): srcnn}, {"Bicubic": bicubic}))
        rows |= {_at(scale, "bicubic"): bicubic, _at(scale, "srcnn"): srcnn}
    table = _decibels("PSNR-Y (dB)", tuple(name.capitalize() for name in SET5), rows, mark=False)
    return ClaimMeasurement((("", table),), verdicts.beats("SRCNN", contests, "our weights"))


def _at(scale: int, method: str) -> str:
    return phrase("×{scale}, {method}", scale=scale, method=upsamplers.get(method).title)


def fast(bench: Bench) -> ClaimMeasurement:
    reason = upsamplers.unavailable_reason("perceptual")
    if reason:
        raise MethodUnavailableError(reason)
    lr = bench.picture("Set5/x4/LR/butterfly.png")
    truth = bench.picture("Set5/x4/HR/butterfly.png")
    bench.say(phrase("one forward pass"))
    result_of(Job.make(lr, "perceptual", 4), bench.token)  # loads the network
    passes = [result_of(Job.make(lr, "perceptual", 4), bench.token) for _ in range(TIMED)]
    forward = median(result.seconds for result in passes)
    step = _seconds_of_a_step(truth.pixels, bench)
    rows = (
        (phrase("one forward pass of the network"), f"{forward:.3f}"),
        (phrase("one step of optimising the picture"), f"{step:.3f}"),
        (phrase("{steps} such steps (reckoned from {timed})", steps=STEPS, timed=TIMED), f"{STEPS * step:.1f}"),
    )
    size = phrase(
        "{width} × {height} pixels on {device}", width=truth.width, height=truth.height, device=passes[-1].device
    )
    return ClaimMeasurement(
        ((size, Table(("", phrase("seconds")), rows)),), verdicts.is_faster(forward, step, STEPS, ORDERS)
    )


def _seconds_of_a_step(pixels: FloatArray, bench: Bench) -> float:
    """One step of Adam on a picture's pixels for feature reconstruction at relu2_2 of a VGG-16. Its weights are
    random: time does not depend on them."""
    import torch

    from srviewer.losses import feature_reconstruction_loss
    from srviewer.networks.adam import Adam
    from srviewer.networks.loss_network import LossNetwork

    device = devices.resolve("auto")
    phi = LossNetwork(_random_vgg16()).to(device)
    target = torch.from_numpy(np.ascontiguousarray(pixels.transpose(2, 0, 1)))[None].to(device)
    picture = torch.full_like(target, 0.5).requires_grad_()
    optimiser = Adam(picture, 0.01)
    wanted = phi(target, ("relu2_2",))["relu2_2"]
    seconds = []
    for step in range(TIMED + 1):
        bench.say(phrase("step {step} of optimising a picture", step=step))
        started = time.perf_counter()
        picture.grad = None
        loss = feature_reconstruction_loss(phi(picture, ("relu2_2",))["relu2_2"], wanted)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        loss.item()  # waits for the device
        seconds.append(time.perf_counter() - started)
    return median(seconds[1:])


def _random_vgg16() -> dict[str, Any]:
    import torch

    channels = {0: (3, 64), 2: (64, 64), 5: (64, 128), 7: (128, 128), 10: (128, 256)}
    tensors = {}
    for index, (inputs, outputs) in channels.items():
        tensors[f"features.{index}.weight"] = torch.randn(outputs, inputs, 3, 3) * (2 / (9 * inputs)) ** 0.5
        tensors[f"features.{index}.bias"] = torch.zeros(outputs)
    return tensors


def far_better(bench: Bench) -> ClaimMeasurement:
    names = ("psnr_y", "ssim_y", "style_distance")
    if names[-1] not in (metric.name for metric in metrics.available()):
        raise ParameterError(phrase("there is no feature network among the weights"))
    scores: dict[str, tuple[float, float, float, float]] = {}
    rows = []
    for scale in (2, 4):
        numbers = []
        for method in ("bicubic", "srcnn", "perceptual"):
            means = {name: bench.set5_mean(method, scale, name) for name in names}
            rows.append((_at(scale, method), *(written(metrics.get(n), mean) for n, mean in means.items())))
            numbers.append((means["psnr_y"], means["style_distance"]))
        _, srcnn, perceptual = numbers
        scores[f"×{scale}"] = (perceptual[0], srcnn[0], perceptual[1], srcnn[1])
    table = Table((phrase("Means of Set5"), "PSNR-Y (dB)", "SSIM-Y", phrase("style distance, distilled")), tuple(rows))
    return ClaimMeasurement((("", table),), verdicts.is_far_better("Perceptual", "SRCNN", scores))
