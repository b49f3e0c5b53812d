"""Draw the contact sheets of docs/pictures: python tools/draw_contact_sheet.py [<slug> …] [--out FOLDER]

contact-sheet-<n>.jpg: every template by five slogans, a short one, its own default, the longest it takes, Arabic and
emoji, the variants in turn. contact-sheet-formats.jpg: its default in every format it is set in. Look at each cell.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import Design  # noqa: E402  the path comes first
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate  # noqa: E402
from billboard.core.errors import SloganProblems  # noqa: E402
from billboard.core.formats import FORMATS, FORTY_EIGHT, Format  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.text.graphemes import length  # noqa: E402
from billboard.core.type.fonts import FontBook  # noqa: E402
from billboard.core.type.slots import Slot  # noqa: E402

CELL, GAP, LABEL = (360, 180), 10, 34  # px
PAGES = 3  # whatever the number of templates, so that links to them last
TALL = 240  # px that every format is shown as high as
ABREAST = 2  # templates side by side on the page of formats
SURFACE, WORDS, FAINT = "#191b1e", "#f2efe8", "#9a9ba0"
BUDGET = 2_500_000  # bytes of all sheets together

LONG = (
    "We regret that the thing you asked about has been moved to the place where we keep such things until further "
    "notice and that nobody who knows where that is works here any longer or is expected back before the autumn, by "
    "which time the form you filled in will have been replaced by a longer one with a smaller box for your reasons."
)
ARABIC = {"main": "لن ننظر في الأمر أبدًا", "minor": "شكرًا على صبركم"}
EMOJI = {"main": "No ❤️ today 🎉", "minor": "Tea ☕ at 4 🍪"}

Cells = Sequence[Image.Image]


def short(template: PosterTemplate) -> dict[str, str]:
    """One word, and nothing where nothing need be said."""
    return {slot.name: "No" if slot is main(template) else "" for slot in template.slots}


def main(template: PosterTemplate) -> Slot:
    """The slot that a slogan goes to first: the largest of those that must be filled."""
    wanted = [slot for slot in template.slots if slot.required] or list(template.slots)
    return max(wanted, key=lambda slot: slot.box[2] * slot.box[3])


def foreign(template: PosterTemplate, texts: dict[str, str]) -> dict[str, str]:
    """The main slot gets the longer text, the others the shorter one where it is not too long for them."""
    first = main(template)
    slogan = {slot.name: texts["main" if slot is first else "minor"] for slot in template.slots}
    return {slot.name: slogan[slot.name] if length(slogan[slot.name]) <= slot.limit else "" for slot in template.slots}


def longest(renderer: Renderer, template: PosterTemplate) -> dict[str, str]:
    """Every slot filled with words to its limit, or as nearly as it can be set."""
    full: dict[str, str] = {}
    for slot in template.slots:
        words = (LONG + " ").split()
        while length(" ".join(words)) > slot.limit:
            words.pop()
        while words and not fits(renderer, template, slot, " ".join(words)):
            words.pop()
        full[slot.name] = " ".join(words)
    return full


def fits(renderer: Renderer, template: PosterTemplate, slot: Slot, text: str) -> bool:
    try:
        for shape in template.layouts.values():
            renderer.set(Design(template, template.variants[0], {slot.name: text}), shape.format)
    except SloganProblems:
        return False
    return True


def cells(renderer: Renderer, template: PosterTemplate) -> Cells:
    slogans = (
        short(template),
        template.defaults,
        longest(renderer, template),
        foreign(template, ARABIC),
        foreign(template, EMOJI),
    )
    designs = [
        Design(template, template.variants[number % len(template.variants)], slogan)
        for number, slogan in enumerate(slogans)
    ]
    return [drawn(renderer, design, FORTY_EIGHT, CELL) for design in designs]


def formats(renderer: Renderer, template: PosterTemplate) -> Cells:
    """The default in every format; what a template is not set in stays empty."""
    found = []
    for number, shape in enumerate(FORMATS.values()):
        size = (round(TALL * shape.art[0] / shape.art[1]), TALL)
        variant = template.variants[number % len(template.variants)]
        if shape.slug in template.layouts:
            found.append(drawn(renderer, Design(template, variant, template.defaults), shape, size))
        else:
            found.append(Image.new("RGB", size, "#24272b"))
    return found


def drawn(renderer: Renderer, design: Design, shape: Format, size: tuple[int, int]) -> Image.Image:
    try:
        poster = renderer.render(design, shape, shape.half[0])
    except SloganProblems as refusal:
        # An honest sheet: what cannot be set is left out and said.
        print(f"{design.template.slug} as a {shape.slug}: {refusal.problems}", file=sys.stderr)
        kept = {name: text for name, text in design.slogan.items() if name not in refusal.problems}
        poster = renderer.render(Design(design.template, design.variant, kept), shape, shape.half[0])
    return poster.resize(size, Image.Resampling.LANCZOS)


def page(rows: Iterable[tuple[PosterTemplate, Cells]], abreast: int = 1) -> Image.Image:
    """Rows of cells under their template's title, on one picture."""
    filled = list(rows)
    title = ImageFont.truetype(str(ROOT / "fonts" / "barlow" / "Barlow-Bold.ttf"), 17)
    across = sum(cell.width + GAP for cell in filled[0][1]) + GAP
    down = filled[0][1][0].height + LABEL
    sheet = Image.new("RGB", (across * abreast, -(-len(filled) // abreast) * down + GAP), SURFACE)
    canvas = ImageDraw.Draw(sheet)
    for number, (template, row) in enumerate(filled):
        x, y = number % abreast * across + GAP, number // abreast * down
        canvas.text((x, y + LABEL - 8), template.title, WORDS, title, anchor="ls")
        after = x + title.getlength(template.title) + 12
        canvas.text((after, y + LABEL - 8), template.slug, FAINT, title, anchor="ls")
        for cell in row:
            sheet.paste(cell, (x, y + LABEL))
            x += cell.width + GAP
    return sheet


def encoded(sheet: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slugs", nargs="*", help="all templates where none is named")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    asked = parser.parse_args()
    book = FontBook(ROOT / "fonts")
    templates = load_templates(ROOT / "artwork", book)
    if odd := sorted({*asked.slugs} - {*templates}):
        sys.exit(f"No template is called {odd[0]!r}: {', '.join(templates)}.")
    renderer = Renderer(templates, book)
    chosen = [template for slug, template in templates.items() if not asked.slugs or slug in asked.slugs]
    rows = -(-len(chosen) // PAGES)
    pages = {
        f"contact-sheet-{start // rows + 1}": page(
            (template, cells(renderer, template)) for template in chosen[start : start + rows]
        )
        for start in range(0, len(chosen), rows)
    }
    pages["contact-sheet-formats"] = page(((each, formats(renderer, each)) for each in chosen), ABREAST)
    asked.out.mkdir(parents=True, exist_ok=True)
    for old in asked.out.glob("contact-sheet*.jpg"):
        old.unlink()
    for quality in range(84, 40, -4):
        files = {name: encoded(sheet, quality) for name, sheet in pages.items()}
        if sum(map(len, files.values())) <= BUDGET:
            break
    for name, data in files.items():
        (asked.out / f"{name}.jpg").write_bytes(data)
        print(f"{name}.jpg: {pages[name].width}x{pages[name].height}, {len(data) // 1024} kB")


if __name__ == "__main__":
    run()
