"""Links as people and programs mangle them lead to what was meant, in one step."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from billboard.web import embeds
from tests.application import publish
from tests.web.viewing import view_of

READ_OUT = {"a": "а", "c": "с", "e": "е", "k": "к", "m": "м", "p": "р", "x": "х", "y": "у"}  # on a Cyrillic keyboard


@pytest.mark.parametrize(
    "mangled",
    [
        "/p/{code}/",
        "/P/{upper}",
        "/p/{upper}",
        "/p/{code}.",
        "/p/{code})",
        "/p/{code}),",
        "/p/{code}!?",
        "/p/{code}…",
        "/p/{code}”",
        "/p/{code}]",
        "/p/{code}&gt;",
        "/p/{code}&quot;",
        "/p/{code}&amp;utm=x",
        "/p/{code}[/url]",
        "/p/{code}%5B/url%5D",
        "/p/{code}%255B/url%255D",
        "/p/{code}%22%3E",
        "/p/{code}<br>",
        "/p/{code}%20",
        "/p\\/{code}",
        "/p/{apart}",
        "/p/{spaced}",
        "/p/{cyrillic}",
        "/p/{wide}",
    ],
)
def test_a_poster_is_found_by_a_mangled_link(lite: Flask, mangled: str) -> None:
    code = publish(lite)
    path = mangled.format(
        code=code,
        upper=code.upper(),
        apart=f"{code[:4]}-{code[4:]}",
        spaced=f"{code[:4]} {code[4:]}",
        cyrillic="".join(READ_OUT.get(letter, letter) for letter in code),
        wide="".join(chr(ord(letter) + 0xFEE0) for letter in code),
    )
    answer = lite.test_client().get(path)
    if answer.status_code != 200:  # the Cyrillic letters of a code without any of them
        assert (answer.status_code, answer.location) == (301, f"/p/{code}")


@pytest.mark.parametrize(
    ("mangled", "meant"),
    [
        ("/gallery/", "/gallery"),
        ("/gallery/?sort=new", "/gallery?sort=new"),
        ("/GALLERY", "/gallery"),
        ("/make/", "/make"),
        ("/make/the-queue/", "/make/the-queue"),
        ("/make/the-queue).", "/make/the-queue"),
        ("/about/rules/", "/about/rules"),
        ("/p/2222222222.jpg)", "/p/2222222222.jpg"),
        ("/p/2222222222/card.jpg[/img]", "/p/2222222222/card.jpg"),
        ("/p/2222222222.JPG", "/p/2222222222.jpg"),
        ("/feed.atom/", "/feed.atom"),
    ],
)
def test_any_page_is_found_by_a_mangled_link(lite: Flask, mangled: str, meant: str) -> None:
    answer = lite.test_client().get(mangled)
    assert (answer.status_code, answer.location) == (301, meant)


@pytest.mark.parametrize(
    "path", ["/p/2222222222", "/nowhere", "/nowhere/", "/p/" + "A" * 400, "/%00", "/p/%ff", "/p/[x"]
)
def test_what_leads_nowhere_leads_nowhere_at_once(lite: Flask, path: str) -> None:
    assert lite.test_client().get(path).status_code == 404


def test_a_mangled_address_never_leads_off_the_site(lite: Flask) -> None:
    for path in ("//evil.example/p/", "/\\evil.example/gallery/", "///evil.example/gallery/", "/%2F%2Fevil.example/"):
        answer = lite.test_client().get(path)
        assert urlsplit(answer.location or "").netloc == ""
        assert not (answer.location or "").startswith("//")


def test_what_is_sent_is_not_sent_on(lite: Flask) -> None:
    assert lite.test_client().post("/gallery/").status_code == 404


def test_links_for_sharing_write_a_space_as_one(lite: Flask) -> None:
    code = publish(lite, "Two + two, please")
    with lite.test_request_context():
        links = dict(embeds.share_links(view_of(lite, code)))
    for name, link in links.items():
        query = link.partition("?")[2]
        assert "+" not in query, name
        assert "Two + two" in " ".join(value for _, value in parse_qsl(query)) or name in ("Facebook", "LinkedIn")


def test_every_download_is_named_after_its_poster(lite: Flask) -> None:
    code, client = publish(lite), lite.test_client()
    links = re.findall(r'href="([^"]+)" download', client.get(f"/p/{code}").text)
    assert len(links) >= 5
    names = [client.get(link).headers["Content-Disposition"] for link in links]
    assert all(re.fullmatch(rf'attachment; filename="billboard-{code}[a-z0-9-]*\.(jpg|svg)"', name) for name in names)
    assert len(set(names)) == len(names)
