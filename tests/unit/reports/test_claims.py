"""Claims: the rules on made-up numbers, both ways; measuring on made-up pictures; and the measured table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main
from srviewer.cli.parser import parse
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import CancelledError, ParameterError
from srviewer.imaging.picture import Picture
from srviewer.reports import claim_images, claim_measures, verdicts
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claims import CLAIMS, as_report, findings
from srviewer.reports.verdicts import Contest, Verdict

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "test"
GREY = tuple(claim for claim in CLAIMS if claim.name.startswith(("dasr", "lr", "bands", "details")))


# -- rules -------------------------------------------------------------------------------------------------------


def table(as_printed: float, other: float) -> Verdict:
    rows = {"×4, gain 1": (30 + as_printed, 20.0), "×2, gain 0": (30.0, 20 + other)}
    return verdicts.reproduces_table((30.0, 20.0), rows, ["×4, gain 1"])


def contest(printed: tuple[float, float], damped: tuple[float, float], rival_b: float = 31.0) -> Verdict:
    rivals = {"A": (30.0, 20.0), "B": (rival_b, 21.0)}
    return verdicts.beats("M", [Contest("×2", {"gain 1": printed, "gain 0": damped}, rivals)], "gain 1")


def kept(more: float, correlation: float) -> Verdict:
    return verdicts.keeps_details((more, 0.9), (0.2, 0.3), {"LH": (correlation, 0.9), "HH": (0.8, 0.7)})


def reached(x2: float, x3: float) -> Verdict:
    return verdicts.reaches("S", {"×2": 36.66, "×3": 32.75}, {"×2": 36.66 + x2, "×3": 32.75 + x3})


def far(psnr: float, share: float) -> Verdict:
    return verdicts.is_far_better("P", "S", {"×2": (30 + psnr, 30.0, share, 1.0), "×4": (30 + psnr, 30.0, share, 1.0)})


@pytest.mark.parametrize(
    ("verdict", "outcome", "words"),
    [
        (table(0.5, 3), "holds", "differ by up to 0.50 dB"),
        (table(-5, 0.7), "not as printed", "differ by up to 5.00 dB. Within 0.8 dB of it on all 2 pictures: ×2"),
        (table(-5, 0.9), "does not hold", "the nearest is ×2, gain 0, up to 0.90 dB off"),
        (contest((32, 22), (1, 1)), "holds", "M (gain 1) lies above every rival"),
        (contest((32, 20.5), (1, 1)), "holds in part", "all 2 pictures: A (×2, gain 1)."),
        (contest((29, 22), (32, 22)), "not as printed", "all 2 pictures: A and B (×2, gain 0)."),
        (contest((29, 22), (30, 20)), "does not hold", "nowhere"),
        (contest((30, 20), (30, 20)), "does not hold", "nowhere"),  # equal is not above
        (
            verdicts.holds_more("L", "P", {"×2": ((2.0, 3.0), (1.0, 2.5))}),
            "holds",
            "in all 2 cases (2 pictures at ×2), by 0.50 dB",
        ),
        (verdicts.holds_more("L", "P", {"×2": ((2.0, 3.0), (1.0, 3.5))}), "holds in part", "in 1 of 2 cases only"),
        (
            verdicts.holds_more("L", "P", {"×2": ((1.0, 3.0), (1.0, 3.5))}),
            "does not hold",
            "no more than P on any picture",
        ),
        (verdicts.undisturbed({"LH": 1e-15, "HH": 1e-15}, {"LH": 0.9}), "holds", "less than 0.01 %"),
        (verdicts.undisturbed({"LH": 0.2, "HH": 1e-5}, {"LH": 0.9}), "holds in part", "Below 1 %: only HH."),
        (verdicts.undisturbed({"LH": 0.2, "HH": 0.3}, {"LH": 0.9}), "does not hold", "up to 30.00 %"),
        (kept(0.8, 0.6), "holds", "80 to 90 %"),
        (kept(0.8, -0.001), "holds in part", "is 0.00 to 0.90: they have energy, but hardly the right signs"),
        (kept(0.1, 0.9), "does not hold", "10 to 90 %"),
        (reached(0.1, -0.04), "holds", "reaches the printed figures"),
        (reached(-0.14, 0.0), "holds in part", "at ×3, and within 0.14 dB elsewhere"),
        (reached(-0.14, -0.2), "holds in part", "up to 0.20 dB below"),
        (reached(-0.3, 0.0), "does not hold", "up to 0.30 dB below"),
        (verdicts.is_faster(0.5, 0.5, 500, 3), "holds", "500 times as long, rounded 3 orders of magnitude"),
        (verdicts.is_faster(0.5, 0.05, 500, 3), "holds in part", "50 times as long, rounded 2 orders"),
        (verdicts.is_faster(5.0, 0.01, 500, 3), "does not hold", "no order of magnitude"),
        (far(1.2, 0.4), "holds", "by PSNR better by far; by style distance better by far"),
        (far(0.4, 0.4), "holds in part", "by PSNR better, not by far; by style distance better by far"),
        (far(-3.4, 0.5), "holds in part", "by PSNR worse; by style distance better by far"),
        (far(-0.1, 1.3), "does not hold", "by PSNR worse; by style distance worse"),
        (verdicts.not_measured("x is missing"), "not measured", "because x is missing."),
    ],
)
def test_verdicts_follow_from_the_numbers(verdict: Verdict, outcome: str, words: str) -> None:
    assert verdict.outcome == outcome
    assert words in verdict.words


def test_remarks_say_by_how_much() -> None:
    above, mixed = contest((32, 22), (30.5, 19)).remarks
    assert above == "×2, gain 1: above A (by 2.00 to 2.00 dB), above B (by 1.00 to 1.00 dB)."
    assert mixed == "×2, gain 0: now above, now below A (-1.00 to +0.50 dB), below B (by 0.50 to 2.00 dB)."


# -- measuring ---------------------------------------------------------------------------------------------------


def scene(seed: int) -> np.ndarray:
    y, x = np.mgrid[:48, :64]
    noise = np.random.default_rng(seed).normal(0, 6, (48, 64))
    return np.clip(128 + 60 * np.sin(x / 3 + seed) + 50 * (x > y) + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with made-up pictures by the names of DASR4, and no Set5."""
    (tmp_path / "DASR4").mkdir()
    for seed, name in enumerate(claim_images.DASR4):
        Image.fromarray(scene(seed)).save(tmp_path / f"DASR4/{name}.png")
    return tmp_path


