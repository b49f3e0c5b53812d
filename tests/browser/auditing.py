"""What can be found wrong with a page without looking at it: by axe, and by its width."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@cache
def _axe() -> str:
    return AXE.read_text()


def load_axe(page: Page) -> None:
    """Give the page the library that `faults` asks; one that is opened afterwards wants it again."""
    page.evaluate(_axe())


def faults(page: Page) -> list[str]:
    """What axe holds to be serious or critical, each with the first element it found."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:160]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def overhang(page: Page) -> list[str]:
    """What makes the page wider than the window."""
    found = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll("body *")]
                .filter((each) => each.getBoundingClientRect().right > wide + 1)
                .map((each) => each.outerHTML.slice(0, 120));
        }"""
    )
    return [str(each) for each in found] if isinstance(found, list) else []
