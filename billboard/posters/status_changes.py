"""How posters go up and come down: the one way in which a status changes, with all that comes along.

The rows change in a transaction, and the pictures move once it is committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from billboard import numbers
from billboard.campaigns import admission
from billboard.models import Poster, Status
from billboard.posters import covers, holding, pictures, posters
from billboard.posters.parts import SiteParts
from billboard.walls import guaranteed_views


@dataclass
class StatusChanges:
    """Of one transaction, made by `changing_statuses`."""

    session: Session
    codes: list[str] = field(default_factory=list)  # of posters whose status was set, changed by that or not
    pictures_follow: bool = False  # once it is committed: whether some pictures have still to be moved


@contextmanager
def changing_statuses(parts: SiteParts) -> Iterator[StatusChanges]:
    """A transaction in which posters go up or come down. Whatever the store does, what is committed stays so."""
    with parts.database.write() as session:
        changes = StatusChanges(session)
        yield changes
    if changes.codes:
        changes.pictures_follow = pictures.move_soon(parts, changes.codes)


def set_status(changes: StatusChanges, poster: Poster, status: Status, *, now: datetime) -> None:
    """Of a locked poster. One that goes up for the first time does so as of `now`.

    The version of its case is raised by who decides: a poster that is held for its words makes no decision stale.

    Raises Refused where it may not go up in its campaign any more.
    """
    changes.codes.append(poster.code)  # asked for once more, pictures that were left over move at last
    before = poster.status
    if status is before:
        return
    if status is Status.LIVE and poster.campaign_id is not None and poster.number is None:  # it was not up until now
        admission.require_place(changes.session, poster.campaign_id)
        posters.set_published(changes.session, poster, now.replace(microsecond=0))
    elif status is Status.LIVE and holding.goes_up_first(changes.session, poster):
        posters.set_published(changes.session, poster, now.replace(microsecond=0))
    poster.status = status
    holding.follow(changes.session, poster, before, now)
    covers.lift(changes.session, poster, now=now)
    admission.number_in_thread(changes.session, poster)
    record_status(changes.session, poster, before)


def set_first_status(poster: Poster, status: Status) -> None:
    """Of a poster that has no row yet."""
    poster.status = status


def record_status(session: Session, poster: Poster, before: Status | None) -> None:
    """Bring along what is counted and queued by status; `before` is None for a poster that was just made."""
    numbers.on_status_change(session, poster, before)
    guaranteed_views.on_status_change(session, poster, before)
