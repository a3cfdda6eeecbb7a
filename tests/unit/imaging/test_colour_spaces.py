"""Profiles, chunks and code points against their own formulae, computed here."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import ImageCms

from srviewer.imaging import colour_spaces
from srviewer.imaging.colour_spaces import ColourModel, ProfileError

RAMP = np.stack(np.meshgrid(*[np.linspace(0, 255, 9).astype(np.uint16)] * 3), axis=-1).reshape(27, 27, 3)
DEEP = RAMP * 257
# Adobe RGB (1998) and sRGB under D50, Bradford-adapted: rows X, Y, Z, columns R, G, B
ADOBE_RGB = np.array([[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]])
SRGB = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])


def curv(*values: int) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(f">I{len(values)}H", len(values), *values)


def para(kind: int, *values: float) -> bytes:
    whole = [round(v * 65536) for v in values]
    return b"para\0\0\0\0" + struct.pack(f">HH{len(values)}i", kind, 0, *whole)


def decoded(v: np.ndarray) -> np.ndarray:
    """IEC 61966-2-1."""
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def encoded(light: np.ndarray) -> np.ndarray:
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


CURVES: dict[str, tuple[bytes, Callable[[np.ndarray], np.ndarray]]] = {
    "linear": (curv(), lambda v: v),
    "gamma": (curv(round(2.2 * 256)), lambda v: v ** (round(2.2 * 256) / 256)),
    "sampled": (curv(*np.rint(65535 * np.linspace(0, 1, 4096) ** 1.8).astype(int)), lambda v: v**1.8),
    "para 0": (para(0, 1.8), lambda v: v**1.8),
    "para 3": (para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), decoded),
}


def profile(space: bytes, tags: dict[bytes, bytes], pcs: bytes = b"XYZ ", name: bytes = b"wide") -> bytes:
    """ICC.1:2001-04 (version 2.1), a display profile of these tags; description and white point are added."""
    d50 = b"XYZ \0\0\0\0" + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(79)
    tags = {b"desc": description, b"cprt": b"text\0\0\0\0CC0\0", b"wtpt": d50, **tags}
    offset, table, data = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for signature, body in tags.items():
        table += signature + struct.pack(">II", offset + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    header = struct.pack(">I4xI4s4s4s12x4s28x3i48x", offset + len(data), 0x02100000, b"mntr", space, pcs, b"acsp",
                         0xF6D6, 0x10000, 0xD32D)  # fmt: skip
    return header + table + data


def rgb_profile(curve: bytes, columns: np.ndarray = ADOBE_RGB) -> bytes:
    tags = {}
    for letter, xyz in zip((b"r", b"g", b"b"), columns.T, strict=True):
        tags[letter + b"XYZ"] = b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in xyz))
        tags[letter + b"TRC"] = curve
    return profile(b"RGB ", tags)


def expected(samples: np.ndarray, curve: Callable[[np.ndarray], np.ndarray], columns: np.ndarray) -> np.ndarray:
    """sRGB in [0, 1] of samples in [0, 1] by a curve and primaries."""
    return encoded(curve(samples) @ (np.linalg.inv(SRGB) @ columns).T)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize(("samples", "peak", "within"), [(RAMP.astype(np.uint8), 255, 0.7), (DEEP, 65535, 180)])
def test_colours_by_curves_and_primaries(curve: str, samples: np.ndarray, peak: int, within: float) -> None:
    tag, function = CURVES[curve]
    found, name = colour_spaces.to_srgb(samples, ColourModel.RGB, rgb_profile(tag))
    assert name == "wide"
    assert found.dtype == samples.dtype
    assert np.abs(found - peak * expected(samples / peak, function, ADOBE_RGB)).max() < within


@pytest.mark.parametrize("black", [0.002, 0.05, 0.18])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_black_that_is_not_none_is_compensated(black: float, dtype: type) -> None:
    """ISO 18619: light is scaled so that the black becomes none and white stays."""
    lifted = curv(*np.rint(65535 * (black + (1 - black) * np.linspace(0, 1, 4096) ** 2.2)).astype(int))
    peak = np.iinfo(dtype).max
    levels = np.arange(0, peak + 1, peak // 255).astype(dtype).reshape(16, 16)
    found, _ = colour_spaces.to_srgb(levels, ColourModel.GREY, profile(b"GRAY", {b"kTRC": lifted}))
    assert np.abs(found / peak - encoded((levels / peak) ** 2.2)).max() < 1.1 / 255
    colour, _ = colour_spaces.to_srgb(np.dstack([levels] * 3), ColourModel.RGB, rgb_profile(lifted, SRGB))
    assert np.abs(colour / peak - encoded((levels / peak) ** 2.2)[..., None]).max() < 1.1 / 255


def test_grey_by_its_curve() -> None:
    grey = np.linspace(0, 65535, 64).astype(np.uint16).reshape(8, 8)
    found, _ = colour_spaces.to_srgb(grey, ColourModel.GREY, profile(b"GRAY", {b"kTRC": curv()}))
    np.testing.assert_allclose(found / 65535, encoded(grey / 65535), atol=2e-4)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_under_a_colour_profile_is_the_green_of_its_equal_channels(dtype: type) -> None:
    """Told apart where the profile's white is no white: here blue is twice as bright."""
    icc = rgb_profile(CURVES["gamma"][0], ADOBE_RGB * [1, 1, 2])
    peak = np.iinfo(dtype).max
    grey = np.arange(0, peak + 1, peak // 255).astype(dtype).reshape(16, 16)
    colour, _ = colour_spaces.to_srgb(np.dstack([grey] * 3), ColourModel.RGB, icc)
    found, _ = colour_spaces.to_srgb(grey, ColourModel.GREY, icc)
    np.testing.assert_allclose(found.astype(float), colour[..., 1], atol=peak / 255 if dtype == np.uint8 else 16)
    assert (colour[8, 8, 2] > colour[8, 8, 1]).all()


@pytest.mark.parametrize("model", [ColourModel.GREY, ColourModel.RGB])
def test_srgb_under_any_name_leaves_the_samples_as_they_are(model: ColourModel) -> None:
    deep = DEEP if model is ColourModel.RGB else DEEP[..., 0]
    tag, _ = CURVES["para 3"]
    own = colour_spaces.srgb_profile() if model is ColourModel.RGB else colour_spaces.grey_profile()
    other = rgb_profile(tag, SRGB) if model is ColourModel.RGB else profile(b"GRAY", {b"kTRC": tag})
    for icc in (own, other):
        found, name = colour_spaces.to_srgb(deep, model, icc)
        assert name == "sRGB"
        assert found is deep


@pytest.mark.parametrize("icc", [b"", b"nonsense", rgb_profile(para(0, 1.8)[:10]), rgb_profile(curv())[:200]])
def test_a_damaged_profile_is_an_error(icc: bytes) -> None:
    with pytest.raises(ProfileError):
        colour_spaces.to_srgb(DEEP, ColourModel.RGB, icc)


def test_a_profile_for_other_pictures_is_an_error() -> None:
    with pytest.raises(ProfileError, match="it is for GRAY pictures"):
        colour_spaces.to_srgb(DEEP, ColourModel.RGB, colour_spaces.grey_profile())
    with pytest.raises(ProfileError, match="it is for RGB pictures"):
        colour_spaces.to_srgb(np.zeros((2, 2, 4), np.uint8), ColourModel.CMYK, colour_spaces.srgb_profile())


def inks(kind: bytes) -> bytes:
    """A CMYK profile of tables of two points a side (ICC.1:2001-04, 6.5.8 lut8Type): L* falls with every ink."""
    ramp = bytes(range(256))
    corners = bytes(v for n in range(16) for v in (255 - 63 * bin(n).count("1"), 128, 128))
    identity = struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + 4 * ramp + corners + 3 * ramp
    return profile(b"CMYK", {kind: table}, pcs=b"Lab ")


def test_inks_by_the_tables_of_their_profile_at_both_depths() -> None:
    shallow = np.random.default_rng(1).integers(0, 256, (9, 9, 4), np.uint8)
    flat, name = colour_spaces.to_srgb(shallow, ColourModel.CMYK, inks(b"A2B0"))
    deep, _ = colour_spaces.to_srgb(shallow.astype(np.uint16) * 257, ColourModel.CMYK, inks(b"A2B0"))
    assert name == "wide"
    assert np.abs(flat - deep / 257).max() < 1.6
    sums = shallow.sum(axis=2).argsort(axis=None)
    lightness = deep.mean(axis=2).ravel()[sums]
    assert lightness[:20].mean() > lightness[-20:].mean() + 10_000


def test_lab_by_its_definition() -> None:
    """CIE 15:2004, 8.2.1.1: Y of a neutral is ((L* + 16) / 116)^3, or L* / 903.3 where that is small."""
    lightness = np.array([0, 5, 20, 50, 80, 100.0])
    light = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / (24389 / 27))
    lab = np.stack([lightness, 0 * lightness, 0 * lightness], axis=-1)[None]
    found = colour_spaces.lab_to_srgb(lab)
    np.testing.assert_allclose(found[0] / 65535, np.repeat(encoded(light)[:, None], 3, axis=1), atol=2e-4)
    red = colour_spaces.lab_to_srgb(np.array([[[54.29, 80.80, 69.89]]]))  # sRGB's red under D50
    np.testing.assert_allclose(red[0, 0] / 65535, [1, 0, 0], atol=0.01)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_inks_without_a_profile(dtype: type) -> None:
    peak = np.iinfo(dtype).max
    four = (np.array([[[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]]) * peak).astype(dtype)
    wanted = np.array([[[1, 1, 1], [0, 1, 1], [1, 0, 0], [0, 0, 0]]]) * peak
    np.testing.assert_array_equal(colour_spaces.inks_to_srgb(four), wanted)


# -- chunks and code points -------------------------------------------------------------------------------------


def adapted(primaries: tuple[tuple[float, float], ...], white: tuple[float, float]) -> np.ndarray:
    """Primaries and a white (x, y) as X, Y, Z under D50 (ICC.1:2022, annex E: Bradford)."""

    def xyz(x: float, y: float) -> np.ndarray:
        return np.array([x / y, 1, (1 - x - y) / y])

    columns = np.stack([xyz(*p) for p in primaries], axis=1)
    columns = columns * np.linalg.solve(columns, xyz(*white))
    cones = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    gains = (cones @ [0.9642, 1, 0.8249]) / (cones @ xyz(*white))
    return np.linalg.inv(cones) @ np.diag(gains) @ cones @ columns


def bt709(v: np.ndarray) -> np.ndarray:
    """Rec. ITU-R BT.709-6, 1.2, inverted."""
    return np.where(v < 0.081, v / 4.5, ((v + 0.099) / 1.099) ** (1 / 0.45))


P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
BT2020 = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
D65 = (0.3127, 0.3290)


@pytest.mark.parametrize(
    ("primaries", "transfer", "name", "corners", "curve"),
    [
        (12, 13, "Display P3", P3, decoded),
        (9, 8, "BT.2020", BT2020, lambda v: v),
        (9, 4, "BT.2020", BT2020, lambda v: v**2.2),
        (1, 1, "BT.709", colour_spaces.SRGB_PRIMARIES, bt709),
    ],
)  # fmt: skip
def test_code_points(primaries: int, transfer: int, name: str, corners: tuple, curve: Callable) -> None:
    icc, said = colour_spaces.cicp_profile(primaries, transfer)
    assert said == name
    found, _ = colour_spaces.to_srgb(DEEP, ColourModel.RGB, icc)
    assert np.abs(found / 65535 - expected(DEEP / 65535, curve, adapted(corners, D65))).max() < 0.7 / 255


@pytest.mark.parametrize(
    ("transfer", "curve", "signal", "light"),
    [
        (16, "PQ", 0.0, 0.0),
        (16, "PQ", 0.50808, 100 / 203),  # BT.2100: the code of 100 cd/m²
        (16, "PQ", 0.58069, 1.0),  # BT.2408: 58 % is 203 cd/m²
        (16, "PQ", 0.9, 1.0),
        (18, "HLG", 0.0, 0.0),
        (18, "HLG", 0.5, (1 / 12 / 0.26496) ** 1.2),
        (18, "HLG", 0.75, 1.0),  # BT.2408: 75 % is reference white
        (18, "HLG", 1.0, 1.0),
    ],
)
def test_reference_white_of_hdr_is_white(transfer: int, curve: str, signal: float, light: float) -> None:
    icc, name = colour_spaces.cicp_profile(9, transfer)
    assert name == f"BT.2020 HDR ({curve}, brighter than 203 cd/m² as white)"
    grey = np.full((1, 1, 3), round(signal * 65535), np.uint16)
    found, _ = colour_spaces.to_srgb(grey, ColourModel.RGB, icc)
    np.testing.assert_allclose(found / 65535, colour_spaces.srgb_encode(np.asarray(light)), atol=0.5 / 255)


@pytest.mark.parametrize(("points", "why"), [((9, 17), "9, 17 are unknown"), ((3, 13), "3, 13 are unknown")])
def test_code_points_that_are_not_converted_say_why(points: tuple[int, int], why: str) -> None:
    with pytest.raises(ProfileError, match=why):
        colour_spaces.cicp_profile(*points)


@pytest.mark.parametrize("gamma", [1.0, 0.45455, 1 / 1.8, None])
def test_gamma_and_chromaticities(gamma: float | None) -> None:
    icc = colour_spaces.gamma_profile(gamma, P3)
    found, _ = colour_spaces.to_srgb(DEEP, ColourModel.RGB, icc)
    curve = decoded if gamma is None else lambda v: v ** (1 / gamma)
    assert np.abs(found / 65535 - expected(DEEP / 65535, curve, adapted(P3, D65))).max() < 0.7 / 255


def test_chromaticities_that_are_none() -> None:
    for gamma, corners in ((0, None), (1e9, None), (0.5, ((0, 0),) * 3)):
        with pytest.raises(ProfileError):
            colour_spaces.gamma_profile(gamma, corners)


def test_the_embedded_profiles_are_the_same_every_time() -> None:
    for icc in (colour_spaces.srgb_profile(), colour_spaces.grey_profile()):
        assert struct.unpack(">6H", icc[24:36]) == (2000, 1, 1, 0, 0, 0)
        assert ImageCms.ImageCmsProfile(BytesIO(icc)).profile.icc_version >= 2
