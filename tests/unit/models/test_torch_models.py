"""Models of torch from files: what is read equals the network itself; nothing in a file is run; refusals in words."""

from __future__ import annotations

import io
import json
import os
import pickle  # noqa: TID251 - to write what must not be read
import shutil
import sys
import threading
import warnings
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import model_files
import numpy as np
import pytest
import torch

import srviewer
from srviewer import networks, upsamplers
from srviewer import weights as weights_of_the_program
from srviewer.errors import ModelError, SrviewerError
from srviewer.explain import model as inside
from srviewer.models import Model, loaded, read, torchvision_stub

pytestmark = pytest.mark.usefixtures("one_thread", "no_models_left")


@pytest.mark.parametrize("title", model_files.ARCHITECTURES)
def test_a_file_gives_what_the_network_gives(title: str, tmp_path: Path) -> None:
    name, _options, scale = model_files.ARCHITECTURES[title]
    suffix = (".pth", ".safetensors", ".ckpt")[list(model_files.ARCHITECTURES).index(title) % 3]
    network = model_files.network(title)
    model = srviewer.load_model(model_files.saved(title, tmp_path / f"a model{suffix}"))
    channels = 1 if name == "DnCNN" else 3
    image = model_files.photo(32, 48, channels)
    found = srviewer.upscale(image, method=model, scale=scale)
    planes = image[None, None] if channels == 1 else image.transpose(2, 0, 1)[None]
    with torch.inference_mode():
        expected = network(torch.from_numpy(np.ascontiguousarray(planes)))[0].permute(1, 2, 0).clamp(0, 1).numpy()
    assert found.shape == (32 * scale, 48 * scale, *image.shape[2:])
    assert np.abs(found - (expected if channels == 3 else expected[..., 0])).max() <= 1e-5
    assert expected.std() > 0
    assert model.line.startswith("RealESRGAN Compact" if name == "Compact" else name)
    assert model.scales == (upsamplers.SCALES if scale == 1 else upsamplers.ENLARGING)


@pytest.mark.parametrize("title", ["Compact", "SPAN", "SwinIR", "DAT", "PLKSR", "MoSR"])
def test_tiles_do_not_show_or_it_is_said(title: str, tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.saved(title, tmp_path / "m.pth"))
    scale = model_files.ARCHITECTURES[title][2]
    image = model_files.photo(61, 83)
    whole = srviewer.upscale((image * 255).astype(np.uint8), method=model, scale=scale)
    tiled = srviewer.upscale((image * 255).astype(np.uint8), method=model, scale=scale, tile=29)
    apart = np.abs(whole.astype(int) - tiled).max(2)
    measured = loaded.known(tmp_path / "m.pth", measure=True).measured
    assert measured is not None
    assert measured.seams or (apart.max() <= 1 and (apart > 0).mean() <= 0.001)


def test_any_picture_and_any_scale(tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.saved("Compact", tmp_path / "m.pth"))
    for shape in ((1, 1), (7, 5), (9, 6, 3), (9, 6, 4)):
        for scale in (2, 3, 8):
            image = np.full(shape, 0.5, np.float32)
            assert srviewer.upscale(image, method=model, scale=scale).shape[:2] == (shape[0] * scale, shape[1] * scale)
    srviewer.load_model(model_files.saved("ESRGAN x1", tmp_path / "x1.pth"))
    with pytest.raises(SrviewerError, match="supports ×2, ×3, ×4 and ×8, not ×1"):
        srviewer.upscale(np.zeros((8, 8, 3), np.uint8), method=model, scale=1)


def test_how_a_scale_is_reached() -> None:
    from fractions import Fraction

    from srviewer.upsamplers.model_file import plan

    assert plan(4, 4) == (1, 1)
    assert plan(2, 8) == (3, 1)
    assert plan(2, 3) == (2, Fraction(3, 4))
    assert plan(4, 8) == (1, 2)
    assert plan(16, 4) == (1, Fraction(1, 4))
    assert plan(1, 4) == (1, 4)
    assert plan(3, 8) == (2, Fraction(8, 9))


