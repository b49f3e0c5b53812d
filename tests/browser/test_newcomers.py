"""What the wall's script tells of newcomers, in a real window."""

from collections.abc import Callable
from urllib.parse import parse_qs

from playwright.sync_api import Page, Request


def test_a_newcomer_counts_after_a_second_in_view_and_one_below_the_fold_does_not(
    page: Page, pasted: Callable[[str], str]
) -> None:
    pasted("A fresh face")
    page.goto("/gallery")
    newcomers = page.locator("[data-newcomer]")
    above = [code for code in newcomers.evaluate_all(IN_VIEW) if code]
    told: list[Request] = []
    page.on("request", lambda request: told.append(request) if request.url.endswith("/shown") else None)
    with page.expect_response("**/shown") as answer:
        page.wait_for_timeout(1500)
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert answer.value.status == 204
    assert answer.value.request.method == "POST"
    form = parse_qs(answer.value.request.post_data or "")
    assert above
    assert sorted(form["seen"][0].split(",")) == sorted(above)
    assert set(form) == {"seal", "seen"}
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert len(told) == 1


IN_VIEW = """bills => bills.map((bill) => {
    const box = bill.getBoundingClientRect();
    const shown = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return shown >= box.height / 2 ? bill.dataset.bill : "";
})"""


def test_a_newcomer_that_is_scrolled_past_is_not_counted(page: Page, pasted: Callable[[str], str]) -> None:
    pasted("Here and gone")
    told: list[Request] = []
    page.on("request", lambda request: told.append(request) if request.url.endswith("/shown") else None)
    page.goto("/gallery")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(100)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert told == []
