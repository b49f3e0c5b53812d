"""Which bans stand, and whether one is of whoever is asking.

A moderator knows no address, only the hash of a network under the day's key. A ban takes that hash. When the network
next sends anything, the hash is exchanged for a digest that lasts as long as the ban: an HMAC of the widest network
that one customer may have, under a salt of the ban's own and a secret that is not in the database, because a /24 has
16 million values and anybody can try them all. Digests are not indexed by what they are of: each is computed for each
ban that stands, of which there are few.
"""

import hashlib
import hmac
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard import visitors
from billboard.core.days import day_of
from billboard.infra.db import Database
from billboard.infra.signing import Keys
from billboard.models import Ban, DailyKey
from billboard.visitors import Breadth

MOST = 200  # that stand at once
FRESH = 1.5  # seconds for which what is known needs no second look


@dataclass(frozen=True)
class Sender:
    """Who sends something."""

    address: str
    voter: str | None


class LiveBans:
    """The bans that stand, as this process knows them: looked for at most every other second."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Sequence[Ban] = ()
        self._looked = -FRESH
        self._lock = threading.Lock()

    def of(self, sender: Sender, keys: Keys, now: datetime) -> Ban | None:
        """The ban of whoever sends something, the longest first."""
        standing = [ban for ban in self._standing(now) if ban.until > now]
        if not standing:
            return None
        return next((ban for ban in standing if self._is_of(ban, sender, keys, now)), None)

    def forget(self) -> None:
        """Look again at once: one has just been made or ended here."""
        self._looked = -FRESH

    def _standing(self, now: datetime) -> Sequence[Ban]:
        with self._lock:
            if monotonic() - self._looked >= FRESH:
                with self._database.read() as session:
                    self._known = session.scalars(
                        select(Ban).where(Ban.until > now).order_by(Ban.until.desc(), Ban.id).limit(MOST)
                    ).all()
                    session.expunge_all()
                self._looked = monotonic()
            return self._known

    def _is_of(self, ban: Ban, sender: Sender, keys: Keys, now: datetime) -> bool:
        if not ban.of_network:
            return ban.voter is not None and ban.voter == sender.voter
        if ban.digest and ban.salt:
            return any(hmac.compare_digest(ban.digest, digest(sender.address, ban.salt, key)) for key in keys)
        if ban.network is None or ban.day != day_of(now):
            return False
        with self._database.read() as session:
            if not _is_network_of_today(session, ban, sender.address):
                return False
        with self._database.write() as session:
            keep(session, ban, sender.address, keys)
        self.forget()
        return True


def keep(session: Session, ban: Ban, address: str, keys: Keys) -> None:
    """Exchange the day's hash of a network that has just been seen for the digest that lasts."""
    if ban.salt is None:
        return
    lasting = update(Ban).where(Ban.id == ban.id, Ban.network.is_not(None))
    values = {"digest": digest(address, ban.salt, keys[0]), "network": None, "day": None}
    session.execute(lasting.values(**values), execution_options={"synchronize_session": False})


def digest(address: str, salt: bytes, secret_key: str) -> str:
    """Of the widest network that an address lies in."""
    key = hashlib.sha256(b"billboard.ban " + secret_key.encode()).digest()
    return hmac.new(key, salt + visitors.prefixes(address)[Breadth.BLOCK].encode(), "sha256").hexdigest()


def _is_network_of_today(session: Session, ban: Ban, address: str) -> bool:
    key = session.scalar(select(DailyKey.key).where(DailyKey.day == ban.day))
    return key is not None and ban.network in visitors.hashes(address, key).values()
