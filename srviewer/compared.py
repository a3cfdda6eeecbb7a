"""What is compared (`Comparison`, of `Pane`s), and of what (`Source`): frozen values, replaced as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from srviewer import upsamplers
from srviewer.engine.job import Params, Rect, frozen_params
from srviewer.errors import ParameterError
from srviewer.imaging import degradations
from srviewer.imaging.atomic import readable_name
from srviewer.imaging.condition import Condition
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode, PaneKind
from srviewer.phrase import commas, phrase

TRUTH = PaneKind.TRUTH
LR = PaneKind.LR
OWN = PaneKind.OWN  # what someone else made of the same picture, from a file
OWN_COLOURS = ("#e07b39", "#b8452f", "#94713f", "#7a9a2e")  # of these results, in turn
REFERENCES = (TRUTH, LR)
MOST_PANES = 6  # that can be added one by one
SMALL_PICTURE = 500_000  # pixels: a dropped photograph under this starts at x4, else at x2


@dataclass(frozen=True)
class MadeOf:
    """What decides which LR of a picture there is.

    degradation : by which the LR was made; "" if it is the picture itself, or came with it
    lr_name : what an LR that came with the picture is called
    """

    mode: Mode
    scale: int
    degradation: str = ""
    lr_name: str = ""

    @property
    def words(self) -> str:
        """How the LR came to be, like "LR by bicubic (MATLAB)" or "LR from small.png"; "" if it is the picture."""
        if self.lr_name:
            return phrase("LR from {name}", name=self.lr_name)
        if not self.degradation:
            return ""
        known = degradations.is_known(self.degradation)
        how = degradations.parse_degradation(self.degradation).words_at(self.scale) if known else self.degradation
        if self.scale == 1:
            return phrase("Input by {degradation}", degradation=how)
        return phrase("LR by {degradation}", degradation=how)


@dataclass(frozen=True)
class Source:
    """What the user opened: from a file, or one of the samples, or neither (pasted).

    name : what it is called wherever it is shown or written; always `readable_name`
    lr : what came with the picture as its LR, if it was opened as one of a pair
    lr_name : what that is called; always `readable_name`
    made_of : of a result made here, the LR that it was made of
    condition : how strongly the file was compressed, and how noisy it is, where that was measured
    """

    picture: Picture
    name: str
    path: Path | None = None
    sample: str | None = None
    lr: Picture | None = None
    lr_name: str = ""
    made_of: MadeOf | None = None
    condition: Condition | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", readable_name(self.name))
        object.__setattr__(self, "lr_name", readable_name(self.lr_name))


@dataclass(frozen=True)
class Pane:
    """What one pane shows: a method with its parameters, "truth", "lr", or "own" with the name of what was opened."""

    method: str
    params: Params = ()

    @classmethod
    def of(cls, method: str, /, **params: object) -> Pane:
        """A checked pane, its parameters complete; `ParameterError` for what the method does not have."""
        if method in REFERENCES:
            return cls(method)
        if method == OWN:
            return cls(method, (("name", str(params["name"])),))
        return cls(method, frozen_params(upsamplers.get(method).checked(params)))

    @property
    def kind(self) -> PaneKind:
        return PaneKind.of(self.method)

    @property
    def is_reference(self) -> bool:
        return self.kind in REFERENCES

    @property
    def is_own(self) -> bool:
        return self.kind is OWN

    @property
    def is_known(self) -> bool:
        """Whether it is no method's, or that of one that there is."""
        return self.kind is not PaneKind.METHOD or upsamplers.find(self.method) is not None

    def param(self, name: str) -> str | float:
        return dict(self.params)[name]

    def with_params(self, values: Mapping[str, object]) -> Pane:
        return Pane.of(self.method, **{**dict(self.params), **values})


def default_panes() -> tuple[Pane, ...]:
    """The methods that the window starts with, as they stand in the catalogue."""
    return tuple(Pane.of(m.name) for m in upsamplers.known() if m.starts)


@dataclass(frozen=True)
class Comparison:
    """All choices of a comparison; replaced as a whole, never changed.

    `regions` are regions of interest in pixels of the output, `region` the index of the selected one.
    """

    mode: Mode = Mode.UPSCALE
    scale: int = 2
    degradation: str = "bicubic"
    panes: tuple[Pane, ...] = field(default_factory=default_panes)
    selected: int = 0
    device: str = "auto"
    tile: int | None = None
    whole: bool = False
    regions: tuple[Rect, ...] = ()
    region: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "mode", Mode.parse(self.mode))  # a word is taken too
        degradations.parse_degradation(self.degradation)
        if self.scale not in upsamplers.SCALES:
            raise ParameterError(
                phrase(
                    "scale {scale}: expected one of {known}",
                    scale=self.scale,
                    known=commas(tuple(map(str, upsamplers.SCALES))),
                )
            )
        if self.panes and not 0 <= self.selected < len(self.panes):
            raise ParameterError(
                phrase("pane {selected} is not one of {count}", selected=self.selected, count=len(self.panes))
            )
        if self.region is not None and not 0 <= self.region < len(self.regions):
            raise ParameterError(
                phrase("region {region} is not one of {count}", region=self.region, count=len(self.regions))
            )

    @property
    def pane(self) -> Pane | None:
        """The selected pane."""
        return self.panes[self.selected] if self.panes else None

    @property
    def selected_region(self) -> Rect | None:
        """The selected region of interest."""
        return None if self.region is None else self.regions[self.region]

    def showing(self, panes: tuple[Pane, ...]) -> Comparison:
        """The same with other panes: the selected one stays so; if it is not among them, the one in its place is."""
        at = panes.index(self.pane) if self.pane in panes else min(self.selected, max(0, len(panes) - 1))
        return replace(self, panes=panes, selected=at)

    def without(self, method: str) -> Comparison:
        """The same without the panes of a method."""
        return self.showing(tuple(pane for pane in self.panes if pane.method != method))

    def without_own(self) -> Comparison:
        """The same without panes that belong to the picture that goes."""
        return self.without(OWN)

    def of_what_is_known(self) -> Comparison:
        """The same without panes of methods that are gone, or a degradation that is."""
        panes = tuple(pane for pane in self.panes if pane.is_known)
        lost = not degradations.is_known(self.degradation)
        if len(panes) == len(self.panes) and not lost:
            return self
        degradation = degradations.KINDS.first.start if lost else self.degradation
        return replace(self, degradation=degradation).showing(panes)  # made of what is known from the first


def start_of(picture: Picture) -> tuple[Mode, int]:
    """Mode and scale that a dropped photograph starts with."""
    return Mode.UPSCALE, 4 if picture.width * picture.height < SMALL_PICTURE else 2


def panes_at(scale: int, panes: tuple[Pane, ...]) -> tuple[Pane, ...]:
    """What is shown when the scale first goes to 1, or from 1 to another: of the panes that are shown those that do it;
    at 1 beside the input, and with the best method where none does; elsewhere what the window starts with."""
    able = tuple(p for p in panes if p.kind is PaneKind.METHOD and p.is_known)
    able = tuple(p for p in able if upsamplers.get(p.method).lacks(scale) is None)
    if scale > 1:
        return able or default_panes()
    if not able and (best := upsamplers.best(scale)) is not None:
        able = (Pane.of(best.name),)
    return tuple(dict.fromkeys((Pane.of(upsamplers.INPUT), *able)))
