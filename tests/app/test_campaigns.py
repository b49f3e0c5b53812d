"""Campaigns: communities' own walls."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import event, update

from billboard import accounts, campaigns, posters, threads, voting, walls
from billboard.campaign_cards import contrast, ink_on
from billboard.campaigns import CampaignProblems, Phase
from billboard.core.designs import Design
from billboard.core.errors import Refused
from billboard.core.formats import FORMATS
from billboard.core.imprint import PAPER, STRIP
from billboard.core.stickers import Sticker
from billboard.models import Campaign, Moderator, Poster, State, Status
from billboard.renditions import rendition
from billboard.walls import Sort
from tests.app.conftest import NOW, decide, main_slot, parts, sign_in, stored, token

IMPRINT = "Promoted by A. Pigeon for the Biscuit Alliance, both of 12 Crumb Street, Dunkton DN1 2KT"
CAPS = voting.Caps(100, 1000)


def campaign(app: Flask, slug: str = "biscuits", templates: tuple[str, ...] = (), **fields: Any) -> Campaign:
    site = parts(app)
    with site.database.write() as session:
        plan = campaigns.read_plan(
            {"title": "Biscuits for all", "introduction": "Hands off the tin.", **fields},
            templates,
            tuple(site.templates),
            site.renderer.check_imprint,
        )
        return campaigns.create(session, slug, plan, now=NOW)


def read(app: Flask, slug: str = "biscuits") -> Campaign:
    with parts(app).database.read() as session:
        return campaigns.find(session, slug)


def set_state(app: Flask, state: State, slug: str = "biscuits") -> None:
    with parts(app).database.write() as session:
        campaigns.set_state(session, slug, state)


def enter(
    app: Flask,
    text: str = "Hands off",
    slug: str = "biscuits",
    *,
    now: datetime = NOW,
    key: str = "",
    template_slug: str = "",
) -> str:
    """Publish into a campaign; the poster's code."""
    site = parts(app)
    template = site.templates[template_slug] if template_slug else next(iter(site.templates.values()))
    return posters.publish(
        site.database,
        site.store,
        site.renderer,
        template=template,
        variant=template.variants[0],
        fields=template.defaults | {main_slot(template).name: text},
        key=key,
        now=now,
        campaign=slug,
    )


def poster(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def fill(app: Flask, number: int) -> list[str]:
    """So many rows in the campaign, as if published; their codes."""
    first = enter(app)
    with parts(app).database.write() as session:
        home = campaigns.find(session, "biscuits", lock=True)
        pattern = posters.find(session, first)
        kept = {c.key: getattr(pattern, c.key) for c in Poster.__table__.columns if c.key not in ("id", "number")}
        for extra in range(1, number):
            row = Poster(**kept | {"code": f"code{extra}", "submission": str(extra), "image_key": f"k{extra}"})
            campaigns.put_up(session, row)
            session.add(row)
        session.flush()
        assert session.get_one(Campaign, home.id, populate_existing=True).posted == number
    return [first, *(f"code{extra}" for extra in range(1, number))]


def maker_form(client: FlaskClient, app: Flask, slug: str = "biscuits", **more: str) -> tuple[str, dict[str, str]]:
    template = next(iter(parts(app).templates.values()))
    page = client.get(f"/make/{template.slug}?campaign={slug}").text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    fields = template.defaults | {"csrf_token": token(page), "key": key[1], "campaign": slug}
    return template.slug, fields | {main_slot(template).name: "Hands off the tin"} | more


# What a campaign may be


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"title": "a\x07b"}, "title"),
        ({"introduction": "x" * 2001}, "introduction"),
        ({"accent": "red"}, "accent"),
        ({"accent": "#ff0000;}"}, "accent"),
        ({"opens": "tomorrow"}, "opens"),
        ({"opens": "2027-01-02T00:00", "closes": "2027-01-01T00:00"}, "closes"),
        ({"imprint": "x" * 121}, "imprint"),
        ({"imprint": "one\ntwo"}, "imprint"),
        ({"imprint": "W" * 120}, "imprint"),
        ({"imprint": "by \u202eevil"}, "imprint"),
    ],
)
def test_what_a_campaign_cannot_be_is_told_beside_its_field(lite: Flask, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CampaignProblems) as refused:
        campaign(lite, **fields)
    assert list(refused.value.problems) == [field]


