"""Whether duels and votes agree about a poster.

A duel asks which of two is better, a vote whether somebody likes what they look at. A poster has an interval in either;
from everybody's follow the places that it may have in either order. Where those lie apart by more than a little, chance
is not why.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum

FEW = 20  # posters; an order of fewer says little
APART = 0.1  # of all places between the two that a poster has

Interval = tuple[float, float]


class AtOdds(IntEnum):
    VOTES_SAY_BETTER = -1
    AGREED = 0
    DUELS_SAY_BETTER = 1


def places(intervals: Sequence[Interval]) -> list[tuple[int, int]]:
    """The first and the last place that each may have: behind all that surely are better, before all that are worse."""
    lows, highs = sorted(low for low, _ in intervals), sorted(high for _, high in intervals)
    many = len(intervals)
    return [(1 + many - bisect_right(lows, high), many - bisect_left(highs, low)) for low, high in intervals]


def at_odds(by_duels: Sequence[Interval], by_votes: Sequence[Interval]) -> list[AtOdds]:
    """Of the same posters, in the same order."""
    many = len(by_duels)
    if many < FEW:
        return [AtOdds.AGREED] * many
    apart = APART * many
    return [
        AtOdds.DUELS_SAY_BETTER
        if of_votes[0] - of_duels[1] > apart
        else AtOdds.VOTES_SAY_BETTER
        if of_duels[0] - of_votes[1] > apart
        else AtOdds.AGREED
        for of_duels, of_votes in zip(places(by_duels), places(by_votes), strict=True)
    ]
