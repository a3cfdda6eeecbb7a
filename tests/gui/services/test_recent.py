"""Recent files are kept whatever a file system allows in their names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from srviewer.gui.services import recent, settings

NAMES = [b"plain.png", "日本 50%FF.png".encode(), b"bad\xff%20 name.png", b"a, b; c=d\\x.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
def test_every_name_comes_back_also_at_the_next_start(tmp_path: Path) -> None:
    paths = [tmp_path / os.fsdecode(name) for name in NAMES]
    for path in paths:
        recent.add(path)
    settings.store().sync()
    assert recent.paths() == paths[::-1]
    recent.clear()
    assert recent.paths() == []


def test_a_file_is_listed_once_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    recent.add(tmp_path / "a.png")
    recent.add(tmp_path / "sub" / ".." / "a.png")
    assert recent.paths() == [tmp_path / "a.png"]
