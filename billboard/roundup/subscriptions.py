"""Verbs on subscriptions to the daily round-up: ask, confirm, leave, forget.

Nobody is on the list who has not opened a letter and pressed a button. Of the secrets in links, hashes are kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.errors import NotFound
from billboard.infra.db import insert_into
from billboard.infra.link_secrets import digest, is_secret, new_secret
from billboard.models import DUE, Campaign, Delivery, State, Subscription

PENDING = timedelta(hours=48)  # in which a letter must be answered, and within which letters are counted
MOST_LETTERS = 3  # to one address within that time, whoever asks
AGAIN = timedelta(minutes=5)  # until a letter that somebody undertook to send counts as waiting
APART = timedelta(minutes=10)  # between two, so that pressing twice sends one
AFTERWARDS = timedelta(days=30)  # for which an ended campaign's addresses are kept: it may be run again
KEPT = 400  # days for which a round-up's unsubscribe link works
LOST = "This link is not in use: it has expired, or its address has been taken off the list already."


@dataclass(frozen=True)
class Confirmation:
    """A letter that should go out now. Whoever was given it says what came of it, or it waits again before long."""

    address: str
    wall: str
    secret: str
    known: bool  # on the list already


def ask(session: Session, address: str, *, wall: str = "", now: datetime) -> Confirmation | None:
    """Note that somebody wants the round-up at `address`; None where that address had letters enough lately."""
    forget(session, now=now)
    folded = address.lower()
    fresh = {"address": address, "folded": folded, "wall": wall, "digest": digest(new_secret()), "asked": now}
    session.execute(insert_into(session, Subscription).values(**fresh, letters=0, refusals=0).on_conflict_do_nothing())
    theirs = Subscription.folded == folded
    row = session.scalar(select(Subscription).where(theirs, Subscription.wall == wall).with_for_update())
    if row is None:  # forgotten by somebody else at this moment
        return None
    lately = session.scalar(select(func.sum(Subscription.letters)).where(theirs, Subscription.asked > now - PENDING))
    if (lately or 0) >= MOST_LETTERS or (row.letters and now - row.asked < APART):
        if not row.letters:
            session.delete(row)
        return None
    row.letters = 1 if now - row.asked >= PENDING else row.letters + 1
    row.asked = now
    return _renew_letter(row, now)


def waiting(session: Session, *, now: datetime) -> list[int]:
    """Those whose letter has not gone out, the first asked for first."""
    return list(session.scalars(select(Subscription.id).where(DUE, Subscription.due <= now).order_by(Subscription.id)))


def claim_letter(session: Session, subscription: int, *, now: datetime) -> Confirmation | None:
    """The letter of one that waits; None where somebody else has claimed it."""
    theirs = (Subscription.id == subscription, DUE, Subscription.due <= now)
    row = session.scalar(select(Subscription).where(*theirs).with_for_update())
    return _renew_letter(row, now) if row else None


def _renew_letter(row: Subscription, now: datetime) -> Confirmation:
    """Of a secret that was not sent nothing is kept to send it by: every letter gets a new one."""
    secret = new_secret()
    row.digest, row.due = digest(secret), now + AGAIN
    return Confirmation(row.address, row.wall, secret, known=row.confirmed is not None)


def set_due(session: Session, secret: str, *, due: datetime | None = None) -> None:
    """Note that a letter has gone out, or from when to try again."""
    session.execute(update(Subscription).where(Subscription.digest == digest(secret)).values(due=due))


def refuse(session: Session, secret: str) -> None:
    """Forget a request from a mailbox that there is not; one that is on the list has the round-up's own count."""
    set_due(session, secret)
    session.execute(delete(Subscription).where(Subscription.digest == digest(secret), Subscription.confirmed.is_(None)))


def find(session: Session, secret: str, *, now: datetime) -> Subscription:
    """What a letter's link is about. Raises NotFound."""
    row = session.scalar(_of(secret)) if is_secret(secret) else None
    if row is None or (row.confirmed is None and row.asked < now - PENDING):
        raise NotFound(LOST)
    return row


def confirm(session: Session, secret: str, *, now: datetime) -> None:
    """Put an address on the list, once. Raises NotFound."""
    row = find(session, secret, now=now)
    row.confirmed, row.due = row.confirmed or now, None  # who has read the letter needs no other


def leave(session: Session, secret: str) -> None:
    """Delete the address from the wall's list and all that is kept with it; nothing where that has been done."""
    if is_secret(secret) and (row := session.scalar(_of(secret))):
        session.execute(delete(Subscription).where(Subscription.id == row.id))


def forget(session: Session, *, now: datetime) -> int:
    """Delete requests that nobody answered, addresses that nothing will be sent to, and what was sent too long ago to
    leave by it; count the first."""
    unanswered = (Subscription.confirmed.is_(None), Subscription.asked < now - PENDING)
    gone = session.scalars(delete(Subscription).where(*unanswered).returning(Subscription.id)).all()
    over = select(Campaign.slug).where(Campaign.state == State.ENDED, Campaign.ended < now - AFTERWARDS)
    session.execute(delete(Subscription).where(Subscription.wall.in_(over)))
    session.execute(delete(Delivery).where(Delivery.day < day_of(now) - KEPT))
    return len(gone)


def _of(secret: str) -> Select[Subscription]:
    key = digest(secret)
    sent = select(Delivery.subscription_id).where(Delivery.digest == key)
    return select(Subscription).where(or_(Subscription.digest == key, Subscription.id.in_(sent)))
