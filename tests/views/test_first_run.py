"""The link that a first start prints, and the page of three steps behind it."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billboard.accounts import people
from billboard.infra.mail import Relay, read_relay
from billboard.models import Role
from billboard.operators import seeding
from billboard.settings import live
from tests.accounts.device import Device
from tests.accounts.proving import GOOD, press
from tests.application import knock, parts, token
from tests.servers.process import free_port
from tests.servers.smtp import Mailroom

WANTED = {"site_name": "The Hoarding", "name": "Ada", "password": GOOD, "mail": ""}
RELAY = {"mail": "relay", "encryption": "smtp", "mail_from": "wall@example.org"}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a file `.env` that is written is nobody's, on a site that is prepared in no time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(seeding, "seed", lambda site: 0)
    monkeypatch.setattr(live, "FRESH", 0.0)


def prepared(app: Flask) -> tuple[str, str]:
    """The path of the link that the first start prints, and the password."""
    said = app.test_cli_runner().invoke(args=["prepare"], catch_exceptions=False).output
    found = re.search(r"http://localhost:8000(/operate/first-run/[a-z2-7]{32})\b.*password: (\S+)", said, re.S)
    assert found, said
    return found[1], found[2]


def finish(client: FlaskClient, link: str, **typed: str) -> TestResponse:
    return press(client, link, link, **(WANTED | typed))


def test_three_steps_make_the_site_somebodys_once_and_never_again(lite: Flask) -> None:
    link, password = prepared(lite)
    client = lite.test_client()
    assert [client.get(link).status_code for _ in range(2)] == [200, 200]
    done = finish(client, link)
    assert (done.status_code, done.headers["Location"]) == (303, "/operate")
    assert "The Hoarding" in client.get("/operate").text
    with parts(lite).database.read() as session:
        assert people.named(session, "moderator") is None
        ada = people.named(session, "ada")
        assert ada
        assert ada.role is Role.OPERATOR
    assert knock(lite.test_client(), "ada", GOOD).status_code == 303
    assert knock(lite.test_client(), "moderator", password).status_code != 303
    for answer in (
        client.get(link),
        client.post(link, data=WANTED | {"csrf_token": token(client.get("/moderate").text)}),
    ):
        assert answer.status_code == 404
        assert "opens nothing any more" in answer.text
    assert "first-run" not in lite.test_cli_runner().invoke(args=["prepare"]).output
    assert not Path(".env").exists()


def test_the_site_runs_without_it_and_it_ends_with_the_first_way_in(lite: Flask) -> None:
    link, password = prepared(lite)
    client = lite.test_client()
    assert client.get("/").status_code == 200
    assert knock(client, "moderator", password).status_code == 303
    assert client.get("/operate").status_code == 200
    assert lite.test_client().get(link).status_code == 404


def test_other_links_open_no_first_run(lite: Flask) -> None:
    prepared(lite)
    other = lite.test_cli_runner().invoke(args=["moderator", "reset", "moderator"]).output.strip()
    secret = other.rpartition("/")[2]
    assert lite.test_client().get(f"/moderate/join/{secret}").status_code == 200
    assert lite.test_client().get(f"/operate/first-run/{secret}").status_code == 404


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_is_kept(lite: Flask) -> None:
    link, _ = prepared(lite)
    client = lite.test_client()
    typed = {"site_name": "", "name": "Ada", "password": "password", "server": "no/host", "user": "wall"} | RELAY
    done = finish(client, link, **(typed | {"mail_from": "nobody"}))
    assert done.status_code == 422
    wrong = re.findall(r'<li><a href="#([a-z_]+)">', done.text)
    assert wrong == ["site_name", "password", "mail_from", "server"]
    assert 'value="Ada"' in done.text
    assert 'value="no/host"' in done.text
    assert "password" not in re.findall(r'value="([^"]*)"', done.text)
    silent = finish(client, link, **RELAY, server=f"127.0.0.1:{free_port()}")
    assert silent.status_code == 422
    assert "does not take letters from you" in silent.text
    without_a_way_in = finish(client, link, password="")
    assert (without_a_way_in.status_code, "use a passkey" in without_a_way_in.text) == (422, True)
    assert not Path(".env").exists()
    assert finish(client, link).status_code == 303


def test_mail_is_written_down_for_our_eyes_alone(lite: Flask, mailroom: Mailroom) -> None:
    link, _ = prepared(lite)
    Path(".env").write_text("PORT=8001\n")
    relay = read_relay(mailroom.url)
    client = lite.test_client()
    done = finish(client, link, **RELAY, server=f"{relay.host}:{relay.port}")
    assert done.status_code == 303, done.text
    kept = dotenv_values(".env")
    assert kept["PORT"] == "8001"
    assert kept["MAIL_FROM"] == "wall@example.org"
    assert read_relay(str(kept["SMTP_URL"])) == Relay(relay.host, relay.port, "", "", "")
    assert Path(".env").stat().st_mode & 0o777 == 0o600
    assert "once the site has been started again" in client.get("/operate").text


def test_a_passkey_is_enough(lite: Flask) -> None:
    link, password = prepared(lite)
    client, device = lite.test_client(), Device()
    seal = token(client.get(link).text)
    asked = client.post(f"{link}/passkey/options", data={"csrf_token": seal, "name": "Ada"})
    assert asked.status_code == 200, asked.text
    done = finish(client, link, password="", passkey=device.create(asked.get_json()))
    assert len(re.findall(r"<code>[a-z2-7-]{19}</code>", done.text)) == 10
    assert client.get("/operate").status_code == 200
    assert knock(lite.test_client(), "ada", password).status_code != 303
