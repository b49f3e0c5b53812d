"""The site's own colour: what it changes in the stylesheets, and what is told of it where it can hardly be seen."""

from collections.abc import Iterator

from billboard.campaigns.plans import DEFAULT_ACCENT
from billboard.core.colour import contrast, from_hex
from billboard.infra.config import Settings
from billboard.web.campaign_view_models import PALETTES, SEEN, ink_on
from billboard.web.palette import DAY

TIMES = {"light": "By day", "dark": "By night"}


def accent_of(settings: Settings) -> str:
    return settings.accent or DEFAULT_ACCENT


def told(accent: str) -> Iterator[str]:
    """What becomes of a colour, in sentences; nothing of the house's own."""
    if not accent:
        return
    ink = ink_on(accent)
    name = "dark" if ink == DAY.ink else "white" if ink == "#ffffff" else "black"
    yield f"Letters on it are {name}, at a contrast of {contrast(from_hex(ink), from_hex(accent)):.1f} to 1."
    for scheme, palette in PALETTES.items():
        least = min(contrast(from_hex(accent), from_hex(ground)) for ground in palette.grounds)
        if least < SEEN:
            yield (
                f"{TIMES[scheme]} it can hardly be seen on what it lies on ({least:.1f} to 1): "
                "lines under links and marks of votes are drawn in ink there instead."
            )
