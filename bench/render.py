"""How near a render comes to its floor.

The floor is the least that drawing this picture can cost with Pillow and no glyph cache: a copy of the decoded art, the
same lines at their known size and place through `ImageDraw.text`, and one encode of the same pixels with the same
settings. Everything above it is ours: fitting, choosing faces, finding ink. Both are timed in turn in one run, slogan
by slogan, so that the machine's mood falls on both alike. Printed are medians, their ratio and the ratio's quartiles; a
preview, half as large, and the three pictures that are stored are held against the same floor.

    python bench/render.py [template] [--rounds 300]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.designs import Design  # noqa: E402
from billboard.core.rendering import FULL_QUALITY, Renderer  # noqa: E402  the path comes first
from billboard.core.splicing import encode  # noqa: E402  the path comes first
from billboard.core.templates import ART_WIDTH, PosterTemplate, load_templates  # noqa: E402
from billboard.core.typesetting import FontBook, SetText, set_slot  # noqa: E402

WORDS = [
    "we",
    "will",
    "not",
    "look",
    "into",
    "it",
    "until",
    "the",
    "trains",
    "have",
    "been",
    "put",
    "back",
    "where",
    "they",
    "belong",
    "says",
    "nobody",
    "in",
    "particular",
    "today",
    "please",
    "wait",
    "here",
    "for",
    "a",
    "bridge",
    "that",
    "was",
    "promised",
    "twice",
    "and",
    "opened",
    "once",
    "by",
    "a",
    "goat",
    "in",
    "a",
    "hat",
]


def slogans(book: FontBook, template: PosterTemplate, wanted: int) -> list[tuple[dict[str, str], SetText]]:
    """Different slogans, so that nothing but words is met again, each set on three lines of the first slot.

    On fewer where the slot has fewer, or where three are hardly ever the best.
    """
    chance = random.Random(1984)
    slot = template.slots[0]
    found: list[tuple[dict[str, str], SetText]] = []
    lines, tries = min(3, slot.lines), 0
    while len(found) < wanted:
        tries += 1
        if tries % (20 * wanted) == 0 and lines > 1:
            lines -= 1
        text = " ".join(chance.choices(WORDS, k=chance.randint(2, 11)))
        if len(text) <= slot.limit and len((setting := set_slot(book, slot, text)).lines) == lines:
            found.append(({slot.name: text}, setting))
    return found


def floor(art: Image.Image, book: FontBook, setting: SetText, ink: tuple[int, int, int], quality: int) -> bytes:
    poster = art.copy()
    canvas = ImageDraw.Draw(poster)
    scale = art.width / ART_WIDTH
    face = book.face(setting.slot.font, setting.size * scale)
    for line in setting.lines:
        first = line.runs[0]
        canvas.text((first.x * scale, first.y * scale), line.text, fill=ink, font=face, anchor="ls")
    return encode(poster, quality)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("template", nargs="?", default="home-front")
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    book = FontBook(ROOT / "fonts")
    template = load_templates(ROOT / "artwork", book)[options.template]
    renderer = Renderer({template.slug: template}, book)
    renderer.warm()
    variant = template.variants[0]
    ink = variant.inks[template.slots[0].ink]
    # Chosen with another book: the renderer's own must not have met these lines before.
    known = slogans(FontBook(ROOT / "fonts"), template, 3 * options.rounds)
    for _, setting in known:
        book.face(setting.slot.font, setting.size * 1600 / ART_WIDTH).getmask("x")
    art = renderer.art(variant, 1600)
    times: dict[str, list[float]] = {name: [] for name in ("floor", "full", "preview", "pictures")}
    for number in range(options.rounds):
        (mine, set_mine), (quick, _), (whole, _) = known[3 * number : 3 * number + 3]
        tasks: dict[str, Callable[[], object]] = {
            "floor": partial(floor, art, book, set_mine, ink, FULL_QUALITY),
            "full": partial(renderer.full, Design(template, variant, mine)),
            "preview": partial(renderer.preview, Design(template, variant, quick)),
            "pictures": partial(renderer.pictures, Design(template, variant, whole)),
        }
        # Whoever comes first warms the processor's caches for the next; take turns.
        names = list(tasks) if number % 2 else list(reversed(tasks))
        for name in names:
            times[name].append(timed(tasks[name]))
    lines = sum(len(setting.lines) for _, setting in known) / len(known)
    print(f"{template.slug}, {variant.slug}: {options.rounds} different slogans, {lines:.0f} lines; milliseconds")
    base = times.pop("floor")
    for name, mine_ in times.items():
        ratios = [each / least for each, least in zip(mine_, base, strict=True)]
        low, _, high = quantiles(ratios, n=4)
        print(
            f"{name:9} {median(mine_):6.2f}   floor {median(base):6.2f}   "
            f"ratio {median(mine_) / median(base):.3f}   (quartiles of the ratio {low:.3f} to {high:.3f})"
        )


if __name__ == "__main__":
    main()
