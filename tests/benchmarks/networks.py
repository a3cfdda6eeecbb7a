"""What the shipped networks reach, every number of the model card: python tests/benchmarks/networks.py [DATA]

DATA holds `test/Set5/x{2,3,4}/{HR,LR}` and `networks/vgg19_normalised_to_conv3_1.safetensors` (default:
../shared/data). Prints, for each scale and method: PSNR-Y, distances at relu1_2, relu2_2 and relu3_1 from the truth by
the VGG-19 and by the feature network, the largest shift of a channel's mean from bicubic's, and the error's power at
five frequencies over the median of its neighbourhood; then what becomes of flats; then how the feature network agrees.
"""

from __future__ import annotations

import sys
import timeit
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

import srviewer
from srviewer import upsamplers, weights
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.picture import Picture, dequantise
from srviewer.metrics.pair import Pair
from srviewer.metrics.peak_signal_noise_ratio import psnr_y
from srviewer.metrics.planes import measured_plane
from srviewer.networks import build
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data as training_data
from srviewer.training.train_features import LAYERS, distances, spearman

Array = npt.NDArray[Any]
METHODS = ("bicubic", "dasr", "srcnn", "perceptual", "pixel_twin")
FREQUENCIES = {"(0,1/4)": (0, 1), "(1/4,0)": (1, 0), "(1/4,1/4)": (1, 1), "(0,1/2)": (0, 2), "(1/2,0)": (2, 0)}
FLATS = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey 64": (64, 64, 64),
    "grey 128": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
}


def lines(error: Array) -> list[float]:
    """Power of an error's spectrum at each of `FREQUENCIES` over the median of 25 x 25 bins around it, Hann window."""
    window = np.outer(*(np.hanning(n) for n in error.shape))
    power = np.abs(np.fft.fft2(error * window)) ** 2
    found = []
    for row, column in FREQUENCIES.values():
        y, x = row * error.shape[0] // 4, column * error.shape[1] // 4
        around = np.ix_((np.arange(y - 12, y + 13)) % error.shape[0], (np.arange(x - 12, x + 13)) % error.shape[1])
        found.append(float(power[y, x] / np.median(power[around])))
    return found


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    teacher = LossNetwork(weights.read_file(root / "networks/vgg19_normalised_to_conv3_1.safetensors"))
    entry = weights.find("features", 1)
    student = build(entry.architecture).eval()
    student.load_state_dict(weights.read(entry))
    there = [name for name in METHODS if upsamplers.unavailable_reason(name) is None]
    agreement: dict[str, list[tuple[float, float]]] = {layer: [] for layer in LAYERS}
    print(f"{'':>16} {'PSNR-Y':>7} " + " ".join(f"{layer:>8}" for layer in LAYERS) + "  colour  lines at", *FREQUENCIES)
    with torch.inference_mode():
        for scale in (2, 3, 4):
            folder = root / f"test/Set5/x{scale}"
            for method in there:
                rows = []
                for path in sorted((folder / "HR").glob("*.png")):
                    hr, lr = (np.array(Image.open(p).convert("RGB")) for p in (path, folder / "LR" / path.name))
                    picture = Picture(dequantise(lr))
                    result = result_of(Job.make(picture, method, scale))
                    bicubic = result_of(Job.make(picture, "bicubic", scale)).pixels
                    pair = training_data.Pair(result.pixels, hr)
                    found = distances(teacher, pair)
                    if scale != 3 and method != "dasr":
                        for layer, distance in distances(student, pair).items():
                            agreement[layer].append((distance, found[layer]))
                    shift = np.abs(result.pixels.mean((0, 1)) - bicubic.mean((0, 1))).max()
                    psnr = psnr_y(Pair(result.pixels, hr, result.luma, scale))
                    error = measured_plane(result.pixels) - measured_plane(hr)
                    rows.append([psnr, *(found[layer] for layer in LAYERS), shift, *lines(error)])
                means = np.mean(rows, 0)
                worst = np.max(rows, 0)[1 + len(LAYERS)]
                numbers = " ".join(f"{v:8.3f}" for v in means[1 : 1 + len(LAYERS)])
                print(
                    f"{method:>12} x{scale:<2} {means[0]:7.3f} {numbers} {worst:6.2f}  "
                    + " ".join(f"{v:6.1f}" for v in means[2 + len(LAYERS) :]),
                    flush=True,
                )
    print("\nflats, the least and the most of each channel")
    for method in there:
        for scale in (2, 4):
            if method in ("perceptual", "pixel_twin"):
                for name, colour in FLATS.items():
                    flat = srviewer.upscale(np.full((20, 24, 3), colour, np.uint8), method=method, scale=scale)
                    low, high = (f(flat.reshape(-1, 3), 0).tolist() for f in (np.min, np.max))
                    print(f"{method:>12} x{scale} {name:>9} {low} {high}")
    print("\nfeature network against its teacher: Spearman's correlation, median error of the ratio")
    for layer, both in agreement.items():
        mine, true = np.array(both).T
        error = np.median(np.abs(mine / true - 1))
        print(f"{layer:>12} {spearman(mine, true):.4f} {error:.3f} ({len(both)} pairs)")
    noise = torch.rand(1, 3, 192, 192).contiguous(memory_format=torch.channels_last)
    with torch.inference_mode():
        student.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        seconds = min(timeit.repeat(lambda: student(noise), number=1, repeat=20))
    print(f"{'time':>12} {seconds / noise[0, 0].numel() * 1e6:.2f} s a megapixel, {torch.get_num_threads()} threads")


if __name__ == "__main__":
    main()
