"""What published templates cost: a worker's memory once many were used in turn, and a preview beside one of ours.

    python -m bench.templates [--templates 200] [--pairs 150]

The site runs as it does behind a proxy, two workers warmed before they are forked. Templates in three formats, one
colouring each, on the art of ours, are published into its database and store; then every one is previewed, small and
in each format, a poster is published on every tenth, and its prints and streets are asked for. Aims: 450 MB for each
worker, and at most 1.1 of the time of a preview of ours for one of the same boxes.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import tomli_w
from pydantic import SecretStr

from bench.attempts import ROOT, SETTINGS, Visitor, ask, begin
from bench.memory import say
from billboard import create_app
from billboard.core.catalogue.template_reading import FILE
from billboard.infra.config import Settings
from billboard.studio import publishing
from billboard.studio.folders import TemplateFolder
from tests.application import publish
from tests.servers.site import Site, Sites

FORMATS = ("48-sheet", "6-sheet", "square")
PRINTED = 10  # a poster on every so many templates


def folder_like(house: Path, title: str) -> TemplateFolder:
    """A template of ours in its first colouring, under another title."""
    told = tomllib.loads((house / FILE).read_text(encoding="utf-8"))
    told["variant"], told["title"] = told["variant"][:1], title
    stem = told["variant"][0]["art"].removesuffix(".jpg")
    names = [stem, *(f"{told['variant'][0]['slug']}-{each}" for each in told.get("format", {}))]
    return TemplateFolder(tomli_w.dumps(told), {name: (house / f"{name}.jpg").read_bytes() for name in names})


def fill(site: Site, count: int) -> tuple[list[tuple[str, str]], list[str]]:
    """Publish so many: the slug of each with that of the one it is like; and the codes of posters on some."""
    settings = Settings(
        database_url=site.environment["DATABASE_URL"],
        image_store=site.environment["IMAGE_STORE"],
        art_folder=site.environment["ART_FOLDER"],
        secret_key=SecretStr(site.environment["SECRET_KEY"]),
        log_level="ERROR",
    )
    app = create_app(settings)
    parts, now, made = app.extensions["billboard"], datetime.now(UTC), []
    house = sorted(path.parent for path in (ROOT / "artwork").glob(f"*/{FILE}"))
    for number, each in enumerate(islice(cycle(house), count)):
        done = publishing.publish(parts, folder_like(each, f"Published {number}"), now=now, by=None)
        made.append((done.slug, each.name))
    codes = [publish(app, "No", slug=slug, now=now) for slug, _ in made[::PRINTED]]
    return made, codes


def preview(visitor: Visitor, slug: str, words: str, sheet: str = FORMATS[0]) -> float:
    """Milliseconds that a preview takes."""
    typed = urlencode({"headline": words, "sheet": sheet, "variant": ""})
    begun = time.perf_counter()
    status, _ = ask(visitor, f"/make/{slug}/preview.jpg?{typed}")
    if b" 200 " not in status and b" 422 " not in status:
        raise SystemExit(f"{slug}: {status.decode()}")
    return (time.perf_counter() - begun) * 1000


def look(visitor: Visitor, path: str) -> None:
    status, _ = ask(visitor, path)
    if b" 200 " not in status and b" 404 " not in status:  # words may find no room in a format
        raise SystemExit(f"{path}: {status.decode()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--templates", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=150)
    options = parser.parse_args()
    with ExitStack() as stack:
        site = Sites(stack)(SETTINGS)
        begun = time.perf_counter()
        made, codes = fill(site, options.templates)
        print(f"{len(made)} templates published, {(time.perf_counter() - begun) / len(made) * 1000:.0f} ms each")
        visitor = begin(site)
        print(f"{'MB of each worker:':22}  all   own   Pss")
        say(site, "warmed")
        for slug, _ in made:
            preview(visitor, slug, "Read this")
        say(site, "previews")
        for slug, _ in made:
            look(visitor, f"/make/{slug}/sample.jpg")
        say(site, "the chooser")
        for sheet in FORMATS[1:]:
            for slug, _ in made:
                preview(visitor, slug, "Read this", sheet)
        say(site, "other formats")
        for code in codes:
            for path in ("print.pdf", "sheet/6-sheet.jpg", "street/roadside.jpg"):
                look(visitor, f"/p/{code}/{path}")
        say(site, "prints and streets")
        for slug, _ in made:
            preview(visitor, slug, "Once more")
        say(site, "previews again")
        slug, like = made[0]
        pairs = [(preview(visitor, like, f"No {n}"), preview(visitor, slug, f"No {n}")) for n in range(options.pairs)]
        ours, theirs = (median(each[side] for each in pairs) for side in (0, 1))
        print(f"a preview of ours {ours:.1f} ms, of one published {theirs:.1f} ms: {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
