"""What operators make their own: colour, clock, announcement, pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from billboard.infra.config import Settings
from billboard.settings import live
from billboard.web import caching
from billboard.web.accent import told
from billboard.web.announcement import announced
from tests.application import parts, publish, sign_in
from tests.campaigns.campaigning import campaign
from tests.settings.changing import change


@pytest.fixture
def quick(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Follows changes at once."""
    monkeypatch.setattr(live, "FRESH", 0.0)
    return lite


def test_the_sites_colour_is_a_stylesheet_whose_address_changes_with_it(quick: Flask) -> None:
    client = quick.test_client()
    assert "colours.css" not in client.get("/").text
    assert client.get("/colours.css").text == ""
    change(quick, "accent", "#0A5C36")
    assert '<link rel="stylesheet" href="/colours.css?v=0a5c36">' in client.get("/").text
    style = client.get("/colours.css?v=0a5c36")
    assert ":root { --hot: #0a5c36; --on-hot: #ffffff; --mark: #0a5c36; }" in style.text
    assert client.get("/site.webmanifest").json["theme_color"] == "#0a5c36"  # type: ignore[index]


@pytest.mark.parametrize(
    ("colour", "sentences"),
    [
        ("", []),
        ("#0a5c36", ["Letters on it are white", "By night it can hardly be seen"]),
        ("#f2c230", ["Letters on it are dark", "By day it can hardly be seen", "By night it can hardly be seen"]),
    ],
)
def test_what_becomes_of_a_colour_is_told(colour: str, sentences: list[str]) -> None:
    assert [sentence for sentence, said in zip(sentences, told(colour), strict=True) if sentence in said] == sentences


def test_the_sites_name_is_everywhere_at_once(quick: Flask) -> None:
    change(quick, "site_name", "The Hoarding")
    client, code = quick.test_client(), publish(quick)
    assert re.search(r'class="wordmark"[^>]*>The Hoarding<', client.get("/").text)
    assert '<meta property="og:site_name" content="The Hoarding">' in client.get(f"/p/{code}").text
    manifest = client.get("/site.webmanifest")
    assert manifest.json["name"] == "The Hoarding"  # type: ignore[index]
    assert manifest.headers["Cache-Control"] == caching.A_SECOND
    site = parts(quick)
    assert site.settings.model_copy(update={"mail_from": "a@example.org"}).sender.display_name == "The Hoarding"


def test_an_announcement_hangs_on_public_pages_alone_and_escaped(quick: Flask) -> None:
    change(quick, "announcement", "We move on <Sunday>.")
    change(quick, "announcement_link", "/about")
    client, ada = quick.test_client(), sign_in(quick, "ada")
    for path in ("/", "/gallery", "/about/rules", "/make", "/make/home-front", "/moderate/login", "/nowhere"):
        page = client.get(path).text
        assert "We move on &lt;Sunday&gt;." in page, path
        assert 'href="/about" rel="noopener noreferrer">More about it' in page
    for path in ("/moderate", "/operate"):
        assert "We move on" not in ada.get(path).text


def test_an_announcement_is_the_same_for_everybody_and_has_a_mark_of_its_own(quick: Flask) -> None:
    change(quick, "announcement", "Tea at four.")
    pages = {quick.test_client().get("/about").data for _ in range(2)}
    assert len(pages) == 1
    first = re.search(r'data-announcement="(\w+)"', pages.pop().decode())
    change(quick, "announcement", "Tea at five.", seen=1)
    second = re.search(r'data-announcement="(\w+)"', quick.test_client().get("/about").text)
    assert first
    assert second
    assert first[1] != second[1]


def test_an_announcement_hangs_from_its_beginning_to_its_end() -> None:
    settings = Settings(
        announcement="Tea.", announcement_from="2027-03-01T18:00Z", announcement_until="2027-03-01T19:00Z"
    )
    begins = datetime(2027, 3, 1, 18, 0, tzinfo=UTC)
    second, hour = timedelta(seconds=1), timedelta(hours=1)
    moments = (begins - second, begins, begins + hour - second, begins + hour)
    assert [announced(settings, moment) is not None for moment in moments] == [False, True, True, False]


def test_dates_are_told_on_the_sites_own_clock_and_campaigns_typed_on_it(quick: Flask) -> None:
    change(quick, "time_zone", "Europe/Berlin")
    campaign(quick, opens="2999-01-01T00:00")
    assert "1 January 2999, 01:00 CET" in quick.test_client().get("/c/biscuits").text
    assert 'value="2999-01-01T01:00"' in sign_in(quick, "ada").get("/moderate/campaigns/biscuits").text


def test_pages_of_ones_own_are_there_and_at_the_foot_once_somebody_has_written_them(quick: Flask) -> None:
    client = quick.test_client()
    assert [client.get(path).status_code for path in ("/about/who", "/about/imprint")] == [404, 404]
    change(quick, "who_runs_it", "# Us\n\nThe **Society** <b>for</b> Buns.")
    page = client.get("/about/who").text
    assert "<h3>Us</h3>" in page
    assert "The <strong>Society</strong> &lt;b&gt;for&lt;/b&gt; Buns." in page
    foot = client.get("/").text
    assert 'href="/about/who">Who runs this</a>' in foot
    assert "/about/imprint" not in foot


@pytest.mark.parametrize(
    ("name", "path"), [("more_rules", "/about/rules"), ("more_about", "/about"), ("more_privacy", "/about/privacy")]
)
def test_what_is_added_stands_at_the_foot_of_its_page(quick: Flask, name: str, path: str) -> None:
    change(quick, name, "No *puns* about buns.")
    assert "<p>No <em>puns</em> about buns.</p>" in quick.test_client().get(path).text
