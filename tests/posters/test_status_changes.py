"""Posters go up and come down: rows first, then pictures."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from billboard.core.errors import StoreUnavailable
from billboard.infra.config import ROOT
from billboard.infra.jobs import JobName
from billboard.models import Status
from billboard.posters import pictures
from billboard.posters.status_changes import changing_statuses
from tests.application import parts, publish, stored
from tests.posters.moving import change, find


def take_down_the_store(app: Flask, patch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise StoreUnavailable("down")

    for name in ("get", "put", "delete"):
        patch.setattr(parts(app).store, name, down)


def test_pictures_move_with_the_status(app: Flask) -> None:
    code = publish(app)
    for status, place in ((Status.HIDDEN, "quarantine/"), (Status.LIVE, "posters/")):
        assert not change(app, code, status=status)
        assert {key[: len(place)] for key in stored(app)} == {place}
        assert pictures.in_place(find(app, code))
    assert not change(app, code, status=Status.WITHDRAWN)
    assert stored(app) == set()


def test_a_store_that_is_down_fails_no_hiding_and_the_pictures_follow(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = publish(app)
    with monkeypatch.context() as patch:
        take_down_the_store(app, patch)
        assert change(app, code)
    assert find(app, code).status is Status.HIDDEN
    assert app.test_client().get(f"/p/{code}.jpg").status_code == 410
    assert not pictures.in_place(find(app, code))
    assert not change(app, code), "asked again, it is done"
    assert pictures.in_place(find(app, code))


def test_of_many_some_move_at_once_and_a_job_is_asked_to_move_the_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, asked = [publish(app) for _ in range(5)], list[tuple[JobName, object]]()
    monkeypatch.setattr(pictures, "AT_ONCE", 2)
    monkeypatch.setattr(parts(app).jobs, "enqueue", lambda name, codes: asked.append((name, codes)))
    assert change(app, *codes)
    assert asked == [(JobName.MOVE_PICTURES, codes[2:])]
    assert sum(pictures.in_place(find(app, code)) for code in codes) == 2
    done = app.test_cli_runner().invoke(args=["move-pictures"], catch_exceptions=False)
    assert "3 posters' pictures moved" in done.output
    assert all(pictures.in_place(find(app, code)) for code in codes)


def test_the_store_is_never_waited_for_inside_a_transaction(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code, site, writing = publish(app), parts(app), []
    write = site.database.write

    @contextmanager
    def watched() -> Iterator[Session]:
        with write() as session:
            writing.append(True)
            yield session
            writing.pop()

    def outside(work: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any) -> Any:
            assert not writing
            return work(*given)

        return asked

    monkeypatch.setattr(site.database, "write", watched)
    for name in ("get", "put", "delete"):
        monkeypatch.setattr(site.store, name, outside(getattr(site.store, name)))
    assert not change(app, code)
    assert pictures.in_place(find(app, code))


def test_where_a_transaction_fails_no_poster_and_no_picture_has_moved(app: Flask) -> None:
    code = publish(app)
    before = stored(app)

    def fail() -> None:
        with changing_statuses(parts(app)) as changes:
            changes.codes.append(code)
            raise ValueError("something broke")

    with pytest.raises(ValueError, match="broke"):
        fail()
    assert find(app, code).status is Status.LIVE
    assert stored(app) == before


def test_no_other_module_sets_a_status() -> None:
    setting = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "billboard").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == "status"
    }
    assert setting == {"billboard/posters/status_changes.py"}
