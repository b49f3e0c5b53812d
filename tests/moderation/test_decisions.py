"""Decisions: what they change, at once and together."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.core.errors import StoreUnavailable
from billboard.models import Poster, Report, Status
from billboard.posters import posters
from tests.application import decide, parts, publish, seen_of, sign_in, stored, token
from tests.moderation.reporting import codes, report


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


def test_many_are_decided_at_once(app: Flask) -> None:
    many = [publish(app) for _ in range(4)]
    client = sign_in(app)
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "ids": many[:3]}
    form["seen"] = [seen_of(client, code) for code in many[:3]]
    assert client.post("/moderate/decide", data=form).status_code == 303
    with parts(app).database.read() as session:
        live = session.scalars(select(Poster.code).where(Poster.status == Status.LIVE)).all()
    assert live == [many[3]]


def test_one_unknown_poster_among_many_stops_them_all(app: Flask) -> None:
    code = publish(app)
    client = sign_in(app)
    form = {"csrf_token": token(client.get("/moderate").text), "action": "hide", "reason": "spam", "ids": [code, "zzz"]}
    form["seen"] = [seen_of(client, each) for each in (code, "zzz")]
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
        assert "picture files are still being moved" in client.get("/moderate").text
        assert app.test_client().get(f"/p/{code}.jpg").status_code == 410
    app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_a_decision_wants_a_token(lite: Flask) -> None:
    code = publish(lite)
    response = sign_in(lite).post(f"/moderate/p/{code}", data={"action": "hide", "reason": "hate"})
    assert response.status_code == 400
    assert lite.test_client().get(f"/p/{code}").status_code == 200
