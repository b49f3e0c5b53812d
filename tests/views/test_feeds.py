"""The Atom feeds, read by a real parser and held against RFC 4287 point by point."""

import calendar
import re
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from billboard.models import Poster
from billboard.views import feeds
from billboard.walls import evidence
from billboard.web import atom
from billboard.web.inert_text import inert
from tests.application import NOW, MakeApp, decide, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter
from tests.hostile import HOSTILE
from tests.html import Html

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ONCE_IN_FEED = ("id", "title", "updated", "subtitle", "icon", "generator")
ONCE_IN_ENTRY = ("id", "title", "updated", "published", "content")


def feed_at(client: FlaskClient, address: str = "/feed.atom") -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return ElementTree.fromstring(answer.data)


def pages(client: FlaskClient, address: str = "/feed.atom") -> list[str]:
    """The codes of the posters in a feed, in its order."""
    return [text(entry, "id").rpartition("/")[2] for entry in feed_at(client, address).iter(f"{ATOM}entry")]


def text(element: ElementTree.Element, name: str) -> str:
    found = element.findtext(ATOM + name)
    assert found is not None, name
    return found


def entry_of(text: str) -> atom.Entry:
    picture = atom.Picture("https://a.example/p/a.jpg", "https://a.example/p/a/thumb.jpg", (800, 400))
    return atom.Entry(
        "https://a.example/p/a", text, f"<p>{text}</p>", ("t", text, "https://a.example/make"), picture, NOW
    )


def feed_of(*entries: atom.Entry) -> bytes:
    address = "https://a.example/"
    return atom.write(atom.Feed(address, address, address, "Wall", "Sub", "Us", address, address, entries))


def is_whole(address: str) -> bool:
    """RFC 3987 where a base is not to be needed: with a scheme and a host, and nothing that wants escaping."""
    split = urlsplit(address)
    return split.scheme in ("http", "https") and bool(split.netloc) and not re.search(r'[\s<>"{}|\\^`]', address)


