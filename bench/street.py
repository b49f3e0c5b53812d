"""What a poster on the street costs, against the floor of rendering a poster (see bench/render.py).

The poster itself is drawn beforehand, as large as the site has it for this board: timed are its warp into the scene,
its light, its image in wet ground, and the encoding of what it changes. What encoding the whole picture would cost is
shown too.

    python -m bench.street [scene …] [--rounds 60]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.render import floor, largest, slogans, timed  # noqa: E402  the path comes first
from billboard.core.designs import Design  # noqa: E402
from billboard.core.rendering import FULL_QUALITY, Renderer  # noqa: E402
from billboard.core.scenes import Scene, load_scenes  # noqa: E402
from billboard.core.splicing import encode  # noqa: E402
from billboard.core.street import STREET_QUALITY, compose, enough, prepare, street  # noqa: E402
from billboard.core.templates import load_templates  # noqa: E402
from billboard.core.typesetting import FontBook  # noqa: E402


def fit(scene: Scene) -> tuple[int, int]:
    """The size, px, in which the site has a poster for the scene: half the full one where that is enough."""
    return next(size for size in (scene.format.half, scene.format.full) if size[0] >= enough(scene))


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
    art, ink = renderer.art(variant, 1600), variant.inks[largest(template.sheet("48-sheet")).ink]
    known = slogans(FontBook(ROOT / "fonts"), template.sheet("48-sheet"), min(20, options.rounds))
    posters = [renderer.render(Design(template, variant, slogan)) for slogan, _ in known]
    every = load_scenes(ROOT / "artwork")
    print(f"{options.rounds} rounds over {len(posters)} posters; milliseconds")
    for slug in options.scenes or every:
        scene = every[slug]
        prepare(scene)
        fitting = [poster.resize(fit(scene)) for poster in posters]
        whole = compose(fitting[0], scene)
        times: dict[str, list[float]] = {"floor": [], "encode": [], "street": []}
        for number in range(options.rounds):
            poster, setting = fitting[number % len(posters)], known[number % len(posters)][1]
            tasks: dict[str, Callable[[], object]] = {
                "floor": partial(floor, art, book, setting, ink, FULL_QUALITY),
                "encode": partial(encode, whole, STREET_QUALITY),
                "street": partial(street, poster, scene),
            }
            for name in list(tasks) if number % 2 else list(reversed(tasks)):
                times[name].append(timed(tasks[name]))
        ratios = [mine / least for mine, least in zip(times["street"], times["floor"], strict=True)]
        low, _, high = quantiles(ratios, n=4)
        print(
            f"{slug:12} street {median(times['street']):6.2f}   floor {median(times['floor']):5.2f}   "
            f"ratio {median(times['street']) / median(times['floor']):.2f}   (quartiles {low:.2f} to {high:.2f})   "
            f"encoding alone {median(times['encode']):5.2f}"
        )


if __name__ == "__main__":
    main()
