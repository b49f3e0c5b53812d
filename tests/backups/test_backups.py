"""Database and pictures copied together while the site runs, and put back together."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import func, select, update

from billboard.backups import databases, making, manifests, restoring, sqlite_copies, verifying
from billboard.backups.copying import Pictures
from billboard.backups.manifests import BackupBroken
from billboard.core.errors import Refused
from billboard.infra import migrations
from billboard.infra.backup_places import FolderPlace, PlaceUnavailable, open_place
from billboard.journal import verifying as journal_verifying
from billboard.models import DailyKey, LogLine, Poster, SignIn, Status
from billboard.posters import pictures
from billboard.visitors import daily_key
from tests.application import NOW, MakeApp, decide, parts, publish, sign_in, stored
from tests.backups.copying import FORTNIGHT, back_up, files, names, place, put_back, whole
from tests.paths import ROOT
from tests.servers.process import free_port
from tests.servers.swift import ACCESS_KEY, S3, SECRET_KEY
from tests.studio.drafting import drafted
from tests.studio.publishing import put_up

Elsewhere = Callable[[], Flask]


@pytest.fixture
def elsewhere(make_app: MakeApp, request: pytest.FixtureRequest, app: Flask, tmp_path: Path) -> Elsewhere:
    """A site without tables, on the same kind of database as `app`."""

    def start() -> Flask:
        if parts(app).database.engine.dialect.name == "postgresql":
            url = request.getfixturevalue("postgres_url")
        else:
            url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return make_app(database_url=url, image_store=f"folder:{tmp_path / 'other-images'}")

    return start


def test_a_site_comes_back_elsewhere_with_every_row_and_every_picture(
    app: Flask, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    hidden, shown, gone = (publish(app, word) for word in ("Hidden", "Shown", "Gone"))
    operator = sign_in(app, "ada")
    assert decide(operator, hidden, "hide", "hate") == 303
    with parts(app).database.write() as session:
        session.execute(update(Poster).where(Poster.code == gone).values(status=Status.WITHDRAWN))
        daily_key(session, 20_000)
    pictures.move(parts(app), gone)
    before = whole(app)
    made = back_up(app, place(tmp_path))
    other = elsewhere()
    assert put_back(other, place(tmp_path))[0] == (
        f"{made.manifest.name} holds {sum(made.manifest.rows.values()):,} rows and 6 pictures."
    )
    assert whole(other) == before
    client = other.test_client()
    assert client.get(f"/p/{shown}.jpg").data == before[shown][1]
    assert client.get(f"/p/{hidden}.jpg").status_code == 410
    assert client.get(f"/p/{hidden}").status_code == 410
    with parts(other).database.read() as session:
        assert session.scalar(select(Poster.image_key).where(Poster.code == hidden)).startswith("quarantine/")  # type: ignore[union-attr]
        # What is thrown away every day, and who was signed in, is in no backup.
        assert session.scalar(select(func.count()).select_from(DailyKey)) == 0
        assert session.scalar(select(func.count()).select_from(SignIn)) == 0
        assert session.scalars(select(LogLine.did).order_by(LogLine.number.desc())).first() == "restore"
        assert migrations.present(session.connection()) == migrations.expected()
    with parts(other).database.read() as session:
        assert journal_verifying.verify(session) == ""
    assert publish(other, "Afterwards") in whole(other)


def test_a_picture_that_is_there_already_is_not_copied_again(lite: Flask, tmp_path: Path) -> None:
    codes = [publish(lite, word) for word in ("First", "Second")]
    where = place(tmp_path)
    assert back_up(lite, where).copied == 6
    publish(lite, "Third")
    assert decide(sign_in(lite), codes[0], "hide", "hate") == 303  # the same bytes under another key
    second = back_up(lite, where, NOW + timedelta(days=1))
    assert (second.copied, second.manifest.pictures) == (3, 9)
    one = next(path for path in (tmp_path / "backups" / "pictures").rglob("*") if path.is_file())
    one.unlink()
    assert back_up(lite, where, NOW + timedelta(days=2)).copied == 1


def test_a_poster_that_goes_while_it_is_copied_makes_the_copy_of_the_database_again(
    app: Flask, elsewhere: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [publish(app, word) for word in ("First", "Second", "Third")]
    copy, operator, rounds = databases.copy, sign_in(app), list[int]()

    def copy_and_disturb(*given: object) -> object:
        copied = copy(*given)  # type: ignore[arg-type]
        rounds.append(len(rounds))
        if len(rounds) == 1:  # published and hidden, and taken down for good, between the database and its pictures
            decide(operator, late, "hide", "hate")
        return copied

    original = Pictures.copy
    late = ""

    def publish_late(self: Pictures, wanted: object) -> object:
        nonlocal late
        found = original(self, wanted)  # type: ignore[arg-type]
        late = late or publish(app, "Late")
        return found

    monkeypatch.setattr(databases, "copy", copy_and_disturb)
    monkeypatch.setattr(Pictures, "copy", publish_late)
    made = back_up(app, place(tmp_path))
    assert len(rounds) == 2
    assert made.manifest.lost == ()
    other = elsewhere()
    put_back(other, place(tmp_path))
    there = whole(other)
    assert there.keys() == {*codes, late}
    assert there[late][0] == "hidden"


def test_a_picture_that_the_store_has_lost_stops_no_backup_and_is_told_of(lite: Flask, tmp_path: Path) -> None:
    publish(lite, "Kept")
    code = publish(lite, "Lost")
    with parts(lite).database.read() as session:
        key = session.scalars(select(Poster.image_key).where(Poster.code == code)).one()
    parts(lite).store.delete(f"{key}/thumb.jpg")
    made = back_up(lite, place(tmp_path))
    assert made.manifest.lost == (f"{key}/thumb.jpg",)
    assert "so not in the backup: 1 picture." in " ".join(making.told(made))


def test_nobody_else_may_read_a_backup(lite: Flask, tmp_path: Path) -> None:
    publish(lite)
    back_up(lite, place(tmp_path))
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "backups").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}


def test_the_key_of_the_day_is_nowhere_in_the_copy(lite: Flask, tmp_path: Path) -> None:
    with parts(lite).database.write() as session:
        key = daily_key(session, 20_000)
    made = back_up(lite, where := place(tmp_path))
    (folder := tmp_path / "unpacked").mkdir()
    archive = verifying.fetch_database(where, made.manifest, folder)
    assert key not in sqlite_copies.unpack(archive, folder).read_bytes()


def test_old_backups_go_with_what_they_alone_had_and_the_newest_stays(lite: Flask, tmp_path: Path) -> None:
    where, code = place(tmp_path), publish(lite, "Withdrawn later")
    publish(lite, "Stays")
    first = back_up(lite, where)
    with parts(lite).database.write() as session:
        session.execute(update(Poster).where(Poster.code == code).values(status=Status.WITHDRAWN))
    pictures.move(parts(lite), code)
    (tmp_path / "backups" / "backups" / "2026-05-01t000000z-dead00").mkdir()
    (tmp_path / "backups" / "backups" / "2026-05-01t000000z-dead00" / "pictures.gz").write_bytes(b"of one that died")
    second = back_up(lite, where, NOW + timedelta(days=15))
    assert (second.forgotten, names(where)) == (1, [second.manifest.name])
    assert len([path for path in files(tmp_path / "backups") if path.startswith("pictures/")]) == 3
    verifying.verify(where, second.manifest)
    assert not [path for path in files(tmp_path / "backups") if first.manifest.name in path or "dead00" in path]


def test_nothing_is_forgotten_while_another_backup_is_made(lite: Flask, tmp_path: Path) -> None:
    where = place(tmp_path)
    back_up(lite, where)
    later = NOW + timedelta(days=15)
    where.put(f"under-way/{manifests.new_name(later)}", b"")
    assert back_up(lite, where, later).forgotten == 0
    assert back_up(lite, where, later + timedelta(days=1)).forgotten == 1


@pytest.mark.parametrize("part", ["database.zip", "pictures.gz", "manifest.json", "pictures/"])
def test_what_was_damaged_is_found_and_not_restored(lite: Flask, make_app: MakeApp, tmp_path: Path, part: str) -> None:
    publish(lite)
    made = back_up(lite, where := place(tmp_path))
    damage(tmp_path / "backups", part)
    with pytest.raises(BackupBroken):
        verifying.verify(where, manifests.read(where, made.manifest.name))
    other = make_app(database_url=f"sqlite:///{tmp_path / 'elsewhere.db'}", image_store=f"folder:{tmp_path / 'other'}")
    with pytest.raises(BackupBroken):
        put_back(other, where)
    assert databases.is_empty(parts(other).database)


def test_a_damaged_copy_of_postgresql_is_found(make_app: MakeApp, postgresql_url: str, tmp_path: Path) -> None:
    app = make_app(database_url=postgresql_url)
    made = back_up(app, where := place(tmp_path))
    damage(tmp_path / "backups", "database.zip")
    archive = tmp_path / "backups" / "backups" / made.manifest.name / "database.zip"
    with pytest.raises(BackupBroken):
        databases.check(archive, "postgresql", made.manifest.rows, tmp_path)
    with pytest.raises(BackupBroken):
        verifying.verify(where, made.manifest)


def damage(folder: Path, part: str) -> None:
    """A bit in the middle of it."""
    [path, *_] = [each for each in sorted(folder.rglob("*")) if each.is_file() and part in str(each)]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_site_that_is_not_empty_is_replaced_only_where_somebody_says_so(app: Flask, tmp_path: Path) -> None:
    publish(app, "Then")
    then, where = whole(app), place(tmp_path)
    back_up(app, where)
    publish(app, "Now")
    with pytest.raises(Refused, match="say --replace"):
        put_back(app, where)
    assert len(whole(app)) == 2
    put_back(app, where, replace=True)
    assert whole(app) == then
    publish(app, "Numbers go on where they were")


def test_a_restore_that_fails_midway_changes_nothing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(app, "Then")
    where = place(tmp_path)
    back_up(app, where)
    publish(app, "Now")
    now = whole(app)
    upgrades = list[object]()

    def fail(*_: object) -> None:
        upgrades.append(1)
        raise RuntimeError("the power went")

    monkeypatch.setattr(migrations, "upgrade", fail)
    original = migrations.upgrade_within
    monkeypatch.setattr(migrations, "upgrade_within", lambda c, r="head": fail() if r == "head" else original(c, r))
    with pytest.raises(RuntimeError):
        put_back(app, where, replace=True)
    assert upgrades
    assert whole(app) == now


def test_a_running_site_a_newer_backup_and_another_database_are_refused(
    lite: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = place(tmp_path)
    back_up(lite, where)
    beats = iter(range(9))
    monkeypatch.setattr(restoring, "sleep", lambda _: None)
    monkeypatch.setattr(restoring, "_beats", lambda _: [("host:1:ab", next(beats))])
    with pytest.raises(Refused, match="is running"):
        put_back(lite, where, replace=True)
    monkeypatch.setattr(migrations, "known", lambda: frozenset({"0001"}))
    with pytest.raises(Refused, match="by a newer version"):
        put_back(lite, where, replace=True)
    monkeypatch.setattr(databases, "kind", lambda _: "postgresql")
    with pytest.raises(Refused, match="the kind of database"):
        put_back(lite, where, replace=True)


def test_a_bucket_takes_backups_of_a_bucket(make_app: MakeApp, s3: S3, tmp_path: Path) -> None:
    keys = {"aws_access_key_id": SecretStr(ACCESS_KEY), "aws_secret_access_key": SecretStr(SECRET_KEY)}
    kept = {"s3_endpoint_url": s3.endpoint, **keys}
    app = make_app(image_store=f"s3://{s3.bucket}/of-the-site", **kept)
    code = publish(app, "In a bucket")
    where = open_place(f"s3://{s3.bucket}/backups", parts(app).environment)
    made = making.back_up(parts(app), where, now=NOW, keep=FORTNIGHT)
    assert made.copied == 3
    assert making.back_up(parts(app), where, now=NOW + FORTNIGHT * 2, keep=FORTNIGHT).forgotten == 1
    other = make_app(database_url=f"sqlite:///{tmp_path / 'other.db'}", image_store=f"s3://{s3.bucket}/other", **kept)
    list(restoring.restore(parts(other), where, now=NOW))
    assert whole(other) == whole(app)
    assert other.test_client().get(f"/p/{code}.jpg").status_code == 200
    where.delete(f"pictures/{next(iter(where.sizes('pictures/')))[0].partition('/')[2]}")
    with pytest.raises(BackupBroken):
        verifying.verify(where, manifests.read(where, manifests.newest(where)))


def test_a_place_that_does_not_answer_or_lies_among_the_pictures_is_refused(lite: Flask, tmp_path: Path) -> None:
    settings = parts(lite).environment
    with pytest.raises(Refused, match="among the pictures"):
        open_place(f"folder:{tmp_path / 'images' / 'backups'}", settings)
    with pytest.raises(Refused, match="among the pictures"):
        open_place(str(tmp_path), settings)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PlaceUnavailable, match="cannot be used"):
        back_up(lite, FolderPlace(tmp_path / "file"))
    down = settings.model_copy(update={"backup_endpoint_url": f"http://127.0.0.1:{free_port()}"})
    with pytest.raises(PlaceUnavailable):
        open_place("s3://nowhere/at-all", down).put("a", b"b")


def test_templates_of_the_studio_come_along_with_their_drafts(lite: Flask, make_app: MakeApp, tmp_path: Path) -> None:
    slug = put_up(lite).slug
    with parts(lite).database.write() as session:
        drafted(session, parts(lite).store, None)
    back_up(lite, where := place(tmp_path))
    other = make_app(database_url=f"sqlite:///{tmp_path / 'other.db'}", image_store=f"folder:{tmp_path / 'other'}")
    put_back(other, where)
    assert stored(other) == stored(lite)
    assert {key.split("/")[1] for key in stored(other)} >= {"drafts"}
    assert parts(other).templates[slug].title == "Fresh paint"


def test_a_backup_of_an_older_version_is_brought_to_this_ones_tables(
    app: Flask, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    publish(app, "Of before")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = parts(app).database.engine
    command.downgrade(config, "0048")
    manifest = back_up(app, place(tmp_path)).manifest
    assert (manifest.revision, "hours" in manifest.rows) == ("0048", False)
    other = elsewhere()
    put_back(other, place(tmp_path))
    with parts(other).database.read() as session:
        assert migrations.present(session.connection()) == migrations.expected()
    assert len(whole(other)) == 1
    publish(other, "Of now")
