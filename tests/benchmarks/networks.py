"""What the shipped networks reach, every number of the model card: python tests/benchmarks/networks.py [DATA] [MORE]

DATA holds `test/Set5/x{2,3,4}/{HR,LR}` and `networks/vgg19_normalised_to_conv3_1.safetensors` (default:
../shared/data). Prints, for each scale and method: PSNR-Y, distances at relu1_2, relu2_2 and relu3_1 from the truth by
the VGG-19 and by the feature network, and the largest shift of a channel's mean from bicubic's; then how results of the
mixtures of Perceptual and its twin look beside their truths (`Looks`), on Set5 and, if it is given, on a folder MORE of
pictures; then what becomes of flats and ramps; then how the feature network agrees.
"""

from __future__ import annotations

import sys
import timeit
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from PIL import Image

import srviewer
from srviewer import losses, upsamplers, weights
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.picture import Picture, dequantise
from srviewer.imaging.resample import resize
from srviewer.metrics.pair import Pair
from srviewer.metrics.peak_signal_noise_ratio import psnr_y
from srviewer.networks import build, for_inference
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data as training_data
from srviewer.training.train_features import LAYERS, distances, spearman

Array = npt.NDArray[Any]
METHODS = ("bicubic", "dasr", "srcnn", "perceptual", "pixel_twin")
STRENGTHS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
FLATS = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "grey 64": (64, 64, 64),
    "grey 128": (128, 128, 128),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
}


@dataclass
class Looks:
    """How results look beside their truths, gathered picture by picture.

    rings : energy of luma over the truth's in `losses.RINGS`, geometric mean over pictures, then the least and the most
    peak : the largest power of the mean log spectrum over that of its 9 x 9 neighbourhood, above 0.15 cycles a pixel:
        what stands at one frequency whatever the picture
    lines : the same at multiples of 1/4 alone
    gram : squared distance of whole pictures' Gram matrices at relu1_2, relu2_2, relu3_1
    place : correlation with the truth of the log energies of Haar details, two levels, in windows of 16 pixels
    consistency : PSNR-Y of the result shrunk by MATLAB's bicubic and rounded, against the LR
    """

    teacher: LossNetwork
    rows: list[list[float]] = field(default_factory=list)
    peaks: losses.SpectralPeaks = field(default_factory=lambda: losses.SpectralPeaks(margin=1.0, rate=0.0))

    def add(self, result: Array, truth: Array, lr: Array) -> None:
        sr, hr = (training_data.as_tensor(image[None]) for image in (result, truth))
        spectra = losses.power_spectra(sr), losses.power_spectra(hr)
        self.peaks(*spectra)
        scale = truth.shape[0] // lr.shape[0]
        shrunk = np.clip(np.rint(resize(result.astype(np.float64), *lr.shape[:2])), 0, 255).astype(np.uint8)
        phi = [self.teacher(image, LAYERS) for image in (sr, hr)]
        gram = [losses.style_reconstruction_loss(*({k: p[k]} for p in phi)).item() for k in LAYERS]
        psnr = psnr_y(Pair(result, truth, None, scale))
        again = psnr_y(Pair(shrunk, lr))
        self.rows.append([psnr, again, *losses.log_ring_ratios(*spectra)[0].tolist(), *gram, *places(sr, hr)])

    def __str__(self) -> str:
        rows = np.array(self.rows)
        mean, rings = rows.mean(0), np.exp(rows[:, 2:6])
        over = self.peaks.excess().exp()
        quarters = over[::16, ::16].flatten()[1:]
        parts = [f"PSNR-Y {mean[0]:.2f}", "rings " + " ".join(f"{v:.2f}" for v in np.exp(mean[2:6]))]
        parts += ["from", *(f"{v:.2f}" for v in rings.min(0)), "to", *(f"{v:.2f}" for v in rings.max(0))]
        parts += [f"peak {over.max():.2f} lines {quarters.max():.2f}", "Gram", *(f"{v:.3f}" for v in mean[6:9])]
        return " ".join([*parts, "place", *(f"{v:.3f}" for v in mean[9:11]), f"consistency {mean[1]:.1f}"])


