"""Each command of docs/upgrade.md, as it is written."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from flask import Flask

from tests.application import parts, publish
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "upgrade.md").read_text()
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
FLASK = ".venv/bin/flask "
BY_OTHERS = {"git pull", "git checkout HEAD@{1}", "make run"}  # what they do is told elsewhere


def test_every_command_of_the_page_does_what_it_says(lite: Flask, tmp_path: Path) -> None:
    code = publish(lite)
    run = []
    for line in LINES:
        if not line.startswith(FLASK):
            continue
        words = line.removeprefix(FLASK).replace("folder:/var/backups/billboard", f"folder:{tmp_path / 'kept'}")
        if words.startswith("restore") and "--replace" not in words:  # on a new machine
            url = Path(str(parts(lite).database.engine.url.database))
            parts(lite).database.engine.dispose()
            url.unlink()
        said = lite.test_cli_runner().invoke(args=shlex.split(words))
        assert said.exit_code == 0, (line, said.output)
        run.append(words.split()[0])
    assert {"backup", "backups", "backup-verify", "restore"} == set(run)
    assert lite.test_client().get(f"/p/{code}.jpg").status_code == 200


@pytest.mark.parametrize("line", sorted({line for line in LINES if not line.startswith(FLASK)} - BY_OTHERS))
def test_containers_are_told_what_there_is(lite: Flask, line: str) -> None:
    words = shlex.split(line)
    assert words[:4] == ["docker", "compose", "--file", "deploy/compose.yml"]
    services = yaml.safe_load((ROOT / "deploy/compose.yml").read_text())["services"]
    action, *named = words[4:]
    if action == "run":
        assert (named[0], named[2]) == ("--rm", "flask")
        assert named[1] in services
        assert lite.test_cli_runner().invoke(args=[*named[3:], "--help"]).exit_code == 0
    else:
        assert action in ("stop", "build", "up")
        assert {each for each in named if not each.startswith("--")} <= services.keys()
