from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from billboard import visitors
from billboard.core.days import day_of
from billboard.core.errors import Gone, NotFound, TooManyRequests
from billboard.core.rank import ranking
from billboard.models import DailyKey, Poster, Status, Tally, Vote
from billboard.posters import posters
from billboard.voting import voting
from billboard.voting.voting import Caps, VoteResult
from tests.application import NOW, parts, publish

WIDE = Caps(10_000, 10_000)


def vote(
    app: Flask, code: str, voter: str = "me", *, wanted: bool = True, address: str = "203.0.113.9", caps: Caps = WIDE
) -> VoteResult:
    with parts(app).database.write() as session:
        return voting.vote(session, code, voter, wanted=wanted, address=address, caps=caps, now=NOW)


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


def test_the_hot_score_follows_the_votes(app: Flask) -> None:
    code = publish(app)
    for voter in ("a", "b", "c"):
        vote(app, code, voter)
    assert poster(app, code).hot == pytest.approx(ranking.hot(3, NOW.timestamp()), abs=1e-9)


def test_concurrent_voters_are_all_counted_and_none_twice(app: Flask) -> None:
    code = publish(app)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: vote(app, code, f"voter{number % 40}"), range(120)))
    with parts(app).database.read() as session:
        rows = session.scalar(select(func.count()).select_from(Vote))
    assert rows == poster(app, code).votes == 40


def test_a_network_may_cast_so_many_votes_for_one_poster(app: Flask) -> None:
    code, other = publish(app), publish(app)
    caps = Caps(per_poster=3, altogether=100)
    for number in range(3):
        vote(app, code, f"v{number}", address=f"203.0.113.{number}", caps=caps)
    with pytest.raises(TooManyRequests, match="midnight"):
        vote(app, code, "v9", address="203.0.113.200", caps=caps)
    assert poster(app, code).votes == 3
    assert vote(app, other, "v9", caps=caps).votes == 1
    assert vote(app, code, "v9", address="198.51.100.1", caps=caps).votes == 4


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
    somebody = visitors.new_visitor()
    cookie = visitors.write_cookie(somebody, ("key",))
    assert visitors.read_cookie(cookie, ("key",)) == somebody
    assert somebody.voter not in cookie
    for forged in ("", "token.forged", cookie[:-1], cookie.replace("random", "known")):
        assert visitors.read_cookie(forged, ("key",)) is None
    assert visitors.read_cookie(cookie, ("another key",)) is None
