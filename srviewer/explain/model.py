"""A model of torch from a file, opened: its layers with their shapes, the maps of one of them, and how far it looks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.explain.step import Step, StepImage, magnitude, picture, signed
from srviewer.models import loaded
from srviewer.models.reach import texture
from srviewer.models.torch_model import TorchModel
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]

MOST_MAPS = 64
FIELD = 96  # pixels of the input on each side of which the receptive field is measured
NOTHING = 1e-6  # of the largest gradient: less is taken for rounding
DECADES = 6  # of the gradient's magnitude that its picture shows


@dataclass(frozen=True)
class ModelLayer:
    """A layer that consists of no others.

    name : in the network; kind : its class, with what was chosen of it; shape : of what it gave for the picture,
    (channels, height, width) where that is maps; () if it was not asked
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int


@dataclass(frozen=True, eq=False)
class ReceptiveField:
    """Which pixels of the input the middle pixel of the result depends on.

    values : (side, side) magnitude of the gradient, in powers of ten below the largest, from 0 to 1
    width, height : of what is not nil; effective : side of the square around the middle that holds 99 % of it
    """

    values: FloatArray
    width: int
    height: int
    effective: int


@dataclass(frozen=True, eq=False)
class ModelRun:
    """What was found of a picture; `maps` (N, H, W) are the chosen layer's."""

    layers: tuple[ModelLayer, ...]
    layer: ModelLayer | None
    maps: FloatArray
    image: FloatArray
    field: ReceptiveField | None = None


def model_of(file: Path) -> TorchModel:
    """The model of a file; `ParameterError` for one that has no layers to show."""
    found = loaded.model(file)
    if not isinstance(found, TorchModel):
        raise ParameterError(phrase("{name} is run by ONNX Runtime, which does not show its layers", name=file.name))
    return found


def run(file: Path, image: FloatArray, layer: str = "") -> ModelRun:
    """A picture (H, W, C) in [0, 1] through a model, with the shapes of all layers and the maps of one: of the first
    that gives maps, if none is named."""
    import torch

    model = model_of(file)
    mine = threading.get_ident()
    leaves, shapes, kept = model.leaves(), dict[str, tuple[int, ...]](), dict[str, Any]()

    def note(name: str) -> Any:
        def hook(_module: Any, _inputs: Any, output: Any) -> None:
            if isinstance(output, torch.Tensor) and threading.get_ident() == mine:
                shapes[name] = tuple(output.shape[1:])
                if name == layer or (not layer and not kept and output.ndim == 4):
                    kept[name] = output.detach().float().cpu()

        return hook

    hooks = [leaf.register_forward_hook(note(name)) for name, leaf in leaves.items()]
    try:
        model.run(image)
    finally:
        for hook in hooks:
            hook.remove()
    layers = tuple(_layer(name, module, shapes.get(name, ())) for name, module in leaves.items())
    chosen = next((found for found in layers if found.name in kept), None)
    maps = np.zeros((0, 1, 1), np.float32) if chosen is None else _maps(kept[chosen.name], image.shape)
    return ModelRun(layers, chosen, maps, image)


def _layer(name: str, module: Any, shape: tuple[int, ...]) -> ModelLayer:
    said = module.extra_repr() if hasattr(module, "extra_repr") else ""
    kind = f"{type(module).__name__} {said}".split(", padding")[0].strip()[:60]
    return ModelLayer(name, kind, shape, sum(p.numel() for p in module.parameters(recurse=False)))


def _maps(values: Any, shape: tuple[int, ...]) -> FloatArray:
    """A layer's output as maps (N, H, W); tokens (L, N) of a picture's pixels are put back in their places."""
    found: FloatArray = values[0].numpy() if values.ndim > 2 else values.numpy()[None]
    if found.ndim == 2 and found.shape[0] == shape[0] * shape[1]:
        found = found.T.reshape(-1, shape[0], shape[1])
    if found.ndim == 3:
        return np.ascontiguousarray(found[:MOST_MAPS])
    return np.ascontiguousarray(found.reshape(1, found.shape[0], -1) if found.ndim > 1 else found[None, None])


def field(file: Path, side: int = FIELD) -> ReceptiveField:
    """The receptive field, measured: the gradient of the middle pixel of the result by the input, a texture."""
    import torch

    model = model_of(file)
    facts = model.facts
    side = max(-(-side // facts.multiple) * facts.multiple, facts.minimum)
    values = texture(side, side, facts.channels)
    with torch.inference_mode(False), torch.enable_grad():
        x = torch.from_numpy(values).permute(2, 0, 1)[None].clone().requires_grad_(True)
        out = model.call(x)
        middle = side // 2 * facts.scale
        (found,) = torch.autograd.grad(out[0, :, middle, middle].sum(), x)
    gradient = found[0].abs().sum(0).numpy()
    rows, columns = np.nonzero(gradient > NOTHING * gradient.max())
    level = np.log10(np.maximum(gradient / (gradient.max() or 1.0), 10.0**-DECADES)) / DECADES + 1
    return ReceptiveField(
        level.astype(np.float32),
        int(np.ptp(columns)) + 1 if len(columns) else 0,
        int(np.ptp(rows)) + 1 if len(rows) else 0,
        _effective(gradient),
    )


def _effective(gradient: FloatArray) -> int:
    """Side of the least square around the middle that holds 99 % of a gradient."""
    middle, total = len(gradient) // 2, float(gradient.sum())
    for half in range(middle + 1):
        part = gradient[max(0, middle - half) : middle + half + 1, max(0, middle - half) : middle + half + 1]
        if float(part.sum()) >= 0.99 * total:
            return 2 * half + 1
    return len(gradient)


def _map_images(found: ModelRun) -> tuple[StepImage, ...]:
    kind = signed if found.maps.size and float(found.maps.min()) < 0 else magnitude
    return tuple(kind(f"map{n}", f"map {n}", values) for n, values in enumerate(found.maps))


def _field_images(found: ModelRun) -> tuple[StepImage, ...]:
    assert found.field is not None
    shown = found.image if found.image.shape[2] == 3 else found.image[..., 0]
    return (
        magnitude("field", "gradient of the middle pixel, six powers of ten", found.field.values, 1.0),
        picture("input", "input", shown),
    )


STEPS: tuple[Step[ModelRun], ...] = (
    Step("maps", "Feature maps", "The output of the chosen layer, map by map.", _map_images),
    Step(
        "field",
        "Receptive field",
        "The input pixels that the middle pixel of the result depends on, measured by its gradient.",
        _field_images,
    ),
)
