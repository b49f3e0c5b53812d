"""Type can be read on its art: WCAG contrast of each slot's ink with every picture it may stand on."""

from dataclasses import replace
from itertools import pairwise
from statistics import median

import pytest
from PIL import Image

from billboard.core.catalogue.template_reading import load_templates
from billboard.core.catalogue.templates import FormatLayout, Variant
from billboard.core.colour import contrast
from billboard.core.type.slots import Slot
from tests.paths import ARTWORK, FONTS

SMALL = 72  # art px: a slot whose type may be smaller than this holds small print
LEAST, LEAST_LARGE = 4.5, 3.0  # of the median over a slot's box
LEAST_ANYWHERE = 3.0  # over all but the worst twentieth of it: folds, frames and stars
LEAST_STROKE, LEAST_SHADOW = 0.02, 0.03  # em; what is thinner carries no contrast


def contrasts(slot: Slot, variant: Variant, art: Image.Image) -> list[float]:
    """The contrast of the letters with what surrounds them, at each pixel of the slot's box, the worst first."""
    ink = variant.inks[slot.ink]
    if slot.highlight:  # its letters stand on the bar, not on the art
        return [contrast(ink, variant.inks[slot.highlight.ink])]
    x, y, width, height = (edge // 4 for edge in slot.box)
    straight = art.rotate(-slot.rotation, Image.Resampling.BILINEAR, center=(x + width / 2, y + height / 2))
    box = straight.crop((x, y, x + width, y + height)).convert("RGB").tobytes()
    around = [
        contrast(ink, variant.inks[name])
        for name in (
            slot.stroke.ink if slot.stroke and slot.stroke.width >= LEAST_STROKE else None,
            slot.shadow.ink
            if slot.shadow and min(map(abs, (slot.shadow.dx, slot.shadow.dy))) >= LEAST_SHADOW
            else None,
        )
        if name
    ]
    pixels = zip(box[::3], box[1::3], box[2::3], strict=True)
    return sorted(max(contrast(ink, pixel), *around, 0.0) for pixel in pixels)


def all_layouts() -> list[tuple[FormatLayout, Variant, str]]:
    templates = load_templates(ARTWORK, FONTS)
    return [
        (layout, variant, f"{template.slug}-{variant.slug}-{layout.format.slug}")
        for template in templates.values()
        for variant in template.variants
        for layout in template.layouts.values()
    ]


@pytest.mark.parametrize(("layout", "variant"), [pytest.param(*each[:2], id=each[2]) for each in all_layouts()])
def test_type_stands_out_from_its_art(layout: FormatLayout, variant: Variant) -> None:
    with Image.open(variant.art_in(layout.format)) as opened:
        art = opened.reduce(4)
    for slot in layout.slots:
        x, y, width, height = slot.box
        for dx, dy in ((0, 0), *slot.copies):
            found = contrasts(replace(slot, box=(x + dx, y + dy, width, height)), variant, art)
            typical, low = median(found), found[len(found) // 20]
            assert typical >= (LEAST if slot.size[0] < SMALL else LEAST_LARGE), f"{slot.name}: {typical:.2f}"
            assert low >= LEAST_ANYWHERE, f"{slot.name}: {low:.2f} in places"


def test_a_column_has_one_left_edge() -> None:
    """Boxes that start within a few pixels of each other were meant to start together."""
    for layout, _, name in all_layouts():
        edges = sorted(slot.box[0] for slot in layout.slots if slot.align == "left" and not slot.rotation)
        near = [(one, other) for one, other in pairwise(edges) if 0 < other - one < 16]
        assert not near, f"{name}: {near}"


def test_the_smallest_type_is_legible_on_a_phone() -> None:
    for layout, _, name in all_layouts():
        for slot in layout.slots:
            assert slot.size[0] >= 40, f"{name}: {slot.name}"
