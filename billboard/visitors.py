"""Who a visitor is, without an account and without an address.

A visitor is a random token in a signed first-party cookie; the database sees its keyed hash. A network is the keyed
hash of an address prefix under a key that lives one day, so that yesterday's hashes can be traced to nobody.
"""

import hashlib
import ipaddress
import secrets
from datetime import datetime
from typing import NamedTuple

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from billboard.core.days import DAY, day_of
from billboard.infra.db import insert_into
from billboard.models import DailyKey, Origin, Tally

COOKIE = "visitor"
COOKIE_AGE = 365 * DAY  # seconds


class DailyNetwork(NamedTuple):
    """What an address's network is known by on one epoch day."""

    day: int
    hashed: str


def new_token() -> str:
    return secrets.token_urlsafe(18)


def sign(token: str, secret_key: str) -> str:
    return _signer(secret_key).sign(token).decode()


def unsign(cookie: str | None, secret_key: str) -> str | None:
    """The token, or None for a cookie that is absent or not ours."""
    if not cookie:
        return None
    try:
        return _signer(secret_key).unsign(cookie).decode()
    except (BadSignature, UnicodeDecodeError):
        return None


def voter(token: str, secret_key: str) -> str:
    """What the database knows a visitor by."""
    return _hash(token.encode(), hashlib.sha256(secret_key.encode()).digest())


def prefix(address: str) -> str:
    """The network an address belongs to: /24 of IPv4, /64 of IPv6; IPv4 in IPv6 clothes counts as IPv4."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    length = 24 if parsed.version == 4 else 64
    rest = parsed.max_prefixlen - length
    return f"{type(parsed)(int(parsed) >> rest << rest)}/{length}"


def network(address: str, key: bytes) -> str:
    return _hash(prefix(address).encode(), key)


def network_today(session: Session, address: str, now: datetime) -> DailyNetwork:
    day = day_of(now)
    return DailyNetwork(day, network(address, daily_key(session, day)))


def daily_key(session: Session, day: int) -> bytes:
    """The key of an epoch day, made on its first use; what belongs to the days before goes then."""
    key = session.scalar(select(DailyKey.key).where(DailyKey.day == day))
    if key is not None:
        return key
    session.execute(
        insert_into(session, DailyKey).values(day=day, key=secrets.token_bytes(32)).on_conflict_do_nothing()
    )
    forget(session, day)
    return session.scalars(select(DailyKey.key).where(DailyKey.day == day)).one()


def forget(session: Session, day: int) -> None:
    """Throw away all that was known of networks before a day."""
    for table in (DailyKey, Tally, Origin):
        session.execute(delete(table).where(table.day < day))


def _hash(value: bytes, key: bytes) -> str:
    return hashlib.blake2b(value, key=key, digest_size=16).hexdigest()


def _signer(secret_key: str) -> Signer:
    return Signer(secret_key, salt="billboard.visitor", digest_method=hashlib.sha256)
