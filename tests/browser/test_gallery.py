"""The wall: walked along, sorted, narrowed and searched."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIRequestContext, Page, expect

from tests.browser.pasting import paste
from tests.browser.visiting import PHONE, Visitors

PAGE = 24
NEXT = "[data-more] a[rel=next]"
END = "That is the end of the wall."
NEWEST = "/gallery?sort=new"
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def long_wall(request_context: APIRequestContext) -> None:
    """Enough posters for three pages at least."""
    for number in range(2 * PAGE + 1 - 24):
        paste(request_context, f"Wall paper number {number}")


def codes(page: Page) -> list[str]:
    found = page.locator("[data-bill]").evaluate_all("bills => bills.map((bill) => bill.dataset.bill)")
    return [str(code) for code in found]


def walk(page: Page) -> list[str]:
    """All posters of the wall, by its Next links."""
    page.goto(NEWEST)
    found = codes(page)
    while page.locator(NEXT).count():
        page.locator(NEXT).click()
        page.wait_for_load_state()
        found += codes(page)
    return found


def walk_by_scrolling(page: Page) -> list[str]:
    """All posters of the wall, by turning the wheel like somebody who looks at them."""
    page.goto(NEWEST)
    page.mouse.move(100, 300)
    for _ in range(200):
        page.mouse.wheel(0, 600)
        page.evaluate(TWO_FRAMES)  # until the page has noticed
        expect(page.locator("[data-more] [aria-disabled]")).to_have_count(0)  # a page that is on its way
        if page.get_by_text(END).is_visible():
            return codes(page)
    raise AssertionError("the wall has no end")


@pytest.mark.usefixtures("long_wall")
def test_the_next_link_leads_along_the_whole_wall_without_scripts(scriptless: Page) -> None:
    found = walk(scriptless)
    assert len(found) > 2 * PAGE
    assert len(set(found)) == len(found)


@pytest.mark.usefixtures("long_wall")
def test_scrolling_pastes_the_same_posters_below(page: Page, scriptless: Page) -> None:
    assert walk_by_scrolling(page) == walk(scriptless)


@pytest.mark.usefixtures("long_wall")
def test_scrolling_says_how_many_posters_came(page: Page) -> None:
    page.goto(NEWEST)
    page.locator("[data-more]").scroll_into_view_if_needed()
    expect(page.locator("#notice")).to_have_text(re.compile(r"(\d+|One) more poster"))


@pytest.mark.usefixtures("long_wall")
def test_posters_that_arrive_by_scrolling_take_votes(page: Page) -> None:
    page.goto(NEWEST)
    page.locator("[data-more]").scroll_into_view_if_needed()
    late = page.locator(".bill .ballot").nth(PAGE)
    with page.expect_response(re.compile("/vote$")) as answer:
        late.click()
    assert answer.value.json()["voted"]
    expect(late).to_have_attribute("aria-pressed", "true")


@pytest.mark.usefixtures("long_wall")
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_nothing_moves_while_pictures_and_pages_arrive(visit: Visitors, viewport: dict[str, int]) -> None:
    page = visit(viewport=viewport)
    page.add_init_script(WATCH_SHIFTS)
    walk_by_scrolling(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") < 0.05


@pytest.mark.parametrize("path", ["/", "/make", "/make/home-front"])
def test_nothing_moves_while_a_page_loads(page: Page, path: str) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") < 0.05


def test_every_picture_keeps_its_place_and_waits_until_it_is_near(scriptless: Page) -> None:
    scriptless.goto("/gallery")
    pictures = scriptless.locator(".bill img")
    said = pictures.evaluate_all(
        "all => all.map((each) => [each.width > 0, each.getAttribute('height'), each.loading])"
    )
    assert [each[:2] for each in said] == [[True, "800"]] * PAGE
    assert said[-1][2] == "lazy"


def test_the_newest_poster_comes_first_under_new(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Fresh this minute")
    page.goto("/gallery")
    page.get_by_role("link", name="New", exact=True).click()
    expect(page.locator(".bill").first).to_have_attribute("data-bill", code)
    expect(page.get_by_role("link", name="New", exact=True)).to_have_attribute("aria-current", "true")


def test_votes_decide_the_order_under_top(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Loved by one")
    page.goto(f"/p/{code}")
    with page.expect_response(re.compile("/vote$")):
        page.locator(".ballot").click()
    page.goto("/gallery")
    page.get_by_role("link", name="Top", exact=True).click()
    page.wait_for_url("**sort=top**")
    counts = [int(count) for count in page.locator("[data-votes]").all_inner_texts()]
    assert counts[0] > 0
    assert counts == sorted(counts, reverse=True)


def test_choosing_a_period_narrows_the_wall_at_once(page: Page) -> None:
    page.goto("/gallery?sort=top")
    page.get_by_label("Pasted").select_option("day")
    page.wait_for_url("**period=day**")
    expect(page.get_by_label("Pasted")).to_have_value("day")


def test_choosing_a_template_narrows_the_wall_at_once(page: Page) -> None:
    page.goto("/gallery")
    page.get_by_label("Template").select_option("tombstone")
    page.wait_for_url("**template=tombstone**")
    titles = page.locator(".bill .imprint p a").all_inner_texts()
    assert titles
    assert {title.lower() for title in titles} == {"the tombstone"}


def test_a_search_finds_the_slogan_with_the_words(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("The quokka refuses to queue")
    page.goto("/gallery")
    page.get_by_role("searchbox").fill("queue quokka")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".bill")).to_have_count(1)
    expect(page.locator(".bill")).to_have_attribute("data-bill", code)


def test_a_search_stays_while_the_order_changes(page: Page, pasted: Callable[[str], str]) -> None:
    pasted("A wombat of one's own")
    page.goto("/gallery?q=wombat")
    page.get_by_role("link", name="Top", exact=True).click()
    page.wait_for_url("**sort=top**")
    expect(page.get_by_role("searchbox")).to_have_value("wombat")


def test_a_search_that_finds_nothing_offers_to_say_it_first(page: Page) -> None:
    page.goto("/gallery?q=zxqw")
    expect(page.get_by_role("heading", name="Bare wall")).to_be_visible()
    page.get_by_role("link", name="Say it first").click()
    page.wait_for_url("**/make")
