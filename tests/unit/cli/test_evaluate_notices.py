"""What is to be said of how a file was read is said by `srviewer evaluate` too, once a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from srviewer.__main__ import main


def test_notices_of_truths_and_of_lr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, side in (("hr", 24), ("lr", 12)):
        (tmp_path / name).mkdir()
        with tifffile.TiffWriter(tmp_path / name / "a.tif") as file:
            for level in (10, 20):
                file.write(np.full((side, side), level, np.uint8), photometric="minisblack", metadata=None)
    argv = ["evaluate", "--hr", f"{tmp_path}/hr", "--scale", "2", "--methods", "bicubic,nearest", "--metrics", "psnr_y"]
    assert main([*argv, "--lr", f"{tmp_path}/lr"]) == 0
    told = "a.tif: this file has 2 pages; the first is shown"
    assert capsys.readouterr().err.count(told) == 2
    assert main([*argv, "--degradation", "bicubic,box"]) == 0
    assert capsys.readouterr().err.count(told) == 1
