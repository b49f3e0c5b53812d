"""How many votes it takes until a contest's best three are known.

All posters of a file go up at one moment, nobody's vote is for or against age. The site names those with the greatest
lower bounds of `appeal.interval`. They are right where each is among the file's best three, or so near the third that
one standard error of the ratings, its own or the third's, whichever is less, does not tell them apart. What counts is
the vote from which on they are right and stay so for as many votes again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.contests.crowd import EXAMINED, PAGE, SEEN
from bench.contests.files import Contest, Floats, Whole
from bench.contests.orders import beliefs, first, wary_beliefs
from billboard.core.rank import appeal, fairness
from billboard.core.rank.doubt import NINE_IN_TEN
from billboard.walls.hot_statements import POOL

NAMED = 3
REPEATED = 7  # crowds, of which the median counts
VIEWS = 200  # for which a page stands at least
STANDS = 0.002  # of the views before: the more there were, the less another changes what is believed
LONGEST = 1_000_000_000  # looks after which nobody waits any longer


class Needed(NamedTuple):
    contest: str
    posters: int
    drawn: int | None  # votes, by this wall's draw
    evenly: int | None  # by equal exposure


Yes = NDArray[np.bool_]
Exposure = Callable[[Floats, Whole, Whole, int, np.random.Generator], Whole]


def needed(asked: tuple[Contest, int]) -> Needed:
    contest, seed = asked
    return Needed(contest.name, len(contest.appeal), *(until_right(contest, each, seed) for each in (by_draw, evenly)))


def right_ones(contest: Contest) -> Yes:
    error = np.sqrt(contest.appeal * (1 - contest.appeal) / contest.ratings)
    third = np.argsort(-contest.appeal, kind="stable")[min(NAMED, len(contest.appeal)) - 1]
    right: Yes = contest.appeal >= contest.appeal[third] - np.minimum(error, error[third])
    return right


def until_right(contest: Contest, exposure: Exposure, seed: int) -> int | None:
    chance = np.random.default_rng(seed)
    shuffled = chance.permutation(len(contest.appeal))  # lines may stand in their order of merit
    quality, right = contest.appeal[shuffled], right_ones(contest)[shuffled]
    prior = np.full(len(right), appeal.USUAL)
    looks, votes = np.zeros(len(right), np.int64), np.zeros(len(right), np.int64)
    views, since = 0, None
    while looks.sum() < LONGEST:
        standing = max(VIEWS, int(views * STANDS))
        seen = exposure(prior, looks, votes, standing, chance)
        looks += seen
        votes += chance.binomial(seen, quality)
        views += standing
        mean, deviation = beliefs(looks, votes, prior)
        cast = int(votes.sum())
        if not right[first(mean - NINE_IN_TEN * deviation, NAMED)].all():
            since = None
        elif since is None:
            since = max(1, cast)
        elif cast >= 2 * since:
            return since
    return None


def by_draw(prior: Floats, looks: Whole, votes: Whole, views: int, chance: np.random.Generator) -> Whole:
    """Of the greatest bounds as they are drawn, and of newcomers in their places."""
    mean, deviation = wary_beliefs(looks, votes, prior)
    pool = first(mean + appeal.WIDE * deviation, POOL)
    drawn = pool[np.argsort(-(mean[pool] + deviation[pool] * chance.standard_normal(len(pool))))]
    few = np.flatnonzero(looks < fairness.GUARANTEED)
    new = few[np.lexsort((few, looks[few]))][: fairness.newcomers_on(PAGE)]
    page = drawn[~np.isin(drawn, new)].tolist()
    for number, poster in enumerate(new.tolist()):
        page.insert(fairness.FIRST_PLACE + fairness.NEXT_PLACE * number, poster)
    page = page[:SEEN]
    seen = np.zeros(len(looks), np.int64)
    seen[page] = chance.poisson(views * EXAMINED[: len(page)])
    return seen


def evenly(prior: Floats, looks: Whole, votes: Whole, views: int, chance: np.random.Generator) -> Whole:
    return chance.poisson(np.full(len(looks), views * EXAMINED[: len(looks)].sum() / len(looks)))
