"""Votes: at once with scripts, on a page of their own without."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.visiting import Visitors
from tests.servers.site import Site

VOTE = re.compile(r"/p/[^/]+/vote$")


def test_a_vote_is_shown_before_the_server_has_answered(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Vote at once')}")
    held: list[Route] = []
    page.route(VOTE, lambda route: held.append(route))
    with page.expect_request(VOTE):
        page.locator(".ballot").click()
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-votes]")).to_have_text("1")
    with page.expect_response(VOTE):
        held[0].continue_()
    expect(page.locator("[data-votes]")).to_have_text("1")


def test_a_vote_is_still_there_after_a_reload(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Vote and stay')}")
    with page.expect_response(VOTE) as answer:
        page.locator(".ballot").click()
    assert answer.value.json() == {"voted": True, "votes": 1}
    with page.expect_response(re.compile(r"/votes\?ids=")):
        page.reload()
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-votes]")).to_have_text("1")


def test_a_vote_on_the_wall_marks_the_permalink_too(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Vote from the wall")
    page.goto("/gallery?sort=new")
    with page.expect_response(VOTE):
        page.locator(f"[data-code='{code}'] button").click()
    page.goto(f"/p/{code}")
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "true")


def test_a_vote_is_taken_back_by_pressing_again(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Vote and repent')}")
    with page.expect_response(VOTE):
        page.locator(".ballot").click()
    with page.expect_response(VOTE) as answer:
        page.locator(".ballot").click()
    assert answer.value.json() == {"voted": False, "votes": 0}
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-votes]")).to_have_text("0")


def test_quick_presses_settle_on_the_last(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Vote in a dither")
    page.goto(f"/p/{code}")
    held: list[Route] = []
    page.route(VOTE, lambda route: held.append(route), times=1)
    with page.expect_request(VOTE):
        page.locator(".ballot").click()
    for _ in range(3):
        page.locator(".ballot").click()
    with page.expect_response(lambda response: "value=0" in (response.request.post_data or "")) as answer:
        held[0].continue_()
    assert answer.value.json() == {"voted": False, "votes": 0}
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "false")


def test_the_vote_button_says_what_it_does(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Vote by ear')}")
    expect(page.get_by_role("button", name=re.compile("^Vote.*Vote by ear"))).to_be_visible()


def test_a_second_vote_from_a_full_network_is_refused_and_taken_back(
    visit: Visitors, strict_site: Site, strict_poster: str
) -> None:
    first, second = visit(at=strict_site), visit(at=strict_site)
    first.goto(f"/p/{strict_poster}")
    with first.expect_response(VOTE) as answer:
        first.locator(".ballot").click()
    assert answer.value.ok
    second.goto(f"/p/{strict_poster}")
    with second.expect_response(VOTE) as refusal:
        second.locator(".ballot").click()
    assert refusal.value.status == 429
    expect(second.get_by_role("status")).to_have_text(refusal.value.json()["message"])
    expect(second.locator(".ballot")).to_have_attribute("aria-pressed", "false")
    expect(second.locator("[data-votes]")).to_have_text("1")
    visit.forgive("429")


def test_a_vote_that_did_not_get_through_is_taken_back(
    page: Page, pasted: Callable[[str], str], visit: Visitors
) -> None:
    page.goto(f"/p/{pasted('Vote into the void')}")
    page.route(VOTE, lambda route: route.abort())
    page.locator(".ballot").click()
    expect(page.get_by_role("status")).to_contain_text("did not get through")
    expect(page.locator(".ballot")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-votes]")).to_have_text("0")
    visit.forgive("ERR_FAILED")


def test_a_vote_is_cast_and_taken_back_without_any_script(scriptless: Page, pasted: Callable[[str], str]) -> None:
    scriptless.goto(f"/p/{pasted('Vote by paper')}")
    scriptless.locator(".ballot").click()
    expect(scriptless.get_by_role("heading", name="Your vote is in")).to_be_visible()
    expect(scriptless.get_by_text("now has 1 vote.")).to_be_visible()
    scriptless.get_by_role("button", name="Take it back").click()
    expect(scriptless.get_by_role("heading", name="No vote from you")).to_be_visible()
