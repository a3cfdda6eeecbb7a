"""Everything that is shipped or needed is in the list of licences, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_dependency_is_listed() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.findall(r'^    "([A-Za-z0-9-]+)', project.split("\ndependencies = [")[1].split("]")[0], re.MULTILINE)
    text = (ROOT / "resources" / "licences.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([A-Za-z0-9-]+) \|", text.split("## What it is installed with")[1], re.MULTILINE)
    assert [name for name in listed if name != "package"] == needed
    assert len(needed) > 10


def test_every_folder_in_the_wheel_is_listed() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    folders = re.findall(r'^"([a-z/]+)" = "srviewer/_data', project, re.MULTILINE)
    text = (ROOT / "resources" / "licences.md").read_text(encoding="utf-8")
    assert len(folders) >= 5
    for folder in folders:
        assert f"`{folder.split('/')[0]}/`" in text
        assert folder.split("/")[-1].rstrip("s").replace("desktop", "desktop entry") in text
