"""What adds up across a midnight, and what does not."""

from billboard.core.rank.midnight import Shaded, across


def told(*voices: tuple[str, int | None]) -> list[Shaded[str]]:
    return [Shaded(what, shade) for what, shade in voices]


def test_voices_of_other_shades_are_others_and_those_of_the_same_may_be_the_same() -> None:
    evening, morning = told(("a", 1), ("b", 2), ("c", 3)), told(("d", 3), ("e", 4))
    assert across([evening, morning]) == [["a", "b", "c", "e"], ["d", "e", "a", "b"]]


def test_four_networks_are_four_on_however_many_days() -> None:
    days = [told(*((f"{day}{shade}", shade) for shade in range(4))) for day in range(3)]
    assert [len(each) for each in across(days)] == [4, 4, 4]


def test_two_of_one_shade_on_another_day_are_one() -> None:
    assert across([told(("a", 1)), told(("b", 2), ("c", 2))]) == [["a", "b"], ["b", "c", "a"]]


def test_days_of_which_no_shade_is_left_are_not_added_up() -> None:
    assert across([told(("a", None), ("b", None)), told(("c", 1))]) == [["a", "b"], ["c"]]
    assert across([]) == []
