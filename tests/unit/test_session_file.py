"""Saved comparisons: the same comes back, also elsewhere; what is wrong with a file is said, whatever it holds."""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.errors import PictureMovedError, SessionFileError
from srviewer.imaging import image_io, samples
from srviewer.imaging.image_write import write_picture
from srviewer.imaging.picture import Picture
from srviewer.session import Session
from srviewer.session_file import SavedView, describe, differences, dumps, find_picture, loads, read, write

GOLDEN = Path(__file__).parents[1] / "golden"
COMPARISON = Comparison(
    mode="benchmark",
    scale=4,
    degradation="gaussian:1.6",
    panes=(Pane.of("dasr", wavelet="haar", gain=1.0), Pane("lr"), Pane.of("srcnn"), Pane.of("own", name="mine.png")),
    selected=2,
    device="cpu",
    tile=128,
    whole=True,
    regions=(Rect(3, 4, 5, 6), Rect(0, 0, 1, 1)),
    region=1,
)
VIEW = SavedView(3.0, 7.5, 2.25, False, "wipe", 2, 0.25, False, 0.75, "squared", "g", 8, 2)


def picture(seed: int = 0, depth: int = 8, alpha: bool = False) -> Picture:
    top = 2**depth - 1
    values = np.random.default_rng(seed).integers(0, top + 1, (9, 13, 4)) / np.float32(top)
    return Picture(values[..., :3].astype(np.float32), values[..., 3] if alpha else None, depth=depth)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A comparison of a picture in a file, with somebody's own result, also in a file."""
    for name, seed in (("photo.png", 1), ("mine.png", 2)):
        write_picture(picture(seed), tmp_path / name)
    session = Session()
    sources = {n: Source(image_io.read_picture(tmp_path / n), n, tmp_path / n) for n in ("photo.png", "mine.png")}
    session.resume(sources["photo.png"], COMPARISON, {"mine.png": sources["mine.png"]})
    return session


def saved(session: Session, folder: Path, pixels: bool = False) -> Path:
    path = folder / "it.srview"
    write(path, describe(session, VIEW, folder, pixels)())
    return path


def test_the_same_comes_back(session: Session, tmp_path: Path) -> None:
    found = read(saved(session, tmp_path))
    assert (found.comparison, found.view) == (COMPARISON, VIEW)
    for kept, source in ((found.source, session.source), (found.own["mine.png"], session.own_sources["mine.png"])):
        again = find_picture(kept, tmp_path)
        np.testing.assert_array_equal(again.picture.pixels, source.picture.pixels)
        assert (again.name, again.path) == (source.name, source.path)
    assert found.weights["srcnn_x4.safetensors"]
    assert differences(found) == ()


@pytest.mark.parametrize("given", [False, True])
def test_what_was_rebuilt_comes_back_and_says_of_which_lr(tmp_path: Path, given: bool) -> None:
    """Its values lie between levels, and the PNG inside holds levels."""
    session = Session(Comparison(mode="benchmark", scale=2, degradation="jpeg:40", panes=(Pane.of("bicubic"),)))
    lr = Picture(np.zeros((4, 6, 3), np.float32)) if given else None
    session.open(Source(picture(), "photo.png", lr=lr, lr_name="small.png" if given else ""))
    values = np.random.default_rng(5).random((9, 13, 3), np.float32)
    session.add_own(Source(Picture(values), "Bicubic rebuilt", made_of=session.lr_made))
    found = read(saved(session, tmp_path))
    again = find_picture(found.own["Bicubic rebuilt"], tmp_path)
    assert again.made_of == session.lr_made
    assert again.made_of.words == ("LR from small.png" if given else "LR by bicubic, then JPEG (JPEG quality: 40)")
    np.testing.assert_allclose(again.picture.pixels, values, rtol=0, atol=0.5 / 255 + 1e-6)
    other = Session()
    other.resume(find_picture(found.source, tmp_path), found.comparison, {"Bicubic rebuilt": again})
    pane = Pane.of("own", name="Bicubic rebuilt")
    assert other.made_of(pane) is not None
    other.edit(scale=4)
    assert other.is_of_another_lr(pane)


def test_pixels_between_levels_are_kept_as_levels(tmp_path: Path) -> None:
    values = np.random.default_rng(6).random((5, 7, 3), np.float32)
    session = Session(Comparison(panes=(Pane.of("bicubic"),)))
    session.open(Source(Picture(values, values[..., 0], depth=16), "deep.exr", tmp_path / "deep.exr"))
    again = find_picture(read(saved(session, tmp_path, pixels=True)).source, tmp_path)
    np.testing.assert_allclose(again.picture.pixels, values, rtol=0, atol=0.5 / 65535 + 1e-6)


