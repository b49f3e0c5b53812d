"""What the public is told of switches that are on, in words: the same for everybody, because walls are."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from billboard.core.errors import Paused
from billboard.core.local_time import told_moment
from billboard.switches.standing import STOPPED_BY, Deed, Standing, Switch

# Of the whole site; a campaign's says so before it.
BANNERS: Mapping[Switch, str] = MappingProxyType(
    {
        Switch.READ_ONLY: "Just now there is only looking: nothing is published and no votes are counted.",
        Switch.PUBLISHING: "Just now nothing new is published.",
        Switch.VOTING: "Just now no votes are counted and no duels are fought. Those that were cast stand.",
        Switch.HOLD: "Just now a moderator looks at every new poster before it goes up.",
        Switch.ATTACK: "Just now programs are flooding the wall, so before you publish, vote or report your browser"
        " does a little sum. It takes about a second.",
    }
)
REFUSALS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.PUBLISH: "Just now nothing new is published",
        Deed.VOTE: "Just now no votes are counted and no duels are fought",
        Deed.SUBSCRIBE: "Just now nobody is put down for the round-up",
    }
)
NAMES: Mapping[Deed, str] = MappingProxyType({Deed.PUBLISH: "publishing", Deed.VOTE: "voting"})
SOON, LATE = 60, 3600  # seconds after which to ask again, at least and at most
UNKNOWN = 600  # where nobody said when it ends


def banner(each: Standing, zone: tzinfo = UTC) -> str:
    """A sentence or two, and in whose words the rest."""
    return " ".join(
        part for part in (_where(each, BANNERS[each.switch]), _until(each, zone), each.position.said) if part
    )


def refusal(
    deed: Deed, by: Standing, all_: Collection[Standing], now: datetime, *, kept: str = "", zone: tzinfo = UTC
) -> Paused:
    """Why it is not done, until when, and what still works; `kept` says what becomes of what was typed."""
    parts = (_where(by, f"{REFUSALS[deed]}."), _until(by, zone), by.position.said, kept, _works(all_))
    return Paused(" ".join(part for part in parts if part), wait=_wait(by, now))


def _where(each: Standing, sentence: str) -> str:
    return f"On this campaign’s wall: {sentence[0].lower()}{sentence[1:]}" if each.wall else sentence


def _until(each: Standing, zone: tzinfo) -> str:
    """The day too where it is another one than that of whoever reads it, which nobody here knows."""
    until = each.position.until
    return f"Until {told_moment(until, zone, year=False)}." if until else ""


def _works(all_: Collection[Standing]) -> str:
    on = {each.switch for each in all_}
    works = [name for deed, name in NAMES.items() if on.isdisjoint(STOPPED_BY[deed])]
    named = ["looking", *works, "reporting"]
    return f"{', '.join(named[:-1]).capitalize()} and {named[-1]} work as ever."


def _wait(by: Standing, now: datetime) -> int:
    if by.position.until is None:
        return UNKNOWN
    return max(SOON, min(LATE, round((by.position.until - now).total_seconds())))
