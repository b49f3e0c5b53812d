"""What somebody gets who lies about looks and votes.

The site counts evidence by network, at its widest step (/24 or /48): in one half of a day and the next one network adds
to one poster at most one look and one more for each thousand that it has, and so with votes. Attackers do all that this
lets them, at once and again as soon as they may. Told are the places that a poster moves in the mean of the day after,
against the same day without the attack and with the same chance; whoever stands beyond the places that anybody gets to
stands just beyond.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import Enum

import numpy as np

from bench.contests.crowd import DAY, PAGE, SEEN, STEP, STEPS, Wall, World, visit
from bench.contests.files import Floats, Whole
from bench.contests.orders import ThisWall
from billboard import visitors
from billboard.core.rank import fairness
from billboard.visitors import Breadth
from billboard.walls.evidence import share_of_one_network
from billboard.walls.look_counts import HALF

MOMENTS = 4  # at which an attack begins, each at another time of day
REPLICATES = 4  # crowds that a day is repeated with
RIVALS = (0, 3, 7, 15, 23)  # places
OWN = (0.0, 0.5, 2.0)  # days that a poster of an attacker's has been up
NEAR = 0.2  # by which its quality differs from the usual at most


class Aim(Enum):
    RIVAL = "looks invented at a rival on the first page"
    NEWCOMERS = "looks invented at all newcomers"
    OWN = "votes for a poster of one's own"


ATTACKERS: dict[str, list[str]] = {
    "50 cookies behind one address": ["192.0.2.7"] * 50,
    "one /48": [f"2001:db8:0:{number:x}::1" for number in range(4096)],
    "ten networks": [f"10.{number}.0.1" for number in range(10)],
    "a botnet of 500 networks": [f"10.{number // 250}.{number % 250}.1" for number in range(500)],
}


@dataclass(frozen=True)
class Moved:
    """Places, downwards."""

    mean: float  # over all moments and victims
    worst: float  # of one victim at one moment, over the crowds
    doubt: float  # standard error of a victim's


def networks(addresses: Sequence[str]) -> int:
    return len({visitors.prefixes(address)[Breadth.BLOCK] for address in addresses})


def lie(wall: Wall, order: ThisWall, aim: Aim, victims: Whole, count: int) -> None:
    for victim in victims:
        for _ in range(count):
            looks = share_of_one_network(int(wall.looks[victim]))
            if aim is Aim.OWN:
                votes = min(looks, share_of_one_network(int(wall.votes[victim])))  # whoever votes has looked
                wall.votes[victim] += votes
            wall.looks[victim] += looks
    order.counted(wall, victims)


def may_again(begun: int, at: int) -> bool:
    """Whether all that a network added at the step `begun`, or the last time after it, is forgotten by just then."""
    halves = at * STEP // HALF - begun * STEP // HALF
    return at == begun or (at * STEP % HALF == 0 and halves > 0 and halves % 2 == 0)


def day_after(wall: Wall, order: ThisWall, step: int, replicate: int, lies: tuple[Aim, Whole, int] | None) -> Floats:
    """Mean place of every poster over the day that begins with the step."""
    wall, order = copy.deepcopy((wall, order), {id(wall.world): wall.world})
    places = np.zeros(wall.world.size)
    for at in range(step, step + STEPS):
        if lies and may_again(step, at):
            lie(wall, order, *lies)
        page = visit(wall, order, at, replicate)
        here = np.full(wall.world.size, SEEN + 1)
        here[page] = np.arange(1, len(page) + 1)
        places += here / STEPS
    return places


def at_moment(asked: tuple[World, int]) -> dict[tuple[str, Aim], list[Floats]]:
    """By attacker and aim, for each case the places moved with each of the crowds."""
    world, step = asked
    wall, order = Wall(world), ThisWall(1.0)
    for earlier in range(step):
        visit(wall, order, earlier)
    cases = victims(wall, order, step)
    without = [day_after(wall, order, step, replicate, None) for replicate in range(REPLICATES)]
    moved: dict[tuple[str, Aim], list[Floats]] = {}
    done: dict[int, str] = {}
    for name, addresses in ATTACKERS.items():
        count = networks(addresses)
        if count in done:  # what counts the same is the same
            moved |= {(name, aim): moved[done[count], aim] for aim in Aim}
            continue
        done[count] = name
        for aim in Aim:
            moved[name, aim] = [
                np.array(
                    [
                        np.mean((day_after(wall, order, step, replicate, (aim, each, count)) - before)[each])
                        for replicate, before in enumerate(without)
                    ]
                )
                for each in cases[aim]
            ]
    return moved


def victims(wall: Wall, order: ThisWall, step: int) -> dict[Aim, list[Whole]]:
    """Those who are attacked, or pushed, at that moment."""
    now = step * STEP
    up = wall.up(now)
    page = order.page(wall, up, now)[:PAGE]
    waiting = np.flatnonzero(wall.looks[:up] < fairness.GUARANTEED)
    usual = np.median(wall.world.quality)
    alike = np.flatnonzero(np.abs(wall.world.quality[:up] / usual - 1) <= NEAR)
    age = now - wall.world.arrived[alike]
    return {
        Aim.RIVAL: [np.array([page[place]]) for place in RIVALS if place < len(page)],
        Aim.NEWCOMERS: [waiting] if len(waiting) else [],
        Aim.OWN: [np.array([alike[np.argmin(np.abs(age - days * DAY))]]) for days in OWN] if len(alike) else [],
    }


def moved(world: World, workers: Executor) -> dict[tuple[str, Aim], Moved | None]:
    """`world` lasts for longer than the last moment and a day; moments lie in its second half."""
    last = (world.days - 1) * STEPS
    gap = STEPS // MOMENTS + (last // 2 // MOMENTS) // STEPS * STEPS
    moments = [last - 1 - number * gap for number in range(MOMENTS)]
    found: dict[tuple[str, Aim], list[Floats]] = {}
    for each in workers.map(at_moment, [(world, step) for step in moments]):
        for key, cases in each.items():
            found.setdefault(key, []).extend(cases)
    return {key: _told(cases) for key, cases in found.items()}


def _told(cases: list[Floats]) -> Moved | None:
    if not cases:
        return None
    table = np.array(cases)
    means = table.mean(axis=1)
    doubt = float(np.sqrt(np.mean(table.var(axis=1, ddof=1) / table.shape[1]))) if table.shape[1] > 1 else 0.0
    return Moved(float(means.mean()), float(means[np.argmax(np.abs(means))]), doubt)
