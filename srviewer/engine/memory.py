"""What a job needs and what the machine has left: work that would not fit is refused before it starts, because a
process that the system kills cannot say why."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from pathlib import Path

from srviewer import system
from srviewer.engine.job import Job, Rect
from srviewer.upsamplers.base import Space, Stage, tiling_of

WHOLE_STAGE = 16  # bytes an output value while a stage runs on the whole; measured: 10 to 13
MEASURING = 24  # bytes an output pixel while a result is measured against a truth; measured: 23.6
CHROMA = 8  # bytes an output pixel where the enlarged chroma of a picture is kept
FIXED = {"luma": 40_000_000, "rgb": 200_000_000}  # bytes of tiles and strips, whatever the size; measured: 21, 179
LEAST_TILE = 64  # pixels of the input: the side of a tile of a network that takes much memory
TILE_SHARE = 0.5  # of what is left, that such a tile may take
HALOS_IN_VIEW = 8  # times as wide as its halo is a tile at least, also where tiles are to be seen soon
_CGROUP = Path("/sys/fs/cgroup")


largest_tile: dict[tuple[str, str], int] = {}
"""Output pixels of a tile that fitted after a larger one had not, by method and device; for as long as this process
runs."""


def needed(job: Job, stages: tuple[Stage, ...], space: Space, small_tiles: bool = False, largest: int = 0) -> int:
    """Bytes that a job takes at its peak, the picture itself apart: its result, and the most of what is made on the
    way and of what measuring it against a truth takes, where the job's own Y is asked for. Tiles of `run.SMALL_TILE`
    take half of the usual or less (measured: 13, 45 MB).

    largest : bytes of an array that is kept for other sliders at most (`Memo.largest`)
    """
    area = job.region or Rect(0, 0, job.picture.width, job.picture.height)
    pixels = area.width * area.height
    out = pixels * job.scale**2
    channels = 1 if job.picture.is_grey else 3
    result = out * (channels + (job.picture.alpha is not None)) * job.depth // 8 + out * (channels == 3 and job.luma)
    values = {"luma": 1, "grey": 1, "rgba": 4}.get(space, 3)
    kept = CHROMA * out if channels > values and CHROMA * out <= largest else 0
    ratio, most = Fraction(1), MEASURING * out if job.luma else 0
    fixed = tiles_and_strips(space) // (1 + small_tiles)
    for stage in stages:
        before, ratio = ratio, ratio * stage.ratio
        made = (WHOLE_STAGE if stage.halo is None else 4) * float(ratio) ** 2
        if stage is stages[-1] and stage.halo is not None:
            made = 0  # tiles go straight into the result
        in_pieces = getattr(stage, "bytes_in_pieces", None)
        if in_pieces is not None and job.region is None and 4 * out > largest:
            made = in_pieces
        most = max(most, ceil(pixels * values * (4 * float(before) ** 2 + made)) + kept)
        at_once = ceil(pixels * before**2) if stage.halo is None else (LEAST_TILE + 2 * stage.halo) ** 2
        fixed = max(fixed, at_once * tiling_of(stage).bytes_a_pixel)
    return fixed + result + most


def tiles_and_strips(space: Space) -> int:
    """Bytes that tiles and strips of a method that enlarges this take, whatever the picture's size."""
    return FIXED["rgb" if space in ("rgb", "rgba") else "luma"]


def tile_side(stage: Stage, width: int, height: int, seconds: float | None = None) -> int:
    """The side of tiles, in pixels of a stage's input, that take half of the memory that is left at most, halo
    included; the longer side of width x height, if all of it does.

    seconds : how long a tile may take, where that is known, so that it is seen before all are done
    """
    wish, halo = tiling_of(stage), stage.halo or 0
    share = available() * TILE_SHARE / wish.bytes_a_pixel  # pixels
    if seconds is not None and wish.seconds_a_pixel:
        share = min(share, max(seconds / wish.seconds_a_pixel, (HALOS_IN_VIEW * halo) ** 2))
    if width * height <= share:
        return max(width, height)
    return max(LEAST_TILE, int(share**0.5) - 2 * halo)


_limit: int | None = None


def set_limit(limit: int | None) -> None:
    """From now on this process may take `limit` bytes in all (None: as much as there is)."""
    global _limit
    _limit = limit


def available(limit: int | None = None) -> int:
    """Bytes that this process may still take: what the machine and its control group have left, and what of `limit`
    (bytes; None: what `set_limit` said) the process does not use yet."""
    limit = _limit if limit is None else limit
    left = [system.free_memory()]
    group = _control_group()
    if group is not None:
        left.append(group)
    if limit is not None:
        left.append(limit - (system.resident() or 0))
    return max(0, min(left))


def _control_group() -> int | None:
    """Bytes left of a container's limit (Linux, cgroup version 2), None where there is none."""
    try:
        limit = (_CGROUP / "memory.max").read_text().strip()
        used = (_CGROUP / "memory.current").read_text().strip()
        reclaimable = dict(line.split() for line in (_CGROUP / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return None
    if not limit.isdecimal() or not used.isdecimal():
        return None
    return int(limit) - int(used) + int(reclaimable.get("inactive_file", 0))


class Peak:
    """How far memory rises above what is taken at the start; of the process (where Linux tells), or of a CUDA device.

    What other threads take meanwhile is in it.
    """

    def __init__(self, device: str = "cpu") -> None:
        self._cuda = device.startswith("cuda")
        self._device = device
        self._start: int | None = None
        if self._cuda:
            import torch

            if not torch.cuda.is_available():
                return
            torch.cuda.reset_peak_memory_stats(device)
            self._start = int(torch.cuda.memory_allocated(device))
            return
        if system.forget_highest():
            self._start = system.resident()

    def bytes(self) -> int | None:
        """Bytes so far; None where it cannot be told."""
        if self._start is None:
            return None
        if self._cuda:
            import torch

            return max(0, int(torch.cuda.max_memory_allocated(self._device)) - self._start)
        highest = system.resident("VmHWM")
        return None if highest is None else max(0, highest - self._start)


def in_words(size: float) -> str:
    """Like "1.2 GB" or "340 MB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"