@pytest.mark.parametrize(
    "architecture",
    [
        {"name": "image_transformation", "scale": 8, "channels": 8, "blocks": 1},
        {"name": "srcnn", "kernels": [9, 5, 5], "channels": [8, 4]},
    ],
)
def test_what_was_trained_here_at_8_is_read(architecture: dict[str, Any], tmp_path: Path) -> None:
    from safetensors.torch import save_file

    about = {"architecture": json.dumps(architecture), "recipe": json.dumps({"options": {"scale": 8}})}
    save_file(networks.build(architecture).state_dict(), tmp_path / "m.safetensors", about)
    model = srviewer.load_model(tmp_path / "m.safetensors")
    assert loaded.known(tmp_path / "m.safetensors").facts.own
    assert srviewer.upscale(model_files.photo(9, 7), method=model, scale=8).shape == (72, 56, 3)


def test_grey_colour_and_alpha_by_the_programs_rule(tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.saved("DnCNN", tmp_path / "grey.pth"))
    colour = model_files.photo(20, 24)
    out = srviewer.upscale(colour, method=model, scale=1)
    assert np.abs((out - colour) - (out - colour)[..., :1]).max() < 2e-3  # chroma stays, Y alone is another
    rgba = np.dstack([colour, np.linspace(0, 1, 480, dtype=np.float32).reshape(20, 24)])
    assert np.abs(srviewer.upscale(rgba, method=model, scale=1)[..., 3] - rgba[..., 3]).max() < 1e-6


def test_half_precision_only_where_it_is_asked_for(tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.saved("Compact", tmp_path / "m.pth"))
    image = model_files.photo()
    full = srviewer.upscale(image, method=model, scale=3)
    half = srviewer.upscale(image, method=model, scale=3, precision="float16")
    assert 0 < np.abs(full - half).max() < 0.01
    swin = srviewer.load_model(model_files.saved("SwinIR", tmp_path / "s.pth"))
    with pytest.raises(SrviewerError, match=r"s\.pth: this architecture does not run in float16"):
        srviewer.upscale(image, method=swin, scale=4, precision="float16")


def test_a_network_of_bgr(tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.saved("Compact", tmp_path / "m.pth"))
    image = model_files.photo()
    turned = srviewer.upscale(image[..., ::-1].copy(), method=model, scale=3)[..., ::-1]
    assert np.array_equal(srviewer.upscale(image, method=model, scale=3, order="BGR"), turned)


def test_a_model_that_is_running_is_cancelled_between_layers(tmp_path: Path) -> None:
    model = read(model_files.saved("ESRGAN", tmp_path / "m.pth"))
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.run(model_files.photo(), check)
    assert calls == 4


@pytest.mark.parametrize("title", ["CRAFT", "SPAN"])  # which keep what depends on the picture
def test_more_urgent_work_with_the_same_model_goes_first(title: str, tmp_path: Path) -> None:
    """In the same thread, between two layers, as a lane does it: neither waits for the other, or changes it."""
    file = model_files.saved(title, tmp_path / "m.pth")
    model, image, other = loaded.model(file), model_files.photo(16, 24), model_files.photo(24, 16)
    expected = model.run(image), model.run(other)
    urgent, calls = [], 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls == 20:
            urgent.append(loaded.model(file).run(other))
            assert inside.run(file, other).maps.size

    found = model.run(image, check)
    assert np.array_equal(found, expected[0])
    assert np.array_equal(urgent[0], expected[1])


def test_memory_that_is_short_means_smaller_tiles_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from srviewer.engine import memory
    from srviewer.engine.job import Job
    from srviewer.engine.run import result_of
    from srviewer.imaging.image_io import from_array
    from srviewer.models.torch_model import TorchModel

    model = srviewer.load_model(model_files.saved("Compact", tmp_path / "m.pth"))
    job = Job.make(from_array(model_files.photo(96, 96)), model.name, 3)
    expected, asked, run = result_of(job).pixels, [], TorchModel.run

    def short(self: TorchModel, image: Any, *rest: Any) -> Any:
        asked.append(image.shape[0] * image.shape[1])
        if asked[-1] > 96 * 90:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
        return run(self, image, *rest)

    monkeypatch.setattr(TorchModel, "run", short)
    monkeypatch.setattr(memory, "largest_tile", {})
    result = result_of(Job.make(job.picture, model.name, 3))
    assert "ran out of memory: tiles are" in result.notices[0]
    assert np.array_equal(result.pixels, expected)
    asked.clear()
    assert result_of(Job.make(job.picture, model.name, 3)).notices == ()
    assert max(asked) <= 96 * 90  # it is not tried again


