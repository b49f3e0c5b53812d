"""The small night, whole, and a tenth of the large one: what one moderator meets first, and with how few decisions they
are through."""

import pytest

from bench.moderation import (
    APPROVE,
    BEGIN,
    END,
    FIRST,
    ROWS,
    Played,
    Work,
    first_innocents,
    one_by_one,
    played,
    put_in,
    table,
    ticking,
)
from billboard.infra.config import ROOT
from tests.moderation import nights
from tests.moderation.nights import Filed, Made, Night
from tests.moderation.playing import Lines, Outcome
from tests.moderation.shifts import APPROVE_ALL, HIDE, REASON, TICK

NIGHTS = [(0, Lines.STRUCK), (1, Lines.LEFT), (2, Lines.MIXED)]


@pytest.fixture(scope="module", params=NIGHTS, ids=lambda each: f"{each[0]}-{each[1].name.lower()}")
def small(request: pytest.FixtureRequest) -> Played:
    seed, lines = request.param
    return played(nights.small(seed), lines)


@pytest.fixture(scope="module")
def outcome(small: Played) -> Outcome:
    return small.outcome


def test_ten_decisions_clear_the_night(outcome: Outcome) -> None:
    assert outcome.decisions <= 10
    assert outcome.taps <= 40
    assert outcome.left_up == 0


def test_the_night_takes_a_fifth_of_what_it_takes_one_by_one_and_a_third_of_what_it_takes_by_ticking(
    small: Played,
) -> None:
    assert 5 * small.outcome.decisions <= small.singly.decisions
    assert 3 * small.outcome.decisions <= small.ticking.decisions
    assert small.outcome.taps < min(small.singly.taps, small.ticking.taps)


def test_the_first_ten_cases_are_all_abusive_whatever_a_brigade_says(outcome: Outcome) -> None:
    first = min(10, len(outcome.ranks))
    assert outcome.ranks[:first] == list(range(1, first + 1))


def test_no_innocent_is_hidden_or_covered_and_most_of_what_was_honestly_reported_is(outcome: Outcome) -> None:
    assert (outcome.hidden_innocents, outcome.covered_innocents, outcome.ticked_innocents) == (0, 0, 0)
    assert outcome.covered_abusive >= outcome.reported_abusive / 2


def test_nearly_all_are_hidden_for_what_they_are(outcome: Outcome) -> None:
    assert outcome.wrongly_hidden <= 2


def test_the_large_night_takes_a_tenth_of_what_it_takes_one_by_one_and_a_third_of_what_it_takes_by_ticking() -> None:
    large = played(nights.large(seed=0, hanging=500, part=10), Lines.MIXED)
    outcome = large.outcome
    assert large.abusive == 40
    assert 10 * outcome.decisions <= large.singly.decisions
    assert 3 * outcome.decisions <= large.ticking.decisions
    assert first_innocents(outcome) == 0
    assert (outcome.hidden_innocents, outcome.covered_innocents, outcome.left_up) == (0, 0, 0)
    assert outcome.covered_abusive >= outcome.reported_abusive / 2


def test_a_part_of_the_large_night_is_that_part_of_all_that_happens() -> None:
    whole, part = nights.large(hanging=0), nights.large(hanging=0, part=10)
    assert (len(whole.posters), len(whole.abusive), len(whole.reports)) == (5_000, 400, 2_000)
    assert (len(part.posters), len(part.abusive), len(part.reports)) == (500, 40, 200)
    assert len(whole.reasons) == 10 * len(part.reasons)
    told = [sum(not each.is_honest for each in night.reports) for night in (whole, part)]
    assert told == [666, 66]


def test_whoever_decides_one_by_one_or_ticks_is_given_every_abusive_poster_and_meets_what_was_reported() -> None:
    posters = [
        Made(f"slogan {place}", nights.BEGIN, "192.0.2.7", slogan) for place, slogan in enumerate([0, 1, 0, None])
    ]
    posters += [Made(f"harmless {place}", nights.BEGIN, "192.0.2.7") for place in range(30)]
    told = [
        Filed(of, "threat", nights.BEGIN, "192.0.2.8", f"somebody {of}", True) for of in (0, 0, 1, 3, *range(4, 24))
    ]
    night = Night(posters, told, ["threat", "hate"])
    assert one_by_one(night) == Work(3 + 21, 3 * HIDE + 21 * APPROVE, 24)
    # On the first page of twenty two that are abusive, of two reasons; on the second the one that nobody reported.
    both = TICK * 2 + (HIDE + REASON) * 2 + APPROVE_ALL
    assert ticking(night) == Work(3 + 2, both + TICK + HIDE + REASON + APPROVE_ALL, 24)


@pytest.mark.parametrize(("ranks", "innocents"), [([1, 2, 3], 0), ([1, 3, 4], 1), ([*range(1, 11), 40], 0), ([2], 1)])
def test_innocents_are_counted_among_as_many_cases_as_are_abusive_and_ten_at_most(
    ranks: list[int], innocents: int
) -> None:
    assert FIRST == 10
    assert first_innocents(Outcome(ranks=ranks)) == innocents


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_brigade_reaches_each_of_its_innocents_by_all_of_its_networks(seed: int) -> None:
    for night in (nights.small(seed), nights.large(seed, hanging=0)):
        told = [each for each in night.reports if not each.is_honest]
        reached = {each.of: set[str]() for each in told}
        for each in told:
            reached[each.of].add(next(network for network in nights.BRIGADE if each.address.startswith(network)))
        assert {len(networks) for networks in reached.values()} == {len(nights.BRIGADE)}
        assert len({each.reporter for each in told}) == min(200, len(told))
        assert not {*reached} & {*night.abusive}


def test_the_table_of_the_document_is_the_benchs() -> None:
    played = Played(Outcome(ranks=[1], reported_abusive=1), Work(1, 2, 3), Work(1, 2, 3), 40)
    document = f"# A night\n\n{BEGIN}\nold\n{END}\n\nMore.\n"
    written = put_in(document, table({"small": [played]}))
    assert put_in(written, table({"small": [played]})) == written
    assert written.startswith("# A night")
    assert written.endswith("More.\n")
    assert "old" not in written
    assert "| decisions | 0 |" in written
    kept = (ROOT / "docs" / "hostile-night.md").read_text().partition(BEGIN)[2].partition(END)[0]
    labels = [line.split(" | ")[0].strip("| ") for line in kept.splitlines() if line.startswith("| ")][1:]
    assert labels in ([], list(ROWS))
