"""One slogan is tried on every hoarding, with scripts and without; and a poster is looked at in other formats."""

import re

from playwright.sync_api import Page, expect

from billboard.core.catalogue.template_reading import load_templates
from tests.browser.visiting import Visitors
from tests.paths import ARTWORK, FONTS

TEMPLATES = load_templates(ARTWORK, FONTS)
SHAPED = next(each for each in TEMPLATES.values() if len(each.layouts) > 1)
CELLS = "[data-cells] > li"
SMALL = re.compile(r"/small\.jpg\?")


def test_words_go_up_on_every_hoarding_while_they_are_typed(page: Page) -> None:
    page.goto("/make/every", wait_until="domcontentloaded")
    expect(page.locator(CELLS)).to_have_count(len(TEMPLATES))
    with page.expect_response(re.compile(r"small\.jpg\?.*Mind\+the\+tea")):
        page.get_by_label("What should they say?").fill("Mind the tea")
    expect(page.locator("[data-tally]")).to_contain_text(f"of {len(TEMPLATES)} hoardings")
    expect(page).to_have_url(re.compile("slogan=Mind"))
    first = page.locator(f"{CELLS} img").first
    expect(first).to_have_attribute("src", re.compile(r"small\.jpg\?.*Mind\+the\+tea"))
    expect(first).to_have_js_property("naturalWidth", 400)
    page.locator(f"{CELLS} a").first.click()
    expect(page.locator("[data-editor] [name=headline], [data-editor] [name=quote]").first).to_have_value(
        "Mind the tea"
    )


def test_words_that_are_too_long_for_some_say_so_beneath(page: Page) -> None:
    page.goto("/make/every?slogan=Tea")
    page.get_by_label("What should they say?").fill(
        "We are very sorry about all of this, and so is the leaf on the line"
    )
    expect(page.get_by_role("heading", name="Not on these")).to_be_visible()
    expect(page.locator(".not-these li").first).to_contain_text("too long")


def test_every_hoarding_works_without_scripts_from_the_choose_page(scriptless: Page) -> None:
    scriptless.goto("/make")
    scriptless.get_by_label("Try your words on every hoarding").fill("Mind the tea")
    scriptless.get_by_role("button", name="Put them up").click()
    expect(scriptless.locator(CELLS).first.locator("img")).to_have_attribute("src", re.compile("small.jpg.*Mind"))
    expect(scriptless.locator("[data-tally]")).to_contain_text("hoardings")
    scriptless.locator(f"{CELLS} a").first.click()
    expect(scriptless.locator("[data-editor]")).to_be_visible()


def test_the_editor_takes_its_words_to_every_hoarding(page: Page) -> None:
    page.goto("/make/home-front")
    page.locator("[name=headline]").fill("Mind\nthe tea")
    page.get_by_label("Blackout").check(force=True)
    page.get_by_role("link", name="See it on every hoarding").click()
    expect(page.get_by_label("What should they say?")).to_have_value("Mind the tea")
    expect(page.locator('[data-slug="home-front"] img')).to_have_attribute("src", re.compile("variant=blackout"))


def test_pictures_that_did_not_arrive_say_so_and_are_asked_for_again(page: Page, visit: Visitors) -> None:
    page.goto("/make/every?slogan=Tea")
    first = page.locator(CELLS).first
    page.route(SMALL, lambda route: route.abort())
    page.get_by_label("What should they say?").fill("Coffee")
    expect(first).to_have_class("undrawn")
    expect(page.locator("#notice")).to_contain_text("did not arrive")
    page.unroute(SMALL)
    page.get_by_role("button", name="Put them up").click()
    expect(first).not_to_have_class("undrawn")
    expect(first.locator("img")).to_have_js_property("naturalWidth", 400)
    visit.forgive("ERR_FAILED")


def test_whoever_goes_on_quickly_takes_the_words_as_they_stand(page: Page) -> None:
    page.goto("/make/every?slogan=Tea")
    page.route(re.compile(r"/make/every\?"), lambda route: None)  # the grid never catches up
    page.get_by_label("What should they say?").fill("Coffee")
    page.locator('[data-slug="home-front"] a').click()
    expect(page.locator("[data-editor] [name=headline]")).to_have_value("Coffee")


def test_the_focus_stays_on_a_hoarding_while_its_words_change(page: Page) -> None:
    page.goto("/make/every?slogan=Tea")
    with page.expect_response(re.compile(r"/make/every\?slogan=Coffee")):
        page.get_by_label("What should they say?").fill("Coffee")
        page.locator(f"{CELLS} a").nth(1).focus()
    expect(page.locator(f"{CELLS} img").nth(1)).to_have_attribute("src", re.compile("Coffee"))
    expect(page.locator(f"{CELLS} a").nth(1)).to_be_focused()


def test_a_draft_comes_back_by_way_of_every_hoarding_with_the_new_words(page: Page) -> None:
    page.goto("/make/home-front")
    page.locator("[name=strapline]").fill("Ministry of Crumbs")
    page.locator("[data-kind=crown]").click()
    page.get_by_role("link", name="See it on every hoarding").click()
    page.get_by_label("What should they say?").fill("Mind the cake")
    page.locator('[data-slug="home-front"] a').click()
    page.wait_for_url("**/make/home-front?*")
    for _ in range(2):
        expect(page.locator("[name=headline]")).to_have_value("Mind the cake")
        expect(page.locator("[name=strapline]")).to_have_value("Ministry of Crumbs")
        expect(page.locator(".sticker")).to_have_count(1)
        page.reload()


def test_a_poster_is_looked_at_in_another_format(page: Page) -> None:
    format_ = list(SHAPED.layouts.values())[1].format
    page.goto(f"/make/{SHAPED.slug}")
    with page.expect_response(re.compile(rf"preview\.jpg\?.*sheet={format_.slug}")):
        page.get_by_label(format_.title, exact=True).check(force=True)
    expect(page.locator("[data-picture]")).to_have_attribute("height", str(format_.half[1]))
    expect(page.locator("[data-status]")).to_have_text(f"This is how it looks as a {format_.title.lower()}")


def test_another_format_is_shown_without_scripts(scriptless: Page) -> None:
    format_ = list(SHAPED.layouts.values())[1].format
    scriptless.goto(f"/make/{SHAPED.slug}")
    scriptless.get_by_label(format_.title, exact=True).check(force=True)
    scriptless.get_by_role("button", name="Preview").click()
    picture = scriptless.locator("[data-picture]")
    expect(picture).to_have_attribute("src", re.compile(f"sheet={format_.slug}"))
    expect(picture).to_have_attribute("height", str(format_.half[1]))
