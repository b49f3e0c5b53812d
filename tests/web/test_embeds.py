"""What other sites are given of a poster, read by the parsers that they use."""

import io
import json
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import bbcode
import pytest
from flask import Flask
from flask.testing import FlaskClient
from markdown_it import MarkdownIt
from PIL import Image

from billboard.core.picture.network_shapes import SHAPES
from billboard.models import State
from billboard.web import embeds
from billboard.web.inert_text import inert
from billboard.web.view_models import PosterView
from tests.application import decide, publish, sign_in
from tests.campaigns.campaigning import campaign, enter, set_state
from tests.html import Html
from tests.web.viewing import view_of

HOSTILE = [
    "Plain words",
    'He said "quoted" & <b>bold</b>',
    "</script><script>alert(1)</script>",
    "![x](javascript:alert(1)) [y](http://evil.example) `code` *star* _under_ #1",
    "[/img][/url][url=http://evil.example]mine[/url]",
    "It's 100% \\backslash\\ | pipe ~tilde~ &amp; &#60;",
    "مرحبا بالعالم 🎉",
]


@pytest.fixture(params=HOSTILE)
def given(request: pytest.FixtureRequest, lite: Flask) -> tuple[PosterView, dict[str, str]]:
    """A poster with a hostile slogan, and its codes by name."""
    poster = view_of(lite, publish(lite, str(request.param), slug="former-voter"))
    with lite.test_request_context(base_url="https://posters.example"):
        return poster, {each.id: each.text for each in embeds.codes(poster)}


def test_html_is_one_link_around_one_picture(given: tuple[PosterView, dict[str, str]]) -> None:
    poster, codes = given
    (a, link), (img, picture) = Html(codes["html"]).elements
    assert (a, img) == ("a", "img")
    assert link == {"href": f"https://posters.example/p/{poster.code}"}
    assert picture["src"] == f"https://posters.example/p/{poster.code}.jpg"
    assert picture["alt"] == inert(" ".join(poster.alt.split()))
    ((frame, attributes),) = Html(codes["frame"]).elements
    assert frame == "iframe"
    assert attributes["src"] == f"https://posters.example/p/{poster.code}/embed"


def test_markdown_is_one_link_around_one_picture(given: tuple[PosterView, dict[str, str]]) -> None:
    poster, codes = given
    (paragraph,) = (token for token in MarkdownIt("commonmark").parse(codes["markdown"]) if token.type == "inline")
    children = paragraph.children or []
    assert [token.type for token in children] == ["link_open", "image", "link_close"]
    assert children[0].attrs == {"href": f"https://posters.example/p/{poster.code}"}
    assert children[1].attrs["src"] == f"https://posters.example/p/{poster.code}.jpg"
    rendered = Html(MarkdownIt("commonmark", {"html": True}).render(codes["markdown"]))
    assert [tag for tag, _ in rendered.elements] == ["p", "a", "img"]
    assert rendered.elements[2][1]["alt"] == inert(" ".join(poster.alt.split()))


@pytest.mark.parametrize(("name", "suffix"), [("forum", ".jpg"), ("forum-small", "/thumb.jpg")])
def test_forum_code_is_one_link_around_one_picture(
    given: tuple[PosterView, dict[str, str]], name: str, suffix: str
) -> None:
    poster, codes = given
    parser = bbcode.Parser(replace_links=False)
    parser.add_simple_formatter("img", '<img src="%(value)s">', replace_links=False)
    (a, link), (img, picture) = Html(parser.format(codes[name])).elements
    assert (a, img) == ("a", "img")
    assert link["href"] == f"https://posters.example/p/{poster.code}"
    assert picture["src"] == f"https://posters.example/p/{poster.code}{suffix}"


def test_share_links_carry_words_and_address_and_no_more(given: tuple[PosterView, dict[str, str]], lite: Flask) -> None:
    poster, _ = given
    with lite.test_request_context(base_url="https://posters.example"):
        links = list(embeds.share_links(poster))
    for name, address in links:
        parts_ = urlsplit(address)
        assert parts_.scheme in ("https", "mailto", "sms"), name
        said = " ".join(value for values in parse_qs(parts_.query).values() for value in values)
        assert f"https://posters.example/p/{poster.code}" in said
        assert "\n" not in said


