"""Orders of a wall. Each has an ageing, which is turned by a factor: 2 makes time count half as much.

Those that go by votes alone weigh them as they were published; samplers weigh the logarithm of an appeal against age as
this wall does, or not at all where they are turned by infinity.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.contests.crowd import DAY, PAGE, SEEN, STEP, Order, Row, Wall
from bench.contests.files import Floats, Whole
from billboard.core.rank import appeal, fairness
from billboard.core.rank.appeal import Evidence
from billboard.walls.hot_statements import POOL

EPOCH = 60  # seconds for which a page is the same, as on the site; pages of the simulation are further apart


def first(scores: Floats, count: int) -> Whole:
    """The numbers of the greatest, greatest first; of equals the younger."""
    count = min(count, len(scores))
    bar = np.partition(scores, len(scores) - count)[len(scores) - count]
    found = np.flatnonzero(scores >= bar)
    chosen: Whole = found[np.lexsort((-found, -scores[found]))][:count]
    return chosen


@dataclass
class Scored:
    """By a score worked out afresh for every page."""

    score: Callable[[Wall, int, float], Floats]

    def page(self, wall: Wall, up: int, now: float) -> Whole:
        return first(self.score(wall, up, now), SEEN)

    def counted(self, wall: Wall, page: Whole) -> None:
        pass


def newest(turn: float) -> Scored:
    return Scored(lambda wall, up, now: wall.world.arrived[:up])


def most_votes(turn: float) -> Scored:
    return Scored(lambda wall, up, now: wall.votes[:up].astype(float))


def reddit(turn: float) -> Scored:
    """sign * log10(max(|ups - downs|, 1)) + seconds / 45000, and a post begins with one vote.

    From r2/r2/lib/db/_sorts.pyx of github.com/reddit-archive/reddit.
    """
    return Scored(lambda wall, up, now: np.log10(wall.votes[:up] + 1) + wall.world.arrived[:up] / (45_000 * turn))


def hacker_news(turn: float) -> Scored:
    """(points - 1) ** 0.8 / ((age in minutes + 120) / 60) ** 1.8, and a post begins with one point.

    From news.arc, as its author posted it at news.ycombinator.com/item?id=1781417.
    """

    def score(wall: Wall, up: int, now: float) -> Floats:
        return _by_votes(wall.votes[:up].astype(float) ** 0.8, wall, up, now, turn)

    return Scored(score)


def lemmy_scaled(turn: float) -> Scored:
    """log10(max(1, 3 + score)) * 10000 / (age in hours + 2) ** 1.8 / log10(2 + users active this month / 10) of the
    community, which a template stands for here; a post begins with its author's vote.

    From LemmyNet/lemmy-docs, about/ranking.md, and the function scaled_rank of Lemmy's migrations. Each vote of the
    month counts as a user.
    """

    def score(wall: Wall, up: int, now: float) -> Floats:
        since = wall.up(now - 30 * DAY)
        of = wall.world.template[since:up]
        active = np.bincount(of, weights=wall.votes[since:up], minlength=wall.world.templates)
        small = np.log10(2 + active / 10)[wall.world.template[:up]]
        return _by_votes(np.log10(wall.votes[:up] + 4.0) / small, wall, up, now, turn)

    return Scored(score)


def _by_votes(weight: Floats, wall: Wall, up: int, now: float, turn: float) -> Floats:
    hours = (now - wall.world.arrived[:up]) / 3600
    with np.errstate(over="ignore"):  # turned far enough, only the newest are left
        scored: Floats = weight / (hours + 2) ** (1.8 / turn)
    return scored


def heat_alone(turn: float) -> Scored:
    return Scored(lambda wall, up, now: _heat(wall, up, turn))


def _heat(wall: Wall, up: int, turn: float) -> Floats:
    seconds = 45_000 * turn
    heat: Floats = np.log10(np.maximum(1, wall.votes[:up])) + wall.world.arrived[:up] / seconds
    return heat


def oracle(turn: float) -> Scored:
    """Knows every quality."""
    ageing = appeal.AGEING * turn
    tiny = 1e-9

    def score(wall: Wall, up: int, now: float) -> Floats:
        scored: Floats = np.log(wall.world.quality[:up] + tiny) + wall.world.arrived[:up] / ageing
        return scored

    return Scored(score)


def thompson(turn: float) -> Scored:
    """A draw from the beta distribution that one vote and one look without would leave, for each poster and page."""
    ageing = appeal.AGEING * turn
    chance = np.random.default_rng(2010)

    def score(wall: Wall, up: int, now: float) -> Floats:
        votes, looks = wall.votes[:up], wall.looks[:up]
        scored: Floats = np.log(chance.beta(1 + votes, 1 + looks - votes)) + wall.world.arrived[:up] / ageing
        return scored

    return Scored(score)


class KLUCB:
    """The greatest rate q whose divergence from what was seen is looks * d(votes / looks, q) <= ln(all looks).

    A. Garivier and O. Cappé, The KL-UCB Algorithm for Bounded Stochastic Bandits and Beyond, COLT 2011, with c = 0 as
    they advise. Bounds of those on the page are worked out afresh at each step, and all of them every hour.
    """

    EVERY = 3600 // STEP
    HALVINGS = 18

    def __init__(self, turn: float) -> None:
        self.ageing = appeal.AGEING * turn
        self.bounds = np.zeros(0)
        self.turns = 0

    def page(self, wall: Wall, up: int, now: float) -> Whole:
        if not len(self.bounds):
            self.bounds = np.zeros(wall.world.size)
        if self.turns % self.EVERY == 0:
            self._work_out(wall, np.arange(up))
        self.turns += 1
        return first(self.bounds[:up] + wall.world.arrived[:up] / self.ageing, SEEN)

    def counted(self, wall: Wall, page: Whole) -> None:
        self._work_out(wall, page)

    def _work_out(self, wall: Wall, which: Whole) -> None:
        votes, looks = wall.votes[which], wall.looks[which]
        seen = votes / np.maximum(1, looks)
        allowed = math.log(max(2, int(wall.looks.sum()))) / np.maximum(1, looks)
        allowed[looks == 0] = math.inf
        low, high = seen.copy(), np.ones(len(which))
        for _ in range(self.HALVINGS):
            middle = (low + high) / 2
            within = divergence(seen, middle) <= allowed
            low, high = np.where(within, middle, low), np.where(within, high, middle)
        self.bounds[which] = np.log(high)
        # Whoever has just arrived has not been looked at.
        self.bounds[which.max(initial=0) + 1 :] = np.maximum(self.bounds[which.max(initial=0) + 1 :], 0.0)


def divergence(p: Floats, q: Floats) -> Floats:
    """Kullback and Leibler's, of two coins."""
    tiny = 1e-12
    p, q = np.clip(p, tiny, 1 - tiny), np.clip(q, tiny, 1 - tiny)
    apart: Floats = p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))
    return apart