def test_every_claim_is_told_and_what_is_missing_is_said(folder: Path) -> None:
    told: list[str] = []
    bench = Bench(folder, told.append)
    found = list(findings(bench))
    assert [finding.claim for finding in found] == list(CLAIMS)
    for finding in found:
        measured = finding.claim in GREY
        assert (finding.verdict.outcome != "not measured") == measured == bool(finding.tables)
    srcnn = next(f for f in found if f.claim.name == "srcnn-table")
    assert srcnn.verdict.words.startswith("because Set5/x2/LR/baby.png is missing in ")
    assert "lena, DASR ×2" in told
    page = as_report(found, bench)
    assert "**Not measured**, because Set5" in page
    assert page.count("\n## ") == len(CLAIMS) + 1
    assert "| DASR4/lena.png | " in page
    assert "| other pixels |" in page
    assert "| missing |" in page
    for claim in CLAIMS:
        assert claim.title in page


def test_a_row_is_what_evaluate_gives(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for claim in GREY[:3]:
        for command in claim.commands:
            target = folder / "numbers.json"
            words = command.replace("DIR", str(folder)).split()
            assert main([*words, "--json", str(target), "--overwrite"]) == 0
            document = json.loads(target.read_text())
            args = parse(words)
            for method, numbers in document["methods"].items():
                given = {name: value for name, value in args.param if name in names_of(method)}
                row = Bench(folder).row(method, args.scale, args.degradation or "bicubic", **given)
                assert [numbers["images"][n]["psnr_y"] for n in claim_images.DASR4] == pytest.approx(row)
    capsys.readouterr()


def names_of(method: str) -> set[str]:
    from srviewer import upsamplers

    return {p.name for p in upsamplers.get(method).parameters}


def test_every_command_can_be_given() -> None:
    for claim in CLAIMS:
        assert claim.commands
        for command in claim.commands:
            args = parse(command.split())
            assert args.verb in ("evaluate", "claims")


def test_nothing_is_measured_twice(folder: Path) -> None:
    told: list[str] = []
    bench = Bench(folder, told.append)
    assert bench.row("dasr", 2, gain=1.0) == bench.row("dasr", 2, gain=1.0) != bench.row("dasr", 2, gain=0.0)
    assert len(told) == 8


def test_the_own_ll_band_gives_less_than_the_picture_and_its_row_is_measured_alike(folder: Path) -> None:
    bench = Bench(folder)
    found = claim_measures.lr_and_its_ll(bench)
    (_, shown), *_ = found.tables
    assert shown.rows[0][1:] == tuple(f"{value:.2f}" for value in bench.row("dasr", 2, gain=0))
    assert found.verdict.outcome == "holds"


def test_a_band_s_share_outside_is_measured() -> None:
    band = np.random.default_rng(0).random((16, 16)).astype(np.float32)
    plane = claim_measures._alone(band, "cH")
    assert claim_measures._share_outside(plane, "cH") < 1e-9
    assert claim_measures._share_outside(plane, "cV") > 0.999


def test_a_picture_in_colour_is_refused_in_words(folder: Path) -> None:
    Image.fromarray(np.zeros((48, 64, 3), np.uint8)).save(folder / "DASR4/lena.png")
    (finding,) = findings(Bench(folder), CLAIMS[:1])
    assert finding.verdict == verdicts.not_measured("DASR4/lena.png is in colour, and a grey picture is expected")


def test_a_cancel_ends_it(folder: Path) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        list(findings(Bench(folder, token=token)))


class Scored(Bench):
    """A bench whose Set5 numbers are made up: (PSNR, style distance) by method."""

    def __init__(self, numbers: Mapping[str, tuple[float, float]]) -> None:
        super().__init__(Path())
        self._made_up = numbers

    def set5_mean(self, method: str, scale: int, number: str = "psnr_y") -> float:
        return self._made_up[method][number == "style_distance"]


@pytest.mark.parametrize(
    ("perceptual", "outcome"), [((33, 0.2), "holds"), ((29, 0.2), "holds in part"), ((29, 0.9), "does not hold")]
)
def test_perceptual_against_srcnn(
    monkeypatch: pytest.MonkeyPatch, perceptual: tuple[float, float], outcome: str
) -> None:
    monkeypatch.setattr("srviewer.metrics.feature_distance.available", lambda: True)
    bench = Scored({"bicubic": (28, 2.0), "srcnn": (30, 1.0), "perceptual": perceptual})
    assert claim_measures.far_better(bench).verdict.outcome == outcome
    monkeypatch.setattr("srviewer.metrics.feature_distance.available", lambda: False)
    (finding,) = findings(bench, CLAIMS[-1:])
    assert finding.verdict == verdicts.not_measured("there is no feature network among the weights")


@pytest.mark.parametrize(("gap", "outcome"), [(0.0, "holds"), (-0.2, "holds in part"), (-1.0, "does not hold")])
def test_srcnn_against_its_table(monkeypatch: pytest.MonkeyPatch, gap: float, outcome: str) -> None:
    def mean(bench: Bench, method: str, scale: int, number: str = "psnr_y") -> float:
        published = claim_measures.SRCNN_TABLE if method == "srcnn" else claim_measures.BICUBIC_TABLE
        return published[f"×{scale}"] + gap

    monkeypatch.setattr(Bench, "set5_mean", mean)
    verdict = claim_measures.srcnn_table(Bench(Path())).verdict
    assert verdict.outcome == outcome
    assert "Bicubic" in verdict.remarks[-1]


@pytest.mark.parametrize(("gap", "outcome"), [(0.1, "holds"), (0.0, "does not hold"), (-0.1, "does not hold")])
def test_srcnn_against_bicubic(monkeypatch: pytest.MonkeyPatch, gap: float, outcome: str) -> None:
    def psnrs(bench: Bench, method: str, scale: int, number: str = "psnr_y") -> tuple[float, ...]:
        return tuple(30 + picture + gap * (method == "srcnn") for picture in range(5))

    monkeypatch.setattr(Bench, "set5_row", psnrs)
    found = claim_measures.srcnn_beats_bicubic(Bench(Path()))
    assert found.verdict.outcome == outcome
    assert found.tables[0][1].rows[0] == ("×2, Bicubic", "30.00", "31.00", "32.00", "33.00", "34.00")


def test_set5_is_measured_as_evaluate_does(tmp_path: Path) -> None:
    for seed, name in enumerate(claim_images.SET5):
        hr = np.stack([scene(seed + k) for k in range(3)], axis=2)
        for kind, pixels in (("HR", hr), ("LR", hr[::2, ::2])):
            (tmp_path / f"Set5/x2/{kind}").mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.ascontiguousarray(pixels)).save(tmp_path / f"Set5/x2/{kind}/{name}.png")
    argv = ["evaluate", "--hr", f"{tmp_path}/Set5/x2/HR", "--lr", f"{tmp_path}/Set5/x2/LR", "--scale", "2"]
    assert main([*argv, "--methods", "bicubic", "--json", f"{tmp_path}/n.json"]) == 0
    expected = json.loads((tmp_path / "n.json").read_text())["methods"]["bicubic"]
    bench = Bench(tmp_path)
    assert bench.set5_mean("bicubic", 2) == pytest.approx(expected["psnr_y"])
    assert bench.set5_mean("bicubic", 2, "ssim_y") == pytest.approx(expected["ssim_y"])


