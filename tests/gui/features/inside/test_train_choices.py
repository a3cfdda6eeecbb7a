"""The choices of a training: sliders and weights follow each other, and what is chosen becomes a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison
from srviewer.errors import SrviewerError
from srviewer.explain.recipe import RATES, USUAL, Recipe
from srviewer.gui.features.inside.train_choices import STEPS, TrainChoices
from srviewer.session import Session


@pytest.fixture
def choices(qtbot: QtBot) -> TrainChoices:
    choices = TrainChoices(Session(Comparison(scale=3)))
    qtbot.addWidget(choices)
    choices.follow()
    return choices


def test_a_slider_has_the_usual_weight_in_its_middle_and_nothing_at_its_end(
    choices: TrainChoices, qtbot: QtBot
) -> None:
    slider, weight = choices.sliders["feature"], choices.weights["feature"]
    with qtbot.waitSignal(choices.weighed):
        slider.setValue(STEPS // 2)
    assert weight.value() == pytest.approx(USUAL["feature"])
    slider.setValue(STEPS)
    assert weight.value() == pytest.approx(100 * USUAL["feature"])
    slider.setValue(0)
    assert weight.value() == 0
    weight.setValue(10 * USUAL["feature"])
    assert slider.value() == 3 * STEPS // 4
    weight.setValue(0)
    assert slider.value() == 0
    assert choices.lambdas["feature"] == 0


def test_what_is_chosen_becomes_a_recipe(choices: TrainChoices) -> None:
    choices.network.button("srcnn").click()
    choices.start_from.button("identity").click()
    choices.optimiser.button("sgd").click()
    recipe = choices.recipe()
    assert (recipe.network, recipe.scale, recipe.start, recipe.optimiser) == ("srcnn", 3, "identity", "sgd")
    assert recipe.rate == pytest.approx(RATES["srcnn"]["sgd"])
    choices.rate.setValue(0.02)
    choices.follow()
    assert choices.recipe().rate == 0.02, "what was typed stays, also when the page is seen again"
    assert (choices.recipe().losses, choices.against) == (choices.lambdas, "")
    choices.optimiser.button("both").click()
    assert (choices.recipe().optimiser, choices.against) == ("adam", "sgd")
    for weight in choices.weights.values():
        weight.setValue(0)
    with pytest.raises(SrviewerError, match="one at least is more than 0"):
        choices.recipe()


def test_what_is_gone_on_with_is_chosen(choices: TrainChoices) -> None:
    choices.optimiser.button("both").click()
    choices.take(Recipe("srcnn", 3, start="identity"))
    assert (choices.network.value, choices.start_from.value, choices.optimiser.value) == ("srcnn", "identity", "both")
    choices.take(Recipe("srcnn", 3, start="identity", optimiser="sgd"))
    assert choices.optimiser.value == "sgd", "which does not learn beside Adam"


def test_only_weights_can_be_changed_while_it_learns(choices: TrainChoices) -> None:
    choices.hold(True)
    assert not any(each.isEnabled() for each in (choices.network, choices.rate, choices.phi, choices.start_from))
    assert all(slider.isEnabled() for slider in choices.sliders.values())
    choices.hold(False)
    assert choices.network.isEnabled()


def test_a_folder_is_asked_for_and_named(
    choices: TrainChoices, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["", str(tmp_path / "pictures")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers.pop(0))
    other = choices.data.findData("other")
    for _ in range(2):
        choices.data.setCurrentIndex(other)
        with qtbot.waitSignal(choices.changed):
            choices.data.activated.emit(other)
        if answers:
            assert (choices.folder, choices.data.currentData()) == (None, "own"), "nothing was chosen"
    assert choices.folder == tmp_path / "pictures"
    assert "the pictures in pictures." in choices.about()
