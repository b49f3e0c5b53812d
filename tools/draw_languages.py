"""Draw docs/pictures/languages.jpg: posters in two dozen languages, from the sentences that the tests set.

Usage: python tools/draw_languages.py [OUTPUT] [--all]      --all: every language on five templates, to look at
"""

import argparse
import sys
import tomllib
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import Design  # noqa: E402 the package is beside this folder
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.text.wording import normalise  # noqa: E402
from billboard.core.type.fonts import FontBook  # noqa: E402

WIDTH, ACROSS, GAP = 400, 4, 6  # px, posters, px
SHOWN = {
    "Greek": "the-candidate",
    "Arabic": "keep-going",
    "Japanese": "tabloid",
    "Icelandic": "former-voter",
    "Hindi": "pharma",
    "Turkish": "tabloid",
    "Korean": "notification",
    "Hebrew": "tombstone",
    "Thai": "former-voter",
    "Polish": "home-front",
    "Chinese, simplified": "the-candidate",
    "Russian": "rail-apology",
    "Bengali": "keep-going",
    "Vietnamese": "tabloid",
    "Urdu": "former-voter",
    "Hungarian": "spray",
    "Chinese, traditional": "tombstone",
    "Tamil": "the-candidate",
    "Persian": "rail-apology",
    "German": "hope-portrait",
    "Georgian": "home-front",
    "Kazakh": "pharma",
    "Armenian": "notification",
    "Gujarati": "tabloid",
}
ALL = ("tabloid", "former-voter", "the-candidate", "keep-going", "tombstone")


def poster(renderer: Renderer, template: PosterTemplate, text: str, turn: int) -> Image.Image:
    main = next(slot for slot in template.slots if slot.required)
    others = {slot.name: slot.default if slot.required else "" for slot in template.slots}
    slogan = others | {main.name: normalise(text)}
    return renderer.render(Design(template, template.variants[turn % len(template.variants)], slogan), width=WIDTH)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("output", nargs="?", type=Path, default=ROOT / "docs" / "pictures" / "languages.jpg")
    options.add_argument("--all", action="store_true")
    chosen = options.parse_args()
    book = FontBook(ROOT / "fonts")
    templates = load_templates(ROOT / "artwork", book)
    renderer = Renderer(templates, book)
    table = tomllib.loads((ROOT / "tests" / "data" / "languages.toml").read_text())["language"]
    texts = {each["name"]: each["text"] for each in table}
    wanted = [(name, slug) for name in texts for slug in ALL] if chosen.all else list(SHOWN.items())
    across = len(ALL) if chosen.all else ACROSS
    down = -(-len(wanted) // across)
    sheet = Image.new("RGB", (across * (WIDTH + GAP) - GAP, down * (WIDTH // 2 + GAP) - GAP), "#f4f0e6")
    for place, (name, slug) in enumerate(wanted):
        cell = poster(renderer, templates[slug], texts[name], place // across + place)
        sheet.paste(cell, (place % across * (WIDTH + GAP), place // across * (WIDTH // 2 + GAP)))
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(chosen.output, quality=84)


if __name__ == "__main__":
    main()
