"""How sure an order is of a poster, in words and in round numbers.

An interval of appeal is weighed against the appeal itself, or against what is usual where that is more: of a poster
that hardly anybody likes it is known soon enough that it is not among the best.
"""

from enum import StrEnum
from math import ceil, floor, sqrt


class Sureness(StrEnum):
    CERTAIN = "certain"
    FAIRLY = "fairly sure"
    EARLY = "too early to say"


# The widest interval of either: 8 to 12 of 100, and 5 to 15; a fifth and a third of all duels.
OF_APPEAL = {Sureness.CERTAIN: 0.41, Sureness.FAIRLY: 1.15}
OF_CHANCE = {Sureness.CERTAIN: 0.2, Sureness.FAIRLY: 1 / 3}
ROUND = (100, 1000, 10_000)
NINE_IN_TEN = 1.645  # deviations either side of the mean that hold as many of a normal distribution


def of_appeal(low: float, high: float, prior: float) -> Sureness:
    return _within((high - low) / max(sqrt(low * high), prior), OF_APPEAL)


def of_chance(low: float, high: float) -> Sureness:
    return _within(high - low, OF_CHANCE)


def in_numbers(low: float, high: float) -> str:
    """Two shares, as the fewest people of whom they are whole ones."""
    of = next((each for each in ROUND if high * each >= 10), ROUND[-1])
    least, most = floor(low * of), min(of, ceil(high * of))
    return f"{least:,} to {most:,} of {of:,}" if least < most else f"{most:,} of {of:,}"


def _within(width: float, widest: dict[Sureness, float]) -> Sureness:
    return next((each for each, most in widest.items() if width <= most), Sureness.EARLY)
