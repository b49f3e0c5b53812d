"""Where backups are kept: a folder that nobody else may read, or an S3 bucket. Errors are translated at this edge."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from billboard.core.errors import Refused
from billboard.infra.config import ROOT, Settings
from billboard.infra.storage import s3_client


class PlaceUnavailable(Refused):
    """The place of the backups does not answer, or has no room."""


class NotThere(Exception):
    """The place answers, and has nothing under that name."""


class BackupPlace(Protocol):
    """Names are parts separated by `/`. Every method raises PlaceUnavailable where the place is down."""

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` whole or not at all, for the owner's eyes alone."""

    def put_file(self, name: str, path: Path) -> None: ...

    def get(self, name: str) -> bytes:
        """Raises NotThere."""

    def get_file(self, name: str, path: Path) -> None:
        """Raises NotThere."""

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Everything whose name starts with `prefix`, a folder's name and `/`, with its bytes."""

    def delete(self, name: str) -> None:
        """Idempotent."""


class FolderPlace:
    """Folders are 0700 and files 0600, whatever the process would give others."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, data: bytes) -> None:
        with self._written(name) as file:
            file.write(data)

    def put_file(self, name: str, path: Path) -> None:
        with path.open("rb") as source, self._written(name) as file:
            shutil.copyfileobj(source, file, 1 << 20)

    def get(self, name: str) -> bytes:
        with _folder_errors(name):
            return (self.folder / name).read_bytes()

    def get_file(self, name: str, path: Path) -> None:
        with _folder_errors(name):
            shutil.copyfile(self.folder / name, path)

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        with _folder_errors(prefix):
            for folder, _, names in os.walk(self.folder / prefix):
                for name in names:
                    path = Path(folder, name)
                    if not name.startswith("."):
                        with suppress(FileNotFoundError):  # forgotten while we walk
                            yield path.relative_to(self.folder).as_posix(), path.stat().st_size

    def delete(self, name: str) -> None:
        with _folder_errors(name):
            path = self.folder / name
            path.unlink(missing_ok=True)
            if path.parent != self.folder and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()

    @contextmanager
    def _written(self, name: str) -> Iterator[Any]:
        path = self.folder / name
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with _folder_errors(name):
            self._make(path.parent)
            try:
                with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            if folder != self.folder:
                self._make(folder.parent)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


class S3Place:
    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client, self._bucket = client, bucket
        self._prefix = f"{prefix}/" if prefix else ""

    def put(self, name: str, data: bytes) -> None:
        with _s3_errors(name):
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + name, Body=data, ContentLength=len(data))

    def put_file(self, name: str, path: Path) -> None:
        with _s3_errors(name):
            self._client.upload_file(str(path), self._bucket, self._prefix + name)

    def get(self, name: str) -> bytes:
        with _s3_errors(name):
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)["Body"].read()
            return data

    def get_file(self, name: str, path: Path) -> None:
        with _s3_errors(name):
            self._client.download_file(self._bucket, self._prefix + name, str(path))

    def sizes(self, prefix: str) -> Iterator[tuple[str, int]]:
        with _s3_errors(prefix):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix):
                for item in page.get("Contents", ()):
                    yield item["Key"].removeprefix(self._prefix), item["Size"]

    def delete(self, name: str) -> None:
        with _s3_errors(name):
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)


def open_place(address: str, settings: Settings) -> BackupPlace:
    """`folder:PATH`, a path, or `s3://BUCKET/PREFIX`. Raises Refused for what cannot be one."""
    if address.startswith("s3:"):
        bucket, _, prefix = address.removeprefix("s3:").strip("/").partition("/")
        if not bucket:
            raise Refused("The place of the backups must be folder:PATH or s3://BUCKET/PREFIX.")
        own = {
            "s3_endpoint_url": settings.backup_endpoint_url,
            "aws_access_key_id": settings.backup_access_key_id,
            "aws_secret_access_key": settings.backup_secret_access_key,
        }
        chosen = settings.model_copy(update={name: value for name, value in own.items() if value})
        return S3Place(s3_client(chosen, patience=60), bucket, prefix)
    folder = (ROOT / address.removeprefix("folder:")).resolve()
    kind, _, store = settings.image_store.partition(":")
    pictures = (ROOT / store).resolve()
    if kind == "folder" and (folder.is_relative_to(pictures) or pictures.is_relative_to(folder)):
        raise Refused(f"Backups in {folder} would lie among the pictures themselves. Name another place.")
    return FolderPlace(folder)


@contextmanager
def _folder_errors(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotThere(name) from None
    except OSError as error:
        raise PlaceUnavailable(f"The place of the backups cannot be used: {error.strerror}.") from error


@contextmanager
def _s3_errors(name: str) -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in ("NoSuchKey", "404"):
            raise NotThere(name) from None
        raise PlaceUnavailable(f"The place of the backups cannot be used: {code}.") from error
    except (Boto3Error, BotoCoreError, HTTPClientError, OSError) as error:
        raise PlaceUnavailable(f"The place of the backups cannot be used: {type(error).__name__}.") from error
