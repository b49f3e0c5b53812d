"""Processor time as a leaky bucket for each network: what is drawn for it fills the bucket, and time empties it.

A bucket that leaks `leak` ms a second and takes requests while it holds less than `depth` ms lets through at most
depth + 60 × leak ms in any minute (the generic cell rate algorithm; ITU-T I.371, annex A).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from billboard.visitors import Breadth

AT_ONCE = 0.5  # of what may be taken in a minute: a class of thirty types all at the same time
# Of what a setting grants: an address of IPv4 may be a school's, and its neighbours are strangers; whoever has a /48 of
# IPv6 has every network in it.
SHARES: Mapping[bool, Mapping[Breadth, float]] = MappingProxyType(
    {
        False: {Breadth.HOME: 1.0, Breadth.BLOCK: 2.0},
        True: {Breadth.HOME: 0.6, Breadth.SITE: 0.8, Breadth.BLOCK: 1.0},
    }
)


class Account(NamedTuple):
    """The bucket of a network."""

    key: str  # 32 hexadecimal digits
    leak: float  # ms a second
    depth: float  # ms


class Spending(Protocol):
    def draw(self, accounts: Sequence[Account], cost: float) -> float:
        """Charge all of them with `cost` ms, for work that is about to begin.

        Where one has no room, none is charged, and the answer says in how many seconds it will have; 0 otherwise.
        """

    def settle(self, accounts: Sequence[Account], more: float) -> None:
        """Charge them with as many ms more (less, if negative), now that it is known what it cost."""


def accounts_of(networks: Mapping[Breadth, str], seconds: float) -> list[Account]:
    """Those of the networks that an address lies in, by their hashes, of which one may take `seconds` in a minute."""
    shares = SHARES[Breadth.SITE in networks]
    by_hash: dict[str, Account] = {}
    for breadth, hashed in networks.items():  # what is no address is one network, however wide
        by_hash.setdefault(hashed, _account(hashed, seconds * 1000 * shares[breadth]))
    return list(by_hash.values())


def _account(hashed: str, a_minute: float) -> Account:
    return Account(hashed, a_minute * (1 - AT_ONCE) / 60, a_minute * AT_ONCE)
