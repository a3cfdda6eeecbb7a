"""Training that is watched: events and commands, disk and battery, resumed, kept as a model."""

from __future__ import annotations

import errno
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import psutil
import pytest
import torch
from PIL import Image

from srviewer import losses, models, weights
from srviewer.errors import ImageWriteError, InferenceError, ParameterError, WeightsError
from srviewer.explain import phi
from srviewer.explain.recipe import LOSSES, NETWORKS, Recipe
from srviewer.models import own_network
from srviewer.networks import build
from srviewer.training import data, loop, train_losses, watched
from srviewer.training.train_losses import LossesOptions, LossesTask, as_rgb
from srviewer.training.watched import Crop, Watched
from srviewer.upsamplers.model_file import ModelFile
from srviewer.wire import Wire

pytestmark = pytest.mark.usefixtures("one_thread")
SMALL = {
    "srcnn": {"name": "srcnn", "kernels": [3, 1, 3], "channels": [4, 2]},
    "perceptual": {"name": "image_transformation", "channels": 4, "blocks": 1},
    "compact": {"name": "compact", "channels": 4, "blocks": 1, "colours": 1},
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_losses, "ARCHITECTURES", SMALL)


@pytest.fixture(scope="module")
def pair() -> data.TrainingPair:
    y, x = np.mgrid[:96, :104] / 5
    truth = (127 + 120 * np.sin(np.stack([x + y, x - y, 2 * x], -1))).round().astype(np.uint8)
    return data.TrainingPair(truth[::2, ::2], truth)


def task(pair: data.TrainingPair, network: str = "srcnn", optimiser: str | None = None, **given: Any) -> LossesTask:
    recipe = Recipe(network, 2, given.pop("losses", {"pixel": 100.0}), "identity", **given)
    return LossesTask(recipe, LossesOptions(batch=1), [pair], phi.load(), optimiser=optimiser)


class Watching(io.TextIOBase):
    """Who watches: keeps events, and at some answers with commands; the child's input and output in one."""

    def __init__(self, answers: Callable[[dict[str, Any]], list[dict[str, Any]] | None]) -> None:
        self.events: list[dict[str, Any]] = []
        self._answers, self._lines, self._more = answers, [], threading.Semaphore(0)

    def write(self, text: str) -> int:
        event = json.loads(text)
        self.events.append(event)
        for command in self._answers(event) or ():
            self._lines.append(json.dumps(command) + "\n")
            self._more.release()
        return len(text)

    def __iter__(self) -> Iterator[str]:
        while True:
            self._more.acquire()
            line = self._lines.pop(0)
            if line == '"end"\n':
                return
            yield line

    def names(self) -> list[str]:
        return [event["event"] for event in self.events]


STOP, END = [{"do": "stop"}], ["end"]


def test_it_starts_shows_and_ends_with_its_work_kept(pair: data.TrainingPair, tmp_path: Path) -> None:
    crop = Crop(pair.source[:40, :44], pair.truth[:80, :88], tmp_path / "preview.png")
    who = Watching(lambda event: STOP if event["event"] == "step" and event["step"] else None)
    tasks = [task(pair, losses={"pixel": 100.0, "style": 0.5}), task(pair, optimiser="sgd")]
    watching = Watched(tasks, tmp_path / "a.safetensors", Wire(who, who), crop)
    watched_look = watched.LOOK
    try:
        watched.LOOK = 0.0
        state = watching.run()
    finally:
        watched.LOOK = watched_look
    assert who.names() == ["started", "step", "step", "stopped", "checkpoint"]
    assert who.events[0]["loss_network"] == "distilled"
    first = who.events[1]["losses"]
    assert set(first) == {"adam", "sgd"}
    assert set(first["adam"]) == {*LOSSES, "sum", "gram"}
    assert first["adam"]["sum"] == pytest.approx(100 * first["adam"]["pixel"] + 0.5 * first["adam"]["style"], rel=1e-5)
    with Image.open(crop.preview) as shown:
        assert shown.size == (88, 80)
    found = models.read(tmp_path / "a.safetensors")
    assert (found.facts.scale, found.facts.channels, found.facts.own) == (2, 1, True)
    assert f"{state.step} steps of adam from identity" in found.facts.recipe
    assert "style 0.5" in found.facts.recipe


