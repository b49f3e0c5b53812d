"""Switches that are on, for a request: what they refuse, and what pages say of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from billboard.campaigns import campaigns
from billboard.core.errors import Paused
from billboard.models import HoldReason
from billboard.posters import posters
from billboard.posters.holding import Reason
from billboard.switches import standing, telling
from billboard.switches.standing import STOPPED_BY, Deed, Switch
from billboard.web.site import current_site, now


@dataclass(frozen=True)
class Notice:
    """A strip across the top of a page."""

    switch: str
    text: str


def notices(wall: str = "") -> list[Notice]:
    """Those of the site, and of a campaign on its own pages. The same for everybody: caches keep them."""
    found = standing.standing(current_site().live_settings, wall, now())
    return [Notice(each.switch.value, telling.banner(each)) for each in found]


def why_not(deed: str, wall: str = "", kept: str = "") -> Paused | None:
    """The refusal that it would meet now, for what a page shows beside a button."""
    live, moment = current_site().live_settings, now()
    by = standing.stopping(live, Deed(deed), wall, moment)
    return telling.refusal(Deed(deed), by, standing.standing(live, wall, moment), moment, kept=kept) if by else None


def require(deed: Deed, wall: str = "", kept: str = "") -> None:
    """Raises Paused where it is switched off."""
    if paused := why_not(deed, wall, kept):
        raise paused


def require_for(deed: Deed, *codes: str) -> None:
    """The same for what is done to posters. Raises Paused."""
    require(deed)
    for wall in walls_of(STOPPED_BY[deed], codes):
        require(deed, wall)


def walls_of(switches: Collection[Switch], codes: Sequence[str]) -> list[str]:
    """The slugs of the posters' campaigns, looked up only where a campaign has one of the switches on for itself."""
    site = current_site()
    codes = [code for code in codes if posters.is_code(code)]
    if not codes or not standing.anywhere(site.live_settings, switches, now()):
        return []
    with site.database.read() as session:
        return campaigns.slugs_of(session, codes)


def is_read_only() -> bool:
    """Whether the public writes nothing on the whole site."""
    return any(each.switch is Switch.READ_ONLY for each in standing.standing(current_site().live_settings, "", now()))


def held(wall: str) -> tuple[Reason, ...]:
    """Why something new must be looked at first, if everything new must."""
    site = current_site()
    by = next((e for e in standing.standing(site.live_settings, wall, now()) if e.switch is Switch.HOLD), None)
    if by is None:
        return ()
    return (Reason(HoldReason.SWITCH, "on the whole site" if not by.wall else "in this campaign"),)
