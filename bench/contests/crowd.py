"""A wall's posters and the crowd before it.

Posters arrive with the day's rhythm and in bursts, each with a known quality: the chance that somebody who looks at it
votes. Visitors come with the same rhythm, look at a wall from its top and less at every place further down, and vote by
quality. Every order sees the same posters and as many visitors, who look at that one wall and nowhere else.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from bench.contests.files import Contest, Floats, Whole
from billboard.core.rank import fairness

STEP = 300  # seconds for which a wall is taken to stand still
DAY = 86400
STEPS = DAY // STEP
PAGE = 24
SEEN = 3 * PAGE  # places that anybody gets to
EXAMINED = 1 / np.arange(1, SEEN + 1) ** 0.6  # a third look at the sixth
PHASE = 0.5  # of a day: what is busiest comes at six in the evening
SETTLED = 2  # days that a poster has been up when its votes are judged; so long, too, is a wall's beginning not


class Row(NamedTuple):
    """A poster as the site's arrangement of pages knows it."""

    id: int
    template: str
    motto: str | None
    origin: str | None


@dataclass(frozen=True)
class World:
    """What is so whatever the order."""

    days: int
    pace: Floats  # how busy each step is
    views: float  # of a step as busy as 1
    seed: int
    arrived: Floats  # seconds, ascending
    quality: Floats
    template: Whole
    set_back: Whole
    rows: list[Row]
    templates: int

    @property
    def size(self) -> int:
        return len(self.arrived)


@dataclass
class Wall:
    """What has come of it under one order."""

    world: World
    looks: Whole = field(init=False)
    votes: Whole = field(init=False)
    shown: Whole = field(init=False)  # looks on the first page

    def __post_init__(self) -> None:
        self.looks, self.votes, self.shown = (np.zeros(self.world.size, np.int64) for _ in range(3))

    def up(self, now: float) -> int:
        """How many are up: those of the lowest numbers."""
        return int(np.searchsorted(self.world.arrived, now, "right"))


class Order(Protocol):
    def page(self, wall: Wall, up: int, now: float) -> Whole:
        """The numbers of the posters in the places that anybody gets to."""

    def counted(self, wall: Wall, page: Whole) -> None:
        """Called when looks at these and votes for them have been counted."""


def world(contests: Sequence[Contest], *, days: int, posters: int, views: int, seed: int) -> World:
    """Each contest is a template, and as many posters are of one as of any other."""
    chance = np.random.default_rng(seed)
    pace = rhythm(chance, days)
    count = days * posters
    steps = np.sort(chance.choice(len(pace), size=count, p=pace / pace.sum()))
    arrived = np.sort(steps * STEP + chance.random(count) * STEP)
    template = chance.integers(len(contests), size=count)
    quality = np.array([chance.choice(contests[at].appeal) for at in template])
    origins = chance.integers(max(1, count // 3), size=count)
    pasted = Counter[tuple[int, int]]()
    set_back = []
    for moment, origin in zip(arrived, origins, strict=True):
        day = int(moment) // DAY, int(origin)
        set_back.append(fairness.set_back(pasted[day]))
        pasted[day] += 1
    rows = [Row(number, str(of), None, str(by)) for number, (of, by) in enumerate(zip(template, origins, strict=True))]
    return World(
        days, pace, views * days / pace.sum(), seed, arrived, quality, template, np.array(set_back), rows, len(contests)
    )


def rhythm(chance: np.random.Generator, days: int) -> Floats:
    """A day's wave, one evening six times its morning, and two bursts a day."""
    pace = 1 + 0.72 * np.sin(2 * np.pi * (np.arange(days * STEPS) * STEP / DAY - PHASE))
    for _ in range(2 * days):
        begun, height = int(chance.integers(len(pace))), chance.uniform(2, 8)
        fading = np.arange(min(36, len(pace) - begun))  # something is linked to, and it dies down
        pace[begun : begun + len(fading)] += height * np.exp(-fading / 9)
    return pace


def visit(wall: Wall, order: Order, step: int, replicate: int = 0) -> Whole:
    """Five minutes of it; the page that was looked at. Chance hangs on the step and the place alone, so that two runs
    differ by what stands where."""
    world = wall.world
    now = step * STEP
    up = wall.up(now)
    page = order.page(wall, up, now)[:SEEN] if up else np.zeros(0, np.int64)
    chance = np.random.default_rng((world.seed, replicate, step))
    views = chance.poisson(world.views * world.pace[step])
    looks = chance.poisson(views * EXAMINED)[: len(page)]
    votes = chance.binomial(looks, world.quality[page])
    wall.looks[page] += looks
    wall.votes[page] += votes
    wall.shown[page[:PAGE]] += looks[:PAGE]
    order.counted(wall, page)
    return page


class Outcome(NamedTuple):
    """What an order does for its posters and for its visitors."""

    justice: float  # Spearman's correlation of votes with quality
    lateness: float  # of votes with the moment of arrival
    hour: float  # of votes with the day's wave
    best: float  # share of the best hundredth by quality in the best twentieth by votes
    yield_: float  # votes for each look
    unseen: float  # share of posters that nobody looked at
    least: float  # looks of whichever had fewest
    age: float  # hours, median of a first page, mean over time
    young: float  # share of a first page younger than a day


def run(order: Order, world: World) -> Outcome:
    wall = Wall(world)
    ages, young = [], []
    before = np.zeros(2)
    begun = min(SETTLED, world.days // 2) * STEPS
    for step in range(len(world.pace)):
        if step == begun:
            before = np.array([wall.votes.sum(), wall.looks.sum()])
        page = visit(wall, order, step)[:PAGE]
        if step >= begun and len(page):
            age = step * STEP - world.arrived[page]
            ages.append(np.median(age) / 3600)
            young.append(np.mean(age < DAY))
    votes, looks = np.array([wall.votes.sum(), wall.looks.sum()]) - before
    settled = world.arrived < (world.days - SETTLED) * DAY
    known, quality, arrived = wall.votes[settled], world.quality[settled], world.arrived[settled]
    best = np.argsort(-quality, kind="stable")[: max(1, len(quality) // 100)]
    bar = np.sort(known)[::-1][len(known) // 20]
    return Outcome(
        spearman(known, quality),
        spearman(known, arrived),
        spearman(known, np.sin(2 * np.pi * (arrived / DAY - PHASE))),
        float(np.mean(known[best] > bar)),
        float(votes / looks),
        float(np.mean(wall.looks[settled] == 0)),
        float(wall.looks[settled].min()),
        float(np.mean(ages)),
        float(np.mean(young)),
    )


def spearman(left: Floats | Whole | Sequence[float], right: Floats | Whole | Sequence[float]) -> float:
    """Pearson's correlation of the ranks; ties share the mean of theirs."""
    a, b = ranks(np.asarray(left)), ranks(np.asarray(right))
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def ranks(values: Floats | Whole) -> Floats:
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    middle: Floats = ends - (counts - 1) / 2
    return middle[where]
