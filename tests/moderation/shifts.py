"""One who clears a night's queue by thumb: what they decide, and what it takes.

They see what a page shows: the words of each case, what it is reported for, and the lists beside it that stand open.
Whether they were right is known by whoever counts, not by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Protocol

from billboard.core.errors import BadRequest
from billboard.models import Action, Poster
from billboard.moderation import queue
from billboard.moderation.acts import Ruling
from billboard.moderation.offers import Alike, Offers
from billboard.moderation.queue import Case, View
from billboard.moderation.reasons import AS_REPORTED
from tests.moderation.reading import Reader

SAME_OPEN, TURNED_OPEN = 6, 4  # others in a list, from which on it stands closed
# Taps. Beside a case: Hide, and in the dialog Hide it; a reason that the dialog has not chosen yet is one more. All of
# a page: one tick, by which the bar comes, "all", and Approve.
TICK, HIDE, REASON, APPROVE_ALL = 1, 2, 1, 3
SECONDS = {"decision": 5.0, "tap": 1.0, "swipe": 2.0}


class Desk(Protocol):
    def page(self, view: View, moment: datetime) -> queue.CasePage: ...
    def decide(self, cases: Sequence[Case], codes: Sequence[str], ruling: Ruling, moment: datetime) -> None: ...
    def words(self, poster: Poster) -> str: ...


@dataclass
class Chosen:
    """What is ticked for one decision."""

    codes: list[str] = field(default_factory=list)
    taps: int = 0

    def add(self, codes: Sequence[str], taps: int) -> None:
        self.codes, self.taps = list(dict.fromkeys([*self.codes, *codes])), self.taps + taps


@dataclass
class Shift:
    desk: Desk
    reader: Reader
    moment: datetime
    decisions: int = 0
    taps: int = 0
    swipes: int = 0  # a case is about as high as a phone's screen
    ticked_innocents: list[str] = field(default_factory=list)  # by the page; the reader unticks them
    read: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)  # the machine's, for a page

    def clear(self) -> None:
        for view in (View.REPORTED, View.WAITING):
            while cases := self.look(view):
                self.decide(cases)

    def look(self, view: View) -> list[Case]:
        begun = perf_counter()
        cases = self.desk.page(view, self.moment).cases
        self.seconds.append(perf_counter() - begun)
        new = {case.poster.code for case in cases} - self.read
        self.read |= new
        self.swipes += len(new)
        self.moment += timedelta(seconds=SECONDS["swipe"] * len(new))
        return cases

    def decide(self, cases: Sequence[Case]) -> None:
        bad = [(case, reason) for case in cases if (reason := self.reader.reason(self.desk.words(case.poster)))]
        if not bad:
            self.carry_out(cases, [case.poster.code for case in cases], Ruling(Action.APPROVE), APPROVE_ALL)
            return
        as_told = [case for case, reason in bad if case.likely == reason]
        if len(as_told) > 1:
            try:
                self.hide(as_told, AS_REPORTED)
                return
            except BadRequest:  # of something beside them nobody said why: the reason has to be chosen
                self.taps += HIDE
        first = bad[0][1]
        self.hide([case for case, reason in bad if reason == first], first)

    def hide(self, cases: Sequence[Case], reason: str) -> None:
        """Together; one is hidden by its own buttons."""
        chosen = Chosen()
        for case in cases:
            codes, taps = self.gather(case)
            chosen.add(codes, taps + (TICK if len(cases) > 1 else 0))
        is_chosen = reason == AS_REPORTED or (len(cases) == 1 and cases[0].likely == reason)
        taps = chosen.taps + HIDE + (0 if is_chosen else REASON)
        self.carry_out(cases, chosen.codes, Ruling(Action.HIDE, reason), taps)

    def gather(self, case: Case) -> tuple[list[str], int]:
        """The case, with what deserves to go with it of what its card shows, and the taps for that."""
        codes = [case.poster.code, *(each.code for each in case.offers.same if each.is_ticked)]
        taps = 0
        for name, lines in shown(case.offers).items():
            wanted = [each for each in lines if self.reader.slogan(each.text) is not None]
            wrong = [each.code for each in lines if each.is_ticked and each not in wanted]
            self.ticked_innocents += wrong
            missing = [each.code for each in wanted if not each.is_ticked]
            taps += TICK * len(wrong) + (
                TICK if name == "slips" and len(missing) == len(lines) else TICK * len(missing)
            )
            codes = [each for each in [*codes, *missing] if each not in wrong]
        return codes, taps

    def carry_out(self, cases: Sequence[Case], codes: Sequence[str], ruling: Ruling, taps: int) -> None:
        self.moment += timedelta(seconds=SECONDS["decision"] + taps * SECONDS["tap"])
        self.desk.decide(cases, codes, ruling, self.moment)
        self.decisions += 1
        self.taps += taps


def shown(offers: Offers) -> dict[str, list[Alike]]:
    """The lists beside a case that stand open, and hold something."""
    slips = [each for each in offers.near if each.is_slip]
    turned = [each for each in offers.near if not each.is_slip]
    open_ = {
        "same": offers.same if len(offers.same) < SAME_OPEN or offers.unlisted else [],
        "slips": slips,
        "turned": turned if len(turned) < TURNED_OPEN else [],
    }
    return {name: lines for name, lines in open_.items() if lines}
