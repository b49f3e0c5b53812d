"""What is heard of slogans: the posters that say the same, what is open against them, and who says so.

All that is needed of however many slogans is read in a few statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from billboard.models import LIVE, OPEN_REPORT, REPORTED, UNCOVERED, Poster, Report, Reporter
from billboard.posters.sayings import Said, Templates, said_on, say_the_same

MOST = 60  # posters of one slogan that are heard together; the newest
UNPROVEN = "unproven"  # the one voice of all that reported a poster without the proof of work that was asked for
COUNTS = (OPEN_REPORT, Report.voice.not_in(["", UNPROVEN]), Report.answered.is_(False))
# What tells slogans apart: posters whose words are not known are each one of its own.
SLOGAN = func.coalesce(Poster.skeleton, -Poster.id)
AT_ONCE = 1000  # posters in one statement


@dataclass(frozen=True)
class Hearing:
    """Of some slogans, with all that was read of them."""

    templates: Templates
    posters: Mapping[int, Sequence[Poster]]  # by slogan, the newest first
    told: Mapping[int, Sequence[Report]]  # what counts, by the posters' numbers, as it came
    records: Mapping[str, Reporter]
    _said: dict[int, Said] = field(default_factory=dict)
    _same: dict[tuple[str, str, str, str], bool] = field(default_factory=dict)

    @staticmethod
    def slogan_of(poster: Poster) -> int:
        return -poster.id if poster.skeleton is None else poster.skeleton

    def saying_the_same(self, poster: Poster) -> list[Poster]:
        """The poster, and the reported that say the same, covered or not."""
        others = [each for each in self.posters[self.slogan_of(poster)] if each is not poster][:MOST]
        return [poster, *(each for each in others if not each.reports_ignored and self._are_same(poster, each))]

    def told_on(self, members: Iterable[Poster]) -> list[Report]:
        found = [report for each in members for report in self.told.get(each.id, ())]
        return sorted(found, key=lambda each: (each.made, each.id))

    def _are_same(self, one: Poster, other: Poster) -> bool:
        """A spelling is compared once with each other one, however many posters have the two."""
        said = self._of(one), self._of(other)
        pair = one.template, said[0].chosen, other.template, said[1].chosen
        if pair not in self._same:
            self._same[pair] = say_the_same(*said)
        return self._same[pair]

    def _of(self, poster: Poster) -> Said:
        if poster.id not in self._said:
            self._said[poster.id] = said_on(poster, self.templates)
        return self._said[poster.id]


def hear(session: Session, posters: Sequence[Poster], templates: Templates) -> Hearing:
    """Of these locked posters and no others."""
    by_slogan: dict[int, list[Poster]] = {}
    for each in sorted(posters, key=lambda each: -each.id):
        by_slogan.setdefault(Hearing.slogan_of(each), []).append(each)
    told, records = dict[int, list[Report]](), dict[str, Reporter]()
    for start in range(0, len(posters), AT_ONCE):
        on_some = Report.poster_id.in_([each.id for each in posters[start : start + AT_ONCE]])
        known = select(Report.poster_id, Report.voice).where(on_some, Report.answered)
        answered = {
            (row.poster_id, row.voice) for row in session.execute(known)
        }  # of networks: with another cookie, too
        open_ = select(Report, Reporter).outerjoin(Reporter, Reporter.reporter == Report.reporter)
        open_ = open_.where(on_some, *COUNTS).order_by(Report.made, Report.id)
        for report, record in session.execute(open_.execution_options(populate_existing=True)):
            if record is not None:
                records[report.reporter] = record
            if (report.poster_id, report.voice) not in answered:
                told.setdefault(report.poster_id, []).append(report)
    return Hearing(templates, by_slogan, told, records)


def heard_at_most(session: Session, poster: Poster) -> int:
    """Networks that can have been heard of its slogan: one that reports two posters is two here."""
    heard = select(func.count(Report.voice.distinct())).join(Poster, Poster.id == Report.poster_id)
    return session.scalar(heard.where(_of_slogan(poster), LIVE, *COUNTS)) or 0


def others(session: Session, poster: Poster) -> Sequence[Poster]:
    """The reported of a poster's slogan, locked; those that somebody else is busy with come by the next job."""
    if poster.skeleton is None:
        return []
    found = select(Poster).where(_of_slogan(poster), LIVE, REPORTED, Poster.id != poster.id)
    locked = found.order_by(Poster.id.desc()).limit(MOST).with_for_update(skip_locked=True)
    return session.scalars(locked.execution_options(populate_existing=True)).all()


def loud(session: Session, threshold: int) -> list[Poster]:
    """The reported of every slogan of which so many can have been heard, locked; covered ones only where nobody else is
    busy with them."""
    heard = select(SLOGAN).join(Report, Report.poster_id == Poster.id).where(LIVE, *COUNTS)
    slogans = heard.group_by(SLOGAN).having(func.count(Report.voice.distinct()) >= threshold)
    found = select(Poster).where(LIVE, REPORTED, SLOGAN.in_(slogans)).order_by(Poster.id)
    found = found.execution_options(populate_existing=True)
    waiting = session.scalars(found.where(UNCOVERED).with_for_update()).all()
    if not waiting:
        return []
    return [*waiting, *session.scalars(found.where(~UNCOVERED).with_for_update(skip_locked=True))]


def _of_slogan(poster: Poster) -> ColumnElement[bool]:
    return Poster.id == poster.id if poster.skeleton is None else Poster.skeleton == poster.skeleton
