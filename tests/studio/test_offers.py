"""Templates withdrawn, taken down with all that was made of them, and put back; of the studio and of artwork/ alike."""

from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from billboard.accounts import people
from billboard.core.errors import BadRequest, NotFound, Refused
from billboard.models import Decision, LogLine, Moderator, Poster, Role, Scope, Status
from billboard.moderation import batches
from billboard.studio import offers
from tests.application import NOW, parts, publish
from tests.campaigns.campaigning import campaign
from tests.studio.publishing import put_up

SLUG, HOUSE = "fresh-paint", "home-front"


def somebody(app: Flask, scope: Scope = None, name: str = "ada") -> offers.By:
    with parts(app).database.write() as session:
        people.create_moderator(session, name, now=NOW, role=Role.OPERATOR)
        moderator = session.scalars(select(Moderator).where(Moderator.name == name)).one()
    return offers.By(moderator, scope, NOW)


class Standing(NamedTuple):
    live: int
    hidden: int


def standing(app: Flask, slug: str) -> Standing:
    with parts(app).database.read() as session:
        counted = select(Poster.status, func.count()).where(Poster.template == slug).group_by(Poster.status)
        found = dict(session.execute(counted).all())
    return Standing(found.get(Status.LIVE, 0), found.get(Status.HIDDEN, 0))


def acts(app: Flask) -> list[tuple[str, str]]:
    with parts(app).database.read() as session:
        lines = select(LogLine.did, LogLine.subject).where(LogLine.kind == "template").order_by(LogLine.number)
        return [(did, subject) for did, subject in session.execute(lines)]


@pytest.mark.parametrize("slug", [SLUG, HOUSE])
def test_one_that_is_withdrawn_makes_no_more_posters_and_those_that_hang_stay(lite: Flask, slug: str) -> None:
    put_up(lite)
    by, client, code = somebody(lite), lite.test_client(), publish(lite, "Up already", slug=slug)
    offers.withdraw(parts(lite), slug, by)
    for page in ("/make", "/make/every", "/", "/sitemap-pages.xml"):
        assert f"/make/{slug}" not in client.get(page).text, page
    assert client.get(f"/make/{slug}").status_code == 404
    assert client.get(f"/make/{slug}/small.jpg").status_code in (403, 404)
    with pytest.raises(Refused, match="no longer offered"):
        publish(lite, "Too late", slug=slug)
    hangs = client.get(f"/p/{code}")
    assert (hangs.status_code, f"remix={code}" in hangs.text) == (200, False)
    assert client.get(f"/p/{code}/print.pdf").status_code == 200
    assert client.get(f"/gallery?template={slug}").status_code == 200
    offers.offer_again(parts(lite), slug, by)
    assert publish(lite, "Again", slug=slug)
    assert [each for each in acts(lite) if each[0] != "publish"] == [("withdraw", slug), ("offer", slug)]


@pytest.mark.parametrize("slug", [SLUG, HOUSE])
def test_one_decision_takes_it_down_with_every_poster_and_one_brings_all_back(app: Flask, slug: str) -> None:
    put_up(app)
    by, site = somebody(app), parts(app)
    codes = [publish(app, text, slug=slug) for text in ("One", "Two", "Three")]
    other = publish(app, "Of another", slug="keep-going")
    with site.database.read() as session:
        assert offers.posters_of(session, slug) == 3
    taken = offers.take_down(site, slug, "copyright", "A right-holder asked.", by)
    assert (sorted(taken.codes), taken.to_come) == (sorted(codes), 0)
    client = app.test_client()
    assert [client.get(f"/p/{code}").status_code for code in (*codes, other)] == [410, 410, 410, 200]
    assert client.get(f"/make/{slug}").status_code == 404
    with site.database.read() as session:
        lines = session.scalars(select(Decision)).all()
        assert {(each.reason, each.note, each.batch_id) for each in lines} == {
            ("copyright", "A right-holder asked.", taken.batch)
        }
    with pytest.raises(Refused, match="taken down"):
        offers.offer_again(site, slug, by)
    with pytest.raises(Refused, match="already"):
        offers.take_down(site, slug, "copyright", "", by)
    offers.put_back(site, slug, by)
    assert [client.get(f"/p/{code}").status_code for code in codes] == [200, 200, 200]
    assert publish(app, "Four", slug=slug)
    assert [did for did, _ in acts(app)][-2:] == ["take_down", "put_back"]
    with pytest.raises(Refused, match="not taken down"):
        offers.put_back(site, slug, by)


