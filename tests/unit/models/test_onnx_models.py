"""Models in ONNX: any names, layouts, types and sizes; the program's own networks give what they give in torch."""

from __future__ import annotations

import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import model_files
import numpy as np
import pytest
import torch
from PIL import Image

import srviewer
from srviewer import batch, networks, weights
from srviewer.errors import ModelError, SrviewerError
from srviewer.models import loaded, onnx_model, read

pytestmark = pytest.mark.usefixtures("one_thread", "no_models_left")


def reference(image: Any, scale: int, channels: int) -> Any:
    """What `model_files.onnx_file` computes, in float64."""
    from scipy.ndimage import correlate

    kernel = np.random.default_rng(0).random((channels, channels, 3, 3)) / (9 * channels)
    planes = [image[..., c].astype(np.float64) for c in range(channels)]
    mixed = [sum(correlate(planes[i], kernel[o, i], mode="constant") for i in range(channels)) for o in range(channels)]
    return np.kron(np.stack(mixed, 2), np.ones((scale, scale, 1)))


@pytest.mark.parametrize(
    ("scale", "channels", "options"),
    [
        (2, 3, {"names": ("любое", "out:0")}),
        (4, 3, {"last": True}),
        (1, 1, {}),
        (3, 4, {}),
        (2, 4, {"last": True}),
        (2, 3, {"half": True}),
        (2, 3, {"side": (24, 32)}),
        (2, 3, {"external": True}),
    ],
)
def test_any_names_layouts_types_and_sizes(scale: int, channels: int, options: Any, tmp_path: Path) -> None:
    file = model_files.onnx_file(tmp_path / "m.onnx", scale, channels, **options)
    model = srviewer.load_model(file)
    assert loaded.known(file).facts.scale == scale
    assert loaded.known(file).facts.licence == "CC0-1.0"
    image = model_files.photo(37, 53, channels)
    found = srviewer.upscale(image, method=model, scale=scale)
    expected = reference(image if channels > 1 else image[..., None], scale, channels)
    expected = expected[..., 0] if channels == 1 else expected
    assert found.shape == expected.shape
    inner = np.s_[2 * scale : -2 * scale, 2 * scale : -2 * scale]  # a fixed size is padded at the border
    assert np.abs(found - expected)[inner].max() < (2e-3 if options.get("half") else 1e-5)


def test_alpha_goes_into_a_network_of_four_channels(tmp_path: Path) -> None:
    model = srviewer.load_model(model_files.onnx_file(tmp_path / "m.onnx", 2, 4))
    rgb = model_files.photo(20, 20)
    opaque = np.dstack([rgb, np.ones((20, 20), np.float32)])
    assert srviewer.upscale(rgb, method=model, scale=2).shape == (40, 40, 3)
    assert np.abs(srviewer.upscale(opaque, method=model, scale=2) - reference(opaque, 2, 4)).max() < 1e-5
    assert srviewer.upscale(rgb[..., 0], method=model, scale=2).shape == (40, 40)


@pytest.mark.parametrize(("block", "row"), [(2, None), (16, None), (None, 20)])
def test_sides_that_it_does_not_take_are_padded(block: int | None, row: int | None, tmp_path: Path) -> None:
    """Networks that take sides of a multiple of a number (ESRGAN x2 in ONNX), or of so many pixels at least."""
    from onnx import TensorProto, helper, numpy_helper, save

    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, "h", "w"]) for name in "xy"]
    if block is not None:
        nodes = [
            helper.make_node("SpaceToDepth", ["x"], ["deep"], blocksize=block),
            helper.make_node("DepthToSpace", ["deep"], ["y"], blocksize=block),
        ]
    else:
        nodes = [
            helper.make_node("Gather", ["x", "row"], ["one"], axis=2),
            helper.make_node("Sub", ["one", "one"], ["nothing"]),
            helper.make_node("Add", ["x", "nothing"], ["y"]),
        ]
    tensors = [numpy_helper.from_array(np.array([row or 0]), "row")]
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:], tensors)
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    network.ir_version = 8
    save(network, tmp_path / "m.onnx")
    model = srviewer.load_model(tmp_path / "m.onnx")
    facts = loaded.known(tmp_path / "m.onnx").facts
    assert (facts.multiple, facts.minimum) == (block or 1, 32 if row else 1)
    for size in ((33, 47), (9, 64), (1, 1)):
        image = model_files.photo(*size)
        assert np.array_equal(srviewer.upscale(image, method=model, scale=1), image)


