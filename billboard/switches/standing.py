"""Which switches are on, on a wall and at a moment. A campaign's are its own; the site's are everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from billboard.infra import switches
from billboard.infra.config import Settings
from billboard.infra.switches import Position
from billboard.settings.live import LiveSettings


class Switch(StrEnum):
    """By the name of its setting, in the order in which the public is told."""

    READ_ONLY = "read_only"
    PUBLISHING = "publishing_off"
    VOTING = "voting_off"
    HOLD = "hold_new"
    ATTACK = "under_attack"


class Deed(StrEnum):
    """What the public may do, and a switch may stop. Nothing stops a report, a notice or an appeal, nor that somebody
    takes down their own poster or leaves a list."""

    PUBLISH = "publish"
    VOTE = "vote"  # duels too
    SUBSCRIBE = "subscribe"


STOPPED_BY: Mapping[Deed, tuple[Switch, ...]] = MappingProxyType(
    {
        Deed.PUBLISH: (Switch.READ_ONLY, Switch.PUBLISHING),
        Deed.VOTE: (Switch.READ_ONLY, Switch.VOTING),
        Deed.SUBSCRIBE: (Switch.READ_ONLY,),
    }
)


@dataclass(frozen=True)
class Standing:
    """A switch that is on."""

    switch: Switch
    wall: str  # a campaign's slug, or empty for the whole site
    position: Position


def position_of(settings: Settings, switch: Switch) -> Position:
    return switches.read(getattr(settings, switch.value))


def standing(live: LiveSettings, wall: str, now: datetime) -> list[Standing]:
    """Those that hold on a wall; each once, for the site where it is on for all of it."""
    found = _on(live.on(), "", now)
    if wall in live.walls:
        known = {each.switch for each in found}
        found += [each for each in _on(live.on(wall), wall, now) if each.switch not in known]
    return found


def of_campaigns(live: LiveSettings, now: datetime) -> frozenset[Switch]:
    """Those that a campaign has on for itself alone: only then need anybody ask whose a poster is."""
    return frozenset(each.switch for wall in live.walls for each in _on(live.on(wall), wall, now))


def walls_without(deed: Deed, live: LiveSettings, now: datetime) -> list[str]:
    """The slugs of the campaigns that have stopped it for themselves."""
    stops = STOPPED_BY[deed]
    live.on()  # looks for news, which may be of a campaign that had no settings of its own
    return [wall for wall in sorted(live.walls) if any(each.switch in stops for each in _on(live.on(wall), wall, now))]


def _on(settings: Settings, wall: str, now: datetime) -> list[Standing]:
    found = []
    for switch in Switch:
        position = position_of(settings, switch)
        if position.stands(now):
            found.append(Standing(switch, wall, position))
    return found