def test_what_is_more_than_a_hundred_is_finished_by_the_job_and_put_back_by_it(
    lite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "A_STATEMENT", 50)
    put_up(lite)
    by, site, code = somebody(lite), parts(lite), publish(lite, "The first", slug=SLUG)
    with site.database.write() as session:
        columns = [each for each in Poster.__table__.columns if each.name != "id"]
        row = dict(session.execute(select(*columns).where(Poster.code == code)).mappings().one())
        own = [{"code": f"copy{n:03}", "submission": f"copy{n}", "image_key": f"posters/co/{n}"} for n in range(120)]
        session.execute(insert(Poster), [row | each for each in own])
    taken = offers.take_down(site, SLUG, "copyright", "", by)
    assert (len(taken.codes), taken.to_come) == (batches.AT_ONCE, 21)
    assert sum(len(done.lines) for done in batches.carry_on(site, NOW)) == 21
    assert standing(lite, SLUG) == (0, 121)
    back = offers.put_back(site, SLUG, by)
    list(batches.carry_on(site, NOW))
    assert (standing(lite, SLUG), back.to_come) == ((121, 0), 21)


def test_a_single_poster_comes_back_with_its_template_as_well(lite: Flask) -> None:
    by, site = somebody(lite), parts(lite)
    lone = publish(lite, "Alone", slug="keep-going")
    offers.take_down(site, "keep-going", "copyright", "", by)
    offers.put_back(site, "keep-going", by)
    assert lite.test_client().get(f"/p/{lone}").status_code == 200


def test_a_template_without_posters_is_taken_down_and_put_back(lite: Flask) -> None:
    put_up(lite)
    by, site = somebody(lite), parts(lite)
    assert offers.take_down(site, SLUG, "other", "", by).codes == []
    assert not site.templates.is_open(SLUG)
    offers.put_back(site, SLUG, by)
    assert site.templates.is_open(SLUG)


def test_a_campaigns_moderators_act_on_its_own_templates_alone(lite: Flask) -> None:
    number = campaign(lite).id
    put_up(lite, campaign_id=number)
    by, site = somebody(lite, frozenset({number})), parts(lite)
    offers.withdraw(site, SLUG, by)
    offers.offer_again(site, SLUG, by)
    for slug in (HOUSE, "no-such-template"):
        with pytest.raises(NotFound):
            offers.withdraw(site, slug, by)
        with pytest.raises(NotFound):
            offers.take_down(site, slug, "other", "", by)
    with pytest.raises(BadRequest, match="reason"):
        offers.take_down(site, SLUG, "for no reason", "", by)
    assert site.templates.takes(SLUG, "biscuits")


def test_what_is_taken_down_is_refused_by_a_process_that_does_not_know_yet(lite: Flask) -> None:
    put_up(lite)
    by, site = somebody(lite), parts(lite)
    template = site.templates[SLUG]
    offers.take_down(site, SLUG, "other", "", by)
    site.studio._newest._known = site.studio._newest._known.__class__(  # as it was a second ago
        999, type(site.studio.news())({SLUG: template}, {}), {}
    )
    site.studio._newest._looked = float("inf")
    assert site.templates.is_open(SLUG)
    with pytest.raises(Refused, match="no longer offered"):
        publish(lite, "In between", slug=SLUG)
    assert standing(lite, SLUG) == (0, 0)
