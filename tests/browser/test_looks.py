"""What the wall's script tells of looks, in a real window by a clock that the tests turn."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect

NEWEST = "/gallery?sort=new"
BILLS = "[data-bill]"
VOTE = re.compile(r"/p/[^/]+/vote$")
# Resolves when an observer as the page's own, but younger, has been told of every poster: then so has the page's.
ALL_OBSERVED = """bills => new Promise((resolve) => {
    const observer = new IntersectionObserver(() => { observer.disconnect(); resolve(); }, { threshold: 0.5 });
    for (const bill of bills) observer.observe(bill);
})"""
IN_VIEW = """bills => bills.filter((bill) => {
    const box = bill.getBoundingClientRect();
    return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= box.height / 2;
}).map((bill) => bill.dataset.bill)"""
HIDE = """state => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def told(page: Page) -> list[Request]:
    """What the page has told the site of looks so far."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request) if request.url.endswith("/looks") else None)
    return requests


@pytest.fixture
def above(page: Page, pasted: Callable[[str], str]) -> list[str]:
    """A wall whose clock stands still: the codes of the posters in view, which its script has begun to observe."""
    pasted("A fresh face")
    return visit(page)


def visit(page: Page) -> list[str]:
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    page.goto(NEWEST)
    return in_view(page)


def in_view(page: Page) -> list[str]:
    bills = page.locator(BILLS)
    expect(bills).not_to_have_count(0)
    bills.evaluate_all(ALL_OBSERVED)
    codes: list[str] = bills.evaluate_all(IN_VIEW)
    return codes


def leave(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('pagehide'))")


def seen(request: Request) -> list[str]:
    form = parse_qs(request.post_data or "")
    assert set(form) == {"seal", "seen"}
    return sorted(form["seen"][0].split(","))


def test_a_poster_counts_after_a_second_in_view_and_one_below_the_fold_does_not(
    page: Page, above: list[str], told: list[Request]
) -> None:
    assert above
    assert len(above) < page.locator(BILLS).count(), "one lies below the fold"
    page.clock.run_for(999)
    leave(page)
    assert told == []
    page.clock.run_for(1)
    with page.expect_response("**/looks") as answer:
        leave(page)
    assert answer.value.status == 204
    assert answer.value.request.method == "POST"
    assert seen(answer.value.request) == sorted(above)
    page.clock.run_for(60_000)
    leave(page)
    assert len(told) == 1, "each is told once"


def test_a_poster_that_is_scrolled_past_is_not_counted(page: Page, above: list[str], told: list[Request]) -> None:
    assert above
    page.clock.run_for(900)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for code in above:
        expect(page.locator(f"[data-bill='{code}']").first).not_to_be_in_viewport()
    below = in_view(page)
    page.clock.run_for(900)
    leave(page)
    assert told == []
    page.evaluate("scrollTo(0, 0)")
    for code in above:
        expect(page.locator(f"[data-bill='{code}']").first).to_be_in_viewport(ratio=0.5)
    assert not set(below) & set(in_view(page))
    page.clock.run_for(1000)
    with page.expect_response("**/looks") as answer:  # so it was watched all along
        leave(page)
    assert seen(answer.value.request) == sorted(above)


def test_nothing_is_seen_in_a_window_behind_another(page: Page, above: list[str], told: list[Request]) -> None:
    page.evaluate(HIDE, "hidden")
    page.clock.run_for(30_000)
    leave(page)
    assert told == []
    page.evaluate(HIDE, "visible")
    page.clock.run_for(1000)
    with page.expect_response("**/looks") as answer:
        page.evaluate(HIDE, "hidden")
    assert seen(answer.value.request) == sorted(above)


def test_what_came_in_view_within_four_seconds_is_told_at_once(page: Page, above: list[str]) -> None:
    assert above
    page.clock.run_for(1000)
    with page.expect_request("**/looks") as request:
        page.clock.run_for(4000)
    assert seen(request.value) == sorted(above)


def test_a_vote_tells_its_look_first_and_sends_the_walls_seal_along(
    page: Page, above: list[str], told: list[Request]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    ballot = page.locator(f"[data-bill='{above[0]}'] .ballot")
    with page.expect_response(VOTE) as answer:
        ballot.click()
    assert [url.rsplit("/", 1)[-1] for url in asked] == ["looks", "vote"]
    form = parse_qs(answer.value.request.post_data or "")
    assert form == {"value": ["1"], "seal": parse_qs(told[0].post_data or "")["seal"]}
    assert seen(told[0]) == above[:1]
    page.clock.run_for(1000)
    with page.expect_response("**/looks"):
        leave(page)
    assert seen(told[1]) == sorted(above[1:]), "it has been told"
    with page.expect_response(VOTE) as answer:
        ballot.click()
    assert parse_qs(answer.value.request.post_data or "") == {"value": ["0"]}


def test_who_has_voted_for_a_poster_is_not_told_to_look_at_it_again(
    page: Page, above: list[str], told: list[Request]
) -> None:
    with page.expect_response(VOTE):
        page.locator(f"[data-bill='{above[0]}'] .ballot").click()
    with page.expect_response(re.compile(r"/votes\?ids=")):
        page.reload()
    expect(page.locator(f"[data-bill='{above[0]}'] .ballot")).to_have_attribute("aria-pressed", "true")
    again = in_view(page)
    assert above[0] in again
    told.clear()
    page.clock.run_for(1000)
    with page.expect_response("**/looks"):
        leave(page)
    assert seen(told[0]) == sorted(set(again) - {above[0]})


def test_a_vote_on_a_permalink_tells_of_no_look(page: Page, pasted: Callable[[str], str], told: list[Request]) -> None:
    page.goto(f"/p/{pasted('By the link')}")
    with page.expect_response(VOTE) as answer:
        page.locator(".ballot").click()
    assert parse_qs(answer.value.request.post_data or "") == {"value": ["1"]}
    assert told == []


@pytest.mark.parametrize(("drawn", "tells"), [(0.24, True), (0.26, False)])
def test_where_many_look_a_page_tells_of_some(
    page: Page, pasted: Callable[[str], str], told: list[Request], drawn: float, tells: bool
) -> None:
    busy = pasted("The talk of the town")
    page.add_init_script(f"Math.random = () => {drawn}")
    mark = f'data-bill="{busy}"', f'data-bill="{busy}" data-one-in="4"'
    page.route(f"**{NEWEST}", lambda route: route.fulfill(body=route.fetch().text().replace(*mark)))
    codes = visit(page)
    assert busy in codes
    page.clock.run_for(1000)
    with page.expect_request("**/looks"):
        leave(page)
    assert seen(told[0]) == sorted(code for code in codes if tells or code != busy)


def test_further_pages_of_a_wall_are_told_under_their_own_seals(page: Page, above: list[str]) -> None:
    here = page.locator("[data-wall]").get_attribute("data-looks")
    with page.expect_response(re.compile(r"after=")):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(BILLS).nth(24)).to_be_attached()
    page.locator(BILLS).nth(24).scroll_into_view_if_needed()
    assert set(in_view(page)) & set(
        page.locator(BILLS).evaluate_all("bills => bills.slice(24).map((b) => b.dataset.bill)")
    )
    page.clock.run_for(1000)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request) if request.url.endswith("/looks") else None)
    with page.expect_response("**/looks"):
        leave(page)
    seals = [parse_qs(each.post_data or "")["seal"][0] for each in requests]
    assert len(set(seals)) == len(seals)
    assert any(seal != here for seal in seals)
