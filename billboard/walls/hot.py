"""Pages of Hot: drawn from a pool of candidates, arranged fairly, and newest first beyond.

The pool is the beginning of the walk down `posters.hot`, the greatest appeal that each may well have. A page draws once
from what is believed of each of them (core.rank.appeal), under a seed that it names, and has its places for newcomers
and its caps (core.rank.fairness). What the page leaves of the pool travels in the reader's cursor, with the seed, and
so does what it has shown: whatever is voted meanwhile, a walk over all pages shows every poster once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from billboard.core.rank import appeal, fairness
from billboard.core.rank.appeal import Evidence
from billboard.walls import cursors, hot_statements
from billboard.walls.choices import WallChoices
from billboard.walls.cursors import NO_BOUND, Drawn
from billboard.walls.rows import PosterRow, posters_of

POOL = hot_statements.POOL


class Candidate(NamedTuple):
    """A row of hot_statements.CANDIDATE: what a poster is drawn and arranged by (fairness.Marked)."""

    id: int
    code: str
    template: str
    motto: str | None
    hot: float
    looks: int
    liked: int
    prior: float
    origin: str | None  # its creator's network, as long as that is known

    def drawn(self, seed: str) -> float:
        believed = appeal.wary(Evidence(self.looks, self.liked), self.prior)
        return appeal.draw(self.hot, believed.deviation, seed, self.code)


class Known(NamedTuple):
    """A row of hot_statements.KNOWN: what a candidate's place is worked out from."""

    code: str
    looks: int
    liked: int
    prior: float
    published: datetime
    hot: float

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.looks, self.liked)


class HotPage(NamedTuple):
    rows: list[PosterRow]
    next: str | None  # the cursor of the next page
    newcomers: frozenset[str]  # codes on it whose impressions count
    seed: str


class _Found(NamedTuple):
    """Who stands on a page, and where the walk stands after it."""

    page: list[Candidate]
    after: Drawn
    more: bool
    newcomers: frozenset[str] = frozenset()


def hot_page(
    session: Session,
    choices: WallChoices,
    dialect: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    size: int,
    newcomers: bool,
) -> HotPage:
    """A page in two statements, or three. `values` are those of the wall's part and of what is searched in `dialect`.

    Raises BadRequest for a cursor that this wall did not give.
    """
    caps = fairness.caps_for(size, one_template=bool(choices.part))
    if choices.after:
        cursor = cursors.read_drawn(choices.after, waiting=POOL, shown=POOL + fairness.newcomers_on(size))
        pool = _of_numbers(session, choices, values, cursor.waiting)
    else:
        pool = _candidates(
            session.execute(hot_statements.pool(choices.part, dialect, promoted=choices.promoted), values)
        )
        cursor = Drawn(int(now.timestamp()) // choices.redrawn, NO_BOUND if len(pool) == POOL else 0)
    seed = f"{choices.name}/{cursor.epoch}"
    pool.sort(key=lambda each: (each.drawn(seed), each.id), reverse=True)
    if newcomers and not choices.after:
        found = _first(pool, _candidates(session.execute(hot_statements.neediest())), cursor, caps, size)
    else:
        found = _further(pool, _beyond(session, choices, dialect, values, cursor, size - len(pool)), cursor, caps, size)
    rows = _rows(session, [each.id for each in found.page])
    return HotPage(rows, cursors.write_drawn(found.after) if found.more else None, found.newcomers, seed)


def known(session: Session, choices: WallChoices) -> list[Known]:
    """All that is known of the candidates of a wall, whole or a part of it."""
    values = {"template": choices.template, "campaign_id": choices.campaign}
    found = session.execute(hot_statements.known(choices.part, promoted=choices.promoted), values)
    return list(map(Known._make, found))


def _first(pool: list[Candidate], neediest: list[Candidate], cursor: Drawn, caps: fairness.Caps, size: int) -> _Found:
    arranged, _ = fairness.first_page(pool, neediest, size=size, caps=caps)
    page = {each.id for each in arranged.page}
    waiting = [each.id for each in pool if each.id not in page]
    after = Drawn(cursor.epoch, cursor.before, waiting, sorted(page))
    counted = {each.code for each in neediest}
    on_page = frozenset(each.code for each in arranged.page if each.code in counted)
    return _Found(arranged.page, after, bool(waiting) or cursor.before > 0, on_page)


def _further(pool: list[Candidate], beyond: list[Candidate], cursor: Drawn, caps: fairness.Caps, size: int) -> _Found:
    walk = beyond[: max(0, size + fairness.AHEAD - len(pool))]
    arranged = fairness.arrange(pool, walk, size=size, caps=caps)
    before = cursor.before
    if arranged.used:
        before = walk[arranged.used - 1].id if arranged.used < len(beyond) else 0
    elif not beyond and len(pool) < size + fairness.AHEAD:
        before = 0
    shown = [*cursor.shown, *(each.id for each in arranged.page)]
    after = Drawn(
        cursor.epoch,
        before,
        [each.id for each in arranged.waiting],
        sorted(number for number in shown if number < before),
    )
    return _Found(arranged.page, after, bool(arranged.waiting) or before > 0)


def _beyond(
    session: Session, choices: WallChoices, dialect: str, values: Mapping[str, Any], cursor: Drawn, short: int
) -> list[Candidate]:
    """Those that come next where the pool is used up, newest first, and one more than a page can reach."""
    room = short + fairness.AHEAD
    if room <= 0 or not cursor.before:
        return []
    walk = hot_statements.beyond(choices.part, dialect, room + 1, promoted=choices.promoted)
    gone_by = [*cursor.waiting, *cursor.shown]
    return _candidates(session.execute(walk, {**values, "before": cursor.before, "gone_by": gone_by}))


def _of_numbers(
    session: Session, choices: WallChoices, values: Mapping[str, Any], numbers: Sequence[int]
) -> list[Candidate]:
    """Those that are up on this wall: the numbers come from an address, which anybody can make up, and the wall of a
    campaign must show no other's posters."""
    chosen = hot_statements.by_number(choices.part, promoted=choices.promoted)
    return _candidates(session.execute(chosen, {**values, "numbers": numbers}))


def _rows(session: Session, numbers: list[int]) -> list[PosterRow]:
    found = {row.id: row for row in posters_of(session.execute(hot_statements.shown(), {"numbers": numbers}))}
    return [found[number] for number in numbers if number in found]  # one may have been deleted in between


def _candidates(rows: Iterable[Sequence[Any]]) -> list[Candidate]:
    return list(map(Candidate._make, rows))
