import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from billboard import duels, pairing
from billboard.core import strength
from billboard.core.errors import BadRequest, TooManyRequests
from billboard.core.strength import Meeting
from billboard.duels import PAIR_AGE, Offer, Outcome, Pick, Verdict
from billboard.models import Duel, Poster, Status
from billboard.views.duel import NOTES
from billboard.voting import Caps
from billboard.walls import Sort
from tests.app.conftest import NOW, decide, parts, publish, sign_in
from tests.app.test_walls import fill, walk

WIDE = Caps(10_000, 10_000)
KEY = "key"


def dealt(app: Flask, voter: str = "me", *, now: datetime = NOW, after: str = "") -> Offer | None:
    with parts(app).database.read() as session:
        return duels.offer(session, voter, secret_key=KEY, now=now, after=after)


def pair(app: Flask, voter: str = "me", after: str = "") -> Offer:
    offer = dealt(app, voter, after=after)
    assert offer
    return offer


def judge(
    app: Flask,
    token: str,
    pick: Pick = Pick.LEFT,
    voter: str = "me",
    *,
    caps: Caps = WIDE,
    now: datetime = NOW,
) -> Verdict:
    with parts(app).database.write() as session:
        return duels.judge(session, token, pick, voter, secret_key=KEY, address="203.0.113.9", caps=caps, now=now)


def row(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return session.scalars(select(Poster).where(Poster.code == code)).one()


def slogans(app: Flask, many: int) -> None:
    fill(app, *[{"text": f"Promise {chr(97 + number % 26) * (2 + number // 26)}"} for number in range(many)])


def hide(session: Session, code: str) -> None:
    session.execute(update(Poster).where(Poster.code == code).values(status=Status.HIDDEN))


def names(offer: Offer) -> frozenset[str]:
    return frozenset((offer.left.code, offer.right.code))


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


def test_sqlite_walks_indexes_to_choose(lite: Flask) -> None:
    with parts(lite).database.read() as session:
        plans: list[Any] = []
        for statement, values in (
            (pairing.BOUNDS, {}),
            (pairing.DRAW, {f"at{number}": 1 for number in range(pairing.DRAWN)}),
            (pairing.BESIDE, {"strength": 0.0, "number": 1}),
        ):
            compiled = str(statement.compile(session.get_bind(), compile_kwargs={"render_postcompile": True}))
            names_, text = re.findall(r":(\w+)", compiled), compiled
            plans += session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {text}", tuple(values.get(n, 1) for n in names_) or (1,) * text.count("?")
            )
    told = [plan[3] for plan in plans]
    assert any("ix_posters_duel" in step for step in told)
    assert not [step for step in told if "SCAN posters" in step and "INDEX" not in step]
    assert not [step for step in told if "TEMP B-TREE" in step]


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
    with pytest.raises(TooManyRequests):
        judge(app, pair(app, "v9").token, voter="v9", caps=Caps(2, 100))


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
    verdict = judge(app, offer.token, Pick.LEFT if offer.left.code == "code0" else Pick.RIGHT)
    assert verdict.picked is not None
    assert (verdict.picked.code, verdict.others, verdict.agreed) == ("code0", 3, 2)
    with parts(app).database.read() as session:
        again = duels.latest(session, "me", NOW)
        assert again
        assert again.picked is not None
        assert (again.picked.code, again.others, again.agreed) == ("code0", 3, 2)
        assert duels.latest(session, "me", NOW + timedelta(minutes=2)) is None
        assert duels.latest(session, "skips", NOW) is None
        assert duels.latest(session, "nobody", NOW) is None


def test_ranking_sets_the_strengths_that_all_duels_make_likeliest(app: Flask) -> None:
    slogans(app, 3)
    for number in range(12):
        judge(app, pair(app, f"v{number}").token, (Pick.LEFT, Pick.RIGHT, Pick.SKIP)[number % 3], f"v{number}")
    with parts(app).database.read() as session:
        rows = session.scalars(select(Duel).where(Duel.low_won.is_not(None))).all()
    exact = strength.fit(Meeting(d.low_id, d.high_id, int(bool(d.low_won)), int(not d.low_won)) for d in rows)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(strength=9.0))
    done = app.test_cli_runner().invoke(args=["rank-duels"], catch_exceptions=False)
    assert "3 strengths changed" in done.output
    for number in range(3):
        poster = row(app, f"code{number}")
        assert poster.strength == pytest.approx(exact.get(poster.id, 0.0), abs=1e-5)
    assert "0 strengths changed" in app.test_cli_runner().invoke(args=["rank-duels"]).output


def test_recount_mends_duels_and_strengths_that_drifted(app: Flask) -> None:
    slogans(app, 3)
    judge(app, pair(app).token)
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(strength=9.0, duels=7))
    done = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert "3 of duels were wrong" in done.output
    fought = sorted((row(app, f"code{number}").duels, row(app, f"code{number}").strength) for number in range(3))
    assert [duels for duels, _ in fought] == [0, 1, 1]
    assert fought[0] == (0, 0.0)
    assert fought[1][1] == pytest.approx(-fought[2][1], abs=1e-5)


