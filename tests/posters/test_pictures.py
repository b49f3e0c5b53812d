"""Where pictures lie, and how they move."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from billboard.core.errors import Gone, NotFound, StoreUnavailable
from billboard.models import Status
from billboard.posters import pictures
from billboard.web.site import now
from tests.application import parts, publish, stored
from tests.posters.moving import change, change_the_row_alone, find, kept


def test_hiding_moves_the_bytes_to_a_fresh_random_key(app: Flask) -> None:
    code = publish(app)
    before = stored(app)
    change_the_row_alone(app, code, Status.HIDDEN)
    assert pictures.move(parts(app), code)
    after = stored(app)
    assert not before & after
    assert len(after) == 3
    assert all(key.startswith("quarantine/") and code not in key for key in after)
    assert not pictures.move(parts(app), code)


def test_restoring_brings_the_same_bytes_back(app: Flask) -> None:
    code = publish(app)
    before = kept(app)
    for status in (Status.HIDDEN, Status.LIVE):
        change_the_row_alone(app, code, status)
        pictures.move(parts(app), code)
    assert kept(app) == before
    assert all(key.startswith(f"posters/{code[:2]}/{code}-") for key in stored(app))


@pytest.mark.parametrize("last", [Status.HIDDEN, Status.LIVE])
def test_moves_that_cross_never_lose_a_picture(app: Flask, last: Status) -> None:
    code = publish(app)
    before = kept(app)
    with ThreadPoolExecutor(4) as pool:
        for status in (Status.HIDDEN, Status.LIVE, Status.HIDDEN, Status.LIVE, Status.HIDDEN, last):
            change_the_row_alone(app, code, status)
            list(pool.map(lambda _: pictures.move(parts(app), code), range(4)))
    assert kept(app) == before
    place = "quarantine/" if last is Status.HIDDEN else "posters/"
    assert all(key.startswith(place) for key in stored(app))


def test_hiding_twice_never_uses_a_quarantine_key_again(app: Flask) -> None:
    code, seen = publish(app), set()
    for status in (Status.HIDDEN, Status.LIVE, Status.HIDDEN):
        change_the_row_alone(app, code, status)
        pictures.move(parts(app), code)
        seen.add(find(app, code).image_key)
    assert len(seen) == 3


def test_a_move_that_was_cut_short_is_finished_by_collect_orphans(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code = publish(app)
    change_the_row_alone(app, code, Status.HIDDEN)

    def down(key: str, data: bytes) -> None:
        raise StoreUnavailable("down")

    with monkeypatch.context() as patch:
        patch.setattr(parts(app).store, "put", down)
        with pytest.raises(StoreUnavailable):
            pictures.move(parts(app), code)
    assert find(app, code).image_key.startswith("posters/")
    done = app.test_cli_runner().invoke(args=["collect-orphans"], catch_exceptions=False)
    assert "1 posters' pictures moved" in done.output
    assert all(key.startswith("quarantine/") for key in stored(app))


def test_orphans_are_deleted_once_they_are_old_and_nothing_else_is(app: Flask) -> None:
    publish(app)
    before = stored(app)
    parts(app).store.put("posters/xx/xxorphan-1/full.jpg", b"x")
    parts(app).store.put("quarantine/abcdef/full.jpg", b"x")
    assert pictures.delete_orphans(parts(app), older_than=now() - timedelta(hours=1)) == 0
    assert pictures.delete_orphans(parts(app), older_than=now() + timedelta(hours=1)) == 2
    assert stored(app) == before


def test_a_picture_that_moved_since_its_row_was_read_is_found_where_it_is(app: Flask) -> None:
    code = publish(app)
    read, full = find(app, code), kept(app)["full.jpg"]
    change(app, code)
    change(app, code, status=Status.LIVE)
    assert find(app, code).image_key != read.image_key
    assert pictures.fetch(parts(app), read, "full") == full


def test_a_hidden_posters_picture_is_for_its_maker_and_moderators_alone(app: Flask) -> None:
    code = publish(app)
    read, thumb = find(app, code), kept(app)["thumb.jpg"]
    change(app, code)
    assert pictures.fetch_unlisted(parts(app), read, "thumb") == thumb
    with pytest.raises(Gone):
        pictures.fetch(parts(app), read, "thumb")


def test_of_a_withdrawn_poster_nobody_gets_a_picture(app: Flask) -> None:
    code = publish(app)
    read = find(app, code)
    change(app, code, status=Status.WITHDRAWN)
    assert stored(app) == set()
    with pytest.raises(NotFound, match="withdrawn"):
        pictures.fetch_unlisted(parts(app), read, "thumb")
