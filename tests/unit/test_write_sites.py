"""Wherever the program writes: on a full disk, in a folder that is read-only or gone, and where a step of the system
fails, an error names the file in words, what stood there is untouched, and nothing is left lying about."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from srviewer import batch, session_file, system
from srviewer.cli import evaluate, options
from srviewer.compared import Source
from srviewer.errors import SrviewerError
from srviewer.imaging import atomic
from srviewer.imaging.image_io import from_array, write_picture
from srviewer.reports import contact_sheet, slider_page, subbands, sweep_curves
from srviewer.reports.blind_test import as_csv
from srviewer.reports.table import Table
from srviewer.session import Session

NOISE = np.random.default_rng(3).integers(0, 65536, (120, 160, 3), np.uint16)
OLD = b"what stood there"


def save(path: Path) -> None:
    write_picture(from_array(NOISE), path, overwrite=True)


def save_8_bits(path: Path) -> None:
    write_picture(from_array((NOISE // 257).astype(np.uint8)), path, overwrite=True)


def save_session(path: Path) -> None:
    session = Session()
    session.open(Source(from_array(NOISE), "pasted"))
    session_file.write(path, session_file.describe(session, session_file.SavedView(), None, True)(), overwrite=True)


def sheet() -> contact_sheet.Sheet:
    pictures = [np.random.default_rng(n).integers(0, 256, (120, 160, 3), np.uint8) for n in range(2)]
    columns = tuple(contact_sheet.SheetColumn(f"{n}", "#8b949e", pixels) for n, pixels in enumerate(pictures))
    return contact_sheet.Sheet.make("made up", columns, ())


def save_sheet(path: Path) -> None:
    contact_sheet.write(sheet(), path, overwrite=True)


def save_page(path: Path) -> None:
    slider_page.write(sheet(), path, overwrite=True)


def save_bands(path: Path) -> None:
    """Of the eight files the first stands there already."""
    stem = path.name.removesuffix("_haar_L1_LL.png")
    subbands.write_subbands(from_array(NOISE), stem, path.parent, "haar", 1, overwrite=True)


def save_batch(path: Path) -> None:
    """One failure is told, not raised: the batch goes on."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in.png"
        Image.fromarray((NOISE // 257).astype(np.uint8)).save(source)
        outcome = batch.upscale_file(batch.Item(source, path), batch.BatchSettings.make("bicubic", 2, overwrite=True))
    if outcome.error:
        raise SrviewerError(outcome.error)


# -- evaluate, claims, training ---------------------------------------------------------------------------


def save_numbers(path: Path) -> None:
    options.write_text(path, "{}" * 10_000, overwrite=True)


def save_what_came_from_elsewhere(path: Path) -> None:
    """evaluate --save-dir with --scheduler: a failure is the outcome of one picture."""
    args = argparse.Namespace(overwrite=True)
    said = evaluate._saved("measures", b"the picture" * 2000, path, Path("a.png"), args)
    if said != "measures":
        raise SrviewerError(str(said))


def save_what_a_worker_made(path: Path) -> None:
    """upscale with --scheduler."""
    cluster: Any = pytest.importorskip("srviewer.cluster", reason="needs the extra [cluster]")
    made: Future[Any] = Future()
    made.set_result(cluster.Made(b"the picture" * 2000, (), ""))
    outcome = cluster._received(
        batch.Item(Path("in.png"), path), made, batch.BatchSettings.make("bicubic", 2, overwrite=True)
    )
    if outcome.error:
        raise SrviewerError(outcome.error)


def save_curves(path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra [train]")
    panel = sweep_curves.Panel("noise", True, (1.0, 2.0), {"bicubic": (30.0, 29.0)})
    sweep_curves.draw(path, [panel], 2, overwrite=True)


def save_claims(path: Path) -> None:
    """srviewer claims: its one line on stderr."""
    from srviewer.cli import claims as verb

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verb, "_report", lambda _folder: "what was found\n" * 1000)
        patch.setattr(verb.claim_images, "checked_folder", lambda _folder: path.parent)
        verb.run(argparse.Namespace(data=None, output=path, overwrite=True))


def trained() -> tuple[Any, Any]:
    import torch

    network = torch.nn.Conv2d(1, 1, 3)
    optimiser = torch.optim.Adam(network.parameters())
    task = SimpleNamespace(config={}, network=network, optimiser=optimiser, memory=torch.nn.Module())
    return task, SimpleNamespace(average=network, step=1, seconds=1.0, rows=[{"step": 1.0, "loss": 0.5}])


def save_checkpoint(path: Path) -> None:
    import torch

    from srviewer.training import loop

    task, state = trained()
    task.network = torch.nn.Linear(300, 300)
    loop.save_checkpoint(path, task, state)


def save_weights(path: Path) -> None:
    from srviewer.training import loop

    loop.save_weights(path, trained()[0].network, {"of": "a test" * 2000})


def save_training_log(path: Path) -> None:
    from srviewer.training import loop

    loop.save_log(path, [{"step": float(n), "loss": 1 / (n + 1)} for n in range(1000)])


def save_training_curves(path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra [train]")
    from srviewer.training import loop

    loop.plot(path, [{"step": float(n), "loss": 1 / (n + 1)} for n in range(10)])


# -- the window -------------------------------------------------------------------------------------------


def of_the_window(module: str) -> Any:
    """A module of the window, with an application that is there; skips where Qt is not."""
    widgets = pytest.importorskip("PySide6.QtWidgets", reason="needs Qt")
    if widgets.QApplication.instance() is None:
        of_the_window.application = widgets.QApplication([])  # type: ignore[attr-defined]  # kept alive
    return importlib.import_module(f"srviewer.gui.{module}")


class AtOnce:
    """Errands that are done where they are sent from, and whose errors come out."""

    def send(self, _slot: object, call: Callable[[Any], Any], then: Callable[[Any], None], *_more: object) -> None:
        then(call(None))


def signal() -> SimpleNamespace:
    return SimpleNamespace(emit=lambda *_: None)


def save_table(path: Path) -> None:
    exporting = of_the_window("features.saving.export")
    table = Table(("Method", "PSNR"), tuple((f"method {n}", "30.00") for n in range(1000)))
    window = SimpleNamespace(errands=AtOnce(), saved=signal(), failed=signal())
    exporting.Exporting.numbers_to(window, path, table)


def save_votes(path: Path) -> None:
    """And the table of folders of results; the window says what failed."""
    said = of_the_window("services.asking").written(path, as_csv((), ("a", "b"), "p") * 1000)
    if said != f"Saved as {path.name}":
        raise SrviewerError(said)


def save_claims_in_the_window(path: Path) -> None:
    recomputing = of_the_window("features.claims.recomputing")
    bench = SimpleNamespace(let_go=lambda: None)
    work = SimpleNamespace(_bench=bench, findings=(object(),), _errands=AtOnce(), saved=signal(), _refused=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recomputing, "as_report", lambda *_: "what was found\n" * 1000)
        recomputing.Recomputing.save(work, path)


def keep_against_a_crash(path: Path) -> None:
    rescue = of_the_window("features.rescue.rescue")
    session = Session()
    session.open(Source(from_array(NOISE), "pasted"))
    rescue._write(path, session_file.describe(session, session_file.SavedView(), None, True)())


def write_desktop_entry(path: Path) -> None:
    of_the_window("features.settings.desktop_entry")._write(path, "[Desktop Entry]\n" * 1000)


def save_handout(path: Path) -> None:
    """The window says what failed."""
    handout = of_the_window("features.lessons.handout")
    said: list[str] = []
    failed = SimpleNamespace(emit=said.append)
    writer = SimpleNamespace(_path=path, _pictures=[], said=signal(), saved=signal(), failed=failed, tr=str)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handout, "pdf", lambda *_: b"%PDF" * 4000)
        handout.Handout._write(writer, None)
    if said:
        raise SrviewerError(said[0])


def save_screenshot(path: Path) -> None:
    """Never over a file, so there is none."""
    program = of_the_window("program")
    from PySide6.QtGui import QImage, QPixmap

    image = QImage(NOISE.astype(np.uint8).tobytes(), 160, 120, 480, QImage.Format.Format_RGB888)
    program.save_pixmap(QPixmap.fromImage(image), path)


SITES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "save png": ("a.png", save_8_bits),
    "save png of 16 bits": ("a.png", save),
    "save tiff": ("a.tif", save_8_bits),
    "save tiff of 16 bits": ("a.tif", save),
    "save webp": ("a.webp", save_8_bits),
    "save jpeg": ("a.jpg", save_8_bits),
    "comparison": ("a.srview", save_session),
    "sheet png": ("a.png", save_sheet),
    "sheet svg": ("a.svg", save_sheet),
    "sheet pdf": ("a.pdf", save_sheet),
    "slider page": ("a.html", save_page),
    "subbands": ("a_haar_L1_LL.png", save_bands),
    "batch": ("a.png", save_batch),
    "evaluate, numbers": ("a.json", save_numbers),
    "evaluate, results of others": ("a.png", save_what_came_from_elsewhere),
    "evaluate, curves png": ("a.png", save_curves),
    "evaluate, curves svg": ("a.svg", save_curves),
    "upscale, results of others": ("a.png", save_what_a_worker_made),
    "claims": ("a.md", save_claims),
    "training, checkpoint": ("a.ckpt", save_checkpoint),
    "training, weights": ("a.safetensors", save_weights),
    "training, log": ("a.csv", save_training_log),
    "training, curves": ("a.png", save_training_curves),
    "window, numbers csv": ("a.csv", save_table),
    "window, numbers markdown": ("a.md", save_table),
    "window, numbers latex": ("a.tex", save_table),
    "window, votes": ("a.csv", save_votes),
    "window, claims": ("a.md", save_claims_in_the_window),
    "window, kept against a crash": ("1.srview", keep_against_a_crash),
    "window, desktop entry": ("a.desktop", write_desktop_entry),
    "window, handout": ("a.pdf", save_handout),
    "window, screenshot": ("a.png", save_screenshot),
}
MAKES_ITS_FOLDER = (
    "batch",
    "subbands",
    "evaluate, results of others",
    "upscale, results of others",
    "window, kept against a crash",
    "window, desktop entry",
)
NEVER_OVERWRITES = ("window, screenshot",)
sites = pytest.mark.parametrize("site", SITES)


def fails_cleanly(site: str, folder: Path, words: str) -> None:
    name, write = SITES[site]
    before = {} if site in NEVER_OVERWRITES else {name: OLD}
    for old, content in before.items():
        (folder / old).write_bytes(content)
    with pytest.raises(SrviewerError, match=words) as caught:
        write(folder / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


@sites
def test_it_writes_where_nothing_fails(site: str, tmp_path: Path) -> None:
    name, write = SITES[site]
    if site not in NEVER_OVERWRITES:
        (tmp_path / name).write_bytes(OLD)
    write(tmp_path / name)
    assert (tmp_path / name).read_bytes() != OLD


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("open", errno.EROFS),
        ("open", errno.EACCES),
        ("fsync", errno.EDQUOT),
        ("fsync", errno.EIO),
        ("replace", errno.ENOSPC),
    ],
)
@sites
def test_a_step_of_the_system_fails(
    site: str, step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(number, "It does not work")

    class Failing:
        """`os` for the writer alone."""

        def __getattr__(self, name: str) -> object:
            named = (step, "link") if step == "replace" else (step,)  # a name that nothing has is taken by a link
            return failing if name in named else getattr(os, name)

    monkeypatch.setattr(atomic, "os", Failing())
    monkeypatch.setattr(system, "os", Failing())
    fails_cleanly(site, tmp_path, r"could not be written: It does not work\.$")


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 8 KB, which only root may make."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "none", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except OSError:
        pytest.skip("no disk can be mounted here")
    if done.returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@sites
def test_a_full_disk(site: str, small_disk: Path) -> None:
    try:
        fails_cleanly(site, small_disk, "No space left")
    finally:
        for path in small_disk.iterdir():
            path.unlink()


def test_settings_on_a_full_disk(small_disk: Path) -> None:
    """Qt writes them beside what stands there, too; the window says at its start where they cannot be kept."""
    settings = pytest.importorskip("PySide6.QtCore", reason="needs Qt").QSettings
    path = small_disk / "a.conf"
    path.write_bytes(b"[window]\ntheme=dark\n")
    kept = settings(str(path), settings.Format.IniFormat)
    kept.setValue("window/theme", "x" * 10_000)
    kept.sync()
    assert kept.status() == settings.Status.AccessError
    del kept
    assert {p.name: p.read_bytes() for p in small_disk.iterdir()} == {"a.conf": b"[window]\ntheme=dark\n"}
    path.unlink()


@sites
def test_a_folder_that_is_gone(site: str, tmp_path: Path) -> None:
    name, write = SITES[site]
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(SrviewerError, match="file"):
        write(tmp_path / "file" / name)  # a file stands where the folder was
    if site not in MAKES_ITS_FOLDER:
        with pytest.raises(SrviewerError, match=r"No such file|there is no folder"):
            write(tmp_path / "gone" / name)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
