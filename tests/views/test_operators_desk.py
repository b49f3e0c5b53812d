"""The desk from which operators run the site."""

import re

import pytest
from flask import Flask

from billboard.settings import live
from tests.application import sign_in
from tests.campaigns.campaigning import campaign
from tests.settings.changing import change


def test_the_desk_tells_how_the_site_stands_what_is_wanting_and_what_was_done(app: Flask) -> None:
    campaign(app)
    ada = sign_in(app, "ada")
    change(app, "site_name", "The Hoarding")
    page = ada.get("/operate").text
    assert re.search(r"Campaigns</a></h2><p><b>1</b> open, 0 to come, 0 over", page)
    assert "able to change everything: ada." in page
    assert "There is one operator." in page
    assert "does not say who runs this site" in page
    assert "Setting changed" in page
    assert 'about=site_name"' in page


def test_what_is_wanting_goes_once_it_is_there(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0.0)
    ada = sign_in(lite, "ada")
    assert "The public has no address" in ada.get("/operate").text
    change(lite, "contact_email", "ada@example.org")
    assert "The public has no address" not in ada.get("/operate").text


def test_operators_are_led_to_it_from_the_moderators_pages_and_others_are_not(lite: Flask) -> None:
    ada, bert = sign_in(lite, "ada"), sign_in(lite, "bert")
    assert 'href="/operate"' in ada.get("/moderate").text
    assert 'href="/operate"' not in bert.get("/moderate").text
    assert bert.get("/operate").status_code == 403
