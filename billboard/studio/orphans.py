"""Pictures of the studio in the store that nothing shows any more: what steps, publishes and deletions have left."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import select

from billboard.infra.storage import folder_of, key_of
from billboard.models import StudioDraft, StudioVersion
from billboard.posters.parts import SiteParts
from billboard.studio.draft_pictures import SMALLER, pictures_of
from billboard.studio.drafts import document_of
from billboard.studio.publishing import FOLDER

AT_ONCE = 500


def delete_orphans(parts: SiteParts, *, older_than: datetime) -> int:
    """Delete what no draft and no version of a template shows; how many. Raises StoreUnavailable."""
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
        drafts = session.scalars(select(StudioDraft).where(StudioDraft.folder.in_(folders))).all()
        versions = session.scalars(select(StudioVersion).where(StudioVersion.folder.in_(folders))).all()
    for draft in drafts:
        for picture in pictures_of(document_of(draft)):
            yield from (key_of(draft.folder, picture.name + end) for end in ("", SMALLER))
    for version in versions:
        yield from (key_of(version.folder, name) for name in version.files)
