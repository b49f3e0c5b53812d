"""Whether templates are offered: withdraw one, offer it again, take it down with all that was made of it, put it back.

All of it goes for templates of `artwork/` as for those of the studio, by their slugs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Refused
from billboard.infra.db import insert_into
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import (
    Action,
    Availability,
    Kind,
    Moderator,
    Poster,
    Scope,
    Status,
    StudioTemplate,
    TemplateOffer,
)
from billboard.moderation import decisions
from billboard.moderation.acts import Ruling
from billboard.moderation.decisions import Decided
from billboard.studio.parts import StudioParts
from billboard.studio.publishing import NO_SUCH, offer, raise_edition, wall_of

NOT_YOURS = "This template is the whole site's. Ask one of the site's moderators."
UP = (Status.LIVE, Status.WAITING)  # posters that are taken down with their template
DOWN = "This template was taken down with its posters. Put it back first."


@dataclass(frozen=True)
class By:
    moderator: Moderator
    scope: Scope
    now: datetime


def withdraw(parts: StudioParts, slug: str, by: By) -> None:
    """Take a template out of the chooser; its posters hang and are drawn as before. Raises NotFound and Refused."""
    _change(parts, slug, by, "withdraw", lambda row: _set(row, Availability.WITHDRAWN))


def offer_again(parts: StudioParts, slug: str, by: By) -> None:
    """Raises NotFound, and Refused for one that was taken down."""
    _change(parts, slug, by, "offer", lambda row: _set(row, Availability.OFFERED))


def show_first(parts: StudioParts, slug: str, until: datetime | None, by: By) -> None:
    """Let it hang first in the chooser until then, or no longer. Raises NotFound and Refused."""

    def set_until(row: TemplateOffer) -> None:
        row.fresh_until = until

    _change(parts, slug, by, "refresh", set_until)


def take_down(parts: StudioParts, slug: str, reason: str, note: str, by: By) -> Decided:
    """A template and every poster made of it, as one decision: makers are told the reason. The first hundred posters
    are hidden before this returns, the others by a job. Raises NotFound, BadRequest and Refused."""
    with (
        parts.database.write() as session
    ):  # so that there is a row to lock: whoever publishes holds it until they have
        _require(session, parts, slug, by.scope)
        made = insert_into(session, TemplateOffer).values(
            slug=slug, availability=Availability.OFFERED, changed=by.now, moderator_id=by.moderator.id
        )
        session.execute(made.on_conflict_do_nothing())

    def close_and_find(session: Session) -> Sequence[str]:
        row = offer(session, slug, now=by.now, by=by.moderator.id)
        if row.availability is Availability.TAKEN_DOWN:
            raise Refused("This template was taken down already.")
        row.availability = Availability.TAKEN_DOWN
        raise_edition(session)
        return session.scalars(select(Poster.code).where(Poster.template == slug, Poster.status.in_(UP))).all()

    def note_batch(session: Session, number: int | None) -> None:
        session.get_one(TemplateOffer, slug).batch_id = number
        _record(session, slug, "take_down", by, reason=reason, details={"batch": number})

    ruling = Ruling(Action.HIDE, reason, note, block_days=0)
    decided = decisions.decide_whole(
        parts, close_and_find, note_batch, ruling, by.moderator, scope=by.scope, now=by.now
    )
    parts.studio.forget()
    return decided


def put_back(parts: StudioParts, slug: str, by: By) -> Decided:
    """The same taken back, whole. Posters about which something else was decided since stay as that left them. It is
    offered again. Raises NotFound and Refused."""
    with parts.database.read() as session:
        _require(session, parts, slug, by.scope)
        row = session.get(TemplateOffer, slug)
        if row is None or row.availability is not Availability.TAKEN_DOWN:
            raise Refused("This template is not taken down.")
        batch = row.batch_id

    def reopen(session: Session, _: int | None) -> None:
        row = offer(session, slug, now=by.now, by=by.moderator.id)
        if row.availability is not Availability.TAKEN_DOWN or row.batch_id != batch:
            raise Refused("Somebody else has just changed this template. Look at how it stands now.")
        row.availability, row.batch_id = Availability.OFFERED, None
        raise_edition(session)
        _record(session, slug, "put_back", by, details={"batch": batch})

    if batch is None:  # there was no poster of it
        with parts.database.write() as session:
            reopen(session, None)
        decided = Decided()
    else:
        decided = decisions.undo_batch(parts, batch, by.moderator, scope=by.scope, now=by.now, noted=reopen)
    parts.studio.forget()
    return decided


def posters_of(session: Session, slug: str) -> int:
    """How many would be taken down."""
    return session.scalar(select(func.count()).where(Poster.template == slug, Poster.status.in_(UP))) or 0


def find_template(session: Session, slug: str) -> StudioTemplate | None:
    """None for one of artwork/."""
    return session.scalar(select(StudioTemplate).where(StudioTemplate.slug == slug))


def _set(row: TemplateOffer, availability: Availability) -> None:
    if row.availability is Availability.TAKEN_DOWN:
        raise Refused(DOWN)
    row.availability = availability


def _change(parts: StudioParts, slug: str, by: By, did: str, change: Callable[[TemplateOffer], None]) -> None:
    with parts.database.write() as session:
        _require(session, parts, slug, by.scope)
        change(offer(session, slug, now=by.now, by=by.moderator.id))
        raise_edition(session)
        _record(session, slug, did, by)
    parts.studio.forget()


def _require(session: Session, parts: StudioParts, slug: str, scope: Scope) -> None:
    """That there is such a template, and that it is theirs."""
    row = find_template(session, slug)
    known = parts.renderer.templates
    if row is None and slug not in known.artwork.templates and slug not in known.artwork.left_out:
        raise NotFound(NO_SUCH)
    if scope is not None and (row is None or row.campaign_id not in scope):
        raise NotFound(NOT_YOURS)


def _record(
    session: Session, slug: str, did: str, by: By, *, reason: str = "", details: dict[str, int | None] | None = None
) -> None:
    wall = wall_of(session, find_template(session, slug))
    act = Act(Kind.TEMPLATE, did, slug, wall, reason=reason, details=details or {})
    journal.record(session, act, by=by.moderator.id, now=by.now)