@pytest.mark.parametrize("channels", [1, 4])
def test_a_batch_by_a_network_of_one_channel_or_four(channels: int, tmp_path: Path) -> None:
    """What it takes is estimated before each file but the first."""
    model = srviewer.load_model(model_files.onnx_file(tmp_path / "m.onnx", 2, channels))
    for name in "abc":
        Image.new("RGB", (12, 10), "orange").save(tmp_path / f"{name}.png")
    settings = batch.BatchSettings.make(model, 2)
    items, _ = batch.plan([tmp_path / f"{name}.png" for name in "abc"], tmp_path / "out", settings)
    assert [outcome.error for outcome in batch.run(items, settings)] == [""] * 3
    (tmp_path / "m.onnx").unlink()
    again = list(batch.run(items, replace(settings, overwrite=True)))
    assert ["cannot be read" in outcome.error for outcome in again] == [True] * 3, "each file says so"


def test_refusals_in_words(tmp_path: Path) -> None:
    from onnx import TensorProto, helper, save

    def file(name: str, inputs: list[Any], node: Any, **more: Any) -> Path:
        kind = inputs[0].type.tensor_type.elem_type
        graph = helper.make_graph([node], "g", inputs, [helper.make_tensor_value_info("y", kind, None)])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("my", 1)])
        model.ir_version = more.get("ir", 8)
        save(model, tmp_path / name)
        return tmp_path / name

    def value(name: str, shape: list[Any], kind: int = TensorProto.FLOAT) -> Any:
        return helper.make_tensor_value_info(name, kind, shape)

    picture = value("x", [1, 3, "h", "w"])
    same = helper.make_node("Identity", ["x"], ["y"])
    cut = model_files.onnx_file(tmp_path / "cut.onnx").read_bytes()[:90]
    (tmp_path / "cut.onnx").write_bytes(cut)
    apart = model_files.onnx_file(tmp_path / "apart.onnx", external=True)
    (tmp_path / "apart.onnx.data").unlink()
    elsewhere = model_files.onnx_file(tmp_path / "elsewhere.onnx", external=True, where="../secret")
    short = model_files.onnx_file(tmp_path / "short.onnx", external=True)
    (tmp_path / "short.onnx.data").write_bytes(bytes(9))
    for path, words in (
        (file("two.onnx", [picture, value("noise", [1])], same), r"wants 2 inputs \(x, noise\)"),
        (file("flat.onnx", [value("x", [1, 3])], same), "takes 2 dimensions"),
        (file("five.onnx", [value("x", [1, 5, "h", "w"])], same), "1, 3 or 4 channels are known here"),
        (file("bytes.onnx", [value("x", [1, 3, "h", "w"], TensorProto.UINT8)], same), r"takes tensor\(uint8\)"),
        (file("own.onnx", [picture], helper.make_node("Foo", ["x"], ["y"], domain="my")), "uses an operation"),
        (file("ir.onnx", [picture], same, ir=99), "was written for a later ONNX"),
        (model_files.onnx_file(tmp_path / "set.onnx", opset=99), "was written for a later ONNX"),
        (model_files.onnx_file(tmp_path / "grey.onnx", given=1), "takes 3 channels and gives 1"),
        (tmp_path / "cut.onnx", "cut.onnx is damaged or was not downloaded whole"),
        (apart, r"keeps its weights in apart\.onnx\.data, which is not beside it"),
        (elsewhere, r"keeps its weights in '\.\./secret', which is not in its folder"),
        (short, "cannot be run"),
    ):
        with pytest.raises(ModelError, match=words) as refused:
            srviewer.load_model(path)
        assert "\n" not in str(refused.value)


