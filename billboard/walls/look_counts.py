"""How many looks at each poster, and likes of it, came from each network of late, and how many looks come at all, in
memory that the workers of one server share. Both are made before the workers are forked.

They write without a lock: of two who count in the same microsecond one may be forgotten, and of two who begin a half of
a day together one forgets the looks that the other has counted by then.
"""

import mmap
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from billboard.walls.looks import Terms

ROWS, CELLS = 4, 1 << 20  # cells of a byte to a row; a power of two
KEY = 32  # bytes
A_SECOND = 20  # looks told, on a server, above which pages tell of fewer
FULL = 255  # what a cell can hold
MOST_IN = 32  # looks that one stands for, and no more than a network may add
MINUTE = 60
HALF = 43_200  # seconds of half a day


class _Table:
    """Of the looks of one half of a day: its number, its key and the cells."""

    SIZE = 8 + KEY + ROWS * CELLS

    def __init__(self, memory: mmap.mmap, start: int) -> None:
        self._memory, self._key = memory, slice(start + 8, start + 8 + KEY)
        self._half = memoryview(memory)[start : start + 8].cast("q")
        self.cells = memoryview(memory)[start + 8 + KEY : start + self.SIZE]

    @property
    def key(self) -> bytes:
        return self._memory[self._key]

    def of(self, half: int) -> "_Table":
        """Begun anew where it is of an earlier one."""
        if half > self._half[0]:
            self._half[0] = half
            self._memory[self._key] = secrets.token_bytes(KEY)
            self.cells[:] = bytes(ROWS * CELLS)
        return self

    def places(self, name: str) -> list[int]:
        """Where its cells are, one in each row."""
        digits = int.from_bytes(blake2b(name.encode(), key=self.key, digest_size=4 * ROWS).digest())
        return [row * CELLS + (digits >> 32 * row) % CELLS for row in range(ROWS)]

    def least(self, places: list[int]) -> int:
        return min(self.cells[place] for place in places)

    def lift(self, places: list[int], count: int) -> None:
        for place in places:
            self.cells[place] = max(self.cells[place], count)


class LookCounts:
    """A count–min sketch (G. Cormode and S. Muthukrishnan, An improved data stream summary, 2005) with a cell of one
    byte in each of four rows for a poster and a network, updated conservatively: cells that others have raised above
    the new count stay as they are.

    There are two, of this half of a day and of the one before, and what a network may add it may within both: no
    sooner than twelve hours later may it add anything again. With a single one, a minute before midnight and one after
    it were two days.

    It holds counts of a hash and no names, under a random key that is thrown away with the second half. A count is
    never too low, and too high only where others share all four cells: then a look is taken for one that has been
    counted, which costs a poster no more than that look. Of 300,000 looks in half a day, each of another poster and
    network, a quarter of a row's cells are taken in the end; so of the last looks of it 1 − e^(−0.29) to the fourth
    power, one in 260, is not counted, and of them all one in 1,300; with as many in the half before, one in 260 more.
    A million looks lose one in 33. Several servers count each for itself.
    """

    def __init__(self) -> None:
        memory = mmap.mmap(-1, 2 * _Table.SIZE)
        self._tables = [_Table(memory, number * _Table.SIZE) for number in range(2)]

    def count(self, network: str, looks: Mapping[str, Terms], now: datetime) -> dict[str, int]:
        """Count a network's looks; how many it is that are new, of each poster by its code."""
        tables = self._both(now)
        added = {code: self._add(f"{network} {code}", terms, *tables)[0] for code, terms in looks.items()}
        return {code: more for code, more in added.items() if more}

    def like(self, network: str, code: str, allowed: int, now: datetime) -> int:
        """Count a network's like of a poster; which of its own it is, and 0 where it may add no more. One that is taken
        back stays counted, or whoever takes theirs back could vote under another name for ever."""
        # Looks, whose names are others, have their own cells.
        added, counted = self._add(f"like {network} {code}", Terms(allowed), *self._both(now))
        return counted if added else 0

    def _both(self, now: datetime) -> tuple[_Table, _Table]:
        """Of this half of a day, and of the one before."""
        half = int(now.timestamp()) // HALF
        return self._tables[half % 2].of(half), self._tables[1 - half % 2].of(half - 1)

    def _add(self, name: str, terms: Terms, table: _Table, earlier: _Table) -> tuple[int, int]:
        """How many were added, and how many that makes."""
        places = table.places(name)
        here = table.least(places)
        counted = here + earlier.least(earlier.places(name))
        more = max(0, min(terms.one_in, min(terms.allowed, FULL) - counted))
        if more:
            table.lift(places, here + more)
        return more, counted + more


class Pace:
    """How many looks pages are to tell of: all, and one in 2, 4 and so on where more come than a server cares for.

    It doubles after a minute in which more than `A_SECOND` came in a second, and is halved after one with less than a
    quarter of that: then twice as many are few still.
    """

    def __init__(self) -> None:
        self._minute = memoryview(mmap.mmap(-1, 24)).cast("q")  # which it is, how many came in it, and one in how many

    def told(self, now: datetime) -> None:
        """Count a message of looks."""
        self._turn(now)
        self._minute[1] += 1

    def one_in(self, now: datetime) -> int:
        self._turn(now)
        return max(1, self._minute[2])

    def _turn(self, now: datetime) -> None:
        minute, (held, came, one_in) = int(now.timestamp()) // MINUTE, self._minute
        if minute <= held:
            return
        self._minute[0], self._minute[1] = minute, 0
        if came > A_SECOND * MINUTE:
            one_in = min(MOST_IN, max(1, one_in) * 2)
        elif came < A_SECOND * MINUTE / 4:
            one_in //= 2
        self._minute[2] = one_in >> min(minute - held - 1, MOST_IN)  # nobody came in the minutes between
