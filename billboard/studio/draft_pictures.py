"""Pictures of drafts in the store: kept, fetched, and deleted when nothing shows them any more.

Each has a name that was never used before, so whoever has it may keep it; beside it lies a smaller one for screens.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from io import BytesIO

from PIL import Image

from billboard.core.errors import NotFound, StoreUnavailable
from billboard.infra.storage import ImageStore, MissingImage, key_of
from billboard.studio.documents import Document, Picture

ON_SCREEN = 1600  # px of the longest side of the smaller one
SMALLER = "-screen"
GONE = "This picture is not part of the draft any more."


def keep(store: ImageStore, folder: str, kind: str, data: bytes, width: int, height: int) -> Picture:
    """A clean JPEG of the darkroom's. Raises StoreUnavailable; what that leaves behind belongs to no draft."""
    picture = Picture(name=f"{kind}-{secrets.token_hex(6)}", width=width, height=height)
    store.put(key_of(folder, picture.name), data)
    store.put(key_of(folder, picture.name + SMALLER), smaller(data))
    return picture


def smaller(data: bytes) -> bytes:
    """The same for a screen."""
    file = BytesIO()
    with Image.open(BytesIO(data), formats=["JPEG"]) as image:
        image.draft("RGB", (ON_SCREEN, ON_SCREEN))
        image.thumbnail((ON_SCREEN, ON_SCREEN), Image.Resampling.BICUBIC)
        image.save(file, "JPEG", quality=85, progressive=True)
    return file.getvalue()


def fetch(store: ImageStore, folder: str, picture: Picture, *, on_screen: bool = False) -> bytes:
    """Raises NotFound and StoreUnavailable."""
    try:
        return store.get(key_of(folder, picture.name + (SMALLER if on_screen else "")))
    except MissingImage:
        raise NotFound(GONE) from None


def pictures_of(document: Document) -> list[Picture]:
    found = [document.photograph, document.board.picture if document.board else None, document.painted]
    return [each for each in found if each]


def discard(store: ImageStore, folder: str, before: Document, after: Document | None = None) -> None:
    """Delete what a draft showed and shows no more. A store that is down is no reason to refuse anything: what is left
    is found later."""
    left = {each.name for each in pictures_of(after)} if after else set()
    with suppress(StoreUnavailable):
        for name in {each.name for each in pictures_of(before)} - left:
            for end in ("", SMALLER):
                store.delete(key_of(folder, name + end))
