"""Small models as files, for tests: architectures of spandrel with random weights, and networks in ONNX."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

SWIN = {"embed_dim": 12, "depths": [2], "num_heads": [2], "window_size": 8, "mlp_ratio": 2.0, "img_size": 16}

ARCHITECTURES: dict[str, tuple[str, dict[str, Any], int]] = {
    "ESRGAN": ("ESRGAN", {"num_filters": 8, "num_blocks": 1, "scale": 8}, 8),
    "ESRGAN x1": ("ESRGAN", {"num_filters": 8, "num_blocks": 1, "scale": 1}, 1),
    "Compact": ("Compact", {"num_feat": 8, "num_conv": 2, "upscale": 3}, 3),
    "SPAN": ("SPAN", {"num_in_ch": 3, "num_out_ch": 3, "feature_channels": 8, "upscale": 2}, 2),
    "SwinIR": ("SwinIR", {**SWIN, "upscale": 4, "upsampler": "pixelshuffledirect"}, 4),
    "DAT": (
        "DAT",
        {"embed_dim": 32, "depth": [1], "num_heads": [2], "split_size": [8, 8], "img_size": 16, "upscale": 2},
        2,
    ),
    "CRAFT": ("CRAFT", {"embed_dim": 48, "depths": [1], "num_heads": [6], "upscale": 3}, 3),
    "SAFMN": ("SAFMN", {"dim": 8, "n_blocks": 1, "upscaling_factor": 4}, 4),
    "PLKSR": ("PLKSR", {"dim": 8, "n_blocks": 2, "kernel_size": 7, "upscaling_factor": 2}, 2),
    "DnCNN": ("DnCNN", {"nc": 8, "nb": 4}, 1),
    "OmniSR": ("OmniSR", {"num_feat": 8, "up_scale": 2}, 2),
    "RCAN": ("RCAN", {"scale": 4, "n_resgroups": 1, "n_resblocks": 1, "n_feats": 16}, 4),
    "MoSR": ("MoSR", {"upscale": 4, "n_block": 1, "dim": 16}, 4),
}
"""By title: the name in spandrel, options, and the scale."""


def network(title: str, seed: int = 0) -> Any:
    """A network with random weights."""
    import torch

    from srviewer.models.torchvision_stub import spandrel

    spandrel()
    name, options, _scale = ARCHITECTURES[title]
    torch.manual_seed(seed)
    return getattr(import_module(f"spandrel.architectures.{name}"), name)(**options).eval()


def saved(title: str, path: Path, seed: int = 0, **beside: Any) -> Path:
    """A network's file, as its suffix says; `beside` goes into the file too."""
    import torch

    weights = network(title, seed).state_dict()
    if path.suffix == ".safetensors":
        from safetensors.torch import save_file

        save_file({name: t.contiguous() for name, t in weights.items()}, path, beside or None)
    else:
        key = "state_dict" if path.suffix == ".ckpt" else "params_ema"
        torch.save({key: weights, **beside}, path)
    return path


def photo(height: int = 24, width: int = 32, channels: int = 3) -> Any:
    """A picture with something in it, float32."""
    from srviewer.models.reach import texture

    found = texture(height, width, channels)
    return found[..., 0] if channels == 1 else found


# -- ONNX -----------------------------------------------------------------------------------------------------------


def onnx_file(
    path: Path,
    scale: int = 2,
    channels: int = 3,
    last: bool = False,
    half: bool = False,
    side: tuple[int, int] | None = None,
    names: tuple[str, str] = ("x", "y"),
    external: bool = False,
    opset: int = 17,
    given: int | None = None,
    where: str | None = None,
) -> Path:
    """A network that mixes neighbours and channels and enlarges by repeating: its input and output as is said."""
    import onnx
    from onnx import helper, numpy_helper

    kind = onnx.TensorProto.FLOAT16 if half else onnx.TensorProto.FLOAT
    dtype = np.float16 if half else np.float32
    outputs = given or channels
    kernel = np.random.default_rng(0).random((outputs, channels, 3, 3)) / (9 * channels)
    sides = list(side) if side is not None else ["h", "w"]
    shape = [1, *sides, channels] if last else [1, channels, *sides]
    weights = numpy_helper.from_array(kernel.astype(dtype), "kernel")
    sizes = numpy_helper.from_array(np.array([1, 1, scale, scale], np.float32), "sizes")
    nodes = [
        helper.make_node("Conv", ["planes", "kernel"], ["mixed"], pads=[1, 1, 1, 1]),
        helper.make_node("Resize", ["mixed", "", "sizes"], ["larger"], mode="nearest"),
    ]
    before = helper.make_node(*("Transpose" if last else "Identity", [names[0]], ["planes"]))
    after = helper.make_node(*("Transpose" if last else "Identity", ["larger"], [names[1]]))
    if last:
        before.attribute.append(helper.make_attribute("perm", [0, 3, 1, 2]))
        after.attribute.append(helper.make_attribute("perm", [0, 2, 3, 1]))
    graph = helper.make_graph(
        [before, *nodes, after],
        "network",
        [helper.make_tensor_value_info(names[0], kind, shape)],
        [helper.make_tensor_value_info(names[1], kind, None)],
        [weights, sizes],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 8
    helper.set_model_props(model, {"license": "CC0-1.0"})
    onnx.save(model, path, save_as_external_data=external, location=f"{path.name}.data", size_threshold=64)
    if where is not None:  # which is not written
        for tensor in model.graph.initializer:
            for pair in tensor.external_data:
                pair.value = where if pair.key == "location" else pair.value
        path.write_bytes(model.SerializeToString())
    return path
