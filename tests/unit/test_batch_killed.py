"""A batch that is killed at any moment leaves whole files only, and goes on with --resume to the very same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
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
    done = subprocess.run([sys.executable, "-m", "srviewer", *arguments(folder, out)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return contents(out)


def arguments(folder: Path, out: Path) -> list[str]:
    return ["upscale", str(folder), "--method", "bicubic", "--scale", "2", "--resume", "--output-dir", str(out)]


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def moments(count: int) -> Iterator[tuple[int, float]]:
    """How many results there are when it is killed, and how long after the last of them."""
    chance = random.Random(7)
    for _ in range(count):
        yield chance.randrange(1, FILES), chance.uniform(0, 0.02)


# Has everything imported, and forks a batch whenever a line of JSON asks for one: {"arguments", "out", "results",
# "later"}; with "results" it is killed when there are so many. Answers with the exit status, or minus the signal.
NURSERY = """
import json, os, signal, sys, time
from srviewer import batch
from srviewer.__main__ import main
for line in sys.stdin:
    wanted = json.loads(line)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os._exit(main(wanted["arguments"]))
    ended, status = 0, 0
    if wanted["results"]:
        while not ended and len(os.listdir(wanted["out"])) < wanted["results"]:
            ended, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.0005)
        if not ended:
            time.sleep(wanted["later"])
            os.kill(child, signal.SIGKILL)
    if not ended:
        ended, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", NURSERY], text=True, **pipes) as process:
        yield process
        process.stdin.close()


def run(nursery: subprocess.Popen[str], folder: Path, out: Path, results: int = 0, later: float = 0) -> int:
    wanted = {"arguments": arguments(folder, out), "out": str(out), "results": results, "later": later}
    nursery.stdin.write(json.dumps(wanted) + "\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("count", [12, pytest.param(200, marks=[pytest.mark.long, pytest.mark.timeout(900)])])
def test_killed_and_resumed(
    folder: Path, undisturbed: dict[str, bytes], nursery: subprocess.Popen[str], tmp_path: Path, count: int
) -> None:
    killed = 0
    for number, (results, later) in enumerate(moments(count)):
        out = tmp_path / str(number)
        out.mkdir()
        killed += run(nursery, folder, out, results, later) == -signal.SIGKILL
        whole = {name: data for name, data in contents(out).items() if name in undisturbed}
        assert whole, "it had begun"
        assert all(data == undisturbed[name] for name, data in whole.items()), "a file with a result's name is whole"
        assert run(nursery, folder, out) == 0
        assert contents(out) == undisturbed, "nothing else is left lying about"
    assert killed > 0.8 * count
