"""Verbs on watched words: read what was typed, add, change and remove."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.core.errors import NotFound, Outdated, Refused
from billboard.core.likeness.entries import LONGEST_ENTRY, Action, Entry, Reach
from billboard.journal import journal
from billboard.journal.journal import Act
from billboard.models import WATCHED, Campaign, Kind, Moderator, Scope, WatchedWord

MOST = 500  # words of one list; a slogan takes 0.8 ms with as many
MOST_EXCEPTIONS = 50
NOTE_LENGTH = 500  # characters
AT_ONCE = "Somebody else changed a watched word at this very moment. Look at the list, and do it again."
LOST = "There is no such watched word. Somebody may have removed it."


@dataclass(frozen=True)
class Plan:
    """What is to be watched for, as it was typed and found good."""

    entry: Entry
    note: str = ""


def read(fields: Mapping[str, str]) -> Plan:
    """Raises Refused, with the field that it is about."""
    text = " ".join(fields.get("text", "").split())
    exceptions = tuple(dict.fromkeys(filter(None, map(_squeezed, fields.get("exceptions", "").splitlines()))))
    try:
        action, reach = Action[fields.get("action", "").upper()], Reach(fields.get("reach", ""))
    except (KeyError, ValueError):
        raise Refused(
            "Choose what is done with a poster that holds it, and where in a word it is looked for."
        ) from None
    entry = Entry(text, action, reach, exceptions)
    try:
        entry.check()
    except Refused as refused:
        raise Refused(refused.message, "text") from None
    if len(exceptions) > MOST_EXCEPTIONS or any(len(each) > LONGEST_ENTRY for each in exceptions):
        raise Refused(
            f"Keep to {MOST_EXCEPTIONS} exceptions, a line each, of {LONGEST_ENTRY} characters at most.", "exceptions"
        )
    note = fields.get("note", "").strip()
    if len(note) > NOTE_LENGTH:
        raise Refused(f"Keep the note to {NOTE_LENGTH} characters.", "note")
    return Plan(entry, note)


def entry_of(word: WatchedWord) -> Entry:
    return Entry(word.text, Action[word.action.upper()], Reach(word.reach), tuple(word.exceptions))


def fields_of(word: WatchedWord) -> dict[str, str]:
    """As somebody would type it."""
    exceptions = "\n".join(word.exceptions)
    return {"text": word.text, "action": word.action, "reach": word.reach, "exceptions": exceptions, "note": word.note}


def in_force(session: Session, *conditions: ColumnElement[bool]) -> Sequence[WatchedWord]:
    return session.scalars(select(WatchedWord).where(WATCHED, *conditions).order_by(WatchedWord.text)).all()


def of_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """The condition on words that somebody with this scope keeps."""
    return [] if scope is None else [WatchedWord.campaign_id.in_(scope)]


def find(session: Session, number: int, scope: Scope, *, seen: int | None = None) -> WatchedWord:
    """One in force. Raises NotFound, and Outdated where it was changed since that version was `seen`."""
    kept = select(WatchedWord).where(WatchedWord.id == number, WATCHED, *of_scope(scope))
    word = session.scalar(kept.with_for_update() if seen is not None else kept)
    if word is None:
        raise NotFound(LOST)
    if seen is not None and word.version != seen:
        who = session.scalar(select(Moderator.name).where(Moderator.id == word.moderator_id))
        raise Outdated(
            f"{who} changed “{word.text}” at {word.changed:%H:%M} UTC. Look at it again, and then change it."
        )
    return word


def add(session: Session, plan: Plan, campaign_id: int | None, *, by: int, now: datetime) -> WatchedWord:
    """Raises Refused for one that is watched for already, and where the list is full."""
    here = _on(campaign_id)
    _require_new(session, plan, here)
    if (session.scalar(select(func.count(WatchedWord.id)).where(WATCHED, here)) or 0) >= MOST:
        raise Refused(f"The list holds {MOST} words, and each costs time. Remove one that finds nothing first.")
    word = WatchedWord(campaign_id=campaign_id, made=now)
    _set(session, word, plan, "add", by, now)
    return word


def change(
    session: Session, number: int, plan: Plan, scope: Scope, *, seen: int, by: int, now: datetime
) -> WatchedWord:
    """Raises as `find` and `add` do."""
    word = find(session, number, scope, seen=seen)
    here = (
        WatchedWord.campaign_id.is_(None) if word.campaign_id is None else WatchedWord.campaign_id == word.campaign_id
    )
    _require_new(session, plan, here, WatchedWord.id != number)
    _set(session, word, plan, "change", by, now)
    return word


def remove(session: Session, number: int, scope: Scope, *, seen: int, by: int, now: datetime) -> None:
    """What it has held goes on waiting. Raises as `find` does."""
    word = find(session, number, scope, seen=seen)
    word.removed = now
    _set(session, word, Plan(entry_of(word), word.note), "remove", by, now)


def _on(campaign_id: int | None) -> ColumnElement[bool]:
    return WatchedWord.campaign_id.is_(None) if campaign_id is None else WatchedWord.campaign_id == campaign_id


def _require_new(session: Session, plan: Plan, *conditions: ColumnElement[bool]) -> None:
    same = (each for each in in_force(session, *conditions) if each.text.casefold() == plan.entry.text.casefold())
    if next(same, None) is not None:
        raise Refused(f"“{plan.entry.text}” is watched for already. Change the one that there is.", "text")


def _set(session: Session, word: WatchedWord, plan: Plan, did: str, by: int, now: datetime) -> None:
    # Two who do so at once take the same number, and the second learns of it.
    number = (session.scalar(select(func.max(WatchedWord.version))) or 0) + 1
    entry = plan.entry
    word.text, word.action, word.reach = entry.text, entry.action.name.lower(), entry.reach.value
    word.exceptions, word.note = list(entry.exceptions), plan.note
    word.moderator_id, word.changed = by, now
    word.version = number
    session.add(word)
    try:
        session.flush()
    except IntegrityError:
        raise Outdated(AT_ONCE) from None
    kept: dict[str, Any] = {"text": word.text, "exceptions": word.exceptions, "note": word.note}
    slug = session.scalar(select(Campaign.slug).where(Campaign.id == word.campaign_id)) if word.campaign_id else ""
    details = {"action": word.action, "reach": word.reach}
    act = Act(Kind.WATCHED_WORD, did, str(word.id), slug or "", details=details, snapshot=kept)
    journal.record(session, act, by=by, now=now)


def _squeezed(line: str) -> str:
    return " ".join(line.split())
