"""Pictures of the studio's templates: brought from the store to a folder beside the processes that draw upon them.

A file is named by its content, so that it never changes, and one folder may be shared by many processes and outlive
them. What has not been wanted for longest goes when the folder is full.
"""

import fcntl
import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from billboard.core.boxes import Size
from billboard.core.errors import StoreUnavailable
from billboard.infra.storage import STORE_DOWN, ImageStore, MissingImage, key_of

IN_USE = 60  # seconds for which a file that was just wanted is certainly left
MISSING = "A picture of this template is missing from where pictures are kept. Tell whoever runs this site."


class ArtFiles:
    def __init__(self, store: ImageStore, folder: Path, room: int) -> None:
        """`room` is how many bytes the folder may hold."""
        self.folder = folder
        self._store, self._room = store, room

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.jpg"

    def bring(self, path: Path, key: str) -> None:
        """See to it that the picture with that key in the store lies there. Raises StoreUnavailable."""
        try:
            os.utime(path)  # wanted now
        except OSError:
            self._fetch(path, key)

    def made(self, key: str, make: Callable[[], bytes]) -> Path:
        """Where what is made under a key lies: made once, however many want it at the same time. Raises what `make`
        does, and StoreUnavailable."""
        path = self.path(hashlib.sha256(key.encode()).hexdigest())
        try:
            os.utime(path)  # wanted now
        except OSError:
            with self._alone(path):
                if not path.is_file():
                    self.keep(path, make())
                    self._make_room()
        return path

    @contextmanager
    def _alone(self, path: Path) -> Iterator[None]:
        """While the block runs nobody else makes that file, in whichever process."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = path.with_suffix(".lock").open("w")
        except OSError as error:
            raise StoreUnavailable(STORE_DOWN) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _fetch(self, path: Path, key: str) -> None:
        try:
            data = self._store.get(key)
        except MissingImage:
            raise StoreUnavailable(MISSING) from None
        if hashlib.sha256(data).hexdigest() != path.stem:
            raise StoreUnavailable(MISSING)
        self.keep(path, data)
        self._make_room()

    def keep(self, path: Path, data: bytes) -> None:
        """Whole or not at all. Raises StoreUnavailable."""
        temporary = path.with_name(f".{secrets.token_hex(8)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_bytes(data)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:  # the folder's: full, or not ours
            raise StoreUnavailable(STORE_DOWN) from error

    def _make_room(self) -> None:
        """Two at once delete the same, which is no harm."""
        found = [(each.stat(), each) for each in self.folder.glob("*/*") if each.is_file()]
        taken, now = sum(seen.st_size for seen, _ in found), time.time()
        for seen, path in sorted(found, key=lambda each: each[0].st_mtime):
            if taken <= self._room or now - seen.st_mtime < IN_USE:
                return
            path.unlink(missing_ok=True)
            taken -= seen.st_size


@dataclass(frozen=True, slots=True)
class StoredArt:
    """Pictures of one version of a template, an `ArtSource`."""

    files: ArtFiles
    folder: str  # the store's
    digests: Mapping[str, str]  # by the picture's name without ".jpg"
    passing: bool = True

    def path(self, name: str) -> Path:
        return self.files.path(self.digests.get(name.removesuffix(".jpg"), "missing"))

    def problem(self, name: str, size: Size) -> str:
        """Their sizes were looked at before they were stored."""
        known = name.endswith(".jpg") and name.removesuffix(".jpg") in self.digests
        return "" if known else f"there is no picture {name!r} in the store"

    def bring(self, path: Path) -> None:
        name = next((name for name, digest in self.digests.items() if digest == path.stem), "missing")
        self.files.bring(path, key_of(self.folder, name))


def folder_for_art(wanted: str, instance: Path) -> Path:
    """The folder that was asked for; else one of the instance, or for temporary files where that cannot be written."""
    if wanted:
        return Path(wanted)
    there = next(each for each in (instance, *instance.parents) if each.is_dir())
    if os.access(there, os.W_OK | os.X_OK):
        return instance / "art"
    return Path(tempfile.gettempdir()) / f"billboard-art-{os.getuid()}"
