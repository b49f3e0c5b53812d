"""The signed token of a pair of posters: which two, when they were offered, and to whom.

It is made for one visitor, so that nobody can judge a pair that they were not offered. A visitor whom no cookie names
yet is a guest: the token holds the name that becomes theirs with the first pick. Looking at a duel leaves no cookie.
"""

from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

from billboard import visitors
from billboard.core.errors import BadRequest
from billboard.infra.signing import Keys, serializer

FORGED = "This pair was not dealt to this browser. Take a fresh one from the duel page."


@dataclass(frozen=True)
class Judge:
    """Whom a pair is offered to."""

    voter: str  # as the database knows them
    guest: str = ""  # the name of visitors whose cookie is yet to come (visitors.guest)


@dataclass(frozen=True)
class DuelToken:
    left: str  # codes
    right: str
    issued: int  # seconds since 1970
    judge: Judge


def new_guest() -> Judge:
    visitor = visitors.guest()
    return Judge(visitor.voter, visitor.name)


def sign(left: str, right: str, judge: Judge, keys: Keys, now: datetime) -> str:
    what = [left, right, int(now.timestamp())]
    if judge.guest:
        return str(_guests(keys).dumps([*what, judge.guest]))
    return str(_own(judge.voter, keys).dumps(what))


def read(text: str, voter: str | None, keys: Keys) -> DuelToken:
    """Raises BadRequest for a token that was not made for `voter`, nor for a guest.

    A guest's pair stays that guest's, whatever cookie comes with it: passed around, it is still good for one pick.
    """
    if voter:
        try:
            left, right, issued = _own(voter, keys).loads(text)
            return DuelToken(left, right, issued, Judge(voter))
        except BadData:
            pass  # a guest's, perhaps
    try:
        left, right, issued, guest = _guests(keys).loads(text)
    except BadData:
        raise BadRequest(FORGED) from None
    visitor = visitors.named(guest)
    if visitor is None:
        raise BadRequest(FORGED)
    return DuelToken(left, right, issued, Judge(visitor.voter, guest))


def _own(voter: str, keys: Keys) -> URLSafeSerializer:
    return serializer(f"billboard.duel {voter}", keys)


def _guests(keys: Keys) -> URLSafeSerializer:
    return serializer("billboard.duel of a guest", keys)
