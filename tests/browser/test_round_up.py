"""The round-up from the wall to the letterbox and out of it again, by people whose browsers run no scripts."""

import re
import sqlite3

from playwright.sync_api import expect

from tests.browser.visiting import Visitors
from tests.servers.site import Site
from tests.servers.smtp import Mailroom


def link_in(post: Mailroom) -> str:
    text = post.letters[-1].get_body(("plain",))
    assert text
    found = re.search(r"http\S+/roundup/\S+", text.get_content())
    assert found
    return found[0]


def a_day_passes(site: Site) -> None:
    with sqlite3.connect(site.folder / "billboard.db") as database:
        database.execute("UPDATE subscriptions SET confirmed = datetime(confirmed, '-1 day')")
    database.close()


def test_a_reader_asks_confirms_is_written_to_and_leaves(visit: Visitors, site: Site, post: Mailroom) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/gallery")
    page.get_by_role("link", name="Once a day, by e-mail").click()
    page.get_by_label("Your address").fill("reader@localhost")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("alert")).to_contain_text("does not look like an address")
    expect(page.get_by_label("Your address")).to_have_value("reader@localhost")
    visit.forgive("422")
    page.get_by_label("Your address").fill("reader@example.org")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Look in your post")

    page.goto(link_in(post))
    page.get_by_role("button", name="Yes, send it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("on the list")

    page.close()
    a_day_passes(site)
    site.environment["SITE_URL"] = site.url
    assert "1 round-ups sent" in site.flask("send-roundup")
    assert post.recipients[-1] == "reader@example.org"
    html = post.letters[-1].get_body(("html",))
    assert html
    letter = visit(java_script_enabled=False)
    letter.set_content(html.get_content())
    pictures = letter.get_by_role("img")
    assert pictures.count() >= 1
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 800)
    leave = letter.get_by_role("link", name="Take me off the list").get_attribute("href")

    page = visit(java_script_enabled=False)
    page.goto(str(leave))
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Off the list")
    page.close()
    assert "0 round-ups sent" in site.flask("send-roundup")