@pytest.mark.parametrize(
    "made_of", [3, {"mode": "upscale"}, {"mode": "x", "scale": 2, "degradation": "", "lr_name": ""}]
)
def test_a_damaged_mark_is_said(session: Session, tmp_path: Path, made_of: object) -> None:
    content = json.loads(saved(session, tmp_path).read_text())
    content["own"]["mine.png"]["made_of"] = made_of
    with pytest.raises(SessionFileError):
        loads(json.dumps(content))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
@pytest.mark.parametrize("pixels", [False, True])
def test_a_file_name_that_is_not_utf_8_opens_again(tmp_path: Path, pixels: bool) -> None:
    folder = tmp_path / os.fsdecode(b"d\xe9")
    folder.mkdir()
    path = folder / os.fsdecode(b"bad\xff.png")
    write_picture(picture(1), path)
    session = Session()
    own = Source(picture(2), os.fsdecode(b"mine\xfe.png"))
    session.resume(Source(image_io.read_picture(path), path.name, path), Comparison(panes=(Pane.of("bicubic"),)), {})
    session.add_own(own)
    found = read(saved(session, folder, pixels))
    assert found.source.name == "bad\N{REPLACEMENT CHARACTER}.png"
    assert list(found.own) == ["mine\N{REPLACEMENT CHARACTER}.png"]
    assert find_picture(found.source, folder).path == path
    path.rename(tmp_path / path.name)
    (folder / "it.srview").rename(tmp_path / "it.srview")
    assert find_picture(read(tmp_path / "it.srview").source, tmp_path).name == session.source.name


def test_it_opens_where_both_were_carried_to(session: Session, tmp_path: Path) -> None:
    path = saved(session, tmp_path)
    there = tmp_path / "elsewhere"
    there.mkdir()
    for name in ("it.srview", "photo.png"):
        (tmp_path / name).rename(there / name)
    assert find_picture(read(there / path.name).source, there).path == there / "photo.png"


def test_a_picture_that_is_gone_or_another_is_not_taken(session: Session, tmp_path: Path) -> None:
    kept = read(saved(session, tmp_path)).source
    (tmp_path / "photo.png").rename(tmp_path / "away.png")
    with pytest.raises(PictureMovedError, match=r"photo\.png was not found"):
        find_picture(kept, tmp_path)
    assert find_picture(kept, tmp_path, tmp_path / "away.png").name == "photo.png", "the user says where it is"
    write_picture(picture(5), tmp_path / "photo.png")
    with pytest.raises(PictureMovedError, match="has changed"):
        find_picture(kept, tmp_path)
    with pytest.raises(PictureMovedError, match="has changed"):
        find_picture(kept, tmp_path, tmp_path / "photo.png")


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("alpha", [False, True])
def test_pixels_inside(tmp_path: Path, depth: int, alpha: bool) -> None:
    session = Session()
    session.open(Source(picture(3, depth, alpha), "pasted"))  # no file: the pixels are kept without being asked for
    found = find_picture(read(saved(session, tmp_path)).source, None).picture
    np.testing.assert_array_equal(found.pixels, session.source.picture.pixels)
    assert (found.alpha is not None) == alpha
    assert found.depth == depth


def test_pixels_of_a_file_are_inside_only_if_asked_for(session: Session, tmp_path: Path) -> None:
    path = saved(session, tmp_path)
    assert read(path).source.png is None
    path.unlink()
    inside = read(saved(session, tmp_path, pixels=True))
    (tmp_path / "photo.png").unlink()
    assert find_picture(inside.source, tmp_path).path is None
    assert find_picture(inside.own["mine.png"], tmp_path).path == tmp_path / "mine.png"


def test_a_sample_is_kept_by_its_name(tmp_path: Path) -> None:
    session = Session()
    session.open(Source(samples.load("zone_plate"), "Zone plate", sample="zone_plate"))
    kept = read(saved(session, tmp_path)).source
    assert kept.png is None
    assert find_picture(kept, tmp_path).sample == "zone_plate"


def test_other_weights_are_told_of(session: Session, tmp_path: Path) -> None:
    found = read(saved(session, tmp_path))
    (sentence,) = differences(replace(found, weights={**found.weights, "srcnn_x4.safetensors": "0" * 64}))
    assert "srcnn_x4.safetensors" in sentence


