"""Votes set apart: found, released, struck, taken back, and every number right meanwhile."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from billboard.core.days import day_of
from billboard.core.errors import NotFound, Outdated, TooManyRequests
from billboard.infra.jobs import JobName
from billboard.models import Burst, BurstState, Day, Duel, Kind, LogLine, Moderator, Poster, RecentVote, Vote
from billboard.operators.jobs import JOBS
from billboard.posters import posters
from billboard.voting import bursts, rulings, voting
from billboard.voting.caps import Caps
from billboard.voting.duels import Pick
from billboard.voting.rulings import BurstRuling
from billboard.walls import evidence
from tests.application import NOW, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter
from tests.voting.duelling import judge, pair, row, slogans

CAPS = Caps(per_poster=40, altogether=2000, by_new=12)
LEAST = 40
SOON = NOW + timedelta(minutes=10)
BRIGADE = [f"2001:db8:{number % 4}:{number * 0x147:x}::1" for number in range(200)]
FORUM = [f"{10 + number % 20}.{number % 400 // 20}.7.{number // 400}" for number in range(500)]
MIDNIGHT = NOW.replace(hour=0) + timedelta(days=1)
CLASS = ["203.0.113.9"] * 30


def cast(
    app: Flask, code: str, addresses: Sequence[str], *, is_new: bool = True, name: str = "v", since: datetime = NOW
) -> int:
    """A vote of another visitor from each address, within ten minutes; how many were not over a cap."""
    counted = 0
    for number, address in enumerate(addresses):
        at = since + number * timedelta(minutes=10) / len(addresses)
        try:
            with parts(app).database.write() as session:
                voting.vote(
                    session,
                    code,
                    f"{name}{number}",
                    wanted=True,
                    address=address,
                    caps=CAPS,
                    now=at,
                    is_new=is_new,
                    looked=True,
                )
            counted += 1
        except TooManyRequests:
            pass
    return counted


def look(app: Flask) -> list[bursts.Found]:
    return list(bursts.find(parts(app).database, LEAST, SOON))


def poster(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def opened(app: Flask) -> Burst:
    with parts(app).database.read() as session:
        return session.scalars(select(Burst)).one()


def moderator(app: Flask) -> Moderator:
    with parts(app).database.read() as session:
        if (known := session.scalars(select(Moderator)).first()) is not None:
            return known
    sign_in(app)
    return moderator(app)


def rule(app: Flask, ruling: BurstRuling, *, seen: int | None = None, campaigns: frozenset[int] | None = None) -> None:
    burst, by = opened(app), moderator(app)
    with parts(app).database.write() as session:
        rulings.rule(
            session,
            burst.id,
            ruling,
            by,
            seen=burst.votes if seen is None else seen,
            campaigns=campaigns,
            now=SOON,
        )


def public_votes(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.sum(Day.votes))) or 0


def lines(app: Flask) -> list[tuple[str, str, str, bool]]:
    with parts(app).database.read() as session:
        found = session.scalars(select(LogLine).where(LogLine.kind == Kind.VOTES).order_by(LogLine.number))
        return [(line.did, line.subject, line.rule, line.moderator_id is not None) for line in found]


def recounted(app: Flask) -> int:
    with parts(app).database.write() as session:
        return voting.recount(session)


def test_200_cookies_on_four_networks_are_set_apart(app: Flask) -> None:
    code = publish(app)
    people = cast(app, code, [f"198.51.{number}.1" for number in range(10)], name="people")
    brigade = cast(app, code, BRIGADE)
    assert (people, brigade) == (10, 144)
    assert [found.votes for found in look(app)] == [144]
    found = poster(app, code)
    assert (found.votes, found.apart) == (10, 144)
    assert found.liked == 10  # one of each network is evidence, and what was set apart is none
    assert found.hot == pytest.approx(evidence.hot(found), abs=1e-9)
    burst = opened(app)
    assert (burst.state, burst.votes, burst.networks, burst.of_duels) == (BurstState.OPEN, 144, 4, False)
    assert burst.because[0].startswith("144 votes from 4 networks within 7 minutes, 93 %")
    assert lines(app) == [("set apart", code, "burst", False)]
    assert recounted(app) == 0
    assert look(app) == []


@pytest.mark.parametrize(("addresses", "counted"), [(FORUM, 500), (CLASS, 12)], ids=["a forum", "a class"])
def test_people_are_not(app: Flask, addresses: list[str], counted: int) -> None:
    code = publish(app)
    assert cast(app, code, addresses) == counted
    assert look(app) == []
    assert poster(app, code).votes == counted


def test_a_burst_across_midnight_is_one_from_its_networks_and_no_more(app: Flask) -> None:
    """Ten networks with five votes before and five after: on neither side is one crowded."""
    code = publish(app)
    networks = [f"198.51.{number}.1" for number in range(10)]
    assert cast(app, code, networks * 10, since=MIDNIGHT - timedelta(minutes=5)) == 100
    assert [each.votes for each in bursts.find(parts(app).database, LEAST, MIDNIGHT + timedelta(minutes=6))] == [100]
    assert opened(app).networks == 10
    assert "100 votes from 10 networks" in opened(app).because[0]


def test_a_class_that_has_just_come_votes_for_one_poster_after_another(app: Flask) -> None:
    """The low cap of new cookies is each poster's own."""
    codes = [publish(app, f"Promise {letter}") for letter in "abc"]
    for turn, code in enumerate(codes):  # each pupil has a favourite, and each poster ten of them
        assert cast(app, code, CLASS[turn * 10 : turn * 10 + 10], name=f"group {turn} ") == 10
    assert cast(app, codes[0], CLASS, name="again ") == 2
    assert look(app) == []


