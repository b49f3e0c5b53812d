"""What is looked for on a campaign's wall: words, the best of a time, its duels."""

import re
from datetime import timedelta

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from billboard.models import Poster, State
from billboard.posters import posters
from billboard.walls import walls
from billboard.walls.choices import Period, Sort, WallChoices
from billboard.walls.search import campaign_token
from tests.application import NOW, parts, publish
from tests.campaigns.campaigning import campaign, enter, give, read, set_state
from tests.models.migrating import alembic_config


def shown(page: str) -> list[str]:
    return re.findall(r'data-bill="(\w+)"', page)


@pytest.mark.parametrize("sort", list(Sort))
def test_words_are_looked_for_in_the_campaign_alone(app: Flask, client: FlaskClient, sort: Sort) -> None:
    campaign(app)
    campaign(app, "tea")
    ours, _, theirs = enter(app, "Mind the crumbs"), enter(app, "Hands off"), enter(app, "Crumbs in tea", "tea")
    publish(app, "Crumbs everywhere")
    page = client.get(f"/c/biscuits?sort={sort}&q=crumb").text
    assert shown(page) == [ours]
    assert 'value="crumb"' in page
    assert "noindex" in page
    assert shown(client.get(f"/c/tea?sort={sort}&q=crumb").text) == [theirs]
    assert "with those words" in client.get(f"/c/biscuits?sort={sort}&q=zxqw").text


def test_a_campaigns_posters_are_found_under_any_number_of_others(app: Flask) -> None:
    campaign(app)
    ours = enter(app, "Mind the crumbs")
    with parts(app).database.write() as session:
        pattern = posters.find(session, ours)
        kept = {c.key: getattr(pattern, c.key) for c in Poster.__table__.columns if c.key not in ("id", "number")}
        words = kept["words"].replace(campaign_token(read(app).id), "").strip()
        for extra in range(501):
            more = {"code": f"code{extra}", "submission": str(extra), "image_key": f"k{extra}"}
            session.add(Poster(**kept | more | {"campaign_id": None, "words": words}))
    with parts(app).database.read() as session:
        for sort in Sort:
            page = walls.wall_page(session, WallChoices(sort=sort, campaign=read(app).id, query="crumbs"), now=NOW)
            assert [row.code for row in page.rows] == [ours]


def test_posters_from_before_are_found_once_it_is_migrated(app: Flask) -> None:
    campaign(app)
    ours, other = enter(app, "Mind the crumbs"), publish(app, "Mind the crumbs")
    engine = parts(app).database.engine
    config = alembic_config(engine.url.render_as_string(hide_password=False))
    command.downgrade(config, "0011")
    with parts(app).database.read() as session:
        words = {row.code: row.words for row in session.execute(select(Poster.code, Poster.words))}
        assert words[ours] == words[other]
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
    with parts(app).database.read() as session:
        page = walls.wall_page(session, WallChoices(campaign=read(app).id, query="crumbs"), now=NOW)
        assert [row.code for row in page.rows] == [ours]
        assert len(walls.wall_page(session, WallChoices(query="crumbs"), now=NOW).rows) == 2


def test_the_best_of_a_day_or_a_week_are_a_campaigns_too(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    old, new = enter(app, "Old crumbs", now=NOW - timedelta(days=3)), enter(app, "New crumbs")
    give(app, {old: 9})
    with parts(app).database.read() as session:
        for period, codes in ((Period.DAY, [new]), (Period.WEEK, [old, new]), (Period.ALL, [old, new])):
            page = walls.wall_page(session, WallChoices(sort=Sort.TOP, period=period, campaign=read(app).id), now=NOW)
            assert [row.code for row in page.rows] == codes
    text = client.get("/c/biscuits?sort=top&period=day").text
    assert '<option value="day" selected>' in text
    assert "pasted in that time" in text
    assert client.get("/c/biscuits?sort=top&period=century").status_code == 400


def test_pages_of_what_was_found_lead_on(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign(app)
    monkeypatch.setattr(walls, "PAGE", 2)
    codes = {enter(app, f"Crumb {number}") for number in range(4)}
    first = client.get("/c/biscuits?sort=new&q=crumb").text
    link = re.search(r'<a class="button" rel="next" href="([^"]+)"', first)
    assert link
    further = client.get(link[1].replace("&amp;", "&")).text
    assert {*shown(first), *shown(further)} == codes


def test_its_duels_are_led_to_while_it_takes_votes(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    enter(app, "One")
    enter(app, "Two")
    assert 'href="/duel?campaign=biscuits"' in client.get("/c/biscuits").text
    assert "sort=duel" in client.get("/c/biscuits").text
    set_state(app, State.FROZEN)
    assert "/duel?campaign" not in client.get("/c/biscuits").text
