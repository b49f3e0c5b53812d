import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from billboard.core.errors import StoreUnavailable
from billboard.models import Decision, Poster, Report, Status
from billboard.moderation import accounts, moderation, queue
from billboard.moderation.queue import View
from billboard.posters import posters
from tests.application import NOW, MakeApp, decide, parts, publish, sign_in, stored, token


def report(app: Flask, code: str, reason: str = "spam", reporter: str = "someone", note: str = "") -> None:
    with parts(app).database.write() as session:
        moderation.report(session, code, reason=reason, note=note, reporter=reporter, now=NOW)


def codes(app: Flask, view: View = View.REPORTED) -> list[str]:
    with parts(app).database.read() as session:
        return [each.poster.code for each in queue.page(session, view).cases]


def test_the_queue_is_ordered_by_urgency(app: Flask) -> None:
    mild, threat, many = (publish(app) for _ in range(3))
    report(app, mild)
    report(app, threat, "threat")
    for number in range(5):
        report(app, many, "other", f"reporter{number}")
    assert codes(app) == [many, threat, mild]


def test_reports_at_the_same_moment_are_all_counted(app: Flask) -> None:
    many = [publish(app) for _ in range(3)]
    together = Barrier(8)

    def complain(number: int) -> None:
        together.wait()
        for code in many:
            report(app, code, "spam", f"reporter{number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(complain, range(8)))
    with parts(app).database.read() as session:
        standing = session.execute(select(Poster.open_reports, Poster.urgency)).all()
    assert [tuple(each) for each in standing] == [(8, 8 * moderation.REASONS["spam"].weight)] * 3


def test_recount_mends_the_urgency_too(app: Flask) -> None:
    code = publish(app)
    report(app, code, "threat")
    with parts(app).database.write() as session:
        posters.find(session, code).urgency = 1
    done = app.test_cli_runner().invoke(args=["recount"], catch_exceptions=False)
    assert "1 of reports" in done.output
    with parts(app).database.read() as session:
        assert posters.find(session, code).urgency == moderation.REASONS["threat"].weight


def test_one_visitor_cannot_report_a_poster_twice(app: Flask) -> None:
    code = publish(app)
    report(app, code, "spam", note="first")
    report(app, code, "hate", note="second")
    with parts(app).database.read() as session:
        case = queue.page(session, View.REPORTED).cases[0]
    assert case.reasons == [("Hateful about who people are", 1)]
    assert case.notes == ["second"]


def test_hiding_answers_410_with_a_picture_at_every_image_address_within_a_second(app: Flask) -> None:
    code = publish(app)
    client, public = sign_in(app), app.test_client()
    keys = stored(app)
    addresses = [f"/p/{code}.jpg", f"/p/{code}/thumb.jpg", f"/p/{code}/card.jpg"]
    etags = [public.get(address).headers["ETag"] for address in addresses]
    begun = time.monotonic()
    assert decide(client, code, "hide", "libel") == 303
    for address, etag in zip(addresses, etags, strict=True):
        response = public.get(address, headers={"If-None-Match": etag})
        assert response.status_code == 410
        assert response.mimetype == "image/jpeg"
        assert response.data[:2] == b"\xff\xd8"
    assert time.monotonic() - begun < 2.5  # with a busy machine’s own second and a half
    assert not keys & stored(app)
    page = public.get(f"/p/{code}")
    assert page.status_code == 410
    assert "false and damaging" in page.text
    assert code not in public.get("/gallery?sort=new").text


def test_restoring_brings_back_the_same_bytes_and_votes(app: Flask) -> None:
    code = publish(app)
    client, public = sign_in(app), app.test_client()
    public.post(f"/p/{code}/vote", data={"value": "1"})
    before = public.get(f"/p/{code}.jpg").data
    decide(client, code, "hide", "hate")
    decide(client, code, "restore")
    assert public.get(f"/p/{code}.jpg").data == before
    assert public.get(f"/votes?ids={code}").json == {"voted": [code]}
    with parts(app).database.read() as session:
        assert posters.find(session, code).votes == 1


def test_a_hide_without_a_reason_is_refused_and_changes_nothing(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    assert decide(client, code, "hide") == 400
    assert decide(client, code, "hide", "because") == 400
    assert decide(client, code, "vanish", "hate") == 400
    assert app.test_client().get(f"/p/{code}").status_code == 200


def test_approving_settles_the_reports(app: Flask) -> None:
    code = publish(app)
    report(app, code)
    assert decide(sign_in(app), code, "approve") == 303
    assert codes(app) == []
    with parts(app).database.read() as session:
        assert session.scalars(select(Report.decision_id)).one() is not None
        assert posters.find(session, code).status == Status.LIVE


def test_the_log_says_who_did_what_and_why(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app, "ada")
    decide(client, code, "hide", "private")
    decide(client, code, "restore")
    with parts(app).database.read() as session:
        lines, _ = queue.log(session)
        stands = session.execute(select(Decision.before, Decision.after).order_by(Decision.id)).all()
    assert [(line.moderator, line.action.value, line.reason) for line in lines] == [
        ("ada", "restore", ""),
        ("ada", "hide", "Gives away somebody's private details"),
    ]
    assert [tuple(each) for each in stands] == [(Status.LIVE, Status.HIDDEN), (Status.HIDDEN, Status.LIVE)]


def test_deciding_the_same_again_writes_no_second_line(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    decide(client, code, "hide", "hate")
    decide(client, code, "hide", "hate")
    with parts(app).database.read() as session:
        assert len(queue.log(session)[0]) == 1


@pytest.mark.parametrize("change", ["DELETE FROM decisions", "UPDATE decisions SET note = 'never happened'"])
def test_the_database_refuses_to_change_the_log(app: Flask, change: str) -> None:
    decide(sign_in(app), publish(app), "hide", "hate")
    with pytest.raises(DBAPIError, match="only ever added to"), parts(app).database.write() as session:
        session.execute(text(change))


def test_many_are_decided_at_once(app: Flask) -> None:
    many = [publish(app) for _ in range(4)]
    client = sign_in(app)
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "ids": many[:3]}
    assert client.post("/moderate/decide", data=form).status_code == 303
    with parts(app).database.read() as session:
        live = session.scalars(select(Poster.code).where(Poster.status == Status.LIVE)).all()
    assert live == [many[3]]


def test_one_unknown_poster_among_many_stops_them_all(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "ids": [code, "zzz"]}
    assert client.post("/moderate/decide", data=form).status_code == 404
    assert app.test_client().get(f"/p/{code}").status_code == 200


def test_hiding_works_while_the_store_is_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code = publish(app)
    client = sign_in(app)

    def down(*_: object) -> bytes:
        raise StoreUnavailable("down")

    with monkeypatch.context() as patch:
        patch.setattr(parts(app).store, "get", down)
        assert decide(client, code, "hide", "hate") == 303
        assert app.test_client().get(f"/p/{code}.jpg").status_code == 410
    app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_a_moderator_sees_the_picture_of_a_hidden_poster_and_nobody_else_does(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    decide(client, code, "hide", "hate")
    assert client.get(f"/moderate/p/{code}/picture.jpg").mimetype == "image/jpeg"
    assert app.test_client().get(f"/moderate/p/{code}/picture.jpg").status_code == 303


@pytest.mark.parametrize("path", ["/moderate", "/moderate/log", "/moderate?view=hidden"])
def test_the_moderators_side_wants_a_session(lite: Flask, path: str) -> None:
    response = lite.test_client().get(path)
    assert (response.status_code, response.headers["Location"]) == (303, "/moderate/login")


def test_a_decision_wants_a_token(lite: Flask) -> None:
    code = publish(lite)
    response = sign_in(lite).post(f"/moderate/p/{code}", data={"action": "hide", "reason": "hate"})
    assert response.status_code == 400
    assert lite.test_client().get(f"/p/{code}").status_code == 200


def test_a_disabled_moderators_session_ends_at_once(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    assert client.get("/moderate").status_code == 200
    lite.test_cli_runner().invoke(args=["disable-moderator", "ada"], catch_exceptions=False)
    assert client.get("/moderate").status_code == 303


def test_a_new_password_ends_the_sessions_there_were(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    done = lite.test_cli_runner().invoke(args=["create-moderator", "ada"], catch_exceptions=False)
    assert client.get("/moderate").status_code == 303
    with parts(lite).database.read() as session:
        assert accounts.sign_in(session, "ada", done.output.strip()).name == "ada"


def test_signing_out_ends_copies_of_the_cookie_too(lite: Flask) -> None:
    client = sign_in(lite, "ada")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post("/moderate/logout", data={"csrf_token": token(client.get("/moderate").text)})
    thief = lite.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/moderate").status_code == 303


def test_guessing_passwords_is_slowed_down(make_app: MakeApp) -> None:
    client = make_app(login_limit="3 per minute").test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": "ada", "password": "guess"}
    answers = [client.post("/moderate/login", data=form) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Wait a minute" in answers[3].text


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", "x"), ("", ""), ("ada'--", "x")])
def test_a_wrong_name_or_password_is_told_the_same(lite: Flask, name: str, password: str) -> None:
    sign_in(lite, "ada")
    client = lite.test_client()
    form = {"csrf_token": token(client.get("/moderate/login").text), "name": name or "x", "password": password or "x"}
    response = client.post("/moderate/login", data=form)
    assert response.status_code == 422
    assert "do not open this door" in response.text


def test_passwords_are_kept_as_argon2id(lite: Flask) -> None:
    sign_in(lite, "ada")
    with parts(lite).database.read() as session:
        stored_hash = session.execute(text("SELECT password_hash FROM moderators")).scalar_one()
    assert stored_hash.startswith("$argon2id$")
