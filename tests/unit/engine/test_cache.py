from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from srviewer.engine.cache import Cache


def test_the_least_recently_used_goes_first() -> None:
    cache = Cache(limit=30)
    for key in "abc":
        cache.put((key,), key, 10)
    assert cache.get(("a",)) == "a"
    cache.put(("d",), "d", 10)
    assert cache.get(("b",)) is None
    assert cache.get(("a",)) == "a"


def test_what_fits_exactly_is_kept_and_what_does_not_leaves_the_rest() -> None:
    cache = Cache(limit=30)
    cache.put(("a",), "a", 30)
    assert (cache.get(("a",)), cache.used) == ("a", 30)
    cache.put(("b",), "b", 31)
    assert (cache.get(("a",)), cache.get(("b",))) == ("a", None)


def test_no_value_above_the_largest_is_kept() -> None:
    cache = Cache(limit=30, largest=10)
    for key, size in (("a", 10), ("b", 11), ("c", 10)):
        cache.put((key,), key, size)
    assert [cache.get((key,)) for key in "abc"] == ["a", None, "c"]


def test_no_more_goes_than_is_asked_for() -> None:
    cache = Cache()
    for key in "abc":
        cache.put((key,), key, 10)
    assert cache.make_room(20) == 20
    assert [cache.get((key,)) for key in "abc"] == [None, None, "c"]
    assert cache.make_room(20) == 10


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60))))
def test_never_above_the_limit(puts: list[tuple[int, int]]) -> None:
    cache = Cache(limit=50)
    held: dict[int, int] = {}
    for key, size in puts:
        cache.put((key,), key, size)
        held[key] = size
        assert cache.used <= 50
    assert cache.used == sum(held[k] for k in held if cache.get((k,)) is not None)
    cache.clear()
    assert (cache.used, len(cache)) == (0, 0)


def test_only_the_newest_pictures_are_kept() -> None:
    cache = Cache(pictures=2)
    for picture in ("a", "b", "a", "c"):
        cache.put((picture, "srcnn"), picture, 1)
        cache.put((f"{picture}/Rect(0, 0, 4, 4)", "base"), picture, 1)
    assert [cache.get((picture, "srcnn")) for picture in "abc"] == ["a", None, "c"]
    assert cache.used == len(cache) == 4


def test_room_is_made_by_the_oldest() -> None:
    cache = Cache()
    for key in "abc":
        cache.put((key,), key, 10)
    assert cache.make_room(11) == 20
    assert [cache.get((key,)) for key in "abc"] == [None, None, "c"]
    assert cache.make_room(100) == 10


def test_what_is_put_again_takes_the_place_of_the_old() -> None:
    cache = Cache(limit=30)
    cache.put(("a",), "old", 20)
    cache.put(("a",), "new", 25)
    assert (cache.get(("a",)), cache.used, len(cache)) == ("new", 25, 1)
    cache.put(("a",), "larger than all", 31)
    assert (cache.get(("a",)), cache.used) == (None, 0)


def test_what_is_of_other_pictures_goes() -> None:
    cache = Cache()
    for picture in "abc":
        cache.put((picture, "srcnn"), picture, 1)
        cache.put((f"{picture}/Rect(0, 0, 4, 4)", "base"), picture, 1)
    before = cache.kept_pictures
    assert before == {"a", "b", "c"}
    cache.put(("d", "srcnn"), "d", 1)
    cache.keep_only(before)
    assert cache.kept_pictures == before
    cache.keep_only({"b"})
    assert (cache.used, len(cache), cache.get(("b", "srcnn"))) == (2, 2, "b")
