"""The editor of a poster, opened and typed into."""

import re

from playwright.sync_api import Page, expect

PICTURE = "[data-picture]"
PREVIEWS = re.compile(r"/preview\.jpg\?")


def open_editor(page: Page, template: str = "home-front") -> None:
    page.goto(f"/make/{template}")
    expect(page.locator("[data-easel]")).to_have_attribute("data-state", "drawn")


def type_slogan(page: Page, words: str) -> None:
    """Type, and wait until the picture shows it."""
    before = page.locator(PICTURE).get_attribute("src") or ""
    with page.expect_response(PREVIEWS) as answer:
        page.locator("[name=headline]").fill(words)
    assert answer.value.ok
    expect(page.locator(PICTURE)).not_to_have_attribute("src", before)
