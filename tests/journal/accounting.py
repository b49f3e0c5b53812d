"""Whether all that was done about posters stands in the log, and all that stands there was done.

What posters are is told anew from the decisions alone, one after the other; what else an act leaves behind (cards,
blocks, holds, whom reporters were right with) is counted against the lines.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billboard.models import (
    Action,
    Appeal,
    Ban,
    Cover,
    Decision,
    Hold,
    Kind,
    LogLine,
    Poster,
    Report,
    Reporter,
    SloganBlock,
    Status,
)
from billboard.moderation.reports import JUDGED


@dataclass
class Told:
    """What a poster is, by its lines."""

    status: Status
    is_covered: bool = False
    is_ignored: bool = False
    last: int | None = None
    before: dict[int, bool] = field(default_factory=dict)  # by decisions: whether it was covered before them


def problems(session: Session) -> list[str]:
    """In words; none where acts and lines agree."""
    lines = session.scalars(select(LogLine).order_by(LogLine.number)).all()
    decided = session.scalars(select(Decision).order_by(Decision.id)).all()
    return [
        *_decisions(lines, decided),
        *_posters(session, lines, decided),
        *_cards(session, lines, decided),
        *_ended(session, lines),
        *_records(session, {each.id: each for each in decided}),
    ]


def _decisions(lines: Sequence[LogLine], decided: Sequence[Decision]) -> Iterator[str]:
    said = {each.decision_id: each.did for each in lines if each.kind is Kind.DECISION}
    done = {each.id: each.action.value for each in decided}
    yield from (f"decision {number} and its line differ" for number, _ in sorted({*said.items()} ^ {*done.items()}))


def _posters(session: Session, lines: Sequence[LogLine], decided: Sequence[Decision]) -> Iterator[str]:
    of, actions = defaultdict[int, list[Decision]](list), {each.id: each.action for each in decided}
    for each in decided:
        of[each.poster_id].append(each)
    ruled = defaultdict[str, list[LogLine]](list)
    for line in lines:
        if line.kind in (Kind.HOLD, Kind.COVER):
            ruled[line.subject].append(line)
    numbers = {each.decision_id: each.number for each in lines if each.decision_id}
    for poster in session.scalars(select(Poster)):
        told = Told(Status.LIVE)
        events: list[tuple[int, Decision | LogLine]] = [(line.number, line) for line in ruled[poster.code]]
        events += [(numbers.get(each.id, 0), each) for each in of[poster.id]]
        for _, event in sorted(events, key=lambda each: each[0]):
            yield from _happen(told, event, poster.code, actions)
        is_ = (poster.status, poster.covered is not None, poster.reports_ignored, poster.last_decision_id)
        if is_ != (told.status, told.is_covered, told.is_ignored, told.last):
            yield f"{poster.code} is {is_}, by its lines {told}"


def _happen(told: Told, event: Decision | LogLine, code: str, actions: Mapping[int, Action]) -> Iterator[str]:
    if isinstance(event, LogLine):
        told.is_covered = event.kind is Kind.COVER
        told.status = told.status if told.is_covered else Status.WAITING
        return
    if event.before is not told.status:
        yield f"{code} was {told.status} before decision {event.id}, which found it {event.before}"
    told.status, told.last = event.after, event.id
    told.before[event.id] = told.is_covered
    undone = actions[event.undoes] if event.undoes else None
    if undone is not None:
        lay = told.is_covered or told.before[event.undoes or 0]  # by the rule, since, or until it was decided
        told.is_covered = lay and event.after is Status.LIVE and undone is not Action.COVER
        told.is_ignored &= undone is not Action.IGNORE
        return
    told.is_covered = event.action is Action.COVER
    if event.action in (Action.HIDE, Action.RESTORE, Action.IGNORE):
        told.is_ignored = event.action is Action.IGNORE


def _cards(session: Session, lines: Sequence[LogLine], decided: Sequence[Decision]) -> Iterator[str]:
    by_rule, by_hand = Cover.moderator_id.is_(None), Cover.moderator_id.is_not(None)
    expected = {
        "cards by the rule": (select(func.count(Cover.id)).where(by_rule), _count(lines, Kind.COVER)),
        "cards by hand": (
            select(func.count(Cover.id)).where(by_hand),
            sum(each.action is Action.COVER for each in decided),
        ),
        "holds": (select(func.count(Hold.id)), _count(lines, Kind.HOLD)),
        "appeals": (select(func.count(Appeal.id)), _count(lines, Kind.APPEAL)),
    }
    for what, (counted, wanted) in expected.items():
        if (found := session.scalar(counted)) != wanted:
            yield f"{found} {what}, and {wanted} lines"


def _ended(session: Session, lines: Sequence[LogLine]) -> Iterator[str]:
    """Blocks of words, and of networks and cookies: the last line of each says whether it stands."""
    last: dict[tuple[str, int], str] = {}
    for line in lines:
        if line.kind is Kind.BLOCK:
            details = json.loads(line.details)
            last["ban" if "ban" in details else "block", details.get("ban", details.get("block"))] = line.did
    stand = {("block", each.id): "lift" if each.ended else "block" for each in session.scalars(select(SloganBlock))}
    stand |= {("ban", each.id): "unban" if each.ended_by else "ban" for each in session.scalars(select(Ban))}
    yield from (f"{kind} {number} and its lines differ" for (kind, number), _ in {*last.items()} ^ {*stand.items()})


def _records(session: Session, decided: Mapping[int, Decision]) -> Iterator[str]:
    """What is open, and with how many reports moderators agreed; whoever reports here does so once."""
    opened, judged = Counter[int](), Counter[tuple[str, str]]()
    for report in session.scalars(select(Report)):
        if report.decision_id is None:
            opened[report.poster_id] += 1
        elif column := JUDGED.get(decided[report.decision_id].action):
            judged[report.reporter, column] += 1
    for poster in session.scalars(select(Poster)):
        if poster.open_reports != opened[poster.id]:
            yield f"{poster.code} counts {poster.open_reports} open reports and has {opened[poster.id]}"
    known = {each.reporter: each for each in session.scalars(select(Reporter))}
    for (reporter, column), times in judged.items():
        if reporter not in known or getattr(known[reporter], column) != times:
            yield f"{reporter} has another record than their reports say"
    if sum(each.agreed + each.disagreed for each in known.values()) != judged.total():
        yield "there are records of what nobody decided"


def _count(lines: Sequence[LogLine], kind: Kind) -> int:
    return sum(each.kind is kind for each in lines)