class Arranged:
    """Caps and newcomers, as the site's own code arranges pages of a walk."""

    guaranteed = fairness.GUARANTEED

    def __init__(self) -> None:
        self.new: list[int] = []
        self.up = 0

    def arrange(self, wall: Wall, up: int, walk: Whole) -> Whole:
        world = wall.world
        rows = [world.rows[number] for number in walk]
        caps = fairness.caps_for(PAGE, one_template=world.templates == 1)
        arranged, chosen = fairness.first_page(rows, self._newcomers(wall, up), size=PAGE, caps=caps)
        page, lifted = list(arranged.page), {row.id for row in chosen}
        others, at, waiting = [row for row in rows if row.id not in lifted], arranged.used, arranged.waiting
        while len(page) < SEEN and (waiting or at < len(others)):
            stretch = others[at : at + fairness.reach(PAGE, len(waiting))]
            further = fairness.arrange(waiting, stretch, size=PAGE, caps=caps)
            page, waiting, at = page + further.page, further.waiting, at + further.used
        return np.array([row.id for row in page[:SEEN]], np.int64)

    def _newcomers(self, wall: Wall, up: int) -> list[Row]:
        """In the order of their need."""
        shown, set_back = self.had(wall), wall.world.set_back
        self.new = [each for each in self.new if shown[each] < self.guaranteed] + list(range(self.up, up))
        self.up = up
        needy = sorted(self.new, key=lambda each: (shown[each] + set_back[each], each))
        return [wall.world.rows[number] for number in needy[:PAGE]]

    def had(self, wall: Wall) -> Whole:
        """What counts against a newcomer's guarantee: looks on any page."""
        return wall.looks


class Before(Arranged):
    """This site's before it learned: heat, caps, and newcomers by turn, then oldest."""

    guaranteed = 50

    def __init__(self, turn: float) -> None:
        super().__init__()
        self.turn = turn

    def page(self, wall: Wall, up: int, now: float) -> Whole:
        return self.arrange(wall, up, first(_heat(wall, up, self.turn), SEEN + fairness.AHEAD))

    def had(self, wall: Wall) -> Whole:
        return wall.shown

    def counted(self, wall: Wall, page: Whole) -> None:
        pass


