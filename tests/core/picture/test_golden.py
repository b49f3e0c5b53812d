"""Posters as they looked when somebody last looked at them.

A golden picture is a JPEG in tests/golden/, of a sixth of the art's size: 400 x 200 of a 48-sheet. When a poster
differs from it, the new poster, the golden one and their difference (four times as strong) are written side by side to
tests/output/golden/<name>.png: look at it. If the new one is right, renew with

    RENEW_GOLDEN=1 python -m pytest tests/core/picture/test_golden.py

and look at what changed before committing. The bytes of published posters are part of their identity: if a template's
goldens change by more than antialiasing, raise its `version`.
"""

import os
from collections.abc import Mapping

import pytest
from PIL import Image, ImageChops, ImageStat

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.formats import FORTY_EIGHT
from billboard.core.picture.rendering import Renderer
from billboard.core.type.fonts import FontBook
from tests.core.slogans import SCRIPTS
from tests.paths import ARTWORK, ROOT

GOLDEN, OUTPUT = ROOT / "tests" / "golden", ROOT / "tests" / "output" / "golden"
# Mean and large differences allowed, of 255: JPEG rounds, and another FreeType antialiases a little differently.
TYPICAL, LARGE = 2.5, 64

SLOGANS: Mapping[str, Mapping[str, str]] = {
    "one-word": {"headline": "No", "stamp": "Yes", "small_print": "Perhaps"},
    "many-words": {
        "headline": "It was like that when we got here, and it will be so when we go",
        "strapline": "We promise to think about beginning to look at the possibility of a plan for the bridge, the "
        "buses, the bins and the big clock, all of which have been the subject of a listening exercise.",
    },
    "arabic": SCRIPTS["arabic"],
    "hebrew-and-latin": SCRIPTS["hebrew"],
    "devanagari": SCRIPTS["devanagari"],
    "emoji": SCRIPTS["emoji"],
    "long-words": {
        "headline": "Antidisestablishmentarianism now",
        "strapline": "A" * 60,
        "stamp": "Internationalisation",
    },
    "deliberate-lines": {
        "headline": "I\nam\nnot\nhere",
        "strapline": "Straße,\nÇà et là",
        "small_print": "E-mail/phone",
    },
}


def compare(name: str, poster: Image.Image) -> None:
    small = poster.reduce(4)
    path = GOLDEN / f"{name}.jpg"
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        small.save(path, "JPEG", quality=92, subsampling="4:4:4")
        return
    assert path.exists(), f"{path.name} is missing: see the head of this file"
    with Image.open(path) as opened:
        golden = opened.convert("RGB")
    difference = ImageChops.difference(golden, small)
    grey = difference.convert("L")
    if ImageStat.Stat(grey).mean[0] > TYPICAL or sum(grey.histogram()[LARGE:]) > 40:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        comparison = Image.new("RGB", (3 * small.width, small.height))
        for place, picture in enumerate(
            (small, golden, difference.point([min(255, 4 * level) for level in range(256)] * 3))
        ):
            comparison.paste(picture, (small.width * place, 0))
        comparison.save(OUTPUT / f"{name}.png")
        pytest.fail(
            f"{name} no longer looks as it did: new, golden and difference are in tests/output/golden/{name}.png"
        )


@pytest.mark.parametrize("name", SLOGANS)
def test_type_is_set_as_it_was(name: str, plain: PosterTemplate, renderer: Renderer) -> None:
    variant = plain.variants[list(SLOGANS).index(name) % 3]
    compare(name, renderer.render(Design(plain, variant, SLOGANS[name])))


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in ARTWORK.glob("*/template.toml")))
def test_a_template_looks_as_it_did_in_every_format(slug: str, book: FontBook) -> None:
    template = load_templates(ARTWORK, book)[slug]
    design, renderer = Design(template, template.variants[0], template.defaults), Renderer({slug: template}, book)
    for layout in template.layouts.values():
        shape = "" if layout.format is FORTY_EIGHT else f"-{layout.format.slug}"
        compare(f"template-{slug}{shape}", renderer.render(design, layout.format))
