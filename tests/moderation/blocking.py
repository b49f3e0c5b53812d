"""Hidden words in tests: hidden as a moderator's page does, and what came of publishing them again."""

import re
from datetime import datetime

from flask import Flask
from sqlalchemy import select

from billboard.models import Action, Decision, Moderator, Poster, Scope, SloganBlock, Status
from billboard.moderation import decisions
from billboard.moderation.acts import Ruling
from billboard.moderation.decisions import Decided
from tests.application import NOW, parts, sign_in


def moderator(app: Flask, name: str = "ada") -> Moderator:
    with parts(app).database.read() as session:
        found = session.scalar(select(Moderator).where(Moderator.name == name))
    if found is None:
        sign_in(app, name)
        return moderator(app, name)
    return found


def rule(
    app: Flask,
    action: Action,
    *codes: str,
    by: str = "ada",
    days: int = 30,
    scope: Scope = None,
    newest: int | None = None,
    now: datetime = NOW,
) -> Decided:
    ruling = Ruling(action, "threat" if action is Action.HIDE else "", block_days=days)
    return decisions.decide(parts(app), codes, ruling, moderator(app, by), scope=scope, now=now, newest=newest)


def hide(app: Flask, *codes: str, days: int = 30, scope: Scope = None, newest: int | None = None) -> Decided:
    return rule(app, Action.HIDE, *codes, days=days, scope=scope, newest=newest)


def undo(app: Flask, line: int | None, *, now: datetime = NOW) -> Decided:
    assert line is not None, "it is about one poster alone"
    return decisions.undo(parts(app), line, moderator(app), scope=None, now=now)


def status(app: Flask, code: str) -> Status:
    with parts(app).database.read() as session:
        return session.scalars(select(Poster.status).where(Poster.code == code)).one()


def standing(app: Flask) -> list[SloganBlock]:
    with parts(app).database.read() as session:
        return list(session.scalars(select(SloganBlock).where(SloganBlock.ended.is_(None)).order_by(SloganBlock.id)))


def lines_of(app: Flask, code: str) -> list[int]:
    """The numbers of the decisions about a poster, newest first."""
    with parts(app).database.read() as session:
        mine = select(Decision.id).join(Poster, Poster.id == Decision.poster_id).where(Poster.code == code)
        return list(session.scalars(mine.order_by(Decision.id.desc())))


def told(page: str, code: str) -> str:
    """What the queue's page says of one case, in words."""
    case = re.search(rf'data-case="{code}".*?</li>\s*(?=<li class="case"|</ol>)', page, re.DOTALL)
    assert case, f"{code} is on the page"
    return " ".join(re.sub(r"<[^>]+>", " ", case[0]).split())
