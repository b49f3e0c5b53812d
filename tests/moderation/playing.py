"""Nights played by the site's own verbs, at the night's own hours; only the drawing is left out.

What runs by itself runs as it would: cards are laid on the terms that sites begin with, cases are weighed every minute,
and what is known of networks is swept out after midnight.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from statistics import median

from pydantic import SecretStr
from sqlalchemy import func, insert, select, update

from billboard import create_app
from billboard.accounts import people
from billboard.core.catalogue.designs import read_design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Refused
from billboard.core.rank import appeal
from billboard.infra.config import Settings
from billboard.infra.jobs import JobName
from billboard.models import Decision, Moderator, Newcomer, Poster, RecentVote, Role, Status
from billboard.moderation import batches, decisions, queue, reports
from billboard.moderation.acts import Ruling
from billboard.moderation.covering import covering_of
from billboard.moderation.queue import Case, View
from billboard.moderation.sightings import Mark
from billboard.operators.jobs import JOBS
from billboard.operators.timetable import Every
from billboard.posters import publishing, skeletons
from billboard.posters.publishing import Submission
from billboard.posters.sayings import said_on
from billboard.web.site import Site
from tests.moderation.nights import Filed, Made, Night
from tests.moderation.reading import Reader
from tests.moderation.shifts import Shift
from tests.moderation.undrawn import Kept, Undrawn

VIEWS_AN_HOUR = 12.0  # of a poster that hangs
MOST_SHOWN = 50  # that are counted of a newcomer
RUNNING = (JobName.EXPIRE, JobName.WEIGH_REPORTS)  # that bear on what is reported


class Lines(StrEnum):
    """What people do with the lines that a template says by itself."""

    STRUCK = "struck out"
    LEFT = "left"
    MIXED = "either"


@dataclass
class Outcome:
    decisions: int = 0
    taps: int = 0
    swipes: int = 0
    ranks: list[int] = field(default_factory=list)  # of abusive cases in the queue before the first decision, from 1
    cases: int = 0  # in that queue
    covered_innocents: int = 0
    covered_abusive: int = 0
    reported_abusive: int = 0
    hidden_innocents: int = 0
    ticked_innocents: int = 0  # by a page of the queue
    wrongly_hidden: int = 0  # abusive ones for which the log has another reason than theirs
    left_up: int = 0  # abusive posters that were never met
    views: float = 0.0  # of abusive posters, until they were covered or hidden, or all was done
    views_uncovered: float = 0.0  # as if none had been covered
    seconds: float = 0.0  # the machine's, for a page of the queue, the median


class Play:
    def __init__(self, settings: Settings, night: Night, lines: Lines = Lines.STRUCK) -> None:
        self.app, self.night, self.lines = create_app(settings), night, lines
        self.app.test_cli_runner().invoke(args=["migrate"], catch_exceptions=False)
        site = self.app.extensions["billboard"]
        assert isinstance(site, Site)
        drawing = site.renderer
        self.site = replace(site, renderer=Undrawn(drawing.templates, drawing.book, drawing.sticker_catalogue))
        with self.site.database.write() as session:
            people.create_moderator(session, "ada", now=night.begin, role=Role.OPERATOR)
        with self.site.database.read() as session:
            self.moderator = session.scalars(select(Moderator)).one()
        self.roomy = sorted(self.site.templates.values(), key=lambda each: -each.main.limit)[:8]
        self.codes: dict[int, str] = {}  # of the night's posters, by their place
        self.due = dict.fromkeys(RUNNING, night.begin)
        self.covered_at: dict[str, datetime] = {}
        self.hidden_at: dict[str, datetime] = {}

    def publish_earlier(self) -> None:
        """What hung before, a day ago."""
        template, moment = self.roomy[0], self.night.begin - timedelta(days=1)
        rows = [_row(number, text, template, moment) for number, text in enumerate(self.night.hanging)]
        for start in range(0, len(rows), 1000):
            with self.site.database.write() as session:
                session.execute(insert(Poster), rows[start : start + 1000])
        found = 1
        while rows and found:
            with self.site.database.write() as session:
                found = skeletons.find_missing(session, self.site.templates)

    def pass_(self) -> None:
        """The night, until the moderator comes."""
        happenings: list[tuple[datetime, int, Made | Filed]] = [
            (made.at, place, made) for place, made in enumerate(self.night.posters)
        ]
        happenings += [(each.at, each.of, each) for each in self.night.reports]
        for moment, place, what in sorted(happenings, key=lambda each: (each[0], isinstance(each[2], Filed))):
            self.work(moment)
            if isinstance(what, Made):
                self.codes[place] = self.publish(what, f"{place}")
            else:
                self.report(what)
        self.show()
        self.work(self.night.end)

    def work(self, moment: datetime) -> None:
        """What is due by then."""
        for name, due in self.due.items():
            when = JOBS[name].when
            assert isinstance(when, Every)
            if due > moment:
                continue
            list(JOBS[name].work(self.site, moment))
            self.due[name] = moment + when.period

    def publish(self, made: Made, key: str) -> str:
        chance = random.Random(key)
        template = chance.choice([each for each in self.roomy if each.main.limit >= len(made.text) + 4])
        catalogue = self.site.renderer.sticker_catalogue
        own = self.lines is Lines.LEFT or (self.lines is Lines.MIXED and chance.random() < 0.5)
        typed = {template.main.name: made.text} if own else self.typed(template, made.text)
        design = read_design(catalogue, template, template.variants[0], template.defaults | typed)
        return publishing.publish(self.site, Submission(design, key, address=made.address), now=made.at).code

    def typed(self, template: PosterTemplate, text: str) -> dict[str, str]:
        """By somebody who strikes out all that the template says by itself."""
        return {name: text if name == template.main.name else "" for name in template.defaults}

    def report(self, filed: Filed) -> None:
        try:
            with self.site.database.write() as session:
                reports.report(
                    session,
                    self.codes[filed.of],
                    reason=filed.reason,
                    note=filed.note,
                    reporter=filed.reporter,
                    now=filed.at,
                    terms=covering_of(self.site.settings, self.site.templates),
                    address=filed.address,
                )
        except Refused:
            pass  # it waits for a look, and is not on the wall

    def show(self) -> None:
        """Votes, and how often newcomers were shown; they come evenly while a poster hangs."""
        end = self.night.end
        with self.site.database.write() as session:
            numbers = {row.code: row.id for row in session.execute(select(Poster.code, Poster.id))}
            for place, code in self.codes.items():
                made, number = self.night.posters[place], numbers[code]
                hours = max((end - made.at) / timedelta(hours=1), 0.1)
                lately = [
                    {"poster_id": number, "voter": f"{code}{turn}", "rival_id": 0, "network": "", "is_new": False}
                    | {"at": end - timedelta(minutes=30)}
                    for turn in range(int(made.votes / max(1.0, hours)))
                ]
                if lately:
                    session.execute(insert(RecentVote), lately)
                session.execute(update(Poster).where(Poster.id == number).values(votes=made.votes))
                shown = min(MOST_SHOWN, int(hours * VIEWS_AN_HOUR))
                session.execute(update(Newcomer).where(Newcomer.poster_id == number).values(shown=shown))

    @property
    def truth(self) -> Mapping[str, int | None]:
        """The abusive slogan of each code, or none."""
        return {code: self.night.posters[place].slogan for place, code in self.codes.items()}

    def page(self, view: View, moment: datetime, after: str = "") -> queue.CasePage:
        with self.site.database.read() as session:
            return queue.page(session, view, after, now=moment, templates=self.site.templates)

    def words(self, poster: Poster) -> str:
        return said_on(poster, self.site.templates).shown

    def decide(self, cases: Sequence[Case], codes: Sequence[str], ruling: Ruling, moment: datetime) -> None:
        """With all that a case counts and does not list, and with what the job does of it."""
        self.note_covers()
        mark = Mark(2**60, 2**60, moment)
        wholes = {case.poster.code: mark for case in cases if case.offers.unlisted}
        listed = {each.code: each.seen for case in cases if case.poster.code in wholes for each in case.offers.same}
        decisions.decide(self.site, codes, ruling, self.moderator, scope=None, now=moment, seen=listed, wholes=wholes)
        for _ in batches.carry_on(self.site, moment):
            pass
        with self.site.database.read() as session:
            for code in session.scalars(select(Poster.code).where(Poster.status == Status.HIDDEN)):
                self.hidden_at.setdefault(code, moment)

    def note_covers(self) -> None:
        with self.site.database.read() as session:
            lying = session.execute(select(Poster.code, Poster.covered).where(Poster.covered.is_not(None)))
            for row in lying:
                self.covered_at.setdefault(row.code, row.covered)

    def moderate(self) -> Outcome:
        outcome = Outcome()
        self.look(outcome)
        shift = Shift(self, Reader(self.night), self.night.end)
        shift.clear()
        outcome.decisions, outcome.taps, outcome.swipes = shift.decisions, shift.taps, shift.swipes
        outcome.ticked_innocents, outcome.seconds = len(shift.ticked_innocents), median(shift.seconds)
        self.reckon(outcome, shift.moment)
        return outcome

    def look(self, outcome: Outcome) -> None:
        """What stands in the queue before anything is decided."""
        cases, spoken_for, after, moment = list[Case](), set[str](), "", self.night.end
        while True:
            page = self.page(View.REPORTED, moment, after)
            for case in page.cases:
                if case.poster.code not in spoken_for:
                    cases.append(case)
                    spoken_for |= {each.code for each in case.offers.same if each.is_ticked}
            if page.next is None:
                break
            after = page.next
        truth, outcome.cases = self.truth, len(cases)
        outcome.ranks = [rank for rank, case in enumerate(cases, 1) if truth.get(case.poster.code) is not None]
        self.note_covers()
        outcome.covered_abusive = sum(truth.get(code) is not None for code in self.covered_at)
        outcome.covered_innocents = len(self.covered_at) - outcome.covered_abusive
        outcome.reported_abusive = len({each.of for each in self.night.reports if each.is_honest})

    def reckon(self, outcome: Outcome, end: datetime) -> None:
        """Who was right, and what was seen until then."""
        truth = self.truth
        with self.site.database.read() as session:
            last = select(func.max(Decision.id)).group_by(Decision.poster_id)
            rows = select(Poster.code, Decision.reason).join(Decision, Decision.poster_id == Poster.id)
            hidden = session.execute(rows.where(Poster.status == Status.HIDDEN, Decision.id.in_(last)))
            told = {row.code: row.reason for row in hidden}
        outcome.hidden_innocents = sum(truth.get(code) is None for code in told)
        for place in self.night.abusive:
            made, code = self.night.posters[place], self.codes[place]
            outcome.left_up += code not in told
            outcome.wrongly_hidden += code in told and told[code] != self.night.reasons[made.slogan or 0]
            gone = self.hidden_at.get(code, end)
            outcome.views_uncovered += _views(made.at, gone)
            outcome.views += _views(made.at, min(gone, self.covered_at.get(code, gone)))


def play(night: Night, lines: Lines = Lines.STRUCK) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="night") as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder, 'night.db')}",
            image_store=f"folder:{Path(folder, 'images')}",
            secret_key=SecretStr("only-for-this-bench-0123456789abcdef"),
            run_jobs=False,
        )
        played = Play(settings, night, lines)
        played.site = replace(played.site, store=Kept())
        played.publish_earlier()
        played.pass_()
        return played.moderate()


def _views(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds() / 3600 * VIEWS_AN_HOUR)


def _row(number: int, text: str, template: PosterTemplate, moment: datetime) -> dict[str, object]:
    return {
        "code": f"old{number}",
        "submission": f"old{number}",
        "template": template.slug,
        "template_version": template.version,
        "variant": template.variants[0].slug,
        "slogan": {template.main.name: text},
        "words": "",
        "digest": "",
        "image_key": f"posters/old{number}",
        "status": Status.LIVE,
        "hot": appeal.freshness(moment.timestamp()),
        "published": moment,
        "hour": int(moment.timestamp()) // 3600,
        "day": int(moment.timestamp()) // 86400,
    }
