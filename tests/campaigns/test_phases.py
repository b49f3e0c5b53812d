"""What a campaign takes at a moment. Nothing here asks a database."""

from datetime import timedelta

import pytest

from billboard.campaigns.phases import Phase, phase_of
from billboard.models import Campaign, State
from tests.application import NOW

LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("campaign", "phase"),
    [
        (Campaign(state=State.RUNNING), Phase.OPEN),
        (Campaign(state=State.RUNNING, opens=NOW, closes=LATER), Phase.OPEN),
        (Campaign(state=State.RUNNING, opens=LATER), Phase.SOON),
        (Campaign(state=State.RUNNING, opens=EARLIER, closes=NOW), Phase.CLOSED),
        (Campaign(state=State.FROZEN, opens=LATER), Phase.FROZEN),
        (Campaign(state=State.ENDED, closes=LATER), Phase.ENDED),
    ],
)
def test_operators_go_before_the_calendar_and_its_moments_are_firsts(campaign: Campaign, phase: Phase) -> None:
    assert phase_of(campaign, NOW) is phase


def test_posters_are_taken_while_it_is_open_and_votes_until_it_is_read_only() -> None:
    assert [each for each in Phase if each.takes_posters] == [Phase.OPEN]
    assert [each for each in Phase if not each.takes_votes] == [Phase.FROZEN, Phase.ENDED]


def test_every_phase_that_takes_no_posters_says_why() -> None:
    assert [each for each in Phase if not each.why_no_posters] == [Phase.OPEN]
    assert len({each.why_no_posters for each in Phase}) == len(Phase)
