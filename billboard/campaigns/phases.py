"""Where a campaign stands at a moment, what it takes then, and how that is said."""

from datetime import datetime
from enum import StrEnum

from billboard.models import Campaign, State


class Phase(StrEnum):
    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"  # takes no more posters, still votes
    FROZEN = "frozen"
    ENDED = "ended"

    @property
    def takes_posters(self) -> bool:
        return self is Phase.OPEN

    @property
    def takes_votes(self) -> bool:
        return self not in READ_ONLY.values()

    @property
    def said(self) -> str:
        """As it stands in a sentence, after the campaign's name."""
        return SAID[self]

    @property
    def why_no_posters(self) -> str:
        """The same where no poster is taken; empty where one is."""
        if self.takes_posters:
            return ""
        return self.said if self is Phase.SOON else f"{self.said} and takes no more posters"


READ_ONLY = {State.FROZEN: Phase.FROZEN, State.ENDED: Phase.ENDED}  # whatever its dates are
SAID = {
    Phase.SOON: "has not opened yet",
    Phase.OPEN: "is open",
    Phase.CLOSED: "has closed",
    Phase.FROZEN: "is frozen",
    Phase.ENDED: "is over",
}


def phase_of(campaign: Campaign, now: datetime) -> Phase:
    if read_only := READ_ONLY.get(campaign.state):
        return read_only
    if campaign.opens and now < campaign.opens:
        return Phase.SOON
    if campaign.closes and now >= campaign.closes:
        return Phase.CLOSED
    return Phase.OPEN
