"""A poster's stored pictures: fetched, and kept where the poster's status says."""

import secrets
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from billboard.campaigns.campaigns import HEADERS
from billboard.core.errors import StoreUnavailable
from billboard.infra.db import Database
from billboard.infra.storage import STORE_DOWN, ImageStore, MissingImage
from billboard.models import Campaign, Poster, Status
from billboard.posters.posters import find, find_live

Kind = Literal["full", "thumb", "card"]
KINDS: tuple[Kind, ...] = ("full", "thumb", "card")
PLACES = {  # where their pictures lie
    Status.LIVE: "posters/",
    Status.WAITING: "quarantine/",
    Status.HIDDEN: "quarantine/",
    Status.WITHDRAWN: "withdrawn/",
}


def fetch(database: Database, store: ImageStore, poster: Poster, kind: Kind) -> bytes:
    """The bytes of a live poster's picture. Raises Gone and StoreUnavailable."""
    try:
        return store.get(f"{poster.image_key}/{kind}.jpg")
    except MissingImage:
        pass
    with database.read() as session:  # it may have been hidden, or restored, since the row was read
        fresh = find_live(session, poster.code)
    try:
        return store.get(f"{fresh.image_key}/{kind}.jpg")
    except MissingImage:
        raise StoreUnavailable(STORE_DOWN) from None


def settle(database: Database, store: ImageStore, code: str) -> bool:
    """Bring a poster's pictures to the keys its status asks for; return whether they had to move.

    Hidden ones wait under a fresh random key, so that an address of the store that leaked while they were live leads
    nowhere; those of a withdrawn poster are deleted. Safe to repeat and to interrupt: the copy is complete before the
    row changes, and the old bytes go last. Raises StoreUnavailable; `collect-orphans` finishes what that leaves.
    """
    with database.read() as session:
        poster = find(session, code)
    old, new = poster.image_key, _key_for(poster)
    if old == new:
        return False
    try:
        for kind in KINDS if poster.status != Status.WITHDRAWN else ():
            store.put(f"{new}/{kind}.jpg", store.get(f"{old}/{kind}.jpg"))
    except MissingImage:  # somebody else has moved them
        remove(store, new)
        return False
    with database.write() as session:
        moved = session.scalar(
            update(Poster)
            .where(Poster.id == poster.id, Poster.image_key == old, Poster.status == poster.status)
            .values(image_key=new)
            .returning(Poster.id)
        )
    if moved is not None:
        remove(store, old)
        return True
    remove(store, new)  # decided otherwise meanwhile: whoever did so settles it
    return False


def unsettled(session: Session) -> list[str]:
    """Posters whose pictures are not yet where their status asks for."""
    settled = or_(*((Poster.status == status) & Poster.image_key.startswith(place) for status, place in PLACES.items()))
    return list(session.scalars(select(Poster.code).where(~settled)))


def delete_orphans(database: Database, store: ImageStore, *, older_than: datetime) -> int:
    """Delete pictures that no row points to: what publishes and moves that were cut short have left."""
    deleted = 0
    for prefix in ("posters/", "quarantine/", HEADERS):
        owner = Campaign.header if prefix == HEADERS else Poster.image_key
        old = (image for image in store.images(prefix) if image.modified < older_than)
        while batch := list(islice(old, 500)):
            folders = {image.key.rpartition("/")[0] for image in batch}
            with database.read() as session:
                owned = set(session.scalars(select(owner).where(owner.in_(folders))))
            for image in batch:
                if image.key.rpartition("/")[0] not in owned:
                    store.delete(image.key)
                    deleted += 1
    return deleted


def remove(store: ImageStore, image_key: str) -> None:
    for kind in KINDS:
        store.delete(f"{image_key}/{kind}.jpg")


def _key_for(poster: Poster) -> str:
    """Where the pictures belong: where they are, or under a key that was never used, so that clearing up is safe."""
    place = PLACES[poster.status]
    if poster.image_key.startswith(place):
        return poster.image_key
    token = secrets.token_hex(16)
    return f"{place}{poster.code[:2]}/{poster.code}-{token}" if poster.status == Status.LIVE else place + token
