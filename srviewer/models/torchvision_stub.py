"""spandrel, imported beside a torchvision that works, or one that does not.

spandrel takes three names from `torchvision.transforms.functional`, for two of its architectures (LaMa, RestoreFormer).
A torchvision that was built for another torch, as registries have it for CPU wheels of torch, does not import. Then
these three names, and no more, stand in while spandrel is imported, and say so when they are called.
"""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from types import ModuleType
from typing import Any

from srviewer.errors import ModelError
from srviewer.phrase import phrase

FUNCTIONAL = "torchvision.transforms.functional"
_importing = threading.Lock()


class InterpolationMode(Enum):
    """What LaMa names when it rotates."""

    BILINEAR = "bilinear"


def rotate(*_arguments: Any, **_options: Any) -> Any:
    raise _needed()


def normalize(*_arguments: Any, **_options: Any) -> Any:
    raise _needed()


def _needed() -> ModelError:
    return ModelError(
        phrase("this architecture needs a torchvision that was built for the torch that is installed; it is not")
    )


def spandrel() -> ModuleType:
    """spandrel, imported now if it was not yet."""
    with _importing:
        warnings.filterwarnings("ignore", "torch.meshgrid")  # of how some of its architectures call torch
        if "spandrel" not in sys.modules and not torchvision_works():
            with _stubbed():
                return import_module("spandrel")
        return import_module("spandrel")


def torchvision_works() -> bool:
    """Whether what spandrel takes from torchvision can be imported."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of image formats that it cannot read
            import_module(FUNCTIONAL)
    except Exception:  # of another torch it may be any: RuntimeError for a missing operator, OSError for a library
        return False
    return True


@contextmanager
def _stubbed() -> Iterator[None]:
    """Within the block `torchvision.transforms.functional` is ours."""
    names = ("torchvision", "torchvision.transforms", FUNCTIONAL)
    before = {name: sys.modules.pop(name, None) for name in names}
    for name in names:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules[FUNCTIONAL]).update(InterpolationMode=InterpolationMode, rotate=rotate, normalize=normalize)
    try:
        yield
    finally:
        for name, module in before.items():
            del sys.modules[name]
            if module is not None:
                sys.modules[name] = module
