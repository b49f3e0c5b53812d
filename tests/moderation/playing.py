"""Nights played by the site's own verbs, at the night's own hours; only the drawing is left out."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from pydantic import SecretStr
from sqlalchemy import insert, select, update

from billboard import create_app
from billboard.accounts import people
from billboard.core.catalogue.designs import Design, read_design
from billboard.core.catalogue.templates import PosterTemplate
from billboard.core.errors import Refused
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.stored_pictures import Pictures
from billboard.infra.config import Settings
from billboard.models import Action, Moderator, Poster, Role, Status
from billboard.moderation import batches, decisions, queue, reports
from billboard.moderation.covering import covering_of
from billboard.moderation.decisions import Ruling
from billboard.moderation.queue import Case, View
from billboard.moderation.reasons import AS_REPORTED
from billboard.moderation.sightings import Mark
from billboard.posters import publishing, skeletons
from billboard.posters.publishing import Submission
from billboard.web.site import Site
from tests.moderation.nights import Filed, Made, Night

HIDE, APPROVE, TICK, TURN = 2, 1, 1, 1  # inputs
VIEWS_AN_HOUR = 12.0  # of a poster that hangs
ATTENTION, INPUT = timedelta(seconds=5), timedelta(seconds=1)  # that a decision and an input take


class Undrawn(Renderer):
    """A night is about what is said."""

    def pictures(self, design: Design) -> Pictures:
        return Pictures(b"full", b"thumb", b"small")


@dataclass
class Outcome:
    decisions: int = 0
    inputs: int = 0
    ranks: list[int] = field(default_factory=list)  # of abusive cases in the queue before the first decision, from 1
    cases: int = 0  # in that queue
    covered_innocents: int = 0
    covered_abusive: int = 0
    reported_abusive: int = 0
    hidden_innocents: int = 0
    left_up: int = 0  # abusive posters that were never met
    views: float = 0.0  # of abusive posters, until they were covered or hidden
    views_uncovered: float = 0.0  # as if none had been covered
    seconds: float = 0.0  # the machine's, for a page of the queue, the median


class Play:
    def __init__(self, settings: Settings, night: Night) -> None:
        self.app, self.night = create_app(settings), night
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
        self.pages: list[float] = []

    def hang(self) -> None:
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
        for _, place, what in sorted(happenings, key=lambda each: (each[0], isinstance(each[2], Filed))):
            if isinstance(what, Made):
                self.codes[place] = self.publish(what, f"{place}")
            else:
                self.report(what)
        self.votes()
        with self.site.database.write() as session:
            reports.weigh_all(session, self.night.end)

    def publish(self, made: Made, key: str) -> str:
        chance = random.Random(key)
        template = chance.choice([each for each in self.roomy if each.main.limit >= len(made.text) + 4])
        catalogue = self.site.renderer.sticker_catalogue
        design = read_design(
            catalogue, template, template.variants[0], template.defaults | self.typed(template, made.text)
        )
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
                    note="",
                    reporter=filed.reporter,
                    now=filed.at,
                    terms=covering_of(self.site.settings, self.site.templates),
                    address=filed.address,
                )
        except Refused:
            pass  # it waits for a look, and is not on the wall

    def votes(self) -> None:
        with self.site.database.write() as session:
            for place, code in self.codes.items():
                session.execute(update(Poster).where(Poster.code == code).values(votes=self.night.posters[place].votes))

    @property
    def truth(self) -> Mapping[str, int | None]:
        """The abusive slogan of each code, or none."""
        return {code: self.night.posters[place].slogan for place, code in self.codes.items()}

    def page(self, view: View, moment: datetime, after: str = "") -> queue.CasePage:
        begun = perf_counter()
        with self.site.database.read() as session:
            found = queue.page(session, view, after, now=moment, templates=self.site.templates)
        self.pages.append(perf_counter() - begun)
        return found

    def moderate(self) -> Outcome:
        outcome, moment = Outcome(), self.night.end
        truth = self.truth
        self.look(outcome, moment)
        for view in (View.REPORTED, View.WAITING):
            while cases := self.page(view, moment).cases:
                bad = next((case for case in cases if truth.get(case.poster.code) is not None), None)
                codes, inputs, ruling = self.hide_many(cases, truth) or (
                    self.hide(bad, truth) if bad else self.approve(cases)
                )
                moment += ATTENTION + inputs * INPUT
                seen = [self.seen(code, moment) for code in codes if truth.get(code) is not None]
                outcome.views += sum(covered for _, covered in seen)
                outcome.views_uncovered += sum(open_ for open_, _ in seen)
                self.decide(cases, codes, ruling, moment)
                outcome.decisions += 1
                outcome.inputs += inputs
        self.reckon(outcome)
        return outcome

    def decide(self, cases: Sequence[Case], codes: Sequence[str], ruling: Ruling, moment: datetime) -> None:
        """With all that the page counts and does not list, and what the job does of it."""
        mark = Mark(2**60, 2**60, moment)
        wholes = {each.poster.code: mark for each in cases if each.poster.code in codes and each.offers.unlisted}
        listed = {one.code: one.seen for each in cases if each.poster.code in wholes for one in each.offers.same}
        decisions.decide(self.site, codes, ruling, self.moderator, scope=None, now=moment, seen=listed, wholes=wholes)
        for _ in batches.carry_on(self.site, moment):
            pass

    def hide(self, case: Case, truth: Mapping[str, int | None]) -> tuple[list[str], int, Ruling]:
        """The case, what its page has ticked, and what deserves it besides and is ticked by hand."""
        offers = case.offers
        ticked = [each.code for each in offers.same if each.is_ticked]
        beside = [*offers.same, *offers.near, *offers.descended, *offers.by_maker]
        by_hand = [each.code for each in beside if not each.is_ticked and truth.get(each.code) is not None]
        slogan = truth[case.poster.code]
        assert slogan is not None
        ruling = Ruling(Action.HIDE, self.night.reasons[slogan])
        return [case.poster.code, *ticked, *by_hand], HIDE + TICK * len(by_hand), ruling

    def hide_many(self, cases: Sequence[Case], truth: Mapping[str, int | None]) -> tuple[list[str], int, Ruling] | None:
        """Cases of which all that deserves it is ticked or reported, each for what it is reported for."""
        chosen = [case for case in cases if truth.get(case.poster.code) is not None and case.reasons]
        if len(chosen) < 2:
            return None
        codes = [each.poster.code for each in chosen]
        codes += [each.code for case in chosen for each in case.offers.same if each.is_ticked]
        codes = list(dict.fromkeys(codes))
        return codes, HIDE + TICK * len(chosen), Ruling(Action.HIDE, AS_REPORTED)

    def approve(self, cases: Sequence[Case]) -> tuple[list[str], int, Ruling]:
        return [case.poster.code for case in cases], APPROVE + TICK, Ruling(Action.APPROVE)

    def seen(self, code: str, moment: datetime) -> tuple[float, float]:
        """How often a poster was seen until now, and until it was covered."""
        with self.site.database.read() as session:
            poster = session.scalars(select(Poster).where(Poster.code == code)).one()
        ends = moment, poster.covered or moment
        hung = [max(0.0, (end - poster.published).total_seconds() / 3600 * VIEWS_AN_HOUR) for end in ends]
        return hung[0], hung[1]

    def look(self, outcome: Outcome, moment: datetime) -> None:
        """What stands in the queue before anything is decided."""
        cases, spoken_for, after = list[Case](), set[str](), ""
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
        with self.site.database.read() as session:
            covered = set(session.scalars(select(Poster.code).where(Poster.covered.is_not(None))))
        outcome.covered_abusive = sum(truth.get(code) is not None for code in covered)
        outcome.covered_innocents = len(covered) - outcome.covered_abusive
        outcome.reported_abusive = len({each.of for each in self.night.reports if each.is_honest})

    def reckon(self, outcome: Outcome) -> None:
        truth = self.truth
        with self.site.database.read() as session:
            status = {row.code: row.status for row in session.execute(select(Poster.code, Poster.status))}
        hidden = {code for code, each in status.items() if each is Status.HIDDEN}
        outcome.hidden_innocents = sum(truth.get(code) is None for code in hidden)
        outcome.left_up = sum(slogan is not None and code not in hidden for code, slogan in truth.items())
        outcome.seconds = median(self.pages)


def play(night: Night) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="night") as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder, 'night.db')}",
            image_store=f"folder:{Path(folder, 'images')}",
            secret_key=SecretStr("only-for-this-bench-0123456789abcdef"),
            run_jobs=False,
        )
        played = Play(settings, night)
        played.hang()
        played.pass_()
        return played.moderate()


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
        "hot": moment.timestamp() / 45_000,
        "published": moment,
        "hour": int(moment.timestamp()) // 3600,
        "day": int(moment.timestamp()) // 86400,
    }
