"""`srviewer evaluate --degradation A,B,C`: a sweep beside what a single degradation gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hr").mkdir()
    y, x = np.mgrid[:40, :52]
    for name, phase in (("one", 0), ("two", 2)):
        grey = 127 + 60 * np.sin(x / 2 + y / 5 + phase) + 50 * (x > y)
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(tmp_path / f"hr/{name}.png")
    return tmp_path


def evaluated(folder: Path, *words: str, status: int = 0) -> dict[str, Any]:
    target = folder / "numbers.json"
    argv = ["evaluate", "--hr", str(folder / "hr"), "--scale", "2", "--methods", "bicubic,wzp", "--json", str(target)]
    assert main([*argv, "--overwrite", *words]) == status
    document: dict[str, Any] = json.loads(target.read_text())
    return document


def test_a_sweep_has_what_each_degradation_gives_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sweep = evaluated(folder, "--degradation", "gaussian:1.6,bicubic, noise:4")
    assert list(sweep) == ["scale", "methods", "degradations"]
    assert list(sweep["degradations"]) == ["gaussian:1.6", "bicubic", "noise:4"]
    assert sweep["methods"] == sweep["degradations"]["gaussian:1.6"]["methods"]
    for how, part in sweep["degradations"].items():
        alone = evaluated(folder, "--degradation", how)
        assert list(alone) == ["scale", "methods"], "as the contract has it"
        assert alone["methods"] == part["methods"]
    assert evaluated(folder)["methods"] == sweep["degradations"]["bicubic"]["methods"]
    assert "×2, noise:4" in capsys.readouterr().out


def test_its_files_do_not_collide(folder: Path) -> None:
    evaluated(
        folder, "--degradation", "jpeg:90,jpeg:20", "--save-dir", str(folder / "s"), "--csv", str(folder / "n.csv")
    )
    saved = sorted(p.relative_to(folder / "s").as_posix() for p in (folder / "s").rglob("*.png"))
    assert saved == [f"jpeg-{q}/{m}/{n}.png" for q in (20, 90) for m in ("bicubic", "wzp") for n in ("one", "two")]
    head, *rows = (folder / "n.csv").read_text().splitlines()
    assert head.startswith("degradation,image,method,psnr_y")
    assert len(rows) == 8
    assert rows[0].startswith("jpeg:90,one,bicubic,")


def test_it_draws_curves(folder: Path) -> None:
    pytest.importorskip("matplotlib")
    evaluated(folder, "--degradation", "bicubic,gaussian:1", "--plot", str(folder / "curves.svg"))
    drawn = (folder / "curves.svg").read_text()
    assert "<svg" in drawn


def test_one_that_does_not_exist_at_the_scale_is_told_and_the_rest_is_done(folder: Path) -> None:
    argv = ["--scale", "3", "--degradation", "ll,box"]
    document = evaluated(folder, *argv, status=1)
    assert document["degradations"]["ll"]["methods"]["wzp"]["images"] == {}
    assert document["degradations"]["ll"]["methods"]["wzp"]["psnr_y"] is None
    assert len(document["degradations"]["box"]["methods"]["wzp"]["images"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--degradation", "box,fog"], "unknown degradation 'fog'"),
        (["--degradation", "fog"], "unknown degradation 'fog'"),
        (["--degradation", "box,"], "unknown degradation ''"),
        (["--degradation", "noise:2,noise:2.0"], "noise:2 is given twice"),
        (["--degradation", "box,bicubic", "--plot", "c.png"], "two strengths of one kind"),
        (["--plot", "c.png"], "two strengths of one kind"),
        (["--degradation", "jpeg:5,jpeg:50", "--plot", "c.txt"], ".png or .svg"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, capsys, words: list[str], said: str) -> None:  # type: ignore[no-untyped-def]
    assert main(["evaluate", "--hr", str(folder / "hr"), "--scale", "2", *words]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert said in line
