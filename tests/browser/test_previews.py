"""The seal of previews in a real browser: brought by the page, asked for where it is missing or has gone."""

import re

from playwright.sync_api import Page, Request, Route, expect

from tests.browser.visiting import Visitors


def posts_of(page: Page) -> list[str]:
    """Where the page posts to, as it does."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            seen.append(request.url.rpartition("/")[2])

    page.on("request", note)
    return seen


def drawn(page: Page, words: str) -> None:
    """Type, and wait until what is shown was drawn with the words."""
    with page.expect_response(lambda answer: "preview.jpg" in answer.url and answer.status == 200):
        page.locator("[name=headline]").fill(words)
    expect(page.locator("[data-picture]")).to_have_attribute("src", re.compile("^blob:"))


def test_the_editor_brings_its_seal_along(page: Page) -> None:
    posted = posts_of(page)
    page.goto("/make/the-queue")
    drawn(page, "No need to ask")
    assert posted == []


def test_a_page_without_a_seal_asks_for_one_when_a_field_is_first_touched(page: Page) -> None:
    def stripped(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r' data-seal="[^"]*"', "", answer.text()))

    page.route("**/make/the-queue", stripped)
    posted = posts_of(page)
    page.goto("/make/the-queue")
    assert posted == []
    drawn(page, "Asked for once")
    drawn(page, "And kept")
    assert posted == ["seal"]


def test_a_page_whose_session_has_gone_goes_on_with_a_fresh_seal(page: Page, visit: Visitors) -> None:
    page.goto("/make/the-queue")
    drawn(page, "Before")
    page.context.clear_cookies()
    posted = posts_of(page)
    drawn(page, "After")
    assert posted == ["seal"]
    visit.forgive("403")


def test_the_address_of_a_preview_shows_nothing_in_another_browser(page: Page, visit: Visitors) -> None:
    page.goto("/make/the-queue")
    address = page.locator("[data-picture]").get_attribute("src")
    assert address
    stranger = visit()
    answer = stranger.goto(address)
    assert answer
    assert answer.status == 403
    assert "image" not in answer.headers["content-type"]
    visit.forgive("403")
