"""What operators announce across the top of every public page, from one moment until another."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from billboard.infra.config import Settings


@dataclass(frozen=True)
class Announcement:
    text: str
    link: str  # an address, or empty
    mark: str  # by which a browser remembers that its owner has put it away; another text is another one


def announced(settings: Settings, now: datetime) -> Announcement | None:
    """The same for everybody: caches keep the pages that it stands on, for a second."""
    begins, ends = _moment(settings.announcement_from), _moment(settings.announcement_until)
    if not settings.announcement or (begins and now < begins) or (ends and now >= ends):
        return None
    said = f"{settings.announcement} {settings.announcement_link}"
    return Announcement(
        settings.announcement, settings.announcement_link, hashlib.sha256(said.encode()).hexdigest()[:12]
    )


def _moment(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