def test_the_page_holds_the_codes_the_cards_and_the_linked_data(app: Flask, client: FlaskClient) -> None:
    code = publish(app, HOSTILE[2])
    page = client.get(f"/p/{code}").text
    html = Html(page)
    links = {
        attributes["type"]: attributes["href"]
        for tag, attributes in html.elements
        if tag == "link" and "type" in attributes
    }
    for kind in ("application/json+oembed", "text/xml+oembed"):
        target = links[kind]
        assert target
        answer = client.get(target.partition("localhost")[2])
        assert answer.status_code == 200
    metas = {
        attributes.get("property"): attributes["content"]
        for tag, attributes in html.elements
        if tag == "meta" and "content" in attributes
    }
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert script
    data = json.loads(script[1])
    assert data["@type"] == "ImageObject"
    assert data["contentUrl"].endswith(f"/p/{code}.jpg")
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["creditText"]
    assert HOSTILE[2] in data["name"]


def test_oembed_is_a_photo_with_all_that_the_specification_asks_of_one(app: Flask, client: FlaskClient) -> None:
    code = publish(app, HOSTILE[1])
    answer = client.get("/oembed", query_string={"url": f"http://localhost/p/{code}"})
    assert answer.mimetype == "application/json"
    found = answer.get_json()
    assert (found["version"], found["type"]) == ("1.0", "photo")
    assert found["url"] == f"http://localhost/p/{code}.jpg"
    assert (found["width"], found["height"]) == (1600, 800)
    assert found["provider_url"] == "http://localhost/"
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(found)
    assert inert(HOSTILE[1]) in found["title"]
    document = client.get("/oembed", query_string={"url": f"http://localhost/p/{code}", "format": "xml"})
    assert document.mimetype == "text/xml"
    root = ElementTree.fromstring(document.data)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("bounds", "size"),
    [
        ({"maxwidth": "1600"}, (1600, 800)),
        ({"maxwidth": "1599"}, (800, 400)),
        ({"maxheight": "300"}, (400, 200)),
        ({"maxwidth": "250", "maxheight": "900"}, (200, 100)),
        ({"maxwidth": "120"}, (100, 50)),
    ],
)
def test_a_photo_keeps_to_the_bounds_and_has_the_size_it_says(
    lite: Flask, bounds: dict[str, str], size: tuple[int, int]
) -> None:
    client, code = lite.test_client(), publish(lite)
    found = client.get("/oembed", query_string={"url": f"http://localhost/p/{code}", **bounds}).get_json()
    assert (found["width"], found["height"]) == size
    picture = client.get(urlsplit(found["url"]).path)
    assert Image.open(io.BytesIO(picture.data)).size == size
    if "thumbnail_url" in found:
        small = client.get(urlsplit(found["thumbnail_url"]).path)
        assert Image.open(io.BytesIO(small.data)).size == (found["thumbnail_width"], found["thumbnail_height"])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404),
        ({"url": "http://elsewhere.example/p/abc"}, 404),
        ({"url": "http://localhost/p/nobody"}, 404),
        ({"url": "http://localhost/gallery"}, 404),
        ({"url": "http://[bad"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "{code}", "format": "yaml"}, 501),
        ({"url": "{code}", "maxwidth": "wide"}, 400),
        ({"url": "{code}", "maxwidth": "0"}, 400),
        ({"url": "{code}", "maxwidth": "99999999999999"}, 400),
        ({"url": "{code}", "maxwidth": "9"}, 404),
    ],
)
def test_oembed_answers_odd_questions_with_the_status_of_its_specification(
    lite: Flask, query: dict[str, str], status: int
) -> None:
    code = publish(lite)
    asked = {name: value.replace("{code}", f"http://localhost/p/{code}") for name, value in query.items()}
    assert lite.test_client().get("/oembed", query_string=asked).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/p/{code}?street=roadside#street",
        "http://localhost/p/{code}/",
        " HTTP://LocalHost:80/p/{code}\n",
        "https://localhost:443/p/{code}",
        "http://localhost/p/{code}.jpg",
        "http://localhost/p/{code}/embed",
        "http://localhost/p/{code}/thumb.jpg",
        "http://localhost/p/{code}/street/roadside/card.jpg",
    ],
)
def test_oembed_knows_a_poster_by_whatever_address_of_it_is_pasted(lite: Flask, address: str) -> None:
    code, client = publish(lite), lite.test_client()
    answer = client.get("/oembed", query_string={"url": address.format(code=code), "format": "JSON"})
    assert answer.get_json()["url"] == f"http://localhost/p/{code}.jpg"


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8080/p/{code}", "http://localhost.evil.example/p/{code}", "http://localhost:port/p/{code}",
     "//localhost/p/{code}", "ftp://localhost/p/{code}", "http://localhost/p/{code}/print.pdf",
     "http://localhost@evil.example/p/{code}", "http://localhost/c/{code}"],
)  # fmt: skip
def test_oembed_knows_no_other_address(lite: Flask, address: str) -> None:
    code = publish(lite)
    answer = lite.test_client().get("/oembed", query_string={"url": address.format(code=code)})
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_oembed_says_that_a_poster_waits_and_not_what_it_says(lite: Flask) -> None:
    campaign(lite, moderation="pre")
    code = enter(lite, "Hands off the tin")
    answer = lite.test_client().get("/oembed", query_string={"url": f"http://localhost/p/{code}"})
    assert answer.status_code == 401
    assert "WWW-Authenticate" in answer.headers
    assert "tin" not in answer.text