def test_a_template_that_does_not_exist_is_refused(lite: Flask) -> None:
    with pytest.raises(CampaignProblems, match="no template called nosuch"):
        campaign(lite, templates=("nosuch",))


@pytest.mark.parametrize("slug", ["", "Tin", "a--b", "-a", "new", "a/b", "x" * 49, "ä"])
def test_an_address_that_cannot_be_one_is_refused(lite: Flask, slug: str) -> None:
    with pytest.raises(CampaignProblems):
        campaign(lite, slug)
    assert lite.test_client().get(f"/c/{slug or 'x'}").status_code == 404


def test_two_campaigns_cannot_have_one_address(app: Flask) -> None:
    campaign(app)
    with pytest.raises(CampaignProblems, match="Another campaign"):
        campaign(app)


def test_a_plan_read_back_from_a_campaign_is_the_same(app: Flask) -> None:
    made = campaign(app, opens="2026-01-01T00:00", closes="2027-01-01T01:00+01:00", moderation="pre", imprint=IMPRINT)
    again = campaigns.read_plan(campaigns.fields_of(read(app)), (), tuple(parts(app).templates), lambda _: None)
    assert again.closes == read(app).closes == made.closes
    assert (again.title, again.imprint, again.premoderated) == (made.title, IMPRINT, True)


# Its wall


