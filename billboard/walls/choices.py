"""What somebody can choose to see of a wall."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    HOT = "hot"
    NEW = "new"
    TOP = "top"
    DUEL = "duel"


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True)
class WallChoices:
    """Of the whole site's wall; or of one template's, or of one campaign's, and never of both."""

    sort: Sort = Sort.HOT
    period: Period = Period.ALL  # matters to Top alone
    template: str = ""  # its slug
    campaign: int | None = None  # its row's number
    query: str = ""
    after: str = ""  # the cursor that the page before gave; empty for the first

    @property
    def part(self) -> str:
        """The column whose value all its posters share; empty for the whole wall."""
        return "campaign_id" if self.campaign is not None else "template" if self.template else ""
