"""`srviewer.upscale` against inference engines: python tests/benchmarks/engines.py [REPEATS] [THREADS] [METHOD]

The function from uint8 to uint8 (colours, chroma, rounding and all) to 1024 x 1024, and its network alone the way
the program runs it, against ONNX Runtime and OpenVINO on the bare network of the same weights: float32, an ONNX graph
with every convolution as it stands, zero padding inside it (ours replicates, which costs more), OpenVINO told
PERFORMANCE_HINT=LATENCY; of Compact, the fused network. Compact's time is also set against SRCNN's by the same function
to the same size. All run in turns on the same picture with the same number of threads (2 unless said). Printed
are medians of REPEATS rounds (9 unless said), their ratios to the faster of the two engines, and the largest difference
from the plain torch module, away from the border, in levels of 255. Beside the time stands the processor's (of all
threads together), which other programs on a busy machine disturb less, but which counts threads that only wait. METHOD
("srcnn", "perceptual" or "compact") runs its rows alone. Needs `pip install onnx onnxruntime openvino`; an engine that
is not there is left out, in words. Fails on nothing but a wrong result.

OpenVINO is told INFERENCE_PRECISION_HINT=f32: on processors that have bfloat16 it takes that by itself, which changes
one pixel in five by a level, and would be compared with float32 here.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed

os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does: its threads spin on after a product
os.environ["OMP_NUM_THREADS"] = sys.argv[2] if len(sys.argv) > 2 else "2"  # SRCNN is cut for the cores that there are

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

import srviewer
from srviewer import weights
from srviewer.imaging import samples
from srviewer.imaging.colour import luma
from srviewer.imaging.picture import dequantise, quantise
from srviewer.imaging.resample import resize
from srviewer.networks import build
from srviewer.networks.compact import SKIP_REACH, Compact, fused
from srviewer.networks.image_transformation import ImageTransformationNetwork, ResidualBlock
from srviewer.networks.srcnn import SRCNN
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context

Array = npt.NDArray[np.float32]
Run = Callable[[Array], Array]
ROWS = [("srcnn", 2, 512), ("perceptual", 4, 256), ("compact", 2, 512), ("compact", 4, 256)]  # to 1024 x 1024
SRCNN_SIDE = 512  # enlarged to 1024 x 1024
BORDER = 64  # pixels of the result that zero padding changes, and more
# levels; the rounding of float32 in some 12 layers of f_W is 1e-3
ALLOWED = {"srcnn": 1e-3, "perceptual": 2e-2, "compact": 1e-3}


class Graph:
    """An ONNX graph of a network, node by node, as an exporter would write it: nothing folded, nothing fused."""

    def __init__(self) -> None:
        from onnx import helper, numpy_helper

        self._node, self._constant = helper.make_node, numpy_helper.from_array
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        name = f"{kind}{len(self.nodes)}"
        self.nodes.append(self._node(kind, inputs, [name], **attributes))
        return name

    def constant(self, values: npt.NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(self._constant(values, name))
        return name

    def tensor(self, values: torch.Tensor | None) -> str:
        assert values is not None
        return self.constant(values.detach().numpy())

    def conv(self, x: str, conv: nn.Module) -> str:
        assert isinstance(conv, nn.Conv2d)
        inputs = [x, self.tensor(conv.weight), *([] if conv.bias is None else [self.tensor(conv.bias)])]
        return self.add("Conv", inputs, pads=[conv.kernel_size[0] // 2] * 4)

    def norm(self, x: str, norm: nn.Module) -> str:
        assert isinstance(norm, nn.BatchNorm2d)
        values = (norm.weight, norm.bias, norm.running_mean, norm.running_var)
        return self.add("BatchNormalization", [x, *map(self.tensor, values)], epsilon=norm.eps)

    def twice(self, x: str) -> str:
        """Nearest x2."""
        scales = self.constant(np.array([1, 1, 2, 2], np.float32))
        return self.add("Resize", [x, "", scales], mode="nearest", coordinate_transformation_mode="asymmetric",
                        nearest_mode="floor")  # fmt: skip

    def scalar(self, kind: str, x: str, value: float) -> str:
        return self.add(kind, [x, self.constant(np.float32(value))])

    def model(self, y: str, channels: int, height: int, width: int) -> bytes:
        from onnx import TensorProto, checker, helper

        x_info = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, channels, height, width])
        y_info = helper.make_tensor_value_info(y, TensorProto.FLOAT, ["n", "c", "h", "w"])
        graph = helper.make_graph(self.nodes, "network", [x_info], [y_info], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        checker.check_model(model)
        serialized: bytes = model.SerializeToString()
        return serialized


def onnx_model(network: nn.Module, height: int, width: int) -> bytes:
    """The plain network for one size of its input."""
    g = Graph()
    if isinstance(network, SRCNN):
        y = g.add("Relu", [g.conv("x", network.extraction)])
        y = g.add("Relu", [g.conv(y, network.mapping)])
        return g.model(g.conv(y, network.reconstruction), 1, height, width)
    if isinstance(network, Compact):
        skip, y = g.add("Conv", ["x", g.tensor(network.skip)], pads=[SKIP_REACH] * 4), "x"
        for conv, activation in zip(network.body, network.activations, strict=True):
            y = g.add("PRelu", [g.conv(y, fused(conv)), g.tensor(activation.weight[:, None, None])])
        y = g.add("Add", [g.conv(y, fused(network.last)), skip])
        return g.model(g.add("DepthToSpace", [y], blocksize=network.scale, mode="CRD"), 1, height, width)
    assert isinstance(network, ImageTransformationNetwork)
    y = g.add("Relu", [g.norm(g.conv("x", network.first), network.first_norm)])
    for block in network.blocks:
        assert isinstance(block, ResidualBlock)
        inner = g.add("Relu", [g.norm(g.conv(y, block.conv1), block.norm1)])
        y = g.add("Add", [y, g.norm(g.conv(inner, block.conv2), block.norm2)])
    for conv, norm in zip(network.enlarge, network.enlarge_norm, strict=True):
        y = g.add("Relu", [g.norm(g.conv(g.twice(y), conv), norm)])
    y = g.scalar("Add", g.scalar("Mul", g.add("Tanh", [g.conv(y, network.last)]), 0.6), 0.5)
    return g.model(g.add("Clip", [y, g.constant(np.float32(0)), g.constant(np.float32(1))]), 3, height, width)


def onnx_runtime(model: bytes, threads: int) -> Run:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda x: session.run(None, {"x": x})[0]


def openvino(model: bytes, threads: int) -> Run:
    import openvino

    settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
    compiled = openvino.Core().compile_model(openvino.Core().read_model(model), "CPU", settings)
    return lambda x: compiled(x)[0]


def ours(entry: weights.Entry) -> Run:
    """As a stage runs it: from planes of numpy to planes of numpy."""

    def run(x: Array) -> Array:
        image = x[0, 0] if x.shape[1] == 1 else np.ascontiguousarray(x[0].transpose(1, 2, 0))
        out = learned.run_network(entry, image, Context())
        return out[None, None] if x.shape[1] == 1 else out.transpose(2, 0, 1)[None]

    return run


def torch_plain(network: nn.Module) -> Run:
    """The plain module, channels last: what torch gives without any of this."""
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def run(x: Array) -> Array:
        with torch.inference_mode():
            y = network(torch.from_numpy(x).contiguous(memory_format=torch.channels_last))
        clamped: Array = (y.clamp(0, 1) if y.shape[1] == 3 else y).contiguous().numpy()
        return clamped

    return run


def levels(side: int) -> npt.NDArray[np.uint8]:
    """What `srviewer.upscale` is given: the astronaut, (side, side, 3)."""
    return quantise(resize(samples.load("astronaut").pixels, side, side)).astype(np.uint8)


def planes(method: str, scale: int, lr: npt.NDArray[np.uint8]) -> Array:
    """What the network is given of that, (1, C, H, W): RGB, or the luma, for SRCNN enlarged by bicubic."""
    rgb = dequantise(lr)
    if method == "perceptual":
        return np.ascontiguousarray(rgb.transpose(2, 0, 1))[None]
    if method == "compact":
        return np.ascontiguousarray(luma(rgb))[None, None]
    enlarged: Array = resize(luma(rgb), scale * lr.shape[0], scale * lr.shape[1])
    return enlarged[None, None]


def measured(method: str, scale: int, side: int, repeats: int, threads: int) -> None:
    entry = weights.find(method, scale)
    network = build(entry.architecture)
    network.load_state_dict(weights.read(entry))
    network.eval().requires_grad_(False)
    lr = levels(side)
    x = planes(method, scale, lr)
    expected = torch_plain(network)(x)
    inner = (..., slice(BORDER, -BORDER), slice(BORDER, -BORDER))

    upscaled = srviewer.upscale(lr, method, scale)
    runs = {"network alone": ours(entry), "torch, plain": torch_plain(network)}
    if find_spec("onnx") is None:
        print("onnx is not installed: no graph for the engines")
    else:
        model = onnx_model(network, *x.shape[2:])
        for name, package, make in (
            ("ONNX Runtime", "onnxruntime", onnx_runtime),
            ("OpenVINO", "openvino", openvino),
        ):
            if find_spec(package) is None:
                print(f"{package} is not installed: left out")
            else:
                runs[name] = make(model, threads)

    errors = {n: float(np.abs(run(x) - expected)[inner].max()) * 255 for n, run in runs.items()}  # and warm
    runs = {"srviewer.upscale": lambda _x: srviewer.upscale(lr, method, scale), **runs}
    if method == "compact":
        half = levels(SRCNN_SIDE)
        runs["SRCNN"] = lambda _x: srviewer.upscale(half, "srcnn", 2)
        runs["SRCNN"](x)
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(repeats):
        for name, run in runs.items():
            begin = time.perf_counter(), time.process_time()
            run(x)
            seconds[name].append((time.perf_counter() - begin[0], time.process_time() - begin[1]))
    medians = {name: np.median(taken, 0) for name, taken in seconds.items()}
    fastest = np.min([medians[name] for name in ("ONNX Runtime", "OpenVINO") if name in medians] or [(np.nan,) * 2], 0)
    print(f"\n{entry.file}, {side} x {side} to {upscaled.shape[1]} x {upscaled.shape[0]}, {threads} threads, "
          f"median of {repeats}")  # fmt: skip
    print(f"  {'':>16} {'time':>9} {'ratio':>8}   {'processor':>9} {'ratio':>8}   largest difference")
    for name, median in medians.items():
        columns = (
            f"{1000 * value:6.0f} ms {ratio:8.3f}" for value, ratio in zip(median, median / fastest, strict=True)
        )
        off = f"{errors[name]:.1e} levels" if name in errors else "rounded"
        print(f"  {name:>16} {'   '.join(columns)}   {off}", flush=True)
    if method == "compact":
        over = medians["srviewer.upscale"] / medians["SRCNN"]
        print(f"  over SRCNN's {over[0]:.3f}, by the processor's time {over[1]:.3f}")
    ours_off = errors["network alone"]
    assert ours_off < ALLOWED[method], f"a wrong result: {ours_off} levels off the plain network"


def main() -> None:
    repeats, threads = (int(value) for value in (*sys.argv[1:3], *("9", "2")[len(sys.argv[1:3]) :]))
    only = sys.argv[3:]
    torch.set_num_threads(threads)
    for method, scale, side in ROWS:
        if only and method not in only:
            continue
        measured(method, scale, side, repeats, threads)


if __name__ == "__main__":
    main()
