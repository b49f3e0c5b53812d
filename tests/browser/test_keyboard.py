"""The whole job without a mouse, and for eyes that want less movement or less light."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visiting import Visitors, tab_to


def test_a_poster_is_made_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, ".hero .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/make")
    tab_to(page, "a[href$='/make/home-front']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/make/home-front")
    tab_to(page, "[name=headline]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Typed in the dark")
    tab_to(page, "[name=variant]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=variant]").nth(1)).to_be_checked()
    tab_to(page, "[data-publish]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/p/[^/]+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Typed in the dark")


def test_enter_at_the_end_of_a_line_publishes_nothing(page: Page) -> None:
    page.goto("/make/the-candidate")
    with page.expect_response(re.compile(r"/preview\.jpg\?.*strapline=The\+party")):
        page.locator("[name=strapline]").fill("The party")
        page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text("This is how it will be pasted")
    expect(page.locator("[name=strapline]")).to_be_focused()
    expect(page.get_by_role("button", name="Publish")).to_be_enabled()
    assert page.url.endswith("/make/the-candidate")


def test_every_stop_of_the_wall_and_the_permalink_shows_the_focus(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/gallery?q={pasted('Stop here')}")
    tab_to(page, "footer li:last-child a")
    page.goto(f"/p/{pasted('And stop here')}")
    tab_to(page, "footer li:last-child a")


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/gallery")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_vote_is_cast_with_the_space_bar(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Room for one cross')}")
    tab_to(page, ".ballot")
    page.keyboard.press("Space")
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".ballot")).to_be_focused()


def test_things_move_unless_the_visitor_wants_them_still(visit: Visitors, pasted: Callable[[str], str]) -> None:
    code, moving = pasted("Hold still"), []
    for motion in ("no-preference", "reduce"):
        page = visit(reduced_motion=motion)
        page.goto(f"/p/{code}")
        moving.append(
            page.evaluate(
                "document.querySelector('.ballot').click(), document.querySelector('.cross').getAnimations().length"
            )
        )
    assert moving == [1, 0]


def test_the_wall_is_dark_at_night(visit: Visitors) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme)
        page.goto("/gallery")
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness[scheme] = max(int(part) for part in re.findall(r"\d+", colour)[:3])
    assert brightness["light"] > 180
    assert brightness["dark"] < 70
