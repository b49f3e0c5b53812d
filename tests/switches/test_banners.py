"""What pages say of switches that are on."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.switches import telling
from billboard.switches.standing import Switch
from tests.application import publish, token
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.covering import cover
from tests.publishing import filled_form, first
from tests.switches.pulling import turn


def strips(app: Flask, path: str) -> list[str]:
    page = app.test_client().get(path)
    assert page.status_code == 200, path
    return [html.unescape(each) for each in re.findall(r'<p class="[^"]*placard"[^>]*>(.*?)</p>', page.text)]


def test_a_strip_stands_on_every_page_and_is_the_same_for_everybody(app: Flask) -> None:
    code = publish(app)
    paths = ["/", "/gallery", "/make", f"/p/{code}", f"/p/{code}/report", "/duel", "/about", "/campaigns", "/mine"]
    before = {path: app.test_client().get(path).data for path in paths}
    assert all(b'class="placard"' not in page for page in before.values())
    turn(app, Switch.VOTING, said="Back <b>soon</b>.")
    for path in paths:
        assert strips(app, path) == [telling.BANNERS[Switch.VOTING] + " Back <b>soon</b>."], path
    shared = app.test_client().get("/gallery")
    assert shared.data == app.test_client().get("/gallery").data
    assert "Set-Cookie" not in shared.headers
    assert "public" in shared.headers["Cache-Control"]
    tag = shared.headers["ETag"]
    turn(app, Switch.VOTING, on=False)
    fresh = app.test_client().get("/gallery", headers={"If-None-Match": tag})
    assert fresh.status_code == 200
    assert fresh.data == before["/gallery"]


def test_a_campaigns_strip_stands_on_its_pages_alone(app: Flask) -> None:
    campaign(app)
    campaign(app, "tea")
    mine, other = enter(app), enter(app, slug="tea")
    turn(app, Switch.PUBLISHING, wall="biscuits")
    said = ["On this campaign’s wall: just now nothing new is published."]
    its = ["/c/biscuits", "/c/biscuits/thread/1", f"/p/{mine}", "/c/biscuits/embed", f"/p/{mine}/embed"]
    for path in its:
        assert strips(app, path) == said, path
    for path in ("/", "/gallery", "/c/tea", "/c/tea/embed", f"/p/{other}", f"/p/{other}/embed"):
        assert strips(app, path) == [], path


def test_it_stands_on_every_page_about_one_of_its_posters(app: Flask) -> None:
    campaign(app)
    code, client = enter(app), app.test_client()
    fields = {"csrf_token": token(client.get(f"/p/{code}/report").text), "reason": "hate"}
    reported = client.post(f"/p/{code}/report", data=fields)
    receipt = re.search(r"/receipt/[a-z0-9]{32}", reported.text)
    assert receipt
    pages = [f"/p/{code}", *(f"/p/{code}/{each}" for each in ("vote", "report", "answers", "remixes")), receipt[0]]
    assert [strips(app, path) for path in pages] == [[]] * len(pages)
    turn(app, Switch.VOTING, wall="biscuits")
    said = f"On this campaign’s wall: j{telling.BANNERS[Switch.VOTING][1:]}"
    assert {path: strips(app, path) for path in pages} == {path: [said] for path in pages}
    cover(app, code)
    assert strips(app, f"/p/{code}") == [said]


def test_a_makers_own_page_says_what_is_switched_off_in_its_campaign(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    answer = client.post(f"/make/{first(app)}", data=filled_form(app, client, campaign="biscuits"))
    code = answer.headers["Location"].rstrip("/").removesuffix("/claim").rpartition("/")[2]
    turn(app, Switch.READ_ONLY, wall="biscuits")
    page = client.get(f"/p/{code}/claim")
    assert 'data-switch="read_only"' in page.text
    link = re.search(r"/claim/[a-z0-9]{32}", page.text)
    assert link
    assert len(strips(app, link[0])) == 1


def test_a_campaign_under_attack_lets_the_pages_about_its_posters_work(app: Flask) -> None:
    campaign(app)
    code = enter(app)
    turn(app, Switch.ATTACK, wall="biscuits")
    for path in (f"/p/{code}", f"/p/{code}/vote", f"/p/{code}/report"):
        policy = app.test_client().get(path).headers["Content-Security-Policy"]
        assert "worker-src 'self'" in policy, path


@pytest.mark.parametrize("switch", Switch)
def test_frames_on_other_sites_offer_only_what_works(app: Flask, switch: Switch) -> None:
    campaign(app)
    code = enter(app)
    turn(app, switch)
    frame, wall = app.test_client().get(f"/p/{code}/embed").text, app.test_client().get("/c/biscuits/embed").text
    assert (": vote</a>" in frame) is (switch in (Switch.HOLD, Switch.ATTACK, Switch.PUBLISHING))
    assert ("Remix it" in frame) is (switch in (Switch.HOLD, Switch.ATTACK, Switch.VOTING))
    assert ('class="make"' in wall) is (switch in (Switch.HOLD, Switch.ATTACK, Switch.VOTING))
    assert strips(app, f"/p/{code}/embed") == [telling.BANNERS[switch]]


def test_the_posters_page_says_why_it_takes_no_vote(app: Flask) -> None:
    code = publish(app)
    assert "data-votes" in app.test_client().get(f"/p/{code}").text
    turn(app, Switch.VOTING)
    page = app.test_client().get(f"/p/{code}").text
    assert "data-votes" not in page
    assert "Looking, publishing and reporting work as ever." in page
    for path in (f"/p/{code}/vote",):
        assert re.search(r"<button[^>]* disabled aria-describedby=\"paused\"", app.test_client().get(path).text)


def test_a_campaigns_switch_that_the_site_has_on_too_is_told_once(app: Flask) -> None:
    campaign(app)
    turn(app, Switch.VOTING)
    turn(app, Switch.VOTING, wall="biscuits")
    assert strips(app, "/c/biscuits") == [telling.BANNERS[Switch.VOTING]]
