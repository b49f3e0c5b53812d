"""Switches that are on, for a request: what they refuse, and what pages say of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import g

from billboard.campaigns import campaigns
from billboard.core.errors import Paused
from billboard.models import HoldReason
from billboard.posters import posters
from billboard.posters.holding import Reason
from billboard.switches import standing, telling
from billboard.switches.standing import STOPPED_BY, Deed, Standing, Switch
from billboard.web.site import current_site, now


@dataclass(frozen=True)
class Notice:
    """A strip across the top of a page."""

    switch: str
    text: str


def on(wall: str = "") -> Sequence[Standing]:
    """The switches that are on there, looked at once for each request."""
    known: dict[str, Sequence[Standing]] = g.setdefault("switches_on", {})
    if wall not in known:
        known[wall] = standing.standing(current_site().live_settings, wall, now())
    return known[wall]


def notices(wall: str = "") -> list[Notice]:
    """Those of the site, and of a campaign on its own pages. The same for everybody: caches keep them."""
    return [Notice(each.switch.value, telling.banner(each, current_site().settings.zone)) for each in on(wall)]


def why_not(deed: str, wall: str = "", kept: str = "") -> Paused | None:
    """The refusal that it would meet now, for what a page shows beside a button."""
    by = next((each for each in on(wall) if each.switch in STOPPED_BY[Deed(deed)]), None)
    if by is None:
        return None
    return telling.refusal(Deed(deed), by, on(wall), now(), kept=kept, zone=current_site().settings.zone)


def require(deed: Deed, wall: str = "", kept: str = "") -> None:
    """Raises Paused where it is switched off."""
    if paused := why_not(deed, wall, kept):
        raise paused


def require_for(deed: Deed, *codes: str) -> None:
    """The same for what is done to posters. Raises Paused."""
    require(deed)
    for wall in walls_of(STOPPED_BY[deed], codes):
        require(deed, wall)


def walls_of(switches: Collection[Switch], codes: Sequence[str]) -> Sequence[str]:
    """The slugs of the posters' campaigns, looked up only where a campaign has one of the switches on for itself."""
    if not of_campaigns().intersection(switches):
        return []
    wanted = tuple(code for code in codes if posters.is_code(code))
    known: dict[tuple[str, ...], Sequence[str]] = g.setdefault("walls_of", {(): []})
    if wanted not in known:
        with current_site().database.read() as session:
            known[wanted] = campaigns.slugs_of(session, wanted)
    return known[wanted]


def of_campaigns() -> frozenset[Switch]:
    """The switches that some campaign has on for itself alone; looked at once for each request."""
    if "switches_of_campaigns" not in g:
        g.switches_of_campaigns = standing.of_campaigns(current_site().live_settings, now())
    found: frozenset[Switch] = g.switches_of_campaigns
    return found


def is_read_only() -> bool:
    """Whether the public writes nothing on the whole site."""
    return any(each.switch is Switch.READ_ONLY for each in on())


def held(wall: str) -> tuple[Reason, ...]:
    """Why something new must be looked at first, if everything new must."""
    by = next((each for each in on(wall) if each.switch is Switch.HOLD), None)
    if by is None:
        return ()
    return (Reason(HoldReason.SWITCH, "on the whole site" if not by.wall else "in this campaign"),)
