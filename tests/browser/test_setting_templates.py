"""A template set, named and published by a moderator with a keyboard, from a poster that is straight already."""

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import pixels

PAPERS = {
    "title": "A pledge by the sea",
    "alt": "A candidate in a red tie before a dark blue sea.",
    "credit": "The other party",
    "right": "Parody of a published poster",
    "licence": "All rights reserved",
}
PICTURE = "[data-picture]"


def poster() -> FilePayload:
    picture = Image.new("RGB", (1600, 800), "#14213d")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((1150, 150, 1450, 450), fill="#e8b796")
    draw.rectangle((1050, 450, 1550, 800), fill="#2b2d42")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return {"name": "poster.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def straightened(page: Page) -> None:
    page.goto("/studio/new")
    page.locator("input[type=file]").first.set_input_files(poster())
    page.get_by_role("button", name="The whole picture").click()
    page.get_by_role("button", name="Straighten").click()
    expect(page.get_by_role("link", name="Next: paint out")).to_be_visible(timeout=15_000)


def test_a_template_is_set_by_keys_seen_and_published(moderator: Page) -> None:
    page = moderator
    straightened(page)
    page.goto(re.sub(r"/straighten.*", "/boxes", page.url))
    bare = pixels(page, PICTURE)
    page.get_by_role("button", name="Draw a box").press("Enter")
    box = page.get_by_role("button", name=re.compile("^Headline: "))
    expect(box).to_be_focused()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "["):
        page.keyboard.press(key)
    said = page.locator("[data-said]")
    expect(said).to_have_text(re.compile(r"^Headline: 456 from the left, .* turned by 1°"))
    expect(page.locator(PICTURE)).to_have_attribute("src", re.compile("^blob:"))
    assert pixels(page, PICTURE) != bare
    page.keyboard.press("Control+z")
    expect(said).to_have_text("Undone.")
    page.keyboard.press("Control+y")
    expect(page.locator("[data-figures-shown]")).to_contain_text("letters at most")
    load_axe(page)
    assert faults(page) == []
    assert overhang(page) == []

    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Save and go on").click()
    for name, text in PAPERS.items():
        page.locator(f"#{name}").fill(text)
    page.get_by_role("button", name="Suggest one").click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="It is up")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Make the first poster").click()
    expect(page.get_by_role("heading", name=PAPERS["title"])).to_be_visible()
