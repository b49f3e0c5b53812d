"""Debian's Chromium, driven through Playwright."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.servers.process import scratch

# Nothing of the browser's own goes out to the network while the tests run.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # ms until a condition that should come true is given up
NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**_installed())
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def another(browser: Browser) -> Iterator[Browser]:
    """A second one beside it, which shares nothing with it."""
    beside = browser.browser_type.launch(**_installed())
    try:
        yield beside
    finally:
        beside.close()


@contextmanager
def without_cookies(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own whose settings let no site keep anything; `options` are a context's."""
    with scratch("profile") as folder:
        settings = folder / "Default" / "Preferences"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
        context = browser.browser_type.launch_persistent_context(folder, **_installed(), **options)
        try:
            yield context
        finally:
            context.close()


def _installed() -> dict[str, Any]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError("Chromium is missing: apt-get install -y --no-install-recommends chromium")
    # Chromium's own sandbox refuses to work for root.
    return {"executable_path": path, "args": FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])}


@dataclass
class Complaints:
    """What a page said on its console as a warning or error, and the errors its scripts threw."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: Error) -> None:
        self.heard.append(f"uncaught: {error.message}")
