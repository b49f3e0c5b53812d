"""The desk as one tired moderator has it in one hand."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, StorageState, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.pasting import report
from tests.browser.visiting import DESK, PHONE, Visitors
from tests.servers.site import Site

DECIDED = re.compile(r"/moderate/(p/[^/]+|decide)$")
LEAST = 44  # px, of what a thumb presses all night
VIEWS = ["/moderate", "/moderate?view=hidden", "/moderate?view=recent", "/moderate/switches", "/moderate/me"]


@pytest.fixture
def phone(visit: Visitors, signed_in: StorageState) -> Page:
    return visit(viewport=PHONE, has_touch=True, is_mobile=True, storage_state=signed_in)


def case(page: Page, code: str) -> Locator:
    return page.locator(f"[data-case='{code}']")


@pytest.mark.parametrize("path", VIEWS)
def test_without_scripts_the_tab_of_the_page_is_in_sight_and_the_others_are_two_taps_away(
    visit: Visitors, signed_in: StorageState, path: str
) -> None:
    phone = visit(viewport=PHONE, has_touch=True, java_script_enabled=False, storage_state=signed_in)
    phone.goto(path)
    tabs = phone.get_by_role("navigation", name="Moderation")
    shown = tabs.locator("> ul > li > a:visible, summary")
    for box in [each.bounding_box() for each in shown.all()]:
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= LEAST
    expect(shown.filter(has=phone.locator(":scope[aria-current]")).or_(tabs.locator(".here, .there"))).to_have_count(1)
    tabs.locator("summary").tap()
    tabs.get_by_role("link", name="Journal").tap()
    phone.wait_for_url("**/moderate/journal")


def test_what_is_under_more_is_clean_and_closes_by_escape_or_beside_it(phone: Page) -> None:
    phone.goto("/moderate/switches")
    load_axe(phone)
    menu = phone.locator("[data-more]")
    for viewport in (PHONE, DESK):
        phone.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        menu.locator("summary").click()
        assert faults(phone) + overhang(phone) == []
        phone.keyboard.press("Escape")
        expect(menu.locator("summary")).to_be_focused()
        expect(menu.get_by_role("link", name="You")).to_be_hidden()
    menu.locator("summary").click()
    phone.get_by_role("main").click(position={"x": 2, "y": 300})
    expect(menu.get_by_role("link", name="You")).to_be_hidden()
    rows = phone.locator(".bench-bar .tabs > li:visible").evaluate_all(
        "tabs => new Set(tabs.map((each) => each.getBoundingClientRect().top)).size"
    )
    assert rows == 1


def test_a_decision_that_does_not_get_through_says_so_and_keeps_what_was_chosen(
    phone: Page, pasted: Callable[[str], str], request_context: APIRequestContext, visit: Visitors
) -> None:
    code = pasted("Hidden in a tunnel")
    report(request_context, code, "libel")
    phone.goto(f"/moderate/case/{code}")
    phone.context.set_offline(True)
    _choose(phone, code)
    expect(phone.locator("#notice")).to_contain_text("nothing was done")
    case(phone, code).get_by_role("button", name="Hide", exact=True).tap()
    _expect_choice(phone)
    phone.context.set_offline(False)
    with phone.expect_response(DECIDED) as answer:
        phone.get_by_role("button", name="Hide it").tap()
    assert answer.value.ok
    visit.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_decision_after_the_session_has_ended_loses_nothing(
    visit: Visitors, site: Site, pasted: Callable[[str], str], request_context: APIRequestContext
) -> None:
    password = site.flask("create-moderator", "dozer").strip()
    phone = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto("/moderate/login")
    _enter(phone, password)
    code = pasted("Hidden after a nap")
    report(request_context, code, "libel")
    phone.goto(f"/moderate/case/{code}")
    again = site.flask("create-moderator", "dozer").strip()  # whose sessions end with that
    _choose(phone, code)
    phone.wait_for_url("**/moderate/login")
    _enter(phone, again)
    phone.wait_for_url(f"**/moderate/case/{code}")
    expect(phone.locator("#notice")).to_contain_text("nothing was decided")
    case(phone, code).get_by_role("button", name="Hide", exact=True).tap()
    _expect_choice(phone)
    with phone.expect_response(DECIDED) as answer:
        phone.get_by_role("button", name="Hide it").tap()
    assert answer.value.ok


def _choose(phone: Page, code: str) -> None:
    case(phone, code).get_by_role("button", name="Hide", exact=True).tap()
    phone.get_by_label("Advertising or flooding").check()
    phone.get_by_label("Note for the log").fill("Typed with one thumb")
    phone.get_by_role("button", name="Hide it").tap()


def _expect_choice(phone: Page) -> None:
    expect(phone.get_by_label("Advertising or flooding")).to_be_checked()
    expect(phone.get_by_label("Note for the log")).to_have_value("Typed with one thumb")


def _enter(phone: Page, password: str) -> None:
    phone.get_by_label("Name").fill("dozer")
    phone.get_by_label("Password").fill(password)
    phone.get_by_role("button", name="Sign in").tap()
    phone.wait_for_url(re.compile("/moderate(/case/.*)?$"))