@pytest.mark.parametrize("sort", list(Sort))
def test_a_wall_shows_the_campaigns_posters_alone(app: Flask, sort: Sort) -> None:
    campaign(app)
    campaign(app, "tea")
    ours, theirs = enter(app), enter(app, "More tea", "tea")
    with parts(app).database.read() as session:
        page = walls.wall_page(session, sort=sort, campaign=read(app).id, now=NOW)
    assert [row.code for row in page.rows] == [ours]
    page_text = app.test_client().get(f"/c/biscuits?sort={sort}").text
    assert f"/p/{ours}" in page_text
    assert f"/p/{theirs}" not in page_text


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_a_campaigns_wall_show_every_poster_once(app: Flask, sort: Sort) -> None:
    campaign(app)
    codes, seen, after = fill(app, 30), list[str](), ""
    while True:
        with parts(app).database.read() as session:
            page = walls.wall_page(session, sort=sort, campaign=read(app).id, now=NOW, after=after)
        seen += [row.code for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert sorted(seen) == sorted(codes)


@pytest.mark.parametrize("sort", list(Sort))
def test_a_campaigns_wall_walks_an_index_of_its_own(lite: Flask, sort: Sort) -> None:
    campaign(lite)
    said: list[str] = []
    engine = parts(lite).database.engine

    def explain(_conn: Any, cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            said.extend(row[3] for row in cursor.fetchall())

    with parts(lite).database.read() as session:
        number = read(lite).id
        event.listen(engine, "before_cursor_execute", explain)
        walls.wall_page(session, sort=sort, campaign=number, now=NOW)
    index = "all" if sort is Sort.NEW else sort
    assert [f"ix_posters_campaign_{index}" in each for each in said if "posters" in each] == [True], said


@pytest.mark.parametrize("path", ["/c/biscuits", "/c/biscuits?sort=new", "/c/biscuits/thread/1"])
def test_a_page_of_a_campaign_asks_the_database_twice(app: Flask, path: str) -> None:
    campaign(app)
    fill(app, 5)
    seen: list[str] = []
    event.listen(parts(app).database.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    assert "s-maxage=1" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert len([each for each in seen if not each.startswith("BEGIN")]) == 2


def test_its_posters_hang_on_the_sites_wall_too(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    code = enter(app)
    assert f"/p/{code}" in client.get("/gallery?sort=new").text
    page = client.get(f"/p/{code}").text
    assert 'href="/c/biscuits"' in page
    assert 'href="/c/biscuits/thread/1#no-1"' in page


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "Tea & “biscuits” </title>", "{{ 7*7 }}"])
def test_what_operators_type_is_text_on_every_page(lite: Flask, title: str) -> None:
    campaign(lite, title=title, introduction=f'{title}\n"quoted"')
    code = enter(lite)
    for path in ("/c/biscuits", "/c/biscuits/thread/1", f"/p/{code}", "/make/home-front?campaign=biscuits"):
        page = lite.test_client().get(path).text
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"<h1.*?</h1>", page)[:1]


def test_an_accent_is_a_stylesheet_that_can_be_read(lite: Flask) -> None:
    campaign(lite, accent="#0A5C36")
    style = re.search(r"/c/biscuits/accent\.css\?v=\w+", lite.test_client().get("/c/biscuits").text)
    assert style
    answer = lite.test_client().get(style[0])
    assert answer.mimetype == "text/css"
    assert "--hot: #0a5c36" in answer.text
    for accent in ("#000000", "#ffffff", "#777777", "#767676", "#ff0000", "#0000ff", "#757575", "#7a7a7a"):
        assert contrast(ink_on(accent), accent) >= 4.5


# Publishing into it


def test_a_form_publishes_into_its_campaign(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    slug, form = maker_form(client, app)
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 303
    code = answer.headers["Location"].rpartition("/")[2]
    assert (poster(app, code).campaign_id, poster(app, code).number) == (read(app).id, 1)
    assert client.post(f"/make/{slug}", data=form).headers["Location"].endswith(code)
    assert read(app).posted == 1


@pytest.mark.parametrize(
    ("fields", "later", "said"),
    [
        ({"opens": "2026-05-08T12:00"}, timedelta(), "has not opened yet"),
        ({"closes": "2026-05-08T12:00"}, timedelta(days=1), "has closed"),
    ],
)
def test_posters_are_taken_between_opening_and_closing(
    app: Flask, fields: dict[str, Any], later: timedelta, said: str
) -> None:
    campaign(app, **fields)
    with pytest.raises(Refused, match=said):
        enter(app, now=NOW + later)
    assert stored(app) == set()
    assert poster(app, enter(app, now=NOW + timedelta(days=1) - later)).number == 1


def test_a_template_that_is_not_the_campaigns_is_refused(app: Flask) -> None:
    campaign(app, templates=("home-front",))
    with pytest.raises(Refused, match="does not take posters of this template"):
        enter(app, template_slug="the-candidate")
    enter(app, template_slug="home-front")
    page = app.test_client().get("/c/biscuits").text
    assert "/make/home-front?campaign=biscuits" in page
    assert "/make/the-candidate" not in page


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_a_read_only_campaign_keeps_the_words_that_it_does_not_take(
    app: Flask, client: FlaskClient, state: State
) -> None:
    campaign(app)
    slug, form = maker_form(client, app)
    set_state(app, state)
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 422
    assert "Hands off the tin" in answer.text
    assert "Biscuits for all" in answer.text
    assert stored(app) == set()


def test_a_campaign_that_does_not_exist_keeps_the_words(lite: Flask) -> None:
    client = lite.test_client()
    slug, form = maker_form(client, lite, "nothing-here")
    answer = client.post(f"/make/{slug}", data=form)
    assert answer.status_code == 404
    assert "Hands off the tin" in answer.text


@pytest.mark.parametrize("state", [State.FROZEN, State.ENDED])
def test_a_read_only_campaign_takes_no_votes(app: Flask, state: State) -> None:
    campaign(app)
    code = enter(app)

    def vote(wanted: bool) -> None:
        with parts(app).database.write() as session:
            voting.vote(session, code, "me", wanted=wanted, address="203.0.113.9", caps=CAPS, now=NOW)

    vote(True)
    set_state(app, state)
    for wanted in (True, False):
        with pytest.raises(Refused, match="votes stand"):
            vote(wanted)
    assert poster(app, code).votes == 1
    assert 'name="value"' not in app.test_client().get("/c/biscuits").text
    assert 'name="value"' not in app.test_client().get(f"/p/{code}").text
    set_state(app, State.RUNNING)
    vote(False)
    assert poster(app, code).votes == 0


def test_a_campaign_that_has_closed_still_takes_votes(app: Flask) -> None:
    campaign(app, closes="2026-05-08T12:00")
    code = enter(app)
    with parts(app).database.write() as session:
        voting.vote(session, code, "me", wanted=True, address="", caps=CAPS, now=NOW + timedelta(days=9))
    assert campaigns.phase(read(app), NOW + timedelta(days=9)) is Phase.CLOSED


# The thread


def test_a_thread_counts_in_the_order_of_publishing_and_says_page_n_of_m(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, threads.PAGE * 2 + 3)
    page = client.get("/c/biscuits/thread/3").text
    assert re.findall(r'data-bill="(\w+)"', page) == codes[threads.PAGE * 2 :]
    assert "Page 3 of 3" in page
    assert client.get("/c/biscuits/thread").headers["Location"].endswith("/c/biscuits/thread/3")
    for beyond in (0, 4, 10**20):
        assert client.get(f"/c/biscuits/thread/{beyond}").status_code == 404


def test_a_page_stays_what_it_is_but_for_a_neutral_place(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, threads.PAGE + 2)
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == codes[3]).values(status=Status.HIDDEN))
    enter(app, "One more")
    page = client.get("/c/biscuits/thread/1").text
    assert re.findall(r'data-bill="(\w+)"', page) == codes[:3] + codes[4 : threads.PAGE]
    assert re.findall(r'<li id="no-(\d+)"', page) == [str(number) for number in range(1, threads.PAGE + 1)]
    assert page.count("has been taken down") == 1


