"""What moderators choose from a view of the queue: by reason, campaign, template, age, state, and by who made it.

The choice is part of the address, so that it can be sent to somebody and outlives paging and deciding.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of
from billboard.core.errors import BadRequest
from billboard.models import (
    AWAITING_APPROVAL,
    LIVE,
    OPEN_REPORT,
    REPORTED,
    TAKEN_DOWN,
    Action,
    Campaign,
    Decision,
    Origin,
    Poster,
    Report,
    Scope,
    Status,
)
from billboard.moderation.reasons import REASONS
from billboard.moderation.scopes import find_within

STATES: Mapping[str, tuple[ColumnElement[bool], ...]] = MappingProxyType(
    {
        "live": (LIVE,),
        "reported": (REPORTED, Poster.open_reports > 0),
        "covered": (LIVE, Poster.covered.is_not(None)),
        "waiting": (AWAITING_APPROVAL,),
        "hidden": (TAKEN_DOWN, Poster.status == Status.HIDDEN),
        "withdrawn": (TAKEN_DOWN, Poster.status == Status.WITHDRAWN),
    }
)
AGES: Mapping[str, timedelta] = MappingProxyType(
    {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "older": timedelta(days=7)}
)
WRONG = "That address chooses something that there is not. Start again from the whole queue."


@dataclass(frozen=True)
class Filters:
    """Empty where everything is wanted."""

    reason: str = ""
    campaign: str = ""  # slug
    template: str = ""  # slug
    maker: str = ""  # the code of a poster: all that came today from the network that it came from
    age: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.asked())

    def asked(self) -> dict[str, str]:
        """The parameters of an address that chooses so."""
        return {name: value for name, value in asdict(self).items() if value}


def read(asked: Mapping[str, str]) -> Filters:
    """Of an address's parameters. Raises BadRequest for what nobody can choose."""
    found = Filters(**{name: asked.get(name, "")[:64] for name in Filters.__dataclass_fields__})
    known = {"reason": REASONS, "age": AGES, "state": STATES}
    if any(value and value not in known[name] for name, value in found.asked().items() if name in known):
        raise BadRequest(WRONG)
    return found


def conditions(
    session: Session, filters: Filters, scope: Scope, now: datetime, *, hidden: bool = False
) -> list[ColumnElement[bool]]:
    """On a poster; where the `hidden` are chosen from, a reason is the one that they are hidden for.

    Raises NotFound for a maker's poster outside the scope.
    """
    chosen: list[ColumnElement[bool]] = []
    if filters.reason:
        chosen.append(_for(filters.reason, hidden))
    if filters.campaign:
        chosen.append(Poster.campaign_id == _campaign(filters.campaign))
    if filters.template:
        chosen.append(Poster.template == filters.template)
    if filters.maker:
        chosen.append(_of_the_maker(session, filters.maker, scope, now))
    if filters.age:
        chosen += _aged(filters.age, now)
    return [*chosen, *STATES.get(filters.state, ())]


def campaigns(session: Session, scope: Scope, most: int = 200) -> list[tuple[str, str]]:
    """Slug and title of those that can be chosen, the newest first."""
    seen = select(Campaign.slug, Campaign.title).where(*([Campaign.id.in_(scope)] if scope is not None else []))
    return [(row.slug, row.title) for row in session.execute(seen.order_by(Campaign.id.desc()).limit(most))]


def _for(reason: str, hidden: bool) -> ColumnElement[bool]:
    if hidden:  # whatever was decided since and leaves it hidden: an appeal upheld, a restoring taken back
        last = select(Decision.reason).where(Decision.poster_id == Poster.id, Decision.action == Action.HIDE)
        return last.order_by(Decision.id.desc()).limit(1).scalar_subquery() == reason
    return Poster.id.in_(select(Report.poster_id).where(OPEN_REPORT, Report.reason == reason))


def _campaign(slug: str) -> ColumnElement[int]:
    return select(Campaign.id).where(Campaign.slug == slug).scalar_subquery()


def _of_the_maker(session: Session, code: str, scope: Scope, now: datetime) -> ColumnElement[bool]:
    """What is known of networks goes with the day: then nothing is found."""
    poster, day = find_within(session, scope, code), day_of(now)
    network = session.scalar(select(Origin.network).where(Origin.poster_id == poster.id, Origin.day == day))
    if network is None:
        return false()
    return Poster.id.in_(select(Origin.poster_id).where(Origin.day == day, Origin.network == network))


def _aged(age: str, now: datetime) -> list[ColumnElement[bool]]:
    since = now - AGES[age]
    if age == "older":
        return [Poster.published < since]
    # Numbers grow with time: a walk down them need not go on to the oldest of the wall.
    first = select(func.min(Poster.id)).where(Poster.published >= since).scalar_subquery()
    return [Poster.published >= since, Poster.id >= first]
