"""Train: a child process that learns is shown, paused, weighed, stopped, kept; one that dies is said."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.features.inside import training_run
from srviewer.gui.features.inside.train_page import TrainPage
from srviewer.gui.look.chart import Chart
from srviewer.gui.services import child
from srviewer.gui.window import MainWindow
from srviewer.models import own_network

CHILD = """
import json, shutil, sys
given = sys.argv
crop, output = given[given.index("--crop") + 1], given[given.index("--output") + 1]
heard = open(crop + "/heard", "w")
heard.write(json.dumps(given) + "\\n")
def say(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)
def step(n):
    shutil.copy(crop + "/truth.png", crop + "/preview.png")
    found = {k: 1 / (n + 1) for k in ("pixel", "feature", "style", "total_variation", "detail", "sum", "gram")}
    both = {"adam": found, "sgd": found} if "--against" in given else {"adam": found}
    say("step", step=n, seconds=n / 2, losses=both, preview=crop + "/preview.png")
def keep():
    for name in (output, output.replace(".safetensors", ".ckpt")):
        open(name, "w").close()
    say("checkpoint", step=3, path="", weights=output)
say("started", step=0, checkpoint="", loss_network="distilled")
step(0); step(3)
for line in sys.stdin:
    heard.write(line); heard.flush()
    match json.loads(line)["do"]:
        case "pause": say("paused", why="asked", message="")
        case "go": say("running")
        case "keep": keep()
        case "stop": say("stopped", step=3); keep(); break
"""


@pytest.fixture
def page(measured_noise: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainPage:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-I", "-S", str(script)])
    return opened(measured_noise)


def opened(measured_noise: Callable[..., MainWindow]) -> TrainPage:
    window = measured_noise((Pane.of("bicubic"),), 96, 128)
    window.centre.look_inside()
    window.inside.open("train")
    found = window.inside.page("train")
    assert isinstance(found, TrainPage)
    return found


def started(page: TrainPage, qtbot: QtBot) -> Path:
    """The folder of a run whose second step is shown."""
    page.go.click()
    qtbot.waitUntil(lambda: "Step 3" in page.state.text() and page.shown.button("now").isEnabled(), timeout=20000)
    found = training_run.folder()
    return max(found.iterdir())


def drawn(chart: Chart) -> int:
    """Lines that have points."""
    return sum(line.xData is not None and len(line.xData) > 0 for line in chart.plot.listDataItems())


def heard(run: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run / "crop" / "heard").read_text().splitlines()[1:]]


def test_what_the_child_reports_is_shown_and_what_is_set_is_told(page: TrainPage, qtbot: QtBot) -> None:
    page.choices.optimiser.button("both").click()
    run = started(page, qtbot)
    assert page.state.text() == (
        "Step 3, 2 s of training. The Gram matrices' distance from the truth's is 25% of what it was at first."
    )
    assert page.choices.values["style"].text() == "0.25"
    qtbot.waitUntil(
        lambda: (drawn(page.curves.sums), drawn(page.curves.chart)) == (2, 10)
    )  # curves are drawn one a turn
    assert page.curves.who.text().endswith("SGD, dashed")
    page.go.click()
    qtbot.waitUntil(lambda: page.go.text() == "Resume")
    page.choices.sliders["style"].setValue(0)
    page.choices.weights["feature"].setValue(0.3)
    page.go.click()
    qtbot.waitUntil(lambda: page.go.text() == "Pause")
    with qtbot.waitSignal(page.kept) as kept:
        page.keep.click()
    assert kept.args == [run / "perceptual_x2.safetensors"]
    assert page.command.text().startswith("srviewer train perceptual --scale 2 --start twin --loss pixel=100 ")
    assert "--loss feature=0.3 --layer relu2_2" in page.command.text()
    assert page.command.text().endswith(f"--resume '{run / 'perceptual_x2.ckpt'}' --minutes 30")
    page.halt.click()
    qtbot.waitUntil(lambda: page.go.text() == "Train" and not page.child.runs)
    assert page.state.text() == "Stopped at step 3; what was learnt is kept."
    told = heard(run)
    assert [each["do"] for each in told] == ["weights", "pause", "weights", "weights", "go", "keep", "stop"]
    assert told[3]["losses"] == {"pixel": 100, "feature": 0.3, "style": 0, "total_variation": 0, "detail": 0}
    assert (run / "data" / "picture.png").is_file()


def test_a_child_that_is_killed_is_said_and_gone_on_with(page: TrainPage, qtbot: QtBot) -> None:
    run = started(page, qtbot)
    page.keep.click()
    qtbot.waitUntil(lambda: bool(page.command.text()))
    os.kill(page.child.number, signal.SIGKILL)
    qtbot.waitUntil(lambda: page.go.text() == "Train")
    assert page.state.text().startswith("The training ended unexpectedly. Resume last continues from what was kept.")
    page.resume.click()
    qtbot.waitUntil(lambda: "Step 3" in page.state.text(), timeout=20000)
    given = json.loads((run / "crop" / "heard").read_text().splitlines()[0])
    assert given[-2:] == ["--resume", str(run / "perceptual_x2.ckpt")]
    page.window().close()
    assert not page.child.runs
    assert heard(run)[-1] == {"do": "stop"}


def test_another_window_goes_on_as_the_training_was_begun(
    page: TrainPage, measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    page.choices.weigh({"pixel": 7, "feature": 0.3})
    page.choices.layer.set_current("relu1_2")
    page.choices.rate.setValue(0.002)
    run = started(page, qtbot)
    page.keep.click()
    qtbot.waitUntil(lambda: bool(page.command.text()))
    page.window().close()
    again = opened(measured_noise)
    assert again.choices.lambdas != page.choices.lambdas
    again.resume.click()
    qtbot.waitUntil(lambda: "Step 3" in again.state.text(), timeout=20000)
    assert heard(run)[0] == {"do": "weights", "losses": page.choices.lambdas}
    assert (again.choices.layer.currentData(), again.choices.rate.value()) == ("relu1_2", 0.002)


SLOW_TO_END = """
say("started", step=0, checkpoint="", loss_network="distilled")
for line in sys.stdin:
    if json.loads(line)["do"] == "stop":
        say("stopped", step=3); sys.stdout.close(); heard.close()
        while not os.path.exists(crop + "/end"): pass
        os._exit(0)
