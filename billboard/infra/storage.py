"""Where pictures are kept: a folder or an S3 bucket, behind one protocol. Errors are translated at this edge."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from billboard.core.errors import InstallationError, StoreUnavailable

if TYPE_CHECKING:
    from billboard.infra.config import Settings


STORE_DOWN = "The place where pictures are kept does not answer just now. Nothing is lost: try again in a minute."


def key_of(folder: str, name: str) -> str:
    """Under which a picture of that name lies in a folder of the store."""
    return f"{folder}/{name}.jpg"


def folder_of(key: str) -> str:
    return key.rpartition("/")[0]


class MissingImage(Exception):
    """The store answers, and has nothing under that key."""


@dataclass(frozen=True)
class StoredImage:
    key: str
    modified: datetime


class ImageStore(Protocol):
    """Keys are parts of `[a-z0-9.-]` separated by `/`. Every method raises StoreUnavailable when the store is down."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` durably: when this returns, it survives a power cut."""

    def get(self, key: str) -> bytes:
        """Raises MissingImage."""

    def delete(self, key: str) -> None:
        """Idempotent."""

    def images(self, prefix: str) -> Iterator[StoredImage]:
        """Everything whose key starts with `prefix`, in no order."""

    def check(self) -> None:
        """Answer whether the store would take a picture now."""


class FolderStore:
    """A folder. A picture appears whole or not at all: temporary file, fsync, rename, fsync of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InstallationError(f"IMAGE_STORE: the folder {folder} cannot be made: {error}") from None

    def put(self, key: str, data: bytes) -> None:
        path = self._path(key)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with _folder_errors():
            self._make(path.parent)
            try:
                with temporary.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            _sync_folder(path.parent)

    def get(self, key: str) -> bytes:
        with _folder_errors():
            try:
                return self._path(key).read_bytes()
            except FileNotFoundError:
                raise MissingImage(key) from None

    def delete(self, key: str) -> None:
        path = self._path(key)
        with _folder_errors():
            path.unlink(missing_ok=True)
            with suppress(OSError):  # not empty, or already gone: either is fine
                path.parent.rmdir()

    def images(self, prefix: str) -> Iterator[StoredImage]:
        with _folder_errors():
            for folder, _, names in os.walk(self.folder):
                for name in names:
                    path = Path(folder, name)
                    key = path.relative_to(self.folder).as_posix()
                    if not key.startswith(prefix):
                        continue
                    with suppress(FileNotFoundError):  # deleted while we walk
                        yield StoredImage(key, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def check(self) -> None:
        with _folder_errors():
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(f"{self.folder} is not writable")

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"not a key of the store: {key!r}")
        return self.folder.joinpath(*parts)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


class S3Store:
    """A bucket of any S3-compatible store, by boto3."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""

    def put(self, key: str, data: bytes) -> None:
        with self._errors(key):
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + key,
                Body=data,
                ContentType="image/jpeg",
                ContentLength=len(data),
            )

    def get(self, key: str) -> bytes:
        with self._errors(key):
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)["Body"].read()
            return data

    def delete(self, key: str) -> None:
        with suppress(MissingImage), self._errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)

    def images(self, prefix: str) -> Iterator[StoredImage]:
        with self._errors(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix + prefix
            )
            for page in pages:
                for item in page.get("Contents", ()):
                    yield StoredImage(item["Key"].removeprefix(self._prefix), item["LastModified"].astimezone(UTC))

    def check(self) -> None:
        try:
            with self._errors(self._bucket):
                self._client.head_bucket(Bucket=self._bucket)
        except MissingImage:
            raise StoreUnavailable(STORE_DOWN) from None  # there is no such bucket

    @contextmanager
    def _errors(self, key: str) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

        try:
            yield
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise MissingImage(key) from None
            raise StoreUnavailable(STORE_DOWN) from error
        except (BotoCoreError, HTTPClientError, OSError) as error:
            raise StoreUnavailable(STORE_DOWN) from error


def open_store(settings: "Settings") -> ImageStore:
    kind, _, place = settings.image_store.partition(":")
    if kind == "folder":
        from billboard.infra.config import ROOT

        return FolderStore((ROOT / place).resolve())
    bucket, _, prefix = place.strip("/").partition("/")
    return S3Store(s3_client(settings), bucket, prefix)


def s3_client(settings: "Settings", patience: int = 2) -> Any:
    """Which waits for so many seconds for an answer."""
    import boto3  # half a second to import: only for those who use it
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url or None,
        region_name=settings.aws_region,
        aws_access_key_id=settings.aws_access_key_id.get_secret_value() or None,
        aws_secret_access_key=settings.aws_secret_access_key.get_secret_value() or None,
        verify=settings.s3_ca_bundle or None,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=1,
            read_timeout=patience,
            retries={"total_max_attempts": 2, "mode": "standard"},
            # Stores other than Amazon's refuse the newer trailing checksums, and do so only over TLS.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def _folder_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(STORE_DOWN) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
