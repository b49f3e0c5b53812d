"""The page that tells operators how each part of the site fares, and what hangs on it."""

import io
import json
import re
import shutil
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from flask import Flask
from pydantic import SecretStr

from billboard.core.toml_tables import Finding as Fault
from billboard.core.type.fallbacks import Look
from billboard.infra.jobs import JobName
from billboard.jobs import runs
from billboard.models import LogLine
from billboard.web.diagnosis import checks, contents, machine, services
from billboard.web.diagnosis.checks import Check, State
from billboard.web.diagnosis.whole import CHECKS
from billboard.web.site import now
from tests.application import MakeApp, parts, publish, sign_in, token
from tests.servers.process import free_port
from tests.servers.smtp import Mailroom

PAGE = "/operate/diagnostics"


def test_every_part_is_told_of_with_its_state_in_words(app: Flask) -> None:
    publish(app)
    page = sign_in(app, "ada").get(PAGE).text
    told = re.findall(r"<h2>([^<]+) <span class=\"state [^>]*>.*?</span> ([a-z ]+)</span></h2>", page)
    shown = dict(told)
    assert shown.keys() == {each.title for each in CHECKS}
    assert (shown["Database"], shown["Tables"], shown["Store of pictures"], shown["Clock"]) == ("good",) * 4
    assert (shown["Backups"], shown["Mail relay"], shown["Jobs"]) == ("look at it", "look at it", "broken")
    kind = "PostgreSQL" if app.extensions["billboard"].database.engine.dialect.name == "postgresql" else "SQLite"
    assert re.search(rf"<bdi>{kind} \d", page)


def test_no_check_keeps_the_page_waiting_and_none_takes_it_down(lite: Flask) -> None:
    def sleeps(_: object) -> checks.Finding:
        time.sleep(1.5)
        return checks.good("It woke.")

    def fails(_: object) -> checks.Finding:
        raise ZeroDivisionError

    begun = time.monotonic()
    asked = [Check("a", "A", sleeps), Check("b", "B", fails), Check("c", "C", lambda _: checks.good("Fine."))]
    found = checks.run(parts(lite), asked, within=0.2)
    assert time.monotonic() - begun < 1
    assert [each.finding.state for each in found] == [State.BROKEN, State.BROKEN, State.GOOD]
    assert [each.finding.said for each in found][:2] == [
        "It did not answer within 0.2 s.",
        "It cannot be asked: ZeroDivisionError.",
    ]


def test_what_is_down_is_broken(make_app: MakeApp, tmp_path: Path) -> None:
    nowhere = f"127.0.0.1:{free_port()}"
    app = make_app(smtp_url=f"smtp://{nowhere}", mail_from="posters@example.org", valkey_url=f"valkey://{nowhere}")
    site = parts(app)
    assert services.relay(site).state is State.BROKEN
    assert services.valkey(site).state is State.BROKEN
    (tmp_path / "images").rmdir()
    assert services.store(site).state is State.BROKEN
    with site.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0046'")
    assert services.tables(site).said.startswith("They are older")


def test_valkey_that_answers_is_good(make_app: MakeApp, valkey_url: str) -> None:
    assert services.valkey(parts(make_app(valkey_url=valkey_url))).state is State.GOOD


def test_jobs_and_backups_are_judged_by_their_last_run(make_app: MakeApp, tmp_path: Path) -> None:
    site = parts(make_app(backup_place=f"folder:{tmp_path / 'kept'}"))
    assert contents.backups(site).said == "None has been made yet."
    later, moment = now() + timedelta(hours=1), now()
    with site.database.write() as session:
        runs.plan(session, {JobName.BACKUP: later}, now=moment)
        runs.begin(session, JobName.BACKUP, now=moment)
        runs.end(session, JobName.BACKUP, now=moment, said="Every one holds.")
    assert (contents.jobs(site).state, contents.backups(site).said) == (State.GOOD, "Every one holds.")
    with site.database.write() as session:
        runs.begin(session, JobName.BACKUP, now=moment - timedelta(hours=60), next_=moment - timedelta(hours=1))
        runs.end(session, JobName.BACKUP, now=moment)
    assert (contents.jobs(site).state, contents.backups(site).said) == (State.BROKEN, "The last one is old.")
    with site.database.write() as session:
        runs.begin(session, JobName.BACKUP, now=moment, next_=later)
        runs.end(session, JobName.BACKUP, now=moment, error="PlaceUnavailable")
    assert contents.jobs(site).said == "Failed when they were last run: backup."
    assert contents.backups(site).state is State.BROKEN