"""
REFUSING = """
say("error", message="no such folder"); sys.exit(2)
"""


def child_that(does: str) -> None:
    """Another child that is started from now on."""
    script = Path(child.command()[-1])
    script.write_text(CHILD[: CHILD.index("def step")].replace("import json", "import os, json") + does)


def test_the_next_training_is_not_begun_before_the_last_has_ended(page: TrainPage, qtbot: QtBot) -> None:
    child_that(SLOW_TO_END)
    page.go.click()
    qtbot.waitUntil(lambda: page.go.text() == "Pause", timeout=20000)
    page.halt.click()
    assert not page.halt.isEnabled()
    qtbot.waitUntil(lambda: page.state.text().startswith("Stopped at step 3"), timeout=20000)
    assert not page.go.isEnabled()
    (max(training_run.folder().iterdir()) / "crop" / "end").touch()
    qtbot.waitUntil(lambda: page.go.isEnabled() and page.go.text() == "Train", timeout=20000)
    assert not page.child.runs
    assert page.state.text().startswith("Stopped at step 3")


def test_why_it_does_not_begin_is_said(page: TrainPage, qtbot: QtBot) -> None:
    child_that(REFUSING)
    page.go.click()
    qtbot.waitUntil(lambda: page.go.isEnabled(), timeout=20000)
    assert page.state.text() == "No such folder."


def test_what_cannot_be_trained_is_said(page: TrainPage, qtbot: QtBot) -> None:
    page.choices.weights["pixel"].setValue(0)
    page.choices.sliders["style"].setValue(0)
    page.go.click()
    assert page.state.text() == "Weights of losses are numbers from 0 up, and one at least is more than 0."
    assert page.choices.start_from.button("twin").isEnabled()
    page.choices.network.button("compact").click()
    assert page.choices.rate.value() == pytest.approx(5e-4)
    assert page.about.text().endswith("The network processes Y alone; the losses see it as a grey picture.")


def test_a_real_child_ends_with_the_window_and_its_work_is_kept(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    page = opened(measured_noise)
    page.choices.network.button("srcnn").click()
    page.go.click()
    assert not page.shown.button("now").isEnabled()
    qtbot.waitUntil(lambda: page.shown.button("now").isEnabled(), timeout=60000)
    page.window().close()
    assert not page.child.runs
    run = training_run.latest()
    assert run is not None
    header = own_network.header_of(run.weights)
    assert header is not None
    assert header.recipe["steps"] >= page.steps, "no step that was told of is lost"
