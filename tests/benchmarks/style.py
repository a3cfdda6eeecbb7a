"""The paper's claim about style transfer: one pass of the network against an optimiser's steps, same loss and weights.

    python tests/benchmarks/style.py [--vgg FILE] [--data DIR] [--pictures DIR] [--styles mosaic,strokes]

Three pictures of Set5 that no network was trained with, cut to squares and resized to 256 x 256. From the picture
itself 50 steps of L-BFGS and 100 of Adam; the lower loss of the two is what the network's is held against.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from srviewer.explain import phi as loss_networks
from srviewer.explain.optimise import RECIPES, one_pass, optimise
from srviewer.imaging import samples
from srviewer.upsamplers.style import names

SIDE = 256
PICTURES = ("butterfly", "baby", "head")
RECIPE = RECIPES["style_transfer"]
OPTIMISERS = {
    "50 L-BFGS": replace(RECIPE, optimiser="lbfgs", steps=50),
    "100 Adam": replace(RECIPE, steps=100),
}


def content(path: Path) -> np.ndarray:
    """The middle square of a picture, 256 x 256."""
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    side = min(image.size)
    left, top = ((n - side) // 2 for n in image.size)
    return np.array(image.crop((left, top, left + side, top + side)).resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vgg", type=Path, help="a VGG file in place of the shipped feature network")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pictures", type=Path, help="write what was made here")
    parser.add_argument("--styles", default=",".join(names()))
    parser.add_argument("--only", action="store_true", help="the networks alone")
    args = parser.parse_args()
    phi = loss_networks.load(args.vgg)
    print(f"loss network: {phi.name}")
    print("style     picture     one pass  seconds   50 L-BFGS  seconds   100 Adam  seconds   loss / best  time / best")
    for style in args.styles.split(","):
        painted = samples.load(style).pixels
        for name in PICTURES:
            target = content(args.data / f"test/Set5/x2/HR/{name}.png")
            made = one_pass(RECIPE, target, painted, style, phi)
            shown, row, best = [target, made.picture], f"{style:9} {name:10} {made.loss:9.2f} {made.seconds:8.2f}", None
            for recipe in OPTIMISERS.values() if not args.only else ():
                *_, last = optimise(recipe, target, style=painted, phi=phi)
                shown.append(last.picture)
                row += f"  {last.loss:9.2f} {last.seconds:8.1f}"
                best = last if best is None or last.loss < best.loss else best
            if best is not None:
                row += f"   {made.loss / best.loss:10.2f}  {made.seconds / best.seconds:10.4f}"
            print(row, made.parts, flush=True)
            if args.pictures:
                args.pictures.mkdir(parents=True, exist_ok=True)
                Image.fromarray(np.hstack(shown)).save(args.pictures / f"{style}_{name}.png")


if __name__ == "__main__":
    main()
