"""How strong a poster is, judged by its duels: the model of Bradley and Terry.

A poster of strength s is picked over one of strength t with the chance 1 / (1 + exp(t − s)) (R. A. Bradley and
M. E. Terry, Rank analysis of incomplete block designs, Biometrika 39, 1952). Before its first duel every poster is
given one won and one lost against an imaginary poster of strength 0. That keeps three lucky duels from beating three
hundred good ones, and makes the strengths finite and unique whoever met whom.

They are worked out twice: at once after each duel (`after`), and exactly over all duels (`fit`). So is how much is
known of each, its Fisher information: at once by `told`, exactly by `known`; `interval` follows from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, sqrt

from billboard.core.rank.doubt import NINE_IN_TEN

PRIOR = 1.0  # duels won, and as many lost, against the imaginary poster
UNFOUGHT = PRIOR / 2  # what those two tell of a poster of strength 0: a duel between equals gives 1/4
STEEPEST = 700.0  # exp() of much more overflows


@dataclass(frozen=True)
class Record:
    strength: float
    duels: int


@dataclass(frozen=True)
class Meeting:
    """How often two posters were picked over each other."""

    first: int
    second: int
    first_wins: int
    second_wins: int


def chance(strength: float, other: float) -> float:
    """That the first is picked over the other."""
    return 1 / (1 + exp(max(-STEEPEST, min(STEEPEST, other - strength))))


def variance(duels: int) -> float:
    """How unsure a strength is after so many duels, those against the imaginary poster included.

    The inverse of the Fisher information, of which a duel between equals, the most telling there is, gives 1/4.
    """
    return 4 / (2 * PRIOR + duels)


def information(one: Record, other: Record) -> float:
    """What a duel between the two can be expected to tell: much of equals, and of posters that have had few."""
    likely = chance(one.strength, other.strength)
    return likely * (1 - likely) * (variance(one.duels) + variance(other.duels))


def after(winner: Record, loser: Record) -> tuple[float, float]:
    """The strengths of both after one more duel, from what they were before it.

    One step of an extended Kalman filter: the surprise, 1 − chance, is shared out by how unsure each strength was.
    Glicko does so too, in its own units (M. E. Glickman, Parameter estimation in large dynamic paired comparison
    experiments, Applied Statistics 48, 1999). Steps shrink as 1/duels, so that strengths settle where `fit` puts them.
    """
    likely = chance(winner.strength, loser.strength)
    unsure = variance(winner.duels), variance(loser.duels)
    step = (1 - likely) / (1 + likely * (1 - likely) * sum(unsure))
    return winner.strength + unsure[0] * step, loser.strength - unsure[1] * step


def interval(strength: float, information: float) -> tuple[float, float]:
    """The strengths between which a poster's lies with a chance of nine in ten."""
    deviation = 1 / sqrt(information)
    return strength - NINE_IN_TEN * deviation, strength + NINE_IN_TEN * deviation


def told(likely: float, of_other: float, times: int = 1) -> float:
    """What duels that are won with the chance `likely` tell of a poster, where `of_other` is what is known of the
    other: a duel shows the difference of the two, and no better than the other is known."""
    each = times * likely * (1 - likely)
    return each * of_other / (each + of_other)


def fit(meetings: Iterable[Meeting], tolerance: float = 1e-6, rounds: int = 1000) -> dict[int, float]:
    """The most likely strengths of all who met, given all of it at once; of the same meetings always the same.

    Newton's method for one strength after the other. With w duels won, chances pⱼ of winning against each other poster
    and n fought, the imaginary poster among them twice PRIOR times:

        sᵢ ← sᵢ + (wᵢ − Σⱼ nᵢⱼ pⱼ) / Σⱼ nᵢⱼ pⱼ (1 − pⱼ)

    A step is cut off at 1. The third derivative of this likelihood is never greater than the second, so every such step
    raises it. It ends when no strength moves more than `tolerance` in a round, after a tenth as many rounds as D. R.
    Hunter's MM algorithm takes (Annals of Statistics 32, 2004). `rounds` is far more than any wall has needed.
    """
    place: dict[int, int] = {}
    wins: list[float] = []
    opponents: list[list[tuple[int, int]]] = []
    for meeting in meetings:
        both = []
        for number in (meeting.first, meeting.second):
            if number not in place:
                place[number] = len(wins)
                wins.append(PRIOR)
                opponents.append([])
            both.append(place[number])
        first, second = both
        wins[first] += meeting.first_wins
        wins[second] += meeting.second_wins
        fought = meeting.first_wins + meeting.second_wins
        opponents[first].append((second, fought))
        opponents[second].append((first, fought))
    strengths, worth = [0.0] * len(wins), [1.0] * len(wins)  # worth is exp(strength)
    for _ in range(rounds):
        moved = 0.0
        for at, met in enumerate(opponents):
            own = worth[at]
            likely = own / (own + 1)
            expected = 2 * PRIOR * likely
            curvature = expected * (1 - likely)
            for other, fought in met:
                likely = own / (own + worth[other])
                expected += fought * likely
                curvature += fought * likely * (1 - likely)
            step = max(-1.0, min(1.0, (wins[at] - expected) / curvature))
            strengths[at] += step
            worth[at] = exp(strengths[at])
            moved = max(moved, abs(step))
        if moved < tolerance:
            break
    return {number: strengths[at] for number, at in place.items()}


def known(
    meetings: Iterable[Meeting], strengths: Mapping[int, float], tolerance: float = 1e-4, rounds: int = 50
) -> dict[int, float]:
    """How much is known of each of the strengths that fit these meetings: the inverses of their variances.

    Those stand on the diagonal of the inverse of the likelihood's second derivatives, a matrix of all posters by all.
    Belief propagation finds them along the meetings alone (Y. Weiss and W. T. Freeman, Correctness of belief
    propagation in Gaussian graphical models, Neural Computation 13, 2001): what j tells of i is what its duels with i
    tell (`told`) where j is known as well as all but i say. Exact where no meetings make a ring. Where all meet all, it
    is what is known of a strength beside the average of all, within a part in a hundred for two hundred posters: just
    what an order asks for, and not how far all of them together stand from the imaginary poster.
    """
    alone: dict[int, float] = {}
    between: dict[tuple[int, int], float] = {}  # what the duels of two tell, both known
    for meeting in meetings:
        pair = min(meeting.first, meeting.second), max(meeting.first, meeting.second)
        likely = chance(*(strengths[number] for number in pair))
        fought = meeting.first_wins + meeting.second_wins
        between[pair] = between.get(pair, 0.0) + fought * likely * (1 - likely)
    for number in {number for pair in between for number in pair}:
        middling = chance(strengths[number], 0)
        alone[number] = 2 * PRIOR * middling * (1 - middling)
    ways = [(*way, weight) for (low, high), weight in between.items() for way in ((low, high), (high, low))]
    sure, said = dict(alone), [0.0] * len(ways)
    for _ in range(rounds):
        # The other way of a pair of ways is its neighbour: at ^ 1.
        others = [sure[source] - said[at ^ 1] for at, (source, _, _) in enumerate(ways)]
        said = [weight * other / (weight + other) for (_, _, weight), other in zip(ways, others, strict=True)]
        before, sure = sure, dict(alone)
        for (_, target, _), telling in zip(ways, said, strict=True):
            sure[target] += telling
        if all(sure[number] - before[number] < tolerance * sure[number] for number in sure):
            break
    return sure
