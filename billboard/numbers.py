"""The statistics: how much happens on a day, and what is used most, for everybody; and by the hour, for operators.

Every count is of posters that are up. It changes in the transaction that puts a poster up or takes it down; attempts
and votes, of which there are thousands, go through a ledger. No page counts posters: `recount` does, as a repair.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, delete, extract, func, select, text, update
from sqlalchemy.orm import Session

from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.days import DAY, day_of, hour_of
from billboard.core.text import vocabulary
from billboard.infra.db import Base, insert_into
from billboard.models import COUNTED, LIVE, Day, Hour, Poster, Status, TemplateCount, Vote, WordCount, WordForm

BATCH = 500  # rows for one statement
REMEMBERED = timedelta(days=60)  # that hours are
LATE = timedelta(minutes=1)  # more than a ledger ever takes to be written


class Event(StrEnum):
    """What a day's row counts; each is a column of it."""

    PREVIEWS = "previews"
    TRIES = "tries"
    REFUSED = "refused"
    POSTERS = "posters"
    VOTES = "votes"
    REPORTS = "reports"


@dataclass(frozen=True)
class Word:
    form: str  # the one that most posters use
    posters: int  # that use any form of it


def chosen_words(
    slogan: Mapping[str, str],
    stickers: Iterable[Mapping[str, Any]],
    defaults: Mapping[str, str],
    bubbles: Collection[str],
) -> str:
    """The words that somebody chose to say, each once: what template and `bubbles` say by themselves is not counted."""
    chosen = [words for slot, words in slogan.items() if words != defaults.get(slot)]
    chosen += [words for each in stickers if (words := str(each.get("text", ""))) not in bubbles]
    spoken = vocabulary.spoken(" / ".join(chosen))
    return " ".join(sorted(spoken))


def on_status_change(session: Session, poster: Poster, before: Status | None) -> None:
    """Bring the counts along when a poster's status has changed; `before` is None for one that was just made."""
    step = (poster.status is Status.LIVE) - (before is Status.LIVE)
    if step:
        record(session, {(poster.day, Event.POSTERS): step})
        record_hours(session, {(poster.hour, Event.POSTERS): step})
        _add(session, TemplateCount, [{"template": poster.template, "posters": step}])
        _add(session, WordCount, [{"stem": stem, "posters": step} for stem in sorted(_stems(poster.said or ""))])
        forms = sorted((vocabulary.stem(form), form) for form in (poster.said or "").split())
        _add(session, WordForm, [{"stem": stem, "form": form, "posters": step} for stem, form in forms])


def record(session: Session, counts: Mapping[tuple[int, Event], int]) -> None:
    """Add to the days' rows; what a ledger writes. Keys are an epoch day and what happened on it."""
    _add(session, Day, _rows("day", counts))


def record_hours(session: Session, counts: Mapping[tuple[int, Event], int]) -> None:
    """The same by epoch hours."""
    _add(session, Hour, _rows("hour", counts))


def _rows(key: str, counts: Mapping[tuple[int, Event], int]) -> list[dict[str, int]]:
    rows: dict[int, dict[str, int]] = {}
    for (when, event), number in counts.items():
        row = rows.setdefault(when, {key: when, **dict.fromkeys(Event, 0)})
        row[event] += number
    return [rows[when] for when in sorted(rows)]


def hours(session: Session, since: int) -> Mapping[int, Hour]:
    return {row.hour: row for row in session.scalars(select(Hour).where(Hour.hour >= since))}


def forget(session: Session, now: datetime) -> None:
    """Hours that nobody asks for any more."""
    session.execute(delete(Hour).where(Hour.hour < hour_of(now - REMEMBERED)))


def days(session: Session) -> Mapping[int, Day]:
    """Every day there ever was something, by its number; some thousands in a site's life."""
    return {row.day: row for row in session.scalars(select(Day).order_by(Day.day))}


def templates(session: Session, most: int) -> Sequence[tuple[str, int]]:
    order = TemplateCount.posters.desc(), TemplateCount.template
    walk = select(TemplateCount.template, TemplateCount.posters).where(TemplateCount.posters > 0).order_by(*order)
    return [(row.template, row.posters) for row in session.execute(walk.limit(most))]


def words(session: Session, most: int) -> Sequence[Word]:
    """The most used words by their stem, each in the form that most posters use."""
    order = WordCount.posters.desc(), WordCount.stem
    walk = select(WordCount.stem, WordCount.posters).where(WordCount.posters > 0).order_by(*order).limit(most)
    top = session.execute(walk).all()
    found = (
        select(WordForm)
        .where(WordForm.stem.in_([row.stem for row in top]))
        .order_by(WordForm.posters, WordForm.form.desc())
    )
    commonest = {row.stem: row.form for row in session.scalars(found)}  # of each the last, which is the commonest
    return [Word(commonest.get(row.stem, row.stem), row.posters) for row in top]


