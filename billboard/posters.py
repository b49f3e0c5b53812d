"""Verbs on posters: publish, find, fetch a picture, and keep the pictures where the poster's status says."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Literal

from sqlalchemy import or_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from billboard import admission, campaigns, newcomers, numbers, visitors
from billboard.core import fairness, ranking, wording
from billboard.core.designs import Design, read_design
from billboard.core.errors import Gone, NotFound, Refused, StoreUnavailable, Waiting
from billboard.core.rendering import Renderer
from billboard.core.stickers import as_values, from_values, write_stickers
from billboard.core.templates import PosterTemplate, Variant
from billboard.db import Database
from billboard.models import LIVE, Campaign, Claim, Descent, Kinship, Origin, Poster, Status
from billboard.storage import STORE_DOWN, ImageStore, MissingImage

Kind = Literal["full", "thumb", "card"]
KINDS: tuple[Kind, ...] = ("full", "thumb", "card")
PLACES = {  # of their pictures
    Status.LIVE: "posters/",
    Status.WAITING: "quarantine/",
    Status.HIDDEN: "quarantine/",
    Status.WITHDRAWN: "withdrawn/",
}
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read aloud and typed
CODE_LENGTH = 10  # 31**10, 8e14: a chance below 1e-5 that 100,000 posters hold one pair


def publish(
    database: Database,
    store: ImageStore,
    renderer: Renderer,
    *,
    template: PosterTemplate,
    variant: Variant,
    fields: Mapping[str, str],
    key: str,
    now: datetime,
    claim: Callable[[str], str] | None = None,
    parent: tuple[str, Kinship] | None = None,
    campaign: str = "",
    address: str = "",
) -> str:
    """Make a poster of what was typed and return its code.

    `fields` are the slots' by name, and `stickers` (core.stickers.write_stickers). `key` is the form's own: the same
    key with the same content makes one poster, however often and at once it comes. `claim` gives the digest of the
    maker's secret for a submission. `parent` is the code of the poster that this one remixes or answers; one that has
    gone meanwhile is forgotten. `campaign` is the slug of the one it is made for, which may ask for an imprint and for
    a moderator to look first. `address` is hashed here and kept nowhere; its hash goes with the day.
    Raises Refused where the campaign does not take it, SloganProblems, StoreUnavailable; then nothing is left behind.
    """
    home = _campaign(database, campaign) if campaign else None
    design = read_design(template, variant, fields, renderer.tray)
    if home:
        design = replace(design, imprint=home.imprint)
    submission = _submission(key, design, campaign)
    if made := _submitted(database, submission):
        return made
    if home:
        admission.require_entry(home, template.slug, now)
    pictures = renderer.pictures(design)
    code = new_code()
    digest = hashlib.sha256(pictures.full).hexdigest()
    waits = home is not None and home.premoderated
    image_key = PLACES[Status.WAITING] + secrets.token_hex(16) if waits else f"posters/{code[:2]}/{code}-{digest[:16]}"
    published = now.replace(microsecond=0)
    poster = Poster(
        code=code,
        submission=submission,
        template=template.slug,
        template_version=template.version,
        variant=variant.slug,
        slogan=dict(design.slogan),
        stickers=as_values(design.stickers),
        words=" ".join(
            (
                *wording.search_words(design.text),
                template_token(template.slug),
                *((campaign_token(home.id),) if home else ()),
            )
        ),
        motto=fairness.motto(design.slogan[template.main.name] or design.text),
        said=numbers.said(design.slogan, as_values(design.stickers), template.defaults, renderer.tray.said),
        digest=digest,
        image_key=image_key,
        status=Status.WAITING if waits else Status.LIVE,
        votes=0,
        open_reports=0,
        urgency=0,
        campaign_id=home.id if home else None,
        imprint=design.imprint,
    )
    date(poster, published)
    # Pictures first: a picture without a row is harmless and collected later, a row without a picture is not.
    try:
        for kind in KINDS:
            store.put(f"{image_key}/{kind}.jpg", getattr(pictures, kind))
    except BaseException:
        with suppress(StoreUnavailable):
            remove_pictures(store, image_key)
        raise
    try:
        with database.write() as session:
            if home:
                admission.lock_for_entry(session, home, template.slug, now)
                admission.put_up(session, poster)
            session.add(poster)
            session.flush()
            if claim:
                session.add(Claim(poster_id=poster.id, digest=claim(submission)))
            if parent and (elder := _row_of(session, parent[0])):
                session.add(Descent(poster_id=poster.id, parent_id=elder, kinship=parent[1]))
            if address:
                day = int(now.timestamp()) // 86400
                origin = visitors.network(address, visitors.daily_key(session, day))
                session.add(Origin(poster_id=poster.id, day=day, network=origin))
            follow(session, poster, None)
    except (DBAPIError, Refused):
        # A second click won the race, or the answer to a commit was lost. Where even this question fails, the pictures
        # stay: there may be a row.
        made = _submitted(database, submission)
        if made != code:
            with suppress(StoreUnavailable):
                remove_pictures(store, image_key)
        if made is None:
            raise
        return made
    return code


def date(poster: Poster, moment: datetime) -> None:
    """Set when a poster went up, and what follows from it."""
    seconds = moment.timestamp()
    poster.published, poster.hot = moment, ranking.hot(poster.votes, seconds)
    poster.hour, poster.day = int(seconds) // 3600, int(seconds) // 86400


def follow(session: Session, poster: Poster, before: Status | None) -> None:
    """All that must come along when a poster's status has changed; `before` is None for one that was just made."""
    numbers.follow(session, poster, before)
    newcomers.follow(session, poster, before)


