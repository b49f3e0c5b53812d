"""What backups need of a site."""

from typing import Protocol

from billboard.infra.config import Settings
from billboard.infra.db import Database
from billboard.infra.signing import Keys
from billboard.infra.storage import ImageStore


class SiteParts(Protocol):
    """`web.site.Site` is one."""

    @property
    def database(self) -> Database: ...
    @property
    def store(self) -> ImageStore: ...
    @property
    def environment(self) -> Settings: ...
    @property
    def secret_keys(self) -> Keys: ...
