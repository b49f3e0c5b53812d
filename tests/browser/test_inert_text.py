"""Words that would be markup to a reader who decodes once too often, as a real browser parses what comes of them."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from tests.decoding import ATTACKS, layers
from tests.servers.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
LOADED = """html => {
    const found = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[src], svg, script, iframe");
    return [...found].map((each) => `${each.localName} ${each.getAttribute("src")}`);
}"""


@pytest.mark.parametrize("words", ATTACKS)
def test_a_browser_finds_the_posters_picture_alone(
    page: Page, site: Site, pasted: Callable[[str], str], words: str
) -> None:
    code = pasted(words)
    feed = ElementTree.fromstring(page.request.get("/feed.atom").body())
    entry = next(each for each in feed.iter(f"{ATOM}entry") if str(each.findtext(f"{ATOM}id")).endswith(code))
    for html in layers(str(entry.findtext(f"{ATOM}content"))):
        assert page.evaluate(LOADED, html) == [f"img {site.url}/p/{code}.jpg"]
    page.goto(f"/p/{code}")
    for html in layers(page.locator("#share-html").input_value()):
        assert page.evaluate(LOADED, html) == [f"img {site.url}/p/{code}.jpg"]
