"""Statistics for operators: attempts, posters, votes and reports by the hour and by the day, and what is used most.

Whatever is shown was counted when it happened: the page costs the same however many posters there are.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO

from flask import Blueprint, Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from billboard import numbers
from billboard.core.days import HOUR, day_of, hour_of, start_of
from billboard.core.errors import NotFound
from billboard.models import Day, Hour
from billboard.views import guard
from billboard.web import caching
from billboard.web.figures import Figure, columns, ranking
from billboard.web.forms import ButtonForm
from billboard.web.site import current_site, now

blueprint = Blueprint("operate_statistics", __name__, url_prefix="/operate/statistics")
blueprint.after_request(caching.never)
HOURS, DAYS, TEMPLATES = 48, 30, 20  # shown
ALL = 10_000  # templates in a file
MEASURES: Sequence[tuple[str, str, Callable[[Day | Hour], int]]] = (
    ("attempts", "Attempts", lambda of: of.previews + of.tries),
    ("posters", "Posters", lambda of: of.posters),
    ("votes", "Votes", lambda of: of.votes),
    ("reports", "Reports", lambda of: of.reports),
)
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # to programs that open such files


@blueprint.before_request
def require_operator() -> AnyResponse | None:
    return guard.require_operator()


@blueprint.get("")
def page() -> str:
    site, moment = current_site(), now()
    this_hour, today = hour_of(moment), day_of(moment)
    with site.database.read() as session:
        hours, days = numbers.hours(session, this_hour - HOURS + 1), numbers.days(session)
        used = numbers.templates(session, TEMPLATES)
    return render_template(
        "operate/statistics.html",
        hourly=[_figure(slug, name, "Hour", of, hours, this_hour, HOURS) for slug, name, of in MEASURES],
        daily=[_figure(slug, name, "Day", of, days, today, DAYS) for slug, name, of in MEASURES],
        templates=ranking("templates", "Most used templates", ("Template", "Posters"), [_used(each) for each in used]),
        form=ButtonForm(),
        view="statistics",
    )


@blueprint.get("/<slug>.csv")
def table(slug: str) -> Response:
    """All that is known, for a program that reckons with tables. Raises NotFound."""
    if not (rows := TABLES.get(slug)):
        raise NotFound("There is no such table.")
    file = StringIO()
    csv.writer(file).writerows([_inert(cell) for cell in row] for row in rows())
    named = {"Content-Disposition": f"attachment; filename={slug}.csv"}
    return Response(file.getvalue(), mimetype="text/csv", headers=named)


def _figure(
    slug: str,
    name: str,
    unit: str,
    of: Callable[[Day | Hour], int],
    found: Mapping[int, Day | Hour],
    last: int,
    most: int,
) -> Figure:
    told = _hour if unit == "Hour" else _day
    span = f"in the last {most} {unit.lower()}s, by {unit.lower()}, UTC"
    values = [(told(at), max(0, of(found[at])) if at in found else 0) for at in range(last - most + 1, last + 1)]
    return columns(f"{slug}-by-{unit.lower()}", name, unit, values, span)


def _hour(number: int) -> str:
    moment = datetime.fromtimestamp(number * HOUR, UTC)
    return f"{moment.day} {moment:%b}, {moment:%H}:00"


def _day(number: int) -> str:
    day = start_of(number)
    return f"{day.day} {day:%b}"


def _used(row: tuple[str, int]) -> tuple[str, str, int]:
    slug, posters = row
    template = current_site().templates.get(slug)
    return (template.title, url_for("gallery.wall", template=slug), posters) if template else (slug, "", posters)


def _of_hours() -> Iterator[Sequence[str | int]]:
    yield "hour_utc", *_NAMES
    with current_site().database.read() as session:
        for number, row in sorted(numbers.hours(session, 0).items()):
            yield f"{datetime.fromtimestamp(number * HOUR, UTC):%Y-%m-%d %H:00}", *_counts(row)


def _of_days() -> Iterator[Sequence[str | int]]:
    yield "day_utc", *_NAMES
    with current_site().database.read() as session:
        for number, row in numbers.days(session).items():
            yield f"{start_of(number):%Y-%m-%d}", *_counts(row)


def _of_templates() -> Iterator[Sequence[str | int]]:
    yield "template", "title", "posters"
    with current_site().database.read() as session:
        used = numbers.templates(session, ALL)
    for slug, posters in used:
        template = current_site().templates.get(slug)
        yield slug, template.title if template else "", posters


_NAMES = ("previews", "tries", "refused", "posters", "votes", "reports")
TABLES = {"hours": _of_hours, "days": _of_days, "templates": _of_templates}


def _counts(row: Day | Hour) -> list[int]:
    return [max(0, getattr(row, name)) for name in _NAMES]


def _inert(cell: str | int) -> str | int:
    """Text that a program would take for a formula, kept from being one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell
