"""Cases: what a moderator saw of one, what others have done to it since, and taking a decision back."""

import re
from datetime import timedelta

import pytest
from alembic import command
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from billboard import visitors
from billboard.accounts import people
from billboard.campaigns import campaigns
from billboard.core.days import day_of
from billboard.models import CaseLook, Decision, Poster, Report, Reporter, Status
from billboard.moderation import claims, queue, reports, sightings
from billboard.moderation.queue import Case, View
from billboard.operators import jobs
from billboard.posters import posters
from billboard.posters.status_changes import changing_statuses, set_status
from billboard.web.site import now
from tests.application import NOW, decide, parts, publish, sign_in, token
from tests.campaigns.campaigning import campaign, enter
from tests.models.migrating import alembic_config
from tests.moderation.claiming import claimed
from tests.moderation.reporting import codes, report

JSON = {"Accept": "application/json"}


def case(app: Flask, code: str, view: View = View.RECENT) -> Case:
    with parts(app).database.read() as session:
        return next(each for each in queue.page(session, view, now=NOW).cases if each.poster.code == code)


def seen(app: Flask, code: str) -> str:
    return f"{code}:{case(app, code).seen}"


def rule(client: FlaskClient, codes: list[str], action: str, *, seen: list[str], reason: str = "") -> TestResponse:
    form = {"csrf_token": token(client.get("/moderate").text), "action": action, "reason": reason, "seen": seen}
    return client.post("/moderate/decide", data=form | {"ids": codes}, headers=JSON)


def undo(client: FlaskClient, line: int) -> TestResponse:
    form = {"csrf_token": token(client.get("/moderate").text), "line": line}
    return client.post("/moderate/undo", data=form, headers=JSON)


def sign_in_for_campaign(app: Flask, name: str) -> FlaskClient:
    """A client with the session of somebody who looks after the campaign alone."""
    with parts(app).database.write() as session:
        password = people.appoint(session, name, campaigns.find(session, "biscuits").id, now=NOW)
    client = app.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": name, "password": password}
    assert client.post("/moderate/login", data=form).status_code == 303
    return client


def records(app: Flask) -> dict[str, tuple[int, int]]:
    """How often moderators agreed with each reporter, and how often they did not."""
    with parts(app).database.read() as session:
        return {each.reporter: (each.agreed, each.disagreed) for each in session.scalars(select(Reporter))}


def on_record(app: Flask) -> set[tuple[str, str]]:
    """The reports that are on their reporters' records, as codes and reporters."""
    found = select(Poster.code, Report.reporter).join(Report, Report.poster_id == Poster.id).where(Report.on_record)
    with parts(app).database.read() as session:
        return {(row.code, row.reporter) for row in session.execute(found)}


def status(app: Flask, code: str) -> Status:
    with parts(app).database.read() as session:
        return posters.find(session, code).status


def lines(app: Flask) -> int:
    with parts(app).database.read() as session:
        return session.scalar(select(func.count(Decision.id))) or 0


def test_a_page_that_was_overtaken_decides_nothing_and_says_who_was_there_before(app: Flask) -> None:
    code = publish(app)
    report(app, code, "hate")
    ada, bea = sign_in(app, "ada"), sign_in(app, "bea")
    stale = seen(app, code)
    assert decide(ada, code, "hide", "hate") == 303
    answer = rule(bea, [code], "approve", seen=[stale])
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["message"] == "ada hid this a moment ago, for: hateful about who people are."
    assert (status(app, code), lines(app)) == (Status.HIDDEN, 1)


def test_of_many_those_that_were_overtaken_are_left_and_the_others_decided(app: Flask) -> None:
    one, other = publish(app), publish(app)
    stale = [seen(app, one), seen(app, other)]
    ada, bea = sign_in(app, "ada"), sign_in(app, "bea")
    decide(ada, one, "hide", "hate")
    answer = rule(bea, [one, other], "hide", seen=stale, reason="spam")
    assert answer.status_code == 200
    assert answer.json
    assert answer.json["decided"] == [other]
    assert "ada hid this" in answer.json["message"]
    with parts(app).database.read() as session:
        reasons = session.scalars(select(Decision.reason).order_by(Decision.id)).all()
    assert reasons == ["hate", "spam"]


