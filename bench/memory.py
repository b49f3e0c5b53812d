"""What a worker holds once it has done everything that a worker does: aim, 400 MB.

    python -m bench.memory [--rounds 2]

The site runs as it does behind a proxy: gunicorn with two sync workers, warmed before they are forked. A seeded wall is
asked for, one kind of work after another, previews of every template, other formats, slogans in Chinese, Japanese and
Korean and other scripts, every poster in every street and format, and prints on every paper. After each kind stands
what each worker holds: all of it, its own, and its own with what it shares divided among those who share it (Pss),
which is what a machine with so many workers needs.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from bench.attempts import ROOT, SETTINGS, addresses, ask, begin, turn
from billboard.core.catalogue.template_reading import load_templates
from billboard.core.formats import FORMATS
from billboard.core.print.imposition import PAPERS
from billboard.core.street.scenes import load_scenes
from billboard.core.type.fonts import FontBook
from tests.servers.site import Site, Sites

PREVIEWS, OTHERS, PRINTED = 10.0, 300, 10  # seconds, previews, posters
WORDS = "我们对此深表遗憾 会議は終わらない 우리는유감입니다 ประชุมไม่จบ ישיבה हमखेदहै Совещание συνάντηση اجتماع".split()


def held(site: Site) -> Iterator[dict[str, int]]:
    """Of each worker, MB by the kernel's names."""
    assert site.server
    parent = site.server.process.pid
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        rows = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()[1:]
        yield {name.rstrip(":"): int(size) // 1024 for name, size, *_ in map(str.split, rows)}


def say(site: Site, after: str) -> None:
    each = (f"{sizes['Rss']:5} {sizes['Private_Dirty']:5} {sizes['Pss']:5}" for sizes in held(site))
    print(f"{after:22}" + "     ".join(each), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2)
    rounds, chance = parser.parse_args().rounds, random.Random(2010)
    templates = list(load_templates(ROOT / "artwork", FontBook(ROOT / "fonts")).values())
    with ExitStack() as stack:
        site = Sites(stack)(SETTINGS)
        site.flask("seed")
        visitor = begin(site)

        def get(path: str) -> bytes:
            return ask(visitor, path)[1]

        codes = sorted(set(re.findall(r"/p/(\w{10})", get("/gallery?sort=new").decode())))
        asked, others = [addresses(templates, seed) for seed in range(2)], addresses(templates, 3)
        formats = [each for each in FORMATS if each != "48-sheet"]

        def foreign() -> str:
            template = chance.choice(templates)
            typed = {**template.defaults, template.main.name: chance.choice(WORDS)}
            return f"/make/{template.slug}/preview.jpg?{urlencode(typed)}"

        work: dict[str, Callable[[], object]] = {
            "previews": lambda: turn(visitor, asked, PREVIEWS),
            "other formats": lambda: [get(f"{next(others)}&sheet={chance.choice(formats)}") for _ in range(OTHERS)],
            "other scripts": lambda: [get(foreign()) for _ in range(OTHERS)],
            "sheets": lambda: [get(f"/p/{code}/sheet/{each}.jpg") for code, each in product(codes, formats)],
            "streets": lambda: [
                get(f"/p/{code}/street/{slug}.jpg") for code, slug in product(codes, load_scenes(ROOT / "artwork"))
            ],
            "prints": lambda: [
                get(f"/p/{code}/print.pdf?paper={paper}") for code, paper in product(codes[:PRINTED], PAPERS)
            ],
        }
        print(f"{'MB of each worker:':22}  all   own   Pss")
        say(site, "warmed")
        for _ in range(rounds):
            for after, do in work.items():
                do()
                say(site, after)


if __name__ == "__main__":
    main()
