"""What was made last is kept, and no more than there is room for."""

from billboard.core.weighted_cache import WeightedCache


def test_what_is_kept_is_not_made_again() -> None:
    cache = WeightedCache[list[str]](100)
    first = cache.get("a", lambda: (["made"], 10))
    assert cache.get("a", lambda: (["made again"], 10)) is first


def test_what_was_wanted_longest_ago_makes_room() -> None:
    cache = WeightedCache[str](100)
    for name in "abab":
        cache.get(name, lambda: ("old", 40))
    cache.get("a", lambda: ("new", 40))
    cache.get("c", lambda: ("old", 40))
    assert cache.get("a", lambda: ("new", 40)) == "old"
    assert cache.get("b", lambda: ("new", 40)) == "new"
    assert cache.weight <= 100


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache = WeightedCache[str](100)
    assert cache.get("a", lambda: ("old", 101)) == "old"
    assert cache.get("a", lambda: ("new", 101)) == "new"
    assert not cache.weight
