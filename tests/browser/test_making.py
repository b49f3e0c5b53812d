"""A poster is made: with scripts, without them, and when things go wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from billboard.core.catalogue.template_reading import load_templates
from tests.browser.editing import PICTURE, PREVIEWS, open_editor, type_slogan
from tests.browser.visiting import PHONE, Visitors, pixels
from tests.paths import ARTWORK, FONTS
from tests.servers.site import Site

TEMPLATES = load_templates(ARTWORK, FONTS)

POSTER = ".hoarding img"
PERMALINK = re.compile(r"/p/[^/]+$")
OVERRIDE = "Bin day \u202eyad niB"  # turns the rest of a line round
DRAWN = "This is how it will be pasted"


def answers(query: str) -> int:
    """How many templates hold every word of the query in their title, blurb or tags."""
    texts = [" ".join((each.title, each.blurb, *each.tags)).casefold() for each in TEMPLATES.values()]
    return sum(all(word in text for word in query.casefold().split()) for text in texts)


def test_typing_narrows_the_wall_of_templates(page: Page) -> None:
    page.goto("/make")
    shown = page.locator("#templates > li:visible")
    expect(shown).to_have_count(len(TEMPLATES))
    assert [answers(query) for query in ("kettle zxqw", "ministry")] == [0, 1]
    for query in ("kettle zxqw", "railway", "ministry"):
        page.get_by_role("searchbox").fill(query)
        expect(shown).to_have_count(answers(query))
    expect(page.get_by_role("status").first).to_have_text("1 template")


def test_a_search_that_finds_no_template_offers_them_all_again(page: Page) -> None:
    page.goto("/make")
    page.get_by_role("searchbox").fill("zxqw")
    page.get_by_role("link", name="Show them all").click()
    expect(page.locator("#templates > li:visible")).to_have_count(len(TEMPLATES))


def test_templates_are_searched_by_the_server_where_no_script_runs(scriptless: Page) -> None:
    scriptless.goto("/make")
    scriptless.get_by_role("searchbox").fill("railway")
    scriptless.get_by_role("button", name="Find").click()
    expect(scriptless.locator("#templates > li")).to_have_count(answers("railway"))


def test_the_counter_says_how_many_characters_are_left(page: Page) -> None:
    open_editor(page)
    headline, counter = page.locator("[name=headline]"), page.locator("#slot-headline-count")
    headline.fill(
        "Family \U0001f468\u200d\U0001f469\u200d\U0001f467"
    )  # the family is one character to everybody who reads it
    expect(counter).to_have_text("72 left")
    headline.fill("x" * 83)
    expect(counter).to_have_text("3 too many")


def test_the_picture_follows_the_words(page: Page) -> None:
    open_editor(page)
    before = pixels(page, PICTURE)
    type_slogan(page, "Somebody moved the biscuits")
    assert pixels(page, PICTURE) != before
    expect(page.locator("[data-status]")).to_have_text(DRAWN)


def test_the_picture_follows_the_colours(page: Page) -> None:
    open_editor(page)
    before = pixels(page, PICTURE)
    with page.expect_response(PREVIEWS) as answer:
        page.locator(".swatches label").nth(1).click()
    assert answer.value.ok
    expect(page.locator(PICTURE)).to_have_attribute("src", re.compile("^blob:"))
    assert pixels(page, PICTURE) != before


def test_refused_words_leave_the_last_good_picture_up_and_say_why(page: Page, visit: Visitors) -> None:
    open_editor(page)
    type_slogan(page, "Somebody moved the biscuits")
    before = pixels(page, PICTURE)
    page.locator("[name=headline]").fill(OVERRIDE)
    expect(page.locator("[data-easel]")).to_have_attribute("data-state", "fault")
    status = page.locator("[data-status]")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_contain_text("direction")
    expect(page.locator("[name=headline]")).to_have_attribute("aria-invalid", "true")
    assert pixels(page, PICTURE) == before
    expect(page.locator("[name=headline]")).to_have_value(OVERRIDE)
    visit.forgive("422")


def test_a_refusal_goes_away_with_its_cause(page: Page, visit: Visitors) -> None:
    open_editor(page)
    page.locator("[name=headline]").fill("")
    expect(page.locator("#slot-headline-error")).not_to_be_empty()
    page.locator("[name=headline]").fill("Better")
    expect(page.locator("#slot-headline-error")).to_be_empty()
    expect(page.locator("[data-status]")).to_have_text(DRAWN)
    visit.forgive("422")


def test_surprise_me_fills_in_a_sample_slogan(page: Page) -> None:
    open_editor(page)
    headline = page.locator("[name=headline]")
    before = headline.input_value()
    with page.expect_response(PREVIEWS) as answer:
        page.get_by_role("button", name="Surprise me").click()
    assert answer.value.ok
    first = headline.input_value()
    assert first not in ("", before)
    page.get_by_role("button", name="Surprise me").click()
    expect(headline).not_to_have_value(first)


def test_what_is_typed_while_a_picture_is_drawn_follows_it(page: Page) -> None:
    open_editor(page)
    held: list[Route] = []
    page.route(PREVIEWS, lambda route: held.append(route), times=1)
    with page.expect_request(PREVIEWS):
        page.locator("[name=headline]").fill("The first thought")
    page.locator("[name=headline]").fill("The second thought")
    page.locator("[name=headline]").fill("The third thought")
    with page.expect_request(PREVIEWS) as next_:
        held[0].continue_()
    assert "third" in next_.value.url
    expect(page.locator("[data-status]")).to_have_text(DRAWN)


def test_a_slow_preview_says_that_it_is_drawing_and_keeps_the_words(page: Page) -> None:
    open_editor(page)
    held: list[Route] = []
    page.route(PREVIEWS, lambda route: held.append(route))
    page.locator("[name=headline]").fill("Patience is a queue")
    expect(page.locator("[data-status]")).to_have_text("Drawing…")
    expect(page.locator("[name=headline]")).to_have_value("Patience is a queue")
    held[0].continue_()
    expect(page.locator("[data-status]")).to_have_text(DRAWN)


def test_a_failed_preview_says_so_and_keeps_words_and_picture(page: Page, visit: Visitors) -> None:
    open_editor(page)
    before = pixels(page, PICTURE)
    page.route(PREVIEWS, lambda route: route.abort())
    page.locator("[name=headline]").fill("The line has gone dead")
    expect(page.locator("[data-status]")).to_contain_text("did not arrive")
    expect(page.locator("[name=headline]")).to_have_value("The line has gone dead")
    assert pixels(page, PICTURE) == before
    page.unroute(PREVIEWS)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-status]")).to_have_text(DRAWN)
    visit.forgive("ERR_FAILED")


def test_a_published_poster_is_shown_at_its_permalink(page: Page) -> None:
    open_editor(page)
    type_slogan(page, "Lost: one sense of urgency")
    page.locator("[name=strapline]").fill("Last seen on Friday")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(PERMALINK)
    expect(
        page.locator(".hoarding").get_by_role("img", name="Lost: one sense of urgency / Last seen on Friday")
    ).to_be_visible()
    assert page.locator(POSTER).evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lost: one sense of urgency")


def test_the_chosen_colours_are_published(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Which colour is this')}")
    usual = pixels(page, POSTER)
    open_editor(page)
    page.locator(".swatches label").nth(2).click()
    type_slogan(page, "Which colour is this")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(PERMALINK)
    assert pixels(page, POSTER) != usual


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_on_publish_makes_one_poster(visit: Visitors, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts)
    words = "Doubly sure" if scripts else "Twice certain"
    page.goto("/make/home-front")
    page.locator("[name=headline]").fill(words)
    page.get_by_role("button", name="Publish").dblclick()
    # Looked at again and again, for as long as a page may take: the second press calls the first one’s answer off.
    expect(page).to_have_url(PERMALINK, timeout=30_000)
    page.wait_for_load_state()
    page.goto(f"/gallery?sort=new&q={words}")
    expect(page.locator(".bill")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_refused_words_are_kept_when_publishing(visit: Visitors, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts)
    page.goto("/make/home-front")
    page.locator("[name=headline]").fill(OVERRIDE)
    page.locator("[name=strapline]").fill("Keep me")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Not pasted yet")
    expect(page.locator("[name=headline]")).to_have_value(OVERRIDE)
    expect(page.locator("[name=strapline]")).to_have_value("Keep me")
    expect(page.locator("#slot-headline-error")).not_to_be_empty()
    if scripts:
        expect(page.get_by_role("alert")).to_be_focused()
    visit.forgive("422")


def test_what_was_refused_is_said_until_it_is_something_else(visit: Visitors) -> None:
    page = visit()
    page.goto("/make/home-front")
    headline, panel = page.locator("[name=headline]"), page.get_by_role("alert")
    headline.fill(OVERRIDE)
    page.locator("[name=strapline]").fill("Not\u202ehere")
    page.get_by_role("button", name="Publish").click()
    expect(panel.get_by_role("link")).to_have_count(2)
    expect(panel.locator("p")).to_have_count(0)  # nothing is said twice
    headline.fill("Bin day")
    expect(panel.get_by_role("link")).to_have_count(1)
    expect(page.locator("#slot-headline-error")).to_be_empty()
    page.locator("[name=strapline]").fill("Here")
    expect(page.get_by_text("Not pasted yet")).to_be_hidden()
    headline.fill(OVERRIDE)
    expect(page.get_by_text("Not pasted yet")).to_be_visible()
    expect(panel.get_by_role("link")).to_have_count(1)
    headline.fill("Bin day, at last")
    expect(page.get_by_text("Not pasted yet")).to_be_hidden()
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(PERMALINK)
    visit.forgive("422")


def test_what_is_typed_before_the_script_has_come_counts_too(visit: Visitors) -> None:
    page = visit()
    page.goto("/make/home-front")
    page.locator("[name=headline]").fill(OVERRIDE)
    held: list[Route] = []
    page.route("**/pages/editor*.js*", lambda route: held.append(route))
    page.get_by_role("button", name="Publish").click(no_wait_after=True)
    panel = page.get_by_role("alert")
    expect(panel.get_by_role("link")).to_have_count(1)
    page.locator("[name=headline]").fill("Bin day")
    assert held
    with page.expect_response(PREVIEWS):
        for route in held:
            route.continue_()
    expect(page.get_by_text("Not pasted yet")).to_be_hidden()
    visit.forgive("422")


def test_a_word_that_is_not_taken_is_said_though_it_can_be_drawn(visit: Visitors, moderator: Page) -> None:
    moderator.goto("/moderate/words/new")
    moderator.get_by_label("Word or phrase").fill("gloopwicket")
    moderator.locator("[name=action][value=block]").check()
    moderator.get_by_role("button", name="Watch for it").click()
    expect(moderator.get_by_text("gloopwicket").first).to_be_visible()
    page = visit()
    open_editor(page)
    type_slogan(page, "Gloopwicket for all")
    told, error = page.get_by_text("Not pasted yet"), page.locator("#slot-headline-error")
    page.get_by_role("button", name="Publish").click()
    expect(told).to_be_visible()
    expect(error).to_contain_text("is not taken on this wall")
    with page.expect_response(PREVIEWS):
        page.locator("[name=strapline]").fill("Something else")
    expect(page.locator("[data-easel]")).to_have_attribute("data-state", "drawn")
    expect(error).to_contain_text("is not taken on this wall")
    expect(told).to_be_visible()
    type_slogan(page, "Biscuits for all")
    expect(error).to_be_empty()
    expect(told).to_be_hidden()
    visit.forgive("422")


@pytest.mark.usefixtures("strict_poster")
def test_words_are_kept_when_too_many_posters_come(visit: Visitors, strict_site: Site) -> None:
    page = visit(at=strict_site)
    page.goto("/make/home-front")
    page.locator("[name=headline]").fill("The second of the hour")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are kept")
    expect(page.locator("[name=headline]")).to_have_value("The second of the hour")
    visit.forgive("429")


def test_words_survive_a_reload(page: Page) -> None:
    open_editor(page)
    type_slogan(page, "Written in haste")
    page.reload()
    expect(page.locator("[name=headline]")).to_have_value("Written in haste")


def test_words_of_a_remix_survive_a_reload_and_are_not_those_of_the_next(
    page: Page, pasted: Callable[[str], str]
) -> None:
    address = f"/make/home-front?remix={pasted('Keep the kettle on')}"
    page.goto(address)
    type_slogan(page, "Keep the kettle off")
    page.reload()
    expect(page.locator("[name=headline]")).to_have_value("Keep the kettle off")
    page.goto("/make")
    page.goto(address)
    expect(page.locator("[name=headline]")).to_have_value("Keep the kettle on")


def test_the_preview_button_answers_at_once(page: Page) -> None:
    open_editor(page)
    page.route(PREVIEWS, lambda route: None)  # never arrives
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-status]")).to_have_text("Drawing…", timeout=300)


def test_the_preview_button_draws_where_no_script_runs(scriptless: Page) -> None:
    scriptless.goto("/make/home-front")
    scriptless.locator("[name=headline]").fill("By hand, as in the old days")
    with scriptless.expect_response(PREVIEWS) as answer:
        scriptless.get_by_role("button", name="Preview").click()
    assert answer.value.ok
    assert "old+days" in answer.value.url
    expect(scriptless.locator("[name=headline]")).to_have_value("By hand, as in the old days")


def test_a_poster_is_published_without_any_script(scriptless: Page) -> None:
    scriptless.goto("/make/home-front")
    scriptless.locator("[name=headline]").fill("No scripts were read")
    scriptless.locator(".swatches label").nth(1).click()
    scriptless.get_by_role("button", name="Publish").click()
    scriptless.wait_for_url(PERMALINK)
    expect(scriptless.locator(".hoarding").get_by_role("img", name="No scripts were read")).to_be_visible()


def test_what_looks_like_markup_is_shown_as_it_was_typed(pasted: Callable[[str], str], page: Page) -> None:
    page.goto(f"/p/{pasted('<img src=x onerror=alert(1)>')}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=alert(1)>")


def test_field_and_picture_are_both_in_sight_above_a_phones_keyboard(visit: Visitors) -> None:
    page = visit(viewport={"width": PHONE["width"], "height": 430}, has_touch=True, is_mobile=True)
    open_editor(page, "the-candidate")
    for name in ("opener", "headline", "strapline"):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        field, easel = page.locator(f"[name={name}]").bounding_box(), page.locator("[data-easel]").bounding_box()
        assert field
        assert easel
        assert easel["y"] >= 0
        assert easel["y"] + easel["height"] <= field["y"]
        assert field["y"] + field["height"] <= 430


def test_the_drive_by_test_follows_what_is_typed_and_is_said_once(page: Page) -> None:
    open_editor(page)
    driver = page.locator(".remarks > div").first
    type_slogan(page, "Tea")
    expect(driver).to_have_attribute("data-verdict", "yes")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/driveby?" in request.url else None)
    page.locator("[name=headline]").press_sequentially(" and then another cup of tea for the road", delay=15)
    expect(driver).to_have_attribute("data-verdict", "no")
    expect(page.locator("[data-said]")).to_contain_text("At 30 mph: no")
    assert len(asked) <= 2


def test_the_drive_by_test_says_when_it_is_behind(page: Page, visit: Visitors) -> None:
    open_editor(page)
    behind = page.locator("[data-behind]")
    page.locator("[name=headline]").fill("word " * 80)
    expect(behind).to_be_visible()
    type_slogan(page, "Tea")
    expect(behind).to_be_hidden()
    visit.forgive("422")


@pytest.mark.parametrize("failing", [PREVIEWS, re.compile(r"/driveby\?")], ids=["picture", "figures"])
def test_the_drive_by_test_owns_up_when_its_figures_do_not_come(
    page: Page, visit: Visitors, failing: re.Pattern[str]
) -> None:
    open_editor(page)
    behind = page.locator("[data-behind]")
    page.route(failing, lambda route: route.abort())
    page.locator("[name=headline]").fill("Tea")
    expect(behind).to_be_visible()
    page.unroute(failing)
    type_slogan(page, "Tea and cake")
    expect(behind).to_be_hidden()
    visit.forgive("ERR_FAILED")


def test_the_drive_by_test_is_made_where_no_script_runs(scriptless: Page) -> None:
    scriptless.goto("/make/home-front")
    scriptless.locator("[name=headline]").fill("We are sorry for the sorry state of being sorry so often")
    scriptless.get_by_role("button", name="Preview").click()
    expect(scriptless.locator(".remarks > div").first).to_have_attribute("data-verdict", "no")


def test_what_is_chosen_is_told_in_a_visitors_own_colours_too(visit: Visitors) -> None:
    page = visit(forced_colors="active")
    open_editor(page)
    for group in (".swatches", ".choices"):
        grounds = page.locator(f"{group} label").evaluate_all(
            "labels => labels.map(each => [each.matches(':has(:checked)'), getComputedStyle(each).backgroundColor])"
        )
        (chosen,) = (ground for checked, ground in grounds if checked)
        assert chosen not in [ground for checked, ground in grounds if not checked]
    publish = page.get_by_role("button", name="Publish")
    assert publish.evaluate("button => getComputedStyle(button).borderTopStyle") == "solid"
