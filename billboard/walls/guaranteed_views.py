"""Newcomers: posters that have not yet had the impressions on a first page of Hot that everybody is guaranteed.

What was really in view is told by the visitor's browser (static/js/newcomers-seen.js). The page says under a seal who
its newcomers were, so that nobody can use up the impressions of a poster that was not shown; and what a network sees of
a poster counts once a minute in each worker, which errs to the poster's advantage.
"""

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from billboard.core.rank.fairness import GUARANTEED, set_back
from billboard.infra import signing
from billboard.infra.db import insert_into
from billboard.infra.signing import Keys
from billboard.models import Newcomer, Origin, Poster, Status

PURPOSE = "billboard.shown"
PERIOD = 600  # seconds for which a page's seal is the same, so that its bytes are
KEPT = 6  # periods that a seal is good for: pages are left open


def on_status_change(session: Session, poster: Poster, before: Status | None) -> None:
    """A poster that goes up is a newcomer; one that is taken down is none. `before` is None for one just made."""
    if poster.status is before:
        return
    if poster.status is Status.LIVE:
        row = insert_into(session, Newcomer).values(
            poster_id=poster.id, shown=0, turn=set_back(_earlier(session, poster))
        )
        session.execute(row.on_conflict_do_nothing())
    else:
        session.execute(delete(Newcomer).where(Newcomer.poster_id == poster.id))


def set_aside(session: Session, poster: Poster) -> int | None:
    """Take a poster out of the newcomers; the impressions that it had had, or none where it was none of them."""
    gone = delete(Newcomer).where(Newcomer.poster_id == poster.id).returning(Newcomer.shown)
    return session.scalar(gone)


def put_back(session: Session, poster: Poster, shown: int) -> None:
    """Put one back that was set aside, with what it has had."""
    row = insert_into(session, Newcomer).values(
        poster_id=poster.id, shown=shown, turn=shown + set_back(_earlier(session, poster))
    )
    session.execute(row.on_conflict_do_nothing())


def record(session: Session, impressions: Mapping[str, int]) -> None:
    """Add impressions by the posters' codes; who has had all that were guaranteed is a newcomer no longer."""
    for code in sorted(impressions):  # in order: two workers that write at once must not wait for each other
        whose = Newcomer.poster_id == select(Poster.id).where(Poster.code == code).scalar_subquery()
        seen = {"shown": Newcomer.shown + impressions[code], "turn": Newcomer.turn + impressions[code]}
        more = update(Newcomer).where(whose).values(seen).execution_options(synchronize_session=False)
        shown = session.execute(more.returning(Newcomer.poster_id, Newcomer.shown)).one_or_none()
        if shown and shown.shown >= GUARANTEED:
            session.execute(delete(Newcomer).where(Newcomer.poster_id == shown.poster_id))


def _earlier(session: Session, poster: Poster) -> int:
    """Posters that the same creator pasted before this one on its day, as long as that is known."""
    own = select(Origin.day, Origin.network).where(Origin.poster_id == poster.id).subquery()
    same = (Origin.day == own.c.day) & (Origin.network == own.c.network) & (Origin.poster_id < poster.id)
    return session.scalars(select(func.count()).select_from(Origin).join(own, same)).one()


def seal(codes: Iterable[str], keys: Keys, now: datetime) -> str:
    period = int(now.timestamp()) // PERIOD
    return signing.sign(".".join((str(period), *sorted(codes))), PURPOSE, keys)


def sealed(seal: str, keys: Keys, now: datetime) -> frozenset[str]:
    """The codes under a seal; none under one that is broken or too old."""
    text = signing.unsign(seal, PURPOSE, keys)
    if text is None:
        return frozenset()
    period, *codes = text.split(".")
    age = int(now.timestamp()) // PERIOD - int(period)
    return frozenset(codes) if 0 <= age <= KEPT else frozenset()


class ImpressionFilter:
    """Which network has looked at which poster in this minute. It is in memory alone and forgotten with the minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._seen: set[tuple[str, str]] = set()

    def first_impressions(self, network: str, codes: Iterable[str], now: datetime) -> list[str]:
        minute = int(now.timestamp()) // 60
        with self._lock:
            if minute != self._minute:
                self._minute, self._seen = minute, set()
            fresh = [code for code in codes if (network, code) not in self._seen]
            self._seen.update((network, code) for code in fresh)
        return fresh