def test_duels_go_with_a_poster_that_is_deleted(app: Flask) -> None:
    slogans(app, 2)
    judge(app, pair(app).token)
    with parts(app).database.write() as session:
        session.execute(delete(Poster).where(Poster.code == "code1"))
        assert session.scalars(select(Duel)).all() == []


def test_the_order_of_duels_is_strongest_first_and_within_a_template_and_a_search_too(app: Flask) -> None:
    fill(app, *[{"text": f"promise {'kept' if number < 3 else 'made'}"} for number in range(6)])
    fill(app, *[{"text": "promise kept", "template": "two"}] * 2)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code.in_(["code2", "code7"])).values(strength=1.5))
        session.execute(update(Poster).where(Poster.code == "code4").values(strength=2.5))
        session.execute(update(Poster).where(Poster.code == "code1").values(strength=-0.5))
    assert walk(app, sort=Sort.DUEL) == ["code4", "code7", "code2", "code6", "code5", "code3", "code0", "code1"]
    assert walk(app, sort=Sort.DUEL, template="two") == ["code7", "code6"]
    assert walk(app, sort=Sort.DUEL, query="kept") == ["code7", "code2", "code6", "code0", "code1"]


# Over the web


def fields(page: str) -> dict[str, str]:
    found = re.search(r'name="pair" value="([^"]+)"', page)
    assert found
    return {"pair": found.group(1)}


def test_a_duel_is_fought_with_plain_forms(app: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all"):
        publish(app, text)
    client = app.test_client()
    form = fields(client.get("/duel").text)
    answer = client.post("/duel", data={**form, "pick": "left"})
    assert (answer.status_code, answer.location) == (303, "/duel")
    page = client.get("/duel").text
    assert "You are the first to judge these two" in page
    assert fields(page) != form


def test_a_script_is_told_the_verdict_and_the_pair_that_follows(app: Flask) -> None:
    for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all", "All bins must go"):
        publish(app, text)
    client = app.test_client()
    form = fields(client.get("/duel").text)
    following = client.get("/duel/next", query_string={"after": form["pair"]})
    assert following.headers["Cache-Control"] == "private, no-store"
    assert set(following.json["pair"]) == {"left", "right", "token"}  # type: ignore[index]
    told: dict[str, Any] = client.post(
        "/duel", data={**form, "pick": "right"}, headers={"Accept": "application/json"}
    ).json  # type: ignore[assignment]
    assert told["outcome"] == "counted"
    assert told["crowd"] == "You are the first to judge these two."


@pytest.mark.parametrize("outcome", NOTES)
def test_what_could_not_be_counted_is_said_on_the_next_page(lite: Flask, outcome: Outcome) -> None:
    client = lite.test_client()
    assert NOTES[outcome] in client.get(f"/duel?note={outcome}").text
    assert NOTES[outcome] not in client.get("/duel?note=nonsense").text


def test_a_hidden_poster_is_answered_with_the_next_pair(app: Flask) -> None:
    codes = [publish(app, text) for text in ("Bins out on Monday", "Bins in on Tuesday", "No bins at all")]
    client = app.test_client()
    page = client.get("/duel").text
    shown = next(code for code in codes if f"/p/{code}" in page)
    assert decide(sign_in(app), shown, "hide", "spam") == 303
    answer = client.post("/duel", data={**fields(page), "pick": "left"})
    assert answer.location == "/duel?note=gone"
    after = client.get(answer.location).text
    assert "has just been taken down" in after
    assert f"/p/{shown}" not in after


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
def test_only_a_page_of_this_site_may_judge(lite: Flask, headers: dict[str, str], status: int) -> None:
    publish(lite, "Bins out on Monday")
    publish(lite, "Bins in on Tuesday")
    client = lite.test_client()
    form = fields(client.get("/duel").text)
    assert client.post("/duel", data={**form, "pick": "left"}, headers=headers).status_code == status


@pytest.mark.parametrize("form", [{}, {"pick": "left"}, {"pick": "both"}, {"pick": "left", "pair": "forged"}])
def test_a_form_this_site_did_not_make_is_refused_with_a_sentence(lite: Flask, form: dict[str, str]) -> None:
    def sent(client: FlaskClient) -> int:
        return client.post("/duel", data=form).status_code

    stranger, visitor = lite.test_client(), lite.test_client()
    visitor.get("/duel")
    assert sent(stranger) == sent(visitor) == 400
    assert stranger.get("/duel/next").status_code == 400
    assert visitor.get("/duel/next?after=nonsense").status_code == 400


def test_a_wall_too_small_for_a_duel_says_so(lite: Flask) -> None:
    page = lite.test_client().get("/duel")
    assert page.status_code == 200
    assert 'name="pick"' not in page.text
    assert "/make" in page.text
