"""Remixes and rebuttals."""

import io
import json
import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.picture.tombstones import tombstone
from billboard.models import Descent, Kinship, State
from billboard.posters import posters, publishing
from billboard.posters.publishing import Parent, Submission
from billboard.walls import lineage
from billboard.walls.walls import PAGE
from tests.application import NOW, decide, main_slot, parts, publish, sign_in
from tests.campaigns.campaigning import IMPRINT, campaign, enter, set_state
from tests.publishing import paste


def test_a_remix_opens_with_the_words_the_colours_and_the_stickers_of_the_other(
    app: Flask, client: FlaskClient
) -> None:
    site = parts(app)
    template = next(iter(site.templates.values()))
    kind = next(iter(site.renderer.sticker_catalogue.kinds.values()))
    sticker = {"kind": kind.slug, "x": 700, "y": 500, "width": kind.width, "turn": 20}
    if kind.slot:
        sticker["text"] = "Psst"
    code, _ = paste(client, app, "Mind the bap", variant=template.variants[-1].slug, stickers=json.dumps([sticker]))
    page = client.get(f"/make/{template.slug}?remix={code}").text
    assert "Mind the bap" in page
    assert "A remix of" in page
    assert f'name="remix" value="{code}"' in page
    assert kind.slug in page.partition('name="stickers"')[2][:400]
    assert f'value="{template.variants[-1].slug}" checked' in page


def test_the_lineage_shows_on_both_pages(app: Flask, client: FlaskClient) -> None:
    first, _ = paste(client, app, "Mind the gap")
    second, _ = paste(client, app, "Mind the bap", remix=first)
    assert f'href="/p/{first}"' in client.get(f"/p/{second}").text
    older = client.get(f"/p/{first}").text
    assert f'href="/p/{second}"' in older
    assert "Remixes" in older


def test_more_answers_than_a_page_holds_are_all_found(app: Flask, client: FlaskClient) -> None:
    first, _ = paste(client, app, "Mind the gap")
    made = [publish(app, f"The gap minds you, {number}") for number in range(PAGE + 2)]
    with parts(app).database.write() as session:
        parent = posters.find(session, first).id
        for code in made:
            session.add(Descent(poster_id=posters.find(session, code).id, parent_id=parent, kinship=Kinship.REBUTTAL))
    assert f"/p/{first}/answers" in client.get(f"/p/{first}").text
    page = client.get(f"/p/{first}/answers").text
    (following,) = re.findall(r'<a class="button" rel="next" href="([^"]+)"', page)
    last = client.get(unescape(following)).text
    found = re.findall(r'data-bill="(\w+)"', page + last)
    assert found == made[::-1]
    assert "noindex" not in page
    assert "noindex" in last
    decide(sign_in(app), made[0], "hide", "spam")
    assert made[0] not in client.get(unescape(following)).text
    assert "Nobody has yet" in client.get(f"/p/{first}/remixes").text


def test_a_broken_link_into_the_answers_is_refused(app: Flask, client: FlaskClient) -> None:
    first, _ = paste(client, app, "Mind the gap")
    for after in ("x", "-1", "9" * 40, "１"):
        assert client.get(f"/p/{first}/answers", query_string={"after": after}).status_code == 400
    assert client.get(f"/p/{first}/cousins").status_code == 404
    assert client.get("/p/zzzzzzzzzz/answers").status_code == 404


