"""Sending the letters that ask whether an address wants the round-up: as somebody asks, or later if the post is down.

Whoever sends one has claimed it in the database first (`subscriptions.claim_letter`), so that a crash sends it later.
"""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select

from billboard.core.errors import Refused
from billboard.infra.db import Database
from billboard.infra.mail import NotSent, Post, Relay, RelayDown
from billboard.models import Campaign
from billboard.roundup import subscriptions
from billboard.roundup.mailing import Mailing
from billboard.roundup.subscriptions import Confirmation

AT_ONCE = 2.0  # seconds for a letter that a visitor waits for
NO_MAILBOX = "The post says that there is no such mailbox. Look at the address once more."
Write = Callable[[Confirmation, Campaign | None], EmailMessage]


def post_at_once(database: Database, relay: Relay, write: Write, letter: Confirmation, *, now: datetime) -> None:
    """Try for a moment; what does not go out waits for `post_waiting`. Raises Refused for a mailbox that is none."""
    try:
        with Post(relay, AT_ONCE) as post:
            _post(database, post, write, letter, now)
    except RelayDown as error:
        with database.write() as session:
            # One that may have been taken is not sent twice: whoever misses it may ask again.
            subscriptions.set_due(session, letter.secret, due=now if error.certain else None)
    except NotSent as error:
        if error.lasting:
            raise Refused(NO_MAILBOX, "address") from None


def post_waiting(database: Database, relay: Relay, write: Write, *, now: datetime) -> Mailing:
    """Send every letter that waits. Raises RelayDown; what is left waits on."""
    mailing = Mailing()
    with database.read() as session:
        numbers = subscriptions.waiting(session, now=now)
    for number in numbers:
        with database.write() as session:
            letter = subscriptions.claim_letter(session, number, now=now)
        if letter is None:
            continue
        try:
            with Post(relay) as post:  # few wait: each has a connection of its own, and no other's trouble
                _post(database, post, write, letter, now)
        except RelayDown as error:
            with database.write() as session:
                subscriptions.set_due(session, letter.secret, due=now if error.certain else None)
            raise
        except NotSent as error:
            mailing.put_off += not error.lasting
        else:
            mailing.sent += 1
    return mailing


def _post(database: Database, post: Post, write: Write, letter: Confirmation, now: datetime) -> None:
    """Raises NotSent, with what follows from it noted but for a relay that is down."""
    with database.read() as session:
        campaign = session.scalar(select(Campaign).where(Campaign.slug == letter.wall)) if letter.wall else None
    try:
        post.send(write(letter, campaign))
    except RelayDown:
        raise
    except NotSent as error:
        with database.write() as session:
            if error.lasting:
                subscriptions.refuse(session, letter.secret)
            else:
                subscriptions.set_due(session, letter.secret, due=now if error.certain else None)
        raise
    with database.write() as session:
        subscriptions.set_due(session, letter.secret)