def test_a_command_between_steps_and_the_end_of_the_input(pair: data.TrainingPair, tmp_path: Path) -> None:
    commands = [{"do": "weights", "losses": {"pixel": 0}}, {"do": "weights", "losses": {"pixel": 2}}, {"do": "pause"}]

    def answer(event: dict[str, Any]) -> list[Any] | None:
        if event["event"] == "started":
            return commands
        if event["event"] == "paused":
            return [{"do": "keep"}, {"do": "go"}]
        return END if event["event"] == "running" else None  # the window is killed

    who, one = Watching(answer), task(pair)
    Watched([one], tmp_path / "a.safetensors", Wire(who, who)).run()
    assert who.names() == [
        "started", "step", "error", "weights", "paused", "checkpoint", "running", "stopped", "checkpoint",
    ]  # fmt: skip
    assert one.lambdas == {"pixel": 2.0}
    assert who.events[2]["message"]["template"].startswith("weights of losses are numbers from 0 up")


@contextmanager
def full(_path: Path, **_how: object) -> Iterator[io.BytesIO]:
    raise ImageWriteError("a.ckpt: No space left on device") from OSError(errno.ENOSPC, "No space left on device")
    yield io.BytesIO()


def test_a_full_disk_is_said_and_pauses(
    pair: data.TrainingPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(event: dict[str, Any]) -> list[Any] | None:
        if event["event"] == "started":
            monkeypatch.setattr(loop, "atomic_write", full)
            return [{"do": "keep"}]
        if event["event"] == "paused" and len(who.events) < 4:
            monkeypatch.undo()
            return [{"do": "go"}, {"do": "stop"}]
        return None

    who = Watching(answer)
    Watched([task(pair)], tmp_path / "a.safetensors", Wire(who, who)).run()
    assert [event["why"] for event in who.events if event["event"] == "paused"] == ["disk"]
    assert "No space left" in json.dumps(who.events)
    assert who.names()[-2:] == ["stopped", "checkpoint"]
    assert (tmp_path / "a.ckpt").is_file()


def test_a_process_that_is_killed_loses_less_than_a_minute(
    pair: data.TrainingPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watched.KEEP < 60
    monkeypatch.setattr(watched, "KEEP", 0.0)
    who = Watching(lambda event: STOP if event["event"] == "checkpoint" and event["step"] > 1 else None)
    state = Watched([task(pair)], tmp_path / "a.safetensors", Wire(who, who)).run()
    assert who.names()[:3] == ["started", "step", "checkpoint"], "nobody asked for it"
    left = task(pair)
    loop.restore(tmp_path / "a.ckpt", left, loop.TrainingState(left.network))
    assert state.step == who.events[-1]["step"]


def test_on_battery_it_pauses_once(pair: data.TrainingPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    battery = SimpleNamespace(power_plugged=False, percent=40)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    monkeypatch.setattr(watched, "BATTERY", 0.0)
    monkeypatch.setattr(watched, "LOOK", 0.0)

    def answer(event: dict[str, Any]) -> list[Any] | None:
        if event["event"] == "paused":
            return [{"do": "go"}]
        return STOP if event["event"] == "step" and event["step"] > 1 else None

    who = Watching(answer)
    Watched([task(pair)], tmp_path / "a.safetensors", Wire(who, who)).run()
    assert [event["why"] for event in who.events if event["event"] == "paused"] == ["battery"]


def test_a_stop_is_heard_in_the_midst_of_a_step(pair: data.TrainingPair, tmp_path: Path) -> None:
    who = Watching(lambda _event: None)
    wire, one = Wire(who, who), task(pair)
    runner = Watched([one], tmp_path / "a.safetensors", wire).first
    hooks = list(runner.interrupted_by(wire.check))
    value = one.loss(0, one.batches[0])
    wire.halt.set()
    with pytest.raises(watched.CancelledError):
        value.backward()
    with pytest.raises(watched.CancelledError):
        one.loss(0, one.batches[0])
    for hook in hooks:
        hook.remove()
    who._lines.append('"end"\n')
    who._more.release()


def test_it_goes_on_from_its_checkpoint_with_other_weights(pair: data.TrainingPair, tmp_path: Path) -> None:
    whole, part, rest = (task(pair, losses={"pixel": 100.0}) for _ in range(3))
    loop.train(whole, loop.Options(tmp_path / "whole.safetensors", steps=4, every=9))
    state = loop.train(part, loop.Options(tmp_path / "a.safetensors", steps=2, every=1))
    rest.weigh({"pixel": 50.0})
    resumed = Watched(
        [rest], tmp_path / "b.safetensors", Wire(io.StringIO(), io.StringIO()), resume=tmp_path / "a.ckpt"
    )
    assert resumed.first.state.step == state.step == 2
    for mine, theirs in zip(rest.network.parameters(), part.network.parameters(), strict=True):
        assert torch.equal(mine, theirs)


@pytest.mark.parametrize("network", NETWORKS)
def test_losses_are_the_program_s_own(pair: data.TrainingPair, network: str) -> None:
    one = task(pair, network, losses=dict.fromkeys(LOSSES, 1.0))
    one.network.eval()
    held = one.pair(pair)
    source, truth = data.as_tensor(held.source[None]), data.as_tensor(held.truth[None])
    found = one.measures(one.network, (source, truth))
    with torch.no_grad():
        y_hat, y = one._inner(one.network(source)), one._inner(truth)
    rgb_hat, rgb = as_rgb(y_hat), as_rgb(y)
    seen = [phi.load()(image, list(losses.STYLE)) for image in (rgb_hat, rgb)]
    assert found["pixel"] == pytest.approx(losses.pixel_loss(y_hat, y).item())
    assert found["total_variation"] == pytest.approx(losses.total_variation(rgb_hat).item())
    assert found["gram"] == pytest.approx(losses.style_reconstruction_loss(*seen).item(), rel=1e-4)
    assert found["sum"] == pytest.approx(sum(found[name] for name in LOSSES), rel=1e-5)
    shown = one.picture(one.network, pair.source)
    assert np.abs(shown.astype(int) - pair.truth).mean() < 60, "an identity start gives the picture, enlarged"
    assert shown.shape == pair.truth.shape


@pytest.mark.parametrize("network", NETWORKS)
def test_weights_become_a_model_that_gives_the_same(pair: data.TrainingPair, network: str, tmp_path: Path) -> None:
    one, file = task(pair, network), tmp_path / "mine.safetensors"
    one.network.eval()
    loop.save_weights(file, one.network, one.architecture, loop.recipe_of(one, loop.TrainingState(one.network)))
    found = models.read(file)
    lr = pair.source / 255 if network == "perceptual" else train_losses.planes(pair).source
    sr = found.run(lr.astype(np.float32))
    with torch.no_grad():
        expected = one.network(data.as_tensor(one.pair(pair).source[None])).clamp(0, 1)[0].permute(1, 2, 0).numpy()
    inner = (slice(8, -8), slice(8, -8))
    np.testing.assert_allclose(sr[inner], expected[inner], atol=2e-3 if network == "srcnn" else 1e-4)
    assert own_network.header_of(file) is not None
    assert models.lacking(file) is None
    space = {"srcnn": "luma", "compact": "luma", "perceptual": "rgb"}
    assert ModelFile(SimpleNamespace(file=file)).space == space[network]  # type: ignore[arg-type]


def test_a_file_that_does_not_fit_its_header(pair: data.TrainingPair, tmp_path: Path) -> None:
    file = tmp_path / "mine.safetensors"
    loop.save_weights(file, build(SMALL["srcnn"]), {**SMALL["srcnn"], "channels": [8, 2]}, {"options": {"scale": 2}})
    with pytest.raises(models.ModelError, match="does not fit the network that it names"):
        models.read(file)


def test_what_cannot_be_trained_is_said() -> None:
    with pytest.raises(ParameterError, match="at least is more than 0"):
        Recipe("srcnn", 2, {"pixel": 0.0})
    with pytest.raises(ParameterError, match=r"choose ×2, ×3 or ×4"):
        Recipe("srcnn", 8)
    with pytest.raises(ParameterError, match="only f_W has a twin"):
        _ = Recipe("srcnn", 2, start="twin").entry
    with pytest.raises(WeightsError):
        _ = Recipe("perceptual", 3).entry
    assert Recipe("perceptual", 4, start="twin").entry == weights.find("pixel_twin", 4)


def test_losses_that_are_no_longer_finite_are_an_error(pair: data.TrainingPair) -> None:
    one = task(pair)
    with torch.no_grad():
        next(one.network.parameters()).fill_(float("inf"))
    with pytest.raises(InferenceError, match="smaller rate"):
        one.loss(0, one.batches[0])


def test_the_command_line_of_a_recipe_says_the_same() -> None:
    from srviewer.cli.parser import parse

    recipe = Recipe("perceptual", 4, {"pixel": 100.0, "style": 6.4}, "twin", "relu1_2", "sgd", 0.01)
    args = parse(["train", *recipe.arguments(), "--data", "a", "--output", "b.safetensors"])
    assert dict(args.loss) == {"pixel": 100.0, "style": 6.4}
    assert (args.network, args.scale, args.start, args.layer, args.optimiser, args.rate) == (
        "perceptual", 4, "twin", ["relu1_2"], "sgd", 0.01,
    )  # fmt: skip
