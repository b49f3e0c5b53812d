"""Who asks for a round-up, and who is on the list."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from billboard.models import Delivery, Subscription
from billboard.roundup import subscriptions
from tests.application import NOW, MakeApp, parts, publish, token
from tests.hostile import HOSTILE
from tests.html import Html
from tests.roundup.subscribing import (
    SITE,
    Clock,
    addresses,
    link_in,
    posting,
    run,
    subscribe,
)
from tests.servers.smtp import Mailroom


@pytest.mark.usefixtures("clock")
def test_nobody_is_on_the_list_before_the_button_is_pressed(app: Flask, mailroom: Mailroom) -> None:
    client = app.test_client(use_cookies=True)
    page = client.get("/roundup", base_url=SITE)
    assert page.headers["Cache-Control"] == "private, no-store"
    form = {"csrf_token": token(page.text), "address": "Ada@Example.ORG"}
    answer = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/roundup/asked")
    assert mailroom.recipients == ["Ada@example.org"]
    publish(app)
    link = link_in(mailroom.letters[0])
    scanner = app.test_client()
    for _ in range(3):
        assert "Yes, send it" in scanner.get(link).text
    assert run(app).sent == 0
    assert client.post(link).status_code == 303
    assert "on the list" in client.get(link).text
    assert run(app).sent == 1


@pytest.mark.usefixtures("clock")
def test_only_hashes_of_secrets_are_kept(app: Flask, mailroom: Mailroom) -> None:
    subscribe(app, "bea@example.org")
    publish(app)
    run(app)
    secret = link_in(mailroom.letters[0]).split("/")[2]
    with parts(app).database.read() as session:
        kept = [*session.scalars(select(Subscription.digest)), *session.scalars(select(Delivery.digest))]
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in kept)
    assert secret not in kept


def test_what_is_no_address_is_refused_and_kept_in_the_form(make_app: MakeApp, mailroom: Mailroom) -> None:
    app = posting(make_app, mailroom)
    client = app.test_client()
    seal = token(client.get("/roundup", base_url=SITE).text)
    for address in ("nonsense", "", "a@b@example.org", "x" * 400 + "@example.org", "ada@localhost", *HOSTILE):
        typed = address.encode("utf-8", "replace").decode()
        answer = client.post(
            "/roundup",
            data={"csrf_token": seal, "address": typed},
            headers={"Referer": f"{SITE}/roundup"},
            base_url=SITE,
        )
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
        fields = [attrs for tag, attrs in Html(answer.text).elements if attrs.get("name") == "address"]
        assert [attrs["value"] for attrs in fields] == [typed.replace("\x00", "")]
    assert addresses(app) == []
    assert not mailroom.raw


def test_a_stale_seal_costs_no_typed_address(lite_app: Flask) -> None:
    answer = lite_app.test_client().post("/roundup", data={"csrf_token": "stale", "address": "ada@example.org"})
    assert answer.status_code == 422
    assert 'value="ada@example.org"' in answer.text


def test_no_address_is_flooded_with_letters_whoever_asks(app: Flask) -> None:
    def asked(minutes: int, address: str = "ada@example.org", wall: str = "") -> bool:
        with parts(app).database.write() as session:
            moment = NOW + timedelta(minutes=minutes)
            return subscriptions.ask(session, address, wall=wall, now=moment) is not None

    assert [asked(0), asked(1), asked(9)] == [True, False, False]
    assert asked(12, "ADA@example.org")
    assert asked(13, wall="another")
    assert not any(asked(minutes) for minutes in range(30, 48 * 60, 60))
    assert not asked(30, wall="a-third")
    assert asked(30, "bea@example.org")
    assert asked(5 * 24 * 60)


def test_nobody_learns_who_is_on_the_list(app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    client = app.test_client()
    subscribe(app, "ada@example.org", now=NOW - timedelta(days=9))

    def answer(address: str) -> tuple[int, str | None]:
        form = {"csrf_token": token(client.get("/roundup", base_url=SITE).text), "address": address}
        got = client.post("/roundup", data=form, headers={"Referer": f"{SITE}/roundup"}, base_url=SITE)
        return got.status_code, got.headers.get("Location")

    assert answer("ada@example.org") == answer("bea@example.org") == answer("bea@example.org")
    assert [letter["To"] for letter in mailroom.letters] == ["ada@example.org", "bea@example.org"]
    known = mailroom.letters[0]
    assert "already" in known["Subject"]
    assert client.post(link_in(known) + "/leave").status_code == 200
    assert addresses(app) == ["bea@example.org"]


def test_an_address_that_never_answered_is_forgotten(app: Flask, clock: Clock, mailroom: Mailroom) -> None:
    client = app.test_client()
    with parts(app).database.write() as session:
        asked = subscriptions.ask(session, "ada@example.org", now=NOW)
    assert asked
    subscribe(app, "bea@example.org")
    clock(NOW + timedelta(hours=49))
    assert client.get(f"/roundup/{asked.secret}").status_code == 404
    assert client.post(f"/roundup/{asked.secret}").status_code == 404
    said = app.test_cli_runner().invoke(args=["expire"], catch_exceptions=False).output
    assert said == "1 unanswered requests, 0 senders of notices and 0 receipts forgotten.\n"
    assert addresses(app) == ["bea@example.org"]


def test_one_network_asks_only_so_often(make_app: MakeApp, mailroom: Mailroom) -> None:
    app = posting(make_app, mailroom, subscribe_limit="2 per hour")
    client = app.test_client()
    seal = token(client.get("/roundup", base_url=SITE).text)
    statuses = [
        client.post(
            "/roundup",
            data={"csrf_token": seal, "address": f"{name}@example.org"},
            headers={"Referer": f"{SITE}/roundup"},
            base_url=SITE,
        ).status_code
        for name in ("ada", "bea", "cem")
    ]
    assert statuses == [303, 303, 429]


def test_without_a_relay_nothing_is_offered(lite: Flask) -> None:
    client = lite.test_client()
    for page in ("/", "/gallery"):
        assert "/roundup" not in client.get(page).text
    page = client.get("/roundup").text
    assert 'name="address"' not in page
    assert "/feed.atom" in page
    assert client.post("/roundup", data={"address": "ada@example.org"}).status_code == 404
    said = lite.test_cli_runner().invoke(args=["send-roundup"], catch_exceptions=False)
    assert "SMTP_URL is not set" in said.output
    assert said.exit_code == 0


def test_with_a_relay_pages_lead_to_it(lite_app: Flask) -> None:
    for page in ("/", "/gallery", "/about/privacy"):
        assert "/roundup" in lite_app.test_client().get(page).text