def test_oembed_is_kept_no_longer_than_a_hidden_poster_may_be_seen(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    query = {"url": f"http://localhost/p/{code}"}
    answer = client.get("/oembed", query_string=query)
    assert answer.get_json()["cache_age"] <= 60
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/oembed", query_string=query, headers=kept).status_code == 304
    decide(sign_in(lite), code, "hide", "spam")
    assert client.get("/oembed", query_string=query, headers=kept).status_code == 404


def test_a_hidden_poster_leaves_frames_oembed_and_sitemaps_at_once(app: Flask, client: FlaskClient) -> None:
    code = publish(app)
    assert client.get(f"/p/{code}/embed").status_code == 200
    assert code in client.get("/sitemap-0.xml").text
    decide(sign_in(app), code, "hide", "spam")
    assert client.get(f"/p/{code}/embed").status_code == 410
    assert client.get("/oembed", query_string={"url": f"http://localhost/p/{code}"}).status_code == 404
    assert code not in client.get("/sitemap-0.xml").text
    for path in ("w400.jpg", "shape/square.jpg", "qr.svg"):
        assert client.get(f"/p/{code}/{path}").status_code == 410


def test_a_frame_may_stand_anywhere_and_runs_nothing(lite: Flask) -> None:
    client = lite.test_client()
    code = publish(lite)
    framed, page = client.get(f"/p/{code}/embed"), client.get(f"/p/{code}")
    policy = framed.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "<script" not in framed.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert page.headers["X-Frame-Options"] == "DENY"
    for path in (f"/p/{code}.jpg", "/make", "/mine", "/nowhere"):
        assert client.get(path).headers["X-Frame-Options"] == "DENY", path


def test_a_frame_asks_for_votes_only_where_they_are_taken(lite: Flask) -> None:
    campaign(lite)
    code, client = enter(lite), lite.test_client()
    assert "0 votes: vote" in client.get(f"/p/{code}/embed").text
    set_state(lite, State.ENDED)
    framed = client.get(f"/p/{code}/embed").text
    assert "0 votes" in framed
    assert "0 votes: vote" not in framed


@pytest.mark.parametrize("slug", SHAPES)
def test_a_poster_is_whole_in_every_networks_shape(lite: Flask, slug: str) -> None:
    client = lite.test_client()
    code = publish(lite, slug="keep-going")
    picture = client.get(f"/p/{code}/shape/{slug}.jpg?download")
    assert Image.open(io.BytesIO(picture.data)).size == SHAPES[slug].size
    assert (
        f"billboard-{code}-{slug}-{'x'.join(map(str, SHAPES[slug].size))}.jpg" in picture.headers["Content-Disposition"]
    )
    assert (
        client.get(f"/p/{code}/shape/{slug}.jpg", headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304
    )


def test_shapes_and_sizes_there_are_not_are_not_found(lite: Flask) -> None:
    client = lite.test_client()
    code = publish(lite)
    for path in ("shape/round.jpg", "w401.jpg", "w0.jpg"):
        assert client.get(f"/p/{code}/{path}").status_code == 404


def test_a_hidden_picture_is_gone_from_every_cache_within_a_minute(lite: Flask) -> None:
    kept = lite.test_client().get(f"/p/{publish(lite)}.jpg").headers["Cache-Control"]
    ages = {name: int(value) for name, value in re.findall(r"([a-z-]+)=(\d+)", kept)}
    stale = ages["stale-while-revalidate"]
    assert ages["s-maxage"] + stale + ages["max-age"] + stale <= 60
    assert stale > 0


def test_a_hidden_posters_code_is_a_picture_still_and_leads_nowhere(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    drawn = client.get(f"/p/{code}/qr.svg")
    decide(sign_in(lite), code, "hide", "spam")
    gone = client.get(f"/p/{code}/qr.svg", headers={"If-None-Match": drawn.headers["ETag"]})
    assert (gone.status_code, gone.mimetype) == (410, "image/svg+xml")
    assert gone.data != drawn.data
    assert ElementTree.fromstring(gone.data).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_qr_code_is_an_svg_of_its_own(lite: Flask) -> None:
    code = publish(lite)
    drawn = lite.test_client().get(f"/p/{code}/qr.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert ElementTree.fromstring(drawn.data).tag == "{http://www.w3.org/2000/svg}svg"
