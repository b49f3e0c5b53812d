"""What operators do to campaigns is in the journal."""

import json

from flask import Flask
from sqlalchemy import select

from billboard.journal import snapshots
from billboard.models import Kind, LogLine, Moderator, State
from tests.application import parts, sign_in, token
from tests.campaigns.campaigning import campaign, set_state
from tests.journal.tampering import first_problem
from tests.views.campaign_desk import picture, save


def test_making_editing_and_freezing_leave_lines_by_name(app: Flask) -> None:
    client = sign_in(app, "ada")
    form = {
        "csrf_token": token(client.get("/moderate/campaigns/new").text),
        "slug": "tins",
        "title": "Tins",
        "accent": "#0a5c36",
    }
    assert client.post("/moderate/campaigns/new", data=form).status_code == 303
    save(client, "tins", title="Tins for all")
    save(client, "tins", title="Tins for all")  # as it stands: nothing was done
    save(client, "tins", picture(), title="Tins for all")
    seal = token(client.get("/moderate/campaigns/tins").text)
    for state in (State.FROZEN, State.FROZEN, State.ENDED, State.RUNNING):
        client.post("/moderate/campaigns/tins/state", data={"csrf_token": seal, "state": state.value, "sure": "1"})
    with parts(app).database.read() as session:
        ada = session.scalar(select(Moderator.id))
        chosen = select(LogLine).where(LogLine.kind == Kind.CAMPAIGN).order_by(LogLine.number)
        lines = session.scalars(chosen).all()
        kept = [snapshots.snapshot_of(session, line.number) for line in lines]
    assert [line.did for line in lines] == ["create", "edit", "edit", "freeze", "end", "reopen"]
    assert {(line.moderator_id, line.subject, line.wall) for line in lines} == {(ada, "tins", "tins")}
    assert [json.loads(line.details).get("changed") for line in lines[:3]] == [None, ["title"], ["header"]]
    assert kept[0]["title"] == "Tins"
    assert kept[1] == {"title": ["Tins", "Tins for all"]}
    assert first_problem(app) == ""


def test_what_is_done_in_a_shell_is_by_nobodys_name(app: Flask) -> None:
    campaign(app)
    set_state(app, State.FROZEN)
    with parts(app).database.read() as session:
        lines = session.scalars(select(LogLine).order_by(LogLine.number)).all()
    assert [(line.did, line.moderator_id, line.rule) for line in lines] == [("create", None, ""), ("freeze", None, "")]
