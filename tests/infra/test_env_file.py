"""The file `.env`, as a site writes it."""

import os
import signal
from pathlib import Path

import pytest
from dotenv import dotenv_values

from billboard.core.errors import Refused
from billboard.infra import env_file


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_kept_stands_beside_what_was_there_for_our_eyes_alone() -> None:
    Path(".env").write_text("# mine\nPORT=8001\nMAIL_FROM=old@example.org\n")
    Path(".env").chmod(0o644)
    odd = "smtp://a:b'c\\d#e@relay.example"
    env_file.keep({"SMTP_URL": odd, "MAIL_FROM": "new@example.org"})
    assert dotenv_values(".env") == {"PORT": "8001", "MAIL_FROM": "new@example.org", "SMTP_URL": odd}
    assert Path(".env").read_text().startswith("# mine\n")
    assert Path(".env").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_named() -> None:
    Path(".env").mkdir()
    with pytest.raises(Refused, match=r"\.env cannot be written: "):
        env_file.keep({"PORT": "8001"})


def test_gunicorns_first_process_is_told_to_read_it_and_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda process, number: told.append((process, number)))
    monkeypatch.delenv("SERVER_SOFTWARE", raising=False)
    assert not env_file.have_it_read()
    monkeypatch.setenv("SERVER_SOFTWARE", "gunicorn/27.0.1")
    assert env_file.have_it_read()
    assert told == [(os.getppid(), signal.SIGHUP)]
