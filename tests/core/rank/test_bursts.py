"""What is set apart, and who must not be."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from billboard.core.rank.bursts import Arrival, Burst, burst

MINUTES = 60.0
NOBODY: dict[str, int] = {}


def votes(
    per_network: Sequence[int], *, seconds: float = 10 * MINUTES, new: float = 1.0, name: str = "network"
) -> list[Arrival]:
    """So many votes from each of some networks, spread over some time."""
    dice = random.Random(4)
    networks = [f"{name}{number}" for number, count in enumerate(per_network) for _ in range(count)]
    dice.shuffle(networks)
    step = seconds / len(networks)
    return [Arrival(network, number * step, number < new * len(networks)) for number, network in enumerate(networks)]


def forum(people: int, networks: int) -> list[Arrival]:
    """People of a forum who follow a link for the first time; a tenth of them share one telephone company's address."""
    dice = random.Random(5)
    counts = [0] * networks
    for _ in range(people * 9 // 10):
        counts[dice.randrange(networks)] += 1
    return votes([people // 10, *counts])


def _later(arrivals: Sequence[Arrival], seconds: float = 10 * MINUTES) -> list[Arrival]:
    return [replace(each, at=each.at + seconds) for each in arrivals]


def set_apart(arrivals: Sequence[Arrival], found: Burst | None) -> int:
    return sum(found.takes(each) for each in arrivals) if found else 0


@pytest.mark.parametrize(
    ("people", "arrivals"),
    [
        ("a forum's thread sends 500 from 400 networks in ten minutes", forum(500, 400)),
        ("the same in one minute", [each for each in forum(500, 400) if each.at < MINUTES]),
        ("5,000 from 3,000 networks", forum(5000, 3000)),
        ("a class behind one address", votes([30])),
        ("a class that is told to vote now", votes([30], seconds=10)),
        ("two classes", votes([19, 20])),
        ("an office of 60 that knows the site, over an hour", votes([60], seconds=60 * MINUTES, new=0.1)),
        ("20,000 whose telephone companies have few addresses", votes([36] * 200 + [2] * 6000, seconds=60 * MINUTES)),
        ("a family each", votes([4] * 50)),
        ("nobody", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_people_are_not_set_apart(people: str, arrivals: list[Arrival]) -> None:
    assert burst(arrivals, NOBODY) is None


@pytest.mark.parametrize(
    ("brigade", "arrivals"),
    [
        ("200 cookies on four networks", votes([50] * 4)),
        ("as many as the caps let through", votes([36] * 4)),
        ("slowly", votes([36] * 4, seconds=55 * MINUTES)),
        ("with old cookies, by a program", votes([40] * 3, seconds=20, new=0)),
        ("with old cookies, slowly", votes([40] * 4, seconds=55 * MINUTES, new=0)),
        ("from all networks of a provider's customer", votes([36] * 256)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_brigades_are_set_apart(brigade: str, arrivals: list[Arrival]) -> None:
    found = burst(arrivals, NOBODY)
    assert set_apart(arrivals, found) == len(arrivals)


def test_of_people_and_a_brigade_the_brigade_is_set_apart() -> None:
    people, brigade = votes([1, 2, 3] * 40, name="home"), votes([36] * 4, name="host")
    found = burst(people + brigade, NOBODY)
    assert set_apart(brigade, found) == len(brigade)
    assert set_apart(people, found) == 0


def test_known_visitors_in_the_networks_of_new_ones_are_left_alone() -> None:
    new, known = votes([30] * 3), votes([3] * 3, new=0)
    found = burst(new + known, NOBODY)
    assert set_apart(new, found) == len(new)
    assert set_apart(known, found) == 0


def test_where_the_sites_people_are_many_votes_are_no_burst() -> None:
    arrivals = votes([80, 80], seconds=60 * MINUTES, new=0.1)
    assert burst(arrivals, NOBODY)
    assert burst(arrivals, {"network0": 30, "network1": 30, "elsewhere": 60}) is None
    assert burst(arrivals, {"network0": 3, "elsewhere": 117})
    assert burst(arrivals, {"network0": 5})  # too few to tell


def test_why_is_said_in_words() -> None:
    found = burst(votes([36] * 4, seconds=144 * 5) + votes([1] * 6, name="home"), NOBODY)
    assert found
    assert found.because == (
        "144 votes from 4 networks within 12 minutes, 96 % of what the poster had in that hour",
        "100 % of them by cookies that were not an hour old",
        "more than so few networks have readers for",
    )


def at_midnight(arrivals: Sequence[Arrival], shades: int = 64) -> list[Arrival]:
    """The same votes about a midnight, half of them before: after it their networks have other names."""
    middle = max(each.at for each in arrivals) / 2
    moved = []
    for each in arrivals:
        evening = each.at < middle
        shade = random.Random(each.network).randrange(shades)
        name = f"{each.network} {'evening' if evening else 'morning'}"
        moved.append(Arrival(name, 86400 - middle + each.at, each.is_new, shade))
    return moved


@pytest.mark.parametrize(
    ("brigade", "arrivals"),
    [
        ("200 cookies on four networks", votes([50] * 4)),
        ("five on each side, of ten networks", [*votes([5] * 10), *_later(votes([5] * 10))]),
        ("slowly", votes([36] * 4, seconds=55 * MINUTES)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_brigades_are_set_apart_across_midnight_and_their_networks_counted_once(
    brigade: str, arrivals: list[Arrival]
) -> None:
    moved = at_midnight(arrivals)
    found = burst(moved, NOBODY)
    assert found
    assert set_apart(moved, found) == len(moved)
    assert found.number == len({each.network for each in arrivals})
    assert f"from {found.number} networks" in found.because[0]


@pytest.mark.parametrize(
    ("people", "arrivals"),
    [
        ("a forum's thread sends 500 from 400 networks in ten minutes", forum(500, 400)),
        ("5,000 from 3,000 networks", forum(5000, 3000)),
        ("two classes", votes([19, 20])),
        ("20,000 whose telephone companies have few addresses", votes([36] * 200 + [2] * 6000, seconds=60 * MINUTES)),
        ("a family each", votes([4] * 50)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_people_are_not_set_apart_at_midnight_either(people: str, arrivals: list[Arrival]) -> None:
    assert burst(at_midnight(arrivals), NOBODY) is None