def test_models_are_let_go_of_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [model_files.saved("Compact", tmp_path / f"{n}.pth", n) for n in range(3)]
    monkeypatch.setattr(loaded, "MOST_BYTES", 2 * loaded.model(files[0]).nbytes)
    for file in files:
        loaded.model(file)
    assert loaded.in_memory()[-2:] == tuple(files[1:])
    assert loaded.let_go() > 0
    assert loaded.in_memory() == ()
    assert loaded.model(files[0]).facts.scale == 3


def test_a_model_in_memory_is_not_kept_waiting_while_another_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (model_files.saved("Compact", tmp_path / f"{n}.pth", n) for n in range(2))
    there = loaded.model(first)
    known = loaded.known(first, measure=True)
    begun, may_end = threading.Event(), threading.Event()

    def slow(*given: object) -> Model:
        begun.set()
        may_end.wait(60)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(loaded, "read", slow)
    reading = threading.Thread(target=loaded.model, args=(second,))
    reading.start()
    assert begun.wait(60)
    with ThreadPoolExecutor(1) as other:
        asked = [other.submit(loaded.model, first), other.submit(loaded.known, first, True)]
        try:
            assert [each.result(30) for each in asked] == [there, known]
        finally:
            may_end.set()
            reading.join()
    assert second in loaded.in_memory()


@pytest.mark.parametrize("suffix", [".safetensors", ".pth", ".ckpt"])
def test_a_file_that_is_overwritten_while_its_model_is_in_memory(suffix: str, tmp_path: Path) -> None:
    file = model_files.saved("Compact", tmp_path / f"m{suffix}")
    model, own = read(file), tmp_path / "own.safetensors"
    shutil.copy(model_files.saved("Compact", tmp_path / "s.safetensors"), own)
    tensors = weights_of_the_program.read_file(own)
    expected, total = model.run(model_files.photo()), sum(float(t.sum()) for t in tensors.values())
    maps = Path("/proc/self/maps")
    assert not maps.exists() or str(tmp_path) not in maps.read_text(), "reading it would end the process"
    for path in (file, own):
        with path.open("r+b") as opened:
            opened.truncate(100)
    assert np.array_equal(model.run(model_files.photo()), expected)
    assert sum(float(t.sum()) for t in tensors.values()) == total


# -- what cannot be used ------------------------------------------------------------------------------------------


