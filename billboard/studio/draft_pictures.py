"""Pictures of drafts in the store: kept, fetched, and deleted when nothing shows them any more.

Each has a name that was never used before, so whoever has it may keep it; beside it lies a smaller one for screens.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from itertools import islice

from PIL import Image
from sqlalchemy import select

from billboard.core.errors import NotFound, StoreUnavailable
from billboard.infra.storage import ImageStore, MissingImage, folder_of, key_of
from billboard.models import StudioDraft
from billboard.posters.parts import SiteParts
from billboard.studio.documents import Document, Picture
from billboard.studio.drafts import FOLDER, document_of

ON_SCREEN = 1600  # px of the longest side of the smaller one
SMALLER = "-screen"
GONE = "This picture is not part of the draft any more."
AT_ONCE = 500


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


def delete_orphans(parts: SiteParts, *, older_than: datetime) -> int:
    """Delete what no draft shows: of drafts that were deleted, and of steps that were done again. How many."""
    deleted = 0
    old = (image.key for image in parts.store.images(FOLDER) if image.modified < older_than)
    while batch := list(islice(old, AT_ONCE)):
        shown = set(_shown(parts, {folder_of(key) for key in batch}))
        for key in batch:
            if key not in shown:
                parts.store.delete(key)
                deleted += 1
    return deleted


def _shown(parts: SiteParts, folders: Collection[str]) -> Iterator[str]:
    with parts.database.read() as session:
        found = session.scalars(select(StudioDraft).where(StudioDraft.folder.in_(folders))).all()
    for draft in found:
        for picture in pictures_of(document_of(draft)):
            yield from (key_of(draft.folder, picture.name + end) for end in ("", SMALLER))
