"""`srviewer claims` as a script sees it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Test images of which most are missing: claims are answered at once."""
    (tmp_path / "data/DASR4").mkdir(parents=True)
    Image.fromarray(np.zeros((16, 16), np.uint8)).save(tmp_path / "data/DASR4/elaine.png")
    return tmp_path / "data"


def test_the_report_is_written_and_never_over_another_file(folder: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "report.md"
    words = ["claims", "--data", str(folder), "--output", str(target)]
    assert main(words) == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# The claims, recomputed\n")
    assert "**Not measured**, because DASR4/lena.png is missing in" in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "report.md"]
    target.write_text("mine")
    assert main(words) == 2
    assert "exists already" in capsys.readouterr().err
    assert target.read_text() == "mine"
    assert main([*words, "--overwrite"]) == 0
    assert target.read_text(encoding="utf-8") == text


def test_without_output_it_is_printed(folder: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["claims", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("# The claims, recomputed\n")


@pytest.mark.parametrize("words", [[], ["--data", "nowhere"]])
def test_what_data_it_needs_is_one_line(words: list[str], capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["claims", *words]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "--data" in line


def test_help_tells_the_images(capsys) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        main(["claims", "--help"])
    told = capsys.readouterr().out
    assert "DASR4/{lena,elaine,peppers,baboon}.png" in told
    assert "Nothing is fetched" in told
    assert "b5657adbd6db0b2dc12ddd25d27ec5f69909e814f84078533dcb95ba7d022166  DASR4/baboon.png" in told
