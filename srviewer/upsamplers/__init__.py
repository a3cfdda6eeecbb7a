"""The catalogue of upsamplers: one line of facts each. Listing it imports no numpy and no torch.

A new method is one file in this package and one `Method` here; `register` adds one while the program runs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from srviewer import kinds
from srviewer.catalogue import Catalogue, resolved
from srviewer.errors import ParameterError
from srviewer.phrase import commas, listed, phrase
from srviewer.upsamplers import settings
from srviewer.upsamplers.settings import Setting

if TYPE_CHECKING:
    from srviewer.upsamplers.base import Upsampler

SCALES = (1, 2, 3, 4, 8)  # that a comparison can have
ENLARGING = (2, 3, 4, 8)  # the ones that the program's methods that enlarge do
INPUT = "input"  # the method that stands for the input at x1


@dataclass(frozen=True)
class Parameter:
    """Something a person can set on a method.

    `choices` is a tuple of names, or "module:function" that returns one (called only when it is needed).
    `idle` is "module:function" that says of a scale why the parameter has no effect there, or None; "": it has one.
    """

    name: str
    title: str
    line: str
    default: str | float
    choices: tuple[str, ...] | str | None = None
    minimum: float = 0.0
    maximum: float = 1.0
    idle: str = ""

    @property
    def kind(self) -> Literal["choice", "number"]:
        return "number" if self.choices is None else "choice"

    def idle_at(self, scale: int) -> str | None:
        """Why it has no effect at a scale, in a sentence; None if it has one."""
        why: str | None = resolved(self.idle)(scale) if self.idle else None
        return why

    def allowed(self) -> tuple[str, ...]:
        """The choices, looked up if they are given by name."""
        if isinstance(self.choices, str):
            return tuple(resolved(self.choices)())
        return self.choices or ()

    def checked(self, value: object) -> str | float:
        """`value` as this parameter takes it, from text or number; `ParameterError` says what is allowed."""
        if self.kind == "choice":
            allowed = self.allowed()
            if value not in allowed:
                some = commas(allowed[:8] + (("...",) if len(allowed) > 8 else ()))
                raise ParameterError(
                    phrase("{name}={value}: expected one of {some}", name=self.name, value=value, some=some)
                )
            return str(value)
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ParameterError(phrase("{name}={value}: expected a number", name=self.name, value=value)) from None
        if not self.minimum <= number <= self.maximum:  # also refuses NaN
            raise ParameterError(
                phrase(
                    "{name}={value}: expected {minimum:g} to {maximum:g}",
                    name=self.name,
                    value=value,
                    minimum=self.minimum,
                    maximum=self.maximum,
                )
            )
        return number


@dataclass(frozen=True)
class Method:
    """What the program knows of a method before it is loaded.

    target : "module:class" of its `Upsampler`, or a call that makes one
    scales : the scales of a comparison that it does
    learned : whether it runs a network; more : whether it is listed only when asked for
    starts : whether the window starts with a pane of it
    slug : what stands for it in names of files; made of the name if not given
    checksum : sha256 of the file that it was made of, or what tells it; "" for the program's own, whose weights the
        manifest names
    check : why it cannot run here, in a sentence, or None; by default its weights are looked for in the manifest
    settings : settings that have names, if what the program starts with is not what was published
    """

    name: str
    title: str
    line: str
    colour: str
    target: str | Callable[[], Upsampler]
    parameters: tuple[Parameter, ...] = ()
    learned: bool = False
    more: bool = False
    starts: bool = False
    scales: tuple[int, ...] = ENLARGING
    slug: str = ""
    checksum: str | Callable[[], str] = ""
    check: Callable[[], str | None] | None = None
    settings: tuple[Setting, ...] = ()

    def __post_init__(self) -> None:
        if not self.slug:
            object.__setattr__(self, "slug", re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_"))
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", self.slug):
            raise ParameterError(
                phrase("slug {slug!r}: expected letters a to z, digits, '_', '.' and '-'", slug=self.slug)
            )
        if not self.scales or not set(self.scales) <= set(SCALES):
            raise ParameterError(
                phrase("{method}: scales are some of {known}", method=self.title, known=commas(tuple(map(str, SCALES))))
            )

    @property
    def digest(self) -> str:
        """What tells it from other methods and from itself with other weights, as 64 hexadecimal digits.

        The code of the program's own methods goes with the program's version.
        """
        if self.checksum:
            return self.checksum if isinstance(self.checksum, str) else self.checksum()
        parts = [self.name]
        if self.learned:
            from srviewer import weights

            parts += [entry.sha256 for entry in weights.with_twins(weights.entries(self.name))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def lacks(self, scale: int) -> str | None:
        """Why it cannot do a scale, in a sentence; None if it can."""
        if scale in self.scales:
            return None
        return phrase(
            "{method} supports {scales}, not ×{scale}", method=self.title, scales=in_words(self.scales), scale=scale
        )

    def setting_of(self, params: Mapping[str, str | float]) -> Setting | None:
        """The named setting that is in force, if one is."""
        return next((known for known in self.settings if known.in_force(params)), None)

    def published_otherwise(self, params: Mapping[str, str | float]) -> dict[str, str | float]:
        """The parameters that were published with other values than these, with the published ones."""
        published = [known for known in self.settings if known.name == settings.PUBLISHED]
        return {name: value for known in published for name, value in known.values if params[name] != value}

    def checked(self, given: Mapping[str, object]) -> dict[str, str | float]:
        """All parameters with their values: the given ones checked, the others at their defaults."""
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                have = commas(tuple(known)) or "none"
                raise ParameterError(
                    phrase(
                        "{method} has no parameter {name!r} (it has: {have})", method=self.name, name=name, have=have
                    )
                )
        return {n: p.checked(given[n]) if n in given else p.default for n, p in known.items()}


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


def _trained(name: str) -> tuple[int, ...]:
    """The scales that there are networks for: all that enlarge where there is one for x2 and one for x4, which make the
    others; none if the manifest has none, or cannot be read."""
    from srviewer import weights
    from srviewer.errors import WeightsError

    try:
        there = {entry.scale for entry in weights.entries(name)}
    except WeightsError:
        return ()
    return tuple(sorted(there.union(ENLARGING if there >= {2, 4} else ())))


def _compact() -> tuple[Method, ...]:
    """Compact and Compact photo, as far as they are trained."""
    about = "how much of what the network adds goes in; at 0 the interpolation alone, at ×1 the input"
    strength = Parameter("strength", "Strength", about, 1.0)
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
    made = Method("perceptual_adversarial", title, line, "#c2477f", target, learned=True, more=True, scales=scales)
    return (made,)


def _style() -> tuple[Method, ...]:
    """Style transfer, as far as there are networks for it."""
    from srviewer import weights
    from srviewer.errors import WeightsError

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


_WITH_WEIGHTS = (
    "compact",
    "compact_photo",
    "perceptual_adversarial",
    "style",
)  # that are methods only once they are trained
_BEST = ("compact", "compact_photo", "srcnn", "bicubic")  # the first that does a scale, see `best`


_METHODS: Catalogue[Method] = Catalogue(
    phrase("method"),
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
        settings=settings.OF_DETAILS,
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
        parameters=(
            Parameter(
                "strength",
                "Strength",
                "from the pixel-loss twin (0) to all that the perceptual losses changed (1)",
                0.8,
                idle="srviewer.upsamplers.perceptual:no_strength",
            ),
            Parameter(
                "mixing",
                "Mixing",
                "what the strength mixes: the weights of both networks, or their results pixel by pixel",
                "weights",
                choices=("weights", "pixels"),
                idle="srviewer.upsamplers.perceptual:no_strength",
            ),
        ),
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
        settings=settings.OF_PLACE,
        more=True,
    ),
    Method(
        "cycle_spinning",
        "Cycle-spinning WZP",
        "WZP averaged over shifts",
        "#3f7fa6",
        "srviewer.upsamplers.cycle_spinning:CycleSpinning",
        parameters=(_WAVELET, _REGISTRATION),
        settings=settings.OF_PLACE,
        more=True,
    ),
    Method(
        "dwt_swt",
        "DWT+SWT",
        "bands of two wavelet transforms",
        "#1f8f5f",
        "srviewer.upsamplers.dwt_swt:DwtSwt",
        parameters=(_WAVELET, _GAIN, _REGISTRATION),
        settings=settings.OF_DETAILS,
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
    unique=("name", "slug"),
)

_unlisted: dict[str, Method] = {}


def known() -> tuple[Method, ...]:
    """All methods, in the order in which they are listed."""
    return tuple(_METHODS)


def scales() -> tuple[int, ...]:
    """The scales that a method or another does, beside the input itself: what there is to choose from."""
    methods = [method for method in _METHODS if method.name != INPUT]
    return tuple(scale for scale in SCALES if any(scale in method.scales for method in methods))


def best(scale: int) -> Method | None:
    """What is taken where no method is named: the best that is there for a scale; None if nothing is.

    At x1 a model that the user has added takes the place of Compact photo where that has no weights.
    """
    wanted = [get(name) for name in _BEST if find(name) is not None]
    others = [method for method in _METHODS if scale == 1 and method.name not in (INPUT, "style")]
    for method in (*wanted, *others):
        if method.lacks(scale) is None and unavailable_reason(method.name) is None:
            return method
    return None


def get(name: str | Method) -> Method:
    """The method called `name`, or of the name of one that is given; `ParameterError` names the ones there are."""
    name = name_of(name)
    if name in _unlisted and _METHODS.find(name) is None:
        return _unlisted[name]
    if name.startswith("model:") and _METHODS.find(name) is None:  # the library may hold it
        from srviewer.upsamplers import from_files

        from_files.restore()
    if name in _WITH_WEIGHTS and _METHODS.find(name) is None:
        raise ParameterError(phrase("{method} is not trained yet: there are no weights for it", method=name))
    return _METHODS.get(name)


def name_of(method: str | Method) -> str:
    """The name of a method that is given by its name, or as what `srviewer.load_model` gives."""
    return method.name if isinstance(method, Method) else method


def find(name: str) -> Method | None:
    """The method called `name`, or None."""
    return _METHODS.find(name) or _unlisted.get(name)


def slug_of(name: str) -> str:
    """What stands for a method in names of files; the name itself of what is no method."""
    known = find(name)
    return name if known is None else known.slug


def register(method: Method) -> None:
    """Add a method; `ParameterError`, and nothing changes, if its name or slug is taken."""
    if method.name in kinds.RESERVED:
        raise ParameterError(phrase("no method can be called {name!r}", name=method.name))
    _METHODS.register(method)


def lend(method: Method) -> None:
    """Make a method known by its name that stands in no list, such as one of a hundred networks of a training run."""
    _unlisted[method.name] = method


def replace(method: Method) -> None:
    """Put a method in the place of the one of its name, e.g. once more is known of it."""
    _METHODS.replace(method)


def remove(name: str) -> None:
    """Take a method out; `ParameterError` if there is none of that name."""
    _METHODS.remove(name)


def subscribe(listener: Callable[[None], None]) -> Callable[[], None]:
    """Tell `listener` whenever methods come or go (see `Catalogue.subscribe`); returns what ends that."""
    return _METHODS.subscribe(listener)


def load(name: str) -> Upsampler:
    """An instance of the method's class; imports what the method needs (torch, for the networks)."""
    upsampler: Upsampler = resolved(get(name).target)()
    return upsampler


def unavailable_reason(name: str) -> str | None:
    """Why a method can't run here, in a sentence; None if it can. Reads the manifest, imports no torch."""
    method = get(name)
    if method.check is not None:
        return method.check()
    if not method.learned or method.checksum:
        return None
    from srviewer import weights
    from srviewer.errors import WeightsError

    try:
        entries = weights.entries(method.name)
        if not entries:
            return phrase("no weights for {method} in {folder}", method=method.title, folder=weights.folder())
        for entry in weights.with_twins(entries):
            weights.verify(entry)
    except WeightsError as error:
        return str(error)
    return None


def main_for(scale: int) -> tuple[str, ...]:
    """Names of the main methods that are there and do a scale; at ×1 the input is one."""
    main = (m for m in known() if (m.name == INPUT or not m.more) and m.lacks(scale) is None)
    return tuple(method.name for method in main if unavailable_reason(method.name) is None)


def in_words(scales: tuple[int, ...]) -> str:
    """Scales as they are read, like "×2, ×3 and ×4"."""
    return listed([f"×{scale}" for scale in scales])
