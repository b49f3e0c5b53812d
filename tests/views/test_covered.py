"""A covered poster at every address: under its card where its place is kept, and nowhere that puts it forward."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from itertools import product
from typing import NamedTuple

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from billboard.accounts import people
from billboard.core.days import day_of
from billboard.core.picture.tombstones import covered_card
from billboard.models import Descent, Kinship, Newcomer, State
from billboard.posters import covers, posters
from billboard.roundup import roundups
from billboard.settings import live
from billboard.switches.standing import Switch
from tests.application import NOW, parts, publish
from tests.campaigns.campaigning import campaign, enter, set_state
from tests.moderation.covering import cover, is_covered, lift
from tests.publishing import paste
from tests.statements import asked_for
from tests.switches.pulling import turn

WORDS, PARENT = "Zyxgloop for everybody", "Nothing to see"
CARD = re.compile(r'<details class="cover">.*?</details>', re.DOTALL)
PUTS_FORWARD = ("/", "/gallery", "/gallery?sort=duel", "/campaigns", "/duel", "/sitemap-0.xml")
FEEDS = ("/feed.atom", "/feed.atom?sort=hot", "/c/biscuits/feed.atom", "/c/biscuits/feed.atom?sort=hot")
FRAMES = (
    "/c/biscuits/embed",
    "/c/biscuits/embed?sort=new",
    "/c/biscuits/embed?sort=top",
    "/c/biscuits/embed?q=zyxgloop",
)
KEEPS_ITS_PLACE = (
    "/gallery?sort=new",
    "/gallery?sort=top",
    "/gallery?q=zyxgloop",
    "/gallery?q=zyxgloop&sort=new",
    "/c/biscuits?sort=new",
    "/c/biscuits?sort=top",
    "/c/biscuits?q=zyxgloop",
    "/c/biscuits/thread/1",
)
OWN = ("claim.fresh",)  # its maker's
PICTURES = ("image/jpeg", "image/png", "image/x-icon", "image/vnd.microsoft.icon", "application/pdf")


class Covered(NamedTuple):
    app: Flask
    code: str
    parent: str  # whose answer it is


@pytest.fixture
def covered(app: Flask) -> Covered:
    campaign(app)
    parent, answer = enter(app, PARENT), enter(app, WORDS, now=NOW + timedelta(minutes=1))
    for number in range(3):
        publish(app, f"Something else {number}")
    with parts(app).database.write() as session:
        both = [posters.find(session, code).id for code in (answer, parent)]
        session.add(Descent(poster_id=both[0], parent_id=both[1], kinship=Kinship.REBUTTAL))
    cover(app, answer)
    return Covered(app, answer, parent)


def addresses(covered: Covered) -> Iterator[tuple[str, str]]:
    """Endpoint and path of what answers a GET without a sign-in and names a poster, a campaign or nothing."""
    site, adapter = parts(covered.app), covered.app.url_map.bind("localhost")
    values: dict[str, list[str | int]] = {
        "code": [covered.code, covered.parent],
        "slug": ["biscuits", *list(site.templates)[:1], *list(site.scenes)[:1], "6-sheet"],
        "kind": ["answers", "remixes"],
        "width": [400],
        "page": [1],
        "number": [0],
        "size": ["small", "card"],
        "variant": [""],
    }
    for rule in covered.app.url_map.iter_rules():
        public = not rule.rule.startswith(("/moderate", "/static", "/operate"))
        if "GET" not in (rule.methods or ()) or not public or not rule.arguments <= values.keys():
            continue
        names = sorted(rule.arguments)
        for chosen in product(*(values[name] for name in names)):
            try:
                yield rule.endpoint, adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))
            except BuildError:
                continue


def test_no_address_there_is_shows_the_words_but_under_the_card(covered: Covered) -> None:
    client, seen = covered.app.test_client(), set[str]()
    for endpoint, path in addresses(covered):
        answer = client.get(path)
        if endpoint not in OWN and answer.status_code == 200 and answer.mimetype not in PICTURES:
            seen.add(endpoint)
            assert "Zyxgloop" not in CARD.sub("", unescape(answer.text)), path
        answer.close()
    assert {"gallery.front", "gallery.wall", "poster.page", "votes.page", "reporting.report", "embed.frame"} <= seen
    assert {"feeds.wall", "campaign.thread", "campaign.embed", "descendants.wall", "crawlers.block"} <= seen


@pytest.mark.parametrize("path", [*PUTS_FORWARD, *FEEDS, *FRAMES])
def test_what_the_site_puts_forward_leaves_it_out(covered: Covered, path: str) -> None:
    client = covered.app.test_client()
    assert covered.code not in client.get(path).text
    lift(covered.app, covered.code)
    if path != "/duel":  # which draws two of those there are
        assert covered.code in client.get(path).text


@pytest.mark.parametrize("path", KEEPS_ITS_PLACE)
def test_where_everything_hangs_it_keeps_its_place_under_the_card(covered: Covered, path: str) -> None:
    page = covered.app.test_client().get(path).text
    assert page.count('<details class="cover">') == 1
    assert f"/p/{covered.code}" in CARD.sub("", page)  # its page, and its vote
    assert "Zyxgloop" in "".join(CARD.findall(page))


def test_duels_neither_offer_it_nor_count_it(covered: Covered) -> None:
    client = covered.app.test_client()
    for _ in range(8):
        pair = re.findall(r'href="/p/([a-z0-9]+)" data-page', client.get("/duel").text)
        assert len(pair) == 2
        assert covered.code not in pair


def test_its_own_page_has_the_card_and_a_preview_of_its_link_tells_nothing(covered: Covered) -> None:
    page = covered.app.test_client().get(f"/p/{covered.code}").text
    assert len(CARD.findall(page)) == 1
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta property="og:title" content="Covered until somebody has looked">' in page
    assert f"/p/{covered.code}/card.jpg" in page
    assert "ld+json" not in page


def between(page: str, start: str, end: str) -> list[str]:
    return re.findall(re.escape(start) + ".*?" + re.escape(end), page, re.DOTALL)


def test_its_page_says_of_it_what_an_uncovered_ones_says(covered: Covered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FRESH", 0.0)  # a switch is felt at once
    app, client = covered.app, covered.app.test_client()
    with parts(app).database.write() as session:
        posters.find(session, covered.code, lock=True).apart = 7
    turn(app, Switch.VOTING)
    under = client.get(f"/p/{covered.code}").text
    lift(app, covered.code)
    open_ = client.get(f"/p/{covered.code}").text
    for page in (under, open_):
        assert "7 votes are set apart until a moderator has looked." in page
        assert "Looking, publishing and reporting work as ever." in page
        assert "data-votes" not in page
    for start, end in [('<p class="related', "</p>"), ('<p class="spoof">', "Claim it</a>"), ("7 votes are", "</a>")]:
        found = between(under, start, end)
        assert found
        assert found == between(open_, start, end)


def somebody(session: Session) -> int:
    people.create_moderator(session, "ada", now=NOW)
    ada = people.named(session, "ada")
    assert ada
    return ada.id


@pytest.mark.parametrize("by_rule", [True, False])
def test_it_says_who_covered_it_and_not_who_might_have(covered: Covered, by_rule: bool) -> None:
    with parts(covered.app).database.write() as session:
        poster = posters.find(session, covered.code, lock=True)
        cover_of = covers.latest(session, poster)
        assert cover_of
        cover_of.moderator_id = None if by_rule else somebody(session)
    page = " ".join(unescape(covered.app.test_client().get(f"/p/{covered.code}").text).split())
    by_people, by_one = page.count("People in several places"), page.count("A moderator wants a second pair of eyes")
    assert (by_people > 0, by_one > 0) == (by_rule, not by_rule)
    told = re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"', page)
    assert len(set(told)) == 1
    assert ("reported" in told[0]) is by_rule


def test_its_picture_goes_on_and_its_cards_are_neutral(covered: Covered) -> None:
    client = covered.app.test_client()
    for path in ("", "/thumb", "/w400"):
        answer = client.get(f"/p/{covered.code}{path}.jpg")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.data != covered_card()
    scene = next(each.slug for each in parts(covered.app).scenes.values())
    cards = [client.get(f"/p/{covered.code}{path}") for path in ("/card.jpg", f"/street/{scene}/card.jpg")]
    assert [(card.status_code, card.data) for card in cards] == [(200, covered_card())] * 2
    assert Image.open(io.BytesIO(cards[0].data)).size == (1200, 630)
    tag = cards[0].headers["ETag"]
    lift(covered.app, covered.code)
    again = client.get(f"/p/{covered.code}/card.jpg", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.data != covered_card()


def test_oembed_is_neutral_at_every_size(covered: Covered) -> None:
    client = covered.app.test_client()
    asked = {"url": f"http://localhost/p/{covered.code}"}
    whole = client.get("/oembed", query_string=asked).get_json()
    assert (whole["type"], whole["width"], whole["height"]) == ("photo", 1200, 630)
    assert whole["url"].endswith(f"/p/{covered.code}/card.jpg")
    small = client.get("/oembed", query_string=asked | {"maxwidth": "300"}).get_json()
    assert small["type"] == "link"
    assert "url" not in small
    assert whole["title"] == small["title"] == "Covered until somebody has looked"


def test_a_frame_of_it_elsewhere_has_the_card(covered: Covered) -> None:
    page = covered.app.test_client().get(f"/p/{covered.code}/embed").text
    assert 'class="cover"' in page
    assert "<title>a covered poster" in page


def test_its_campaigns_own_preview_is_the_next_posters_card(covered: Covered) -> None:
    page = covered.app.test_client().get("/c/biscuits?sort=new").text
    (card,) = re.findall(r'og:image" content="[^"]*/p/([a-z0-9]+)/card.jpg', page)
    assert card == covered.parent


def test_round_ups_leave_it_out_the_last_one_too(covered: Covered) -> None:
    app, client = covered.app, covered.app.test_client()
    for code in (covered.code, covered.parent):
        client.post(f"/p/{code}/vote", data={"value": "1"}, headers={"Sec-Fetch-Site": "same-origin"})
    with parts(app).database.read() as session:
        told = [roundups.edition(session, day_of(NOW), wall) for wall in ("", "biscuits")]
    assert all(each and covered.code not in [row.code for row in each.rows] for each in told)
    set_state(app, State.ENDED)
    with parts(app).database.read() as session:
        last = roundups.edition(session, day_of(NOW), "biscuits")
    assert last is not None
    assert [row.code for row in last.rows] == [covered.parent]
    page = client.get("/c/biscuits").text
    assert 'class="winners"' in page
    assert "Zyxgloop" not in CARD.sub("", page)
    assert covered.code not in client.get("/c/biscuits/embed").text


def test_a_newcomer_gets_the_rest_of_its_views_once_it_is_uncovered(app: Flask) -> None:
    code = publish(app, WORDS)
    with parts(app).database.write() as session:
        newcomer = session.get_one(Newcomer, posters.find(session, code).id)
        newcomer.shown = newcomer.turn = 7
    cover(app, code)
    with parts(app).database.read() as session:
        assert session.get(Newcomer, posters.find(session, code).id) is None
    lift(app, code)
    with parts(app).database.read() as session:
        assert session.get_one(Newcomer, posters.find(session, code).id).shown == 7


def test_whoever_had_seen_all_of_its_views_gives_it_no_more(app: Flask) -> None:
    code = publish(app, WORDS)
    with parts(app).database.write() as session:
        session.delete(session.get_one(Newcomer, posters.find(session, code).id))
    cover(app, code)
    lift(app, code)
    with parts(app).database.read() as session:
        assert session.get(Newcomer, posters.find(session, code).id) is None


def test_a_wall_of_covered_posters_asks_no_more_than_any(app: Flask) -> None:
    codes = [publish(app, f"{WORDS} {number}") for number in range(4)]
    before = len(asked_for(app, "/gallery?sort=new").statements)
    for code in codes:
        cover(app, code)
    assert len(asked_for(app, "/gallery?sort=new").statements) == before


def test_its_maker_reads_why_and_how_long(app: Flask) -> None:
    client = app.test_client()
    code, _ = paste(client, app, WORDS)
    claim = client.get(f"/p/{code}/claim", headers={"Accept": "application/json"}).get_json()["claim"]
    path = claim.partition("localhost")[2]
    cover(app, code)
    page = client.get(path).text
    assert "is covered" in page
    assert "come before all others that are reported for as grave a thing" in " ".join(page.split())
    lift(app, code, now=NOW + timedelta(minutes=40))
    assert is_covered(app, code) is False
    cover(app, code, now=NOW + timedelta(hours=2))
    assert "40 minutes" in client.get(path).text


def test_pages_are_the_same_bytes_for_everybody_covered_or_not(covered: Covered) -> None:
    one, other = covered.app.test_client(), covered.app.test_client()
    other.post(f"/p/{covered.parent}/vote", data={"value": "1"}, headers={"Sec-Fetch-Site": "same-origin"})
    for path in (f"/p/{covered.code}", "/gallery?sort=new"):
        first, second = one.get(path), other.get(path)
        assert first.data == second.data
        assert "s-maxage=1" in first.headers["Cache-Control"]
        assert "Set-Cookie" not in second.headers
