"""The networks on a GPU: python tests/benchmarks/gpu.py [DEVICE]

For each network and size: the time from array to array, that of the network alone, the arithmetic of the plain network
(every multiplication and addition of the published graph, though fewer are done) a second, and that over what the
card's float32 matrix product reaches in the same run: half of it is the goal for f_W. Then the layers of one size, and
how many values of a picture differ from the CPU's, which is the only thing this fails on. DEVICE is "cuda" unless said;
"cpu" tries the script out. Medians of 5.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch

from srviewer import weights
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context

ROWS = [("perceptual", 4, 256), ("perceptual", 4, 512), ("perceptual", 4, 1024), ("srcnn", 3, 1024), ("srcnn", 3, 2048)]
PLAIN = {  # multiplications of a pixel of the input
    "srcnn": 9 * 9 * 64 + 5 * 5 * 64 * 32 + 5 * 5 * 32,
    "perceptual": 9 * 9 * 3 * 64 + (10 + 4 + 16) * 3 * 3 * 64 * 64 + 16 * 9 * 9 * 64 * 3,
}
ALLOWED = 0.001  # of the values may differ, by one level


def milliseconds(work: Callable[[], object], device: str) -> float:
    """Median of 5, after 2 to warm up."""

    def wait() -> None:
        if device != "cpu":
            torch.cuda.synchronize()

    times = []
    for _ in range(7):
        wait()
        start = time.perf_counter()
        work()
        wait()
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times[2:]))


def main() -> None:
    device = sys.argv[1] if len(sys.argv) > 1 else "cuda"
    if device != "cpu" and not torch.cuda.is_available():
        raise SystemExit("there is no CUDA device here")
    print(torch.cuda.get_device_name() if device != "cpu" else "CPU", "torch", torch.__version__)
    side = 8192 if device != "cpu" else 1024
    matrix = torch.rand(side, side, device=device)
    product = 2 * side**3 / milliseconds(lambda: matrix @ matrix, device) / 1e9
    print(f"float32 matrix product {product:.1f} TFLOP/s")
    print(f"{'':>18} {'to array':>9} {'network':>9} {'TFLOP/s':>8} {'of product':>10}")
    context = Context(device=device)
    for method, scale, size in ROWS if device != "cpu" else [("perceptual", 4, 64), ("srcnn", 3, 128)]:
        entry = weights.find(method, scale)
        shape = (size, size, 3) if method == "perceptual" else (size, size)
        image = np.random.default_rng(0).random(shape, np.float32)
        whole = milliseconds(partial(learned.run_network, entry, image, context), device)
        network = learned.network(entry, device)
        with torch.inference_mode():
            planes = torch.from_numpy(image.reshape(size, size, -1)).permute(2, 0, 1)[None].to(device)
            x = planes.contiguous(memory_format=learned.layout(device))
            alone = milliseconds(partial(network, x), device)
            rate = 2 * PLAIN[method] * size**2 / alone / 1e9
            print(f"{method:>13} {size:>4} {whole:9.2f} {alone:9.2f} {rate:8.1f} {rate / product:10.2f}")
            if size in (64, 512):
                for layer in network:
                    print(f"{type(layer).__name__:>30} {milliseconds(partial(layer, x), device):9.2f}")
                    x = layer(x)
    failed = False
    picture = Picture(samples.load("astronaut").pixels[:128, :96])
    for method, scale in (("perceptual", 4), ("srcnn", 3)):
        results = [result_of(Job.make(picture, method, scale, device=name)).pixels for name in ("cpu", device)]
        here, there = (result.astype(int) for result in results)
        differ, most = float((here != there).mean()), int(np.abs(here - there).max())
        print(f"{method}: {100 * differ:.4f} % of the values differ from the CPU's, by {most} at most")
        failed |= differ > ALLOWED or most > 1
    if failed:
        raise SystemExit("wrong results")


if __name__ == "__main__":
    main()
