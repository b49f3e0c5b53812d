"""Appeals: until when, how often, and who answers them."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.accounts import people
from billboard.core.errors import Forbidden, Gone, Refused
from billboard.models import Action, Appeal, Decision, Kind, LogLine, Role, Status
from billboard.moderation import appeals, claims, years
from billboard.moderation.appeals import WITHIN
from billboard.moderation.claims import APPEALED, Outcome
from tests.application import NOW, decide, parts, publish, seen_of, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.html import Html
from tests.moderation.blocking import hide, lines_of, moderator, rule, status, undo
from tests.moderation.claiming import appeal, claimed, stands
from tests.views.desk import own_moderator

SECOND = timedelta(seconds=1)


def words(page: str) -> str:
    return " ".join(Html(page).words.split())


def count(app: Flask) -> int:
    with parts(app).database.read() as session:
        return len(session.scalars(select(Appeal)).all())


def close(app: Flask, name: str) -> None:
    with parts(app).database.write() as session:
        people.disable_moderator(session, name, now=NOW)


def test_an_appeal_is_taken_for_twenty_days_and_not_a_second_longer(app: Flask) -> None:
    (code, secret), (other, late) = claimed(app), claimed(app)
    hide(app, code, other)
    assert stands(app, secret).until == NOW + WITHIN == NOW + timedelta(days=20)
    appeal(app, secret, now=NOW + WITHIN)
    with pytest.raises(
        Refused, match=r"20 days after a poster was hidden, and that was over on 27 May 2026, 12:00 UTC"
    ):
        appeal(app, late, now=NOW + WITHIN + SECOND)
    assert stands(app, late, NOW + WITHIN).may_appeal
    assert not stands(app, late, NOW + WITHIN + SECOND).may_appeal
    assert count(app) == 1


def test_the_page_names_the_rule_and_the_last_moment_and_then_why_it_is_too_late(app: Flask) -> None:
    code, secret = claimed(app, publish(app, now=datetime.now(UTC)))
    client, maker = sign_in(app), app.test_client()
    decide(client, code, "hide", "libel")
    page = maker.get(f"/claim/{secret}")
    assert re.search(r'under the rule\s+“<a href="/about/rules#libel">Says something false', page.text)
    until = stands(app, secret, datetime.now(UTC)).until
    assert until
    assert f"until {until.day} {until:%B %Y, %H:%M} UTC" in words(page.text)
    form = {"csrf_token": token(page.text), "text": "It is <b>true</b>."}
    with parts(app).database.write() as session:
        hidden = session.scalars(select(Decision)).one()
        long_ago = (datetime.now(UTC) - WITHIN - SECOND).replace(tzinfo=None)
        # The database refuses to change a decision: another one of the kind, of long ago.
        values = {each.name: getattr(hidden, each.name) for each in Decision.__table__.columns if each.name != "id"}
        session.add(Decision(**(values | {"made": long_ago.replace(tzinfo=UTC)})))
    late = maker.post(f"/claim/{secret}/appeal", data=form)
    assert late.status_code == 422
    assert "20 days after a poster was hidden" in late.text
    assert "It is &lt;b&gt;true&lt;/b&gt;." in late.text
    told = maker.get(f"/claim/{secret}").text
    assert "Too late for an appeal" in told
    assert "<textarea" not in told
    assert count(app) == 0


def test_once_for_each_hiding_and_hiding_what_is_hidden_is_no_new_one(app: Flask) -> None:
    code, secret = claimed(app)
    first = hide(app, code).line
    appeal(app, secret)
    with pytest.raises(Refused, match="appealed already"):
        appeal(app, secret)
    rule(app, Action.UPHOLD, code, by="bo")
    with pytest.raises(Refused, match="appealed already"):
        appeal(app, secret)
    assert stands(app, secret).appeal
    rule(app, Action.RESTORE, code, by="bo")
    second = hide(app, code).line
    assert first != second
    appeal(app, secret, "Again.")
    assert count(app) == 2


def test_what_is_hidden_anew_by_taking_a_restoring_back_may_be_appealed_for_twenty_days_more(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    restored = rule(app, Action.RESTORE, code, by="bo").line
    later = NOW + timedelta(days=90)
    undo(app, restored, now=later)
    assert stands(app, secret, later).until == later + WITHIN
    appeal(app, secret, now=later + WITHIN)


def test_a_poster_that_was_hidden_while_it_waited_and_a_notice_s_may_be_appealed(app: Flask) -> None:
    campaign(app, moderation="pre")
    code, secret = claimed(app, enter(app, "Hands off the tin"))
    hide(app, code)
    appeal(app, secret)
    rule(app, Action.RESTORE, code, by="bo")
    assert status(app, code) is Status.LIVE


def test_what_its_maker_withdrew_cannot_be_appealed(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    claims.withdraw(parts(app), secret, now=NOW)
    with pytest.raises(Gone):
        appeal(app, secret)
    assert stands(app, secret).until is None


def test_who_hid_it_does_not_uphold_it_where_somebody_else_may(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    for name in ("bo", "cy"):
        moderator(app, name)
    appeal(app, secret)
    with pytest.raises(Forbidden, match=r"^You hid this, so somebody else answers: bo, cy\.$"):
        rule(app, Action.UPHOLD, code, by="ada")
    assert len(lines_of(app, code)) == 1
    rule(app, Action.UPHOLD, code, by="bo")
    heard = stands(app, secret).appeal
    assert heard
    assert (heard.outcome, heard.alone, heard.reason) == (Outcome.UPHELD, False, "threat")


def test_the_desk_says_who_answers_and_refuses_all_the_same(app: Flask) -> None:
    code, secret = claimed(app)
    ada = sign_in(app, "ada")
    decide(ada, code, "hide", "libel")
    appeal(app, secret, now=datetime.now(UTC))
    assert " disabled" not in ada.get("/moderate?view=appeals").text.partition('class="queue"')[2]
    bo = sign_in(app, "bo")
    for path in ("/moderate?view=appeals", f"/moderate/case/{code}"):
        page = ada.get(path).text
        assert "You hid this, so somebody else answers: bo. You may only put it back up." in words(page)
        assert re.search(r'value="uphold"[^>]* disabled aria-describedby="barred-' + code, page)
        assert not re.search(r'value="restore"[^>]* disabled', page)
        assert "You hid this" not in bo.get(path).text
    seal = {"csrf_token": token(ada.get("/moderate").text), "action": "uphold", "note": "No."}
    seal["seen"] = seen_of(ada, code)
    refused = ada.post(f"/moderate/p/{code}", data=seal)
    assert refused.status_code == 403
    assert "You hid this, so somebody else answers: bo." in refused.text
    assert decide(bo, code, "uphold") == 303
    page = words(app.test_client().get(f"/claim/{secret}").text)
    assert "Upheld" in page
    assert "hidden under “Says something false and damaging about a real person”" in page
    assert "That is final" in page
    assert "nobody else was there" not in page


def test_among_many_those_are_left_that_somebody_else_answers(app: Flask) -> None:
    (mine, one), (theirs, two) = claimed(app), claimed(app)
    hide(app, mine)
    rule(app, Action.HIDE, theirs, by="bo")
    for secret in (one, two):
        appeal(app, secret)
    done = rule(app, Action.UPHOLD, mine, theirs, by="ada")
    assert done.codes == [theirs]
    assert [*done.left.values()] == ["You hid this, so somebody else answers: bo."]


def test_who_hid_it_may_put_it_back_up_and_take_their_hiding_back(app: Flask) -> None:
    (code, secret), (other, another) = claimed(app), claimed(app)
    moderator(app, "bo")
    hide(app, code)
    line = hide(app, other).line
    for each in (secret, another):
        appeal(app, each)
    rule(app, Action.RESTORE, code, by="ada")
    undo(app, line)
    for each in (secret, another):
        heard = stands(app, each).appeal
        assert heard
        assert heard.outcome is Outcome.RESTORED
    assert (status(app, code), status(app, other)) == (Status.LIVE, Status.LIVE)
    with parts(app).database.read() as session:
        answers = years.appeals_answered(session, 0, 100_000)
    assert (answers.heard, answers.overturned) == (2, 2)


def test_who_hid_it_does_not_take_anothers_restoring_back(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    appeal(app, secret)
    line = rule(app, Action.RESTORE, code, by="bo").line
    with pytest.raises(Forbidden, match="somebody else answers: bo"):
        undo(app, line)
    assert status(app, code) is Status.LIVE


def test_alone_one_answers_what_one_hid_and_the_log_says_so(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    moderator(app, "bo")
    close(app, "bo")
    appeal(app, secret)
    rule(app, Action.UPHOLD, code, by="ada")
    heard = stands(app, secret).appeal
    assert heard
    assert heard.alone
    assert "nobody else was there to" in words(app.test_client().get(f"/claim/{secret}").text)
    assert "the one who hid it, for want of another" in words(app.test_client().get("/log/2026-05-07").text)
    client = sign_in(app, "later")
    assert "uphold what they hid: nobody else was there" in words(client.get("/moderate/log").text)
    assert "who hid it: nobody else was there" in words(client.get(f"/moderate/case/{code}").text)
    with parts(app).database.read() as session:
        said = {line.did: json.loads(line.details) for line in session.scalars(select(LogLine))}
    assert said["uphold"]["alone"] is True
    assert "alone" not in said["hide"]


def test_who_answers_is_asked_at_the_moment_of_the_answer(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    appeal(app, secret)
    moderator(app, "bo")  # after the page was shown on which ada was alone
    with pytest.raises(Forbidden):
        rule(app, Action.UPHOLD, code, by="ada")
    close(app, "bo")
    rule(app, Action.UPHOLD, code, by="ada")


def test_a_campaigns_other_moderators_answer_too_and_none_of_another(app: Flask) -> None:
    home, elsewhere = campaign(app), campaign(app, "tin")
    code, secret = claimed(app, enter(app, "Hands off the biscuits"))
    with parts(app).database.write() as session:
        for name, where in (("keeper", home), ("second", home), ("stranger", elsewhere)):
            people.appoint(session, name, where.id, now=NOW)
    scope = frozenset({home.id})
    rule(app, Action.HIDE, code, by="keeper", scope=scope)
    appeal(app, secret)
    with pytest.raises(Forbidden, match=r"answers: second\.$"):
        rule(app, Action.UPHOLD, code, by="keeper", scope=scope)
    with parts(app).database.write() as session:
        people.dismiss(session, "second", home.id, now=NOW)
    rule(app, Action.UPHOLD, code, by="keeper", scope=scope)


def test_what_the_whole_sites_moderators_hid_a_campaigns_do_not_answer(app: Flask) -> None:
    keeper = own_moderator(app)
    code, secret = claimed(app, enter(app, "Hands off the biscuits"))
    hide(app, code)
    appeal(app, secret)
    page = keeper.get("/moderate?view=appeals").text
    assert appeals.FOR_THE_SITE in words(page)
    assert re.search(r'value="restore"[^>]* disabled', page.partition('class="queue"')[2])
    assert decide(keeper, code, "uphold") == 403
    rule(app, Action.UPHOLD, code, by="ada")  # whom no campaign's moderator stands in for


def test_many_others_are_not_all_named(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    appeal(app, secret)
    with parts(app).database.write() as session:
        for name in "bcdefgh":
            people.create_moderator(session, name, now=NOW, role=Role.MODERATOR)
    with pytest.raises(Forbidden, match="answers: b, c, d, e, f and 2 more"):
        rule(app, Action.UPHOLD, code, by="ada")


def test_an_appeal_is_a_line_of_the_journal_without_its_words(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    appeal(app, secret, "It is a teapot.")
    with parts(app).database.read() as session:
        line = session.scalars(select(LogLine).where(LogLine.kind == Kind.APPEAL)).one()
        assert (line.did, line.subject, line.reason, line.details) == ("appeal", code, "threat", "{}")
        assert line.moderator_id is None
        assert not line.snapshot_digest
    assert "Appeal received" in app.test_client().get("/log/2026-05-07").text


def test_of_appeals_at_once_one_is_taken(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)

    def send(number: int) -> bool:
        try:
            appeal(app, secret, f"Number {number}")
        except Refused as refused:
            return refused.message == APPEALED
        return False

    with ThreadPoolExecutor(6) as crowd:
        assert sum(crowd.map(send, range(6))) == 5
    assert count(app) == 1
    with parts(app).database.read() as session:
        assert len(session.scalars(select(LogLine).where(LogLine.kind == Kind.APPEAL)).all()) == 1


def test_of_answers_at_once_one_stands(app: Flask) -> None:
    code, secret = claimed(app)
    hide(app, code)
    appeal(app, secret)
    others = [moderator(app, name).name for name in ("bo", "cy", "di")]

    def answer(name: str) -> list[str]:
        return rule(app, Action.UPHOLD, code, by=name).codes

    with ThreadPoolExecutor(3) as crowd:
        assert sorted(crowd.map(answer, others)) == [[], [], [code]]
    assert len(lines_of(app, code)) == 2
