"""One decision for a slogan, however it is spelt."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import delete, func, select, update

from billboard.core.catalogue.designs import read_design
from billboard.core.likeness.differences import Mark
from billboard.core.likeness.nearness import BANDS
from billboard.core.likeness.skeleton import EDITION
from billboard.models import Kinship, Poster, Skeleton, SkeletonBand, Status
from billboard.moderation import queue
from billboard.moderation.queue import Case, View
from billboard.posters import publishing, skeletons
from billboard.posters.publishing import Parent, Submission
from tests.application import NOW, main_slot, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.reporting import report
from tests.statements import statements

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
        session.execute(delete(SkeletonBand))
        session.execute(delete(Skeleton))
        session.add(Skeleton(fingerprint=1, letters="ofaneditionbefore"))
    done = app.test_cli_runner().invoke(args=["find-skeletons"], catch_exceptions=False)
    assert f"{len(codes)} skeletons" in done.output
    with parts(app).database.read() as session:
        assert session.scalars(select(Poster.skeleton).order_by(Poster.id)).all() == before
        assert set(session.scalars(select(Poster.skeleton_edition))) == {EDITION}
        assert session.scalars(select(Skeleton.fingerprint)).all() == [before[0]]
        assert session.scalar(select(func.count()).select_from(SkeletonBand)) == BANDS


NEAR = ["Marjorie Plumb is a theif", "Marjorje Plumb is a thief", "Marjorie Plump is a thief"]
INNOCENT = ["Marjorie Plumb is not a thief", "Marjorie Plumb has been a thief", "“Marjorie Plumbs is a thief”"]


def test_near_ones_are_offered_and_none_of_them_is_ticked(app: Flask) -> None:
    abusive = publish(app, SPELLINGS[0])
    slips, others = [publish(app, text) for text in NEAR], [publish(app, text) for text in INNOCENT]
    publish(app, "The bins have not been emptied")
    report(app, abusive, "libel")
    (case,) = cases(app)
    near = {each.code: each for each in case.offers.near}
    assert near.keys() == {*slips, *others}
    assert not any(each.is_ticked for each in near.values())
    assert {code for code, each in near.items() if each.is_slip} == {*slips}
    assert near[others[0]].about == "one denies what the other says"
    assert [piece.text for piece in near[others[0]].pieces if piece.mark is Mark.CAME] == ["not"]
    assert hide(app, case) == [abusive]


def test_what_was_made_from_it_and_what_its_maker_put_up_today_are_offered_unticked(app: Flask) -> None:
    site = parts(app)
    template = next(iter(site.templates.values()))

    def publish_from(text: str, address: str, parent: Parent | None = None, now: datetime = NOW) -> str:
        typed = template.defaults | {main_slot(template).name: text}
        design = read_design(site.renderer.sticker_catalogue, template, template.variants[0], typed, "")
        return publishing.publish(site, Submission(design, parent=parent, address=address), now=now).code

    publish_from("Of yesterday", "192.0.2.7", now=NOW - timedelta(days=1))
    code = publish_from("Marjorie Plumb is a thief", "192.0.2.7")
    mine = [publish_from(f"Something quite else, number {word}", "192.0.2.9") for word in ("one", "two")]
    answer = publish_from("She did nothing", "198.51.100.1", Parent(code, Kinship.REBUTTAL))
    remix = publish_from("Marjorie Plumb bakes", "192.0.2.7", Parent(code, Kinship.REMIX))
    publish_from("Of another network", "203.0.113.1")
    report(app, code, "libel")
    (case,) = cases(app)
    assert [(each.code, each.about) for each in case.offers.descended] == [(remix, "remix"), (answer, "answer")]
    assert [each.code for each in case.offers.by_maker] == mine[::-1]
    assert hide(app, case) == [code]


def test_as_many_statements_for_a_page_of_many_cases_as_for_one(app: Flask) -> None:
    site = parts(app)

    def asked() -> int:
        with site.database.read() as session, statements(app) as said:
            queue.page(session, View.REPORTED, now=NOW, templates=site.templates)
        return len(said)

    for number, word in enumerate("potholes kettles pigeons scaffolders".split()):
        code = publish(app, f"Marjorie Plumb eats {word} for breakfast")
        publish(app, f"Marjorie Plumb eats {word} for breakfasts")
        report(app, code, "libel")
        if not number:
            first = asked()
    assert asked() <= first


def test_near_ones_are_found_by_indexes_and_of_each_number_the_newest_alone(lite: Flask) -> None:
    flood = [f"Buy purple pills {word} today" for word in ("ashore", "abroad", "aboard", "around", "at home")]
    for text in flood:
        publish(lite, text)
    with parts(lite).database.read() as session:
        wanted = session.scalars(select(Poster.skeleton)).all()
        with statements(lite) as said:
            skeletons.near(session, [each for each in wanted if each is not None])
        (asked,) = said
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", tuple(range(asked.count("?"))))
        steps = [str(row[-1]) for row in plan]
    assert [step for step in steps if step.startswith("SCAN skeleton")] == []
    assert f"LIMIT {skeletons.OF_A_BAND}" in asked


def test_a_slogan_in_five_spellings_falls_by_one_decision_and_who_denies_or_quotes_it_stays(app: Flask) -> None:
    slogan = "Nurse Abigail Trent sells patient records"
    spellings = [
        "Nurs3 4b1g41l Tr3nt s3lls p4t13nt r3c0rds",
        "N u r s e Abigail Trent sells patient records",
        "Nursе Аbigаil Тrеnt sеlls рatiеnt rеcоrds",
        "Nurse Abigaaail Trennt seells patient records",
        "Nurse Abgail Trent sells patient records",
    ]
    innocents = [f"“{slogan}”, they wrote", f"No: {slogan} is a lie", "Nurse Abigail Trent never sells patient records"]
    codes, others = [publish(app, text) for text in spellings], [publish(app, text) for text in innocents]
    report(app, codes[0], "libel")
    (case,) = cases(app)
    taken = {each.code for each in case.offers.same if each.is_ticked}
    taken |= {each.code for each in case.offers.near if each.is_slip}
    assert taken == {*codes[1:]}
    assert not taken & {*others}


def test_what_templates_deny_or_ask_by_themselves_is_no_denial_of_what_their_makers_say(app: Flask) -> None:
    """Half of a wall's posters keep lines such as “It won’t ask again”, which nobody chose."""
    site = parts(app)
    room = [each.slug for each in site.templates.values() if main_slot(each).limit >= 40]
    spellings = [
        "Greta Moss sold the keys to thieves",
        "GRETA MOSS SOLD THE KEYS TO THIEVES!",
        "Gr374 M055 50ld 7h3 k3y5 70 7h13v35",
    ]
    codes = [publish(app, spellings[place % 3], slug=slug) for place, slug in enumerate(room)]
    report(app, codes[0], "libel")
    (case,) = cases(app)
    assert {each.code: each.about for each in case.alike if not each.is_ticked} == {}
    assert len(case.alike) == len(room) - 1
