"""What a night that is only about words does without: drawing, and a disk for pictures."""

from collections.abc import Iterator
from datetime import UTC, datetime

from billboard.core.catalogue.designs import Design
from billboard.core.picture.rendering import Renderer
from billboard.core.picture.stored_pictures import Pictures
from billboard.infra.storage import MissingImage, StoredImage


class Undrawn(Renderer):
    def pictures(self, design: Design) -> Pictures:
        return Pictures(b"full", b"thumb", b"small")


class Kept:
    """Pictures in memory: no night waits for a disk."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.pictures[key] = data

    def get(self, key: str) -> bytes:
        if key not in self.pictures:
            raise MissingImage(key)
        return self.pictures[key]

    def delete(self, key: str) -> None:
        self.pictures.pop(key, None)

    def images(self, prefix: str) -> Iterator[StoredImage]:
        yield from (StoredImage(key, datetime.now(UTC)) for key in self.pictures if key.startswith(prefix))

    def check(self) -> None:
        pass
