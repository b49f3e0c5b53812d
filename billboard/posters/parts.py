"""What verbs on posters need of a site."""

from typing import Protocol

from billboard.core.picture.rendering import Renderer
from billboard.infra.db import Database
from billboard.infra.jobs import JobQueue
from billboard.infra.signing import Keys
from billboard.infra.storage import ImageStore
from billboard.watching.live import LiveWords


class SiteParts(Protocol):
    """`web.site.Site` is one."""

    @property
    def database(self) -> Database: ...
    @property
    def store(self) -> ImageStore: ...
    @property
    def renderer(self) -> Renderer: ...
    @property
    def jobs(self) -> JobQueue: ...
    @property
    def watched_words(self) -> LiveWords: ...
    @property
    def secret_keys(self) -> Keys: ...
