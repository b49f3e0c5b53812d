"""Look for a text that cannot be set and is not refused either, in any template, slot, colouring and format.

    python -m bench.any_text [--seconds 600] [--seed 1]

Texts are drawn at random out of all that Unicode has, out of marks alone, out of codes that are not seen, and out of
what people type; one in ten is drawn, too. Prints how many were set and refused, and each fault with the texts that
met it; ends with 1 where there is one. The tests run the same search, short and with a seed of their own.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic

import regex

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from billboard.core.catalogue.designs import read_design  # noqa: E402  the path comes first
from billboard.core.catalogue.sticker_catalogue import load_sticker_catalogue  # noqa: E402
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate  # noqa: E402
from billboard.core.errors import SloganProblems  # noqa: E402
from billboard.core.formats import Format  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.type.fonts import FontBook  # noqa: E402

LENGTHS = (1, 1, 2, 3, 5, 12, 40)
TYPED = [*"abc ABC\n-'’.,!?ßıİяλאبनก中한", "🙂", "👩‍👩‍👧", "1️⃣", "🇬🇧"]
DRAWN = 0.1  # of the texts
SHOWN = 5  # texts of a fault


@dataclass(frozen=True)
class Attempt:
    """A text in one slot of a template, the others as they are by default."""

    template: PosterTemplate
    variant: int
    format: Format
    fields: Mapping[str, str]
    drawn: bool


@dataclass
class Found:
    met: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # attempts by where they failed


def attempts(templates: Mapping[str, PosterTemplate], seed: int) -> Iterator[Attempt]:
    """Without end, always the same of one seed."""
    chance, pools = random.Random(seed), _pools()
    listed = list(templates.values())
    while True:
        template, pool = chance.choice(listed), chance.choice(pools)
        slot, rest = chance.choice(template.slots), chance.random() < 0.5
        text = "".join(chance.choice(pool) for _ in range(chance.choice(LENGTHS)))
        default = template.defaults if rest else {template.main.name: template.main.default or "x"}
        layout = chance.choice(list(template.layouts.values()))
        yield Attempt(
            template,
            chance.randrange(len(template.variants)),
            layout.format,
            {**default, slot.name: text},
            chance.random() < DRAWN,
        )


def attempt(renderer: Renderer, what: Attempt, found: Found) -> None:
    """Try one and note what came of it."""
    template = what.template
    try:
        design = read_design(renderer.sticker_catalogue, template, template.variants[what.variant], what.fields, "")
        renderer.set(design, what.format)
        if what.drawn:
            renderer.preview(design, what.format)
    except SloganProblems:
        found.met["refused"] += 1
    except Exception as error:  # noqa: BLE001  any other is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        key = f"{type(error).__name__} in {where.name} ({Path(where.filename).name}:{where.lineno}): {error}"
        found.faults[key].append(f"{template.slug} {what.format.slug} {what.fields!a}")
    else:
        found.met["set"] += 1


def search(renderer: Renderer, seed: int, number: int) -> Found:
    found = Found()
    for each in islice(attempts(renderer.templates, seed), number):
        attempt(renderer, each, found)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Look for texts that can be neither set nor refused.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    fonts = FontBook(ROOT / "fonts")
    stickers = load_sticker_catalogue(ROOT / "artwork" / "stickers", fonts)
    renderer, found = Renderer(load_templates(ROOT / "artwork", fonts), fonts, stickers), Found()
    end, tried = monotonic() + asked.seconds, attempts(renderer.templates, asked.seed)
    while monotonic() < end:
        attempt(renderer, next(tried), found)
    print(f"{found.met['set']:,} set, {found.met['refused']:,} refused, {len(found.faults)} kinds of fault")
    for fault, texts in found.faults.items():
        print(f"{fault}: {len(texts):,} times", *texts[:SHOWN], sep="\n    ")
    return 1 if found.faults else 0


def _pools() -> list[list[str]]:
    everything = [chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000]
    marks = [each for each in everything if regex.match(r"\p{M}", each)]
    unseen = [each for each in everything if regex.match(r"[\p{Cf}\p{Z}]", each)]
    return [everything, marks, [*unseen, *TYPED], TYPED, [*marks, *TYPED]]


if __name__ == "__main__":
    sys.exit(main())
