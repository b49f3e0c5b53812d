"""The small night, whole: what one moderator meets first, and with how few decisions they are through."""

import pytest

from tests.moderation import nights
from tests.moderation.playing import Outcome, play


@pytest.fixture(scope="module", params=[0, 2])
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return play(nights.small(request.param))


def test_ten_decisions_clear_the_night(outcome: Outcome) -> None:
    assert outcome.decisions <= 10
    assert outcome.inputs <= 40
    assert outcome.left_up == 0


def test_what_stands_first_is_abusive_whatever_a_brigade_says(outcome: Outcome) -> None:
    # As many as there are slogans. What two networks report after midnight alone, nobody can tell from strangers' word.
    assert sum(rank <= 8 for rank in outcome.ranks) >= 7


def test_no_innocent_is_hidden_or_covered_and_most_of_what_was_honestly_reported_is(outcome: Outcome) -> None:
    assert (outcome.hidden_innocents, outcome.covered_innocents) == (0, 0)
    assert outcome.covered_abusive >= outcome.reported_abusive / 2
