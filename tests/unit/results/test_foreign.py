"""A CSV of numbers from elsewhere joins by the pictures' names."""

from __future__ import annotations

from pathlib import Path

import pytest

from srviewer.errors import ParameterError
from srviewer.results.foreign import read_numbers

TRUTHS = ("baby", "bird", "img_001_SRF_4_HR")


@pytest.mark.parametrize(
    "text",
    [
        "image,LPIPS,note\nbaby.png,0.12,fine\nbird.png,0.3,\n",
        "LPIPS;path\n0,12;C:\\out\\baby_x4.png\n0,3;C:\\out\\bird_x4.png\n",
        "\ufeffname\tLPIPS\n/x/y/baby_SR.jp2\t0.12\n/x/y/bird_SR.jp2\t0.3\nother\t9\n",
    ],
)
def test_columns_by_picture(tmp_path: Path, text: str) -> None:
    path = tmp_path / "n.csv"
    path.write_text(text, encoding="utf-8")
    assert read_numbers(path, TRUTHS) == {"LPIPS": {"baby": 0.12, "bird": 0.3}}


@pytest.mark.parametrize("text", ["", "only one line", "a,b\nx,1\ny,2\n", "name,v\nbaby,nan\n"])
def test_what_is_no_such_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "n.csv"
    path.write_text(text)
    if "nan" in text:
        assert read_numbers(path, TRUTHS) == {}
        return
    with pytest.raises(ParameterError, match=r"n\.csv: "):
        read_numbers(path, TRUTHS)


def test_names_that_are_numbers_are_no_column_of_numbers(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text("PSNR,picture,PSNR,\n30,1,31,7\n32,2,33,8\n")
    expected = {"PSNR": {"1": 30, "2": 32}, "PSNR (3)": {"1": 31, "2": 33}, "4": {"1": 7, "2": 8}}
    assert read_numbers(path, ("1", "2")) == expected


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="cannot be read"):
        read_numbers(tmp_path / "none.csv", TRUTHS)
