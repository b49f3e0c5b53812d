"""Decisions without a browser, a sign-in or a block of words, so that each is one line of the journal."""

from datetime import UTC, datetime

from flask import Flask

from billboard.models import Action, Moderator, Role
from billboard.moderation import decisions
from billboard.moderation.acts import Ruling
from tests.application import NOW, parts


def moderator(app: Flask, name: str = "ada") -> Moderator:
    """As if there had always been one."""
    with parts(app).database.write() as session:
        made = Moderator(name=name, name_key=name, password_hash="", role=Role.MODERATOR, created=NOW)
        session.add(made)
    return made


def judge(app: Flask, by: Moderator, code: str, action: Action = Action.HIDE, reason: str = "hate") -> None:
    ruling = Ruling(action, reason if action is Action.HIDE else "", block_days=0)
    decisions.decide(parts(app), [code], ruling, by, scope=None, now=datetime.now(UTC))
