"""ITU-R BT.601 luma and chroma, studio range, as MATLAB's rgb2ycbcr has them.

Y = 16 + 65.481 R + 128.553 G + 24.966 B with R, G, B in [0, 1]; everything here is that divided by 255, so that
black is 16/255 and white 235/255. (Pillow's "YCbCr" is JPEG's full-range variant: never for metrics.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

# Rows Y, Cb, Cr; columns R, G, B. ITU-R BT.601-7, 8-bit studio range (Poynton, "Digital Video and HD", ch. 25).
_MATRIX = np.array([[65.481, 128.553, 24.966], [-37.797, -74.203, 112.0], [112.0, -93.786, -18.214]], np.float64) / 255
_OFFSET = np.array([16.0, 128.0, 128.0]) / 255
_INVERSE = np.linalg.inv(_MATRIX)


def luma(rgb: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Studio-range Y of an (H, W, 3) float array in [0, 1]; (H, W) of the same dtype, in [16, 235] / 255."""
    weights = _MATRIX[0].astype(rgb.dtype)
    plane: npt.NDArray[Any] = rgb @ weights
    plane += rgb.dtype.type(_OFFSET[0])
    return plane


def studio_of_grey(grey: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Studio-range Y, in [16, 235] / 255, of grey values in [0, 1] (that of R = G = B); the same shape and dtype."""
    plane: npt.NDArray[Any] = grey * grey.dtype.type(219 / 255)
    plane += grey.dtype.type(16 / 255)
    return plane


def grey_of_studio(luma: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Inverse of `studio_of_grey`, not clipped."""
    plane: npt.NDArray[Any] = luma - luma.dtype.type(16 / 255)
    plane *= luma.dtype.type(255 / 219)
    return plane


def rgb_to_ycbcr(rgb: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(H, W, 3) float RGB in [0, 1] to studio-range YCbCr / 255, same shape and dtype."""
    planes: npt.NDArray[Any] = rgb @ _MATRIX.T.astype(rgb.dtype)
    planes += _OFFSET.astype(rgb.dtype)
    return planes


def ycbcr_to_rgb(luma: npt.NDArray[Any], chroma: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Inverse of `rgb_to_ycbcr`: (H, W) Y and (H, W, 2) Cb, Cr of one dtype, / 255, to (H, W, 3) RGB, not clipped.

    Plane by plane, which takes numpy half the time of a product with a 3 x 3 matrix.
    """
    dtype = luma.dtype
    rgb = np.empty((*luma.shape, 3), dtype)
    inverse, offset = _INVERSE.astype(dtype), (-_INVERSE @ _OFFSET).astype(dtype)
    for channel, (of_y, of_cb, of_cr) in enumerate(inverse):
        plane = luma * of_y
        plane += chroma[..., 0] * of_cb
        plane += chroma[..., 1] * of_cr
        plane += offset[channel]
        rgb[..., channel] = plane
    return rgb


def grey_of(rgb: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Full-range BT.601 luma (0.299, 0.587, 0.114) of (H, W, 3) RGB: what a grey picture went in as.

    An RGB picture with equal channels v comes back as v, so grey in is grey out.
    """
    weights = np.array([0.299, 0.587, 0.114], rgb.dtype)
    grey: npt.NDArray[Any] = rgb @ weights
    return grey
