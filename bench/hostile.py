"""What a request costs the site, for every route: a usual one, the dearest that is taken, and the dearest refused.

    python -m bench.hostile [--templates pharma spray …] [--routes maker.preview …] [--rounds 5]

Milliseconds of a processor, weighed before the application, its answer's last byte included, on SQLite in this process.
A usual request is what the page's own form sends, with words not met before. The dearest that is taken is searched for
where a visitor has something to choose: the longest text that a template takes in each script, six stickers that speak,
every format, every colouring (some are worn), every paper and every street. Faces that a script needs are open by then,
as they are in a worker that has run for a while. The dearest refused is over the texts of tests/floods.py.

Aims: no request that is refused costs more than 100 ms beyond a usual one of its route.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import random
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402  the path comes first

from billboard import create_app  # noqa: E402
from billboard.core.catalogue.designs import read_design  # noqa: E402
from billboard.core.catalogue.templates import PosterTemplate, Variant  # noqa: E402
from billboard.core.errors import Refused  # noqa: E402
from billboard.core.print.imposition import PAPERS  # noqa: E402
from billboard.core.text.graphemes import graphemes  # noqa: E402
from billboard.infra.config import Settings  # noqa: E402
from billboard.posters import publishing  # noqa: E402
from billboard.posters.publishing import Submission  # noqa: E402
from tests.application import NOW, parts, publish  # noqa: E402
from tests.floods import UNITS, flood, sized  # noqa: E402
from tests.house import ADDRESS, LIMITS, House, Visit, forms_of  # noqa: E402

LANGUAGES = tomllib.loads((ROOT / "tests/data/languages.toml").read_text(encoding="utf-8"))["language"]
TEXTS = {each["script"]: each["text"] for each in reversed(LANGUAGES)} | {
    "emoji": "🎉👩🏻‍❤️‍💋‍👨🏽😀",
    "flags": "🇬🇧🇫🇷",
    "four marks": "x\u0331\u0323\u0302\u0308o\u0331\u0323\u0302\u0308 ",
    "long words": "Donaudampfschifffahrtsgesellschaftskapitän ",
    "both directions": "a ب 1 ש ",
}
SHARES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2, 0.1)  # of what a slot's limit allows
SPEAKING = "speech-bubble"
FIXED = {"campaign", "csrf_token", "paper", "seal", "sheet", "stickers", "variant"}  # of fields: no words


class Weighed(NamedTuple):
    seconds: float
    what: str


class Longest(NamedTuple):
    """A text as long as a template takes it, in one script."""

    template: PosterTemplate
    script: str
    typed: Mapping[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--templates", nargs="*")
    parser.add_argument("--routes", nargs="*", help="endpoints, such as maker.preview; all where none is named")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _started(Path(folder))
        house = House(app)
        templates = [each for each in parts(app).templates.values() if each.slug in (options.templates or [each.slug])]
        texts = list(longest_texts(app, templates))
        print("| route | usual | dearest taken | which | dearest refused | which |", flush=True)
        print("|---|---:|---:|---|---:|---|")
        choices = Choices(house, texts)
        visits = house.visits()
        forms = forms_of(house, visits)
        for visit in visits:
            if visit.rule.endpoint not in (options.routes or [visit.rule.endpoint]):
                continue
            names = house.prepare(visit, forms)
            usual = _usual(house, visit, options.rounds)
            taken = choices.dearest(visit)
            refused = _dearest(house, _floods(house, visit, names))
            cells = [f"{usual * 1000:.1f}", *_cells(taken), *_cells(refused)]
            print(f"| {visit.method} {visit.rule.rule} | {' | '.join(cells)} |", flush=True)


def _started(folder: Path) -> Flask:
    settings = {
        "database_url": f"sqlite:///{folder / 'bench.db'}",
        "image_store": f"folder:{folder / 'images'}",
        "secret_key": "only-for-benches-0123456789abcdef",
        "log_level": "ERROR",
        "network_seconds": 3600,
        "duel_seconds": 0,
        **LIMITS,
    }
    app = create_app(Settings(**settings))  # type: ignore[arg-type]
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    return app


def longest_texts(app: Flask, templates: Iterable[PosterTemplate]) -> Iterator[Longest]:
    """What templates take of each script, every slot as full as it can be."""
    renderer = parts(app).renderer
    for template, (script, text) in itertools.product(templates, TEXTS.items()):
        letters = graphemes(text + " " if len(text.split()) > 1 else text)
        for share in SHARES:
            typed = {
                slot.name: "".join(itertools.islice(itertools.cycle(letters), max(1, int(slot.limit * share)))).strip()
                for slot in template.slots
            }
            try:
                for format_ in template.layouts.values():
                    design = read_design(renderer.sticker_catalogue, template, template.variants[0], typed)
                    renderer.set(design, format_.format)
            except Refused:
                continue
            yield Longest(template, script, typed)
            break


def _stickers(text: str, turn: int) -> str:
    """Six that speak, at an angle."""
    letters = graphemes(text * 20)
    bubble = {"kind": SPEAKING, "y": 600, "width": 700, "turn": turn, "text": "".join(letters[:12])}
    return json.dumps([bubble | {"x": 300 + 350 * place} for place in range(6)], ensure_ascii=False)


class Choices:
    """What a visitor may choose, for the routes where there is something."""

    def __init__(self, house: House, texts: list[Longest]) -> None:
        self.house, self.texts = house, texts
        self.fresh = itertools.count()
        self._posters: dict[str, tuple[str, str]] = {}

    def dearest(self, visit: Visit) -> Weighed | None:
        asked = {
            "maker.preview": self._previews,
            "maker.edit": self._editors,
            "maker.driveby": self._editors,
            "maker.publish": self._published,
            "every.grid": self._grids,
            "every.small": self._grids,
            "prints.pdf": self._prints,
            "renditions.in_format": self._sheets,
            "renditions.street": self._streets,
            "gallery.wall": self._searches,
            "stickers.art": self._bubbles,
        }.get(visit.rule.endpoint)
        return _dearest(self.house, asked(visit)) if asked else None

    def _drafts(self) -> Iterator[tuple[str, PosterTemplate, Variant, dict[str, str]]]:
        for longest in self.texts:
            variants = longest.template.variants
            for variant in {variants[0].slug: variants[0], variants[-1].slug: variants[-1]}.values():
                stuck = {"stickers": _stickers(TEXTS[longest.script], 17), "variant": variant.slug}
                what = f"{longest.template.slug}, {longest.script}, six bubbles"
                yield what, longest.template, variant, {**longest.typed, **stuck}

    def _renewed(self, typed: Mapping[str, str]) -> dict[str, str]:
        """The same letters in an order that nobody has asked for yet."""
        number = next(self.fresh)
        turned = {}
        for name, text in typed.items():
            letters = graphemes(text)
            place = number % max(1, len(letters))
            turned[name] = "".join(letters[place:] + letters[:place]).strip() or text
        return turned

    def _previews(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for what, template, _, fields in self._drafts():
            for slug in template.layouts:
                sent = {**fields, "sheet": slug, "seal": self.house.seal}
                yield f"{what}, {slug}", self._get(f"/make/{template.slug}/preview.jpg", sent)

    def _editors(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        tail = "/driveby" if visit.rule.endpoint == "maker.driveby" else ""
        for what, template, _, fields in self._drafts():
            yield what, self._get(f"/make/{template.slug}{tail}", fields)

    def _published(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for what, template, _, fields in self._drafts():
            form = {**fields, "csrf_token": self.house.token}
            yield what, partial(self._post, f"/make/{template.slug}", form)

    def _grids(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for script, text in TEXTS.items():
            letters = graphemes(text * 40)
            for length in (20, 45, 90):
                words = "".join(letters[:length])
                if visit.rule.endpoint == "every.grid":
                    yield f"{script}, {length} letters", self._get("/make/every", {"slogan": words})
                    continue
                for slug in {each.template.slug: None for each in self.texts}:
                    sent = {"slogan": words, "seal": self.house.seal}
                    yield f"{slug}, {script}, {length} letters", self._get(f"/make/{slug}/small.jpg", sent)

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Posters with the longest text of each template, stickers on them, pasted once."""
        site = parts(self.house.app)
        for what, template, variant, fields in self._drafts():
            if what not in self._posters:
                try:
                    design = read_design(site.renderer.sticker_catalogue, template, variant, fields, fields["stickers"])
                    code = publishing.publish(site, Submission(design, ""), now=NOW).code
                except Refused:
                    continue
                self._posters[what] = what, code
        yield from self._posters.values()

    def _prints(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for (what, code), paper in itertools.product(self._codes(), PAPERS):
            yield f"{what}, {paper}", self._get(f"/p/{code}/print.pdf", {"paper": paper})

    def _sheets(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for (what, code), slug in itertools.product(self._codes(), ("6-sheet", "square")):
            yield f"{what}, {slug}", self._get(f"/p/{code}/sheet/{slug}.jpg", {})

    def _streets(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for (what, code), scene in itertools.product(self._codes(), parts(self.house.app).scenes):
            yield f"{what}, {scene}", self._get(f"/p/{code}/street/{scene}.jpg", {})

    def _searches(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for script, text in TEXTS.items():
            yield f"search, {script}", self._get("/gallery", {"q": "".join(graphemes(text * 40)[:100])})

    def _bubbles(self, visit: Visit) -> Iterator[tuple[str, Callable[[], object]]]:
        for (script, text), length in itertools.product(TEXTS.items(), (12, 30, 60)):
            words = "".join(graphemes(text * 40)[:length])
            yield f"{script}, {length} letters", self._get(f"/stickers/{SPEAKING}.png", {"words": words})

    def _get(self, path: str, fields: Mapping[str, str]) -> Callable[[], object]:
        """Whoever asks again asks with other words, for what was met before costs less."""
        return lambda: self.house.client.get(f"{path}?{urlencode(self._afresh(fields))}").close()

    def _post(self, path: str, fields: Mapping[str, str]) -> None:
        self.house.client.post(path, data=self._afresh(fields)).close()

    def _afresh(self, fields: Mapping[str, str]) -> dict[str, str]:
        kept = {name: text for name, text in fields.items() if name in FIXED}
        return self._renewed({name: text for name, text in fields.items() if name not in FIXED}) | kept


def _usual(house: House, visit: Visit, rounds: int) -> float:
    """The middle of several; what is typed is new each time."""
    spent = []
    for number in range(rounds):
        words = {name: f"{text} {number}" for name, text in visit.usual.items() if text == "Some words"}
        if visit.rule.endpoint in ("maker.preview", "maker.edit", "maker.driveby"):
            words = {house.template.main.name: f"Fewer potholes, {random.randint(100, 999)} pot plants"}
        if "code" in visit.rule.arguments and visit.rule.endpoint in ("prints.pdf", "poster.report"):
            visit.path = house.path(visit.rule, publish(house.app, f"Fewer potholes {number}"))
        spent.append(house.scales.weigh(partial(house.ask, visit, words)))
    return median(spent)


def _floods(house: House, visit: Visit, names: Iterable[str]) -> Iterator[tuple[str, Callable[[], object]]]:
    room = ADDRESS // 3 if visit.method == "GET" else 60_000
    for name, (kind, unit) in itertools.product(names, UNITS.items()):
        for text in (sized(unit, room), flood(unit, 1000)):
            yield f"{name}: {len(text):,} code points, {kind}", partial(house.ask, visit, {name: text})


def _dearest(house: House, asked: Iterable[tuple[str, Callable[[], object]]]) -> Weighed | None:
    """Each weighed once, and the dearest three once more: what is dear twice is dear."""
    gc.collect()
    once = [(house.scales.weigh(ask), place, what, ask) for place, (what, ask) in enumerate(asked)]
    best = sorted(once, key=lambda each: each[:2], reverse=True)[:3]
    return max((Weighed(min(spent, house.scales.weigh(ask)), what) for spent, _, what, ask in best), default=None)


def _cells(weighed: Weighed | None) -> tuple[str, str]:
    return (f"{weighed.seconds * 1000:.1f}", weighed.what) if weighed else ("", "")


if __name__ == "__main__":
    main()
