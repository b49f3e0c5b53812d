"""A complaint arrives as a link, a code or words; the desk finds what it is about."""

from collections.abc import Sequence
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.core.errors import NotFound
from billboard.infra.link_secrets import digest, new_secret
from billboard.models import Claim, Poster
from billboard.moderation import finding
from tests.application import decide, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter


def find(app: Flask, asked: str, scope: frozenset[int] | None = None) -> Sequence[Poster]:
    with parts(app).database.read() as session:
        return finding.find(session, asked, scope)


def codes(app: Flask, asked: str, scope: frozenset[int] | None = None) -> list[str]:
    return [each.code for each in find(app, asked, scope)]


ADDRESSES = [
    "{code}",
    "  {CODE}. ",
    "https://posters.example.org/p/{code}",
    "HTTPS://POSTERS.EXAMPLE.ORG/P/{CODE}).",
    "/p/{code}.jpg",
    "posters.example.org/p/{code}/thumb.jpg?download=1",
    "https://posters.example.org/p/{code}/street/high-street.jpg",
    "https://posters.example.org/p/{code}/print.pdf?paper=a4",
    "<https://posters.example.org/p/{code}/embed>",
    "[img]https://posters.example.org/p/{code}.jpg[/img]",
    "https://posters.example.org/oembed?url={quoted}&format=json",
    "https://posters.example.org/make/home-front?remix={code}",
    "https://posters.example.org/make?answer={code}",
    "https://posters.example.org/p/{code}/report",
    "https://posters.example.org/moderate/case/{code}",
]


@pytest.mark.parametrize("form", ADDRESSES)
def test_any_address_leads_to_the_poster(lite: Flask, form: str) -> None:
    publish(lite, "Another one")
    code = publish(lite, "This one")
    quoted = quote(f"https://posters.example.org/p/{code}", safe="")
    found = find(lite, form.format(code=code, CODE=code.upper(), quoted=quoted))
    assert [each.code for each in found] == [code]


def test_a_claim_page_leads_to_the_poster(app: Flask) -> None:
    site = parts(app)
    code = publish(app)
    with site.database.write() as session:
        poster = session.scalars(select(Poster).where(Poster.code == code)).one()
        secret = new_secret()
        session.add(Claim(poster_id=poster.id, digest=digest(secret)))
    assert codes(app, f"https://posters.example.org/claim/{secret}") == [code]


@pytest.mark.parametrize(
    "form",
    ["https://x.example/c/tin/thread/1#no-2", "/c/tin/thread#2", "no. 2 of tin", "#2 in tin", "tin #2", "2 of tin"],
)
def test_a_number_in_a_campaign_leads_to_the_poster(lite: Flask, form: str) -> None:
    campaign(lite, "tin")
    enter(lite, "First", "tin")
    second = enter(lite, "Second", "tin")
    assert codes(lite, form) == [second]


def test_words_find_every_spelling_whatever_its_state(app: Flask) -> None:
    spellings = [
        "Marjorie Plumb is a thief",
        "MARJORIE PLUMB IS A TH1EF",
        "M a r j o r i e Plumb is a thief!",
        "Маrjоriе Plumb is a thieeef",
    ]
    published = [publish(app, text) for text in spellings]
    longer = publish(app, "They say M4rjorie Plumb is a thief and a liar")
    slip = publish(app, "Marjorie Plump is a thief")
    publish(app, "The bins have not been emptied")
    decide(sign_in(app), published[0], "hide", "libel")
    found = codes(app, "marjorie plumb is a thief")
    assert {*found} == {*published, longer, slip}
    assert {*found[:4]} == {*published}
    assert {*codes(app, "m4rjorie plumb")} == {*published, longer}


def test_ordinary_words_are_found_in_any_order(app: Flask) -> None:
    code = publish(app, "Fewer potholes and more pot plants")
    assert codes(app, "plants potholes") == [code]
    assert codes(app, "zxqw") == []
    assert codes(app, "") == []
    assert codes(app, "!?") == []


def test_a_campaigns_moderator_finds_its_own_posters_alone(app: Flask) -> None:
    home = campaign(app)
    inside, outside = enter(app, "Hands off the tin"), publish(app, "Hands off the tin too")
    scope = frozenset({home.id})
    assert codes(app, "hands tin", scope) == [inside]
    assert codes(app, inside, scope) == [inside]
    for address in (outside, f"/p/{outside}", "/p/nothing22"):
        with pytest.raises(NotFound, match="in your campaigns"):
            find(app, address, scope)


@pytest.mark.parametrize(
    "address", ["https://x.example/p/2222222222", "https://x.example/about", "/p/..%2f", "/claim/x"]
)
def test_an_address_of_nothing_is_told_from_words(lite: Flask, address: str) -> None:
    with pytest.raises(NotFound, match="no poster at that address"):
        find(lite, address)


@pytest.mark.parametrize("asked", ["%", "\x00", "\ud800", "a" * 9000, "%25" * 600, "' OR 1=1 --", "5 of " + "9" * 40])
def test_whatever_is_typed_is_an_answer(app: Flask, asked: str) -> None:
    assert codes(app, asked) == []
