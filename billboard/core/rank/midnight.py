"""What can be told of networks across a midnight, with which all that names them goes.

Of each is kept a shade for one day more: one of a few that all networks are dealt out among. Two of one shade may be
one or two, but two of different shades are two. So days add up as far as shades differ, and no network is a second one
by waiting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shaded(Generic[T]):
    what: T
    shade: int | None  # unknown of what is older


def across(days: Sequence[Sequence[Shaded[T]]]) -> list[list[T]]:
    """Each of the groups, whose members are of networks that can be told apart, with those of the others that are
    certain to be of none of its networks; once for each shade."""
    return [_with_others(day, [each for other in days if other is not day for each in other]) for day in days]


def _with_others(day: Sequence[Shaded[T]], others: Sequence[Shaded[T]]) -> list[T]:
    known = {each.shade for each in day}
    added: dict[int, T] = {}
    if None not in known:
        for each in others:
            if each.shade is not None and each.shade not in known:
                added.setdefault(each.shade, each.what)
    return [*(each.what for each in day), *added.values()]
