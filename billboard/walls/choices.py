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


BEST = "best"  # the order of Top of a period; Top ever counts votes and does nothing else
PUT_FORWARD = (Sort.HOT, Sort.DUEL)


@dataclass(frozen=True)
class WallChoices:
    """Of the whole site's wall; or of one template's, or of one campaign's, and never of both."""

    sort: Sort = Sort.HOT
    period: Period = Period.ALL  # matters to Top alone
    template: str = ""  # its slug
    campaign: int | None = None  # its row's number
    query: str = ""
    covered: bool = True  # whether those under a card keep their place, where the order keeps it for them
    after: str = ""  # the cursor that the page before gave; empty for the first
    redrawn: int = 60  # seconds for which Hot is drawn under one seed

    @property
    def promoted(self) -> bool:
        """Whether covered posters are left out. Hot and Duels put forward what they show; a search finds what hangs."""
        return not self.covered or (self.sort in PUT_FORWARD and not self.query)

    @property
    def name(self) -> str:
        """What its seeds begin with."""
        return f"{self.part}/{self.campaign or self.template}" if self.part else "wall"

    @property
    def order(self) -> str:
        """The name of what its posters are ordered by."""
        return BEST if self.sort is Sort.TOP and self.period is not Period.ALL else self.sort.value

    @property
    def part(self) -> str:
        """The column whose value all its posters share; empty for the whole wall."""
        return "campaign_id" if self.campaign is not None else "template" if self.template else ""