class ThisWall(Arranged):
    """This site's: the greatest bounds are candidates, a draw from what is believed of each says where it stands."""

    def __init__(self, turn: float) -> None:
        super().__init__()
        self.ageing = appeal.AGEING * turn
        self.known = 0

    def page(self, wall: Wall, up: int, now: float) -> Whole:
        if not self.known:
            self._begin(wall)
        self._expect(wall, up)
        pool = first(self.hot[:up], POOL)
        seed = f"{int(now) // EPOCH}"
        draws = np.array([appeal.deviate(seed, str(number)) for number in pool])
        drawn = self.mean[pool] + self.deviation[pool] * draws + wall.world.arrived[pool] / self.ageing
        return self.arrange(wall, up, pool[np.lexsort((-pool, -drawn))])

    def counted(self, wall: Wall, page: Whole) -> None:
        if not len(page):
            return
        looks, votes = wall.looks[page] - self.looks[page], wall.votes[page] - self.votes[page]
        for totals, of in ((self.of_template, wall.world.template[page]), (self.of_hour, self.hours[page])):
            np.add.at(totals, of, np.stack([looks, votes], axis=1))
        self._believe(wall, page)

    def _begin(self, wall: Wall) -> None:
        size = wall.world.size
        self.hot, self.mean, self.deviation, self.prior = (np.zeros(size) for _ in range(4))
        self.looks, self.votes = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self.hours = (wall.world.arrived % DAY // 3600).astype(np.int64)
        self.of_template = np.zeros((wall.world.templates, 2), np.int64)
        self.of_hour = np.zeros((24, 2), np.int64)

    def _expect(self, wall: Wall, up: int) -> None:
        """Of those that have arrived, what is expected of their likes; it stays as it is then."""
        of_all = Evidence(*self.of_hour.sum(axis=0).tolist())
        for number in range(self.known, up):
            of_template = Evidence(*self.of_template[wall.world.template[number]].tolist())
            of_hour = Evidence(*self.of_hour[self.hours[number]].tolist())
            self.prior[number] = appeal.expected(of_template, of_hour, of_all)
        if up > self.known:
            self._believe(wall, np.arange(self.known, up))
        self.known = up

    def _believe(self, wall: Wall, which: Whole) -> None:
        self.looks[which], self.votes[which] = wall.looks[which], wall.votes[which]
        mean, deviation = wary_beliefs(self.looks[which], self.votes[which], self.prior[which])
        self.mean[which], self.deviation[which] = mean, deviation
        self.hot[which] = mean + appeal.WIDE * deviation + wall.world.arrived[which] / self.ageing


def beliefs(looks: Whole, liked: Whole, prior: Floats) -> tuple[Floats, Floats]:
    """`appeal.belief` of many at once: means and deviations."""
    shape, rate = appeal.WEIGHT + liked, appeal.WEIGHT / prior + np.maximum(looks, liked)
    return np.log((shape - 0.5) / rate), 1 / np.sqrt(shape - 0.5)


def wary_beliefs(looks: Whole, liked: Whole, prior: Floats) -> tuple[Floats, Floats]:
    """`appeal.wary` of many at once."""
    neutral = prior * appeal.LEFT * looks
    beyond = liked - neutral
    doubt = np.abs(beyond) + np.where(beyond > 0, appeal.DOUBTED, appeal.WANTING)
    likes = neutral + beyond * np.abs(beyond) / doubt
    shape, rate = appeal.WEIGHT - 0.5 + likes, appeal.WEIGHT / prior + np.maximum(looks, liked)
    return np.log(shape / rate), 1 / np.sqrt(appeal.WEIGHT - 0.5 + np.minimum(likes, liked))


ORDERS: dict[str, Callable[[float], Order]] = {
    "newest first": newest,
    "most votes": most_votes,
    "Reddit": reddit,
    "Hacker News": hacker_news,
    "Lemmy, scaled": lemmy_scaled,
    "heat alone": heat_alone,
    "this wall before": Before,
    "Thompson": thompson,
    "KL-UCB": KLUCB,
    "this wall": ThisWall,
    "oracle": oracle,
}
OURS, BEFORE = "this wall", "this wall before"
NEVER_AGE = ("newest first", "most votes")
SAMPLERS = ("Thompson", "KL-UCB", "oracle")  # which nobody has published an ageing for
