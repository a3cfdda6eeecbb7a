"""The library of models: listed without reading them, found by name and checksum, told of in words when gone."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import model_files
import numpy as np
import pytest
from PIL import Image

import srviewer
from srviewer import batch, models, upsamplers
from srviewer.__main__ import main
from srviewer.errors import ImageWriteError, ModelError
from srviewer.models import library, loaded
from srviewer.upsamplers import from_files

pytestmark = pytest.mark.usefixtures("one_thread", "no_models_left")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return model_files.saved("Compact", tmp_path / "3x small, one.pth")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photos" / "a.png"
    path.parent.mkdir()
    Image.fromarray((model_files.photo() * 255).astype(np.uint8)).save(path)
    return path


def called(capsys: pytest.CaptureFixture[str], *words: object, status: int = 0) -> str:
    assert main(list(map(str, words))) == status
    out, err = capsys.readouterr()
    return out if status == 0 else err


def test_a_model_is_added_listed_renamed_and_removed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no models in the library" in called(capsys, "models", "list")
    assert called(capsys, "models", "add", file).startswith("model:3x small one  RealESRGAN Compact ×3 · ")
    (fact,) = json.loads(called(capsys, "models", "list", "--json"))["models"]
    assert (fact["name"], fact["file"], fact["available"]) == ("model:3x small one", str(file), True)
    assert (fact["facts"]["scale"], fact["sha256"]) == (3, library.checksum_of(models.stamp(file)))
    assert "model:3x small one" in called(capsys, "methods")
    assert called(capsys, "models", "rename", "3x small one", "fine") == ""
    assert "model:fine" in called(capsys, "models", "list")
    assert "no model 'x' in the library (there are: fine)" in called(capsys, "models", "remove", "x", status=2)
    called(capsys, "models", "remove", "model:fine")
    assert library.entries() == ()
    assert file.exists()


def test_a_copy_is_the_librarys_own(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called(capsys, "models", "add", "--copy", "--bgr", file)
    file.unlink()
    (entry,) = library.entries()
    assert (entry.copied, entry.order, entry.file.parent.parent) == (True, "BGR", library.folder())
    assert upsamplers.get("model:3x small one").parameters[0].default == "BGR"
    library.change("3x small one", name="before")
    again = model_files.saved("Compact", file, seed=1)
    library.add([again], copy=True)
    assert len({library.digest(each) for each in library.entries()}) == 2, "each has its own file"
    library.remove("before")
    assert not entry.file.parent.exists()
    assert [each.file.is_file() for each in library.entries()] == [True]


def test_copies_before_one_that_fails_are_in_the_library(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(files: tuple[Path, ...], folder: Path) -> Path:
        if files[0].name == "b.pth":
            raise OSError("No space left on device")
        return copy_files(files, folder)

    copy_files = library.copy_files
    monkeypatch.setattr(library, "copy_files", copy)
    with pytest.raises(ModelError, match=r"b\.pth cannot be copied into the library: No space left"):
        library.add([file, model_files.saved("Compact", file.with_name("b.pth"))], copy=True)
    assert [entry.name for entry in library.entries()] == ["3x small one"]
    assert sorted(path.name for path in library.folder().iterdir()) == ["3x small one", "library.json"]


def test_a_model_is_renamed_while_another_is_copied(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file takes a while, for which the window must not stand still."""

    def copy(files: tuple[Path, ...], folder: Path) -> Path:
        renaming = threading.Thread(target=library.change, args=("b",), kwargs={"name": "c"})
        renaming.start()
        renaming.join(20)
        renamed.append(not renaming.is_alive())
        return copy_files(files, folder)

    renamed: list[bool] = []
    copy_files = library.copy_files
    library.add([model_files.saved("Compact", file.with_name("b.pth"))])
    monkeypatch.setattr(library, "copy_files", copy)
    library.add([file], copy=True)
    assert renamed == [True]
    assert [(entry.name, entry.copied) for entry in library.entries()] == [("c", False), ("3x small one", True)]


