"""Make a backup while the site runs.

Most pictures are copied first. Then comes the database, in one moment, and after it what that copy names and has not
been copied yet. A picture that has left its key in between, because its poster was hidden or withdrawn just now, makes
the copy of the database too old: it is made again. So every row of a backup has its pictures, and what was hidden when
it was made is hidden in it.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path

from billboard.backups import belongings, databases, forgetting, manifests, verifying
from billboard.backups.copying import Pictures
from billboard.backups.manifests import DATABASE, LIST, MANIFEST, UNDER_WAY, BackupBroken, Kept, Manifest
from billboard.backups.site_parts import SiteParts
from billboard.backups.tables import Copied
from billboard.core.errors import Refused
from billboard.core.text.wording import count
from billboard.infra import migrations
from billboard.infra.backup_places import BackupPlace, FolderPlace
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Kind

ROUNDS = 8  # copies of the database until its pictures hold still
RESTLESS = "Pictures are moved faster than they can be copied. Try again when fewer posters are hidden at once."


@dataclass(frozen=True)
class Made:
    manifest: Manifest
    copied: int  # pictures that were not in the place yet
    forgotten: int  # backups


def back_up(site: SiteParts, place: BackupPlace, *, now: datetime, keep: timedelta, rule: str = "") -> Made:
    """Raises Refused, BackupBroken where it does not hold, PlaceUnavailable and StoreUnavailable."""
    with site.database.engine.connect() as connection:
        if not (revision := migrations.present(connection)):
            raise Refused("The database has no tables yet.")
    name = manifests.new_name(now)
    place.put(UNDER_WAY + name, b"")  # before looking at what is there: nobody forgets any of it meanwhile
    try:
        pictures = Pictures(site.store, place, _before(place))
        with site.database.engine.connect() as connection:
            wanted = belongings.of(connection)
        pictures.copy(wanted)
        with scratch(place) as folder:
            copied, kept, lost = _at_one_moment(site, pictures, folder)
            manifest = _write(site, place, name, copied, kept, lost)
        verifying.verify(place, manifest, sample=now)
    finally:
        place.delete(UNDER_WAY + name)
    forgotten = forgetting.forget(place, before=now - keep, now=now)
    if revision == migrations.expected():  # else this version does not write into those tables yet
        with site.database.write() as session:
            act = Act(Kind.UPKEEP, "backup", name, details={"copied": pictures.copied, "forgotten": forgotten})
            journal.record(session, act, rule=rule, now=now)
    return Made(manifest, pictures.copied, forgotten)


def told(made: Made) -> Iterator[str]:
    """In sentences."""
    manifest = made.manifest
    rows, size = sum(manifest.rows.values()), manifest.picture_bytes / 1e6
    yield f"{manifest.name}: {rows:,} rows and {manifest.pictures:,} pictures ({size:,.0f} MB), and every one holds."
    yield f"New among them: {count(made.copied, 'picture')}. Forgotten: {count(made.forgotten, 'older backup')}."
    if manifest.lost:
        yield f"Named by rows, but not in the store and so not in the backup: {count(len(manifest.lost), 'picture')}."


@contextmanager
def scratch(place: BackupPlace) -> Iterator[Path]:
    """A private folder with room for a database: where the backups are, if that is a folder, else where TMPDIR says."""
    if isinstance(place, FolderPlace):
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.folder if isinstance(place, FolderPlace) else None
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=beside) as folder:
        yield Path(folder)


def _at_one_moment(site: SiteParts, pictures: Pictures, folder: Path) -> tuple[Copied, list[Kept], frozenset[str]]:
    before: frozenset[str] | None = None
    for _ in range(ROUNDS):
        copied = databases.copy(site.database.engine, folder)
        kept, missing = pictures.copy(copied.belongings)
        # What two copies name and nobody has is not on its way anywhere: the store has lost it.
        if not missing or (before is not None and missing <= before):
            return copied, kept, missing
        before = missing
    raise Refused(RESTLESS)


def _before(place: BackupPlace) -> list[Kept]:
    """What the newest backup holds; nothing where there is none that can be read: then all is read anew."""
    try:
        return manifests.read_list(place, manifests.read(place, manifests.newest(place)))
    except BackupBroken:
        return []


def _write(
    site: SiteParts, place: BackupPlace, name: str, copied: Copied, kept: list[Kept], lost: frozenset[str]
) -> Manifest:
    listed = manifests.write_list(kept)
    with copied.file.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    manifest = Manifest(
        name=name,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        database=databases.kind(site.database.engine),
        revision=copied.revision,
        rows=copied.rows,
        database_digest=digest,
        list_digest=sha256(listed).hexdigest(),
        pictures=len(kept),
        picture_bytes=sum(each.size for each in kept),
        lost=tuple(sorted(lost)),
        key_mark=manifests.key_mark(site.secret_keys[0]),
    )
    place.put_file(manifests.place_of(name, DATABASE), copied.file)
    place.put(manifests.place_of(name, LIST), listed)
    place.put(manifests.place_of(name, MANIFEST), manifests.write(manifest))  # last: now it is one
    return manifest
