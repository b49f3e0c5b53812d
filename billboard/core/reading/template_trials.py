"""A template tried out before the public has it: whether its own words find room, and can be read on its art."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.templates import FormatLayout, PosterTemplate, Variant
from billboard.core.errors import SloganProblems
from billboard.core.formats import FORTY_EIGHT
from billboard.core.picture.rendering import Renderer
from billboard.core.reading.readability import slot_contrast

LEAST_CONTRAST = 3.0  # of WCAG, for large type
SMALLER = 4  # the art is looked at reduced by this


def without_room(renderer: Renderer, template: PosterTemplate) -> Iterator[str]:
    """What of a template's own words cannot be set: a sentence for each."""
    slogans = {"default": template.defaults}
    slogans |= {f"sample {number}": dict(each) for number, each in enumerate(template.samples, 1)}
    for what, slogan in slogans.items():
        if what == "default" and not any(slogan.values()):
            continue
        for layout in template.layouts.values():
            try:
                renderer.set(Design(template, template.variants[0], slogan), layout.format)
            except SloganProblems as refused:
                where = "" if layout.format is FORTY_EIGHT else f" on the {layout.format.name}"
                yield from (f"{what}{where}: {slot}: {said}" for slot, said in refused.problems.items())


def hard_to_read(renderer: Renderer, template: PosterTemplate) -> Iterator[str]:
    """Which inks do not stand out from the art beneath their words: a sentence for each."""
    for layout in template.layouts.values():
        for variant in template.variants:
            with Image.open(variant.file_in(layout.format), formats=["JPEG"]) as opened:
                art = opened.convert("RGB").reduce(SMALLER)
            for slot, found in _contrasts(renderer, template, layout, variant, art).items():
                if found < LEAST_CONTRAST:
                    on = f"{variant.slug}, {layout.format.name}"
                    yield f"{slot}: its ink is hard to read ({on}): contrast {found:.1f}, {LEAST_CONTRAST:g} is wanted"


def _contrasts(
    renderer: Renderer, template: PosterTemplate, layout: FormatLayout, variant: Variant, art: Image.Image
) -> dict[str, float]:
    """Of each slot's words, the first of its own that there are, as they lie on the art."""
    words = {slot.name: _words(template, slot.name) for slot in layout.slots}
    try:
        texts = renderer.set(Design(template, variant, words), layout.format).texts
    except SloganProblems:  # told by `without_room`
        return {}
    scale = art.width / layout.format.art[0]
    return {text.slot.name: slot_contrast(renderer.book, text, variant.inks, art, scale) for text in texts}


def _words(template: PosterTemplate, slot: str) -> str:
    found = (each.get(slot, "") for each in (template.defaults, *template.samples))
    return next((text for text in found if text), "")
