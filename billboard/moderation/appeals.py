"""Verbs on appeals: until when a maker may send one, and who answers it.

Whoever hid a poster does not uphold it where somebody else may. Putting it back up is in its maker's favour, and open
to everybody who could restore it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billboard.core.errors import Forbidden
from billboard.models import (
    OPEN_APPEAL,
    Action,
    Appeal,
    CampaignModerator,
    Decision,
    Moderator,
    Poster,
    Role,
    Scope,
    Status,
)
from billboard.moderation.precedence import site_hides

WITHIN = timedelta(days=20)  # of the hiding
LENGTH = 1000  # characters
NOTHING_SAID = "Say in a sentence or two why it should go up again."
TOO_LONG = f"Keep it to {LENGTH} characters: moderators have many to read."
NAMED = 5  # of those who answer instead
FOR_THE_SITE = "The whole site's moderators hid this poster, so they answer its appeal, and a campaign's do not."


@dataclass(frozen=True)
class Hiding:
    """What keeps a poster hidden."""

    number: int  # of the decision that took it down: what an appeal is against
    reason: str  # of the list
    since: datetime
    site_wide: bool
    by: frozenset[int]  # the numbers of all who hid it

    @property
    def until(self) -> datetime:
        """The last moment at which an appeal is taken."""
        return self.since + WITHIN


def hiding_of(session: Session, poster: Poster) -> Hiding | None:
    """None for a poster that is not hidden."""
    return hidings(session, [poster]).get(poster.id) if poster.status is Status.HIDDEN else None


def hidings(session: Session, posters: Sequence[Poster]) -> dict[int, Hiding]:
    """What hides posters now, or did last, by their numbers. Hiding what is hidden already is no new one."""
    if not posters:
        return {}
    into = select(Decision).where(Decision.poster_id.in_([each.id for each in posters]))
    lines = session.scalars(into.order_by(Decision.poster_id, Decision.id))
    told = {number: _hiding(list(those)) for number, those in groupby(lines, lambda line: line.poster_id)}
    return {number: hiding for number, hiding in told.items() if hiding is not None}


def _hiding(told: Sequence[Decision]) -> Hiding | None:
    lines = [line for line in told if line.after is Status.HIDDEN]
    hides = [line for line in lines if line.action is Action.HIDE]
    if not hides:
        return None
    falls = [line for line in lines if line.before is not Status.HIDDEN] or hides  # a restoring taken back is one, too
    against = next((line for line in reversed(falls) if line.action is Action.HIDE), hides[0])
    by = {line for line in [*hides, *falls] if line.id >= against.id}
    return Hiding(
        number=against.id,
        reason=hides[-1].reason,
        since=falls[-1].made,
        site_wide=site_hides(told),
        by=frozenset(line.moderator_id for line in by),
    )


def barred(session: Session, posters: Sequence[Poster], moderator: Moderator, scope: Scope) -> dict[int, str]:
    """Why somebody does not answer the appeals of some posters, by the posters' numbers: a sentence each."""
    found = hidings(session, posters)
    told = {
        number: f"You hid this, so somebody else answers: {_listed(names)}."
        for number, names in _others(session, posters, found, moderator).items()
    }
    if scope is not None:
        told |= {number: FOR_THE_SITE for number, hiding in found.items() if hiding.site_wide}
    return told


def require_not_barred(session: Session, poster: Poster, moderator: Moderator, scope: Scope) -> None:
    """Raises Forbidden."""
    if sentence := barred(session, [poster], moderator, scope).get(poster.id):
        raise Forbidden(sentence)


def _others(
    session: Session, posters: Sequence[Poster], found: Mapping[int, Hiding], moderator: Moderator
) -> dict[int, list[str]]:
    """Of posters that somebody hid, who may answer instead; none of a poster where there is nobody."""
    homes = {each.id: each.campaign_id for each in posters if each.id in found and moderator.id in found[each.id].by}
    if not homes:
        return {}
    open_ = select(Moderator.id, Moderator.name, Moderator.role).where(Moderator.disabled.is_(False))
    accounts = session.execute(open_.order_by(Moderator.name)).all()
    appointed = select(CampaignModerator).where(CampaignModerator.campaign_id.in_(set(homes.values()) - {None}))
    keepers = {(each.campaign_id, each.moderator_id) for each in session.scalars(appointed)}

    def may(number: int, role: Role, poster_id: int) -> bool:
        hiding = found[poster_id]
        if number in hiding.by:
            return False
        return role is not Role.CAMPAIGN or (not hiding.site_wide and (homes[poster_id], number) in keepers)

    told = {each: [row.name for row in accounts if may(row.id, row.role, each)] for each in homes}
    return {each: names for each, names in told.items() if names}


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:NAMED])} and {more} more"


def is_open(session: Session, poster: Poster) -> bool:
    return session.scalar(select(Appeal.id).where(Appeal.poster_id == poster.id, OPEN_APPEAL).limit(1)) is not None


def is_answer(session: Session, decision: Decision) -> bool:
    return session.scalar(select(Appeal.id).where(Appeal.answered_by == decision.id).limit(1)) is not None


def is_own(session: Session, poster: Poster, decision: Decision) -> bool:
    """Whether it keeps hidden what the same moderator hid."""
    found = hidings(session, [poster]).get(poster.id)
    return decision.action is Action.UPHOLD and found is not None and decision.moderator_id in found.by


def settle(session: Session, poster: Poster, decision: Decision) -> None:
    """A locked poster's appeal, by a decision that has its number."""
    mine = update(Appeal).where(Appeal.poster_id == poster.id, OPEN_APPEAL)
    session.execute(mine.values(answered_by=decision.id))


def reopen(session: Session, undone: Decision) -> None:
    """What a decision answered that is taken back."""
    session.execute(update(Appeal).where(Appeal.answered_by == undone.id).values(answered_by=None))
