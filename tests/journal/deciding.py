"""A process that decides about posters in every way that there is, for as long as it lives: python -m … URL SEED."""

import random
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import ColumnElement, func, select

from billboard.bans import making as bans
from billboard.core.errors import Refused, StoreUnavailable
from billboard.core.rank.covering import FEWEST, Terms
from billboard.infra.db import Database
from billboard.infra.link_secrets import digest, new_secret
from billboard.models import (
    OPEN_APPEAL,
    STANDING,
    Action,
    Appeal,
    Ban,
    Batch,
    Claim,
    Decision,
    Moderator,
    Poster,
    SloganBlock,
    Status,
)
from billboard.moderation import blocks, claims, decisions, reports
from billboard.moderation.acts import Ruling
from billboard.moderation.covering import Covering
from billboard.posters.parts import SiteParts

TERMS = Covering(Terms(FEWEST, an_hour=100, network_an_hour=8), is_on=True, templates={})
UP, HIDDEN, UNCOVERED = Poster.status == Status.LIVE, Poster.status == Status.HIDDEN, Poster.covered.is_(None)
UNHEARD = Poster.reports_ignored.is_(False)
APPEALED = select(Appeal.id).where(Appeal.poster_id == Poster.id, OPEN_APPEAL).exists()


class Decider:
    def __init__(self, url: str, seed: int) -> None:
        self.database, self.dice = Database(url), random.Random(seed)
        given: dict[str, Any] = {"jobs": SimpleNamespace(enqueue=lambda *_, **__: True), "store": Away()}
        given["renderer"] = SimpleNamespace(templates={})
        self.parts = cast(SiteParts, SimpleNamespace(database=self.database, **given))
        with self.database.read() as session:
            self.moderator = session.scalars(select(Moderator)).one()
        self.acts: Sequence[Callable[[], object]] = (
            lambda: self.report(),
            lambda: self.decide(Action.HIDE, 1, UP),
            lambda: self.decide(Action.HIDE, 5, UP, together=True),
            lambda: self.decide(Action.APPROVE, 3, Poster.open_reports > 0),
            lambda: self.decide(Action.APPROVE, 2, Poster.status == Status.WAITING),
            lambda: self.decide(Action.IGNORE, 1, UP, UNHEARD),
            lambda: self.decide(Action.RESTORE, 2, HIDDEN),
            lambda: self.appeal(),
            lambda: self.decide(Action.UPHOLD, 2, HIDDEN, APPEALED),
            lambda: self.decide(Action.COVER, 1, UP, UNCOVERED),
            lambda: self.decide(Action.LIFT, 1, Poster.covered.is_not(None)),
            lambda: self.undo(),
            lambda: self.undo_batch(),
            lambda: self.end_block(),
            lambda: self.ban(),
            lambda: self.end_ban(),
        )

    def go_on(self) -> None:
        with suppress(Refused):  # there may be nothing to decide of that kind
            self.dice.choice(self.acts)()

    def some(self, wanted: int, *which: ColumnElement[bool], together: bool = False) -> list[Poster]:
        """Posters like that, of one slogan where they go together."""
        with self.database.read() as session:
            found = list(session.scalars(select(Poster).where(*which).order_by(Poster.id)))
        self.dice.shuffle(found)
        if found and together:
            found = [each for each in found if each.skeleton == found[0].skeleton]
        return found[:wanted]

    def decide(self, action: Action, most: int, *which: ColumnElement[bool], together: bool = False) -> None:
        found = self.some(self.dice.randint(1, most), *which, together=together)
        ruling = Ruling(action, "hate" if action is Action.HIDE else "", block_days=self.dice.choice((0, 30, 30)))
        newest = self.dice.choice((3, 8))  # what came later and says the same is held with it
        codes = [each.code for each in found]
        decisions.decide(self.parts, codes, ruling, self.moderator, scope=None, now=now(), newest=newest)

    def undo(self) -> None:
        with self.database.read() as session:
            last = select(Decision.id).join(Poster, Poster.last_decision_id == Decision.id)
            lines = session.scalars(last.where(Decision.action != Action.UNDO).order_by(Decision.id.desc())).all()
        for line in lines[: self.dice.randint(1, 5)]:
            decisions.undo(self.parts, line, self.moderator, scope=None, now=now())

    def undo_batch(self) -> None:
        with self.database.read() as session:
            number = session.scalar(select(func.max(Batch.id)).where(Batch.action != Action.UNDO))
        if number is not None:
            decisions.undo_batch(self.parts, number, self.moderator, scope=None, now=now())

    def report(self) -> None:
        """A slogan's worth of networks now and then, so that the rule covers some."""
        for poster in self.some(1, UP, UNHEARD):
            for _ in range(self.dice.choice((1, 1, 6))):
                address = f"198.18.{self.dice.randrange(256)}.7"
                told: dict[str, Any] = {"reason": self.dice.choice(("hate", "threat")), "note": "", "address": address}
                with self.database.write() as session:
                    reports.report(
                        session, poster.code, reporter=f"{self.dice.getrandbits(64):x}", now=now(), terms=TERMS, **told
                    )

    def appeal(self) -> None:
        """By whoever made a poster, with a secret of then."""
        for poster in self.some(1, HIDDEN):
            secret = new_secret()
            with self.database.write() as session:
                session.merge(Claim(poster_id=poster.id, digest=digest(secret)))
                session.flush()
                claims.appeal(session, secret, "Please.", now=now())

    def end_block(self) -> None:
        with self.database.write() as session:
            for each in session.scalars(select(SloganBlock.id).where(STANDING).limit(1)).all():
                blocks.end(session, each, self.moderator, None, now())

    def ban(self) -> None:
        for poster in self.some(1, Poster.open_reports > 0):
            with self.database.write() as session:
                source = self.dice.choice(bans.sources(session, poster, now()))
                bans.ban(session, poster, source.key, 1, "spam", self.moderator, now())

    def end_ban(self) -> None:
        with self.database.write() as session:
            for each in session.scalars(select(Ban.id).where(Ban.until > now()).limit(1)).all():
                bans.end(session, each, self.moderator, now())


class Away:
    """A store that does not answer: pictures follow by a job, and take no time here."""

    def __getattr__(self, name: str) -> Any:
        raise StoreUnavailable(name)


def now() -> datetime:
    return datetime.now(UTC)


def main(url: str, seed: str) -> None:
    decider = Decider(url, int(seed))
    while True:
        decider.go_on()
        print("went on", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
