"""Campaigns, by people with browsers."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.editing import PICTURE, type_slogan
from tests.browser.visiting import Visitors, pixels
from tests.servers.site import Site


@pytest.fixture(scope="module")
def shelter(site: Site) -> Site:
    """A campaign that carries an imprint, and one whose posters wait."""
    words = ("--introduction", "We stand in the rain.", "--imprint", "Promoted by A. Pigeon, Dunkton")
    site.flask("campaign", "create", "shelter", "--title", "Bring back the shelter", *words)
    site.flask("campaign", "create", "umbrella", "--title", "Umbrellas", "--moderation", "pre")
    return site


def test_from_the_campaigns_page_to_a_poster_on_its_wall(page: Page, shelter: Site) -> None:
    page.goto("/c/shelter")
    page.get_by_role("link", name="Make one for it").click()
    page.get_by_role("link", name="The home front A stern sheet").click()  # and not the name under a poster
    expect(page).to_have_url(re.compile(r"/make/home-front\?campaign=shelter$"))
    page.goto("/make/home-front")
    without = pixels(page, PICTURE)
    page.goto("/make/home-front?campaign=shelter")
    assert pixels(page, PICTURE) != without  # the imprint is seen before anything is published
    type_slogan(page, "Keep dry and carry on")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Keep dry and carry on")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^No\. \d+$")).click()
    expect(page).to_have_url(re.compile(r"/c/shelter/thread/1#no-\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page 1 of 1")


def test_a_poster_that_waits_goes_up_when_a_moderator_approves_it(
    visit: Visitors, moderator: Page, shelter: Site
) -> None:
    maker = visit()
    maker.goto("/make/home-front?campaign=umbrella")
    maker.locator("[name=headline]").fill("Up with umbrellas")
    maker.get_by_role("button", name="Publish").click()
    expect(maker.get_by_text("It waits to be looked at.")).to_be_visible()
    maker.get_by_role("link", name="Open it").click()
    expect(maker.get_by_role("heading", level=1)).to_contain_text("waits")
    moderator.goto("/moderate?view=waiting")
    case = moderator.get_by_role("listitem").filter(has_text="Up with umbrellas")
    case.get_by_role("button", name="Approve").click()
    expect(case).to_have_count(0)
    maker.reload()
    expect(maker.get_by_role("heading", level=1)).to_contain_text("is up")
    maker.goto("/c/umbrella")
    expect(maker.get_by_role("img", name="Up with umbrellas")).to_be_visible()


def test_a_campaign_works_without_scripts(scriptless: Page, shelter: Site) -> None:
    scriptless.goto("/c/shelter")
    scriptless.get_by_role("link", name="In order", exact=True).click()
    expect(scriptless.get_by_text("Page 1 of 1").first).to_be_visible()


def test_an_operator_starts_a_campaign_with_a_header_and_ends_it(visit: Visitors, moderator: Page) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 600), "teal").save(buffer, "PNG")
    moderator.goto("/moderate/campaigns")
    moderator.get_by_role("link", name="Start a campaign").click()
    moderator.get_by_label("Address", exact=True).fill("Teal!")
    moderator.get_by_label("Title").fill("Everything in teal")
    moderator.get_by_role("button", name="Start it").click()
    expect(moderator.get_by_role("alert")).to_contain_text("small letters")
    visit.forgive("422")
    moderator.get_by_label("Address", exact=True).fill("teal")
    moderator.get_by_label("Header picture").set_input_files(
        {"name": "teal.png", "mimeType": "image/png", "buffer": buffer.getvalue()}
    )
    moderator.get_by_role("button", name="Start it").click()
    expect(moderator.get_by_text("It is saved.")).to_be_visible()
    moderator.get_by_role("link", name="End it").click()
    moderator.get_by_role("button", name="End it now").click()
    expect(moderator.get_by_text("It is over.")).to_be_visible()
    moderator.get_by_role("link", name="See its wall").click()
    expect(moderator.get_by_role("heading", name="Everything in teal")).to_be_visible()
    shown = "() => document.querySelector('.banner img').naturalWidth === 1600"
    moderator.wait_for_function(shown)
    expect(moderator.get_by_role("link", name="Make one for it")).to_have_count(0)
