"""The program in the desktop's menu: files that the desktop's tools accept, written for one user and removed again."""

from __future__ import annotations

import configparser
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from srviewer import paths
from srviewer.errors import ImageWriteError, ParameterError
from srviewer.gui.features.settings import desktop_entry
from srviewer.imaging.formats import IMAGE_EXTENSIONS

pytestmark = pytest.mark.skipif(not desktop_entry.is_offered(), reason="desktop entries are for Linux and its kin")

FOLDER = paths.resources() / "desktop"
MIME_SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


def tool(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"needs {name} (Debian: apt-get install {package})")
    return path


def accepted(*words: object) -> None:
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def entry_of(path: Path, section: str = "Desktop Entry") -> dict[str, str]:
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    parser.read(path, encoding="utf-8")
    return dict(parser[section])


def split(line: str) -> list[str]:
    """The arguments of a value of Exec, by the specification's two rules: the string's escapes, then the quotes."""
    text = line.replace("\\\\", "\\")
    words, word, quoted, characters = [], "", False, iter(text)
    for c in characters:
        if quoted and c == "\\":
            word += next(characters)
        elif c == '"':
            quoted = not quoted
        elif c == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += c
    return [w.replace("%%", "%") for w in [*words, word]]


# -- the files as they are shipped --------------------------------------------------------------------------


def test_the_entry_is_valid() -> None:
    accepted(tool("desktop-file-validate", "desktop-file-utils"), FOLDER / desktop_entry.ENTRY.name)
    entry = entry_of(FOLDER / desktop_entry.ENTRY.name)
    assert entry["Exec"] == "srviewer %F"
    assert entry["Icon"] == "srviewer"


@pytest.mark.parametrize("name", ["srviewer-mime.xml", f"{paths.APPLICATION_ID}.metainfo.xml"])
def test_the_xml_is_well_formed(name: str) -> None:
    ElementTree.parse(FOLDER / name)
    if shutil.which("xmllint"):
        accepted("xmllint", "--noout", FOLDER / name)


def test_the_metainfo_is_valid() -> None:
    program = tool("appstreamcli", "appstream")
    words = [program, "validate", "--no-net", "--format=yaml", FOLDER / f"{paths.APPLICATION_ID}.metainfo.xml"]
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    tags = {line.split(":")[1].strip() for line in done.stdout.splitlines() if line.strip().startswith("- tag:")}
    assert f"File: {paths.APPLICATION_ID}.metainfo.xml" in done.stdout
    assert tags <= {"releases-info-missing", "cid-contains-uppercase-letter"}, done.stdout


def test_what_the_files_say_of_each_other_agrees() -> None:
    entry = entry_of(FOLDER / desktop_entry.ENTRY.name)
    info = ElementTree.parse(FOLDER / f"{paths.APPLICATION_ID}.metainfo.xml").getroot()
    (kind,) = ElementTree.parse(FOLDER / "srviewer-mime.xml").getroot()
    assert info.findtext("launchable") == desktop_entry.ENTRY.name
    assert info.findtext("name") == entry["Name"]
    assert info.findtext("provides/mediatype") == kind.get("type") == entry["MimeType"].split(";")[0]
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME_SPACE}glob")] == ["*.srview"]
    assert (paths.resources() / "icons" / f"{entry['Icon']}.svg").is_file()


def test_the_entry_takes_every_picture_that_is_read() -> None:
    globs = Path("/usr/share/mime/globs2")
    if not globs.is_file():
        pytest.skip("needs the types of /usr/share/mime (Debian: apt-get install shared-mime-info)")
    types = set(entry_of(FOLDER / desktop_entry.ENTRY.name)["MimeType"].split(";"))
    known: dict[str, set[str]] = {}
    for line in globs.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, kind, pattern = line.split(":")[:3]
            if kind.startswith("image/"):
                known.setdefault(pattern.removeprefix("*").lower(), set()).add(kind)
    missing = {e: known[e] for e in IMAGE_EXTENSIONS if e in known and not known[e] & types}
    assert missing == {}
    assert len(IMAGE_EXTENSIONS & known.keys()) > 15


# -- for one user -------------------------------------------------------------------------------------------


def test_it_is_installed_and_removed(tmp_path: Path) -> None:
    assert not desktop_entry.is_installed(tmp_path)
    written = desktop_entry.install(tmp_path)
    data = tmp_path / ".local/share"
    assert [str(p.relative_to(data)) for p in written] == [
        str(desktop_entry.ENTRY),
        "thumbnailers/srviewer.thumbnailer",
        "mime/packages/srviewer.xml",
        "icons/hicolor/scalable/apps/srviewer.svg",
    ]
    assert all(path.stat().st_size > 100 for path in written)
    assert desktop_entry.is_installed(tmp_path)
    assert desktop_entry.install(tmp_path) == written  # once more changes nothing
    assert desktop_entry.remove(tmp_path) == written
    assert not any(path.exists() for path in written)
    assert desktop_entry.remove(tmp_path) == []


def test_an_entry_of_the_former_name_is_taken_away(tmp_path: Path) -> None:
    former = tmp_path / ".local/share/applications/srviewer.desktop"
    former.parent.mkdir(parents=True)
    former.write_text("[Desktop Entry]\n")
    assert desktop_entry.is_installed(tmp_path)
    desktop_entry.install(tmp_path)
    assert not former.exists()
    former.write_text("[Desktop Entry]\n")
    assert former in desktop_entry.remove(tmp_path)
    assert not desktop_entry.is_installed(tmp_path)