def test_a_report_that_came_after_the_page_stays_open(app: Flask) -> None:
    code = publish(app)
    report(app, code, "spam", "first")
    shown = seen(app, code)
    report(app, code, "threat", "second", now=NOW + timedelta(seconds=30))
    assert rule(sign_in(app), [code], "approve", seen=[shown]).status_code == 200
    found = case(app, code, View.REPORTED)
    assert found.reasons == [("Threatens or incites violence", 1)]
    assert found.poster.open_reports == 1


def test_a_report_that_came_after_the_page_is_settled_by_hiding_and_the_poster_is_not_reported(app: Flask) -> None:
    code = publish(app)
    report(app, code, "spam", "first")
    shown, client = seen(app, code), sign_in(app)
    report(app, code, "threat", "second", now=NOW + timedelta(seconds=30))
    assert rule(client, [code], "hide", seen=[shown], reason="spam").status_code == 200
    assert codes(app) == []
    assert case(app, code, View.HIDDEN).poster.open_reports == 0
    with parts(app).database.read() as session:
        assert {each.agreed for each in session.scalars(select(Reporter))} == {1}


def test_a_poster_that_is_hidden_again_by_undoing_is_not_reported(app: Flask) -> None:
    code, client = publish(app), sign_in(app)
    decide(client, code, "hide", "spam")
    restored = rule(client, [code], "restore", seen=[seen(app, code)]).json
    report(app, code, "threat")
    assert restored
    assert undo(client, restored["undo"]["line"]).status_code == 200
    assert (status(app, code), codes(app)) == (Status.HIDDEN, [])
    assert case(app, code, View.HIDDEN).poster.open_reports == 0


@pytest.mark.parametrize("action", ["approve", "ignore"])
def test_approving_what_is_hidden_is_refused_in_a_sentence(app: Flask, action: str) -> None:
    code, other, client = publish(app), publish(app), sign_in(app)
    decide(client, code, "hide", "spam")
    report(app, other)
    answer = rule(client, [code], action, seen=[seen(app, code)])
    assert answer.status_code == 400
    assert "This poster is hidden, and there is nothing to approve." in answer.text
    many = rule(client, [code, other], action, seen=[seen(app, code), seen(app, other)]).json
    assert many
    assert (many["decided"], [*many["left"]]) == ([other], [code])
    assert (status(app, code), lines(app)) == (Status.HIDDEN, 2)


@pytest.mark.parametrize("action", ["hide", "approve"])
def test_a_form_that_does_not_say_what_was_seen_is_refused_and_writes_nothing(lite: Flask, action: str) -> None:
    code, other = publish(lite), publish(lite)
    report(lite, code)
    client = sign_in(lite)
    for shown in ([], [seen(lite, code)]):
        answer = rule(client, [code, other], action, seen=shown, reason="spam")
        assert answer.status_code == 400
        assert "does not say which version of the case it shows" in answer.text
    assert (status(lite, code), status(lite, other), lines(lite)) == (Status.LIVE, Status.LIVE, 0)
    assert codes(lite) == [code]


@pytest.mark.parametrize("said", ["", "x.y", "1", "-1.0", "1.2.3", "9" * 40 + ".0"])
def test_a_form_that_names_no_version_of_ours_is_refused(lite: Flask, said: str) -> None:
    code = publish(lite)
    assert rule(sign_in(lite), [code], "approve", seen=[f"{code}:{said}"]).status_code == 400


def test_what_was_approved_is_opened_again_with_its_reports(app: Flask) -> None:
    code = publish(app)
    report(app, code, "libel")
    client = sign_in(app)
    approved = rule(client, [code], "approve", seen=[seen(app, code)]).json
    assert approved
    assert codes(app) == []
    undone: dict[str, object] = {
        "decided": [code],
        "left": {},
        "undo": {},
        "message": "Poster put back as it was.",
    }
    assert undo(client, approved["undo"]["line"]).json == undone
    assert codes(app) == [code]
    assert lines(app) == 2
    with parts(app).database.read() as session:
        record = session.scalars(select(Reporter)).one()
        assert (record.agreed, record.disagreed) == (0, 0)


