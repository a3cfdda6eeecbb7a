"""Training a style: its losses are the page's, it learns, goes on where it stopped, and refuses what cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from srviewer import losses
from srviewer.__main__ import main
from srviewer.errors import ParameterError
from srviewer.explain import phi as loss_networks
from srviewer.explain.optimise import RECIPES, optimise
from srviewer.training import data, loop
from srviewer.training.train_style import StyleOptions, StyleTask, recoloured

SMALL = StyleOptions(channels=(4, 6, 8), blocks=1, patch=32, batch=2, rate=1e-2)


def made(options: StyleOptions = SMALL, style_seed: int = 1) -> StyleTask:
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 256, (40, 44, 3), np.uint8) for _ in range(2)]
    style = np.random.default_rng(style_seed).integers(0, 256, (24, 28, 3), np.uint8)
    pairs = [data.TrainingPair(picture, picture) for picture in pictures]
    return StyleTask(options, pairs, style, loss_networks.load(), pairs[:1])


def test_its_losses_are_those_of_the_page() -> None:
    task = made()
    content = task.validation[0].truth
    style = np.random.default_rng(1).integers(0, 256, (24, 28, 3), np.uint8)
    state = next(optimise(replace(RECIPES["style_transfer"], steps=1), content, style=style))
    tensor = data.as_tensor(content[None])
    with torch.no_grad():
        terms = task.terms(tensor, tensor)
        assert losses.weighted_sum(terms, RECIPES["style_transfer"].weights()).item() == pytest.approx(state.loss)
    assert {name: term.item() for name, term in terms.items()} == pytest.approx(state.parts)


def test_it_learns_and_goes_on_as_if_never_stopped(tmp_path: Path) -> None:
    task = made()
    with torch.no_grad():
        before = task.validate(task.network)
    state = loop.train(task, loop.Options(tmp_path / "a.safetensors", steps=30, every=15))
    assert state.rows[-1]["total"] < before["total"]
    assert state.rows[-1]["style"] < 0.9 * before["style"]
    assert {"total", "feature", "style", "total_variation"} <= set(state.rows[0])
    again = loop.train(made(), loop.Options(tmp_path / "b.safetensors", steps=30, every=15, resume=tmp_path / "a.ckpt"))
    assert again.step == 30
    with pytest.raises(ParameterError, match="made with other options"):
        loop.train(made(style_seed=2), loop.Options(tmp_path / "c.safetensors", 30, resume=tmp_path / "a.ckpt"))


def test_pictures_are_recoloured_by_chance_that_can_be_repeated() -> None:
    pictures = torch.rand(3, 3, 8, 9, generator=torch.Generator().manual_seed(0))
    pictures[2] = pictures[1]
    changed = recoloured(pictures, 5)
    assert changed.shape == pictures.shape
    assert 0 <= changed.min() < changed.max() <= 1
    assert torch.equal(recoloured(pictures, 5), changed)
    assert not torch.equal(recoloured(pictures, 6), changed)
    assert not torch.equal(changed[1], changed[2]), "each by a chance of its own"
    tints = torch.stack([recoloured(torch.full((1, 3, 4, 4), 0.5), seed) for seed in range(40)]).std(0)
    assert tints.min() > 0.05, "also a grey picture"
    assert tints.std((2, 3)).max() < 1e-6, "all of a picture alike"


def test_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ParameterError, match="no term 'rings'"):
        StyleOptions({"rings": 1.0})
    with pytest.raises(ParameterError, match="no layer 'relu9_9'"):
        StyleOptions(layer="relu9_9")
    Image.new("RGB", (200, 200)).save(tmp_path / "a.png")
    start = ["train", "style", "--data", str(tmp_path), "--output", str(tmp_path / "o.safetensors"), "--steps", "1"]
    for given, words in (
        ([], "--style IMAGE"),
        (["--style", str(tmp_path / "no.png")], "no.png"),
        (["--style", str(tmp_path / "a.png"), "--scale", "2"], "--scale of 1"),
    ):
        assert main([*start, *given]) == 2
        assert words in capsys.readouterr().err
    assert main([*start, "--style", str(tmp_path / "a.png"), "--patch", "32", "--batch", "1"]) == 0
    assert (tmp_path / "o.safetensors").stat().st_size < 2_000_000
