"""Posters that a test needs to find on the wall, made the way a browser without scripts makes them."""

import re

from playwright.sync_api import APIRequestContext

from tests.servers.smtp import Mailroom

KEYS = re.compile(r'name="(csrf_token|key)" value="([^"]+)"')
LETTER = re.compile(r"/roundup/([a-z2-7]{32})")
PLACE = re.compile(r"/p/([^/?]+)(?:/claim)?$")


def paste(
    request: APIRequestContext, headline: str, template: str = "home-front", campaign: str = "", answer: str = ""
) -> str:
    """Publish a poster; returns its code."""
    page = request.get(f"/make/{template}")
    form = {**dict(KEYS.findall(page.text())), "headline": headline, "campaign": campaign, "answer": answer}
    pasted = request.post(f"/make/{template}", form=form)
    found = PLACE.search(pasted.url)
    assert found, (pasted.status, pasted.url)
    return found[1]


def report(request: APIRequestContext, code: str, reason: str = "spam", note: str = "") -> None:
    form = dict(KEYS.findall(request.get(f"/p/{code}/report").text()))
    answer = request.post(f"/p/{code}/report", form={**form, "reason": reason, "note": note})
    assert answer.ok, answer.status


def ask_for_round_up(request: APIRequestContext, post: Mailroom, address: str = "walker@example.org") -> str:
    """Ask for the round-up; returns the secret in the letter that came of it."""
    form = dict(KEYS.findall(request.get("/roundup").text()))
    answer = request.post("/roundup", form={**form, "address": address})
    assert answer.ok, answer.status
    text = post.letters[-1].get_body(("plain",))
    assert text
    found = LETTER.search(text.get_content())
    assert found
    return found[1]
