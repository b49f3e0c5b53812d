"""What was made last is kept, and no more than there is room for."""

from billboard.core.shelf import Shelf


def test_what_is_kept_is_not_made_again() -> None:
    shelf = Shelf[list[str]](100)
    first = shelf.get("a", lambda: (["made"], 10))
    assert shelf.get("a", lambda: (["made again"], 10)) is first


def test_what_was_wanted_longest_ago_makes_room() -> None:
    shelf = Shelf[str](100)
    for name in "abab":
        shelf.get(name, lambda: ("old", 40))
    shelf.get("a", lambda: ("new", 40))
    shelf.get("c", lambda: ("old", 40))
    assert shelf.get("a", lambda: ("new", 40)) == "old"
    assert shelf.get("b", lambda: ("new", 40)) == "new"
    assert shelf.weight <= 100


def test_what_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Shelf[str](100)
    assert shelf.get("a", lambda: ("old", 101)) == "old"
    assert shelf.get("a", lambda: ("new", 101)) == "new"
    assert not shelf.weight
