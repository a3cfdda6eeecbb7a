"""Names of public layouts: every result with its truth, none with another's."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from srviewer.results.matching import matched, told_scale

SETS = {
    "five": ("baby", "bird", "butterfly", "head", "woman"),
    "fourteen": ("baboon", "barbara", "bridge", "coastguard", "comic", "face", "flowers", "foreman", "lenna", "man"),
    "urban": tuple(f"img_{n:03d}" for n in (1, 2, 10, 11, 12, 100)),
    "urban, no separator": tuple(f"img{n:03d}" for n in (1, 2, 10, 11, 12, 100)),
    "bsd": ("3096", "8023", "12084", "108005", "108070", "38082", "38092"),
    "div2k": tuple(f"{n:04d}" for n in (801, 802, 810, 811, 900)),
    "manga": ("ARMS", "AkkeraKanjinchou", "HighschoolKimengumi_vol01", "HighschoolKimengumi_vol20", "That'sIzumiko"),
    "frames": tuple(f"{n:08d}" for n in (0, 1, 2, 10, 20)),
    "awkward": ("box2", "box3", "a", "a_b", "x4", "SR", "final", "matrix-4x"),
}
TRUTHS: dict[str, Callable[[str], str]] = {
    "plain": lambda n: n,
    "HR": lambda n: f"{n}_HR",
    "SRF": lambda n: f"{n}_SRF_4_HR",
    "GT": lambda n: f"{n}_GT",
    "HR x4": lambda n: f"{n}_HR_x4",
}
RESULTS: dict[str, Callable[[str], str]] = {
    "the same": lambda n: n,
    "x4": lambda n: f"{n}x4",
    "_x4": lambda n: f"{n}_x4",
    "-4x": lambda n: f"{n}-4x",
    "_X4": lambda n: f"{n}_X4",
    "_x4_SR": lambda n: f"{n}_x4_SR",
    "x4_SR": lambda n: f"{n}x4_SR",
    "_SR": lambda n: f"{n}_SR",
    "_out": lambda n: f"{n}_out",
    "_rlt": lambda n: f"{n}_rlt",
    "_SRF_4": lambda n: f"{n}_SRF_4",
    "a method's name": lambda n: f"{n}_SwinIR",
    "an experiment's name": lambda n: f"{n}_EDSR_Lx4_f256b32_DIV2K_official",
    "SRF and a method": lambda n: f"{n}_SRF_4_SRCNN",
    "a method with its scale": lambda n: f"{n}_HAT_SRx4",
    "RealESRGAN": lambda n: f"{n}_RealESRGAN_x4plus",
    "a general model": lambda n: f"{n}_realesr-general-x4v3",
    "UltraSharp": lambda n: f"{n}_4x-UltraSharp",
    "Gigapixel": lambda n: f"{n}-gigapixel-standard-scale-4_00x",
    "an epoch": lambda n: f"{n}_epoch_300",
    "in front": lambda n: f"SRCNN_{n}",
    "sr in front": lambda n: f"sr_{n}",
    "capitals": lambda n: n.upper(),
}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_names_of_a_layout(result: Callable[[str], str]) -> None:
    """With every way to name truths and every set of pictures more than 800 layouts."""
    for (kind, names), truth in itertools.product(SETS.items(), TRUTHS.values()):
        expected = {truth(name): result(name) for name in names}
        found = matched(tuple(expected), tuple(reversed(expected.values())), 4)
        assert found.results.items() <= expected.items(), "none wrong"
        if kind != "awkward":
            assert found.results == expected
            assert (found.missing, found.spare, found.doubtful) == ((), (), ())


@pytest.mark.parametrize(
    ("truths", "results", "expected"),
    [
        (("img001", "img010"), ("img_1", "img_10"), {"img001": "img_1", "img010": "img_10"}),
        (("img_1_2", "img_12"), ("img_12_SR",), {"img_12": "img_12_SR"}),
        (("img_12",), ("img_1_2",), {}),
        (("man", "woman"), ("woman_SR",), {"woman": "woman_SR"}),
        (("baby",), ("baby_2",), {}),
        (("baby", "bird"), ("babys", "birds"), {}),
        (("0801",), ("0801x4m",), {"0801": "0801x4m"}),
        (("A", "a"), ("A_SR", "a_SR"), {"A": "A_SR", "a": "a_SR"}),
        (("1", "01"), ("001",), {}),
    ],
)
def test_names_that_are_alike(truths: tuple[str, ...], results: tuple[str, ...], expected: dict[str, str]) -> None:
    assert matched(truths, results).results == expected


def test_several_scales_in_one_folder() -> None:
    both = ("baby_x2", "baby_x4")
    assert matched(("baby",), both, 4).results == {"baby": "baby_x4"}
    found = matched(("baby",), both)
    assert (found.results, found.missing, found.doubtful) == ({}, ("baby",), both)


@pytest.mark.parametrize(
    ("name", "scale"),
    [("babyx4", 4), ("baby_x4_SR", 4), ("a_SRF_3_HR", 3), ("0801-2x", 2), ("HAT_SRx4", 4), ("box", None), ("12", None)],
)
def test_the_scale_a_name_says(name: str, scale: int | None) -> None:
    assert told_scale(name) == scale