def test_a_class_that_knows_the_site_votes_to_the_last_pupil(app: Flask) -> None:
    code = publish(app)
    assert cast(app, code, CLASS, is_new=False) == 30
    assert look(app) == []
    assert poster(app, code).votes == 30


def test_what_goes_on_joins_the_burst_that_is_open(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE[:100])
    look(app)
    assert cast(app, code, BRIGADE[100:], name="more") == 44
    assert [found.votes for found in look(app)] == [44]
    assert opened(app).votes == poster(app, code).apart == 144
    assert len(lines(app)) == 2


def test_released_votes_count_and_are_not_set_apart_again(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    before = public_votes(app)
    look(app)
    assert public_votes(app) == before - 144
    rule(app, BurstRuling.RELEASE)
    found = poster(app, code)
    assert (found.votes, found.apart) == (144, 0)
    assert found.liked == 4  # networks
    assert found.hot == pytest.approx(evidence.hot(found), abs=1e-9)
    assert public_votes(app) == before
    assert lines(app)[-1] == ("released", code, "", True)
    assert recounted(app) == 0
    assert look(app) == []


def test_struck_votes_never_count_unless_they_are_released_after_all(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    look(app)
    rule(app, BurstRuling.STRIKE)
    found = poster(app, code)
    assert (found.votes, found.apart) == (0, 0)
    assert recounted(app) == 0
    assert look(app) == []
    rule(app, BurstRuling.RELEASE)
    assert poster(app, code).votes == 144
    assert [line[0] for line in lines(app)] == ["set apart", "struck", "released"]
    assert recounted(app) == 0


def test_nobody_rules_on_more_than_they_saw_or_on_what_was_ruled(app: Flask) -> None:
    cast(app, publish(app), BRIGADE)
    look(app)
    with pytest.raises(Outdated, match="look again"):
        rule(app, BurstRuling.RELEASE, seen=143)
    assert opened(app).state is BurstState.OPEN
    rule(app, BurstRuling.STRIKE)
    with pytest.raises(Outdated):
        rule(app, BurstRuling.STRIKE)
    rule(app, BurstRuling.RELEASE)
    with pytest.raises(Outdated):
        rule(app, BurstRuling.STRIKE)
    assert len(lines(app)) == 3


def test_a_campaigns_moderator_rules_on_its_posters_alone(app: Flask) -> None:
    home = campaign(app)
    cast(app, enter(app), BRIGADE)
    look(app)
    with pytest.raises(NotFound):
        rule(app, BurstRuling.RELEASE, campaigns=frozenset({home.id + 1}))
    with parts(app).database.read() as session:
        assert rulings.page(session, frozenset({home.id + 1})) == []
        assert len(rulings.page(session, frozenset({home.id}))) == 1
        assert rulings.count_waiting(session, frozenset({home.id})) == rulings.count_waiting(session, None) == 1
    rule(app, BurstRuling.RELEASE, campaigns=frozenset({home.id}))


@pytest.mark.parametrize("ruled", [None, BurstRuling.STRIKE])
def test_a_vote_that_is_set_apart_can_be_taken_back(app: Flask, ruled: BurstRuling | None) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    look(app)
    if ruled:
        rule(app, ruled)
    with parts(app).database.write() as session:
        taken = voting.vote(session, code, "v0", wanted=False, address=BRIGADE[0], caps=CAPS, now=SOON)
    assert (taken.voted, taken.votes, taken.counted) == (False, 0, None)
    assert opened(app).votes == 143
    assert (poster(app, code).votes, poster(app, code).apart) == (0, 0 if ruled else 143)
    assert recounted(app) == 0


def test_votes_that_were_taken_back_make_no_burst(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    for number in range(200):
        with parts(app).database.write() as session:
            voting.vote(session, code, f"v{number}", wanted=False, address=BRIGADE[number], caps=CAPS, now=SOON)
    assert look(app) == []


def test_the_numbers_of_votes_are_those_that_count(app: Flask) -> None:
    site = parts(app)
    cast(app, publish(app), BRIGADE)
    list(JOBS[JobName.RECOUNT].work(site, NOW + timedelta(days=2)))
    assert public_votes(app) == 144
    look(app)
    assert public_votes(app) == 0
    list(JOBS[JobName.RECOUNT].work(site, NOW + timedelta(days=2)))
    assert public_votes(app) == 0
    with site.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Vote)) == 144
        assert session.get_one(Day, day_of(NOW)).votes == 0


def test_recount_mends_what_is_said_to_be_apart(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    look(app)
    with parts(app).database.write() as session:
        posters.find(session, code).apart = 7
        session.scalars(select(Burst)).one().votes = 9
    assert recounted(app) == 1
    assert poster(app, code).apart == opened(app).votes == 144


def test_an_hour_later_nothing_says_where_votes_came_from(app: Flask) -> None:
    cast(app, publish(app), FORUM[:20])
    said = list(JOBS[JobName.SET_VOTES_APART].work(parts(app), NOW + timedelta(hours=2)))
    assert said == ["0 votes and 0 duels set apart."]
    with parts(app).database.read() as session:
        assert session.scalars(select(RecentVote)).all() == []


def test_wins_of_few_networks_are_set_apart(app: Flask) -> None:
    slogans(app, 2)
    for number in range(60):
        voter, address = f"v{number}", f"203.0.{number % 2}.{number}"
        offer = pair(app, voter)
        pick = duels_pick(offer.left.code)
        judge(app, offer.token, pick, voter, address=address, is_new=True)
    assert (row(app, "code0").duels, row(app, "code1").duels) == (60, 60)
    assert row(app, "code0").strength > 1
    said = list(JOBS[JobName.SET_VOTES_APART].work(parts(app), SOON))
    assert said[0] == "0 votes and 60 duels set apart."
    assert row(app, "code0").duels == row(app, "code0").strength == row(app, "code1").strength == 0
    assert opened(app).of_duels
    rule(app, BurstRuling.RELEASE)
    assert row(app, "code0").duels == 60
    with parts(app).database.read() as session:
        assert session.scalars(select(Duel.burst_id).where(Duel.burst_id.is_not(None))).all() == []


def duels_pick(left: str) -> Pick:
    return Pick.LEFT if left == "code0" else Pick.RIGHT


def test_counts_stay_right_while_votes_are_taken_back_set_apart_and_released(app: Flask) -> None:
    code = publish(app)
    cast(app, code, BRIGADE)
    moderator(app)

    def take_back(number: int) -> None:
        with parts(app).database.write() as session:
            voting.vote(session, code, f"v{number}", wanted=False, address=BRIGADE[number], caps=CAPS, now=SOON)

    with ThreadPoolExecutor(6) as pool:
        found = pool.submit(look, app)
        taken = [pool.submit(take_back, number) for number in range(0, 60, 2)]
        found.result()
        with suppress(Outdated):
            rule(app, BurstRuling.RELEASE)
        for each in taken:
            each.result()
    assert recounted(app) == 0
    assert poster(app, code).votes + poster(app, code).apart == 114
