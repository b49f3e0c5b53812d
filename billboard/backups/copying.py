"""Pictures from the store into the place of the backups, each content once."""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import islice

from billboard.backups.belongings import DRAFTS, Belongings
from billboard.backups.manifests import PICTURES, Kept, place_of_picture
from billboard.infra.backup_places import BackupPlace
from billboard.infra.storage import ImageStore, MissingImage, folder_of

AT_ONCE = 4  # pictures on their way
BATCH = 256


class Pictures:
    """Of a store, as far as they have been copied. A key never gets another content, but for a draft's."""

    def __init__(self, store: ImageStore, place: BackupPlace, before: Collection[Kept]) -> None:
        self._store, self._place = store, place
        # What is there is asked of the place, and not of the backup before: something may have been lost meanwhile.
        self._there = {name.rpartition("/")[2]: size for name, size in place.sizes(PICTURES)}
        self._known = {each.key: each for each in before if self._there.get(each.digest) == each.size}
        self.copied = 0  # contents that were not there

    def copy(self, wanted: Belongings) -> tuple[list[Kept], frozenset[str]]:
        """Those that rows name and what lies in drafts' folders; and the keys with nothing under them."""
        kept = [self._known[key] for key in wanted.named if key in self._known]
        missing = set[str]()
        new = [*(key for key in wanted.named if key not in self._known), *self._of_drafts(wanted)]
        with ThreadPoolExecutor(AT_ONCE) as several:
            walk = iter(new)
            while batch := list(islice(walk, BATCH)):
                for key, found in zip(batch, several.map(self._copy_one, batch), strict=True):
                    if found:
                        kept.append(found)
                        self._known[key] = found
                    elif not key.startswith(DRAFTS):  # theirs come and go while somebody works on one
                        missing.add(key)
        return kept, frozenset(missing)

    def _of_drafts(self, wanted: Belongings) -> Iterator[str]:
        if wanted.drafts:
            for image in self._store.images(DRAFTS):
                if folder_of(image.key) in wanted.drafts:
                    yield image.key

    def _copy_one(self, key: str) -> Kept | None:
        try:
            data = self._store.get(key)
        except MissingImage:
            return None
        kept = Kept(key, sha256(data).hexdigest(), len(data))
        if self._there.get(kept.digest) != kept.size:
            self._place.put(place_of_picture(kept.digest), data)
            self._there[kept.digest] = kept.size
            self.copied += 1
        return kept
