"""Links that work once: an invitation to an account, or a way back into one.

Of each the database keeps a digest, so that it can be shown to whoever makes it and to nobody afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.accounts import factors, passwords, people, sessions
from billboard.accounts.names import key_of, read_name
from billboard.core.errors import NotFound, Refused
from billboard.infra.link_secrets import digest, is_secret, new_secret
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import AccountLink, Campaign, CampaignModerator, Kind, Moderator, Role

LIFE = timedelta(hours=72)
KEPT = timedelta(days=30)  # after that, one that has ended is forgotten
DEAD = "This link opens nothing any more, or never did: each works once and for 72 hours. Ask for another."
TAKEN = "That name is taken. Choose another."
NOT_OPEN = "That link is not open any more."


class LinkDead(NotFound):
    """The same sentence for a link that was used, withdrawn, is too old or was never made."""


@dataclass(frozen=True)
class Open:
    """A link that can still be used, as those who may withdraw it see it."""

    number: int
    label: str
    role: Role
    campaign: str  # a title, or empty
    whose: str  # name of the account that it gives back, or empty
    by: str
    expires: datetime


def invite(session: Session, label: str, role: Role, campaign_id: int | None, *, by: int | None, now: datetime) -> str:
    """The secret of a link to a new account. Raises Refused."""
    if (role is Role.CAMPAIGN) != (campaign_id is not None):
        raise Refused("Whoever looks after a campaign alone needs one, and nobody else does.", "campaign")
    slug = _slug(session, campaign_id)
    details = {"role": role.value, "hours": LIFE // timedelta(hours=1)}
    journal.record(session, Act(Kind.APPOINTMENT, "invite", wall=slug, details=details), by=by, now=now)
    return _make(session, AccountLink(role=role, campaign_id=campaign_id, label=label[:64], made_by=by), now)


def give_back(
    session: Session, moderator: Moderator, *, clears_factors: bool, by: int | None, now: datetime, label: str = ""
) -> str:
    """The secret of a link to a new password. Until it is used everything stays as it is; older ones end."""
    theirs = and_(AccountLink.moderator_id == moderator.id, _open(now))
    session.execute(update(AccountLink).where(theirs).values(ended=now), execution_options=UNSYNCHRONIZED)
    details = {"clears_factors": clears_factors}
    journal.record(session, Act(Kind.ACCOUNT, "reset", moderator.name, details=details), by=by, now=now)
    link = AccountLink(role=moderator.role, moderator_id=moderator.id, label=label, made_by=by)
    link.clears_factors = clears_factors
    return _make(session, link, now)


def find(session: Session, secret: str, now: datetime) -> AccountLink:
    """Raises LinkDead."""
    which = (AccountLink.digest == digest(secret), _open(now))
    link = session.scalar(select(AccountLink).where(*which)) if is_secret(secret) else None
    if link is None or (link.moderator_id and session.get_one(Moderator, link.moderator_id).disabled):
        raise LinkDead(DEAD)
    return link


def accept(session: Session, secret: str, name: str, password: str, *, now: datetime) -> Moderator:
    """The account that a link opens: new, or with a new password. It is spent then. A new account may have no password
    yet, where a passkey follows. Raises LinkDead and Refused."""
    link = find(session, secret, now)
    # Of two who use it at once the second finds it ended.
    spent = update(AccountLink).where(AccountLink.id == link.id, AccountLink.ended.is_(None))
    if session.scalar(spent.values(ended=now).returning(AccountLink.id)) is None:
        raise LinkDead(DEAD)
    if link.moderator_id:
        return _given_back(session, link, password, now)
    return _joined(session, link, name, password, now)


def withdraw(session: Session, number: int, *, by: int | None, now: datetime) -> None:
    """Raises Refused for one that is not open."""
    ended = update(AccountLink).where(AccountLink.id == number, _open(now)).values(ended=now)
    if session.scalar(ended.returning(AccountLink.id)) is None:
        raise Refused(NOT_OPEN)
    journal.record(session, Act(Kind.APPOINTMENT, "withdraw"), by=by, now=now)


def open_ones(session: Session, now: datetime) -> Sequence[Open]:
    names = {row.id: row.name for row in session.execute(select(Moderator.id, Moderator.name))}
    found = select(AccountLink, Campaign.title).outerjoin(Campaign, Campaign.id == AccountLink.campaign_id)
    rows = session.execute(found.where(_open(now)).order_by(AccountLink.id.desc()))
    return [
        Open(
            link.id,
            link.label,
            link.role,
            title or "",
            names.get(link.moderator_id or 0, ""),
            names.get(link.made_by or 0, ""),
            link.expires,
        )
        for link, title in rows
    ]


def forget(session: Session, now: datetime) -> None:
    old = AccountLink.made <= now - KEPT
    session.execute(delete(AccountLink).where(old), execution_options=UNSYNCHRONIZED)


UNSYNCHRONIZED = {"synchronize_session": False}


def _open(now: datetime) -> ColumnElement[bool]:
    return and_(AccountLink.ended.is_(None), AccountLink.expires > now)


def _make(session: Session, link: AccountLink, now: datetime) -> str:
    secret = new_secret()
    link.digest, link.made, link.expires = digest(secret), now, now + LIFE
    session.add(link)
    return secret


def _joined(session: Session, link: AccountLink, name: str, password: str, now: datetime) -> Moderator:
    name = read_name(name)
    if people.named(session, name) is not None:
        raise Refused(TAKEN, "name")
    moderator = Moderator(name=name, name_key=key_of(name), role=link.role, disabled=False, created=now)
    moderator.password_hash = passwords.hash_of(password) if password else ""
    session.add(moderator)
    try:
        session.flush()
    except IntegrityError:  # somebody else took it at this very moment
        raise Refused(TAKEN, "name") from None
    if link.campaign_id:
        session.add(CampaignModerator(campaign_id=link.campaign_id, moderator_id=moderator.id))
    details = {"role": link.role.value, "invited_by": link.made_by}
    act = Act(Kind.APPOINTMENT, "join", name, _slug(session, link.campaign_id), details=details)
    journal.record(session, act, by=moderator.id, now=now)
    return moderator


def _given_back(session: Session, link: AccountLink, password: str, now: datetime) -> Moderator:
    moderator = session.get_one(Moderator, link.moderator_id)
    # With a passkey alone the old password is no good any more either: somebody else may know it.
    moderator.password_hash = passwords.hash_of(password) if password else ""
    if link.clears_factors:
        factors.clear(session, moderator.id)
    sessions.end_all(session, moderator.id)
    journal.record(session, Act(Kind.ACCOUNT, "take_back", moderator.name), by=moderator.id, now=now)
    return moderator


def _slug(session: Session, campaign_id: int | None) -> str:
    return (session.scalar(select(Campaign.slug).where(Campaign.id == campaign_id)) if campaign_id else "") or ""
