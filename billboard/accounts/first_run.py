"""The first run: a link, printed at the very first start, by which somebody makes the site's first account their own.

It works once, as others do, and opens nothing any more once somebody has signed in to that account by its password.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.accounts import links, people
from billboard.accounts.names import key_of, read_name
from billboard.core.errors import Refused
from billboard.models import AccountLink, Kind, LogLine, Moderator

NAME = "moderator"
LABEL = "the first run"


def offer(session: Session, *, now: datetime) -> tuple[str, str] | None:
    """Make the site's first account: its password, and the secret of the link. None where there is an account."""
    if session.scalar(select(Moderator.id).limit(1)) is not None:
        return None
    password = people.create_moderator(session, NAME, now=now)
    first = people.named(session, NAME)
    assert first
    return password, links.give_back(session, first, clears_factors=False, by=None, now=now, label=LABEL)


def find(session: Session, secret: str, now: datetime) -> AccountLink:
    """Raises LinkDead."""
    link = links.find(session, secret, now)
    entered = (LogLine.kind == Kind.SIGN_IN, LogLine.moderator_id == link.moderator_id)
    if link.label != LABEL or not link.moderator_id or session.scalar(select(LogLine.number).where(*entered).limit(1)):
        raise links.LinkDead(links.DEAD)
    return link


def accept(session: Session, secret: str, name: str, password: str, *, now: datetime) -> Moderator:
    """The first account under a name of one's own; without a password, where a passkey follows. Raises LinkDead and
    Refused."""
    link, name = find(session, secret, now), read_name(name)
    taken = people.named(session, name)
    if taken is not None and taken.id != link.moderator_id:
        raise Refused(links.TAKEN, "name")
    moderator = links.accept(session, secret, "", password, now=now)
    before, moderator.name, moderator.name_key = moderator.name, name, key_of(name)
    people.note(session, moderator, "first_run", by=moderator.id, now=now, before=before, after=name)
    return moderator
