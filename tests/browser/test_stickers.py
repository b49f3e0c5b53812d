"""Stickers in the editor: by mouse, by touch, by keyboard, without scripts."""

import io
import json
import re
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.browser.auditing import faults, load_axe, overhang
from tests.browser.visiting import PHONE, Visitors, tab_to

EDITOR = "/make/the-candidate"
DRAWN = re.compile("This is how it will be pasted")


def stickers(page: Page) -> list[dict[str, Any]]:
    """What the form would send."""
    return json.loads(page.locator("[name=stickers]").input_value() or "[]")  # type: ignore[no-any-return]


def put_on(page: Page, kind: str) -> Locator:
    """A sticker from the tray, once it lies on the poster."""
    page.locator(f"[data-kind={kind}]").click()
    sticker = page.locator(".sticker").last
    expect(sticker).to_be_focused()
    return sticker


def settled(page: Page) -> None:
    """Until the server's own picture is what is seen."""
    expect(page.locator("[data-canvas]")).not_to_have_class(re.compile("loose"))
    expect(page.locator("[data-status]")).to_have_text(DRAWN)


def middle(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: tuple[float, float], by: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0] / 2, start[1] + by[1] / 2)
    page.mouse.move(start[0] + by[0], start[1] + by[1])
    page.mouse.up()


def px(page: Page) -> float:
    """Pixels of the screen to the art px."""
    box = page.locator("[data-canvas]").bounding_box()
    assert box
    return box["width"] / 2400


def test_a_sticker_is_put_on_dragged_sized_and_turned_with_a_mouse(page: Page) -> None:
    page.goto(EDITOR)
    sticker = put_on(page, "crown")
    (before,) = stickers(page)
    drag(page, middle(sticker), (-120, -60))
    (moved,) = stickers(page)
    assert moved["x"] == pytest.approx(before["x"] - 120 / px(page), abs=2)
    assert moved["y"] == pytest.approx(before["y"] - 60 / px(page), abs=2)
    drag(page, middle(page.locator(".grip.size")), (30, 30))
    (sized,) = stickers(page)
    assert sized["width"] > moved["width"] * 1.2
    assert (sized["x"], sized["y"], sized["turn"]) == (moved["x"], moved["y"], 0)
    grip, centre = middle(page.locator(".grip.turn")), middle(sticker)
    drag(page, grip, (centre[1] - grip[1], centre[1] - grip[1]))  # a quarter, to the right
    (turned,) = stickers(page)
    assert turned["turn"] == pytest.approx(-90, abs=3)
    settled(page)


def test_dragging_never_loses_a_sticker_off_the_poster(page: Page) -> None:
    page.goto(EDITOR)
    drag(page, middle(put_on(page, "halo")), (-2000, -2000))
    assert [(each["x"], each["y"]) for each in stickers(page)] == [(0, 0)]


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]},
    )


def test_fingers_move_pinch_and_twist(visit: Visitors) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(EDITOR)
    page.locator("[data-kind=crown]").tap()
    sticker = page.locator(".sticker")
    expect(sticker).to_be_focused()
    settled(page)
    finger = page.context.new_cdp_session(page)
    (before,) = stickers(page)
    x, y = middle(sticker)
    touch(finger, "touchStart", (x, y))
    touch(finger, "touchMove", (x + 20, y + 10))
    touch(finger, "touchMove", (x + 40, y + 20))
    touch(finger, "touchEnd")
    (moved,) = stickers(page)
    assert moved["x"] == pytest.approx(before["x"] + 40 / px(page), abs=8)
    assert moved["y"] == pytest.approx(before["y"] + 20 / px(page), abs=8)
    x, y = middle(sticker)
    touch(finger, "touchStart", (x, y))
    touch(finger, "touchStart", (x, y), (x + 60, y))
    touch(finger, "touchMove", (x, y), (x + 80, y - 10))
    touch(finger, "touchMove", (x, y), (x, y - 90))  # half as far again, a quarter to the left
    touch(finger, "touchEnd")
    (pinched,) = stickers(page)
    assert pinched["width"] == pytest.approx(moved["width"] * 1.5, rel=0.05)
    assert pinched["turn"] == pytest.approx(90, abs=2)
    assert page.evaluate("scrollY") == 0


