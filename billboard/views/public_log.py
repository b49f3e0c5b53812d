"""The log for everybody: by day and by year, without anybody's name and without the words that were hidden."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from billboard.core.days import day_of, number_of, start_of
from billboard.core.errors import NotFound
from billboard.journal import reading, verifying
from billboard.journal.reading import Count, Line
from billboard.models import Kind
from billboard.moderation import years
from billboard.moderation.reasons import REASONS, label_of
from billboard.settings.registry import SETTINGS
from billboard.views.pages import canonical, render_shared
from billboard.web import log_words
from billboard.web.caching import tagged
from billboard.web.rows import read_before
from billboard.web.site import current_site, now

blueprint = Blueprint("public_log", __name__)
NOTHING = "Nothing is written down for that day. Look at the newest days."


@blueprint.get("/log")
def newest() -> Response:
    before = _day(request.args["before"]) if request.args.get("before") else None
    with current_site().database.read() as session:
        found = reading.days(session, before)
        head, known = verifying.head_of(session), reading.years(session)
    days = [(start_of(day), sum(each.lines for each in said), log_words.summed(said)) for day, said in found.items()]
    older = f"{days[-1][0]:%Y-%m-%d}" if len(days) == reading.DAYS else None
    return render_shared(
        "log/newest.html",
        days=days,
        older=url_for(".newest", before=older) if older else None,
        head=head,
        years=known,
        canonical=canonical(before=request.args.get("before")),
        first=before is None,
    )


@blueprint.get("/log.json")
def newest_as_json() -> Response:
    """The end of the chain, for whoever keeps it, and what was done on the newest days."""
    with current_site().database.read() as session:
        found, head = reading.days(session), verifying.head_of(session)
    return _json(
        head={"number": head.number, "hash": head.hash},
        days={f"{start_of(day):%Y-%m-%d}": [_counted(each) for each in said] for day, said in found.items()},
    )


@blueprint.get("/log/<int:year>")
def year(year: int) -> Response:
    with current_site().database.read() as session:
        known = reading.years(session)
        if year not in known:
            raise NotFound(f"Nothing is written down for {year}.")
        first, last = reading.days_of(year)
        counts = reading.counts(session, first, last)
        wait, reported = reading.median_wait(session, first, last), years.reports_made(session, first, last)
        answers = years.appeals_answered(session, first, last)
    decided = [each for each in counts if each.kind is Kind.DECISION]
    return render_shared(
        "log/year.html",
        year=year,
        years=known,
        under_way=start_of(day_of(now())).year == year,
        reported=reported,
        wait=log_words.duration(wait) if wait is not None else "",
        decided=sum(each.lines for each in decided),
        answers=answers,
        share=round(100 * answers.overturned / answers.heard) if answers.heard else None,
        acts=[("", words, times) for words, times in log_words.summed(counts)],
        reasons=_reasons(decided),
        by_rules=sum(each.lines for each in counts if each.by_rule),
        by_people=sum(each.lines for each in counts if not each.by_rule),
    )


@blueprint.get("/log/<day>")
def day(day: str) -> Response:
    return _of_day(day, _page)


@blueprint.get("/log/<day>.json")
def day_as_json(day: str) -> Response:
    return _of_day(day, lambda number, page, _: _json(lines=[_written(each) for each in page.lines], next=page.next))


def address(number_of_day: int, line: int) -> str:
    """Of a line on its day's page."""
    return url_for("public_log.day", day=f"{start_of(number_of_day):%Y-%m-%d}", after=line - 1, _anchor=f"line-{line}")


def _of_day(text: str, answer: Callable[[int, reading.DayPage, list[Count]], Response]) -> Response:
    """A page of a day's lines. Raises NotFound for one without any."""
    number, after = _day(text), read_before("log", "after", least=0) or 0
    with current_site().database.read() as session:
        page, counts = reading.lines(session, number, after), reading.counts(session, number, number)
    if not page.lines:
        raise NotFound(NOTHING)
    return answer(number, page, counts)


def _page(number: int, page: reading.DayPage, counts: list[Count]) -> Response:
    written = f"{start_of(number):%Y-%m-%d}"
    return render_shared(
        "log/day.html",
        day=start_of(number),
        lines=[_told(each) for each in page.lines],
        counts=log_words.summed(counts),
        next_url=url_for(".day", day=written, after=page.next) if page.next else None,
    )


def _told(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "made": line.made,
        "did": log_words.told_of(line),
        "who": log_words.who(line),
        "rule": log_words.RULES.get(line.kind, "") if line.rule else "",
        "reason": label_of(line.reason),
        "anchor": line.reason if line.reason in REASONS else "",
        "poster": line.poster,
        "setting": SETTINGS[line.setting].label if line.setting in SETTINGS else line.setting,
        "wall": line.wall,
        "hash": line.hash,
    }


def _written(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "made": line.made.isoformat(),
        "kind": line.kind.value,
        "did": line.did,
        "by": log_words.who(line),
        "rule": line.rule,
        "reason": line.reason,
        "poster": line.poster,
        "blocked": line.party,
        "campaign": line.wall,
        "hash": line.hash,
    }


def _counted(each: Count) -> dict[str, Any]:
    told = {"kind": each.kind.value, "did": each.did, "reason": each.reason, "by_rule": each.by_rule}
    return told | {"lines": each.lines}


def _reasons(decided: Iterable[Count]) -> list[tuple[str, str, int]]:
    """What posters were hidden for: the anchor on the rules page, the label, how often."""
    sums: dict[str, int] = {}
    for each in decided:
        if each.did == "hide":
            sums[each.reason] = sums.get(each.reason, 0) + each.lines
    ordered = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    return [(reason if reason in REASONS else "", label_of(reason), number) for reason, number in ordered]


def _day(text: str) -> int:
    """Raises NotFound for what is no day that can have been."""
    try:
        return number_of(date.fromisoformat(text))
    except ValueError:
        raise NotFound("That is no day. Write it like 2026-11-30.") from None


def _json(**said: Any) -> Response:
    return tagged(jsonify(**said))
