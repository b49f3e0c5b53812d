"""Decisions about more posters than somebody would wait for, and than a page lists."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from billboard.infra.config import ROOT
from billboard.models import Batch, BatchPoster, Decision, LogLine, Moderator, Poster, Status
from billboard.moderation import batches, decisions
from billboard.moderation.neighbours import MOST
from billboard.moderation.offers import MOST_COUNTED
from tests.application import decide, parts, publish, sign_in, token
from tests.campaigns.campaigning import enter
from tests.journal.tampering import first_problem
from tests.moderation.crowding import JSON, copies, finish, flood, page, send, up
from tests.moderation.reporting import report
from tests.views.desk import own_moderator

SLOGAN = "Marjorie Plumb is a thief"
MANY = batches.AT_ONCE + batches.A_TURN + 20


def form_of(page: str, code: str, *, but: tuple[str, ...] = ()) -> dict[str, object]:
    """What the form of one case sends as it stands, but for what is unticked."""
    boxes = [
        (name, value)
        for name, value, rest in re.findall(r'name="(also|whole)" value="([^"]+)" form="verdict-\w+"([^>]*)', page)
        if "checked" in rest and value.partition(":")[0] not in but
    ]
    fields: dict[str, object] = {name: [value for other, value in boxes if other == name] for name in ("also", "whole")}
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    newest = re.findall(r'name="newest" value="(\d+)"', page)[0]
    return {**fields, "seen": seen, "newest": newest}


def hide(client: FlaskClient, code: str, *, but: tuple[str, ...] = ()) -> TestResponse:
    shown = client.get("/moderate").text
    fields = {"action": "hide", "reason": "libel", **form_of(shown, code, but=but)}
    return send(client, f"/moderate/p/{code}", shown, fields)


def take_back(client: FlaskClient, batch: int) -> TestResponse:
    return send(client, "/moderate/undo", client.get("/moderate").text, {"batch": batch})


def counts(app: Flask) -> tuple[int, int, int]:
    """Decisions, lines of the journal about decisions, and posters that a batch has still to come to."""
    with parts(app).database.read() as session:
        lines = select(func.count()).select_from(LogLine).where(LogLine.decision_id.is_not(None))
        return (
            session.scalar(select(func.count(Decision.id))) or 0,
            session.scalar(lines) or 0,
            session.scalar(select(func.count()).select_from(BatchPoster)) or 0,
        )


def test_the_page_counts_all_that_say_the_same_and_one_decision_takes_them(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    quoting = copies(app, publish(app, f"“{SLOGAN}”"), 3)
    report(app, codes[-1], "libel")
    (case,) = page(app)
    assert (len(case.offers.same), case.offers.unlisted) == (MOST, MANY - 1 - (MOST - 4))
    client = sign_in(app)
    shown = client.get("/moderate").text
    assert f"And all {case.offers.unlisted} more with these words" in shown
    answer = hide(client, codes[-1]).json
    assert answer
    assert len(answer["decided"]) == batches.AT_ONCE
    assert f"{MANY - batches.AT_ONCE} more follow by themselves" in answer["message"]
    left = MANY - batches.AT_ONCE
    assert counts(app) == (batches.AT_ONCE, batches.AT_ONCE, left)
    assert f"mod hides {MANY} posters: {batches.AT_ONCE} done, {left} to come." in client.get("/moderate/log").text
    assert [len(done.lines) for done in finish(app)] == [batches.A_TURN, 20]
    assert up(app, codes) == []
    assert up(app, quoting) == sorted(quoting)
    assert counts(app) == (MANY, MANY, 0)
    assert first_problem(app) == ""
    assert f"{MANY} done, and that is all" in client.get("/moderate/log").text


def test_a_page_counts_no_more_than_a_thousand_and_the_decision_takes_all(app: Flask) -> None:
    codes = flood(app, SLOGAN, 1 + MOST + MOST_COUNTED)
    report(app, codes[-1], "libel")
    client = sign_in(app)
    for wanted, is_uncounted in ((MOST_COUNTED - 1, False), (MOST_COUNTED, True), (MOST_COUNTED, True)):
        if is_uncounted:
            codes += [publish(app, SLOGAN)]
        else:
            with parts(app).database.write() as session:  # one fewer than are counted
                session.execute(update(Poster).where(Poster.code == codes[1]).values(status=Status.HIDDEN))
        (case,) = page(app)
        assert (case.offers.unlisted, case.offers.is_uncounted) == (wanted, is_uncounted)
        shown = client.get("/moderate").text
        assert ("And all 999 more with these words" in shown) is not is_uncounted
        assert ("And all 1,000 or more with these words" in shown) is is_uncounted
        assert ("1,060 or more others say the same" in shown) is is_uncounted
    assert hide(client, codes[MOST + MOST_COUNTED]).status_code == 200
    assert sum(counts(app)[1:]) == len(codes) - 1


def test_what_is_listed_and_not_ticked_is_no_part_of_the_whole(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    assert hide(sign_in(app), codes[-1], but=(codes[-2],)).status_code == 200
    finish(app)
    assert up(app, codes) == [codes[-2]]


def test_the_whole_is_left_alone_where_it_is_unticked(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    assert hide(sign_in(app), codes[-1], but=(codes[-1],)).json
    assert finish(app) == []
    assert len(up(app, codes)) == MANY - MOST - 1


def test_undo_takes_back_what_was_done_and_what_is_still_to_come(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    client = sign_in(app)
    hidden = hide(client, codes[-1]).json
    assert hidden
    finish(app, turns=1)
    assert len(up(app, codes)) == 20
    undone = take_back(client, hidden["undo"]["batch"]).json
    assert undone
    assert len(undone["decided"]) == batches.AT_ONCE
    assert "20 more were still to come, and are left as they are." in undone["message"]
    finish(app)
    assert up(app, codes) == sorted(codes)
    assert counts(app) == (2 * (MANY - 20), 2 * (MANY - 20), 0)
    assert first_problem(app) == ""
    (case,) = page(app)
    assert case.reasons == [("Says something false and damaging about a real person", 1)]


def test_the_log_takes_a_decision_about_many_back_whole(app: Flask) -> None:
    codes = flood(app, SLOGAN, 5)
    report(app, codes[-1], "libel")
    client = sign_in(app)
    hide(client, codes[-1])
    log = client.get("/moderate/log").text
    assert log.count("Undo all 5") == 1
    (batch,) = re.findall(r'name="batch" value="(\d+)"', log)
    form = {"csrf_token": token(log), "batch": batch, "back": "view=log"}
    answer = client.post("/moderate/undo", data=form)
    assert answer.headers["Location"] == "/moderate/log"
    assert up(app, codes) == sorted(codes)
    assert "Undo all" not in client.get("/moderate/log").text


def test_one_of_many_is_taken_back_alone_and_the_rest_whole(app: Flask) -> None:
    codes = flood(app, SLOGAN, 5)
    report(app, codes[-1], "libel")
    client = sign_in(app)
    hidden = hide(client, codes[-1]).json
    assert hidden
    assert hidden["undo"].keys() == {"batch"}, "of all of them there is one number"
    log = client.get("/moderate/log").text
    send(client, "/moderate/undo", log, {"line": re.findall(r'name="line" value="(\d+)"', log)[0]})
    assert len(up(app, codes)) == 1
    assert "Undo all 4" in client.get("/moderate/log").text
    take_back(client, hidden["undo"]["batch"])
    assert up(app, codes) == sorted(codes)


def test_what_somebody_else_decided_before_the_job_came_is_left(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    client = sign_in(app)
    hide(client, codes[-1])
    with parts(app).database.read() as session:
        waiting = session.scalars(select(Poster.code).join(BatchPoster, BatchPoster.poster_id == Poster.id)).all()
    other = sorted(waiting)[3]
    decide(sign_in(app, "bea"), other, "hide", "spam")
    assert [code for done in finish(app) for code in done.left] == [other]
    with parts(app).database.read() as session:
        last = session.scalars(
            select(Decision.reason).join(Poster, Poster.last_decision_id == Decision.id).where(Poster.code == other)
        ).one()
        assert last == "spam"
    assert "1 is left as others have decided" in client.get("/moderate/log").text


def test_what_was_decided_after_the_page_was_shown_is_no_part_of_the_whole(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    client, bea = sign_in(app), sign_in(app, "bea")
    shown = client.get("/moderate").text
    report(app, codes[1], "spam")
    decide(bea, codes[1], "approve")  # far down: the page does not list it
    fields = {"action": "hide", "reason": "libel", **form_of(shown, codes[-1])}
    assert send(client, f"/moderate/p/{codes[-1]}", shown, fields).status_code == 200
    finish(app)
    assert up(app, codes) == [codes[1]]


def test_what_an_account_that_was_closed_had_still_to_do_is_not_done(app: Flask) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    hide(sign_in(app), codes[-1])
    with parts(app).database.write() as session:
        session.execute(update(Moderator).values(disabled=True))
    finish(app)
    assert len(up(app, codes)) == MANY - batches.AT_ONCE
    with parts(app).database.read() as session:
        batch = session.scalars(select(Batch)).one()
        assert batch.ended is not None
        assert batch.passed_over == MANY - batches.AT_ONCE


def test_all_that_a_page_can_tick_is_decided_at_once(app: Flask) -> None:
    codes = flood(app, "Something that hurts nobody", 3 * batches.AT_ONCE)
    client = sign_in(app)
    shown = client.get("/moderate?view=recent").text
    fields = {"action": "hide", "reason": "spam", "ids": codes, "seen": [f"{code}:0.0" for code in codes]}
    answer = send(client, "/moderate/decide", shown, fields)
    assert answer.status_code == 200, answer.text
    finish(app)
    assert up(app, codes) == []


@pytest.mark.parametrize("action", ["hide", "approve"])
def test_without_scripts_ticked_cases_take_along_what_says_the_same_too(app: Flask, action: str) -> None:
    codes = flood(app, SLOGAN, 6)
    asking = publish(app, f"{SLOGAN}?")
    for code in codes:
        report(app, code, "libel")
    report(app, asking, "libel")
    client = sign_in(app)
    shown = client.get("/moderate").text
    (case,) = {*re.findall(r'name="ids" value="(\w+)"', shown)} & {*codes}
    bulk = {
        name: [
            value
            for other, value in re.findall(r'name="(seen|whole)" value="([^"]+)" form="bulk"', shown)
            if other == name
        ]
        for name in ("seen", "whole")
    }
    form = {"csrf_token": token(shown), "action": action, "reason": "libel", "ids": [case], **bulk}
    assert client.post("/moderate/decide", data=form).status_code == 303
    assert re.findall(
        r'name="(line|batch)" value="\d+">\s*<button class="quiet">Undo', client.get("/moderate").text
    ) == ["batch"]
    with parts(app).database.read() as session:
        found = select(Poster.open_reports).where(Poster.code.in_(codes))
        assert {*session.scalars(found)} == {0}
        wanted = Status.HIDDEN if action == "hide" else Status.LIVE
        assert {*session.scalars(select(Poster.status).where(Poster.code.in_(codes)))} == {wanted}
        assert session.scalars(select(Poster.open_reports).where(Poster.code == asking)).one() == 1


def test_a_whole_of_no_mark_of_ours_is_refused(lite: Flask) -> None:
    code = publish(lite)
    client = sign_in(lite)
    fields = {"action": "approve", "seen": f"{code}:0.0"}
    for said in ("", "1.2", "x.y.z", "1.2.3.4", f"1.2.{1 << 52}", f"1.{'9' * 30}.3"):
        answer = send(client, f"/moderate/p/{code}", client.get("/moderate").text, fields | {"whole": f"{code}:{said}"})
        assert answer.status_code == 400
    assert (
        client.post(
            "/moderate/undo", data={"csrf_token": token(client.get("/moderate").text), "batch": 7}, headers=JSON
        ).status_code
        == 400
    )


def test_a_process_that_is_killed_leaves_no_act_without_its_line_and_the_next_goes_on(
    app: Flask, tmp_path: Path
) -> None:
    codes = flood(app, SLOGAN, batches.AT_ONCE + 5 * batches.A_TURN)
    report(app, codes[-1], "libel")
    assert hide(sign_in(app), codes[-1]).status_code == 200
    url = parts(app).database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.moderation.finishing", url, str(tmp_path / "images")]
    moments = random.Random(11)
    for _ in range(3):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "turn\n"
            time.sleep(moments.uniform(0, 0.1))  # what is tested is that the moment does not matter
            process.kill()
        decided, written, to_come = counts(app)
        assert decided == written == len(codes) - len(up(app, codes)) == len(codes) - to_come
    finish(app)
    assert up(app, codes) == []
    assert counts(app) == (len(codes), len(codes), 0)
    assert first_problem(app) == ""


def test_a_form_with_all_that_a_page_can_tick_is_not_too_large(lite: Flask) -> None:
    code, client = publish(lite), sign_in(lite)
    shown = client.get("/moderate").text
    seen = [f"{code}:0.0", *(f"{place:010}:12.1764530000000000" for place in range(2600))]
    answer = send(client, "/moderate/decide", shown, {"action": "hide", "reason": "spam", "ids": code, "seen": seen})
    assert answer.status_code == 200
    assert up(lite, [code]) == []


def test_a_campaigns_moderator_is_not_offered_to_undo_what_the_site_decided_and_is_refused(lite: Flask) -> None:
    bee = own_moderator(lite)
    codes = [enter(lite, f"{SLOGAN}{'!' * place}") for place in range(3)]
    site = sign_in(lite)
    shown = site.get("/moderate?view=recent").text
    seen = [f"{code}:0.0" for code in codes]
    hidden = send(
        site, "/moderate/decide", shown, {"action": "hide", "reason": "spam", "ids": codes, "seen": seen}
    ).json
    assert hidden
    assert "Undo all 3" in site.get("/moderate/log").text
    log = bee.get("/moderate/log").text
    assert log.count(">hide<") == 3
    assert 'action="/moderate/undo"' not in log
    assert take_back(bee, hidden["undo"]["batch"]).status_code == 403
    assert up(lite, codes) == []


def test_a_campaigns_moderator_takes_their_own_decision_about_many_back(lite: Flask) -> None:
    bee = own_moderator(lite)
    codes = [enter(lite, f"{SLOGAN}{'!' * place}") for place in range(3)]
    shown = bee.get("/moderate?view=recent").text
    seen = [f"{code}:0.0" for code in codes]
    send(bee, "/moderate/decide", shown, {"action": "hide", "reason": "spam", "ids": codes, "seen": seen})
    log = bee.get("/moderate/log").text
    (batch,) = re.findall(r'name="batch" value="(\d+)"', log)
    assert take_back(bee, int(batch)).status_code == 200
    assert up(lite, codes) == sorted(codes)


def test_more_than_can_be_decided_about_at_once_is_refused_whole(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = flood(app, SLOGAN, MANY)
    report(app, codes[-1], "libel")
    monkeypatch.setattr(decisions, "MOST", MANY - 1)
    client = sign_in(app)
    answer = hide(client, codes[-1])
    assert answer.status_code == 400
    assert "Tick fewer cases at once." in answer.text
    assert counts(app) == (0, 0, 0)
    monkeypatch.setattr(decisions, "MOST", MANY)
    assert hide(client, codes[-1]).status_code == 200
