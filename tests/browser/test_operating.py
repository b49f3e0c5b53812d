"""What scripts add to the operators' desk, and to what is announced from it."""

from playwright.sync_api import Page, expect

from tests.servers.site import Site

ANNOUNCED = """async (mark) => {
  document.querySelector("[data-announcement]")?.remove();
  const html = `<details open data-announcement="${mark}"><summary>Put away</summary><p>Tea at four.</p></details>`;
  document.querySelector("main").insertAdjacentHTML("beforebegin", html);
  await import(`/static/js/pages/announcement.js?${Math.random()}`);
}"""


def test_an_announcement_that_was_put_away_stays_away_until_there_is_another(page: Page, site: Site) -> None:
    page.goto(site.url + "/about/rules")
    page.evaluate(ANNOUNCED, "first")
    told = page.get_by_text("Tea at four.")
    expect(told).to_be_visible()
    page.locator("[data-announcement] summary").press("Enter")
    expect(page.locator("[data-announcement]")).to_be_hidden()
    page.evaluate(ANNOUNCED, "first")
    expect(page.locator("[data-announcement]")).to_be_hidden()
    page.evaluate(ANNOUNCED, "second")
    expect(told).to_be_visible()


def test_a_row_is_moved_by_its_buttons_and_by_keys_and_keeps_the_focus(moderator: Page, site: Site) -> None:
    moderator.goto(site.url + "/operate/settings/templates")
    rows = moderator.locator("[data-thing]")
    first = str(rows.first.get_attribute("data-thing"))
    moderator.locator(f"[data-thing={first}]").get_by_role("button", name="down").press("Enter")
    expect(rows.nth(1)).to_have_attribute("data-thing", first)
    moderator.keyboard.press("Alt+ArrowDown")
    expect(rows.nth(2)).to_have_attribute("data-thing", first)
    expect(moderator.locator("[data-said]")).to_contain_text("3 of ")
    expect(moderator.locator(f"[data-thing={first}] [name=down]")).to_be_focused()
    moderator.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(1)).to_have_attribute("data-thing", first)
