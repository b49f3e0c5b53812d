"""What the studio needs of a site."""

from typing import Protocol

from billboard.posters.parts import SiteParts
from billboard.studio.live import LiveStudio


class StudioParts(SiteParts, Protocol):
    """`web.site.Site` is one."""

    @property
    def studio(self) -> LiveStudio: ...
