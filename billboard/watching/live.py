"""The watched words in force, as every process knows them."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.core.likeness.entries import Entry
from billboard.core.likeness.watched import WatchList
from billboard.models import WatchedWord
from billboard.watching import words

SITE: int | None = None


class Finding(NamedTuple):
    """A watched word in a text."""

    word: int  # the number of its row
    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class _Kept:
    """A list, and the rows that its entries come from."""

    entries: WatchList
    numbers: Mapping[Entry, int]

    def find(self, text: str) -> list[Finding]:
        return [Finding(self.numbers[each.entry], each.entry, each.start, each.end) for each in self.entries.find(text)]


class _Lists(NamedTuple):
    version: int
    by_wall: Mapping[int | None, _Kept]


class LiveWords:
    """Lists made ready, those of the site and of each campaign.

    Making them ready takes time, so a process keeps them and asks at each publish for the newest version alone, with
    the transaction at hand: a change holds from its commit on.
    """

    def __init__(self) -> None:
        self._lists = _Lists(-1, {})
        self._lock = threading.Lock()

    def fresh(self, session: Session) -> _Lists:
        version = session.scalar(select(func.max(WatchedWord.version))) or 0
        if version != self._lists.version:
            with self._lock:  # whoever waited finds it done
                if version != self._lists.version:
                    self._lists = _Lists(version, _ready(words.in_force(session)))
        return self._lists


class Search:
    """What a text holds that is watched for on a wall; it is read through again where the lists have changed since."""

    def __init__(self, words: LiveWords, text: str, campaign_id: int | None) -> None:
        self.text = text
        self.found: Sequence[Finding] = ()  # of the site's words and the campaign's, the strongest action first
        self._words = words
        self._walls = [SITE] if campaign_id is None else [SITE, campaign_id]
        self._version: int | None = None

    def again(self, session: Session) -> Sequence[Finding]:
        if self.text and (lists := self._words.fresh(session)).version != self._version:
            kept = [lists.by_wall[wall] for wall in self._walls if wall in lists.by_wall]
            found = [finding for each in kept for finding in each.find(self.text)]
            self.found = sorted(found, key=lambda each: (-each.entry.action, each.start))
            self._version = lists.version
        return self.found


def _ready(rows: Sequence[WatchedWord]) -> Mapping[int | None, _Kept]:
    by_wall: dict[int | None, dict[Entry, int]] = defaultdict(dict)
    for row in rows:
        by_wall[row.campaign_id][words.entry_of(row)] = row.id
    return {wall: _Kept(WatchList(numbers), numbers) for wall, numbers in by_wall.items()}
