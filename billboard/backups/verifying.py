"""Whether a backup is what was put there."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

from billboard.backups import databases, manifests
from billboard.backups.copying import AT_ONCE
from billboard.backups.manifests import DATABASE, PICTURES, BackupBroken, Manifest
from billboard.infra.backup_places import BackupPlace, FolderPlace, NotThere

SAMPLES = 32  # of so many parts one is read each day: within a month and a bit, all


def verify(place: BackupPlace, manifest: Manifest, *, sample: datetime | None = None) -> None:
    """All of the database, and of pictures that each is there with all its bytes. Their contents are read too: of a
    part that changes with the day where a `sample` is enough, else of all. Raises BackupBroken."""
    beside = place.folder if isinstance(place, FolderPlace) else None
    with tempfile.TemporaryDirectory(prefix=".verify-", dir=beside) as folder:
        archive = fetch_database(place, manifest, Path(folder))
        databases.check(archive, manifest.database, manifest.rows, Path(folder))
    kept = manifests.read_list(place, manifest)
    there = {name.rpartition("/")[2]: size for name, size in place.sizes(PICTURES)}
    wanting = [each.key for each in kept if there.get(each.digest) != each.size]
    if wanting:
        raise BackupBroken(f"{len(wanting)} pictures of {manifest.name} are missing or cut short: {wanting[0]} …")
    part = sample.toordinal() % SAMPLES if sample else None
    _read(place, {each.digest for each in kept if part is None or int(each.digest[:4], 16) % SAMPLES == part})


def fetch_database(place: BackupPlace, manifest: Manifest, folder: Path) -> Path:
    """Raises BackupBroken where it is not what was written."""
    archive = folder / "fetched.zip"
    try:
        place.get_file(manifests.place_of(manifest.name, DATABASE), archive)
    except NotThere:
        raise BackupBroken(f"{manifest.name} has no {DATABASE}.") from None
    archive.chmod(0o600)
    with archive.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != manifest.database_digest:
            raise BackupBroken(f"The database of {manifest.name} is not what was written.")
    return archive


def fetch_picture(place: BackupPlace, digest: str) -> bytes:
    """Raises BackupBroken where it is not what was written."""
    try:
        data = place.get(manifests.place_of_picture(digest))
    except NotThere:
        raise BackupBroken(f"The picture {digest} is missing.") from None
    if sha256(data).hexdigest() != digest:
        raise BackupBroken(f"The picture {digest} is not what was written.")
    return data


def _read(place: BackupPlace, digests: set[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as several:
        for _ in several.map(lambda digest: len(fetch_picture(place, digest)), sorted(digests)):
            pass
