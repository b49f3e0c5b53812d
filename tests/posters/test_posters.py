import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from billboard.core.catalogue.designs import Design
from billboard.core.errors import SloganProblems, StoreUnavailable
from billboard.models import Action, Moderator, Poster
from billboard.moderation import moderation
from billboard.posters import pictures, posters, publishing
from billboard.web.site import now
from tests.application import NOW, main_slot, parts, publish, stored


def hide(app: Flask, code: str, action: Action = Action.HIDE) -> None:
    site = parts(app)
    with site.database.write() as session:
        moderator = session.scalar(select(Moderator))
        if moderator is None:
            moderator = Moderator(name="m", password_hash="x", created=NOW)
            session.add(moderator)
            session.flush()
        moderation.decide(session, code, moderator, action, reason="hate", now=NOW)


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
        return publishing.publish(
            site.database,
            site.store,
            site.renderer,
            design=Design(template, template.variants[0], template.defaults),
            key="one form",
            now=NOW,
        )

    with ThreadPoolExecutor(6) as pool:
        codes = set(pool.map(send, range(12)))
    assert len(codes) == 1
    with site.database.read() as session:
        assert session.scalar(select(func.count(Poster.id))) == 1
    assert len(stored(app)) == 3


def test_a_word_changed_after_publishing_makes_another_poster(app: Flask) -> None:
    site = parts(app)
    template = next(iter(site.templates.values()))
    codes = {
        publishing.publish(
            site.database,
            site.store,
            site.renderer,
            design=Design(template, template.variants[0], {**template.defaults, main_slot(template).name: text}),
            key="one form",
            now=NOW,
        )
        for text in ("First thought", "Second thought")
    }
    assert len(codes) == 2


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


def test_hiding_moves_the_bytes_to_a_fresh_random_key(app: Flask) -> None:
    code = publish(app)
    before = stored(app)
    hide(app, code)
    assert pictures.settle(parts(app).database, parts(app).store, code)
    after = stored(app)
    assert not before & after
    assert len(after) == 3
    assert all(key.startswith("quarantine/") and code not in key for key in after)


def kept(app: Flask) -> dict[str, bytes]:
    return {key.rpartition("/")[2]: parts(app).store.get(key) for key in stored(app)}


def test_restoring_brings_the_same_bytes_back(app: Flask) -> None:
    code = publish(app)
    site = parts(app)
    before = kept(app)
    for action in (Action.HIDE, Action.RESTORE):
        hide(app, code, action)
        pictures.settle(site.database, site.store, code)
    assert kept(app) == before
    assert all(key.startswith(f"posters/{code[:2]}/{code}-") for key in stored(app))


@pytest.mark.parametrize("last", [Action.HIDE, Action.RESTORE])
def test_moves_that_cross_never_lose_a_picture(app: Flask, last: Action) -> None:
    code = publish(app)
    site = parts(app)
    before = kept(app)
    hide(app, code)
    pictures.settle(site.database, site.store, code)
    with ThreadPoolExecutor(4) as pool:
        for action in (Action.RESTORE, Action.HIDE, Action.RESTORE, Action.HIDE, last):
            hide(app, code, action)
            list(pool.map(lambda _: pictures.settle(site.database, site.store, code), range(4)))
    assert kept(app) == before
    place = "quarantine/" if last is Action.HIDE else "posters/"
    assert all(key.startswith(place) for key in stored(app))


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


def test_hiding_twice_never_uses_a_quarantine_key_again(app: Flask) -> None:
    code, seen = publish(app), set()
    for action in (Action.HIDE, Action.RESTORE, Action.HIDE):
        hide(app, code, action)
        pictures.settle(parts(app).database, parts(app).store, code)
        seen.add(find(app, code).image_key)
    assert len(seen) == 3


def test_a_move_that_was_cut_short_is_finished_by_collect_orphans(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code = publish(app)
    hide(app, code)
    store = parts(app).store

    def down(key: str, data: bytes) -> None:
        raise StoreUnavailable("down")

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", down)
        with pytest.raises(StoreUnavailable):
            pictures.settle(parts(app).database, store, code)
    assert find(app, code).image_key.startswith("posters/")
    done = app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    assert "1 posters' pictures moved" in done.output
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_orphans_are_deleted_once_they_are_old_and_nothing_else_is(app: Flask) -> None:
    publish(app)
    kept = stored(app)
    site = parts(app)
    site.store.put("posters/xx/xxorphan-1/full.jpg", b"x")
    site.store.put("quarantine/abcdef/full.jpg", b"x")
    assert pictures.delete_orphans(site.database, site.store, older_than=now() - timedelta(hours=1)) == 0
    assert pictures.delete_orphans(site.database, site.store, older_than=now() + timedelta(hours=1)) == 2
    assert stored(app) == kept


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