def test_faulty_templates_and_missing_faces_are_named(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    site = parts(lite)
    faults = {"half-done": [Fault(Path("artwork/half-done/template.toml"), "title", "is missing")]}
    monkeypatch.setattr(type(site.templates), "left_out", property(lambda _: faults))
    found = contents.templates(site)
    assert (found.state, list(found.facts)) == (State.LOOK, [("half-done", "title: is missing.")])
    files = site.renderer.book.files
    monkeypatch.setattr(files, "fallbacks", replace(files.fallbacks, cjk={"jp": {"x": Look(False, False, "Bold")}}))
    assert contents.fonts(site).said == (
        "No faces for Chinese, simplified; Chinese, traditional; Korean. "
        "Install them with `apt-get install fonts-noto-cjk` and start again."
    )


def test_room_on_disks_and_workers_memory_are_bounded(lite: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    site = parts(lite)
    for free, state in ((10**12, State.GOOD), (10**9, State.LOOK), (10**7, State.BROKEN)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(total=10**12, free=free))
        assert machine.disks(site).state is state
    assert machine.workers(site).facts[0][0].startswith(("Worker", "Server"))
    monkeypatch.setattr(machine, "_processes", lambda _: [("Worker 1", 500_000_000)])
    assert machine.workers(site).state is State.LOOK


def test_a_test_letter_goes_to_the_address_that_was_typed_and_is_a_line_of_the_log(
    make_app: MakeApp, mailroom: Mailroom
) -> None:
    app = make_app(smtp_url=mailroom.url, mail_from="posters@example.org", site_url="https://posters.example.org")
    ada = sign_in(app, "ada")
    form = {"csrf_token": token(ada.get(PAGE).text), "address": "ada@example.net"}
    assert ada.post(f"{PAGE}/letter", data=form).status_code == 303
    [letter] = mailroom.letters
    assert letter["To"] == "ada@example.net"
    assert "test letter" in letter["Subject"]
    wrong = ada.post(f"{PAGE}/letter", data={**form, "address": "ada at home"})
    assert (wrong.status_code, 'value="ada at home"' in wrong.text, "aria-invalid" in wrong.text) == (422, True, True)
    with parts(app).database.read() as session:
        assert [line.did for line in session.query(LogLine) if line.kind == "upkeep"] == ["test-letter"]


def test_without_a_relay_or_a_place_the_buttons_say_so(lite: Flask) -> None:
    ada = sign_in(lite, "ada")
    seal = {"csrf_token": token(ada.get(PAGE).text)}
    said = ada.post(f"{PAGE}/letter", data={**seal, "address": "ada@example.net"})
    assert (said.status_code, "SMTP_URL is not set: the site sends no letters." in said.text) == (422, True)
    assert ada.post(f"{PAGE}/backup", data=seal).status_code == 303
    assert "BACKUP_PLACE is not set" in ada.get(PAGE).text


def test_a_backup_that_is_asked_for_is_queued_and_noted(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(backup_place=f"folder:{tmp_path / 'kept'}")
    ada, asked = sign_in(app, "ada"), list[JobName]()
    monkeypatch.setattr(parts(app).jobs, "enqueue", lambda name, **_: asked.append(name))
    ada.post(f"{PAGE}/backup", data={"csrf_token": token(ada.get(PAGE).text)})
    assert asked == [JobName.BACKUP]


def test_the_bundle_holds_no_secret_no_address_and_no_name(make_app: MakeApp) -> None:
    secrets = {
        "secret_key": SecretStr("a-key-nobody-may-read-0123456789"),
        "aws_secret_access_key": SecretStr("an-s3-secret"),
        "smtp_url": SecretStr("smtps://postmaster:pa55word@mail.example.net"),
        "mail_from": "Wall <wall@example.org>",
        "contact_email": "ada@example.org",
        "run_by": "Ada Lovelace, 12 St James’s Square",
        "site_url": "https://posters.example.org",
        "notify_emails": ("bert@example.org",),
        "notify_webhook": "https://hooks.example.org/abcdef",
        "publish_limit": "31 per minute",
    }
    app = make_app(log_level="INFO", **secrets)
    ada = sign_in(app, "ada")
    ada.get("/claim/averysecretclaimlink?q=typed")
    app.logger.error("somebody at 192.0.2.7 and 2001:db8::17, carl@example.org")
    answer = ada.post(f"{PAGE}/bundle", data={"csrf_token": token(ada.get(PAGE).text)})
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=billboard-diagnostics-")
    with ZipFile(io.BytesIO(answer.data)) as zipped:
        texts = {name: zipped.read(name).decode() for name in zipped.namelist()}
    whole = "\n".join(texts.values())
    told = [
        "a-key-nobody",
        "an-s3-secret",
        "pa55word",
        "postmaster",
        "example",
        "lovelace",
        "@",
        "192.0.2.7",
        "2001:db8",
    ]
    told += ["averysecret", "typed", "://", str(Path.cwd())]
    assert [each for each in told if each in whole.lower()] == []
    settings = json.loads(texts["settings.json"])
    assert (settings["publish_limit"], settings["smtp_url"], settings["read_only"]) == ("31 per minute", "set", "off")
    assert len(json.loads(texts["checks.json"])["checks"]) == len(CHECKS)
    assert '"route": "/operate/diagnostics"' in texts["log.jsonl"]
