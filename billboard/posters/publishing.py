"""Publish a poster: what was submitted becomes pictures and a row, once, whatever is pressed twice or breaks."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from billboard import numbers, visitors
from billboard.campaigns import admission, campaigns
from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.designs import Design
from billboard.core.catalogue.stickers import as_values, write_stickers
from billboard.core.errors import Refused, StoreUnavailable
from billboard.core.likeness.skeleton import EDITION
from billboard.core.picture.stored_pictures import Pictures
from billboard.core.text import searching
from billboard.infra.db import Database
from billboard.infra.link_secrets import derived_secret, digest
from billboard.infra.storage import ImageStore
from billboard.models import (
    LIVE,
    Availability,
    Campaign,
    Claim,
    Descent,
    Kinship,
    Origin,
    Poster,
    Status,
    TemplateOffer,
)
from billboard.posters import asking, holding, pictures, posters, republication, watching
from billboard.posters.holding import Entrant, Reason
from billboard.posters.indexing import index_of, motto_of
from billboard.posters.parts import SiteParts
from billboard.posters.sayings import Said
from billboard.posters.skeletons import keep, letters_of, own_words
from billboard.posters.status_changes import record_status, set_first_status
from billboard.watching.live import Search

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read aloud and typed
NO_LONGER = "This template is no longer offered. Choose another."
CODE_LENGTH = 10  # 31**10, 8e14: a chance below 1e-5 that 100,000 posters hold one pair


class Parent(NamedTuple):
    """The poster that another is made from."""

    code: str
    kinship: Kinship


@dataclass(frozen=True)
class Submission:
    """What somebody sent to be published."""

    design: Design
    key: str = ""  # the form's own: with the same content it makes one poster, however often and at once it comes
    parent: Parent | None = None  # one that has gone meanwhile is forgotten
    campaign: str = ""  # the slug of the one it is made for
    address: str = ""  # hashed and kept nowhere; its hash goes with the day
    held: tuple[Reason, ...] = ()  # why somebody must look first, whatever else there is
    claimable: bool = False  # somebody made it, and is given the secret by which they claim it
    zone: tzinfo = UTC  # on whose clock it is told when a campaign opens


@dataclass(frozen=True)
class Published:
    code: str
    status: Status
    secret: str  # by which its maker claims it; empty where the key has gone that it was made with


def publish(parts: SiteParts, submission: Submission, *, now: datetime) -> Published:
    """Make a poster of what was submitted. A campaign may ask for an imprint, and for a moderator to look first.

    Raises Refused where the campaign does not take it, SloganProblems, StoreUnavailable; then nothing is left behind.
    """
    home = _campaign(parts.database, submission.campaign) if submission.campaign else None
    design = replace(submission.design, imprint=home.imprint) if home else submission.design
    identity = _identity(submission, design)
    if made := _published(parts, identity):
        return made
    _require_offer(parts.renderer.templates, design.template.slug, home)
    if home:
        only = parts.renderer.templates.home(design.template.slug)
        admission.require_entry(home, design.template.slug, only, now, submission.zone)
    entrant = _entrant(parts, design, home, now)
    with parts.database.read() as session:
        held = [*submission.held, *asking.reasons(session, entrant)]
    drawn = parts.renderer.pictures(design)
    poster = _poster(parts, entrant, identity, drawn, holding.status_of(home, held))
    folder, secret = poster.image_key, claim_secret(identity, parts.secret_keys[0])
    # Pictures first: a picture without a row is harmless and collected later, a row without a picture is not.
    try:
        pictures.put(parts.store, folder, drawn)
    except BaseException:
        _remove_pictures(parts.store, folder)
        raise
    try:
        with parts.database.write() as session:
            _insert(session, poster, submission, entrant)
            if submission.claimable:
                session.add(Claim(poster_id=poster.id, digest=digest(secret)))
    except (DBAPIError, Refused):
        # A second click won the race, or the answer to a commit was lost. Where even this question fails, the pictures
        # stay: there may be a row.
        made = _published(parts, identity)
        if made is None or made.code != poster.code:
            _remove_pictures(parts.store, folder)
        if made is None:
            raise
        return made
    if not pictures.in_place(poster):  # somebody must look first, or need no longer, since it was drawn
        pictures.move_soon(parts, [poster.code])
    return Published(poster.code, poster.status, secret)


def claim_secret(identity: str, secret_key: str) -> str:
    """Of a submit: the same however often that arrives."""
    return derived_secret("claim", identity, secret_key)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _entrant(parts: SiteParts, design: Design, home: Campaign | None, now: datetime) -> Entrant:
    said = Said(design.slogan, as_values(design.stickers), design.template)
    letters = letters_of(said.slogan, said.stickers, own_words(said.template))
    watched = Search(parts.watched_words, said.chosen, home.id if home else None)
    return Entrant(design, said, letters, home, parts.renderer.templates, watched, now)


def _poster(parts: SiteParts, entrant: Entrant, identity: str, drawn: Pictures, status: Status) -> Poster:
    """The row as it will be."""
    design, home = entrant.design, entrant.home
    template, stickers, code = design.template, as_values(design.stickers), new_code()
    return Poster(
        code=code,
        submission=identity,
        template=template.slug,
        template_version=template.version,
        variant=design.variant.slug,
        slogan=dict(design.slogan),
        stickers=stickers,
        words=index_of(design.text, template.slug, home.id if home else None),
        words_edition=searching.EDITION,
        motto=motto_of(design.slogan, design.text, template),
        said=numbers.chosen_words(design.slogan, stickers, template.defaults, parts.renderer.sticker_catalogue.said),
        skeleton=entrant.skeleton,
        skeleton_edition=EDITION,
        digest=hashlib.sha256(drawn.full).hexdigest(),
        image_key=pictures.new_folder(status, code),
        status=status,
        votes=0,
        open_reports=0,
        urgency=0,
        campaign_id=home.id if home else None,
        imprint=design.imprint,
    )


def _insert(session: Session, poster: Poster, submission: Submission, entrant: Entrant) -> None:
    """The row and those beside it.

    Whether somebody must look first is asked again: that may be new since the poster was drawn.
    """
    home, now = entrant.home, entrant.now
    _require_still_offered(session, poster.template)
    posters.set_published(session, poster, now.replace(microsecond=0))
    republication.lock(session, [entrant.skeleton])
    held = [*submission.held, *asking.reasons(session, entrant)]
    set_first_status(poster, holding.status_of(home, held))
    if home:
        admission.lock_for_entry(session, home, poster.template, entrant.templates.home(poster.template), now)
        admission.number_in_thread(session, poster)
    session.add(poster)
    session.flush()
    keep(session, entrant.letters)
    holding.hold(session, poster, held, now, never_up=True)
    watching.flag(session, poster, entrant)
    if submission.parent and (elder := _row_of(session, submission.parent.code)):
        session.add(Descent(poster_id=poster.id, parent_id=elder, kinship=submission.parent.kinship))
    if submission.address:
        network = visitors.network_today(session, submission.address, now)
        session.add(Origin(poster_id=poster.id, day=network.day, network=network.hashed))
    record_status(session, poster, None)


def _require_offer(templates: Catalogue, slug: str, home: Campaign | None) -> None:
    is_chosen = home is not None and slug in home.templates
    if not templates.is_open(slug) or (templates.is_left_out(slug) and not is_chosen and not templates.home(slug)):
        raise Refused(NO_LONGER)
    if templates.home(slug) not in ("", home.slug if home else ""):
        raise Refused("This template is one campaign's own. Choose another.")


def _require_still_offered(session: Session, slug: str) -> None:
    """Asked of the database at last, for what is taken down is known to this process a second later. Whoever takes it
    down waits for this transaction, and so finds the poster."""
    row = select(TemplateOffer.availability).where(TemplateOffer.slug == slug).with_for_update(read=True)
    if session.scalar(row) not in (None, Availability.OFFERED):
        raise Refused(NO_LONGER)


def _campaign(database: Database, slug: str) -> Campaign:
    with database.read() as session:
        return campaigns.find(session, slug)


def _row_of(session: Session, code: str) -> int | None:
    return session.scalar(select(Poster.id).where(Poster.code == code, LIVE)) if posters.is_code(code) else None


def _identity(submission: Submission, design: Design) -> str:
    """Of a submit: going back, changing a word and publishing again is another one."""
    told = [
        submission.key or secrets.token_hex(16),
        design.template.slug,
        design.variant.slug,
        *(f"{k}={v}" for k, v in sorted(design.slogan.items())),
        write_stickers(design.stickers),
        *((f"campaign {submission.campaign}", design.imprint) if submission.campaign else ()),
    ]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def _published(parts: SiteParts, identity: str) -> Published | None:
    """What a submit made when it came before."""
    made = select(Poster.code, Poster.status, Claim.digest).outerjoin(Claim, Claim.poster_id == Poster.id)
    with parts.database.read() as session:
        row = session.execute(made.where(Poster.submission == identity)).one_or_none()
    if row is None:
        return None
    possible = (claim_secret(identity, key) for key in parts.secret_keys)
    return Published(row.code, row.status, next((each for each in possible if digest(each) == row.digest), ""))


def _remove_pictures(store: ImageStore, folder: str) -> None:
    with suppress(StoreUnavailable):  # they are orphans, which a job deletes
        pictures.remove(store, folder)
