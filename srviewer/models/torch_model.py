"""Models of torch, put together by spandrel from the names and shapes of their weights.

Files are read as data: safetensors, or `torch.load(weights_only=True)`, which builds tensors and containers and nothing
else. What it refuses is told in words.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import lcm
from pathlib import Path
from pickle import UnpicklingError  # noqa: TID251 - the name of an error, nothing is unpickled
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from srviewer.errors import ModelError, WeightsError
from srviewer.models import Facts, Tiling, licence_of, nothing
from srviewer.models.own_network import TITLES, Header, header_of, in_words
from srviewer.models.torchvision_stub import spandrel
from srviewer.phrase import phrase

if TYPE_CHECKING:
    import torch

    from srviewer.models import FloatArray

TILINGS: dict[str, Tiling] = {"SUPPORTED": "seamless", "DISCOURAGED": "discouraged", "INTERNAL": "whole"}
POLL = 0.05  # seconds between two looks of a thread that waits for its turn
SOME = 3  # names of tensors that an error tells


class TorchModel:
    """A model in torch on a device, in float32 or (`half`) float16."""

    def __init__(self, path: Path, content: str, device: str = "cpu", half: bool = False) -> None:
        import torch

        header = header_of(path)
        weights, licence = _weights(path, content, header is not None)
        descriptor: Any = _put_together(path, weights) if header is None else _own(path, header, weights)
        self.facts = _facts(path, descriptor, licence)
        if half and not self.facts.half:
            raise ModelError(phrase("{name}: this architecture does not run in float16", name=path.name))
        last = torch.contiguous_format if device.startswith("cuda") else torch.channels_last
        self._descriptor = descriptor.eval().to(device, torch.float16 if half else torch.float32)
        self.module: torch.nn.Module = descriptor.model.to(memory_format=last)
        self.module.requires_grad_(False)
        self.device, self._last, self._half = device, last, half
        self.nbytes = sum(t.numel() * t.element_size() for t in self.module.state_dict().values())
        self.grid = _grid(self.module, self.facts.multiple)
        self.bytes_a_pixel = 0  # of what layers took and gave in `run`, at most; counted where `counting`
        self._watch, self._alone = threading.local(), threading.Lock()
        for leaf in self.leaves().values():
            leaf.register_forward_pre_hook(self._look)
        if device.startswith("cuda"):
            torch.backends.cudnn.allow_tf32 = False

    def leaves(self) -> dict[str, torch.nn.Module]:
        """The layers that consist of no others, by name, in the order in which they were made."""
        return {name: module for name, module in self.module.named_modules() if not list(module.children())}

    def run(self, image: FloatArray, check: Callable[[], None] = nothing) -> FloatArray:
        """See `Model.run`."""
        import torch

        while not self._alone.acquire(timeout=POLL):  # some architectures keep what depends on the picture meanwhile
            check()
        self._watch.check = check
        try:
            with torch.inference_mode():
                x = torch.from_numpy(np.array(image, np.float32, order="C")).permute(2, 0, 1)[None].to(self.device)
                if self._half:
                    x = x.half()
                out = self._descriptor(x.contiguous(memory_format=self._last))
                array: FloatArray = out[0].permute(1, 2, 0).float().contiguous().cpu().numpy()
        finally:
            self._watch.check = None
            self._alone.release()
        return array

    def call(self, x: torch.Tensor) -> torch.Tensor:
        """(1, C, H, W) to the enlarged, neither clamped nor padded, with gradients where they are asked for."""
        with self._alone:
            out: torch.Tensor = self._descriptor._call_fn(self.module, x)
        return out

    def runs_here(self) -> bool:
        """See `Model.runs_here`."""
        return getattr(self._watch, "check", None) is not None

    def _look(self, _layer: torch.nn.Module, _inputs: Any) -> None:
        """Before every layer: is the work still wanted."""
        if self.runs_here():
            self._watch.check()

    @contextmanager
    def counting(self, pixels: int) -> Iterator[None]:
        """Within the block `bytes_a_pixel` is counted, of runs on so many pixels."""
        most = 0

        def count(_layer: Any, inputs: Any, output: Any) -> None:
            nonlocal most
            most = max(most, sum(t.numel() * t.element_size() for t in (*inputs, output) if hasattr(t, "numel")))

        hooks = [leaf.register_forward_hook(count) for leaf in self.leaves().values()]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()
            self.bytes_a_pixel = most // pixels


# -- from a file ----------------------------------------------------------------------------------------------------


def _weights(path: Path, content: str, own: bool) -> tuple[dict[str, torch.Tensor], str]:
    """The tensors by name, as spandrel wants them unless they are our own, and the licence that the file names."""
    found, licence = _safetensors(path) if content == "safetensors" else _torch_file(path)
    if not isinstance(found, Mapping):
        raise ModelError(
            phrase(
                "{name} holds no weights, but a {kind}: save a state_dict", name=path.name, kind=type(found).__name__
            )
        )
    import torch

    named: Any = found if own else spandrel().canonicalize_state_dict(dict(found))
    tensors = {str(name): t for name, t in named.items() if isinstance(t, torch.Tensor)}
    if not tensors:
        some = ", ".join(str(name) for name in list(found)[:SOME]) or "-"
        raise ModelError(phrase("{name} holds no weights (but {some}): save a state_dict", name=path.name, some=some))
    return tensors, licence


def _safetensors(path: Path) -> tuple[Any, str]:
    """Read at once, and not mapped: a file that somebody shortens would end the process."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        content = path.read_bytes()
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        return dict(sorted(load(content).items())), licence_of(header.get("__metadata__") or {})
    except MemoryError:
        raise
    except (SafetensorError, OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise _unreadable(path, error) from None


def _torch_file(path: Path) -> tuple[Any, str]:
    import torch

    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except UnpicklingError as error:
        raise _refused(path, str(error)) from None
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(path, error) from None
    return found, licence_of(found) if isinstance(found, Mapping) else ""


def _refused(path: Path, words: str) -> ModelError:
    """What `weights_only` refused, in a sentence."""
    if "numpy" in words:
        return ModelError(
            phrase(
                "{name} holds NumPy values beside its weights, which are not read: save its state_dict alone",
                name=path.name,
            )
        )
    for start in ("GLOBAL ", "allowlist class "):
        if start in words:
            what = words.split(start, 1)[1].split(" was not")[0].split()[0].strip("'`,.")
            return ModelError(
                phrase(
                    "{name} holds a pickled object ({what}), which could run code when it is read: it was not read; "
                    "save its state_dict",
                    name=path.name,
                    what=what[:80],
                )
            )
    return _unreadable(path, UnpicklingError(words))


def _unreadable(path: Path, error: Exception) -> ModelError:
    words = (str(error).splitlines() or [""])[0][:120] or type(error).__name__
    return ModelError(phrase("{name} is damaged or was not downloaded whole ({words})", name=path.name, words=words))


# -- of our own -----------------------------------------------------------------------------------------------------


class _Size(NamedTuple):
    multiple_of: int = 1
    minimum: int = 1
    square: bool = False


class _Own:
    """A network of our own, described as spandrel does."""

    tags: tuple[str, ...] = ()
    size_requirements = _Size()
    supports_half = True

    def __init__(self, module: torch.nn.Module, header: Header, channels: int) -> None:
        self.model, self.scale = module, header.scale
        self.input_channels = self.output_channels = channels
        self.architecture = SimpleNamespace(name=TITLES[header.architecture["name"]])
        self.tiling = SimpleNamespace(name="SUPPORTED")
        self.recipe = in_words(header.recipe)

    def eval(self) -> _Own:
        self.model.eval()
        return self

    def to(self, device: str, dtype: torch.dtype) -> _Own:
        self.model.to(device, dtype)
        return self

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.model(x)
        return out

    @staticmethod
    def _call_fn(module: torch.nn.Module, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = module(x)
        return out


def _own(path: Path, header: Header, weights: Mapping[str, torch.Tensor]) -> _Own:
    """A network of our own; `ModelError` if the weights do not fit what the header says."""
    from srviewer.networks import build
    from srviewer.networks.as_model import AsModel

    try:
        network = build(header.architecture)
        network.load_state_dict(dict(weights))
    except (WeightsError, RuntimeError, TypeError, KeyError, ValueError) as error:
        words = " ".join(str(error).split())[:120]
        raise ModelError(
            phrase("{name} does not fit the network that it names ({words})", name=path.name, words=words)
        ) from None
    rgb = header.architecture["name"] == "image_transformation"
    return _Own(AsModel(network, header.scale), header, 3 if rgb else int(header.architecture.get("colours", 1)))


# -- by spandrel ----------------------------------------------------------------------------------------------------


def _put_together(path: Path, weights: dict[str, torch.Tensor]) -> Any:
    library: Any = spandrel()
    try:
        found = library.ModelLoader("cpu").load_from_state_dict(weights)
    except library.UnsupportedModelError:
        raise _unknown(path, weights, library.__version__) from None
    except MemoryError:
        raise
    except Exception as error:
        raise _unfit(path, weights, error, library) from None
    if not isinstance(found, library.ImageModelDescriptor):
        raise ModelError(
            phrase(
                "{name} ({architecture}) fills holes that a mask marks, and enlarges nothing: there is no mask here",
                name=path.name,
                architecture=found.architecture.name,
            )
        )
    return found


def _unknown(path: Path, weights: Mapping[str, torch.Tensor], version: str) -> ModelError:
    return ModelError(
        phrase(
            "{name}: spandrel {version} knows no architecture whose weights are called so ({some}, {count} tensors in "
            "all): export it to ONNX where it was trained, and add that file",
            name=path.name,
            version=version,
            some=", ".join(list(weights)[:SOME])[:160],
            count=len(weights),
        )
    )


def _unfit(path: Path, weights: Any, error: Exception, library: Any) -> ModelError:
    """Names that look like an architecture's, and weights that do not fit it."""
    known = library.MAIN_REGISTRY.architectures("detection")
    like = next((a.architecture.name for a in known if _detects(a, weights)), "?")
    words = " ".join(str(error).split())[:120] or type(error).__name__
    return ModelError(
        phrase(
            "{name} looks like {architecture} but does not fit it ({words}): export it to ONNX where it was trained, "
            "and add that file",
            name=path.name,
            architecture=like,
            words=words,
        )
    )


def _detects(support: Any, weights: Any) -> bool:
    try:
        return bool(support.architecture.detect(weights))
    except Exception:
        return False


def _facts(path: Path, descriptor: Any, licence: str) -> Facts:
    taken, given, needs = descriptor.input_channels, descriptor.output_channels, descriptor.size_requirements
    if taken != given or taken not in (1, 3, 4):
        raise ModelError(
            phrase(
                "{name} takes {taken} channels and gives {given}: a picture here has 1, 3 or 4, and as many afterwards",
                name=path.name,
                taken=taken,
                given=given,
            )
        )
    return Facts(
        "torch",
        str(descriptor.architecture.name),
        int(descriptor.scale),
        int(taken),
        sum(p.numel() for p in descriptor.model.parameters()),
        tuple(map(str, descriptor.tags)),
        licence,
        TILINGS[descriptor.tiling.name],
        needs.multiple_of,
        max(needs.minimum, 1),
        needs.square,
        None,
        bool(descriptor.supports_half),
        isinstance(descriptor, _Own),
        getattr(descriptor, "recipe", ""),
    )


def _grid(module: torch.nn.Module, multiple: int) -> int:
    """Where tiles may start: at multiples of what sides must be, of 16, and of the windows of attention."""
    found = {lcm(multiple, 16)}
    for part in module.modules():
        sides = getattr(part, "window_size", None)
        for side in sides if isinstance(sides, tuple | list) else (sides,):
            if isinstance(side, int) and 1 < side <= 64:
                found.add(side)
    grid = lcm(*found)
    return grid if grid <= 256 else lcm(multiple, 16)