def _campaign(database: Database, slug: str) -> Campaign:
    with database.read() as session:
        return campaigns.find(session, slug)


def _row_of(session: Session, code: str) -> int | None:
    return session.scalar(select(Poster.id).where(Poster.code == code, LIVE)) if is_code(code) else None


def design_of(renderer: Renderer, poster: Poster) -> Design:
    """What a poster is made of, to draw it again in another format. Raises NotFound where its template has gone.

    Stickers that have left the tray are left out; so a picture that was stored may show more.
    """
    template = renderer.templates.get(poster.template)
    if template is None:
        raise NotFound("The template of this poster is no longer kept, so that it cannot be drawn afresh.")
    stickers = from_values(renderer.tray, poster.stickers)
    return Design(template, template.variant(poster.variant), poster.slogan, stickers, poster.imprint)


def template_token(slug: str) -> str:
    """A search token that no typed word can be: with it, words within one template are found like any words."""
    return "\ue000" + slug.replace("-", "\ue001")


def campaign_token(number: int) -> str:
    """The same for the campaign with this row's number."""
    return f"\ue002{number}"


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def is_code(text: str) -> bool:
    """Whether a poster could have this code: databases differ in what else they can be asked for."""
    return text.isascii() and text.isalnum() and len(text) <= 16


def find(session: Session, code: str, *, lock: bool = False) -> Poster:
    """The poster, whatever its status; `lock` keeps others from changing it meanwhile. Raises NotFound."""
    chosen = select(Poster).where(Poster.code == code)
    poster = session.scalar(chosen.with_for_update() if lock else chosen) if is_code(code) else None
    if poster is None:
        raise NotFound("There is no poster at this address. Check the link, or see what is on the wall.")
    return poster


def find_live(session: Session, code: str, *, lock: bool = False) -> Poster:
    """Raises NotFound, Waiting for a poster that is not up yet, or Gone for one that was taken down."""
    poster = find(session, code, lock=lock)
    require_live(poster)
    return poster


def require_live(poster: Poster) -> None:
    if poster.status == Status.WITHDRAWN:
        raise Gone("Whoever made this poster has taken it down.")
    if poster.status == Status.WAITING:
        raise Waiting("This poster waits for a moderator of its campaign to look at it. Come back a little later.")
    if poster.status != Status.LIVE:
        raise Gone("This poster has been taken down.")


def picture(database: Database, store: ImageStore, poster: Poster, kind: Kind) -> bytes:
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


def settle_pictures(database: Database, store: ImageStore, code: str) -> bool:
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
        remove_pictures(store, new)
        return False
    with database.write() as session:
        moved = session.scalar(
            update(Poster)
            .where(Poster.id == poster.id, Poster.image_key == old, Poster.status == poster.status)
            .values(image_key=new)
            .returning(Poster.id)
        )
    if moved is not None:
        remove_pictures(store, old)
        return True
    remove_pictures(store, new)  # decided otherwise meanwhile: whoever did so settles it
    return False


def unsettled(session: Session) -> list[str]:
    """Posters whose pictures are not yet where their status asks for."""
    settled = or_(*((Poster.status == status) & Poster.image_key.startswith(place) for status, place in PLACES.items()))
    return list(session.scalars(select(Poster.code).where(~settled)))


def delete_orphans(database: Database, store: ImageStore, *, older_than: datetime) -> int:
    """Delete pictures that no row points to: what publishes and moves that were cut short have left."""
    deleted = 0
    for prefix in ("posters/", "quarantine/", campaigns.HEADERS):
        owner = Campaign.header if prefix == campaigns.HEADERS else Poster.image_key
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


def remove_pictures(store: ImageStore, image_key: str) -> None:
    for kind in KINDS:
        store.delete(f"{image_key}/{kind}.jpg")


def _key_for(poster: Poster) -> str:
    """Where the pictures belong: where they are, or under a key that was never used, so that clearing up is safe."""
    place = PLACES[poster.status]
    if poster.image_key.startswith(place):
        return poster.image_key
    token = secrets.token_hex(16)
    return f"{place}{poster.code[:2]}/{poster.code}-{token}" if poster.status == Status.LIVE else place + token


def _submission(key: str, design: Design, campaign: str) -> str:
    """The identity of a submit: going back, changing a word and publishing again is another one."""
    parts = [
        key or secrets.token_hex(16),
        design.template.slug,
        design.variant.slug,
        *(f"{k}={v}" for k, v in sorted(design.slogan.items())),
        write_stickers(design.stickers),
        *((f"campaign {campaign}", design.imprint) if campaign else ()),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _submitted(database: Database, submission: str) -> str | None:
    with database.read() as session:
        return session.scalar(select(Poster.code).where(Poster.submission == submission))
