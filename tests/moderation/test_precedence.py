"""What a campaign's moderators do to what the whole site's hid: nothing that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask

from billboard.core.errors import Refused
from billboard.models import Action, Moderator, Status
from billboard.moderation import appeals, decisions
from billboard.moderation.acts import Ruling
from billboard.posters import posters
from tests.application import NOW, parts, publish, sign_in
from tests.campaigns.campaigning import campaign, enter
from tests.moderation.blocking import moderator, status
from tests.moderation.crowding import copies
from tests.moderation.reporting import report

LONGEST = 4
WHO = ("site", "campaign")
STEPS = [(who, did) for who in WHO for did in ("hide", "restore", "approve", "undo")] + [("public", "report")]
SLOGAN = "Marjorie Plumb is a thief"


@dataclass
class Wall:
    """A campaign's wall, whose moderator and the site's decide in turn."""

    app: Flask
    number: int
    names: dict[str, Moderator]
    moment: datetime = NOW

    def act(self, code: str, who: str, did: str, days: int = 0) -> bool:
        """Whether that did anything."""
        self.moment += timedelta(seconds=1)
        before = self.version(code)
        if did == "report":
            try:
                report(self.app, code, "hate", f"reporter {self.moment}", now=self.moment)
            except Refused:
                return False
            return True
        by, scope = self.names[who], None if who == "site" else frozenset({self.number})
        try:
            if did == "undo":
                decisions.undo(parts(self.app), self.last(code), by, scope=scope, now=self.moment)
            else:
                ruling = Ruling(Action(did), "hate" if did == "hide" else "", block_days=days)
                decisions.decide(parts(self.app), [code], ruling, by, scope=scope, now=self.moment)
        except Refused:
            return False
        return self.version(code) != before

    def version(self, code: str) -> int:
        with parts(self.app).database.read() as session:
            return posters.find(session, code).case_version

    def last(self, code: str) -> int:
        with parts(self.app).database.read() as session:
            return posters.find(session, code).last_decision_id or 0

    def site_left_hidden(self, code: str) -> bool:
        with parts(self.app).database.read() as session:
            hiding = appeals.hiding_of(session, posters.find(session, code))
        return hiding is not None and hiding.site_wide


@dataclass
class Told:
    """What a sequence comes to, told otherwise than the site does: the site's last word after each of its steps."""

    said: list[tuple[bool, bool]] = field(default_factory=list)  # who: the site; and whether it had hidden before
    hidden: bool = False  # by the site

    def step(self, who: str, did: str, now: Status) -> None:
        if did == "report":
            return
        if did == "undo":
            by_site, before = self.said.pop()
            if who == "site":
                self.hidden = before if by_site else now is Status.HIDDEN
            self.said.append((who == "site", self.hidden))
            return
        self.said.append((who == "site", self.hidden))
        if who == "site":
            self.hidden = did == "hide"


def wall(app: Flask) -> Wall:
    number = campaign(app).id
    sign_in(app, "site")
    sign_in(app, "bee")
    return Wall(app, number, {"site": moderator(app, "site"), "campaign": moderator(app, "bee")})


def sequences(wall: Wall, codes: Iterator[str]) -> Iterator[Sequence[tuple[str, str]]]:
    """All up to the longest in which each step does something; what does nothing leads nowhere new."""
    waiting: list[tuple[tuple[str, str], ...]] = [(step,) for step in STEPS]
    while waiting:
        steps = waiting.pop()
        if play(wall, next(codes), steps):
            yield steps
            if len(steps) < LONGEST:
                waiting += [(*steps, step) for step in STEPS]


def play(wall: Wall, code: str, steps: Sequence[tuple[str, str]]) -> bool:
    told = Told()
    for who, did in steps:
        hidden_before, was = told.hidden, status(wall.app, code)
        if not wall.act(code, who, did):
            return False
        is_now = status(wall.app, code)
        told.step(who, did, is_now)
        shows = was is not Status.LIVE and is_now is Status.LIVE
        assert not (shows and who == "campaign" and hidden_before), steps
        if is_now is Status.HIDDEN:
            assert wall.site_left_hidden(code) is told.hidden, steps
            with parts(wall.app).database.read() as session:
                assert posters.find(session, code).open_reports == 0, steps
    return True


def test_no_sequence_of_acts_lets_a_campaigns_moderator_show_what_the_site_hid(lite: Flask) -> None:
    here = wall(lite)
    first = enter(lite, SLOGAN)
    played = [*sequences(here, iter(copies(lite, first, 5000, number=None)))]
    assert max(len(each) for each in played) == LONGEST
    overruling = (("site", "hide"), ("site", "restore"), ("campaign", "hide"), ("campaign", "restore"))
    assert overruling in played  # what the site has let go is the campaign's again
    assert (("campaign", "hide"), ("campaign", "restore"), ("site", "undo")) in played
    assert (("campaign", "hide"), ("campaign", "restore"), ("site", "undo"), ("campaign", "restore")) not in played


def hold_back(app: Flask) -> tuple[Wall, str, str]:
    """A poster of the site that its moderators hid, and one of the campaign that says the same and is held for it."""
    here, source = wall(app), publish(app, SLOGAN)
    assert here.act(source, "site", "hide", days=30)
    held = enter(app, "M4rjorie Plumb is a thief")
    assert status(app, held) is Status.WAITING
    return here, source, held


def test_what_the_sites_block_holds_is_not_approved_by_a_campaigns_moderator(app: Flask) -> None:
    here, source, held = hold_back(app)
    assert not here.act(held, "campaign", "approve")
    assert here.act(held, "campaign", "hide")
    assert not here.act(held, "campaign", "restore")
    assert here.act(held, "campaign", "undo")
    assert status(app, held) is Status.WAITING
    assert here.act(source, "site", "restore")  # the words are let go
    assert here.act(held, "campaign", "approve")


def test_what_the_site_itself_let_up_is_the_campaigns_again(app: Flask) -> None:
    here, _, held = hold_back(app)
    assert here.act(held, "site", "approve")
    assert here.act(held, "campaign", "hide")
    assert here.act(held, "campaign", "restore")
    assert status(app, held) is Status.LIVE


def test_words_that_the_site_hid_meanwhile_are_not_put_back_up(app: Flask) -> None:
    here, code, source = wall(app), enter(app, SLOGAN), publish(app, SLOGAN)
    assert here.act(code, "campaign", "hide")
    assert here.act(source, "site", "hide", days=30)
    assert not here.act(code, "campaign", "undo")
    assert not here.act(code, "campaign", "restore")
    assert status(app, code) is Status.HIDDEN
    assert here.act(code, "site", "restore")


def test_a_slip_with_a_poster_that_the_site_left_up_is_taken_back(app: Flask) -> None:
    here, code, source = wall(app), enter(app, SLOGAN), publish(app, SLOGAN)
    assert here.act(source, "site", "hide", days=30)
    assert here.act(code, "campaign", "hide")
    assert here.act(code, "campaign", "undo")
    assert status(app, code) is Status.LIVE


def test_a_block_that_is_over_bars_nobody(app: Flask) -> None:
    here, _, held = hold_back(app)
    here.moment += timedelta(days=31)
    assert here.act(held, "campaign", "approve")
