"""Verbs on decisions. A decision's line is written in the transaction that carries it out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from billboard.core.errors import BadRequest
from billboard.infra.jobs import JobName
from billboard.models import Action, Decision, Moderator, Poster, Scope
from billboard.moderation import as_reported, batches, blocks, clusters, newcomers
from billboard.moderation.acts import By, Ruling
from billboard.moderation.batches import Done, Member
from billboard.moderation.newcomers import Newcomers
from billboard.moderation.reasons import AS_REPORTED, REASONS
from billboard.moderation.scopes import find_within
from billboard.moderation.sightings import Mark, Sighting
from billboard.posters.parts import SiteParts
from billboard.posters.status_changes import StatusChanges, changing_statuses

MOST = 2 * clusters.MOST_WHOLE  # posters of one decision about several slogans


Whole = Callable[[Session], Collection[str]]  # gives the codes that are decided about, in the deciding transaction
Noted = Callable[[Session, int | None], None]  # is given the number of the batch


@dataclass(frozen=True)
class Decided:
    codes: list[str] = field(default_factory=list)  # of posters that were not as asked before
    line: int | None = None  # the number of a decision about one poster alone, to undo it by
    left: dict[str, str] = field(default_factory=dict)  # a sentence for each that somebody else decided, or is to
    held: list[str] = field(default_factory=list)  # that said the same and came while the moderator was looking
    newcomers_follow: bool = False  # a job looks at more of those
    pictures_follow: bool = False  # some files of pictures have still to be moved
    batch: int | None = None  # the number of a decision about many, to undo it by
    to_come: int = 0  # posters that a job decides about
    dropped: int = 0  # that what was taken back had still to come to


def decide(
    parts: SiteParts,
    codes: Collection[str],
    ruling: Ruling,
    moderator: Moderator,
    *,
    scope: Scope,
    now: datetime,
    seen: Mapping[str, Sighting] | None = None,
    newest: int | None = None,
    wholes: Mapping[str, Mark] | None = None,
) -> Decided:
    """Rule on one poster or on many, the first of these in one transaction and the others by a job. One that stands as
    asked, with no report open, is left alone.

    `seen` is what the moderator saw of cases. One that was decided since is left as it is, and said so; reports that
    came since stay open. `wholes` are the posters with which all goes that says the same and was there at the mark,
    but for those that were `seen` and are not among the `codes`. Hiding holds what says the same from now on, and what
    has come since the poster with the number `newest`, the last there was when the case was looked at, by that job
    where it is a crowd. A poster is gone from every page, or there, the moment this commits; its pictures are moved
    then, and a store that is down fails nothing. Approving a poster that waits puts it up, as of now.

    Raises NotFound for a poster outside the `scope`, BadRequest for a hide without a reason of the list and for a
    poster that its maker has withdrawn (only its reports can be closed), and Forbidden for a campaign's moderator who
    would restore what the whole site's hid, and for who would uphold what they hid where somebody else answers; among
    many such a poster is left, and said so.
    """
    _require_sense(ruling)
    with changing_statuses(parts) as changes:
        session, by = changes.session, By(moderator, scope, now, parts.renderer.templates)
        members = _members(session, codes, seen or {}, wholes or {}, ruling, by)
        if len(members) > 1:
            by = batches.begin(session, members, ruling, by, newest)
        first = batches.first(members)
        if ruling.action is Action.HIDE:
            blocks.lock(session, first)
        done = batches.rule(changes, first, ruling, by, alone=len(members) == 1)
        met = blocks.follow(changes, list(done.lines.values()), ruling.block_days, newest, by.templates)
    return _decided(parts, changes, done, by, to_come=len(members) - len(first), met=met)


def decide_whole(
    parts: SiteParts, whole: Whole, noted: Noted, ruling: Ruling, moderator: Moderator, *, scope: Scope, now: datetime
) -> Decided:
    """The same about however many posters `whole` finds, as one decision to take back, even of a single one. What else
    belongs to it is `noted` in its transaction."""
    _require_sense(ruling)
    with changing_statuses(parts) as changes:
        session, by = changes.session, By(moderator, scope, now, parts.renderer.templates)
        members = {code: Member(ruling.reason) for code in sorted(whole(session))}
        if members:
            by = batches.begin(session, members, ruling, by)
        noted(session, by.batch)
        first = batches.first(members)
        if ruling.action is Action.HIDE:
            blocks.lock(session, first)
        done = batches.rule(changes, first, ruling, by)
        met = blocks.follow(changes, list(done.lines.values()), ruling.block_days, None, by.templates)
    return _decided(parts, changes, done, by, to_come=len(members) - len(first), met=met)


def undo(parts: SiteParts, number: int, moderator: Moderator, *, scope: Scope, now: datetime) -> Decided:
    """Take a decision about one poster back: it stands as before, its reports and its appeal are open again.

    One after which something else was decided is left as it is, and said so. Raises as `decide` does, and BadRequest
    for a decision that is none, or that took one back itself.
    """
    with changing_statuses(parts) as changes:
        chosen = select(Poster.code).join(Decision, Decision.poster_id == Poster.id)
        code = changes.session.scalar(chosen.where(Decision.id == number, Decision.action != Action.UNDO))
        if code is None:
            raise BadRequest(batches.NO_SUCH)
        by = By(moderator, scope, now, parts.renderer.templates)
        done = batches.take_back(changes, {code: Member(line=number)}, by, alone=True)
    return _decided(parts, changes, done, by)


def undo_batch(
    parts: SiteParts, number: int, moderator: Moderator, *, scope: Scope, now: datetime, noted: Noted | None = None
) -> Decided:
    """The same of a decision about many, whole: what it has done, and has still to do. Raises as `undo` does."""
    with changing_statuses(parts) as changes:
        if noted:
            noted(changes.session, None)
        by = By(moderator, scope, now, parts.renderer.templates)
        members, dropped = batches.stop(changes.session, number, by)
        by = batches.begin(changes.session, members, Ruling(Action.UNDO, block_days=0), by, undoes=number)
        first = batches.first(members)
        done = batches.take_back(changes, first, by)
    return _decided(parts, changes, done, by, to_come=len(members) - len(first), dropped=dropped)


def _require_sense(ruling: Ruling) -> None:
    if ruling.action is Action.HIDE and ruling.reason not in (*REASONS, AS_REPORTED):
        raise BadRequest("Choose the reason for hiding it: its maker is told, and so is the log.")
    if ruling.action is Action.UNDO:
        raise BadRequest("Say which decision is to be undone.")


def _members(
    session: Session,
    codes: Collection[str],
    seen: Mapping[str, Sighting],
    wholes: Mapping[str, Mark],
    ruling: Ruling,
    by: By,
) -> dict[str, Member]:
    """All that are decided about, those that were asked for by name first."""
    sights: dict[str, Sighting | None] = {code: seen.get(code) for code in codes}
    known = {*sights, *seen}
    for code, mark in wholes.items():
        poster = find_within(session, by.scope, code)
        same = clusters.whole(session, [poster], by.templates, by.scope, mark)[poster.id]
        sights |= {each.code: each.seen for each in same if each.code not in known}
        if len(sights) > MOST:
            raise BadRequest(f"Those are more than {MOST:,} posters. Tick fewer cases at once.")
    reasons = as_reported.reasons(session, sights) if ruling.reason == AS_REPORTED else {}
    return {code: Member(reasons.get(code, ruling.reason), sight) for code, sight in sights.items()}


def _decided(
    parts: SiteParts,
    changes: StatusChanges,
    done: Done,
    by: By,
    *,
    to_come: int = 0,
    met: Newcomers = newcomers.NONE,
    dropped: int = 0,
) -> Decided:
    """Once it is committed."""
    if to_come or met.more:
        parts.jobs.enqueue(JobName.FINISH_DECISIONS)
    return Decided(
        list(done.lines),
        next((line.id for line in done.lines.values()), None) if by.batch is None else None,
        done.left,
        met.held,
        met.more,
        changes.pictures_follow,
        by.batch,
        to_come,
        dropped,
    )
