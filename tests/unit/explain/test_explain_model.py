"""Models opened: layers with their shapes, maps of a layer, and a receptive field that is what kernels make it."""

from __future__ import annotations

from pathlib import Path

import model_files
import numpy as np
import pytest

from srviewer.errors import ParameterError
from srviewer.explain import model

pytestmark = pytest.mark.usefixtures("one_thread")


def test_layers_with_shapes_and_the_maps_of_one(tmp_path: Path) -> None:
    file = model_files.saved("Compact", tmp_path / "m.pth")
    image = model_files.photo(20, 28)
    found = model.run(file, image)
    assert [layer.kind.split()[0] for layer in found.layers][:3] == ["Conv2d", "PReLU", "Conv2d"]
    assert found.layers[0].shape == (8, 20, 28)
    assert found.layers[0].parameters == 3 * 8 * 9 + 8
    assert found.layers[-1].shape == (3, 60, 84)
    assert found.layer == found.layers[0]
    assert found.maps.shape == (8, 20, 28)
    other = model.run(file, image, found.layers[1].name)
    assert other.layer == found.layers[1]
    slope = np.where(found.maps < 0, 0.25, 1)
    assert np.abs(other.maps - found.maps * slope).max() < 1e-5


def test_the_receptive_field_of_plain_convolutions(tmp_path: Path) -> None:
    """Four 3 x 3 convolutions see 9 x 9 pixels."""
    field = model.field(model_files.saved("Compact", tmp_path / "m.pth"), 32)
    assert (field.width, field.height) == (9, 9)
    assert 1 <= field.effective <= 9
    assert field.values.shape == (32, 32)
    assert field.values.max() == 1


def test_attention_in_windows_is_opened_too(tmp_path: Path) -> None:
    file = model_files.saved("SwinIR", tmp_path / "m.pth")
    found = model.run(file, model_files.photo(16, 24))
    assert len(found.layers) > 10
    assert model.field(file, 32).width > 8


def test_of_onnx_there_are_no_layers(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="does not show its layers"):
        model.run(model_files.onnx_file(tmp_path / "m.onnx"), model_files.photo())
