"""A model from a file as an upsampler: its scale reached from its own, in tiles as it bears them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from srviewer.errors import InferenceError, MethodUnavailableError, SrviewerError
from srviewer.models import library, loaded
from srviewer.phrase import phrase
from srviewer.upsamplers import ENLARGING
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Tiling
from srviewer.upsamplers.bicubic import resized
from srviewer.upsamplers.method import in_words

if TYPE_CHECKING:
    from srviewer.models.library import LibraryEntry

SPACES: dict[int, Space] = {1: "grey", 3: "rgb", 4: "rgba"}
MOST_OVERSHOOT = 1.5  # by which a chain may be larger than what is asked for, and then reduced


@dataclass(frozen=True)
class ModelStage:
    """One run of a model."""

    entry: LibraryEntry
    label: str
    ratio: Fraction
    halo: int | None
    tiling: Tiling
    half: bool
    bgr: bool

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        from srviewer.networks.threads import begin

        begin()
        model = loaded.model(self.entry.file, context.device, self.half)
        values = image if image.ndim == 3 else image[..., None]
        values = _turned(values) if self.bgr else values
        progress = context.progress
        try:
            out: FloatArray = model.run(values, progress.raise_if_cancelled)
        except (SrviewerError, MemoryError):
            raise
        except Exception as error:
            if context.device != "cpu" and not isinstance(error, RuntimeError):  # ONNX Runtime's own are none
                raise RuntimeError(str(error)) from error
            if context.device != "cpu" or "memory" in str(error).lower() or "alloc" in str(error).lower():
                raise
            raise InferenceError(
                phrase(
                    "{name} cannot do {width} × {height} pixels ({words})",
                    name=self.entry.file.name,
                    width=image.shape[1],
                    height=image.shape[0],
                    words=" ".join(str(error).split())[:160],
                )
            ) from error
        self._check(out, image)
        out = _turned(out) if self.bgr else out
        return out[..., 0] if image.ndim == 2 else out

    def _check(self, out: FloatArray, image: FloatArray) -> None:
        expected = (*(int(n * self.ratio) for n in image.shape[:2]), 1 if image.ndim == 2 else image.shape[2])
        if out.shape != expected:
            raise InferenceError(
                phrase(
                    "{name} gave {shape} of {width} × {height} pixels",
                    name=self.entry.file.name,
                    shape=" × ".join(map(str, out.shape)),
                    width=image.shape[1],
                    height=image.shape[0],
                )
            )


def _turned(image: FloatArray) -> FloatArray:
    """Red and blue in each other's place."""
    turned = image.copy()
    turned[..., 0], turned[..., 2] = image[..., 2], image[..., 0]
    return turned


class ModelFile:
    """The model of a library's entry; read when its stages are asked for."""

    def __init__(self, entry: LibraryEntry) -> None:
        self._entry = entry

    @property
    def space(self) -> Space:
        facts = loaded.known(self._entry.file).facts
        return "luma" if facts.own and facts.channels == 1 else SPACES[facts.channels]

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        from srviewer.networks.threads import begin

        begin()
        found = loaded.known(self._entry.file, measure=True)
        facts, measured = found.facts, found.measured
        assert measured is not None
        if scale == 1 and facts.scale != 1:
            raise MethodUnavailableError(
                phrase(
                    "{method} supports {scales}, not ×{scale}",
                    method=self._entry.label,
                    scales=in_words(ENLARGING),
                    scale=1,
                )
            )
        whole = facts.tiling == "whole"
        one = ModelStage(
            self._entry,
            phrase("{title} ×{scale}", title=self._entry.label, scale=facts.scale),
            Fraction(facts.scale),
            None if whole else measured.reach,
            Tiling(
                measured.grid,
                measured.bytes_a_pixel,
                None if facts.side is None else min(facts.side),
                measured.seams or facts.tiling == "discouraged",
                measured.seconds_a_pixel,
            ),
            params.get("precision") == "float16",
            params.get("order") == "BGR" and facts.channels != 1,
        )
        library.learn(self._entry.name)
        times, rest = plan(facts.scale, scale)
        return (*[one] * times, *resized(rest, scale))

    def place(self, asked: str) -> str | None:
        """The device that it runs on if `asked` for one ("auto", "cuda", ...); None: the one that torch does."""
        from srviewer.models.onnx_model import device_for

        file = self._entry.file
        if loaded.known(file).facts.kind != "onnx":
            return None
        return loaded.model(file, device_for(asked)).device

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return (library.digest(self._entry),)


def plan(own: int, scale: int) -> tuple[int, Fraction]:
    """How often a model of a scale of its own runs to reach another one, and by what bicubic then resizes.

    A chain may end up to half as large again; beyond that, bicubic does what is left.
    """
    if own == 1:
        return 1, Fraction(scale)
    times = 1
    while own**times < scale and own ** (times + 1) <= scale * MOST_OVERSHOOT:
        times += 1
    return times, Fraction(scale, own**times)
