"""How soon a moderator should look at what is reported: an order that a brigade cannot buy.

What is said comes first: a grave reason stands before any number of lighter ones, once as much is heard for it as one
new voice says that speaks of one poster; what is heard by halves stands half as high. Within a reason's rank the voices
count, one for each network, and they add up by logarithm: the second tells more than the twentieth. A voice weighs by
how often moderators agreed with it before. One without a record is shared out among all the reports that its network
files on a day, once for each slogan that it files them of: so that of networks that report the same posters, however
many there are and however often they do, no more stand before a lone voice than one or two. A network that reports one
slogan and nothing else is one voice, whether one says so there or a school does.
How many see the poster now and how long it has waited break what is left. What is covered comes first in its rank:
until somebody has looked it is as good as decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

# A voice's record is the share of its reports that moderators agreed with, as if it had begun with one of two.
SUPPOSED_AGREED, SUPPOSED = 1.0, 2.0
PROVEN = 3  # decided reports from which on a voice speaks for itself, however many posters it reports
PER_RANK = 100.0  # points from one rank of reasons to the next, more than all else together can give
# Points for each doubling of voices and of those who see it, and for each clock passed.
VOICES, EXPOSURE, AGE = 12.0, 2.0, 4.0
VIEWS_PER_VOTE = 10.0  # that a poster has on a first page, about, for each vote
MOST_VOICES, MOST_EXPOSURE, MOST_AGE = 64.0, 20.0, 12.0  # points


FRONT = MOST_VOICES + MOST_EXPOSURE + MOST_AGE  # all that else can give: covered posters begin above it


@dataclass(frozen=True, slots=True)
class Voice:
    """What one network says of one poster."""

    agreed: int  # of its earlier reports, those that moderators agreed with
    disagreed: int
    reported_today: int = 1  # slogans
    filed_today: int = 1  # reports, of one slogan's spellings and by one network's visitors too

    @property
    def decided(self) -> int:
        return self.agreed + self.disagreed

    @property
    def is_proven(self) -> bool:
        return self.decided >= PROVEN

    @property
    def weight(self) -> float:
        """Between 0 and 2; 1 for somebody new who reports one poster."""
        record = 2 * (self.agreed + SUPPOSED_AGREED) / (self.decided + SUPPOSED)
        # Somebody new may err once or twice and be heard.
        return record if self.is_proven else max(1.0, record) / self.shared

    @property
    def shared(self) -> int:
        """Among how many it is shared out."""
        return self.reported_today * max(self.reported_today, self.filed_today) if self.reported_today > 1 else 1


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many see a poster now."""

    votes: int = 0  # within the last hour
    views_an_hour: float = 0.0  # as far as they are counted: a newcomer's, on first pages of Hot

    @property
    def points(self) -> float:
        return min(MOST_EXPOSURE, EXPOSURE * log2(1 + max(0.0, self.votes + self.views_an_hour / VIEWS_PER_VOTE)))


@dataclass(frozen=True, slots=True)
class Urgency:
    score: float  # higher is sooner
    because: tuple[str, ...]  # in words, the weightiest first
    rank: int  # of the reason that it goes by
    heard: float  # what all voices for that weigh together


def urgency(
    rank: int,
    label: str,
    voices: Sequence[Voice],
    *,
    exposure: Exposure,
    waited: float,
    clock: float | None = None,
    by_rule: bool = False,
    covered: bool = False,
) -> Urgency:
    """How soon a case should be looked at, and why.

    `rank` and `label` are those of a reason given, `voices` all that gave it or a graver one; `waited` is how long ago
    the first of them spoke and `clock` within how long somebody should have looked, both in minutes. `by_rule`:
    no person did; `covered`: a card lies over it until then.
    """
    heard = sum(voice.weight for voice in voices)
    for_voices = min(MOST_VOICES, VOICES * log2(1 + heard))
    for_age = min(MOST_AGE, AGE * waited / clock) if clock else min(MOST_AGE, waited / 60)
    base, points = PER_RANK * rank * min(1.0, heard), for_voices + exposure.points + for_age
    score = base + (FRONT + points / FRONT * (PER_RANK - FRONT) / 2 if covered else points)
    voices_told = [f"Found by a rule: {label.lower()}"] if by_rule else _heard(label, voices, heard)
    return Urgency(round(score, 3), (*voices_told, *_besides(exposure, waited, clock)), rank, heard)


def front_of(rank: int) -> float:
    """The score from which on the covered posters of a rank stand, before all others of it."""
    return PER_RANK * rank + FRONT


def _heard(label: str, voices: Sequence[Voice], heard: float) -> list[str]:
    said = [f"Reported as: {label.lower()}"]
    proven = sum(voice.is_proven and voice.agreed > voice.disagreed for voice in voices)
    spread = sum(not voice.is_proven and voice.reported_today > 1 for voice in voices)
    said.append(f"{_count(len(voices), 'voice')} (weighing {heard:.1f})")
    if proven:
        said.append(f"{proven} with a good record")
    if heard < 1:
        said.append("too little to be believed outright")
    if spread:
        said.append(f"{spread} without a record, shared out over many posters")
    return said


def _besides(exposure: Exposure, waited: float, clock: float | None) -> list[str]:
    said = list[str]()
    if exposure.votes:
        said.append(f"{_count(exposure.votes, 'vote')} within the hour")
    if exposure.views_an_hour >= 1:
        said.append(f"about {_count(round(exposure.views_an_hour), 'view')} an hour as a newcomer")
    said.append(
        f"waiting {waited:.0f} of {clock:.0f} minutes" if clock else f"waiting {_count(round(waited), 'minute')}"
    )
    return said


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
