"""Models in ONNX, run by ONNX Runtime: a picture in, a picture out, whatever they are called and however they lie."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from math import lcm
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from srviewer.errors import ModelError
from srviewer.models import Facts, files_of, licence_of, nothing, stamp
from srviewer.models.external_data import copy_files
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.models import FloatArray

PROBES = ((32, 48), (64, 96), (128, 192), (256, 384))  # of which two neighbours give the scale
SMALL = (8, 12)
MULTIPLES = (1, 2, 4, 8, 16, 32, 64)  # a side may have to be a multiple of one of these
TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16}
MOST_SCALE = 16
CUDA = "CUDAExecutionProvider"
POLL = 0.05  # seconds between two looks whether a run is still wanted
MAPS = 64  # of float32 that a layer is taken to have at the size of the result, for the memory a pixel takes


class OnnxModel:
    """A session of ONNX Runtime that takes one picture."""

    def __init__(self, path: Path, device: str = "cpu") -> None:
        self._name = path.name
        self._session = _session(path, device)
        self.device = device if CUDA in self._session.get_providers() else "cpu"
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        if len(inputs) != 1:
            names = ", ".join(i.name for i in inputs)
            raise ModelError(
                phrase(
                    "{name} wants {count} inputs ({names}), and not one picture",
                    name=path.name,
                    count=len(inputs),
                    names=names,
                )
            )
        taken = inputs[0]
        if taken.type not in TYPES:
            raise ModelError(phrase("{name} takes {kind}, and not float32 or float16", name=path.name, kind=taken.type))
        if len(taken.shape) != 4:
            raise ModelError(
                phrase(
                    "{name} takes {count} dimensions, and not a picture's four", name=path.name, count=len(taken.shape)
                )
            )
        self._input, self._output, self._type = taken.name, outputs[0].name, TYPES[taken.type]
        self._last, channels = _layout(path, taken.shape)
        sides = taken.shape[1:3] if self._last else taken.shape[2:4]
        side = None if not all(isinstance(n, int) and n > 0 for n in sides) else (int(sides[0]), int(sides[1]))
        self.nbytes = stamp(path).size
        scale, size = self._scale(channels, side)
        multiple, minimum = (1, 1) if side is not None else self._sides(channels, scale, size)
        self.facts = Facts(
            "onnx",
            "ONNX",
            scale,
            channels,
            self.nbytes // np.dtype(self._type).itemsize,
            ("float16",) if self._type is np.float16 else (),
            licence_of(self._session.get_modelmeta().custom_metadata_map),
            multiple=multiple,
            minimum=minimum,
            side=side,
            half=self._type is np.float16,
        )
        self.grid = lcm(16, multiple)
        self.bytes_a_pixel = MAPS * 4 * scale**2

    def run(self, image: FloatArray, check: Callable[[], None] = nothing) -> FloatArray:
        """See `Model.run`; a picture of another size than it takes is continued by its last row and column."""
        check()
        (height, width), facts = image.shape[:2], self.facts
        side = facts.side or [-(-max(n, facts.minimum) // facts.multiple) * facts.multiple for n in (height, width)]
        if tuple(side) != (height, width):
            margins = ((0, side[0] - height), (0, side[1] - width), (0, 0))
            image = np.pad(image, margins, mode="edge")
        out = self._called(image, check)
        out = out[: height * self.facts.scale, : width * self.facts.scale]
        result: FloatArray = np.array(out, np.float32, order="C")
        return np.clip(result, 0, 1, out=result)

    def runs_here(self) -> bool:
        """See `Model.runs_here`; another thread calls `check`."""
        return False

    def _called(self, image: FloatArray, check: Callable[[], None] = nothing) -> Any:
        """(H, W, C) through the session, which another thread ends once `check` raises."""
        import onnxruntime

        planes = image[None] if self._last else np.ascontiguousarray(image.transpose(2, 0, 1))[None]
        options, over = onnxruntime.RunOptions(), threading.Event()
        options.log_severity_level = 4

        def watch() -> None:
            while not over.wait(POLL):
                try:
                    check()
                except BaseException:
                    options.terminate = True
                    return

        watcher = threading.Thread(target=watch, name="onnx-watch") if check is not nothing else None
        if watcher is not None:
            watcher.start()
        try:
            (found,) = self._session.run([self._output], {self._input: planes.astype(self._type, copy=False)}, options)
        except Exception:
            check()
            raise
        finally:
            over.set()
            if watcher is not None:
                watcher.join()
        if found.ndim != 4 or found.shape[0] != 1:
            raise ModelError(phrase("{name} gives no picture, but {shape}", name=self._name, shape=str(found.shape)))
        return found[0] if self._last else found[0].transpose(1, 2, 0)

    def _scale(self, channels: int, side: tuple[int, int] | None) -> tuple[int, tuple[int, int]]:
        """By what the result is larger, of two sizes (or of the only one), and the smaller of these."""
        sizes = (side,) if side is not None else PROBES
        found: list[tuple[tuple[int, int], tuple[int, ...]]] = []
        error: Exception | None = None
        for size in sizes:
            try:
                found.append((size, self._called(np.full((*size, channels), 0.5, np.float32)).shape))
            except ModelError:
                raise
            except Exception as refused:  # too small for it, it may be
                error, found = refused, []
            if len(found) == 2:
                break
        if not found:
            raise ModelError(phrase("{name} cannot be run ({words})", name=self._name, words=_words(error)))
        ratios = {n / m for size, shape in found for n, m in zip(shape[:2], size, strict=True)}
        ratio = ratios.pop()
        if ratios or ratio != int(ratio) or not 1 <= ratio <= MOST_SCALE:
            sizes_told = ", ".join(f"{s[0]} × {s[1]} → {t[0]} × {t[1]}" for s, t in found)
            raise ModelError(
                phrase(
                    "{name}: its result is not a whole number of times larger ({sizes})",
                    name=self._name,
                    sizes=sizes_told,
                )
            )
        if (given := found[0][1][2]) != channels:
            raise ModelError(
                phrase(
                    "{name} takes {taken} channels and gives {given}: a picture here has 1, 3 or 4, and as many "
                    "afterwards",
                    name=self._name,
                    taken=channels,
                    given=given,
                )
            )
        return int(ratio), found[0][0]

    def _sides(self, channels: int, scale: int, size: tuple[int, int]) -> tuple[int, int]:
        """What a side must be a multiple of, and what it must be at least; `size` is one that it takes."""
        for multiple, (least, wanted) in product(MULTIPLES, ((1, SMALL), (min(size), size))):
            height, width = ((n // multiple | 1) * multiple for n in wanted)  # and of nothing larger
            with suppress(Exception):  # it does not take that
                found = self._called(np.full((height, width, channels), 0.5, np.float32)).shape[:2]
                if found == (height * scale, width * scale):
                    return multiple, least
        return 1, 1


def device_for(asked: str) -> str:
    """The device of "auto", "cpu", "cuda", "cuda:1" or "mps" that ONNX Runtime can be asked for here."""
    import onnxruntime

    if asked != "auto" and not asked.startswith("cuda"):
        return "cpu"
    return asked.replace("auto", "cuda") if CUDA in onnxruntime.get_available_providers() else "cpu"


def _session(path: Path, device: str) -> Any:
    """A session on a device, or on the CPU if its provider does not start."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what is wrong is told here
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait go to sleep
    number = device.partition(":")[2] or "0"
    providers = [(CUDA, {"device_id": number})] if device.startswith("cuda") else []
    try:
        with _unshared(path) as file:
            session = onnxruntime.InferenceSession(str(file), options, providers=[*providers, "CPUExecutionProvider"])
    except (MemoryError, ModelError):
        raise
    except Exception as error:
        raise _refused(path, error, onnxruntime.__version__) from None
    session.disable_fallback()  # to another device, without a word
    return session


