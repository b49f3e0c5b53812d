import random
from collections import Counter
from itertools import combinations
from math import exp, sqrt
from statistics import fmean

import choix
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.rank import strength
from billboard.core.rank.strength import PRIOR, Meeting, Record, chance

COUNTS = st.integers(0, 30)


def likely(one: float, other: float) -> float:
    """The chance as Bradley and Terry wrote it, with what strengths are the logarithms of."""
    return exp(one) / (exp(one) + exp(other))


def tournament(seed: int, posters: int = 30, fights: int = 6000) -> tuple[list[float], list[tuple[int, int]]]:
    """Known strengths, and (winner, loser) of duels fought by them."""
    dice = random.Random(seed)
    known = [dice.gauss(0, 1.2) for _ in range(posters)]
    results = []
    for _ in range(fights):
        one, other = dice.sample(range(posters), 2)
        results.append((one, other) if dice.random() < likely(known[one], known[other]) else (other, one))
    return known, results


def meetings(results: list[tuple[int, int]]) -> list[Meeting]:
    return [Meeting(winner, loser, often, 0) for (winner, loser), often in Counter(results).items()]


def online(results: list[tuple[int, int]]) -> dict[int, float]:
    records: dict[int, Record] = {}
    for winner, loser in results:
        old = records.get(winner, Record(0, 0)), records.get(loser, Record(0, 0))
        reached = strength.after(*old)
        for number, before, now in zip((winner, loser), old, reached, strict=True):
            records[number] = Record(now, before.duels + 1)
    return {number: record.strength for number, record in records.items()}


def agreement(one: list[float], other: list[float]) -> float:
    """Spearman's correlation of the ranks."""
    ranks = [
        {at: rank for rank, at in enumerate(sorted(range(len(values)), key=values.__getitem__))}
        for values in (one, other)
    ]
    size = len(one)
    return 1 - 6 * sum((ranks[0][at] - ranks[1][at]) ** 2 for at in range(size)) / (size * (size**2 - 1))


@given(
    counts=st.lists(st.tuples(COUNTS, COUNTS), min_size=10, max_size=10),
)
@settings(max_examples=60, deadline=None)
def test_at_the_fit_every_poster_has_won_as_often_as_its_strength_says(counts: list[tuple[int, int]]) -> None:
    """The likelihood's gradient is nought there, whatever the results: those where one never lost included."""
    met = [
        Meeting(one, other, *wins)
        for (one, other), wins in zip(combinations(range(5), 2), counts, strict=True)
        if any(wins)
    ]
    fitted = strength.fit(met, tolerance=1e-10, rounds=100_000)
    for number, own in fitted.items():
        won, expected = PRIOR, 2 * PRIOR * likely(own, 0)
        for each in met:
            fought = each.first_wins + each.second_wins
            if each.first == number:
                won, expected = won + each.first_wins, expected + fought * likely(own, fitted[each.second])
            if each.second == number:
                won, expected = won + each.second_wins, expected + fought * likely(own, fitted[each.first])
        assert expected == pytest.approx(won, abs=1e-6)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=5, deadline=None)
def test_the_fit_recovers_known_strengths_and_the_steps_agree_with_it(seed: int) -> None:
    known, results = tournament(seed)
    fitted, stepped = strength.fit(meetings(results)), online(results)
    truth = [known[number] for number in range(len(known))]
    exact = [fitted[number] for number in range(len(known))]
    quick = [stepped[number] for number in range(len(known))]
    middle = sum(truth) / len(truth) - sum(exact) / len(exact)  # only differences mean anything
    assert max(abs(t - e - middle) for t, e in zip(truth, exact, strict=True)) < 0.7
    assert agreement(truth, exact) > 0.95
    assert agreement(exact, quick) > 0.98


def test_one_duel_moves_both_as_far_and_about_as_the_fit_would() -> None:
    winner, loser = strength.after(Record(0, 0), Record(0, 0))
    fitted = strength.fit([Meeting(1, 2, 1, 0)])
    assert winner == -loser
    assert winner == pytest.approx(fitted[1], abs=0.05)


def test_a_surprise_moves_more_than_what_was_expected() -> None:
    strong, weak = Record(2, 10), Record(-2, 10)
    assert strength.after(weak, strong)[0] - weak.strength > 10 * (strength.after(strong, weak)[0] - strong.strength)


def test_the_better_known_of_two_moves_less() -> None:
    winner, loser = strength.after(Record(0, 98), Record(0, 0))
    assert winner < -loser / 40


def test_many_good_duels_outrank_a_few_lucky_ones() -> None:
    fitted = strength.fit([Meeting(1, 9, 3, 0), Meeting(2, 9, 270, 30)])
    assert fitted[2] > fitted[1] > 0


def test_nobody_met_is_nothing_to_fit() -> None:
    assert strength.fit([]) == {}


def test_duels_of_equals_and_of_strangers_tell_most() -> None:
    base = strength.information(Record(0, 10), Record(0, 10))
    assert strength.information(Record(0, 10), Record(3, 10)) < base < strength.information(Record(0, 0), Record(0, 10))


