"""A backup of many posters while the wall is read and posters are published, hidden and taken down; and its restore.

    python -m bench.backup [--posters 10000] [--postgresql]

Aim: minutes, and nothing lost: after the restore every poster that is up or hidden has its three pictures, byte for
byte, and none that was hidden when the database was copied is shown.
"""

import argparse
import itertools
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from flask import Flask
from pydantic import SecretStr
from sqlalchemy import insert, select

from billboard import create_app
from billboard.backups import making, restoring
from billboard.core.catalogue.designs import read_design
from billboard.core.picture.stored_pictures import Pictures
from billboard.infra.backup_places import FolderPlace
from billboard.infra.config import Settings
from billboard.infra.storage import MissingImage, key_of
from billboard.models import Poster, Status
from billboard.posters import pictures, publishing, status_changes
from billboard.posters.publishing import Submission
from billboard.web.site import Site, now
from tests.servers.postgres import postgres

DRAWN = 3  # posters that are really drawn; the others are theirs with a few bytes more
KEEP = timedelta(days=14)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Result:
    first: float  # seconds
    second: float  # of a backup a moment later
    restored: float
    pictures: int
    copied: int  # by the second
    read: int  # pages meanwhile
    changed: int  # posters published, hidden and taken down meanwhile
    lost: int  # pictures
    shown: int  # that were hidden


def site(url: str, folder: Path) -> Flask:
    return create_app(
        Settings(
            database_url=url,
            image_store=f"folder:{folder}",
            secret_key=SecretStr("only-for-benches-0123456789abcdef"),
            log_level="ERROR",
            network_seconds=3600,
        )
    )


def parts(app: Flask) -> Site:
    found = app.extensions["billboard"]
    assert isinstance(found, Site)
    return found


def publish(app: Flask, number: int) -> str:
    of = parts(app)
    template = next(iter(of.templates.values()))
    slot = next(each for each in template.slots if each.required)
    typed = template.defaults | {slot.name: f"Number {number}"}
    design = read_design(of.renderer.sticker_catalogue, template, template.variants[0], typed, "")
    return publishing.publish(of, Submission(design), now=now()).code


def fill(app: Flask, number: int) -> None:
    """Each with pictures that no other has."""
    of = parts(app)
    codes = [publish(app, each) for each in range(min(DRAWN, number))]
    with of.database.read() as session:
        drawn = [dict(row._mapping) for row in session.execute(select(Poster.__table__).where(Poster.code.in_(codes)))]
    data = [[of.store.get(key_of(row["image_key"], kind)) for kind in pictures.KINDS] for row in drawn]
    rows = []
    for each in range(len(codes), number):
        row, mark = drawn[each % len(drawn)], f"{each:08}".encode()
        folder = pictures.new_folder(Status.LIVE, f"b{each:07}")
        pictures.put(of.store, folder, Pictures(*(one + mark for one in data[each % len(drawn)])))
        rows.append({**row, "id": 1000 + each, "code": f"b{each:07}", "submission": mark.decode(), "image_key": folder})
    with of.database.write() as session:
        for start in range(0, len(rows), 500):
            session.execute(insert(Poster.__table__), rows[start : start + 500])  # type: ignore[arg-type]


@contextmanager
def under_load(app: Flask) -> Iterator[tuple[list[str], list[str]]]:
    """One reads the wall, one publishes, hides and takes down; yields what was read and what was changed."""
    stop, read, changed = threading.Event(), list[str](), list[str]()
    numbers = itertools.count(1_000_000)

    def reads() -> None:
        client = app.test_client()
        while not stop.is_set():
            assert client.get("/gallery?sort=new").status_code == 200
            read.append("/gallery")

    def changes() -> None:
        while not stop.is_set():
            code = publish(app, next(numbers))
            status = (Status.LIVE, Status.HIDDEN, Status.WITHDRAWN)[len(changed) % 3]
            if status is not Status.LIVE:
                set_status(app, code, status)
            changed.append(code)

    workers = [threading.Thread(target=each) for each in (reads, changes)]
    for each in workers:
        each.start()
    try:
        yield read, changed
    finally:
        stop.set()
        for each in workers:
            each.join()


def set_status(app: Flask, code: str, status: Status) -> None:
    of = parts(app)
    with status_changes.changing_statuses(of) as changes:
        poster = changes.session.scalars(select(Poster).where(Poster.code == code)).one()
        status_changes.set_status(changes, poster, status, now=now())


def statuses(app: Flask) -> dict[str, tuple[Status, str]]:
    with parts(app).database.read() as session:
        walk = session.execute(select(Poster.code, Poster.status, Poster.image_key))
        return {code: (status, folder) for code, status, folder in walk}


def lost(app: Flask) -> int:
    found = 0
    for status, folder in statuses(app).values():
        for kind in pictures.KINDS if status is not Status.WITHDRAWN else ():
            try:
                parts(app).store.get(key_of(folder, kind))
            except MissingImage:
                found += 1
    return found


def measure(url: str, other: str, folder: Path, posters: int) -> Result:
    app, place = site(url, folder / "images"), FolderPlace(folder / "backups")
    app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
    fill(app, posters)
    hidden = [code for code, _ in itertools.islice(statuses(app).items(), 0, posters, 10)]
    for code in hidden:
        set_status(app, code, Status.HIDDEN)
    with under_load(app) as (read, changed):
        first, _ = timed(lambda: making.back_up(parts(app), place, now=now(), keep=KEEP))
        second, made = timed(lambda: making.back_up(parts(app), place, now=now(), keep=KEEP))
    again = site(other, folder / "images-again")
    restored, _ = timed(lambda: list(restoring.restore(parts(again), place, made.manifest.name, now=now())))
    client = again.test_client()
    shown = sum(client.get(f"/p/{code}/thumb.jpg").status_code != 410 for code in hidden)
    missing = lost(again)
    for each in (app, again):
        close(parts(each))
    return Result(first, second, restored, made.manifest.pictures, made.copied, len(read), len(changed), missing, shown)


def close(of: Site) -> None:
    for ledger in (of.daily_counts, of.hourly_counts, of.looks, of.attempts, of.failed_sign_ins):
        ledger.close()
    of.jobs.close()
    of.database.engine.dispose()


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    begun = perf_counter()
    answer = work()
    return perf_counter() - begun, answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posters", type=int, default=10_000)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = [f"sqlite:///{folder / name}.db" for name in ("one", "two")]
        if given.postgresql:
            server = stack.enter_context(postgres())
            urls = [server.create_database() for _ in urls]
        found = measure(urls[0], urls[1], folder, given.posters)
    print(f"{found.pictures:,} pictures; meanwhile {found.read:,} pages read and {found.changed:,} posters changed")
    print(f"backup          {found.first:7.1f} s")
    print(f"the next one    {found.second:7.1f} s, {found.copied:,} pictures were new")
    print(f"restore         {found.restored:7.1f} s")
    print(f"{found.lost} pictures lost, {found.shown} posters shown that were hidden")


if __name__ == "__main__":
    main()
