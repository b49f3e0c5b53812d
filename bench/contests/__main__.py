"""Orders of a wall put to people's own judgements.

    python -m bench.contests FOLDER [--days 30] [--short 6] [--posters 400] [--views 24000] [--seed 2010]
        [--workers 2] [--only orders freshness attacks winners]
        [--into docs/fair-wall.md] [--picture docs/pictures/fair-wall.svg]

FOLDER holds csv files with the columns unfunny, somewhat, funny, a line for each caption of a contest: how many people
rated it so, as nextml/caption-contest-data-api publishes them. Lines with at least 40 ratings are taken for the truth;
the share that said funny is the chance of a vote from somebody who looks. One wall hangs posters of them all, each file
a template, before the crowd of bench/contests/crowd.py. Told are

  orders     what each order does in six days, as it was published;
  freshness  what it does in thirty at equal median ages of the first page, its ageing turned;
  attacks    how many places posters move for liars;
  winners    how many votes it takes to know a contest's best three.

`--into` puts the tables where a document has its place, `--picture` draws freshness.
"""

import argparse
import math
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

from bench.contests import attacks, crowd, files, freshness, orders, picture, telling, winners
from bench.contests.files import Contest

PARTS = ("orders", "freshness", "attacks", "winners")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--days", type=int, default=30, help="of the comparison by freshness")
    parser.add_argument("--short", type=int, default=6, help="days of the plain comparison and before an attack")
    parser.add_argument("--posters", type=int, default=400, help="a day")
    parser.add_argument("--views", type=int, default=24_000, help="of the wall, a day")
    parser.add_argument("--seed", type=int, default=2010)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    if min(options.days, options.short) < 2 * crowd.SETTLED or min(options.posters, options.views) < 100:
        parser.error(f"at least {2 * crowd.SETTLED} days and 100 posters and views a day")
    try:
        contests = files.read_folder(options.folder)
    except files.Broken as broken:
        sys.exit(str(broken))
    begun = time.perf_counter()
    with ProcessPoolExecutor(options.workers) as workers:
        for part in options.only:
            table = PART[part](contests, options, workers)
            print(f"\n{table}", flush=True)
            if options.into:
                options.into.write_text(telling.put_in(options.into.read_text(), part, table))
    print(f"\n{time.perf_counter() - begun:.0f} s")


def _world(contests: list[Contest], options: argparse.Namespace, days: int) -> crowd.World:
    return crowd.world(contests, days=days, posters=options.posters, views=options.views, seed=options.seed)


def _orders(contests: list[Contest], options: argparse.Namespace, workers: Executor) -> str:
    world = _world(contests, options, options.short)
    asked = [(world, name, math.inf if name in orders.SAMPLERS else 1.0) for name in orders.ORDERS]
    return telling.orders(dict(zip(orders.ORDERS, workers.map(freshness.run_one, asked), strict=True)))


def _freshness(contests: list[Contest], options: argparse.Namespace, workers: Executor) -> str:
    world = _world(contests, options, options.days)
    before = freshness.run_one((world, orders.BEFORE, 1.0))
    ages = (before.age, freshness.HALF_A_DAY)
    lines = freshness.turned(world, list(orders.ORDERS), ages, workers)
    if options.picture:
        options.picture.write_text(picture.draw(lines, ages))
    return telling.freshness(lines, ages)


def _attacks(contests: list[Contest], options: argparse.Namespace, workers: Executor) -> str:
    return telling.attacks(attacks.moved(_world(contests, options, options.short), workers))


def _winners(contests: list[Contest], options: argparse.Namespace, workers: Executor) -> str:
    asked = [(contest, options.seed + number) for contest in contests for number in range(winners.REPEATED)]
    return telling.winners(list(workers.map(winners.needed, asked)))


PART = dict(zip(PARTS, (_orders, _freshness, _attacks, _winners), strict=True))

if __name__ == "__main__":
    main()
