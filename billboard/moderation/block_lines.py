"""Blocks of hidden words as moderators read of them: a list, and a sentence on each case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from billboard.models import STANDING, Campaign, Decision, Hold, Moderator, Poster, Scope, SloganBlock
from billboard.moderation.blocks import agree
from billboard.moderation.reasons import label_of
from billboard.posters.sayings import Templates, said_on

PAGE = 50


@dataclass(frozen=True)
class BlockLine:
    """A block as moderators read of it."""

    number: int
    says: str
    code: str
    campaign: str  # title, or empty for the whole site
    reason: str
    by: str
    made: datetime
    until: datetime
    returned: int  # posters that it held
    ended: datetime | None
    ended_by: str


@dataclass(frozen=True)
class BlockPage:
    lines: list[BlockLine]  # newest first
    next: int | None  # the number to go on before


def page(session: Session, before: int | None, scope: Scope, templates: Templates, *, now: datetime) -> BlockPage:
    """The blocks in force, newest first."""
    mine = [] if scope is None else [SloganBlock.campaign_id.in_(scope)]
    further = [SloganBlock.id < before] if before else []
    lines = _lines(session, [STANDING, SloganBlock.until > now, *mine, *further], templates, most=PAGE + 1)
    return BlockPage(lines[:PAGE], lines[PAGE - 1].number if len(lines) > PAGE else None)


def told_on(
    session: Session, posters: Sequence[Poster], scope: Scope, templates: Templates, *, now: datetime
) -> dict[int, str]:
    """When the words of posters were hidden before, why, by whom, and how often they have returned: a sentence each."""
    wanted = {poster.skeleton for poster in posters if poster.skeleton is not None}
    if not wanted:
        return {}
    mine = [] if scope is None else [or_(SloganBlock.campaign_id.is_(None), SloganBlock.campaign_id.in_(scope))]
    sources = select(SloganBlock.id, SloganBlock.skeleton, Poster).join(Poster, Poster.id == SloganBlock.poster_id)
    found = session.execute(sources.where(SloganBlock.skeleton.in_(wanted), *mine)).all()
    lines = {each.number: each for each in _lines(session, [SloganBlock.id.in_([row.id for row in found])], templates)}
    told: dict[int, str] = {}
    for poster in posters:
        same = (each for each in found if each.skeleton == poster.skeleton and agree(each.Poster, poster, templates))
        if newest := max((each.id for each in same), default=0):
            told[poster.id] = _sentence(lines[newest], now)
    return told


def _lines(
    session: Session, conditions: Iterable[ColumnElement[bool]], templates: Templates, *, most: int | None = None
) -> list[BlockLine]:
    returned = select(func.count(Hold.id)).where(Hold.block_id == SloganBlock.id).scalar_subquery()
    ender = aliased(Moderator)
    names = Moderator.name.label("by"), ender.name.label("ender"), Campaign.title
    chosen = (
        select(SloganBlock, Poster, *names, returned.label("returned"))
        .join(Poster, Poster.id == SloganBlock.poster_id)
        .join(Decision, Decision.id == SloganBlock.decision_id)
        .join(Moderator, Moderator.id == Decision.moderator_id)
        .outerjoin(ender, ender.id == SloganBlock.ended_by)
        .outerjoin(Campaign, Campaign.id == SloganBlock.campaign_id)
    )
    return [
        BlockLine(
            row.SloganBlock.id,
            said_on(row.Poster, templates).shown,
            row.Poster.code,
            row.title or "",
            label_of(row.SloganBlock.reason),
            row.by,
            row.SloganBlock.made,
            row.SloganBlock.until,
            row.returned,
            row.SloganBlock.ended,
            row.ender or "",
        )
        for row in session.execute(chosen.where(*conditions).order_by(SloganBlock.id.desc()).limit(most))
    ]


def _sentence(line: BlockLine, now: datetime) -> str:
    times = {0: "not returned since", 1: "returned once since"}.get(
        line.returned, f"returned {line.returned} times since"
    )
    reason = f"{line.reason[:1].lower()}{line.reason[1:]}"
    said = f"These words were hidden on {line.made:%-d %B %Y}, for: {reason}, by {line.by}; {times}."
    if line.ended:
        return f"{said} {line.ended_by or 'Somebody'} has ended the block."
    return said if line.until > now else f"{said} The block ran out on {line.until:%-d %B}."
