"""What a visitor meets whose browser keeps no cookies at all: everything that can be done is, the rest says why not."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.servers.chromium import PATIENCE, without_cookies
from tests.servers.site import Site

Pasted = Callable[[str], str]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def cookieless(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[BrowserContext]:
    with without_cookies(browser, base_url=site.url, java_script_enabled=request.param) as context:
        context.set_default_timeout(PATIENCE)
        yield context


def test_nothing_is_kept(cookieless: BrowserContext) -> None:
    page = cookieless.new_page()
    page.goto("/make/tabloid")
    assert cookieless.cookies() == []


def test_a_vote_says_that_it_needs_a_cookie_and_is_not_counted(cookieless: BrowserContext, pasted: Pasted) -> None:
    code, page = pasted("Crumbs for all"), cookieless.new_page()
    page.goto(f"/p/{code}")
    page.locator(".ballot").click()
    expect(page.get_by_text("Allow cookies for this site, then vote once more")).to_be_visible()
    page.goto(f"/p/{code}")
    expect(page.locator("[data-votes]")).to_have_text("0")


def test_a_duel_says_that_it_needs_a_cookie(cookieless: BrowserContext, pasted: Pasted) -> None:
    pasted("The one")
    pasted("The other")
    page = cookieless.new_page()
    page.goto("/duel")
    page.locator("button[name=pick][value=left]").click()
    expect(page.get_by_text("Allow cookies for this site, then vote once more")).to_be_visible()


def test_publishing_says_that_it_needs_a_cookie_and_keeps_the_words(cookieless: BrowserContext) -> None:
    page = cookieless.new_page()
    page.goto("/make/tabloid")
    page.locator("[data-slot]").first.fill("Cat elected")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Allow cookies for this site")
    expect(page.locator("[data-slot]").first).to_have_value("Cat elected")


def test_a_report_goes_through(cookieless: BrowserContext, pasted: Pasted) -> None:
    page = cookieless.new_page()
    page.goto(f"/p/{pasted('Rude about nobody')}/report")
    page.locator("[name=reason][value=spam]").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report received")
    page.get_by_role("link", name="Your receipt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your report is with us")
    expect(page.get_by_text("Nobody has decided about it yet")).to_be_visible()
