"""Telling by letter what was decided about notices."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

from billboard.infra.db import Database
from billboard.infra.mail import NotSent, Post, Relay, RelayDown
from billboard.moderation import notices
from billboard.moderation.notices import Answer

Write = Callable[[Answer], EmailMessage]


def post_answers(database: Database, relay: Relay, write: Write, *, now: datetime) -> tuple[int, int]:
    """Send all that wait; how many went out, and how many the next run tries again. Raises RelayDown.

    A letter is claimed before it goes out, so that nobody gets two; one that may have gone is not sent again.
    """
    with database.read() as session:
        numbers = notices.waiting(session, now)
    if not numbers:
        return 0, 0
    sent = put_off = 0
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
            else:
                sent += 1
    return sent, put_off
