"""Where a walk along a wall stands, as text in a link."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from billboard.core.errors import BadRequest
from billboard.core.rank import fairness

NO_BOUND = 2**62  # above every row's number
VOTES = 2**31  # more than a poster can have
KINDS: Mapping[str, tuple[type, ...]] = {"hot": (float, int), "new": (int,), "top": (int, int), "duel": (float, int)}


@dataclass(frozen=True)
class Cursor:
    """Past the row with these values of its order. Of Hot also the numbers of the posters that were passed over and
    wait, hottest first, and of the newcomers that were shown ahead of their turn."""

    key: list[Any] = field(default_factory=list)  # empty at the beginning
    waiting: list[int] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)


def write(sort: str, cursor: Cursor) -> str:
    lists = [cursor.waiting, cursor.shown] if cursor.waiting or cursor.shown else []
    return base64.urlsafe_b64encode(json.dumps([sort, *cursor.key, *lists]).encode()).decode().rstrip("=")


def read(text: str, sort: str, *, shown: int) -> Cursor:
    """Of a wall in the order `sort`, with so many newcomers `shown` at most. Raises BadRequest for a broken link."""
    kinds = KINDS[sort]
    waiting, ahead = list[int](), list[int]()
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if sort == "hot" and len(values) > len(kinds):
            *values, waiting, ahead = values
        typed = [kind(value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):  # binascii.Error is a ValueError
        made_for, typed = None, []
    votes_in_range = sort != "top" or not typed or abs(typed[0]) < VOTES
    lists = _numbers(waiting, fairness.AHEAD) and _numbers(ahead, shown)
    if made_for != sort or not votes_in_range or not lists or not all(abs(value) < NO_BOUND for value in typed):
        raise BadRequest("That link into the wall is broken. Start again from its first page.")
    return Cursor(typed, waiting, ahead)


def _numbers(given: Any, most: int) -> bool:
    """Whether these are the numbers of so many rows at most."""
    if not isinstance(given, list) or len(given) > most:
        return False
    return all(type(each) is int and 0 < each < NO_BOUND for each in given)
