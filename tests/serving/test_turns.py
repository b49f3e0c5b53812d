from dataclasses import dataclass

from billboard.serving.turns import Turns


@dataclass(frozen=True)
class One:
    owner: str
    number: int = 0


def test_owners_are_served_in_turns_each_in_their_own_order() -> None:
    turns: Turns[One] = Turns(10, for_one=10, beside_others=10)
    for number in range(3):
        turns.join(One("many", number))
    turns.join(One("few"))
    assert [turns.next() for _ in range(5)] == [One("many", 0), One("few"), One("many", 1), One("many", 2), None]


def test_nobody_has_more_than_a_part_and_all_together_no_more_than_there_is() -> None:
    turns: Turns[One] = Turns(3, for_one=2, beside_others=2)
    for owner in ("a", "a", "a", "b", "c"):
        turns.join(One(owner))
    served = [turns.next(), turns.next(), turns.next()]
    assert served == [One("a"), One("b"), One("c")]
    assert turns.next() is None
    turns.done(One("b"))
    assert turns.next() == One("a")
    turns.done(One("c"))
    assert turns.next() is None, "a has two"
    turns.done(One("a"))
    assert turns.next() == One("a")


def test_who_goes_away_is_not_served() -> None:
    turns: Turns[One] = Turns(2, for_one=1, beside_others=1)
    turns.join(One("a", 1))
    turns.join(One("a", 2))
    turns.leave(One("a", 1))
    assert turns.next() == One("a", 2)
    turns.done(One("a", 2))
    turns.join(One("b"))
    turns.leave(One("b"))
    assert turns.next() is None
    assert not turns.served


def test_beside_others_one_has_a_smaller_part_until_they_have_gone() -> None:
    now = 0.0
    turns: Turns[One] = Turns(8, for_one=4, beside_others=2, clock=lambda: now)
    for number in range(8):
        turns.join(One("many", number))
    turns.join(One("few"))
    served = [turns.next() for _ in range(4)]
    assert served == [One("many", 0), One("few"), One("many", 1), None]
    turns.done(One("few"))
    assert turns.next() is None
    now = 3.0
    assert [turns.next() for _ in range(3)] == [One("many", 2), One("many", 3), None]
