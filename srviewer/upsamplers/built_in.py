"""The methods that the program comes with, in the order in which they are listed: one line of facts each."""

from __future__ import annotations

from srviewer import weights
from srviewer.errors import WeightsError
from srviewer.upsamplers import presets
from srviewer.upsamplers.method import ENLARGING, INPUT, Method, Parameter

_WAVELET = Parameter(
    "wavelet",
    "Wavelet",
    "the discrete wavelet; the paper's db.9/7 is bior4.4",
    "bior4.4",
    choices="srviewer.imaging.wavelet:discrete_wavelets",
)
_GAIN = Parameter(
    "gain",
    "Detail gain",
    "how much of the enlarged detail subbands is added",
    0.25,
    maximum=2.0,
)
_REGISTRATION = Parameter(
    "registration",
    "Registration",
    "registered on bicubic's grid, or left where the published method puts it",
    "registered",
    choices=("registered", "published"),
)


_MIXING = (
    Parameter(
        "strength", "Strength", "from the pixel-loss twin (0) to all that the perceptual losses changed (1)", 0.85
    ),
    Parameter(
        "mixing",
        "Mixing",
        "what the strength mixes: the weights of both networks, or their results pixel by pixel",
        "weights",
        choices=("weights", "pixels"),
    ),
)


def _trained(name: str) -> tuple[int, ...]:
    """The scales that there are networks for: all that enlarge where there is one for x2 and one for x4, which make the
    others; none if the manifest has none, or cannot be read."""
    try:
        there = {entry.scale for entry in weights.entries(name)}
    except WeightsError:
        return ()
    return tuple(sorted(there.union(ENLARGING if there >= {2, 4} else ())))


def _compact() -> tuple[Method, ...]:
    """Compact and Compact photo, as far as they are trained."""
    about = "how much of what the network adds goes in; at 0 the interpolation alone, at ×1 the input"
    strength = Parameter("strength", "Strength", about, 0.8)
    methods = (
        ("compact", "Compact", "twelve 3 × 3 layers on the LR", "#b5cc3f", "CompactUpsampler", ()),
        ("compact_photo", "Compact photo", "cleans and enlarges photographs", "#e06c5a", "CompactPhoto", (strength,)),
    )
    return tuple(
        Method(name, title, line, colour, f"srviewer.upsamplers.compact:{target}", parameters, True, scales=scales)
        for name, title, line, colour, target, parameters in methods
        if (scales := _trained(name))
    )


def _adversarial() -> tuple[Method, ...]:
    """Perceptual with a discriminator, as far as it is trained."""
    if not (scales := _trained("perceptual_adversarial")):
        return ()
    title, line = "Perceptual, adversarial", "with a discriminator, outside the paper"
    target = "srviewer.upsamplers.perceptual:Adversarial"
    made = Method(
        "perceptual_adversarial", title, line, "#c2477f", target, _MIXING, learned=True, more=True, scales=scales
    )
    return (made,)


def _style() -> tuple[Method, ...]:
    """Style transfer, as far as there are networks for it."""
    try:
        styles = tuple(entry.style for entry in weights.entries("style"))
    except WeightsError:
        return ()
    if not styles:
        return ()
    whose = "the picture whose colours and textures the network was trained for"
    much = "how much of the result is mixed with the input, pixel by pixel"
    colours = "the picture's own, with the light and dark of the style, or as the network paints"
    parameters = (
        Parameter("style", "Style", whose, styles[0], styles),
        Parameter("strength", "Strength", much, 1.0),
        Parameter("colours", "Colours", colours, "picture", ("picture", "style")),
    )
    title, line = "Style transfer", "paints the picture in a style, at ×1"
    target = "srviewer.upsamplers.style:Style"
    made = Method("style", title, line, "#e8b53a", target, parameters, learned=True, more=True, scales=(1,))
    return (made,)


