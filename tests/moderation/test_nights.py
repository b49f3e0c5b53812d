"""The small night, whole: what one moderator meets first, and with how few decisions they are through."""

import pytest

from bench.moderation import BEGIN, END, ROWS, Played, Work, put_in, table
from billboard.infra.config import ROOT
from tests.moderation import nights
from tests.moderation.playing import Lines, Outcome, play

NIGHTS = [(0, Lines.STRUCK), (1, Lines.LEFT), (2, Lines.MIXED)]


@pytest.fixture(scope="module", params=NIGHTS, ids=lambda each: f"{each[0]}-{each[1].name.lower()}")
def outcome(request: pytest.FixtureRequest) -> Outcome:
    seed, lines = request.param
    return play(nights.small(seed), lines)


def test_ten_decisions_clear_the_night(outcome: Outcome) -> None:
    assert outcome.decisions <= 10
    assert outcome.taps <= 40
    assert outcome.left_up == 0


def test_the_first_ten_cases_are_all_abusive_whatever_a_brigade_says(outcome: Outcome) -> None:
    first = min(10, len(outcome.ranks))
    assert outcome.ranks[:first] == list(range(1, first + 1))


def test_no_innocent_is_hidden_or_covered_and_most_of_what_was_honestly_reported_is(outcome: Outcome) -> None:
    assert (outcome.hidden_innocents, outcome.covered_innocents, outcome.ticked_innocents) == (0, 0, 0)
    assert outcome.covered_abusive >= outcome.reported_abusive / 2


def test_nearly_all_are_hidden_for_what_they_are(outcome: Outcome) -> None:
    assert outcome.wrongly_hidden <= 2


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
