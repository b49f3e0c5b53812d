"""The signed token of a pair of posters: which two, when they were offered, and to whom.

It is made for one visitor, so that nobody can judge a pair that they were not offered. A visitor whom no cookie names
yet is a guest: the token holds the name that becomes theirs with the first pick. Looking at a duel leaves no cookie.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

from billboard import visitors
from billboard.core.errors import BadRequest

FORGED = "This pair was not dealt to this browser. Take a fresh one from the duel page."


@dataclass(frozen=True)
class Judge:
    """Whom a pair is offered to."""

    voter: str  # as the database knows them
    guest: str = ""  # the name that a cookie will hold, as long as none does


@dataclass(frozen=True)
class DuelToken:
    left: str  # codes
    right: str
    issued: int  # seconds since 1970
    judge: Judge


def new_guest(secret_key: str) -> Judge:
    name = visitors.new_token()
    return Judge(visitors.voter(name, secret_key), name)


def sign(left: str, right: str, judge: Judge, secret_key: str, now: datetime) -> str:
    what = [left, right, int(now.timestamp())]
    if judge.guest:
        return str(_guests(secret_key).dumps([*what, judge.guest]))
    return str(_own(judge.voter, secret_key).dumps(what))


def read(text: str, voter: str | None, secret_key: str) -> DuelToken:
    """Raises BadRequest for a token that was not made for `voter`, nor for a guest.

    A guest's pair stays that guest's, whatever cookie comes with it: passed around, it is still good for one pick.
    """
    if voter:
        try:
            left, right, issued = _own(voter, secret_key).loads(text)
            return DuelToken(left, right, issued, Judge(voter))
        except BadData:
            pass  # a guest's, perhaps
    try:
        left, right, issued, guest = _guests(secret_key).loads(text)
    except BadData:
        raise BadRequest(FORGED) from None
    return DuelToken(left, right, issued, Judge(visitors.voter(guest, secret_key), guest))


def _own(voter: str, secret_key: str) -> URLSafeSerializer:
    return _serializer(f"billboard.duel {voter}", secret_key)


def _guests(secret_key: str) -> URLSafeSerializer:
    return _serializer("billboard.duel of a guest", secret_key)


def _serializer(salt: str, secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
