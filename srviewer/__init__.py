"""srviewer: see super-resolution.

>>> import srviewer
>>> sr = srviewer.upscale(lr, method="srcnn", scale=3)      # doctest: +SKIP
>>> srviewer.psnr(sr, hr, scale=3)                          # doctest: +SKIP

`upscale`, `psnr`, `ssim`, `methods` and `load_model` are looked up in `srviewer.api` when they are first used, so that
importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from srviewer.api import load_model, methods, psnr, ssim, upscale

__version__ = "0.1.0"
__all__ = ["__version__", "load_model", "methods", "psnr", "ssim", "upscale"]


def __getattr__(name: str) -> Any:
    if name in ("upscale", "psnr", "ssim", "methods", "load_model"):
        from srviewer import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
