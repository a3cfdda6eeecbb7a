"""The small picture of a saved comparison: what is in it, and files that are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from srviewer import __main__, session_file
from srviewer.compared import Comparison, Pane, Source
from srviewer.imaging.image_io import read_picture
from srviewer.session import Session

STRIPES = np.zeros((60, 120, 3), np.uint8)
STRIPES[:, ::2] = 255


@pytest.fixture
def comparison(tmp_path: Path) -> Path:
    """Of a picture of stripes a pixel wide, which lies beside it."""
    Image.fromarray(STRIPES).save(tmp_path / "stripes.png")
    session = Session(Comparison(panes=(Pane.of("bicubic"),)))
    session.open(Source(read_picture(tmp_path / "stripes.png"), "stripes.png", tmp_path / "stripes.png"))
    path = tmp_path / "a.srview"
    session_file.write(path, session_file.describe(session, session_file.SavedView(), tmp_path)())
    return path


def test_its_right_half_is_coarse(comparison: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"what a file manager has put there")
    assert __main__.main(["thumbnail", str(comparison), str(out), "120"]) == 0
    with Image.open(out) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (120, 60))
        pixels = np.asarray(drawn.convert("RGB")).astype(int)
    assert np.array_equal(pixels[:, :59], STRIPES[:, :59]), "the left half is the picture"
    assert (pixels[:, 60] == 255).all(), "a line between"
    assert np.ptp(pixels[:, 65:115]) < 120, "the stripes are no longer told apart"


@pytest.mark.parametrize("size", [1, 7, 128, 1024])
def test_sizes(comparison: Path, tmp_path: Path, size: int) -> None:
    assert __main__.main(["thumbnail", str(comparison), str(tmp_path / "out.png"), str(size)]) == 0
    with Image.open(tmp_path / "out.png") as drawn:
        assert drawn.size == (size, max(1, round(size / 2)))


@pytest.mark.parametrize(
    ("change", "size", "said"),
    [
        (lambda path: path.write_text("{}"), "128", "a.srview: this is not an srviewer comparison"),
        (lambda path: path.unlink(), "128", "a.srview: not there"),
        (lambda path: path.with_name("stripes.png").unlink(), "128", "stripes.png was not found"),
        (lambda path: None, "0", "1 to 1024 pixels"),
        (lambda path: None, "1025", "1 to 1024 pixels"),
    ],
    ids=["no comparison", "nothing", "no picture", "too small", "too large"],
)
def test_what_cannot_be_drawn_is_said_and_writes_nothing(
    change: object, size: str, said: str, comparison: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(change)
    change(comparison)
    assert __main__.main(["thumbnail", str(comparison), str(tmp_path / "out.png"), size]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()
