"""What is known of a method before it is loaded: its parameters checked, its scales, names and digest."""

from __future__ import annotations

from dataclasses import replace

import catalogue_entries as entries
import pytest

from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.upsamplers import presets
from srviewer.upsamplers.method import Parameter, in_words

GAIN = Parameter("gain", "Gain", "how much", 0.25, minimum=0.1, maximum=2.0)
WAVELET = Parameter("wavelet", "Wavelet", "which", "haar", choices="srviewer.imaging.wavelet:discrete_wavelets")


def test_a_number_is_taken_from_text_within_its_range_ends_included() -> None:
    assert [GAIN.checked(value) for value in ("0.1", 2, 1.5)] == [0.1, 2.0, 1.5]
    for bad, words in (
        (0.09, "gain=0.09: expected 0.1 to 2"),
        (2.01, "expected 0.1 to 2"),
        (float("nan"), "expected 0.1 to 2"),
        ("much", "gain=much: expected a number"),
        (None, "expected a number"),
    ):
        with pytest.raises(ParameterError, match=words):
            GAIN.checked(bad)


def test_a_choice_is_one_of_those_that_are_looked_up() -> None:
    assert (GAIN.kind, WAVELET.kind, GAIN.allowed()) == ("number", "choice", ())
    assert WAVELET.checked("bior4.4") == "bior4.4"
    with pytest.raises(ParameterError, match=r"wavelet=b: expected one of .*, \.\.\.$"):
        WAVELET.checked("b")
    eight = replace(WAVELET, choices=tuple("abcdefgh"))
    with pytest.raises(ParameterError, match=r"expected one of a, b, c, d, e, f, g, h$"):
        eight.checked("i")


def test_parameters_are_complete_and_no_others() -> None:
    dasr = upsamplers.get("dasr")
    assert dasr.checked({"gain": 1}) == {**dasr.checked({}), "gain": 1.0}
    assert dasr.checked({})["boundary"] == "mirror"
    with pytest.raises(ParameterError, match=r"dasr has no parameter 'depth' \(it has: wavelet, gain"):
        dasr.checked({"depth": 1})
    with pytest.raises(ParameterError, match=r"bicubic has no parameter 'depth' \(it has: none\)"):
        upsamplers.get("bicubic").checked({"depth": 1})


def test_settings_are_known_by_their_values() -> None:
    dasr = upsamplers.get("dasr")
    started = dasr.checked({})
    other = dasr.published_otherwise(started)
    assert other
    assert dasr.published_otherwise({**started, **other}) == {}
    assert dasr.setting_of({**started, **other}).name == presets.PUBLISHED
    assert dasr.setting_of({**started, "gain": 1.7}) is None


def test_names_and_scales_that_cannot_be_used() -> None:
    assert entries.method("model:Dark 2x").slug == "model_dark_2x"
    with pytest.raises(ParameterError, match="slug 'a b'"):
        entries.method("squares", slug="a b")
    for scales in ((), (2, 5)):
        with pytest.raises(ParameterError, match="Dark: scales are some of 1, 2, 3, 4, 8"):
            entries.method("squares", scales)
    twice = entries.method("squares", (2, 4))
    assert (twice.lacks(4), twice.lacks(3)) == (None, "Dark supports ×2 and ×4, not ×3")
    assert in_words((2, 3, 4)) == "×2, ×3 and ×4"


def test_digests_tell_methods_apart() -> None:
    listed = upsamplers.known()
    assert len({method.digest for method in listed}) == len(listed)
    assert all(len(method.digest) == 64 for method in listed)
    assert entries.method().digest == "ab" * 32
    assert replace(entries.method(), checksum=lambda: "cd" * 32).digest == "cd" * 32
