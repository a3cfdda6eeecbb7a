"""Draw the style pictures that the shipped style networks were trained for: ours from the first line to the last.

    python resources/styles/draw.py

`strokes`: short curved strokes of a brush along eddies, blues and ochres. `mosaic`: small cells of coloured glass
between dark leads. Both are drawn four times as large and reduced.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIDE, LARGER = 256, 4
STROKES = ("#12275c", "#1d4494", "#2f6fc0", "#63a6d8", "#a9d3e6", "#e8b53a", "#f4dd8b", "#c9772b", "#f6f0dc")
OFTEN = (4, 6, 6, 4, 3, 2.5, 1.5, 1, 1)
GLASS = ("#c8372d", "#e2732a", "#f0b43c", "#f6e3a8", "#2a8c82", "#1f5d7a", "#7a2748", "#d8d2c0")


def strokes(rng: np.random.Generator, side: int = SIDE * LARGER) -> Image.Image:
    """Strokes along the directions of two dozen eddies, light ones last."""
    centres, turns = rng.random((24, 2)) * side, rng.choice([-1.0, 1.0], 24)
    weights = np.array(OFTEN) / sum(OFTEN)
    image = Image.new("RGB", (side, side), STROKES[1])
    draw = ImageDraw.Draw(image)
    for _ in range(5200):
        points = [rng.random(2) * side * 1.1 - side * 0.05]
        for _ in range(int(rng.integers(8, 15))):
            away = points[-1] - centres
            far = np.hypot(*away.T)
            pull = turns[:, None] * np.stack([-away[:, 1], away[:, 0]], 1) / (far[:, None] + 30) ** 2
            direction = pull.sum(0)
            points.append(points[-1] + 7 * direction / (np.hypot(*direction) + 1e-9))
        width = int(rng.integers(9, 18))
        colour = STROKES[int(rng.choice(len(STROKES), p=weights))]
        draw.line([tuple(point) for point in points], fill=colour, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour)
    return image


def mosaic(rng: np.random.Generator, side: int = SIDE * LARGER) -> Image.Image:
    """Cells of the points that are nearest to jittered places of a grid; leads where two are about as near."""
    step = 60
    grid = np.stack(np.meshgrid(*[np.arange(-1, side // step + 3)] * 2, indexing="ij"), -1).reshape(-1, 2) * step
    places = grid + rng.uniform(-0.42, 0.42, grid.shape) * step
    colours = np.array([[int(name[i : i + 2], 16) for i in (1, 3, 5)] for name in GLASS], np.float64)
    glass = colours[rng.integers(0, len(GLASS), len(places))] * rng.uniform(0.85, 1.1, (len(places), 1))
    drawn = np.empty((side, side, 3))
    columns = np.arange(side)
    for row in range(side):
        near = np.flatnonzero(np.abs(places[:, 0] - row) < 2.5 * step)
        distance = np.hypot(places[near, 0] - row, places[near, 1] - columns[:, None])
        first, second = np.sort(distance, 1)[:, :2].T
        light = 0.9 + 0.2 * np.cos((columns + row) / 23) * np.cos((columns - row) / 17)
        lead = np.clip((second - first - 5) / 4, 0, 1)
        drawn[row] = (glass[near[distance.argmin(1)]] * light[:, None]) * lead[:, None] + 22 * (1 - lead[:, None])
    return Image.fromarray(np.clip(np.rint(drawn), 0, 255).astype(np.uint8))


if __name__ == "__main__":
    for number, make in enumerate((strokes, mosaic)):
        image = make(np.random.default_rng(number)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        image.save(Path(__file__).parent / f"{make.__name__}.png", optimize=True)