def check_by_rfc_4287(root: ElementTree.Element) -> None:
    """The musts of sections 3 and 4, and the shoulds that a feed validator reports."""
    assert root.tag == f"{ATOM}feed"
    for name in ONCE_IN_FEED:
        assert len(root.findall(ATOM + name)) == 1, name  # 4.1.1
    entries = root.findall(f"{ATOM}entry")
    for element, names in [(root, ONCE_IN_FEED), *((entry, ONCE_IN_ENTRY) for entry in entries)]:
        for name in names:
            assert len(element.findall(ATOM + name)) == 1, name  # 4.1.2
        assert is_whole(text(element, "id"))  # 4.2.6
        assert text(element, "title").strip()  # 4.2.14
        assert MOMENT.fullmatch(text(element, "updated"))  # 3.3
        links = [each.attrib for each in element.findall(f"{ATOM}link")]
        assert all(is_whole(link["href"]) for link in links)  # 4.2.7.1
        alternates = [(link["type"], link.get("hreflang")) for link in links if link["rel"] == "alternate"]
        assert len(alternates) == len(set(alternates)) == 1  # 4.1.1: not two of one type and language
        assert all(re.fullmatch(r"[\w-]+/[\w+.-]+", link["type"]) for link in links)  # 4.2.7.3
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1  # 4.1.1, should
    author = root.find(f"{ATOM}author")  # 4.1.1: of the feed, as the entries have none
    assert author is not None
    assert text(author, "name").strip()  # 3.2.1
    assert is_whole(text(author, "uri"))  # 3.2.2
    ids = [text(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.attrib == {"type": "html"}
        assert len(content) == 0  # 4.1.3.3: text alone, with its markup escaped
        category = entry.find(f"{ATOM}category")
        assert category is not None
        assert category.get("term")  # 4.2.2.1
        assert is_whole(category.get("scheme", ""))  # 4.2.2.2
    order = [each.tag for each in root]
    assert order == sorted(order, key=lambda tag: tag == f"{ATOM}entry")  # 4.1.1, should: metadata first
    if entries:
        assert text(root, "updated") == max(text(entry, "updated") for entry in entries)


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.atom?sort=hot", "/feed.atom?template={slug}&sort=hot"])
def test_a_feed_keeps_the_rules_and_names_itself(app: Flask, client: FlaskClient, address: str) -> None:
    for turn in range(3):
        publish(app, f"Turn {turn} <b>&amp; “so on”", now=NOW + timedelta(minutes=turn))
    slug = next(iter(parts(app).templates))
    root = feed_at(client, address.format(slug=slug))
    check_by_rfc_4287(root)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == text(root, "id")
    asked = dict(pair.split("=") for pair in urlsplit(address.format(slug=slug)).query.split("&") if pair)
    told = urlsplit(str(links["self"])).query
    assert dict(pair.split("=") for pair in told.split("&") if pair) == asked
    assert client.get(str(links["alternate"])).status_code == 200


def test_a_reader_understands_the_feed(app: Flask, client: FlaskClient) -> None:
    code = publish(app, "Mind the <gap> & the “cat”")
    read = feedparser.parse(client.get("/feed.atom").data)
    assert not read.bozo
    assert read.version == "atom10"
    (entry,) = read.entries
    assert inert("Mind the <gap> & the “cat”") in entry.title
    assert entry.link == f"http://localhost/p/{code}"
    assert calendar.timegm(entry.updated_parsed) == NOW.timestamp()
    (enclosure,) = entry.enclosures
    assert (enclosure.type, enclosure.href) == ("image/jpeg", f"http://localhost/p/{code}.jpg")
    assert entry.media_thumbnail[0]["url"] == f"http://localhost/p/{code}/thumb.jpg"
    for picture in (enclosure.href, entry.media_thumbnail[0]["url"]):
        assert client.get(picture).mimetype == "image/jpeg"


def test_the_content_shows_the_picture_by_whole_addresses(app: Flask, client: FlaskClient) -> None:
    code = publish(app, "Bins <i>out</i>")
    entry = feed_at(client).find(f"{ATOM}entry")
    assert entry is not None
    html = Html(text(entry, "content"))
    (picture,) = [attrs for tag, attrs in html.elements if tag == "img"]
    assert picture["src"] == f"http://localhost/p/{code}.jpg"
    assert inert("Bins <i>out</i>") in str(picture["alt"])
    assert inert("Bins <i>out</i>") in html.words
    assert {tag for tag, _ in html.elements} <= {"p", "a", "img"}
    for _, attrs in html.elements:
        assert all(is_whole(str(attrs[name])) for name in ("href", "src") if name in attrs)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_out_of_a_feed(words: str) -> None:
    document = feed_of(entry_of(words))
    entry = ElementTree.fromstring(document).find(f"{ATOM}entry")
    assert entry is not None
    as_parsed = atom.xml_text(words).replace("\r\n", "\n").replace("\r", "\n")
    assert text(entry, "title").replace("\r\n", "\n").replace("\r", "\n") == as_parsed
    assert len(entry) == 9
    assert not feedparser.parse(document).bozo


def test_what_xml_cannot_hold_is_shown_as_lost(app: Flask, client: FlaskClient) -> None:
    code = publish(app)
    lost = "bell \x07 half \ufffe end"
    with parts(app).database.write() as session:
        slot = next(iter(parts(app).templates.values())).slots[0].name
        session.execute(update(Poster).where(Poster.code == code).values(slogan={slot: lost}))
    (entry,) = feed_at(client).findall(f"{ATOM}entry")
    assert text(entry, "title") == "bell \ufffd half \ufffd end"
    assert "\ufffd half" in text(entry, "content")


def test_newest_first_unless_the_hot_ones_are_asked_for(app: Flask, client: FlaskClient) -> None:
    codes = [publish(app, f"Number {turn}", now=NOW + timedelta(minutes=turn)) for turn in range(3)]
    with parts(app).database.write() as session:
        session.execute(update(Poster).values(looks=5000, liked=50))
        session.execute(update(Poster).where(Poster.code == codes[0]).values(looks=5000, liked=900))
        for poster in session.scalars(select(Poster)):
            poster.hot = evidence.hot(poster)
    assert pages(client) == codes[::-1]
    assert pages(client, "/feed.atom?sort=hot")[0] == codes[0]


@pytest.mark.parametrize(
    "address",
    ["/feed.atom", "/feed.atom?sort=hot", "/feed.atom?template={slug}", "/c/biscuits/feed.atom",
     "/c/biscuits/feed.atom?sort=hot"],
)  # fmt: skip
def test_a_feed_goes_on_page_by_page_to_the_first_poster(
    lite: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    campaign(lite)
    codes = [enter(lite, f"Number {turn}", now=NOW + timedelta(minutes=turn)) for turn in range(5)]
    client, slug = lite.test_client(), next(iter(parts(lite).templates))
    address, found = address.format(slug=slug), list[str]()
    first = f"http://localhost{address}"
    for turn in range(3):
        root = feed_at(client, address)
        check_by_rfc_4287(root)
        links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
        assert (text(root, "id"), links["first"]) == (first, first)
        assert links["self"] == f"http://localhost{address}"
        found += [text(entry, "id").rpartition("/")[2] for entry in root.iter(f"{ATOM}entry")]
        assert ("next" in links) == (turn < 2)
        address = links.get("next", "").removeprefix("http://localhost")
    assert sorted(found) == sorted(codes)
    assert found == codes[::-1] or "sort=hot" in first


def test_the_feed_of_what_is_hot_is_the_same_for_an_hour(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for turn in range(9):
        publish(lite, f"Number {turn}", now=NOW)
    hour = NOW.replace(minute=0)
    orders = []
    for minutes in (0, 59, 60):
        monkeypatch.setattr(feeds, "now", lambda minutes=minutes: hour + timedelta(minutes=minutes))
        orders.append(pages(lite.test_client(), "/feed.atom?sort=hot"))
    assert orders[0] == orders[1] != orders[2]


def test_a_page_of_a_feed_that_nobody_linked_to_is_refused(lite: Flask) -> None:
    campaign(lite)
    for address in ("/feed.atom?after=x", "/c/biscuits/feed.atom?after=x", "/c/biscuits/feed.atom?after=-1"):
        assert lite.test_client().get(address).status_code == 400


def test_what_a_moderator_let_up_late_is_new_in_its_campaigns_feed(app: Flask, client: FlaskClient) -> None:
    campaign(app, moderation="pre")
    late, early = enter(app, "First made"), enter(app, "Second made")
    moderator = sign_in(app)
    decide(moderator, early, "approve")
    assert pages(client, "/c/biscuits/feed.atom") == [early]
    decide(moderator, late, "approve")
    assert pages(client, "/c/biscuits/feed.atom") == [late, early]


def test_a_templates_feed_has_its_posters_alone(app: Flask, client: FlaskClient) -> None:
    first, second = list(parts(app).templates)[:2]
    code = publish(app, slug=first)
    publish(app, slug=second)
    assert pages(client, f"/feed.atom?template={first}") == [code]


def test_a_campaigns_feed_has_its_posters_alone_and_its_page_names_it(app: Flask, client: FlaskClient) -> None:
    campaign(app)
    publish(app)
    enter(app, "Hands off the tin")
    (code,) = pages(client, "/c/biscuits/feed.atom")
    assert "Hands off the tin" in client.get(f"/p/{code}").text
    root = feed_at(client, "/c/biscuits/feed.atom?sort=hot")
    check_by_rfc_4287(root)
    assert text(root, "id") == "http://localhost/c/biscuits/feed.atom?sort=hot"
    assert "Biscuits for all" in text(root, "title")
    assert client.get("/c/biscuits").text.count('"/c/biscuits/feed.atom"') == 2
    assert client.get("/c/crackers/feed.atom").status_code == 404


def test_a_hidden_poster_leaves_at_once_whatever_a_reader_has_kept(app: Flask, client: FlaskClient) -> None:
    stays, goes = publish(app, "Stays up"), publish(app, "Comes down", now=NOW + timedelta(hours=1))
    before = client.get("/feed.atom")
    assert pages(client) == [goes, stays]
    decide(sign_in(app), goes, "hide", "spam")
    kept = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    after = client.get("/feed.atom", headers=kept)
    assert after.status_code == 200
    assert goes not in after.text
    assert pages(client) == [stays]


def test_a_feed_is_kept_by_caches_for_a_second_and_asked_for_by_its_etag(lite: Flask) -> None:
    publish(lite)
    client = lite.test_client()
    first = client.get("/feed.atom")
    assert first.content_type == "application/atom+xml; charset=utf-8"
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert "Set-Cookie" not in first.headers
    again: TestResponse = client.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_empty_wall_has_a_valid_feed(lite: Flask) -> None:
    root = feed_at(lite.test_client())
    check_by_rfc_4287(root)
    assert not list(root.iter(f"{ATOM}entry"))


@pytest.mark.parametrize(("query", "status"), [("sort=top", 400), ("sort=", 400), ("template=nothing", 404)])
def test_a_feed_that_there_is_not_is_refused_in_a_sentence(lite: Flask, query: str, status: int) -> None:
    answer = lite.test_client().get(f"/feed.atom?{query}")
    assert answer.status_code == status
    assert "feed" in answer.text


def test_addresses_are_the_public_ones(make_app: MakeApp) -> None:
    app = make_app(site_url="https://posters.example.org")
    code = publish(app)
    answer = app.test_client().get("/feed.atom")
    assert "localhost" not in answer.text
    assert f"https://posters.example.org/p/{code}" in answer.text


def test_pages_lead_to_their_feeds(lite: Flask) -> None:
    client, slug = lite.test_client(), next(iter(parts(lite).templates))
    for page, wanted in {
        "/": {"/feed.atom", "/feed.atom?sort=hot"},
        f"/gallery?template={slug}": {"/feed.atom", "/feed.atom?sort=hot", f"/feed.atom?sort=hot&template={slug}"},
    }.items():
        elements = Html(client.get(page).text).elements
        links = [attrs for tag, attrs in elements if tag == "link" and attrs.get("type") == "application/atom+xml"]
        assert {str(link["href"]) for link in links} == wanted
        assert all(link["title"] for link in links)
        assert any(tag == "a" and attrs.get("href") == "/feed.atom" for tag, attrs in elements)
        for address in wanted:
            assert client.get(address).status_code == 200
