"""Which bans stand, and whether one is of whoever is asking.

A moderator knows no address, only the hash of a network under the day's key. A ban takes that hash. When the network
next sends anything, the hash is exchanged for a digest that lasts as long as the ban: an HMAC of the widest network
that one customer may have, under a salt of the ban's own and a secret that is not in the database, because a /24 has
16 million values and anybody can try them all. Digests are not indexed by what they are of: each is computed for each
ban that stands, of which there are few.
"""

import hmac
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from billboard import visitors
from billboard.core.days import day_of
from billboard.core.errors import Forbidden
from billboard.infra.db import Database
from billboard.infra.derived_keys import derived
from billboard.infra.signing import Keys
from billboard.models import Ban, DailyKey
from billboard.visitors import Breadth

PURPOSE = "billboard.ban "
MOST = 200  # that stand at once
FRESH = 1.5  # seconds for which what is known needs no second look


class Banned(Forbidden):
    """Of somebody who may not write for a while."""


@dataclass(frozen=True)
class Sender:
    """Who sends something."""

    address: str
    voter: str | None


class LiveBans:
    """The bans that stand, as this process knows them: looked for at most every other second."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Sequence[Ban] | None = None
        self._looked = -FRESH
        self._lock = threading.Lock()

    def of(self, sender: Sender, keys: Keys, now: datetime) -> Ban | None:
        """The ban of whoever sends something, the longest first."""
        standing = [ban for ban in self._standing(now) if ban.until > now]
        if not standing:
            return None
        seen = self._see(standing, sender, keys, now)
        network = _network(sender.address)
        secrets = [derived(PURPOSE, key) for key in keys]
        return next((ban for ban in standing if ban.id in seen or _is_of(ban, sender, network, secrets)), None)

    def forget(self) -> None:
        """Look again at once: one has just been made or ended here."""
        self._looked = -FRESH

    def _standing(self, now: datetime) -> Sequence[Ban]:
        """Whoever comes while somebody looks goes on with what is known."""
        with self._lock:
            known, fresh = self._known, monotonic() - self._looked < FRESH
            if known is not None and fresh:
                return known
            self._looked = monotonic()  # before the look: what is forgotten meanwhile is looked for again
        try:
            with self._database.read() as session:
                walk = select(Ban).where(Ban.until > now).order_by(Ban.until.desc(), Ban.id).limit(MOST)
                self._known = session.scalars(walk).all()
                session.expunge_all()
        except SQLAlchemyError:
            self.forget()
            raise
        return self._known

    def _see(self, standing: Sequence[Ban], sender: Sender, keys: Keys, now: datetime) -> Collection[int]:
        """The numbers of the bans that are of a hash of today, and of the sender's network: they last from now on.

        The day's key is asked for each time, and not kept: at midnight nothing may be left of it.
        """
        unseen = [ban for ban in standing if ban.network is not None and ban.day == day_of(now)]
        if not unseen:
            return ()
        with self._database.read() as session:
            key = session.scalar(select(DailyKey.key).where(DailyKey.day == day_of(now)))
        hashed = visitors.hashes(sender.address, key).values() if key else ()
        seen = [ban for ban in unseen if ban.network in hashed]
        if seen:
            with self._database.write() as session:
                for ban in seen:
                    keep(session, ban, sender.address, keys)
            self.forget()
        return [ban.id for ban in seen]


def _is_of(ban: Ban, sender: Sender, network: bytes, secrets: Sequence[bytes]) -> bool:
    if not ban.of_network:
        return ban.voter is not None and ban.voter == sender.voter
    if not (ban.digest and ban.salt):
        return False
    return any(hmac.compare_digest(ban.digest, _digest(network, ban.salt, secret)) for secret in secrets)


def keep(session: Session, ban: Ban, address: str, keys: Keys) -> None:
    """Exchange the day's hash of a network that has just been seen for the digest that lasts."""
    if ban.salt is None:
        return
    lasting = update(Ban).where(Ban.id == ban.id, Ban.network.is_not(None))
    values = {"digest": digest(address, ban.salt, keys[0]), "network": None, "day": None}
    session.execute(lasting.values(**values), execution_options={"synchronize_session": False})


def digest(address: str, salt: bytes, secret_key: str) -> str:
    """Of the widest network that an address lies in."""
    return _digest(_network(address), salt, derived(PURPOSE, secret_key))


def _digest(network: bytes, salt: bytes, secret: bytes) -> str:
    return hmac.digest(secret, salt + network, "sha256").hex()


def _network(address: str) -> bytes:
    return visitors.prefixes(address)[Breadth.BLOCK].encode()
