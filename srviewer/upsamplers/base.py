"""The protocol of upsamplers.

An upsampler turns a request (scale, parameters) into `Stage`s that are run one after the other. A stage maps an
array to a larger (seldom smaller) one and says how far it looks, so that the engine can run it in tiles; it knows
neither pictures nor colour spaces, files, threads or windows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
Space: TypeAlias = Literal["luma", "grey", "rgb", "rgba", "channels", "samples"]
"""What of a picture an upsampler enlarges.

"luma" : Y (the values of a grey picture); chroma and alpha go along by bicubic
"grey" : the same for networks that others trained: the values of a grey picture as they are, also by a network
"rgb" : R, G and B together; alpha goes along by bicubic
"rgba" : R, G, B and straight alpha together (1 where there is none)
"channels" : R, G, B and alpha, each by itself, as linear interpolations do
"samples" : the same for methods that copy samples and mix none, so that colour need not be premultiplied
"""


class Progress(Protocol):
    """What work reports to and is cancelled by; `engine.progress.Token` is one."""

    def raise_if_cancelled(self) -> None: ...

    def report(self, fraction: float) -> None: ...


class Memo(Protocol):
    """A bounded store for intermediate arrays, of `largest` bytes at most; `engine.cache.Cache` is one."""

    largest: int

    def get(self, key: tuple[object, ...]) -> Any | None: ...

    def put(self, key: tuple[object, ...], value: Any, nbytes: int) -> None: ...


class _Deaf:
    """Progress that nobody follows."""

    def raise_if_cancelled(self) -> None:
        pass

    def report(self, fraction: float) -> None:
        pass


@dataclass(frozen=True)
class Context:
    """Surroundings of one run of a stage.

    `device` is a torch device string; stages in numpy ignore it. `memo` with `key` (the content key of the plane
    that is run) lets a stage keep what does not depend on a slider, e.g. DASR's base and details; both may be absent.
    `whole(most)` is the whole picture of which a part may be run, as the method is given it; of more than `most` pixels
    the means of its blocks, so that it has no more. Absent where what is run is the whole.
    """

    progress: Progress = field(default_factory=_Deaf)
    device: str = "cpu"
    memo: Memo | None = None
    key: str = ""
    whole: Callable[[int], FloatArray] | None = None

    def keeps(self, nbytes: int) -> bool:
        """Whether `kept` would keep an array of so many bytes."""
        return bool(self.key) and self.memo is not None and nbytes <= self.memo.largest

    def kept(self, name: tuple[Hashable, ...], make: Callable[[], FloatArray]) -> FloatArray:
        """What `make` gives for the plane that is run, from the memo where it is there; read-only. Without a key
        nothing is kept. `name` tells apart what is kept of one plane."""
        memo = self.memo if self.key else None
        known: FloatArray | None = memo.get((self.key, *name)) if memo is not None else None
        if known is not None:
            return known
        made = make()
        made.flags.writeable = False
        if memo is not None:
            memo.put((self.key, *name), made, made.nbytes)
        return made


@dataclass(frozen=True)
class Tiling:
    """What else a stage asks of its tiles.

    grid : with its halo a tile starts at a multiple of this, and ends at one where the picture goes on
    bytes_a_pixel : memory that a pixel of the input takes meanwhile; 0: as little as the program's own networks. A
        stage that says it gets tiles as large as memory allows
    most : the longest side of a tile with its halo, or None
    seams : whether tiles show, as is then said
    seconds_a_pixel : what a pixel of the input takes, about; 0: not known
    """

    grid: int = 1
    bytes_a_pixel: int = 0
    most: int | None = None
    seams: bool = False
    seconds_a_pixel: float = 0.0


USUAL = Tiling()


def tiling_of(stage: Stage) -> Tiling:
    """What a stage asks of its tiles; most ask nothing."""
    found: Tiling = getattr(stage, "tiling", USUAL)
    return found


class Stage(Protocol):
    """One step of an upsampler.

    ratio : output size over input size, each axis (sizes are rounded up).
    halo : pixels of the *input* that an output pixel looks at beyond its own place, on each side, exactly or
        generously; None if the stage can only run on the whole.
    label : for captions, e.g. "SRCNN x2".
    A stage may have a `tiling` besides (`tiling_of`); one without a halo `in_pieces(image, context)`: the rows of the
        output and their values, from top to bottom, which takes less memory (`bytes_in_pieces` a pixel of its input),
        or None where `run` is to be called.
    """

    @property
    def ratio(self) -> Fraction: ...

    @property
    def halo(self) -> int | None: ...

    @property
    def label(self) -> str: ...

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        """float32 (H, W), (H, W, 3) or, for "channels", (H, W, C) with any C, in [0, 1], to the same kind, enlarged.

        The result need not be clipped. A tile at the image's border ends where the image ends: border rules apply
        there as for the whole.
        """
        ...


class Upsampler(Protocol):
    """A method: stateless but for weights it has loaded.

    A class of one need not be derived from this; one that is has no weights unless it says so.
    One that learned may have `place(asked)` besides: the device that it runs on if `asked` for "auto", "cuda", ...
    """

    @property
    def space(self) -> Space: ...

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        """The stages that enlarge by `scale`; `params` are complete and checked (`Method.checked`)."""
        ...

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        """sha256 of the weight files that `scale` uses; none, unless a method says otherwise."""
        return ()