def test_the_installed_entry_is_valid_and_starts_the_running_program(tmp_path: Path) -> None:
    path = desktop_entry.install(tmp_path)[0]
    entry = entry_of(path)
    words = split(entry["Exec"])
    assert words[-1] == "%F"
    assert entry["TryExec"] == words[0]
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*words[:-1], "--version"], cwd=entry.get("Path", tmp_path), env=environment, capture_output=True, text=True
    )
    assert done.stdout.startswith("srviewer "), done.stderr
    if shutil.which("desktop-file-validate"):
        accepted("desktop-file-validate", path)


def test_thumbnails_are_made_by_the_running_program(tmp_path: Path) -> None:
    (path,) = (p for p in desktop_entry.install(tmp_path) if p.suffix == ".thumbnailer")
    shipped, written = (entry_of(p, "Thumbnailer Entry") for p in (FOLDER / path.name, path))
    assert shipped["Exec"] == "srviewer thumbnail %i %o %s"
    assert shipped["MimeType"] == written["MimeType"] == "application/x-srviewer;"
    words = split(written["Exec"])
    assert tuple(words) == (*desktop_entry.command(), "thumbnail", "%i", "%o", "%s")
    assert written["TryExec"] == words[0]


def test_a_script_beside_the_interpreter_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my $HOME \"bin\" `a\\b` 'c'"
    folder.mkdir()
    monkeypatch.setattr(sys, "executable", str(folder / "python3"))
    assert desktop_entry.command() == (str(folder / "python3"), "-m", "srviewer")
    script = folder / "srviewer"
    script.write_text("#!/bin/sh\n")
    assert desktop_entry.command()[1:] == ("-m", "srviewer")  # not to be run
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert desktop_entry.command() == (str(script),)
    entry = entry_of(desktop_entry.install(tmp_path)[0])
    assert split(entry["Exec"]) == [str(script), "%F"]
    assert entry["TryExec"].replace("\\\\", "\\") == str(script)
    assert "Path" not in entry
    if shutil.which("desktop-file-validate"):
        accepted("desktop-file-validate", tmp_path / ".local/share" / desktop_entry.ENTRY)


@pytest.mark.parametrize("name", ["plain", "my $HOME \"bin\" `a\\b` 'c' ~;&<>|*?#()", "100%", "%F a=b"])
def test_the_desktop_starts_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """GLib reads the entry: another's idea of the rules than ours."""
    program = tool("gio", "libglib2.0-bin")
    script = tmp_path / name / "srviewer"
    script.parent.mkdir()
    note, told = tmp_path / "note", tmp_path / "told"
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{note}'\nmv '{note}' '{told}'\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script.with_name("python3")))
    entry = desktop_entry.install(tmp_path)[0]
    files = [str(tmp_path / "a b %25 #.png"), str(tmp_path / "c.srview")]
    for file in files:
        Path(file).touch()
    accepted(program, "launch", entry, *files)
    for _ in range(100):
        if told.exists():
            break
        time.sleep(0.05)
    assert told.read_text().splitlines() == files


@pytest.mark.parametrize(
    ("argument", "text"),
    [
        ("/usr/bin/srviewer", "/usr/bin/srviewer"),
        ("/a b/c", '"/a b/c"'),
        ("/100%", "/100%%"),
        ('/a"b', r'"/a\\"b"'),
        ("/a$b`c", r'"/a\\$b\\`c"'),
        ("/a\\b", r'"/a\\\\b"'),
    ],
)
def test_quoting(argument: str, text: str) -> None:
    assert desktop_entry.quoted(argument) == text
    assert split(text) == [argument]


def test_a_line_break_cannot_be_quoted() -> None:
    with pytest.raises(ParameterError, match="line break"):
        desktop_entry.quoted("/a\nExec=rm")


def test_the_data_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert desktop_entry.install()[0] == tmp_path / "data" / desktop_entry.ENTRY
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert desktop_entry.install()[0] == tmp_path / "home/.local/share" / desktop_entry.ENTRY


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file")
    with pytest.raises(ImageWriteError, match="cannot be created"):
        desktop_entry.install(tmp_path)


def test_without_the_desktops_tools_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert len(desktop_entry.install(tmp_path)) == 4
    assert sorted(p.name for p in (tmp_path / ".local/share/mime").iterdir()) == ["packages"]


def test_the_desktop_knows_the_type_then(tmp_path: Path) -> None:
    tool("update-mime-database", "shared-mime-info")
    desktop_entry.install(tmp_path)
    mime = tmp_path / ".local/share/mime"
    assert "application/x-srviewer:*.srview" in (mime / "globs2").read_text(encoding="utf-8")
    desktop_entry.remove(tmp_path)
    left = mime / "globs2"
    assert not left.exists() or "srview" not in left.read_text(encoding="utf-8")


def test_the_icon_is_drawn() -> None:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(paths.resources() / "icons" / "srviewer.svg"))
    assert renderer.isValid()
    assert renderer.defaultSize().width() == renderer.defaultSize().height() == 128
