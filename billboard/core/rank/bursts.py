"""Which votes for a poster do not look like those of people who came across it.

Looked at are the votes that one poster had within an hour, by the widest network that each came from. People are
scattered: of five hundred who follow a link from a forum few share a network, and where some do, as at a school or
behind one address of a telephone company, they are the smaller part or not many. A burst is many votes from few
networks that are most of what a poster gets, and that come from new cookies, or faster than people press buttons, or in
a number that no few networks have readers for. What one network alone may do is the business of its cap.

At midnight every network gets another name. Of one day and of the next two names of one shade (core.rank.midnight) may
be one network, and are taken for it: waiting for midnight makes no network two.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from billboard.core.days import DAY

CROWD = 6  # votes for one poster, from which on a network's are looked at: more than a household
LEAST = 40  # votes of such networks together; a class of thirty behind one address is no burst
SHARE = 0.25  # of all that the poster had in that hour; the crowd at telephone companies is less of a real one
FEW = 24  # networks; where there are more of them it is a real crowd if others are many times as many
SCATTERED = 5  # networks there have to be in a real crowd for each crowded one
NEW = 0.8  # share of new cookies, from which on they tell
FAST, WITHIN = 40, 30.0  # votes in so many seconds, where no announcement reaches so many at once
MANY = 120  # votes that tell by their number alone
KNOWN_ELSEWHERE = 50  # votes of known visitors for other posters, from which on they say who the site's people are
USUAL = 1 / 3  # of those: a network that has so many is where the site's people sit


@dataclass(frozen=True, slots=True)
class Arrival:
    """One vote."""

    network: str
    at: float  # seconds
    is_new: bool  # whether its cookie was not an hour old
    shade: int | None = None  # of its network

    @property
    def day(self) -> int:
        return int(self.at) // DAY


@dataclass(frozen=True, slots=True)
class Burst:
    networks: frozenset[str]  # by all their names
    number: int  # of them
    only_new: bool  # whether the votes of known visitors from there are left alone
    because: tuple[str, ...]  # in words

    def takes(self, arrival: Arrival) -> bool:
        """Whether a vote is one of those to be set apart."""
        return arrival.network in self.networks and (arrival.is_new or not self.only_new)


def burst(
    arrivals: Sequence[Arrival], elsewhere: Mapping[str, int], *, least: int = LEAST, noun: str = "vote"
) -> Burst | None:
    """What of a poster's votes of an hour is to be set apart, if any.

    `elsewhere` are votes of known visitors for other posters in that hour, by network: where the site's people are.
    """
    named = _named(arrivals)
    by_network = Counter(named[each.network] for each in arrivals)
    crowded = frozenset(network for network, votes in by_network.items() if votes >= CROWD)
    crowd = sorted((each for each in arrivals if named[each.network] in crowded), key=lambda each: each.at)
    if len(crowd) < least or len(crowd) < SHARE * len(arrivals):
        return None
    if len(crowded) > FEW and len(by_network) >= SCATTERED * len(crowded):
        return None
    new = sum(each.is_new for each in crowd)
    fastest = _most_within(crowd, WITHIN)
    why = []
    if new >= NEW * len(crowd):
        why.append(f"{_percent(new, len(crowd))} of them by cookies that were not an hour old")
    if fastest >= FAST:
        why.append(f"{fastest} of them within {WITHIN:.0f} seconds")
    names = frozenset(each.network for each in crowd)
    if len(crowd) >= MANY and not _usual(names, elsewhere):
        why.append("more than so few networks have readers for")
    if not why:
        return None
    return Burst(names, len(crowded), new >= NEW * len(crowd), (_headline(arrivals, crowd, crowded, noun), *why))


def _named(arrivals: Sequence[Arrival]) -> Mapping[str, str]:
    """One name for each network that may have had one on each side of a midnight: within a shade that with the most
    votes on one day is that with the most on the other, and so on."""
    days: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    named = {}
    for each in arrivals:
        named[each.network] = each.network
        if each.shade is not None:
            days[each.day][each.shade][each.network] += 1
    for day in sorted(days):
        for shade, today in days[day].items():
            before = days[day - 1][shade] if day - 1 in days else Counter[str]()
            for (old, _), (new, _) in zip(before.most_common(), today.most_common(), strict=False):
                named[new] = named[old]
    return named


def _headline(arrivals: Sequence[Arrival], crowd: Sequence[Arrival], crowded: frozenset[str], noun: str) -> str:
    minutes = max(1, round((crowd[-1].at - crowd[0].at) / 60))
    within = "a minute" if minutes == 1 else f"{minutes} minutes"
    networks = "one network" if len(crowded) == 1 else f"{len(crowded)} networks"
    return (
        f"{len(crowd)} {noun}s from {networks} within {within},"
        f" {_percent(len(crowd), len(arrivals))} of what the poster had in that hour"
    )


def _usual(crowded: frozenset[str], elsewhere: Mapping[str, int]) -> bool:
    """Whether these networks are where many of the site's people are: a university's own wall has one network."""
    known = sum(elsewhere.values())
    return known >= KNOWN_ELSEWHERE and sum(elsewhere.get(each, 0) for each in crowded) >= USUAL * known


def _most_within(crowd: Sequence[Arrival], seconds: float) -> int:
    """The most votes in any so many seconds; `crowd` is in the order of time."""
    most = first = 0
    for last, each in enumerate(crowd):
        while each.at - crowd[first].at > seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def _percent(part: int, whole: int) -> str:
    return f"{100 * part // whole} %"