def by_height(path: Path) -> Path:
    """A network that adds what a table, which lies in another file, says of a picture's height: it is read in runs."""
    from onnx import TensorProto, helper, numpy_helper, save

    table = np.linspace(0, 1, 4096 * 3, dtype=np.float32).reshape(4096, 3, 1, 1)
    constants = {"table": table, "two": np.array([2]), "three": np.array([3])}
    nodes = [
        helper.make_node("Shape", ["x"], ["shape"]),
        helper.make_node("Slice", ["shape", "two", "three"], ["height"]),
        helper.make_node("Gather", ["table", "height"], ["added"]),
        helper.make_node("Add", ["x", "added"], ["y"]),
    ]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, "h", "w"]) for name in "xy"]
    tensors = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "g", ends[:1], ends[1:], tensors), opset_imports=[helper.make_opsetid("", 17)]
    )
    model.ir_version = 8
    save(model, path, save_as_external_data=True, location="deep/weights", size_threshold=1024)
    return path


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc")
def test_weights_in_another_file_that_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("deep", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "elsewhere"))
    model = read(by_height(tmp_path / "m.onnx"))
    image = np.zeros((1000, 4, 3), np.float32)
    expected = model.run(image)
    assert expected[0, 0, 0] == pytest.approx(3000 / (4096 * 3 - 1))
    assert str(tmp_path / "deep") not in Path("/proc/self/maps").read_text(), "reading it would end the process"
    with (tmp_path / "deep/weights").open("r+b") as file:
        file.truncate(10)
    assert np.array_equal(model.run(image), expected)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_could_not_be_read_once_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is no fault of the file, which is refused only then."""

    def copy(_files: Any, _folder: Path) -> Path:
        raise OSError("No space left on device")

    file = model_files.onnx_file(tmp_path / "m.onnx", external=True)
    with monkeypatch.context() as full:
        full.setattr(onnx_model, "copy_files", copy)
        with pytest.raises(ModelError, match="No space left on device"):
            loaded.known(file)
    assert loaded.refusal(file) is None
    assert loaded.known(file).facts.scale == 2


def test_the_device_that_is_told_is_the_one_it_ran_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    from srviewer.engine.job import Job
    from srviewer.engine.run import result_of
    from srviewer.imaging.image_io import from_array

    class Session(onnxruntime.InferenceSession):
        """One that can be on CUDA, and computes here."""

        def __init__(self, path: str, options: Any, providers: list[Any]) -> None:
            asked.append(providers)
            super().__init__(path, options, providers=providers[-1:])

        def get_providers(self) -> list[str]:
            return starting

    def ran(device: str) -> tuple[str, tuple[str, ...]]:
        loaded.let_go()
        result = result_of(Job.make(from_array(np.zeros((8, 8, 3), np.uint8)), model.name, 2, device=device))
        return result.device, result.notices

    here, cuda, cpu = [onnx_model.CUDA, "CPUExecutionProvider"], "CUDAExecutionProvider", "CPUExecutionProvider"
    asked: list[list[Any]] = []
    starting = [cpu]
    model = srviewer.load_model(model_files.onnx_file(tmp_path / "m.onnx"))
    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [cpu])
    words = "this model does not run on {} here: it ran on cpu"
    assert ran("auto") == ran("cpu") == ("cpu", ())
    for device in ("cuda", "cuda:1", "mps"):
        assert ran(device) == ("cpu", (words.format(device),))
    assert all(providers == [cpu] for providers in asked)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: here)
    assert ran("cuda") == ("cpu", (words.format("cuda"),)), "it is listed, and does not start"
    starting = here
    assert (ran("auto"), ran("cuda:1"), ran("cpu")) == (("cuda", ()), ("cuda:1", ()), ("cpu", ()))
    assert [(cuda, {"device_id": "1"}), cpu] in asked
    with pytest.raises(SrviewerError, match="device 'gpu': expected one of"):
        ran("gpu")


def test_its_precision_is_that_of_the_file(tmp_path: Path) -> None:
    single, half = (srviewer.load_model(model_files.onnx_file(tmp_path / f"{h}.onnx", half=h)) for h in (False, True))
    image = model_files.photo()
    assert srviewer.upscale(image, method=half, scale=2, precision="float16").shape == (48, 64, 3)
    with pytest.raises(SrviewerError, match="does not run in float16"):
        srviewer.upscale(image, method=single, scale=2, precision="float16")


def test_a_run_is_broken_off(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    model = read(model_files.onnx_file(tmp_path / "m.onnx"))
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise Stop

    with pytest.raises(Stop):
        model.run(np.zeros((2000, 2000, 3), np.float32), check)


OWN = {e.method: e.scale for e in sorted(weights.manifest(), key=lambda e: -e.scale) if e.method != "features"}


@pytest.mark.parametrize(("method", "scale"), OWN.items())
def test_an_export_of_each_own_network(
    method: str, scale: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within half a level of the network in torch, on what the network is given."""
    monkeypatch.setattr(onnx_model, "PROBES", ((8, 12), (16, 24)))
    entry = weights.find(method, scale)
    network = networks.build(entry.architecture).eval()
    network.load_state_dict(weights.read(entry))
    image = model_files.photo(20, 24, 3)
    colours = 3 if method not in ("srcnn", "compact") else 1
    x = torch.from_numpy(image[..., :colours].transpose(2, 0, 1)[None].copy())
    file = tmp_path / "own.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (x,),
            str(file),
            dynamo=False,
            input_names=["x"],
            dynamic_axes={"x": {2: "h", 3: "w"}},
            opset_version=17,
        )
    with torch.inference_mode():
        expected = network(x)[0].permute(1, 2, 0).clamp(0, 1).numpy()
    found = read(file).run(image[..., :colours])
    assert np.abs(found - expected).max() <= 0.5 / 255


def test_without_a_word_on_channels_they_are_three(tmp_path: Path) -> None:
    assert onnx_model._layout(tmp_path / "m.onnx", ["n", "c", "h", "w"]) == (False, 3)
