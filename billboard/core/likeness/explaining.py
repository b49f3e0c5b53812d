"""Why a text is found by watched words, or why it is not: which exception let it pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from billboard.core.likeness.entries import Entry
from billboard.core.likeness.watched import Match, WatchList


@dataclass(frozen=True, slots=True)
class Explained:
    """A place of a text that an entry fits."""

    match: Match
    saved_by: str = ""  # the exception that lets it pass


def explain(text: str, entries: Sequence[Entry]) -> list[Explained]:
    """Everything that would be found were there no exceptions, with the exception that applies, in order."""
    explained = []
    bare = {replace(entry, exceptions=()): entry for entry in entries}
    for entry in dict.fromkeys(bare[match.entry] for match in WatchList(bare).find(text)):
        held = {(match.start, match.end) for match in WatchList([entry]).find(text)}
        for match in WatchList([replace(entry, exceptions=())]).find(text):
            saved = (match.start, match.end) not in held
            explained.append(Explained(match._replace(entry=entry), _saviour(text, entry, match) if saved else ""))
    return sorted(explained, key=lambda each: (each.match.start, each.match.end))


def _saviour(text: str, entry: Entry, match: Match) -> str:
    """The first exception that is enough by itself; all of them where only together they are."""
    for exception in entry.exceptions:
        left = WatchList([replace(entry, exceptions=(exception,))]).find(text)
        if all((each.start, each.end) != (match.start, match.end) for each in left):
            return exception
    return ", ".join(entry.exceptions)
