"""Duels by mouse, by keys, by finger, and without scripts."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from playwright.sync_api import APIResponse, Page, Response, expect

from tests.browser.visiting import PHONE, Visitors, tab_to
from tests.waiting import wait_until

RING = re.compile(r"/duel$")
NEXT = re.compile(r"/duel/next")


def shown(page: Page) -> list[str]:
    """The addresses of the two posters on show."""
    return [str(link.get_attribute("href")) for link in page.locator("[data-page]").all()]


def enter(page: Page) -> list[str]:
    """Go to a pair, and wait until the one after it has come."""
    with page.expect_response(NEXT):
        page.goto("/duel")
    return shown(page)


def is_verdict(answer: Response) -> bool:
    return answer.request.method == "POST" and bool(RING.search(answer.url))


def clock(answer: Response | APIResponse) -> datetime:
    """What the site's own clock said, to the second."""
    return parsedate_to_datetime(answer.headers["date"])


def look_for_long_enough(page: Page, dealt: Response) -> None:
    """At a pair that came with that answer, as long as its page asks for it."""
    asked = timedelta(seconds=float(page.locator("[data-look]").get_attribute("data-look") or ""))
    wait_until(lambda: clock(page.request.get("/healthz")) - clock(dealt) > asked)


def test_the_poster_that_is_pressed_wins_and_the_next_pair_comes(page: Page) -> None:
    first = enter(page)
    with page.expect_response(is_verdict) as verdict:
        page.locator("[data-side=right] button").click()
    assert verdict.value.json()["page"] == first[1]
    expect(page.locator("[data-page]").first).not_to_have_attribute("href", first[0])
    assert not set(first) & set(shown(page))
    expect(page.locator("[data-crowd] a")).to_have_attribute("href", first[1])
    expect(page.locator("[data-crowd]")).to_contain_text("was your pick.")
    expect(page.locator(".picked, .passed")).to_have_count(0)


@pytest.mark.parametrize(
    ("key", "outcome", "winner"),
    [("ArrowLeft", "counted", 0), ("2", "counted", 1), ("Space", "skipped", None), ("s", "skipped", None)],
)
def test_keys_pick_and_skip(page: Page, key: str, outcome: str, winner: int | None) -> None:
    first = enter(page)
    with page.expect_response(is_verdict) as verdict:
        page.keyboard.press(key)
    told = verdict.value.json()
    assert told["outcome"] == outcome
    if winner is not None:
        assert told["page"] == first[winner]
    expect(page.locator("[data-page]").first).not_to_have_attribute("href", first[0])


def test_letter_keys_can_be_turned_off_for_good(page: Page) -> None:
    enter(page)
    page.locator("[data-letters]").uncheck()
    enter(page)
    expect(page.locator("[data-letters]")).not_to_be_checked()
    first = shown(page)
    page.keyboard.press("1")
    with page.expect_response(is_verdict) as verdict:
        page.keyboard.press("ArrowRight")
    assert verdict.value.json()["page"] == first[1]


def test_the_space_bar_picks_where_a_poster_has_the_focus_and_the_focus_stays(page: Page) -> None:
    first = enter(page)
    tab_to(page, "[data-side=left] button")
    with page.expect_response(is_verdict) as verdict:
        page.keyboard.press("Space")
    assert verdict.value.json()["page"] == first[0]
    expect(page.locator("[data-page]").first).not_to_have_attribute("href", first[0])
    expect(page.locator("[data-side=left] button")).to_be_focused()
    expect(page.locator("#notice")).to_contain_text("Next pair. Left:")


def test_a_finger_picks_on_a_phone_where_both_posters_are_in_sight(visit: Visitors) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    first = enter(page)
    for side in ("left", "right"):
        expect(page.locator(f"[data-side={side}] button")).to_be_in_viewport(ratio=1)
    with page.expect_response(is_verdict) as verdict:
        page.locator("[data-side=left] button").tap()
    assert verdict.value.json()["page"] == first[0]


def test_a_pick_that_did_not_get_through_brings_the_pair_back(page: Page, visit: Visitors) -> None:
    first = enter(page)
    page.route(RING, lambda route: route.abort())
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#notice")).to_contain_text("did not get through")
    assert shown(page) == first
    page.unroute(RING)
    with page.expect_response(is_verdict) as verdict:
        page.keyboard.press("ArrowLeft")
    assert verdict.value.json()["page"] == first[0]
    visit.forgive("ERR_FAILED")


def test_a_duel_is_fought_and_skipped_without_any_script(scriptless: Page) -> None:
    scriptless.goto("/duel")
    with scriptless.expect_navigation() as came:
        scriptless.locator("[data-side=left] button").click()
    expect(scriptless.get_by_role("status").first).to_contain_text("Look at both, then pick.")
    first = shown(scriptless)  # a guest is dealt another pair, to be looked at too
    look_for_long_enough(scriptless, came.value)
    scriptless.locator("[data-side=left] button").click()
    expect(scriptless.locator(".crowd a")).to_have_attribute("href", first[0])
    second = shown(scriptless)
    assert second != first
    scriptless.get_by_role("button", name="Skip this pair").click()
    scriptless.wait_for_url("**/duel")
    expect(scriptless.locator("[data-page]").first).to_be_visible()
    assert shown(scriptless) not in (first, second)


def test_the_cross_is_drawn_unless_the_visitor_wants_things_still(visit: Visitors) -> None:
    moving = []
    for motion in ("no-preference", "reduce"):
        page = visit(reduced_motion=motion)
        enter(page)
        moving.append(
            page.evaluate(
                """document.querySelector('.corner').classList.add('picked'),
                document.querySelector('.mark .cross').getAnimations().length"""
            )
        )
    assert moving == [1, 0]


def test_the_wall_and_the_front_page_lead_to_the_duels(page: Page) -> None:
    for address in ("/", "/gallery?sort=duel"):
        page.goto(address)
        page.locator("main").get_by_role("link", name="Judge a duel").click()
        page.wait_for_url("**/duel")
