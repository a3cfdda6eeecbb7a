"""A batch against a plain loop over the same files: python tests/benchmarks/batch.py [METHOD ...] [--rounds N]

40 files, PNG and JPEG, colour and grey, 60 x 60 to 240 x 320 (a tenth of that in pixels for networks), at x2; both ways
in one run, in turn, and the written bytes compared. Prints the medians and their ratio: above 1 the batch is faster.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from PIL import Image

from srviewer import batch, upsamplers
from srviewer.imaging.resample import resize

FILES = 40
METHODS = ("bicubic", "dasr", "srcnn", "perceptual")


def make_files(folder: Path, shrink: float) -> None:
    """Pictures like photographs: smooth noise with some grain."""
    rng = np.random.default_rng(0)
    folder.mkdir()
    for number in range(FILES):
        height, width = (max(8, round(side * shrink)) for side in ((240, 320), (160, 120), (60, 60))[number % 3])
        values = resize(rng.random((height // 8 + 2, width // 8 + 2, 3)), height, width)
        values += 0.02 * rng.standard_normal(values.shape)
        pixels = np.rint(255 * np.clip(values, 0, 1)).astype(np.uint8)
        image = Image.fromarray(pixels[..., 0] if number % 5 == 4 else pixels)
        image.save(folder / f"{number:02}.{'jpg' if number % 2 else 'png'}")


def seconds(folder: Path, out: Path, settings: batch.Settings, ahead: int) -> float:
    shutil.rmtree(out, ignore_errors=True)
    items, _ = batch.plan([folder], out, settings)
    start = time.perf_counter()
    failed = [outcome.error for outcome in batch.run(items, settings, ahead=ahead) if outcome.error]
    taken = time.perf_counter() - start
    if failed:
        raise SystemExit(failed[0])
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("methods", nargs="*", default=METHODS)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    print(f"{batch.threads()} threads; {FILES} files at x2")
    print(f"{'method':>12} {'loop':>8} {'batch':>8}  loop / batch (least, most of the rounds)")
    with tempfile.TemporaryDirectory() as place:
        for method in args.methods:
            learned = upsamplers.get(method).learned
            folder = Path(place, "small" if learned else "large")
            if not folder.exists():
                make_files(folder, 0.1**0.5 if learned else 1)
            settings = batch.Settings.make(method, 2)
            outs = {1: Path(place, "loop"), batch.AHEAD: Path(place, "batch")}
            for ahead, out in outs.items():  # what is loaded once is not counted
                seconds(folder, out, settings, ahead)
            found = {n: [] for n in outs}
            for number in range(args.rounds):
                for ahead in (1, batch.AHEAD) if number % 2 else (batch.AHEAD, 1):
                    found[ahead].append(seconds(folder, outs[ahead], settings, ahead))
            loop, ours = (np.array(found[n]) for n in outs)
            for path in outs[1].iterdir():
                if path.read_bytes() != (outs[batch.AHEAD] / path.name).read_bytes():
                    raise SystemExit(f"{path.name}: the batch wrote something else")
            ratios = loop / ours
            print(
                f"{method:>12} {np.median(loop):7.2f}s {np.median(ours):7.2f}s  "
                f"{np.median(ratios):.2f} ({ratios.min():.2f}, {ratios.max():.2f})",
                flush=True,
            )


if __name__ == "__main__":
    main()