def test_everything_is_done_from_the_keyboard(page: Page) -> None:
    page.goto(EDITOR)
    settled(page)
    tab_to(page, "[data-kind=crown]")
    page.keyboard.press("Enter")
    sticker = page.locator(".sticker")
    expect(sticker).to_be_focused()
    expect(page.locator("#notice")).to_contain_text("Crown put on. Arrows move it")
    (before,) = stickers(page)
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowUp", "+", "[", "["):
        page.keyboard.press(key)
    (after,) = stickers(page)
    assert after == {
        **before,
        "x": before["x"] + 12 + 96,
        "y": before["y"] - 12,
        "width": round(before["width"] * 1.08),
        "turn": 10,
    }
    expect(sticker).to_have_attribute("aria-label", re.compile(r"^Crown: \d+ % across, \d+ % down, .*turned 10° left$"))
    expect(page.locator("#notice")).to_contain_text("turned 10° left")
    page.keyboard.press("Delete")
    assert stickers(page) == []
    expect(page.locator("#notice")).to_have_text("Crown peeled off.")
    expect(page.get_by_role("button", name="Put the crown back")).to_be_focused()
    page.keyboard.press("Enter")
    assert stickers(page) == [after]
    expect(sticker).to_be_focused()
    settled(page)


def test_buttons_do_what_dragging_does(page: Page) -> None:
    page.goto(EDITOR)
    put_on(page, "horns")
    (before,) = stickers(page)
    for name in ("Move left", "Move down", "Larger", "Turn right"):
        page.get_by_role("button", name=name, exact=True).click()
    (after,) = stickers(page)
    assert (after["x"], after["y"], after["turn"]) == (before["x"] - 24, before["y"] + 24, -5)
    assert after["width"] > before["width"]
    page.get_by_role("button", name="Peel off").click()
    assert stickers(page) == []


def test_six_are_the_most_and_all_come_off_and_back_together(page: Page) -> None:
    page.goto(EDITOR)
    for _ in range(6):
        put_on(page, "crown")
    assert len({(each["x"], each["y"]) for each in stickers(page)}) == 6, "none hides another"
    page.locator("[data-kind=halo]").press("Enter")
    expect(page.locator("#notice")).to_contain_text("Six stickers are all that one poster bears")
    assert len(stickers(page)) == 6
    page.get_by_role("button", name="Peel them all off").click()
    assert stickers(page) == []
    page.get_by_role("button", name="Put them back").click()
    assert len(stickers(page)) == 6
    settled(page)


def test_the_later_sticker_lies_on_top_until_another_is_brought_to_the_front(page: Page) -> None:
    page.goto(EDITOR)
    put_on(page, "crown")
    put_on(page, "halo")
    page.locator(".sticker").first.focus()
    page.get_by_role("button", name="To the front").click()
    assert [each["kind"] for each in stickers(page)] == ["halo", "crown"]


def test_a_bubble_says_what_is_typed_and_its_fault_is_told_beside_it(visit: Visitors, page: Page) -> None:
    page.goto(EDITOR)
    put_on(page, "speech-bubble")
    page.keyboard.press("Enter")
    words = page.get_by_label("What it says")
    expect(words).to_be_focused()
    words.fill("Marmalade for all")
    assert stickers(page)[0]["text"] == "Marmalade for all"
    settled(page)
    expect(page.locator(".sticker")).to_have_attribute("aria-label", re.compile("saying “Marmalade for all”"))
    words.fill("x" * 70)
    expect(page.locator("#sticker-words-count")).to_have_text("10 too many")
    expect(page.locator("#stickers-error")).to_contain_text("10 characters too long")
    words.fill("Jam")
    settled(page)
    expect(page.locator("#stickers-error")).to_be_empty()
    visit.forgive("422")


@pytest.mark.parametrize("turn", [0, 4], ids=["upright", "turned"])
def test_what_is_handled_lies_to_the_pixel_where_the_server_draws_it(visit: Visitors, turn: int) -> None:
    page = visit(viewport={"width": 800, "height": 900})
    page.goto(EDITOR)
    put_on(page, "halo")
    sticker = put_on(page, "crown")
    for _ in range(turn):
        page.keyboard.press("[")
    page.keyboard.press("Shift+ArrowRight")
    settled(page)
    held: list[Route] = []
    page.route("**/preview.jpg?*stickers=*", lambda route: held.append(route))
    with page.expect_request("**/preview.jpg?*stickers=*"):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
    expect(page.locator(".bare")).to_be_visible()
    sticker.evaluate("each => each.blur()")
    ours = Image.open(io.BytesIO(page.locator("[data-picture]").screenshot())).convert("L")
    assert held
    for route in held:
        route.continue_()
    settled(page)
    theirs = Image.open(io.BytesIO(page.locator("[data-picture]").screenshot())).convert("L")
    place = sticker.bounding_box()
    frame = page.locator("[data-picture]").bounding_box()
    assert place
    assert frame
    at = round(place["x"] - frame["x"]), round(place["y"] - frame["y"])
    box = (at[0] + 4, at[1] + 4, at[0] + round(place["width"]) - 4, at[1] + round(place["height"]) - 4)
    apart = {
        (dx, dy): ImageStat.Stat(
            ImageChops.difference(ours.crop(box), ImageChops.offset(theirs, dx, dy).crop(box))
        ).mean[0]
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    }
    there = apart.pop((0, 0))
    assert there * 1.5 < min(apart.values()), (there, apart)


def test_in_another_format_the_buttons_are_offered(page: Page) -> None:
    page.goto(EDITOR)
    page.get_by_label("6-sheet", exact=True).check(force=True)
    expect(page.locator("[data-easel]")).to_have_attribute("data-format", "6-sheet")
    page.locator("[data-kind=crown]").click()
    expect(page.get_by_role("button", name="Move left")).to_be_focused()
    expect(page.locator("#notice")).to_contain_text("The buttons above the tray move it")
    expect(page.get_by_text("Here the buttons move them")).to_be_visible()
    expect(page.get_by_text("Drag to move")).to_be_hidden()
    (before,) = stickers(page)
    page.keyboard.press("Enter")
    assert stickers(page)[0]["x"] < before["x"]


def test_a_draft_keeps_its_stickers(page: Page) -> None:
    page.goto(EDITOR)
    put_on(page, "crown")
    page.keyboard.press("ArrowUp")
    kept = stickers(page)
    settled(page)
    page.goto("/make")
    page.goto(EDITOR)
    expect(page.locator(".sticker")).to_have_count(1)
    assert stickers(page) == kept
    settled(page)


def test_a_published_poster_bears_its_stickers_and_says_so(page: Page) -> None:
    page.goto(EDITOR)
    put_on(page, "halo")
    put_on(page, "speech-bubble")
    settled(page)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/p/*")
    expect(
        page.get_by_role("img", name=re.compile("with a sprayed halo and a speech bubble saying")).first
    ).to_be_visible()


def test_one_press_publishes_on_a_phone_while_a_sticker_is_held(visit: Visitors) -> None:
    page = visit(viewport=PHONE)
    page.goto(EDITOR)
    put_on(page, "crown")
    page.get_by_role("button", name="Publish").click()  # what is above it must not move under the finger
    page.wait_for_url("**/p/*")


def test_an_address_may_bring_stickers_along(page: Page) -> None:
    field = '[{"kind":"crown","x":600,"y":300,"width":300,"turn":-20}]'
    page.goto(f"{EDITOR}?stickers={field}")
    expect(page.locator(".sticker")).to_have_count(1)
    expect(page.locator("[data-canvas]")).not_to_have_class(re.compile("loose"))
    page.locator(".sticker").focus()
    page.keyboard.press("]")
    assert stickers(page)[0]["turn"] == -25
    settled(page)


def test_stickers_work_without_scripts_and_a_refusal_keeps_them(visit: Visitors, scriptless: Page) -> None:
    page = scriptless
    page.goto(EDITOR)
    page.get_by_text("Put stickers on it").click()
    first = page.get_by_role("group", name="Sticker 1")
    first.get_by_label("Which", exact=True).select_option("Crown")
    first.get_by_label("Where").select_option("Top, left")
    first.get_by_label("How large").select_option("Small")
    first.get_by_label("Which way up").select_option("Leaning left")
    second = page.get_by_role("group", name="Sticker 2")
    second.get_by_label("Which", exact=True).select_option("Speech bubble")
    second.get_by_label("Words").fill("Bother " * 20)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("too long")
    visit.forgive("422")
    expect(first.get_by_label("Which", exact=True)).to_have_value("crown")
    expect(first.get_by_label("Which way up")).to_have_value("12")
    second.get_by_label("Words").fill("Bother")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/p/*")
    expect(
        page.get_by_role("img", name=re.compile("a sprayed crown and a speech bubble saying “Bother”")).first
    ).to_be_visible()


def test_axe_finds_nothing_wrong_while_a_sticker_is_held(visit: Visitors) -> None:
    page = visit(viewport=PHONE)
    page.goto(EDITOR)
    put_on(page, "crown")
    put_on(page, "speech-bubble")
    settled(page)
    load_axe(page)
    assert faults(page) + overhang(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    small = page.evaluate(
        """() => [...document.querySelectorAll(".graffiti button, .sticker, .grip")]
            .filter((each) => each.offsetParent)
            .map((each) => [each.className, each.offsetWidth, each.offsetHeight])
            .filter(([, width, height]) => Math.min(width, height) < 44)"""
    )
    assert [each for each in small if "sticker" not in each[0]] == []
