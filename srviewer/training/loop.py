"""The loop that every training shares: step, average, validate, save; resumable at any step.

Batch k comes from random numbers of its own (`data.Batches`), so that a resumed training sees the very batches that an
uninterrupted one would have seen; with a schedule by steps both end with the same weights (on the CPU: a GPU adds in an
order of its own).
"""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from math import cos, pi
from pathlib import Path
from pickle import UnpicklingError  # noqa: TID251 - the error alone
from typing import Any, Protocol
from zipfile import is_zipfile

import safetensors.torch
import torch
from torch import nn
from torch.utils.data import DataLoader
from tqdm import tqdm

from srviewer.errors import ParameterError, WeightsError
from srviewer.imaging.atomic import atomic_write
from srviewer.training.data import Batches

Tensor = torch.Tensor
VERSION = 2


class Task(Protocol):
    """What is trained: a network, its optimiser, random batches, a loss on them and a validation."""

    network: nn.Module
    optimiser: torch.optim.Optimizer
    batches: Batches
    memory: nn.Module
    """What a loss remembers of earlier batches, if it does: saved with the checkpoint, not with the weights."""

    @property
    def config(self) -> Mapping[str, Any]:
        """Everything that a resumed training must share, as JSON; "architecture" is for `networks.build`."""
        ...

    @property
    def warm_up(self) -> int:
        """Steps over which the rate rises from nothing."""
        ...

    @property
    def clip(self) -> float:
        """Largest norm of the gradient."""
        ...

    @property
    def hold(self) -> float:
        """Part of the schedule, 0 to below 1, that runs at the peak rate before the cosine brings it down."""
        ...

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor: ...

    def validate(self, network: nn.Module) -> dict[str, float]: ...

    def finish(self, network: nn.Module) -> None:
        """Last touches to the averaged network before its weights are written: none, unless a task has some."""
        return


@dataclass(frozen=True)
class Options:
    """How long, where to, how often.

    steps, minutes : the schedule's length: exactly one of them; only steps make a run repeatable
    every : steps between validations and checkpoints: little is lost by a crash, little time spent on looking
    workers : processes that make batches ahead of time, which keeps a GPU busy; 0: each is made when it is needed
    """

    output: Path
    steps: int | None = None
    minutes: float | None = None
    every: int = 500
    workers: int = 0
    resume: Path | None = None

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise ParameterError("give the length of the training as --steps or as --minutes, one of them")
        if min(self.steps or 1, self.minutes or 1, self.every) <= 0 or self.workers < 0:
            raise ParameterError("steps, minutes and every must be more than 0, workers 0 or more")

    @property
    def checkpoint(self) -> Path:
        return self.output.with_suffix(".ckpt")

    @property
    def log(self) -> Path:
        return self.output.with_suffix(".csv")


@dataclass
class TrainingState:
    """What grows while training: with it and the task's configuration a training goes on as if never stopped."""

    average: nn.Module
    step: int = 0
    seconds: float = 0.0
    rows: list[dict[str, float]] | None = None


def train(task: Task, options: Options) -> TrainingState:
    """Train to the end of the schedule; writes the averaged weights, a checkpoint and a CSV log as it goes."""
    state = TrainingState(deepcopy(task.network), rows=[])
    if options.resume:
        restore(options.resume, task, state)
    for group in task.optimiser.param_groups:
        group.setdefault("peak", group["lr"])  # a checkpoint brings its own
    started = time.monotonic() - state.seconds
    batches = batches_of(task, state.step, options.workers)
    with tqdm(total=100, disable=not sys.stderr.isatty(), unit="%", leave=False) as bar:
        while (done := _progress(options, state)) < 1:
            value = one_step(task, next(batches), state, done)
            state.seconds = time.monotonic() - started
            bar.update(100 * _progress(options, state) - bar.n)
            if state.step % options.every == 0 or _progress(options, state) >= 1:
                _look(task, options, state, value.item(), bar)
    task.finish(state.average)
    save_weights(options.output, state.average, task.config["architecture"], recipe_of(task, state))
    return state


def batches_of(task: Task, first: int, workers: int) -> Iterator[tuple[Tensor, ...]]:
    """Batches from number `first` on, without an end."""
    on_gpu = next(task.network.parameters()).device.type == "cuda"
    numbers = range(first, sys.maxsize)
    loader = DataLoader(task.batches, None, sampler=numbers, num_workers=workers, pin_memory=on_gpu)  # type: ignore[var-annotated, arg-type]
    return iter(loader)


def one_step(task: Task, batch: tuple[Tensor, ...], state: TrainingState, done: float, most: float = 0.999) -> Tensor:
    """One step of the optimiser and of the average; gives the loss, where it was computed: looking at it is waiting.

    done : part of the schedule, 0 to 1; most : what the average keeps of itself at a step, at most
    """
    rise = min(1.0, (state.step + 1) / task.warm_up)
    for group in task.optimiser.param_groups:
        group["lr"] = group["peak"] * rise * fall(done, task.hold)
    task.network.train()
    value = task.loss(state.step, batch)
    task.optimiser.zero_grad(set_to_none=True)
    value.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(task.network.parameters(), task.clip)
    task.optimiser.step()
    state.step += 1
    update_average(state.average, task.network, min(most, (state.step + 1) / (state.step + 10)))
    return value.detach()


