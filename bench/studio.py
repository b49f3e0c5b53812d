"""From a photograph of a poster to a template that the public uses: seconds of the machine, and inputs, by step.

A scripted person with a phone uploads a photograph of twelve megapixels, takes the first guess of its corners, paints
the rival's words out, lets boxes be suggested, accepts two further formats and a colouring, writes the papers and
publishes; somebody else makes the first poster. What a person would think, or take to type, is not waited for: the
seconds are those of browser and server alone. An input is a tap, or a field that is filled in.

    python -m bench.studio [--screenshots FOLDER]
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.formats import FORTY_EIGHT
from billboard.core.picture.rendering import Renderer
from billboard.core.type.fonts import FontBook
from billboard.infra.config import ROOT
from tests.photographs import photograph
from tests.servers.chromium import chromium
from tests.servers.site import Site, Sites

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_SECONDS, MOST_INPUTS = 90, 40
PATIENCE = 60_000  # ms
PAPERS = {
    "title": "The rival’s new poster",
    "alt": "A kitchen, a kettle and a stern notice in red.",
    "credit": "The other party",
    "right": "Parody of a published poster",
    "licence": "All rights reserved",
}


@dataclass
class Hand:
    """Does what a person does, and counts it."""

    page: Page
    shots: Path | None
    inputs: int = 0
    steps: list[tuple[str, float, int]] = field(default_factory=list)

    def tap(self, what: Locator) -> None:
        self.inputs += 1
        what.click()

    def fill(self, what: Locator, text: str) -> None:
        self.inputs += 1
        what.fill(text)

    def step(self, name: str, do: Callable[[], None]) -> None:
        began, before = time.perf_counter(), self.inputs
        do()
        self.steps.append((name, time.perf_counter() - began, self.inputs - before))
        if self.shots:
            self.page.screenshot(path=self.shots / f"{len(self.steps)}-{name}.png", full_page=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


def poster() -> Image.Image:
    """A rival's, with words on it."""
    book = FontBook(ROOT / "fonts")
    template = load_templates(ROOT / "artwork", book)["the-candidate"]
    return Renderer({template.slug: template}, book).render(
        Design(template, template.variants[0], template.samples[0]), FORTY_EIGHT
    )


def upload(hand: Hand, picture: bytes) -> None:
    hand.page.goto("/studio/new")
    hand.inputs += 1
    hand.page.locator("input[type=file]").first.set_input_files(
        {"name": "IMG_4711.jpg", "mimeType": "image/jpeg", "buffer": picture}
    )
    expect(hand.button("Straighten")).to_be_visible()


def straighten(hand: Hand) -> None:
    hand.tap(hand.button("Straighten"))
    hand.tap(hand.page.get_by_role("link", name="Next: paint out"))


def paint(hand: Hand) -> None:
    page = hand.page
    hand.tap(hand.button("Box by keys"))
    hand.tap(hand.button("Paint the box out"))
    expect(hand.button("Undo the last")).to_be_enabled()
    hand.tap(page.get_by_role("link", name="Next: boxes"))


def boxes(hand: Hand) -> None:
    hand.tap(hand.button("Suggest boxes"))
    expect(hand.page.locator("[data-tab]").first).to_be_visible()
    hand.tap(hand.button("Save and go on"))


def formats(hand: Hand) -> None:
    page = hand.page
    hand.tap(page.locator("[name=colouring][value=night]"))
    hand.tap(page.locator("[name=f-6-sheet][value=mount]"))
    hand.tap(page.locator("[name=f-square][value=crop]"))
    hand.tap(hand.button("Save and go on"))


def papers(hand: Hand) -> None:
    for name, text in PAPERS.items():
        hand.fill(hand.page.locator(f"#{name}"), text)
    hand.tap(hand.button("Suggest one"))
    hand.tap(hand.button("Save and go on"))


def publish(hand: Hand) -> None:
    hand.tap(hand.button("Publish"))
    expect(hand.page.get_by_role("heading", name="It is up")).to_be_visible()


def first_poster(browser: Browser, hand: Hand, site: Site, address: str) -> None:
    """By somebody else, who has never been here."""
    context = browser.new_context(base_url=site.url, **PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    hand.inputs += 2
    page.locator("[data-slot]").first.fill("It was like this when we came.")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url(re.compile("/p/"))
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screenshots", type=Path)
    options = parser.parse_args()
    picture = photograph(poster(), FORTY_EIGHT)
    with ExitStack() as stack:
        site, browser = Sites(stack)(), stack.enter_context(chromium())
        expect.set_options(timeout=PATIENCE)
        context = browser.new_context(base_url=site.url, **PHONE)
        context.set_default_timeout(PATIENCE)
        hand = Hand(context.new_page(), options.screenshots)
        enter(hand.page, site)
        for name, do in (
            ("upload", lambda: upload(hand, picture)),
            ("straighten", lambda: straighten(hand)),
            ("paint out", lambda: paint(hand)),
            ("boxes", lambda: boxes(hand)),
            ("colours and formats", lambda: formats(hand)),
            ("papers", lambda: papers(hand)),
            ("publish", lambda: publish(hand)),
        ):
            hand.step(name, do)
        address = hand.page.locator("#maker").input_value()
        hand.step("first poster", lambda: first_poster(browser, hand, site, address))
        report(hand)
        context.close()


def enter(page: Page, site: Site) -> None:
    password = site.flask("create-moderator", "tester", "--role", "operator").strip()
    page.goto("/moderate/login")
    page.get_by_label("Name").fill("tester")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/moderate")


def report(hand: Hand) -> None:
    print(f"{'step':22}{'seconds':>9}{'inputs':>8}")
    for name, seconds, inputs in hand.steps:
        print(f"{name:22}{seconds:9.1f}{inputs:8}")
    seconds, inputs = sum(each[1] for each in hand.steps), hand.inputs
    print(f"{'together':22}{seconds:9.1f}{inputs:8}")
    print(f"{'wanted at most':22}{MOST_SECONDS:9}{MOST_INPUTS:8}")


if __name__ == "__main__":
    main()