def test_the_last_claim_s_commands_give_its_numbers(tmp_path: Path) -> None:
    for scale in (2, 4):
        for seed, name in enumerate(claim_images.SET5):
            hr = np.stack([scene(seed + k) for k in range(3)], axis=2)
            for kind, pixels in (("HR", hr), ("LR", hr[::scale, ::scale])):
                (tmp_path / f"Set5/x{scale}/{kind}").mkdir(parents=True, exist_ok=True)
                Image.fromarray(np.ascontiguousarray(pixels)).save(tmp_path / f"Set5/x{scale}/{kind}/{name}.png")
    given = {}
    for command in CLAIMS[-1].commands:
        argv = [*command.replace("DIR", str(tmp_path)).split(), "--json", f"{tmp_path}/n.json", "--overwrite"]
        assert main(argv) == 0
        document = json.loads((tmp_path / "n.json").read_text())
        for method, numbers in document["methods"].items():
            values = [numbers[name] for name in ("psnr_y", "ssim_y", "style_distance")]
            given[claim_measures._at(document["scale"], method)] = values
    ((_, shown),) = claim_measures.far_better(Bench(tmp_path)).tables
    found = {row[0]: list(map(float, row[1:])) for row in shown.rows}
    assert found.keys() == given.keys()
    for name, values in given.items():
        assert found[name] == pytest.approx(values, abs=0.0051), name


