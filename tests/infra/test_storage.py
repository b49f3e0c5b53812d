"""One contract, every store: a folder, an S3 store, and the same over TLS."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from billboard.core.errors import StoreUnavailable
from billboard.infra.config import Settings
from billboard.infra.storage import FolderStore, ImageStore, MissingImage, open_store
from tests.servers.process import free_port
from tests.servers.swift import ACCESS_KEY, S3, SECRET_KEY


def s3_settings(place: S3, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "image_store": f"s3://{place.bucket}/some/prefix",
        "s3_endpoint_url": place.endpoint,
        "s3_ca_bundle": str(place.ca_bundle) if place.ca_bundle else "",
        "aws_access_key_id": SecretStr(ACCESS_KEY),
        "aws_secret_access_key": SecretStr(SECRET_KEY),
        **changes,
    }
    return Settings(**values)


@pytest.fixture(params=["folder", "s3", "s3_tls"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ImageStore:
    if request.param == "folder":
        return open_store(Settings(image_store=f"folder:{tmp_path / 'images'}"))
    return open_store(s3_settings(request.getfixturevalue(request.param)))


def test_what_was_put_comes_back(store: ImageStore) -> None:
    data = os.urandom(300_000)
    store.put("posters/ab/abc-1/full.jpg", data)
    assert store.get("posters/ab/abc-1/full.jpg") == data


def test_a_key_with_nothing_under_it_is_missing(store: ImageStore) -> None:
    with pytest.raises(MissingImage):
        store.get("posters/no/none/full.jpg")


def test_deleting_is_idempotent(store: ImageStore) -> None:
    store.put("posters/de/del-1/full.jpg", b"x")
    store.delete("posters/de/del-1/full.jpg")
    store.delete("posters/de/del-1/full.jpg")
    with pytest.raises(MissingImage):
        store.get("posters/de/del-1/full.jpg")


def test_images_are_listed_below_a_prefix_with_their_age(store: ImageStore) -> None:
    store.put("listed/one/full.jpg", b"1")
    store.put("listed/two/full.jpg", b"2")
    store.put("other/three/full.jpg", b"3")
    found = list(store.images("listed/"))
    assert {image.key for image in found} == {"listed/one/full.jpg", "listed/two/full.jpg"}
    assert all(abs(image.modified - datetime.now(UTC)) < timedelta(minutes=5) for image in found)


def test_putting_again_replaces(store: ImageStore) -> None:
    store.put("again/full.jpg", b"first")
    store.put("again/full.jpg", b"second")
    assert store.get("again/full.jpg") == b"second"


def test_a_working_store_passes_its_check(store: ImageStore) -> None:
    store.check()


def test_a_folder_leaves_no_temporary_files(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("a/b.jpg", b"x")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["b.jpg"]


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnavailable):
        store.put("a.jpg", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["../escape.jpg", "/etc/passwd", "a//b.jpg", "a/./b.jpg"])
def test_a_folder_is_never_left(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        FolderStore(tmp_path).put(key, b"x")


def test_a_store_that_is_down_says_so_soon(s3: S3) -> None:
    store = open_store(s3_settings(s3, s3_endpoint_url=f"http://127.0.0.1:{free_port()}"))
    begun = datetime.now(UTC)
    with pytest.raises(StoreUnavailable):
        store.put("a.jpg", b"x")
    assert datetime.now(UTC) - begun < timedelta(seconds=15)


def test_a_wrong_secret_is_refused(s3: S3) -> None:
    store = open_store(s3_settings(s3, aws_secret_access_key=SecretStr("wrong")))
    with pytest.raises(StoreUnavailable):
        store.put("a.jpg", b"x")


def test_a_certificate_of_a_stranger_is_refused(s3_tls: S3) -> None:
    store = open_store(s3_settings(s3_tls, s3_ca_bundle=""))
    with pytest.raises(StoreUnavailable):
        store.check()
