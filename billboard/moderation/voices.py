"""Who speaks in reports: one voice for each network, with what it has on record."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.rank.urgency import Voice
from billboard.models import Report, Reporter


def records_of(session: Session, told: Sequence[Report]) -> dict[str, Reporter]:
    """The records of those who made some reports, by their names."""
    names = {each.reporter for each in told}
    return {each.reporter: each for each in session.scalars(select(Reporter).where(Reporter.reporter.in_(names)))}


def of(told: Sequence[Report], records: Mapping[str, Reporter]) -> list[Voice]:
    """One for each network, of the day that says most.

    Networks of two days cannot be told apart, so that days are not added up; and who speaks of a poster after midnight
    is taken to be as busy as whoever spoke of it the day before.
    """
    best: list[Voice] = []
    busy = 1
    for _, day in groupby(sorted(told, key=lambda each: each.made), key=lambda each: day_of(each.made)):
        voices = _of_a_day(list(day), records, busy)
        busy = min((each.reported_today for each in voices if not each.is_proven), default=1)
        best = max(best, voices, key=lambda each: sum(voice.weight for voice in each))
    return best


def _of_a_day(told: Sequence[Report], records: Mapping[str, Reporter], busy: int) -> list[Voice]:
    """What speaks for a network is the longest record among its reporters'; it reported `busy` slogans at least."""
    found: dict[str, Voice] = {}
    for each in told:
        record = records.get(each.reporter)
        voice = Voice(record.agreed if record else 0, record.disagreed if record else 0, max(busy, each.spread))
        name = each.voice or each.reporter
        found[name] = max(found.get(name, voice), voice, key=lambda one: one.agreed + one.disagreed)
    return list(found.values())