METHODS = (
    Method("bicubic", "Bicubic", "weights 4 × 4 pixels", "#8b949e", "srviewer.upsamplers.bicubic:Bicubic", starts=True),
    Method(
        "dasr",
        "DASR",
        "wavelet bands, image as LL",
        "#2aa58c",
        "srviewer.upsamplers.dasr:Dasr",
        parameters=(
            _WAVELET,
            _GAIN,
            Parameter(
                "boundary",
                "Boundary",
                "what lies beyond the picture's edge",
                "mirror",
                choices=("mirror", "periodic"),
            ),
            _REGISTRATION,
        ),
        settings=presets.OF_DETAILS,
        starts=True,
    ),
    Method(
        "srcnn",
        "SRCNN",
        "3 convolutions, least error",
        "#4c8dff",
        "srviewer.upsamplers.srcnn:Srcnn",
        learned=True,
        starts=True,
    ),
    Method(
        "perceptual",
        "Perceptual",
        "trained to look right",
        "#d65db1",
        "srviewer.upsamplers.perceptual:Perceptual",
        parameters=_MIXING,
        learned=True,
        starts=True,
    ),
    *_compact(),
    *_adversarial(),
    *_style(),
    Method(
        "pixel_twin",
        "Pixel-loss twin",
        "Perceptual's network, trained for least error",
        "#9b8cf2",
        "srviewer.upsamplers.perceptual:PixelTwin",
        learned=True,
        more=True,
    ),
    Method(
        "perceptual_weave",
        "Perceptual with a weave",
        "an earlier Perceptual, kept to learn from its fault",
        "#b07a9e",
        "srviewer.upsamplers.perceptual:Weave",
        learned=True,
        more=True,
        scales=(4,),
    ),
    Method(
        "nearest",
        "Nearest",
        "each pixel a square",
        "#a1887f",
        "srviewer.upsamplers.interpolation:Nearest",
        more=True,
    ),
    Method(
        "bilinear",
        "Bilinear",
        "weights 2 × 2 pixels",
        "#c0a36e",
        "srviewer.upsamplers.interpolation:Bilinear",
        more=True,
    ),
    Method(
        "lanczos",
        "Lanczos",
        "weights 6 × 6 pixels",
        "#7fa650",
        "srviewer.upsamplers.interpolation:Lanczos",
        more=True,
    ),
    Method(
        "wzp",
        "WZP",
        "image as LL, zeros as details",
        "#5bb8d4",
        "srviewer.upsamplers.wzp:Wzp",
        parameters=(_WAVELET, _REGISTRATION),
        settings=presets.OF_PLACE,
        more=True,
    ),
    Method(
        "cycle_spinning",
        "Cycle-spinning WZP",
        "WZP averaged over shifts",
        "#3f7fa6",
        "srviewer.upsamplers.cycle_spinning:CycleSpinning",
        parameters=(_WAVELET, _REGISTRATION),
        settings=presets.OF_PLACE,
        more=True,
    ),
    Method(
        "dwt_swt",
        "DWT+SWT",
        "bands of two wavelet transforms",
        "#1f8f5f",
        "srviewer.upsamplers.dwt_swt:DwtSwt",
        parameters=(_WAVELET, _GAIN, _REGISTRATION),
        settings=presets.OF_DETAILS,
        more=True,
    ),
    Method(
        "back_projection",
        "Back-projection",
        "corrected to agree with the input",
        "#e0884a",
        "srviewer.upsamplers.back_projection:BackProjection",
        parameters=(
            Parameter(
                "rounds",
                "Rounds",
                "how often the result is corrected",
                "10",
                choices=("1", "2", "5", "10", "20"),
            ),
        ),
        more=True,
    ),
    Method(
        INPUT,
        "Input",
        "the input of every method",
        "#9aa4ae",
        "srviewer.upsamplers.input:Input",
        scales=(1,),
        more=True,
    ),
)
