"""Work in a process apart: what it answers, and that nothing it does to itself happens to whoever asked."""

import logging
import subprocess
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest

from billboard.core.errors import Busy, Refused
from billboard.infra import apart
from billboard.infra.apart import Job, run
from billboard.infra.apart_process import OUTPUT
from tests.waiting import wait_until

FAILED = "That went wrong. Try another."


def job(function: str, *, seconds: float = 10.0, memory: int = 400 << 20) -> Job:
    return Job("tests.apart_jobs", function, FAILED, seconds, memory)


def test_values_and_files_go_there_and_come_back() -> None:
    answer = run(job("reversed_files"), {"given": ["ü", 1.5, None]}, [b"\0\xff", b"", b"three"])
    assert answer.values == {"seen": ["ü", 1.5, None]}
    assert answer.files == (b"three", b"", b"\0\xff")


def test_it_knows_none_of_our_secrets_and_loads_none_of_our_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    values = run(job("surroundings"), {}).values
    assert "SECRET_KEY" not in values["environment"]
    assert {"flask", "sqlalchemy", "billboard.infra.config"}.isdisjoint(values["loaded"])


def test_what_it_refuses_is_refused_here() -> None:
    with pytest.raises(Refused, match=r"Not this one\. Choose another\."):
        run(job("refusing"), {})


@pytest.mark.parametrize("function", ["failing", "dying"])
def test_what_it_dies_of_is_refused_and_goes_to_the_log(function: str, caplog: pytest.LogCaptureFixture) -> None:
    apart.logger.addHandler(caplog.handler)
    try:
        with caplog.at_level(logging.WARNING, apart.logger.name), pytest.raises(Refused, match=FAILED):
            run(job(function), {})
    finally:
        apart.logger.removeHandler(caplog.handler)
    assert f"tests.apart_jobs.{function}" in caplog.text
    assert function != "failing" or "LookupError: of its own" in caplog.text


@pytest.mark.parametrize("size", [2 << 30, OUTPUT + 1], ids=["memory", "answer"])
def test_what_takes_too_much_memory_is_refused_in_words(size: int) -> None:
    with pytest.raises(Refused, match="takes more memory than one picture may"):
        run(job("greedy"), {"bytes": size})


def test_it_is_ended_in_time_and_so_is_what_it_started(tmp_path: Path) -> None:
    file, began = tmp_path / "child", monotonic()
    with pytest.raises(Refused, match=FAILED):
        run(job("slow", seconds=1.0), {"file": str(file)})
    assert monotonic() - began < 3
    wait_until(lambda: not _alive(int(file.read_text())))


def test_it_ends_itself_where_nobody_waits_for_it_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    wait = subprocess.Popen.wait
    monkeypatch.setattr("subprocess.Popen.wait", lambda process, timeout=None: wait(process))
    with pytest.raises(Refused, match=FAILED):
        run(job("busy", seconds=0.5), {})


def test_so_many_run_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(apart, "PATIENCE", 0.1)
    with ExitStack() as taken:
        for _ in range(apart.AT_ONCE):
            taken.enter_context(apart.place())
        with pytest.raises(Busy, match="Several pictures") as busy:
            run(job("reversed_files"), {"given": 1})
        assert busy.value.wait == apart.SOON
    assert run(job("reversed_files"), {"given": 1}).values == {"seen": 1}


def test_places_that_somebody_else_made_are_not_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with apart.place():
        pass
    (folder,) = tmp_path.glob("billboard-apart-*")
    for each in folder.iterdir():
        each.unlink()
    folder.rmdir()
    folder.symlink_to(elsewhere)
    with pytest.raises(PermissionError, match="remove it"), apart.place():
        pass


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
