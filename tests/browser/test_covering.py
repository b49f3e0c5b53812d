"""A covered poster in a browser: lifted without scripts, by keyboard, and legible to everybody."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.auditing import faults, load_axe
from tests.servers.site import Sites
from tests.visitor import Visitor, paste


@pytest.fixture(scope="module")
def covered(live_server: Sites) -> tuple[str, str]:
    """The address of a site, and the path of a poster there that six networks have reported."""
    site = live_server({"TRUSTED_PROXIES": "1", "REPORT_LIMIT": "1000 per minute"})
    path = paste(Visitor(site.url))
    for number in range(6):
        reporter = Visitor(site.url, X_Forwarded_For=f"198.51.{number}.7")
        answer = reporter.fill_in(f"{path}/report", reason="threat", note="")
        assert answer.status == 200, answer.text
    return site.url, path


def test_anybody_lifts_the_card_without_scripts_and_by_keyboard(browser: Browser, covered: tuple[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (covered[1], "/gallery?sort=new", f"{covered[1]}/embed"):
        page.goto(covered[0] + path)
        card, picture = page.locator(".cover summary"), page.locator(".cover img")
        expect(card).to_contain_text("Covered until somebody has looked")
        expect(picture).to_be_hidden()
        card.focus()
        page.keyboard.press("Enter")
        expect(picture).to_be_visible()
        page.keyboard.press("Enter")
        expect(picture).to_be_hidden()
    context.close()


def test_its_pages_have_nothing_that_axe_minds(browser: Browser, covered: tuple[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in (covered[1], "/gallery?sort=new", f"{covered[1]}/report"):
        page.goto(covered[0] + path)
        load_axe(page)
        assert faults(page) == []
        page.locator(".cover summary").first.click()
        assert faults(page) == []
    context.close()
