"""What there is to call about. Each thing has a key, and is noted once however often it is looked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from billboard.core.days import day_of, start_of
from billboard.core.rank.midnight import Shaded, across
from billboard.infra.db import UtcDateTime, insert_into
from billboard.models import (
    HELD,
    OPEN_APPEAL,
    OPEN_OBJECTION,
    REPORTED,
    TAKEN_DOWN,
    Alarm,
    Alert,
    Appeal,
    Ban,
    Campaign,
    Hold,
    HoldReason,
    Poster,
    Report,
)
from billboard.moderation import exposures, reports, voices
from billboard.moderation.hearing import UNPROVEN
from billboard.moderation.reasons import CLOCK, GRAVE, REASONS, rank_of

MOST = 200  # of each kind in one look; the others in the next
SPELL = timedelta(minutes=10)  # in which so many reports are a spike
BELIEVED = 0.25  # of a voice, from which somebody is called at once: of who reports two posters, of both


def find(session: Session, now: datetime, *, spike: int) -> int:
    """Note what has come up since the last look; how much that was. Reports of `spike` networks within ten minutes are
    one."""
    finders: tuple[Callable[[], Iterator[dict[str, Any]]], ...] = (
        lambda: _grave(session, now),
        lambda: _returns(session, now),
        lambda: _spike(session, now, spike),
        lambda: _appeals(session),
        lambda: _objections(session, now),
    )
    return sum(_note(session, found(), now) for found in finders)


def _note(session: Session, found: Iterable[dict[str, Any]], now: datetime) -> int:
    new = 0
    for each in found:
        row = insert_into(session, Alert).values(**{"wall": "", "reason": "", "number": 1, **each}, made=now)
        new += session.scalar(row.on_conflict_do_nothing(index_elements=["key"]).returning(Alert.id)) is not None
    return new


def _grave(session: Session, now: datetime) -> Iterator[dict[str, Any]]:
    """Cases of a grave reason: those that are believed, and those whose clock has run out, believed or not."""
    cases = select(Poster, Campaign.slug).outerjoin(Campaign, Campaign.id == Poster.campaign_id)
    cases = cases.where(REPORTED, ~TAKEN_DOWN, _told_gravely())
    rows = session.execute(cases.order_by(Poster.urgency.desc(), Poster.id.desc()).limit(MOST)).all()
    told = defaultdict[int, list[Report]](list)
    for each in reports.open_on(session, [row.Poster.id for row in rows]):
        told[each.poster_id].append(each)
    records = voices.records_of(session, [each for those in told.values() for each in those])
    seen = exposures.of(session, [row.Poster for row in rows], now)
    for poster, slug in rows:
        urgency = reports.urgency_of(session, poster, told[poster.id], now, records, seen[poster.id])
        gravely = [each for each in told[poster.id] if reports.gravity_of(each) == GRAVE]
        common = {"wall": slug or "", "poster_id": poster.id, "number": len(told[poster.id])}
        common["reason"] = gravely[0].reason
        # A case that was decided and is reported anew is another one.
        of = f"{poster.id}:{poster.last_decision_id or 0}"
        if urgency.rank == GRAVE and urgency.heard >= BELIEVED:
            yield {"key": f"grave:{of}", "kind": Alarm.GRAVE, **common}
        if now - min(each.made for each in gravely) > timedelta(minutes=CLOCK):
            yield {"key": f"clock:{of}", "kind": Alarm.CLOCK, **common}


def _returns(session: Session, now: datetime) -> Iterator[dict[str, Any]]:
    """Hidden words that are held because they came again: of each block once for a day on which they came. What has
    waited since another day is nothing new."""
    held = select(Hold.block_id, func.count().label("number"), func.max(Hold.poster_id).label("newest"))
    held = held.add_columns(func.max(Hold.made, type_=UtcDateTime).label("came"))
    held = held.where(HELD, Hold.why == HoldReason.BLOCK, Hold.block_id.is_not(None)).group_by(Hold.block_id)
    chosen = held.order_by(func.max(Hold.id).desc()).limit(MOST).subquery()
    rows = select(chosen, Campaign.slug).join(Poster, Poster.id == chosen.c.newest)
    for row in session.execute(rows.outerjoin(Campaign, Campaign.id == Poster.campaign_id)).all():
        common = {"wall": row.slug or "", "poster_id": row.newest, "number": row.number}
        yield {"key": f"return:{row.block_id}:{day_of(row.came)}", "kind": Alarm.RETURN, **common}


def _spike(session: Session, now: datetime, most: int) -> Iterator[dict[str, Any]]:
    """At most once an hour: that whoever is called then sees the queue themselves.

    Networks are counted, not reports: one host has one voice. Of those that came before midnight nobody knows any more
    which network they were of, so that across it they count as far as they are certain to differ; those without a proof
    of work, under attack, are of none and count as one.
    """
    if (number := _networks(session, now)) >= most:
        yield {"key": f"spike:{int(now.timestamp()) // 3600}", "kind": Alarm.SPIKE, "number": number}


def _networks(session: Session, now: datetime) -> int:
    """How many have reported within the spell, at least."""
    today = Report.made >= start_of(day_of(now))
    placed = Report.network.is_not(None) | Report.shade.is_not(None)
    recent = Report.made >= now - SPELL
    # Of a day whose networks are forgotten, those on one poster are told apart by their voices.
    poster = case((Report.network.is_not(None), 0), else_=Report.poster_id)
    voices_ = select(today, poster, func.coalesce(Report.network, Report.voice), Report.shade).where(recent, placed)
    groups = defaultdict[tuple[bool, int], list[Shaded[str]]](list)
    for of_today, number, name, shade in session.execute(voices_.distinct()).all():
        groups[of_today, number].append(Shaded(name, shade))
    voice = case((Report.voice == UNPROVEN, UNPROVEN), else_=Report.reporter)
    others = session.scalar(select(func.count(voice.distinct())).where(recent, today, ~placed)) or 0
    return max(map(len, across(list(groups.values()))), default=0) + others


def _appeals(session: Session) -> Iterator[dict[str, Any]]:
    open_ = select(Appeal.id, Appeal.poster_id, Campaign.slug).join(Poster, Poster.id == Appeal.poster_id)
    open_ = open_.outerjoin(Campaign, Campaign.id == Poster.campaign_id).where(OPEN_APPEAL)
    for row in session.execute(open_.order_by(Appeal.id.desc()).limit(MOST)).all():
        yield {"key": f"appeal:{row.id}", "kind": Alarm.APPEAL, "wall": row.slug or "", "poster_id": row.poster_id}


def _objections(session: Session, now: datetime) -> Iterator[dict[str, Any]]:
    for ban in session.scalars(select(Ban).where(OPEN_OBJECTION, Ban.until > now).order_by(Ban.id.desc()).limit(MOST)):
        yield {"key": f"objection:{ban.id}", "kind": Alarm.OBJECTION, "reason": ban.reason}


def _told_gravely() -> ColumnElement[bool]:
    reasons = [reason for reason in REASONS if rank_of(reason) == GRAVE]
    told = select(Report.id).where(Report.poster_id == Poster.id, Report.decision_id.is_(None))
    return told.where(Report.reason.in_(reasons) | Report.reporter.startswith(reports.NOTICE)).exists()
