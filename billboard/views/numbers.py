"""The page of numbers: how much happens here, and in which words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Blueprint, Response, url_for

from billboard import numbers
from billboard.core.days import day_of, start_of
from billboard.core.text import vocabulary
from billboard.models import Day
from billboard.views.pages import render_shared
from billboard.web.figures import Figure, columns, ranking
from billboard.web.site import current_site, now

blueprint = Blueprint("numbers", __name__)
DAYS = 30
MONTHS = 24  # shown as columns; the table has them all
TEMPLATES = 12
WORDS = 20
MEASURES: Sequence[tuple[str, str, Callable[[Day], int]]] = (
    ("attempts", "Attempts", lambda day: day.previews + day.tries),
    ("posters", "Posters", lambda day: day.posters),
    ("votes", "Votes", lambda day: day.votes),
)


@blueprint.get("/numbers")
def page() -> Response:
    site, today = current_site(), day_of(now())
    with site.database.read() as session:
        days = numbers.days(session)
        templates, words = numbers.templates(session, TEMPLATES), numbers.words(session, WORDS)
    titles = {slug: template.title for slug, template in site.templates.items()}
    return render_shared(
        "numbers.html",
        totals=[(name, sum(max(0, of(day)) for day in days.values())) for _, name, of in MEASURES],
        refused=sum(day.refused for day in days.values()),
        daily=[_daily(slug, name, of, days, today) for slug, name, of in MEASURES],
        monthly=[_monthly(slug, name, of, days, today) for slug, name, of in MEASURES],
        templates=ranking(
            "templates",
            "Most used templates",
            ("Template", "Posters"),
            [
                (titles.get(slug, slug), url_for("gallery.wall", template=slug) if slug in titles else "", posters)
                for slug, posters in templates
            ],
        ),
        words=ranking("words", "Most used words", ("Word", "Posters"), [_word(word) for word in words]),
    )


def _daily(slug: str, name: str, of: Callable[[Day], int], days: Mapping[int, Day], today: int) -> Figure:
    values = []
    for number in range(today - DAYS + 1, today + 1):
        day, found = start_of(number), days.get(number)
        values.append((f"{day.day} {day:%b}", max(0, of(found)) if found else 0))
    return columns(f"{slug}-by-day", name, "Day", values, f"in the last {DAYS} days, by day")


def _monthly(slug: str, name: str, of: Callable[[Day], int], days: Mapping[int, Day], today: int) -> Figure:
    sums: Counter[tuple[int, int]] = Counter()
    for number, day in days.items():
        when = start_of(number)
        sums[when.year, when.month] += max(0, of(day))
    month, run = (start_of(today).year, start_of(today).month), []
    first = min(sums, default=month)
    while month >= first:
        run.append((f"{date(*month, 1):%b %Y}", sums[month]))
        month = (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)
    return columns(f"{slug}-by-month", name, "Month", run[::-1], "since the beginning, by month", MONTHS)


def _word(word: numbers.Word) -> tuple[str, str, int]:
    """Swearing is not linked: its stars would be lifted by the address."""
    address = "" if vocabulary.is_swearing(word.form) else url_for("gallery.wall", q=word.form, sort="new")
    return vocabulary.starred(word.form), address, word.posters
