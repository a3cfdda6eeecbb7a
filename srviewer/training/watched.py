"""A training that somebody watches, by a `srviewer.wire`.

Events: `started`, `step` (losses by name of what is held, a preview's path), `weights`, `paused` (why), `running`,
`checkpoint`, `stopped`, `error`. Commands: `pause`, `go`, `weights` (with "losses"), `keep` and `stop`.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import nn

from srviewer import system
from srviewer.errors import CancelledError, ImageWriteError, SrviewerError
from srviewer.imaging.atomic import atomic_write
from srviewer.phrase import as_json, phrase
from srviewer.training import data, loop
from srviewer.training.train_losses import LEAST, LossesTask
from srviewer.wire import Wire

Tensor = torch.Tensor
LOOK = 0.8  # seconds between two looks, or more, so that looking takes a third of the time at most
KEEP = 30.0  # seconds between two checkpoints: no more is lost if the process is killed
BATTERY = 5.0  # seconds between two looks at the battery
MOST_KEPT = 0.98  # of the average at a step: what is shown follows soon
HELD = 2  # patches that losses are measured on where there is no crop with a truth


@dataclass(frozen=True)
class Crop:
    """What is in view: the LR, (h, w, 3) uint8, its truth where there is one, and where its preview is written."""

    lr: data.Array
    truth: data.Array | None
    preview: Path


@dataclass
class _Runner:
    """A task with its state."""

    task: LossesTask
    state: loop.TrainingState

    def interrupted_by(self, check: Callable[..., None]) -> Iterator[Any]:
        """Have a check called between layers, forward and backward; gives the hooks."""
        networks = (self.task.network, self.state.average, self.task.phi.network)
        for module in (
            module for network in networks if isinstance(network, nn.Module) for module in network.modules()
        ):
            yield module.register_forward_pre_hook(check)
        for parameter in self.task.network.parameters():
            yield parameter.register_hook(check)  # type: ignore[no-untyped-call]


class _Due:
    """What is done every so many seconds, or less often, so that it takes a third of the time at most."""

    def __init__(self, call: Callable[[], None], seconds: float) -> None:
        self._call, self._seconds, self._next = call, seconds, time.monotonic() + seconds

    def do(self) -> None:
        begun = time.monotonic()
        self._call()
        now = time.monotonic()
        self._next = now + max(self._seconds, 2 * (now - begun))

    def do_if(self) -> None:
        if time.monotonic() >= self._next:
            self.do()


class Watched:
    """The first task's network is previewed and kept; further ones, of other optimisers, run beside it on the same
    batches. At a constant rate, without an end of its own."""

    def __init__(
        self,
        tasks: Sequence[LossesTask],
        output: Path,
        wire: Wire,
        crop: Crop | None = None,
        resume: Path | None = None,
    ) -> None:
        self.wire, self.output, self.crop = wire, output, crop
        self.runners = [_Runner(task, loop.TrainingState(deepcopy(task.network).eval(), rows=[])) for task in tasks]
        self.first = self.runners[0]
        if resume is not None:
            loop.restore(resume, self.first.task, self.first.state)
        for task in tasks:
            for group in task.optimiser.param_groups:
                group.setdefault("peak", group["lr"])
        self.held = self._held()
        self.paused = False
        self._on_battery_anyway = False

    def _held(self) -> tuple[Tensor, Tensor]:
        """What the losses are measured on: the crop, or, where it has no truth or is too small, the same few patches
        each time."""
        task, crop = self.first.task, self.crop
        if crop is None or crop.truth is None or min(crop.truth.shape[:2]) < LEAST + 2 * task.rim:
            source, truth = data.sample(
                task.batches.pairs, np.random.default_rng([task.seed, 2**32]), HELD, task.batches.patch
            )
            return source, truth
        pair = task.pair(data.TrainingPair(crop.lr, crop.truth))
        return data.as_tensor(pair.source[None]), data.as_tensor(pair.truth[None])

    # -- the loop ---------------------------------------------------------------------------------------------

    def run(self) -> loop.TrainingState:
        """Until a stop is asked for; what was learnt is kept then."""
        state, say = self.first.state, self.wire.say
        batches = loop.batches_of(self.first.task, state.step, 0)
        say("started", step=state.step, checkpoint=str(self.checkpoint), loss_network=self.first.task.phi.name)
        hooks = [hook for runner in self.runners for hook in runner.interrupted_by(self.wire.check)]
        looking, keeping, battery = _Due(self._look, LOOK), _Due(self.keep, KEEP), _Due(self._look_at_battery, BATTERY)
        try:
            looking.do()
            battery.do()
            while True:
                self._obey()
                self.wire.check()
                begun, batch = time.monotonic(), next(batches)
                for runner in self.runners:
                    loop.one_step(runner.task, batch, runner.state, 0.0, MOST_KEPT)
                state.seconds += time.monotonic() - begun
                for due in (looking, keeping, battery):
                    due.do_if()
        except CancelledError:
            say("stopped", step=state.step)
        finally:
            for hook in hooks:
                hook.remove()
        self.keep()
        return state

    def _obey(self) -> None:
        """Do what was asked for meanwhile; while paused, wait for what is asked for next."""
        while (command := self.wire.next(self.paused)) is not None:
            match command.get("do"):
                case "pause":
                    self._pause("asked")
                case "go":
                    self.paused = False
                    self._on_battery_anyway = True
                    self.wire.say("running")
                case "weights":
                    self._weigh(command.get("losses"))
                case "keep":
                    self.keep()
                case "stop":
                    self.wire.check()

    def _weigh(self, lambdas: Any) -> None:
        try:
            for runner in self.runners:
                runner.task.weigh({str(name): float(weight) for name, weight in lambdas.items()})
        except (SrviewerError, ValueError, TypeError, AttributeError) as error:
            self.wire.say("error", message=as_json(str(error)))
        else:
            self.wire.say("weights", losses=dict(self.first.task.lambdas), step=self.first.state.step)

    def _pause(self, why: str, message: str = "") -> None:
        self.paused = True
        self.wire.say("paused", why=why, message=as_json(message))

    def _look_at_battery(self) -> None:
        """Pause once when the machine has come to run on its battery; whoever goes on then is not asked again."""
        if not system.on_battery():
            self._on_battery_anyway = False
        elif not self._on_battery_anyway:
            self._pause("battery", phrase("the machine runs on its battery: training would empty it soon"))

    # -- what is shown and kept ---------------------------------------------------------------------------------

    def _look(self) -> None:
        """Tell the losses and show the crop."""
        state = self.first.state
        measured = {r.task.optimiser_name: r.task.measures(r.state.average, self.held) for r in self.runners}
        preview = None
        if self.crop is not None:
            shown = self.first.task.picture(state.average, self.crop.lr)
            if self._wrote(self.crop.preview, shown):
                preview = str(self.crop.preview)
        self.wire.say("step", step=state.step, seconds=state.seconds, losses=measured, preview=preview)

    def _wrote(self, path: Path, picture: data.Array) -> bool:
        try:
            with atomic_write(path, overwrite=True) as file:
                Image.fromarray(picture).save(file, "PNG", compress_level=1)
        except ImageWriteError as error:
            self._refused(error)
            return False
        return True

    @property
    def checkpoint(self) -> Path:
        return self.output.with_suffix(".ckpt")

    def keep(self) -> None:
        """Write weights and checkpoint; where that fails it is said, and the training pauses until it is let go on."""
        task, state = self.first.task, self.first.state
        try:
            loop.save_checkpoint(self.checkpoint, task, state)
            loop.save_weights(self.output, state.average, task.architecture, loop.recipe_of(task, state))
        except ImageWriteError as error:
            self._refused(error)
        else:
            self.wire.say("checkpoint", step=state.step, path=str(self.checkpoint), weights=str(self.output))

    def _refused(self, error: ImageWriteError) -> None:
        full = isinstance(error.__cause__, OSError) and error.__cause__.errno in (errno.ENOSPC, errno.EDQUOT)
        self._pause("disk" if full else "writing", str(error))
