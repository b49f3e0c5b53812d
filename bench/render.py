"""How near a render comes to its floor.

The floor is the least that drawing this picture can cost with Pillow and no glyph cache: a copy of the decoded art, the
same lines of the largest slot at their known size and place through `ImageDraw.text`, and one encode of the same pixels
with the same settings. Everything above it is ours: fitting, choosing faces, finding ink, and whatever a slot does with
it, which the floor does not. Slogans are all different; all that is timed is timed in turn in one run, in the
processor's time, so that the machine's mood and its other work fall on all alike. Printed are medians and their ratios.

    python -m bench.render [template …] [--rounds 40]
    python -m bench.render --all [--rounds 40] [--format square]

What is timed: `headline`, the full picture with that slot alone, as the floor has it; `full`, with every other slot
filled to its limit, as somebody meets it who types in one after another; `new`, as much in every slot as it takes, and
none of it met before; `preview`, half as large as `full`, `small`, a quarter, and `pictures`, what is stored.
`--all` goes over every template, and adds a street scene, the grid of all small pictures, and a print of A4.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import Design  # noqa: E402  the path comes first
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.catalogue.templates import FormatLayout, PosterTemplate  # noqa: E402
from billboard.core.errors import SloganRefused  # noqa: E402
from billboard.core.formats import FORMATS, FORTY_EIGHT, FULL_SCALE, Format  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.picture.splicing import encode  # noqa: E402
from billboard.core.picture.stored_pictures import FULL_QUALITY  # noqa: E402
from billboard.core.print.imposition import paper_of  # noqa: E402
from billboard.core.print.particulars import Particulars  # noqa: E402
from billboard.core.print.printing import original, print_poster  # noqa: E402
from billboard.core.street.blanks import Blank, decode_poster  # noqa: E402
from billboard.core.street.scenes import Scene, load_scenes  # noqa: E402
from billboard.core.street.street import street  # noqa: E402
from billboard.core.type.slots import Slot  # noqa: E402
from billboard.core.type.typesetting import FontBook, SetText, set_slot  # noqa: E402

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

AGAIN = 8  # rounds of what is not asked of one template

# What is asked of a renderer, and timed.
KINDS: dict[str, Callable[[Renderer, Design, Format], object]] = {
    "headline": Renderer.full,
    "full": Renderer.full,
    "new": Renderer.full,
    "preview": Renderer.preview,
    "small": lambda renderer, design, _: renderer.small(design),
    "pictures": lambda renderer, design, _: renderer.pictures(design),
}


def largest(layout: FormatLayout) -> Slot:
    return max(layout.slots, key=lambda slot: slot.box[2] * slot.box[3])


def crammed(book: FontBook, slot: Slot, chance: random.Random) -> str:
    """As many words as a slot takes."""
    words = chance.choices(WORDS, k=slot.limit)
    while words and (len(text := " ".join(words)) > slot.limit or not settable(book, slot, text)):
        words.pop()
    return " ".join(words)


def settable(book: FontBook, slot: Slot, text: str) -> bool:
    try:
        set_slot(book, slot, text)
    except SloganRefused:
        return False
    return True


def slogans(book: FontBook, layout: FormatLayout, wanted: int) -> list[tuple[dict[str, str], SetText]]:
    """Different slogans, so that nothing but words is met again, each set on three lines of the largest slot.

    On fewer where the slot has fewer, or where three are hardly ever the best.
    """
    chance = random.Random(1984)
    slot = largest(layout)
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
    face = book.measures.face(setting.slot.font, setting.size * FULL_SCALE)
    for line in setting.lines:
        first = line.runs[0]
        canvas.text((first.x * FULL_SCALE, first.y * FULL_SCALE), line.text, fill=ink, font=face, anchor="ls")
    return encode(poster, quality)


def timed(work: Callable[[], object]) -> float:
    """Processor time, of all threads, in ms."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


