"""Blocks of networks and cookies: by the day's hash first, by a digest of their own afterwards."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select, update

from billboard import visitors
from billboard.bans import making, standing
from billboard.bans.standing import LiveBans, Sender
from billboard.core.days import day_of
from billboard.core.errors import BadRequest, NotFound, Outdated, Refused
from billboard.models import Ban, Kind, LogLine, Moderator, Origin, Party, RecentVote
from billboard.posters import posters
from tests.application import NOW, parts, publish, sign_in
from tests.moderation.reporting import report
from tests.statements import statements

KEYS = ("newest", "older")
MAKER, NEIGHBOUR, STRANGER = "2001:db8:1:2::3", "2001:db8:1:ffff::1", "2001:db8:2::3"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def code(app: Flask) -> str:
    """A poster made by MAKER."""
    code = publish(app)
    with parts(app).database.write() as session:
        network = visitors.network_today(session, MAKER, NOW)
        poster = posters.find(session, code)
        session.add(Origin(poster_id=poster.id, day=network.day, network=network.hashed))
    sign_in(app)
    return code


def ban(app: Flask, code: str, key: str = "maker", hours: int = 24, now: datetime = NOW) -> int:
    with parts(app).database.write() as session:
        by = session.scalars(select(Moderator)).one()
        return making.ban(session, posters.find(session, code), key, hours, "spam", by, now).id


def found(
    app: Flask, address: str, *, voter: str | None = None, now: datetime = NOW, keys: tuple[str, ...] = KEYS
) -> bool:
    """Whether a process that has just been started knows them as blocked."""
    return LiveBans(parts(app).database).of(Sender(address, voter), keys, now) is not None


def row(app: Flask) -> Ban:
    with parts(app).database.read() as session:
        return session.scalars(select(Ban)).one()


def midnight(app: Flask) -> datetime:
    later = NOW + timedelta(hours=14)
    with parts(app).database.write() as session:
        visitors.forget(session, day_of(later))
    return later


def test_a_network_is_blocked_by_its_hash_of_today_until_it_is_seen_and_by_a_digest_then(app: Flask, code: str) -> None:
    ban(app, code)
    assert row(app).network is not None
    assert row(app).digest is None
    assert not found(app, STRANGER)
    assert row(app).network is not None
    assert found(app, MAKER)
    assert (row(app).network, row(app).day) == (None, None)
    assert row(app).digest == standing.digest(MAKER, row(app).salt or b"", KEYS[0])
    later = midnight(app)
    assert found(app, MAKER, now=later)
    assert found(app, NEIGHBOUR, now=later)  # of the same /48
    assert not found(app, STRANGER, now=later)


def test_one_that_was_not_seen_until_midnight_blocks_nobody(app: Flask, code: str) -> None:
    ban(app, code, hours=7 * 24)
    later = midnight(app)
    assert (row(app).network, row(app).digest) == (None, None)
    assert not found(app, MAKER, now=later)


def test_an_address_in_a_24_is_blocked_with_its_neighbours(app: Flask, code: str) -> None:
    report(app, code, address="203.0.113.9")
    with parts(app).database.read() as session:
        key = next(e.key for e in making.sources(session, posters.find(session, code), NOW) if "reported" in e.words)
    ban(app, code, key)
    assert found(app, "203.0.113.200")
    assert found(app, "203.0.113.1", now=midnight(app))
    assert not found(app, "203.0.114.9")


def test_a_digest_is_found_by_any_key_in_force_and_by_no_other(app: Flask, code: str) -> None:
    ban(app, code)
    assert found(app, MAKER, keys=("newest",))
    assert found(app, MAKER, keys=("still newer", "newest"))
    assert not found(app, MAKER, keys=("still newer",))


def test_two_blocks_of_one_network_cannot_be_told_to_be_of_one(app: Flask, code: str) -> None:
    for _ in range(2):
        ban(app, code)
        assert found(app, MAKER)
    live = LiveBans(parts(app).database)
    for _ in range(2):
        live.of(Sender(MAKER, None), KEYS, NOW)
    with parts(app).database.read() as session:
        first, second = session.scalars(select(Ban))
    assert first.salt != second.salt
    assert first.digest != second.digest


def test_every_block_of_a_network_lasts_from_its_first_sight_on(app: Flask, code: str) -> None:
    """Also one that is hidden behind a longer one, should that be ended."""
    longer, shorter = ban(app, code, hours=7 * 24), ban(app, code, hours=24)
    assert found(app, MAKER)
    with parts(app).database.write() as session:
        making.end(session, longer, session.scalars(select(Moderator)).one(), NOW)
    assert found(app, MAKER, now=midnight(app))
    with parts(app).database.read() as session:
        assert session.get_one(Ban, shorter).digest


def test_however_many_blocks_stand_they_are_looked_for_in_one_go(app: Flask, code: str) -> None:
    for _ in range(7):
        ban(app, code)
    live, connections = LiveBans(parts(app).database), list[Connection]()
    with statements(app, connections) as said:
        assert live.of(Sender(STRANGER, None), KEYS, NOW) is None
    assert (len(said), len(connections)) == (2, 2)  # the blocks, and the key of the day
    with statements(app) as said:
        assert live.of(Sender(MAKER, None), KEYS, NOW) is not None
    assert len([each for each in said if each.startswith("SELECT")]) == 1
    assert found(app, MAKER)
    with statements(app) as said:
        assert live.of(Sender(STRANGER, None), KEYS, NOW) is None
        assert live.of(Sender(MAKER, None), KEYS, NOW) is not None
    assert len(said) == 1, "nothing is left to be seen, and what is known is known for a second and a half"


def test_while_somebody_looks_the_others_go_on_with_what_is_known(app: Flask, code: str) -> None:
    ban(app, code)
    live = LiveBans(parts(app).database)
    assert live.of(Sender(MAKER, None), KEYS, NOW)
    live.forget()
    answers, looking = list[Ban | None](), list[bool]()

    def come_meanwhile(*_: object) -> None:
        if not looking:
            looking.append(True)
            other = Thread(target=lambda: answers.append(live.of(Sender(MAKER, None), KEYS, NOW)), daemon=True)
            other.start()
            other.join(10)

    event.listen(parts(app).database.engine, "before_cursor_execute", come_meanwhile)
    try:
        assert live.of(Sender(STRANGER, None), KEYS, NOW) is None
    finally:
        event.remove(parts(app).database.engine, "before_cursor_execute", come_meanwhile)
    assert [each is not None for each in answers] == [True]


def test_the_browser_of_a_report_is_blocked_wherever_it_is(app: Flask, code: str) -> None:
    report(app, code, reporter="cookie", address="203.0.113.9")
    with parts(app).database.read() as session:
        key = next(e.key for e in making.sources(session, posters.find(session, code), NOW) if not e.of_network)
    ban(app, code, key)
    assert found(app, STRANGER, voter="cookie")
    assert not found(app, "203.0.113.9", voter="another")
    assert not found(app, "203.0.113.9")


@pytest.mark.parametrize("early", [False, True])
def test_whom_it_was_of_is_forgotten_when_it_is_over(app: Flask, code: str, early: bool) -> None:
    number, later = ban(app, code, hours=1), NOW + 61 * MINUTE
    assert found(app, MAKER)
    with parts(app).database.write() as session:
        if early:
            making.end(session, number, session.scalars(select(Moderator)).one(), NOW + MINUTE)
        else:
            assert making.forget(session, later) == 1
    over = row(app)
    assert (over.digest, over.salt, over.network, over.voter, over.reason) == (None, None, None, None, "spam")
    assert not found(app, MAKER, now=later)
    with parts(app).database.write() as session, pytest.raises(NotFound):
        making.end(session, number, session.scalars(select(Moderator)).one(), later)


def test_making_and_ending_are_lines_of_the_journal_that_name_nobody(app: Flask, code: str) -> None:
    number = ban(app, code)
    with parts(app).database.write() as session:
        making.end(session, number, session.scalars(select(Moderator)).one(), NOW + MINUTE)
    with parts(app).database.read() as session:
        lines = session.scalars(select(LogLine).where(LogLine.kind == Kind.BLOCK).order_by(LogLine.number)).all()
        assert [(line.did, line.subject, line.reason) for line in lines] == [
            ("ban", code, "spam"),
            ("unban", code, "spam"),
        ]


@pytest.mark.parametrize(
    ("party", "words", "named"),
    [
        (Party.MAKER, "Who put it up is blocked for a while", True),
        (Party.REPORTER, "Somebody is blocked for a while for what they reported", False),
        (Party.VOTER, "Somebody is blocked for a while for how they voted", False),
        (None, "A block of a network or a browser is ended before its time", False),
    ],
)
def test_the_public_log_says_of_whom_a_block_is_and_accuses_no_maker_of_anothers(
    app: Flask, code: str, party: Party | None, words: str, named: bool
) -> None:
    report(app, code, reporter="cookie", address="203.0.113.9")
    with parts(app).database.write() as session:
        poster = posters.find(session, code)
        for number in range(6):
            cast = {"poster_id": poster.id, "voter": f"{number}", "rival_id": 0, "network": "f" * 32}
            session.add(RecentVote(**cast, is_new=True, at=NOW))
        session.flush()
        keys = {each.party: each.key for each in making.sources(session, poster, NOW)}
    number = ban(app, code, keys[party or Party.MAKER])
    if party is None:
        forget_party(app)
    with parts(app).database.write() as session:
        making.end(session, number, session.scalars(select(Moderator)).one(), NOW + MINUTE)
    client = app.test_client()
    lines = client.get(f"/log/{NOW:%Y-%m-%d}.json").json["lines"]  # type: ignore[index]
    blocks = [each for each in lines if each["kind"] == "block"]
    if party is None:
        blocks = blocks[1:]
    assert [each["poster"] for each in blocks] == [code if named else ""] * len(blocks)
    page = client.get(f"/log/{NOW:%Y-%m-%d}").text
    assert words in page
    assert "behind it" not in page


def forget_party(app: Flask) -> None:
    """As it is of a block that was made before this was kept."""
    with parts(app).database.write() as session:
        session.execute(update(Ban).values(party=None))


def test_what_is_no_block_is_refused(app: Flask, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadRequest):
        ban(app, code, hours=5)
    with pytest.raises(Outdated):
        ban(app, code, "reports-7")
    with pytest.raises(Outdated):
        ban(app, code, now=NOW + timedelta(days=1))
    monkeypatch.setattr(making, "MOST", 1)
    ban(app, code)
    with pytest.raises(Refused, match="end some"):
        ban(app, code)
