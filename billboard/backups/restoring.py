"""Put a backup back: pictures first, which belong to no row until the database comes, whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from time import sleep

from sqlalchemy import inspect, select

from billboard.backups import databases, manifests, verifying
from billboard.backups.copying import AT_ONCE, BATCH
from billboard.backups.making import scratch
from billboard.backups.manifests import Kept, Manifest
from billboard.backups.site_parts import SiteParts
from billboard.core.errors import Refused
from billboard.core.text.wording import count
from billboard.infra import migrations
from billboard.infra.backup_places import BackupPlace
from billboard.infra.storage import ImageStore
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Kind, Lease

BEATS = 4.0  # seconds within which a runner of jobs that lives is seen to
NOT_EMPTY = "This site is not empty. A restore throws away what it has: say --replace if that is what you want."
RUNNING = "This site is running. Stop it first: the gunicorns and whatever runs its jobs."
OTHER_KIND = "This backup is of {}, and DATABASE_URL names {}. Restore it to the kind of database it was made of."
NEWER = "This backup was made by a newer version (its tables are {}, this version knows {}). Install that one first."
OTHER_KEY = (
    "It was made under another SECRET_KEY. Put that among SECRET_KEY_FALLBACKS, or links, apps for codes and cookies "
    "of then are no good."
)


def restore(
    site: SiteParts, place: BackupPlace, name: str = "", *, replace: bool = False, now: datetime
) -> Iterator[str]:
    """In sentences. Raises Refused before anything is changed, BackupBroken, PlaceUnavailable and StoreUnavailable."""
    manifest = manifests.read(place, name or manifests.newest(place))
    _may(site, manifest, replace=replace)
    kept = manifests.read_list(place, manifest)
    with scratch(place) as folder:
        archive = verifying.fetch_database(place, manifest, folder)
        databases.check(archive, manifest.database, manifest.rows, folder)
        yield f"{manifest.name} holds {sum(manifest.rows.values()):,} rows and {len(kept):,} pictures."
        _put_pictures(site.store, place, kept)
        databases.put_back(archive, site.database.engine, manifest.revision, manifest.rows, folder)
    with site.database.write() as session:
        details: Mapping[str, str] = {"made": manifest.made, "revision": manifest.revision}
        journal.record(session, Act(Kind.ERASURE, "restore", subject=manifest.name, details=details), now=now)
    yield f"The site is as it was at {manifest.moment:%Y-%m-%d %H:%M:%S} UTC. Everybody has to sign in again."
    if manifest.lost:
        yield f"Not in the store when it was made, and not now: {count(len(manifest.lost), 'picture')}."
    if manifest.key_mark not in map(manifests.key_mark, site.secret_keys):
        yield OTHER_KEY


def _may(site: SiteParts, manifest: Manifest, *, replace: bool) -> None:
    """Raises Refused."""
    here = databases.kind(site.database.engine)
    if manifest.database != here:
        raise Refused(OTHER_KIND.format(manifest.database, here))
    if manifest.revision not in migrations.known():
        raise Refused(NEWER.format(manifest.revision, migrations.expected()))
    if not replace and not databases.is_empty(site.database):
        raise Refused(NOT_EMPTY)
    if _runs(site):
        raise Refused(RUNNING)


def _runs(site: SiteParts) -> bool:
    """Whether somebody runs its jobs: whoever holds the lease gives a sign every few seconds."""
    before = _beats(site)
    if not any(holder for holder, _ in before):
        return False
    sleep(BEATS)
    return _beats(site) != before


def _beats(site: SiteParts) -> Sequence[tuple[str, int]]:
    with site.database.read() as session:
        if not inspect(session.connection()).has_table(Lease.__tablename__):
            return []
        return [(row.holder, row.beat) for row in session.execute(select(Lease.holder, Lease.beat))]


def _put_pictures(store: ImageStore, place: BackupPlace, kept: Sequence[Kept]) -> None:
    def put(each: Kept) -> None:
        store.put(each.key, verifying.fetch_picture(place, each.digest))

    with ThreadPoolExecutor(AT_ONCE) as several:
        walk = iter(kept)
        while batch := list(islice(walk, BATCH)):
            for _ in several.map(put, batch):
                pass