class Bomb:
    """Unpickled, it makes a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[..., None], tuple[str]]:
        return os.mkdir, (str(self.folder),)


def bytes_of(thing: Any, legacy: bool = False) -> bytes:
    out = io.BytesIO()
    torch.save(thing, out, _use_new_zipfile_serialization=not legacy)
    return out.getvalue()


def archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


def weights(**more: Any) -> bytes:
    return bytes_of({**model_files.network("Compact").state_dict(), **more})


def script() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of torch.jit, by newer releases
        torch.jit.save(torch.jit.script(torch.nn.Conv2d(3, 3, 3)), out)
    return out.getvalue()


def safetensors() -> bytes:
    from safetensors.torch import save

    return save({"a": torch.zeros(100)})


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": (".pth", lambda: b"", "is empty"),
    "web page": (".pth", lambda: b"\n<!DOCTYPE html><title>404", "is a web page, not a model"),
    "LFS pointer": (".onnx", lambda: b"version https://git-lfs.github.com/spec/v1\noid", "Git LFS"),
    "picture": (".pth", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), r"is a picture \(PNG\)"),
    "GGUF": (".safetensors", lambda: b"GGUF" + bytes(100), "is a GGUF file"),
    "text": (".ckpt", lambda: b"weights go here", "is no model: it begins with b'weights "),
    "text as safetensors": (".safetensors", lambda: b"weights go here", "its header is not"),
    "cut safetensors": (".safetensors", lambda: safetensors()[:-50], "was not downloaded whole: it has"),
    "cut header": (".safetensors", lambda: safetensors()[:20], "its header is not"),
    "cut archive": (".pth", lambda: weights()[:-1000], "its table of contents is missing"),
    "another archive": (".pth", lambda: archive(a="b"), "is an archive without weights"),
    "cut pickle": (".pth", lambda: bytes_of({"a": torch.zeros(9)}, legacy=True)[:-20], "not downloaded whole"),
    "TorchScript": (".pt", script, "is a TorchScript program"),
    "whole module": (".pth", lambda: bytes_of(torch.nn.Conv2d(3, 3, 3)), r"pickled object \(torch\.nn\.modules\.conv"),
    "NumPy": (".pth", lambda: weights(best=np.float64(3)), "holds NumPy values beside its weights"),
    "a list": (".pth", lambda: bytes_of([torch.zeros(3)]), "holds no weights, but a list"),
    "numbers": (".pth", lambda: bytes_of({"epoch": 3}), r"holds no weights \(but epoch\)"),
    "unknown": (
        ".pth",
        lambda: bytes_of(OrderedDict(my_layer=torch.zeros(3))),
        r"knows no architecture whose weights are called so \(my_layer, 1 tensors in all\): export it to ONNX",
    ),
    "misfit": (
        ".pth",
        lambda: bytes_of({k: v[..., :2] for k, v in model_files.network("ESRGAN").state_dict().items()}),
        "looks like ESRGAN but does not fit it",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_model_is_refused_in_a_sentence(kind: str, tmp_path: Path) -> None:
    suffix, content, words = BROKEN[kind]
    file = tmp_path / f"broken{suffix}"
    file.write_bytes(content())
    with pytest.raises(ModelError, match=words) as refused:
        srviewer.load_model(file)
    assert str(refused.value).startswith(f"broken{suffix}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("legacy", [False, True])
def test_nothing_in_a_file_is_run(legacy: bool, tmp_path: Path) -> None:
    file, made = tmp_path / "bomb.pth", tmp_path / "made"
    file.write_bytes(bytes_of({"params": Bomb(made)}, legacy))
    with pytest.raises(ModelError, match=r"bomb\.pth holds a pickled object \(posix\.mkdir\), which could run code"):
        srviewer.load_model(file)
    file.write_bytes(pickle.dumps(Bomb(made)))
    with pytest.raises(ModelError):
        srviewer.load_model(file)
    assert not made.exists()
    pickle.loads(pickle.dumps(Bomb(made)))  # noqa: S301 - that is what is shown
    assert made.exists()  # it would have


def test_files_that_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pth")
    (tmp_path / "folder.pth").mkdir()
    for name in ("pipe.pth", "folder.pth", "gone.pth"):
        with pytest.raises(ModelError, match="cannot be read"):
            srviewer.load_model(tmp_path / name)


def test_the_licence_that_a_file_names(tmp_path: Path) -> None:
    for name, key in (("a.safetensors", "modelspec.license"), ("b.pth", "license")):
        file = model_files.saved("Compact", tmp_path / name, **{key: "CC-BY-4.0"})
        assert read(file).facts.licence == "CC-BY-4.0"


# -- torchvision --------------------------------------------------------------------------------------------------


def test_spandrel_without_a_torchvision_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("spandrel", "torchvision")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(torchvision_stub, "torchvision_works", lambda: False)
    spandrel = torchvision_stub.spandrel()
    lama = sys.modules["spandrel.architectures.LaMa.__arch.LaMa"]
    assert lama.rotate is torchvision_stub.rotate  # type: ignore[attr-defined]
    assert "torchvision" not in sys.modules
    assert len(spandrel.MAIN_REGISTRY) > 30
    for call in (torchvision_stub.rotate, torchvision_stub.normalize):
        with pytest.raises(ModelError, match="needs a torchvision"):
            call(None)


def test_spandrel_beside_a_torchvision_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("spandrel", "torchvision")]:
        monkeypatch.delitem(sys.modules, name)
    functional = ModuleType(torchvision_stub.FUNCTIONAL)
    names = {"InterpolationMode": torchvision_stub.InterpolationMode, "rotate": abs, "normalize": abs}
    vars(functional).update(names)
    for name in ("torchvision", "torchvision.transforms"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, torchvision_stub.FUNCTIONAL, functional)
    torchvision_stub.spandrel()
    lama = sys.modules["spandrel.architectures.LaMa.__arch.LaMa"]
    assert lama.rotate is abs  # type: ignore[attr-defined]
