"""A run of the page *Train*: its folder with the pictures it learns from, its weights, and how it is gone on with.

Runs lie in the user's data folder, the latest few of them, so that one that a closed window ended can be taken up.
"""

from __future__ import annotations

import json
import shlex
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import paths
from srviewer.engine.progress import Token
from srviewer.explain.recipe import Recipe
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.imaging.atomic import atomic_write, make_folder
from srviewer.imaging.image_io import from_array, read_picture, write_picture
from srviewer.imaging.picture import as_levels, quantise

Pixels = npt.NDArray[Any]
KEPT = 5  # runs


@dataclass(frozen=True)
class TrainingRun:
    """folder : of the run; arguments : of `srviewer`, but for events and resuming; recipe : what they say"""

    folder: Path
    arguments: tuple[str, ...]
    recipe: Recipe

    @property
    def weights(self) -> Path:
        return self.folder / f"{self.recipe.network}_x{self.recipe.scale}.safetensors"

    @property
    def checkpoint(self) -> Path:
        return self.weights.with_suffix(".ckpt")

    @property
    def preview(self) -> Path:
        return self.folder / "crop" / "preview.png"

    def watched(self, threads: int, against: str = "", resume: bool = False) -> list[str]:
        """The arguments of a child process that is watched."""
        more = ["--events", "--crop", str(self.folder / "crop"), "--threads", str(threads)]
        more += ["--against", against] if against else []
        return [*self.arguments, *more, *(["--resume", str(self.checkpoint)] if resume else [])]

    def command(self, recipe: Recipe) -> str:
        """What goes on with it in a terminal, to the end of a schedule."""
        output = [*_arguments(recipe, self.weights, self._data), "--resume", str(self.checkpoint), "--minutes", "30"]
        return shlex.join(["srviewer", *output])

    @property
    def _data(self) -> list[str]:
        """From "--data" on."""
        return list(self.arguments[self.arguments.index("--data") :])


def _arguments(recipe: Recipe, weights: Path, data: list[str]) -> list[str]:
    return ["train", *recipe.arguments(), "--output", str(weights), *data]


def folder() -> Path:
    return paths.user_data_dir() / "training"


def begin(
    recipe: Recipe, lr: Pixels, truth: Pixels | None, own: Pixels, data: Path | None, phi: Path | None
) -> TrainingRun:
    """A new run; what it is to see and to learn from is written, and old runs are let go of.

    lr, truth : the crop in view; own : what is learnt from, unless `data` is a folder
    """
    root = folder() / datetime.now().strftime("%Y-%m-%d %H.%M.%S.%f")
    make_folder(root / "crop")
    _write(root / "crop" / "lr.png", lr)
    if truth is not None:
        _write(root / "crop" / "truth.png", truth)
    if data is None:
        data = root / "data"
        make_folder(data)
        _write(data / "picture.png", own)
    given = ["--data", str(data), *(["--loss-network", str(phi)] if phi else [])]
    run = TrainingRun(root, (), recipe)
    run = TrainingRun(root, tuple(_arguments(recipe, run.weights, given)), recipe)
    _remember(run)
    for old in sorted(path for path in folder().iterdir() if path.is_dir())[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return run


def _remember(run: TrainingRun) -> None:
    recipe = {name: getattr(run.recipe, name) for name in Recipe.__dataclass_fields__}
    with atomic_write(run.folder / "run.json", overwrite=True, encoding="utf-8") as file:
        json.dump({"arguments": run.arguments, "recipe": {**recipe, "losses": dict(run.recipe.losses)}}, file)


def latest() -> TrainingRun | None:
    """The latest run that can be gone on with."""
    with suppress(OSError):
        for path in sorted(folder().iterdir(), reverse=True):
            with suppress(OSError, ValueError, KeyError, TypeError):
                found = json.loads((path / "run.json").read_text(encoding="utf-8"))
                run = TrainingRun(path, tuple(map(str, found["arguments"])), Recipe(**found["recipe"]))
                if run.checkpoint.is_file() and "--data" in run.arguments:
                    return run
    return None


def _write(path: Path, pixels: Pixels) -> None:
    write_picture(from_array(np.ascontiguousarray(quantise(pixels))), path)


def preview(path: Path, _token: Token) -> Pyramid:
    """In a lane's thread: what the child has drawn."""
    return build_pyramid(as_levels(read_picture(path).samples))
