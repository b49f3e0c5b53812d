import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from billboard.core.catalogue.designs import Design
from billboard.core.errors import SloganProblems, StoreUnavailable
from billboard.models import Poster
from billboard.posters import posters, publishing
from billboard.posters.publishing import Submission
from tests.application import NOW, main_slot, parts, publish, stored


def find(app: Flask, code: str) -> Poster:
    with parts(app).database.read() as session:
        return posters.find(session, code)


def test_publishing_stores_three_pictures_and_a_row(app: Flask) -> None:
    poster = find(app, publish(app))
    assert {key.rpartition("/")[2] for key in stored(app)} == {"full.jpg", "thumb.jpg", "card.jpg"}
    full = parts(app).store.get(f"{poster.image_key}/full.jpg")
    assert hashlib.sha256(full).hexdigest() == poster.digest
    assert poster.published == NOW


def test_two_posters_with_one_slogan_never_share_a_picture(app: Flask) -> None:
    first, second = find(app, publish(app)), find(app, publish(app))
    assert first.digest == second.digest
    assert first.image_key != second.image_key


def test_sending_a_form_many_times_at_once_makes_one_poster(app: Flask) -> None:
    site = parts(app)
    template = next(iter(site.templates.values()))

    def send(_: int) -> str:
        design = Design(template, template.variants[0], template.defaults)
        return publishing.publish(site, Submission(design, key="one form"), now=NOW).code

    with ThreadPoolExecutor(6) as pool:
        codes = set(pool.map(send, range(12)))
    assert len(codes) == 1
    with site.database.read() as session:
        assert session.scalar(select(func.count(Poster.id))) == 1
    assert len(stored(app)) == 3


def test_a_word_changed_after_publishing_makes_another_poster(app: Flask) -> None:
    site = parts(app)
    template = next(iter(site.templates.values()))
    designs = [
        Design(template, template.variants[0], {**template.defaults, main_slot(template).name: text})
        for text in ("First thought", "Second thought")
    ]
    made = [publishing.publish(site, Submission(design, key="one form"), now=NOW) for design in designs]
    assert made[0].code != made[1].code
    assert made[0].secret != made[1].secret


def test_a_refused_slogan_leaves_nothing(app: Flask) -> None:
    with pytest.raises(SloganProblems):
        publish(app, "turned \u202e round")
    assert stored(app) == set()


def test_a_store_that_fails_half_way_leaves_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    store = parts(app).store
    put = store.put

    def fail_on_the_card(key: str, data: bytes) -> None:
        if key.endswith("card.jpg"):
            raise StoreUnavailable("down")
        put(key, data)

    monkeypatch.setattr(store, "put", fail_on_the_card)
    with pytest.raises(StoreUnavailable):
        publish(app)
    assert stored(app) == set()
    with parts(app).database.read() as session:
        assert session.scalar(select(func.count(Poster.id))) == 0


def test_a_commit_whose_answer_was_lost_still_publishes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    database = parts(app).database
    write = database.write

    @contextmanager
    def lose_the_answer() -> Iterator[Session]:
        with write() as session:
            yield session
        raise OperationalError("COMMIT", {}, Exception("connection lost"))

    with monkeypatch.context() as patch:
        patch.setattr(database, "write", lose_the_answer)
        code = publish(app)
    assert len(stored(app)) == 3
    assert find(app, code).code == code


def test_seeding_fills_an_empty_wall_once(lite: Flask, tmp_path: Path) -> None:
    runner = lite.test_cli_runner()
    first = runner.invoke(args=["prepare"], catch_exceptions=False)
    second = runner.invoke(args=["prepare"], catch_exceptions=False)
    assert "password: " in first.output
    assert "password: " not in second.output
    with parts(lite).database.read() as session:
        made = session.scalar(select(func.count(Poster.id))) or 0
        used = session.scalar(select(func.count(func.distinct(Poster.template))))
    assert made >= 24
    assert used == len(parts(lite).templates)
