"""The studio's list of templates, and what moderators do there with one."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from billboard.accounts import people
from billboard.models import Availability, Role, TemplateOffer
from billboard.studio import zips
from billboard.studio.folders import TemplateFolder
from tests.application import NOW, knock, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign
from tests.studio.publishing import put_up
from tests.studio.template_folders import jpeg, template_folder

SLUG = "fresh-paint"


@pytest.fixture
def desk(lite: Flask) -> FlaskClient:
    put_up(lite)
    return sign_in(lite)


def press(client: FlaskClient, path: str, page: str = "", **fields: object) -> tuple[int, str]:
    """Send a form with what stands on its page; the status, and what the next page says."""
    seal = token(client.get(page or f"/studio/t/{SLUG}").text)
    answer = client.post(path, data={"csrf_token": seal, **fields})
    return answer.status_code, client.get(answer.headers["Location"]).text if answer.status_code == 303 else answer.text


def test_the_list_tells_how_every_template_stands(lite: Flask, desk: FlaskClient) -> None:
    publish(lite, "On it", slug=SLUG)
    page = desk.get("/studio").text
    own, house = page.partition('id="house"')[::2]
    assert "Fresh paint" in own
    assert "1 poster up, 0 votes" in own
    assert "Keep going" in house
    assert desk.get(f"/studio/t/{SLUG}/sample.jpg").mimetype == "image/jpeg"
    assert lite.test_client().get("/studio").status_code == 303


def test_one_is_withdrawn_and_offered_again(lite: Flask, desk: FlaskClient) -> None:
    status, page = press(desk, f"/studio/t/{SLUG}/withdraw")
    assert (status, "Offer it again" in page) == (303, True)
    assert lite.test_client().get(f"/make/{SLUG}").status_code == 404
    status, page = press(desk, f"/studio/t/{SLUG}/offer")
    assert (status, "Withdraw from the chooser" in page) == (303, True)
    assert lite.test_client().get(f"/make/{SLUG}").status_code == 200


def test_taking_down_asks_first_says_how_many_and_can_be_taken_back(lite: Flask, desk: FlaskClient) -> None:
    codes = [publish(lite, text, slug=SLUG) for text in ("One", "Two")]
    asking = f"/studio/t/{SLUG}/take-down"
    asked = desk.get(asking).text
    assert "all 2 posters made of it are hidden" in asked
    status, page = press(desk, asking, asking, reason="nonsense", note="Sorry")
    assert (status, "Sorry" in page, "Choose the reason" in page) == (400, True, True)
    status, page = press(desk, asking, asking, reason="copyright")
    assert (status, "taken down, with 2 posters" in page) == (303, True)
    assert [lite.test_client().get(f"/p/{code}").status_code for code in codes] == [410, 410]
    status, page = press(desk, f"/studio/t/{SLUG}/put-back")
    assert (status, "2 posters put back" in page) == (303, True)
    assert [lite.test_client().get(f"/p/{code}").status_code for code in codes] == [200, 200]


def test_it_hangs_first_until_a_time_that_is_set(lite: Flask, desk: FlaskClient) -> None:
    assert press(desk, f"/studio/t/{SLUG}/first", until="2090-01-01T10:00")[0] == 303
    chooser = lite.test_client().get("/make").text
    assert re.findall(r'href="/make/([a-z-]+)"', chooser)[0] == SLUG
    assert 'value="2090-01-01T10:00"' in desk.get(f"/studio/t/{SLUG}").text
    status, page = press(desk, f"/studio/t/{SLUG}/first", until="1999-01-01T10:00")
    assert (status, 'value="1999-01-01T10:00"' in page) == (422, True)
    assert press(desk, f"/studio/t/{SLUG}/first", until="")[0] == 303
    assert "New this morning" not in lite.test_client().get("/make").text


def test_a_zip_goes_out_and_comes_in(lite: Flask, desk: FlaskClient) -> None:
    sent = desk.get(f"/studio/t/{SLUG}/folder.zip")
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.zip"'
    status, page = press(desk, "/studio/import", "/studio/import", zip=(io.BytesIO(sent.data), "a.zip"))
    assert (status, "It is published." in page) == (303, True)
    assert "fresh-paint-2" in lite.test_client().get("/make").text
    status, page = press(desk, "/studio/import", "/studio/import", zip=(io.BytesIO(b"no zip"), "a.zip"))
    assert (status, "no zip that can be read" in page) == (422, True)
    status, page = press(desk, "/studio/import", "/studio/import")
    assert (status, "Choose a zip first." in page) == (400, True)


def test_all_mistakes_of_a_zip_are_told_at_once(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    text = template_folder().toml.replace('"Anton-Regular"', '"Comic"').replace('alt = "A sheet of one colour."', "")
    found = TemplateFolder(text, {"plain": jpeg()})
    monkeypatch.setattr(zips, "folder_of_zip", lambda _: found)
    status, page = press(desk, "/studio/import", "/studio/import", zip=(io.BytesIO(b"x"), "a.zip"))
    assert status == 422
    assert "Not published: 2 mistakes" in page
    assert "slot 1: font: &#39;Comic&#39; is not among" in page
    assert "alt: is missing" in page


def test_a_campaigns_moderator_sees_its_templates_and_no_others(lite: Flask) -> None:
    number = campaign(lite).id
    put_up(lite, campaign_id=number)
    put_up(lite, template_folder("Of the site"))
    with parts(lite).database.write() as session:
        people.create_moderator(session, "first", now=NOW)
        password = people.create_moderator(session, "crumb", now=NOW, role=Role.CAMPAIGN)
        people.appoint(session, "crumb", number, now=NOW)
    client = lite.test_client()
    knock(client, "crumb", password)
    page = client.get("/studio").text
    assert ("Fresh paint" in page, "Of the site" in page, "Keep going" in page) == (True, False, False)
    assert client.get("/studio/t/of-the-site").status_code == 404
    assert press(client, f"/studio/t/{SLUG}/withdraw")[0] == 303
    with parts(lite).database.read() as session:
        assert session.get_one(TemplateOffer, SLUG).availability is Availability.WITHDRAWN
    zipped = zips.zip_of(parts(lite), "of-the-site")
    status, page = press(client, "/studio/import", "/studio/import", zip=(io.BytesIO(zipped), "a.zip"))
    assert (status, "Choose the campaign" in page) == (400, True)
    status, _ = press(
        client, "/studio/import", "/studio/import", campaign="biscuits", zip=(io.BytesIO(zipped), "a.zip")
    )
    assert status == 303
    assert parts(lite).templates.home("of-the-site-2") == "biscuits"
