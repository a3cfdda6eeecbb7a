"""One axis as a banded matrix: linear maps whose answer to a pixel is near that pixel.

Such a map is found out by *combs*: rows of impulses so far apart that their answers do not meet. It is then applied as
small dense blocks by matrix multiplication (`imaging.resample`), however many steps it was made of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from srviewer.imaging.resample import Block, apply_to_columns, blocks_of, mirrored
from srviewer.upsamplers.base import FloatArray
from srviewer.upsamplers.separable import STRIP, Buffers

Array = npt.NDArray[Any]
Blocks = tuple[Block, ...]

REACHES = (8, 12, 16, 20, 24, 28, 32)  # pixels within which a matrix product beats a Fourier transform
_NOTHING = 1e-7  # of all weights: what may lie out of reach

_BLOCK = 32  # output samples of a block: long enough for BLAS, short enough that few zeros are multiplied


@dataclass(frozen=True, eq=False)
class Banded:
    """Rows (m, n), repeated beyond their ends, and what maps make of them, (m, n scale); float32.

    size : n
    reach : pixels beyond an output sample's own place, on each side, that it can depend on; generously
    """

    size: int
    scale: int
    reach: int
    strip: ClassVar[int] = 4 * STRIP  # of few rows a matrix product is slow

    @property
    def count(self) -> int:
        """Numbers that `transformed` makes of a row."""
        return self.size

    def transformed(self, rows: FloatArray) -> FloatArray:
        """The rows themselves: nothing is to be done before the maps."""
        return rows

    def blocks(self, function: Callable[[Array], Array]) -> Blocks:
        """A map, given as a function of float64 rows (m, n)."""
        comb = self._combs()
        impulses = np.zeros((int(comb.max()) + 1, self.size))
        impulses[comb, np.arange(self.size)] = 1
        answers = function(impulses)
        ends = range(0, self.size * self.scale, _BLOCK)
        return tuple(self._block(slice(i, min(i + _BLOCK, self.size * self.scale)), comb, answers) for i in ends)

    def mirrored_blocks(self, answers: Array) -> Blocks:
        """A map that is the same for rows moved by two pixels, by its answers to impulses at pixels 0 and 1, (2, N
        scale), of rows that are mirrored beyond their ends; what lies out of reach is left out."""
        out = np.arange(self.size * self.scale)[:, None]
        pixels = out // self.scale + np.arange(-self.reach, self.reach + 1)
        odd = pixels % 2
        weights = answers[odd, (out - (pixels - odd) * self.scale) % answers.shape[1]]
        return blocks_of(mirrored(pixels, self.size), weights, np.float32)

    def applied(self, *maps: tuple[Blocks, FloatArray], buffers: Buffers | None = None) -> FloatArray:
        """The sum of what maps make of rows: (m, n scale); of a `part` of them, so many columns.

        buffers : what hold the temporaries and the result, for as long as they are not used again
        """
        buffers = buffers or Buffers()
        total: FloatArray | None = None
        for index, (blocks, rows) in enumerate(maps):
            out = buffers.array(("map", min(index, 1)), (len(rows), blocks[-1].target.stop), np.float32)
            apply_to_columns(blocks, rows, out)
            total = out if total is None else np.add(total, out, out=total)
        assert total is not None
        return total

    def part(self, blocks: Blocks, start: int, stop: int) -> tuple[Blocks, slice]:
        """What gives the output samples from `start` to `stop`, multiples of a block's length or the ends, and which
        samples of the rows it is to be applied to."""
        found = [block for block in blocks if start <= block.target.start < stop]
        samples = [np.arange(self.size)[block.source] for block in found]
        seen = np.concatenate(samples) if any(map(len, samples)) else np.zeros(1, np.intp)
        first, last = int(seen.min()), int(seen.max())
        return tuple(_moved(block, first, start) for block in found), slice(first, last + 1)

    def _combs(self) -> npt.NDArray[np.intp]:
        """Which comb a pixel is an impulse of: no two within an output block's sight are of the same."""
        apart = 2 * self.reach + _BLOCK
        pixels = np.arange(self.size)
        whole = self.size // apart * apart  # what is left over would come too near to the beginning
        return np.where(pixels < whole, pixels % apart, pixels - whole + (apart if whole else 0))

    def _block(self, target: slice, comb: npt.NDArray[np.intp], answers: Array) -> Block:
        near = np.arange(target.start // self.scale - self.reach, -(-target.stop // self.scale) + self.reach)
        source = np.unique(near % self.size)
        matrix = answers[comb[source], target].T
        seen = np.flatnonzero(matrix.any(axis=0))
        source, matrix = source[seen], np.ascontiguousarray(matrix[:, seen], np.float32)
        if len(source) and source[-1] - source[0] + 1 == len(source):
            return Block(target, slice(int(source[0]), int(source[-1]) + 1), matrix)
        return Block(target, source, matrix)


def _moved(block: Block, source: int, target: int) -> Block:
    """A block that begins to count at other samples."""
    there, here = block.source, slice(block.target.start - target, block.target.stop - target)
    moved = slice(there.start - source, there.stop - source) if isinstance(there, slice) else there - source
    return Block(here, moved, block.matrix)


def reach_of(answers: Array, scale: int) -> int | None:
    """The shortest of `REACHES` beyond which answers to impulses at pixels 0 and 1 (periodic) have nothing."""
    length = answers.shape[1]
    weights = np.abs(answers)
    distance = np.abs((np.arange(length) + length // 2) % length - length // 2) // scale
    for reach in REACHES:
        if float(weights[:, distance >= reach - 1].sum()) <= _NOTHING * float(weights.sum()):
            return reach
    return None
