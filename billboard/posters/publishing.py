"""Publish a poster: what was typed becomes pictures and a row, once, whatever is pressed twice or breaks."""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from billboard import numbers, visitors
from billboard.campaigns import admission, campaigns
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import as_values, write_stickers
from billboard.core.errors import Refused, StoreUnavailable
from billboard.core.picture.rendering import Renderer
from billboard.core.rank import fairness
from billboard.core.text import wording
from billboard.infra.db import Database
from billboard.infra.storage import ImageStore
from billboard.models import LIVE, Campaign, Claim, Descent, Kinship, Origin, Poster, Status
from billboard.posters import posters
from billboard.posters.pictures import KINDS, PLACES, remove
from billboard.walls.search import campaign_token, template_token

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read aloud and typed
CODE_LENGTH = 10  # 31**10, 8e14: a chance below 1e-5 that 100,000 posters hold one pair


def publish(
    database: Database,
    store: ImageStore,
    renderer: Renderer,
    *,
    design: Design,
    key: str,
    now: datetime,
    claim: Callable[[str], str] | None = None,
    parent: tuple[str, Kinship] | None = None,
    campaign: str = "",
    address: str = "",
) -> str:
    """Make a poster of a design and return its code.

    `key` is the form's own: the same key with the same content makes one poster, however often and at once it comes.
    `claim` gives the digest of the maker's secret for a submission. `parent` is the code of the poster that this one
    remixes or answers; one that has gone meanwhile is forgotten. `campaign` is the slug of the one it is made for,
    which may ask for an imprint and for a moderator to look first. `address` is hashed here and kept nowhere; its hash
    goes with the day.
    Raises Refused where the campaign does not take it, SloganProblems, StoreUnavailable; then nothing is left behind.
    """
    home = _campaign(database, campaign) if campaign else None
    template = design.template
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
        variant=design.variant.slug,
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
        said=numbers.chosen_words(
            design.slogan, as_values(design.stickers), template.defaults, renderer.sticker_catalogue.said
        ),
        digest=digest,
        image_key=image_key,
        status=Status.WAITING if waits else Status.LIVE,
        votes=0,
        open_reports=0,
        urgency=0,
        campaign_id=home.id if home else None,
        imprint=design.imprint,
    )
    posters.set_published(poster, published)
    # Pictures first: a picture without a row is harmless and collected later, a row without a picture is not.
    try:
        for kind in KINDS:
            store.put(f"{image_key}/{kind}.jpg", getattr(pictures, kind))
    except BaseException:
        with suppress(StoreUnavailable):
            remove(store, image_key)
        raise
    try:
        with database.write() as session:
            if home:
                admission.lock_for_entry(session, home, template.slug, now)
                admission.number_in_thread(session, poster)
            session.add(poster)
            session.flush()
            if claim:
                session.add(Claim(poster_id=poster.id, digest=claim(submission)))
            if parent and (elder := _row_of(session, parent[0])):
                session.add(Descent(poster_id=poster.id, parent_id=elder, kinship=parent[1]))
            if address:
                network = visitors.network_today(session, address, now)
                session.add(Origin(poster_id=poster.id, day=network.day, network=network.hashed))
            posters.on_status_change(session, poster, None)
    except (DBAPIError, Refused):
        # A second click won the race, or the answer to a commit was lost. Where even this question fails, the pictures
        # stay: there may be a row.
        made = _submitted(database, submission)
        if made != code:
            with suppress(StoreUnavailable):
                remove(store, image_key)
        if made is None:
            raise
        return made
    return code


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _campaign(database: Database, slug: str) -> Campaign:
    with database.read() as session:
        return campaigns.find(session, slug)


def _row_of(session: Session, code: str) -> int | None:
    return session.scalar(select(Poster.id).where(Poster.code == code, LIVE)) if posters.is_code(code) else None


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
