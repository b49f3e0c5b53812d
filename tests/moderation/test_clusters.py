"""One decision for a slogan, however it is spelt."""

from flask import Flask
from sqlalchemy import select, update

from billboard.core.likeness.skeleton import EDITION
from billboard.models import Poster, Status
from billboard.moderation import queue
from billboard.moderation.queue import Case, View
from tests.application import NOW, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.reporting import report

SPELLINGS = [
    "Marjorie Plumb is a thief",
    "MARJORIE PLUMB IS A TH1EF",
    "M a r j o r i e Plumb is a thief!",
    "Маrjоriе Plumb is a thieeef",
]


def cases(app: Flask, scope: frozenset[int] | None = None) -> list[Case]:
    site = parts(app)
    with site.database.read() as session:
        return queue.page(session, View.REPORTED, scope=scope, now=NOW, templates=site.templates).cases


def hide(app: Flask, case: Case, *, but: str = "") -> list[str]:
    """As the page does: the case and what is ticked beside it."""
    client = sign_in(app)
    also = [each.code for each in case.alike if each.is_ticked and each.code != but]
    seen = [f"{case.poster.code}:{case.seen}", *(f"{each.code}:{each.seen}" for each in case.alike)]
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "libel", "also": also}
    path, headers = f"/moderate/p/{case.poster.code}", {"Accept": "application/json"}
    answer = client.post(path, data=form | {"seen": seen}, headers=headers).json
    assert answer
    return sorted(answer["decided"])


def test_one_decision_takes_down_every_spelling(app: Flask) -> None:
    codes = [publish(app, text) for text in SPELLINGS]
    innocent = publish(app, "Marjorie Plumb is a treasure")
    report(app, codes[1], "libel")
    (case,) = cases(app)
    assert {each.code for each in case.alike} == {*codes} - {codes[1]}
    assert all(each.is_ticked for each in case.alike)
    assert hide(app, case) == sorted(codes)
    with parts(app).database.read() as session:
        assert session.scalars(select(Poster.code).where(Poster.status == Status.LIVE)).all() == [innocent]


def test_the_queue_shows_one_case_for_a_slogan_that_was_reported_in_several_spellings(app: Flask) -> None:
    codes = [publish(app, text) for text in SPELLINGS]
    for code in codes:
        report(app, code, "libel")
    assert len(cases(app)) == 1


def test_what_asks_or_quotes_is_offered_and_not_ticked(app: Flask) -> None:
    abusive, asking, quoting = (
        publish(app, text)
        for text in ("Marjorie Plumb is a thief", "Marjorie Plumb is a thief?", "“Marjorie Plumb is a thief”")
    )
    report(app, abusive, "libel")
    (case,) = cases(app)
    assert {each.code: each.is_ticked for each in case.alike} == {asking: False, quoting: False}
    assert hide(app, case) == [abusive]


def test_an_unticked_one_stays_up(app: Flask) -> None:
    codes = [publish(app, text) for text in SPELLINGS]
    report(app, codes[0], "libel")
    (case,) = cases(app)
    assert hide(app, case, but=codes[2]) == sorted({*codes} - {codes[2]})


def test_a_campaigns_moderator_is_offered_its_own_posters_alone(app: Flask) -> None:
    number = campaign(app).id
    inside = [enter(app, SPELLINGS[0]), enter(app, SPELLINGS[1])]
    publish(app, SPELLINGS[2])
    report(app, inside[0], "libel")
    (case,) = cases(app, frozenset({number}))
    assert [each.code for each in case.alike] == [inside[1]]


def test_a_job_finds_the_skeletons_of_posters_that_have_none(app: Flask) -> None:
    codes = [publish(app, text) for text in SPELLINGS]
    with parts(app).database.read() as session:
        before = session.scalars(select(Poster.skeleton).order_by(Poster.id)).all()
    assert len(set(before)) == 1
    assert before[0] is not None
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(skeleton=None, skeleton_edition=""))
    done = app.test_cli_runner().invoke(args=["find-skeletons"], catch_exceptions=False)
    assert f"{len(codes)} skeletons" in done.output
    with parts(app).database.read() as session:
        assert session.scalars(select(Poster.skeleton).order_by(Poster.id)).all() == before
        assert set(session.scalars(select(Poster.skeleton_edition))) == {EDITION}
