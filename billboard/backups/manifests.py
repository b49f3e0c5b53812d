"""What a backup says of itself, and where its parts lie.

backups/<name>/database.zip     every table
backups/<name>/pictures.gz      a line for each picture: SHA-256, bytes, key
backups/<name>/manifest.json    written last: without it there is no backup
pictures/<ab>/<SHA-256>         each picture once, however many backups have it
under-way/<name>                while one is being made
"""

import gzip
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from billboard.core.errors import Refused
from billboard.infra.backup_places import BackupPlace, NotThere
from billboard.infra.derived_keys import derived

FORMAT = 1
BACKUPS, PICTURES, UNDER_WAY = "backups/", "pictures/", "under-way/"
DATABASE, LIST, MANIFEST = "database.zip", "pictures.gz", "manifest.json"


class BackupBroken(Refused):
    """Something in a backup is not what was put there."""


class Kept(NamedTuple):
    """A picture in a backup."""

    key: str  # under which the store had it
    digest: str
    size: int


@dataclass(frozen=True)
class Manifest:
    name: str
    made: str  # the moment of the database's copy, ISO 8601 in UTC
    database: str  # sqlite or postgresql
    revision: str  # of its tables
    rows: Mapping[str, int]  # of each table
    database_digest: str
    list_digest: str
    pictures: int
    picture_bytes: int
    lost: tuple[str, ...]  # keys that rows name and the store does not have
    key_mark: str  # of the SECRET_KEY that signs; says nothing of it
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made)


def new_name(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y-%m-%dt%H%M%Sz}-{secrets.token_hex(3)}"


def place_of(name: str, part: str) -> str:
    return f"{BACKUPS}{name}/{part}"


def place_of_picture(digest: str) -> str:
    return f"{PICTURES}{digest[:2]}/{digest}"


def key_mark(secret_key: str) -> str:
    return derived("billboard.backup", secret_key).hex()[:16]


def write_list(kept: Iterable[Kept]) -> bytes:
    lines = "".join(f"{each.digest} {each.size} {each.key}\n" for each in sorted(kept))
    return gzip.compress(lines.encode(), mtime=0)


def read_list(place: BackupPlace, manifest: Manifest) -> list[Kept]:
    """Raises BackupBroken."""
    data = part_of(place, manifest.name, LIST)
    if sha256(data).hexdigest() != manifest.list_digest:
        raise BackupBroken(f"The list of pictures of {manifest.name} is not what was written.")
    rows = (line.split(" ", 2) for line in gzip.decompress(data).decode().splitlines())
    return [Kept(key, digest, int(size)) for digest, size, key in rows]


def write(manifest: Manifest) -> bytes:
    body = asdict(manifest)
    return json.dumps({**body, "digest": _digest(body)}, indent=1).encode()


def read(place: BackupPlace, name: str) -> Manifest:
    """Raises BackupBroken where there is none, or none that this version reads."""
    try:
        body = json.loads(part_of(place, name, MANIFEST))
        if body.get("format") != FORMAT:
            raise BackupBroken(f"{name} was written by a newer version. Install that one to read it.")
        digest = body.pop("digest", "")
        if digest != _digest(body):
            raise BackupBroken(f"The manifest of {name} is not what was written.")
        return Manifest(**{**body, "lost": tuple(body["lost"])})
    except (ValueError, TypeError, AttributeError, KeyError):
        raise BackupBroken(f"The manifest of {name} cannot be read.") from None


def part_of(place: BackupPlace, name: str, part: str) -> bytes:
    try:
        return place.get(place_of(name, part))
    except NotThere:
        raise BackupBroken(f"{name} has no {part}.") from None


def names(place: BackupPlace) -> list[str]:
    """Of all backups that were finished, the oldest first."""
    found = (path.split("/") for path, _ in place.sizes(BACKUPS))
    return sorted(parts[1] for parts in found if parts[-1] == MANIFEST)


def newest(place: BackupPlace) -> str:
    """Raises BackupBroken where there is none."""
    if not (found := names(place)):
        raise BackupBroken("There is no backup in this place.")
    return found[-1]


def _digest(body: Mapping[str, object]) -> str:
    return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
