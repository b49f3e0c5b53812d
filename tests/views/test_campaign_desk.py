"""Campaigns in the browser: the operators' desk, header art, and the kit for other sites."""

import io
import re
import struct
import zlib
from html import unescape
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from billboard.accounts import people
from billboard.campaigns import campaigns, headers
from billboard.core.errors import Refused
from billboard.core.picture.header_art import MOST_BYTES, SIZE, read_header
from billboard.infra.storage import key_of
from billboard.models import State
from billboard.posters import pictures
from billboard.web import caching
from billboard.web.inert_text import inert
from tests.application import NOW, parts, sign_in, stored, token
from tests.campaigns.campaigning import IMPRINT, campaign, enter, read
from tests.html import Html
from tests.views.campaign_desk import picture, save


def bomb() -> bytes:
    """A PNG of a hundred bytes that says it is 60,000 px wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_an_operator_starts_changes_freezes_and_ends_a_campaign(app: Flask) -> None:
    client = sign_in(app)
    made = save(client, slug="new", imprint=IMPRINT, templates=["home-front"], opens="2026-01-01T10:00")
    assert made.status_code == 422  # it has no address yet
    assert 'value="Tins"' in made.text
    form = {"csrf_token": token(made.text), "slug": "tins", "title": "Tins", "templates": ["home-front"]}
    answer = client.post("/moderate/campaigns/new", data=form)
    assert answer.headers["Location"] == "/moderate/campaigns/tins"
    assert read(app, "tins").templates == ["home-front"]
    assert save(client, "tins", title="Tins for all", moderation="pre").status_code == 303
    there = read(app, "tins")
    assert (there.title, there.premoderated, there.templates) == ("Tins for all", True, [])
    for state in (State.FROZEN, State.ENDED, State.RUNNING):
        seal = token(client.get("/moderate/campaigns/tins").text)
        sent = client.post(
            "/moderate/campaigns/tins/state", data={"csrf_token": seal, "state": state.value, "sure": "1"}
        )
        assert sent.status_code == 303
        assert read(app, "tins").state is state
    assert "Tins for all" in client.get("/moderate/campaigns").text


def test_what_is_wrong_is_told_beside_its_field_and_all_that_was_typed_is_kept(lite: Flask) -> None:
    client = sign_in(lite)
    answer = save(client, slug="new", introduction="<b>Tea</b>", imprint="W" * 120, accent="red", moderation="pre")
    assert answer.status_code == 422
    assert "&lt;b&gt;Tea&lt;/b&gt;" in answer.text
    for field in ("slug", "imprint", "accent"):
        assert re.search(rf'<p class="error" id="{field}-error">[^<]', answer.text), field
    assert re.search(r'value="pre" checked', answer.text)


def test_a_stale_seal_costs_nobody_their_words(lite: Flask) -> None:
    client = sign_in(lite)
    answer = client.post("/moderate/campaigns/new", data={"csrf_token": "old", "title": "Kept", "slug": "kept"})
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.text
    with parts(lite).database.read() as session:
        assert campaigns.all_of(session) == []


def test_only_operators_come_to_the_desk(app: Flask) -> None:
    campaign(app)
    assert app.test_client().get("/moderate/campaigns").headers["Location"] == "/moderate/login"
    operator = sign_in(app)
    seal = token(operator.get("/moderate/campaigns/biscuits").text)
    appointed = operator.post("/moderate/campaigns/biscuits/moderators", data={"csrf_token": seal, "name": "crumb"})
    link = re.search(r"/moderate/join/[a-z2-7]{32}", appointed.text)
    assert link
    client = app.test_client()
    form = {"csrf_token": token(client.get(link[0]).text), "name": "crumb", "password": "seven wet biscuits on a tray"}
    assert client.post(link[0], data=form).status_code == 303
    assert "/moderate/campaigns" not in client.get("/moderate").text
    for path in ("", "/new", "/biscuits"):
        assert client.get(f"/moderate/campaigns{path}").status_code == 403
    seal = token(operator.get("/moderate/campaigns/biscuits").text)
    gone = {"csrf_token": seal, "name": "crumb", "remove": "1"}
    assert operator.post("/moderate/campaigns/biscuits/moderators", data=gone).status_code == 303
    with parts(app).database.read() as session:
        assert people.looking_after(session, read(app).id) == []


def test_header_art_is_made_afresh_shown_and_replaced(app: Flask) -> None:
    campaign(app)
    assert app.test_client().get("/c/biscuits/header.jpg").status_code == 404
    client = sign_in(app)
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert save(client, "biscuits", picture("JPEG", exif=exif)).status_code == 303
    first = stored(app)
    page = app.test_client().get("/c/biscuits").text
    address = re.search(r"/c/biscuits/header\.jpg\?v=\w+", page)
    assert address
    answer = app.test_client().get(address[0])
    assert b"taken at home" not in answer.data
    assert answer.headers["Cache-Control"] == caching.A_SECOND, "and so gone from caches as soon as it is taken away"
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert (shown.format, shown.size) == ("JPEG", SIZE)
    assert save(client, "biscuits", picture("WEBP")).status_code == 303
    assert len(stored(app)) == 1
    assert stored(app) != first
    assert app.test_cli_runner().invoke(args=["collect-orphans"]).exit_code == 0
    assert len(stored(app)) == 1
    assert save(client, "biscuits", remove_header="1").status_code == 303
    assert stored(app) == set()
    assert app.test_client().get(address[0]).status_code == 404
    assert "header.jpg" not in app.test_client().get("/c/biscuits").text


@pytest.mark.parametrize(
    "data",
    [
        bomb(),
        picture("GIF"),
        picture("BMP"),
        picture(size=(400, 300)),
        picture(size=(6000, 4100)),
        picture("JPEG")[:900],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        b"x" * (MOST_BYTES + 1),
    ],
    ids=["bomb", "gif", "bmp", "small", "vast", "cut short", "svg", "empty png", "heavy"],
)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match="picture"):
        read_header(data)


def test_a_refused_picture_leaves_everything_as_it_was(lite: Flask) -> None:
    campaign(lite)
    client = sign_in(lite)
    answer = save(client, "biscuits", bomb(), title="Changed")
    assert answer.status_code == 422
    assert re.search(r'id="header-error">[^<]', answer.text)
    assert read(lite).title == "Biscuits for all"
    assert stored(lite) == set()
    heavy: dict[str, Any] = {"data": b"x" * (MOST_BYTES + 100_000), "content_type": "multipart/form-data; boundary=x"}
    assert client.post("/moderate/campaigns/biscuits", **heavy).status_code == 413


def test_a_picture_is_kept_over_a_refused_post_and_hides_no_other_fault(lite: Flask) -> None:
    client = sign_in(lite)
    answer = save(client, "new", picture(), opens="soon", closes="2026-01-01T10:00", address="Tins!")
    assert answer.status_code == 422
    for field in ("slug", "opens"):
        assert re.search(rf'<p class="error" id="{field}-error">[^<]', answer.text), field
    kept = re.search(r'name="header_kept" value="([^"]+)"', answer.text)
    assert kept
    assert save(client, "new", opens="", address="tins", header_kept=kept[1]).status_code == 303
    assert read(lite, "tins").header
    assert lite.test_client().get("/c/tins/header.jpg").status_code == 200


@pytest.mark.parametrize("forged", ["campaigns/0123456789abcdef0123456789abcdef", "x.y"])
def test_nobody_names_a_picture_that_they_did_not_send(lite: Flask, forged: str) -> None:
    client = sign_in(lite)
    assert save(client, "new", address="tins", header_kept=forged).status_code == 303
    assert read(lite, "tins").header == ""


def test_a_picture_that_was_collected_meanwhile_is_asked_for_again(lite: Flask) -> None:
    client = sign_in(lite)
    kept = re.search(r'name="header_kept" value="([^"]+)"', save(client, "new", picture(), address="Tins!").text)
    assert kept
    pictures.delete_orphans(parts(lite), older_than=NOW.replace(year=2999))
    answer = save(client, "new", address="tins", header_kept=kept[1])
    assert (answer.status_code, "Choose it again" in answer.text) == (422, True)


def test_no_template_comes_ticked_where_all_may_be_used(lite: Flask) -> None:
    campaign(lite)
    client = sign_in(lite)
    for slug in ("new", "biscuits"):
        page = client.get(f"/moderate/campaigns/{slug}").text
        assert "None ticked means all" in page
        assert not re.search(r'name="templates" value="[^"]+" checked', page)


def test_the_end_is_asked_for_first_with_what_it_comes_to(lite: Flask) -> None:
    campaign(lite)
    for _ in range(2):
        enter(lite)
    client = sign_in(lite)
    seal = token(client.get("/moderate/campaigns/biscuits").text)
    answer = client.post("/moderate/campaigns/biscuits/state", data={"csrf_token": seal, "state": "ended"})
    assert answer.headers["Location"] == "/moderate/campaigns/biscuits/end"
    assert read(lite).state is State.RUNNING
    page = client.get("/moderate/campaigns/biscuits/end").text
    assert "2 posters hang" in page
    assert "You can let it run again." in page
    sure = {"csrf_token": token(page), "state": "ended", "sure": "1"}
    assert client.post("/moderate/campaigns/biscuits/state", data=sure).status_code == 303
    assert read(lite).state is State.ENDED


def test_a_picture_that_nobody_kept_is_collected(lite: Flask) -> None:
    parts(lite).store.put(key_of(headers.new_folder(), headers.NAME), b"x")
    assert pictures.delete_orphans(parts(lite), older_than=NOW.replace(year=2999)) == 1


@pytest.mark.parametrize("title", ["Biscuits", '"><script>alert(1)</script>', "Tea & ‘biscuits’ <3"])
def test_the_kit_is_two_lines_that_any_title_leaves_whole(lite: Flask, title: str) -> None:
    campaign(lite, title=title)
    text = lite.test_client().get("/c/biscuits").text
    kit = re.search(r'<textarea id="kit"[^>]*>(.*?)</textarea>', text, re.S)
    assert kit
    lines = unescape(kit[1]).split("\n")
    assert len(lines) == 2
    elements = Html("\n".join(lines)).elements
    assert [tag for tag, _ in elements] == ["iframe", "p", "a"]
    assert elements[0][1]["src"] == "http://localhost/c/biscuits/embed"
    assert elements[0][1]["title"] == inert(title)


def test_a_frame_may_be_shown_anywhere_and_runs_nothing(app: Flask) -> None:
    campaign(app)
    code = enter(app)
    answer = app.test_client().get("/c/biscuits/embed?sort=new")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "<script" not in answer.text
    assert "<form" not in answer.text
    assert f"/p/{code}" in answer.text
    assert "/make/home-front?campaign=biscuits" in answer.text
    for tag, attributes in Html(answer.text).elements:
        if tag == "a" and not (attributes["href"] or "").startswith("/c/biscuits/embed"):
            assert (attributes["target"], attributes["rel"]) == ("_blank", "noopener")
    assert "frame-ancestors 'none'" in app.test_client().get("/c/biscuits").headers["Content-Security-Policy"]
    assert "s-maxage=1" in answer.headers["Cache-Control"]
