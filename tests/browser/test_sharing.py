"""A poster leaves the house: link, forum code, picture."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.visiting import Visitors

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def copied(page: Page, button: str) -> str:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_link_is_copied(visit: Visitors, pasted: Callable[[str], str]) -> None:
    page = visit(permissions=CLIPBOARD)
    page.goto(f"/p/{pasted('Copy that')}")
    assert copied(page, "Copy Link") == page.url


def test_the_forum_code_is_copied(visit: Visitors, pasted: Callable[[str], str]) -> None:
    page = visit(permissions=CLIPBOARD)
    page.goto(f"/p/{pasted('Quote that')}")
    assert copied(page, "Copy Forum code") == f"[url={page.url}][img]{page.url}.jpg[/img][/url]"


def test_without_leave_to_copy_the_text_is_selected_instead(visit: Visitors, pasted: Callable[[str], str]) -> None:
    page = visit()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    page.add_init_script("document.execCommand = () => false")
    page.goto(f"/p/{pasted('Select that')}")
    page.get_by_role("button", name="Copy Link").click()
    expect(page.get_by_role("status")).to_contain_text("Copy it from here yourself")
    expect(page.locator("#share-link")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == page.url


def test_where_the_clipboard_is_closed_to_scripts_the_older_way_is_tried(
    visit: Visitors, pasted: Callable[[str], str]
) -> None:
    page = visit(permissions=["clipboard-read"])
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.add_init_script("addEventListener('copy', () => { window.taken = getSelection().toString() })")
    page.goto(f"/p/{pasted('Copy that anyway')}")
    page.get_by_role("button", name="Copy Link").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")
    assert page.evaluate("window.taken") == page.url
    expect(page.get_by_role("button", name="Copy Link")).to_be_focused()


def test_the_picture_is_downloaded_under_a_name_of_its_own(page: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Take me home")
    page.goto(f"/p/{code}")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download", exact=True).click()
    assert saved.value.suggested_filename == f"billboard-{code}.jpg"
    assert saved.value.path().read_bytes() == page.request.get(f"/p/{code}.jpg").body()


def test_a_street_is_chosen_in_place_and_its_link_copied(visit: Visitors, pasted: Callable[[str], str]) -> None:
    page = visit(permissions=CLIPBOARD)
    code = pasted("Look both ways")
    page.goto(f"/p/{code}")
    streets = page.get_by_role("region", name="See it on the street")
    choices = streets.get_by_role("list", name="Streets").get_by_role("link")
    expect(choices.first).to_have_attribute("aria-current", "true")
    choices.nth(1).focus()
    page.keyboard.press("Enter")
    expect(choices.nth(1)).to_have_attribute("aria-current", "true")
    expect(streets.locator("[aria-current]")).to_have_count(1)
    expect(streets.locator("figcaption")).to_have_text(choices.nth(1).inner_text())
    expect(streets.locator(".view")).to_have_class("view")  # no longer stale: the picture has come
    slug = page.url.split("street=")[1].removesuffix("#street")
    assert f"/p/{code}/street/{slug}" in streets.locator(".view img").evaluate("image => image.currentSrc")
    assert copied(page, "Copy Street link") == page.url.removesuffix("#street")


def test_a_street_that_did_not_come_can_be_chosen_again(
    page: Page, visit: Visitors, pasted: Callable[[str], str]
) -> None:
    page.goto(f"/p/{pasted('Look both ways again')}")
    streets = page.get_by_role("region", name="See it on the street")
    choice = streets.get_by_role("list", name="Streets").get_by_role("link").nth(1)
    choice.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.route(re.compile(r"/street/[a-z-]+\.jpg"), lambda route: route.abort())
    choice.click()
    expect(page.locator("#notice")).to_contain_text("That street did not come")
    page.unroute_all()
    choice.click()
    large = streets.locator(".view img")
    expect(large).to_have_js_property("complete", True)
    page.wait_for_function("image => image.naturalWidth > 0", arg=large.element_handle())
    visit.forgive("ERR_FAILED")


def test_without_scripts_each_street_is_a_page_of_its_own(scriptless: Page, pasted: Callable[[str], str]) -> None:
    code = pasted("Mind the kerb")
    scriptless.goto(f"/p/{code}")
    link = scriptless.get_by_role("list", name="Streets").get_by_role("link").nth(1)
    title = link.inner_text()
    link.click()
    scriptless.wait_for_url(f"**/p/{code}?street=*#street")
    expect(scriptless.locator("figcaption")).to_have_text(title)
    expect(scriptless.locator("[aria-current]")).to_have_text(title)


def test_where_nothing_can_copy_no_button_offers_it(scriptless: Page, pasted: Callable[[str], str]) -> None:
    scriptless.goto(f"/p/{pasted('Copy by hand')}")
    expect(scriptless.locator("[data-copy]:visible")).to_have_count(0)
    expect(scriptless.get_by_label("Link", exact=True)).to_have_value(scriptless.url)


def test_a_poster_is_printed_from_its_page(page: Page, pasted: Callable[[str], str]) -> None:
    page.goto(f"/p/{pasted('Print me')}")
    page.get_by_label("Print it").select_option("letter")
    page.get_by_label("Format to print").select_option("6-sheet")
    asked = "print.pdf?sheet=6-sheet&paper=letter"
    with page.context.expect_event("response", lambda response: asked in response.url) as answer:
        page.get_by_role("button", name="PDF to print").click()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
