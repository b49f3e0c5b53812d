"""Verbs on reports: file one, weigh a poster's open ones, and close them."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from billboard.core.rank.urgency import PER_RANK, Exposure, Urgency, Voice, front_of, urgency
from billboard.infra.db import insert_into
from billboard.models import OPEN_CASE, OPEN_REPORT, Action, Decision, Poster, Report, Reporter, Status
from billboard.moderation import covering, exposures, voices
from billboard.moderation.covering import Covering
from billboard.moderation.hearing import SLOGAN, UNPROVEN
from billboard.moderation.reasons import BY_RULE, CLOCK, GRAVE, label_of, rank_of
from billboard.posters import posters
from billboard.visitors import DailySteps, steps_today

NOTE_LENGTH = 1000  # characters
TENTHS = 10  # a poster's urgency is kept in tenths, as a whole number
NOTICE = "notice-"  # begins the reporter of what came as a notice; grave, whatever its ground
RANKED = round(TENTHS * PER_RANK)
WANTED = round(TENTHS * front_of(rank_of("other")))  # of what a moderator has covered for another to look at
LEFT_UP = (Action.APPROVE, Action.IGNORE, Action.RESTORE, Action.LIFT)
JUDGED = {Action.HIDE: "agreed", Action.APPROVE: "disagreed", Action.IGNORE: "disagreed"}  # a column of Reporter


def report(
    session: Session,
    code: str,
    *,
    reason: str,
    note: str,
    reporter: str,
    now: datetime,
    terms: Covering,
    address: str = "",
    proven: bool = True,
) -> None:
    """File a report. The same visitor reporting the same poster again replaces what they said.

    `address` is hashed here and kept nowhere; the hash of its widest network goes with the day. Where a moderator said
    that further reports are to be ignored it is filed as settled, unless it is grave and comes from somebody with a
    good record. Where enough was heard, the poster and those that say the same are covered on these `terms`.
    `proven` is false of one without the proof of work that is asked for under attack: all such of a poster
    are one voice together, of no network.
    """
    # Locked, so that of two reports at once the second counts the first too.
    poster = posters.find_live(session, code, lock=True)
    steps = steps_today(session, address, now) if address and proven else None
    settled = poster.last_decision_id if poster.reports_ignored and not _is_heard(session, reporter, reason) else None
    spoken = _voice(session, poster, reporter, steps)
    if not proven and spoken["network"] is None:  # what was said with a proof before keeps its voice
        spoken["voice"] = UNPROVEN
    values = {
        "reason": reason,
        "note": note[:NOTE_LENGTH],
        "made": now,
        "decision_id": settled,
        **spoken,
    }
    row = insert_into(session, Report).values(poster_id=poster.id, reporter=reporter, spread=1, **values)
    # What was judged by the very decision that ignores it now stays so; said again otherwise it is yet to be judged.
    judged = Report.on_record & (Report.decision_id == settled) if settled is not None else false()
    session.execute(
        row.on_conflict_do_update(index_elements=["poster_id", "reporter"], set_={**values, "on_record": judged})
    )
    if spoken["network"]:
        voices.share_out(session, spoken["network"], SLOGAN, now)
    covered = covering.consider(session, poster, terms, now)
    for each in {poster.id: poster, **{each.id: each for each in covered}}.values():
        weigh(session, each, now)


def close(session: Session, poster: Poster, decision: Decision, *, seen: datetime | None = None) -> None:
    """The open reports of a locked poster, by a decision that has its number: all, or those made by when it was seen.

    Whether moderators agreed is put on the record of whoever made them.
    """
    open_ = [Report.poster_id == poster.id, Report.decision_id.is_(None)]
    if seen is not None:
        open_.append(Report.made <= seen)
    column = JUDGED.get(decision.action) if poster.status is not Status.WITHDRAWN else None
    closed = update(Report).where(*open_).values(decision_id=decision.id, on_record=column is not None)
    reporters = session.scalars(closed.returning(Report.reporter)).all()
    if column:
        _put_on_record(session, reporters, column, 1)
    answer(session, poster, decision, seen)
    weigh(session, poster, decision.made)


def answer(session: Session, poster: Poster, decision: Decision, seen: datetime | None = None) -> None:
    """Note that somebody looked and left a poster up: what was reported until then covers it no more."""
    if decision.action in LEFT_UP:
        heard = update(Report).where(Report.poster_id == poster.id, Report.made <= (seen or decision.made))
        session.execute(heard.values(answered=True), execution_options={"synchronize_session": False})


def reopen(session: Session, poster: Poster, undone: Decision, now: datetime) -> None:
    """The reports that a decision closed, which is taken back; and those that nobody heard after it, which wait now.

    Off their records comes only what it put there.
    """
    if undone.action in LEFT_UP:
        heard = update(Report).where(Report.poster_id == poster.id, Report.made <= undone.made)
        session.execute(heard.values(answered=False), execution_options={"synchronize_session": False})
    closed = Report.decision_id == undone.id
    judged = session.scalars(select(Report.reporter).where(closed, Report.on_record)).all()
    session.execute(update(Report).where(closed).values(decision_id=None, on_record=False))
    if column := JUDGED.get(undone.action):
        _put_on_record(session, judged, column, -1)
    weigh(session, poster, now)


def weigh(session: Session, poster: Poster, now: datetime) -> bool:
    """Bring a locked poster's count and urgency up to date; whether more was wrong than time alone changes."""
    open_ = open_on(session, [poster.id])
    return _set(poster, len(open_), urgency_of(session, poster, open_, now) if open_ else None)


