"""Presets: kept and read again, refused in words, followed by the command line, which may say otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main
from srviewer.batch import Preset, presets
from srviewer.errors import ImageReadError, OutputExistsError, ParameterError
from srviewer.imaging.image_io import read_provenance

MARK = {"srviewer preset": 1}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)).save(path)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    presets.write(path, Preset.make("dasr", 2, {"gain": 1.0, "wavelet": "db2"}, "{stem} large.jpg", 60))
    return path


def test_what_is_kept_is_read_again_and_nothing_is_overwritten(kept: Path) -> None:
    preset = presets.read(kept)
    assert (preset.method, preset.scale, preset.template, preset.quality) == ("dasr", 2, "{stem} large.jpg", 60)
    assert dict(preset.params)["gain"] == 1.0
    assert dict(preset.params)["wavelet"] == "db2"
    with pytest.raises(OutputExistsError):
        presets.write(kept, preset)
    presets.write(kept, preset, overwrite=True)
    assert presets.read(kept) == preset


def test_method_and_scale_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(MARK | {"method": "bicubic", "scale": 3}))
    assert presets.read(path) == Preset.make("bicubic", 3, {})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no preset"),
        ("[]", "no preset"),
        ("{}", "no preset"),
        ({"scale": 2}, "method must be text"),
        ({"method": "dasr", "scale": 2.5}, "scale must be a whole number"),
        ({"method": "dasr", "scale": True}, "scale must be a whole number"),
        ({"method": "dasr", "scale": 5}, "scale 5"),
        ({"method": "nobody", "scale": 2}, "nobody"),
        ({"method": "dasr", "scale": 2, "parameters": {"gain": 7}}, "gain=7"),
        ({"method": "dasr", "scale": 2, "parameters": {"gane": 1}}, "gane"),
        ({"method": "dasr", "scale": 2, "parameters": [1]}, "parameters"),
        ({"method": "dasr", "scale": 2, "template": "x.png"}, "template"),
        ({"method": "dasr", "scale": 2, "template": "{stem}.xyz"}, "xyz"),
        ({"method": "dasr", "scale": 2, "quality": 0}, "quality 0"),
        ({"method": "dasr", "scale": 2, "qualty": 90}, "qualty"),
    ],
)
def test_what_is_none_is_refused_in_words_that_name_the_file(tmp_path: Path, content: object, said: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(content if isinstance(content, str) else json.dumps(MARK | dict(content)))
    with pytest.raises(ParameterError, match=said) as error:
        presets.read(path)
    assert "odd.json" in str(error.value)


def test_a_file_that_is_not_there_or_far_too_large(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError, match=r"gone\.json"):
        presets.read(tmp_path / "gone.json")
    (tmp_path / "large.json").write_text(" " * 70_000)
    with pytest.raises(ParameterError, match="too large"):
        presets.read(tmp_path / "large.json")


def test_the_command_line_follows_a_preset(photo: Path, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["upscale", str(photo), "--preset", str(kept), "--output-dir", str(out)]) == 0
    (made,) = out.iterdir()
    assert made.name == "photo large.jpg"
    assert "gain=1.0" in read_provenance(made)["parameters"]
    assert "wavelet=db2" in read_provenance(made)["parameters"]
    with Image.open(made) as image:
        assert image.size == (64, 48)
        coarse = image.quantization[0][0]
    finer = tmp_path / "finer.jpg"
    assert main(["upscale", str(photo), "--method", "dasr", "--scale", "2", "--output", str(finer)]) == 0
    with Image.open(finer) as image:
        assert image.quantization[0][0] < coarse, "the preset's quality"


def test_what_is_said_goes_before_the_preset(photo: Path, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = ["--scale", "3", "--param", "gain=0", "--template", "{stem}_{scale}.png"]
    assert main(["upscale", str(photo), "--preset", str(kept), "--output-dir", str(out), *said]) == 0
    made = read_provenance(out / "photo_3.png")
    assert (made["scale"], "gain=0.0" in made["parameters"], "wavelet=db2" in made["parameters"]) == ("3", True, True)
    other = tmp_path / "other.png"
    assert main(["upscale", str(photo), "--preset", str(kept), "--method", "bicubic", "--output", str(other)]) == 0
    assert read_provenance(other)["method"] == "bicubic", "without DASR's parameters"


def test_without_a_preset_a_scale_is_needed(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upscale", str(photo), "--method", "bicubic", "--output", str(tmp_path / "x.png")]) == 2
    assert "--scale" in capsys.readouterr().err
