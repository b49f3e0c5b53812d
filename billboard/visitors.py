"""Who a visitor is, without an account and without an address.

A visitor is a random name in a signed first-party cookie that says when it was made; the database sees the name's
hash. A network is the keyed hash of an
address prefix under a key that lives one day, so that yesterday's hashes can be traced to nobody.
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import IPv4Address, IPv6Address
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from billboard.core.days import day_of, start_of
from billboard.infra import signing
from billboard.infra.db import insert_into
from billboard.infra.signing import Keys
from billboard.models import Ban, DailyKey, Origin, Report, Tally

PURPOSE = "billboard.visitor"
NEW_FOR = timedelta(hours=1)  # that a cookie is new
UNKNOWN = "unknown"  # the network of what is no address
SHADES = 64  # that the widest networks are dealt out among: a /24 of IPv4 shares its own with 262,143 others


class Breadth(Enum):
    """How much of the addresses that there are counts as one network."""

    HOME = "home"  # what one household or machine has to itself: one address of IPv4, a /64 of IPv6
    SITE = "site"  # what providers hand out to customers with more: a /56 of IPv6
    BLOCK = "block"  # what is routed as one, and the most that one customer gets: a /24 of IPv4, a /48 of IPv6


LENGTHS: Mapping[int, Mapping[Breadth, int]] = MappingProxyType(
    {
        4: {Breadth.HOME: 32, Breadth.BLOCK: 24},
        6: {Breadth.HOME: 64, Breadth.SITE: 56, Breadth.BLOCK: 48},
    }
)


class DailyNetwork(NamedTuple):
    """What an address's network is known by on one epoch day."""

    day: int
    hashed: str


class DailySteps(NamedTuple):
    """What the networks that an address lies in are known by on one epoch day, from the narrowest to the widest."""

    day: int
    hashed: Mapping[Breadth, str]
    shade: int | None = None  # of the widest; the same on the day after, and too common to tell who it is

    @property
    def block(self) -> str:
        """The widest step: those who share it count as one where distinct networks are asked for."""
        return self.hashed[Breadth.BLOCK]


class Visitor(NamedTuple):
    name: str  # what their cookie holds
    voter: str  # what the database knows them by, whatever key signs the cookie
    born: int | None = None  # when their cookie was made, in seconds since 1970; unknown of older ones

    def is_new(self, now: datetime) -> bool:
        """Whether this is somebody's first hour, or somebody who has dropped their cookie."""
        return self.born is not None and now.timestamp() - self.born < NEW_FOR.total_seconds()


def guest() -> Visitor:
    """A visitor to be: they are given no cookie yet, and count as born when they are."""
    return _random(secrets.token_urlsafe(18))


def new_visitor(now: datetime) -> Visitor:
    return born(guest(), now)


def born(visitor: Visitor, now: datetime) -> Visitor:
    """A guest who is given their cookie."""
    kind, _, token = visitor.name.partition("~")
    return _since(int(now.timestamp()), token) if kind == "random" else visitor


def named(name: str) -> Visitor | None:
    """The visitor of a name that has been under a signature; None for what is no name."""
    kind, _, rest = name.partition("~")
    if kind == "random":
        return _random(rest)
    if kind == "since":
        moment, _, token = rest.partition("~")
        return _since(int(moment), token)
    return _known(rest) if kind == "known" else None


def write_cookie(visitor: Visitor, keys: Keys) -> str:
    return signing.sign(visitor.name, PURPOSE, keys)


def read_cookie(cookie: str, keys: Keys) -> Visitor | None:
    """None for a cookie that is not ours."""
    for key in keys:
        if name := signing.unsign(cookie, PURPOSE, (key,)):
            # Older cookies hold a bare token, whose hash hung on the key that signed it. Whoever has one goes on being
            # known by that hash, so that nobody votes twice and votes can be taken back once the key has gone.
            return named(name) or _known(_hash(name.encode(), hashlib.sha256(key.encode()).digest()))
    return None