@contextmanager
def _unshared(path: Path) -> Iterator[Path]:
    """The file, or, if it keeps its weights in others, a copy of all of them that nobody else knows.

    ONNX Runtime maps those files into memory: one that somebody shortens would end the process. What is mapped stays
    when the copy's names are gone.
    """
    files = files_of(path)
    if len(files) == 1:
        yield path
        return
    with TemporaryDirectory(prefix="srviewer-", ignore_cleanup_errors=True) as folder:
        yield copy_files(files, Path(folder))


def _refused(path: Path, error: Exception, version: str) -> ModelError:
    words = str(error)
    if "IR version" in words or "pset" in words:
        return ModelError(
            phrase(
                "{name} was written for a later ONNX than onnxruntime {version} reads: export it with a lower opset, "
                "or install a newer onnxruntime",
                name=path.name,
                version=version,
            )
        )
    if "not a registered function" in words:
        what = words.split("Fatal error:")[-1].split(" is not")[0].strip()
        return ModelError(
            phrase(
                "{name} uses an operation that onnxruntime {version} does not have ({what})",
                name=path.name,
                version=version,
                what=what,
            )
        )
    if "Protobuf" in words or "PROTOBUF" in words:
        return ModelError(
            phrase(
                "{name} is damaged or was not downloaded whole ({words})", name=path.name, words=phrase("it is no ONNX")
            )
        )
    return ModelError(phrase("{name} cannot be run ({words})", name=path.name, words=_words(error)))


def _words(error: Exception | None) -> str:
    return " ".join(str(error).split())[:160]


def _layout(path: Path, shape: list[Any]) -> tuple[bool, int]:
    """Whether the channels come last, and how many there are."""
    for last, channels in ((False, shape[1]), (True, shape[3])):
        if channels in (1, 3, 4):
            return last, int(channels)
    if isinstance(shape[1], str | None) and isinstance(shape[3], str | None):
        return False, 3  # it does not say; RGB planes are what nearly all take
    raise ModelError(
        phrase(
            "{name} takes pictures of the shape {shape}: 1, 3 or 4 channels are known here",
            name=path.name,
            shape=str(shape),
        )
    )
