from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from billboard import visitors
from billboard.core.days import day_of
from billboard.core.errors import Gone, NotFound, TooManyRequests
from billboard.core.rank import appeal
from billboard.core.rank.appeal import Evidence
from billboard.models import DailyKey, Poster, Status, Tally, Vote
from billboard.posters import posters
from billboard.voting import voting
from billboard.voting.caps import Caps
from billboard.voting.voting import VoteResult
from billboard.walls import evidence
from tests.application import NOW, parts, publish

WIDE = Caps(10_000, 10_000)


def vote(
    app: Flask,
    code: str,
    voter: str = "me",
    *,
    wanted: bool = True,
    address: str = "203.0.113.9",
    caps: Caps = WIDE,
    is_new: bool = False,
    looked: bool = False,
) -> VoteResult:
    with parts(app).database.write() as session:
        return voting.vote(
            session,
            code,
            voter,
            wanted=wanted,
            address=address,
            caps=caps,
            now=NOW,
            is_new=is_new,
            looked=looked,
        )


def poster(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def test_a_vote_counts_once_however_often_it_is_sent(app: Flask) -> None:
    code = publish(app)
    assert vote(app, code) == VoteResult(True, 1)
    assert vote(app, code) == VoteResult(True, 1)
    assert poster(app, code).votes == 1


def test_a_vote_can_be_taken_back_once(app: Flask) -> None:
    code = publish(app)
    vote(app, code, "me")
    vote(app, code, "you")
    assert vote(app, code, wanted=False) == VoteResult(False, 1)
    assert vote(app, code, wanted=False) == VoteResult(False, 1)


def standing(liked: int, looks: int = 0) -> float:
    return appeal.bound(appeal.wary(Evidence(looks, liked), appeal.USUAL), NOW.timestamp())


def test_the_place_in_hot_follows_the_votes_of_those_who_looked(app: Flask) -> None:
    code = publish(app)
    for number in range(3):
        vote(app, code, f"looked{number}", address=f"192.0.{number}.1", looked=True)
    assert vote(app, code, "by a link", address="192.0.9.1").votes == 4
    found = poster(app, code)
    assert found.liked == 3
    assert found.hot == pytest.approx(standing(3), abs=1e-9)
    with parts(app).database.write() as session:
        evidence.record(session, {code: 40, "nobody1234": 7})
    assert poster(app, code).hot == pytest.approx(standing(3, 40), abs=1e-9)
    vote(app, code, "looked0", wanted=False)
    vote(app, code, "by a link", wanted=False)
    assert poster(app, code).liked == 2
    assert poster(app, code).hot == pytest.approx(standing(2, 40), abs=1e-9)


def test_one_network_is_evidence_once_a_day_until_much_is_known(app: Flask) -> None:
    code = publish(app)
    for number in range(9):
        vote(app, code, f"v{number}", address=f"192.0.2.{number}", looked=True)
    assert (poster(app, code).votes, poster(app, code).liked) == (9, 1)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(liked=2_500))
    for number in range(9, 12):
        vote(app, code, f"v{number}", address=f"198.51.100.{number}", looked=True)
    assert poster(app, code).liked == 2_503


def test_what_is_evidence_can_be_counted_afresh(app: Flask) -> None:
    code = publish(app)
    vote(app, code, "looked", looked=True)
    vote(app, code, "by a link")
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(liked=77, hot=0))
        assert voting.recount(session) == 1
    assert poster(app, code).liked == 1
    assert poster(app, code).hot == pytest.approx(standing(1), abs=1e-9)


def test_a_poster_is_expected_to_be_as_good_as_those_of_its_template_and_hour(app: Flask) -> None:
    first = publish(app)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(looks=4000, liked=400))
        totals, posters = evidence.find_expectations(session, NOW)
        evidence.keep_expectations(session, totals)
        assert posters == 1
    assert poster(app, first).prior == pytest.approx(appeal.USUAL)  # as was thought of it then
    assert poster(app, publish(app, "The next")).prior == pytest.approx(0.1067, abs=0.001)
    with parts(app).database.write() as session:
        totals, posters = evidence.find_expectations(session, NOW + timedelta(days=31))
        evidence.keep_expectations(session, totals)
        assert (totals, posters) == ({}, 0)
    assert poster(app, publish(app, "A month later")).prior == pytest.approx(appeal.USUAL)


def test_concurrent_voters_are_all_counted_and_none_twice(app: Flask) -> None:
    code = publish(app)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: vote(app, code, f"voter{number % 40}"), range(120)))
    with parts(app).database.read() as session:
        rows = session.scalar(select(func.count()).select_from(Vote))
    assert rows == poster(app, code).votes == 40


def cast(app: Flask, code: str, addresses: Iterable[str], caps: Caps, *, is_new: bool = False) -> int:
    """How many votes of different visitors, one from each address, are counted."""
    counted = 0
    for number, address in enumerate(addresses):
        with suppress(TooManyRequests):
            vote(app, code, f"{address}-{number}", address=address, caps=caps, is_new=is_new)
            counted += 1
    assert poster(app, code).votes == counted
    return counted


def test_a_network_may_cast_so_many_votes_for_one_poster(app: Flask) -> None:
    code, other = publish(app), publish(app)
    caps = Caps(per_poster=3, altogether=100)
    for number in range(3):
        vote(app, code, f"v{number}", caps=caps)
    with pytest.raises(TooManyRequests, match="midnight"):
        vote(app, code, "v9", caps=caps)
    assert poster(app, code).votes == 3
    assert vote(app, other, "v9", caps=caps).votes == 1
    assert vote(app, code, "v9", address="203.0.113.10", caps=caps).votes == 4