def test_a_step_of_optimising_takes_time() -> None:
    pixels = np.random.default_rng(0).random((16, 16, 3), np.float32)
    assert 0 < claim_measures._seconds_of_a_step(pixels, Bench(Path())) < 60


def test_numbers_that_are_not_there() -> None:
    small = Picture(np.random.default_rng(0).random((10, 10), np.float32))
    result = result_of(Job.make(small, "bicubic", 2))
    same = result.picture()
    assert Bench(Path())._number("psnr_y", result, None, same) == float("inf")
    with pytest.raises(ParameterError, match="nothing of 20 × 20 pixels is left"):
        Bench(Path())._number("psnr_y", result, None, same, 10)
    with pytest.raises(ParameterError, match="a picture has no PSNR-RGB"):
        Bench(Path())._number("psnr_rgb", result, None, same)


# -- the test images ---------------------------------------------------------------------------------------------


def test_every_image_that_is_read_has_its_hash_told() -> None:
    names = {f"DASR4/{name}.png" for name in claim_images.DASR4}
    names |= {f"Set5/x{n}/{k}/{name}.png" for n in (2, 3, 4) for k in ("HR", "LR") for name in claim_images.SET5}
    assert set(claim_images.SHA256) == names
    assert all(value in claim_images.described() for value in claim_images.SHA256.values())


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda tmp: None, "needs --data DIR"),
        (lambda tmp: tmp / "nowhere", "does not exist"),
        (lambda tmp: Path(__file__), "is not a folder"),
        (lambda tmp: tmp, "neither DASR4 nor Set5"),
    ],
)
def test_a_folder_that_will_not_do(tmp_path: Path, make: Callable[[Path], Path | None], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        claim_images.checked_folder(make(tmp_path))


# -- the measured figures ----------------------------------------------------------------------------------------

# As DESIGN has them: grey values, LR and result rounded to 8 bits, no border left out, dB.
TABLE = {
    "×2, bicubic LR, bicubic itself": (34.13, 33.10, 31.82, 23.64),
    "×2, bicubic LR, registered, gain 1": (32.43, 32.46, 31.62, 22.81),
    "×2, bicubic LR, registered, gain 0.5": (34.18, 33.13, 32.44, 23.66),
    "×2, bicubic LR, registered, gain 0.25": (34.69, 33.30, 32.44, 23.90),
    "×2, bicubic LR, registered, gain 0": (34.80, 33.33, 32.14, 23.98),
    "×2, bicubic LR, as published, gain 1": (29.27, 30.32, 29.20, 21.82),
    "×2, bicubic LR, as published, gain 0.5": (30.08, 30.80, 29.80, 22.42),
    "×2, bicubic LR, as published, gain 0.25": (30.25, 30.85, 29.82, 22.53),
    "×2, bicubic LR, as published, gain 0": (30.22, 30.76, 29.64, 22.52),
    "×4, bicubic LR, bicubic itself": (28.84, 30.49, 27.94, 21.09),
    "×4, bicubic LR, registered, gain 1": (27.31, 29.26, 26.77, 20.61),
    "×4, bicubic LR, registered, gain 0.5": (28.48, 30.21, 27.74, 20.97),
    "×4, bicubic LR, registered, gain 0.25": (28.82, 30.48, 27.99, 21.08),
    "×4, bicubic LR, registered, gain 0": (28.94, 30.57, 28.03, 21.12),
    "×2, LL-band LR, as published, gain 1": (31.48, 31.77, 30.91, 22.17),
    "×2, LL-band LR, as published, gain 0": (34.68, 32.96, 32.47, 24.07),
    "×4, LR of two LL bands, in one step, as published, gain 1": (25.02, 26.78, 24.72, 19.90),
    "×4, LR of two LL bands, in one step, as published, gain 0": (26.43, 27.87, 25.92, 20.63),
    "×4, LR of two LL bands, WZP": (29.12, 30.17, 28.41, 21.27),
}


UNLISTED = {f"×4, bicubic LR, as published, gain {gain}" for gain in ("1", "0.5", "0.25", "0")}


@pytest.mark.skipif(not (DATA / "DASR4").is_dir(), reason="the four pictures of the paper are not there")
def test_the_table_of_dasr() -> None:
    found = claim_measures.dasr_table(Bench(DATA))
    (_, measured), *_ = found.tables
    rows = {row[0]: tuple(map(float, row[1:])) for row in measured.rows}
    for name, expected in TABLE.items():
        assert rows[name] == pytest.approx(expected, abs=0.02), name
    assert rows.keys() - {"printed (128 to 512)"} - TABLE.keys() == UNLISTED
    assert found.verdict.outcome == "not as printed"
    assert "×2, LL-band LR, as published, gain 0" in found.verdict.words


@pytest.mark.skipif(not (DATA / "Set5").is_dir(), reason="Set5 is not there")
def test_bicubic_on_set5() -> None:
    bench = Bench(DATA)
    means = [bench.set5_mean("bicubic", scale) for scale in (2, 3, 4)]
    assert means == pytest.approx([33.667, 30.399, 28.427], abs=0.005)
    assert all(claim_images.pixels_hash(bench.picture(n)) == claim_images.SHA256[n] for n in bench._pictures)