class Bench:
    """One template in one format: what can be asked of it, and the floor below that."""

    def __init__(self, template: PosterTemplate, layout: FormatLayout, book: FontBook, rounds: int) -> None:
        self.template, self.variant, self.book, self.rounds = template, template.variants[0], book, rounds
        self.renderer = Renderer({template.slug: template}, book)
        self.format = layout.format
        first, chance = largest(layout), random.Random(2010)
        self.ink = self.variant.inks[first.ink]
        measures = FontBook(ROOT / "fonts")
        self.rest = {slot.name: crammed(measures, slot, chance) for slot in layout.slots if slot is not first}
        self._new = iter([{slot.name: crammed(measures, slot, chance) for slot in layout.slots} for _ in range(rounds)])
        # Chosen with another book: the renderer's own must not have met these lines before.
        self._known = iter(slogans(FontBook(ROOT / "fonts"), layout, (len(KINDS) + 1) * rounds + AGAIN))
        self.art = self.renderer.art(self.variant, self.format.full[0], self.format)
        for kind in KINDS.values():
            kind(self.renderer, self.design(template.defaults), self.format)

    def design(self, typed: Mapping[str, str]) -> Design:
        return Design(self.template, self.variant, typed)

    def floor(self) -> Callable[[], object]:
        _, setting = next(self._known)
        self.book.measures.face(setting.slot.font, setting.size * FULL_SCALE).getmask("x")
        return partial(floor, self.art, self.book, setting, self.ink, FULL_QUALITY)

    def tasks(self) -> dict[str, Callable[[], object]]:
        found: dict[str, Callable[[], object]] = {"floor": self.floor()}
        for name, kind in KINDS.items():
            typed = next(self._known)[0]
            typed = typed if name == "headline" else next(self._new) if name == "new" else {**self.rest, **typed}
            design = self.design(typed)
            found[name] = partial(kind, self.renderer, design, self.format)
        return found

    def medians(self) -> dict[str, float]:
        return in_turn([self.tasks() for _ in range(self.rounds)])


def freeze() -> None:
    """Keep the collector from what there is by now, as the server does before it forks its workers."""
    gc.collect()
    gc.freeze()


def in_turn(rounds: Sequence[Mapping[str, Callable[[], object]]]) -> dict[str, float]:
    """The median ms of each task."""
    times: defaultdict[str, list[float]] = defaultdict(list)
    freeze()
    for number, tasks in enumerate(rounds):
        # Whoever comes first warms the processor's caches for the next; take turns.
        for name in list(tasks)[:: 1 if number % 2 else -1]:
            times[name].append(timed(tasks[name]))
    return {name: median(each) for name, each in times.items()}


def row(name: str, times: Mapping[str, float]) -> None:
    print(
        f"{name:22}{times['floor']:7.2f}" + "".join(f"{times[kind] / times['floor']:9.3f}" for kind in KINDS),
        flush=True,
    )


def for_board(renderer: Renderer, design: Design, scene: Scene) -> tuple[Image.Image, Blank | None]:
    """A poster as the site has it for a board, and what of it is blank."""
    width, format_ = scene.poster_width(), scene.format
    if format_ is FORTY_EIGHT:
        return decode_poster(renderer.full(design), width, renderer.blank(design, "full"), scene.slug)
    width = format_.half[0] if format_.half[0] >= width else format_.full[0]
    poster, changes = renderer.render(design, format_, width), renderer.changes(design, format_, width)
    return poster, Blank(scene.slug, lambda: renderer.art(design.variant, width, format_), changes)


def others(benches: Sequence[Bench], book: FontBook) -> None:
    """What is made of posters: rows of one number each."""
    first = benches[0]
    templates = {bench.template.slug: bench.template for bench in benches}
    renderer = Renderer(templates, book)
    scene = next(iter(load_scenes(ROOT / "artwork").values()))
    design = first.design(first.template.defaults)
    (poster, blank), source = for_board(renderer, design, scene), original(renderer, design)
    designs = [Design(each, each.variants[0], each.defaults) for each in templates.values()]
    particulars = Particulars("A poster", "A poster", datetime(2010, 1, 29, tzinfo=UTC))
    tasks: dict[str, Callable[[], object]] = {
        f"street: {scene.slug}": partial(street, poster, scene, blank),
        f"grid of {len(designs)} small": lambda: [renderer.small(each) for each in designs],
        "print, A4": partial(print_poster, book, source, paper_of("a4"), particulars),
    }
    for task in tasks.values():
        task()
    times = in_turn([{"floor": first.floor(), **tasks} for _ in range(AGAIN)])
    for name in tasks:
        print(f"{name:22}{times['floor']:7.2f}{times[name] / times['floor']:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("templates", nargs="*", default=["home-front"], metavar="template")
    parser.add_argument("--all", action="store_true", help="go over every template")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--format", default=FORTY_EIGHT.slug, choices=FORMATS)
    options = parser.parse_args()
    book = FontBook(ROOT / "fonts")
    known = load_templates(ROOT / "artwork", book)
    print(f"{'ms of the floor, and':22}{'floor':>7}" + "".join(f"{kind:>9}" for kind in KINDS))
    benches = []
    for slug in known if options.all else options.templates:
        if options.format in known[slug].layouts:
            benches.append(bench := Bench(known[slug], known[slug].layout(options.format), book, options.rounds))
            row(slug, bench.medians())
    if options.all and options.format == FORTY_EIGHT.slug:
        others(benches, book)


if __name__ == "__main__":
    main()
