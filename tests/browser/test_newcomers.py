"""What the wall's script tells of newcomers, in a real window by a clock that the tests turn."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect

NEWCOMERS = "[data-newcomer]"
# Resolves when an observer as the page's own, but younger, has been told of every newcomer: then so has the page's.
ALL_OBSERVED = """bills => new Promise((resolve) => {
    const observer = new IntersectionObserver(() => { observer.disconnect(); resolve(); }, { threshold: 0.5 });
    for (const bill of bills) observer.observe(bill);
})"""
IN_VIEW = """bills => bills.filter((bill) => {
    const box = bill.getBoundingClientRect();
    return Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= box.height / 2;
}).map((bill) => bill.dataset.bill)"""


@pytest.fixture
def told(page: Page) -> list[Request]:
    """What the page has told the site of newcomers so far."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request) if request.url.endswith("/shown") else None)
    return requests


@pytest.fixture
def above(page: Page, pasted: Callable[[str], str]) -> list[str]:
    """A wall whose clock stands still: the codes of the newcomers in view, which its script has begun to observe."""
    pasted("A fresh face")
    page.clock.install()
    page.clock.pause_at("2100-01-01")
    page.goto("/gallery")
    return in_view(page)


def in_view(page: Page) -> list[str]:
    newcomers = page.locator(NEWCOMERS)
    expect(newcomers).not_to_have_count(0)
    newcomers.evaluate_all(ALL_OBSERVED)
    codes: list[str] = newcomers.evaluate_all(IN_VIEW)
    return codes


def leave(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('pagehide'))")


def test_a_newcomer_counts_after_a_second_in_view_and_one_below_the_fold_does_not(
    page: Page, above: list[str], told: list[Request]
) -> None:
    assert above
    assert len(above) < page.locator(NEWCOMERS).count(), "one lies below the fold"
    page.clock.run_for(999)
    leave(page)
    assert told == []
    page.clock.run_for(1)
    with page.expect_response("**/shown") as answer:
        leave(page)
    assert answer.value.status == 204
    assert answer.value.request.method == "POST"
    form = parse_qs(answer.value.request.post_data or "")
    assert sorted(form["seen"][0].split(",")) == sorted(above)
    assert set(form) == {"seal", "seen"}
    page.clock.run_for(60_000)
    leave(page)
    assert len(told) == 1, "each is told once"


def test_a_newcomer_that_is_scrolled_past_is_not_counted(page: Page, above: list[str], told: list[Request]) -> None:
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
    with page.expect_response("**/shown") as answer:  # so it was watched all along
        leave(page)
    assert sorted(parse_qs(answer.value.request.post_data or "")["seen"][0].split(",")) == sorted(above)
