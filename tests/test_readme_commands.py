"""Every command of the README is run as it stands there, or a test elsewhere is named that runs it."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select

from billboard.core.formats import SQUARE
from billboard.models import LogLine
from tests.application import MakeApp, parts, publish
from tests.moderation.blocking import hide
from tests.paths import ROOT
from tests.servers.process import Server
from tests.servers.site import Site

README = (ROOT / "README.md").read_text()
SERVICES = yaml.safe_load((ROOT / "deploy" / "compose.yml").read_text())["services"]
PROGRAMS = r"(?:[A-Z]+=\S+ )?(?:make|docker|openssl|git|apt-get|kill|flask|\.venv/bin/\w+|settings set)(?= [^…])"
# What is not run from here, and what does.
ELSEWHERE = {
    "git clone --depth 1": "whoever has this has cloned it",
    "kill -HUP": "tests/serving/test_renewal.py",
    "kill -USR2": "tests/serving/test_renewal.py",
    "kill -TERM": "tests/serving/test_renewal.py",
    "openssl rand -hex 32": "tests/servers/tls.py, for openssl; a key of its length in tests/infra/test_config.py",
    "apt-get install fonts-noto-cjk": "tests/tools/test_setup.py",
    ".venv/bin/python tools/scenes/render.py bus-shelter": "a renderer of its own; it takes an hour",
}
FINDS_ITS_HELP = {".venv/bin/python tools/draw_contact_sheet.py"}  # all of it takes minutes


def commands(of: str) -> list[str]:
    """As they stand in blocks for a shell and in running text, each once, that begin so."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    lines = [re.sub(r" +# .*", "", line) for block in blocks for line in block.splitlines()]
    inline = [
        " ".join(each.split())
        for each in re.findall(r"(?<!`)`([^`]+)`(?!`)", re.sub(r"```.*?```", "", README, flags=re.S))
    ]
    found = [each for each in (*lines, *inline) if re.match(PROGRAMS, each)]
    return [each for each in dict.fromkeys(found) if re.match(of, each)]


MAKE, COMPOSE, FLASK = r"([A-Z]+=\S+ )?make ", "docker ", r"(\.venv/bin/)?flask |settings "


def test_of_every_command_something_knows_how_it_is_run() -> None:
    known = {*commands(MAKE), *commands(COMPOSE), *commands(FLASK), *commands(r"\.venv/bin/python tools/"), *ELSEWHERE}
    assert set(commands("")) == known
    assert [
        name for name in ELSEWHERE.values() if name.startswith("tests/") and not (ROOT / name.split(",")[0]).exists()
    ] == []


@pytest.mark.parametrize("command", commands(MAKE))
def test_make_knows_what_it_is_told_to_make(command: str) -> None:
    words = re.sub(r"make\b", "make --dry-run", command, count=1)
    done = subprocess.run(words, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def prepared(lite: Flask, sqlite_url: str, tmp_path: Path) -> Site:
    """A site whose wall is not empty, for which `make` is called in this very folder."""
    publish(lite)
    site = Site(tmp_path, {"DATABASE_URL": sqlite_url, "TMPDIR": str(tmp_path)})
    site.environment.pop("WEB_THREADS")
    return site


def test_make_run_and_make_moderator_do_what_the_readme_says(prepared: Site) -> None:
    server = Server(["make", "run"], log=prepared.folder / "log", cwd=ROOT, env=prepared.environment)
    try:
        server.wait_until(prepared.answers, 60)
        said = prepared.log()
        assert f"\nMake it yours, in three steps: http://localhost:{prepared.port}/operate/first-run/" in f"\n{said}"
        assert "sign in at http://localhost" in said
        assert f"Billboard is at http://localhost:{prepared.port}" in said
        assert "as “moderator”, password: " in said
        done = subprocess.run(
            ["make", "moderator", "NAME=ada"],
            cwd=ROOT,
            env=prepared.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert re.fullmatch(r"\S{12,}\n", done.stdout), done.stderr
    finally:
        server.stop()


@pytest.mark.parametrize("command", commands(COMPOSE))
def test_compose_is_told_of_files_services_and_commands_that_there_are(command: str, lite: Flask) -> None:
    if command == "docker compose up":
        return  # in words about it
    words = shlex.split(command.partition(" > ")[0])
    assert words[:2] == ["docker", "compose"]
    del words[:2]
    while words[0] == "--file":
        assert (ROOT / words[1]).exists() or words[1] == "deploy/digests.yml", words[1]
        del words[:2]
    verb, *rest = words
    options = {"up": {"--detach", "--build"}, "run": {"--rm"}, "config": {"--lock-image-digests"}}[verb]
    named = [word for word in rest if word not in options]
    if verb == "run":
        service, program, name = named
        assert service in SERVICES
        assert (program, name in lite.cli.commands) == ("flask", True)
    else:
        assert named == []


# What stands for a word in capitals; of what is in brackets these alone are given.
STANDS_FOR = {"NAME": "bert", "ROLE": "moderator", "SLUG": "biscuits", "VALUE": "Tea", "[PLACE]": "{place}"}
STANDS_FOR |= {"[--replace]": "--replace", "NUMBER": "{line}", "--title …": "--title Tea", "--why …": "--why Tea"}
OTHERWISE = {
    "settings set NAME VALUE": "settings set site_name Tea",
    "settings reset NAME": "settings reset site_name",
    "campaign edit SLUG …": "campaign edit biscuits --introduction Tea",
    "templates check [SLUG]": "templates check the-queue",
}
NOT_HERE = {
    "run-jobs [--alive FILE]": "it runs on: tests/operators/test_runner.py starts it",
    "templates check": "for all of them it takes ten seconds; for one it is in the table",
}


def table() -> Iterator[str]:
    rows = README.partition("\n### Commands\n")[2].partition("\n#")[0]
    for row in re.findall(r"^\| (`.*?) \| ", rows, re.M)[1:]:
        yield from re.findall(r"`([^`]+)`", row.replace("\\|", "|"))


def filled_in(command: str) -> str:
    if command in OTHERWISE:
        return OTHERWISE[command]
    for word, meant in STANDS_FOR.items():
        command = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w:])", meant, command)
    return re.sub(r" \[.*?\]", "", command)


def test_every_flask_command_does_what_it_is_told(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(backup_place=f"folder:{tmp_path / 'backups'}")
    hide(app, publish(app))
    with parts(app).database.read() as session:
        line = session.scalars(select(func.max(LogLine.number)).where(LogLine.snapshot_digest != "")).one()
    rows = list(table())
    as_they_are = [re.sub(r"^(\.venv/bin/)?flask ", "", each) for each in commands(FLASK)]
    asked = [filled_in(each) for each in rows if each not in NOT_HERE]
    failed = {}
    for command in [*asked, *(each for each in as_they_are if each not in NOT_HERE and each not in rows)]:
        words = shlex.split(command.format(place=f"folder:{tmp_path / 'backups'}", line=line))
        done = app.test_cli_runner().invoke(args=words)
        if done.exit_code:
            failed[command] = done.output[-300:] or repr(done.exception)
    assert failed == {}


@pytest.mark.parametrize("command", sorted({*commands(r"\.venv/bin/python tools/")} - ELSEWHERE.keys()))
def test_a_tool_does_what_it_is_told(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    more = ["--help"] if command in FINDS_ITS_HELP else ["--format", SQUARE.slug, "--out", str(tmp_path / "poster.jpg")]
    done = subprocess.run([sys.executable, *words[1:], *more], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert command in FINDS_ITS_HELP or (tmp_path / "poster.jpg").exists()