def test_what_was_hidden_is_up_again_with_its_line_and_its_pictures(app: Flask) -> None:
    code = publish(app)
    client, public = sign_in(app), app.test_client()
    before = public.get(f"/p/{code}.jpg").data
    hidden = rule(client, [code], "hide", seen=[seen(app, code)], reason="spam").json
    assert hidden
    assert public.get(f"/p/{code}.jpg").status_code == 410
    assert undo(client, hidden["undo"]["line"]).status_code == 200
    assert public.get(f"/p/{code}.jpg").data == before
    assert "undo" in client.get("/moderate/log").text


def test_a_decision_that_was_followed_by_another_is_not_taken_back(app: Flask) -> None:
    code = publish(app)
    ada, bea = sign_in(app, "ada"), sign_in(app, "bea")
    hidden = rule(ada, [code], "hide", seen=[seen(app, code)], reason="spam").json
    decide(bea, code, "restore")
    assert hidden
    answer = undo(ada, hidden["undo"]["line"])
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["message"].startswith("bea restored this")
    assert (status(app, code), lines(app)) == (Status.LIVE, 2)


def test_what_took_a_decision_back_is_not_taken_back_itself(lite: Flask) -> None:
    code = publish(lite)
    client = sign_in(lite)
    hidden = rule(client, [code], "hide", seen=[seen(lite, code)], reason="spam").json
    assert hidden
    undo(client, hidden["undo"]["line"])
    assert undo(client, hidden["undo"]["line"] + 1).status_code == 400
    assert undo(client, 999).status_code == 400


def test_without_scripts_the_page_that_comes_next_takes_a_decision_back(lite: Flask) -> None:
    code, client = publish(lite), sign_in(lite)
    decide(client, code, "hide", "spam")
    page = client.get("/moderate").text
    (line,) = re.findall(r'name="line" value="(\d+)">\s*<button class="quiet">Undo', page)
    form = {"csrf_token": token(page), "line": line}
    assert client.post("/moderate/undo", data=form).status_code == 303
    assert status(lite, code) is Status.LIVE
    assert "Undo</button>" not in client.get("/moderate").text.partition("data-undo")[0]


def test_hidden_ones_come_as_they_were_decided(app: Flask) -> None:
    first, second, third = (publish(app) for _ in range(3))
    client = sign_in(app)
    for code in (third, first, second):
        decide(client, code, "hide", "spam")
    assert codes(app, View.HIDDEN) == [second, first, third]


def test_fifteen_reports_from_one_network_move_no_more_than_one(app: Flask) -> None:
    alone, beset = publish(app), publish(app)
    report(app, alone, "hate", "somebody", address="198.51.100.7")
    for number in range(15):
        report(app, beset, "hate", f"cookie{number}", address=f"203.0.113.{number}")
    assert case(app, alone).poster.urgency == case(app, beset).poster.urgency
    assert case(app, beset).because[1] == "1 voice (weighing 1.0)"


def test_all_networks_of_a_48_are_one_voice(app: Flask) -> None:
    alone, beset = publish(app), publish(app)
    report(app, alone, "hate", "somebody", address="198.51.100.7")
    for number in range(50):
        report(app, beset, "hate", f"cookie{number}", address=f"2001:db8:{number % 2}:{number}::1")
    assert case(app, alone).because[1] == "1 voice (weighing 1.0)"
    assert case(app, beset).because[1] == "2 voices (weighing 2.0)"


def test_one_true_report_stands_before_sixty_false_ones(app: Flask) -> None:
    innocent = [publish(app, f"Buses are late, part {number}") for number in range(15)]
    true = publish(app, "Her number is on this poster")
    for code in innocent:
        for network in range(4):
            report(app, code, "threat", f"{code}{network}", address=f"203.0.{network}.9")
    report(app, true, "private", "somebody", address="198.51.100.7")
    with parts(app).database.write() as session:
        reports.weigh_all(session, NOW)
    assert true in codes(app)[:3]


