"""Style transfer by f_W at x1: one pass of a network that was trained for the style of one picture.

Its instance normalisation depends on the whole picture. So that tiles, and the region in view, come out as the whole
does, the statistics are those of the whole picture everywhere: exactly, up to `MOST` pixels; of a larger one those of
the picture reduced to so many by means of blocks. A *strength* mixes the result with the input, pixel by pixel. The
colours are the picture's own unless asked otherwise: the style's light and dark, the picture's chroma (Gatys et al.).

J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
L. A. Gatys, M. Bethge, A. Hertzmann, E. Shechtman, "Preserving color in neural artistic style transfer", 2016.
arXiv:1606.05897
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha1
from typing import TYPE_CHECKING

import numpy as np

from srviewer import weights
from srviewer.errors import MethodUnavailableError
from srviewer.imaging.colour import rgb_to_ycbcr, ycbcr_to_rgb
from srviewer.networks import halo
from srviewer.once import Latest
from srviewer.phrase import phrase
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Tiling

if TYPE_CHECKING:
    import torch

MOST = 1 << 18  # pixels whose statistics are taken: the network on so many takes about a second
GRID = 4  # pixels of the picture to one of the network's coarsest maps
KEPT = 6  # networks, as they are and with the statistics of a picture, of 2 MB each

_networks: Latest[torch.nn.Module] = Latest(KEPT)


def names() -> tuple[str, ...]:
    """The styles that there are networks for."""
    return tuple(entry.style for entry in weights.entries("style"))


def entry_of(style: str) -> weights.Entry:
    """The weights of a style; `MethodUnavailableError` if there are none."""
    for entry in weights.entries("style"):
        if entry.style == style:
            return entry
    raise MethodUnavailableError(phrase("no weights for the style {style!r}", style=style))


@dataclass(frozen=True)
class StyleStage:
    """The network, and the mixture of its result with the input: input + strength (result - input)."""

    entry: weights.Entry
    label: str
    strength: float
    own_colours: bool = True
    ratio = Fraction(1)
    tiling = Tiling(grid=GRID)

    @property
    def halo(self) -> int:
        return halo(self.entry.architecture)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        if self.strength == 0:
            return image
        styled = self._styled(image, context)
        if self.own_colours:
            light, chroma = rgb_to_ycbcr(styled)[..., 0], rgb_to_ycbcr(image)[..., 1:]
            styled = np.clip(ycbcr_to_rgb(light, chroma), 0, 1)
        return image + np.float32(self.strength) * (styled - image)

    def _styled(self, image: FloatArray, context: Context) -> FloatArray:
        import torch

        from srviewer.networks.threads import begin

        begin()
        whole, check = context.whole(MOST) if context.whole else image, context.progress.raise_if_cancelled
        with torch.inference_mode():
            x = _tensor(image, context.device)
            if whole.shape == image.shape and np.array_equal(whole, image):
                out = network(self.entry, context.device)(x)
            else:
                out = _settled(self.entry, context.device, whole)(x, check)
            styled: FloatArray = out.clamp_(0, 1)[0].permute(1, 2, 0).contiguous().cpu().numpy()
        return styled


def network(entry: weights.Entry, device: str = "cpu") -> torch.nn.Module:
    """The entry's network, to be applied to whole pictures, (N, 3, H, W) in [0, 1]; clamp what it gives."""

    def make() -> torch.nn.Module:
        made = learned.as_trained(entry).requires_grad_(False).to(device)
        return made.to(memory_format=learned.layout(device))  # type: ignore[call-overload, no-any-return]

    return _networks.get((entry.sha256, device, ""), make)


def _settled(entry: weights.Entry, device: str, whole: FloatArray) -> torch.nn.Module:
    """The same with the statistics of a picture."""
    from srviewer.networks.style import StyleNetwork, settled

    def make() -> torch.nn.Module:
        plain = network(entry, device)
        assert isinstance(plain, StyleNetwork)
        return settled(plain, _tensor(whole, device))

    digest = sha1(whole.tobytes(), usedforsecurity=False).hexdigest()
    return _networks.get((entry.sha256, device, digest), make)


def _tensor(image: FloatArray, device: str) -> torch.Tensor:
    """(H, W, 3) as (1, 3, H, W) on a device."""
    import torch

    planes = torch.from_numpy(np.array(image.transpose(2, 0, 1), order="C"))[None].to(device)
    return planes.contiguous(memory_format=learned.layout(device))


class Style:
    """f_W for a style, on RGB, at x1."""

    space: Space = "rgb"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        label = phrase("Style {style}", style=params["style"])
        own = params["colours"] == "picture"
        return (StyleStage(entry_of(str(params["style"])), label, float(params["strength"]), own),)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return tuple(entry.sha256 for entry in weights.entries("style"))
