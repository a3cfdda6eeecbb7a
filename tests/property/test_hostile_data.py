"""Arrays of any kind through the Python interface, and any bytes as weights, manifest and comparison."""

from __future__ import annotations

import json
import math
import os
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes

import srviewer
from srviewer import session_file, weights
from srviewer.errors import ParameterError, SessionFileError, WeightsError

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
ENTRY = {"file": "a.safetensors", "sha256": "0" * 64, "method": "srcnn", "scale": 2, "architecture": {}}


@st.composite
def strided(draw: st.DrawFn) -> np.ndarray:
    """An array of any shape, dtype and values, contiguous or not."""
    array = draw(arrays(scalar_dtypes(), array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5)))
    steps = [slice(None, None, draw(st.sampled_from((1, 1, 2, -1, -2)))) for _ in array.shape]
    return array[tuple(steps)] if array.ndim else array


def is_usable(array: np.ndarray) -> bool:
    shape_fits = array.size > 0 and (array.ndim == 2 or (array.ndim == 3 and array.shape[2] <= 4))
    whole = array.dtype == bool or (array.dtype.kind == "u" and array.dtype.itemsize <= 2)
    return shape_fits and (whole or (array.dtype.kind == "f" and bool(np.isfinite(array).all())))


@few
@given(strided(), st.sampled_from(("bicubic", "dasr")), st.sampled_from((2, 3)))
@pytest.mark.filterwarnings("ignore:overflow encountered in cast")
def test_any_array_is_enlarged_or_refused_in_words(array: np.ndarray, method: str, scale: int) -> None:
    before = array.copy()
    if not is_usable(array):
        with pytest.raises(ParameterError):
            srviewer.upscale(array, method, scale)
        return
    result = srviewer.upscale(array, method, scale)
    np.testing.assert_array_equal(array, before)
    assert result.shape == (array.shape[0] * scale, array.shape[1] * scale, *array.shape[2:])
    if array.dtype != bool:
        assert result.dtype == array.dtype
    if array.dtype.kind == "f":
        assert result.min() >= 0
        assert result.max() <= 1
    flat = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("="))
    np.testing.assert_array_equal(result, srviewer.upscale(flat, method, scale), "neither strides nor byte order count")


@few
@given(st.binary(max_size=80), JSON, st.booleans())
def test_any_bytes_as_safetensors(tmp_path: Path, tail: bytes, header: object, framed: bool) -> None:
    head = json.dumps(header).encode()
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", len(head)) + head + tail if framed else tail)
    with suppress(WeightsError):
        assert isinstance(weights.read_file(path), dict)


@pytest.mark.parametrize("shape", [[2**62, 4], [0, 2**63], [0, 2**64 - 1], [-1], [1.5]])
def test_safetensors_of_impossible_shapes(tmp_path: Path, shape: list[float]) -> None:
    head = json.dumps({"a": {"dtype": "F32", "shape": shape, "data_offsets": [0, 0]}}).encode()
    (tmp_path / "a.safetensors").write_bytes(struct.pack("<Q", len(head)) + head)
    with pytest.raises(WeightsError, match=r"a\.safetensors: not readable"):
        weights.read_file(tmp_path / "a.safetensors")


def test_weights_that_are_a_fifo_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.safetensors")
    with pytest.raises(WeightsError, match="not a regular file"):
        weights.read_file(tmp_path / "a.safetensors")
    monkeypatch.setattr(weights, "folder", lambda: tmp_path)
    with pytest.raises(WeightsError, match=r"manifest\.json: cannot be read \(No such file"):
        weights.manifest()
    os.mkfifo(tmp_path / weights.MANIFEST)
    with pytest.raises(WeightsError, match="not a regular file"):
        weights.manifest()


def look_through_manifest(folder: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    """What the program does with a manifest; how many entries it has."""
    (folder / weights.MANIFEST).write_bytes(data)
    monkeypatch.setattr(weights, "folder", lambda: folder)
    weights._read_manifest.cache_clear()
    for entry in weights.manifest():
        with pytest.raises(WeightsError):  # no such file lies in the folder
            weights.verify(entry)
        assert entry in weights.entries(entry.method)
    return len(weights.manifest())


@few
@given(st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_as_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json"):
        look_through_manifest(tmp_path, data, monkeypatch)


@few
@given(st.sampled_from([*ENTRY, "data", "steps", "measured"]), JSON)
def test_any_value_in_a_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, value: object) -> None:
    document = {"version": 1, "weights": [{**ENTRY, field: value}]}
    with suppress(WeightsError):
        assert look_through_manifest(tmp_path, json.dumps(document).encode(), monkeypatch) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        json.dumps({"version": 1, "weights": [{**ENTRY, "file": "a\0b"}]}).encode(),
        json.dumps({"version": 1, "weights": [{**ENTRY, "file": "\ud800"}]}).encode(),
        json.dumps({"version": 1, "weights": [{**ENTRY, "file": "../../secret"}]}).encode(),
        json.dumps({"version": 1, "weights": [{**ENTRY, "scale": math.nan}]}).encode(),
    ],
    ids=["deep", "null", "surrogate", "elsewhere", "nan"],
)
def test_hostile_manifests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json: not a manifest"):
        look_through_manifest(tmp_path, data, monkeypatch)


@few
@given(st.binary(max_size=100) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_as_comparison(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "it.srview").write_bytes(data)
    with pytest.raises(SessionFileError, match=r"it\.srview"):
        session_file.read(tmp_path / "it.srview")