def _random(token: str) -> Visitor:
    return Visitor(f"random~{token}", _hash(token.encode(), b"billboard.voter"))


def _since(born: int, token: str) -> Visitor:
    return _random(token)._replace(name=f"since~{born}~{token}", born=born)


def _known(voter: str) -> Visitor:
    return Visitor(f"known~{voter}", voter)


def prefix(address: str) -> str:
    """The network an address belongs to: /24 of IPv4, /64 of IPv6; IPv4 mapped into IPv6 counts as IPv4."""
    parsed = _parsed(address)
    return _cut(parsed, 24 if parsed.version == 4 else 64) if parsed else UNKNOWN


def prefixes(address: str) -> Mapping[Breadth, str]:
    """The networks an address lies in, the narrowest first."""
    parsed = _parsed(address)
    if parsed is None:
        return dict.fromkeys((Breadth.HOME, Breadth.BLOCK), UNKNOWN)
    return {breadth: _cut(parsed, length) for breadth, length in LENGTHS[parsed.version].items()}


def network(address: str, key: bytes) -> str:
    return _hash(prefix(address).encode(), key)


def network_today(session: Session, address: str, now: datetime) -> DailyNetwork:
    day = day_of(now)
    return DailyNetwork(day, network(address, daily_key(session, day)))


def steps_today(session: Session, address: str, now: datetime) -> DailySteps:
    of_day = _of_day(session, day := day_of(now))
    return DailySteps(day, hashes(address, of_day.key), shade(address, of_day.shading) if of_day.shading else None)


def hashes(address: str, key: bytes) -> Mapping[Breadth, str]:
    """Of the networks an address lies in, under a day's key."""
    return {breadth: _hash(each.encode(), key) for breadth, each in prefixes(address).items()}


def shade(address: str, shading: bytes) -> int:
    """Networks of two shades are two; those of one shade may be any of very many."""
    return int(_hash(prefixes(address)[Breadth.BLOCK].encode(), shading), 16) % SHADES


def daily_key(session: Session, day: int) -> bytes:
    """The key of an epoch day, made on its first use; what belongs to the days before goes then."""
    return _of_day(session, day).key


def _of_day(session: Session, day: int) -> DailyKey:
    found = session.scalars(known := select(DailyKey).where(DailyKey.day == day)).one_or_none()
    if found is None:
        forget(session, day)
        found = session.scalars(known).one()
    return found


def forget(session: Session, day: int) -> None:
    """Throw away all that was known of networks before a day, and of the shades of reports all but the day before's."""
    _begin(session, day)
    for table in (DailyKey, Tally, Origin):
        session.execute(delete(table).where(table.day < day))
    for column, since in ((Report.network, day), (Report.shade, day - 1)):
        session.execute(
            update(Report).where(column.is_not(None), Report.made < start_of(since)).values({column: None}),
            execution_options={"synchronize_session": False},
        )
    session.execute(
        update(Ban).where(Ban.day < day).values(network=None, day=None),
        execution_options={"synchronize_session": False},
    )


def _begin(session: Session, day: int) -> None:
    """Make a day's key, and go on dealing out shades as the day before did."""
    known = select(DailyKey.shading).where(DailyKey.day < day, DailyKey.shading.is_not(None))
    shading = session.scalar(known.order_by(DailyKey.day.desc()).limit(1)) or secrets.token_bytes(32)
    fresh = insert_into(session, DailyKey).values(day=day, key=secrets.token_bytes(32), shading=shading)
    session.execute(fresh.on_conflict_do_nothing())


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return parsed.ipv4_mapped or parsed if isinstance(parsed, IPv6Address) else parsed


def _cut(parsed: IPv4Address | IPv6Address, length: int) -> str:
    rest = parsed.max_prefixlen - length
    return f"{type(parsed)(int(parsed) >> rest << rest)}/{length}"


def _hash(value: bytes, key: bytes) -> str:
    return hashlib.blake2b(value, key=key, digest_size=16).hexdigest()
