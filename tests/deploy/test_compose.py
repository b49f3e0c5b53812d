"""What can be known of the containers without an engine to run them."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy.engine import make_url

from billboard.infra.adjustable import Adjustable
from billboard.infra.config import Settings, load_settings
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yml").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
REPLICAS = ("app-1", "app-2")
DRAWING = ("draw-1", "draw-2")
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
# What nobody sets who uses these containers, and why.
DECIDED = {
    "HOST": "the image says it",
    "PORT": "the image says it",
    "WEB_THREADS": "1 is right behind nginx",
    "PROMETHEUS_MULTIPROC_DIR": "a folder in memory, made at the start",
    "S3_CA_BUNDLE": "the store is one of the containers, and no TLS is between them",
}


def instructions(name: str) -> list[str]:
    return [line.removeprefix(name).strip() for line in DOCKERFILE if line.startswith(name + " ")]


def test_every_variable_is_explained_in_the_example_and_none_is_left_over() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE))
    lines = (DEPLOY / "env.example").read_text().splitlines()
    offered = {line.partition("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)}
    assert asked == offered


def test_the_example_gives_no_secret_away() -> None:
    for line in (DEPLOY / "env.example").read_text().splitlines():
        if re.match(r"[A-Z_]*(KEY|PASSWORD)=", line):
            assert line.endswith("="), line


def test_secrets_have_no_default() -> None:
    assert not re.findall(r"\$\{[A-Z_]*(?:KEY|PASSWORD):-", COMPOSE)


@pytest.mark.parametrize("name", [*REPLICAS, *DRAWING, "migrate"])
def test_the_application_is_told_only_settings_it_knows(name: str) -> None:
    known = {field.upper() for field in Settings.model_fields}
    assert set(SERVICES[name]["environment"]) <= known


@pytest.mark.parametrize("name", [*REPLICAS, "migrate", "jobs"])
def test_every_setting_reaches_the_application_or_is_decided_here(name: str) -> None:
    missing = {field.upper() for field in Settings.model_fields} - set(SERVICES[name]["environment"])
    assert missing == DECIDED.keys()


def test_what_may_be_changed_by_command_may_be_set_in_the_file() -> None:
    for field in Adjustable.model_fields:
        name = field.upper()
        assert re.fullmatch(rf"\$\{{{name}:-[^}}]*\}}", _environment()[name]), name


def test_the_replicas_are_alike() -> None:
    first, second = (SERVICES[name] for name in REPLICAS)
    assert first == second


def test_those_that_draw_are_replicas_that_step_back_where_processors_are_short() -> None:
    first, second = (dict(SERVICES[name]) for name in DRAWING)
    assert first == second
    assert first.pop("cpu_shares") < 1024
    assert first == SERVICES["app-1"]


def test_the_settings_are_fit_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {name: re.sub(r"\$\{[^}]*?(?::-([^}]*))?\}", r"\1", value) for name, value in _environment().items()}
    for name, value in (given | {"SECRET_KEY": "k" * 40, "SITE_URL": "https://posters.example"}).items():
        monkeypatch.setenv(name, value)  # also the empty ones, as compose does
    settings = load_settings()
    assert settings.production
    assert settings.covers_per_hour == Settings.model_fields["covers_per_hour"].default
    assert settings.secure
    assert settings.trusted_proxies == 1


def _environment() -> dict[str, str]:
    return dict(SERVICES["app-1"]["environment"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_hardened_and_pinned(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"]
    assert "privileged" not in service
    assert re.fullmatch(r"(\$\{APP_MEMORY:-)?\d+[mg]\}?", service["mem_limit"])
    assert service["pids_limit"] <= 256
    if service["image"] != "billboard":
        assert re.search(r":v?\d+\.\d+(\.\d+)?(-alpine)?$", service["image"]), "an image without an exact version"


def test_only_nginx_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert yaml.safe_load(COMPOSE)["networks"]["inside"]["internal"] is True
    for name in ("database", "valkey", "store", "role", "account"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_whatever_goes_on_running_has_a_healthcheck() -> None:
    jobs = {name for name, service in SERVICES.items() if service["restart"] == "no"}
    assert jobs == {"migrate", "bucket", "role", "account"}
    for name in sorted(set(SERVICES) - jobs - {*REPLICAS, *DRAWING}):  # the replicas have their image's
        assert SERVICES[name]["healthcheck"]["test"]


def test_a_service_of_its_own_runs_the_jobs_and_the_replicas_do_not() -> None:
    assert [name for name, service in SERVICES.items() if "run-jobs" in service.get("command", [])] == ["jobs"]
    assert not any("sleep" in str(service.get("command")) for service in SERVICES.values())
    for name in (*REPLICAS, *DRAWING):
        assert SERVICES[name]["environment"]["RUN_JOBS"] == "no"
        assert "command" not in SERVICES[name]
    alive = SERVICES["jobs"]["command"][-1]
    assert alive in SERVICES["jobs"]["healthcheck"]["test"][1]
    assert any(place.startswith(alive.rpartition("/")[0]) for place in SERVICES["jobs"]["tmpfs"])


def test_the_site_is_neither_the_databases_superuser_nor_the_stores_root() -> None:
    told, store = _environment(), SERVICES["store"]["environment"]
    role = make_url(re.sub(r"\$\{.*?\}", "x", told["DATABASE_URL"])).username
    assert role not in (SERVICES["database"]["environment"]["POSTGRES_USER"], "postgres")
    assert f"ALTER ROLE {role} LOGIN NOSUPERUSER" in (DEPLOY / "role.sql").read_text()
    assert not {told["AWS_ACCESS_KEY_ID"], told["AWS_SECRET_ACCESS_KEY"]} & set(store.values())
    for name in (*REPLICAS, *DRAWING, "migrate", "jobs"):
        assert not re.search("POSTGRES_PASSWORD|ROOT", str(SERVICES[name]["environment"])), name


def test_a_store_whose_root_is_the_sites_account_stops_the_start_and_others_get_theirs(tmp_path: Path) -> None:
    gateway = tmp_path / "versitygw"
    gateway.write_text('#!/bin/sh\necho "$@" >>"$ASKED"\n[ "$2" != create-user ] || [ -z "$THERE" ]\n')
    gateway.chmod(0o755)
    command = [word.replace("$$", "$") for word in SERVICES["account"]["command"]]
    account = {
        "STORE_ACCESS_KEY": "site",
        "STORE_SECRET_KEY": "secret",
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "THERE": "",
    }
    asked = tmp_path / "asked"

    def run(**more: str) -> tuple[int, str, list[str]]:
        asked.write_text("")
        environment = account | {"ADMIN_ACCESS_KEY": "root", "ASKED": str(asked)} | more
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20)
        return done.returncode, done.stderr, asked.read_text().splitlines()

    create, update = (f"admin {verb}-user --access site --secret secret --role user" for verb in ("create", "update"))
    owner = "admin change-bucket-owner --bucket billboard --owner site"
    assert run() == (0, "", [create, owner])
    assert run(THERE="yes") == (0, "", [create, update, owner])
    status, said, done = run(ADMIN_ACCESS_KEY="site")
    assert (status, done) == (1, [])
    assert said.startswith("STORE_ROOT_ACCESS_KEY must not be the same")


def test_dependencies_volumes_and_networks_exist() -> None:
    whole = yaml.safe_load(COMPOSE)
    for name, service in SERVICES.items():
        for other, wish in service.get("depends_on", {}).items():
            finishing = wish["condition"] == "service_completed_successfully"
            assert finishing == (SERVICES[other]["restart"] == "no"), f"{name} waits for {other}"
        assert set(service.get("networks", [])) <= set(whole["networks"])
        assert {each["source"] for each in service.get("configs", [])} <= set(whole["configs"])
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("."):
                assert (DEPLOY / source).exists(), source
            elif not volume.startswith("${"):
                assert source in whole["volumes"]


def test_nginx_knows_the_replicas_by_their_names() -> None:
    named = re.findall(r"server ([a-z]+-\d):8000 resolve", (DEPLOY / "nginx.conf").read_text())
    assert tuple(named) == REPLICAS + DRAWING
    for name in REPLICAS + DRAWING:
        assert "edge" in SERVICES[name]["networks"]


def test_the_image_holds_everything_the_site_reads() -> None:
    copied = {word for line in instructions("COPY") if "--from" not in line for word in shlex.split(line)[:-1]}
    for path in copied:
        assert (ROOT / path).exists(), path
    assert {"billboard", "templates", "static", "fonts", "artwork", "migrations", "wsgi.py"} <= copied
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.M))
    assert copied <= allowed, "the build context leaves something out"


def test_the_image_is_small_unprivileged_and_watched() -> None:
    assert all("-slim" in image for image in instructions("FROM"))
    assert instructions("USER")[-1].isdigit()
    assert instructions("USER")[-1] != "0"
    assert "/healthz" in instructions("HEALTHCHECK")[0]
    assert any("--require-hashes" in command for command in instructions("RUN"))


def test_the_image_has_the_python_that_the_tests_run_on() -> None:
    assert all(image.startswith("python:3.11-") for image in instructions("FROM"))