def test_posters_that_come_at_once_get_numbers_without_gaps(app: Flask) -> None:
    campaign(app)
    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(lambda number: enter(app, f"Tin {number}"), range(12)))
    assert sorted(poster(app, code).number or 0 for code in codes) == list(range(1, 13))
    assert read(app).posted == 12


# Pre-moderation, and moderators of its own


def test_a_poster_that_waits_is_seen_by_its_maker_and_moderators_alone(app: Flask, client: FlaskClient) -> None:
    campaign(app, moderation="pre")
    slug, form = maker_form(client, app)
    answer = client.post(f"/make/{slug}", data=form)
    code = answer.headers["Location"].split("/")[2]
    assert answer.headers["Location"] == f"/p/{code}/claim"
    told = client.get(f"/p/{code}/claim").text
    assert "waits to be looked at" in told
    link = re.search(r"/claim/[a-z0-9]{32}", told)
    assert link
    assert "Your poster" in (mine := client.get(link[0]).text)
    assert "waits" in mine
    assert client.get(f"{link[0]}/picture.jpg").status_code == 200
    stranger = app.test_client()
    page = stranger.get(f"/p/{code}")
    assert page.status_code == 404
    assert "waits for a moderator" in page.text
    assert "Hands off the tin" not in page.text
    for path in (
        ".jpg",
        "/thumb.jpg",
        "/card.jpg",
        "/street/roadside.jpg",
        "/sheet/square.jpg",
        "/print.pdf",
        "/claim",
    ):
        assert stranger.get(f"/p/{code}{path}").status_code == 404, path
    for path in ("/gallery?sort=new", "/c/biscuits?sort=new", "/c/biscuits/thread/1"):
        assert code not in stranger.get(path).text
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_approving_puts_it_up_as_of_now_with_the_next_number(app: Flask) -> None:
    campaign(app, moderation="pre")
    first, second = enter(app, "First"), enter(app, "Second")
    moderator = sign_in(app)
    queue = moderator.get("/moderate?view=waiting").text
    assert re.findall(r'data-case="(\w+)"', queue) == [first, second]
    assert decide(moderator, second, "approve") == 303
    up = poster(app, second)
    assert (up.status, up.number) == (Status.LIVE, 1)
    assert up.published > NOW
    assert app.test_client().get(f"/p/{second}.jpg").status_code == 200
    assert second not in moderator.get("/moderate?view=waiting").text
    assert decide(moderator, first, "hide", "spam") == 303
    assert app.test_client().get(f"/p/{first}").status_code == 410
    assert poster(app, first).number is None
    assert decide(moderator, first, "restore") == 303
    assert poster(app, first).number == 2


