"""What a watch list makes of the sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from billboard.core.likeness.entries import Action, Entry, Reach
from billboard.core.likeness.watched import WatchList
from tests.core.likeness.evading import Evasion
from tests.core.likeness.sets import described_entries


class Score(NamedTuple):
    found: int
    of: int

    @property
    def share(self) -> float:
        return self.found / self.of


@cache
def watch_list() -> WatchList:
    return WatchList(
        Entry(
            each["text"],
            Action[each.get("action", "hold").upper()],
            Reach(each.get("reach", "word")),
            tuple(each.get("exceptions", ())),
        )
        for each in described_entries()
    )


def recall(evasions: Iterator[Evasion]) -> dict[str, Score]:
    """Of each kind, how many evasions are found as the entry that they stand for."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for kind, entry, text in evasions:
        hits[kind].append(any(match.entry.text == entry for match in watch_list().find(text)))
    return {kind: Score(sum(each), len(each)) for kind, each in hits.items()}


def false_alarms(slogans: list[str]) -> Score:
    return Score(sum(bool(watch_list().find(slogan)) for slogan in slogans), len(slogans))


def total(scores: dict[str, Score]) -> Score:
    found, of = zip(*scores.values(), strict=True)
    return Score(sum(found), sum(of))