def find_missing_words(session: Session, templates: Mapping[str, PosterTemplate], bubbles: Collection[str]) -> int:
    """Find what posters of earlier versions say; how many there were. In a transaction before that of `recount`."""
    found = 0
    columns = (Poster.id, Poster.template, Poster.slogan, Poster.stickers)
    while rows := session.execute(select(*columns).where(Poster.said.is_(None)).limit(BATCH)).all():
        for row in rows:
            template = templates.get(row.template)
            words = chosen_words(row.slogan, row.stickers, template.defaults if template else {}, bubbles)
            session.execute(update(Poster).where(Poster.id == row.id).values(said=words))
        found += len(rows)
    return found


def never_counted(session: Session) -> bool:
    """Whether there are posters and no counts: those of a version that did not count."""
    counted = session.scalar(select(TemplateCount.template).limit(1)) is not None
    return not counted and session.scalar(select(Poster.id).where(LIVE).limit(1)) is not None


def recount(session: Session, now: datetime | None = None) -> int:
    """Set every count that can be to what the posters and votes say; how many were wrong. Attempts left no trace.

    Where workers may be up, tell it `now`: a vote whose row is there may wait in a ledger to be counted, and would be
    counted twice. The votes of the day, or of the one before in its first minute, are left until that is over.
    """
    today = None if now is None else day_of(now - LATE)
    if session.get_bind().dialect.name == "postgresql":
        # Whoever has counted and not committed is waited for; whoever comes meanwhile waits. In `follow`'s order.
        session.execute(text("LOCK TABLE days, template_counts, word_counts, word_forms IN EXCLUSIVE MODE"))
    by_day, by_template, stems, forms = Counter[int](), Counter[str](), Counter[str](), Counter[str]()
    live = select(Poster.day, Poster.template, Poster.said).where(LIVE)
    for day, template, spoken in session.execute(live.execution_options(yield_per=5000)):
        by_day[day] += 1
        by_template[template] += 1
        forms.update((spoken or "").split())
        stems.update(_stems(spoken or ""))
    truths: list[tuple[type[Base], str, Mapping[Any, int]]] = [
        (Day, "posters", {(day,): number for day, number in by_day.items()}),
        (Day, "votes", _votes(session, today)),
        (TemplateCount, "posters", {(template,): number for template, number in by_template.items()}),
        (WordCount, "posters", {(stem,): number for stem, number in stems.items()}),
        (WordForm, "posters", {(vocabulary.stem(form), form): number for form, number in forms.items()}),
    ]
    return sum(_correct(session, table, column, truth) for table, column, truth in truths)


def _stems(spoken: str) -> set[str]:
    return {vocabulary.stem(form) for form in spoken.split()}


def _votes(session: Session, today: int | None) -> Mapping[tuple[int], int]:
    """What the votes' rows say of every day before `today`, and what the counts say of those after it."""
    votes = {(day,): number for day, number in session.execute(_votes_by_day(session))}
    if today is None:
        return votes
    counted = session.execute(select(Day.day, Day.votes).where(Day.day >= today))
    return {day: number for day, number in votes.items() if day[0] < today} | {(row.day,): row.votes for row in counted}


def _votes_by_day(session: Session) -> Select[int, int]:
    day: ColumnElement[int] = cast(func.strftime("%s", Vote.cast), Integer) // DAY
    if session.get_bind().dialect.name == "postgresql":
        day = cast(func.floor(extract("epoch", Vote.cast) / DAY), Integer)
    return select(day, func.count()).where(COUNTED).group_by(day)


def _correct(session: Session, table: type[Base], column: str, truth: Mapping[Any, int]) -> int:
    """Make one column of counts say the truth, by the table's keys; how many rows did not."""
    keys, count = [each.key for each in table.__table__.primary_key.columns], getattr(table, column)  # type: ignore[attr-defined]
    stored = select(*(getattr(table, key) for key in keys), count)
    kept = {tuple(row[:-1]): row[-1] for row in session.execute(stored.execution_options(yield_per=5000))}
    steps = {key: truth.get(key, 0) - kept.get(key, 0) for key in {**kept, **truth}}
    wrong = [{**dict(zip(keys, key, strict=True)), column: step} for key, step in sorted(steps.items()) if step]
    _add(session, table, wrong)
    if table is not Day:
        session.execute(delete(table).where(count <= 0))
    return len(wrong)


def _add(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the counts in `rows` to those kept, in one statement. Rows come in the order of their keys: two that want
    the same must not wait for each other."""
    keys = [each.key for each in table.__table__.primary_key.columns]  # type: ignore[attr-defined]
    for start in range(0, len(rows), BATCH):
        insert = insert_into(session, table).values(rows[start : start + BATCH])
        sums = {name: getattr(table, name) + getattr(insert.excluded, name) for name in rows[0] if name not in keys}
        session.execute(insert.on_conflict_do_update(index_elements=keys, set_=sums))
