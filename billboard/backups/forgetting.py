"""Backups that are older than they may be, and pictures that no backup has any more."""

from datetime import UTC, datetime, timedelta

from billboard.backups import manifests
from billboard.backups.manifests import BACKUPS, MANIFEST, PICTURES, UNDER_WAY, place_of_picture
from billboard.infra.backup_places import BackupPlace

ABANDONED = timedelta(hours=12)  # after which one that is under way is thought to have died


def forget(place: BackupPlace, *, before: datetime, now: datetime) -> int:
    """How many backups; the newest stays, however old. Nothing while another is being made."""
    if _under_way(place, now):
        return 0
    names = manifests.names(place)
    old = [name for name in names[:-1] if _moment(name) < before]
    for name in old:
        place.delete(manifests.place_of(name, MANIFEST))  # first: what is left of it is no backup
    _sweep(place, set(names) - set(old))
    return len(old)


def _sweep(place: BackupPlace, stay: set[str]) -> None:
    """What belongs to no backup: parts of one that died, pictures that only forgotten ones had."""
    for path, _ in list(place.sizes(BACKUPS)):
        if path.split("/")[1] not in stay:
            place.delete(path)
    wanted = set[str]()
    for name in stay:
        wanted |= {each.digest for each in manifests.read_list(place, manifests.read(place, name))}
    for path, _ in list(place.sizes(PICTURES)):
        if (digest := path.rpartition("/")[2]) not in wanted:
            place.delete(place_of_picture(digest))


def _under_way(place: BackupPlace, now: datetime) -> bool:
    living = False
    for path, _ in list(place.sizes(UNDER_WAY)):
        if _moment(path.rpartition("/")[2]) < now - ABANDONED:
            place.delete(path)
        else:
            living = True
    return living


def _moment(name: str) -> datetime:
    """Of a backup, by its name; long ago for what is no name of ours."""
    try:
        return datetime.strptime(name.rpartition("-")[0], "%Y-%m-%dt%H%M%Sz").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
