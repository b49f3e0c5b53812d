"""Where a walk along a wall stands, as text in a link.

Of most walls it is the place of the last row in their order, as JSON. Of Hot it is what is left of the pool that the
first page was drawn from, the seed's epoch, and what has been shown: numbers of rows, in order, each as its distance
from the one before in groups of seven bits (LEB128), which makes two hundred of them some 600 letters.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from billboard.core.errors import BadRequest

NO_BOUND = 2**62  # above every row's number
VOTES = 2**31  # more than a poster can have
KINDS: Mapping[str, tuple[type, ...]] = {
    "hot": (float, int),
    "new": (int,),
    "top": (int, int),
    "best": (float, int, int),  # Top of a period
    "duel": (float, int),
}
PLACE_OF_VOTES = {"top": 0, "best": 1}
BROKEN = "That link into the wall is broken. Start again from its first page."


@dataclass(frozen=True)
class Drawn:
    """Where a walk along Hot stands."""

    epoch: int  # of the seed
    before: int  # beyond the pool the walk is at rows before this one; 0 where there are no more
    waiting: list[int] = field(default_factory=list)  # rows of the pool that are to come, and others passed over
    shown: list[int] = field(default_factory=list)  # rows before `before` that were


def write(sort: str, key: list[Any]) -> str:
    """Past the row with these values of its order."""
    return _text(json.dumps([sort, *key]).encode())


def read(text: str, sort: str) -> list[Any]:
    """Of a wall in the order `sort`. Raises BadRequest for a broken link."""
    try:
        made_for, *values = json.loads(_bytes(text))
        if made_for == "hot":  # two lists stood behind them
            values = values[: len(KINDS[sort])]
        typed = [kind(value) for kind, value in zip(KINDS[sort], values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):  # binascii.Error is a ValueError
        made_for, typed = None, []
    votes_in_range = sort not in PLACE_OF_VOTES or not typed or abs(typed[PLACE_OF_VOTES[sort]]) < VOTES
    if made_for != sort or not votes_in_range or not all(abs(value) < NO_BOUND for value in typed):
        raise BadRequest(BROKEN)
    return typed


def write_drawn(cursor: Drawn) -> str:
    numbers = [cursor.epoch, cursor.before]
    for rows in (sorted(cursor.waiting), sorted(cursor.shown)):
        numbers += [len(rows), *(row - before for before, row in zip([0, *rows], rows, strict=False))]
    return _text(b"".join(map(_groups, numbers)))


def read_drawn(text: str, *, waiting: int, shown: int) -> Drawn:
    """With so many rows that wait, and that were shown, at most. Raises BadRequest for a broken link.

    One from before Hot was drawn names a row in another order: the walk goes on newest first from there.
    """
    if text.startswith("WyJ"):  # the beginning of a list in JSON
        return Drawn(0, max(0, read(text, "hot")[1]))
    try:
        numbers = _numbers(_bytes(text))
        epoch, before = next(numbers), next(numbers)
        lists = [_ascending(numbers, most) for most in (waiting, shown)]
    except (ValueError, StopIteration):
        raise BadRequest(BROKEN) from None
    if next(numbers, None) is not None or before > NO_BOUND:
        raise BadRequest(BROKEN)
    return Drawn(epoch, before, *lists)


def _ascending(numbers: Iterator[int], most: int) -> list[int]:
    rows, row = list[int](), 0
    count = next(numbers)
    if count > most:
        raise ValueError
    for _ in range(count):
        step = next(numbers)
        row += step
        if not step or row >= NO_BOUND:
            raise ValueError
        rows.append(row)
    return rows


def _groups(number: int) -> bytes:
    groups = bytearray()
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes([*groups, number])


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for group in data:
        number |= (group & 127) << shift
        shift += 7
        if shift > 70:
            raise ValueError
        if group < 128:
            yield number
            number = shift = 0
    if shift:
        raise ValueError


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
