"""What must hold on each page of the site. Complaints of the console and requests to strangers fail these too."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, StorageState, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.pasting import KEYS, ask_for_round_up, paste, report
from tests.browser.visiting import DESK, PHONE, Visitors
from tests.servers.site import Site
from tests.servers.smtp import Mailroom

SEEN = re.compile(r'data-seen="([^"]+)"')
COOKIES = re.compile(r'name="source" value="(cookie-[^"]+)"')
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


@dataclass(frozen=True)
class Codes:
    """Posters in every state."""

    up: str
    hidden: str
    claim: str  # the secret of a hidden poster of which there was no appeal
    appealed: str  # and of one that waits for an answer
    letter: str  # the secret of a letter that asks about the round-up
    offender: StorageState  # the cookies of a browser that is blocked


@pytest.fixture(scope="module")
def codes(
    request_context: APIRequestContext, browser: Browser, site: Site, signed_in: StorageState, post: Mailroom
) -> Codes:
    up, hidden, appealed = (paste(request_context, text) for text in (f"Mind the {LONG}", "Down it came", "Up with it"))
    doors = [
        request_context.get(f"/p/{code}/claim", headers={"Accept": "application/json"}).json()["claim"]
        for code in (hidden, appealed)
    ]
    paste(request_context, "Mind it yourself", answer=up)
    report(request_context, up, "private", f"It names a {LONG * 4}")
    context = browser.new_context(base_url=site.url, storage_state=signed_in)
    token = dict(KEYS.findall(context.request.get("/moderate").text()))
    for code in (hidden, appealed):
        seen = SEEN.findall(context.request.get(f"/moderate/case/{code}").text())[0]
        ruling = {"action": "hide", "reason": "spam", "seen": seen}
        answer = context.request.post(f"/moderate/p/{code}", form={**token, **ruling})
        assert answer.ok, answer.status
    offender = _blocked(browser, site, context.request, paste(request_context, "Mind the offender"))
    context.close()
    site.flask("create-moderator", LONG)  # who answers instead of who hid it
    claim, waiting = (door.rpartition("/")[2] for door in doors)
    form = dict(KEYS.findall(request_context.get(f"/claim/{waiting}").text()))
    appeal = request_context.post(f"/claim/{waiting}/appeal", form={**form, "text": f"It names no {LONG * 4}"})
    assert appeal.ok, appeal.status
    site.flask("campaign", "create", "tin", "--title", "Hands off the tin", "--imprint", f"Promoted by {LONG}")
    site.flask("campaign", "create", "over", "--title", f"It is over, {LONG}", "--accent", "#f2c230")
    site.flask("campaign", "create", "first", "--title", "Looked at first", "--moderation", "pre")
    for campaign in ("tin", "over"):
        code = paste(request_context, f"Hands off {campaign}", campaign=campaign)
        assert request_context.post(f"/p/{code}/vote", form={"value": "1"}).ok
    paste(request_context, "Hands off, and wait", campaign="first")
    site.flask("campaign", "end", "over")
    return Codes(up, hidden, claim, waiting, ask_for_round_up(request_context, post), offender)


def _blocked(browser: Browser, site: Site, moderator: APIRequestContext, code: str) -> StorageState:
    """A browser that has reported a poster and is blocked for it; its network, which all share, is not."""
    context = browser.new_context(base_url=site.url)
    report(context.request, code)
    page = moderator.get(f"/moderate/bans/{code}").text()
    [source] = COOKIES.findall(page)
    form = {**dict(KEYS.findall(page)), "source": source, "hours": "24", "reason": "spam"}
    answer = moderator.post(f"/moderate/bans/{code}", form=form)
    assert answer.ok, answer.status
    state = context.storage_state()
    context.close()
    return state


def _refuse(page: Page) -> None:
    page.locator("[name=headline]").fill("")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _send_report(page: Page) -> None:
    page.get_by_label("Something else").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="Report received")).to_be_visible()


def _follow_report(page: Page) -> None:
    _send_report(page)
    page.get_by_role("link", name="Your receipt").click()
    expect(page.get_by_role("heading", name="Your report")).to_be_visible()


def _see_how_it_reads(page: Page) -> None:
    page.get_by_label("Imprint").fill(f"# {LONG * 3}\n\nWe *are* [here](https://example.org).\n\n> {LONG}")
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_role("region", name="Imprint")).to_contain_text("We are here.")


def _send_no_notice(page: Page) -> None:
    page.locator(".notice-form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _send_notice(page: Page) -> None:
    page.get_by_label("Gives away somebody's private details").check()
    page.get_by_label("Say why").fill(f"It is my {LONG * 4}")
    page.get_by_label("Who are you?").fill("Ada Pigeon")
    page.get_by_label("I believe in good faith").check()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Your notice")).to_be_visible()


def _sign_in_wrongly(page: Page) -> None:
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _ask_for_a_reason(page: Page) -> None:
    page.keyboard.press("h")
    expect(page.get_by_role("dialog")).to_be_visible()


def _open_filters(page: Page) -> None:
    page.locator(".filters summary").click()
    expect(page.locator("#only-state")).to_be_visible()


def _watch_for_a_word(page: Page) -> None:
    page.get_by_label("Word or phrase").fill("squonk the biscuits")
    page.get_by_label("Exceptions").fill(f"squonk the biscuits of {LONG}"[:150])
    page.get_by_label("Note").fill(f"Says {LONG}")
    page.get_by_role("button", name="Watch for it").click()
    page.get_by_label("What somebody might write").fill(f"Squ0nk the biscuits, {LONG}")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".tried mark")).to_have_text("Squ0nk the biscuits")


def _try_on_what_hangs(page: Page) -> None:
    page.get_by_label("Word or phrase").fill("mind")
    page.get_by_role("button", name="Try it on what hangs").click()
    expect(page.locator("#trial mark").first).to_be_visible()


def _begin_to_object(page: Page) -> None:
    expect(page.get_by_role("heading", name="Blocked for a while")).to_be_visible()
    page.get_by_role("textbox").fill(f"It was not I, it was {LONG * 4}")


def _object_without_a_word(page: Page) -> None:
    page.locator(".notice-form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _call_nowhere(page: Page) -> None:
    page.get_by_label("Whom to write to").fill(f"{LONG}@example.org")
    page.get_by_label("Webhook").fill(f"http://example.org/{LONG * 3}")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _type_no_address(page: Page) -> None:
    page.get_by_label("Your address").fill("ada@localhost")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _confirm(page: Page) -> None:
    page.get_by_role("button", name="Yes, send it").click()
    expect(page.get_by_role("heading", name="on the list")).to_be_visible()


def _leave(page: Page) -> None:
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading", name="Off the list")).to_be_visible()


@dataclass(frozen=True)
class Stop:
    """A page: its address, what is done there, and the refusal it is about."""

    path: str
    act: Callable[[Page], None] | None = None
    status: int = 200
    moderator: bool = False
    is_blocked: bool = False


STOPS = {
    "front": Stop("/"),
    "choose": Stop("/make"),
    "choose, nothing found": Stop("/make?q=zxqw"),
    "every hoarding": Stop("/make/every?slogan=Mind+the+biscuits+until+the+trains+have+been+put+back"),
    "every hoarding, refused": Stop("/make/every?slogan=Bin%E2%80%AEday", status=422),
    "editor": Stop("/make/the-candidate"),
    "editor, refused": Stop("/make/the-candidate", _refuse, 422),
    "gallery": Stop("/gallery?sort=top"),
    "gallery, nothing found": Stop("/gallery?q=zxqw"),
    "duel": Stop("/duel"),
    "gallery, by duels": Stop("/gallery?sort=duel"),
    "poster": Stop("/p/{up}"),
    "answers": Stop("/p/{up}/answers"),
    "no remixes": Stop("/p/{up}/remixes"),
    "vote": Stop("/p/{up}/vote"),
    "report": Stop("/p/{up}/report"),
    "report received": Stop("/p/{up}/report", _send_report),
    "receipt": Stop("/p/{up}/report", _follow_report),
    "claim of a hidden poster": Stop("/claim/{claim}"),
    "claim, appealed": Stop("/claim/{appealed}"),
    "campaigns": Stop("/campaigns"),
    "campaign": Stop("/c/tin"),
    "campaign, ended": Stop("/c/over"),
    "campaign in order": Stop("/c/tin/thread/1"),
    "campaign in a frame": Stop("/c/tin/embed"),
    "campaigns' desk": Stop("/moderate/campaigns", moderator=True),
    "a campaign's desk": Stop("/moderate/campaigns/tin", moderator=True),
    "editor of a campaign": Stop("/make/home-front?campaign=tin"),
    "about": Stop("/about"),
    "hot": Stop("/about/hot"),
    "numbers": Stop("/numbers"),
    "rules": Stop("/about/rules"),
    "privacy": Stop("/about/privacy"),
    "round-up": Stop("/roundup"),
    "round-up of a campaign": Stop("/roundup?campaign=tin"),
    "round-up of a campaign, refused": Stop("/roundup?campaign=tin", _type_no_address, 422),
    "round-up of a campaign that is over": Stop("/roundup?campaign=over"),
    "round-up, refused": Stop("/roundup", _type_no_address, 422),
    "round-up, asked for": Stop("/roundup/asked"),
    "round-up, did you mean it": Stop("/roundup/{letter}"),
    "round-up, leaving": Stop("/roundup/{letter}/leave"),
    "round-up, on the list": Stop("/roundup/{letter}", _confirm),
    "round-up, off the list": Stop("/roundup/{letter}/leave", _leave),
    "a campaign's end, asked": Stop("/moderate/campaigns/tin/end", moderator=True),
    "operators' desk": Stop("/operate", moderator=True),
    "settings": Stop("/operate/settings", moderator=True),
    "settings of the site": Stop("/operate/settings/site", moderator=True),
    "settings, in words": Stop("/operate/settings/words", _see_how_it_reads, moderator=True),
    "what is offered": Stop("/operate/settings/templates", moderator=True),
    "what the environment says": Stop("/operate/settings/environment", moderator=True),
    "people": Stop("/operate/people", moderator=True),
    "sign in": Stop("/moderate/login"),
    "sign in, refused": Stop("/moderate/login", _sign_in_wrongly, 422),
    "queue": Stop("/moderate", moderator=True),
    "queue, asking for a reason": Stop("/moderate", _ask_for_a_reason, moderator=True),
    "queue of the waiting": Stop("/moderate?view=waiting", moderator=True),
    "queue of appeals": Stop("/moderate?view=appeals", moderator=True),
    "queue of the hidden": Stop("/moderate?view=hidden", moderator=True),
    "queue of the recent": Stop("/moderate?view=recent", moderator=True),
    "queue of the recent, chosen from": Stop("/moderate?view=recent&age=day&state=live", _open_filters, moderator=True),
    "queue, nothing chosen": Stop("/moderate?reason=sexual&age=hour", moderator=True),
    "case": Stop("/moderate/case/{up}", moderator=True),
    "case of a hidden poster": Stop("/moderate/case/{hidden}", moderator=True),
    "found": Stop("/moderate/find?q=mind", moderator=True),
    "found, nothing": Stop("/moderate/find?q=/p/nothing22", status=404, moderator=True),
    "watched words": Stop("/moderate/words/new", _watch_for_a_word, moderator=True),
    "a word on what hangs": Stop("/moderate/words/new", _try_on_what_hangs, moderator=True),
    "all watched words": Stop("/moderate/words", moderator=True),
    "hidden words": Stop("/moderate/blocks", moderator=True),
    "votes set apart": Stop("/moderate/votes", moderator=True),
    "blocks": Stop("/moderate/bans", moderator=True),
    "block": Stop("/moderate/bans/{up}", moderator=True),
    "calls": Stop("/moderate/calls", moderator=True),
    "calls, refused": Stop("/moderate/calls", _call_nowhere, 422, moderator=True),
    "calls of a campaign": Stop("/moderate/calls/c/tin", moderator=True),
    "log": Stop("/moderate/log", moderator=True),
    "journal": Stop("/moderate/journal", moderator=True),
    "line of the journal": Stop("/moderate/journal/1", moderator=True),
    "public log": Stop("/log"),
    "public log of a day": Stop(f"/log/{datetime.now(UTC):%Y-%m-%d}"),
    "public log of a year": Stop(f"/log/{datetime.now(UTC):%Y}"),
    "blocked": Stop("/blocked", _begin_to_object, is_blocked=True),
    "blocked, refused": Stop("/blocked", _object_without_a_word, 422, is_blocked=True),
    "blocked, by nobody": Stop("/blocked"),
    "takedown": Stop("/takedown?poster={up}"),
    "takedown, refused": Stop("/takedown", _send_no_notice, 422),
    "takedown, received": Stop("/takedown?poster={up}", _send_notice),
    "no such page": Stop("/nothing/here", status=404),
    "taken down": Stop("/p/{hidden}", status=410),
}
LOOKS = [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")]


@pytest.fixture(params=STOPS)
def stop(request: pytest.FixtureRequest, visit: Visitors, codes: Codes, signed_in: StorageState) -> Page:
    """A phone at each page in turn."""
    there = STOPS[str(request.param)]
    cookies = signed_in if there.moderator else codes.offender if there.is_blocked else None
    page = visit(viewport=PHONE, storage_state=cookies)
    answer = page.goto(there.path.format(**vars(codes)))
    assert answer
    if there.act:
        there.act(page)
    else:
        assert answer.status == there.status
    if there.status != 200:
        visit.forgive(str(there.status))
    return page


def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(stop: Page) -> None:
    load_axe(stop)
    said = {}
    for viewport, scheme in LOOKS:
        stop.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        stop.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        said[f"{viewport['width']} px, {scheme}"] = faults(stop) + overhang(stop)
    assert {look: found for look, found in said.items() if found} == {}
