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


class LiveWords:
    """Lists made ready, those of the site and of each campaign.

    Making them ready takes time, so a process keeps them and asks at each publish for the newest version alone, with
    the transaction at hand: a change holds from its commit on.
    """

    def __init__(self) -> None:
        self._lists: Mapping[int | None, _Kept] = {}
        self._version: int | None = None
        self._lock = threading.Lock()

    def find(self, session: Session, text: str, campaign_id: int | None) -> list[Finding]:
        """What a text holds that is for a wall: of the site's words and the campaign's, the strongest action first."""
        lists = self._fresh(session)
        walls = [SITE] if campaign_id is None else [SITE, campaign_id]
        found = [finding for wall in walls if wall in lists for finding in lists[wall].find(text)]
        return sorted(found, key=lambda each: (-each.entry.action, each.start))

    def _fresh(self, session: Session) -> Mapping[int | None, _Kept]:
        version = session.scalar(select(func.max(WatchedWord.version))) or 0
        if version != self._version:
            with self._lock:  # whoever waited finds it done
                if version != self._version:
                    self._lists, self._version = _ready(words.in_force(session)), version
        return self._lists


def _ready(rows: Sequence[WatchedWord]) -> Mapping[int | None, _Kept]:
    by_wall: dict[int | None, dict[Entry, int]] = defaultdict(dict)
    for row in rows:
        by_wall[row.campaign_id][words.entry_of(row)] = row.id
    return {wall: _Kept(WatchList(numbers), numbers) for wall, numbers in by_wall.items()}
