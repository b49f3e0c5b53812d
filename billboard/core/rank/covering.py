"""When a poster is covered because of what is reported of it: a card over its picture, until somebody has looked.

Distinct networks count and nothing else: however many cookies one has, it is one voice. A voice that moderators have
disagreed with says less, or nothing; so does one that reports everything in sight. While hardly anybody has a record
strangers are taken at their word; once moderators know many of those who report, a stranger's word is half a word.

What is known of a network goes with its day. Days are added up only as far as those who spoke are certain to be of
different networks (core.rank.midnight), and four networks never are more than four.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from billboard.core.rank.urgency import Voice

FEWEST = 5  # networks; no setting goes below
FREELY = 8  # slogans that a network may report in a day before its voice is shared out
ESTABLISHED = 20  # reporters with a good record, from whom on strangers weigh half
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Terms:
    """What operators set."""

    networks: int
    an_hour: int  # posters covered
    network_an_hour: int  # slogans that one network may help to cover

    @property
    def threshold(self) -> int:
        return max(FEWEST, self.networks)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one network says of a slogan."""

    voice: Voice
    helped: int = 0  # to cover so many slogans within the hour


@dataclass(frozen=True, slots=True)
class Judgement:
    is_covered: bool
    networks: int  # that count, on the day that has most


def weight(voice: Voice, *, established: bool) -> float:
    """Between 0 and 1: what a voice adds to a cover."""
    if voice.is_proven:
        return 1.0 if voice.agreed > voice.disagreed else HALF if voice.agreed == voice.disagreed else 0.0
    share = (voice.agreed + 1) / (voice.agreed + voice.disagreed + 1)
    return share * min(1.0, FREELY / max(1, voice.reported_today)) * (HALF if established else 1.0)


def judge(days: Sequence[Sequence[Heard]], terms: Terms, *, on_record: int = 0, covered: int = 0) -> Judgement:
    """Whether what is heard of a poster covers it.

    `days` holds what was heard on each, and on others as far as that is of other networks; once for each network.
    `on_record` is how many reporters have a good record, `covered` how many posters this rule has covered within the
    hour.
    """
    established = on_record >= ESTABLISHED
    counted = [[(each, weight(each.voice, established=established)) for each in day] for day in days]
    free = [[w for each, w in day if w > 0 and each.helped < terms.network_an_hour] for day in counted]
    best = max(free, key=lambda day: (min(len(day), sum(day)), len(day)), default=[])
    enough = len(best) >= terms.threshold and sum(best) >= terms.threshold - 1e-9
    return Judgement(enough and covered < terms.an_hour, len(best))
