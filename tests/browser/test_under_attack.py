"""Publishing, voting and reporting by phone while the site is under attack, with scripts and without.

That no console complains, of violations of the policy too, and nobody else is asked, the visitors' fixture asserts.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import PHONE, Visitors, visitors
from tests.servers.chromium import Complaints
from tests.servers.site import Site, Sites


@pytest.fixture(scope="module")
def attacked(live_server: Sites) -> Site:
    return live_server({"UNDER_ATTACK": "on: Somebody tipped a lorry.", "PROOF_WORK": "40"}, seeded=True)


@pytest.fixture
def visit(browser: Browser, attacked: Site, complaints: Complaints) -> Iterator[Visitors]:
    with visitors(browser, attacked, complaints) as visit:
        yield visit


@pytest.fixture
def phone(visit: Visitors) -> Page:
    return visit(viewport=PHONE, has_touch=True)


@pytest.fixture
def scriptless(visit: Visitors) -> Page:
    return visit(viewport=PHONE, has_touch=True, java_script_enabled=False)


def open_poster(page: Page) -> None:
    page.goto("/gallery?sort=new")
    page.locator(".bill > a").first.tap()
    page.wait_for_url("**/p/*")


def test_a_phone_publishes_votes_and_reports_with_a_proof(phone: Page) -> None:
    phone.goto("/make/tabloid")
    expect(phone.locator("[data-switch='under_attack']")).to_contain_text("Somebody tipped a lorry.")
    assert overhang(phone) == []
    load_axe(phone)
    assert faults(phone) == []
    phone.locator("[data-slot]").first.fill("Floods of paste")
    phone.get_by_role("button", name="Publish").tap()
    phone.wait_for_url("**/p/*")
    expect(phone.locator("h1")).to_contain_text("Floods of paste")
    for path, ballot in (("", 0), ("/gallery?sort=new", 1)):
        if path:
            phone.goto(path)
        with phone.expect_response(lambda answer: answer.request.method == "POST" and "/vote" in answer.url) as sent:
            phone.locator(".ballot").nth(ballot).tap()
        assert sent.value.status == 200
        assert sent.value.json()["voted"] is True
    open_poster(phone)
    phone.get_by_role("link", name="Report this poster").tap()
    phone.wait_for_selector("input[name=altcha]", state="attached")
    phone.locator("[name=reason][value=spam]").check()
    with phone.expect_request(lambda request: request.method == "POST") as report:
        phone.get_by_role("button", name="Send the report").tap()
    assert "altcha=ey" in (report.value.post_data or "")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Report received")


def test_a_duel_is_judged_with_a_proof(phone: Page) -> None:
    phone.goto("/duel")
    with phone.expect_response(lambda answer: answer.request.method == "POST") as sent:
        phone.locator("button[name=pick][value=left]").tap()
    assert sent.value.json()["outcome"] == "counted"


def test_without_scripts_a_poster_waits_and_a_report_goes_through(scriptless: Page) -> None:
    scriptless.goto("/make/tabloid")
    expect(scriptless.get_by_text("Without scripts your poster waits")).to_be_visible()
    scriptless.locator("[data-slot]").first.fill("Typed by hand")
    scriptless.get_by_role("button", name="Publish").tap()
    expect(scriptless.get_by_text("it was published without scripts")).to_be_visible()
    open_poster(scriptless)
    scriptless.get_by_role("link", name="Report this poster").tap()
    scriptless.locator("[name=reason][value=spam]").check()
    scriptless.get_by_role("button", name="Send the report").tap()
    expect(scriptless.get_by_role("heading", level=1)).to_contain_text("Report received")


def test_without_scripts_a_vote_says_what_it_needs(visit: Visitors, scriptless: Page) -> None:
    open_poster(scriptless)
    scriptless.locator(".ballot").tap()
    expect(scriptless.get_by_text("wants a little sum of your browser, and that takes scripts")).to_be_visible()
    visit.forgive("403")
