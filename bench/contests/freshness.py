"""Every order at equal freshness: its ageing is turned, and what comes of it drawn against the median age on its first
page. A wall of old favourites gives more laughs and nothing new, so only equal ages compare."""

import math
from collections.abc import Sequence
from concurrent.futures import Executor
from itertools import pairwise
from typing import NamedTuple

from bench.contests import crowd, orders
from bench.contests.crowd import Outcome, World

TURNS = (0.5, 1.0, 2.0)
HALF_A_DAY = 12.0
ROUNDS = 8  # of runs beyond those, to reach an age from both sides
NEAR = 1.5  # the factor by which two ages may lie apart that are taken for a line


class Turned(NamedTuple):
    turn: float
    outcome: Outcome


Lines = dict[str, list[Turned]]


def turned(world: World, names: Sequence[str], ages: Sequence[float], workers: Executor) -> Lines:
    """Of each order, outcomes by what ageing is turned by, with `ages` between two near ones where it can be."""
    lines: Lines = {name: [] for name in names}
    wanted = [(name, turn) for name in names for turn in (TURNS if name not in orders.NEVER_AGE else (1.0,))]
    for _ in range(ROUNDS):
        outcomes = list(workers.map(run_one, [(world, name, turn) for name, turn in wanted]))
        for (name, turn), outcome in zip(wanted, outcomes, strict=True):
            lines[name].append(Turned(turn, outcome))
        wanted = [
            (name, turn)
            for name, line in lines.items()
            if name not in orders.NEVER_AGE
            for turn in {_next(sorted(line), age) for age in ages}
            if turn
        ]
        if not wanted:
            break
    return {name: sorted(line) for name, line in lines.items()}


def _next(line: Sequence[Turned], age: float) -> float | None:
    """What to turn the ageing to next so that the age lies between two near ones; None where it does."""
    if age < line[0].outcome.age:
        return line[0].turn / 2
    for below, above in pairwise(line):
        if below.outcome.age <= age <= above.outcome.age:
            apart = above.outcome.age > NEAR * below.outcome.age and above.turn > 1.01 * below.turn
            return math.sqrt(below.turn * above.turn) if apart else None
    return line[-1].turn * 2


def run_one(asked: tuple[World, str, float]) -> Outcome:
    world, name, turn = asked
    return crowd.run(orders.ORDERS[name](turn), world)


def at(line: Sequence[Turned], age: float) -> Outcome | None:
    """Interpolated between the two that it lies between; None of an order that never gets there."""
    for (_, below), (_, above) in pairwise(line):
        if below.age <= age <= above.age <= NEAR * below.age:
            share = (age - below.age) / (above.age - below.age) if above.age > below.age else 0.0
            return Outcome(*(low + (high - low) * share for low, high in zip(below, above, strict=True)))
    return None
