"""How many looks at each poster, and likes of it, came from each network today, and how many looks come at all, in
memory that the workers of one server share. Both are made before the workers are forked.

They write without a lock: of two who count in the same microsecond one may be forgotten, and of two who begin a day
together one forgets the looks that the other has counted by then.
"""

import mmap
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from billboard.core.days import day_of
from billboard.walls.looks import Terms

ROWS, CELLS = 4, 1 << 20  # cells of a byte to a row; a power of two
KEY = 32  # bytes
A_SECOND = 20  # looks told, on a server, above which pages tell of fewer
FULL = 255  # what a cell can hold
MOST_IN = 32  # looks that one stands for, and no more than a network may add
MINUTE = 60


class LookCounts:
    """A count–min sketch (G. Cormode and S. Muthukrishnan, An improved data stream summary, 2005) with a cell of one
    byte in each of four rows for a poster and a network, updated conservatively: cells that others have raised above
    the new count stay as they are.

    It holds counts of a hash and no names, under a random key that is thrown away with the day. A count is never too
    low, and too high only where others share all four cells: then a look is taken for one that has been counted, which
    costs a poster no more than that look. Of 300,000 looks a day, each of another poster and network, a quarter of a
    row's cells are taken in the end; so of the last looks of the day 1 − e^(−0.29) to the fourth power, one in 260, is
    not counted, and of the whole day's one in 1,300. A million looks lose one in 33. Several servers count each for
    itself.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 + KEY + ROWS * CELLS)
        self._day = memoryview(self._memory)[:8].cast("q")
        self._cells = memoryview(self._memory)[8 + KEY :]

    def count(self, network: str, looks: Mapping[str, Terms], now: datetime) -> dict[str, int]:
        """Count a network's looks; how many it is that are new, of each poster by its code."""
        key = self._key(now)
        added = {code: self._add(_places(f"{network} {code}", key), terms) for code, terms in looks.items()}
        return {code: more for code, more in added.items() if more}

    def like(self, network: str, code: str, allowed: int, now: datetime) -> int:
        """Count a network's like of a poster; which of today's it is, and 0 where it may add no more. One that is taken
        back stays counted, or whoever takes theirs back could vote under another name for ever."""
        places = _places(f"like {network} {code}", self._key(now))  # looks, whose names are others, have their own
        return self._least(places) if self._add(places, Terms(allowed)) else 0

    def _key(self, now: datetime) -> bytes:
        day = day_of(now)
        if day > self._day[0]:
            self._begin(day)
        return self._memory[8 : 8 + KEY]

    def _begin(self, day: int) -> None:
        self._day[0] = day
        self._memory[8 : 8 + KEY] = secrets.token_bytes(KEY)
        self._cells[:] = bytes(ROWS * CELLS)

    def _add(self, places: list[int], terms: Terms) -> int:
        cells = self._cells
        before = self._least(places)
        more = min(terms.one_in, min(terms.allowed, FULL) - before)
        if more <= 0:
            return 0
        for place in places:
            cells[place] = max(cells[place], before + more)
        return more

    def _least(self, places: list[int]) -> int:
        return min(self._cells[place] for place in places)


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


def _places(name: str, key: bytes) -> list[int]:
    """Where its cells are, one in each row."""
    digits = int.from_bytes(blake2b(name.encode(), key=key, digest_size=4 * ROWS).digest())
    return [row * CELLS + (digits >> 32 * row) % CELLS for row in range(ROWS)]
