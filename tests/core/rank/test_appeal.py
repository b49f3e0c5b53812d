import random
from math import exp, log, pi, sqrt
from statistics import fmean, stdev

import pytest

from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence

NOW = 1_790_000_000.0
DAY = 86400


@pytest.mark.parametrize(("looks", "liked"), [(0, 0), (50, 2), (400, 60), (100_000, 9000)])
def test_a_belief_is_that_of_the_gamma_distribution_itself(looks: int, liked: int) -> None:
    chance = random.Random(1)
    logs = [log(chance.gammavariate(3 + liked, 1 / (3 / 0.05 + looks))) for _ in range(40_000)]
    believed = appeal.belief(Evidence(looks, liked), 0.05)
    assert believed.mean == pytest.approx(fmean(logs), abs=0.02)
    assert believed.deviation == pytest.approx(stdev(logs), rel=0.03)


def test_votes_raise_what_is_believed_looks_lower_it_and_both_narrow_it() -> None:
    before, seen, liked = (appeal.belief(Evidence(*each), 0.05) for each in [(100, 5), (200, 5), (101, 6)])
    assert seen.mean < before.mean < liked.mean
    assert liked.deviation < before.deviation
    assert seen.deviation == before.deviation  # it is votes that tell how sure one can be of a ratio


def test_ten_times_the_appeal_is_worth_a_week() -> None:
    old, new = appeal.belief(Evidence(10**6, 10**5), 0.05), appeal.belief(Evidence(10**7, 10**5), 0.05)
    drawn = [appeal.bound(old, NOW), appeal.bound(new, NOW + 7 * DAY)]
    assert drawn[0] == pytest.approx(drawn[1], abs=1e-3)


def test_hot_makes_little_of_a_few_likes_and_much_of_many() -> None:
    nothing, few, many = (appeal.wary(Evidence(looks, looks // 5), 0.05) for looks in (0, 10, 2000))
    assert few.mean - nothing.mean < (appeal.belief(Evidence(10, 2), 0.05).mean - nothing.mean) / 4
    assert many.mean == pytest.approx(appeal.belief(Evidence(2000, 400), 0.05).mean, abs=0.03)
    ten = [appeal.wary(Evidence(looks, liked), 0.05).mean for looks, liked in ((100, 5), (110, 15))]
    plain = [appeal.belief(Evidence(looks, liked), 0.05).mean for looks, liked in ((100, 5), (110, 15))]
    assert ten[1] - ten[0] < 0.8 * (plain[1] - plain[0])


@pytest.mark.parametrize("prior", [0.01, 0.05, 0.4])
def test_to_hot_a_like_never_lowers_a_poster_nor_does_a_look_raise_one(prior: float) -> None:
    for looks in (0, 1, 10, 100, 3000):
        believed = [appeal.wary(Evidence(looks, liked), prior) for liked in range(looks + 1)]
        assert believed == sorted(believed, key=lambda each: (each.mean, -each.deviation))
        for liked, before in enumerate(believed):
            after = appeal.wary(Evidence(looks + 10, liked), prior)
            assert after.mean <= before.mean + 1e-12
            assert after.deviation == before.deviation or liked


def test_what_little_is_known_of_is_a_candidate_before_what_is_known_to_be_middling() -> None:
    unknown, middling = appeal.belief(Evidence(), 0.05), appeal.belief(Evidence(2000, 100), 0.05)
    assert appeal.bound(unknown, NOW) > appeal.bound(middling, NOW)


def test_draws_are_normal_and_the_same_for_everybody() -> None:
    drawn = [appeal.deviate("wall/7", f"code{number}") for number in range(20_000)]
    assert fmean(drawn) == pytest.approx(0, abs=0.02)
    assert stdev(drawn) == pytest.approx(1, abs=0.02)
    assert fmean(abs(each) for each in drawn) == pytest.approx(sqrt(2 / pi), abs=0.02)
    assert appeal.deviate("wall/7", "code1") == drawn[1] != appeal.deviate("wall/8", "code1")


def test_an_interval_holds_nine_in_ten_of_the_appeals_that_are_there() -> None:
    chance = random.Random(2)
    held, rounds = 0, 4000
    for _ in range(rounds):
        true = chance.gammavariate(3, 0.05 / 3)
        liked = sum(chance.random() < true for _ in range(200))
        low, high = appeal.interval(Evidence(200, liked), 0.05)
        held += low <= true <= high
    assert held / rounds == pytest.approx(0.9, abs=0.02)


def test_more_votes_than_looks_are_taken_for_as_many_looks() -> None:
    assert exp(appeal.belief(Evidence(0, 50), 0.05).mean) < 1


def test_a_template_is_expected_to_be_as_good_as_it_was() -> None:
    wall = Evidence(100_000, 5000)
    usual = appeal.expected(wall, wall, wall)
    assert usual == pytest.approx(0.05, rel=0.01)
    assert appeal.expected(Evidence(10_000, 1000), wall, wall) == pytest.approx(0.095, rel=0.02)
    assert appeal.expected(Evidence(10, 10), wall, wall) < 1.3 * usual
    assert appeal.expected(wall, Evidence(50_000, 5000), wall) > 1.9 * usual
    assert appeal.expected(Evidence(), Evidence(), Evidence()) == appeal.USUAL  # to the last digit: equals are level


@pytest.mark.parametrize(
    "known",
    [
        (Evidence(2_500_000, 0), Evidence(1000, 1), Evidence(10_000_000, 10_000)),
        (Evidence(10**6, 10**6), Evidence(10**6, 10**6), Evidence(10**7, 10**5)),
    ],
)
def test_what_is_expected_is_never_nothing_nor_more_than_everything(known: tuple[Evidence, ...]) -> None:
    of_template, of_hour, of_all = known
    expected = appeal.expected(of_template, of_hour, of_all)
    assert 0 < expected <= 1
    assert appeal.belief(Evidence(), expected).mean < 0.5
