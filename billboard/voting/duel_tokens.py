"""The seal on a pair of posters: which two, when they were dealt, and to whom.

A pair is sealed for one visitor, so that nobody can judge what they were not dealt. A visitor whom no cookie names yet
is a guest: the seal holds the name that becomes theirs with the first pick. Looking at a duel leaves no cookie.
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
    """Whom a pair is dealt to."""

    voter: str  # as the database knows them
    guest: str = ""  # the name that a cookie will hold, as long as none does


@dataclass(frozen=True)
class Deal:
    left: str  # codes
    right: str
    dealt: int  # seconds since 1970
    judge: Judge


def new_guest(secret_key: str) -> Judge:
    name = visitors.new_token()
    return Judge(visitors.voter(name, secret_key), name)


def seal(left: str, right: str, judge: Judge, secret_key: str, now: datetime) -> str:
    what = [left, right, int(now.timestamp())]
    if judge.guest:
        return str(_guests(secret_key).dumps([*what, judge.guest]))
    return str(_own(judge.voter, secret_key).dumps(what))


def read(sealed: str, voter: str | None, secret_key: str) -> Deal:
    """Raises BadRequest for a seal that was not made for `voter`, nor for a guest.

    A guest's pair stays that guest's, whatever cookie comes with it: passed around, it is still good for one pick.
    """
    if voter:
        try:
            left, right, dealt = _own(voter, secret_key).loads(sealed)
            return Deal(left, right, dealt, Judge(voter))
        except BadData:
            pass  # a guest's, perhaps
    try:
        left, right, dealt, guest = _guests(secret_key).loads(sealed)
    except BadData:
        raise BadRequest(FORGED) from None
    return Deal(left, right, dealt, Judge(visitors.voter(guest, secret_key), guest))


def _own(voter: str, secret_key: str) -> URLSafeSerializer:
    return _serializer(f"billboard.duel {voter}", secret_key)


def _guests(secret_key: str) -> URLSafeSerializer:
    return _serializer("billboard.duel of a guest", secret_key)


def _serializer(salt: str, secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})
