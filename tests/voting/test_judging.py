"""What becomes of a pick."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from billboard.core.errors import BadRequest, TooManyRequests
from billboard.models import Duel, Poster, State
from billboard.voting import duels
from billboard.voting.caps import Caps
from billboard.voting.duels import PAIR_AGE, DuelResult, Outcome, Pick
from billboard.voting.pace import Pace
from tests.application import NOW, parts
from tests.campaigns.campaigning import campaign, set_state
from tests.moderation.covering import cover, lift
from tests.voting.duelling import dealt, hide, judge, names, pair, row, slogans


def test_the_picked_poster_rises_and_the_other_falls_as_far(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app)
    assert judge(app, offer.token, Pick.RIGHT).outcome is Outcome.COUNTED
    winner, loser = row(app, offer.right.code), row(app, offer.left.code)
    assert winner.strength == -loser.strength == pytest.approx(0.5)
    assert winner.duels == loser.duels == 1


def test_a_skip_moves_nothing_and_the_pair_does_not_come_back(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app)
    assert judge(app, offer.token, Pick.SKIP).outcome is Outcome.SKIPPED
    assert row(app, offer.left.code).strength == row(app, offer.left.code).duels == 0
    assert dealt(app) is None
    assert dealt(app, "you")


def test_a_visitor_judges_a_pair_once_and_the_first_word_stands(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app)
    judge(app, offer.token, Pick.LEFT)
    assert judge(app, offer.token, Pick.RIGHT).outcome is Outcome.REPEATED
    assert row(app, offer.left.code).strength > 0
    assert row(app, offer.left.code).duels == 1


def test_a_pair_can_only_be_judged_by_whom_it_was_dealt_to_and_as_it_was_dealt(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app, "me")
    for token, voter in ((offer.token, "you"), ("", "me"), ("a.b", "me"), (offer.token[:-2] + "AA", "me")):
        with pytest.raises(BadRequest, match="not dealt"):
            judge(app, token, voter=voter)
    assert row(app, offer.left.code).duels == 0


def test_a_pair_expires(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app)
    late = NOW + PAIR_AGE + timedelta(seconds=1)
    assert judge(app, offer.token, now=late).outcome is Outcome.EXPIRED
    assert judge(app, offer.token, now=NOW + PAIR_AGE).outcome is Outcome.COUNTED


def test_a_poster_that_is_hidden_leaves_the_duels_at_once(app: Flask) -> None:
    slogans(app, 3)
    offer = pair(app)
    with parts(app).database.write() as session:
        hide(session, offer.left.code)
    assert judge(app, offer.token).outcome is Outcome.GONE
    assert row(app, offer.right.code).duels == 0
    assert offer.left.code not in names(pair(app))
    with parts(app).database.write() as session:
        hide(session, offer.right.code)
    assert dealt(app) is None


@pytest.mark.parametrize("picked", [Pick.LEFT, Pick.RIGHT])
def test_a_pair_that_was_dealt_before_one_of_it_was_covered_counts_nothing(app: Flask, picked: Pick) -> None:
    slogans(app, 3)
    offer = pair(app)
    cover(app, offer.left.code)
    assert judge(app, offer.token, picked) == DuelResult(Outcome.GONE)
    for each in (offer.left, offer.right):
        assert (row(app, each.code).duels, row(app, each.code).strength) == (0, each.strength)
    with parts(app).database.read() as session:
        assert session.scalars(select(Duel)).all() == []
    assert offer.left.code not in names(pair(app))
    lift(app, offer.left.code)  # nothing was said, so it can still be
    assert judge(app, offer.token, picked).outcome is Outcome.COUNTED


def test_a_network_may_judge_so_many_duels(app: Flask) -> None:
    slogans(app, 20)
    for number in range(3):
        judge(app, pair(app, f"v{number}").token, voter=f"v{number}", caps=Caps(100, 3))
    last = pair(app, "v9")
    with pytest.raises(TooManyRequests, match="midnight"):
        judge(app, last.token, voter="v9", caps=Caps(100, 3))
    assert row(app, last.left.code).duels == row(app, last.right.code).duels == 0


def test_a_network_may_judge_so_many_duels_of_one_poster(app: Flask) -> None:
    slogans(app, 2)
    for number in range(2):
        judge(app, pair(app, f"v{number}").token, voter=f"v{number}", caps=Caps(2, 100))
    last = pair(app, "v9")
    assert judge(app, last.token, voter="v9", caps=Caps(2, 100)).outcome is Outcome.SPENT
    assert row(app, last.left.code).duels == row(app, last.right.code).duels == 2
    assert dealt(app, "v9") is None  # they are not held up by a pair that nobody there may judge


def test_a_skip_is_not_counted_against_a_poster(app: Flask) -> None:
    slogans(app, 2)
    for number in range(3):
        judge(app, pair(app, f"v{number}").token, Pick.SKIP, f"v{number}", caps=Caps(2, 100))
    assert judge(app, pair(app, "v9").token, voter="v9", caps=Caps(2, 100)).outcome is Outcome.COUNTED


def test_a_pair_whose_campaign_was_frozen_meanwhile_is_not_counted(app: Flask) -> None:
    slogans(app, 2)
    offer, home = pair(app), campaign(app)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == "code1").values(campaign_id=home.id))
    set_state(app, State.FROZEN)
    assert judge(app, offer.token).outcome is Outcome.CLOSED
    assert row(app, "code0").duels == row(app, "code1").duels == 0


def test_concurrent_judges_are_all_counted(app: Flask) -> None:
    slogans(app, 2)
    offers = [pair(app, f"v{number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: judge(app, offers[n].token, voter=f"v{n}"), range(40)))
    assert row(app, "code0").duels == row(app, "code1").duels == 40


def test_a_verdict_says_how_the_others_saw_it(app: Flask) -> None:
    slogans(app, 2)
    for voter, code in (("a", "code0"), ("b", "code0"), ("c", "code1")):
        offer = pair(app, voter)
        judge(app, offer.token, Pick.LEFT if offer.left.code == code else Pick.RIGHT, voter)
    offer = pair(app, "skips")
    judge(app, offer.token, Pick.SKIP, "skips")
    offer = pair(app, "me")
    result = judge(app, offer.token, Pick.LEFT if offer.left.code == "code0" else Pick.RIGHT)
    assert result.picked is not None
    assert (result.picked.code, result.others, result.agreed) == ("code0", 3, 2)
    with parts(app).database.read() as session:
        again = duels.latest(session, "me", NOW)
        assert again
        assert again.picked is not None
        assert (again.picked.code, again.others, again.agreed) == ("code0", 3, 2)
        assert duels.latest(session, "me", NOW + timedelta(minutes=2)) is None
        assert duels.latest(session, "skips", NOW) is None
        assert duels.latest(session, "nobody", NOW) is None


def test_duels_go_with_a_poster_that_is_deleted(app: Flask) -> None:
    slogans(app, 2)
    judge(app, pair(app).token)
    with parts(app).database.write() as session:
        session.execute(delete(Poster).where(Poster.code == "code1"))
        assert session.scalars(select(Duel)).all() == []


PACE = Pace(2, 3)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_pick_counts_once_the_pair_was_shown_long_enough(app: Flask) -> None:
    slogans(app, 2)
    offer = pair(app)
    for seconds in (0, 1, 1.9):
        assert judge(app, offer.token, pace=PACE, now=after(seconds)).outcome is Outcome.HASTY
    assert row(app, offer.left.code).duels == 0
    assert judge(app, offer.token, pace=PACE, now=after(2)).outcome is Outcome.COUNTED


def test_a_pair_that_was_fetched_ahead_counts_from_the_answer_before_it(app: Flask) -> None:
    slogans(app, 6)
    first = pair(app)
    second = pair(app, after=first.token)
    assert judge(app, first.token, pace=PACE, now=after(10)).outcome is Outcome.COUNTED
    assert judge(app, second.token, pace=PACE, now=after(11)).outcome is Outcome.HASTY
    assert judge(app, second.token, Pick.SKIP, pace=PACE, now=after(11)).outcome is Outcome.SKIPPED
    assert judge(app, pair(app).token, pace=PACE, now=after(12)).outcome is Outcome.HASTY
    assert judge(app, pair(app).token, pace=PACE, now=after(13)).outcome is Outcome.COUNTED


def test_nobody_judges_more_in_a_minute_than_a_person_can(app: Flask) -> None:
    slogans(app, 8)
    outcomes = [judge(app, pair(app).token, pace=PACE, now=after(3 * number)).outcome for number in range(1, 6)]
    assert outcomes == [Outcome.COUNTED] * 3 + [Outcome.HASTY] * 2
    assert judge(app, pair(app).token, pace=PACE, now=after(70)).outcome is Outcome.COUNTED


def test_new_cookies_of_one_network_move_a_poster_little(app: Flask) -> None:
    slogans(app, 2)
    caps = Caps(200, 4000, by_new=2)
    outcomes = []
    for number in range(4):
        voter = f"v{number}"
        outcomes.append(judge(app, pair(app, voter).token, voter=voter, caps=caps, is_new=True).outcome)
    assert outcomes == [Outcome.COUNTED, Outcome.COUNTED, Outcome.SPENT, Outcome.SPENT]
    assert row(app, "code0").duels == row(app, "code1").duels == 2
    known = judge(app, pair(app, "known").token, voter="known", caps=caps)
    assert known.outcome is Outcome.COUNTED


def test_a_48_judges_no_more_than_its_cap(app: Flask) -> None:
    slogans(app, 2)
    outcomes = [
        judge(
            app, pair(app, f"v{n}").token, voter=f"v{n}", caps=Caps(2, 4000), address=f"2001:db8:1:{n:x}00::1"
        ).outcome
        for n in range(8)
    ]
    assert outcomes == [Outcome.COUNTED] * 6 + [Outcome.SPENT] * 2


def test_a_hundred_cookieless_pages_of_one_network_move_a_poster_once_in_two_seconds(app: Flask) -> None:
    slogans(app, 3)
    pages = {f"guest {number}": pair(app, f"guest {number}") for number in range(100)}
    pages = {voter: offer for voter, offer in pages.items() if "code0" in names(offer)}
    assert len(pages) > 20

    def press(voter: str, moment: datetime, address: str = "192.0.2.7") -> Outcome:
        side = Pick.LEFT if pages[voter].left.code == "code0" else Pick.RIGHT
        result = judge(app, pages[voter].token, side, voter, pace=PACE, now=moment, is_new=True, address=address)
        return result.outcome

    voters = list(pages)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda voter: press(voter, after(5)), voters[3:]))
    assert outcomes.count(Outcome.COUNTED) == 1
    assert set(outcomes) == {Outcome.COUNTED, Outcome.CROWDED}
    assert row(app, "code0").duels == 1
    assert press(voters[0], after(6.9), "192.0.2.8") is Outcome.CROWDED
    assert press(voters[1], after(6.9), "198.51.100.1") is Outcome.COUNTED
    assert press(voters[2], after(7)) is Outcome.COUNTED


def test_the_pace_of_a_network_is_one_for_each_poster(app: Flask) -> None:
    slogans(app, 60)
    outcomes = []
    for number in range(30):  # a class that has just come, a pick each fifth of a second
        voter = f"pupil {number}"
        token, moment = pair(app, voter).token, after(10 + number / 5)
        outcomes.append(judge(app, token, voter=voter, pace=PACE, now=moment, is_new=True).outcome)
    assert outcomes.count(Outcome.COUNTED) >= 15
