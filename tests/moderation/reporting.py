"""Reports filed in tests, and what the queue makes of them."""

from datetime import datetime

from flask import Flask

from billboard.moderation import queue, reports
from billboard.moderation.covering import Covering, covering_of
from billboard.moderation.queue import View
from tests.application import NOW, parts


def report(
    app: Flask,
    code: str,
    reason: str = "spam",
    reporter: str = "someone",
    note: str = "",
    *,
    address: str = "",
    now: datetime = NOW,
) -> None:
    terms = terms_of(app)
    with parts(app).database.write() as session:
        reports.report(
            session, code, reason=reason, note=note, reporter=reporter, now=now, terms=terms, address=address
        )


def terms_of(app: Flask) -> Covering:
    """On which its operators have posters covered."""
    return covering_of(parts(app).settings, parts(app).templates)


def codes(app: Flask, view: View = View.REPORTED) -> list[str]:
    """Of the posters in the queue, in its order."""
    with parts(app).database.read() as session:
        return [each.poster.code for each in queue.page(session, view, now=NOW).cases]