@pytest.mark.parametrize(
    ("addresses", "most"),
    [
        (["203.0.113.9"] * 20, 3),
        ([f"203.0.113.{number}" for number in range(20)], 9),
        (["2001:db8:1:1::1"] * 20, 3),
        ([f"2001:db8:1:{number:x}::1" for number in range(20)], 6),
        ([f"2001:db8:1:{number:x}00::1" for number in range(20)], 9),
        ([f"2001:db8:{number // 20}:{number:x}00::1" for number in range(40)], 18),
        (["unknown"] * 20, 9),
    ],
    ids=["an address", "a /24", "a /64", "a /56", "a /48", "two /48s", "no address"],
)
def test_a_wider_network_may_cast_more_but_not_as_much_more_as_it_is_wide(
    app: Flask, addresses: list[str], most: int
) -> None:
    assert cast(app, publish(app), addresses, Caps(per_poster=3, altogether=100)) == most


def test_new_cookies_have_a_cap_of_their_own_which_leaves_room_for_known_ones(app: Flask) -> None:
    code, caps = publish(app), Caps(per_poster=10, altogether=100, by_new=2)
    for number in range(2):
        vote(app, code, f"new{number}", caps=caps, is_new=True)
    with pytest.raises(TooManyRequests, match="In an hour"):
        vote(app, code, "new", caps=caps, is_new=True)
    assert vote(app, code, "known", caps=caps).votes == 3
    assert vote(app, code, "new", address="198.51.100.1", caps=caps, is_new=True).votes == 4


def test_dropped_cookies_cast_few_votes_wherever_in_a_48(app: Flask) -> None:
    caps = Caps(per_poster=40, altogether=2000, by_new=12)
    assert cast(app, publish(app), ["203.0.113.9"] * 40, caps, is_new=True) == 12
    spread = [f"2001:db8:1:{number:x}::1" for number in range(0, 0x10000, 0x155)]
    assert cast(app, publish(app), spread, caps, is_new=True) == 36


def test_a_network_may_cast_so_many_votes_altogether(app: Flask) -> None:
    caps = Caps(per_poster=100, altogether=2)
    codes = [publish(app) for _ in range(3)]
    for code in codes[:2]:
        vote(app, code, caps=caps)
    with pytest.raises(TooManyRequests):
        vote(app, codes[2], caps=caps)


def test_changing_ones_mind_spends_nothing(app: Flask) -> None:
    code, caps = publish(app), Caps(per_poster=2, altogether=2)
    for _ in range(5):
        vote(app, code, caps=caps)
        vote(app, code, wanted=False, caps=caps)
    assert vote(app, code, caps=caps).votes == 1
    caps = Caps(per_poster=2, altogether=2, by_new=1)
    for _ in range(5):
        vote(app, code, "new", address="198.51.100.1", caps=caps, is_new=True)
        vote(app, code, "new", address="198.51.100.1", wanted=False, caps=caps, is_new=True)
    assert poster(app, code).votes == 1


def test_a_hidden_poster_takes_no_votes(app: Flask) -> None:
    code = publish(app)
    with parts(app).database.write() as session:
        posters.find(session, code).status = Status.HIDDEN
    with pytest.raises(Gone):
        vote(app, code)
    with pytest.raises(NotFound):
        vote(app, "nonesuch")


def test_marks_are_those_of_this_voter_among_the_posters_asked(app: Flask) -> None:
    first, second, third = (publish(app) for _ in range(3))
    vote(app, first, "me")
    vote(app, second, "you")
    vote(app, third, "me")
    with parts(app).database.read() as session:
        assert voting.voted(session, [first, second], "me") == [first]


def test_recount_mends_a_count_that_drifted(app: Flask) -> None:
    code = publish(app)
    vote(app, code)
    with parts(app).database.write() as session:
        posters.find(session, code).votes = 7
    done = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert "1 counts of votes" in done.output
    assert poster(app, code).votes == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nonsense", "unknown"),
    ],
)
def test_a_network_is_a_24_or_a_64(address: str, network: str) -> None:
    assert visitors.prefix(address) == network


def test_the_key_of_network_hashes_lives_one_day_and_takes_its_tallies_along(app: Flask) -> None:
    code = publish(app)
    vote(app, code)
    with parts(app).database.write() as session:
        today = session.scalars(select(DailyKey.key)).one()
        assert visitors.daily_key(session, day_of(NOW)) == today
        tomorrow = visitors.daily_key(session, day_of(NOW + timedelta(days=1)))
        assert tomorrow != today
    with parts(app).database.read() as session:
        assert session.scalars(select(DailyKey.key)).all() == [tomorrow]
        assert session.scalars(select(Tally)).all() == []


def test_no_address_is_stored_anywhere(lite: Flask) -> None:
    code = publish(lite)
    client = lite.test_client()
    client.post(f"/p/{code}/vote", data={"value": "1"}, environ_base={"REMOTE_ADDR": "203.0.113.123"})
    parts(lite).database.engine.dispose()
    path = parts(lite).database.engine.url.database
    assert path
    with open(path, "rb") as file:  # noqa: PTH123 one read
        assert b"203.0.113" not in file.read()


def test_a_forged_visitor_cookie_is_nobody() -> None:
    somebody = visitors.new_visitor(NOW)
    cookie = visitors.write_cookie(somebody, ("key",))
    assert visitors.read_cookie(cookie, ("key",)) == somebody
    assert somebody.voter not in cookie
    for forged in ("", "token.forged", cookie[:-1], cookie.replace("since", "known"), cookie.replace("~1", "~0", 1)):
        assert visitors.read_cookie(forged, ("key",)) is None
    assert visitors.read_cookie(cookie, ("another key",)) is None
