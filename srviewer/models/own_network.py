"""Networks of this program's own kinds, from files that `srviewer train` wrote: their architecture stands in the header
of the safetensors, with the recipe that made them.

They are put together without what reads other people's models, and run as those do. Imports no torch.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srviewer.phrase import phrase

TITLES = {"srcnn": "SRCNN", "image_transformation": "f_W", "compact": "Compact"}
MOST_HEADER = 1 << 20  # bytes of a header that is looked at


@dataclass(frozen=True)
class Header:
    """What a file says of its network: for `networks.build`, how many times it enlarges, and what made it."""

    architecture: Mapping[str, Any]
    scale: int
    recipe: Mapping[str, Any]


def header_of(path: Path) -> Header | None:
    """What is said of a network of our own in a safetensors file; None if it is no such file."""
    if path.suffix.lower() != ".safetensors":
        return None
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error):
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            about = json.loads(file.read(min(length, MOST_HEADER)).decode("utf-8"))["__metadata__"]
        architecture, recipe = json.loads(about["architecture"]), json.loads(about.get("recipe", "{}"))
        scale = int(architecture.get("scale") or recipe["options"]["scale"])
        if architecture["name"] in TITLES and scale in (1, 2, 3, 4, 8):
            return Header(architecture, scale, recipe)
    return None


def in_words(recipe: Mapping[str, Any]) -> str:
    """A recipe as a card shows it; "" if there is none."""
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        weights = ", ".join(f"{name} {float(weight):.4g}" for name, weight in recipe["losses"].items())
        options = recipe["options"]
        return phrase(
            "{steps} steps of {optimiser} from {start}; losses: {weights}; features by {network}",
            steps=int(recipe["steps"]),
            optimiser=str(options["optimiser"]),
            start=str(options["start"]),
            weights=weights,
            network=str(options["loss_network"]),
        )
    return ""