def places(sr: torch.Tensor, hr: torch.Tensor) -> list[float]:
    found, planes = (
        [],
        [losses.luma(image[..., : image.shape[2] // 4 * 4, : image.shape[3] // 4 * 4]) for image in (sr, hr)],
    )
    for window in (8, 4):
        split = [losses.haar_details(plane) for plane in planes]
        planes = [mean for mean, _ in split]
        logs = [(4 * F.avg_pool2d(d.square().sum(1), window) + 4).log().flatten() for _, d in split]
        found.append(torch.corrcoef(torch.stack(logs))[0, 1].item())
    return found


def looks_of_mixtures(teacher: LossNetwork, pairs: list[training_data.TrainingPair]) -> None:
    """`Looks` at x4 of twin + s (Perceptual - twin), every tensor, for each strength s."""
    entries = [weights.find(method, 4) for method in ("pixel_twin", "perceptual")]
    twin, perceptual = (weights.read(entry) for entry in entries)
    for strength in STRENGTHS:
        network = build(entries[1].architecture).eval()
        network.load_state_dict(weights.mixed(twin, perceptual, strength))
        chain, looks = for_inference(network), Looks(teacher)
        for pair in pairs:
            result = chain(training_data.as_tensor(pair.source[None]))[0].permute(1, 2, 0).numpy()
            looks.add(np.rint(result * 255).astype(np.uint8), pair.truth, pair.source)
        print(f"s = {strength:<4} {looks}", flush=True)


def ramp_lines(method: str, scale: int) -> float:
    """Largest deviation from a straight line, inside, of what becomes of noiseless ramps along x, y and both."""
    y, x = np.mgrid[:40, :48]
    worst = 0.0
    for values in (2.0 * x + 60, 2.0 * y + 60, x + y + 60.0):
        ramp = np.repeat(np.rint(values).astype(np.uint8)[..., None], 3, 2)
        result = srviewer.upscale(ramp, method=method, scale=scale)[8 * scale : -8 * scale, 8 * scale : -8 * scale]
        down, across = np.mgrid[: result.shape[0], : result.shape[1]]
        plane = np.stack([np.ones(across.size), across.ravel(), down.ravel()], 1)
        flat = result.reshape(-1, 3).astype(np.float64)
        left = flat - plane @ np.linalg.lstsq(plane, flat, rcond=None)[0]
        worst = max(worst, float(np.abs(left).max()))
    return worst


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    teacher = LossNetwork(weights.read_file(root / "networks/vgg19_normalised_to_conv3_1.safetensors"))
    entry = weights.find("features", 1)
    student = build(entry.architecture).eval()
    student.load_state_dict(weights.read(entry))
    there = [name for name in METHODS if upsamplers.unavailable_reason(name) is None]
    agreement: dict[str, list[tuple[float, float]]] = {layer: [] for layer in LAYERS}
    print(f"{'':>16} {'PSNR-Y':>7} " + " ".join(f"{layer:>8}" for layer in LAYERS) + "  colour")
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
                    pair = training_data.TrainingPair(result.pixels, hr)
                    found = distances(teacher, pair)
                    if scale != 3 and method != "dasr":
                        for layer, distance in distances(student, pair).items():
                            agreement[layer].append((distance, found[layer]))
                    shift = np.abs(result.pixels.mean((0, 1)) - bicubic.mean((0, 1))).max()
                    psnr = psnr_y(Pair(result.pixels, hr, result.luma, scale))
                    rows.append([psnr, *(found[layer] for layer in LAYERS), shift])
                means = np.mean(rows, 0)
                worst = np.max(rows, 0)[1 + len(LAYERS)]
                numbers = " ".join(f"{v:8.3f}" for v in means[1 : 1 + len(LAYERS)])
                print(f"{method:>12} x{scale:<2} {means[0]:7.3f} {numbers} {worst:6.2f}", flush=True)
        for folder in (root / "test/Set5/x4", *(Path(name) for name in sys.argv[2:3])):
            pairs = training_data.rgb_pairs(folder, 4)
            print(f"\nlooks at x4 by strength, {len(pairs)} pictures of {folder}")
            looks_of_mixtures(teacher, pairs)
    print("\nflats, the least and the most of each channel")
    for method in there:
        for scale in (2, 4):
            if method in ("perceptual", "pixel_twin"):
                for name, colour in FLATS.items():
                    flat = srviewer.upscale(np.full((20, 24, 3), colour, np.uint8), method=method, scale=scale)
                    low, high = (f(flat.reshape(-1, 3), 0).tolist() for f in (np.min, np.max))
                    print(f"{method:>12} x{scale} {name:>9} {low} {high}")
                print(f"{method:>12} x{scale} ramps: {ramp_lines(method, scale):.2f} levels from the ramp, at most")
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
