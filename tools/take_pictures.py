"""Photograph a running site for the README: `python tools/take_pictures.py http://127.0.0.1:8000`.

Pages are taken in headless Chromium at 1280 px, the editor also at 390 px, and written to docs/pictures as JPEG.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SLOGAN = {
    "headline": "Your parcel isn’t\nworking from home.",
    "strapline": "It was left with a neighbour, who has moved.",
}


def main(site: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        wide = browser.new_page(viewport={"width": 1280, "height": 860})
        take(wide, f"{site}/gallery", "gallery")
        wide.goto(f"{site}/make/the-queue")
        for name, text in SLOGAN.items():
            wide.fill(f"[name={name}]", text)
        take(wide, None, "maker")
        wide.click("button:not([name=preview])[type=submit], form button.button:not([name])")
        wide.wait_for_url("**/p/*")
        take(wide, None, "poster")
        phone = browser.new_page(viewport={"width": 390, "height": 760}, color_scheme="dark", device_scale_factor=2)
        take(phone, f"{site}/make/the-candidate", "maker-phone")
        browser.close()


def take(page: Page, address: str | None, name: str) -> None:
    if address:
        page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(600)  # the preview's own pause, and the picture after it
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").save(PICTURES / f"{name}.jpg", quality=86)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
