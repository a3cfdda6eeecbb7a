"""Torch modules of the networks; no files are read or written here.

`build` makes a network from its configuration, `for_inference` rewrites it into an exact and faster chain of layers,
`halo` says how far it looks. Importing this package imports no torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING, Any

from srviewer.errors import WeightsError
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from torch import nn

ARCHITECTURES = ("srcnn", "image_transformation", "compact", "features", "style")


def build(config: Mapping[str, Any]) -> nn.Module:
    """An untrained network for a configuration such as `{"name": "srcnn", "kernels": [9, 5, 5], ...}`."""
    name, options = _checked(config)
    if name == "srcnn":
        from srviewer.networks.srcnn import SRCNN

        return SRCNN(tuple(options["kernels"]), tuple(options["channels"]))
    if name == "features":
        from srviewer.networks.feature_network import FeatureNetwork

        return FeatureNetwork(options["ranks"])
    if name == "compact":
        from srviewer.networks.compact import Compact

        return Compact(options["scale"], options["channels"], options["blocks"], options["colours"])
    if name == "style":
        from srviewer.networks.style import StyleNetwork

        return StyleNetwork(tuple(options["channels"]), options["blocks"])
    from srviewer.networks.image_transformation import ImageTransformationNetwork

    return ImageTransformationNetwork(options["scale"], options["channels"], options["blocks"])


def for_inference(network: nn.Module, strips: bool = False) -> nn.Sequential:
    """The same function as a chain of layers that run one after the other: batch normalisation folded, layers with
    few outputs rearranged. Equal to the plain network to 1e-5.

    strips : allow layers that only run on the CPU, one image at a time in float32, in strips (`StripSRCNN`,
        `StripTransformation`)
    """
    from srviewer.networks import compact, image_transformation, srcnn

    if isinstance(network, srcnn.SRCNN):
        return srcnn.for_inference(network, strips)
    if isinstance(network, compact.Compact):
        return compact.for_inference(network)
    if isinstance(network, image_transformation.ImageTransformationNetwork):
        return image_transformation.for_inference(network, strips)
    raise TypeError(f"no form for inference of {type(network).__name__}")


def weaken(network: nn.Module, strength: float) -> None:
    """Mix a Compact's weights, in place, with those of one that adds nothing: `strength` of its own."""
    from srviewer.networks.compact import Compact

    if not isinstance(network, Compact):
        raise TypeError(f"no strength of {type(network).__name__}")
    network.weaken(strength)


def halo(config: Mapping[str, Any]) -> int:
    """Pixels of its input that a network looks at to each side of an output pixel's own place."""
    name, options = _checked(config)
    if name == "srcnn":
        return sum(kernel // 2 for kernel in options["kernels"])
    if name == "features":
        from srviewer.networks.feature_network import REACH

        return REACH
    if name == "compact":
        return int(options["blocks"]) + 2
    if name == "style":  # 9x9 and 3x3 before, 3x3 of half; at a quarter two 3x3 a block, one more; half; 9x9
        return 4 + 1 + 2 + 4 * (2 * int(options["blocks"]) + 1) + 2 + 4
    # 9x9, then two 3x3 a block, at LR; each 3x3 after an enlargement and the last 9x9 at finer grids.
    from srviewer.networks.image_transformation import ENLARGEMENTS

    grids = accumulate(ENLARGEMENTS[options["scale"]], mul)
    reach = 4.0 + 2 * options["blocks"] + sum(1 / grid for grid in grids) + 4.0 / options["scale"]
    return int(reach) + 1


def _checked(config: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Name and options of a configuration from a manifest; `WeightsError` if it is none that is known here."""
    name = config.get("name")
    sizes: tuple[Any, ...]
    if name == "srcnn":
        sizes = (*config.get("kernels", (0,)), *config.get("channels", (0,)))
        fits = len(config.get("kernels", ())) == 3 and len(config.get("channels", ())) == 2
    elif name == "image_transformation":
        sizes = (config.get("channels", 0), config.get("blocks", 0))
        fits = config.get("scale") in (1, 2, 3, 4, 8)
    elif name == "compact":
        sizes = (config.get("channels", 0), config.get("blocks", 0))
        fits = config.get("scale") in (1, 2, 3, 4) and config.get("colours") in (1, 3)
    elif name == "style":
        sizes = (*config.get("channels", ()), config.get("blocks", 0))
        fits = len(config.get("channels", ())) == 3
    elif name == "features":
        sizes = tuple(config.get("ranks", ()))
        fits = len(sizes) == 4
    else:
        raise WeightsError(
            phrase("unknown architecture {name!r} (there are: {known})", name=name, known=", ".join(ARCHITECTURES))
        )
    if not fits or not all(isinstance(size, int) and 0 < size <= 1024 for size in sizes):
        raise WeightsError(phrase("architecture {config} is not one of {name}", config=dict(config), name=name))
    return name, config
