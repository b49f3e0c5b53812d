"""What was counted: of a day, and whether the counts are right."""

from flask import Flask

from billboard import numbers
from billboard.core.days import day_of
from billboard.models import Day
from billboard.web.site import now
from tests.application import NOW, parts

TODAY = day_of(NOW)


def day(app: Flask, number: int | None = None) -> Day:
    """What was counted of a day, today unless it is named, with what was not written yet."""
    parts(app).daily_counts.flush()
    with parts(app).database.read() as session:
        row = session.get(Day, day_of(now()) if number is None else number)
    return row or Day(day=0, previews=0, tries=0, refused=0, posters=0, votes=0, reports=0)


def wrong(app: Flask) -> int:
    """How many counts a recount finds wrong, and mends."""
    with parts(app).database.write() as session:
        return numbers.recount(session)