def test_an_answer_hangs_opposite_what_it_answers(app: Flask, client: FlaskClient) -> None:
    first, _ = paste(client, app, "Mind the gap")
    second, _ = paste(client, app, "The gap minds you", answer=first)
    assert "Answers" in client.get(f"/p/{first}").text
    page = client.get(f"/p/{second}").text
    assert f"/p/{second}/facing.jpg" in page
    picture = client.get(f"/p/{second}/facing.jpg")
    assert Image.open(io.BytesIO(picture.data)).size == (1600, 840)
    again = client.get(f"/p/{second}/facing.jpg", headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/p/{first}/facing.jpg").status_code == 404


def test_relatives_that_were_taken_down_leave_every_page(app: Flask, client: FlaskClient) -> None:
    first, _ = paste(client, app, "Mind the gap")
    second, _ = paste(client, app, "The gap minds you", answer=first)
    moderator = sign_in(app)
    etag = client.get(f"/p/{second}/facing.jpg").headers["ETag"]
    decide(moderator, first, "hide", "spam")
    assert "An answer to" not in client.get(f"/p/{second}").text
    for kept in ({}, {"If-None-Match": etag}):
        gone = client.get(f"/p/{second}/facing.jpg", headers=kept)
        assert (gone.status_code, gone.data) == (410, tombstone("full"))
    decide(moderator, first, "restore")
    decide(moderator, second, "hide", "spam")
    assert "Answers" not in client.get(f"/p/{first}").text
    assert client.get(f"/p/{second}/facing.jpg").status_code == 410


def test_a_parent_that_nobody_knows_is_no_parent(app: Flask, client: FlaskClient) -> None:
    for odd in ("nobody", "", "\x00", "x" * 300, "<script>"):
        code, _ = paste(client, app, f"Orphan of {odd[:3].strip(chr(0))}", remix=odd)
        with parts(app).database.read() as session:
            assert lineage.lineage(session, posters.find(session, code)).parent is None
    template = next(iter(parts(app).templates))
    assert client.get(f"/make/{template}?remix=nobody").status_code == 200
    assert client.get("/make?answer=nobody").status_code == 200


def test_choosing_how_to_answer_keeps_what_is_answered(app: Flask, client: FlaskClient) -> None:
    code, _ = paste(client, app, "Mind the gap")
    page = client.get(f"/make?answer={code}").text
    template = next(iter(parts(app).templates))
    assert f"/make/{template}?answer={code}" in page
    assert f'name="answer" value="{code}"' in client.get(f"/make/{template}?answer={code}").text


def the_field(page: str, name: str) -> str | None:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    return found[1] if found else None


def test_what_comes_of_a_campaigns_poster_is_for_the_campaign(app: Flask, client: FlaskClient) -> None:
    taken = list(parts(app).templates)[:2]
    campaign(app, templates=tuple(taken), imprint=IMPRINT)
    first = enter(app)
    for kind in ("remix", "answer"):
        editor = client.get(f"/make/{taken[1]}?{kind}={first}").text
        assert (the_field(editor, "campaign"), the_field(editor, kind)) == ("biscuits", first)
    second, _ = paste(client, app, "Hands off too", answer=first, campaign="biscuits")
    with parts(app).database.read() as session:
        poster = posters.find(session, second)
        assert (poster.campaign_id is None, poster.imprint) == (False, IMPRINT)


def test_choosing_a_template_keeps_the_campaign_and_offers_its_own(app: Flask, client: FlaskClient) -> None:
    taken = list(parts(app).templates)[:2]
    campaign(app, templates=tuple(taken), imprint=IMPRINT)
    first = enter(app)
    page = unescape(client.get(f"/make?answer={first}").text)
    cells = unescape(client.get(f"/make/every?answer={first}&slogan=Mind+the+tin").text)
    assert set(re.findall(r'class="blank" href="/make/([^"?]+)\?campaign=biscuits&answer=' + first, page)) == set(taken)
    assert set(re.findall(r'data-slug="([^"]+)"', cells)) == set(taken)
    for link in re.findall(r'class="blank" href="([^"]+)"', cells):
        editor = client.get(link).text
        assert (the_field(editor, "campaign"), the_field(editor, "answer")) == ("biscuits", first)
    (small, *_) = re.findall(r'src="(/make/[^"]*small\.jpg[^"]*)"', cells)
    assert client.get(small).data != client.get(small.replace("campaign=biscuits", "")).data


def test_the_way_to_every_hoarding_keeps_campaign_and_lineage(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    first = enter(app)
    editor = unescape(client.get(f"/make/{next(iter(parts(app).templates))}?remix={first}").text)
    link = re.search(r'href="(/make/every[^"]*)"', editor)
    assert link
    assert f"campaign=biscuits&remix={first}" in link[1]


def test_whoever_wants_no_part_in_the_campaign_says_so(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    template, first = next(iter(parts(app).templates)), enter(app)
    way_out = f"/make/{template}?campaign=&remix={first}"
    assert way_out in unescape(client.get(f"/make/{template}?remix={first}").text)
    assert the_field(client.get(way_out).text, "campaign") == ""
    second, _ = paste(client, app, "On my own", remix=first, campaign="")
    with parts(app).database.read() as session:
        assert posters.find(session, second).campaign_id is None


def test_a_campaign_that_takes_no_more_leaves_remixes_to_the_open_wall(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    template, first = next(iter(parts(app).templates)), enter(app)
    set_state(app, State.ENDED)
    editor = client.get(f"/make/{template}?remix={first}").text
    assert (the_field(editor, "campaign"), the_field(editor, "remix")) == ("", first)


def test_what_nobody_can_remix_any_more_is_not_offered(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    with parts(lite).database.write() as session:
        posters.find(session, code).template = "of-yesterday"
    for address in (f"/p/{code}", f"/p/{code}/embed"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Remix it" not in page.text
    assert f"/make?answer={code}" in client.get(f"/p/{code}").text


def test_kinship_is_kept(app: Flask, client: FlaskClient) -> None:
    site = parts(app)
    first, _ = paste(client, app, "Mind the gap")
    template = next(iter(site.templates.values()))
    design = Design(template, template.variants[0], template.defaults | {main_slot(template).name: "So there"})
    code = publishing.publish(site, Submission(design, parent=Parent(first, Kinship.REBUTTAL)), now=NOW).code
    with site.database.read() as session:
        found = lineage.lineage(session, posters.find(session, code))
    assert found.kinship is Kinship.REBUTTAL
    assert found.parent is not None
    assert found.parent.code == first
