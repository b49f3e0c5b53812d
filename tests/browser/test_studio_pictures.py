"""From a photograph to a board without its words, by keys alone."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, StorageState, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import PHONE, Visitors

WALL, POSTER = (1200, 900), (200, 250, 1000, 650)


def photograph(folder: Path) -> Path:
    """A poster with words on a wall, seen from the front."""
    picture = Image.new("RGB", WALL, "#777a70")
    draw = ImageDraw.Draw(picture)
    draw.rectangle(POSTER, "#20406c")
    draw.rectangle((300, 400, 900, 470), "#f4f0e0")
    file = BytesIO()
    picture.save(file, "JPEG")
    path = folder / "poster.jpg"
    path.write_bytes(file.getvalue())
    return path


def require_sound(page: Page) -> None:
    load_axe(page)
    assert (faults(page), overhang(page)) == ([], [])


def press(page: Page, keys: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(keys)


def test_a_photograph_is_straightened_and_painted_out_by_keys(
    visit: Visitors, signed_in: StorageState, tmp_path: Path
) -> None:
    page = visit(storage_state=signed_in, viewport=PHONE)
    page.goto("/studio/new")
    require_sound(page)
    page.get_by_label("Choose a picture").set_input_files(photograph(tmp_path))
    page.wait_for_url("**/straighten")
    require_sound(page)
    _put_corners(page)
    page.get_by_role("button", name="Straighten").press("Enter")
    expect(page.get_by_role("heading", name="It is a 48-sheet now")).to_be_visible()
    expect(page.get_by_text("Too small to print well.")).to_be_visible()
    page.get_by_role("link", name="Next: paint out").press("Enter")
    page.wait_for_url("**/paint")
    _paint_a_box(page)
    require_sound(page)


def _put_corners(page: Page) -> None:
    """The first by its mark, and the others by numbers; both say the same."""
    page.get_by_text("By numbers").press("Enter")
    left, top, right, bottom = POSTER
    for name, (x, y) in {
        "Upper left": (left + 12, top),
        "Upper right": (right, top),
        "Lower right": (right, bottom),
        "Lower left": (left, bottom),
    }.items():
        corner = page.get_by_role("group", name=name, exact=True)
        corner.get_by_label("From the left").fill(f"{x}")
        corner.get_by_label("From the top").fill(f"{y}")
        corner.get_by_label("From the top").press("Tab")
    mark = page.get_by_role("slider", name="Upper left corner")
    mark.focus()
    press(page, "Shift+ArrowLeft")
    press(page, "ArrowLeft", 2)
    expect(mark).to_have_attribute("aria-valuetext", f"{left} px from the left, {top} px from the top")
    expect(page.locator("[data-x='0']")).to_have_value(f"{left}")
    expect(page.locator("[data-loupe]")).to_be_visible()


def _paint_a_box(page: Page) -> None:
    words = page.locator("[data-said]")
    page.get_by_role("button", name="Box by keys").press("Enter")
    expect(page.get_by_role("slider", name="Upper left corner of the box")).to_be_focused()
    press(page, "Shift+ArrowUp", 3)
    press(page, "Enter")
    expect(words).to_have_text("1 area painted out.", timeout=15_000)
    expect(page.locator("[data-art]")).to_have_attribute("href", re.compile("/painted-"))
    press(page, "Control+z")
    expect(words).to_have_text("Nothing is painted out.", timeout=15_000)
    expect(page.locator("[data-art]")).to_have_attribute("href", re.compile("/board-"))
