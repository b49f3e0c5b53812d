"""What is known of a poster's place in Top and in Duels, as pages say it."""

from dataclasses import dataclass
from typing import Protocol

from billboard.core.rank import appeal, doubt, strength
from billboard.core.rank.agreement import AtOdds
from billboard.core.rank.appeal import Evidence
from billboard.core.rank.doubt import Sureness

WHY_AT_ODDS = {
    AtOdds.DUELS_SAY_BETTER: (
        "Duels place it higher than votes do. A duel asks which of two is better, a vote whether you like what you see:"
        " some posters win where somebody has to look at them, and are walked past on a wall."
    ),
    AtOdds.VOTES_SAY_BETTER: (
        "Votes place it higher than duels do. A vote asks whether you like what you see, a duel which of two is better:"
        " some posters make many smile, and are seldom the better of two."
    ),
}


class Known(Protocol):
    """A poster's whole row, or a PosterRow."""

    @property
    def votes(self) -> int: ...
    @property
    def looks(self) -> int: ...
    @property
    def liked(self) -> int: ...
    @property
    def prior(self) -> float: ...
    @property
    def strength(self) -> float: ...
    @property
    def duels(self) -> int: ...
    @property
    def information(self) -> float: ...


@dataclass(frozen=True)
class Standing:
    sureness: Sureness | None  # None where nothing has been counted
    figures: str

    @property
    def words(self) -> str:
        if self.sureness is None:
            return self.figures
        return f"{self.sureness.capitalize()}: {self.figures}"


def by_votes(poster: Known) -> Standing:
    if not poster.looks and not poster.liked:
        return Standing(None, "Looks not counted: its votes stand alone" if poster.votes else "Not looked at yet")
    low, high = appeal.interval(Evidence(poster.looks, poster.liked), poster.prior)
    return Standing(doubt.of_appeal(low, high, poster.prior), f"{doubt.in_numbers(low, high)} who looked")


def by_duels(poster: Known) -> Standing:
    if not poster.duels:
        return Standing(None, "No duels yet")
    low, high = (strength.chance(each, 0) for each in strength.interval(poster.strength, poster.information))
    return Standing(doubt.of_chance(low, high), f"wins {doubt.in_numbers(low, high)}")


def why_at_odds(at_odds: int) -> str:
    """Why duels and votes may well place a poster apart; empty where they do not."""
    return WHY_AT_ODDS.get(AtOdds(at_odds), "")
