"""Watched words in tests: added as the desk does, by a moderator who is made for it."""

from flask import Flask

from billboard.core.likeness.entries import Action, Entry, Reach
from billboard.models import WatchedWord
from billboard.watching import words
from billboard.watching.words import Plan
from tests.application import NOW, parts
from tests.moderation.blocking import moderator


def watch(
    app: Flask,
    text: str,
    action: Action = Action.HOLD,
    *,
    reach: Reach = Reach.WORD,
    exceptions: tuple[str, ...] = (),
    campaign_id: int | None = None,
    note: str = "",
) -> WatchedWord:
    plan, by = Plan(Entry(text, action, reach, exceptions), note), moderator(app).id
    with parts(app).database.write() as session:
        return words.add(session, plan, campaign_id, by=by, now=NOW)
