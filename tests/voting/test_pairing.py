"""Which pairs are dealt."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from billboard.models import Poster, State
from billboard.voting import pairing
from tests.application import NOW, parts
from tests.campaigns.campaigning import campaign, set_state
from tests.voting.duelling import dealt, judge, names, pair, row, slogans
from tests.walls.filling import fill


def test_a_visitor_meets_every_pair_of_a_small_wall_once_and_then_none(app: Flask) -> None:
    slogans(app, 6)
    met = []
    for minute in range(15):
        offer = pair(app)
        met.append(names(offer))
        judge(app, offer.token, now=NOW + timedelta(minutes=minute))
    assert len(set(met)) == 15
    assert dealt(app) is None


def test_twins_are_never_set_against_each_other(app: Flask) -> None:
    fill(app, *[{"text": "Same again"}] * 5)
    assert dealt(app) is None
    fill(app, {"text": "Same again", "template": "two"})
    for visitor in range(8):
        assert "code5" in names(pair(app, f"visitor{visitor}"))


def test_reloading_brings_the_same_pair(app: Flask) -> None:
    slogans(app, 40)
    assert names(pair(app)) == names(pair(app))
    assert len({names(pair(app, f"visitor{number}")) for number in range(20)}) > 10


def test_the_pair_to_follow_shows_neither_of_the_two_on_show(app: Flask) -> None:
    slogans(app, 40)
    offer = pair(app)
    for _ in range(5):
        further = pair(app, after=offer.token)
        assert not names(offer) & names(further)
        offer = further


def test_posters_just_seen_are_given_a_rest(app: Flask) -> None:
    slogans(app, 40)
    offer = pair(app)
    judge(app, offer.token)
    assert not names(offer) & names(pair(app))


def test_pairs_favour_the_little_known_and_the_evenly_matched(app: Flask) -> None:
    slogans(app, 40)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.id % 2 == 0).values(duels=60))
        session.execute(update(Poster).where(Poster.id % 4 == 0).values(strength=4.0))
    known = {each.code: each for each in (row(app, f"code{number}") for number in range(40))}
    new, even, offers = 0, 0, [pair(app, f"visitor{number}") for number in range(60)]
    for offer in offers:
        both = known[offer.left.code], known[offer.right.code]
        new += sum(each.duels == 0 for each in both)
        even += both[0].strength == both[1].strength
    assert new > 90  # of 120
    assert even > 50  # of 60


def test_every_part_of_a_wall_is_dealt(app: Flask) -> None:
    slogans(app, 60)
    met = {code for number in range(150) for code in names(pair(app, f"visitor{number}"))}
    assert len(met) > 50


def test_choosing_takes_as_many_statements_on_any_wall_and_no_walk_through_it(app: Flask) -> None:
    site = parts(app)
    seen: list[int] = []
    for many in (30, 300):
        slogans(app, many)
        with site.database.read() as session:
            statements: list[str] = []

            def note(_c: object, _k: object, statement: str, *_: object, into: list[str] = statements) -> None:
                into.append(statement)

            event.listen(site.database.engine, "before_cursor_execute", note)
            pairing.choose(session, "me")
            event.remove(site.database.engine, "before_cursor_execute", note)
        seen.append(len([each for each in statements if each.startswith("SELECT")]))
    assert seen == [5, 5]


@pytest.mark.parametrize(
    ("walks", "index"), [(pairing.EVERYWHERE, "ix_posters_duel"), (pairing.IN_A_CAMPAIGN, "ix_posters_campaign_duel")]
)
def test_sqlite_walks_indexes_to_choose(lite: Flask, walks: pairing.Walks, index: str) -> None:
    told: list[str] = []
    with parts(lite).database.read() as session:
        for statement in (walks.bounds, walks.draw, walks.beside):
            compiled = str(statement.compile(session.get_bind(), compile_kwargs={"render_postcompile": True}))
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", (1,) * compiled.count("?"))
            told += [step[3] for step in plan]
    assert any(index in step for step in told)
    assert not [step for step in told if "SCAN posters" in step and "INDEX" not in step]
    assert not [step for step in told if "TEMP B-TREE" in step]


def entered(app: Flask, many: int, slug: str = "biscuits", state: State = State.RUNNING) -> int:
    """The latest posters belong to a campaign; its number."""
    home = campaign(app, slug)
    with parts(app).database.write() as session:
        newest = session.scalar(select(func.max(Poster.id))) or 0
        session.execute(update(Poster).where(Poster.id > newest - many).values(campaign_id=home.id))
    set_state(app, state, slug)
    return home.id


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_posters_of_a_campaign_that_takes_no_votes_are_not_dealt(app: Flask, state: State) -> None:
    slogans(app, 62)
    entered(app, 60, state=state)
    assert [names(pair(app, f"visitor{number}")) for number in range(5)] == [frozenset(("code0", "code1"))] * 5


def test_a_wall_of_closed_campaigns_alone_has_no_pair_and_is_not_walked_to_its_end(app: Flask) -> None:
    slogans(app, 20)
    entered(app, 20, state=State.ENDED)
    assert dealt(app) is None
    assert str(pairing.EVERYWHERE.draw).count("LIMIT") >= 2 * pairing.DRAWN


def test_a_campaigns_own_ring_has_its_posters_alone(app: Flask) -> None:
    slogans(app, 40)
    home = entered(app, 4)
    met = [dealt(app, f"visitor{number}", campaign=home) for number in range(30)]
    assert {code for offer in met if offer for code in names(offer)} == {f"code{number}" for number in range(36, 40)}
    assert dealt(app, campaign=home + 1) is None