def test_the_chances_of_two_add_up_and_never_overflow() -> None:
    assert chance(1.3, 0.2) == pytest.approx(likely(1.3, 0.2))
    assert chance(1.3, 0.2) + chance(0.2, 1.3) == pytest.approx(1)
    assert chance(5000, -5000) == 1
    assert chance(-5000, 5000) < 1e-300


def test_a_long_chain_of_duels_is_fitted_in_few_rounds() -> None:
    """Strengths that hang on each other in a row are what every method of this kind is slowest at."""
    chain = [Meeting(number, number + 1, 12, 8) for number in range(30)]
    quick, exact = strength.fit(chain, rounds=100), strength.fit(chain, tolerance=1e-12, rounds=100_000)
    assert max(abs(quick[number] - exact[number]) for number in exact) < 1e-3


@pytest.mark.parametrize("seed", range(4))
def test_the_fit_is_that_of_another_library(seed: int) -> None:
    """`choix` knows no imaginary poster: it is given one, with the duels that everybody has fought against it."""
    _, results = tournament(seed, posters=20, fights=(40, 200, 1000, 5000)[seed])
    fitted = strength.fit(meetings(results))
    place = {number: at for at, number in enumerate(fitted)}
    imaginary = len(place)
    data = [(place[winner], place[loser]) for winner, loser in results]
    for at in place.values():
        data += [(at, imaginary), (imaginary, at)]
    for theirs in (
        choix.opt_pairwise(imaginary + 1, data, alpha=0, tol=1e-9),
        choix.ilsr_pairwise(imaginary + 1, data, alpha=0, tol=1e-10),
    ):
        worst = max(abs(fitted[number] - (theirs[at] - theirs[imaginary])) for number, at in place.items())
        assert worst < 1e-3


def covariance(results: list[tuple[int, int]], fitted: dict[int, float]) -> numpy.ndarray:
    """Of all strengths, in the order in which they were fitted: the inverse of the likelihood's second derivatives."""
    place = {number: at for at, number in enumerate(fitted)}
    matrix = numpy.zeros((len(place), len(place)))
    for number, at in place.items():
        matrix[at, at] += 2 * PRIOR * likely(fitted[number], 0) * likely(0, fitted[number])
    for one, other in results:
        told = likely(fitted[one], fitted[other]) * likely(fitted[other], fitted[one])
        for at, beside in ((place[one], place[other]), (place[other], place[one])):
            matrix[at, at] += told
            matrix[at, beside] -= told
    return numpy.linalg.inv(matrix)


def test_what_is_known_of_strengths_in_a_chain_of_duels_is_the_inverse_of_their_variance() -> None:
    chain = [(number, number + 1) for number in range(12)] * 3 + [(number + 1, number) for number in range(12)] * 2
    fitted = strength.fit(meetings(chain))
    known, exact = strength.known(meetings(chain), fitted), covariance(chain, fitted).diagonal()
    assert [1 / known[number] for number in fitted] == pytest.approx(list(exact), rel=1e-3)


@pytest.mark.parametrize("fights", [160, 800, 3000, 12_000])
def test_where_all_meet_all_it_is_that_of_a_strength_beside_the_average_of_all(fights: int) -> None:
    """How far all of them together stand from the imaginary poster is no matter of order."""
    _, results = tournament(3, posters=40, fights=fights)
    fitted = strength.fit(meetings(results))
    known = strength.known(meetings(results), fitted)
    centre = numpy.eye(len(fitted)) - 1 / len(fitted)
    exact = (centre @ covariance(results, fitted) @ centre).diagonal()
    ratios = [sqrt(1 / known[number] / exact[at]) for at, number in enumerate(fitted)]
    assert 1 <= min(ratios) <= max(ratios) < 1.05


@pytest.mark.parametrize("fights", [160, 800, 3000])
def test_an_interval_holds_nine_in_ten_of_the_strengths_that_are_there(fights: int) -> None:
    held = seen = 0
    for seed in range(20):
        true, results = tournament(seed, posters=40, fights=fights)
        fitted = strength.fit(meetings(results))
        known = strength.known(meetings(results), fitted)
        middle = fmean(fitted.values()) - fmean(true[number] for number in fitted)
        for number, reached in fitted.items():
            low, high = strength.interval(reached - middle, known[number])
            held, seen = held + (low <= true[number] <= high), seen + 1
    assert held / seen == pytest.approx(0.9, abs=0.03)


def test_what_each_duel_tells_adds_up_to_about_what_all_of_them_do() -> None:
    _, results = tournament(5, posters=30, fights=900)
    fitted = strength.fit(meetings(results))
    exact, stepped = strength.known(meetings(results), fitted), dict.fromkeys(fitted, strength.UNFOUGHT)
    for winner, loser in results:
        likely, of_both = chance(fitted[winner], fitted[loser]), (stepped[winner], stepped[loser])
        stepped[winner] += strength.told(likely, of_both[1])
        stepped[loser] += strength.told(likely, of_both[0])
    assert all(0.7 < sqrt(stepped[number] / exact[number]) < 1.4 for number in fitted)
