"""What a poster on the street costs, against the floor of rendering a poster (see bench/render.py).

Posters are as the site has them for a board: decoded from what is stored, or set in the board's format. Timed is what
comes then, their warp into the scene, their light, their image in wet ground, and the encoding of what they change:
`street` where their template's blank was drawn there before, `new` where it did not. Shown too is what it takes to have
them so, and to encode the whole picture.

    python -m bench.street [scene …] [--rounds 60]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.render import floor, for_board, in_turn, largest, slogans  # noqa: E402  the path comes first
from billboard.core.catalogue.designs import Design  # noqa: E402
from billboard.core.catalogue.template_reading import load_templates  # noqa: E402
from billboard.core.picture.rendering import Renderer  # noqa: E402
from billboard.core.picture.splicing import encode  # noqa: E402
from billboard.core.picture.stored_pictures import FULL_QUALITY  # noqa: E402
from billboard.core.street.scenes import load_scenes  # noqa: E402
from billboard.core.street.street import STREET_QUALITY, compose, prepare, street  # noqa: E402
from billboard.core.type.typesetting import FontBook  # noqa: E402

KINDS = ("street", "new", "to have", "encode")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--template", default="home-front")
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    book = FontBook(ROOT / "fonts")
    template = load_templates(ROOT / "artwork", book)[options.template]
    renderer = Renderer({template.slug: template}, book)
    variant = template.variants[0]
    art, ink = renderer.art(variant, 1600), variant.inks[largest(template.layout("48-sheet")).ink]
    known = slogans(FontBook(ROOT / "fonts"), template.layout("48-sheet"), min(20, options.rounds))
    designs = [Design(template, variant, {**template.defaults, **slogan}) for slogan, _ in known]
    every = load_scenes(ROOT / "artwork")
    print(f"{options.rounds} rounds over {len(designs)} posters; ms of the floor, and so many times as much:")
    print(f"{'':12}{'floor':>8}" + "".join(f"{kind:>8}" for kind in KINDS))
    for slug in options.scenes or every:
        scene = every[slug]
        prepare(scene)
        posters = [for_board(renderer, design, scene) for design in designs]
        street(posters[0][0], scene, posters[0][1])
        whole = compose(posters[0][0], scene)
        rounds: list[dict[str, Callable[[], object]]] = []
        for number in range(options.rounds):
            place = number % len(posters)
            (poster, blank), design, setting = posters[place], designs[place], known[place][1]
            rounds.append(
                {
                    "floor": partial(floor, art, book, setting, ink, FULL_QUALITY),
                    "street": partial(street, poster, scene, blank),
                    "new": partial(street, poster, scene),
                    "to have": partial(for_board, renderer, design, scene),
                    "encode": partial(encode, whole, STREET_QUALITY),
                }
            )
        times = in_turn(rounds)
        ratios = "".join(f"{times[kind] / times['floor']:8.2f}" for kind in KINDS)
        print(f"{slug:12}{times['floor']:8.2f}{ratios}", flush=True)


if __name__ == "__main__":
    main()
