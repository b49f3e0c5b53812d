"""Numbers that no column takes, wherever an address or a list takes a number."""

import re

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from billboard.walls.cursors import NO_BOUND
from billboard.web.rows import RowConverter
from tests.application import publish, sign_in, token
from tests.campaigns.campaigning import campaign

NUMBERED = re.compile(r"<(?:int|row):\w+>")


# Below every row's number, beyond an integer column, beyond the database's integers, beyond a processor's.
NUMBERS = [0, 2**31, 2**63, 2**64, 10**40]
# Fields that hold a number, in forms that get as far as to its reader.
FIELDS: dict[tuple[str, str], dict[str, str]] = {
    ("/moderate/p/<code>", "newest"): {"action": "hide", "reason": "spam", "block": "30"},
    ("/moderate/p/<code>", "block"): {"action": "hide", "reason": "spam"},
    ("/moderate/p/<code>", "seen"): {"action": "approve"},
    ("/moderate/decide", "newest"): {"action": "hide", "reason": "spam", "block": "30", "ids": "<code>"},
    ("/moderate/undo", "line"): {},
    ("/moderate/look", "seen"): {"at": "<code>"},
    ("/moderate/bans/<code>", "hours"): {"reason": "spam", "source": "maker-network"},
    ("/moderate/calls", "notify_email_seen"): {"notify_email": "ada@example.org"},
    ("/moderate/words/1", "seen"): {"text": "pothole", "action": "hold", "reach": "word"},
    ("/moderate/words/1/remove", "seen"): {},
    ("/moderate/votes/1", "seen"): {"verdict": "strike"},
    ("/moderate/campaigns/biscuits", "seen"): {"title": "Biscuits"},
    ("/duel", "token"): {"winner": "<code>"},
    ("/p/<code>/vote", "value"): {},
    ("/looks", "seen"): {},
    # Last, for they may stop what came before.
    ("/moderate/switches", "seen"): {"switch": "voting_off", "turn": "on", "period": "60"},
    ("/moderate/switches", "period"): {"switch": "voting_off", "turn": "on", "seen": "0"},
}
QUERIES = (
    "/gallery?after=",
    "/gallery?page=",
    "/c/biscuits?after=",
    "/moderate?after=",
    "/moderate?before=",
    "/moderate/find?q=",
    "/moderate/log?before=",
    "/moderate/blocks?before=",
    "/moderate/journal?before=",
    "/log/2026-05-07?after=",
    "/log/2026-05-07.json?after=",
    "/oembed?url=http://localhost/p/<code>&maxwidth=",
    "/oembed?url=http://localhost/p/<code>&maxheight=",
    "/proof/vote?about=",
)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_numbered_route_finds_nothing_under_a_number_beyond_every_row(app: Flask, number: int) -> None:
    campaign(app)
    code, client = publish(app), sign_in(app)
    named = {"<slug>": "biscuits", "<code>": code}
    data, answers = {"csrf_token": token(client.get("/moderate").text)}, {}
    for rule in app.url_map.iter_rules():
        address, numbers = NUMBERED.subn(str(number), rule.rule)
        for name, value in named.items():
            address = address.replace(name, value)
        for method in {"GET", "POST"} & (rule.methods or set()) if numbers else ():
            answers[method, rule.rule] = client.open(address, method=method, data=data).status_code
    assert len(answers) >= 15
    least = 400 if number >= NO_BOUND else 200  # any other may be some row's, or is taken for one that has gone
    assert {route: status for route, status in answers.items() if not least <= status < 500} == {}


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_in_a_field_or_after_a_question_mark_is_too_much_for_the_site(app: Flask, number: int) -> None:
    campaign(app)
    client, failed = sign_in(app), {}
    code = publish(app)
    seal = token(client.get("/moderate").text)
    for query in QUERIES:
        status = client.get(f"{query}{number}".replace("<code>", code)).status_code
        if status not in (200, 400, 404):
            failed[query] = status
    for (path, field), form in FIELDS.items():
        typed = {name: value.replace("<code>", code) for name, value in form.items()}
        answer = client.post(path.replace("<code>", code), data={"csrf_token": seal, **typed, field: str(number)})
        if answer.status_code >= 500:
            failed[path] = answer.status_code
    assert failed == {}


def test_rows_are_asked_for_by_the_converter_that_bounds_them(lite: Flask) -> None:
    """Numbers that are no rows' (years, widths, pages) are compared before they meet a database."""
    unbounded = {
        rule.endpoint
        for rule in lite.url_map.iter_rules()
        for converter in rule._converters.values()
        if isinstance(converter, IntegerConverter) and not isinstance(converter, RowConverter)
    }
    assert unbounded == {"campaign.thread", "crawlers.block", "embed.small", "public_log.year"}


@pytest.mark.parametrize("path", ["log?before=", "blocks?before=", "journal?before="])
def test_a_list_begins_at_no_number_beyond_all_rows(lite: Flask, path: str) -> None:
    client = sign_in(lite)
    for number, status in [("0", 400), ("-1", 400), (2**63, 400), (10**30, 400), ("x", 200), (2**62 - 1, 200)]:
        assert client.get(f"/moderate/{path}{number}").status_code == status


def test_a_day_of_the_log_begins_at_no_number_beyond_all_rows(lite: Flask) -> None:
    publish(lite)
    for number, status in [("0", 404), ("-1", 400), (2**63, 400), (10**30, 400)]:
        assert lite.test_client().get(f"/log/2026-05-07?after={number}").status_code == status
