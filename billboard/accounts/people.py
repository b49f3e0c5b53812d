"""Verbs on people with an account: make one, give it a role or a campaign, close it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.accounts import passwords, sessions
from billboard.accounts.names import key_of, read_name
from billboard.core.errors import Refused
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import Campaign, CampaignModerator, Kind, Moderator, Role, Scope

LAST_OPERATOR = "{name} is the last operator. Make somebody else an operator first, or nobody could run the site."


def create_moderator(
    session: Session,
    name: str,
    *,
    now: datetime,
    password: str = "",
    role: Role | None = None,
    by: int | None = None,
) -> str:
    """Make an account, or give an existing one a new password and enable it; return the password.

    Every session the account had ends. Without a `role` an existing account keeps its own, the site's first becomes
    an operator and every other a moderator.
    """
    name = read_name(name)
    password = password or passwords.random_password()
    moderator = named(session, name)
    if moderator is None:
        first = session.scalar(select(Moderator.id).limit(1)) is None
        role = role or (Role.OPERATOR if first else Role.MODERATOR)
        moderator = Moderator(name=name, name_key=key_of(name), created=now)
        moderator.role, did = role, "make"
        session.add(moderator)
    else:
        did = "password"
        change_role(session, moderator, role or moderator.role, by=by, now=now)
    moderator.password_hash = passwords.hash_of(password)
    moderator.disabled = False
    session.flush()
    sessions.end_all(session, moderator.id)
    note(session, moderator, did, by=by, now=now, role=moderator.role.value)
    return password


def appoint(session: Session, name: str, campaign_id: int, *, now: datetime, by: int | None = None) -> str:
    """Let somebody look after a campaign; a new account's password, or an empty string where there was one.

    A new account sees that campaign alone. One that sees the whole site goes on doing so. Raises Refused for one that
    is closed.
    """
    password = ""
    if named(session, name) is None:
        password = create_moderator(session, name, now=now, role=Role.CAMPAIGN, by=by)
    moderator = named(session, name)
    assert moderator is not None
    if moderator.disabled:
        raise Refused(f"The account of {moderator.name} is closed. Open it again first, with a new password.")
    if session.get(CampaignModerator, (campaign_id, moderator.id)) is None:
        session.add(CampaignModerator(campaign_id=campaign_id, moderator_id=moderator.id))
        _note_campaign(session, moderator, "appoint", campaign_id, by, now)
    return password


def dismiss(session: Session, name: str, campaign_id: int, *, now: datetime, by: int | None = None) -> bool:
    """Take a campaign from somebody; False where nobody of that name had it."""
    moderator = named(session, name)
    kept = session.get(CampaignModerator, (campaign_id, moderator.id)) if moderator else None
    if moderator is None or kept is None:
        return False
    session.delete(kept)
    _note_campaign(session, moderator, "dismiss", campaign_id, by, now)
    return True


def looking_after(session: Session, campaign_id: int) -> list[str]:
    """The names of a campaign's own moderators."""
    mine = select(Moderator.name).join(CampaignModerator, CampaignModerator.moderator_id == Moderator.id)
    chosen = mine.where(CampaignModerator.campaign_id == campaign_id, Moderator.disabled.is_(False))
    return list(session.scalars(chosen.order_by(Moderator.name)))


def campaigns_of(session: Session, moderator_id: int) -> list[str]:
    """The titles of the campaigns that somebody was given."""
    mine = select(Campaign.title).join(CampaignModerator, CampaignModerator.campaign_id == Campaign.id)
    return list(session.scalars(mine.where(CampaignModerator.moderator_id == moderator_id).order_by(Campaign.title)))


def scope_of(session: Session, moderator: Moderator) -> Scope:
    """The numbers of the campaigns that a moderator sees; None for the whole site."""
    if moderator.role is not Role.CAMPAIGN:
        return None
    kept = select(CampaignModerator.campaign_id).where(CampaignModerator.moderator_id == moderator.id)
    return frozenset(session.scalars(kept))


def disable_moderator(session: Session, name: str, *, now: datetime, by: int | None = None) -> bool:
    """As `close`, by name; False when there is none of that name."""
    moderator = named(session, name)
    if moderator is not None:
        close(session, moderator, by=by, now=now)
    return moderator is not None


def close(session: Session, moderator: Moderator, *, by: int | None, now: datetime) -> None:
    """End an account and every session it has. Raises Refused for the last operator's."""
    keep_an_operator(session, moderator)
    if not moderator.disabled:
        moderator.disabled = True
        note(session, moderator, "close", by=by, now=now)
    sessions.end_all(session, moderator.id)


def reopen(session: Session, moderator: Moderator, *, by: int | None, now: datetime) -> None:
    """With the password and the second factors that it had."""
    if moderator.disabled:
        moderator.disabled = False
        note(session, moderator, "reopen", by=by, now=now)


def change_role(session: Session, moderator: Moderator, role: Role, *, by: int | None, now: datetime) -> None:
    """Raises Refused where the last operator would be none any more."""
    if role is moderator.role:
        return
    keep_an_operator(session, moderator)
    note(session, moderator, "role", by=by, now=now, before=moderator.role.value, after=role.value)
    moderator.role = role


def keep_an_operator(session: Session, leaving: Moderator) -> None:
    """Raises Refused where nobody but `leaving` runs the site."""
    if leaving.role is not Role.OPERATOR or leaving.disabled:
        return
    running = select(Moderator.id).where(Moderator.role == Role.OPERATOR, Moderator.disabled.is_(False))
    # In one order and under lock: of two operators who demote each other at once the second waits, and sees the first.
    if set(session.scalars(running.order_by(Moderator.id).with_for_update())) <= {leaving.id}:
        raise Refused(LAST_OPERATOR.format(name=leaving.name))


def named(session: Session, name: str) -> Moderator | None:
    """Whatever its capitals."""
    return session.scalar(select(Moderator).where(Moderator.name_key == key_of(name)))


def note(session: Session, moderator: Moderator, did: str, *, by: int | None, now: datetime, **details: object) -> None:
    """A line in the journal about somebody's account; without `by` it was somebody with a shell."""
    journal.record(session, Act(Kind.ACCOUNT, did, moderator.name, details=details), by=by, now=now)


def _note_campaign(
    session: Session, moderator: Moderator, did: str, campaign_id: int, by: int | None, now: datetime
) -> None:
    slug = session.scalars(select(Campaign.slug).where(Campaign.id == campaign_id)).one()
    journal.record(session, Act(Kind.APPOINTMENT, did, moderator.name, slug), by=by, now=now)
