"""Who speaks in reports: one voice for each network, with what it has on record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from statistics import median_low

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from billboard.core.days import day_of, start_of
from billboard.core.rank.midnight import Shaded, across
from billboard.core.rank.urgency import Voice
from billboard.models import Poster, Report, Reporter

BUSY = 4  # slogans that a network of some shade reported the day before, from which on the next of that shade is it


def records_of(session: Session, told: Sequence[Report]) -> dict[str, Reporter]:
    """The records of those who made some reports, by their names."""
    names = {each.reporter for each in told}
    return {each.reporter: each for each in session.scalars(select(Reporter).where(Reporter.reporter.in_(names)))}


def of(told: Sequence[Report], records: Mapping[str, Reporter]) -> list[Voice]:
    """One for each network, of the day that says most and of others as far as they are certain to be others; who speaks
    of a poster after midnight is taken to be as busy as whoever spoke of it the day before."""
    days = list[list[Shaded[Voice]]]()
    busy = Voice(0, 0)
    for _, day in groupby(sorted(told, key=lambda each: each.made), key=lambda each: day_of(each.made)):
        days.append(_of_a_day(list(day), records, busy))
        new = [each.what for each in days[-1] if not each.what.is_proven]
        busy = min(new, key=lambda each: each.shared, default=Voice(0, 0))
    return max(across(days), key=lambda each: sum(voice.weight for voice in each), default=[])


def share_out(session: Session, network: str, slogan: ColumnElement[int], now: datetime) -> None:
    """Note on all that a network has reported today among how many slogans and reports its voice is shared out.

    One whose shade was that of a busy one the day before is taken to be that: it is no stranger by waiting.
    """
    noted = func.max(Report.shade), func.max(Report.spread), func.max(Report.filed)
    walk = select(func.count(slogan.distinct()), func.count(), *noted)
    walk = walk.join(Report, Report.poster_id == Poster.id).where(Report.network == network)
    slogans, filed, shade, spread_before, filed_before = session.execute(walk).one()
    if filed == 1:  # its first today; what was the day before is noted on it from then on
        spread_before, filed_before = _day_before(session, shade, now)
    session.execute(
        update(Report)
        .where(Report.network == network)
        .values(spread=max(slogans, spread_before), filed=max(filed, filed_before)),
        execution_options={"synchronize_session": False},
    )


def _day_before(session: Session, shade: int | None, now: datetime) -> tuple[int, int]:
    """Slogans and reports of whoever filed most of what came of a shade on the day before; none where they were few."""
    if shade is None:
        return 0, 0
    today = day_of(now)
    yesterday = (Report.made >= start_of(today - 1), Report.made < start_of(today))
    found = session.execute(select(Report.spread, Report.filed).where(Report.shade == shade, *yesterday)).all()
    spread = median_low(row.spread for row in found) if found else 0
    return (spread, median_low(row.filed for row in found)) if spread >= BUSY else (0, 0)


def _of_a_day(told: Sequence[Report], records: Mapping[str, Reporter], busy: Voice) -> list[Shaded[Voice]]:
    """What speaks for a network is the longest record among its reporters'; it reported as much as `busy` at least."""
    by_network: dict[str, list[Report]] = {}
    for each in told:
        by_network.setdefault(each.voice or each.reporter, []).append(each)
    return [_of_a_network(own, records, busy) for own in by_network.values()]


def _of_a_network(own: Sequence[Report], records: Mapping[str, Reporter], busy: Voice) -> Shaded[Voice]:
    known = [records[each.reporter] for each in own if each.reporter in records]
    longest = max(((each.agreed, each.disagreed) for each in known), key=sum, default=(0, 0))
    slogans = max(busy.reported_today, *(each.spread for each in own))
    filed = max(busy.filed_today, *(each.filed for each in own))
    return Shaded(Voice(*longest, slogans, filed), own[0].shade)
