"""The seal of previews in a real browser: brought by the page, asked for where it is missing or has gone."""

import re
from itertools import pairwise

from playwright.sync_api import Page, Request, Route, expect

from tests.browser.visiting import Visitors
from tests.waiting import wait_until


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


SLOW = 600  # ms that a picture takes


def watch_pictures(page: Page) -> None:
    """Note when pictures are asked for, in ms since the page began, with which words, and how many at once. Slowly."""
    page.evaluate(
        """slow => {
          window.asked = []; window.underWay = 0; window.most = 0;
          const fetched = window.fetch;
          window.fetch = async (address, options) => {
            const { pathname, searchParams } = new URL(address, location);
            if (!pathname.endsWith("/preview.jpg")) return fetched(address, options);
            window.asked.push([performance.now(), searchParams.get("headline")]);
            window.most = Math.max(window.most, ++window.underWay);
            await new Promise((resolve) => setTimeout(resolve, slow));
            return fetched(address, options).finally(() => { window.underWay -= 1; });
          };
        }""",
        SLOW,
    )


def test_whoever_types_steadily_sees_it_drawn_and_the_newest_words_last(page: Page) -> None:
    page.goto("/make/the-queue")
    watch_pictures(page)
    field = page.locator("[name=headline]")
    field.select_text()
    field.press_sequentially("The queue is the destination now", delay=60)
    wait_until(lambda: page.evaluate("window.asked.at(-1)?.[1]") == "The queue is the destination now")
    times = [moment for moment, _ in page.evaluate("window.asked")]
    assert len(times) >= 3  # while they typed, and not once at the end
    assert page.evaluate("window.most") == 1
    assert min(later - earlier for earlier, later in pairwise(times)) >= SLOW
    expect(page.locator("[data-status]")).to_have_text("This is how it will be pasted")


def test_a_picture_that_was_refused_for_now_is_asked_for_again_by_itself(page: Page, visit: Visitors) -> None:
    page.goto("/make/the-queue")
    refusal = {"message": "Much has been drawn for your network just now. Go on in 3 seconds.", "problems": {}}
    page.route(
        "**/preview.jpg?*", lambda route: route.fulfill(status=429, json=refusal, headers={"Retry-After": "3"}), times=1
    )
    page.locator("[name=headline]").fill("Patience is a queue")
    expect(page.locator("[data-status]")).to_contain_text("Go on in 3 seconds. The last picture stays up.")
    page.get_by_role("button", name="Preview").click()  # it is not drawn before it may be, and nothing says it is
    assert "Drawing" not in page.locator("[data-status]").inner_text()
    expect(page.locator("[data-status]")).to_have_text("This is how it will be pasted")
    visit.forgive("429")
