"""Telling by letter what was decided about notices."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from billboard.infra.db import Database
from billboard.infra.mail import NotSent, Post, Relay, RelayDown
from billboard.moderation import notices
from billboard.moderation.notices import Answer

Write = Callable[[Answer], EmailMessage]


class Posted(NamedTuple):
    sent: int = 0
    put_off: int = 0  # the next run tries them again
    lost: int = 0  # nobody tries them again: the relay will never take them, or may have


def post_answers(database: Database, relay: Relay, write: Write, *, now: datetime) -> Posted:
    """Send all that wait. Raises RelayDown.

    A letter is claimed before it goes out, so that nobody gets two; one that may have gone is not sent again.
    """
    with database.read() as session:
        numbers = notices.waiting(session, now)
    if not numbers:
        return Posted()
    sent = put_off = lost = 0
    with Post(relay) as post:
        for number in numbers:
            with database.write() as session:
                answer = notices.claim_letter(session, number, now)
            if answer is None:
                continue
            try:
                post.send(write(answer))
            except NotSent as error:
                again = error.certain and not error.lasting
                if again:
                    with database.write() as session:
                        notices.put_off(session, number)
                if isinstance(error, RelayDown):
                    raise
                put_off += again
                lost += not again
            else:
                with database.write() as session:
                    notices.arrived(session, number)
                sent += 1
    return Posted(sent, put_off, lost)
