from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from srviewer.errors import ImageWriteError, OutputExistsError
from srviewer.imaging import atomic
from srviewer.imaging.atomic import atomic_write, readable_name

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and devices")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_target_appears_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.bin"
    with atomic_write(target) as file:
        file.write(b"half")
        file.flush()
        assert not target.exists()
        file.write(b" and half")
    assert target.read_bytes() == b"half and half"
    assert names(tmp_path) == ["a.bin"]


def test_text_keeps_its_line_ends(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "a.csv", encoding="utf-8") as file:
        file.write("é\r\n1\n")
    assert (tmp_path / "a.csv").read_bytes() == b"\xc3\xa9\r\n1\n"


def test_an_existing_file_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(OutputExistsError, match=r"a exists already"), atomic_write(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    with atomic_write(target, overwrite=True) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_failure_in_the_block_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(error), atomic_write(target, overwrite=True) as file:  # noqa: PT012
        file.write(b"new")
        raise error
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_file_that_appears_meanwhile_is_not_lost(tmp_path: Path) -> None:
    target = tmp_path / "a"
    with pytest.raises(OutputExistsError), atomic_write(target) as file:  # noqa: PT012
        file.write(b"mine")
        target.write_bytes(b"theirs")
    assert target.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_of_racing_writers_exactly_one_wins(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _no_link)
    target, barrier = tmp_path / "a", threading.Barrier(8)
    outcomes: list[int | None] = []

    def race(number: int) -> None:
        try:
            with atomic_write(target) as file:
                file.write(b"%d" % number)
                barrier.wait(20)
            outcomes.append(number)
        except OutputExistsError:
            outcomes.append(None)

    threads = [threading.Thread(target=race, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [number for number in outcomes if number is not None]
    assert len(outcomes) == 8
    assert target.read_bytes() == b"%d" % winners[0]
    assert len(winners) == 1
    assert names(tmp_path) == ["a"]


def _no_link(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_failed_rename_without_hard_links_frees_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _no_link)
    monkeypatch.setattr(os, "replace", _no_link)
    with pytest.raises(ImageWriteError, match="not permitted"), atomic_write(tmp_path / "a") as file:
        file.write(b"x")
    assert names(tmp_path) == []


@posix
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    import resource
    import signal

    target = tmp_path / "a"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(ImageWriteError, match=r"a could not be written: File too large\.$"):  # noqa: SIM117
            with atomic_write(target, overwrite=True) as file:
                file.write(bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@posix
def test_permissions_follow_the_umask_and_the_old_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with atomic_write(tmp_path / "new") as file:
            file.write(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    (tmp_path / "new").chmod(0o604)
    with atomic_write(tmp_path / "new", overwrite=True) as file:
        file.write(b"y")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o604


@posix
def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with pytest.raises(OutputExistsError), atomic_write(link) as file:
        file.write(b"new")
    with atomic_write(link, overwrite=True) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix
def test_what_is_not_a_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "pipe", tmp_path):
        with (
            pytest.raises(ImageWriteError, match=r"is a folder|not an ordinary file"),
            atomic_write(target, overwrite=True),
        ):
            pytest.fail("the block must not run")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing/a.png", "No such file"), ("x" * 300, "too long"), ("nul\0.png", "null")],
)
def test_a_name_that_cannot_be_written_is_named(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ImageWriteError, match=words) as caught, atomic_write(str(tmp_path / name)):
        pytest.fail("the block must not run")
    assert readable_name(name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_longest_possible_name_works(tmp_path: Path) -> None:
    name = "x" * 251 + ".png"
    with atomic_write(tmp_path / name) as file:
        file.write(b"x")
    assert names(tmp_path) == [name]


def test_readable_name_is_one_printable_line() -> None:
    assert readable_name("a\nb\x1b[2J é 😀") == "a\\nb\\x1b[2J é 😀"
    assert readable_name(os.fsdecode(b"caf\xe9.png")) == "caf\N{REPLACEMENT CHARACTER}.png"
    assert readable_name("\ud800.png") == "\N{REPLACEMENT CHARACTER}.png", "half of a pair, as other systems have it"


def test_what_a_killed_program_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, "-c", "pass"])
    left.wait()
    stale = tmp_path / f"{atomic._prefix()}-{left.pid}-00ff.tmp"
    others = tmp_path / f".srviewer-12345678-{left.pid}-00ff.tmp"  # another machine's
    for path in (stale, others, tmp_path / "photo.tmp"):
        path.touch()
    with atomic_write(tmp_path / "new.txt", encoding="utf-8") as file:
        file.write("half")
        atomic.sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([others.name, "new.txt", "photo.tmp"])
    atomic.sweep(tmp_path / "gone")
