"""Buckets in memory that the workers of one server share, in a table of fixed size."""

import mmap
from collections.abc import Sequence
from time import monotonic

from billboard.budget.accounts import Account

ROWS, CELLS = 4, 1 << 16  # cells to a row; a power of two


class SharedTable:
    """A count–min sketch (Cormode and Muthukrishnan, 2005) of leaky buckets, updated conservatively.

    A bucket has one cell in each row and holds the least that one of them says: too much only where others share all
    of its cells. So it needs no room for whoever comes, forgets nobody and has nothing to clear away. Made before the
    workers are forked, it is theirs together. They write without a lock: of two who charge a bucket in the same
    microsecond one may be forgotten, which costs a few milliseconds and never a wrong answer.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ROWS * CELLS * 16)
        self._cells = memoryview(self._memory).cast("d")  # pairs: ms, and the second of monotonic() when it held them

    def draw(self, accounts: Sequence[Account], cost: float) -> float:
        now = monotonic()
        held = [self._held(account, now) for account in accounts]
        wait = max(((h - a.depth) / a.leak for h, a in zip(held, accounts, strict=True)), default=-1.0)
        if wait >= 0:
            return max(wait, 0.001)
        for account, level in zip(accounts, held, strict=True):
            self._fill(account, level + cost, now)
        return 0.0

    def settle(self, accounts: Sequence[Account], more: float) -> None:
        now = monotonic()
        for account in accounts:
            if more > 0:
                self._fill(account, self._held(account, now) + more, now)
            else:
                for cell in _places(account):
                    self._cells[cell] = max(0.0, self._level(cell, account.leak, now) + more)
                    self._cells[cell + 1] = now

    def _held(self, account: Account, now: float) -> float:
        return min(self._level(cell, account.leak, now) for cell in _places(account))

    def _fill(self, account: Account, level: float, now: float) -> None:
        for cell in _places(account):
            self._cells[cell] = max(level, self._level(cell, account.leak, now))
            self._cells[cell + 1] = now

    def _level(self, cell: int, leak: float, now: float) -> float:
        return max(0.0, self._cells[cell] - leak * (now - self._cells[cell + 1]))


def _places(account: Account) -> list[int]:
    """Where its cells begin, one in each row."""
    digits = int(account.key, 16)
    return [2 * (row * CELLS + (digits >> 32 * row) % CELLS) for row in range(ROWS)]
