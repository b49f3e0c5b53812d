"""A poster's stored pictures: kept, fetched, and moved to where the poster's status asks for.

Nobody else knows their keys. Each poster has a folder, its `image_key`, with a picture of each kind in it. Folders
never used before are given out, so that clearing up is safe. Those of posters that are not up lie under random names,
so that an address of the store that leaked while a poster was live leads nowhere.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from sqlalchemy import or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from billboard.campaigns.headers import HEADERS
from billboard.core.errors import NotFound, StoreUnavailable
from billboard.core.picture.stored_pictures import Pictures
from billboard.infra.db import Database
from billboard.infra.jobs import JobName
from billboard.infra.storage import STORE_DOWN, ImageStore, MissingImage, folder_of, key_of
from billboard.models import Campaign, Poster, Status, StudioDraft, StudioVersion
from billboard.posters.parts import SiteParts
from billboard.posters.posters import find, find_live

Kind = Literal["full", "thumb", "card"]
KINDS: tuple[Kind, ...] = ("full", "thumb", "card")
PLACES = {  # where the folders lie
    Status.LIVE: "posters/",
    Status.WAITING: "quarantine/",
    Status.HIDDEN: "quarantine/",
    Status.WITHDRAWN: "withdrawn/",  # nothing does
}
# Which columns name the folders that something still needs.
OWNERS: Mapping[str, tuple[InstrumentedAttribute[Any], ...]] = {
    PLACES[Status.LIVE]: (Poster.image_key,),
    PLACES[Status.HIDDEN]: (Poster.image_key,),
    HEADERS: (Campaign.header,),
    "studio/": (StudioVersion.folder, StudioDraft.folder),
}
AT_ONCE = 10  # posters whose pictures are moved while somebody waits
MOVING = "The picture is being moved. Load the page again in a moment."
DELETED = "There is no picture any more: whoever made the poster has withdrawn it."


def new_folder(status: Status, code: str) -> str:
    token = secrets.token_hex(16)
    return f"{PLACES[status]}{code[:2]}/{code}-{token}" if status is Status.LIVE else PLACES[status] + token


def put(store: ImageStore, folder: str, pictures: Pictures) -> None:
    """Raises StoreUnavailable; what that leaves behind belongs to no row."""
    for kind in KINDS:
        store.put(key_of(folder, kind), getattr(pictures, kind))


def remove(store: ImageStore, folder: str) -> None:
    for kind in KINDS:
        store.delete(key_of(folder, kind))


def fetch(parts: SiteParts, poster: Poster, kind: Kind) -> bytes:
    """A live poster's picture. Raises Gone and StoreUnavailable."""
    return _fetch(parts, poster, kind, lambda session: find_live(session, poster.code), STORE_DOWN)


def fetch_unlisted(parts: SiteParts, poster: Poster, kind: Kind) -> bytes:
    """The same whatever its status, for its maker's or a moderator's eyes. Raises NotFound and StoreUnavailable."""

    def again(session: Session) -> Poster:
        fresh = find(session, poster.code)
        if fresh.status is Status.WITHDRAWN:
            raise NotFound(DELETED)
        return fresh

    return _fetch(parts, poster, kind, again, MOVING)


def in_place(poster: Poster) -> bool:
    """Whether its pictures are where its status asks for."""
    return poster.image_key.startswith(PLACES[poster.status])


def misplaced(session: Session, codes: Collection[str] | None = None) -> list[str]:
    """Posters whose pictures are not where their status asks for: of these, or of all there are."""
    placed = or_(*((Poster.status == status) & Poster.image_key.startswith(place) for status, place in PLACES.items()))
    walk = select(Poster.code).where(~placed).order_by(Poster.id)
    return list(session.scalars(walk if codes is None else walk.where(Poster.code.in_(codes))))


def move_soon(parts: SiteParts, codes: Collection[str]) -> bool:
    """Move the pictures of posters that have just gone up or come down: of a few while somebody waits, of the others by
    a job; whether any have still to follow.

    A store that is down is no reason to refuse anything: what was decided holds on every page already.
    """
    with parts.database.read() as session:
        left = misplaced(session, codes)
    with suppress(StoreUnavailable):
        for code in left[:AT_ONCE]:
            move(parts, code)
        left = left[AT_ONCE:]
    if left:
        parts.jobs.enqueue(JobName.MOVE_PICTURES, codes=left)
    return bool(left)


def move(parts: SiteParts, code: str) -> bool:
    """Bring a poster's pictures to a folder in the place that its status asks for; whether they had to move.

    Those of a withdrawn poster are deleted. Safe to repeat and to interrupt: the copy is complete before the row
    changes, and the old bytes go last. Raises StoreUnavailable. Not for inside a transaction, which would wait.
    """
    with parts.database.read() as session:
        poster = find(session, code)
    if in_place(poster):
        return False
    old, new = poster.image_key, new_folder(poster.status, code)
    if poster.status is Status.WITHDRAWN:  # for good: here the row says last that it is done
        remove(parts.store, old)
        return _set_folder(parts.database, poster, new)
    try:
        for kind in KINDS:
            parts.store.put(key_of(new, kind), parts.store.get(key_of(old, kind)))
    except MissingImage:  # somebody else has moved them
        remove(parts.store, new)
        return False
    moved = _set_folder(parts.database, poster, new)
    remove(parts.store, old if moved else new)  # decided otherwise meanwhile: whoever did so moves them
    return moved


def delete_orphans(parts: SiteParts, *, older_than: datetime) -> int:
    """Delete pictures that no row points to: what publishes and moves that were cut short have left."""
    deleted = 0
    for prefix, owners in OWNERS.items():
        old = (image for image in parts.store.images(prefix) if image.modified < older_than)
        while batch := list(islice(old, 500)):
            folders = {folder_of(image.key) for image in batch}
            with parts.database.read() as session:
                owned = {each for owner in owners for each in session.scalars(select(owner).where(owner.in_(folders)))}
            for image in batch:
                if folder_of(image.key) not in owned:
                    parts.store.delete(image.key)
                    deleted += 1
    return deleted


def _fetch(parts: SiteParts, poster: Poster, kind: Kind, again: Callable[[Session], Poster], missing: str) -> bytes:
    try:
        return parts.store.get(key_of(poster.image_key, kind))
    except MissingImage:
        pass
    with parts.database.read() as session:  # its pictures may have been moved since the row was read
        fresh = again(session)
    try:
        return parts.store.get(key_of(fresh.image_key, kind))
    except MissingImage:
        raise StoreUnavailable(missing) from None


def _set_folder(database: Database, poster: Poster, folder: str) -> bool:
    """False where it was moved or decided otherwise since the row was read."""
    same = (Poster.id == poster.id, Poster.image_key == poster.image_key, Poster.status == poster.status)
    with database.write() as session:
        moved = update(Poster).where(*same).values(image_key=folder).returning(Poster.id)
        return session.scalar(moved) is not None
