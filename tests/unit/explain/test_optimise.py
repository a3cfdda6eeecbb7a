"""Pixels descend the losses they are told to, from where they are told to, and stop when told to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from srviewer import losses
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, InferenceError, ParameterError
from srviewer.explain import optimise as module
from srviewer.explain import phi
from srviewer.explain.optimise import RECIPES, Objective, optimise
from srviewer.explain.phi import LAYERS, NamedLossNetwork
from srviewer.imaging.resample import resize

Bytes = npt.NDArray[np.uint8]


@pytest.fixture
def target() -> Bytes:
    return np.random.default_rng(0).integers(30, 226, (16, 12, 3), np.uint8)


def on_torch(picture: npt.NDArray[Any]) -> torch.Tensor:
    return torch.from_numpy(picture.transpose(2, 0, 1) / np.float32(255))[None]


def test_the_pixel_loss_leads_to_the_target(target: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted() -> NamedLossNetwork:
        raise AssertionError("no loss asks for the loss network")

    monkeypatch.setattr(phi, "load", unwanted)
    states = list(optimise(replace(RECIPES["pixel"], steps=150), target))
    assert [state.step for state in states] == list(range(151))
    assert np.abs(states[-1].picture.astype(int) - target).max() <= 2
    assert states[-1].parts["pixel"] < 1e-4 < states[0].parts["pixel"]


def test_parts_are_the_losses_of_the_picture_beside_them(tiny: NamedLossNetwork, target: Bytes) -> None:
    style = np.random.default_rng(1).integers(0, 256, (9, 20, 3), np.uint8)
    recipe = Objective(2.0, 3.0, 5.0, 7.0, "relu3_1", ("relu1_2", "relu2_2"), steps=2)
    for state in optimise(recipe, target, style=style, phi=tiny):
        image, truth = on_torch(state.picture), on_torch(target)
        own, wanted, styled = (tiny(x) for x in (image, truth, on_torch(style)))
        expected = {
            "pixel": losses.pixel_loss(image, truth),
            "feature": losses.feature_reconstruction_loss(own["relu3_1"], wanted["relu3_1"]),
            "style": losses.style_reconstruction_loss(*({n: x[n] for n in recipe.style_layers} for x in (own, styled))),
            "total_variation": losses.total_variation(image),
        }
        assert state.parts == pytest.approx({name: value.item() for name, value in expected.items()}, rel=0.03)
        assert state.loss == pytest.approx(sum(recipe.weights()[name] * v for name, v in state.parts.items()), rel=1e-5)


@pytest.mark.parametrize("loss", ["feature", "style", "total_variation"])
def test_each_loss_is_descended(tiny: NamedLossNetwork, target: Bytes, loss: str) -> None:
    recipe = Objective(**{loss: 1.0}, steps=30)  # type: ignore[arg-type]
    states = list(optimise(recipe, target, style=target, phi=tiny))
    assert list(states[0].parts) == [loss]
    assert states[-1].parts[loss] < 0.6 * states[0].parts[loss]


def first(
    recipe: Objective, target: Bytes, tiny: NamedLossNetwork, lr: Bytes | None = None
) -> tuple[Bytes, dict[str, float]]:
    state = next(optimise(recipe, target, lr=lr, phi=tiny))
    return state.picture, state.parts


def test_starts(tiny: NamedLossNetwork, target: Bytes) -> None:
    lr = np.random.default_rng(2).integers(0, 256, (8, 6, 3), np.uint8)
    recipe = Objective(feature=1.0, steps=1)
    picture, parts = first(replace(recipe, start="picture"), target, tiny)
    assert np.array_equal(picture, target)
    assert parts["feature"] == 0
    enlarged = np.rint(resize(lr / np.float32(255), 16, 12).clip(0, 1) * 255)
    assert np.abs(first(replace(recipe, start="bicubic"), target, tiny, lr)[0] - enlarged).max() <= 1
    noise, again, other = (first(replace(recipe, seed=seed), target, tiny)[0] for seed in (0, 0, 1))
    assert np.array_equal(noise, again)
    assert not np.array_equal(noise, other)


def test_it_ends_when_cancelled(target: Bytes) -> None:
    token = Token()
    states = optimise(Objective(pixel=1.0, steps=10), target, token=token)
    assert [next(states).step for _ in range(4)] == [0, 1, 2, 3]
    token.cancel()
    with pytest.raises(CancelledError):
        next(states)
    assert token.fraction == pytest.approx(0.4)  # of the step that was not taken


def test_time_goes_on(target: Bytes) -> None:
    states = list(optimise(Objective(total_variation=1.0, steps=7), target))
    assert [state.step for state in states] == list(range(8))
    seconds = [state.seconds for state in states]
    assert seconds == sorted(seconds)
    assert seconds[-1] > 0


def test_it_descends_under_whatever_mode_its_caller_has(tiny: NamedLossNetwork, target: Bytes) -> None:
    recipe = Objective(feature=1.0, steps=2)
    with torch.inference_mode():
        inside = [state.loss for state in optimise(recipe, target, phi=tiny)]
    assert inside == [state.loss for state in optimise(recipe, target, phi=tiny)]
    assert inside[2] < inside[0]


def test_the_shipped_network_is_the_one_by_default(target: Bytes) -> None:
    shipped = next(optimise(Objective(feature=1.0, steps=1), target))
    assert shipped.parts == next(optimise(Objective(feature=1.0, steps=1), target, phi=phi.load())).parts


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"pixel": -1.0},
        {"pixel": float("nan")},
        {"pixel": 1.0, "start": "elsewhere"},
        {"pixel": 1.0, "steps": 0},
        {"pixel": 1.0, "rate": 0.0},
        {"feature": 1.0, "layer": "relu9_9"},
    ],
)
def test_recipes_that_cannot_be_followed_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        Objective(**options)


def test_what_is_missing_is_said_at_once(
    tiny: NamedLossNetwork, target: Bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParameterError, match="needs a style picture"):
        optimise(RECIPES["texture"], target, phi=tiny)
    with pytest.raises(ParameterError, match="the LR picture is needed"):
        optimise(Objective(pixel=1.0, start="bicubic"), target)
    monkeypatch.setattr(module, "MAX_PIXELS", 100)
    with pytest.raises(ParameterError, match="choose a region"):
        optimise(Objective(pixel=1.0), target)


def test_losses_that_run_away_are_said(target: Bytes) -> None:
    class Broken(torch.nn.Module):
        def forward(self, image: torch.Tensor, layers: tuple[str, ...] = LAYERS) -> dict[str, torch.Tensor]:
            return dict.fromkeys(layers, image / 0)

    with pytest.raises(InferenceError, match="no longer finite"):
        list(optimise(Objective(feature=1.0), target, phi=NamedLossNetwork("broken", Broken())))