def fall(done: float, hold: float) -> float:
    """1 up to `hold`, then by cosine down to a thousandth: the last tenth runs at very small rates."""
    after = max(0.0, done - hold) / (1 - hold)
    return 0.0005 + 0.9995 * 0.5 * (1 + cos(pi * after))


@torch.no_grad()
def update_average(average: nn.Module, network: nn.Module, keep: float) -> None:
    """average = keep average + (1 - keep) network; whole numbers are copied."""
    pairs = zip(average.state_dict().values(), network.state_dict().values(), strict=True)
    for mean, value in pairs:
        if mean.is_floating_point():
            mean.lerp_(value, 1 - keep)
        else:
            mean.copy_(value)


def _progress(options: Options, state: TrainingState) -> float:
    """Part of the schedule that is done, 0 to 1."""
    if options.steps is not None:
        return min(1.0, state.step / options.steps)
    assert options.minutes is not None
    return min(1.0, state.seconds / (60 * options.minutes))


def _look(task: Task, options: Options, state: TrainingState, value: float, bar: Any) -> None:
    """Validate the average, log, save."""
    state.average.eval()
    with torch.inference_mode():
        row = {"step": state.step, "minutes": state.seconds / 60, "loss": value, **task.validate(state.average)}
    assert state.rows is not None
    state.rows.append(row)
    done = _progress(options, state)
    left = state.seconds / 60 * (1 / done - 1)
    line = "  ".join(f"{name} {number:.5g}" for name, number in row.items()) + f"  left {left:.1f} min"
    if bar.disable:
        print(line, flush=True)
    else:
        bar.write(line)
    save_checkpoint(options.checkpoint, task, state)
    save_log(options.log, state.rows)


# -- files -----------------------------------------------------------------------------------------------------


def save_checkpoint(path: Path, task: Task, state: TrainingState) -> None:
    """Everything that resuming needs, whole or not at all."""
    content = {
        "version": VERSION,
        "config": json.dumps(task.config, sort_keys=True),
        "network": task.network.state_dict(),
        "average": state.average.state_dict(),
        "optimiser": task.optimiser.state_dict(),
        "memory": task.memory.state_dict(),
        "step": state.step,
        "seconds": state.seconds,
        "rows": state.rows,
    }
    written = io.BytesIO()  # given a file, torch tells a full disk as an error of its own
    torch.save(content, written)
    with atomic_write(path, overwrite=True) as file:
        file.write(written.getbuffer())


def restore(path: Path, task: Task, state: TrainingState) -> None:
    """Take over what a checkpoint holds; `WeightsError` or `ParameterError` if it is none of this task."""
    if not is_zipfile(path):  # torch tells broken files of other kinds in too many ways
        raise WeightsError(f"{path}: not there, or not a checkpoint")
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, UnpicklingError) as error:
        raise WeightsError(f"{path}: not readable as a checkpoint ({error})") from None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise WeightsError(f"{path}: not a checkpoint of this program")
    if content["config"] != json.dumps(task.config, sort_keys=True):
        raise ParameterError(f"{path} was made with other options; resume with these: {content['config']}")
    task.network.load_state_dict(content["network"])
    state.average.load_state_dict(content["average"])
    task.optimiser.load_state_dict(content["optimiser"])
    task.memory.load_state_dict(content["memory"])
    state.step, state.seconds, state.rows = content["step"], content["seconds"], content["rows"]


def recipe_of(task: Task, state: TrainingState) -> dict[str, Any]:
    """What made the weights: the task's options, and how many steps."""
    config = {name: value for name, value in task.config.items() if name != "architecture"}
    lambdas = getattr(task, "lambdas", None)
    return {**config, **({"losses": dict(lambdas)} if lambdas else {}), "steps": state.step}


def save_weights(
    path: Path, network: nn.Module, architecture: Mapping[str, Any], recipe: Mapping[str, Any] | None = None
) -> None:
    """safetensors with the architecture in its header, and the recipe: the program opens it as a model then."""
    tensors = {name: tensor.cpu().contiguous() for name, tensor in network.state_dict().items()}
    about = {"architecture": json.dumps(dict(architecture))}
    about |= {"recipe": json.dumps(dict(recipe))} if recipe else {}
    content = safetensors.torch.save(tensors, metadata=about)
    with atomic_write(path, overwrite=True) as file:
        file.write(content)


def save_log(path: Path, rows: list[dict[str, float]]) -> None:
    text = io.StringIO()
    names = dict.fromkeys(name for row in rows for name in row)  # a task may come to measure more
    writer = csv.DictWriter(text, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with atomic_write(path, overwrite=True, encoding="utf-8") as file:
        file.write(text.getvalue())


def plot(path: Path, rows: list[dict[str, float]]) -> None:
    """Curves of what was logged, over steps; needs matplotlib (`pip install srviewer[train]`)."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise ParameterError("--plot needs matplotlib: pip install 'srviewer[train]'") from None
    names = [name for name in rows[0] if name not in ("step", "minutes")]
    figure = Figure(figsize=(7, 2.4 * len(names)), layout="constrained")
    for axes, name in zip(figure.subplots(len(names), squeeze=False).ravel(), names, strict=True):
        axes.plot([row["step"] for row in rows], [row[name] for row in rows])
        axes.set(xlabel="step", ylabel=name)
    with atomic_write(path, overwrite=True) as file:
        figure.savefig(file, format="png")
