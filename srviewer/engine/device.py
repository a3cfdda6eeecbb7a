"""Where the networks run: which devices there are, and what running out of memory looks like on each."""

from __future__ import annotations

from srviewer.errors import ParameterError
from srviewer.phrase import commas, phrase

KNOWN = ("auto", "cpu", "cuda", "mps")


def check(name: str) -> str:
    """`name` if it is a device name in form ("auto", "cpu", "cuda", "cuda:1", "mps"); imports no torch."""
    kind, colon, index = name.partition(":")
    if kind not in KNOWN or (colon and not (kind == "cuda" and index.isascii() and index.isdecimal())):
        raise ParameterError(phrase("device {name!r}: expected one of {known}", name=name, known=commas(KNOWN)))
    return name


def resolve(name: str) -> str:
    """The torch device that `name` means here; `ParameterError` if this machine has none of that kind."""
    check(name)
    if name == "cpu":
        return name
    import torch

    cuda, mps = torch.cuda.is_available(), torch.backends.mps.is_available()
    if name == "auto":
        return "cuda" if cuda else "mps" if mps else "cpu"
    kind, _, index = name.partition(":")
    there = (kind == "cuda" and cuda and int(index or 0) < torch.cuda.device_count()) or (kind == "mps" and mps)
    if not there:
        raise ParameterError(phrase("device {name!r} is not available on this machine", name=name))
    return name


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception means that memory ran out (of the process or of a GPU)."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(
        words in str(error).lower() for words in ("out of memory", "can't allocate memory", "not enough memory")
    )


def tile_output(device: str) -> int:
    """Side of a tile in output pixels: on the CPU large enough to waste little on halos (networks go through a tile in
    strips, and can be cancelled in between); on a GPU as large as its free memory allows (three arrays of 64 float32
    maps), up to 4096."""
    if not device.startswith("cuda"):
        return 1024
    import torch

    try:
        free = torch.cuda.mem_get_info(device)[0] if torch.cuda.is_available() else 0
    except RuntimeError:  # it is gone, which whoever uses it will say
        free = 0
    return max(512, min(4096, int((free / 2 / (3 * 64 * 4)) ** 0.5)))


def free_cache(device: str) -> None:
    """Give cached GPU memory back after running out of it."""
    if device.startswith("cuda"):
        import torch

        torch.cuda.empty_cache()