def test_a_voice_survives_midnight_and_the_networks_hash_does_not(app: Flask) -> None:
    code, later = publish(app), NOW + timedelta(days=1)
    report(app, code, "hate", "one", address="203.0.113.1")
    with parts(app).database.write() as session:
        visitors.forget(session, day_of(later))
    with parts(app).database.read() as session:
        kept = session.scalars(select(Report)).one()
        assert kept.network is None
        assert len(kept.voice) == 16
    report(app, code, "hate", "one", address="203.0.113.1", now=later)
    assert case(app, code).because[1].startswith("1 voice ")


def test_a_cases_page_says_in_words_why_it_stands_where_it_does(lite: Flask) -> None:
    code = publish(lite)
    for number in range(3):
        report(lite, code, "threat", f"n{number}", address=f"203.0.{number}.1", now=now())
    client = sign_in(lite)
    for path in (f"/moderate/case/{code}", "/moderate"):
        [why] = shown(client, path, r'<p class="because">(.*?)</p>')
        assert why == ("Reported as: threatens or incites violence · 3 voices (weighing 3.0) · waiting 0 of 30 minutes")
    decide(client, code, "approve")
    assert shown(client, f"/moderate/case/{code}", r'<p class="because">(.*?)</p>') == []


def test_notes_that_say_the_same_words_stand_on_a_cases_page_once(lite: Flask) -> None:
    code = publish(lite)
    notes = ["It is my <b>cat</b>", *["Mind the pigeons"] * 4, *["MIND the  pigeons!"] * 5, ""]
    for number, note in enumerate(notes):
        report(lite, code, "spam", f"n{number}", note, address=f"203.0.{number}.1")
    client = sign_in(lite)
    once = ["It is my &lt;b&gt;cat&lt;/b&gt;", "Mind the pigeons × 9, the same words"]
    assert shown(client, "/moderate", r"<blockquote[^>]*>(.*?)</blockquote>") == once
    own = shown(client, f"/moderate/case/{code}", r"<blockquote[^>]*>(.*?)</blockquote>")
    assert own[:3] == [*once, "MIND the pigeons!"]  # further down the page tells all reports one by one


def shown(client: FlaskClient, path: str, pattern: str) -> list[str]:
    """Each piece of a page like that, in words."""
    found = re.findall(pattern, client.get(path).text, re.DOTALL)
    return [" ".join(re.sub(r"</?(b|p|small)\b[^>]*>", " ", each).split()) for each in found]


def test_moderators_put_on_record_what_they_thought_of_a_report(app: Flask) -> None:
    hidden, approved = publish(app), publish(app)
    client = sign_in(app)
    report(app, hidden, "hate", "somebody")
    report(app, approved, "hate", "somebody")
    decide(client, hidden, "hide", "hate")
    decide(client, approved, "approve")
    with parts(app).database.read() as session:
        record = session.scalars(select(Reporter)).one()
        assert (record.agreed, record.disagreed) == (1, 1)


