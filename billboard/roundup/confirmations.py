"""Sending the letters that ask whether an address wants the round-up: as somebody asks, or later if the post is down.

Whoever sends one has undertaken it in the database first (`subscriptions.Asked`), so that a crash sends it later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select

from billboard.core.errors import Refused
from billboard.infra.db import Database
from billboard.infra.mail import NotSent, Post, Relay, RelayDown
from billboard.models import Campaign
from billboard.roundup import subscriptions
from billboard.roundup.subscriptions import Asked

AT_ONCE = 2.0  # seconds for a letter that a visitor waits for
NO_MAILBOX = "The post says that there is no such mailbox. Look at the address once more."
Write = Callable[[Asked, Campaign | None], EmailMessage]


@dataclass
class Round:
    """What came of the letters that waited."""

    sent: int = 0
    put_off: int = 0


def post_at_once(database: Database, relay: Relay, write: Write, asked: Asked, *, now: datetime) -> None:
    """Try for a moment; what does not go out waits for `post_waiting`. Raises Refused for a mailbox that is none."""
    try:
        with Post(relay, AT_ONCE) as post:
            _post(database, post, write, asked, now)
    except RelayDown as error:
        with database.write() as session:
            # One that may have been taken is not sent twice: whoever misses it may ask again.
            subscriptions.settle(session, asked.secret, due=now if error.certain else None)
    except NotSent as error:
        if error.lasting:
            raise Refused(NO_MAILBOX, "address") from None


def post_waiting(database: Database, relay: Relay, write: Write, *, now: datetime) -> Round:
    """Send every letter that waits. Raises RelayDown; what is left waits on."""
    run = Round()
    with database.read() as session:
        numbers = subscriptions.waiting(session, now=now)
    for number in numbers:
        with database.write() as session:
            asked = subscriptions.take_up(session, number, now=now)
        if asked is None:
            continue
        try:
            with Post(relay) as post:  # few wait: each has a connection of its own, and no other's trouble
                _post(database, post, write, asked, now)
        except RelayDown as error:
            with database.write() as session:
                subscriptions.settle(session, asked.secret, due=now if error.certain else None)
            raise
        except NotSent as error:
            run.put_off += not error.lasting
        else:
            run.sent += 1
    return run


def _post(database: Database, post: Post, write: Write, asked: Asked, now: datetime) -> None:
    """Raises NotSent, with what follows from it noted but for a relay that is down."""
    with database.read() as session:
        campaign = session.scalar(select(Campaign).where(Campaign.slug == asked.wall)) if asked.wall else None
    try:
        post.send(write(asked, campaign))
    except RelayDown:
        raise
    except NotSent as error:
        with database.write() as session:
            if error.lasting:
                subscriptions.refuse(session, asked.secret)
            else:
                subscriptions.settle(session, asked.secret, due=now if error.certain else None)
        raise
    with database.write() as session:
        subscriptions.settle(session, asked.secret)
