"""A maker's own door, from publishing to withdrawing, and the answers that posters get."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import Visitors
from tests.servers.chromium import Complaints
from tests.servers.site import Site

FULL = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (...given) {
  if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
  set.apply(this, given);
};
"""


def publish(page: Page, address: str, words: str) -> str:
    page.goto(address)
    page.locator("[name=headline]").fill(words)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/p/[a-z0-9]+$"))
    return page.url.rpartition("/")[2]


def test_a_maker_is_given_the_claim_and_finds_it_again_under_my_posters(
    page: Page, site: Site, complaints: Complaints
) -> None:
    code = publish(page, "/make/home-front", "Mind the kettle")
    panel = page.get_by_role("region", name="Pasted, and it is yours")
    expect(panel).to_be_visible()
    claim = panel.get_by_label("Your claim link", exact=True).input_value()
    assert re.fullmatch(rf"{re.escape(site.url)}/claim/[a-z0-9]{{32}}", claim)
    panel.get_by_text("As a code for your telephone").click()
    expect(panel.get_by_role("img", name="QR code of your claim link")).not_to_have_js_property("naturalWidth", 0)
    page.reload()
    expect(panel).to_be_hidden()
    page.get_by_role("link", name="Just pasted this? Claim it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("shown"))
    assert claim not in page.content()
    complaints.heard.clear()  # of the 404
    page.goto("/mine")
    kept = page.get_by_role("listitem").filter(has=page.locator(f'a[href="/p/{code}"]'))
    expect(kept.get_by_role("img")).to_have_attribute("alt", re.compile("Mind the kettle"))
    kept.get_by_role("link", name="Open the claim: Mind the kettle").click()
    expect(page).to_have_url(claim)
    page.go_back()
    page.get_by_role("button", name="Forget it").first.click()
    expect(page.locator(f'a[href="/p/{code}"]')).to_have_count(0)
    page.goto(claim)
    page.get_by_text("Take it down for good").click()
    page.get_by_role("button", name="Yes, take it down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("is withdrawn"))
    answer = page.request.get(f"/p/{code}.jpg")
    assert answer.status == 410


def test_a_browser_that_may_keep_nothing_says_so_while_the_link_is_in_sight(page: Page) -> None:
    page.add_init_script(FULL)
    publish(page, "/make/home-front", "Mind the lid")
    panel = page.get_by_role("region", name="Pasted, and it is yours")
    expect(panel.get_by_text("may not keep it")).to_be_visible()
    expect(panel.get_by_text("keeps it for you")).to_be_hidden()


BROKEN = [
    "{not JSON",
    '"a word"',
    '[null, 7, {"code": "../x", "secret": "y"}, {"code": "abc", "secret": "'
    + "a" * 32
    + '", "when": "never", "slogan": 7}]',
]


@pytest.mark.parametrize("kept", BROKEN)
def test_a_list_that_was_meddled_with_shows_what_is_left_of_it(page: Page, kept: str, complaints: Complaints) -> None:
    page.add_init_script(f"localStorage.setItem('posters', {json.dumps(kept)})")
    page.goto("/mine")
    if "abc" in kept:
        expect(page.locator("[data-mine] li")).to_have_count(1)
        expect(page.get_by_role("link", name="Open the claim: 7")).to_have_attribute("href", "/claim/" + "a" * 32)
        expect(page.get_by_text("Invalid")).to_have_count(0)
    else:
        expect(page.get_by_role("heading", name="Nothing kept here")).to_be_visible()
    complaints.heard.clear()  # of the picture that there is not


def test_without_scripts_the_claim_is_one_link_away(scriptless: Page) -> None:
    page = scriptless
    publish(page, "/make/home-front", "Mind the teapot")
    page.get_by_role("link", name="Just pasted this? Claim it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("yours"))
    page.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("is up"))


def test_a_poster_is_answered_and_both_face_each_other(page: Page) -> None:
    code = publish(page, "/make/home-front", "Mind the cups")
    page.get_by_role("link", name="Answer back").click()
    page.locator(f'a[href="/make/home-front?answer={code}"]').click()
    expect(page.get_by_text("An answer to")).to_be_visible()
    page.locator("[name=headline]").fill("The cups mind you")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(re.compile(r"/p/(?!" + code + r")[a-z0-9]+$"))
    both = page.get_by_role("region", name="Face to face").get_by_role("img")
    both.scroll_into_view_if_needed()
    expect(both).to_have_js_property("naturalWidth", 1600)
    expect(both).to_have_attribute("alt", re.compile("Mind the cups.*The cups mind you"))
    page.get_by_role("link", name="Mind the cups").first.click()
    expect(page.get_by_role("region", name="Answers")).to_be_visible()


def test_a_remix_starts_from_the_other_posters_words(page: Page) -> None:
    publish(page, "/make/home-front", "Mind the spoons")
    page.get_by_role("link", name="Remix it").click()
    expect(page.locator("[name=headline]")).to_have_value("Mind the spoons")


def test_an_appeal_is_answered_in_words_by_another_than_who_hid_it(
    page: Page, moderator: Page, visit: Visitors, site: Site
) -> None:
    code = publish(page, "/make/home-front", "Mind the saucers")
    claim = page.get_by_role("region", name="Pasted, and it is yours").get_by_label("Your claim link", exact=True)
    door = claim.input_value()
    moderator.goto("/moderate?view=recent")
    case = moderator.locator(f"[data-case='{code}']")
    case.get_by_role("button", name="Hide").click()
    moderator.get_by_label("Advertising or flooding").check()
    moderator.get_by_role("button", name="Hide it").click()
    expect(case).to_have_count(0)
    page.goto(door)
    expect(page.get_by_text("until")).to_be_visible()
    page.get_by_label("Why should it go up again?").fill("It sells nothing.")
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_text("A moderator will read it")).to_be_visible()
    password = site.flask("create-moderator", "second pair of eyes").strip()
    moderator.goto("/moderate?view=appeals")
    expect(case.get_by_text("You hid this, so somebody else answers:")).to_contain_text("second pair of eyes")
    expect(case.get_by_role("button", name="Uphold")).to_be_disabled()
    case.get_by_role("checkbox").check()
    moderator.keyboard.press("u")
    expect(moderator.locator("#notice")).to_contain_text("You hid this")
    expect(case).to_be_visible()
    other = visit()
    other.goto("/moderate/login")
    other.get_by_label("Name").fill("second pair of eyes")
    other.get_by_label("Password").fill(password)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/moderate")
    other.goto("/moderate?view=appeals")
    case = other.locator(f"[data-case='{code}']")
    case.get_by_label("Answer, for its maker and the log").fill("It sells saucers.")
    case.get_by_role("button", name="Uphold").click()
    expect(case).to_have_count(0)
    page.reload()
    expect(page.get_by_text("It sells saucers.")).to_be_visible()
    expect(page.get_by_text("That is final")).to_be_visible()
