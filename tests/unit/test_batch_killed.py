"""A batch that is killed at any moment leaves whole files only, and goes on with --resume to the very same bytes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

FILES = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(0)
    place = tmp_path_factory.mktemp("killed")
    for n in range(FILES):
        Image.fromarray(rng.integers(0, 256, (40, 60, 3), np.uint8)).save(place / f"{n}.png")
    return place


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole")
    with started(folder, out) as batch:
        assert batch.wait(60) == 0
    return contents(out)


def started(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    arguments = ["upscale", str(folder), "--method", "bicubic", "--scale", "2", "--resume", "--output-dir", str(out)]
    return subprocess.Popen(
        [sys.executable, "-m", "srviewer", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def moments(count: int) -> Iterator[tuple[int, float]]:
    """How many results there are when it is killed, and how long after the last of them."""
    chance = random.Random(7)
    for _ in range(count):
        yield chance.randrange(1, FILES), chance.uniform(0, 0.02)


@pytest.mark.parametrize(("results", "later"), [*moments(8)])
def test_killed_and_resumed(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, results: int, later: float
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with started(folder, out) as batch:
        while batch.poll() is None and len(list(out.iterdir())) < results:
            time.sleep(0.001)
        time.sleep(later)
        batch.kill()
    whole = {name: data for name, data in contents(out).items() if name in undisturbed}
    assert whole, "it had begun"
    assert all(data == undisturbed[name] for name, data in whole.items()), "a file with a result's name is whole"
    with started(folder, out) as batch:
        assert batch.wait(60) == 0
    assert contents(out) == undisturbed, "nothing else is left lying about"
