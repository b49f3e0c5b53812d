"""From a photograph of twelve megapixels to a board on three formats: seconds of each step, its process included.

    python -m bench.darkroom [--rounds 3] [--keep FOLDER]

Posters of three templates hang in streets, seen aslant and lit unevenly. Aims: opened in 2.5 s, straightened in 1.5 s,
painted out in 2 s. `--keep` writes what each step made, to be looked at.
"""

from __future__ import annotations

import argparse
import resource
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.slogans import read_slogan
from billboard.core.catalogue.template_reading import load_template
from billboard.core.darkroom.recipes import RECIPES
from billboard.core.darkroom.values import Motif, TextBox
from billboard.core.formats import FORTY_EIGHT
from billboard.core.picture.rendering import Renderer
from billboard.core.type.typesetting import FontBook
from billboard.infra.config import ROOT
from billboard.studio import darkroom
from billboard.studio.documents import Filling
from tests.photographs import corners, photograph

TEMPLATES = ("the-candidate", "keep-going", "tombstone")
AIMS = {"opened": 2.5, "straightened": 1.5, "painted out": 2.0}
Made = TypeVar("Made")


class Steps:
    """Runs steps, and keeps how long each took and, where asked, what it made."""

    def __init__(self, keep: Path | None) -> None:
        self.seconds = defaultdict[str, list[float]](list)
        self.worked = defaultdict[str, list[float]](list)
        self.keep = keep

    def take(self, name: str, work: Callable[[], Made]) -> Made:
        began, worked = perf_counter(), _worked()
        made = work()
        self.seconds[name].append(perf_counter() - began)
        self.worked[name].append(_worked() - worked)
        return made

    def show(self, name: str, data: bytes) -> None:
        if self.keep:
            (self.keep / f"{name}.jpg").write_bytes(data)


def _worked() -> float:
    """Seconds of processors that processes apart have taken."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def walk(steps: Steps, book: FontBook, slug: str, seed: int) -> None:
    """One template's poster, from its photograph to three formats without its words."""
    template = load_template(ROOT / "artwork" / slug / "template.toml", set(book.files.stems))
    slogan = read_slogan(template, template.defaults)
    renderer = Renderer({template.slug: template}, book)
    poster = renderer.render(Design(template, template.variants[0], slogan), FORTY_EIGHT)
    data = photograph(poster, FORTY_EIGHT, turned=seed % 2 == 1, seed=seed)
    picture = steps.take("opened", lambda: darkroom.open_picture(data))
    steps.take("corners guessed", lambda: darkroom.guess(picture.data))
    board = steps.take("straightened", lambda: darkroom.straighten(picture.data, corners(FORTY_EIGHT)))
    slots = tomllib.loads((ROOT / "artwork" / slug / "template.toml").read_text())["slot"]
    scale = board.width / FORTY_EIGHT.art[0]
    boxes = [tuple(each["box"]) for each in slots]
    words = [
        Filling(kind="box", points=((x * scale, y * scale), ((x + width) * scale, (y + height) * scale)))
        for x, y, width, height in boxes
    ]
    clean = steps.take("painted out", lambda: darkroom.fill(board.data, words))
    steps.take("calm areas", lambda: darkroom.calm(clean.data, FORTY_EIGHT))
    looks = steps.take("13 colourings to look at", lambda: darkroom.colours(clean.data, list(RECIPES), 480))
    steps.take("one colouring", lambda: darkroom.colour(clean.data, "night"))
    laid = [TextBox(str(number), each, (60, 200), 2) for number, each in enumerate(boxes)]
    made = steps.take(
        "three formats",
        lambda: darkroom.formats(clean.data, FORTY_EIGHT, laid, Motif(*template.layouts[FORTY_EIGHT.slug].focus)),
    )
    steps.show(f"{slug}-photograph", picture.data)
    steps.show(f"{slug}-board", board.data)
    steps.show(f"{slug}-clean", clean.data)
    for name, look in looks.items():
        steps.show(f"{slug}-{name}", look)
    for name, each in made.items():
        steps.show(f"{slug}-on-{name}", each.data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    steps, book = Steps(given.keep), FontBook(ROOT / "fonts")
    for number in range(given.rounds):
        for slug in TEMPLATES:
            walk(steps, book, slug, number)
    print(f"{'seconds, of ' + str(len(TEMPLATES) * given.rounds):26} {'median':>7} {'most':>7} {'processor':>10}")
    for name, seconds in steps.seconds.items():
        aim = f"   aim {AIMS[name]}" if name in AIMS else ""
        print(f"{name:26} {median(seconds):7.2f} {max(seconds):7.2f} {median(steps.worked[name]):10.2f}{aim}")


if __name__ == "__main__":
    main()
