"""The hot score."""

from math import log10

SECONDS_PER_TENFOLD = 45_000  # 12.5 hours: a poster this much younger needs a tenth of the votes


def hot(votes: int, published: float) -> float:
    """Score of a poster published at `published` (seconds since 1970, UTC).

    Newer posters start higher instead of older ones sinking, so a score never needs recomputing as time passes.
    """
    return log10(max(1, votes)) + published / SECONDS_PER_TENFOLD