def test_a_waiting_poster_is_not_among_the_hidden(app: Flask) -> None:
    campaign(app, moderation="pre")
    code = enter(app)
    assert code not in sign_in(app).get("/moderate?view=hidden").text


def test_a_campaigns_moderator_sees_that_campaign_alone(app: Flask) -> None:
    campaign(app, moderation="pre")
    campaign(app, "tea", moderation="pre")
    ours, theirs = enter(app, "Ours"), enter(app, "Theirs", "tea")
    with parts(app).database.write() as session:
        password = accounts.appoint(session, "crumb", campaigns.find(session, "biscuits").id, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "crumb", "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    for view in ("waiting", "recent"):
        assert re.findall(r'data-case="(\w+)"', client.get(f"/moderate?view={view}").text) == [ours]
    assert client.get(f"/moderate/p/{theirs}/picture.jpg").status_code == 404
    assert client.get(f"/moderate/p/{ours}/picture.jpg").status_code == 200
    assert decide(client, theirs, "approve") == 404
    assert poster(app, theirs).status is Status.WAITING
    assert decide(sign_in(app), theirs, "approve") == 303
    assert decide(client, ours, "approve") == 303
    log = client.get("/moderate/log").text
    assert ours in log
    assert theirs not in log


def test_an_account_stays_confined_when_it_gets_a_new_password_and_loses_all_when_dismissed(app: Flask) -> None:
    campaign(app)
    with parts(app).database.write() as session:
        number = campaigns.find(session, "biscuits").id
        assert accounts.appoint(session, "crumb", number, now=NOW)
        assert accounts.appoint(session, "crumb", number, now=NOW) == ""
        accounts.create_moderator(session, "crumb", now=NOW)
        moderator = session.query(Moderator).one()
        assert accounts.scope_of(session, moderator) == frozenset({number})
        assert accounts.looking_after(session, number) == ["crumb"]
        assert accounts.dismiss(session, "crumb", number)
        session.flush()
        assert accounts.scope_of(session, moderator) == frozenset()
        assert not accounts.dismiss(session, "crumb", number)


# The imprint


def pixels(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def strip_of(picture: Image.Image, art_height: int) -> Image.Image:
    up = round(STRIP * picture.height / art_height)
    return picture.crop((0, picture.height - up, picture.width, picture.height))


@pytest.mark.parametrize("template", ["home-front", "the-candidate"])
def test_an_imprint_is_drawn_on_every_picture_and_format(lite: Flask, template: str) -> None:
    campaign(lite, imprint=IMPRINT)
    code = enter(lite, template_slug=template)
    client, row, renderer = lite.test_client(), poster(lite, code), parts(lite).renderer
    assert row.imprint == IMPRINT
    pictures = [(client.get(f"/p/{code}{path}").data, 1200) for path in (".jpg", "/thumb.jpg")]
    pictures += [(rendition(renderer, row, sheet), sheet.art[1]) for sheet in FORMATS.values()]
    for jpeg, height in pictures:
        strip = strip_of(pixels(jpeg), height)
        shades = strip.convert("L").histogram()
        paper, ink = sum(shades[236:]), sum(shades[:60])
        assert paper > 0.75 * strip.width * strip.height
        assert ink > 0.01 * strip.width * strip.height
    card = pixels(client.get(f"/p/{code}/card.jpg").data).crop((0, 578, 1200, 598)).convert("L")
    assert sum(card.histogram()[:60]) > 200


def test_no_sticker_covers_an_imprint(lite: Flask) -> None:
    renderer = parts(lite).renderer
    template = next(iter(parts(lite).templates.values()))
    plain = Design(template, template.variants[0], template.defaults, (), IMPRINT)
    kind = next(iter(renderer.tray.kinds.values()))
    stuck = (Sticker(kind.slug, 1200, 1160, 600, 0),)
    with_it = Design(template, template.variants[0], template.defaults, stuck, IMPRINT)
    bare, covered = renderer.render(plain), renderer.render(with_it)
    assert bare.tobytes() != covered.tobytes()
    assert strip_of(bare, 1200).tobytes() == strip_of(covered, 1200).tobytes()
    assert PAPER in {colour for _, colour in strip_of(bare, 1200).getcolors(100_000) or []}


def test_an_imprint_is_part_of_what_a_poster_is(app: Flask) -> None:
    campaign(app, imprint=IMPRINT)
    campaign(app, "tea")
    ours = enter(app, "Same words", key="k")
    assert enter(app, "Same words", key="k") == ours
    theirs = enter(app, "Same words", "tea", key="k")
    assert theirs != ours
    assert poster(app, theirs).digest != poster(app, ours).digest
    with parts(app).database.write() as session:
        plan = campaigns.read_plan({"title": "No line"}, (), tuple(parts(app).templates), lambda _: None)
        campaigns.edit(session, "biscuits", plan)
    assert posters.design_of(parts(app).renderer, poster(app, ours)).imprint == IMPRINT


# The end


def test_an_ended_campaign_shows_its_winners_and_equals_share_a_place(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    codes = fill(app, 6)
    for code, votes in zip(codes, (5, 9, 5, 2, 1, 0), strict=True):
        with parts(app).database.write() as session:
            session.execute(update(Poster).where(Poster.code == code).values(votes=votes))
    assert "winners are" not in client.get("/c/biscuits").text
    set_state(app, State.ENDED)
    page = client.get("/c/biscuits").text
    won = re.findall(r'<li class="place-(\d)">.*?href="/p/(\w+)"', page, re.S)
    assert won == [("1", codes[1]), ("2", codes[2]), ("2", codes[0])]


def test_an_ended_campaign_without_a_vote_has_no_winner(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    fill(app, 2)
    set_state(app, State.ENDED)
    assert "winners are" not in client.get("/c/biscuits").text


# By command


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["campaign", *words])


def test_operators_run_campaigns_by_command(app: Flask) -> None:
    made = run(app, "create", "tins", "--title", "Tins", "--template", "home-front", "--imprint", IMPRINT)
    assert made.exit_code == 0, made.output
    assert read(app, "tins").templates == ["home-front"]
    assert run(app, "edit", "tins", "--moderation", "pre", "--closes", "2099-01-01T00:00").exit_code == 0
    there = read(app, "tins")
    assert (there.title, there.premoderated, there.imprint, there.templates) == ("Tins", True, IMPRINT, ["home-front"])
    assert run(app, "edit", "tins", "--template", "all", "--imprint", "").exit_code == 0
    assert (read(app, "tins").templates, read(app, "tins").imprint) == ([], "")
    for word, phase in (("freeze", Phase.FROZEN), ("end", Phase.ENDED), ("reopen", Phase.OPEN)):
        assert run(app, word, "tins").exit_code == 0
        assert campaigns.phase(read(app, "tins"), NOW) is phase
    assert len(run(app, "moderator", "tins", "crumb").output.strip()) >= 12
    assert run(app, "list").output.split("\t")[:4] == ["tins", "open", "0", "crumb"]
    assert run(app, "moderator", "tins", "crumb", "--remove").exit_code == 0


def test_a_command_says_what_is_wrong(lite: Flask) -> None:
    wrong = run(lite, "create", "Tins!", "--title", "Tins")
    assert wrong.exit_code == 1
    assert "slug: An address has small letters" in wrong.output
    assert "title: Give the campaign a title." in run(lite, "create", "tins").output
    assert "no campaign" in run(lite, "freeze", "nothing").output
    campaign(lite)
    assert "does not look after" in run(lite, "moderator", "biscuits", "x", "--remove").output
