"""srviewer: see super-resolution.

>>> import srviewer
>>> sr = srviewer.upscale(lr, method="srcnn", scale=3)      # doctest: +SKIP
>>> srviewer.psnr(sr, hr, scale=3)                          # doctest: +SKIP

`upscale`, `compare`, `psnr`, `ssim`, `methods` and `load_model` are looked up when they are first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from srviewer.api import load_model, methods, psnr, ssim, upscale
    from srviewer.reports.comparison import compare

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "load_model", "methods", "psnr", "ssim", "upscale"]

_MODULES = dict.fromkeys(("upscale", "psnr", "ssim", "methods", "load_model"), "srviewer.api")
_MODULES["compare"] = "srviewer.reports.comparison"


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
