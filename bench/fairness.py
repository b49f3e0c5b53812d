"""Whether the best posters rise, whenever they were pasted: six orders of a wall, simulated with one seed.

    python -m bench.fairness [--days 12] [--posters 400] [--views 24000] [--seed 2010]

Posters arrive with the day's rhythm and in bursts, each with a known quality: the chance that somebody who looks at it
votes. Visitors come with the same rhythm, look at a wall from its top and less at every place further down, and vote
by quality. Every order sees the same posters and as many visitors, who look at that one wall and nowhere else.

Told of posters that have been up for two days or more, as Spearman's rank correlation: final votes with quality, looks
with quality (do people see the better ones?), final votes with the moment of arrival and with the hour of the day; then
how many of the best hundredth by quality are in the best twentieth by votes, the votes for each look, which is what the
visitors get of it, how many posters nobody ever looked at, and the fewest looks of any. docs/fair-wall.md quotes them.
"""

import argparse
import heapq
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from billboard.core.rank import fairness, ranking

STEP = 300  # seconds for which a wall is taken to stand still
PAGE = 24
SEEN = 3 * PAGE  # places that anybody gets to
TEMPLATES = 30
PHASE = 0.5  # of a day: what is busiest comes at six in the evening


@dataclass
class Poster:
    id: int
    arrived: float  # seconds
    quality: float  # chance of a vote from somebody who looks
    template: str
    motto: str | None = None
    origin: str | None = None
    votes: int = 0
    looks: int = 0
    set_back: int = 0
    shown: int = 0  # looks on the first page, as long as they are counted


Order = Callable[[list[Poster], float], Sequence[Poster]]


def newest(up: list[Poster], now: float) -> Sequence[Poster]:
    return up[: -SEEN - 1 : -1]


def most_votes(up: list[Poster], now: float) -> Sequence[Poster]:
    return heapq.nlargest(SEEN, up, key=lambda each: (each.votes, each.id))


def reddit(up: list[Poster], now: float) -> Sequence[Poster]:
    """sign * log10(max(|ups - downs|, 1)) + seconds / 45000, and a post begins with one vote.

    From r2/r2/lib/db/_sorts.pyx of github.com/reddit-archive/reddit.
    """
    return heapq.nlargest(SEEN, up, key=lambda each: (ranking.hot(each.votes + 1, each.arrived), each.id))


def hacker_news(up: list[Poster], now: float) -> Sequence[Poster]:
    """(points - 1) ** 0.8 / ((age in minutes + 120) / 60) ** 1.8, and a post begins with one point.

    From news.arc, as its author posted it at news.ycombinator.com/item?id=1781417.
    """

    def rank(each: Poster) -> tuple[float, int]:
        return each.votes**0.8 / ((now - each.arrived) / 3600 + 2) ** 1.8, each.id

    return heapq.nlargest(SEEN, up, key=rank)


def heat_alone(up: list[Poster], now: float) -> Sequence[Poster]:
    return heapq.nlargest(SEEN, up, key=lambda each: (ranking.hot(each.votes, each.arrived), each.id))


def fair(up: list[Poster], now: float) -> Sequence[Poster]:
    """This site's: heat, caps, and newcomers by turn, then oldest. The site's own code arranges it."""
    key = lambda each: (ranking.hot(each.votes, each.arrived), each.id)  # noqa: E731
    walk = heapq.nlargest(SEEN + fairness.AHEAD, up, key=key)
    waiting_newcomers = (each for each in up if each.shown < fairness.GUARANTEED)
    candidates = heapq.nsmallest(PAGE, waiting_newcomers, key=lambda each: (each.shown + each.set_back, each.id))
    caps = fairness.caps_for(PAGE)
    arranged, chosen = fairness.first_page(walk[: fairness.reach(PAGE, 0)], candidates, size=PAGE, caps=caps)
    page, lifted = list(arranged.page), {each.id for each in chosen}
    others, at, waiting = [each for each in walk if each.id not in lifted], arranged.used, arranged.waiting
    while len(page) < SEEN and (waiting or at < len(others)):
        stretch = others[at : at + fairness.reach(PAGE, len(waiting))]
        further = fairness.arrange(waiting, stretch, size=PAGE, caps=caps)
        page, waiting, at = page + further.page, further.waiting, at + further.used
    return page


