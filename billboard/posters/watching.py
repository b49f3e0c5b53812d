"""Posters that hold a watched word: not taken, held, or shown to moderators once they are up."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from billboard.core.catalogue.designs import STICKERS
from billboard.core.errors import SloganProblems
from billboard.core.likeness.entries import Action
from billboard.models import HoldReason, Poster, Report
from billboard.posters.holding import Entrant, Reason
from billboard.watching.live import Finding

FLAG = "watched"  # the reason of a report that no person made
WORD = "word:"  # what begins the name of a watched word where reporters have records
MOST = 5  # words that are told of one poster


def watched_words(session: Session, entrant: Entrant) -> Iterator[Reason]:
    """A question of `asking`. Raises SloganProblems for what is not taken."""
    text, found = entrant.watched.text, entrant.watched.again(session)
    refused = [each for each in found if each.entry.action is Action.BLOCK]
    if refused:
        raise SloganProblems(_problems(entrant, text, refused))
    for each in _once(each for each in found if each.entry.action is Action.HOLD):
        yield Reason(HoldReason.WATCHED, told(each, text), word=each.word)


def flag(session: Session, poster: Poster, entrant: Entrant) -> None:
    """Open a case about a poster that holds a word which moderators want to know of, once it has been asked about."""
    for each in _once(each for each in entrant.watched.found if each.entry.action is Action.FLAG):
        session.add(
            Report(
                poster_id=poster.id,
                reporter=reporter_of(each.word),
                reason=FLAG,
                note=told(each, entrant.watched.text),
                made=entrant.now,  # and no voice: it counts for no network
            )
        )
        poster.open_reports += 1  # how urgent it is, whatever weighs all cases finds within the minute


def reporter_of(word: int) -> str:
    """What stands for a watched word where a reporter's record is kept: how often moderators agreed with it."""
    return f"{WORD}{word}"


def told(found: Finding, text: str) -> str:
    """What moderators read."""
    typed = " ".join(text[found.start : found.end].split())
    watched = found.entry.text
    return f"“{watched}”" if typed.casefold() == watched.casefold() else f"“{watched}”, typed as “{typed}”"


def _problems(entrant: Entrant, text: str, refused: Sequence[Finding]) -> dict[str, str]:
    """A sentence by the slot in which each word begins, or by the stickers."""
    problems: dict[str, str] = {}
    for each in refused:
        typed = " ".join(text[each.start : each.end].split())
        line = text[: each.start].rpartition("\n")[2] + text[each.start :].partition("\n")[0]
        places = (name for name, value in entrant.design.slogan.items() if line in value.split("\n"))
        place = next(places, STICKERS)
        problems.setdefault(place, f"“{typed}” is not taken on this wall. Say it in other words.")
    return problems


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Of each word the first place alone."""
    by_word: dict[int, Finding] = {}
    for each in found:
        by_word.setdefault(each.word, each)
    return list(by_word.values())[:MOST]