def test_copies_of_files_of_one_name_have_folders_of_their_own(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Path(shutil.copy(file, tmp_path / "other"))
    entries = library.add([file, other, file], copy=True)
    assert [entry.name for entry in entries] == ["3x small one", "3x small one 2", "3x small one"]
    assert len({entry.file for entry in entries}) == 2
    assert all(entry.file.is_file() and entry.copied for entry in entries)


def test_two_processes_that_add_at_once_lose_nothing(file: Path, tmp_path: Path) -> None:
    adds = (
        "import sys\nfrom pathlib import Path\nfrom srviewer.models import library\n"
        "for file in sys.argv[1:]:\n    library.add([Path(file)])"
    )
    files = [Path(shutil.copy(file, tmp_path / f"{n}{file.suffix}")) for n in range(20)]
    halves = [[sys.executable, "-c", adds, *map(str, half)] for half in (files[:10], files[10:])]
    for process in [subprocess.Popen(half) for half in halves]:
        assert process.wait(60) == 0
    assert {entry.file for entry in library.entries()} == set(files)


def test_weights_in_another_file_go_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, data = model_files.onnx_file(tmp_path / "m.onnx", external=True), tmp_path / "m.onnx.data"
    whole = hashlib.sha256(file.read_bytes() + data.read_bytes()).hexdigest()
    expected = srviewer.upscale(model_files.photo(), method=srviewer.load_model(file), scale=2)
    upsamplers.remove("model:m")
    called(capsys, "models", "add", "--copy", file)
    (entry,) = library.entries()
    assert library.digest(entry) == whole
    before = models.stamp(file)
    data.write_bytes(data.read_bytes()[::-1])
    assert models.stamp(file) != before
    data.unlink()
    with pytest.raises(ModelError, match=r"m\.onnx keeps its weights in m\.onnx\.data, which is not beside it"):
        library.add([file], copy=True)
    file.unlink()
    assert np.array_equal(srviewer.upscale(model_files.photo(), method="model:m", scale=2), expected)
    library.remove("m")
    assert [path.name for path in library.folder().iterdir()] == ["library.json"]


def test_every_verb_takes_a_model(file: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    called(capsys, "upscale", photo, "--model", file, "--scale", 3, "--output-dir", out)
    called(capsys, "compare", photo, "--model", file, "--methods", "bicubic", "--scale", 2, "--output", out / "c.png")
    numbers = out / "n.json"
    words = ("--hr", photo.parent, "--scale", 2, "--methods", "bicubic", "--json", numbers)
    called(capsys, "evaluate", *words, "--model", file)
    assert set(json.loads(numbers.read_text())["methods"]) == {"bicubic", "model:3x small one"}
    assert sorted(p.name for p in out.iterdir()) == ["a_model_3x_small_one_x3.png", "c.png", "n.json"]
    assert library.entries() == ()  # for this command alone
    called(capsys, "models", "add", file)
    called(capsys, "upscale", photo, "--method", "model:3x small one", "--scale", 3, "--output", out / "b.png")
    assert np.array_equal(Image.open(out / "b.png"), Image.open(out / "a_model_3x_small_one_x3.png"))


def test_all_that_takes_a_method_takes_what_load_model_gives(file: Path, photo: Path) -> None:
    model, image = srviewer.load_model(file), np.array(Image.open(photo))
    enlarged = srviewer.upscale(image, method=model, scale=3)
    found = srviewer.compare(image, ["nearest", model], scale=3, params={model: {"order": "RGB"}})
    assert [column.title for column in found.sheet.columns] == ["Nearest ×3", "3x small one ×3"]
    assert np.array_equal(found.sheet.columns[1].pixels, enlarged)
    settings = batch.BatchSettings.make(model, 3)
    assert (settings.method, upsamplers.get(model)) == (model.name, upsamplers.get(model.name))


def test_a_batch_of_pictures_of_many_sizes_by_a_model_that_keeps_what_depends_on_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SPAN puts its kernels together anew in each run; several threads at once would take each other's."""
    model = srviewer.load_model(model_files.saved("SPAN", tmp_path / "span.pth"))
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(8):
        Image.fromarray((model_files.photo(16 + n, 30 - n) * 255).astype(np.uint8)).save(folder / f"{n}.png")
    called(capsys, "upscale", folder, "--method", model.name, "--scale", 2, "--output-dir", tmp_path / "out")
    for path in folder.iterdir():
        expected = srviewer.upscale(np.array(Image.open(path)), method=model, scale=2)
        assert np.array_equal(np.array(Image.open(tmp_path / "out" / f"{path.stem}_model_span_x2.png")), expected)


def test_errors_on_the_command_line(file: Path, photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = file.with_name("page.pth")
    page.write_text("<html>")
    out = ("--scale", 2, "--output", file.with_suffix(".png"))
    assert "is a web page" in called(capsys, "models", "add", page, status=2)
    assert "is a web page" in called(capsys, "upscale", photo, "--model", page, *out, status=2)
    both = ("--model", file, "--method", "bicubic")
    assert "give one of them" in called(capsys, "upscale", photo, *both, *out, status=2)
    assert "no models in this folder" in called(capsys, "models", "add", photo.parent, status=2)
    assert "unknown method 'model:gone'" in called(capsys, "upscale", photo, "--method", "model:gone", *out, status=2)


def test_twenty_models_are_listed_in_a_second_and_none_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = model_files.saved("Compact", tmp_path / "m.pth").read_bytes()
    folder = tmp_path / "models"
    folder.mkdir()
    for n in range(20):
        (folder / f"m{n}.pth").write_bytes(one)
    loaded.let_go()
    begun = time.process_time()
    called(capsys, "models", "add", folder)
    called(capsys, "models", "list")
    assert time.process_time() - begun < 1
    assert loaded.in_memory() == ()
    found = [m for m in upsamplers.known() if m.name.startswith("model:")]
    assert len({m.slug for m in found} | {m.name for m in found}) == 40
    assert len({m.colour for m in found}) == len(library.COLOURS)
    assert found[0].scales == upsamplers.SCALES
    srviewer.upscale(model_files.photo(), method=found[0], scale=3)
    from_files.refresh()
    assert upsamplers.get(found[0].name).line.startswith("RealESRGAN Compact ×3")
    assert upsamplers.get(found[0].name).scales == upsamplers.ENLARGING
    assert loaded.in_memory() == (folder / "m0.pth",)


def test_what_is_known_lasts(file: Path) -> None:
    from_files.add([file])
    srviewer.upscale(model_files.photo(), method="model:3x small one", scale=3)
    (entry,) = library.entries()
    assert entry.known is not None
    assert entry.known.measured is not None
    before = library.digest(entry)
    model_files.saved("Compact", file, seed=1)
    assert library.digest(library.entries()[0]) != before


def test_a_library_that_cannot_be_written_keeps_no_model_from_running(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (method,) = from_files.add([file])
    before = library.entries()

    def full(_entries: object) -> None:
        raise ImageWriteError("library.json could not be written: No space left on device.")

    monkeypatch.setattr(library, "_write", full)
    assert srviewer.upscale(model_files.photo(), method=method, scale=3).shape == (72, 96, 3)
    assert library.entries() == before


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="needs /proc")
def test_a_file_that_cannot_be_read_has_no_checksum() -> None:
    """And so keeps no comparison that shows other models from opening."""
    entry = library.made(Path("/proc/self/mem"), [])
    assert library.digest(entry) == ""


def test_a_file_that_is_gone_is_told_of(file: Path) -> None:
    (method,) = from_files.add([file])
    file.unlink()
    reason = upsamplers.unavailable_reason(method.name)
    assert reason is not None
    assert "3x small, one.pth: cannot be read" in reason


def test_without_the_extra_the_models_name_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda name: None)
    for path in (file, file.with_suffix(".onnx")):
        path.touch()
        with pytest.raises(ModelError, match=r"models from files need pip install 'srviewer\[models\]'"):
            srviewer.load_model(path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 2, "models": []}', '{"version": 1, "models": [{"name": "a"}]}']
)
def test_a_library_that_is_none_is_an_empty_one_and_is_put_aside(text: str, file: Path) -> None:
    """It may be a later version's, or one that can be mended by hand."""
    library.folder().mkdir(parents=True)
    (library.folder() / "library.json").write_text(text)
    assert library.entries() == ()
    library.add([file])
    (aside,) = (path for path in library.folder().iterdir() if path.name != "library.json")
    assert aside.read_text() == text
    library.change("3x small one", label="x")
    assert [entry.label for entry in library.entries()] == ["x"]
    assert len(list(library.folder().iterdir())) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"state": ["/x", 1e400, 2]},
        {"state": "x"},
        {"known": {"facts": {"tags": [], "side": [1]}, "measured": None}},
        {"known": [1]},
        {"file": "\ud800.pth"},
        {"file": "a\0.pth"},
    ],
)
def test_an_entry_of_which_a_part_is_damaged(change: dict[str, object], file: Path) -> None:
    """The program starts, and the rest of it is there."""
    library.add([file])
    place = library.folder() / "library.json"
    content = json.loads(place.read_text())
    content["models"][0] |= change
    place.write_text(json.dumps(content))
    (entry,) = library.entries()
    assert (entry.name, entry.known) == ("3x small one", None)
    reason = from_files.why_not(entry.file)
    assert reason is None if "file" not in change else "cannot be read" in reason


def test_names_of_files_are_the_same_in_every_run() -> None:
    """Else a batch that goes on would not find what it has done."""
    names = ("4x Größe", "模型", "модель")
    slugs = [from_files.method_of(library.made(Path(f"{name}.pth"), [])).slug for name in names]
    assert slugs == ["model_4x_gr__e", "model_fede1c7c", "model_26039e58"]


def test_a_name_is_given_once_whatever_its_case(file: Path) -> None:
    library.add([file, model_files.saved("Compact", file.with_name("b.pth"))])
    with pytest.raises(ModelError, match="there is a model 'B' already"):
        library.change("3x small one", name="B")
    assert library.change("b", name=" B ").name == "B", "its own name may be written otherwise"
    assert library.change("B", name="B ").name == "B"


def test_names_of_all_kinds() -> None:
    for given, name in (("a,b=c:d", "a b c d"), ("\n", "model"), ("4x-Größe", "4x-Größe"), ("x" * 200, "x" * 80)):
        assert library.cleaned(given) == name
    entries = [library.made(Path("A.pth"), []), library.made(Path("b.pth"), [])]
    assert library.made(Path("a.pth"), entries).name == "a 2"