ORDERS: dict[str, Order] = {
    "newest first": newest,
    "most votes": most_votes,
    "Hacker News": hacker_news,
    "reddit": reddit,
    "heat alone": heat_alone,
    "this wall": fair,
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--days", type=int, default=12)
    arguments.add_argument("--posters", type=int, default=400, help="a day")
    arguments.add_argument("--views", type=int, default=24_000, help="of the wall, a day")
    arguments.add_argument("--seed", type=int, default=2010)
    options = arguments.parse_args()
    begun = time.perf_counter()
    posters, views = options.posters * options.days, options.views * options.days
    print(f"{posters:,} posters and {views:,} views in {options.days} days")
    print(" " * 15 + "".join(f"{name:>12}" for name in COLUMNS))
    for name, order in ORDERS.items():
        print(f"{name:<15}" + told(simulate(order, options), options.days))
    print(f"{time.perf_counter() - begun:.0f} s")


def simulate(order: Order, options: argparse.Namespace) -> list[Poster]:
    chance, crowd = random.Random(options.seed), random.Random(options.seed + 1)
    pace = rhythm(chance, options.days)
    coming = arrivals(chance, pace, options.days * options.posters)
    per_step = options.views * options.days / sum(pace)
    examined = [1 / (1 + place) ** 0.6 for place in range(SEEN)]  # a third look at the sixth
    up: list[Poster] = []
    at = 0
    for step, busy in enumerate(pace):
        now = step * STEP
        while at < len(coming) and coming[at].arrived <= now:
            up.append(coming[at])
            at += 1
        views = poisson(crowd, per_step * busy)
        for place, poster in enumerate(order(up, now)):
            looks = poisson(crowd, views * examined[place])
            poster.looks += looks
            poster.shown += looks if place < PAGE else 0
            poster.votes += poisson(crowd, looks * poster.quality)
    return coming


def rhythm(chance: random.Random, days: int) -> list[float]:
    """How busy each step is: a day's wave, one evening six times its morning, and two bursts a day."""
    pace = [1 + 0.72 * math.sin(2 * math.pi * (step * STEP / 86400 - PHASE)) for step in range(days * 86400 // STEP)]
    for _ in range(2 * days):
        begun, height = chance.randrange(len(pace)), chance.uniform(2, 8)
        for step in range(begun, min(len(pace), begun + 36)):  # something is linked to, and it dies down
            pace[step] += height * math.exp(-(step - begun) / 9)
    return pace


def arrivals(chance: random.Random, pace: list[float], count: int) -> list[Poster]:
    steps = sorted(chance.choices(range(len(pace)), weights=pace, k=count))
    shares = [1 / (1 + number) for number in range(TEMPLATES)]  # some templates are liked far more
    templates = chance.choices(range(TEMPLATES), weights=shares, k=count)
    posters = [
        Poster(
            id=number,
            arrived=step * STEP + chance.random() * STEP,
            quality=chance.betavariate(1.2, 18),  # most are passed by, few stop a quarter of those who look
            template=str(template),
            origin=str(chance.randrange(count // 3)),
        )
        for number, (step, template) in enumerate(zip(steps, templates, strict=True))
    ]
    pasted = Counter[tuple[int, str | None]]()
    for poster in posters:
        day = int(poster.arrived) // 86400, poster.origin
        poster.set_back = fairness.set_back(pasted[day])
        pasted[day] += 1
    return posters


COLUMNS = ("votes~qual.", "looks~qual.", "votes~time", "votes~hour", "best 1 %", "per look", "unseen", "least")


def told(posters: list[Poster], days: int) -> str:
    settled = [each for each in posters if each.arrived < (days - 2) * 86400]
    votes, looks = [each.votes for each in settled], [each.looks for each in settled]
    qualities = [each.quality for each in settled]
    best = heapq.nlargest(len(settled) // 100, settled, key=lambda each: each.quality)
    bar = sorted(votes, reverse=True)[len(settled) // 20]
    figures = (
        spearman(votes, qualities),
        spearman(looks, qualities),
        spearman(votes, [each.arrived for each in settled]),
        # The wave of the day as a number: 1 in the evening, -1 twelve hours earlier.
        spearman(votes, [math.sin(2 * math.pi * (each.arrived / 86400 - PHASE)) for each in settled]),
        sum(each.votes > bar for each in best) / len(best),
        sum(each.votes for each in posters) / sum(each.looks for each in posters),
        sum(not each.looks for each in settled) / len(settled),
        min(looks),
    )
    return "{:>12.2f}{:>12.2f}{:>12.2f}{:>12.2f}{:>12.0%}{:>12.3f}{:>12.1%}{:>12}".format(*figures)


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Pearson's correlation of the ranks; ties share the mean of theirs."""
    a, b = ranks(left), ranks(right)
    mean = (len(a) + 1) / 2
    together = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    alone = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return together / math.sqrt(alone) if alone else 0.0


def ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for position in order[at:end]:
            found[position] = (at + end + 1) / 2
        at = end
    return found


def poisson(chance: random.Random, mean: float) -> int:
    """Knuth's product below 30, where it is exact and quick; above, the normal that it nears."""
    if mean > 30:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


if __name__ == "__main__":
    main()