def test_where_further_reports_are_ignored_only_a_grave_one_with_a_record_opens_a_case(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    report(app, code, "hate", "first")
    decide(client, code, "ignore")
    report(app, code, "threat", "brigade")
    report(app, code, "spam", "proven")
    assert codes(app) == []
    with parts(app).database.write() as session:
        session.add(Reporter(reporter="proven", agreed=5, disagreed=0))
    report(app, code, "private", "proven")
    assert codes(app) == [code]
    decide(client, code, "hide", "private")
    decide(client, code, "restore")
    report(app, code, "spam", "second")
    assert codes(app) == [code]


@pytest.mark.parametrize("ends", ["hide", "undo"])
def test_further_reports_are_ignored_until_somebody_hides_it_or_takes_that_back(app: Flask, ends: str) -> None:
    code, client = publish(app), sign_in(app)
    report(app, code, "hate", "first")
    ignored = rule(client, [code], "ignore", seen=[seen(app, code)]).json
    assert ignored
    assert ignored["message"] == "Poster approved; until hidden, further reports are ignored."
    report(app, code, "hate", "unheard")
    assert codes(app) == []
    page = client.get(f"/moderate/case/{code}").text
    assert "further reports are ignored until it is hidden" in page
    assert "nor does it change hands: what is ignored of it stays so until somebody hides it or takes" in page
    if ends == "undo":
        undo(client, ignored["undo"]["line"])
        assert case(app, code).poster.open_reports == 2
    else:
        decide(client, code, "hide", "hate")
        decide(client, code, "restore")
        assert codes(app) == []
    report(app, code, "hate", "second")
    assert codes(app) == [code]
    assert "further reports are ignored" not in client.get(f"/moderate/case/{code}").text


def test_neither_its_maker_nor_a_card_nor_a_hold_nor_another_approval_has_reports_heard_that_are_ignored(
    app: Flask,
) -> None:
    (code, secret), client = claimed(app), sign_in(app)
    report(app, code, "hate", "first")
    decide(client, code, "ignore")
    for action in ("cover", "lift", "cover", "approve"):
        decide(client, code, action)
        report(app, code, "hate", f"after {action}")
        assert case(app, code).poster.reports_ignored
        assert case(app, code).poster.open_reports == 0
    with changing_statuses(parts(app)) as changes:
        set_status(changes, posters.find(changes.session, code, lock=True), Status.WAITING, now=NOW)
    decide(client, code, "approve")
    report(app, code, "hate", "after a hold")
    assert (status(app, code), codes(app)) == (Status.LIVE, [])
    claims.withdraw(parts(app), secret, now=NOW)
    assert case(app, code).poster.reports_ignored


def test_taking_back_that_further_reports_are_ignored_leaves_alone_what_nobody_judged(app: Flask) -> None:
    earlier, code = publish(app), publish(app)
    client = sign_in(app)
    for each in (earlier, code):
        report(app, each, "hate", "somebody")
    decide(client, earlier, "approve")
    report(app, code, "hate", "first")
    ignored = rule(client, [code], "ignore", seen=[seen(app, code)]).json
    assert ignored
    report(app, code, "spam", "somebody")  # once more, and unheard
    report(app, code, "spam", "late")
    assert records(app) == {"somebody": (0, 2), "first": (0, 1)}
    undo(client, ignored["undo"]["line"])
    assert records(app) == {"somebody": (0, 1), "first": (0, 0)}
    assert case(app, code).poster.open_reports == 3
    decide(client, code, "hide", "spam")
    assert records(app) == {"somebody": (1, 1), "first": (1, 0), "late": (1, 0)}


def test_taking_back_what_followed_leaves_alone_what_was_said_unheard_before_it(app: Flask) -> None:
    code, client = publish(app), sign_in(app)
    report(app, code, "hate", "first")
    decide(client, code, "ignore")
    with parts(app).database.write() as session:
        session.add(Reporter(reporter="proven", agreed=5, disagreed=0))
    report(app, code, "private", "proven")
    approved = rule(client, [code], "approve", seen=[seen(app, code)]).json
    assert approved
    report(app, code, "spam", "late")
    undo(client, approved["undo"]["line"])
    assert records(app) == {"first": (0, 1), "proven": (5, 0)}


def test_taking_back_a_decision_on_what_its_maker_had_withdrawn_takes_nothing_off_a_record(app: Flask) -> None:
    earlier, (code, secret) = publish(app), claimed(app)
    client = sign_in(app)
    for each in (earlier, code):
        report(app, each, "hate", "somebody")
    decide(client, earlier, "hide", "hate")
    claims.withdraw(parts(app), secret, now=NOW)
    closed = rule(client, [code], "hide", seen=[seen(app, code)], reason="hate").json
    assert closed
    assert records(app) == {"somebody": (1, 0)}
    undo(client, closed["undo"]["line"])
    assert records(app) == {"somebody": (1, 0)}


def test_of_reports_from_before_those_are_on_record_that_a_decision_closed(app: Flask) -> None:
    heard, ignored, hidden, open_ = [publish(app) for _ in range(4)]
    gone, secret = claimed(app)
    client = sign_in(app)
    for each in (heard, ignored, hidden, open_, gone):
        report(app, each, "hate", "first")
    claims.withdraw(parts(app), secret, now=NOW)
    ruled = {heard: "approve", ignored: "ignore", hidden: "hide", gone: "hide"}
    for each, action in ruled.items():
        decide(client, each, action, "hate" if action == "hide" else "")
    report(app, ignored, "spam", "late", now=now() + timedelta(seconds=1))
    before = on_record(app)
    assert before == {(heard, "first"), (ignored, "first"), (hidden, "first")}
    config = alembic_config(parts(app).environment.database_url)
    command.downgrade(config, "0044")
    command.upgrade(config, "head")
    config.attributes["engine"].dispose()
    assert on_record(app) == before


def test_notes_that_say_the_same_are_told_once(app: Flask) -> None:
    code = publish(app)
    for number, note in enumerate(["He is my uncle", "he is my UNCLE!", "Not funny", "He is my uncle."]):
        report(app, code, "hate", f"reporter{number}", note)
    assert case(app, code).notes == [("He is my uncle", 3), ("Not funny", 1)]


def test_a_page_learns_of_others_decisions_and_who_looks_at_a_case(app: Flask) -> None:
    code, quiet = publish(app), publish(app)
    ada, bea = sign_in(app, "ada"), sign_in(app, "bea")
    shown = [seen(app, code), seen(app, quiet)]

    def look(client: FlaskClient, at: str) -> dict[str, object]:
        form = {"csrf_token": token(client.get("/moderate").text), "seen": shown, "at": at}
        answer = client.post("/moderate/look", data=form, headers=JSON).json
        assert isinstance(answer, dict)
        return answer

    counts = dict.fromkeys(["reported", "waiting", "appeals", "hidden", "recent", "votes", "bans"], 0)
    unchanged = {"changed": {}, "under_way": [], "counts": counts}
    assert look(ada, code) == unchanged | {"lookers": {}}
    assert look(bea, quiet) == unchanged | {"lookers": {code: ["ada"]}}
    decide(bea, quiet, "hide", "spam")
    assert look(ada, code) == {
        "changed": {quiet: "bea hid this a moment ago, for: advertising or flooding."},
        "lookers": {quiet: ["bea"]},
        "under_way": [],
        "counts": counts | {"hidden": 1},
    }


def test_who_looked_at_a_case_is_forgotten_soon(app: Flask) -> None:
    code, client = publish(app), sign_in(app, "ada")
    form = {"csrf_token": token(client.get("/moderate").text), "seen": [seen(app, code)], "at": code}
    client.post("/moderate/look", data=form, headers=JSON)

    def looks() -> int:
        with parts(app).database.read() as session:
            return session.scalar(select(func.count()).select_from(CaseLook)) or 0

    list(jobs.expire(parts(app), now()))
    assert looks() == 1
    list(jobs.expire(parts(app), now() + timedelta(minutes=5)))
    assert looks() == 0


def test_a_campaigns_moderator_does_not_overrule_the_whole_sites(app: Flask) -> None:
    campaign(app)
    theirs, ours = enter(app, "Hidden by the campaign"), enter(app, "Hidden by the site")
    site = sign_in(app, "site")
    own = sign_in_for_campaign(app, "bee")
    assert decide(own, theirs, "hide", "spam") == 303
    hidden = rule(site, [ours], "hide", seen=[seen(app, ours)], reason="hate").json
    assert hidden
    assert decide(own, ours, "restore") == 403
    assert undo(own, hidden["undo"]["line"]).status_code == 403
    assert status(app, ours) is Status.HIDDEN
    assert decide(own, theirs, "restore") == 303
    assert decide(site, ours, "restore") == 303


@pytest.mark.parametrize(
    ("since", "words"),
    [(10, "a moment ago"), (60, "a minute ago"), (600, "10 minutes ago"), (3700, "an hour ago"), (90000, "a day ago")],
)
def test_how_long_ago_is_said_in_words(since: int, words: str) -> None:
    assert sightings._ago(timedelta(seconds=since)) == words
