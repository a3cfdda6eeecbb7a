"""What is compared: panes, the comparison's choices, and how an LR came to be in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import catalogue_entries as entries
import numpy as np
import pytest

from srviewer import upsamplers
from srviewer.compared import Comparison, MadeOf, Pane, Source, default_panes, panes_at, start_of
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode, PaneKind


def picture(height: int, width: int) -> Picture:
    return Picture(np.zeros((height, width), np.float32))


def test_a_pane_is_of_its_kind_with_its_parameters_complete() -> None:
    kinds = [pane.kind for pane in (Pane.of("own", name="mine.png"), Pane.of("truth"), Pane("lr"), Pane.of("dasr"))]
    assert kinds == [PaneKind.OWN, PaneKind.TRUTH, PaneKind.LR, PaneKind.METHOD]
    dasr = Pane.of("dasr", gain=0.5)
    assert (dasr.param("gain"), dasr.param("boundary")) == (0.5, "mirror")
    assert dasr.with_params({"gain": 0.25}) == Pane.of("dasr")
    with pytest.raises(ParameterError, match="gain"):
        dasr.with_params({"gain": 3})


def test_modes_are_words_in_files_and_messages() -> None:
    assert Comparison(mode="benchmark").mode is Mode.BENCHMARK
    assert (str(Mode.UPSCALE), f"{Mode.UPSCALE:>8}") == ("upscale", " upscale")
    assert json.loads(json.dumps(Mode.UPSCALE)) == "upscale"
    with pytest.raises(ParameterError, match="mode 'x': expected upscale or benchmark"):
        Mode.parse("x")


def test_a_choice_that_there_is_none_of_is_refused() -> None:
    region = Rect(0, 0, 4, 4)
    for bad, words in (
        ({"scale": 5}, "scale 5: expected one of 1, 2, 3, 4, 8"),
        ({"selected": 4}, "pane 4 is not one of 4"),
        ({"regions": (region,), "region": 1}, "region 1 is not one of 1"),
        ({"degradation": "fog"}, "unknown degradation 'fog'"),
    ):
        with pytest.raises(ParameterError, match=words):
            Comparison(**bad)
    assert Comparison(panes=()).pane is None
    assert Comparison(regions=(region,), region=0).selected_region == region


def test_what_belongs_to_the_picture_goes_with_it() -> None:
    own, first, last = Pane.of("own", name="mine.png"), Pane.of("bicubic"), Pane.of("dasr")
    kept = Comparison(panes=(first, own, last), selected=2).without_own()
    assert (kept.panes, kept.pane) == ((first, last), last)
    for selected in (first, last):
        before = Comparison(panes=(own, first, last), selected=(own, first, last).index(selected))
        assert before.without_own().pane == selected, "what is selected stays so"
    assert Comparison(panes=(own,)).without_own().panes == ()


def test_what_was_selected_stays_so_among_other_panes() -> None:
    panes = tuple(map(Pane.of, ("bicubic", "dasr", "nearest")))
    c = Comparison(panes=panes, selected=1)
    assert c.without("bicubic").pane == panes[1], "it stands elsewhere now"
    assert c.without("dasr").pane == panes[2], "what stands in its place"
    assert c.showing(panes[:1]).selected == c.showing(()).selected == 0


def test_what_is_gone_is_let_go_of(added: Callable[[Any, Any], Any]) -> None:
    added(upsamplers, entries.method("squares", (2,)))
    bicubic, squares = Pane.of("bicubic"), Pane.of("squares")
    first, last = Comparison(panes=(bicubic, squares), selected=1), Comparison(panes=(squares, bicubic), selected=1)
    assert first.of_what_is_known() is first
    upsamplers.remove("squares")
    assert [(c.panes, c.selected) for c in (first.of_what_is_known(), last.of_what_is_known())] == [((bicubic,), 0)] * 2
    upsamplers.register(entries.method("squares", (2,)))  # whoever added it takes it out


def test_panes_that_do_a_scale_stay_at_it() -> None:
    with entries.only_the_input_at_1():
        assert panes_at(1, (Pane.of("bicubic"),)) == (Pane.of("input"),)
    assert panes_at(2, (Pane.of("input"), Pane.of("dasr"))) == (Pane.of("dasr"),)
    assert panes_at(2, (Pane.of("input"),)) == default_panes()


def test_how_an_lr_came_to_be_in_words() -> None:
    assert MadeOf(Mode.UPSCALE, 2).words == ""
    assert MadeOf(Mode.UPSCALE, 2, lr_name="small.png").words == "LR from small.png"
    assert MadeOf(Mode.BENCHMARK, 2, "box").words.startswith("LR by ")
    assert MadeOf(Mode.BENCHMARK, 1, "jpeg:75").words.startswith("Input by ")
    assert MadeOf(Mode.BENCHMARK, 2, "of another program").words == "LR by of another program"


def test_names_are_readable_wherever_they_come_from() -> None:
    source = Source(picture(2, 2), "a\nb.png", lr_name="c\td.png")
    assert "\n" not in source.name
    assert "\t" not in source.lr_name


def test_a_photograph_starts_at_the_scale_its_size_asks_for() -> None:
    assert start_of(picture(100, 100)) == ("upscale", 4)
    assert start_of(picture(500, 1000)) == ("upscale", 2)
    assert start_of(picture(800, 800)) == ("upscale", 2)