def test_other_methods_are_told_of(session: Session, tmp_path: Path) -> None:
    found = read(saved(session, tmp_path))
    assert set(found.methods) == {"dasr", "srcnn"}
    (sentence,) = differences(replace(found, methods={**found.methods, "dasr": "0" * 64}))
    assert sentence == "dasr is not what it was when this was saved: these results may differ"
    assert differences(replace(found, methods={})) == (), "earlier versions did not write them"


def test_a_share_of_another_machine_is_not_looked_at(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(read(saved(session, tmp_path)).source, path="\\\\host\\share\\x.png", beside="//host/share/x.png")
    looked_at: list[str] = []
    plain = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: looked_at.append(str(path)) or plain(path))
    find_picture(kept, tmp_path)
    assert not any("host" in path for path in looked_at[:1])
    assert not any(path.startswith(("\\\\", "//")) for path in looked_at)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"srview": 2}, "newer version"),
        ({"srview": True}, "whole number"),
        ({"comparison": []}, "a part of it"),
        ({"source": {"name": "x"}}, "digest"),
        ({"own": {str(n): {} for n in range(1000)}}, "entries"),
        ({"view": {"zoom": "near"}}, "zoom"),
    ],
)
def test_what_is_wrong_is_said(session: Session, tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = saved(session, tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(SessionFileError, match=words) as caught:
        read(path)
    assert "it.srview" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mode": "guess"}, "mode"),
        ({"scale": 5}, "scale"),
        ({"degradation": "rot13"}, "degradation"),
        ({"panes": [{"method": "magic", "params": {}}]}, "magic"),
        ({"panes": [{"method": "dasr", "params": {"gain": [1]}}]}, "gain"),
        ({"panes": [{"method": "dasr", "params": {"speed": 1}}]}, "speed"),
        ({"panes": [{"method": "dasr", "params": {"method": "srcnn"}}]}, "method"),
        ({"panes": [{}] * 100}, "at most"),
        ({"regions": [[0, 0, 0, 1]]}, "region"),
        ({"regions": [[0, 0, 1]]}, "region"),
        ({"region": 7}, "region"),
        ({"selected": 7}, "pane"),
        ({"device": "toaster"}, "device"),
        ({"whole": 1}, "whole"),
    ],
)
def test_what_is_wrong_with_a_comparison_is_said(
    session: Session, tmp_path: Path, change: dict[str, object], words: str
) -> None:
    content = json.loads(dumps(describe(session, VIEW, tmp_path)()))
    content["comparison"].update(change)
    with pytest.raises(SessionFileError, match=words):
        loads(json.dumps(content))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", "[" * 100_000, '{"srview": NaN}', "\x00"])
def test_what_is_no_comparison(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.srview"
    path.write_text(text)
    with pytest.raises(SessionFileError, match=r"bad\.srview"):
        read(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SessionFileError, match="not a file"):
        read(tmp_path)
    with pytest.raises(SessionFileError, match="not there"):
        read(tmp_path / "none.srview")
    (tmp_path / "binary.srview").write_bytes(bytes(range(256)))
    with pytest.raises(SessionFileError, match="not text"):
        read(tmp_path / "binary.srview")


def test_a_picture_without_a_name_is_called_the_picture() -> None:
    content = json.loads((GOLDEN / "comparison-1.srview").read_text())
    content["source"]["name"] = ""
    assert loads(json.dumps(content)).source.name == "the picture"


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
        max_leaves=8,
    ),
    st.integers(0, 2**32),
)
def test_any_value_anywhere_is_read_or_refused_in_words(value: object, seed: int) -> None:
    """One place of a good file, whichever, holds something else."""
    content = json.loads((GOLDEN / "comparison-1.srview").read_text())
    place: object = content
    choose = random.Random(seed)
    while True:
        assert isinstance(place, dict | list)
        key = choose.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if not isinstance(place[key], dict | list) or not place[key] or choose.random() < 0.2:
            place[key] = value
            break
        place = place[key]
    with suppress(SessionFileError):
        assert loads(json.dumps(content)).source.name


def test_files_of_the_first_version_stay_readable() -> None:
    found = read(GOLDEN / "comparison-1.srview")
    assert found.comparison == replace(COMPARISON, panes=COMPARISON.panes[:3])
    assert found.view == VIEW
    assert find_picture(found.source, None).picture.width == 13
