import pytest

from billboard.core.rank import appeal, doubt
from billboard.core.rank.appeal import Evidence
from billboard.core.rank.doubt import Sureness


@pytest.mark.parametrize(
    ("looks", "liked", "expected"),
    [
        (0, 0, Sureness.EARLY),
        (10, 10, Sureness.FAIRLY),
        (10, 1, Sureness.EARLY),
        (100, 12, Sureness.FAIRLY),
        (1000, 900, Sureness.CERTAIN),
        (900, 90, Sureness.CERTAIN),
        (2000, 2, Sureness.CERTAIN),  # that it is none of the best
    ],
)
def test_words_follow_what_is_known(looks: int, liked: int, expected: Sureness) -> None:
    low, high = appeal.interval(Evidence(looks, liked), 0.05)
    assert doubt.of_appeal(low, high, 0.05) is expected


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.081, 0.118, "8 to 12 of 100"),
        (0.8, 1.3, "80 to 100 of 100"),
        (0.0041, 0.012, "4 to 12 of 1,000"),
        (0.00012, 0.0003, "1 to 3 of 10,000"),
        (0.5, 0.5, "50 of 100"),
    ],
)
def test_ranges_are_said_in_round_numbers(low: float, high: float, said: str) -> None:
    assert doubt.in_numbers(low, high) == said


def test_a_fifth_of_all_duels_is_certain_and_a_third_fairly_sure() -> None:
    assert doubt.of_chance(0.4, 0.6) is Sureness.CERTAIN
    assert doubt.of_chance(0.3, 0.6) is Sureness.FAIRLY
    assert doubt.of_chance(0.2, 0.6) is Sureness.EARLY