def weigh_all(session: Session, now: datetime) -> int:
    """Set every poster's open reports and urgency to what its reports say now; return how many had others. However many
    there are, they are read together."""
    open_ = select(Report, Reporter).outerjoin(Reporter, Reporter.reporter == Report.reporter).where(OPEN_REPORT)
    reported = select(Report.poster_id).where(OPEN_REPORT)
    suspects = select(Poster).where(OPEN_CASE | Poster.id.in_(reported)).order_by(Poster.id).with_for_update()
    found = session.scalars(suspects).all()
    seen, told, records = exposures.of(session, found, now), defaultdict[int, list[Report]](list), dict[str, Reporter]()
    in_order = open_.order_by(Report.made, Report.id).execution_options(populate_existing=True)
    for report_, record in session.execute(in_order):
        told[report_.poster_id].append(report_)
        if record is not None:
            records[report_.reporter] = record
    wrong = 0
    for poster in found:
        of_it = told[poster.id]
        urgent = urgency_of(session, poster, of_it, now, records, seen[poster.id]) if of_it else None
        wrong += _set(poster, len(of_it), urgent)
    return wrong


def _set(poster: Poster, open_reports: int, urgent: Urgency | None) -> bool:
    before = poster.open_reports, poster.urgency // RANKED
    poster.open_reports = open_reports
    if urgent:
        poster.urgency = round(TENTHS * urgent.score)
    else:
        poster.urgency = 0 if poster.covered is None else WANTED
    return before != (poster.open_reports, poster.urgency // RANKED)


def urgency_of(
    session: Session,
    poster: Poster,
    open_: Sequence[Report],
    now: datetime,
    records: Mapping[str, Reporter] | None = None,
    exposure: Exposure | None = None,
) -> Urgency:
    """Of a poster with these open reports, of which there is one at least; `records` of whoever made them."""
    records = voices.records_of(session, open_) if records is None else records
    seen = exposures.of(session, [poster], now)[poster.id] if exposure is None else exposure

    def as_grave_as(rank: int, reason: str) -> Urgency:
        """By all that say so, or say worse."""
        told = [each for each in open_ if gravity_of(each) >= rank]
        return urgency(
            rank,
            label_of(reason),
            voices.of(told, records),
            exposure=seen,
            waited=(now - min(each.made for each in told)).total_seconds() / 60,
            clock=CLOCK if rank == GRAVE else None,
            by_rule=all(each.reason in BY_RULE for each in told),
            covered=poster.covered is not None,
        )

    by_rank = {gravity_of(each): each.reason for each in reversed(open_)}
    return max((as_grave_as(*each) for each in by_rank.items()), key=lambda each: each.score)


def open_on(session: Session, poster_ids: Sequence[int]) -> list[Report]:
    """The open reports of some posters, in the order in which they came."""
    open_ = (Report.poster_id.in_(poster_ids), Report.decision_id.is_(None))
    found = select(Report).where(*open_).order_by(Report.made, Report.id)
    return list(session.scalars(found.execution_options(populate_existing=True)))


def all_on(session: Session, poster: Poster, most: int) -> list[Report]:
    """The reports of a poster, settled ones too, the newest first."""
    found = select(Report).where(Report.poster_id == poster.id).order_by(Report.made.desc(), Report.id.desc())
    return list(session.scalars(found.limit(most)))


def gravest(open_: Sequence[Report]) -> str:
    """The reason that weighs most among some reports; the one given oftenest of equals. Empty where there are none."""
    return gravest_of([each.reason for each in open_])


def gravest_of(reasons: Sequence[str]) -> str:
    often = Counter(reasons)
    return max(often, key=lambda reason: (rank_of(reason), often[reason]), default="")


def _voice(session: Session, poster: Poster, reporter: str, steps: DailySteps | None) -> dict[str, Any]:
    """The network that a report is noted under, its shade, and the voice that it adds to.

    A network has one voice on a poster, and whoever comes back is heard under the first network of their day: so there
    are never more voices than networks, however often cookies and networks are changed. Where no network is known
    nobody is heard but the reporter.
    """
    of_it = Report.poster_id == poster.id
    known = select(Report.network, Report.shade, Report.voice).where(of_it, Report.reporter == reporter)
    mine = session.execute(known).one_or_none()
    if mine and mine.network:
        return dict(mine._mapping)
    own = mine.voice if mine and mine.voice != UNPROVEN else ""
    if steps is None:
        return {"network": None, "shade": None, "voice": own}
    theirs = select(Report.voice).where(of_it, Report.network == steps.block, Report.voice != "").limit(1)
    voice = session.scalar(theirs) or own or secrets.token_hex(8)
    return {"network": steps.block, "shade": steps.shade, "voice": voice}


def is_notice(reporter: str) -> bool:
    """Whether a report came by the form for notices."""
    return reporter.startswith(NOTICE)


def gravity_of(each: Report) -> int:
    """The rank of what it says."""
    return GRAVE if is_notice(each.reporter) else rank_of(each.reason)


def _is_heard(session: Session, reporter: str, reason: str) -> bool:
    """Whether a report opens a case even where further ones are ignored."""
    if is_notice(reporter):
        return True
    record = session.get(Reporter, reporter)
    voice = Voice(record.agreed, record.disagreed) if record else Voice(0, 0)
    return rank_of(reason) == GRAVE and voice.is_proven and voice.agreed > voice.disagreed


def _put_on_record(session: Session, reporters: Sequence[str], column: str, step: int) -> None:
    for reporter in sorted(each for each in reporters if not is_notice(each)):  # who sends one sends no second
        row = insert_into(session, Reporter).values(
            **{"reporter": reporter, "agreed": 0, "disagreed": 0, column: max(0, step)}
        )
        session.execute(
            row.on_conflict_do_update(index_elements=["reporter"], set_={column: getattr(Reporter, column) + step})
        )
