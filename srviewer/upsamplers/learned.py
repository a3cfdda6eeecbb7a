"""What the learned upsamplers share: networks read from `weights/`, run as a stage, and cascades of them.

A network is looked for at the scale that is asked; where there is none, the scale is reached by the ones there are:
one network after another (x8 = x2 after x4), or a larger one reduced by bicubic (x3 = x4 reduced). The stages' labels
say which, and captions show them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from srviewer import weights
from srviewer.errors import InferenceError, MethodUnavailableError
from srviewer.once import Latest
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Stage
from srviewer.upsamplers.bicubic import resized

if TYPE_CHECKING:
    import torch

KEPT = 16  # networks: a slider of strengths makes many, of 2 MB each
_networks: Latest[torch.nn.Sequential] = Latest(KEPT)


def network(entry: weights.Entry, device: str, strength: float = 1.0) -> torch.nn.Sequential:
    """The entry's network in its form for inference, on a device; the latest are kept.

    strength : in what part it is mixed with its twin, or, where it has none, with a network that adds nothing to
        interpolation (Compact alone)

    Its children run one after the other, so that a cancel can be noticed between them; layers in
    strips (`StripSRCNN`, `StripTransformation`, `FusedCompact`) look themselves.
    """
    return _networks.get((entry.sha256, device, strength), lambda: _ready(entry, device, strength))


def as_trained(entry: weights.Entry, strength: float = 1.0) -> torch.nn.Module:
    """The entry's network as it was trained, mixed with its twin in so far; `MethodUnavailableError` if the weights do
    not fit."""
    from srviewer.networks import build

    plain = build(entry.architecture)
    try:
        plain.load_state_dict(weights.read(entry, strength))
    except RuntimeError as error:
        words = str(error).splitlines()[0]
        raise MethodUnavailableError(
            phrase("{file} does not fit its architecture: {words}", file=entry.file, words=words)
        ) from None
    return plain.eval()


def _ready(entry: weights.Entry, device: str, strength: float) -> torch.nn.Sequential:
    import torch

    from srviewer.networks import for_inference, weaken

    plain = as_trained(entry, strength)
    if strength != 1 and not entry.twin:
        weaken(plain, strength)
    ready = for_inference(plain, strips=device == "cpu").to(device)
    ready.to(memory_format=layout(device))  # type: ignore[call-overload]
    if device.startswith("cuda"):
        torch.backends.cudnn.allow_tf32 = False  # TF32 would change 6 % of f_W's values by a level
    return ready


def run_network(entry: weights.Entry, image: FloatArray, context: Context, strength: float = 1.0) -> FloatArray:
    """(H, W) or (H, W, C) float32 through a network: the same layout, enlarged as the network does it."""
    import torch

    from srviewer.networks.compact import FusedCompact
    from srviewer.networks.srcnn_winograd import StripSRCNN
    from srviewer.networks.strips import StripTransformation
    from srviewer.networks.threads import begin

    begin()
    net, check = network(entry, context.device, strength), context.progress.raise_if_cancelled
    with torch.inference_mode():
        planes = image[None] if image.ndim == 2 else image.transpose(2, 0, 1)
        x = torch.from_numpy(np.array(planes, order="C"))[None].to(context.device)
        x = x.contiguous(memory_format=layout(context.device))
        for layer in net:
            check()
            in_strips = isinstance(layer, StripSRCNN | StripTransformation | FusedCompact)
            x = layer(x, check) if in_strips else layer(x)
        out = _on_host(x[0].permute(1, 2, 0).float().contiguous())  # (H, W, C)
    if out.shape[2] != (1 if image.ndim == 2 else image.shape[2]):
        raise InferenceError(phrase("{file}: the network gave {count} channels", file=entry.file, count=out.shape[2]))
    return out[..., 0] if image.ndim == 2 else out


def layout(device: str) -> torch.memory_format:
    """The layout in which a device is quickest in float32: on a GPU channels last took 1.3 to 1.6 times as long."""
    import torch

    return torch.contiguous_format if device.startswith("cuda") else torch.channels_last


def _on_host(values: torch.Tensor) -> FloatArray:
    """Values as an array; from a GPU through pinned memory: 55 GB/s in place of 2."""
    import torch

    if values.is_cuda:
        pinned = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
        values = pinned.copy_(values)
    array: FloatArray = values.cpu().numpy()
    return array


@dataclass(frozen=True)
class NetworkStage:
    """One network as a stage. `inner` maps (entry, image, context) to the enlarged image."""

    entry: weights.Entry
    label: str
    halo: int | None
    inner: Callable[[weights.Entry, FloatArray, Context], FloatArray] = field(repr=False)

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.entry.scale)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        return self.inner(self.entry, image, context)


def plan(method: str, scale: int) -> tuple[tuple[weights.Entry, ...], Fraction]:
    """Which networks reach a scale, in order, and by what the last result is then reduced (1: not at all).

    `MethodUnavailableError` if the method has no weights from which the scale can be reached.
    """
    there = {entry.scale: entry for entry in weights.entries(method)}
    if scale in there:
        return (there[scale],), Fraction(1)
    for first in sorted(there, reverse=True):
        if scale % first == 0 and scale // first in there:
            return (there[first], there[scale // first]), Fraction(1)
    larger = sorted(s for s in there if s > scale)
    if larger:
        return (there[larger[0]],), Fraction(scale, larger[0])
    if there:
        largest = max(there)
        return (there[largest],), Fraction(scale, largest)
    raise MethodUnavailableError(phrase("no weights for {method} in {folder}", method=method, folder=weights.folder()))


def stages(
    method: str,
    title: str,
    scale: int,
    make: Callable[[weights.Entry, str], NetworkStage],
) -> tuple[Stage, ...]:
    """The stages of `plan`, each network made into a stage by `make(entry, label)`."""
    entries, rest = plan(method, scale)
    chain = [make(entry, phrase("{title} ×{scale}", title=title, scale=entry.scale)) for entry in entries]
    return (*chain, *resized(rest, scale))


def hashes(method: str, scale: int) -> tuple[str, ...]:
    """sha256 of the files that `plan` uses, twins included."""
    return tuple(entry.sha256 for entry in weights.with_twins(plan(method, scale)[0]))
