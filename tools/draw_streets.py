"""Draw docs/pictures/streets.jpg: every street scene, each with a poster of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import Design  # noqa: E402  the path comes first
from billboard.core.catalogue.sticker_catalogue import load_sticker_catalogue  # noqa: E402
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.street.scenes import Scene, load_scenes  # noqa: E402
from billboard.core.street.street import compose  # noqa: E402
from billboard.core.type.fonts import FontBook  # noqa: E402

PICTURE = ROOT / "docs" / "pictures" / "streets.jpg"
CELL, GAP, ACROSS = (640, 360), 10, 2
LIKED = {  # what hangs where: template, variant, sample
    "roadside": ("home-front", 0, 0),
    "city-night": ("tabloid", 0, 1),
    "bus-shelter": ("keep-going", 1, 0),
    "underground": ("pharma", 0, 0),
    "gable-end": ("the-queue", 0, 0),
    "gantry": ("the-candidate", 0, 0),
}


def main() -> None:
    book = FontBook(ROOT / "fonts")
    templates = load_templates(ROOT / "artwork", book)
    renderer = Renderer(templates, book, load_sticker_catalogue(ROOT / "artwork" / "stickers", book))
    scenes = list(load_scenes(ROOT / "artwork").values())
    down = -(-len(scenes) // ACROSS)
    width, height = (count * (size + GAP) - GAP for count, size in zip((ACROSS, down), CELL, strict=True))
    sheet = Image.new("RGB", (width, height), (245, 244, 240))
    for number, scene in enumerate(scenes):
        view = compose(renderer.render(design(templates, scene), scene.format), scene)
        place = (number % ACROSS * (CELL[0] + GAP), number // ACROSS * (CELL[1] + GAP))
        sheet.paste(view.resize(CELL, Image.Resampling.LANCZOS), place)
    sheet.save(PICTURE, quality=86)


def design(templates: dict[str, PosterTemplate], scene: Scene) -> Design:
    slug, variant, sample = LIKED[scene.slug]
    template = templates[slug]
    return Design(template, template.variants[variant], template.samples[sample])


if __name__ == "__main__":
    main()
