import random

import pytest

from billboard.core.rank.agreement import FEW, AtOdds, Interval, at_odds, places


def around(middles: list[float], width: float) -> list[Interval]:
    return [(middle - width, middle + width) for middle in middles]


def test_a_place_is_as_sure_as_the_interval_is_narrow() -> None:
    assert places(around([3, 1, 2], 0.1)) == [(1, 1), (3, 3), (2, 2)]
    assert places(around([3, 1, 2], 0.6)) == [(1, 2), (2, 3), (1, 3)]
    assert places(around([5, 5, 5], 0)) == [(1, 3)] * 3
    assert places([]) == []


def test_orders_that_agree_but_for_chance_are_not_at_odds() -> None:
    """Nine in ten intervals hold what is true; the places that follow from them are wider still."""
    chance = random.Random(4)
    true = [chance.gauss(0, 1) for _ in range(200)]
    found = list[AtOdds]()
    for _ in range(20):
        seen = [[each + chance.gauss(0, 0.3) for each in true] for _ in range(2)]
        found += at_odds(*(around(each, 1.645 * 0.3) for each in seen))
    assert sum(map(bool, found)) / len(found) < 0.01


def test_the_poster_that_is_picked_and_not_voted_for_is_at_odds_and_so_is_its_opposite() -> None:
    middles = [float(number) for number in range(40)]
    votes = [39.0, *middles[1:39], 0.0]
    found = at_odds(around(middles, 2), around(votes, 2))
    assert found[0] is AtOdds.VOTES_SAY_BETTER
    assert found[39] is AtOdds.DUELS_SAY_BETTER
    assert set(found[1:39]) == {AtOdds.AGREED}


@pytest.mark.parametrize("many", [0, 1, FEW - 1])
def test_few_posters_are_not_compared(many: int) -> None:
    up = [float(number) for number in range(many)]
    assert at_odds(around(up, 0), around(up[::-1], 0)) == [AtOdds.AGREED] * many
