"""Words that would be markup to a reader who decodes once too often, wherever markup travels inside other markup."""

import json
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser
import lxml.etree
import lxml.html
import pytest
from flask import Flask
from markdown_it import MarkdownIt

from billboard.campaigns import campaigns
from billboard.core.days import day_of
from billboard.roundup import roundups
from billboard.roundup.subscriptions import Confirmation
from billboard.web import embeds, letters
from billboard.web.inert_text import inert
from tests.application import NOW, MakeApp, parts, publish
from tests.campaigns.campaigning import campaign, enter
from tests.decoding import ATTACKS, EVIL, layers
from tests.infra.letters import part
from tests.web.viewing import view_of

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://posters.example"
Pictures = list[tuple[str, str | None]]  # elements that load something, and from where


class _Loading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Pictures = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("p", "a"):
            self.found.append((tag, dict(attrs).get("src")))


def by_python(html: str) -> Pictures:
    reader = _Loading()
    reader.feed(html)
    return reader.found


def by_libxml2(html: str) -> Pictures:
    """The parser of PHP's DOMDocument, and so of most readers that live on servers."""
    tree = lxml.html.fragment_fromstring(html, create_parent="p")
    found = [each for each in tree.iterdescendants() if each.tag not in ("p", "a")]
    return [(str(each.tag), each.get("src")) for each in found]


def by_feedparser(html: str) -> Pictures:
    """As rss2email has it: read from a feed, cleaned, and given on as HTML."""
    root = ElementTree.Element(f"{ATOM}feed")
    entry = ElementTree.SubElement(root, f"{ATOM}entry")
    ElementTree.SubElement(entry, f"{ATOM}content", {"type": "html"}).text = html
    read = feedparser.parse(ElementTree.tostring(root))
    return by_python(read.entries[0].content[0].value)


PARSERS = [by_python, by_libxml2, by_feedparser]
Parser = Callable[[str], Pictures]


@pytest.mark.parametrize("words", ["Mind the gap", "Fewer potholes & 3 < 4", "I <3 bins", "مرحبا 🎉", "R&D? 5 & 6;"])
def test_ordinary_words_look_as_they_did(words: str) -> None:
    assert inert(words).replace("\u2060", "") == words


def test_quotation_marks_are_curled_by_where_they_stand() -> None:
    assert inert("""He said "mind the 'gap'", didn't he""") == "He said “mind the ‘gap’”, didn’t he"


@pytest.mark.parametrize("words", ATTACKS)
def test_no_decoding_finds_anything_in_inert_words(words: str) -> None:
    assert unescape(inert(words)) == inert(words)
    assert by_python(inert(words)) == []
    assert not set("\"'") & set(inert(words))


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("words", ATTACKS)
def test_the_only_picture_of_a_feeds_entry_is_the_posters(lite: Flask, words: str, parser: Parser) -> None:
    code = publish(lite, words)
    entry = ElementTree.fromstring(lite.test_client().get("/feed.atom").data).find(f"{ATOM}entry")
    assert entry is not None
    for html in layers(str(entry.findtext(f"{ATOM}content"))):
        assert parser(html) == [("img", f"http://localhost/p/{code}.jpg")]
    for title in layers(str(entry.findtext(f"{ATOM}title"))):
        assert parser(title) == []


def test_a_reader_that_takes_a_number_for_a_quotation_mark_keeps_our_picture(lite: Flask) -> None:
    """feedparser does so to all of a feed, and rss2email sends on what it makes of it."""
    code = publish(lite, ATTACKS[0])
    (entry,) = feedparser.parse(lite.test_client().get("/feed.atom").data).entries
    assert by_python(entry.content[0].value) == [("img", f"http://localhost/p/{code}.jpg")]
    assert EVIL in entry.title


@pytest.mark.parametrize("words", ATTACKS)
def test_the_codes_to_paste_load_the_poster_alone(lite: Flask, words: str) -> None:
    poster = view_of(lite, publish(lite, words))
    with lite.test_request_context(base_url=SITE):
        codes = {each.id: each.text for each in embeds.codes(poster)}
    codes["rendered"] = MarkdownIt("commonmark", {"html": True}).render(codes["markdown"])
    frame = [("iframe", f"{SITE}/p/{poster.code}/embed")]
    picture = [("img", f"{SITE}/p/{poster.code}.jpg")]
    expected = {"html": picture, "frame": frame, "rendered": picture, "markdown": [], "forum": [], "link": []}
    for name, loaded in expected.items():
        for html in layers(codes[name]):
            assert by_python(html) == by_libxml2(html) == loaded, (name, html)


@pytest.mark.parametrize("words", ATTACKS)
def test_what_oembed_tells_is_a_title_and_no_more(lite: Flask, words: str) -> None:
    code, client = publish(lite, words), lite.test_client()
    asked = {"url": f"http://localhost/p/{code}"}
    answer = client.get("/oembed", query_string=asked).get_json()
    shown = f'<img src="{answer["url"]}" alt="{answer["title"]}">'  # a consumer that escapes nothing at all
    for html in layers(shown):
        assert by_python(html) == by_libxml2(html) == [("img", f"http://localhost/p/{code}.jpg")]
    document = client.get("/oembed", query_string={**asked, "format": "xml"}).text
    title = re.search(r"<title>(.*?)</title>", document, re.DOTALL)
    assert title
    for text in layers(title[1]):
        assert by_python(text) == []


@pytest.mark.parametrize("words", ATTACKS)
def test_linked_data_stays_in_its_script_however_often_it_is_decoded(lite: Flask, words: str) -> None:
    page = lite.test_client().get(f"/p/{publish(lite, words)}").text
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert script
    for text in layers(script[1]):
        assert by_python(text) == []
        assert json.loads(text) == json.loads(script[1])


@pytest.fixture
def posting(make_app: MakeApp) -> Flask:
    return make_app(smtp_url="smtp://127.0.0.1:25", mail_from="post@posters.example", site_url=SITE)


FURNITURE = {*"html head meta title style body div table tr td tbody h1 p a br span".split()}


def loaded_by(letter: EmailMessage) -> Iterator[set[tuple[str, str | None]]]:
    """What a mailbox would load of it, by either parser and at every layer."""
    for html in layers(part(letter, "html")):
        whole = lxml.html.document_fromstring(html)
        for found in by_python(html), [(str(each.tag), each.get("src")) for each in whole.iter(lxml.etree.Element)]:
            yield {(tag, source) for tag, source in found if tag not in FURNITURE}


@pytest.mark.parametrize("words", ATTACKS)
def test_a_letter_loads_the_posters_it_tells_of_alone(posting: Flask, words: str) -> None:
    campaign(posting)
    with parts(posting).database.write() as session:
        home = campaigns.find(session, "biscuits")
        home.title = words
    code = enter(posting, words)
    with posting.app_context():
        with parts(posting).database.read() as session:
            edition = roundups.edition(session, day_of(NOW), "biscuits")
        assert edition
        told = letters.roundup(edition, "ada@example.org", "a" * 32)
        asked = letters.confirmation(
            Confirmation("ada@example.org", "biscuits", "a" * 32, known=False), edition.campaign
        )
    for loaded in loaded_by(told):
        assert loaded == {("img", f"{SITE}/p/{code}/thumb.jpg")}
    for loaded in loaded_by(asked):
        assert loaded == set()
