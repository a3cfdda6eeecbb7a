"""The methods that the program comes with: each can be loaded, and every name that is given as text is there."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest

from srviewer import upsamplers
from srviewer.upsamplers.built_in import METHODS
from srviewer.upsamplers.method import Method


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_what_is_listed_is_there(method: Method) -> None:
    for parameter in method.parameters:
        assert parameter.checked(parameter.default) == parameter.default
    for setting in method.settings:
        assert method.checked(dict(setting.values)).items() >= dict(setting.values).items()
    assert upsamplers.unavailable_reason(method.name) is None
    for scale in method.scales:
        stages = upsamplers.load(method.name).stages(scale, method.checked({}))
        assert prod((stage.ratio for stage in stages), start=Fraction(1)) == scale
