"""Visitors at a site: pages in profiles of their own, which must neither complain nor ask anybody else for anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.servers.chromium import PATIENCE, Complaints
from tests.servers.site import Site

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
OWN_SCHEMES = {"data", "blob", "chrome-extension", "chrome"}  # the browser's own viewer of PDFs is an extension


@dataclass
class Visitors:
    """`visit(java_script_enabled=False, viewport=PHONE)` opens a page for such a visitor; options are Playwright's."""

    browser: Browser
    site: Site
    complaints: Complaints
    contexts: list[BrowserContext] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)  # requests to anybody but the site

    def __call__(self, *, at: Site | None = None, **options: Any) -> Page:
        site = at or self.site
        context = self.browser.new_context(**{"base_url": site.url, "viewport": DESK, **options})
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("page", self.complaints.listen)
        context.on("request", lambda request: self._watch(request, site))
        return context.new_page()

    def forgive(self, *words: str) -> None:
        """The browser itself notes every refused request on the console: drop the lines a test provoked on purpose."""
        for word in words:
            assert any(word in line for line in self.complaints.heard), (word, self.complaints.heard)
            self.complaints.heard[:] = [line for line in self.complaints.heard if word not in line]

    def _watch(self, request: Request, site: Site) -> None:
        if urlsplit(request.url).scheme not in OWN_SCHEMES and not request.url.startswith(f"{site.url}/"):
            self.strayed.append(request.url)


@contextmanager
def visitors(browser: Browser, site: Site, complaints: Complaints) -> Iterator[Visitors]:
    visit = Visitors(browser, site, complaints)
    try:
        yield visit
    finally:
        for context in visit.contexts:
            context.close()
    assert complaints.heard == []
    assert visit.strayed == []


def tab_to(page: Page, selector: str, most: int = 80) -> int:
    """Press Tab until the focus is on what the selector names; how often that took. Every stop on the way must show
    the focus."""
    for pressed in range(1, most + 1):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """selector => {
                const focused = document.activeElement;
                const shown = [focused, focused.closest("label")].filter(Boolean);
                const visible = shown.some((each) => {
                    const style = getComputedStyle(each);
                    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                });
                return { there: focused.matches(selector), visible, what: focused.outerHTML.slice(0, 120) };
            }""",
            selector,
        )
        if where["what"].startswith("<body"):
            continue  # the way round leads through the browser's own controls
        assert where["visible"], f"no visible focus on {where['what']}"
        if where["there"]:
            return pressed
    raise AssertionError(f"Tab never reached {selector}")


def pixels(page: Page, selector: str) -> str:
    """What a picture looks like, as text that differs when the picture does."""
    found = page.evaluate(
        """async selector => {
            const image = document.querySelector(selector);
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 80 });
            canvas.getContext("2d").drawImage(image, 0, 0, 160, 80);
            return canvas.toDataURL();
        }""",
        selector,
    )
    return str(found)
