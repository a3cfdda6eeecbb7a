"""`srviewer train --events` as the window starts it: one process, which ends when nobody watches it any more."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import system
from srviewer.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (96, 96, 3), np.uint8)
    (tmp_path / "data").mkdir()
    Image.fromarray(pixels).save(tmp_path / "data" / "a.png")
    return tmp_path


def test_the_window_is_killed(folder: Path) -> None:
    given = ["--data", str(folder / "data"), "--output", str(folder / "a.safetensors"), "--loss", "pixel=1"]
    command = [sys.executable, "-m", "srviewer", "train", "srcnn", "--scale", "2", "--events", "--threads", "1", *given]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        events = [json.loads(child.stdout.readline()) for _ in range(2)]
        child.stdin.close()  # as the system does it for a window that is killed
        events += [json.loads(line) for line in child.stdout]
    assert [event["event"] for event in events[:2]] == ["started", "step"]
    assert [event["event"] for event in events[-2:]] == ["stopped", "checkpoint"]
    assert child.returncode == 0
    assert (folder / "a.ckpt").is_file()


def test_what_is_wrong_with_the_data_is_an_event(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "give_way", lambda: None)  # the tests' own process
    (folder / "empty").mkdir()
    given = ["--data", str(folder / "empty"), "--output", str(folder / "a.safetensors"), "--loss", "pixel=1"]
    assert main(["train", "srcnn", "--scale", "2", "--events", *given]) == 2
    event = json.loads(capsys.readouterr().out)
    assert event["event"] == "error"
    assert event["message"]["template"] == "{folder}: no pictures ({kinds}) are in this folder"


def test_it_needs_a_loss(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--data", str(folder / "data"), "--output", str(folder / "a.safetensors")]
    assert main(["train", "srcnn", "--events", *given]) == 2
    assert "--events needs --loss" in capsys.readouterr().err
    assert main(["train", "srcnn", "--optimiser", "sgd", *given]) == 2
    assert "--optimiser sgd needs --loss" in capsys.readouterr().err
